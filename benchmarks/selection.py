"""Sensitivity of a selection against the bare linear algebra of the same draws, in one run, as a ratio.

2,477 gminas, eight indicators, 10,000 draws of weights. The floor is what nobody can leave out: the product of the draws' and the
gminas' matrices, and one partition a draw, in numpy and in the same chunks. Prints also what computing the list itself takes.
"""

import argparse
import os
import statistics
import time
from decimal import Decimal

GMINAS, INDICATORS, PLACES = 2477, 8, 500


def measure(draws: int, rounds: int) -> None:
    import django  # noqa: PLC0415 - the settings are chosen first

    django.setup()
    import numpy as np  # noqa: PLC0415 - after setup

    from gromada.programmes.definitions import recipe_of  # noqa: PLC0415 - after setup
    from gromada.programmes.rules import selecting, sensitivity  # noqa: PLC0415 - after setup
    from gromada.territory.rules.indicators import KNOWN  # noqa: PLC0415 - after setup

    chance = np.random.default_rng(7)
    codes = sorted(KNOWN)[:INDICATORS]
    recipe = recipe_of(
        {"gminas": PLACES, "measures": [{"indicator": code, "weight": f"1/{INDICATORS}"} for code in codes]}
    )
    figures = chance.normal(size=(GMINAS, INDICATORS)).round(4)
    gminas = [
        selecting.Candidate(f"{2 * (1 + at % 16):02d}{at:05d}", f"G{at}", f"{2 * (1 + at % 16):02d}",
                            tuple(Decimal(str(value)) for value in line))
        for at, line in enumerate(figures)
    ]  # fmt: skip
    started = time.process_time()
    outcome = selecting.select(recipe, gminas, dict.fromkeys(codes, 2019))
    chosen = time.process_time() - started
    values = np.array([[step.signed for step in row.steps] for row in outcome.rows]).T.copy()
    weights = sensitivity.drawn(recipe, draws=draws, seed=7, spread="usual")

    def bare() -> None:
        for start in range(0, draws, sensitivity.CHUNK):
            np.partition(weights[start : start + sensitivity.CHUNK] @ values, GMINAS - PLACES, axis=1)

    def whole() -> None:
        sensitivity.sense(recipe, outcome.rows, outcome.cuts, draws=draws)

    times = {name: [_spent(task) for _turn in range(rounds)] for name, task in (("bare", bare), ("whole", whole))}
    floor, spent = statistics.median(times["bare"]), statistics.median(times["whole"])
    print(f"the list itself, {GMINAS} gminas           {chosen:8.2f} s")
    print(f"product and partition alone, {draws} draws {floor:8.2f} s")
    print(f"sensitivity, {draws} draws                 {spent:8.2f} s   {spent / floor:.2f} times the bare algebra")


def _spent(task) -> float:
    started = time.process_time()
    task()
    return time.process_time() - started


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gromada.project.settings")
    measure(asked.draws, asked.rounds)
