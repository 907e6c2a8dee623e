"""A trial of 500 gminas against an empty view with the same middleware, and a decision, in one run, as ratios.

Prints the median of CPU milliseconds and the ratio to the empty view, queries and kilobytes as sent (gzip) of the page with its
rows and pictures, and together with its map; then the rule alone, a decision of all of them, and a letter. `--home DIR`: a
home with the register, indicators, borders and a selection (a copy is taken).
"""

import argparse
import gzip
import os
import re
import shutil
import statistics
import sys
import tempfile
import time
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

NUMBERS = (
    "floor=40000&ceiling=150000&rule=formula&people_power=1&need_power=0.5&need=own_income_per_head"
    "&need_direction=lower&base=0&step=100&scope=selection"
)
SHOWN = re.compile(r'src="(/map/[^"]+)"')


def measure(rounds: int) -> None:
    import django  # noqa: PLC0415 - the home is made first

    django.setup()
    from django.conf import settings  # noqa: PLC0415 - after setup
    from django.db import connection  # noqa: PLC0415 - after setup
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 - after setup

    from benchmarks.journey import PROGRAMME, clients  # noqa: PLC0415 - after setup

    settings.ROOT_URLCONF = "benchmarks.urls"
    settings.ALLOWED_HOSTS.append("testserver")
    office, url = clients()["programme_office"], f"/office/{PROGRAMME}/what-if/?{NUMBERS}"
    empty, pages, pictures = [], [], []
    for turn in range(rounds + 1):
        nothing = _cpu(office, "/empty/")[0]
        spent, response = _cpu(office, url)
        shown = sum(_cpu(office, address)[0] for address in SHOWN.findall(response.content.decode()))
        if turn:  # the first round warms templates and caches
            empty, pages, pictures = [*empty, nothing], [*pages, spent], [*pictures, shown]
    floor, spent, picture = (statistics.median(times) for times in (empty, pages, pictures))
    with CaptureQueriesContext(connection) as captured:
        response = _cpu(office, url)[1]
    if response.status_code != 200:
        sys.exit(f"{url}: {response.status_code}")
    rows, size = response.content.count(b'class="cell-bar"'), len(gzip.compress(response.content)) / 1024
    print(f"empty view {floor:.2f} ms")
    print(f"a trial of {rows} rows: {spent:.0f} ms, {spent / floor:.1f} x, {len(captured)} queries, {size:.0f} KB")
    print(f"with its map as a picture: {spent + picture:.0f} ms, {(spent + picture) / floor:.1f} x")
    _decide(PROGRAMME)


def _cpu(client, url: str):
    started = time.process_time()
    response = client.get(url)
    response.content  # noqa: B018 - rendered here, inside the clock
    return (time.process_time() - started) * 1000, response


def _decide(code: str) -> None:
    from gromada.core.permissions import OPERATOR  # noqa: PLC0415 - after setup
    from gromada.programmes import actions, exports, queries, rules  # noqa: PLC0415 - after setup

    programme = queries.programme(code)
    wish = replace(queries.wish_for(programme), scope="selection")
    found = queries.scenario(actor=OPERATOR, programme=programme, wish=wish)
    claims = [rules.Claim(row.code, row.unit.name, row.people, region=row.region.code) for row in found.candidates]
    started = time.process_time()
    rules.divide(claims, found.outcome.terms)
    print(f"the rule alone: {(time.process_time() - started) * 1000:.0f} ms")
    started = time.process_time()
    run = actions.decide_division(programme=programme, wish=wish, by=OPERATOR, on=date(2009, 7, 16))
    print(f"deciding {run.gminas} gminas, letting them join: {time.process_time() - started:.1f} s")
    total = sum(queries.decided_amounts(programme).values(), Decimal(0))
    print(f"allocated altogether: {total}")
    letters = queries.letters(OPERATOR, programme)[:20]
    started = time.process_time()
    for letter in letters:
        exports.letter(letter, "pdf", language="pl")
    print(f"a letter as PDF: {(time.process_time() - started) / len(letters) * 1000:.0f} ms")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--home", type=Path, required=True)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        os.environ.update(GROMADA_HOME=str(home), DJANGO_SETTINGS_MODULE="gromada.project.settings")
        shutil.copytree(asked.home, home)
        measure(asked.rounds)


if __name__ == "__main__":
    main()
