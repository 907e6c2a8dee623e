"""How many gminas come from where, and which of those in one list are in. Plain Python (domain.md 4.1)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction

from gromada.core.permissions import Refusal
from gromada.core.text import _
from gromada.programmes.definitions import Recipe

COUNTRY = ""


def cell_of(recipe: Recipe, region: str) -> str:
    """The list a gmina competes in: its voivodeship's code, or the list of all that have no number of their own."""
    if recipe.quota == "country":
        return COUNTRY
    if recipe.quota == "proportional":
        return region
    return region if any(place.region == region for place in recipe.places) else COUNTRY


def seats(recipe: Recipe, regions: Sequence[str], ranked: Mapping[str, int]) -> dict[str, int]:
    """How many gminas each list has place for; together as many as the recipe says.

    `regions`: the voivodeship of every eligible gmina; `ranked`: by list, how many can be chosen. Raises Refusal where a
    list has fewer gminas than places, naming it and both numbers.
    """
    whole = recipe.gminas or 0
    if recipe.quota == "country":
        found = {COUNTRY: whole}
    elif recipe.quota == "proportional":
        found = _in_proportion(whole, Counter(regions))
    else:
        found = {place.region: place.gminas for place in recipe.places}
        rest = whole - sum(found.values())
        if rest:
            found[COUNTRY] = rest
    for cell, wanted in sorted(found.items()):
        if wanted > ranked.get(cell, 0):
            raise Refusal(_too_few(cell, wanted, ranked.get(cell, 0)), rule="quota", source="R16, domain.md 4.1")
    return found


def _too_few(cell: str, wanted: int, there: int):
    if cell:
        words = _(
            "Voivodeship %(cell)s is to have %(wanted)d gminas, and %(there)d can be chosen there. Lower the number, "
            "or load the missing units and figures."
        )
        return words % {"cell": cell, "wanted": wanted, "there": there}
    words = _(
        "%(wanted)d gminas are to be chosen, and %(there)d can be. Lower the number, widen who is eligible, or load the "
        "missing units and figures."
    )
    return words % {"wanted": wanted, "there": there}


def _in_proportion(whole: int, counts: Mapping[str, int]) -> dict[str, int]:
    """Whole places in proportion to the eligible gminas, the largest remainders first, equal ones by the code."""
    total = sum(counts.values())
    if not total:
        return {COUNTRY: whole}
    exact = {region: Fraction(whole * count, total) for region, count in counts.items()}
    found = {region: int(share) for region, share in exact.items()}
    order = sorted(exact, key=lambda region: (found[region] - exact[region], region))
    for region in order[: whole - sum(found.values())]:
        found[region] += 1
    return found
