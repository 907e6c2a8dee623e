"""What a person types to divide an amount, to try other numbers, to decide, and to change an amount later."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from django import forms

from gromada.core.money import AmountField, format_number
from gromada.core.templatetags.fields import DayField
from gromada.core.text import _

DIRECTIONS = [("higher", _("the more")), ("lower", _("the less"))]
HUNDREDTHS = 100


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


class PowerField(forms.Field):
    """A power as people write it, "0,5", "1.25" or "1/2": an exact part between 0 and 3."""

    widget = forms.TextInput
    most = 3

    def to_python(self, value: object) -> Fraction | None:
        if value in self.empty_values:
            return None
        try:
            found = Fraction(str(value).replace(",", ".").replace(" ", ""))
        except (ValueError, ZeroDivisionError) as error:
            raise forms.ValidationError(_("Write a number like 0.5 or 1/2.")) from error
        if not 0 <= found <= self.most or found.denominator > HUNDREDTHS:
            raise forms.ValidationError(_("Write a number between 0 and 3 with at most two decimals."))
        return found

    def prepare_value(self, value: object) -> object:
        if not isinstance(value, Fraction):
            return value
        whole = HUNDREDTHS % value.denominator == 0
        return format_number(Decimal(value.numerator) / value.denominator) if whole else str(value)

    def widget_attrs(self, widget: forms.Widget) -> dict:  # noqa: ARG002 - Django's signature
        return {"inputmode": "decimal", "autocomplete": "off", "class": "in--num"}


SCOPES = [
    ("", _("whoever is next")),
    ("waiting", _("gminas that wait for their amount")),
    ("selection", _("gminas of the selection")),
    ("table", _("gminas of the imported table")),
    ("all", _("all that take part, to compare only")),
]
NUMBERS = ("rule", "base", "people_power", "need_power", "need", "need_direction", "floor", "ceiling", "step")


class WhatIfForm(forms.Form):
    """The rule of a division with its numbers, among whom, how much; what stands in the address is what is tried."""

    envelope = AmountField(
        label=_("Amount to divide"), required=False, help_text=_("Empty: what is left for these gminas.")
    )
    floor = AmountField(label=_("Least for a gmina"), min_value=Decimal(0))
    ceiling = AmountField(label=_("Most for a gmina"), required=False, help_text=_("Empty: no limit."))
    rule = forms.ChoiceField(label=_("How to divide"))
    people_power = PowerField(label=_("Weight of people"), help_text=_("1: by heads; less: smaller gminas get more."))
    need_power = PowerField(label=_("Weight of need"), help_text=_("0: need does not count."))
    need = forms.ChoiceField(label=_("Need by"), required=False)
    need_direction = forms.ChoiceField(label=_("More need"), choices=DIRECTIONS)
    base = AmountField(label=_("For every gmina first"), min_value=Decimal(0))
    step = AmountField(label=_("Rounded to"), min_value=Decimal("0.01"))
    scope = forms.ChoiceField(label=_("Among"), choices=SCOPES, required=False)
    region = forms.ChoiceField(label=_("Voivodeship"), required=False)
    against = forms.CharField(max_length=200, required=False, widget=forms.HiddenInput)

    def __init__(self, *args, currency: str, indicators, regions, rules, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("envelope", "floor", "ceiling", "base", "step"):
            self.fields[name].unit = currency
        self.fields["rule"].choices = rules
        self.fields["need"].choices = [("", _("nothing")), ("score", _("the score of the selection")), *indicators]
        self.fields["region"].choices = [("", _("all")), *regions]

    @staticmethod
    def begins_with(wish) -> dict:
        """What the form holds for a wish."""
        part = {name: getattr(wish.part, name) for name in NUMBERS}
        return part | {"scope": wish.scope, "region": wish.region, "envelope": wish.envelope}

    def changed_numbers(self) -> dict:
        """The numbers of the rule as they were typed."""
        return {name: self.cleaned_data[name] for name in NUMBERS}


class DecideForm(forms.Form):
    """The day and the document of a decision, and the checksum of the amounts that were seen."""

    document = forms.CharField(label=_("Number of the document"), max_length=120, required=False)
    decided_on = DayField(label=_("Day of the decision"))
    digest = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_decided_on(self) -> date:
        day = self.cleaned_data["decided_on"]
        if day > self.today:
            raise forms.ValidationError(_("This day is still to come. Choose today or an earlier day."))
        return day


class CorrectionForm(forms.Form):
    """By how much the amount of a gmina changes, why, and the document that says so."""

    difference = AmountField(label=_("Difference"), help_text=_("With a minus sign to take away, such as −1 500."))
    why = forms.CharField(label=_("Why"), max_length=200, help_text=_("The gmina reads it in its letter."))
    document = forms.CharField(label=_("Number of the document"), max_length=60)
    decided_on = DayField(label=_("Day of the decision"))

    clean_decided_on = DecideForm.clean_decided_on

    def __init__(self, *args, currency: str, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["difference"].unit, self.today = currency, today


class MoveForm(CorrectionForm):
    """Whom an amount goes to, by the code of the gmina, how much to each, why and by which document."""

    rows = 5
    difference = None

    def __init__(self, *args, currency: str, find, **kwargs):
        self.find = find
        forms.Form.__init__(self, *args, **{name: value for name, value in kwargs.items() if name != "today"})
        self.today = kwargs["today"]
        for number in range(1, self.rows + 1):
            words = {"number": number}
            code = forms.CharField(label=_("Gmina %(number)d: code") % words, max_length=7, required=number == 1)
            amount = AmountField(label=_("Gmina %(number)d: amount") % words, required=number == 1)
            amount.unit = currency
            self.fields |= {f"code_{number}": code, f"amount_{number}": amount}

    def clean(self) -> dict:
        """The gminas with their amounts as `to`."""
        typed, to = super().clean(), {}
        for number in range(1, self.rows + 1):
            code, amount = typed.get(f"code_{number}"), typed.get(f"amount_{number}")
            place = self.find(code) if code else None
            if code and place is None:
                self.add_error(f"code_{number}", _("No gmina of this programme has this code."))
            elif bool(code) != (amount is not None) or place in to:
                self.add_error(f"amount_{number}", _("Give each gmina once, with its amount."))
            elif place is not None:
                to[place] = amount
        return typed | {"to": to}
