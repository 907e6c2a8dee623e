"""`make bench`: each page of the journey against an empty view with the same middleware, in one run, as a ratio.

Prints for every page: the median of CPU milliseconds, the ratio to the empty view of the same run, queries, and kilobytes
as sent (gzip). `--json FILE` writes the same as data.
"""

import argparse
import gzip
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def prepare(home: str) -> None:
    os.environ["GROMADA_HOME"] = home
    os.environ["DJANGO_SETTINGS_MODULE"] = "gromada.project.settings"
    done = subprocess.run([sys.executable, "-m", "gromada.project", "demo", "--no-serve"], check=False)
    if done.returncode:
        sys.exit(done.returncode)


def measure(rounds: int) -> list[dict]:
    import django  # noqa: PLC0415 - the home is made first

    django.setup()
    from django.conf import settings  # noqa: PLC0415 - after setup
    from django.db import connection  # noqa: PLC0415 - after setup
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 - after setup

    from benchmarks.journey import clients, journey  # noqa: PLC0415 - after setup

    settings.ROOT_URLCONF = "benchmarks.urls"
    settings.ALLOWED_HOSTS.append("testserver")
    known = clients()
    pages = journey()
    times: dict[str, list[float]] = {page.name: [] for page in pages}
    floor: dict[str, list[float]] = {persona: [] for persona in known}
    sizes, queries = {}, {}
    for turn in range(rounds + 1):
        for page in pages:
            client = known[page.persona]
            floor[page.persona].append(_cpu(client, "/empty/")[0])
            with CaptureQueriesContext(connection) as captured:
                spent, response = _cpu(client, page.url)
            if response.status_code != 200:
                sys.exit(f"{page.name} {page.url}: {response.status_code}")
            times[page.name].append(spent)
            queries[page.name] = len(captured)
            sizes[page.name] = len(gzip.compress(response.content)) / 1024
        if turn == 0:  # the first round warms templates and caches
            times = {name: [] for name in times}
            floor = {name: [] for name in floor}
    return [
        {
            "page": page.name,
            "persona": page.persona,
            "ms": round(statistics.median(times[page.name]), 2),
            "floor_ms": round(statistics.median(floor[page.persona]), 2),
            "ratio": round(statistics.median(times[page.name]) / statistics.median(floor[page.persona]), 1),
            "queries": queries[page.name],
            "kb": round(sizes[page.name], 1),
        }
        for page in pages
    ]


def _cpu(client, url: str):
    started = time.process_time()
    response = client.get(url)
    response.content  # noqa: B018 - rendered here, inside the clock
    return (time.process_time() - started) * 1000, response


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        prepare(home)
        rows = measure(asked.rounds)
    print(f"{'page':44} {'as':16} {'ms':>8} {'empty':>7} {'ratio':>6} {'queries':>8} {'KB gz':>6}")
    for row in rows:
        print(
            f"{row['page']:44} {row['persona']:16} {row['ms']:8.2f} {row['floor_ms']:7.2f} {row['ratio']:6.1f}"
            f" {row['queries']:8} {row['kb']:6.1f}"
        )
    if asked.json:
        asked.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
