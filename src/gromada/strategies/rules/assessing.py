"""The two criteria of the assessment card and what follows from them (domain.md 2.3, step 4; O31)."""

from gromada.core.text import _
from gromada.strategies.rules.adopting import FieldRefusal, data_is_fresh


def freshness(data_year: int | None, year: int, max_age: int | None) -> bool | None:
    """Whether the data are fresh enough in `year`; None where there is no strategy, so no data (O31)."""
    return None if data_year is None else data_is_fresh(data_year, year, max_age)


def result(is_fresh: bool | None, involvement: str) -> str:
    """missing without a strategy; ok when the data are fresh and residents took part; else needs_update.

    "Partly" is not real participation: the strategy is brought up to date with residents (interpretation).
    """
    if is_fresh is None:
        return "missing"
    return "ok" if is_fresh and involvement == "yes" else "needs_update"


def check_reasons(involvement: str, reasons: str, *, has_strategy: bool) -> None:
    """The verdict on participation is told in words: on what it rests, or what was missing; else FieldRefusal."""
    if has_strategy and not reasons.strip():
        sentence = {
            "yes": _("Say what shows that residents took part: workshops, meetings, surveys, with days and numbers."),
            "partly": _("Say in what residents took part and what was missing."),
            "no": _("Say how it is known that residents did not take part."),
        }[involvement]
        raise FieldRefusal(sentence, field="reasons", rule="R31")
