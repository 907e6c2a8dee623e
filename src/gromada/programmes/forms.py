"""What a person types to divide an amount among gminas."""

from datetime import date
from decimal import Decimal

from django import forms

from gromada.core.money import AmountField
from gromada.core.templatetags.fields import DayField
from gromada.core.text import _


class DivisionForm(forms.Form):
    """The amount to divide and the least a gmina may get, in the programme's currency; the day of the decision.

    A page has one for each voivodeship whose gminas wait; `region` says for which it was sent.
    """

    total = AmountField(label=_("Amount to divide"))
    floor = AmountField(
        label=_("Least for a gmina"), help_text=_("Nobody gets less; 0 where heads alone decide."), initial=Decimal(0)
    )
    decided_on = DayField(label=_("Day of the decision"), required=False)
    region = forms.CharField(max_length=2, required=False, widget=forms.HiddenInput)

    def __init__(self, *args, currency: str, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        for name in ("total", "floor"):
            self.fields[name].unit = currency

    def clean_decided_on(self) -> date:
        """A decision is not dated in the future; without a day it is of today."""
        day = self.cleaned_data["decided_on"] or self.today
        if day > self.today:
            raise forms.ValidationError(_("This day is still to come. Choose today or an earlier day."))
        return day

    def asked(self) -> dict:
        """What is divided, among whom."""
        return {name: self.cleaned_data[name] for name in ("total", "floor", "region")}
