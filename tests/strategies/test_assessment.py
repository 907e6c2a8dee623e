"""The assessment card: its two criteria, who fills and confirms it, what that does to the path (domain.md 2.3, step 4)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gromada.core import permissions
from gromada.core.permissions import NotAllowed, Refusal
from gromada.programmes import actions as programmes
from gromada.programmes.models import PathRecord
from gromada.strategies import actions, exports, queries, rules
from gromada.strategies.models import Assessment
from gromada.strategies.states import ASSESSMENT, AssessmentState
from tests.strategies.walk import actor, allocated, draft_strategy, existing_strategy

pytestmark = pytest.mark.django_db
DAY = date(2008, 3, 10)
ROLES = [
    "programme_office", "counsel", "lender", "auditor", "consultant", "rops", "coordinator", "gops_manager",
    "social_worker", "treasurer", "mayor", "council_member", "provider",
]  # fmt: skip


@pytest.fixture
def gmina(settings, tmp_path):
    settings.DOCUMENTS_ROOT = tmp_path
    place = allocated()
    programmes.advance(participation=place, to="joined", by=permissions.SYSTEM, on=date(2008, 2, 4))
    return place


def filled(gmina, involvement="yes", reasons="Warsztaty 12.02.2008, 34 osoby.", on=DAY, role="coordinator"):
    return actions.fill_assessment(
        participation=gmina, involvement=involvement, reasons=reasons, by=actor(role, gmina), on=on
    )


def recorded(gmina, data_year):
    row = existing_strategy(gmina)
    actions.change_strategy(
        strategy=row, title=row.title, year_from=2004, year_until=2013, data_year=data_year,
        by=actor("coordinator", gmina), on=DAY,
    )  # fmt: skip
    return row


# Rules --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data_year", "involvement", "expected"),
    [
        (None, "no", "missing"),
        (2004, "yes", "needs_update"),
        (2005, "yes", "ok"),
        (2005, "partly", "needs_update"),
        (2005, "no", "needs_update"),
    ],
)
def test_the_verdict_of_o31(data_year, involvement, expected):
    assert rules.result(rules.freshness(data_year, 2008, 3), involvement) == expected


@given(st.integers(1990, 2100), st.integers(1990, 2100), st.integers(0, 20), st.sampled_from(["yes", "partly", "no"]))
def test_only_fresh_data_and_real_participation_are_ok(data_year, year, age, involvement):
    found = rules.result(rules.freshness(data_year, year, age), involvement)
    assert (found == "ok") == (year - data_year <= age and involvement == "yes")


# Deeds --------------------------------------------------------------------------------------------------------------


def test_the_steps_of_a_card():
    assert {(str(row.source), str(row.target), row.deed) for row in ASSESSMENT.transitions} == {
        ("filled", "confirmed", "strategies.confirm_assessment"),
        ("confirmed", "replaced", "strategies.assess"),
    }


@pytest.mark.parametrize("state", AssessmentState.values)
def test_each_role_may_do_what_the_table_says_in_each_state(gmina, state):
    card = filled(gmina)
    card.state = state
    people = {role: actor(role, gmina) for role in ROLES}
    may_confirm = {role for role in ROLES if permissions.may(people[role], "strategies.confirm_assessment", card)}
    may_fill = {role for role in ROLES if permissions.may(people[role], "strategies.assess", gmina)}
    assert may_confirm == ({"consultant"} if state == "filled" else set())
    assert may_fill == {"coordinator", "gops_manager", "consultant"}


@pytest.mark.parametrize(("data_year", "is_fresh", "result"), [(2004, False, "needs_update"), (2005, True, "ok")])
def test_data_of_2004_fail_in_2008_and_of_2005_pass(gmina, data_year, is_fresh, result):
    recorded(gmina, data_year)
    card = filled(gmina)
    assert (card.data_year, card.is_fresh, card.max_age, card.result) == (data_year, is_fresh, 3, result)


def test_without_a_strategy_the_card_says_missing_and_a_draft_does_not_count(gmina):
    draft_strategy(gmina)
    card = filled(gmina, reasons="")
    assert (card.result, card.strategy, card.is_fresh, card.involvement) == ("missing", None, None, "no")


def test_a_verdict_needs_its_reasons(gmina, en):
    recorded(gmina, 2005)
    for involvement in ("yes", "partly", "no"):
        with pytest.raises(Refusal) as refused:
            filled(gmina, involvement, " ")
        assert refused.value.field == "reasons"
    assert Assessment.objects.count() == 0


def test_filling_it_again_changes_the_same_card(gmina):
    recorded(gmina, 2005)
    first = filled(gmina, "no", "Nikt nie pytał.")
    second = filled(gmina, "yes", "Jednak były warsztaty.", role="consultant")
    assert (first.pk, Assessment.objects.count(), second.result) == (second.pk, 1, "ok")


def test_confirming_keeps_the_paper_and_goes_on_along_the_path(gmina):
    recorded(gmina, 2004)
    card = filled(gmina)
    actions.confirm_assessment(assessment=card, by=actor("consultant", gmina), on=date(2008, 3, 17))
    gmina.refresh_from_db()
    step = PathRecord.objects.filter(participation=gmina).order_by("pk").last()
    assert (card.state, gmina.state, step.state, step.paper_number) == (
        "confirmed", "assessed", "assessed", "KO/3202012/2008",
    )  # fmt: skip
    assert step.document.media_type == "application/pdf"
    later = filled(gmina, "yes", "Warsztaty po zmianie.", on=date(2008, 5, 5))
    actions.confirm_assessment(assessment=later, by=actor("consultant", gmina), on=date(2008, 5, 6))
    card.refresh_from_db()
    assert (card.state, queries.latest_assessment(gmina)) == ("replaced", later)


def test_a_filled_card_is_the_consultants_turn(gmina):
    filled(gmina)
    [turn] = queries.turns(actor("consultant", gmina))
    assert (turn.mine, turn.since, turn.unit_id) == (True, DAY, gmina.unit_id)
    [told] = queries.turns(actor("coordinator", gmina))
    assert told.mine is False


def test_a_gmina_that_has_not_joined_is_not_assessed(settings, tmp_path, en):
    settings.DOCUMENTS_ROOT = tmp_path
    place = allocated("3212022", amount="60000.00")
    card = filled(place)
    with pytest.raises(Refusal, match="has not joined"):
        actions.confirm_assessment(assessment=card, by=actor("consultant", place), on=DAY)
    card.refresh_from_db()
    assert (card.state, card.confirmed_on) == ("filled", None)


def test_a_card_of_a_strategy_that_changed_is_filled_in_again(gmina, en):
    row = recorded(gmina, 2004)
    card = filled(gmina)
    actions.change_strategy(
        strategy=row, title=row.title, year_from=2004, year_until=2013, data_year=2006,
        by=actor("coordinator", gmina), on=DAY,
    )  # fmt: skip
    with pytest.raises(Refusal, match="has changed"):
        actions.confirm_assessment(assessment=card, by=actor("consultant", gmina), on=DAY)


def test_a_stranger_does_not_see_the_card(gmina):
    card = filled(gmina)
    other = actor("coordinator", unit_id=gmina.unit_id + 1)
    assert not Assessment.objects.visible_to(other).exists()
    with pytest.raises(NotAllowed):
        actions.fill_assessment(participation=gmina, involvement="no", reasons="x", by=other, on=DAY)
    assert exports.card_pdf(card, ["Warsztaty <b>"], as_of=DAY).startswith(b"%PDF")
