"""Forms of this room: choosing gminas, dividing money among them, recording what happens on their paths."""

from gromada.programmes.forms.choosing import (
    AGGREGATIONS,
    MISSING,
    QUOTAS,
    TRANSFORMS,
    SelectionForm,
    SensitivityForm,
)
from gromada.programmes.forms.dividing import (
    DIRECTIONS,
    NUMBERS,
    CorrectionForm,
    DecideForm,
    DivisionForm,
    MoveForm,
    WhatIfForm,
)
from gromada.programmes.forms.walking import AsideForm, PaperForm, ResumeForm, StepForm

__all__ = [
    "AGGREGATIONS",
    "DIRECTIONS",
    "MISSING",
    "NUMBERS",
    "QUOTAS",
    "TRANSFORMS",
    "AsideForm",
    "CorrectionForm",
    "DecideForm",
    "DivisionForm",
    "MoveForm",
    "PaperForm",
    "ResumeForm",
    "SelectionForm",
    "SensitivityForm",
    "StepForm",
    "WhatIfForm",
]
