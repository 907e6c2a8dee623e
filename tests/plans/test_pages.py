"""The pages of plans and services: who reaches them, what they say, what a post does, how many queries they take."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from gromada.plans import queries
from gromada.plans.models import Plan, PlanLine, Service
from tests.plans.walk import (
    accepted_plan,
    draft_plan,
    line,
    returned_plan,
    reviewer,
    services_of,
    started_plan,
    submitted_plan,
)
from tests.strategies.visits import visitor
from tests.strategies.walk import actor, adopted_strategy, allocated

pytestmark = pytest.mark.django_db
DAY = date(2009, 1, 19)


@pytest.fixture
def gmina():
    place = allocated()
    adopted_strategy(place)
    return place


@pytest.fixture
def other():
    place = allocated("1405052", "pal-jaktorow", "120000.00", on=date(2011, 5, 4))
    adopted_strategy(place, on=date(2011, 6, 29), started_on=date(2011, 5, 9))
    return place


def text(response):
    return response.content.decode().replace("\xa0", " ")


def line_post(place, **change):
    need = place.strategies.get(state="adopted").needs.order_by("pk").first()
    return {
        "cell": "I.2", "title": "Klub seniora", "needs": [need.pk], "recipients_text": "osoby starsze",
        "recipients": 20,
        "quantity": 24, "unit": "spotk.", "months": [2, 3, 4], "cost_pln": "9 000,00", "not_duplicating": "on",
    } | change  # fmt: skip


def test_a_plan_is_written_and_sent_on_the_pages(client, settings, gmina):
    browser = visitor(client, settings, "coordinator", gmina, on=DAY)
    listed = reverse("plans:plans", args=[gmina.pk])
    assert "Nothing is planned yet" in text(browser.get(listed))
    began = browser.post(listed, {"year": 2009})
    plan = Plan.objects.get()
    assert began["Location"] == reverse("plans:plan", args=[plan.pk])
    page = text(browser.get(began["Location"]))
    assert "The plan has no lines yet" in page
    assert "First mend 1 error of the plan check." in page
    add = reverse("plans:add_line", args=[plan.pk])
    form = text(browser.get(add, {"cell": "I.2", "title": "Klub seniora"}))
    assert 'value="Klub seniora"' in form
    assert '<option value="I.2" selected>' in form
    assert "IV." not in form
    assert browser.post(add, line_post(gmina)).status_code == 302
    page = text(browser.get(began["Location"]))
    assert "1 warning" in page  # the strategy names needs of group II too
    assert "9,000.00" in page
    assert "Rate of the plan: 4." in page
    sent = browser.post(reverse("plans:submit", args=[plan.pk]), follow=True)
    assert "Sent for review" in text(sent)
    assert Plan.objects.get().state == "submitted"


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"cell": "IV.1"}, "cell", "Group IV"),
        ({"cell": "II.5"}, "cell", "II.5"),
        ({"cell": "XX"}, "cell", "catalogue"),
        ({"needs": []}, "needs", "Choose the need"),
        ({"months": []}, "months", "mark the months"),
        ({"cost_pln": "0"}, "cost_pln", "write the cost"),
        ({"cost_pln": "tysiąc"}, "cost_pln", "is not an amount"),
        ({"recipients": 0}, "recipients", "how many people"),
    ],
)
def test_a_line_that_is_refused_comes_back_with_the_sentence_at_its_field(
    client, settings, gmina, change, field, words
):
    plan = started_plan(gmina)
    browser = visitor(client, settings, "coordinator", gmina, on=DAY)
    page = browser.post(reverse("plans:add_line", args=[plan.pk]), line_post(gmina, **change))
    assert page.status_code == 200
    assert words in " ".join(page.context["form"].errors[field])
    assert "<title>Error:" in text(page)
    assert PlanLine.objects.count() == 0


def test_a_service_of_the_gminas_own_and_a_line_written_anew(client, settings, gmina):
    plan = started_plan(gmina)
    browser = visitor(client, settings, "coordinator", gmina, on=DAY)
    browser.post(reverse("plans:add_line", args=[plan.pk]), line_post(gmina, cell="I.*", is_custom="on"))
    row = PlanLine.objects.get()
    assert (row.is_custom, row.kind, row.group.code) == (True, None, "I")
    where = reverse("plans:line", args=[row.pk])
    page = text(browser.get(where))
    assert '<option value="I.*" selected>' in page
    assert f'value="{row.cost:,}"' in page
    assert browser.post(where, line_post(gmina, cell="II.1", months=[7, 8])).status_code == 302
    row = PlanLine.objects.get()
    assert (row.is_custom, row.kind.code, row.months) == (False, "1", 0b11000000)
    assert "is taken out" in text(browser.post(reverse("plans:remove_line", args=[row.pk]), follow=True))
    assert PlanLine.objects.count() == 0


def test_the_check_stands_beside_the_plan_with_numbers(client, settings, gmina):
    plan = draft_plan(gmina, lines=1, cost_pln="400000.00")
    line(plan, not_duplicating=False, title="Bez oświadczenia")
    page = text(visitor(client, settings, "coordinator", gmina, on=DAY).get(reverse("plans:plan", args=[plan.pk])))
    assert "2 errors" in page
    assert "The plan passes the unlocked part of the allocation by EUR" in page
    assert "Rule R52<" in page
    assert 'id="line-2" class="bad"' in page
    assert 'aria-disabled="true"' in page


def test_the_reviewer_returns_with_remarks_and_accepts(client, settings, gmina):
    plan = submitted_plan(gmina)
    first = plan.lines.get(number=1)
    browser = visitor(client, settings, "consultant", gmina, on=DAY)
    assert plan.title in text(browser.get(reverse("plans:queue")))
    back = reverse("plans:return", args=[plan.pk])
    assert "What should Bierzwnik mend?" in text(browser.get(back))
    refused = browser.post(back, {"whole": " "})
    assert "Write at least one remark" in text(refused)
    assert browser.post(back, {f"line_{first.pk}": "Skąd 24?"}).status_code == 302
    page = text(browser.get(reverse("plans:plan", args=[plan.pk])))
    assert "Remark to line 1" in page
    assert "“Skąd 24?”" in page
    coordinator = visitor(client, settings, "coordinator", gmina, on=DAY)
    assert "Your turn: mend it" in text(coordinator.get(reverse("plans:plan", args=[plan.pk])))
    assert "Skąd 24?" in text(coordinator.get(reverse("plans:line", args=[first.pk])))
    coordinator.post(reverse("plans:submit", args=[plan.pk]))
    browser = visitor(client, settings, "consultant", gmina, on=DAY)
    done = text(browser.post(reverse("plans:accept", args=[plan.pk]), follow=True))
    assert "Each of its lines is now a service" in done
    assert "Demand for funds due by" in done
    assert Service.objects.count() == 2


def test_services_are_listed_and_followed(client, settings, gmina):
    service = services_of(accepted_plan(gmina))[0]
    browser = visitor(client, settings, "coordinator", gmina, on=DAY)
    page = text(browser.get(reverse("plans:services", args=[gmina.pk])))
    assert "Usługa 1" in page
    assert "not chosen yet" in page
    assert "Usługa 1" not in text(browser.get(reverse("plans:services", args=[gmina.pk]), {"state": "running"}))
    page = text(browser.get(reverse("plans:service", args=[service.pk])))
    assert "GSRPS/2009/P-01" in page
    assert "Stage 1 of 5: planned" in page
    cancel = reverse("plans:cancel_service", args=[service.pk])
    assert browser.get(cancel).status_code == 200
    assert browser.post(cancel, {"why": ""}).status_code == 200
    assert browser.post(cancel, {"why": "Brak chętnych"}, follow=True).status_code == 200
    service.refresh_from_db()
    assert service.state == "cancelled"


def test_the_second_programme_speaks_its_own_words(client, settings, other):
    browser = visitor(client, settings, "coordinator", other, on=date(2012, 2, 6))
    listed = reverse("plans:plans", args=[other.pk])
    page = text(browser.get(listed))
    assert "Sub-programmes" in page
    assert "EUR" not in page
    refused = browser.post(listed, {"year": 2012, "title": "Razem"})
    assert "task line" in " ".join(refused.context["form"].errors["task_line"])
    task = other.programme.task_lines.order_by("place").first().pk
    began = browser.post(listed, {"year": 2012, "title": "Razem", "task_line": task})
    plan = Plan.objects.get()
    assert began["Location"] == reverse("plans:plan", args=[plan.pk])
    row = line(plan, on=date(2012, 2, 6))
    for url in (reverse("plans:plan", args=[plan.pk]), reverse("plans:line", args=[row.pk])):
        page = text(browser.get(url))
        assert "EUR" not in page
        assert "NBP" not in page


def test_who_reaches_which_page(client, settings, gmina, other):
    plan = submitted_plan(gmina)
    service = services_of(accepted_plan(gmina))[0]
    elsewhere = allocated("3212022", amount="60000.00")
    urls = [
        reverse("plans:plans", args=[gmina.pk]),
        reverse("plans:plan", args=[plan.pk]),
        reverse("plans:service", args=[service.pk]),
        reverse("plans:return", args=[plan.pk]),
        reverse("plans:add_line", args=[plan.pk]),
    ]
    expected = {
        ("consultant", gmina): [200, 200, 200, 200, 403],
        ("mayor", gmina): [200, 200, 200, 403, 403],
        ("auditor", None): [200, 200, 200, 403, 403],
        ("coordinator", elsewhere): [404] * 5,
        ("consultant", other): [404] * 5,
    }
    for (role, place), codes in expected.items():
        browser = visitor(client, settings, role, place, on=DAY)
        assert [browser.get(url).status_code for url in urls] == codes, role
    browser = visitor(client, settings, "consultant", other, on=DAY)
    for deed in ("submit", "accept", "return"):
        assert browser.post(reverse(f"plans:{deed}", args=[plan.pk])).status_code == 404
    browser = visitor(client, settings, "coordinator", gmina, on=DAY)
    assert browser.post(reverse("plans:accept", args=[plan.pk])).status_code == 403
    assert Plan.objects.get(pk=plan.pk).state == "submitted"


def test_a_page_may_be_written_in_only_while_the_plan_is_with_the_gmina(client, settings, gmina):
    row = submitted_plan(gmina).lines.order_by("number").first()
    browser = visitor(client, settings, "coordinator", gmina, on=DAY)
    answer = browser.post(reverse("plans:remove_line", args=[row.pk]), follow=True)
    assert "so its lines are not changed now" in text(answer)
    assert PlanLine.objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_the_lines(gmina, count, django_assert_num_queries):
    plan = returned_plan(gmina, lines=count, cost_pln="900.00")
    who = actor("coordinator", gmina)
    with django_assert_num_queries(8):
        queries.plan_page(who, plan.pk)
    accepted = accepted_plan(gmina, lines=count, cost_pln="900.00")
    submitted_plan(gmina, lines=count, cost_pln="900.00")
    with django_assert_num_queries(3):
        queries.plans(who, gmina.pk)
    with django_assert_num_queries(2):
        assert len(queries.services(who, gmina)) == count
    service = services_of_first(accepted)
    with django_assert_num_queries(3):
        queries.service_page(who, service)
    with django_assert_num_queries(1):
        assert len(queries.queue(reviewer(gmina))) == 1
    with django_assert_num_queries(3):
        queries.turns(who)
    with django_assert_num_queries(1):
        assert len(queries.public_services(gmina)) == count


def services_of_first(plan):
    return Service.objects.filter(line__plan=plan).order_by("pk").values_list("pk", flat=True)[0]


def test_whole_pages_keep_to_the_limit(client, settings, gmina, django_assert_max_num_queries):
    plan = returned_plan(gmina, lines=3, cost_pln="900.00")
    row = plan.lines.order_by("number").first()
    service = services_of_first(accepted_plan(gmina, lines=3, cost_pln="900.00"))
    browser = visitor(client, settings, "coordinator", gmina, on=DAY)
    pages = [
        ("plans", gmina.pk),
        ("plan", plan.pk),
        ("line", row.pk),
        ("add_line", plan.pk),
        ("services", gmina.pk),
        ("service", service),
    ]
    for name, pk in pages:
        with django_assert_max_num_queries(25):
            page = browser.get(reverse(f"plans:{name}", args=[pk]))
        assert page.status_code == 200, name


def test_a_long_list_of_services_goes_on_where_the_page_ends(gmina):
    plan = accepted_plan(gmina, lines=3, cost_pln="900.00")
    who = actor("auditor")
    first = queries.services(who, gmina, size=2)
    rest = queries.services(who, gmina, size=2, after=first.next_token)
    titles = [row.service.title for row in [*first, *rest]]
    assert titles == sorted(row.title for row in plan.lines.order_by("number"))
    assert rest.next_token is None
    assert first.rows[0].balance.planned == Decimal(str(plan.lines.get(number=1).cost))
