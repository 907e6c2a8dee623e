"""One object of the demo's home gmina for each kind of address, and somebody of every role who acts there."""

from datetime import date

from gromada.accounts.models import Grant
from gromada.contracts.models import Contract
from gromada.core import imports
from gromada.core.permissions import OPERATOR
from gromada.delivery.models import Session
from gromada.finance.models import Invoice
from gromada.participants.models import Enrolment
from gromada.plans.models import Plan, PlanLine, Service
from gromada.programmes import actions as programmes
from gromada.programmes.models import AllocationRun, Participation, PathRecord
from gromada.reports.models import Report
from gromada.strategies import actions as strategies
from gromada.strategies.models import (
    Assessment,
    Consultation,
    ConsultationComment,
    Idea,
    Need,
    Paragraph,
    ParticipationEvent,
    Partnership,
    Strategy,
    StrategyGoal,
    StrategyVersion,
    Vote,
)
from gromada.surveys.models import Survey

HOME = "3202012"
FIRST = "pis"


def first(model, **where):
    return model.objects.filter(**where).order_by("pk").first()


def of_route() -> dict:
    """What the arguments of routes stand for, in the home gmina of the demo."""
    place = Participation.objects.get(programme__code=FIRST, unit__code=HOME)
    here = {"participation": place}
    contract = first(Contract, state="signed", provider__grants__isnull=False, invoices__isnull=False, **here)
    objects = {
        "level": "gmina",
        "unit": HOME,
        "indicator": "population",
        "programme": FIRST,
        "place": place.pk,
        "path_paper": first(PathRecord, document__isnull=False, state="joined", **here).pk,
        "survey": first(Survey, state="open", unit=place.unit).pk,
        "strategy": first(Strategy, state="adopted", **here).pk,
        "need": first(Need, strategy__participation=place, strategy__state="adopted").pk,
        "assessment": first(Assessment, **here).pk,
        "paragraph": first(Paragraph, strategy__participation=place, strategy__state="adopted").pk,
        "strategy_goal": first(StrategyGoal, strategy__participation=place, strategy__state="adopted").pk,
        "strategy_version": first(StrategyVersion, strategy__participation=place).pk,
        "plan": first(Plan, state="accepted", **here).pk,
        "line": first(PlanLine, plan__participation=place).pk,
        "planned_service": first(Service, state="planned", **here).pk,
        "service": contract.service_id,
        "public_service": contract.service_id,
        "contract": contract.pk,
        "invoice": first(Invoice, contract=contract).pk,
        "enrolment": first(Enrolment, service_id=contract.service_id).pk,
        "session": first(Session, contract=contract).pk,
        "report": first(Report, **here).pk,
        "division": first(AllocationRun).pk,
    }
    row = a_selection(place).rows.order_by("pk").first()
    objects |= {"selection": row.run_id, "selection_row": row.pk}
    objects |= with_residents(place)
    objects |= {"import_kind": "rates", "import": an_import().pk}
    return {"objects": objects, "provider": contract.provider_id, "place": place}


def with_residents(place: Participation) -> dict:
    """One of each of the work with residents on the strategy in force; the request for help is asked here."""
    strategy = first(Strategy, state="adopted", participation=place)
    about = {"strategy": strategy}
    asked = strategies.ask_help(strategy=strategy, kind="writing", words="Help", by=OPERATOR, on=date(2009, 7, 16))
    return {
        "event": first(ParticipationEvent, **about).pk,
        "help_request": asked.pk,
        "partnership": first(Partnership, participation=place).pk,
        "consultation": first(Consultation, **about).pk,
        "comment": first(ConsultationComment, consultation__strategy=strategy).pk,
        "idea": first(Idea, participation=place).pk,
        "vote": first(Vote, **about).pk,
    }


def a_selection(place: Participation):
    """An official list of one gmina, not decided."""
    return programmes.take_official_list(
        programme=place.programme, units=[place.unit], title="A list", by=OPERATOR, on=date(2009, 7, 16)
    )


def an_import():
    """A checked import of rates; nothing of it is written."""
    file = imports.File(
        "rates.csv", b"effective_date,table_no,currency,unit,mid_pln\n2031-01-02,001/A/NBP/2031,EUR,1,4.1000\n"
    )
    return imports.check(kind="rates", files=[file], by=OPERATOR, on=date(2009, 7, 16))


def grant_of(role: str, place: Participation, provider_id: int) -> Grant | None:
    """A grant of the role that covers the home gmina."""
    rows = Grant.objects.filter(role=role).select_related("user", "unit", "organisation")
    if role == "provider":
        rows = rows.filter(organisation_id=provider_id)
    elif role in {"consultant", "rops"}:
        rows = rows.filter(unit_id=place.region_id)
    elif rows.filter(unit__isnull=False).exists():
        rows = rows.filter(unit_id=place.unit_id)
    return rows.order_by("pk").first()
