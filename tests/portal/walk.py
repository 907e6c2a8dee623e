"""Ways to a gmina that has something to show to the public."""

from datetime import date
from decimal import Decimal

from gromada.accounts.actions import register_organisation
from gromada.core.permissions import SYSTEM
from gromada.programmes import actions as programmes
from gromada.programmes.models import Programme
from gromada.territory.queries import unit_by_code
from tests.contracts.walk import signed_contract
from tests.plans.walk import accepted_plan, services_of
from tests.strategies.walk import adopted_strategy

CODE = "pis"
TERCS = ("3202012", "3202042", "3202053")
PERSON = "Zmyślisława Wymyślona"


def joined(count=1):
    """Gminas that have joined and know their amounts, decided together."""
    programme = Programme.objects.get(code=CODE)
    day = date(2008, 2, 1)
    rows = [
        programmes.join_gmina(programme=programme, unit=unit_by_code(terc), by=SYSTEM, on=day) for terc in TERCS[:count]
    ]
    amounts = {row: Decimal("70500.00") + place * 100 for place, row in enumerate(rows)}
    programmes.allocate(programme=programme, amounts=amounts, rule="test", facts={}, by=SYSTEM, on=day)
    for row in rows:
        row.refresh_from_db()
    return rows


def serving(participation, *, services=1, kind="association", name="Stowarzyszenie Zmyślone"):
    """The gmina with an adopted strategy, an accepted plan and a signed contract for its first service."""
    adopted_strategy(participation)
    rows = services_of(accepted_plan(participation, lines=services))
    provider = register_organisation(kind=kind, name=name, unit=participation.unit, by=SYSTEM)
    signed_contract(rows[0], party=provider)
    return rows
