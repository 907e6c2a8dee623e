"""What a report says: sums that tie, nothing that came after its day, no count that gives a person away."""

from datetime import date
from decimal import Decimal
from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from gromada.participants import actions as participants
from gromada.plans.models import Service
from gromada.reports import actions, queries, rules
from gromada.reports.models import PublishedFigure
from tests.contracts.walk import SIGNED, services, signed_contract
from tests.finance.walk import PAID, paid_invoice
from tests.reports import walk
from tests.strategies.visits import visitor
from tests.strategies.walk import actor


def paid_year(*, shares):
    """Two services, one of them contracted and paid."""
    row = services(count=2)[0]
    contract = signed_contract(row)
    paid_invoice(contract, shares=shares)
    return row.participation


def facts_of(participation, *, as_of=walk.AS_OF, year=2009):
    return queries.year_facts(participation, year=year, as_of=as_of)


def section(made, code):
    form = made.participation.programme.definition.report
    title = next(part.title(made.language) for part in form.sections if part.code == code)
    return next(row for row in made.data["sections"] if row["title"] == title)


def last_cells(block):
    return block["rows"][-1]["cells"]


def enrol(service, count, *, sex="m", born=1950, on=SIGNED):
    service = Service.objects.get(pk=service.pk)
    for number in range(count):
        participants.register_and_enrol(
            service=service, first_name=f"Zmyślony {sex}{number}", last_name="Nikt", birth_year=born, sex=sex,
            notice_given_on=on, by=actor("social_worker", service.participation), on=on,
        )  # fmt: skip


@pytest.mark.django_db
def test_what_was_paid_is_the_same_sum_everywhere_also_from_outside_the_allocation():
    participation = paid_year(shares={"loan": "6000.00", "gmina": "300.00"})
    made = queries.annual_report(participation, year=2009, as_of=walk.AS_OF, language="en")
    figures = [item["figure"] for item in section(made, "summary")["blocks"][1]["items"]]
    (table,) = section(made, "services")["blocks"]
    sources, ledger, payments = section(made, "money")["blocks"]
    assert figures[2] == "PLN\u00a06,300.00"
    assert last_cells(table)[-1] == last_cells(sources)[-1] == last_cells(payments)[1] == "6,300.00"
    assert last_cells(ledger)[-1].startswith("6,300.00\n")
    assert [row["cells"][-1].split("\n")[0] for row in ledger["rows"][-3:]] == ["6,000.00", "300.00", "6,300.00"]
    assert last_cells(ledger)[-1].split("\n")[1] == last_cells(payments)[-1]


@pytest.mark.django_db
def test_what_came_after_the_day_is_not_in_the_report():
    participation = paid_year(shares={"loan": "6300.00"})
    on_the_day, before_it = facts_of(participation, as_of=PAID), facts_of(participation, as_of=date(2009, 5, 14))
    assert (on_the_day.paid_pln, before_it.paid_pln) == (Decimal("6300.00"), Decimal(0))
    assert [row.has_begun for row in on_the_day.services] == [True, False]
    assert [row.has_begun for row in before_it.services] == [False, False]
    early = facts_of(participation, as_of=date(2009, 2, 15))
    assert [(row.provider, row.contracted_pln) for row in early.services] == [("", 0), ("", 0)]
    assert facts_of(participation, as_of=date(2009, 1, 1)).services == []


@pytest.mark.django_db
def test_a_payment_for_another_year_has_its_own_line():
    participation = paid_year(shares={"loan": "6300.00"})
    Service.objects.filter(participation=participation).update(year=2008)
    made = queries.annual_report(participation, year=2009, as_of=walk.AS_OF, language="en")
    (table,) = section(made, "services")["blocks"]
    assert table["rows"][-2]["cells"] == ["Of other years", "", "", "6,300.00"]
    assert last_cells(table)[-1] == "6,300.00"


@pytest.mark.django_db
def test_the_paper_bears_the_words_of_its_programme():
    row = services()[0]
    signed_contract(row)
    made = queries.annual_report(row.participation, year=2009, as_of=walk.AS_OF)
    (table,) = section(made, "services")["blocks"]
    words = row.participation.programme.definition.word
    labels = [column["label"].lower() for column in table["columns"]]
    assert {words("service", "pl"), words("need", "pl"), words("provider", "pl")} <= set(labels)


@pytest.mark.django_db
def test_a_hidden_count_cannot_be_taken_from_the_sum():
    row = services()[0]
    signed_contract(row)
    enrol(row, 6, sex="f")
    enrol(row, 3, sex="m", born=1999)
    made = queries.annual_report(row.participation, year=2009, as_of=walk.AS_OF, language="en")
    facts, _groups, ages = section(made, "participants")["blocks"]
    told = {item["label"]: item["value"] for item in facts["items"]}
    assert told["People, each counted once"] == "9"
    assert (told["Women"], told["Men"]) == ("not given", "fewer than 5")
    assert sorted(cell["cells"][1] for cell in ages["rows"]) == ["fewer than 5", "not given"]


def possible(told, parts, whole):
    """Every set of numbers that what is told allows."""
    every = range(whole + 1)
    spaces = {rules.NUMBER: lambda count: [count], rules.FEW: lambda _: range(1, 5), rules.KEPT: lambda _: every}
    return [row for row in product(*(spaces[told[key]](parts[key]) for key in parts)) if sum(row) == whole]


@given(st.lists(st.integers(0, 14), min_size=1, max_size=4))
def test_no_hidden_part_of_a_published_whole_has_only_one_possible_value(counts):
    parts, whole = dict(enumerate(counts)), sum(counts)
    told = rules.told(parts)
    assert all(told[key] != rules.NUMBER for key, count in parts.items() if 0 < count < rules.SMALL)
    if whole < rules.SMALL:
        return  # the whole itself is hidden
    rows = possible(told, parts, whole)
    for key in parts:
        if told[key] != rules.NUMBER and any(other != key and parts[other] for other in parts):
            assert len({row[key] for row in rows}) > 1


@pytest.mark.django_db
def test_what_becomes_public_is_what_the_council_holds():
    row = services()[0]
    signed_contract(row)
    enrol(row, 6)
    report = walk.prepared(row.participation)
    enrol(row, 5, sex="f")  # written into the books later, with a day before the report's
    actions.present_report(report=report, by=actor("mayor", row.participation), on=walk.PRESENTED)
    public = {(one.service_id, one.code): one.value for one in PublishedFigure.objects.order_by("pk")}
    assert public[None, "persons"] == public[row.pk, "persons"] == 6
    assert set(public) == {(key, code) for key in (None, row.pk) for code in ("persons", "sessions", "hours")}


@pytest.mark.django_db
def test_figures_of_an_earlier_day_do_not_replace_those_of_a_later_one():
    row = services()[0]
    signed_contract(row)
    enrol(row, 6)
    early = walk.prepared(row.participation, as_of=date(2009, 2, 1))
    walk.presented(row.participation)
    actions.present_report(report=early, by=actor("mayor", row.participation), on=walk.NOTED)
    figure = PublishedFigure.objects.get(service=None, code="persons")
    assert (figure.value, figure.as_of) == (6, walk.AS_OF)


@pytest.mark.django_db
def test_the_page_of_preparing_is_for_those_who_prepare_and_is_not_dear(client, settings):
    participation = paid_year(shares={"loan": "6300.00"})
    where = reverse("reports:prepare", args=[participation.pk])
    visitor(client, settings, "coordinator", participation, on=walk.PREPARED)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(where).status_code == 200
    assert len(asked) <= 25
    visitor(client, settings, "council_member", participation, on=walk.PREPARED)
    assert client.get(where).status_code == 403
