"""What a person types into the pages of a strategy."""

from gromada.strategies.forms.contents import (
    ENTRY_FORMS,
    AssessmentForm,
    FindingForm,
    OlderNeedsForm,
    ParagraphForm,
    VersionForm,
    flat,
)
from gromada.strategies.forms.writing import AdoptionForm, ExistingStrategyForm, NeedForm, StrategyForm

__all__ = [
    "ENTRY_FORMS",
    "AdoptionForm",
    "AssessmentForm",
    "ExistingStrategyForm",
    "FindingForm",
    "NeedForm",
    "OlderNeedsForm",
    "ParagraphForm",
    "StrategyForm",
    "VersionForm",
    "flat",
]
