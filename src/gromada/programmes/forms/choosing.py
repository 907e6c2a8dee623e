"""What a person types to choose gminas by a recipe, and to see how firm a list is."""

from decimal import Decimal
from fractions import Fraction

from django import forms

from gromada.core.text import _
from gromada.programmes import definitions
from gromada.programmes.definitions import Recipe
from gromada.programmes.forms.dividing import DIRECTIONS

TRANSFORMS = [("zscore", _("z-score")), ("minmax", _("min-max")), ("percentile", _("percentile"))]
QUOTAS = [
    ("country", _("one list for all voivodeships")),
    ("proportional", _("voivodeships in proportion to their eligible gminas")),
    ("fixed", _("fixed numbers, one common list for the rest")),
]
MISSING = [
    ("refuse", _("refuse the whole")),
    ("median", _("take the median")),
    ("drop", _("leave that indicator out for the gmina")),
    ("exclude", _("exclude the gmina")),
]
AGGREGATIONS = [("arithmetic", _("weighted sum")), ("geometric", _("weighted geometric mean"))]
HUNDRED = 100


class SelectionForm(forms.Form):
    """A recipe on screen: an indicator a row, weights in per cent; how many gminas, from where, what of missing figures.

    `indicators` are (code, name); a row without a weight is not in the recipe. `regions` are (code, name).
    """

    title = forms.CharField(label=_("What to call this list"), max_length=200, required=False)
    gminas = forms.IntegerField(label=_("How many gminas"), min_value=1, max_value=9999)
    quota = forms.ChoiceField(label=_("From where"), choices=QUOTAS)
    missing = forms.ChoiceField(label=_("Without a figure"), choices=MISSING)
    aggregation = forms.ChoiceField(label=_("How parts become a score"), choices=AGGREGATIONS)
    ties = forms.ChoiceField(label=_("Between equal scores decides"), required=False)
    keep_named = forms.BooleanField(label=_("Gminas that the programme's file names are on the list"), required=False)

    def __init__(self, *args, recipe: Recipe | None, indicators, regions, **kwargs):
        super().__init__(*args, **kwargs)
        self.indicators, self.regions = indicators, regions
        self.fields["ties"].choices = [("", _("the code")), *indicators]
        known = {measure.indicator: measure for measure in recipe.measures} if recipe else {}
        for code, name in indicators:
            self._add_measure(code, name, known.get(code))
        places = {place.region: place.gminas for place in recipe.places} if recipe else {}
        for code, name in regions:
            self.fields[f"place-{code}"] = forms.IntegerField(
                label=name, min_value=0, max_value=999, required=False, initial=places.get(code)
            )
        if recipe:
            for name in ("gminas", "quota", "missing", "aggregation", "ties", "keep_named"):
                self.fields[name].initial = getattr(recipe, name)

    def _add_measure(self, code: str, name: str, measure) -> None:
        """The inputs of one indicator, with what the recipe says of it."""
        number = {"label": name, "required": False, "min_value": 0, "max_value": HUNDRED, "decimal_places": 3}
        weight = float(measure.weight * HUNDRED) if measure else None
        share = float(measure.winsor * HUNDRED) if measure and measure.winsor else None
        self.fields[f"weight-{code}"] = forms.DecimalField(initial=_short(weight), **number)
        self.fields[f"winsor-{code}"] = forms.DecimalField(initial=_short(share), **number)
        for what, choices in (("direction", DIRECTIONS), ("transform", TRANSFORMS)):
            first = getattr(measure, what) if measure else choices[0][0]
            self.fields[f"{what}-{code}"] = forms.ChoiceField(
                label=name, choices=choices, required=False, initial=first
            )
        self.fields[f"log-{code}"] = forms.BooleanField(
            label=name, required=False, initial=bool(measure and measure.log)
        )
        self.fields[f"year-{code}"] = forms.IntegerField(
            label=name, required=False, min_value=1900, max_value=2100, initial=measure.year if measure else None
        )

    @property
    def measure_rows(self) -> list[dict]:
        """An indicator a row: its name and its inputs."""
        kinds = ("weight", "direction", "transform", "log", "winsor", "year")
        return [{"name": name, **{kind: self[f"{kind}-{code}"] for kind in kinds}} for code, name in self.indicators]

    @property
    def place_fields(self) -> list:
        return [self[f"place-{code}"] for code, _name in self.regions]

    @property
    def total(self) -> Decimal:
        """What the weights add up to, in per cent: as typed, or as the recipe has them."""
        values = [self[f"weight-{code}"].value() for code, _name in self.indicators]
        return sum((_decimal(value) for value in values), Decimal(0))

    def recipe(self) -> Recipe:
        """The recipe as typed; what it does not say the programme's definition fills in."""
        given = self.cleaned_data
        measures = []
        for code, _name in self.indicators:
            if given[f"weight-{code}"]:
                measure = {"indicator": code, "weight": Fraction(given[f"weight-{code}"]) / HUNDRED}
                measure |= {
                    what: given[f"{what}-{code}"] for what in ("direction", "transform") if given[f"{what}-{code}"]
                }
                measure |= {"log": given[f"log-{code}"], "winsor": Fraction(given[f"winsor-{code}"] or 0) / HUNDRED}
                measure |= {"year": given[f"year-{code}"]} if given[f"year-{code}"] else {}
                measures.append(measure)
        places = [
            {"region": code, "gminas": given[f"place-{code}"]}
            for code, _name in self.regions
            if given["quota"] == "fixed" and given[f"place-{code}"] is not None
        ]
        plain = {name: given[name] for name in ("gminas", "quota", "missing", "aggregation", "ties", "keep_named")}
        return definitions.recipe_of(plain | {"measures": measures, "places": places})


def _short(value: float | None) -> str | None:
    """A number for an input without needless noughts."""
    return None if value is None else f"{value:.3f}".rstrip("0").rstrip(".")


def _decimal(value) -> Decimal:
    """What was typed as a number; what is none counts as nothing here, the field says what is wrong with it."""
    try:
        found = Decimal(str(value).replace(",", "."))
    except ArithmeticError:
        return Decimal(0)
    return found if found.is_finite() else Decimal(0)


class SensitivityForm(forms.Form):
    """How the weights are drawn."""

    draws = forms.IntegerField(label=_("How many draws"), min_value=1, max_value=100_000, initial=10_000)
    seed = forms.IntegerField(
        label=_("Seed"), help_text=_("The same number draws the same weights."), min_value=0, max_value=2**31, initial=7
    )
    spread = forms.ChoiceField(
        label=_("How far weights move"),
        initial="usual",
        choices=[
            ("near", _("little: a weight of 20% by about ±2")),
            ("usual", _("some: a weight of 20% by about ±4")),
            ("wide", _("much: a weight of 20% by about ±8")),
            ("random", _("any weights at all")),
        ],
    )
