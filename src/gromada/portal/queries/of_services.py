"""Services as anybody may see them: the list of a programme, and one of them. No participant stands in either."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404

from gromada.accounts.states import OrganisationKind
from gromada.contracts.models import Contract
from gromada.contracts.states import IN_FORCE
from gromada.core.pages import Page, page
from gromada.core.text import _
from gromada.ledger import queries as ledger
from gromada.ledger.models import Account
from gromada.ledger.queries import Balance
from gromada.plans.models import LineNeed, Service
from gromada.plans.rules import cell_of
from gromada.portal.queries.of_programmes import programme_of, public_services
from gromada.programmes.models import Participation, Programme, ServiceGroup
from gromada.reports.models import PublishedFigure
from gromada.strategies.models import Need

OUTSIDE = ":outside"  # as finance, which this room may not ask, calls the account beside another one
WITH_WORDS = ("group", "kind", "provider", "line", "participation__unit__parent")


def provider_name(service: Service) -> str:
    """Who provides it: an organisation by its name, a private person without one, nobody yet as nothing."""
    if service.provider is None:
        return ""
    if service.provider.kind == OrganisationKind.NATURAL_PERSON:
        return str(_("a private person"))
    return service.provider.name


@dataclass(frozen=True)
class ServiceRow:
    """A service in a list."""

    service: Service
    provider: str


@dataclass(frozen=True)
class ServicesPage:
    """A keyset page of services; `group` and `gmina` are the codes asked for, empty when unknown or not asked."""

    programme: Programme
    groups: list[ServiceGroup]
    gminas: list[tuple[str, str]]
    group: str
    gmina: str
    page: Page
    count: int


def services(code: str, *, group: str = "", gmina: str = "", after: str | None = None, size: int = 20) -> ServicesPage:
    """Services of accepted plans in Polish order, of one group or gmina if asked. Five queries."""
    row = programme_of(code)
    groups = list(ServiceGroup.objects.filter(programme=row, is_enabled=True).order_by("place", "pk"))
    places = Participation.objects.filter(programme=row).order_by("unit__name_key", "pk")
    gminas = list(places.values_list("unit__code", "unit__name"))
    group = group if group in {one.code for one in groups} else ""
    gmina = gmina if gmina in dict(gminas) else ""
    rows = public_services().filter(participation__programme=row).select_related(*WITH_WORDS)
    if group:
        rows = rows.filter(group__code=group)
    if gmina:
        rows = rows.filter(participation__unit__code=gmina)
    found = page(rows, order=("title_key", "pk"), after=after, size=size)
    shown = Page([ServiceRow(one, provider_name(one)) for one in found], found.next_token)
    return ServicesPage(row, groups, gminas, group, gmina, shown, rows.count())


@dataclass(frozen=True)
class ServicePage:
    """One service: the needs it answers, who provides it, its figures and its money, PLN and programme's currency."""

    service: Service
    cell: str
    needs: list[Need]
    provider: str
    provider_kind: str
    contract: Contract | None
    figures: dict[str, PublishedFigure]
    paid: Decimal
    paid_pln: Decimal


def service(code: str, pk: int) -> ServicePage:
    """A service of an accepted plan, or 404. Six queries."""
    answers = Prefetch("line__answers", LineNeed.objects.select_related("need").order_by("need__code", "pk"))
    rows = public_services().filter(participation__programme__code=code)
    rows = rows.select_related(
        *WITH_WORDS, "line__plan", "account", "participation__programme__version", "participation__region"
    )
    found = get_object_or_404(rows.prefetch_related(answers), pk=pk)
    signed = Contract.objects.filter(service=found, state__in=IN_FORCE).order_by("-signed_on", "-pk")
    figures = PublishedFigure.objects.filter(service=found).order_by("year", "pk")
    paid = _paid(found.account)
    is_private = found.provider is not None and found.provider.kind == OrganisationKind.NATURAL_PERSON
    return ServicePage(
        service=found,
        cell=cell_of(found.group.code, found.kind.code if found.kind else ""),
        needs=[answer.need for answer in found.line.answers.all()],
        provider=provider_name(found),
        provider_kind="" if found.provider is None or is_private else found.provider.get_kind_display(),
        contract=signed.first(),
        figures={figure.code: figure for figure in figures},
        paid=sum((balance.paid for balance in paid), Decimal(0)),
        paid_pln=sum((balance.pln("paid") for balance in paid), Decimal(0)),
    )


def _paid(account: Account) -> list[Balance]:
    """What was paid for a service: from the allocation, and at the account beside it from sources outside it."""
    beside = ledger.account(f"{account.reference}{OUTSIDE}")
    return list(ledger.balances([account, beside] if beside else [account]).values())
