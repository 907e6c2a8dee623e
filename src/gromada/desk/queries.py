"""What the start page asks: whose turn it is in every room, the money of the area, and what happened lately."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Count, F, Q, Sum, Value
from django.db.models.functions import Replace
from django.urls import reverse
from django.utils.functional import cached_property

from gromada.contracts import queries as contracts
from gromada.contracts.models import Contract
from gromada.core import workflow
from gromada.core.models import AuditEvent
from gromada.core.permissions import Actor, Refusal, role_name
from gromada.core.text import _, fold, polish_key
from gromada.core.turns import Turn
from gromada.delivery import queries as delivery
from gromada.finance import queries as finance
from gromada.finance.models import Invoice, Payment
from gromada.finance.states import InvoiceState
from gromada.ledger import queries as ledger
from gromada.ledger.queries import Balance
from gromada.ledger.rules import Rate
from gromada.plans import queries as plans
from gromada.plans.models import Service
from gromada.programmes import queries as programmes
from gromada.programmes.models import Participation, Programme
from gromada.reports import queries as reports
from gromada.strategies import queries as strategies
from gromada.territory import queries as territory

ROOMS = (programmes, strategies, plans, contracts, delivery, finance, reports)
LATELY = 6
# A service follows its contract and its invoices, and sessions happen by the dozen: both would drown the trail.
DROWNING = ("plans.service", "delivery.session")
# Beginnings that are told though nothing moved from one state to another.
BEGINNINGS = {
    "programmes.join": _("The gmina takes part"),
    "programmes.allocate": _("Its amount is decided"),
    "programmes.unlock": _("A part of its amount is unlocked"),
    "finance.receive": _("An invoice has come"),
    "reports.prepare": _("The report is ready to be handed over"),
}
FAR = date.max
ZERO = Decimal("0.00")


@dataclass(frozen=True)
class Turns:
    """What the one who looks owes, nearest day first, and what others owe in their area, longest wait first."""

    mine: list[Turn]
    others: list[Turn]

    def counts(self) -> dict[str, int]:
        """How many matters of mine lie under each tab."""
        found: dict[str, int] = {}
        for turn in self.mine:
            found[turn.tab] = found.get(turn.tab, 0) + 1
        return found


def turns(actor: Actor, on: date) -> Turns:
    """Gathered from every room; each answers in a constant number of queries."""
    found = [_at_the_desk(turn, actor) for room in ROOMS for turn in room.turns(actor, on)]
    mine = sorted((turn for turn in found if turn.mine), key=lambda turn: (turn.due_on or FAR, turn.since))
    others = sorted((turn for turn in found if not turn.mine), key=lambda turn: turn.since)
    return Turns(mine, others)


def _at_the_desk(turn: Turn, actor: Actor) -> Turn:
    """Nothing said twice: who acts for one gmina knows its name, and whose turn it is the desk says itself."""
    said = {turn.unit_name, str(role_name(turn.role))}
    detail = "" if str(turn.detail) in said else turn.detail
    return replace(turn, detail=detail, unit_name="" if actor.scope_kind == "gmina" else turn.unit_name)


@dataclass(frozen=True)
class Happening:
    """One line of the trail: when, who (by role), what, and the change of state. Nobody's name, no personal data."""

    at: datetime
    on: date
    unit_id: int | None
    who: str
    what: str
    change: str


def trail(on: date, *, unit_id: int | None = None, region_id: int | None = None, most: int = LATELY) -> list[Happening]:
    """What happened until the day `on` in a gmina, a voivodeship or everywhere, the newest day first. One query."""
    moved = Q(old_state__gt="", object_type__in=[table.name for table in workflow.tables()])
    rows = AuditEvent.objects.filter(moved | Q(deed__in=BEGINNINGS), on__lte=on).exclude(object_type__in=DROWNING)
    if unit_id is not None:
        rows = rows.filter(unit_id=unit_id)
    elif region_id is not None:
        rows = rows.filter(region_id=region_id)
    return [_happening(event) for event in rows.order_by("-on", "-seq")[:most]]


def _happening(event: AuditEvent) -> Happening:
    table = next((row for row in workflow.tables() if row.name == event.object_type), None)
    step = table.between(event.old_state, event.new_state) if table and event.old_state else None
    return Happening(
        at=event.moment,
        on=event.on,
        unit_id=event.unit_id,
        who=str(role_name(event.role)) if event.role else "",
        what=f"{table.title}: {step.event}" if step else str(BEGINNINGS.get(event.deed, table.title if table else "")),
        change=f"{table.states(event.old_state).label} → {table.states(event.new_state).label}" if step else "",
    )


@dataclass(frozen=True)
class Dealings:
    """A provider's own figures in PLN, over all gminas: contracts signed, what of them is paid and invoiced."""

    contracts: int
    agreed: Decimal
    paid: Decimal
    waiting: Decimal

    @property
    def left(self) -> Decimal:
        """What of the contracts has no invoice yet."""
        return max(self.agreed - self.paid - self.waiting, ZERO)


def dealings(actor: Actor, on: date) -> Dealings | None:
    """The sums, as of a day, of the provider one acts for; None for everybody else. Three queries."""
    if actor.scope_kind != "provider":
        return None
    signed = Contract.objects.visible_to(actor).filter(signed_on__lte=on)
    whole = signed.aggregate(count=Count("pk"), sum=Sum("value_pln"))
    bills = Invoice.objects.visible_to(actor).filter(received_on__lte=on).exclude(state=InvoiceState.RETURNED)
    invoiced = bills.aggregate(sum=Sum("gross_pln"))["sum"] or ZERO
    paid = Payment.objects.visible_to(actor).filter(paid_on__lte=on).aggregate(sum=Sum("amount_pln"))["sum"] or ZERO
    return Dealings(whole["count"], whole["sum"] or ZERO, paid, invoiced - paid)


class Area:
    """What the actor's scope holds: the gminas that take part, their programme and their money. Read when asked."""

    def __init__(self, actor: Actor, on: date):
        self.actor = actor
        self.on = on

    @cached_property
    def participations(self) -> list[Participation]:
        return [] if self.actor.scope_kind == "provider" else programmes.participations(self.actor)

    @cached_property
    def programme(self) -> Programme | None:
        """The programme the actor works in first; a provider's is found through its contracts' gminas elsewhere."""
        if self.participations:
            return self.participations[0].programme
        found = programmes.programmes_of(self.actor) if self.actor.sees_country else []
        return found[0] if found else None

    @cached_property
    def of_programme(self) -> list[Participation]:
        """The gminas of that programme alone."""
        return [row for row in self.participations if self.programme and row.programme_id == self.programme.pk]

    @cached_property
    def other_programmes(self) -> list[Programme]:
        found = {row.programme_id: row.programme for row in self.participations}
        return [row for key, row in found.items() if self.programme and key != self.programme.pk]

    @cached_property
    def unit_names(self) -> dict[int, str]:
        return {row.unit_id: row.unit.name for row in self.participations}

    @cached_property
    def own(self) -> Participation | None:
        """The gmina's place in its programme, for those who act for one gmina."""
        return self.participations[0] if self.actor.scope_kind == "gmina" and self.participations else None

    @cached_property
    def strips(self) -> list[tuple[str, Decimal]]:
        """The gmina's mark: its services by group and cost. One query."""
        if not self.own:
            return []
        rows = Service.objects.visible_to(self.actor).filter(participation=self.own).exclude(state="cancelled")
        return list(rows.order_by("group__place", "title_key", "pk").values_list("group__code", "line__cost"))

    @cached_property
    def rate(self) -> Rate | None:
        """The exchange rate of the programme on the day, where it counts in another currency and a table is known."""
        if self.programme is None or self.programme.currency == "PLN":
            return None
        try:
            rule = programmes.rules_on(self.programme, self.on).exchange_rule
            return ledger.rate(self.programme.currency, self.on, rule)
        except Refusal:
            return None

    @cached_property
    def balances(self) -> dict[int, Balance]:
        return ledger.balances([row.account for row in self.participations], as_of=self.on)

    @cached_property
    def balance(self) -> Balance | None:
        """The money of the first programme's gminas in the area, summed."""
        rows = self.of_programme
        if not rows:
            return None
        total = Balance(rows[0].programme.currency)
        for row in rows:
            for stage, amount in self.balances[row.account_id].sums.items():
                total.sums[stage] = total.of(stage) + amount
        return total


@dataclass(frozen=True)
class Found:
    title: str
    detail: str
    url: str


@dataclass(frozen=True)
class FoundGroup:
    title: object
    rows: list[Found]


MOST_FOUND = 10


def search(actor: Actor, text: str) -> list[FoundGroup]:
    """Gminas, services, contracts and invoices in the actor's scope whose name or number begins with what was typed; and
    the gminas of the register, which is everybody's.

    Case and Polish marks aside. Five queries; groups without a find are left out.
    """
    folded = fold(text)
    if not folded:
        return []
    places = Participation.objects.visible_to(actor).filter(unit__name_folded__startswith=folded)
    services = Service.objects.visible_to(actor).select_related("participation__unit")
    agreed = Contract.objects.visible_to(actor).filter(number__icontains=text).select_related("provider")
    bills = Invoice.objects.visible_to(actor).filter(number__icontains=text).select_related("provider")
    groups = [
        FoundGroup(_("Gminas"), [
            Found(row.unit.name, row.programme.name, reverse("programmes:gmina", args=[row.pk]))
            for row in places.select_related("unit", "programme").order_by("unit__name_key", "pk")[:MOST_FOUND]
        ]),
        FoundGroup(_("Services"), [
            Found(row.title, f"{row.participation.unit.name}, {row.year}", reverse("plans:service", args=[row.pk]))
            for row in _with_title(services, text)
        ]),
        FoundGroup(_("Contracts"), [
            Found(row.number, row.provider.name, reverse("contracts:contract", args=[row.pk]))
            for row in agreed.order_by("number", "pk")[:MOST_FOUND]
        ]),
        FoundGroup(_("Invoices"), [
            Found(row.number, row.provider.name, reverse("finance:invoice", args=[row.pk]))
            for row in bills.order_by("number", "pk")[:MOST_FOUND]
        ]),
        FoundGroup(_("Register of units"), [
            Found(row.name, f"{row.get_kind_display()}, {row.parent.name}, {row.code}", reverse("territory:unit", args=[row.code]))
            for row in territory.find_units(text, most=MOST_FOUND)
            if row.parent
        ]),
    ]  # fmt: skip
    return [group for group in groups if group.rows]


def _with_title(services, text: str) -> list[Service]:
    """Services whose title holds the text, Polish marks aside: the stored key without its marks, then the words.

    A key has two signs a letter, the second of which tells the mark (core.text); dropping it may find too much.
    """
    bare = Replace(Replace(F("title_key"), Value("1"), Value("0")), Value("2"), Value("0"))
    wanted = polish_key(text).replace("1", "0").replace("2", "0")
    rows = services.annotate(bare=bare).filter(bare__contains=wanted).order_by("title_key", "pk")[: 5 * MOST_FOUND]
    return [row for row in rows if fold(text) in fold(row.title)][:MOST_FOUND]
