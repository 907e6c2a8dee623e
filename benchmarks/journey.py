"""The pages of the journey, each with the persona who stands on it, in the demo's home gmina."""

from dataclasses import dataclass

from django.test import Client

from gromada.accounts.models import Grant
from gromada.contracts.models import Contract
from gromada.delivery.models import Session
from gromada.finance.models import Invoice
from gromada.plans.models import Plan
from gromada.programmes.models import Participation
from gromada.reports.models import Report

PROGRAMME, GMINA, DAY = "pis", "3202012", "2009-07-16"


@dataclass(frozen=True)
class Page:
    name: str
    persona: str
    url: str


def clients() -> dict[str, Client]:
    """A client for each persona; `public` has not signed in."""
    place = Participation.objects.get(programme__code=PROGRAMME, unit__code=GMINA)
    known = {"public": Client()}
    for role in ("coordinator", "social_worker", "treasurer", "mayor", "council_member"):
        known[role] = _signed_in(Grant.objects.get(role=role, unit_id=place.unit_id, persona__isnull=False))
    known["consultant"] = _signed_in(Grant.objects.get(role="consultant", unit_id=place.region_id))
    known["programme_office"] = _signed_in(Grant.objects.get(role="programme_office"))
    return known


def _signed_in(grant: Grant) -> Client:
    client = Client()
    client.force_login(grant.user)
    session = client.session
    session.update({"grant": grant.pk, "show_day": DAY})
    session.save()
    return client


def journey() -> list[Page]:
    place = Participation.objects.get(programme__code=PROGRAMME, unit__code=GMINA)
    here = {"participation": place}
    plan = Plan.objects.filter(state="accepted", year=2009, **here).order_by("pk").first()
    contract = Contract.objects.filter(state="signed", invoices__isnull=False, **here).order_by("pk").first()
    session = Session.objects.filter(contract=contract, state="held").order_by("pk").first()
    invoice = Invoice.objects.filter(contract=contract).order_by("pk").first()
    report = Report.objects.filter(**here).order_by("pk").first()
    addresses = [
        ("allocation", "programme_office", f"/office/{PROGRAMME}/"),
        ("board of gminas", "consultant", f"/region/{PROGRAMME}/"),
        ("start", "coordinator", "/desk/"),
        ("strategy", "coordinator", f"/gminas/{place.pk}/strategy/"),
        ("plan", "coordinator", f"/plans/{plan.pk}/"),
        ("services", "coordinator", f"/gminas/{place.pk}/services/"),
        ("contracts", "coordinator", f"/gminas/{place.pk}/contracts/"),
        ("contract", "mayor", f"/contracts/{contract.pk}/"),
        ("people of a service", "social_worker", f"/services/{contract.service_id}/participants/"),
        ("attendance", "social_worker", f"/sessions/{session.pk}/"),
        ("invoice", "treasurer", f"/invoices/{invoice.pk}/"),
        ("money", "treasurer", f"/gminas/{place.pk}/money/"),
        ("money of the gminas", "consultant", "/money/"),
        ("report", "council_member", f"/reports/{report.pk}/"),
        ("public programme", "public", f"/programmes/{PROGRAMME}/"),
        ("public gmina", "public", f"/programmes/{PROGRAMME}/gminas/{GMINA}/"),
        ("public service", "public", f"/programmes/{PROGRAMME}/services/{contract.service_id}/"),
    ]
    return [Page(*row) for row in addresses]
