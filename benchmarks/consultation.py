"""The pages of a consultation with 10,000 comments against an empty view with the same middleware, in one run, as a ratio.

`--home DIR`: a built demo home (a copy is taken). Prints CPU milliseconds, the ratio, queries and kilobytes (gzip).
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


def measure(rounds: int, count: int) -> None:
    import django  # noqa: PLC0415 - the home is made first

    django.setup()
    from django.conf import settings  # noqa: PLC0415 - after setup
    from django.db import connection  # noqa: PLC0415 - after setup
    from django.test import Client  # noqa: PLC0415 - after setup
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 - after setup

    from benchmarks.journey import clients  # noqa: PLC0415 - after setup
    from gromada.strategies.models import Consultation, ConsultationComment  # noqa: PLC0415 - after setup

    settings.ROOT_URLCONF = "benchmarks.urls"
    settings.ALLOWED_HOSTS.append("testserver")
    row = Consultation.objects.order_by("pk").first()
    keys = ["", *(one["key"] for one in row.paragraphs)]
    ConsultationComment.objects.bulk_create(
        ConsultationComment(
            consultation=row, number=1000 + place, paragraph=keys[place % len(keys)], text=f"Uwaga numer {place}. " * 12,
            given_on=row.opens_on, key=f"many-{place}", state="published", state_since=row.opens_on,
            verdict="accepted", answer="Dopisaliśmy.", answered_on=row.ends_on,
        )
        for place in range(count)
    )  # fmt: skip
    public, staff = Client(), clients()["coordinator"]
    pages = {
        "the draft": (public, f"/konsultacje/{row.slug}/"),
        "a paragraph": (public, f"/konsultacje/{row.slug}/akapit/{keys[1]}/"),
        "the whole": (public, f"/konsultacje/{row.slug}/akapit/calosc/"),
        "for the gmina": (staff, f"/strategies/consultations/{row.pk}/"),
        "comments answered": (staff, f"/strategies/consultations/{row.pk}/comments/?show=answered"),
        "work with residents": (staff, f"/strategies/{row.strategy_id}/residents/"),
        "how it came about": (public, f"/jak-powstala-strategia/{row.strategy_id}/"),
    }
    floors = {
        client: statistics.median(_cpu(client, "/empty/")[0] for _turn in range(rounds + 5))
        for client in (public, staff)
    }
    print(f"{'page':<22}{'ms':>8}{'ratio':>8}{'queries':>9}{'KB':>8}")
    for name, (client, url) in pages.items():
        _cpu(client, url)
        times = [_cpu(client, url)[0] for _turn in range(rounds)]
        with CaptureQueriesContext(connection) as captured:
            response = _cpu(client, url)[1]
        if response.status_code != 200:
            sys.exit(f"{name} {url}: {response.status_code}")
        spent, size = statistics.median(times), len(gzip.compress(response.content)) / 1024
        print(f"{name:<22}{spent:>8.1f}{spent / floors[staff]:>8.1f}{len(captured):>9}{size:>8.1f}")


def _cpu(client, url: str):
    started = time.process_time()
    response = client.get(url)
    response.content  # noqa: B018 - rendered here, inside the clock
    return (time.process_time() - started) * 1000, response


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--comments", type=int, default=10_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        os.environ.update(GROMADA_HOME=str(home), DJANGO_SETTINGS_MODULE="gromada.project.settings")
        if asked.home:
            shutil.copytree(asked.home, home)
        else:
            subprocess.run([str(Path(sys.executable).with_name("gromada")), "demo", "--no-serve"], check=True)
        measure(asked.rounds, asked.comments)


if __name__ == "__main__":
    main()
