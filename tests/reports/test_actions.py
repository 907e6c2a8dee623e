"""Preparing, handing over and noting a report; what becomes public by it."""

from datetime import date

import pytest

from gromada.accounts.states import Role
from gromada.core import audit, workflow
from gromada.core.models import AuditEvent, Document
from gromada.core.permissions import NotAllowed, Refusal
from gromada.participants import actions as participants
from gromada.plans.models import Service
from gromada.programmes import definitions
from gromada.reports import actions, queries, rules
from gromada.reports.models import PublishedFigure, Report
from gromada.reports.queries.sections import WRITERS
from gromada.reports.states import REPORT, ReportState
from tests.contracts.walk import services, services_in_zloty, signed_contract
from tests.reports import walk
from tests.strategies.walk import actor

pytestmark = pytest.mark.django_db

# from, to, the role that does it: everything else is refused.
STEPS = {("prepared", "presented", "mayor"), ("presented", "noted", "council_member")}
MAKERS = {"prepared": walk.prepared, "presented": walk.presented, "noted": walk.noted}
DEEDS = {"presented": actions.present_report, "noted": actions.note_report}


def counts() -> tuple[int, ...]:
    return Report.objects.count(), PublishedFigure.objects.count(), Document.objects.count(), AuditEvent.objects.count()


@pytest.mark.parametrize("source", ReportState.values)
@pytest.mark.parametrize("target", sorted(DEEDS))
def test_every_step_by_every_role(source, target):
    participation = walk.a_year()
    done = set()
    for role in Role.values:
        report = MAKERS[source](participation)
        before = counts()
        by = actor(role, participation) if role != "provider" else actor("provider", participation)
        try:
            DEEDS[target](report=report, by=by, on=walk.NOTED)
        except (NotAllowed, Refusal):
            assert counts() == before
            report.refresh_from_db()
            assert report.state == source
        else:
            done.add((source, target, role))
    assert done == {step for step in STEPS if step[:2] == (source, target)}


def test_the_table_lists_no_other_step():
    assert {(str(step.source), str(step.target)) for step in REPORT.transitions} == {step[:2] for step in STEPS}
    assert workflow.diagram(REPORT).count("-->") == 2


@pytest.mark.parametrize("role", sorted(set(Role.values) - {"coordinator", "gops_manager"}))
def test_only_the_gminas_workers_prepare(role):
    participation = walk.a_year()
    before = counts()
    with pytest.raises(NotAllowed):
        actions.prepare_report(
            participation=participation, year=2009, as_of=walk.AS_OF, by=actor(role, participation), on=walk.PREPARED
        )
    assert counts() == before


@pytest.mark.parametrize(
    ("year", "as_of", "on"),
    [
        (2006, date(2006, 12, 31), date(2009, 7, 1)),
        (2012, date(2012, 12, 31), date(2013, 1, 1)),
        (2009, date(2009, 7, 2), date(2009, 7, 1)),
        (2009, date(2008, 12, 31), date(2009, 7, 1)),
    ],
)
def test_an_impossible_year_or_day_is_refused_with_a_sentence(year, as_of, on):
    participation = walk.a_year()
    before = counts()
    with pytest.raises(Refusal) as caught:
        walk.prepared(participation, year=year, as_of=as_of, on=on)
    assert len(str(caught.value)) > 20
    assert counts() == before


def test_a_second_report_of_a_year_leaves_the_first_as_it_was():
    participation = walk.a_year()
    first = walk.prepared(participation)
    second = walk.prepared(participation, as_of=date(2009, 7, 1))
    assert (first.number, second.number) == (1, 2)
    first.refresh_from_db()
    assert first.facts["head"]["right"].endswith("30.06.2009")


def test_what_is_kept_is_what_was_made_and_the_same_again():
    participation = walk.a_year()
    report = walk.prepared(participation)
    made = queries.annual_report(participation, year=2009, as_of=walk.AS_OF, language="pl")
    assert report.digest == made.digest == rules.digest(report.facts)
    assert queries.pdf_of(report) == made.pdf()
    assert audit.verify().whole


def test_presenting_publishes_figures_and_hides_few_people():
    service = services()[0]
    contract = signed_contract(service)
    service = Service.objects.get(pk=service.pk)
    worker = actor("social_worker", service.participation)
    for number in range(4):
        participants.register_and_enrol(
            service=service, first_name=f"Zmyślony {number}", last_name="Nikt", birth_year=1950, sex="m",
            notice_given_on=contract.signed_on, by=worker, on=contract.signed_on,
        )  # fmt: skip
    walk.presented(service.participation)
    assert PublishedFigure.objects.get(service=None, code="persons").value is None
    participants.register_and_enrol(
        service=service, first_name="Zmyślona", last_name="Nikt", birth_year=1951, sex="f",
        notice_given_on=contract.signed_on, by=worker, on=contract.signed_on,
    )  # fmt: skip
    walk.presented(service.participation, as_of=date(2009, 7, 1))
    assert PublishedFigure.objects.get(service=None, code="persons").value == 5
    assert PublishedFigure.objects.get(service=service, code="persons").value == 5


def test_no_name_of_a_participant_is_in_a_report():
    service = services()[0]
    contract = signed_contract(service)
    service = Service.objects.get(pk=service.pk)
    participants.register_and_enrol(
        service=service, first_name="Gryzelda", last_name="Źdźbłowska-Zmyślona", birth_year=1950, sex="f",
        notice_given_on=contract.signed_on, by=actor("social_worker", service.participation), on=contract.signed_on,
    )  # fmt: skip
    report = walk.prepared(service.participation)
    assert "Gryzelda" not in str(report.facts)
    assert "Źdźbłowska" not in str(report.facts)


@pytest.mark.parametrize("code", ["pis", "pal-jaktorow"])
def test_every_section_a_file_asks_for_can_be_written(code):
    assert {part.code for part in definitions.read(code).report.sections} <= set(WRITERS)


def test_the_second_programme_reports_by_the_same_machine():
    service = services_in_zloty()[0]
    made = queries.annual_report(service.participation, year=2012, as_of=date(2012, 3, 1))
    titles = [section["title"] for section in made.data["sections"]]
    wanted = [part.title("pl") for part in service.participation.programme.definition.report.sections]
    assert [title for title in wanted if title in titles] == titles
    assert len(titles) > 6
    assert made.pdf().startswith(b"%PDF")
