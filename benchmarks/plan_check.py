"""The plan check of 60 lines: its own time, and the page of the plan with it against the same page without it.

`python -m benchmarks.plan_check` builds a demo in a temporary home (or takes `--home DIR`, a demo that is built), writes a plan
of 60 lines beside 300 accepted ones, and prints the median of CPU milliseconds and the ratios of one run.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from decimal import Decimal

LINES = 60
ROUNDS = 15


def prepare(home: str, *, build: bool) -> None:
    os.environ["GROMADA_HOME"] = home
    os.environ["DJANGO_SETTINGS_MODULE"] = "gromada.project.settings"
    words = ["demo", "--no-serve"] if build else ["migrate"]
    done = subprocess.run([sys.executable, "-m", "gromada.project", *words], check=False, stdout=subprocess.DEVNULL)
    if done.returncode:
        sys.exit(done.returncode)
    import django  # noqa: PLC0415 - the home is made first

    django.setup()


def measure() -> dict:
    from django.db import transaction  # noqa: PLC0415 - after setup

    with transaction.atomic():
        figures = _measured()
        transaction.set_rollback(True)
    return figures


def _written():
    """A plan of 60 lines in the home gmina, and 300 accepted lines of the same programme to compare with."""
    from gromada.core.permissions import SYSTEM  # noqa: PLC0415 - after setup
    from gromada.plans import actions, queries  # noqa: PLC0415 - after setup
    from gromada.plans.models import Plan, PlanLine  # noqa: PLC0415 - after setup
    from gromada.programmes.models import Participation  # noqa: PLC0415 - after setup
    from gromada.strategies.queries import needs_for_planning  # noqa: PLC0415 - after setup

    place = Participation.objects.get(programme__code="pis", unit__code="3202012")
    programme, need = place.programme, needs_for_planning(place)[0].need
    plan = actions.start_plan(participation=place, year=2009, title="Pomiar", by=SYSTEM, on=date(2009, 6, 1))
    cells = programme.definition.open_cells
    for number in range(LINES):
        cell = cells[number % len(cells)]
        kind = programme.kinds.get(code=cell.kind) if cell.kind else None
        actions.add_line(
            plan=plan, title=f"Usługa numer {number}", group=programme.groups.get(code=cell.group), kind=kind, needs=[need],
            recipients_text="mieszkańcy", recipients=20, unit="spotk.", quantity=24, months=range(7, 13),
            cost_pln=Decimal("900.00") + number, not_duplicating=True, by=SYSTEM, on=date(2009, 6, 1),
        )  # fmt: skip
    accepted = Plan.objects.filter(participation__programme=programme, state="accepted").order_by("pk").first()
    lines = list(plan.lines.order_by("pk"))
    copies = []
    for number in range(5 * LINES):
        line = lines[number % LINES]
        copy = PlanLine(**{field.attname: getattr(line, field.attname) for field in PlanLine._meta.concrete_fields})
        copy.pk, copy.plan_id, copy.number = None, accepted.pk, 1000 + number
        copies.append(copy)
    PlanLine.objects.bulk_create(copies)
    return queries.plan(plan.pk, SYSTEM)


def _measured() -> dict:
    from django.test import Client  # noqa: PLC0415 - after setup
    from django.urls import reverse  # noqa: PLC0415 - after setup

    from gromada.accounts.models import Grant  # noqa: PLC0415 - after setup
    from gromada.ledger import queries as ledger  # noqa: PLC0415 - after setup
    from gromada.plans import queries  # noqa: PLC0415 - after setup
    from gromada.plans.queries import of_plans  # noqa: PLC0415 - after setup

    plan = _written()
    account = plan.participation.account
    balance = ledger.balances([account])[account.pk]
    lines = queries.lines_of(plan)
    grant = Grant.objects.filter(role="coordinator", unit=plan.participation.unit).first()
    client = Client()
    client.force_login(grant.user)
    session = client.session
    session.update({"grant": grant.pk, "show_day": "2009-07-16"})
    session.save()
    url = reverse("plans:plan", args=[plan.pk])
    check, whole = of_plans.findings_of, {}
    whole["check_ms"] = _median(lambda: queries.findings_of(plan, lines, balance))
    whole["page_ms"] = _median(lambda: client.get(url, headers={"host": "localhost"}))
    of_plans.findings_of = lambda *_words: []
    whole["page_without_ms"] = _median(lambda: client.get(url, headers={"host": "localhost"}))
    of_plans.findings_of = check
    whole["ratio"] = round(whole["page_ms"] / whole["page_without_ms"], 2)
    return {"lines": LINES, "findings": len(check(plan, lines, balance)), **whole}


def _median(done) -> float:
    done()
    spent = []
    for _turn in range(ROUNDS):
        before = time.process_time()
        done()
        spent.append(1000 * (time.process_time() - before))
    return round(statistics.median(spent), 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", default="", help="a demo that is built; without it one is made and thrown away")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        prepare(asked.home or temporary, build=not asked.home)
        figures = measure()
    if asked.json:
        print(json.dumps(figures))
        return
    print(f"the check of {figures['lines']} lines: {figures['check_ms']} ms, {figures['findings']} findings")
    print(
        f"the page: {figures['page_ms']} ms, without the check {figures['page_without_ms']} ms, ratio {figures['ratio']}"
    )


if __name__ == "__main__":
    main()
