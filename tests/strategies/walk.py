"""Ways to a strategy in each of its states, through real actions; for tests of this room and of those above it."""

from datetime import date
from decimal import Decimal

from gromada.core.permissions import SYSTEM, Actor
from gromada.programmes import actions as programmes
from gromada.programmes.models import Programme
from gromada.strategies import actions
from gromada.territory.queries import unit_by_code

STARTED, ADOPTED = date(2008, 3, 3), date(2008, 9, 29)


def actor(role, participation=None, *, unit_id=None, person_id=None):
    """A person in a role whose scope covers the participation, without a row of their own."""
    country = {"programme_office", "counsel", "lender", "auditor"}
    region = {"consultant", "rops"}
    scope = "country" if role in country else "region" if role in region else "gmina"
    place = unit_id
    if place is None and participation is not None and scope != "country":
        place = participation.region_id if scope == "region" else participation.unit_id
    return Actor(kind="person", person_id=person_id, grant_id=-1, role=role, scope_kind=scope, unit_id=place, name=role)


def allocated(terc="3202012", code="pis", amount="70500.00", on=date(2008, 2, 1), by=SYSTEM):
    """A gmina that has joined the programme and knows its allocation; the first part of it is unlocked."""
    programme = Programme.objects.get(code=code)
    participation = programmes.join_gmina(programme=programme, unit=unit_by_code(terc), by=by, on=on)
    programmes.allocate(
        programme=programme, amounts={participation: Decimal(amount)}, rule="test", facts={}, by=by, on=on
    )
    participation.refresh_from_db()
    return participation


def existing_strategy(participation, *, needs=1, by=None, on=STARTED):
    """A strategy from before the programme, with needs."""
    by = by or actor("coordinator", participation)
    row = actions.record_existing_strategy(
        participation=participation, title="Strategia 2004-2013", year_from=2004, year_until=2013, data_year=2003,
        resolution_number="XII/77/04", resolution_body="Rada Gminy", by=by, on=on,
    )  # fmt: skip
    return _with_needs(row, needs, by, on)


def draft_strategy(participation, *, needs=2, by=None, on=STARTED, data_year=2007, year_from=None):
    """A strategy being written, with needs."""
    by = by or actor("coordinator", participation)
    since = year_from or on.year + 1
    row = actions.start_strategy(
        participation=participation, title=f"Strategia {since}-{since + 6}", year_from=since, year_until=since + 6,
        data_year=data_year, by=by, on=on,
    )  # fmt: skip
    return _with_needs(row, needs, by, on)


def _with_needs(row, needs, by, on):
    groups = list(row.participation.programme.groups.filter(is_enabled=True).order_by("place"))
    for number in range(needs):
        actions.add_need(
            strategy=row, text=f"Potrzeba {number + 1}", group=groups[number % len(groups)], evidence="ankieta",
            by=by, on=on,
        )  # fmt: skip
    return row


def adopted_strategy(
    participation, *, needs=2, by=None, on=ADOPTED, started_on=STARTED, data_year=None, number="XXIV/173/08"
):
    """A strategy the council has adopted; the rest of the allocation is unlocked."""
    row = draft_strategy(participation, needs=needs, on=started_on, data_year=data_year or started_on.year - 1)
    by = by or actor("mayor", participation)
    actions.adopt_strategy(strategy=row, resolution_number=number, resolution_body="Rada Gminy", by=by, on=on)
    participation.refresh_from_db()
    return row
