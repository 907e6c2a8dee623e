"""Programmes as files: the format of a definition, its reader, its checks, and the definitions that come with us."""

from .checking import checks
from .definition import Definition, DefinitionError
from .findings import Finding
from .reading import define, definition_files, merge, read
from .rulesets import Parameter, RuleSet

__all__ = [
    "Definition",
    "DefinitionError",
    "Finding",
    "Parameter",
    "RuleSet",
    "checks",
    "define",
    "definition_files",
    "merge",
    "read",
]
