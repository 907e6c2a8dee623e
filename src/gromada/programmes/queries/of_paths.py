"""Where each gmina stands: side by side on the board, alone on its page, and whose turn it is."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.db.models import Case, Count, Exists, OuterRef, Q, Value, When
from django.urls import reverse

from gromada.core.pages import Page, page
from gromada.core.permissions import Actor
from gromada.core.text import _, _n
from gromada.core.turns import Turn
from gromada.ledger import queries as ledger
from gromada.ledger.queries import Balance
from gromada.programmes import definitions, states
from gromada.programmes.models import Allocation, Participation, Programme, Unlocking
from gromada.programmes.queries.of_programmes import rules_on
from gromada.programmes.states import ORDER, SIDE, Step


@dataclass(frozen=True)
class Place:
    """Where a gmina stands: its step among the programme's own, counted from one; 0 before the first, or aside."""

    number: int
    count: int
    name: str
    is_aside: bool = False


@dataclass(frozen=True)
class BoardRow:
    """A gmina among others: where it stands, its money, and the share of the allocation that is paid."""

    participation: Participation
    place: Place
    balance: Balance

    @property
    def words(self) -> str:
        return f"{self.place.number}. {self.place.name}" if self.place.number else self.place.name

    @property
    def limit(self) -> Decimal | None:
        """What is usable, while that is not yet the whole."""
        return self.balance.unlocked if self.balance.unlocked < self.balance.allocated else None

    @property
    def paid_share(self) -> Fraction:
        return Fraction(self.balance.paid) / Fraction(self.balance.allocated) if self.balance.allocated else Fraction(0)


@dataclass(frozen=True)
class Board:
    """A page of gminas; the counts (all, by how far their money is, carrying out services) and the sums are of all."""

    page: Page
    rows: list[BoardRow]
    counts: dict[str, int]
    total: Balance


RUNNING = (Step.IMPLEMENTING, Step.SUSTAINING)
REACHED = Case(*[When(state=step, then=at) for at, step in enumerate(ORDER, 1)], default=0)


def board(actor: Actor, programme: Programme, *, show: str = "", after: str | None = None) -> Board:
    """The gminas the actor sees side by side, those farthest on the path first. Four queries.

    `show`: "waiting" for their amount, with a "part" of it unlocked, or with the "whole".
    """
    allocated = Exists(Allocation.objects.filter(participation=OuterRef("pk")))
    unlocked = Unlocking.objects.filter(participation=OuterRef("pk"))
    # Where the rules hold nothing back, the first part is the whole.
    late = any(edition.unlock_before != edition.unlock_after for edition in programme.definition.rule_sets)
    whole = Exists(unlocked.filter(part=states.Part.REST) if late else unlocked)
    kind = Case(When(~allocated, then=Value("waiting")), When(whole, then=Value("whole")), default=Value("part"))
    visible = Participation.objects.visible_to(actor).filter(programme=programme).annotate(kind=kind, reached=REACHED)
    counts = visible.aggregate(
        all=Count("pk"),
        running=Count("pk", filter=Q(state__in=RUNNING)),
        **{code: Count("pk", filter=Q(kind=code)) for code in ("waiting", "part", "whole")},
    )
    rows = visible.filter(kind=show) if show else visible
    found = page(
        rows.select_related("unit", "region", "account__parent"),
        order=("-reached", "unit__name_key", "pk"),
        after=after,
    )
    for row in found:
        row.programme = programme
    above = programme.account if actor.sees_country else next((row.account.parent for row in found), None)
    balances = ledger.balances([*(row.account for row in found), *([above] if above else [])])
    total = balances[above.pk] if above else Balance(programme.currency)
    return Board(found, [BoardRow(row, place(row), balances[row.account_id]) for row in found], counts, total)


def balance_of(participation: Participation) -> Balance:
    return ledger.balances([participation.account])[participation.account_id]


def place(participation: Participation) -> Place:
    steps = participation.programme.definition.path
    codes = [step.code for step in steps]
    order = list(Step.values)
    at = sum(1 for code in codes if order.index(code) <= order.index(participation.state))
    is_aside = participation.state in SIDE
    return Place(0 if is_aside else at, len(codes), participation.get_state_display(), is_aside)


@dataclass(frozen=True)
class Overview:
    """A gmina in the programme's terms."""

    participation: Participation
    place: Place
    allocations: list[Allocation]
    unlockings: list[Unlocking]
    balance: Balance
    rules: definitions.RuleSet


def overview(participation: Participation, on: date) -> Overview:
    return Overview(
        participation,
        place(participation),
        list(Allocation.objects.filter(participation=participation).order_by("decided_on", "pk")),
        list(Unlocking.objects.filter(participation=participation).order_by("unlocked_on", "pk")),
        ledger.balances([participation.account])[participation.account_id],
        rules_on(participation.programme, on),
    )


def turns(actor: Actor, on: date) -> list[Turn]:  # noqa: ARG001 - every room answers the desk in the same words
    """Gminas that wait for their amount: the office's turn."""
    waiting = Participation.objects.visible_to(actor).filter(state=Step.QUALIFIED, allocations=None)
    counted: dict[str, list[Participation]] = {}
    for row in waiting.select_related("programme__version").order_by("state_since", "pk"):
        counted.setdefault(row.programme.code, []).append(row)
    found = []
    for rows in counted.values():
        roles = rows[0].reach.roles.get("programmes.allocate", ("programme_office",))
        found.append(
            Turn(
                title=_n("Decide the amount of %(count)d gmina", "Decide the amounts of %(count)d gminas", len(rows))
                % {"count": len(rows)},
                url=_where(actor, rows, roles),
                button=_("Divide") if actor.role in roles else _("See"),
                role=roles[0],
                tab="money",
                since=rows[0].state_since,
                mine=actor.role in roles,
                detail=rows[0].programme.name,
            )
        )
    return found


def _where(actor: Actor, rows: list[Participation], roles) -> str:
    """Where one sees that gminas wait for their amount: who acts for one gmina, on its own page."""
    if actor.scope_kind in {"gmina", "provider"} and actor.role not in roles:
        return reverse("programmes:gmina", args=[rows[0].pk])
    return reverse("programmes:office", args=[rows[0].programme.code])
