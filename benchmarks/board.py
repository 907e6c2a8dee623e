"""The board of 500 gminas against an empty view with the same middleware, in one run, as a ratio.

Prints for the whole board, one voivodeship of it, the workbook and a gmina's page: the median of CPU milliseconds, the ratio
to the empty view, queries, kilobytes as sent (gzip). `--home DIR` uses a built demo home (a copy is taken).
"""

import argparse
import gzip
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def measure(rounds: int) -> None:
    import django  # noqa: PLC0415 - the home is made first

    django.setup()
    from django.conf import settings  # noqa: PLC0415 - after setup
    from django.db import connection  # noqa: PLC0415 - after setup
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 - after setup

    from benchmarks.journey import PROGRAMME, clients  # noqa: PLC0415 - after setup
    from tests.programmes import many  # noqa: PLC0415 - after setup

    settings.ROOT_URLCONF = "benchmarks.urls"
    settings.ALLOWED_HOSTS.append("testserver")
    made = many.gminas(PROGRAMME)
    office = clients()["programme_office"]
    pages = {
        "board of 513": f"/region/{PROGRAMME}/",
        "one voivodeship": f"/region/{PROGRAMME}/?region=06",
        "after the term": f"/region/{PROGRAMME}/?show=late",
        "workbook": f"/region/{PROGRAMME}/gminas.xlsx",
        "start of the office": "/desk/",
        "a gmina": f"/gminas/{made[0].pk}/",
    }
    floor = statistics.median(_cpu(office, "/empty/")[0] for _turn in range(rounds + 5))
    print(f"{'page':<22}{'ms':>8}{'ratio':>8}{'queries':>9}{'KB':>8}")
    for name, url in pages.items():
        _cpu(office, url)
        times = [_cpu(office, url)[0] for _turn in range(rounds)]
        with CaptureQueriesContext(connection) as captured:
            response = _cpu(office, url)[1]
        if response.status_code != 200:
            sys.exit(f"{name} {url}: {response.status_code}")
        spent, size = statistics.median(times), len(gzip.compress(response.content)) / 1024
        print(f"{name:<22}{spent:>8.1f}{spent / floor:>8.1f}{len(captured):>9}{size:>8.1f}")


def _cpu(client, url: str):
    started = time.process_time()
    response = client.get(url)
    response.content  # noqa: B018 - rendered here, inside the clock
    return (time.process_time() - started) * 1000, response


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--home", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        os.environ.update(GROMADA_HOME=str(home), DJANGO_SETTINGS_MODULE="gromada.project.settings")
        if asked.home:
            shutil.copytree(asked.home, home)
        else:
            subprocess.run([sys.executable, "-m", "gromada.project", "demo", "--no-serve"], check=True)
        measure(asked.rounds)


if __name__ == "__main__":
    main()
