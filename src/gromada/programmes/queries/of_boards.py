"""The board: every gmina of a programme by its step, whose turn it is and how long it waits, counted and listed."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.db.models import Case, Exists, OuterRef, Sum, Value, When
from django.utils.text import capfirst

from gromada.core.permissions import Actor, role_name
from gromada.core.text import _
from gromada.ledger import queries as ledger
from gromada.ledger.queries import Balance
from gromada.programmes.models import Allocation, Participation, PathRecord, Programme, Unlocking
from gromada.programmes.queries.of_paths import Place, place
from gromada.programmes.queries.of_steps import Standing, language, standing
from gromada.programmes.states import ORDER, RUNNING, SIDE, UNFINANCED, Part, Step
from gromada.territory.models import Unit

FEW = 50  # so many gminas have their mark and their money in the list; more are one short line each
MOST = 600
LONG = 30
_GMINA = _("Gmina")
OF_THE_GMINA = {
    **dict.fromkeys(("coordinator", "gops_manager", "social_worker", "treasurer", "mayor"), _GMINA),
    "council_member": _("Council of the gmina"),
}
STAGES = {
    "in1": (Step.QUALIFIED, Step.INFORMED, Step.JOINED),
    "in2": (Step.ASSESSED, Step.PLANNING_PART, Step.CONSULTING),
    "in3": (Step.ADOPTED, Step.PLANNING_WHOLE),
    "in4": (Step.IMPLEMENTING,),
    "in5": (Step.SUSTAINING, Step.SETTLED),
    "d1": UNFINANCED,
}
"""Classes of a map: the stages of the path in five shades, and gminas whose money stands still."""
_STAGE_OF = {step: paint for paint, steps in STAGES.items() for step in steps}


@dataclass(frozen=True)
class Asked:
    """Which gminas of a board are wanted: each given word narrows the list. `sort` is one of SORTS."""

    show: str = ""
    region: str = ""
    step: str = ""
    turn: str = ""
    days: int = 0
    sort: str = ""


@dataclass(frozen=True)
class BoardRow:
    """A gmina among others: where it stands, whose turn it is, its allocation and, where few are shown, its money."""

    participation: Participation
    place: Place
    standing: Standing
    days: int
    is_mine: bool
    is_late: bool
    allocated: Decimal | None
    balance: Balance | None = None

    @property
    def words(self) -> str:
        return f"{self.place.number}. {self.place.name}" if self.place.number else self.place.name

    @property
    def owner_words(self) -> str:
        """Whose turn, as seen from above the gminas: the office, the consultant, the council, else the gmina."""
        owner = self.standing.owner
        if owner in OF_THE_GMINA:
            return str(OF_THE_GMINA[owner])
        return capfirst(str(role_name(owner))) if owner else ""

    @property
    def next_words(self) -> str:
        """The programme's name of the step that comes next."""
        return self.standing.following.name(language()) if self.standing.following else ""

    @property
    def limit(self) -> Decimal | None:
        """What is usable, while that is not yet the whole."""
        return self.balance.unlocked if self.balance and self.balance.unlocked < self.balance.allocated else None

    @property
    def paid_share(self) -> Fraction:
        has_money = self.balance is not None and self.balance.allocated
        return Fraction(self.balance.paid) / Fraction(self.balance.allocated) if has_money else Fraction(0)

    @property
    def stage(self) -> str:
        """The class of its stage on a map."""
        return _STAGE_OF[self.participation.state]


@dataclass(frozen=True)
class RegionRow:
    """A voivodeship on the board: how many of its gminas stand at each step, how many are late."""

    region: Unit
    at: dict[str, int]
    count: int
    late: int
    stages: dict[str, int]


@dataclass(frozen=True)
class Board:
    """The gminas asked for; counts and sums are of all that the actor sees, in the voivodeship where one is asked for."""

    rows: list[BoardRow]
    found: int
    counts: dict[str, int]
    total: Balance
    steps: list[tuple[str, str]]
    regions: list[RegionRow]
    paints: dict[str, str] = field(default_factory=dict)
    owners: list[str] = field(default_factory=list)

    @property
    def is_short(self) -> bool:
        """Whether so many are shown that each is one line."""
        return len(self.rows) > FEW


def board_papers(found: Board) -> list[tuple[BoardRow, PathRecord | None]]:
    """Each row of a board with the last document on record for the gmina's path, for a list to take away. One query."""
    rows = PathRecord.objects.filter(participation__in=[row.participation.pk for row in found.rows])
    last: dict[int, PathRecord] = {}
    for record in rows.order_by("pk"):
        if record.has_paper:
            last[record.participation_id] = record
    return [(row, last.get(row.participation.pk)) for row in found.rows]


def _key(row: BoardRow) -> tuple:
    return row.participation.unit.name_key, row.participation.pk


def _reached(row: BoardRow) -> int:
    state = row.participation.state
    return ORDER.index(state) + 1 if state in ORDER else 0


SORTS: dict[str, Callable[[BoardRow], tuple]] = {
    "": lambda row: (not row.is_late, -_reached(row), *_key(row)),
    "days": lambda row: (-row.days, *_key(row)),
    "due": lambda row: (row.standing.due_on or date.max, *_key(row)),
    "name": _key,
    "region": lambda row: (row.participation.region.name_key, *_key(row)),
}
"""Orders of the board: those late first and then the farthest on the path; the longest wait; the nearest term; names."""


def board(actor: Actor, programme: Programme, on: date, asked: Asked = Asked(), *, most: int | None = MOST) -> Board:
    """The gminas the actor sees, as of a day; constant queries (four, of many gminas five) for any number of them.

    `asked.show`: "waiting" for their amount, with a "part" of it unlocked or the "whole"; "mine" (the actor's turn),
    "late", "long" (at their step for more than 30 days). Of what is found, the first `most` are given.
    """
    everything = [_row(row, actor, on) for row in _participations(actor, programme)]
    kinds = {row.participation.pk: row.participation.kind for row in everything}
    wanted = [row for row in everything if not asked.region or row.participation.region.code == asked.region]
    counts = _counts(wanted, kinds)
    found = sorted((row for row in wanted if _is_asked(row, asked, kinds)), key=SORTS.get(asked.sort, SORTS[""]))
    above = _account_above(actor, programme, wanted, asked)
    shown = found[:most]
    few = shown if len(shown) <= FEW else []
    balances = ledger.balances([*(row.participation.account for row in few), *([above] if above else [])])
    if few:
        shown = [_with_money(row, balances[row.participation.account_id]) for row in few]
    return Board(
        rows=shown,
        found=len(found),
        counts=counts,
        total=balances[above.pk] if above else Balance(programme.currency),
        steps=_steps(programme, everything),
        regions=_regions(everything),
        paints={row.participation.unit.code: "mine" if row.is_mine else row.stage for row in wanted},
        owners=sorted({row.standing.owner for row in wanted if row.standing.owner}),
    )


def _participations(actor: Actor, programme: Programme) -> list[Participation]:
    allocated = Exists(Allocation.objects.filter(participation=OuterRef("pk")))
    unlocked = Unlocking.objects.filter(participation=OuterRef("pk"))
    # Where the rules hold nothing back, the first part is the whole.
    late = any(edition.unlock_before != edition.unlock_after for edition in programme.definition.rule_sets)
    whole = Exists(unlocked.filter(part=Part.REST) if late else unlocked)
    kind = Case(When(~allocated, then=Value("waiting")), When(whole, then=Value("whole")), default=Value("part"))
    visible = Participation.objects.visible_to(actor).filter(programme=programme).annotate(kind=kind)
    rows = list(visible.select_related("unit", "region", "account").order_by("pk"))
    amounts = Allocation.objects.filter(participation__programme=programme).order_by()
    sums = dict(amounts.values_list("participation").annotate(Sum("amount"))) if rows else {}
    for row in rows:
        row.programme = programme  # one definition in memory, not one a gmina
        row.allocated = sums.get(row.pk)
    return rows


def _row(row: Participation, actor: Actor, on: date) -> BoardRow:
    now = standing(row)
    return BoardRow(
        participation=row,
        place=place(row),
        standing=now,
        days=max((on - row.state_since).days, 0),
        is_mine=now.is_waiting and _is_mine(actor, now.owner),
        is_late=now.is_late(on),
        allocated=row.allocated,
    )


def _is_mine(actor: Actor, owner: str) -> bool:
    """A GOPS manager acts where the coordinator does."""
    return bool(owner) and (actor.role == owner or (actor.role, owner) == ("gops_manager", "coordinator"))


def _with_money(row: BoardRow, balance: Balance) -> BoardRow:
    facts = {name: getattr(row, name) for name in row.__dataclass_fields__}
    return BoardRow(**facts | {"balance": balance})


def _account_above(actor: Actor, programme: Programme, rows: list[BoardRow], asked: Asked):
    """The account whose sums stand beside the list: of the voivodeship asked for, else of all that the actor sees."""
    if actor.sees_country and not asked.region:
        return programme.account
    return rows[0].participation.account.parent if rows else None


def _counts(rows: list[BoardRow], kinds: dict[int, str]) -> dict[str, int]:
    found = Counter(kinds[row.participation.pk] for row in rows)
    return {
        "all": len(rows),
        "running": sum(row.participation.state in RUNNING for row in rows),
        "mine": sum(row.is_mine for row in rows),
        "late": sum(row.is_late for row in rows),
        "long": sum(_is_long(row) for row in rows),
        **{code: found[code] for code in ("waiting", "part", "whole")},
    }


def _is_long(row: BoardRow) -> bool:
    """Waits for somebody for longer than a month; a gmina that carries out services waits for nobody."""
    return row.days > LONG and row.standing.is_waiting


def _is_asked(row: BoardRow, asked: Asked, kinds: dict[int, str]) -> bool:
    state = row.participation.state
    shows = {
        "mine": row.is_mine,
        "late": row.is_late,
        "long": _is_long(row),
    }
    if asked.show and not shows.get(asked.show, kinds[row.participation.pk] == asked.show):
        return False
    if asked.step and state != asked.step:
        return False
    return (not asked.turn or row.standing.owner == asked.turn) and row.days >= asked.days


def _steps(programme: Programme, rows: Iterable[BoardRow]) -> list[tuple[str, str]]:
    """The columns of the table: the programme's own steps, and those beside the path where some gmina stands."""
    states = {row.participation.state for row in rows}
    own = [step.code for step in programme.definition.path]
    beyond = [code for code in (*ORDER, *SIDE) if code in states and code not in own]
    codes = [code for code in (*ORDER, *SIDE) if code in own or code in beyond]
    named = {row.participation.state: row.place.name for row in rows}
    return [(str(code), named.get(code) or _name(programme, code)) for code in codes]


def _name(programme: Programme, code: str) -> str:
    return Participation(programme=programme, state=code).get_state_display()


def _regions(rows: Iterable[BoardRow]) -> list[RegionRow]:
    gathered: dict[int, list[BoardRow]] = {}
    for row in rows:
        gathered.setdefault(row.participation.region_id, []).append(row)
    made = [
        RegionRow(
            region=members[0].participation.region,
            at=dict(Counter(str(row.participation.state) for row in members)),
            count=len(members),
            late=sum(row.is_late for row in members),
            stages=dict(Counter(row.stage for row in members)),
        )
        for members in gathered.values()
    ]
    return sorted(made, key=lambda row: (row.region.name_key, row.region.pk))
