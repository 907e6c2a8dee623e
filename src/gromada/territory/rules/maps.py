"""How a map is packed into an address and drawn from shapes: letters of classes, paths, shared borders, the grid of tiles."""

import base64
import binascii
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

# The class of a unit on a map (core.charts.maps.PAINTS) as the one letter that stands for it in an address.
LETTERS = {
    "out": "o", "none": "x", "in": "i", "mine": "m",
    **{f"q{step}": str(step) for step in range(6)},
    **{f"in{step}": "ABCDE"[step - 1] for step in range(1, 6)},
    **{f"d{step}": "abcde"[step - 1] for step in range(1, 6)},
}  # fmt: skip
CLASSES = {letter: name for name, letter in LETTERS.items()}
# Voivodeships in a grid of four by four, each about where it lies: north is up, west is left.
GRID = {
    "32": (0, 0), "22": (1, 0), "28": (2, 0), "20": (3, 0),
    "08": (0, 1), "30": (1, 1), "04": (2, 1), "14": (3, 1),
    "02": (0, 2), "10": (1, 2), "26": (2, 2), "06": (3, 2),
    "16": (0, 3), "24": (1, 3), "12": (2, 3), "18": (3, 3),
}  # fmt: skip
MOST_LABELS, MOST_BYTES, MANY = 40, 60_000, 50
_PARTS, _PIECES = "\x1e", "\x1f"

Ring = Sequence[Sequence[int]]
Shape = Sequence[Sequence[Ring]]


class UnreadableMap(ValueError):  # noqa: N818 - named as a sentence reads
    """An address of a map that nobody here has made."""


@dataclass(frozen=True)
class Colouring:
    """What an address of a map says: of which register it was made, a letter for each unit in order, words, the title."""

    fingerprint: str
    letters: str
    title: str = ""
    labels: Mapping[int, str] = field(default_factory=dict)


def pack(colouring: Colouring) -> str:
    """The colouring as letters that an address may hold: about 1,100 of them for a whole country in six classes."""
    words = [f"{place}{_PIECES}{label}" for place, label in sorted(colouring.labels.items())]
    text = _PARTS.join([colouring.fingerprint, colouring.letters, colouring.title, *words])
    return base64.urlsafe_b64encode(zlib.compress(text.encode(), 9)).rstrip(b"=").decode()


def unpack(packed: str) -> Colouring:
    """The colouring of an address. UnreadableMap when it is cut short, swollen or not one of ours."""
    try:
        raw = base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4))
        opened = zlib.decompressobj()
        data = opened.decompress(raw, MOST_BYTES)
        text = data.decode()
    except (binascii.Error, zlib.error, ValueError) as error:
        raise UnreadableMap(packed[:40]) from error
    parts = text.split(_PARTS)
    if not opened.eof or len(parts) < 3 or not set(parts[1]) <= set(CLASSES):
        raise UnreadableMap(packed[:40])
    labels = {}
    for words in parts[3:]:
        place, _, label = words.partition(_PIECES)
        if not (place.isascii() and place.isdigit()) or int(place) >= len(parts[1]):
            raise UnreadableMap(packed[:40])
        labels[int(place)] = label
    return Colouring(parts[0], parts[1], parts[2], labels)


def letter(paint: str) -> str:
    """The letter of a class; a letter stays what it is. ValueError for what is neither."""
    if paint in LETTERS:
        return LETTERS[paint]
    if paint in CLASSES:
        return paint
    raise ValueError(f"“{paint}” is no class of a map: {', '.join(LETTERS)}.")


def path(shape: Shape) -> str:
    """Polygons of whole numbers as one path of SVG, each point told from the last: short, and it compresses well."""
    parts = []
    for polygon in shape:
        for ring in polygon:
            (x, y), steps = ring[0], []
            parts.append(f"M{x} {y}")
            for further in ring[1:-1] if list(ring[0]) == list(ring[-1]) else ring[1:]:
                dx, dy = further[0] - x, further[1] - y
                steps.append(f"{dx}{dy}" if dy < 0 else f"{dx} {dy}")
                x, y = further
            if steps:
                parts.append("l" + _joined(steps))
            parts.append("z")
    return "".join(parts)


def _joined(steps: Iterable[str]) -> str:
    text = ""
    for step in steps:
        text += step if not text or step[0] == "-" else f" {step}"
    return text


def borders(shapes: Mapping[str, Shape], digits: int) -> str:
    """The lines between units whose codes begin with other digits, and around all of them, as one path.

    Neighbours share their points, for a level is simplified as a whole; where they do not (a country of another source),
    every border would be one, so that there is none rather than all.
    """
    sides: dict[tuple, list[str]] = {}
    for code, shape in shapes.items():
        for one, other in _edges(shape):
            sides.setdefault((one, other) if one < other else (other, one), []).append(code[:digits])
    alone = sum(1 for found in sides.values() if len(found) == 1)
    if len(shapes) > MANY and alone > len(sides) * 0.6:
        return ""
    kept = {edge for edge, found in sides.items() if len(found) == 1 or len(set(found)) > 1}
    parts, drawn = [], set()
    for shape in shapes.values():
        last = None
        for one, other in _edges(shape):
            edge = (one, other) if one < other else (other, one)
            if edge not in kept or edge in drawn:
                last = None
                continue
            drawn.add(edge)
            parts.append(f"{'' if last == one else f'M{one[0]} {one[1]}'}l{other[0] - one[0]} {other[1] - one[1]}")
            last = other
    return "".join(parts)


def _edges(shape: Shape):
    for polygon in shape:
        for ring in polygon:
            points = [tuple(point) for point in ring]
            for one, other in zip(points, [*points[1:], points[0]], strict=True):
                if one != other:
                    yield one, other


def centre(shape: Shape) -> tuple[float, float]:
    """A point for a label: the middle of the largest polygon, by area."""
    best, largest = (0.0, 0.0), -1.0
    for polygon in shape:
        ring = polygon[0]
        area = x = y = 0.0
        for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
            cross = x1 * y2 - x2 * y1
            area, x, y = area + cross, x + (x1 + x2) * cross, y + (y1 + y2) * cross
        if abs(area) > largest and area:
            best, largest = (x / (3 * area), y / (3 * area)), abs(area)
    return best


def box_around(shapes: Iterable[Shape], margin: float = 0.015) -> tuple[float, float, float, float]:
    """Left, top, width and height of what is drawn, with a margin; the whole sheet where there is nothing."""
    points = [point for shape in shapes for polygon in shape for point in polygon[0]]
    if not points:
        return 0.0, 0.0, 10_000.0, 10_000.0
    xs, ys = [x for x, _ in points], [y for _, y in points]
    edge = max(max(xs) - min(xs), max(ys) - min(ys)) * margin
    return min(xs) - edge, min(ys) - edge, max(xs) - min(xs) + 2 * edge, max(ys) - min(ys) + 2 * edge
