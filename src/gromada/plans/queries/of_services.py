"""Services: the list of a gmina, one followed to its end, and what the public may see of them."""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404

from gromada.core.pages import Page, page
from gromada.core.permissions import Actor
from gromada.ledger import queries as ledger
from gromada.plans.models import LineNeed, Service
from gromada.plans.queries.of_plans import WITH_PLACE
from gromada.plans.rules import cell_of
from gromada.plans.states import ServiceState
from gromada.programmes.models import Participation
from gromada.strategies import queries as strategies
from gromada.strategies.models import Need

WITH_LINE = ("group", "kind", "provider", "account", "line__plan")


@dataclass(frozen=True)
class ServiceRow:
    """A service in a list, with its money in the programme's currency."""

    service: Service
    cell: str
    balance: object


@dataclass(frozen=True)
class ServicesPage:
    """The services of a gmina: one keyset page of them; `state` is the one asked for, or empty."""

    participation: Participation
    page: Page
    state: str


@dataclass(frozen=True)
class ServicePage:
    """A service followed to its end: the needs it answers and its money by stage."""

    service: Service
    needs: list[Need]
    cell: str
    balance: object


def cell_of_service(service: Service) -> str:
    return cell_of(service.group.code, service.kind.code if service.kind else "")


def service(pk: int, actor: Actor) -> Service:
    """One service with its line, plan, provider and gmina, or 404."""
    return get_object_or_404(Service.objects.visible_to(actor).select_related(*WITH_PLACE, *WITH_LINE), pk=pk)


def service_page(actor: Actor, pk: int) -> ServicePage:
    """What the page of a service shows."""
    found = service(pk, actor)
    answers = LineNeed.objects.filter(line=found.line_id).select_related("need").order_by("need__code", "pk")
    balance = ledger.balances([found.account])[found.account_id]
    return ServicePage(found, [answer.need for answer in answers], cell_of_service(found), balance)


def services(
    actor: Actor, participation: Participation, *, state: str = "", after: str | None = None, size: int = 50
) -> Page:
    """Services of a gmina in Polish order, a keyset page of ServiceRow with the money of each (one query for all)."""
    rows = Service.objects.visible_to(actor).filter(participation=participation).select_related(*WITH_LINE)
    if state:
        rows = rows.filter(state=state)
    found = page(rows, order=("title_key", "pk"), after=after, size=size)
    for row in found:
        row.participation = participation
    balances = ledger.balances([row.account for row in found])
    return Page([ServiceRow(row, cell_of_service(row), balances[row.account_id]) for row in found], found.next_token)


def services_page(actor: Actor, participation_pk: int, *, state: str = "", after: str | None = None) -> ServicesPage:
    """What the list of services of a gmina shows; an unknown state asks for all."""
    place = strategies.participation(participation_pk, actor)
    state = state if state in ServiceState.values else ""
    return ServicesPage(place, services(actor, place, state=state, after=after), state)


def public_services(participation: Participation) -> list[Service]:
    """What anybody may know: services of accepted plans that were not cancelled, with group, kind, line, provider."""
    return list(
        participation.services.exclude(state=ServiceState.CANCELLED)
        .select_related("group", "kind", "provider", "line__plan", "account")
        .order_by("group__place", "title_key", "pk")
    )


def public_service(pk: int) -> Service:
    """One service as anybody may see it, with its gmina, or 404."""
    rows = Service.objects.exclude(state=ServiceState.CANCELLED).select_related(*WITH_PLACE, *WITH_LINE)
    answers = Prefetch("line__answers", LineNeed.objects.select_related("need").order_by("need__code", "pk"))
    return get_object_or_404(rows.prefetch_related(answers), pk=pk)
