"""Pages of reports: who sees which, what a page costs, what is 404."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gromada.core import clock
from tests.reports import walk
from tests.strategies.visits import visitor
from tests.strategies.walk import allocated

pytestmark = pytest.mark.django_db


def test_the_council_sees_only_what_was_handed_over(client, settings):
    participation = walk.a_year()
    draft, given_over = walk.prepared(participation), walk.presented(participation)
    visitor(client, settings, "council_member", participation, on=walk.NOTED)
    assert client.get(reverse("reports:report", args=[draft.pk])).status_code == 404
    assert client.get(reverse("reports:report", args=[given_over.pk])).status_code == 200
    listed = client.get(reverse("reports:list", args=[participation.pk])).content.decode()
    assert reverse("reports:report", args=[given_over.pk]) in listed
    assert reverse("reports:report", args=[draft.pk]) not in listed


def test_another_gminas_report_is_not_there(client, settings):
    report = walk.presented(walk.a_year())
    other = allocated("3202042", amount="50000.00")
    visitor(client, settings, "coordinator", other)
    for name in ("report", "paper"):
        assert client.get(reverse(f"reports:{name}", args=[report.pk])).status_code == 404
    assert client.get(reverse("reports:list", args=[report.participation_id])).status_code == 404


def test_the_paper_is_a_pdf(client, settings):
    report = walk.prepared(walk.a_year())
    visitor(client, settings, "coordinator", report.participation)
    answer = client.get(reverse("reports:paper", args=[report.pk]))
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


def test_preparing_on_the_page(client, settings):
    participation = walk.a_year()
    visitor(client, settings, "coordinator", participation, on=walk.PREPARED)
    where = reverse("reports:prepare", args=[participation.pk])
    assert client.get(where).status_code == 200
    answer = client.post(where, {"year": "2009", "as_of": "30.06.2009"}, follow=True)
    assert answer.redirect_chain
    assert participation.reports.count() == 1
    assert client.post(where, {"year": "2009", "as_of": "31.12.2009"}).status_code == 200
    assert participation.reports.count() == 1


def test_a_deed_of_another_role_is_403_and_writes_nothing(client, settings):
    report = walk.prepared(walk.a_year())
    visitor(client, settings, "coordinator", report.participation)
    assert client.post(reverse("reports:present", args=[report.pk])).status_code == 403
    report.refresh_from_db()
    assert report.state == "prepared"


@pytest.mark.parametrize("page", ["list", "prepare"])
def test_a_page_costs_the_same_with_one_and_three(client, settings, page):
    one = walk.a_year(lines=1)
    visitor(client, settings, "coordinator", one, on=walk.PREPARED)
    spent = []
    for _turn in range(2):
        client.get(reverse(f"reports:{page}", args=[one.pk]))
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse(f"reports:{page}", args=[one.pk])).status_code == 200
        spent.append(len(captured))
        for _report in range(2):
            with clock.showing(walk.PREPARED):
                walk.prepared(one)
    assert spent[0] == spent[1] <= 45
