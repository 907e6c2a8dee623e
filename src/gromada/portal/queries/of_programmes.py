"""The loaded programmes, one of them with its money and its gminas, and its catalogue, as anybody may read them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Max, Min, Sum
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language

from gromada.core import charts
from gromada.core.pages import Page, page
from gromada.ledger import queries as ledger
from gromada.ledger.models import Account, Entry
from gromada.ledger.queries import Balance
from gromada.plans.models import Service
from gromada.plans.states import PlanState, ServiceState
from gromada.programmes import queries as programmes
from gromada.programmes.definitions import schema
from gromada.programmes.models import Allocation, Goal, Participation, Programme

OFFICIAL = ("seed", "found", "interpretation")  # what is only from memory is never printed as official
LEVELS = ("general", "specific", "effect")


def language() -> str:
    return (get_language() or "pl")[:2]


def is_official(part: schema.Part | None) -> bool:
    return part is not None and part.certainty in OFFICIAL


def public_services():
    """Services of accepted plans that were not given up: all that the public may see of a plan."""
    return Service.objects.filter(line__plan__state=PlanState.ACCEPTED).exclude(state=ServiceState.CANCELLED)


def programme_of(code: str) -> Programme:
    """A loaded programme with its definition, or 404."""
    return get_object_or_404(Programme.objects.select_related("version", "account"), code=code)


def strips_of(participations: list[Participation]) -> dict[int, list[tuple[str, Decimal]]]:
    """The strips of each gmina's mark: the group's colour and the planned cost of a service. One query."""
    rows = public_services().filter(participation__in=participations)
    found: dict[int, list[tuple[str, Decimal]]] = {row.pk: [] for row in participations}
    for key, colour, cost in rows.order_by("group__place", "title_key", "pk").values_list(
        "participation_id", "group__colour", "line__cost"
    ):
        found[key].append((colour, cost))
    return found


def booked_on(account: Account) -> date | None:
    """The value day of the last entry at an account or below it: the day that its figures are as of."""
    return Entry.objects.filter(account__path__startswith=account.path).aggregate(last=Max("value_on"))["last"]


# The start page -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Card:
    """A programme on the start page: who runs it, what it is for, how many gminas and services it has."""

    programme: Programme
    authority: str
    slogan: str
    goal: str
    gminas: int
    services: int


@dataclass(frozen=True)
class StartPage:
    cards: list[Card]


def start() -> StartPage:
    """Every loaded programme. Three queries."""
    rows = programmes.programmes()
    gminas = dict(Participation.objects.order_by().values_list("programme_id").annotate(Count("pk")))
    services = dict(public_services().order_by().values_list("participation__programme_id").annotate(Count("pk")))
    return StartPage([_card(row, gminas.get(row.pk, 0), services.get(row.pk, 0)) for row in rows])


def _card(row: Programme, gminas: int, services: int) -> Card:
    told, spoken = row.definition, language()
    return Card(
        programme=row,
        authority=told.authority.say("name", spoken) if is_official(told.authority) else "",
        slogan=told.say("slogan", spoken),
        goal=told.main_goal.text(spoken) if is_official(told.main_goal) else "",
        gminas=gminas,
        services=services,
    )


# A programme --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Amount:
    """A part of the programme's money in its currency, none where it is not known; how we know it, and from where."""

    code: str
    name: str
    amount: Decimal | None
    note: str
    certainty: str
    source: str
    is_part: bool = False


@dataclass(frozen=True)
class GminaRow:
    """A gmina in the list of its programme, with the amount it has known since `decided_on` (R15)."""

    participation: Participation
    mark: str
    amount: Decimal | None
    decided_on: date | None
    services: int
    balance: Balance


@dataclass(frozen=True)
class ProgrammePage:
    """The public face of a programme."""

    programme: Programme
    card: Card
    goals: list[tuple[str, list[Goal]]]
    umbrella: Amount | None
    lender: Amount | None
    limit: Amount | None
    parts: list[Amount]
    money_sources: list[tuple[str, str]]
    eligibility: tuple[str, str] | None
    resolution: schema.Resolution | None
    gminas: Page
    allocated: Decimal
    whole: Balance
    booked_on: date | None


def programme(code: str, *, after: str | None = None, size: int = 100) -> ProgrammePage:
    """A programme with its goals, its money and its gminas: a keyset page of them, but the total of all."""
    row = programme_of(code)
    told = row.definition
    counted = Participation.objects.filter(programme=row).aggregate(Count("pk"))["pk__count"]
    services = public_services().filter(participation__programme=row).count()
    return ProgrammePage(
        programme=row,
        card=_card(row, counted, services),
        goals=_goals(row),
        umbrella=_given(told.umbrella),
        lender=_given(told.lender),
        limit=_given(told.services_envelope),
        parts=[_amount(part, part.name(language()), part.envelope) for part in told.components if is_official(part)],
        money_sources=[(part.name(language()), part.source) for part in told.money_sources if is_official(part)],
        eligibility=_eligibility(told.eligibility),
        resolution=told.resolution if is_official(told.resolution) else None,
        gminas=_gminas(row, after, size),
        allocated=programmes.allocated_sum(row),
        whole=ledger.balances([row.account])[row.account_id],
        booked_on=booked_on(row.account),
    )


def _amount(part: schema.Part, name: str, amount: Decimal | None) -> Amount:
    note = part.say("note", language())
    under = bool(getattr(part, "part_of", ""))
    return Amount(getattr(part, "code", ""), name, amount, note, part.certainty, part.source, under)


def _given(part: schema.Umbrella | schema.Lender | schema.Envelope | None) -> Amount | None:
    if not is_official(part) or part.amount is None:
        return None
    return _amount(part, part.say("name", language()) if hasattr(part, "name_pl") else "", part.amount)


def _eligibility(part: schema.Eligibility | None) -> tuple[str, str] | None:
    """Which gminas may take part, in the words of the document, and the source."""
    if not is_official(part) or not part.text_pl:
        return None
    return part.say("text", language()), part.source


def _goals(row: Programme) -> list[tuple[str, list[Goal]]]:
    """Goals by level in the order of the document; one that is only remembered stays out."""
    kept = {goal.code for goal in row.definition.goals if is_official(goal)}
    rows = [goal for goal in Goal.objects.filter(programme=row).order_by("place", "pk") if goal.code in kept]
    return [(level, found) for level in LEVELS if (found := [goal for goal in rows if goal.level == level])]


def _gminas(row: Programme, after: str | None, size: int) -> Page:
    """Gminas in Polish order with amount, mark and money. Three queries."""
    order = ("region__name_key", "unit__name_key", "pk")
    rows = Participation.objects.filter(programme=row).select_related("unit__parent", "region", "account")
    found = page(rows, order=order, after=after, size=size)
    decided = {
        key: (amount, on)
        for key, amount, on in Allocation.objects.filter(participation__in=found.rows)
        .order_by()
        .values_list("participation_id")
        .annotate(Sum("amount"), Min("decided_on"))
    }
    strips, balances = strips_of(found.rows), ledger.balances([one.account for one in found])
    return Page(
        [
            GminaRow(
                one,
                charts.mark(strips[one.pk], seed=one.unit.code),
                *decided.get(one.pk, (None, None)),
                services=len(strips[one.pk]),
                balance=balances[one.account_id],
            )
            for one in found
        ],
        found.next_token,
    )


# The catalogue ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class CataloguePage:
    """The groups of services with their recipients, fields and examples, and who may provide them."""

    programme: Programme
    groups: list[tuple[programmes.CatalogueGroup, str]]
    closed: list[str]
    providers: list[tuple[str, str]]
    refused: list[tuple[str, str]]


def catalogue(code: str) -> CataloguePage:
    """What may be planned in the programme, and by whom it may be provided. Four queries."""
    row = programme_of(code)
    told, spoken = row.definition, language()
    kinds = [kind for kind in told.provider_kinds if is_official(kind)]
    groups = [(shown, told.group(shown.group.code)) for shown in programmes.catalogue(row)]
    return CataloguePage(
        programme=row,
        groups=[(shown, group.say("recipients", spoken)) for shown, group in groups if group.enabled],
        closed=[told.why_not_cell(group.code, "", spoken) for _, group in groups if not group.enabled],
        providers=[(kind.name(spoken), kind.source) for kind in kinds if kind.allowed],
        refused=[(kind.name(spoken), kind.say("reason", spoken)) for kind in kinds if not kind.allowed],
    )
