"""A session, a weekly series, and the attendance sheet."""

from django import forms

from gromada.core.templatetags.fields import DayField
from gromada.core.text import _

WEEKDAYS = [
    (0, _("Monday")),
    (1, _("Tuesday")),
    (2, _("Wednesday")),
    (3, _("Thursday")),
    (4, _("Friday")),
    (5, _("Saturday")),
    (6, _("Sunday")),
]


class Schedule(forms.Form):
    first = DayField(label=_("First day"))
    last = DayField(label=_("Last day"), required=False, help_text=_("Leave empty for a single session"))
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Days of the week"), choices=WEEKDAYS, coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    every = forms.TypedChoiceField(
        label=_("How often"),
        choices=[(1, _("every week")), (2, _("every second week")), (4, _("every fourth week"))],
        coerce=int,
        initial=1,
    )
    starts_at = forms.TimeField(label=_("Hour"), help_text=_("Like 16:00"), input_formats=["%H:%M", "%H.%M"])
    minutes = forms.IntegerField(label=_("Length in minutes"), min_value=5, max_value=1440, initial=120)
    place = forms.CharField(label=_("Place"), max_length=150)

    def clean(self):
        data = super().clean()
        if data.get("last") and not data.get("weekdays"):
            self.add_error("weekdays", _("A series needs at least one day of the week."))
        if data.get("last") and data.get("first") and data["last"] < data["first"]:
            self.add_error("last", _("The last day comes before the first."))
        return data


class Sheet(forms.Form):
    """One answer a person: there, not there, or not marked. Fields are named after the enrolment's key."""

    def __init__(self, data=None, *, rows, all_there=False):
        super().__init__(data)
        self.rows = rows
        self.all_there = all_there
        for row in rows:
            self.fields[row.field] = forms.ChoiceField(choices=[("1", ""), ("0", "")], required=False)

    def shown(self, row) -> bool | None:
        """The mark to show: what was just sent, so that nothing is lost when it is refused, else what is kept."""
        if not self.is_bound:
            return True if self.all_there else row.was_present
        return {"1": True, "0": False}.get(self.data.get(row.field, ""))

    def marks(self) -> dict[int, bool]:
        answers = {row.enrolment_id: self.cleaned_data[row.field] for row in self.rows}
        return {key: value == "1" for key, value in answers.items() if value}

    def clean(self):
        data = super().clean()
        if self.rows and not any(data.get(row.field) for row in self.rows):
            raise forms.ValidationError(_("Nobody is marked. Mark at least one person, or call the session off."))
        return data
