"""The pages of contracts: who reaches them, what they say, what a post does, how many queries they take."""

import io
from datetime import date

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gromada.contracts import queries
from gromada.contracts.models import Contract
from gromada.core.money import format_amount
from tests.contracts import walk
from tests.contracts.visits import provider_visitor, visitor
from tests.contracts.walk import provider, services

pytestmark = pytest.mark.django_db
DAY = date(2009, 2, 16)
MOST_QUERIES = 25


def text(response):
    return response.content.decode().replace("\xa0", " ")


def url(name, row):
    return reverse(f"contracts:{name}", args=[row.pk])


def post_words(party, **change):
    return {"provider": party.pk, "value_pln": "6 300,00", "starts_on": "02.03.2009", "ends_on": "30.06.2009"} | change


def test_a_contract_goes_from_draft_to_completion_on_the_pages(client, settings, django_user_model):
    service = services()[0]
    party, gmina = provider(name="Fundacja Trzy Jabłonie"), service.participation
    browser = visitor(client, settings, "coordinator", gmina, on=date(2009, 2, 2))
    assert service.title in text(browser.get(url("list", gmina)))
    page = text(browser.get(url("draft", service)))
    assert "Fundacja Trzy Jabłonie" in page
    made = browser.post(url("draft", service), post_words(party, value_pln="10 000,00"))
    contract = Contract.objects.get()
    assert made["Location"] == url("contract", contract)
    shown = text(browser.get(url("contract", contract)))
    assert contract.number in shown
    assert "legal counsel has to accept" in shown
    browser.post(url("submit", contract))
    browser = visitor(client, settings, "counsel", on=date(2009, 2, 4))
    assert contract.number in text(browser.get(reverse("contracts:review_queue")))
    assert browser.get(url("accept", contract)).status_code == 200
    browser.post(url("accept", contract), {"note": "Bez uwag."})
    browser = visitor(client, settings, "mayor", gmina, on=DAY)
    assert browser.get(url("sign", contract)).status_code == 200
    scan = SimpleUploadedFile("umowa.txt", b"podpisano", "text/plain")
    signed = browser.post(url("sign", contract), {"on": "16.02.2009", "scan": scan})
    assert signed["Location"] == url("contract", contract)
    assert "umowa.txt" in text(browser.get(url("contract", contract)))
    assert browser.get(url("document", contract)).content == b"podpisano"
    browser = visitor(client, settings, "coordinator", gmina, on=date(2009, 7, 1))
    browser.post(url("complete", contract))
    contract.refresh_from_db()
    assert (contract.state, contract.signed_on, contract.legal_note) == ("completed", DAY, "Bez uwag.")


def test_counsel_returns_with_a_note_and_the_coordinator_sees_it(client, settings):
    service = services()[0]
    contract = walk.submitted_contract(service, value_pln="10000.00")
    browser = visitor(client, settings, "counsel", on=DAY)
    assert "has to change" in text(browser.get(url("return", contract)))
    assert browser.post(url("return", contract), {"note": " "}).status_code == 200
    browser.post(url("return", contract), {"note": "Brakuje kar umownych."})
    browser = visitor(client, settings, "coordinator", service.participation, on=DAY)
    assert "Brakuje kar umownych." in text(browser.get(url("contract", contract)))
    assert browser.get(url("change", contract)).status_code == 200
    browser.post(url("change", contract), post_words(contract.provider, value_pln="9 000,00"))
    contract.refresh_from_db()
    assert contract.value_pln == 9000


def test_an_amount_over_the_line_is_an_error_at_its_field(client, settings):
    service = services(cost_pln="9000.00")[0]
    browser = visitor(client, settings, "coordinator", service.participation, on=DAY)
    answer = browser.post(url("draft", service), post_words(provider(), value_pln="9 000,01"))
    assert answer.status_code == 200
    assert answer.context["form"].errors["value_pln"]
    assert not Contract.objects.exists()


def test_counting_again_shows_the_amount_and_saves_nothing(client, settings):
    service = services()[0]
    browser = visitor(client, settings, "coordinator", service.participation, on=DAY)
    answer = browser.post(url("draft", service), post_words(provider(), value_pln="10 000,00", count="1"))
    value = queries.expected_value(service.participation.programme, walk.Decimal("10000.00"), DAY).value
    assert format_amount(value, "EUR", "en").replace("\xa0", " ").removeprefix("EUR ") in text(answer)
    assert not Contract.objects.exists()


def test_the_list_of_providers_is_narrowed_by_a_folded_name(client, settings):
    service = services()[0]
    provider(name="Stowarzyszenie Łączy Nas"), provider(name="Fundacja Miedza"), provider("informal_group", "Łąka")
    browser = visitor(client, settings, "coordinator", service.participation, on=DAY)
    page = text(browser.get(url("draft", service), {"provider": "laczy"}))
    assert "Stowarzyszenie Łączy Nas" in page
    assert "Fundacja Miedza" not in page
    assert "Łąka" not in text(browser.get(url("draft", service)))


def test_a_signature_of_tomorrow_is_refused(client, settings):
    contract = walk.accepted_contract(services()[0])
    browser = visitor(client, settings, "mayor", contract.participation, on=DAY)
    answer = browser.post(url("sign", contract), {"on": "17.02.2009"})
    assert answer.context["form"].errors["on"]
    contract.refresh_from_db()
    assert contract.state == "accepted"


def test_another_gmina_and_another_region_find_nothing(client, settings):
    here, elsewhere = walk.signed_contract(services()[0]), services(terc="3202042")[0]
    pages = [
        url("contract", here),
        url("list", here.participation),
        url("draft", here.service),
        url("sign", here),
        url("text", here),
    ]
    for role, place in (("coordinator", elsewhere.participation), ("mayor", elsewhere.participation)):
        browser = visitor(client, settings, role, place, on=DAY)
        assert {browser.get(page).status_code for page in pages} == {404}
        assert browser.post(url("submit", here)).status_code == 404
    far = walk.services_in_zloty()[0]
    browser = visitor(client, settings, "consultant", far.participation, on=DAY)
    assert browser.get(url("contract", here)).status_code == 404


def test_a_deed_of_another_role_is_forbidden(client, settings):
    contract = walk.accepted_contract(services()[0])
    browser = visitor(client, settings, "treasurer", contract.participation, on=DAY)
    assert browser.get(url("contract", contract)).status_code == 200
    assert browser.get(url("sign", contract)).status_code == 403
    assert browser.post(url("complete", contract)).status_code == 403
    assert browser.get(reverse("contracts:review_queue")).status_code == 403
    assert browser.get(reverse("contracts:mine")).status_code == 403


def test_a_page_of_a_deed_that_is_not_possible_now_leads_back_with_the_sentence(client, settings):
    contract = walk.signed_contract(services()[0])
    browser = visitor(client, settings, "mayor", contract.participation, on=DAY)
    answer = browser.get(url("sign", contract), follow=True)
    assert answer.redirect_chain[-1][0] == url("contract", contract)
    assert "not possible" in text(answer)


def test_a_provider_sees_its_own_contracts_only(client, settings):
    first, second = services(count=2)
    own, other = walk.signed_contract(first), walk.signed_contract(second)
    draft = walk.draft_contract(first, value_pln="100.00", party=own.provider)
    browser = provider_visitor(client, settings, own.provider)
    page = text(browser.get(reverse("contracts:mine")))
    assert own.number in page
    assert other.number not in page
    assert draft.number not in page
    assert browser.get(url("contract", own)).status_code == 200
    assert browser.get(url("contract", other)).status_code == 404


def test_the_text_of_a_contract_says_what_was_agreed_and_is_the_same_twice(client, settings):
    contract = walk.signed_contract(services()[0], value_pln="6300.00")
    browser = visitor(client, settings, "coordinator", contract.participation, on=DAY)
    first, second = (browser.get(url("text", contract)).content for _turn in range(2))
    assert first == second
    words = "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(first)).paragraphs)
    assert "sześć tysięcy trzysta złotych 00/100" in words
    assert contract.provider.name in words


@pytest.mark.parametrize("language", ["pl", "en"])
@pytest.mark.parametrize("page", ["list", "contract", "queue", "draft", "sign"])
def test_pages_take_the_same_few_queries_for_one_row_and_for_three(
    client, settings, django_assert_max_num_queries, page, language
):
    rows = services(count=4)
    contracts = [walk.submitted_contract(rows[0], value_pln="10000.00")]
    ready = walk.accepted_contract(rows[3])

    def address():
        if page == "queue":
            return "counsel", reverse("contracts:review_queue")
        if page == "sign":
            return "mayor", url("sign", ready)
        of = {"list": rows[0].participation, "contract": contracts[0], "draft": rows[3]}
        return "coordinator", url(page, of[page])

    counts = []
    for more in (0, 2):
        contracts += [walk.submitted_contract(row, value_pln="10000.00") for row in rows[1 : 1 + more]]
        role, where = address()
        place = None if role == "counsel" else rows[0].participation
        browser = visitor(client, settings, role, place, on=DAY, language=language)
        browser.get(where)
        with django_assert_max_num_queries(MOST_QUERIES) as counted:
            assert browser.get(where).status_code == 200
        counts.append(len(counted))
    assert counts[0] == counts[1]


def test_turns_name_mine_and_those_of_others():
    first, second, third = services(count=3)
    walk.draft_contract(first), walk.submitted_contract(second, value_pln="10000.00"), walk.accepted_contract(third)
    place = first.participation
    found = {turn.role: turn.mine for turn in queries.turns(walk.actor("coordinator", place), DAY)}
    assert found == {"coordinator": True, "counsel": False, "mayor": False}
    assert next(iter(queries.turns(walk.actor("mayor", place), DAY))).mine
    elsewhere = services(terc="3202042")[0].participation
    assert queries.turns(walk.actor("coordinator", elsewhere), DAY) == []


def test_a_contract_that_has_ended_is_somebodys_turn():
    contract = walk.signed_contract(services()[0])
    before = queries.turns(walk.actor("coordinator", contract.participation), contract.ends_on)
    after = queries.turns(walk.actor("coordinator", contract.participation), date(2009, 7, 1))
    assert (len(before), len(after)) == (0, 1)
    assert after[0].mine
