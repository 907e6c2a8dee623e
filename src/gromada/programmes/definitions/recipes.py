"""The recipe by which gminas are chosen, as a part of a definition, as a file of its own, and as the text a run keeps."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from gromada.core.text import _

from .building import build
from .choosing import Place, Recipe
from .definition import Definition, DefinitionError

SECTION = "selection"
_NO_WORDS = {"source": "", "certainty": "", "note_pl": "", "note_en": ""}


def read_recipe(path_or_text: Path | str, definition: Definition | None = None) -> Recipe:
    """The recipe in a file (or a text that is TOML), completed from the programme's definition where one is given.

    The file is what stands under [selection] in a definition, with or without that heading; a whole definition serves too.
    Raises DefinitionError naming file, key and what to do.
    """
    is_text = isinstance(path_or_text, str) and "\n" in path_or_text
    name = "" if is_text else Path(path_or_text).name
    try:
        text = path_or_text if is_text else Path(path_or_text).read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        sentence = _("The file is not written in UTF-8: save it so and try again.")
        raise DefinitionError(sentence, file=name) from error
    except OSError as error:
        raise DefinitionError(_("The file cannot be opened: check its name and place."), file=name) from error
    try:
        return completed(recipe_of(_table(text)), definition)
    except DefinitionError as error:
        error.file = error.file or name
        raise


def recipe_of(table: Mapping) -> Recipe:
    """The recipe made of a plain table, such as the one a run keeps. Raises DefinitionError."""
    return build(Recipe, _as_text(table), SECTION)


def recipe_in(stored: str) -> Recipe:
    """The recipe out of the text that a run keeps."""
    return recipe_of(json.loads(stored))


def stored_recipe(recipe: Recipe) -> str:
    """The recipe as one text that is the same for the same recipe: what a run keeps and what its checksum is made of."""
    return json.dumps(_bare(recipe), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def substance(recipe: Recipe) -> str:
    """What of the recipe decides the result, as one text: names and sources may change freely, and weights count as parts."""
    measures = tuple(
        replace(measure, weight=weight, **_NO_WORDS)
        for measure, weight in zip(recipe.measures, recipe.weights, strict=True)
    )
    places = tuple(replace(place, **_NO_WORDS) for place in recipe.places)
    bare = replace(recipe, measures=measures, places=places, name_pl="", name_en="", **_NO_WORDS)
    return stored_recipe(replace(bare, keep_named=False))


def completed(recipe: Recipe, definition: Definition | None) -> Recipe:
    """The recipe with what its programme says already: how many gminas, of which kinds, in which voivodeships.

    With fixed places, those of the programme's voivodeships whose number is known; with `keep_named` the gminas it names.
    """
    if definition is None:
        return recipe
    eligible = definition.eligibility
    places = tuple(
        Place(region=region.code, gminas=region.gminas, source=region.source, certainty=region.certainty)
        for region in definition.regions
        if region.gminas is not None
    )
    return replace(
        recipe,
        gminas=recipe.gminas or (eligible.gminas if eligible else None),
        unit_kinds=recipe.unit_kinds or (eligible.unit_kinds if eligible else ()),
        voivodeships=recipe.voivodeships or tuple(region.code for region in definition.regions),
        places=recipe.places or (places if recipe.quota == "fixed" else ()),
        named=recipe.named or (tuple(unit.code for unit in definition.units) if recipe.keep_named else ()),
    )


def recipe_for(definition: Definition) -> Recipe | None:
    """The programme's own recipe, complete; none where its file has none."""
    return None if definition.selection is None else completed(definition.selection, definition)


def _table(text: str) -> Mapping:
    try:
        table = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise DefinitionError(_("The file is not valid TOML: %(error)s.") % {"error": error}) from error
    found = table.get(SECTION, table)
    if not isinstance(found, Mapping):
        raise DefinitionError(_("A table of keys is expected here."), key=SECTION)
    return found


def _as_text(value):
    """Numbers with a point as text, so that a weight of 0.15 is exactly that."""
    if isinstance(value, Mapping):
        return {key: _as_text(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_as_text(item) for item in value]
    return str(value) if isinstance(value, (Decimal, Fraction)) else value


def _bare(value):
    """A record as plain tables without what is empty: a new key with its usual value changes no checksum."""
    if is_dataclass(value):
        kept = {found.name: getattr(value, found.name) for found in fields(value)}
        usual = {found.name: found.default for found in fields(value)}
        return {name: _bare(item) for name, item in kept.items() if item not in (None, "", ()) and item != usual[name]}
    if isinstance(value, tuple):
        return [_bare(item) for item in value]
    return str(value) if isinstance(value, Fraction) else value
