"""Numbers that look thrown and are not: the same seed gives the same row of them on every machine."""

import hashlib
from collections.abc import Iterator


def throws(seed: str) -> Iterator[float]:
    """An endless row of numbers from 0 up to (not with) 1, made of the seed alone."""
    turn = 0
    while True:
        block = hashlib.sha256(f"{seed}/{turn}".encode()).digest()
        for start in range(0, len(block), 4):
            yield int.from_bytes(block[start : start + 4], "big") / 2**32
        turn += 1
