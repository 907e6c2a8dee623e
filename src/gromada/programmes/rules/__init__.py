"""How an envelope is divided and a part of it unlocked, and who may take part."""

from gromada.programmes.rules.allocating import (
    RULES,
    STEP,
    Claim,
    Grant,
    Outcome,
    Pool,
    RegionSum,
    Terms,
    divide,
)
from gromada.programmes.rules.comparing import Change, Comparison, compared, gini
from gromada.programmes.rules.dividing import check_envelope, per_head
from gromada.programmes.rules.eligibility import check_eligible, check_named
from gromada.programmes.rules.explaining import explained
from gromada.programmes.rules.stepping import (
    StepRefusal,
    ahead,
    check_conditions,
    check_financed,
    check_next,
    check_order,
    check_paper,
    check_why,
    due_on,
    next_by_hand,
)
from gromada.programmes.rules.unlocking import first_part, the_rest

__all__ = [
    "RULES",
    "STEP",
    "Change",
    "Claim",
    "Comparison",
    "Grant",
    "Outcome",
    "Pool",
    "RegionSum",
    "StepRefusal",
    "Terms",
    "ahead",
    "check_conditions",
    "check_eligible",
    "check_envelope",
    "check_financed",
    "check_named",
    "check_next",
    "check_order",
    "check_paper",
    "check_why",
    "compared",
    "divide",
    "due_on",
    "explained",
    "first_part",
    "gini",
    "next_by_hand",
    "per_head",
    "the_rest",
]
