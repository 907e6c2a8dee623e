"""Programmes as files: the format of a definition, its reader, its checks, and the definitions that come with us."""

from .allocation_part import ALLOCATION_RULES, NEED_DIRECTIONS, AllocationPart
from .checking import checks
from .choosing import Measure, Place, Recipe
from .definition import Definition, DefinitionError
from .findings import Finding
from .reading import define, definition_files, merge, read
from .recipe_checks import check_recipe
from .recipes import completed, read_recipe, recipe_for, recipe_in, recipe_of, stored_recipe, substance
from .rulesets import Parameter, RuleSet
from .steps import Step, StepTurn

__all__ = [
    "ALLOCATION_RULES",
    "NEED_DIRECTIONS",
    "AllocationPart",
    "Definition",
    "DefinitionError",
    "Finding",
    "Measure",
    "Parameter",
    "Place",
    "Recipe",
    "RuleSet",
    "Step",
    "StepTurn",
    "check_recipe",
    "checks",
    "completed",
    "define",
    "definition_files",
    "merge",
    "read",
    "read_recipe",
    "recipe_for",
    "recipe_in",
    "recipe_of",
    "stored_recipe",
    "substance",
]
