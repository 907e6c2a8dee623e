"""Forms of contracts: the draft, the counsel's note, the signature."""

from collections.abc import Sequence
from datetime import date

from django import forms

from gromada.accounts.models import Organisation
from gromada.core.money import AmountField
from gromada.core.templatetags.fields import DayField
from gromada.core.text import _


class ContractForm(forms.Form):
    """Provider, gross value in PLN and the days of a contract."""

    provider = forms.TypedChoiceField(label=_("Provider"), coerce=int, empty_value=None)
    value_pln = AmountField(label=_("Gross value"), currency="PLN")
    starts_on = DayField(label=_("From"))
    ends_on = DayField(label=_("Until"))

    def __init__(self, *args, providers: Sequence[Organisation], **kwargs):
        super().__init__(*args, **kwargs)
        self.providers = {provider.pk: provider for provider in providers}
        self.fields["provider"].choices = [("", "—"), *((row.pk, _named(row)) for row in providers)]

    def clean_provider(self) -> Organisation:
        return self.providers[self.cleaned_data["provider"]]


class ReturnForm(forms.Form):
    note = forms.CharField(label=_("What has to change"), widget=forms.Textarea(attrs={"rows": 5}), max_length=4_000)


class AcceptForm(forms.Form):
    note = forms.CharField(
        label=_("Note for the gmina"), widget=forms.Textarea(attrs={"rows": 3}), max_length=4_000, required=False
    )


class SignForm(forms.Form):
    """The day of the signature, and the signed paper as a file."""

    on = DayField(label=_("Day of the signature"))
    scan = forms.FileField(label=_("Signed contract (PDF or a scan)"), required=False)

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["on"].initial = today

    def clean_on(self) -> date:
        return not_later(self.cleaned_data["on"], self.today)


def not_later(day: date, today: date) -> date:
    """A deed is not dated in the future."""
    if day > today:
        raise forms.ValidationError(_("This day is still to come. Choose today or an earlier day."))
    return day


def _named(provider: Organisation) -> str:
    place = f", {provider.unit.name}" if provider.unit_id else ""
    return f"{provider.name} ({provider.get_kind_display()}{place})"
