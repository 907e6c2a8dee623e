"""One object of the demo's home gmina for each kind of address, and somebody of every role who acts there."""

from gromada.accounts.models import Grant
from gromada.contracts.models import Contract
from gromada.delivery.models import Session
from gromada.finance.models import Invoice
from gromada.participants.models import Enrolment
from gromada.plans.models import Plan, PlanLine, Service
from gromada.programmes.models import Participation
from gromada.reports.models import Report
from gromada.strategies.models import Need, Strategy

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
        "programme": FIRST,
        "place": place.pk,
        "strategy": first(Strategy, state="adopted", **here).pk,
        "need": first(Need, strategy__participation=place, strategy__state="adopted").pk,
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
    }
    return {"objects": objects, "provider": contract.provider_id, "place": place}


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
