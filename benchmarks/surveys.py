"""A survey with 10,000 answers against one with none, in one run: what the form, the results and the list cost.

Ratios are to an empty view behind the same middleware. `--answers N` for another number; `--keep` leaves the home.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date

ROUNDS = 15


def prepare(home: str) -> None:
    os.environ["GROMADA_HOME"] = home
    os.environ["DJANGO_SETTINGS_MODULE"] = "gromada.project.settings"
    os.environ["GROMADA_HOSTS"] = "testserver,127.0.0.1"
    done = subprocess.run([sys.executable, "-m", "gromada.project", "migrate"], check=False)
    if done.returncode:
        sys.exit(done.returncode)
    subprocess.run([sys.executable, "-m", "gromada.project", "prepare", "--quiet"], check=True)


def fill(answers: int):
    """Two surveys of one gmina: one empty, one with so many answers; and somebody who looks."""
    from gromada.accounts import actions as accounts  # noqa: PLC0415 - after setup
    from gromada.core.permissions import OPERATOR  # noqa: PLC0415 - after setup
    from gromada.project.demo import beginnings  # noqa: PLC0415 - after setup
    from gromada.surveys import actions  # noqa: PLC0415 - after setup
    from gromada.surveys.rules.ready import ready_one  # noqa: PLC0415 - after setup
    from gromada.territory.queries import unit_by_code  # noqa: PLC0415 - after setup

    on = date(2009, 6, 1)
    beginnings.units(by=OPERATOR)
    unit = unit_by_code("3202012")
    user = accounts.register_user(login="bench", name="bench", by=OPERATOR)
    accounts.grant_role(user=user, role="coordinator", unit=unit, by=OPERATOR, on=on)
    made = []
    for title in ("Empty", "Full"):
        survey = actions.start_survey(
            unit=unit, questionnaire=ready_one("needs").form, title_pl=title, by=OPERATOR, on=on
        )
        made.append(actions.open_survey(survey=survey, by=OPERATOR, on=on))
    started = time.perf_counter()
    rows = [actions.AnsweredForm(given(turn), ("online", "paper")[turn % 2], on) for turn in range(answers)]
    actions.load_answers(survey=made[1], rows=rows, by=OPERATOR, on=on)
    print(f"{answers} answers checked, encrypted, counted and written in {time.perf_counter() - started:.1f} s")
    return user, *made


def given(turn: int) -> dict[str, list[str]]:
    return {
        "good_life": [str(1 + turn % 5)],
        "lacking": [("older", "children", "families", "transport")[turn % 4], "meeting"],
        "lonely": [("many", "few", "none")[turn % 3]],
        "would_come": [("yes", "no")[turn % 2]],
        "age": [str(12 + turn % 90)],
        "idea": [f"Answer number {turn}"],
    }


def measure(user, empty, full) -> None:
    from django.conf import settings  # noqa: PLC0415 - after setup
    from django.db import connection  # noqa: PLC0415 - after setup
    from django.test import Client  # noqa: PLC0415 - after setup
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 - after setup

    settings.ROOT_URLCONF = "benchmarks.urls"
    public, staff = Client(), Client()
    staff.force_login(user)
    pages = [("form", public, "/ankieta/{slug}/"), ("results", staff, "/surveys/{pk}/results/")]
    pages += [("survey", staff, "/surveys/{pk}/"), ("keying", staff, "/surveys/{pk}/key/")]
    pages += [("texts", staff, "/surveys/{pk}/results/idea/"), ("csv", staff, "/surveys/{pk}/answers.csv")]
    print(
        f"{'page':10} {'empty view':>10} {'no answers':>10} {'full':>10} {'full/none':>9} {'full/empty view':>15} queries"
    )
    for name, client, route in pages:
        found = {}
        for what, url in [("view", "/empty/"), *((str(row.pk), _url(route, row)) for row in (empty, full))]:
            rounds = 3 if name == "csv" and what == str(full.pk) else ROUNDS
            client.get(url)
            found[what] = statistics.median(_ms(client, url) for _turn in range(rounds))
        asked = []
        for row in (empty, full):
            with CaptureQueriesContext(connection) as caught:
                client.get(_url(route, row))
            asked.append(len(caught))
        none, many, floor = found[str(empty.pk)], found[str(full.pk)], found["view"]
        print(
            f"{name:10} {floor:10.2f} {none:10.2f} {many:10.2f} {many / none:9.2f} {many / floor:15.1f}"
            f" {asked[0]}, {asked[1]}"
        )
    one = _one_answer(full)
    print(f"taking one answer with the full survey there: {one:.1f} ms, {one / found['view']:.1f} x the empty view")


def _one_answer(full) -> float:
    from gromada.core import clock  # noqa: PLC0415 - after setup
    from gromada.core.permissions import PUBLIC  # noqa: PLC0415 - after setup
    from gromada.surveys import actions, queries  # noqa: PLC0415 - after setup

    version, spent = queries.public_version(full.slug), []
    for turn in range(ROUNDS):
        started = time.process_time()
        actions.give_answers(
            version=version, given=given(turn), key=f"bench{turn}", address=f"10.0.0.{turn}", by=PUBLIC,
            on=date(2009, 6, 2), moment=clock.now(),
        )  # fmt: skip
        spent.append((time.process_time() - started) * 1000)
    return statistics.median(spent)


def _url(route: str, survey) -> str:
    return route.format(pk=survey.pk, slug=survey.slug)


def _ms(client, url: str) -> float:
    started = time.process_time()
    client.get(url).content  # noqa: B018 - rendered here, inside the clock
    return (time.process_time() - started) * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=int, default=10_000)
    parser.add_argument("--keep", action="store_true")
    asked = parser.parse_args()
    home = tempfile.mkdtemp(prefix="gromada-bench-")
    prepare(home)
    import django  # noqa: PLC0415 - the home is made first

    django.setup()
    measure(*fill(asked.answers))
    if not asked.keep:
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    main()
