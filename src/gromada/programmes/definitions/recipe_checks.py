"""Checks of a recipe for choosing gminas: what can be said of it before a single figure is looked at."""

from collections import Counter
from collections.abc import Collection, Iterator
from fractions import Fraction

from gromada.core.text import _
from gromada.territory.rules.indicators import KNOWN

from .choosing import Recipe
from .definition import Definition
from .findings import Finding, error
from .recipes import completed

WHOLE = (Fraction(1), Fraction(100))
MOST_CUT = Fraction(1, 2)


def check_selection(d: Definition) -> Iterator[Finding]:
    """The programme's own recipe can be followed. (R16, R17)"""
    if d.selection is not None:
        yield from check_recipe(completed(d.selection, d))


def check_recipe(recipe: Recipe, *, more: Collection[str] = ()) -> Iterator[Finding]:
    """What keeps a recipe from being followed. `more`: indicators that are known beside those on our list."""
    yield from _check_measures(recipe, {*KNOWN, *more})
    yield from _check_weights(recipe)
    yield from _check_numbers(recipe)
    if recipe.quota == "fixed":
        yield from _check_places(recipe)


def _check_measures(recipe: Recipe, known: Collection[str]) -> Iterator[Finding]:
    if not recipe.measures:
        yield error(
            "measures_missing",
            _("The recipe has no indicator."),
            _("Add at least one, with its weight."),
            recipe.source,
        )
    for code, times in Counter(measure.indicator for measure in recipe.measures).items():
        if times > 1:
            yield error(
                "measure_twice",
                _("The indicator %(code)s stands twice in the recipe.") % {"code": code},
                _("Leave one of them and give it the weight of both."),
                recipe.source,
            )
    for number, measure in enumerate(recipe.measures, 1):
        place = {"code": measure.indicator, "place": f"selection.measures[{number}]"}
        if measure.indicator not in known:
            yield error(
                "indicator_unknown",
                _("%(place)s: the indicator %(code)s is not known.") % place,
                _("Known are: %(codes)s.") % {"codes": ", ".join(sorted(known))},
                measure.source,
            )
        if not 0 <= measure.winsor < MOST_CUT:
            yield error(
                "winsor_outside",
                _("%(place)s: the share cut at each end is %(share)s; it is at least 0 and less than one half.")
                % {**place, "share": measure.winsor},
                _("Usual are 1/100 or 5/100."),
                measure.source,
            )
        if recipe.aggregation == "geometric" and measure.transform == "zscore":
            yield error(
                "geometric_zscore",
                _("%(place)s: a geometric mean needs values above zero, and a z-score lies around zero.") % place,
                _("Choose min-max or percentile for it, or the arithmetic mean."),
                measure.source,
            )
    if recipe.ties and recipe.measure(recipe.ties) is None:
        yield error(
            "ties_unknown",
            _("The indicator that decides between equal scores, %(code)s, is not in the recipe.")
            % {"code": recipe.ties},
            _("Name one of its indicators, or leave it out: then the code decides."),
            recipe.source,
        )


def _check_weights(recipe: Recipe) -> Iterator[Finding]:
    below = [measure.indicator for measure in recipe.measures if measure.weight < 0]
    if below:
        yield error(
            "weight_below_zero",
            _("The weight of %(code)s is below zero.") % {"code": ", ".join(below)},
            _("Turn the direction round instead."),
            recipe.source,
        )
    total = sum((measure.weight for measure in recipe.measures), Fraction(0))
    if recipe.measures and total not in WHOLE:
        yield error(
            "weights_sum",
            _("The weights add up to %(total)s, not to 1 or 100.") % {"total": _written(total)},
            _("Change them so that together they are the whole."),
            recipe.source,
        )


def _written(number: Fraction) -> str:
    """A weight as a person writes it: 0.95, or 2/3 where it has no short form."""
    short = f"{float(number):.6f}".rstrip("0").rstrip(".")
    return short if Fraction(short) == number else str(number)


def _check_numbers(recipe: Recipe) -> Iterator[Finding]:
    if recipe.gminas is None or recipe.gminas < 1:
        yield error(
            "gminas_missing",
            _("The recipe does not say how many gminas are chosen."),
            _("Write gminas = 500, or another number above zero."),
            recipe.source,
        )
    for name, codes, digits in (
        ("unit_kinds", recipe.unit_kinds, 1),
        ("voivodeships", recipe.voivodeships, 2),
        ("named", recipe.named, 7),
    ):
        wrong = [code for code in codes if not (code.isascii() and code.isdigit() and len(code) == digits)]
        if wrong:
            yield error(
                "codes_wrong",
                _("selection.%(name)s: “%(code)s” is no code of %(digits)d digits.")
                % {"name": name, "code": ", ".join(wrong), "digits": digits},
                _("Write codes as texts, with leading zeros."),
                recipe.source,
            )


def _check_places(recipe: Recipe) -> Iterator[Finding]:
    fixed = Counter(place.region for place in recipe.places)
    strange = [code for code in fixed if recipe.voivodeships and code not in recipe.voivodeships]
    twice = [code for code, times in fixed.items() if times > 1]
    if strange or twice:
        yield error(
            "places_unknown",
            _("The fixed numbers name voivodeship %(code)s twice, or it does not take part.")
            % {"code": ", ".join(sorted({*strange, *twice}))},
            _("Each voivodeship that takes part stands there once at most."),
            recipe.source,
        )
    total, whole = sum(place.gminas for place in recipe.places), recipe.gminas or 0
    rest = set(recipe.voivodeships) - set(fixed) or not recipe.voivodeships
    if total > whole or (total < whole and not rest) or any(place.gminas < 0 for place in recipe.places):
        yield error(
            "places_sum",
            _("The fixed numbers of the voivodeships add up to %(total)d, and %(whole)d gminas are chosen.")
            % {"total": total, "whole": whole},
            _("Change the numbers, or leave some voivodeships without one: they share the rest."),
            recipe.source,
        )
