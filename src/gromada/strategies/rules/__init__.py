"""What a strategy must hold, what its codes are, how two versions differ: plain rules without a row or a clock."""

from gromada.strategies.rules.adopting import (
    FieldRefusal,
    check_adoption_day,
    check_data_year,
    check_fresh,
    check_resolution,
    check_years,
    data_is_fresh,
)
from gromada.strategies.rules.assessing import check_reasons, freshness, result
from gromada.strategies.rules.contents import (
    Facts,
    Item,
    checked_paragraphs,
    checklist,
    direction_code,
    goal_code,
    indicator_code,
    paragraphs,
)
from gromada.strategies.rules.versions import Change, Compared, comparison, digest, word_marks

__all__ = [
    "Change",
    "Compared",
    "Facts",
    "FieldRefusal",
    "Item",
    "check_adoption_day",
    "check_data_year",
    "check_fresh",
    "check_reasons",
    "check_resolution",
    "check_years",
    "checked_paragraphs",
    "checklist",
    "comparison",
    "data_is_fresh",
    "digest",
    "direction_code",
    "freshness",
    "goal_code",
    "indicator_code",
    "paragraphs",
    "result",
    "word_marks",
]
