"""The pages of money and of invoices: who reaches them, what they say, what a post does, how many queries they take."""

import io
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook

from gromada.core.money import format_number
from gromada.core.tables import rows_of_csv
from gromada.finance import queries
from gromada.finance.models import Invoice, Payment
from gromada.ledger import queries as ledger
from tests.contracts.visits import provider_visitor, visitor
from tests.contracts.walk import ZLOTY_CONTRACT, completed_contract, services, services_in_zloty, signed_contract
from tests.finance import walk
from tests.strategies.walk import actor

pytestmark = pytest.mark.django_db
D = Decimal
DAY = date(2009, 7, 16)
MOST_QUERIES = 25


def text(response):
    return response.content.decode().replace("\xa0", " ")


def plain(amount):
    return format_number(amount, 2, "en").replace("\xa0", " ")


def url(name, row):
    return reverse(f"finance:{name}", args=[row.pk])


@pytest.fixture
def contract():
    return signed_contract(services()[0], value_pln="6300.00")


def test_an_invoice_goes_from_the_provider_to_the_payment_on_the_pages(client, settings, contract):
    gmina = contract.participation
    browser = provider_visitor(client, settings, contract.provider, on=date(2009, 5, 6))
    assert "Enter an invoice" in text(browser.get(url("of_contract", contract)))
    assert browser.get(url("receive", contract)).status_code == 200
    scan = SimpleUploadedFile("faktura.txt", b"faktura", "text/plain")
    words = {"number": "F 19/2009", "issued_on": "04.05.2009", "gross_pln": "6 300,00", "scan": scan}
    made = browser.post(url("receive", contract), words)
    invoice = Invoice.objects.get()
    assert made["Location"] == url("invoice", invoice)
    assert "F 19/2009" in text(browser.get(reverse("finance:mine")))
    assert browser.get(url("document", invoice)).content == b"faktura"
    browser = visitor(client, settings, "coordinator", gmina, on=date(2009, 5, 8))
    page = text(browser.get(url("invoice", invoice)))
    assert "Sessions held" in page
    assert "Confirm the check" in page
    browser.post(url("check", invoice))
    browser = visitor(client, settings, "treasurer", gmina, on=date(2009, 5, 15))
    form = browser.get(url("pay", invoice)).context["form"]
    assert form.initial["share_loan"] == D("6300.00")
    answer = browser.post(
        url("pay", invoice), {"paid_on": "15.05.2009", "share_loan": "5 000,00", "share_gmina": "1 300,00"}
    )
    assert answer["Location"] == url("invoice", invoice)
    page = text(browser.get(url("invoice", invoice)))
    payment = Payment.objects.get()
    assert plain(payment.amount) in page
    assert payment.rate_table in page


def test_a_returned_invoice_comes_again_on_the_pages(client, settings, contract):
    invoice = walk.received_invoice(contract, gross_pln="6300.00")
    browser = visitor(client, settings, "coordinator", contract.participation, on=date(2009, 5, 8))
    assert browser.post(url("return", invoice), {"note": ""}).status_code == 200
    assert browser.get(url("return", invoice)).status_code == 200
    browser.post(url("return", invoice), {"note": "Zła kwota."})
    browser = provider_visitor(client, settings, contract.provider, on=date(2009, 5, 11))
    assert "Zła kwota." in text(browser.get(url("invoice", invoice)))
    assert browser.get(url("receive_again", invoice)).status_code == 200
    words = {"number": invoice.number, "issued_on": "04.05.2009", "due_on": "20.05.2009", "gross_pln": "6 000,00"}
    browser.post(url("receive_again", invoice), words)
    invoice.refresh_from_db()
    assert (invoice.state, invoice.gross_pln, invoice.due_on) == ("received", D("6000.00"), date(2009, 5, 20))


def test_shares_that_do_not_add_up_come_back_with_the_sentence(client, settings, contract):
    invoice = walk.checked_invoice(contract)
    browser = visitor(client, settings, "treasurer", contract.participation, on=date(2009, 5, 15))
    answer = browser.post(url("pay", invoice), {"paid_on": "15.05.2009", "share_loan": "6 299,99"})
    assert answer.status_code == 200
    assert "6,299.99" in text(answer)
    assert not Payment.objects.exists()
    tomorrow = browser.post(url("pay", invoice), {"paid_on": "16.05.2009", "share_loan": "6 300,00"})
    assert tomorrow.context["form"].errors["paid_on"]


def test_the_form_of_a_payment_says_what_the_allocation_does_not_cover(client, settings):
    planned = date(2009, 2, 19)
    plan = {"on": planned, "sent_on": planned, "accepted_on": planned}
    days = {"drafted_on": planned, "sent_on": planned, "reviewed_on": planned, "signed_on": planned}
    service = services(amount="1840.00", cost_pln="9000.00", **plan)[0]
    invoice = walk.checked_invoice(signed_contract(service, value_pln="9000.00", **days))
    day = date(2009, 5, 21)
    browser = visitor(client, settings, "treasurer", service.participation, on=day)
    shown = queries.pay_page(actor("treasurer", service.participation), invoice.pk, day)
    assert shown.beyond_pln > 0
    page = text(browser.get(url("pay", invoice)))
    assert plain(shown.beyond_pln) in page
    shares = {"share_loan": str(shown.covered_pln), "share_gmina": str(shown.beyond_pln)}
    assert browser.post(url("pay", invoice), {"paid_on": "21.05.2009"} | shares).status_code == 302


def test_the_money_of_a_gmina_adds_up_and_shows_every_stage(client, settings, contract):
    walk.paid_invoice(contract, gross_pln="4000.00", shares={"loan": "3000.00", "gmina": "1000.00"})
    participation = contract.participation
    browser = visitor(client, settings, "coordinator", participation, on=DAY)
    response = browser.get(url("money", participation))
    page, balance = text(response), ledger.balances([participation.account])[participation.account_id]
    for amount in (balance.allocated, balance.unlocked, balance.planned, balance.committed, balance.paid):
        assert plain(amount) in page
    shown = response.context["shown"]
    assert shown.entries.rest == balance.allocated - balance.paid
    assert [row.rest for row in shown.entries.rows][-1] == shown.entries.rest
    assert sum(source.amount_pln for source in shown.sources) == D("4000.00")
    cases = {case.code: case for case in shown.at_rates.cases}
    assert shown.at_rates.open_pln == D("2300.00")
    assert cases["highest"].rate.rate == D("4.8999")
    assert cases["lowest"].rate.rate == D("3.2026")
    assert cases["lowest"].cost > cases["today"].cost > cases["highest"].cost
    assert 'role="img"' in page


def test_money_as_on_an_earlier_day(client, settings, contract):
    walk.paid_invoice(contract)
    browser = visitor(client, settings, "coordinator", contract.participation, on=DAY)
    before = browser.get(url("money", contract.participation), {"as_of": "14.05.2009"}).context["shown"]
    after = browser.get(url("money", contract.participation), {"as_of": "15.05.2009"}).context["shown"]
    assert (before.balance.paid, before.entries.count) == (D("0.00"), 0)
    assert after.balance.paid > 0
    unreadable = browser.get(url("money", contract.participation), {"as_of": "wczoraj"})
    assert unreadable.context["form"].errors
    assert unreadable.context["shown"].as_of == DAY


@pytest.mark.parametrize(("kind", "count"), [("payments", 1), ("contracts", 1), ("plans", 1), ("allocations", 3)])
def test_chips_choose_the_entries_and_files_hold_the_same(client, settings, contract, kind, count):
    walk.paid_invoice(contract)
    place = contract.participation
    browser = visitor(client, settings, "coordinator", place, on=DAY)
    shown = browser.get(url("money", place), {"kind": kind}).context["shown"]
    assert (len(shown.entries.rows), shown.entries.counts[kind]) == (count, count)
    rows = rows_of_csv(browser.get(url("entries_csv", place), {"kind": kind}).content)
    assert len(rows) == count + 1
    first = browser.get(url("entries_xlsx", place), {"kind": kind}).content
    assert first == browser.get(url("entries_xlsx", place), {"kind": kind}).content
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(first)).get_sheet_by_index(0).to_python()
    assert len(sheet) == count + 1


def test_older_entries_are_carried_forward(client, settings, monkeypatch, contract):
    monkeypatch.setattr("gromada.finance.queries.entries.PAGE", 2)
    for amount in ("100.00", "200.00", "300.00"):
        walk.paid_invoice(contract, gross_pln=amount)
    browser = visitor(client, settings, "coordinator", contract.participation, on=DAY)
    shown = browser.get(url("money", contract.participation)).context["shown"]
    entries = shown.entries
    assert (entries.carried_count, entries.carried_pln, len(entries.rows)) == (1, D("100.00"), 2)
    assert entries.carried + sum(row.entry.amount for row in entries.rows) == entries.total == shown.balance.paid
    older = browser.get(url("money", contract.participation), {"after": entries.next_token}).context["shown"].entries
    assert [row.entry.amount_pln for row in older.rows] == [D("100.00")]
    assert older.carried_count == 0


def test_a_programme_in_zloty_has_no_rates(client, settings):
    contract = signed_contract(services_in_zloty()[0], value_pln="9000.00", **ZLOTY_CONTRACT)
    browser = visitor(client, settings, "coordinator", contract.participation, on=date(2012, 5, 15))
    response = browser.get(url("money", contract.participation))
    assert response.context["shown"].at_rates is None
    assert "NBP" not in text(response).split("<footer")[0]


def test_the_overview_sums_the_area(client, settings, contract):
    other = services(terc="3202042", amount="60000.00")[0].participation
    browser = visitor(client, settings, "consultant", contract.participation, on=DAY)
    shown = browser.get(reverse("finance:overview")).context["shown"]
    assert {row.pk for row, _balance in shown.rows} == {contract.participation_id, other.pk}
    assert shown.total.allocated == sum(balance.allocated for _row, balance in shown.rows) == D("130500.00")
    for role in ("programme_office", "auditor", "lender"):
        browser = visitor(client, settings, role, on=DAY)
        assert browser.get(reverse("finance:overview"), {"programme": "pis"}).status_code == 200
    browser = visitor(client, settings, "mayor", other, on=DAY)
    assert browser.get(reverse("finance:overview")).status_code == 403


def test_another_gmina_finds_nothing_and_another_role_may_not(client, settings, contract):
    invoice = walk.checked_invoice(contract)
    elsewhere = services(terc="3202042")[0].participation
    browser = visitor(client, settings, "treasurer", elsewhere, on=DAY)
    pages = [
        url("invoice", invoice),
        url("pay", invoice),
        url("money", contract.participation),
        url("of_contract", contract),
    ]
    pages += [
        url("entries_csv", contract.participation),
        url("invoices", contract.participation),
        url("receive", contract),
    ]
    assert {browser.get(page).status_code for page in pages} == {404}
    browser = visitor(client, settings, "coordinator", contract.participation, on=DAY)
    assert browser.get(url("pay", invoice)).status_code == 403
    browser = provider_visitor(client, settings, contract.provider, on=DAY)
    assert browser.get(url("money", contract.participation)).status_code == 404
    assert browser.post(url("check", invoice)).status_code == 403


def test_a_provider_sees_its_own_invoices_only(client, settings):
    first, second = services(count=2)
    own, other = (walk.received_invoice(signed_contract(row, value_pln="6300.00")) for row in (first, second))
    browser = provider_visitor(client, settings, own.provider, on=DAY)
    page = text(browser.get(reverse("finance:mine")))
    assert own.number in page
    assert other.number not in page
    assert browser.get(url("invoice", other)).status_code == 404


def test_a_delivered_service_is_settled_by_the_button(client, settings):
    service = services()[0]
    contract = signed_contract(service, value_pln="6300.00")
    walk.paid_invoice(contract)
    from gromada.contracts.actions import complete_contract

    complete_contract(contract=contract, by=walk.coordinator(contract), on=date(2009, 6, 30))
    browser = visitor(client, settings, "treasurer", service.participation, on=DAY)
    assert "Close the settlement" in text(browser.get(url("of_contract", contract)))
    browser.post(url("settle", service))
    service.refresh_from_db()
    assert service.state == "settled"


@pytest.mark.parametrize("language", ["pl", "en"])
@pytest.mark.parametrize("page", ["money", "invoices", "of_contract", "invoice", "pay", "overview"])
def test_pages_take_the_same_few_queries_for_one_row_and_for_three(
    client, settings, django_assert_max_num_queries, page, language
):
    rows = services(count=4)  # the last keeps waiting for a contract, so that the tabs ask the same
    contracts = [completed_contract(rows[0], value_pln="3000.00")]
    dates = {"issued_on": date(2009, 7, 1), "on": date(2009, 7, 2), "checked_on": date(2009, 7, 3)}

    def one_more(contract):
        walk.paid_invoice(contract, gross_pln="100.00", paid_on=date(2009, 7, 6), **dates)
        return walk.checked_invoice(contract, gross_pln="100.00", **dates)

    invoice = one_more(contracts[0])
    place = rows[0].participation
    counts = []
    for more in (0, 2):
        for row in rows[1 : 1 + more]:
            one_more(contracts[0])
            one_more(completed_contract(row, value_pln="3000.00"))
        if page == "overview" and more:
            services(terc="3202042"), services(terc="3202053")
        role = {"pay": "treasurer", "overview": "consultant"}.get(page, "coordinator")
        browser = visitor(client, settings, role, place, on=DAY, language=language)
        of = {"invoice": invoice, "pay": invoice, "of_contract": contracts[0]}
        where = reverse("finance:overview") if page == "overview" else url(page, of.get(page, place))
        browser.get(where)
        with django_assert_max_num_queries(MOST_QUERIES) as counted:
            assert browser.get(where).status_code == 200
        counts.append(len(counted))
    assert counts[0] == counts[1]


def test_turns_name_mine_and_those_of_others(contract):
    walk.received_invoice(contract, gross_pln="100.00")
    walk.returned_invoice(contract, gross_pln="100.00")
    walk.checked_invoice(contract, gross_pln="100.00")
    found = {turn.role: turn.mine for turn in queries.turns(actor("treasurer", contract.participation), DAY)}
    assert found == {"treasurer": True, "coordinator": False, "provider": False}
    assert queries.turns(actor("treasurer", services(terc="3202042")[0].participation), DAY) == []
