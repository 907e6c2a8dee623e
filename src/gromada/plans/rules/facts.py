"""What the plan check looks at, as plain records, and what it finds; with the small arithmetic of plans."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from gromada.core.money import round_half_up
from gromada.core.periods import Period
from gromada.programmes.definitions import Definition

MONTHS = 12
ERROR, WARNING, NOTE = "error", "warning", "note"
SEVERITIES = (ERROR, WARNING, NOTE)
NOTHING = Decimal("0.00")


@dataclass(frozen=True)
class Place:
    """Where in a spreadsheet something stands: its sheet, its row counted from 1, its column by heading or letter."""

    sheet: str = ""
    row: int | None = None
    column: str = ""


@dataclass(frozen=True)
class Finding:
    """What a check found: a sentence, what to do, the rule and its source; `line` is the number of a line or None.

    `field` names the field of the line's form that mends it; `writing` marks errors for which a line is not even kept.
    Where the rule `may_be_justified`, a `justification` answers it: then it stops nothing.
    """

    code: str
    severity: str
    sentence: object
    hint: object = ""
    source: str = ""
    line: int | None = None
    field: str = ""
    writing: bool = True
    may_be_justified: bool = False
    justification: str = ""
    place: Place | None = None

    @property
    def is_justified(self) -> bool:
        return bool(self.justification)

    @property
    def blocks(self) -> bool:
        """Whether the plan cannot be sent while this stands."""
        return self.severity == ERROR and not self.is_justified


@dataclass(frozen=True)
class NeedFacts:
    """A need that a line answers: usable (of the strategy in force, or of one before there is any), and provisional."""

    code: str
    usable: bool
    provisional: bool


@dataclass(frozen=True)
class LineFacts:
    """A line as the checks see it. `months` has a bit a month; `cost` is in the programme's currency."""

    number: int
    title: str
    group: str
    kind: str
    is_custom: bool
    needs: tuple[NeedFacts, ...]
    recipients: int
    quantity: int
    months: int
    cost_pln: Decimal
    cost: Decimal
    not_duplicating: bool
    insufficiency: str
    unit: str = ""
    provider_kind: str = ""
    place: Place | None = None

    @property
    def cell(self) -> str:
        return cell_of(self.group, self.kind)

    @property
    def unit_cost(self) -> Fraction | None:
        """Złoty for one unit of the service."""
        return Fraction(self.cost_pln) / self.quantity if self.quantity > 0 else None


@dataclass(frozen=True)
class PlanFacts:
    """A plan as the checks see it: its year, its rate, and the money of the gmina that other accepted plans leave.

    `population` is the gmina's latest known; `similar` holds the cost of one unit (złoty) in accepted lines of other
    plans by (cell, unit as `unit_key` writes it); `wanted_groups` are groups of which the strategy names needs, code to
    name, `served_groups` those that other accepted plans serve; `money_from` is the first day on which money can come.
    """

    year: int
    currency: str
    rate: Decimal
    allocated: Decimal
    unlocked: Decimal
    planned: Decimal
    group_limits: tuple[tuple[str, Fraction], ...] = ()
    planned_by_group: tuple[tuple[str, Decimal], ...] = ()
    population: int | None = None
    population_year: int | None = None
    similar: Mapping[tuple[str, str], tuple[Fraction, ...]] = field(default_factory=dict)
    wanted_groups: tuple[tuple[str, str], ...] = ()
    served_groups: frozenset[str] = frozenset()
    money_from: date | None = None
    demand_days: int | None = None
    takes_part: bool = True


@dataclass(frozen=True)
class Case:
    """All that a rule may look at."""

    plan: PlanFacts
    lines: tuple[LineFacts, ...]
    definition: Definition
    language: str = "pl"
    has_task_line: bool = False

    @cached_property
    def total(self) -> Decimal:
        """The cost of all lines, in the programme's currency."""
        return total(self.lines)


def total(lines: Iterable[LineFacts]) -> Decimal:
    """The cost of the lines together, in the programme's currency."""
    return sum((line.cost for line in lines), NOTHING)


def cost_in(cost_pln: Decimal, rate: Decimal) -> Decimal:
    """Złoty at the planning rate as the programme's currency, to the cent, a half up."""
    return round_half_up(Fraction(cost_pln) / Fraction(rate))


def in_pln(amount: Decimal, rate: Decimal) -> Decimal:
    """The programme's currency at the planning rate as złoty."""
    return round_half_up(Fraction(amount) * Fraction(rate))


def month_bits(months: Iterable[int]) -> int:
    """The months 1 to 12 as bits, January lowest."""
    return sum(1 << (month - 1) for month in set(months))


def months_of(bits: int) -> list[int]:
    """The months 1 to 12 of the bits."""
    return [month for month in range(1, MONTHS + 1) if bits >> (month - 1) & 1]


def months_in_window(year: int, since: date, until: date) -> int:
    """The months of the year in which at least one day lies in the programme's window, as bits (R13)."""
    window = Period(since, until)
    return month_bits(month for month in range(1, MONTHS + 1) if Period.of_month(year, month).overlaps(window))


def cell_of(group: str, kind: str) -> str:
    return f"{group}.{kind}" if kind else group
