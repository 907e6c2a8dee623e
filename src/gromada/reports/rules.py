"""What may be published, and how a report is put into figures. Plain Python: no query, no clock."""

import hashlib
import json
from collections.abc import Collection, Hashable, Mapping
from datetime import date
from decimal import Decimal

from gromada.core.permissions import Refusal
from gromada.core.text import _

SMALL = 5  # people: fewer than this are shown as “fewer than 5”, so that nobody is recognised (domain.md 8.3)
NUMBER, FEW, KEPT = "number", "few", "kept"


def shown(count: int) -> int | None:
    """A count of people as it may be published: nothing between 1 and 4."""
    return None if 0 < count < SMALL else count


def told(parts: Mapping[Hashable, int]) -> dict[Hashable, str]:
    """How each part of a published whole is told: its number, “fewer than 5”, or not at all.

    A part that is too small to be shown could be found by taking the others from the whole; so the smallest of the
    others is kept back with it, until that gives nothing away (domain.md 8.3).
    """
    found = {key: FEW if shown(count) is None else NUMBER for key, count in parts.items()}
    hidden = [key for key, how in found.items() if how == FEW]
    if not hidden or sum(parts.values()) < SMALL:
        return found
    larger = sorted((key for key, count in parts.items() if count >= SMALL), key=lambda key: parts[key])
    while larger and _is_found_out([parts[key] for key in hidden]):
        hidden.append(larger.pop(0))
        found[hidden[-1]] = KEPT
    if _is_found_out([parts[key] for key in hidden]):
        found |= dict.fromkeys(hidden, KEPT)
    return found


def _is_found_out(hidden: Collection[int]) -> bool:
    """Whether the sum of the hidden parts gives them away: one alone, or all of them 1, or all of them 4."""
    return len(hidden) == 1 or (max(hidden) < SMALL and sum(hidden) in {len(hidden), len(hidden) * (SMALL - 1)})


def share(part: Decimal, whole: Decimal) -> float:
    """A part of a whole between 0 and 1, four places: what a picture needs."""
    if whole <= 0:
        return 0.0
    return float(min(max(part / whole, Decimal(0)), Decimal(1)).quantize(Decimal("0.0001")))


def digest(facts: dict) -> str:
    """The SHA-256 of the facts in one canonical form: the same facts, the same digest."""
    text = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def check_day(year: int, as_of: date, on: date, *, first: date, last: date) -> None:
    """A report speaks of a year of the programme, as of a day of that year or later, that has come already."""
    if not first.year <= year <= last.year:
        raise Refusal(
            _("The programme runs from %(first)d to %(last)d; there is no report for %(year)d.")
            % {"first": first.year, "last": last.year, "year": year}
        )
    if as_of < date(year, 1, 1):
        raise Refusal(_("The report would speak of a year that had not begun on %(day)s.") % {"day": as_of.isoformat()})
    if as_of > on:
        raise Refusal(_("The day %(day)s has not come yet. Choose an earlier one.") % {"day": as_of.isoformat()})
