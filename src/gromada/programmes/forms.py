"""What a person types to divide an amount among gminas."""

from decimal import Decimal

from django import forms

from gromada.core.money import AmountField
from gromada.core.text import _


class DivisionForm(forms.Form):
    """The amount to divide and the least a gmina may get, in the programme's currency."""

    total = AmountField(label=_("Amount to divide"))
    floor = AmountField(
        label=_("Least for a gmina"), help_text=_("Nobody gets less; 0 where heads alone decide."), initial=Decimal(0)
    )

    def __init__(self, *args, currency: str, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.unit = currency
