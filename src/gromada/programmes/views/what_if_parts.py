"""What the page of a trial shows of a division: the map with its classes, the pictures, the rows and the figures."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from django.utils.html import escape
from django.utils.safestring import mark_safe

from gromada.core import charts
from gromada.core.money import format_amount, format_number, round_half_up
from gromada.core.text import _, _n
from gromada.programmes import rules
from gromada.programmes.queries import Scenario
from gromada.programmes.rules import Comparison
from gromada.territory import queries as territory

ZERO = Decimal("0.00")
THOUSAND = 1000
CLASSES = 5
ROUND = (1, 2, 5)
GINI_PLACES = 3


class Row(NamedTuple):
    """A gmina of the table: `cells` are the rest of its row, numbers and bars alone, put together once (500 rows a page)."""

    code: str
    name: str
    cells: str


BOUNDS = {"floor": _("the least"), "ceiling": _("the most"), "fixed": _("from a table"), "": ""}


def rows(found: Scenario, before: Mapping[str, Decimal]) -> list[Row]:
    """Every gmina, those that gain most first; without anything to compare with, the largest amount first.

    Cells: people, before, now, the bar, the difference, for one inhabitant, what held it.
    """
    amounts, say = found.amounts, Figures()
    changes = {code: amount - before.get(code, ZERO) if before else ZERO for code, amount in amounts.items()}
    most = max(map(abs, changes.values()), default=ZERO)
    bars = _Bars(most)
    bounds = {code: escape(words) for code, words in BOUNDS.items()}
    ordered = sorted(found.candidates, key=lambda row: (-changes[row.code], -amounts[row.code], row.code))
    made = []
    for row in ordered:
        code, amount = row.code, amounts[row.code]
        cells = [NUM % (say.whole(row.people) if row.people else "")]
        if before:
            cells.append(NUM % (say.amount(before[code]) if code in before else ""))
        cells.append(NUM % say.amount(amount))
        if before:
            cells += [f'<td class="cell-bar">{bars.of(changes[code])}</td>', STRONG % say.signed(changes[code])]
        cells += [NUM % say.for_one(amount, row.people), f"<td>{bounds[found.outcome.grants[code].bound]}</td>"]
        made.append(Row(code, row.unit.name, mark_safe("".join(cells))))  # noqa: S308 - digits, our SVG and our words
    return made


NUM, STRONG = '<td class="num">%s</td>', '<td class="num"><b>%s</b></td>'


class Figures:
    """Numbers of a long table in the language of the page, quickly: what stands between thousands is asked once."""

    def __init__(self):
        self.between, self.minus = format_number(THOUSAND)[1], format_number(-1)[0]
        self.point = format_number(Decimal("0.1"))[1]

    def whole(self, value: int) -> str:
        text = f"{abs(value):,}".replace(",", self.between)
        return f"{self.minus}{text}" if value < 0 else text

    def amount(self, value: Decimal) -> str:
        """Whole where it is whole, so that columns of a division to the hundred are easy to read."""
        return self.whole(int(value)) if value == int(value) else format_number(value, 2)

    def signed(self, value: Decimal) -> str:
        return f"+{self.amount(value)}" if value > 0 else self.amount(value)

    def for_one(self, value: Decimal, people: int) -> str:
        """An amount a head, half up to the cent."""
        if not people:
            return ""
        cents = (2 * int(value * 100) + people) // (2 * people)
        return f"{self.whole(cents // 100)}{self.point}{cents % 100:02d}"


class _Bars:
    """Bars of differences, to a hundredth of the longest: few are drawn and used again."""

    def __init__(self, most: Decimal):
        self.most, self.drawn = most, {}

    def of(self, change: Decimal) -> str:
        part = round(change * 100 / self.most) if self.most else 0
        if part not in self.drawn:
            self.drawn[part] = charts.difference(part, most=100)
        return self.drawn[part]


# The map ----------------------------------------------------------------------------------------------------------------


def round_up(value: Decimal) -> Decimal:
    """The next round number: 1, 2 or 5 with noughts."""
    size = Decimal(1)
    while size * 10 < value:
        size *= 10
    return next((size * step for step in ROUND if size * step >= value), size * 10)


def of_differences(found: Scenario, before: Mapping[str, Decimal]) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """The class of each gmina by what it gains or loses, and the legend: much less, less, the same, more, much more."""
    changes = {code: amount - before.get(code, ZERO) for code, amount in found.amounts.items()}
    most = max((abs(change) for change in changes.values()), default=ZERO)
    much = round_up(most / 2) if most else Decimal(THOUSAND)
    currency = found.programme.currency
    paints = {}
    for code, change in changes.items():
        if not change:
            paints[code] = "d3"
        elif change > 0:
            paints[code] = "d5" if change >= much else "d4"
        else:
            paints[code] = "d1" if -change >= much else "d2"
    written = format_amount(much, currency)
    return paints, [
        ("d1", str(_("less by %(amount)s or more") % {"amount": written})),
        ("d2", str(_("less"))),
        ("d3", str(_("the same"))),
        ("d4", str(_("more"))),
        ("d5", str(_("more by %(amount)s or more") % {"amount": written})),
    ]


def of_amounts(found: Scenario) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """The class of each gmina by its amount, five classes of about as many gminas each, and the legend."""
    ordered = sorted(found.amounts.values())
    cuts = sorted({ordered[len(ordered) * part // CLASSES] for part in range(1, CLASSES)})
    paints = {code: f"q{1 + sum(amount >= cut for cut in cuts)}" for code, amount in found.amounts.items()}
    edges = [ordered[0], *(cut for cut in cuts if cut > ordered[0])]
    legend = [(f"q{1 + sum(edge >= cut for cut in cuts)}", _from(edge)) for edge in edges]
    return paints, legend


def _from(edge: Decimal) -> str:
    return str(_("from %(amount)s") % {"amount": format_number(edge, 0)})


def map_of(found: Scenario, paints: Mapping[str, str], title: str) -> tuple[str, bool]:
    """The address of the map and whether it is only schematic; of one voivodeship where all gminas lie in it."""
    regions = {row.region.code for row in found.candidates}
    within = regions.pop() if len(regions) == 1 else ""
    return territory.map_url(paints, within=within, title=title), territory.is_schematic("gmina", within)


# Pictures and figures ---------------------------------------------------------------------------------------------------


def histogram(found: Scenario, before: Mapping[str, Decimal], title: str) -> str:
    """How many gminas have how much, in thousands."""
    return charts.histogram(
        [amount / THOUSAND for amount in found.amounts.values()],
        before=[amount / THOUSAND for code, amount in before.items() if code in found.amounts],
        written=lambda value: format_number(Decimal(str(value)), 0),
        unit=str(_("thousand %(currency)s") % {"currency": found.programme.currency}),
        title=title,
    )


def lorenz(found: Scenario, before: Mapping[str, Decimal], title: str) -> str:
    """The share of people against the share of money, who has least a head first."""
    people = {row.code: row.people for row in found.candidates}
    return charts.lorenz(
        _shares(people, found.amounts),
        before=_shares(people, before),
        across=str(_("share of inhabitants")),
        up=str(_("share of the money")),
        title=title,
    )


def _shares(people: Mapping[str, int], amounts: Mapping[str, Decimal]) -> Sequence[tuple[int, Decimal]]:
    return [(people[code], amount) for code, amount in amounts.items() if code in people]


def gini_of(found: Scenario, amounts: Mapping[str, Decimal]) -> str:
    people = {row.code: row.people for row in found.candidates}
    return format_number(round_half_up(rules.gini(_shares(people, amounts)), GINI_PLACES), GINI_PLACES)


def figures(found: Scenario, before: Mapping[str, Decimal]) -> list[tuple]:
    """Least, mean, most, how many at a bound, how uneven; and what that was before."""
    currency, amounts, outcome = found.programme.currency, list(found.amounts.values()), found.outcome
    people = sum(row.people for row in found.candidates)
    rows_ = [
        (_("Least"), format_amount(min(amounts), currency), "num"),
        (_("Mean"), format_amount(round_half_up(outcome.total / len(amounts)), currency), "num"),
        (_("Most"), format_amount(max(amounts), currency), "num"),
    ]
    if people:
        rows_.append((_("For one inhabitant"), format_amount(round_half_up(outcome.total / people), currency), "num"))
    rows_ += [
        (_("Gminas at the least"), format_number(outcome.held("floor")), "num"),
        (_("Gminas at the most"), format_number(outcome.held("ceiling")), "num"),
    ]
    if outcome.held("fixed"):
        rows_.append((_("Gminas from a table"), format_number(outcome.held("fixed")), "num"))
    now, was = gini_of(found, found.amounts), gini_of(found, before) if before else ""
    words = _("%(now)s, it was %(was)s") % {"now": now, "was": was} if was else now
    rows_.append((_("Unevenness (Gini)"), str(words), "num"))
    if outcome.undivided:
        rows_.append((_("Left undivided"), format_amount(outcome.undivided, currency), "num"))
    return rows_


def sentence(found: Scenario, compared: Comparison | None) -> str:
    """What the trial does, in one breath: who gains, who loses, how much moves, and that the sum is right."""
    total = format_amount(found.outcome.total, found.programme.currency)
    if compared is None:
        count = len(found.candidates)
        words = _n("%(total)s goes to %(count)d gmina.", "%(total)s is divided among %(count)d gminas.", count)
        return str(words % {"count": count, "total": total})
    if not compared.moved:
        return str(_("Nothing changes for anybody. The sum is right to the cent: %(total)s.") % {"total": total})
    gain = _n("%(count)d gmina gains", "%(count)d gminas gain", compared.gain) % {"count": compared.gain}
    lose = _n("%(count)d loses", "%(count)d lose", compared.lose) % {"count": compared.lose}
    moved = format_amount(compared.moved, found.programme.currency)
    words = {"gain": gain, "lose": lose, "same": compared.same, "moved": moved, "total": total}
    return str(
        _("%(gain)s, %(lose)s, %(same)d unchanged. %(moved)s moves. The sum is right to the cent: %(total)s.") % words
    )
