"""What a person types about a strategy, a need and a resolution."""

from django import forms

from gromada.core.templatetags.fields import DayField
from gromada.core.text import _
from gromada.strategies.models import Need


class StrategyForm(forms.Form):
    """Title, years, and the year the newest data come from."""

    title = forms.CharField(
        label=_("Title"), max_length=200, help_text=_("As it will stand in the council's resolution.")
    )
    year_from = forms.IntegerField(label=_("First year"), help_text=_("The codes of needs bear this year."))
    year_until = forms.IntegerField(label=_("Last year"))
    data_year = forms.IntegerField(
        label=_("Year of the data"), help_text=_("The year the newest data of the diagnosis come from.")
    )

    def values(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("title", "year_from", "year_until", "data_year")}


class ExistingStrategyForm(StrategyForm):
    """A strategy from before the programme, with its resolution if it is at hand."""

    resolution_number = forms.CharField(label=_("Number of the resolution"), max_length=40, required=False)
    resolution_body = forms.CharField(label=_("Body that passed it"), max_length=120, required=False)
    adopted_on = DayField(label=_("Day of the resolution"), required=False)

    def values(self) -> dict:
        words = {name: self.cleaned_data[name] for name in ("resolution_number", "resolution_body", "adopted_on")}
        return super().values() | words


class NeedForm(forms.Form):
    """A need: who lacks what, how we know, for which group, how urgent."""

    text = forms.CharField(
        label=_("Need"),
        max_length=300,
        help_text=_(
            "One sentence: who lacks what. For example: older people in outlying villages meet nobody for days."
        ),
    )
    group = forms.ChoiceField(label=_("Group"), required=False)
    evidence = forms.CharField(
        label=_("How we know"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Figures, a survey, a meeting with residents."),
    )
    priority = forms.TypedChoiceField(
        label=_("Priority"),
        coerce=int,
        initial=Need.Priority.MIDDLE,
        choices=[
            (Need.Priority.HIGH, _("high")),
            (Need.Priority.MIDDLE, _("middle")),
            (Need.Priority.LOW, _("low")),
        ],
    )

    def __init__(self, *args, groups=(), **options):
        super().__init__(*args, **options)
        self._groups = {str(group.pk): group for group in groups}
        everybody = [("", _("everybody, no single group"))]
        self.fields["group"].choices = everybody + [(pk, f"{row.code}. {row.name}") for pk, row in self._groups.items()]

    def values(self) -> dict:
        given = dict(self.cleaned_data)
        return given | {"group": self._groups.get(given["group"])}


class AdoptionForm(forms.Form):
    """The council's resolution, with the document if it has been scanned."""

    resolution_number = forms.CharField(
        label=_("Number of the resolution"), max_length=40, help_text=_("As on the document, for example XXIV/173/09.")
    )
    resolution_body = forms.CharField(label=_("Body that passed it"), max_length=120)
    adopted_on = DayField(label=_("Day of the resolution"))
    file = forms.FileField(
        label=_("Scan of the resolution"),
        required=False,
        help_text=_("PDF or a photograph, up to 20 MB. You may add none."),
    )
