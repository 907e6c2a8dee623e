"""Which year a report is prepared for, and as of which day."""

from django import forms

from gromada.core.templatetags.fields import DayField
from gromada.core.text import _


class Prepare(forms.Form):
    year = forms.TypedChoiceField(label=_("Year"), coerce=int)
    as_of = DayField(label=_("As of"), help_text=_("The books are read as they stood on this day"))

    def __init__(self, *args, years, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(year, str(year)) for year in years]
