"""The programme as loaded from its file, and each commune's place in it."""

from gromada.programmes.models.catalogue import CatalogueCell, CatalogueExample, ServiceGroup, ServiceKind
from gromada.programmes.models.path import Allocation, Participation, ParticipationQuerySet, Unlocking
from gromada.programmes.models.programme import (
    Component,
    DefinitionVersion,
    FundingSource,
    Goal,
    Programme,
    RuleSet,
    TaskLine,
    in_language,
)

__all__ = [
    "Allocation",
    "CatalogueCell",
    "CatalogueExample",
    "Component",
    "DefinitionVersion",
    "FundingSource",
    "Goal",
    "Participation",
    "ParticipationQuerySet",
    "Programme",
    "RuleSet",
    "ServiceGroup",
    "ServiceKind",
    "TaskLine",
    "Unlocking",
    "in_language",
]
