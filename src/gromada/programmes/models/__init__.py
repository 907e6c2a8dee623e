"""The programme as loaded from its file, and each commune's place in it."""

from gromada.programmes.models.catalogue import CatalogueCell, CatalogueExample, ServiceGroup, ServiceKind
from gromada.programmes.models.dividing import AllocationRun, FixedAmount
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
from gromada.programmes.models.records import PathRecord
from gromada.programmes.models.selection import SelectionDecision, SelectionRow, SelectionRun, Sensitivity

__all__ = [
    "Allocation",
    "AllocationRun",
    "CatalogueCell",
    "CatalogueExample",
    "Component",
    "DefinitionVersion",
    "FixedAmount",
    "FundingSource",
    "Goal",
    "Participation",
    "ParticipationQuerySet",
    "PathRecord",
    "Programme",
    "RuleSet",
    "SelectionDecision",
    "SelectionRow",
    "SelectionRun",
    "Sensitivity",
    "ServiceGroup",
    "ServiceKind",
    "TaskLine",
    "Unlocking",
    "in_language",
]
