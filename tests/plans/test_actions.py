"""Plans through their actions: written, checked, sent, returned, accepted; every refusal leaves nothing behind."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from gromada.accounts.models import Grant, User
from gromada.core import permissions
from gromada.core.models import AuditEvent, OutboxMessage
from gromada.core.permissions import NotAllowed, Refusal
from gromada.ledger import queries as ledger
from gromada.ledger.models import Account, Entry
from gromada.plans import actions, queries
from gromada.plans.models import LineNeed, Plan, PlanLine, Remark, Service
from gromada.plans.states import PLAN, PlanState
from tests.plans.walk import (
    ACCEPTED,
    SENT,
    WRITTEN,
    accepted_plan,
    draft_plan,
    line,
    line_words,
    returned_plan,
    reviewer,
    services_of,
    started_plan,
    submitted_plan,
)
from tests.strategies.walk import actor, adopted_strategy, allocated, existing_strategy

pytestmark = pytest.mark.django_db

ROLES = [
    "programme_office", "counsel", "lender", "auditor", "consultant", "rops", "coordinator", "gops_manager",
    "social_worker", "treasurer", "mayor", "council_member", "provider",
]  # fmt: skip
MAY = {
    "plans.write": {
        ("draft", "coordinator"),
        ("draft", "gops_manager"),
        ("returned", "coordinator"),
        ("returned", "gops_manager"),
    },
    "plans.submit": {("draft", "coordinator"), ("returned", "coordinator")},
    "plans.return": {("submitted", "consultant")},
    "plans.accept": {("submitted", "consultant")},
}
MAY_IN_THE_OTHER = {
    "plans.write": {
        ("draft", "coordinator"),
        ("draft", "social_worker"),
        ("returned", "coordinator"),
        ("returned", "social_worker"),
    },
    "plans.submit": {
        ("draft", "coordinator"),
        ("draft", "social_worker"),
        ("returned", "coordinator"),
        ("returned", "social_worker"),
    },
    "plans.return": {("submitted", "gops_manager")},
    "plans.accept": {("submitted", "gops_manager")},
}
WALKS = {"draft": draft_plan, "submitted": submitted_plan, "returned": returned_plan, "accepted": accepted_plan}


@pytest.fixture
def gmina():
    place = allocated()
    adopted_strategy(place)
    return place


@pytest.fixture
def other():
    """The second programme: złoty, sub-programmes, another reviewer; not a line of code of its own."""
    place = allocated("1405052", "pal-jaktorow", "120000.00", on=date(2011, 5, 4))
    adopted_strategy(place, on=date(2011, 6, 29), started_on=date(2011, 5, 9))
    return place


def money(participation):
    return ledger.balances([participation.account])[participation.account_id]


def cell(participation, group, kind):
    programme = participation.programme
    return {"group": programme.groups.get(code=group), "kind": programme.kinds.get(code=kind)}


def rows():
    models = (Plan, PlanLine, LineNeed, Remark, Service, Account, Entry, AuditEvent, OutboxMessage)
    return [model.objects.count() for model in models]


@pytest.mark.parametrize("state", PlanState.values)
def test_each_role_may_do_what_the_table_says_in_each_state(gmina, state):
    plan = WALKS[state](gmina)
    found = {deed: {(state, role) for role in ROLES if permissions.may(actor(role, gmina), deed, plan)} for deed in MAY}
    assert found == {deed: {pair for pair in pairs if pair[0] == state} for deed, pairs in MAY.items()}


@pytest.mark.parametrize("state", PlanState.values)
def test_the_second_programme_names_its_own_roles(other, state):
    plan = WALKS[state](other, on=date(2012, 2, 6))
    found = {deed: {(state, role) for role in ROLES if permissions.may(actor(role, other), deed, plan)} for deed in MAY}
    assert found == {deed: {pair for pair in pairs if pair[0] == state} for deed, pairs in MAY_IN_THE_OTHER.items()}


def test_the_steps_of_a_plan():
    assert {(str(row.source), str(row.target), row.deed) for row in PLAN.transitions} == {
        ("draft", "submitted", "plans.submit"),
        ("returned", "submitted", "plans.submit"),
        ("submitted", "returned", "plans.return"),
        ("submitted", "accepted", "plans.accept"),
    }


def test_a_plan_keeps_the_rules_and_the_rate_of_the_day_before_it_was_begun(gmina):
    plan = started_plan(gmina, on=date(2009, 7, 16))
    assert (plan.rate, plan.rate_on, plan.rate_table) == (Decimal("4.2906"), date(2009, 7, 15), "136/A/NBP/2009")
    assert plan.rule_set.code == "2008-07-11"
    assert (plan.number, plan.year, plan.state, plan.title) == (1, 2009, "draft", "Plan działania na 2009")
    assert started_plan(gmina).number == 2


def test_a_plan_in_zloty_has_no_rate(other):
    plan = draft_plan(other, on=date(2012, 2, 6))
    assert (plan.rate, plan.rate_table) == (Decimal("1.0000"), "")
    row = plan.lines.order_by("number").first()
    assert row.cost == row.cost_pln == Decimal("9000.00")


@pytest.mark.parametrize(("change", "field"), [({"year": 2010}, "year"), ({"year": 2006}, "year")])
def test_a_plan_outside_the_programme_is_refused(gmina, change, field):
    before = rows()
    with pytest.raises(Refusal) as refused:
        started_plan(gmina, **change)
    assert refused.value.field == field
    assert rows() == before


def test_a_sub_programme_needs_a_title_and_a_task_line(other):
    before = rows()
    for words, field in (({"title": " "}, "title"), ({"task_line": None}, "task_line")):
        with pytest.raises(Refusal) as refused:
            started_plan(other, on=date(2012, 2, 6), **words)
        assert refused.value.field == field
    assert rows() == before


def test_a_line_is_converted_at_the_rate_of_the_plan(gmina):
    plan = started_plan(gmina, on=date(2009, 7, 16))
    row = line(plan, cost_pln=Decimal("25200.00"), months=[7, 8], on=date(2009, 7, 16))
    row.refresh_from_db()
    assert (row.cost_pln, row.cost, row.months, row.number) == (Decimal("25200.00"), Decimal("5873.30"), 0b11000000, 1)
    assert [answer.need.code for answer in row.answers.order_by("pk")] == ["GSRPS/2009/P-01"]


@pytest.mark.parametrize(
    ("change", "rule", "field"),
    [
        (lambda place: cell(place, "IV", "1"), "V9", "cell"),
        (lambda place: cell(place, "V", "1"), "V9", "cell"),
        (lambda place: cell(place, "II", "5"), "V9", "cell"),
        (lambda _: {"needs": []}, "V8", "needs"),
        (lambda _: {"recipients": 0}, "P1", "recipients"),
        (lambda _: {"recipients": -5}, "P1", "recipients"),
        (lambda _: {"quantity": 0}, "P2", "quantity"),
        (lambda _: {"months": []}, "P3", "months"),
        (lambda _: {"cost_pln": Decimal("0.00")}, "P5", "cost_pln"),
        (lambda _: {"cost_pln": Decimal("-1.00")}, "P5", "cost_pln"),
        (lambda _: {"title": "  "}, "domain 2.5", "title"),
        (lambda _: {"unit": ""}, "domain 2.5", "unit"),
    ],
)  # fmt: skip
def test_a_line_that_is_not_possible_is_refused_and_nothing_is_written(gmina, change, rule, field):
    plan = started_plan(gmina)
    before = rows()
    with pytest.raises(Refusal) as refused:
        line(plan, **change(gmina))
    assert (refused.value.rule, refused.value.field) == (rule, field)
    assert rows() == before


def test_a_need_of_another_gmina_is_refused(gmina):
    elsewhere = allocated("3212022", amount="60000.00")
    need = adopted_strategy(elsewhere).needs.select_related("strategy").order_by("pk").first()
    with pytest.raises(Refusal) as refused:
        line(started_plan(gmina), needs=[need])
    assert (refused.value.field, refused.value.rule) == ("needs", "R45")


def test_before_adoption_a_line_rests_on_a_need_of_the_existing_strategy_with_a_warning():
    place = allocated()
    existing_strategy(place)
    plan = submitted_plan(place)
    page = queries.plan_page(reviewer(place), plan.pk)
    assert {(found.code, found.severity) for found in page.findings} == {("V8-before", "warning")}
    assert {row.sign for row in page.rows} == {"warn"}


def test_after_adoption_a_line_on_an_expired_need_stops_the_plan(en):
    place = allocated()
    existing_strategy(place)
    plan = draft_plan(place)
    adopted_strategy(place)
    before = rows()
    with pytest.raises(Refusal, match="not in force") as refused:
        actions.submit_plan(plan=plan, by=actor("coordinator", place), on=SENT)
    assert refused.value.rule == "V8-force"
    assert rows() == before


def test_a_line_is_written_anew_and_the_journal_names_what_changed(gmina):
    plan = draft_plan(gmina, lines=1)
    row = queries.line(plan.lines.get().pk, actor("coordinator", gmina))
    second = gmina.strategies.get(state="adopted").needs.select_related("strategy").get(number=2)
    words = line_words(plan, title=row.title, needs=[second], cost_pln=Decimal("9000.01"))
    actions.change_line(line=row, **words, by=actor("gops_manager", gmina), on=WRITTEN)
    row = PlanLine.objects.get(pk=row.pk)
    assert (row.cost_pln, list(row.needs.order_by("pk"))) == (Decimal("9000.01"), [second])
    assert {"cost_pln", "needs"} <= set(AuditEvent.objects.order_by("-seq").first().fields)


def test_a_line_taken_out_leaves_the_numbers_of_the_others(gmina):
    plan = draft_plan(gmina, lines=3)
    actions.remove_line(line=plan.lines.get(number=2), by=actor("coordinator", gmina), on=WRITTEN)
    assert list(plan.lines.order_by("number").values_list("number", flat=True)) == [1, 3]


def test_a_need_that_a_line_answers_cannot_be_struck_out(en):
    from gromada.strategies import actions as strategies

    place = allocated()
    existing_strategy(place)
    draft_plan(place, lines=1)
    need = place.strategies.get().needs.select_related("strategy").get()
    with pytest.raises(Refusal, match="answers the need P-01"):
        strategies.remove_need(need=need, by=actor("coordinator", place), on=WRITTEN)
    assert place.strategies.get().needs.count() == 1


def test_a_plan_without_the_statement_of_no_duplication_is_kept_but_not_sent(gmina):
    plan = draft_plan(gmina, lines=1)
    line(plan, not_duplicating=False)
    before = rows()
    with pytest.raises(Refusal) as refused:
        actions.submit_plan(plan=plan, by=actor("coordinator", gmina), on=SENT)
    assert refused.value.rule == "R52"
    plan.refresh_from_db()
    assert (plan.state, plan.submitted_on, rows()) == ("draft", None, before)


def test_an_empty_plan_is_not_sent(gmina):
    with pytest.raises(Refusal) as refused:
        actions.submit_plan(plan=started_plan(gmina), by=actor("coordinator", gmina), on=SENT)
    assert refused.value.rule == "P0"


def test_a_plan_goes_to_the_unlocked_cent_and_not_beyond(other, en):
    """Złoty, so that the sum is exact: 120 000.00 are unlocked."""
    plan = draft_plan(other, lines=2, cost_pln="60000.00", on=date(2012, 2, 6))
    row = line(plan, cost_pln=Decimal("0.01"), on=date(2012, 2, 6))
    by = actor("coordinator", other)
    with pytest.raises(Refusal, match=r"0\.01") as refused:
        actions.submit_plan(plan=plan, by=by, on=date(2012, 2, 6))
    assert refused.value.rule == "V2"
    actions.remove_line(line=row, by=by, on=date(2012, 2, 6))
    actions.submit_plan(plan=plan, by=by, on=date(2012, 2, 6))
    actions.accept_plan(plan=plan, by=reviewer(other), on=date(2012, 2, 10))
    assert money(other).available == Decimal("0.00")
    assert plan.demand_due_on is None


def test_the_ledger_holds_the_limit_at_acceptance(other, en):
    """Two plans fit alone; the one accepted second is refused, and nothing of it is booked."""
    first = submitted_plan(other, lines=1, cost_pln="70000.00", on=date(2012, 2, 6))
    second = submitted_plan(other, lines=1, cost_pln="70000.00", on=date(2012, 2, 6))
    actions.accept_plan(plan=first, by=reviewer(other), on=date(2012, 2, 10))
    before = rows()
    with pytest.raises(Refusal, match=r"20,000\.00") as refused:
        actions.accept_plan(plan=second, by=reviewer(other), on=date(2012, 2, 10))
    assert refused.value.rule == "V2"
    second.refresh_from_db()
    assert (second.state, second.voucher, rows()) == ("submitted", None, before)


def test_returning_needs_a_remark_and_keeps_every_round(gmina, en):
    plan = submitted_plan(gmina)
    before = rows()
    with pytest.raises(Refusal, match="at least one remark"):
        actions.return_plan(plan=plan, remarks=[(None, "  ")], by=reviewer(gmina), on=SENT)
    assert rows() == before
    row = plan.lines.order_by("number").first()
    actions.return_plan(plan=plan, remarks=[(row, "Skąd 20 dni?"), (None, " ")], by=reviewer(gmina), on=SENT)
    actions.submit_plan(plan=plan, by=actor("coordinator", gmina), on=SENT)
    actions.return_plan(plan=plan, remarks=[(None, "Jeszcze raz")], by=reviewer(gmina), on=ACCEPTED)
    assert list(plan.remarks.order_by("round", "pk").values_list("round", "text")) == [
        (1, "Skąd 20 dni?"),
        (2, "Jeszcze raz"),
    ]
    assert [remark.text for remark in queries.last_remarks(plan)] == ["Jeszcze raz"]


def test_a_remark_to_a_line_of_another_plan_is_refused(gmina):
    plan, stranger = submitted_plan(gmina), draft_plan(gmina)
    with pytest.raises(Refusal):
        actions.return_plan(plan=plan, remarks=[(stranger.lines.first(), "x")], by=reviewer(gmina), on=SENT)
    assert plan.remarks.count() == 0


def test_acceptance_makes_services_books_the_planned_and_sets_the_term(gmina):
    plan = accepted_plan(gmina, lines=2)
    services = services_of(plan)
    assert [service.state for service in services] == ["planned", "planned"]
    assert money(gmina).planned == sum(row.cost for row in plan.lines.order_by("pk"))
    own = ledger.balances([service.account for service in services])
    assert [own[service.account_id].planned for service in services] == [
        row.cost for row in plan.lines.order_by("number")
    ]
    assert own[services[0].account_id].pln("planned") == Decimal("9000.00")
    assert (plan.accepted_on, plan.demand_due_on) == (ACCEPTED, date(2009, 2, 13))
    assert gmina.state == "planning_whole"
    entry = Entry.objects.filter(voucher=plan.voucher).order_by("pk").first()
    assert (entry.rate, entry.rate_table, entry.rate_rule) == (plan.rate, plan.rate_table, "nbp_day_before")


def test_a_plan_of_the_first_third_brings_the_gmina_to_planning_a_part():
    place = allocated()
    existing_strategy(place)
    accepted_plan(place)
    assert place.state == "planning_part"


def test_an_accepted_plan_is_not_written_in(gmina, en):
    plan = accepted_plan(gmina)
    before = rows()
    with pytest.raises(Refusal, match="accepted"):
        line(plan)
    with pytest.raises(Refusal):
        actions.accept_plan(plan=plan, by=reviewer(gmina), on=ACCEPTED)
    assert rows() == before


def test_a_page_left_open_does_not_send_twice(gmina):
    plan = draft_plan(gmina)
    stale = Plan.objects.select_related("participation__unit").get(pk=plan.pk)
    actions.submit_plan(plan=plan, by=actor("coordinator", gmina), on=SENT)
    with pytest.raises(Refusal):
        actions.submit_plan(plan=stale, by=actor("coordinator", gmina), on=SENT)


def test_strangers_do_nothing(gmina):
    plan = submitted_plan(gmina)
    before = rows()
    far = actor("consultant", unit_id=gmina.region_id + 10_000)
    with pytest.raises(NotAllowed):
        actions.accept_plan(plan=plan, by=far, on=ACCEPTED)
    with pytest.raises(NotAllowed):
        actions.return_plan(plan=plan, remarks=[(None, "x")], by=actor("coordinator", gmina), on=ACCEPTED)
    assert rows() == before


def a_person(login, role, scope, unit, language, on):
    user = User.objects.create(login=login, name=login, email=f"{login}@example.org", language=language)
    Grant.objects.create(user=user, role=role, scope_kind=scope, unit=unit, valid_from=on)
    return user


def test_letters_go_to_the_reviewer_and_back_each_in_their_language(gmina):
    on = date(2008, 1, 1)
    reads = a_person("kr", "consultant", "region", gmina.region, "pl", on)
    writes = a_person("kg", "coordinator", "gmina", gmina.unit, "en", on)
    a_person("kg2", "coordinator", "gmina", allocated("3212022", amount="60000.00").unit, "pl", on)
    plan = returned_plan(gmina)
    actions.submit_plan(plan=plan, by=actor("coordinator", gmina), on=SENT)
    actions.accept_plan(plan=plan, by=reviewer(gmina), on=ACCEPTED)
    letters = list(OutboxMessage.objects.order_by("pk"))
    assert [letter.to_person_id for letter in letters] == [reads.pk, writes.pk, reads.pk, writes.pk]
    assert [letter.language for letter in letters] == ["pl", "en", "pl", "en"]
    assert "Skąd ta liczba?" in letters[1].body
    assert "13.02.2009" in letters[3].body


def test_who_sees_which_plans(gmina):
    accepted_plan(gmina)
    people = ("coordinator", "consultant", "auditor", "mayor")
    assert [Plan.objects.visible_to(actor(role, gmina)).count() for role in people] == [1, 1, 1, 1]
    for stranger in (
        actor("consultant", unit_id=gmina.region_id + 9_999),
        actor("coordinator", unit_id=gmina.unit_id + 9_999),
    ):
        assert Plan.objects.visible_to(stranger).count() == Service.objects.visible_to(stranger).count() == 0


def test_whose_turn_a_plan_is(gmina):
    plan = draft_plan(gmina)
    coordinator, consultant = actor("coordinator", gmina), reviewer(gmina)
    assert [(turn.mine, turn.role) for turn in queries.turns(coordinator)] == [(True, "coordinator")]
    actions.submit_plan(plan=plan, by=coordinator, on=SENT)
    assert [(turn.mine, turn.role) for turn in queries.turns(coordinator)] == [(False, "consultant")]
    assert [(turn.mine, turn.role, turn.since) for turn in queries.turns(consultant)] == [(True, "consultant", SENT)]
    actions.accept_plan(plan=plan, by=consultant, on=ACCEPTED)
    (turn,) = queries.turns(coordinator)
    assert (turn.mine, turn.tab, turn.since) == (True, "contracts", ACCEPTED)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(costs=some.lists(some.decimals(Decimal("0.01"), Decimal("70000.00"), places=2), min_size=1, max_size=4))
def test_what_is_planned_never_passes_what_is_unlocked(other, costs):
    """Whatever the lines cost, the sum booked is the sum of the lines, or nothing."""
    before = money(other)
    plan = started_plan(other, on=date(2012, 2, 6))
    for number, cost in enumerate(costs):
        line(plan, title=f"Działanie {number}", cost_pln=cost, on=date(2012, 2, 6))
    fits = before.planned + sum(costs) <= before.unlocked
    try:
        actions.submit_plan(plan=plan, by=actor("coordinator", other), on=date(2012, 2, 6))
        actions.accept_plan(plan=plan, by=reviewer(other), on=date(2012, 2, 6))
    except Refusal:
        assert not fits
    after = money(other)
    assert after.planned == before.planned + (sum(costs) if fits else 0)
    assert after.planned <= after.unlocked
