"""`python -m benchmarks.imports`: imports of the territory against their floor, in one run, as a ratio.

The floor of the register is a bare parse of the same CSV and one bulk insert of the same rows; that of the figures a bare
parse of the tidy file and one bulk insert of its values; that of the borders reading the JSON alone. Needs ../shared/data.
"""

import argparse
import csv
import io
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
REGISTER = DATA / "teryt" / "TERC_Urzedowy_2022-01-01.csv"
FIGURES = DATA / "indicators" / "gminy_wskazniki_2019.csv"
BORDERS = DATA / "maps" / "gminy_2021.geojson"
ON = date(2026, 7, 1)


def prepare(home: str) -> None:
    os.environ["GROMADA_HOME"] = home
    os.environ["DJANGO_SETTINGS_MODULE"] = "gromada.project.settings"
    done = subprocess.run([sys.executable, "-m", "gromada.project", "migrate"], check=False)
    if done.returncode:
        sys.exit(done.returncode)


def spent(work: Callable[[], None], *, keep: bool = False) -> float:
    """Seconds of CPU for `work` in one transaction, which is taken back unless it is to stay."""
    from django.db import transaction  # noqa: PLC0415 - after setup

    started = time.process_time()
    with transaction.atomic():
        work()
        if not keep:
            transaction.set_rollback(True)
    return time.process_time() - started


def imported(kind: str, path: Path) -> None:
    from gromada.core.imports import File, run_now  # noqa: PLC0415 - after setup
    from gromada.core.permissions import SYSTEM  # noqa: PLC0415 - after setup

    outcome = run_now(kind=kind, files=[File(path.name, path.read_bytes())], by=SYSTEM, on=ON)
    if not outcome.written:
        sys.exit(f"{kind}: nothing was written: {[str(problem.message) for problem in outcome.plan.problems[:3]]}")


def bare_register() -> None:
    from gromada.core.text import fold, polish_key  # noqa: PLC0415 - after setup
    from gromada.territory.models import Unit  # noqa: PLC0415 - after setup

    text = REGISTER.read_bytes().decode("utf-8-sig")
    rows = [row for row in csv.DictReader(io.StringIO(text), delimiter=";") if row["RODZ"] in {"", "1", "2", "3"}]
    levels = {2: "voivodeship", 4: "powiat", 7: "gmina"}
    units = []
    for row in rows:
        code = row["WOJ"] + row["POW"] + row["GMI"] + row["RODZ"]
        name = row["NAZWA"]
        units.append(
            Unit(
                level=levels[len(code)],
                code=code,
                kind=row["RODZ"],
                name=name,
                name_key=polish_key(name),
                name_folded=fold(name),
            )
        )
    Unit.objects.bulk_create(units, 500)


def bare_figures() -> None:
    from gromada.territory.models import Unit, UnitFigure  # noqa: PLC0415 - after setup

    keys = {code[:6]: pk for pk, code in Unit.objects.filter(level="gmina").values_list("pk", "code").order_by("pk")}
    rows = csv.DictReader(io.StringIO(FIGURES.read_bytes().decode("utf-8-sig")))
    UnitFigure.objects.bulk_create(
        [
            UnitFigure(
                unit_id=keys[row["teryt7"][:6]], indicator=name[:40], year=2019, value=Decimal(value), source="GUS"
            )
            for row in rows
            for name, value in row.items()
            if name not in {"teryt7", "nazwa", "rodz"} and value
        ],
        500,
    )


def bare_borders() -> None:
    json.loads(BORDERS.read_bytes())


def measure(rounds: int) -> list[dict]:
    import django  # noqa: PLC0415 - the home is made first

    django.setup()
    pairs = [
        ("territory", REGISTER, bare_register),
        ("indicators", FIGURES, bare_figures),
        ("boundaries", BORDERS, bare_borders),
    ]
    rows = []
    for kind, path, bare in pairs:
        ours, floor = [], []
        for _round in range(rounds):
            floor.append(spent(bare))
            ours.append(spent(lambda kind=kind, path=path: imported(kind, path)))
        middle, least = statistics.median(ours), statistics.median(floor)
        rows.append(
            {"import": kind, "s": round(middle, 3), "floor_s": round(least, 3), "ratio": round(middle / least, 1)}
        )
        spent(lambda kind=kind, path=path: imported(kind, path), keep=True)
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    if not REGISTER.exists():
        sys.exit(f"The real files are not here: {DATA}")
    with tempfile.TemporaryDirectory() as home:
        prepare(home)
        rows = measure(asked.rounds)
    print(f"{'import':12} {'s':>7} {'floor':>7} {'ratio':>6}")
    for row in rows:
        print(f"{row['import']:12} {row['s']:7.3f} {row['floor_s']:7.3f} {row['ratio']:6.1f}")
    if asked.json:
        asked.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
