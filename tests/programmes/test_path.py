"""From × to × role: the table of a gmina's path against what is written here once more, by hand."""

from datetime import date

import pytest
from django.utils.translation import override

from gromada.core import audit, permissions
from gromada.core.permissions import NotAllowed, Refusal
from gromada.core.workflow import move
from gromada.programmes import actions
from gromada.programmes.models import Participation
from gromada.programmes.states import PATH
from tests.programmes.walk import joined
from tests.strategies.walk import actor

DAY = date(2008, 2, 1)
STEPS = (
    "qualified", "informed", "joined", "assessed", "planning_part", "consulting", "adopted", "planning_whole",
    "implementing", "sustaining", "settled",
)  # fmt: skip
ASIDE = ("withdrawn", "suspended", "reallocated")
ROLES = (
    "programme_office", "consultant", "rops", "counsel", "coordinator", "gops_manager", "social_worker", "treasurer",
    "mayor", "council_member", "provider", "auditor", "lender",
)  # fmt: skip


def expected(source: str, target: str) -> str | None:
    """The deed that leads from one state to the other, or None."""
    if source in STEPS and target in STEPS:
        return "programmes.advance" if STEPS.index(target) > STEPS.index(source) else None
    unsettled = STEPS[:-1]
    if source in unsettled:
        return {"suspended": "programmes.suspend", "withdrawn": "programmes.withdraw"}.get(target)
    if source == "suspended" and target in unsettled:
        return "programmes.resume"
    return "programmes.reallocate" if (source, target) == ("withdrawn", "reallocated") else None


def test_the_table_has_these_states_and_no_other():
    assert set(PATH.states.values) == {*STEPS, *ASIDE}


@pytest.mark.parametrize("source", [*STEPS, *ASIDE])
def test_a_step_is_in_the_table_or_is_none(source):
    found = {target: PATH.between(source, target) for target in (*STEPS, *ASIDE)}
    assert {target: row and row.deed for target, row in found.items()} == {
        target: expected(source, target) for target in found
    }


@pytest.mark.django_db
@pytest.mark.parametrize("source", [*STEPS, *ASIDE])
def test_nothing_passes_that_the_table_does_not_list(source):
    row = joined()
    for target in (*STEPS, *ASIDE):
        Participation.objects.filter(pk=row.pk).update(state=source)
        row.state = source
        if expected(source, target):
            with audit.gathering():
                move(row, to=target, by=actor("programme_office"), on=DAY)
            assert Participation.objects.get(pk=row.pk).state == target
        else:
            with pytest.raises(Refusal), audit.gathering():
                move(row, to=target, by=actor("programme_office"), on=DAY)
            assert Participation.objects.get(pk=row.pk).state == source


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("deed", ["allocate", "suspend", "withdraw", "unlock", "advance"])
def test_the_office_alone_moves_a_gmina(role, deed):
    row = joined()
    assert permissions.may(actor(role, row), f"programmes.{deed}", row) == (role == "programme_office")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("deed", "states"),
    [
        ("suspend", STEPS[:-1]),
        ("withdraw", STEPS[:-1]),
        ("resume", ("suspended",)),
        ("reallocate", ("withdrawn",)),
    ],
)
def test_a_deed_beside_the_path_has_its_states(deed, states):
    row, office = joined(), actor("programme_office")
    for state in (*STEPS, *ASIDE):
        row.state = state
        assert permissions.may(office, f"programmes.{deed}", row) == (state in states), state


@pytest.mark.django_db
def test_a_gmina_is_suspended_by_the_office_and_once():
    row = joined()
    with override("en"), pytest.raises(NotAllowed, match="programme office"):
        actions.suspend(participation=row, why="no report", by=actor("consultant", row), on=DAY)
    actions.suspend(participation=row, why="no report", by=actor("programme_office"), on=DAY)
    assert (row.state, row.state_since) == ("suspended", DAY)
    with override("en"), pytest.raises(Refusal, match="not possible while the state is “suspended”"):
        actions.suspend(participation=row, why="again", by=actor("programme_office"), on=DAY)
