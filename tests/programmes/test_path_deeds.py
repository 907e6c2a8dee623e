"""Deeds on a gmina's path: what each writes, who may, what is refused and leaves nothing behind; its pages."""

from dataclasses import dataclass
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile as Upload
from django.urls import reverse
from django.utils.translation import override

from gromada.contracts import actions as contract_actions
from gromada.core import permissions
from gromada.core.models import AuditEvent, Document
from gromada.core.permissions import SYSTEM, NotAllowed, Refusal
from gromada.finance import actions as finance
from gromada.programmes import actions, queries
from gromada.programmes.actions import Paper
from gromada.programmes.models import Participation, PathRecord
from gromada.programmes.states import Step
from tests.contracts import walk as contracts
from tests.finance import walk as invoices
from tests.programmes.walk import joined
from tests.strategies.visits import visitor
from tests.strategies.walk import actor, adopted_strategy, allocated

pytestmark = pytest.mark.django_db
DAY, LATER = date(2008, 3, 3), date(2008, 4, 7)
ALL = ("agreement", "coordinator", "account")
ROLES = (
    "programme_office", "consultant", "rops", "counsel", "coordinator", "gops_manager", "social_worker", "treasurer",
    "mayor", "council_member", "provider", "auditor", "lender",
)  # fmt: skip


@dataclass
class Scan:
    content: bytes = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    name: str = "porozumienie.pdf"
    content_type: str = "application/pdf"

    def read(self) -> bytes:
        return self.content


@pytest.fixture(autouse=True)
def en():
    with override("en"):
        yield


def counts():
    return [model.objects.count() for model in (PathRecord, AuditEvent, Document)], list(
        Participation.objects.order_by("pk").values_list("state", "state_since")
    )


@pytest.fixture
def refused():
    """Run a deed that must be refused and must leave nothing behind; gives the sentence."""

    def run(action, **arguments):
        before = counts()
        with pytest.raises(Refusal) as refusal:
            action(**arguments)
        assert counts() == before
        return str(refusal.value)

    return run


def join(row, *, by=None, on=DAY, confirmed=ALL, **more):
    who = by or actor("coordinator", row)
    return actions.record_step(participation=row, to="joined", confirmed=confirmed, by=who, on=on, **more)


def test_a_step_is_recorded_with_its_paper_and_its_file():
    row = allocated()
    paper = Paper(kind="agreement", number="PW/7/2008", on=DAY, file=Scan())
    join(row, paper=paper, note="Signed at the ministry.")
    kept = PathRecord.objects.get(participation=row, state="joined")
    assert (row.state, row.state_since) == ("joined", DAY)
    assert (kept.came_from, kept.paper_number, kept.paper_on, kept.role) == (
        "informed",
        "PW/7/2008",
        DAY,
        "coordinator",
    )
    assert sorted(kept.confirmed) == sorted(ALL)
    assert kept.document.reference == f"programmes:participation:{row.pk}"
    assert AuditEvent.objects.filter(deed="programmes.advance", new_state="joined").count() == 1


def test_steps_of_other_rooms_leave_their_records_too():
    row = allocated()
    adopted_strategy(row)
    found = [(record.state, record.paper_number) for record in queries.records(row)]
    assert found == [("qualified", ""), ("informed", ""), ("adopted", "XXIV/173/08")]


def test_the_assessment_is_the_consultants_and_the_office_may_stand_in(refused):
    row = join(allocated())
    given = {"participation": row, "to": "assessed", "confirmed": ["met", "strategy"], "on": LATER}
    sentence = refused(actions.record_step, by=actor("coordinator", row), **given)
    assert "is recorded by: regional consultant and programme office" in sentence
    actions.record_step(by=actor("consultant", row), **given)
    assert row.state == "assessed"


def test_what_is_not_confirmed_or_not_next_is_refused(refused):
    row = allocated()
    who = actor("coordinator", row)
    assert "The gmina has named its coordinator" in refused(
        actions.record_step, participation=row, to="joined", confirmed=["agreement", "account"], by=who, on=DAY
    )
    assert "Record “Joined the programme” first" in refused(
        actions.record_step, participation=row, to="assessed", by=who, on=DAY
    )
    assert "comes by itself when the council's resolution" in refused(
        actions.record_step, participation=row, to="adopted", by=who, on=DAY
    )
    assert "Choose that day or a later one" in refused(
        actions.record_step, participation=row, to="joined", confirmed=ALL, by=who, on=date(2008, 1, 2)
    )
    assert "later day than the step" in refused(
        actions.record_step, participation=row, to="joined", confirmed=ALL, by=who, on=DAY, paper=Paper(on=LATER)
    )
    with pytest.raises(NotAllowed):
        join(row, by=actor("treasurer", row))


def test_a_file_that_is_no_document_is_refused_whole(refused):
    row = allocated()
    paper = Paper(number="1", file=Scan(content=b"MZ\x00\x00", name="a.exe", content_type="application/x-dosexec"))
    who = actor("coordinator", row)
    refused(actions.record_step, participation=row, to="joined", confirmed=ALL, paper=paper, by=who, on=DAY)


def test_a_document_is_added_to_a_step_behind_and_to_no_step_ahead(refused):
    row = join(allocated())
    who = actor("coordinator", row)
    actions.add_paper(participation=row, step="joined", paper=Paper(number="A/1", on=DAY), by=who, on=LATER)
    last = queries.records(row)[-1]
    assert (last.state, last.came_from, last.is_paper_alone, row.state) == ("joined", "joined", True, "joined")
    assert "has not reached" in refused(
        actions.add_paper, participation=row, step="assessed", paper=Paper(number="1"), by=who, on=LATER
    )
    assert "Write the number or the day" in refused(
        actions.add_paper, participation=row, step="joined", paper=Paper(), by=who, on=LATER
    )


def test_a_suspended_gmina_comes_back_to_where_it_stood():
    row, office = join(allocated()), actor("programme_office")
    actions.suspend(participation=row, why="No report came.", by=office, on=LATER, paper=Paper(number="S/1"))
    assert row.state == "suspended"
    assert queries.standing(row).owner == "programme_office"
    actions.resume(participation=row, by=office, on=date(2008, 5, 5))
    assert (row.state, row.state_since) == ("joined", date(2008, 5, 5))
    moves = [(record.came_from, record.state, record.note) for record in queries.records(row)][-2:]
    assert moves == [("joined", "suspended", "No report came."), ("suspended", "joined", "")]


def test_what_the_council_adopted_meanwhile_counts_when_it_comes_back():
    row, office = join(allocated()), actor("programme_office")
    actions.suspend(participation=row, why="No report came.", by=office, on=LATER)
    adopted_strategy(row)
    assert Participation.objects.get(pk=row.pk).state == "suspended"
    actions.resume(participation=row, by=office, on=date(2008, 10, 6))
    assert row.state == "adopted"


def test_a_reason_is_asked_for(refused):
    row, office = allocated(), actor("programme_office")
    for deed in (actions.suspend, actions.withdraw):
        assert "Write why" in refused(deed, participation=row, why=" ", by=office, on=DAY)


def test_a_gmina_that_left_does_not_come_back(refused):
    row, office = allocated(), actor("programme_office")
    actions.withdraw(participation=row, why="The council said no.", by=office, on=DAY)
    assert row.state == "withdrawn"
    for deed, more in ((actions.resume, {}), (actions.suspend, {"why": "x"}), (actions.close, {})):
        refused(deed, participation=row, by=office, on=LATER, **more)
    assert "not possible while the state is" in refused(
        actions.record_step, participation=row, to="joined", by=office, on=LATER, confirmed=ALL
    )


def test_the_end_of_the_path_is_closed_with_the_final_report(refused):
    row, office = joined(), actor("programme_office")
    assert "not possible while the state is" in refused(actions.close, participation=row, by=office, on=DAY)
    actions.advance(participation=row, to=Step.SUSTAINING, by=SYSTEM, on=DAY)
    assert "All invoices are paid" in refused(actions.close, participation=row, by=office, on=DAY)
    actions.close(
        participation=row,
        confirmed=["paid", "returned"],
        paper=Paper(kind="final report", number="K/1"),
        by=office,
        on=DAY,
    )
    assert row.state == "settled"
    assert queries.standing(row).owner == ""
    assert PathRecord.objects.get(state="settled").paper_number == "K/1"


@pytest.mark.parametrize("role", ROLES)
def test_who_does_what_on_the_path(role):
    """From the step of knowing the amount; written here once more by hand."""
    row = allocated()
    who = actor(role, row)
    may = {
        deed: permissions.may(who, f"programmes.{deed}", row) for deed in ("record", "add_paper", "suspend", "withdraw")
    }
    coordination = role in {"coordinator", "gops_manager", "programme_office"}
    assert may == {
        "record": coordination,
        "add_paper": coordination or role == "consultant",
        "suspend": role == "programme_office",
        "withdraw": role == "programme_office",
    }


def test_while_suspended_nothing_is_signed_and_nothing_is_paid_from_the_allocation():
    first, second = contracts.services(count=2)
    signed = contracts.signed_contract(first)
    ready = contracts.accepted_contract(second)
    place = Participation.objects.get(pk=signed.participation_id)
    invoice = invoices.checked_invoice(signed)
    actions.suspend(participation=place, why="An audit.", by=actor("programme_office"), on=invoices.CHECKED)
    with pytest.raises(Refusal, match="stands still"):
        contract_actions.sign_contract(contract=ready, by=actor("mayor", place), on=invoices.CHECKED)
    payer = invoices.treasurer(signed)
    with pytest.raises(Refusal, match="stands still"):
        finance.pay_invoice(invoice=invoice, shares={"loan": invoice.gross_pln}, by=payer, on=invoices.PAID)
    finance.pay_invoice(invoice=invoice, shares={"gmina": invoice.gross_pln}, by=payer, on=invoices.PAID)


# Pages


def text(response):
    return response.content.decode().replace("\xa0", " ").replace("\u202f", " ")


def test_a_coordinator_records_the_joining_on_its_page(client, settings):
    row = allocated()
    browser = visitor(client, settings, "coordinator", row, on=LATER)
    where = reverse("programmes:gmina", args=[row.pk])
    page = text(browser.get(where))
    assert "Your turn" in page
    assert "The term is 1 April 2008" in page
    assert "6 days late" in page
    form = reverse("programmes:record", args=[row.pk])
    assert "The gmina has named its coordinator" in text(browser.get(form))
    given = {"on": "03.03.2008", "paper_kind": "agreement", "paper_number": "PW/7", "paper_on": "03.03.2008"}
    assert "Not confirmed yet" in text(browser.post(form, given | {"confirmed": ["account"]}))
    assert "This day is still to come" in text(browser.post(form, given | {"on": "08.04.2008", "confirmed": ALL}))
    done = browser.post(form, given | {"confirmed": ALL, "file": Upload("a.pdf", Scan().content, "application/pdf")})
    assert done.status_code == 302
    page = text(browser.get(where))
    assert "agreement PW/7 03.03.2008" in page
    assert "Situation assessed together" in page
    kept = PathRecord.objects.get(state="joined")
    file = browser.get(reverse("programmes:paper", args=[kept.pk]))
    assert file.content == Scan().content
    assert "attachment" in file["Content-Disposition"]
    assert browser.get(reverse("programmes:paper", args=[kept.pk - 1])).status_code == 404


def test_a_file_of_another_gmina_is_not_found(client, settings):
    row, other = join(allocated(), paper=Paper(number="1", file=Scan())), allocated("3202042")
    kept = PathRecord.objects.get(participation=row, document__isnull=False)
    browser = visitor(client, settings, "coordinator", other, on=LATER)
    assert browser.get(reverse("programmes:paper", args=[kept.pk])).status_code == 404
    for deed in ("record", "add_paper", "suspend", "resume", "withdraw", "close"):
        assert browser.get(reverse(f"programmes:{deed}", args=[row.pk])).status_code == 404, deed


def test_the_office_suspends_and_resumes_on_its_pages(client, settings):
    row = join(allocated())
    browser = visitor(client, settings, "programme_office", on=LATER)
    suspend, resume = (reverse(f"programmes:{deed}", args=[row.pk]) for deed in ("suspend", "resume"))
    assert browser.get(resume).status_code == 409
    assert "Write why" not in text(browser.get(suspend))
    assert browser.post(suspend, {"why": "No report came.", "on": "07.04.2008"}).status_code == 302
    page = text(browser.get(reverse("programmes:gmina", args=[row.pk])))
    assert "No report came." in page
    assert "Joined the programme" in text(browser.get(resume))
    assert browser.post(resume, {"on": "07.04.2008"}).status_code == 302
    assert Participation.objects.get(pk=row.pk).state == "joined"
    paper = reverse("programmes:add_paper", args=[row.pk])
    assert browser.post(paper, {"step": "joined", "paper_number": "A/2", "on": "07.04.2008"}).status_code == 302
    withdraw = reverse("programmes:withdraw", args=[row.pk])
    assert browser.post(withdraw, {"why": "The council said no.", "on": "07.04.2008"}).status_code == 302
    assert Participation.objects.get(pk=row.pk).state == "withdrawn"
    assert browser.get(withdraw).status_code == 409


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_a_gmina_takes_as_many_queries_for_a_long_history(count, django_assert_num_queries):
    row = join(allocated())
    for number in range(count):
        actions.add_paper(
            participation=row, step="joined", paper=Paper(number=str(number)), by=actor("coordinator", row), on=LATER
        )
    row = queries.participation(row.pk, SYSTEM)
    with django_assert_num_queries(4):
        queries.overview(row, LATER)
