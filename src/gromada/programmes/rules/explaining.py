"""Why a gmina gets what it gets, in plain sentences, from the facts kept beside its amount and from nothing else."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from gromada.core.money import format_amount, format_number, round_half_up
from gromada.core.text import _, _n


def explained(facts: Mapping, amount: Decimal, currency: str) -> list[str]:
    """The way from the sum to the amount, a sentence a step, in the language of the moment (R15).

    Nothing for an amount whose facts do not say how it was computed, such as one decided by hand.
    """
    if facts.get("bound") == "fixed":
        return [
            str(
                _("The amount stands in a table and was not computed. Source: %(source)s.")
                % {"source": facts["fixed_source"]}
            )
        ]
    if "scale" not in facts:
        return []
    return [
        *_whole(facts, currency),
        *_unknown(facts),
        _reckoning(facts, currency),
        *_bounds(facts, currency),
        *_rounding(facts, amount, currency),
    ]


def _whole(facts: Mapping, currency: str) -> list[str]:
    """What is divided, and among how many."""
    words = {
        "total": format_amount(Decimal(facts["total"]), currency),
        "count": facts["gminas"],
        "place": facts["pool"],
    }
    if facts["is_lifted"]:
        sentence = _n(
            "The voivodeship %(place)s would have got less than the least that the programme names for it, so this least, "
            "%(total)s, is divided there, to %(count)d gmina.",
            "The voivodeship %(place)s would have got less than the least that the programme names for it, so this least, "
            "%(total)s, is divided there, among %(count)d gminas.",
            facts["gminas"],
        )
    elif facts["pool"]:
        sentence = _n(
            "The programme names %(total)s for the voivodeship %(place)s; it goes to %(count)d gmina there.",
            "The programme names %(total)s for the voivodeship %(place)s; it is divided among %(count)d gminas there.",
            facts["gminas"],
        )
    else:
        sentence = _n(
            "%(total)s goes to %(count)d gmina.", "%(total)s is divided among %(count)d gminas.", facts["gminas"]
        )
    return [str(sentence % words)]


def _unknown(facts: Mapping) -> list[str]:
    if facts.get("need_is_known", True):
        return []
    return [str(_("Its need (%(indicator)s) is not known and counts as the mean.") % {"indicator": facts["need_name"]})]


def _reckoning(facts: Mapping, currency: str) -> str:
    """Base, weight and scale; by heads alone the scale is so much an inhabitant."""
    weight, scale = Fraction(facts["weight"]), Fraction(facts["scale"])
    words = {
        "people": format_number(facts["population"]),
        "year": facts["year"] or "?",
        "alone": format_amount(Decimal(facts["alone"]), currency),
        "base": format_amount(Decimal(facts["base"]), currency),
        "weight": format_number(round_half_up(weight), 2),
        "scale": f"{format_number(round_half_up(scale, 4), 4)} {currency}",
        "need": format_number(round_half_up(Fraction(facts.get("need", "1")), 2), 2),
        "indicator": facts.get("need_name", ""),
    }
    base = Decimal(facts["base"])
    if facts["rule"] == "equal":
        sentence = _("By the rule each gmina gets the same: %(alone)s.")
    elif weight == facts["population"]:
        sentence = (
            _("%(base)s for each gmina and %(scale)s for each of its %(people)s inhabitants (%(year)s) make %(alone)s.")
            if base
            else _("%(scale)s for each of its %(people)s inhabitants (%(year)s) makes %(alone)s.")
        )
    elif "need" in facts:
        sentence = (
            _(
                "%(people)s inhabitants (%(year)s) and a need of %(need)s against a mean of 1 (%(indicator)s) weigh "
                "%(weight)s; at %(scale)s for each unit of weight, with %(base)s for each gmina, that makes %(alone)s."
            )
            if base
            else _(
                "%(people)s inhabitants (%(year)s) and a need of %(need)s against a mean of 1 (%(indicator)s) weigh "
                "%(weight)s; at %(scale)s for each unit of weight that makes %(alone)s."
            )
        )
    else:
        sentence = (
            _(
                "%(people)s inhabitants (%(year)s) weigh %(weight)s; at %(scale)s for each unit of weight, with %(base)s "
                "for each gmina, that makes %(alone)s."
            )
            if base
            else _(
                "%(people)s inhabitants (%(year)s) weigh %(weight)s; at %(scale)s for each unit of weight that makes "
                "%(alone)s."
            )
        )
    return str(sentence % words)


def _bounds(facts: Mapping, currency: str) -> list[str]:
    if facts["bound"] == "floor":
        words = {"floor": format_amount(Decimal(facts["floor"]), currency)}
        return [str(_("That is below the least for a gmina, so it gets the least: %(floor)s.") % words)]
    if facts["bound"] == "ceiling":
        words = {"ceiling": format_amount(Decimal(facts["ceiling"]), currency)}
        return [str(_("That is above the most for a gmina, so it gets the most: %(ceiling)s.") % words)]
    return []


def _rounding(facts: Mapping, amount: Decimal, currency: str) -> list[str]:
    """The last step; nothing where a bound was the last word."""
    words = {"step": format_amount(Decimal(facts["step"]), currency), "amount": format_amount(amount, currency)}
    if Decimal(facts["before_rounding"]) != amount:
        sentence = _("Amounts are rounded to %(step)s so that they add up to the cent; the gmina gets %(amount)s.")
        return [str(sentence % words)]
    return [] if facts["bound"] else [str(_("So the gmina gets %(amount)s.") % words)]
