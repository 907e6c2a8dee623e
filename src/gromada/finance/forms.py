"""Forms of money: an invoice, the note that returns it, the shares of a payment, the day a page is shown as of."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django import forms

from gromada.core.money import AmountField
from gromada.core.templatetags.fields import DayField
from gromada.core.text import _
from gromada.programmes.models import FundingSource


def not_later(day: date, today: date) -> date:
    """A deed is not dated in the future."""
    if day > today:
        raise forms.ValidationError(_("This day is still to come. Choose today or an earlier day."))
    return day


class InvoiceForm(forms.Form):
    number = forms.CharField(label=_("Number of the invoice or bill"), max_length=60)
    issued_on = DayField(label=_("Day of issue"))
    due_on = DayField(
        label=_("To be paid by"), required=False, help_text=_("Left empty: two weeks after the day of issue.")
    )
    gross_pln = AmountField(label=_("Gross amount"), currency="PLN")
    scan = forms.FileField(label=_("Invoice as a file (PDF or a scan)"), required=False)

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_issued_on(self) -> date:
        return not_later(self.cleaned_data["issued_on"], self.today)


class ReturnForm(forms.Form):
    note = forms.CharField(label=_("What has to be mended"), widget=forms.Textarea(attrs={"rows": 5}), max_length=4_000)


class PayForm(forms.Form):
    """The day of the payment, and one amount for each source of the programme."""

    paid_on = DayField(label=_("Day of the payment"))

    def __init__(self, *args, sources: Sequence[FundingSource], today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.sources = sources
        for source in sources:
            hint = _("counts to the allocation") if source.in_allocation else _("outside the allocation")
            self.fields[_name(source)] = AmountField(
                label=source.name, currency="PLN", required=False, min_value=Decimal("0.00"), help_text=hint
            )

    def clean_paid_on(self) -> date:
        return not_later(self.cleaned_data["paid_on"], self.today)

    @property
    def share_fields(self) -> list:
        return [self[_name(source)] for source in self.sources]

    def shares(self) -> dict[str, Decimal]:
        """Source code → PLN, as the action takes them; what was left empty is not there."""
        given = {source.code: self.cleaned_data.get(_name(source)) for source in self.sources}
        return {code: amount for code, amount in given.items() if amount}


def _name(source: FundingSource) -> str:
    return f"share_{source.code}"


def prefilled(sources: Sequence[FundingSource], covered_pln: Decimal, today: date) -> dict:
    """The first source that counts to the allocation bears what the allocation covers; the rest the treasurer
    decides."""
    first = next((source for source in sources if source.in_allocation), None)
    return {"paid_on": today} | ({_name(first): covered_pln} if first and covered_pln else {})


class AsOfForm(forms.Form):
    as_of = DayField(label=_("As on"), help_text="")
