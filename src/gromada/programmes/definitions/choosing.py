"""The records of a recipe: by which indicators gminas are chosen, how each is prepared, and how many come from where."""

from dataclasses import dataclass, field
from fractions import Fraction

from .schema import Part

DIRECTIONS = ("higher", "lower")
TRANSFORMS = ("zscore", "minmax", "percentile")
MISSING = ("refuse", "median", "drop", "exclude")
AGGREGATIONS = ("arithmetic", "geometric")
QUOTAS = ("country", "proportional", "fixed")


@dataclass(frozen=True, kw_only=True)
class Measure(Part):
    """One indicator of the recipe. Without a `year` it is the latest one that is well covered.

    `direction` says which values mean more need. Then, in this order: `log`, `winsor` (the share of gminas cut at each end),
    `transform`, sign, `weight`.
    """

    indicator: str
    weight: Fraction
    year: int | None = None
    direction: str = field(default="higher", metadata={"one_of": DIRECTIONS})
    transform: str = field(default="zscore", metadata={"one_of": TRANSFORMS})
    log: bool = False
    winsor: Fraction = Fraction(0)


@dataclass(frozen=True, kw_only=True)
class Place(Part):
    """How many gminas come from a voivodeship (two digits)."""

    region: str
    gminas: int


@dataclass(frozen=True, kw_only=True)
class Recipe(Part):
    """How gminas are chosen (R16-R18, domain.md 4.1). What is left out is taken from the programme's definition.

    `missing`: what happens without a figure: refuse all, take the median, drop the indicator for that gmina (the other weights
    grow in proportion), or exclude the gmina. `quota`: the whole country in one list; voivodeships in proportion to
    their eligible gminas; or fixed `places`, the voivodeships without one sharing the rest in one list. `ties`: which of the
    indicators decides between equal scores; then the code does. `named` gminas are in whatever their score.
    """

    name_pl: str = ""
    name_en: str = ""
    gminas: int | None = None
    unit_kinds: tuple[str, ...] = ()
    voivodeships: tuple[str, ...] = ()
    measures: tuple[Measure, ...]
    missing: str = field(default="refuse", metadata={"one_of": MISSING})
    aggregation: str = field(default="arithmetic", metadata={"one_of": AGGREGATIONS})
    quota: str = field(default="country", metadata={"one_of": QUOTAS})
    places: tuple[Place, ...] = ()
    ties: str = ""
    keep_named: bool = False
    named: tuple[str, ...] = ()

    def name(self, language: str) -> str:
        return self.say("name", language)

    @property
    def weights(self) -> tuple[Fraction, ...]:
        """The weights as parts of one whole, in the order of the measures; they are checked to add up before."""
        whole = sum((measure.weight for measure in self.measures), Fraction(0))
        return tuple(measure.weight / whole for measure in self.measures)

    def measure(self, indicator: str) -> Measure | None:
        return next((measure for measure in self.measures if measure.indicator == indicator), None)
