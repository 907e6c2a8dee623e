"""The plan check on the pages: findings beside the lines, justifications, the check while one writes, a line brought back."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from gromada.core.models import AuditEvent
from gromada.core.permissions import NotAllowed, Refusal
from gromada.plans import actions, queries
from gromada.plans.models import FindingAnswer, Plan, PlanLine, ReturnedRule
from gromada.territory import actions as territory
from tests.plans.test_pages import line_post, text
from tests.plans.walk import (
    SENT,
    WRITTEN,
    accepted_plan,
    draft_plan,
    line,
    line_words,
    returned_plan,
    reviewer,
    started_plan,
    submitted_plan,
)
from tests.strategies.visits import visitor
from tests.strategies.walk import SYSTEM, actor, adopted_strategy, allocated

pytestmark = pytest.mark.django_db
DAY = date(2009, 1, 19)
WHY = "Przyjeżdżają goście z sąsiedniej gminy."


@pytest.fixture
def gmina():
    place = allocated()
    adopted_strategy(place)
    return place


def people(place, count, year=2008):
    territory.record_figure(
        unit=place.unit, indicator="population", year=year, value=Decimal(count), source="GUS", by=SYSTEM
    )


def codes_of(plan, place):
    page = queries.plan_page(actor("coordinator", place), plan.pk)
    return [(item.code, item.line, item.blocks) for item in page.findings]


def test_the_check_sees_people_groups_costs_and_months(gmina):
    accepted_plan(gmina, lines=6, cost_pln="240.00")  # 10 zł a meeting, six times
    people(gmina, 19)
    plan = draft_plan(gmina, lines=1)
    assert ("P9", 1, True) in codes_of(plan, gmina)
    assert ("P14", None, False) in codes_of(plan, gmina)
    assert ("P11", 1, False) in codes_of(plan, gmina)


def test_an_answer_lets_the_plan_go_and_the_reviewer_reads_it(client, settings, gmina):
    people(gmina, 19)
    plan = draft_plan(gmina, lines=1)
    by = actor("coordinator", gmina)
    with pytest.raises(Refusal):
        actions.submit_plan(plan=plan, by=by, on=SENT)
    browser = visitor(client, settings, "coordinator", gmina, on=DAY)
    where = reverse("plans:answer", args=[plan.pk, "P9", 1])
    assert where in text(browser.get(reverse("plans:plan", args=[plan.pk])))
    assert "Why does it stay as it is?" in text(browser.get(where))
    assert "Write it in a sentence" in text(browser.post(where, {"text": "bo tak"}))
    assert browser.post(where, {"text": WHY}).status_code == 302
    page = text(browser.get(reverse("plans:plan", args=[plan.pk])))
    assert WHY in page
    assert "1 answered" in page
    browser.post(reverse("plans:submit", args=[plan.pk]))
    assert Plan.objects.get().state == "submitted"
    assert WHY in text(
        visitor(client, settings, "consultant", gmina, on=DAY).get(reverse("plans:return", args=[plan.pk]))
    )


def test_an_answer_is_changed_taken_back_and_goes_with_its_line(gmina):
    people(gmina, 19)
    plan = draft_plan(gmina, lines=1)
    row = plan.lines.get()
    by = actor("coordinator", gmina)
    given = {"plan": plan, "rule": "P9", "line": row, "by": by, "on": WRITTEN}
    actions.answer_finding(text=WHY, **given)
    actions.answer_finding(text=f"{WHY} Co roku.", **given)
    assert FindingAnswer.objects.get().text.endswith("Co roku.")
    assert actions.answer_finding(text=" ", **given) is None
    assert ("P9", 1, True) in codes_of(plan, gmina)
    actions.answer_finding(text=WHY, **given)
    actions.remove_line(line=row, by=by, on=WRITTEN)
    assert FindingAnswer.objects.count() == 0


def test_answers_that_are_refused_leave_nothing_behind(gmina):
    plan, other = draft_plan(gmina, lines=1), draft_plan(gmina, lines=1)
    by = actor("coordinator", gmina)
    for rule, row in (("R52", None), ("nonsense", None), ("P9", other.lines.get())):
        with pytest.raises(Refusal):
            actions.answer_finding(plan=plan, rule=rule, line=row, text=WHY, by=by, on=WRITTEN)
    with pytest.raises(NotAllowed):
        actions.answer_finding(plan=plan, rule="P14", text=WHY, by=reviewer(gmina), on=WRITTEN)
    sent = submitted_plan(gmina, lines=1)
    with pytest.raises(Refusal):
        actions.answer_finding(plan=sent, rule="P14", text=WHY, by=by, on=SENT)
    assert FindingAnswer.objects.count() == 0
    assert "justification" not in str(list(AuditEvent.objects.order_by("seq").values_list("fields", flat=True)))


def test_a_return_keeps_by_which_rules_the_check_spoke(gmina):
    plan = returned_plan(gmina)
    rows = ReturnedRule.objects.filter(plan=plan).order_by("rule")
    assert {(row.rule, row.count, row.round, row.answered) for row in rows} >= {("P14", 1, 1, 0)}


def test_the_check_answers_while_one_writes_and_writes_nothing(client, settings, gmina):
    plan = draft_plan(gmina, lines=1, cost_pln="9000.00")
    browser = visitor(client, settings, "coordinator", gmina, on=DAY)
    where = reverse("plans:check", args=[plan.pk, 0])
    shown = text(browser.post(where, line_post(gmina, cost_pln="400 000")))
    assert "passes the unlocked part" in shown
    assert "finds nothing" in text(browser.post(where, line_post(gmina)))
    assert "waits for" in text(browser.post(where, line_post(gmina, title="")))
    twice = text(browser.post(where, line_post(gmina, cell="I.1", title="Usługa 1")))
    assert "repeats line 1" in twice
    same = text(browser.post(reverse("plans:check", args=[plan.pk, 1]), line_post(gmina, title="Usługa 1")))
    assert "repeats line" not in same
    assert PlanLine.objects.count() == 1
    assert browser.get(where).status_code == 405
    assert visitor(client, settings, "consultant", gmina, on=DAY).post(where, line_post(gmina)).status_code == 403


def test_a_line_taken_out_comes_back_with_its_number_needs_and_amounts(client, settings, gmina):
    plan = draft_plan(gmina, lines=2)
    row = line(plan, title="Chór", procedure="quotes", provider_kind="kgw", other_sources="KGW: sala")
    line(plan, title="Ostatnia")
    before = PlanLine.objects.filter(pk=row.pk).values().get()
    browser = visitor(client, settings, "coordinator", gmina, on=DAY)
    page = text(browser.post(reverse("plans:remove_line", args=[row.pk]), follow=True))
    assert "Bring it back" in page
    back = browser.post(reverse("plans:restore_line", args=[plan.pk]), follow=True)
    assert "Line 3 is back" in text(back)
    assert "Bring it back" not in text(back)
    again = PlanLine.objects.get(plan=plan, number=3)
    assert {**before, "id": again.pk} == PlanLine.objects.filter(pk=again.pk).values().get()
    assert again.answers.count() == 1
    assert browser.post(reverse("plans:restore_line", args=[plan.pk])).status_code == 404


def test_a_line_that_was_not_taken_out_cannot_come_back(client, settings, gmina):
    row = submitted_plan(gmina).lines.order_by("number").first()
    browser = visitor(client, settings, "coordinator", gmina, on=DAY)
    browser.post(reverse("plans:remove_line", args=[row.pk]))
    assert "plans_removed" not in browser.session


def test_who_reaches_the_pages_of_the_check_and_of_the_spreadsheet(client, settings, gmina):
    plan = started_plan(gmina)
    elsewhere = allocated("3212022", amount="60000.00")
    pages = [reverse("plans:plan_xlsx", args=[plan.pk]), reverse("plans:sheet", args=[plan.pk]),
             reverse("plans:answer", args=[plan.pk, "P14", 0])]  # fmt: skip
    expected = {
        ("coordinator", gmina): [200, 200, 404],
        ("consultant", gmina): [200, 403, 403],
        ("auditor", None): [200, 403, 403],
        ("coordinator", elsewhere): [404, 404, 404],
    }
    for (role, place), answers in expected.items():
        browser = visitor(client, settings, role, place, on=DAY)
        assert [browser.get(url).status_code for url in pages] == answers, role


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_the_check_do_not_grow(gmina, count, django_assert_num_queries):
    plan = draft_plan(gmina, lines=count)
    found = queries.plan(plan.pk, actor("coordinator", gmina))
    given = dict(line_words_of(plan))
    assert found.rule_set.pk
    with django_assert_num_queries(6):
        queries.check_typed(found, None, given)


def line_words_of(plan):
    return line_words(plan) | {"description": "", "is_custom": False, "insufficiency": "", "provider_kind": ""}
