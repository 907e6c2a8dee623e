"""Rules that hold a line against others: what similar services cost, and lines that are one service written twice."""

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations

from gromada.core.money import format_amount, round_half_up
from gromada.core.text import _, fold
from gromada.plans.rules.facts import NOTE, WARNING, Case, LineFacts
from gromada.plans.rules.of_lines import unit_key
from gromada.plans.rules.plan_rule import Hit, PlanRule

FEWEST_SIMILAR = 5
TIMES_SPREAD = 3
TIMES_MEDIAN = 5
ALIKE = Fraction(4, 5)
_WORDS = re.compile(r"\w+")
_DIGITS = re.compile(r"\d+")


def quartiles(values: list[Fraction]) -> tuple[Fraction, Fraction, Fraction]:
    """The quartiles of the values, which are sorted; between two values by their distance."""
    return tuple(_quantile(values, Fraction(part, 4)) for part in (1, 2, 3))


def _quantile(values: list[Fraction], share: Fraction) -> Fraction:
    place = share * (len(values) - 1)
    low = int(place)
    high = min(low + 1, len(values) - 1)
    return values[low] + (values[high] - values[low]) * (place - low)


def usual_range(similar: tuple[Fraction, ...]) -> tuple[Fraction, Fraction, Fraction] | None:
    """From how much to how much one unit usually costs, and the median; None with fewer than five to compare with.

    Three times the spread of the middle half beyond it. Where that says nothing (all alike, or below zero) a fifth and
    five times the median.
    """
    if len(similar) < FEWEST_SIMILAR:
        return None
    first, middle, third = quartiles(sorted(similar))
    spread = third - first
    low, high = first - TIMES_SPREAD * spread, third + TIMES_SPREAD * spread
    if spread == 0:
        high = middle * TIMES_MEDIAN
    if spread == 0 or low <= 0:
        low = min(first, middle / TIMES_MEDIAN)
    return low, middle, high


def _unit_cost(case: Case) -> Iterator[Hit]:
    for line in case.lines:
        similar = case.plan.similar.get((line.cell, unit_key(line.unit)), ())
        usual, cost = usual_range(similar), line.unit_cost
        if usual is None or cost is None or usual[0] <= cost <= usual[2]:
            continue
        low, middle, high = (format_amount(round_half_up(value), "PLN") for value in usual)
        words = {"cost": format_amount(round_half_up(cost), "PLN"), "unit": line.unit, "cell": line.cell}
        yield Hit(line, words | {"low": low, "middle": middle, "high": high, "count": len(similar)})


def _words(line: LineFacts) -> tuple[str, ...]:
    return tuple(sorted(_WORDS.findall(fold(line.title))))


def _twice(case: Case) -> Iterator[Hit]:
    first: dict[tuple, LineFacts] = {}
    for line in case.lines:
        words = _words(line)
        before = first.setdefault((line.cell, words), line)
        if before is not line and words:
            yield Hit(line, {"other": before.number, "title": before.title})


def _trigrams(text: str) -> frozenset[str]:
    return frozenset(text[place : place + 3] for place in range(max(len(text) - 2, 1)))


def _alike(case: Case) -> Iterator[Hit]:
    """Two titles of one cell that share four fifths of their letters in threes, and the same figures if any."""
    cells: dict[str, list[tuple]] = {}
    for line in case.lines:
        text = fold(line.title)
        cells.setdefault(line.cell, []).append((line, _words(line), _trigrams(text), _DIGITS.findall(text)))
    for members in cells.values():
        for (one, words, threes, figures), (other, its_words, its_threes, its_figures) in combinations(members, 2):
            if words == its_words or figures != its_figures:
                continue
            if Fraction(len(threes & its_threes), len(threes | its_threes)) >= ALIKE:
                yield Hit(other, {"other": one.number, "title": one.title})


COMPARING_RULES = (
    PlanRule(
        "P11", WARNING, _("A unit costs about as much as in similar services"),
        _("Line %(number)s: %(cost)s for one %(unit)s is far from what similar services cost"),
        _("%(count)s accepted services of %(cell)s cost %(low)s to %(high)s, the middle one %(middle)s. "
          "See the cost and the quantity, or write why it is so."),
        "domain 4.3, RES-12", _unit_cost, field="cost_pln", may_be_justified=True,
    ),
    PlanRule(
        "P12", WARNING, _("No service is planned twice"),
        _("Line %(number)s repeats line %(other)s, “%(title)s”"),
        _("Take one of them out, or write how they differ."), "R52, domain 2.6", _twice, field="title",
        may_be_justified=True,
    ),
    PlanRule(
        "P13", NOTE, _("Services of one kind can be told apart by name"),
        _("Line %(number)s is called almost like line %(other)s, “%(title)s”"),
        _("If it is the same service, make one line of the two; else give it a name that tells them apart."),
        "domain 2.6", _alike, field="title", may_be_justified=True,
    ),
)  # fmt: skip
