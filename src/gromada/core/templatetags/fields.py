"""How forms are drawn, and the field for a day: `{{ form }}` or `{{ form.x.as_field_group }}` is all a page writes."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import DjangoTemplates
from django.utils.translation import gettext_lazy as _

UNITS = {"PLN": "zł"}
BARE = (forms.CheckboxInput, forms.RadioSelect, forms.CheckboxSelectMultiple, forms.HiddenInput)


class Field(BoundField):
    """A field on a page: its input carries our class, and its unit stands beside it."""

    @property
    def unit(self) -> str:
        """What stands beside the input of an amount (core.money.AmountField): "zł" or "EUR"."""
        currency = getattr(self.field, "currency", None) or ""
        return getattr(self.field, "unit", "") or UNITS.get(currency, currency)

    @property
    def first_id(self) -> str:
        """Where a link of the error summary leads: the input, of a group of choices the first."""
        grouped = isinstance(self.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
        return f"{self.auto_id}_0" if grouped else (self.id_for_label or self.auto_id)

    @property
    def is_check(self) -> bool:
        """Whether it is one box to tick, whose label stands behind it."""
        return isinstance(self.field.widget, forms.CheckboxInput)

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        if not isinstance(widget, BARE):
            classes = ["in"]
            if isinstance(widget, forms.ClearableFileInput):
                classes.append("in--file")
            if isinstance(self.field, forms.DateField):
                classes.append("in--day")
            if self.unit or isinstance(widget, forms.NumberInput):
                classes.append("in--num")
            given = widget.attrs.get("class", "")
            attrs["class"] = " ".join([*classes, given]).strip()
        return attrs


class FormRenderer(DjangoTemplates):
    """Our label, hint and error around Django's own inputs (the setting FORM_RENDERER)."""

    form_template_name = "core/forms/form.html"
    formset_template_name = "core/forms/formset.html"
    field_template_name = "core/forms/field.html"
    bound_field_class = Field


class DayField(forms.DateField):
    """A day in one plain input: 16.07.2009, 16.7.2009, 16 07 2009, 16-07-2009 or 2009-07-16, in every language."""

    input_formats = ("%d.%m.%Y", "%d %m %Y", "%d-%m-%Y", "%d/%m/%Y", "%Y-%m-%d", "%d.%m.%y")
    default_error_messages = {"invalid": _("Write the day like this: 16.07.2009.")}

    def __init__(self, **options: Any):
        options.setdefault("input_formats", self.input_formats)
        options.setdefault("help_text", _("day.month.year, for example 16.07.2009"))
        widget = forms.DateInput(format="%d.%m.%Y", attrs={"inputmode": "numeric", "autocomplete": "off"})
        super().__init__(**({"widget": widget} | options))
