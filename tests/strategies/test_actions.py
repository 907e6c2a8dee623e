"""Strategies through their actions: needs and their codes, adoption and what it does to money and path, refusals."""

from datetime import date
from decimal import Decimal

import pytest

from gromada.core import permissions
from gromada.core.models import AuditEvent
from gromada.core.permissions import NotAllowed, Refusal
from gromada.ledger import queries as ledger
from gromada.strategies import actions, queries
from gromada.strategies.models import Need, Strategy
from gromada.strategies.states import STRATEGY, StrategyState
from tests.strategies.walk import (
    ADOPTED,
    STARTED,
    actor,
    adopted_strategy,
    allocated,
    draft_strategy,
    existing_strategy,
)

pytestmark = pytest.mark.django_db

ROLES = [
    "programme_office", "counsel", "lender", "auditor", "consultant", "rops", "coordinator", "gops_manager",
    "social_worker", "treasurer", "mayor", "council_member", "provider",
]  # fmt: skip
MAY_WRITE = {
    ("draft", "coordinator"),
    ("draft", "gops_manager"),
    ("existing", "coordinator"),
    ("existing", "gops_manager"),
}
MAY_ADOPT = {("draft", "coordinator"), ("draft", "mayor"), ("draft", "council_member")}


@pytest.fixture
def gmina():
    return allocated()


def money(participation):
    return ledger.balances([participation.account])[participation.account_id]


def in_state(participation, state):
    if state == "draft":
        return draft_strategy(participation)
    if state == "existing":
        return existing_strategy(participation)
    first = adopted_strategy(participation)
    if state == "adopted":
        return first
    adopted_strategy(participation, on=date(2009, 5, 4), started_on=date(2009, 1, 5), number="XXX/1/09")
    first.refresh_from_db()
    return first


@pytest.mark.parametrize("state", StrategyState.values)
def test_each_role_may_do_what_the_table_says_in_each_state(gmina, state):
    row = in_state(gmina, state)
    people = {role: actor(role, gmina) for role in ROLES}
    may_write = {(state, role) for role in ROLES if permissions.may(people[role], "strategies.write", row)}
    may_adopt = {(state, role) for role in ROLES if permissions.may(people[role], "strategies.adopt", row)}
    assert may_write == {pair for pair in MAY_WRITE if pair[0] == state}
    assert may_adopt == {pair for pair in MAY_ADOPT if pair[0] == state}


def test_the_steps_of_a_strategy():
    assert {(str(row.source), str(row.target), row.deed) for row in STRATEGY.transitions} == {
        ("draft", "adopted", "strategies.adopt"),
        ("existing", "expired", "strategies.adopt"),
        ("adopted", "expired", "strategies.adopt"),
    }


def test_a_need_gets_a_stable_code_by_the_programmes_pattern(gmina):
    row = draft_strategy(gmina, needs=2)
    assert list(row.needs.order_by("number").values_list("code", flat=True)) == ["GSRPS/2009/P-01", "GSRPS/2009/P-02"]
    assert row.needs.get(number=2).short_code == "P-02"


def test_needs_for_planning_are_provisional_until_there_is_one_in_force(gmina):
    existing_strategy(gmina, needs=1)
    draft = draft_strategy(gmina, needs=2)
    usable = queries.needs_for_planning(gmina)
    assert [(row.need.code, row.provisional) for row in usable] == [
        ("GSRPS/2004/P-01", True), ("GSRPS/2009/P-01", True), ("GSRPS/2009/P-02", True),
    ]  # fmt: skip
    actions.adopt_strategy(
        strategy=draft,
        resolution_number="XXIV/173/08",
        resolution_body="Rada Gminy",
        by=actor("mayor", gmina),
        on=ADOPTED,
    )
    usable = queries.needs_for_planning(gmina)
    assert [(row.need.code, row.provisional) for row in usable] == [
        ("GSRPS/2009/P-01", False),
        ("GSRPS/2009/P-02", False),
    ]


def test_adoption_unlocks_the_rest_once_expires_older_ones_and_goes_on_along_the_path(gmina):
    assert money(gmina).unlocked == Decimal("23500.00")
    old = existing_strategy(gmina)
    row = adopted_strategy(gmina)
    old.refresh_from_db()
    assert (old.state, row.state, gmina.state) == ("expired", "adopted", "adopted")
    assert (row.resolution_number, row.adopted_on) == ("XXIV/173/08", ADOPTED)
    assert money(gmina).unlocked == Decimal("70500.00")
    assert queries.strategy_in_force(gmina) == row
    newer = adopted_strategy(gmina, on=date(2009, 5, 4), started_on=date(2009, 1, 5), number="XXX/1/09")
    row.refresh_from_db()
    assert (row.state, newer.state) == ("expired", "adopted")
    assert money(gmina).unlocked == Decimal("70500.00")
    assert gmina.unlockings.count() == 2


def test_a_programme_that_withholds_nothing_adopts_without_unlocking():
    place = allocated("1405052", "pal-jaktorow", "120000.00", on=date(2011, 5, 4))
    adopted_strategy(place, on=date(2011, 6, 29), started_on=date(2011, 5, 9))
    assert (place.state, money(place).unlocked) == ("adopted", Decimal("120000.00"))


def test_the_day_of_the_resolution_may_be_before_the_day_it_is_recorded(gmina):
    row = draft_strategy(gmina)
    actions.adopt_strategy(
        strategy=row, resolution_number="XX/1/08", resolution_body="Rada", adopted_on=date(2008, 9, 1),
        by=actor("coordinator", gmina), on=date(2008, 9, 15),
    )  # fmt: skip
    row.refresh_from_db()
    assert (row.adopted_on, row.state_since) == (date(2008, 9, 1), date(2008, 9, 15))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"resolution_number": "  "}, "number"),
        ({"resolution_body": ""}, "body"),
        ({"adopted_on": date(2008, 9, 30)}, "still to come"),
        ({"adopted_on": date(2008, 3, 2)}, "began"),
    ],
)
def test_a_refused_adoption_leaves_nothing_behind(gmina, change, sentence, en):
    old, row = existing_strategy(gmina), draft_strategy(gmina)
    events, unlocked = AuditEvent.objects.count(), money(gmina).unlocked
    given = {"resolution_number": "XX/1/08", "resolution_body": "Rada Gminy", "adopted_on": None} | change
    with pytest.raises(Refusal, match=sentence):
        actions.adopt_strategy(strategy=row, **given, by=actor("mayor", gmina), on=ADOPTED)
    assert nothing_changed(row, old, gmina, events, unlocked)


def test_old_data_and_missing_needs_stop_the_adoption(gmina, en):
    old, row = existing_strategy(gmina), draft_strategy(gmina, data_year=2004)
    events, unlocked = AuditEvent.objects.count(), money(gmina).unlocked
    given = {
        "resolution_number": "XX/1/08",
        "resolution_body": "Rada Gminy",
        "by": actor("mayor", gmina),
        "on": ADOPTED,
    }
    with pytest.raises(Refusal, match="data of 2004") as refused:
        actions.adopt_strategy(strategy=row, **given)
    assert refused.value.rule == "O31"
    assert nothing_changed(row, old, gmina, events, unlocked)
    words = {"title": row.title, "year_from": 2009, "year_until": 2015, "data_year": 2005}
    actions.change_strategy(strategy=row, **words, by=actor("coordinator", gmina), on=ADOPTED)
    for need in row.needs.order_by("pk"):
        actions.remove_need(need=need, by=actor("coordinator", gmina), on=ADOPTED)
    with pytest.raises(Refusal, match="no needs"):
        actions.adopt_strategy(strategy=row, **given)


def nothing_changed(row, old, participation, events, unlocked):
    row.refresh_from_db()
    old.refresh_from_db()
    return (
        (row.state, old.state, row.resolution_number, row.adopted_on) == ("draft", "existing", "", None)
        and AuditEvent.objects.count() == events
        and money(participation).unlocked == unlocked
    )


def test_a_stranger_is_not_allowed_and_nothing_is_written(gmina):
    other = actor("coordinator", unit_id=gmina.unit_id + 1)
    with pytest.raises(NotAllowed):
        draft_strategy(gmina, by=other)
    row = draft_strategy(gmina)
    with pytest.raises(NotAllowed):
        actions.add_need(strategy=row, text="x", by=actor("consultant", gmina), on=STARTED)
    assert (Strategy.objects.count(), Need.objects.count()) == (1, 2)


def test_one_draft_at_a_time(gmina, en):
    draft_strategy(gmina)
    with pytest.raises(Refusal, match="already being written"):
        draft_strategy(gmina)
    assert Strategy.objects.count() == 1


def test_an_adopted_strategy_is_the_councils(gmina, en):
    row = adopted_strategy(gmina)
    coordinator = actor("coordinator", gmina)
    with pytest.raises(Refusal, match="Begin a new one"):
        actions.add_need(strategy=row, text="x", by=coordinator, on=ADOPTED)
    need = row.needs.order_by("pk").first()
    need.strategy = row
    with pytest.raises(Refusal, match="Begin a new one"):
        actions.remove_need(need=need, by=coordinator, on=ADOPTED)


def test_a_group_that_is_closed_takes_no_need(gmina):
    row = draft_strategy(gmina, needs=0)
    closed = gmina.programme.groups.get(code="IV")
    with pytest.raises(Refusal) as refused:
        actions.add_need(strategy=row, text="x", group=closed, by=actor("coordinator", gmina), on=STARTED)
    assert refused.value.field == "group"
    assert row.needs.count() == 0


def test_a_reworded_need_keeps_its_code_and_the_journal_names_the_fields(gmina):
    row = draft_strategy(gmina, needs=1)
    need = row.needs.select_related("strategy").get()
    actions.change_need(
        need=need, text="Inne słowa", group=need.group, evidence=need.evidence, priority=1,
        by=actor("gops_manager", gmina), on=STARTED,
    )  # fmt: skip
    need.refresh_from_db()
    assert (need.code, need.text, need.priority) == ("GSRPS/2009/P-01", "Inne słowa", 1)
    assert AuditEvent.objects.order_by("-seq").first().fields == ["priority", "text"]


def test_a_scan_of_the_resolution_is_kept_with_the_strategy(gmina, settings, tmp_path):
    settings.DOCUMENTS_ROOT = tmp_path
    row = draft_strategy(gmina)
    scan = actions.Scan(b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n", "uchwala.pdf", "application/pdf")
    actions.adopt_strategy(
        strategy=row,
        resolution_number="XX/1/08",
        resolution_body="Rada",
        scan=scan,
        by=actor("mayor", gmina),
        on=ADOPTED,
    )
    row.refresh_from_db()
    assert (row.document.name, row.document.unit_id) == ("uchwala.pdf", gmina.unit_id)


def test_who_sees_which_strategies(gmina):
    draft_strategy(gmina)
    other = allocated("3212022", amount="60000.00")
    far = actor("consultant", unit_id=gmina.region_id + 10_000)
    seen = {
        role: Strategy.objects.visible_to(actor(role, gmina)).count()
        for role in ("coordinator", "consultant", "auditor")
    }
    assert seen == {"coordinator": 1, "consultant": 1, "auditor": 1}
    assert Strategy.objects.visible_to(actor("coordinator", other)).count() == 0
    assert Strategy.objects.visible_to(far).count() == 0
    assert Need.objects.visible_to(far).count() == 0


def test_a_draft_is_the_coordinators_turn(gmina):
    draft_strategy(gmina)
    (mine,) = queries.turns(actor("coordinator", gmina))
    (theirs,) = queries.turns(actor("consultant", gmina))
    assert (mine.mine, theirs.mine, theirs.role, mine.since, mine.unit_id) == (
        True, False, "coordinator", STARTED, gmina.unit_id,
    )  # fmt: skip
