"""How an envelope is divided and a part of it unlocked, and who may take part."""

from gromada.programmes.rules.dividing import STEP, check_envelope, per_head
from gromada.programmes.rules.eligibility import check_eligible, check_named
from gromada.programmes.rules.unlocking import first_part, the_rest

__all__ = ["STEP", "check_eligible", "check_envelope", "check_named", "first_part", "per_head", "the_rest"]
