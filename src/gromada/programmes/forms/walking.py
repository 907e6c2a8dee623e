"""What a person types to record what happened on a gmina's path."""

from datetime import date

from django import forms
from django.utils.translation import get_language

from gromada.core.templatetags.fields import DayField
from gromada.core.text import _


class _DeedForm(forms.Form):
    """What every deed on a gmina's path asks: its day, and the document it rests on."""

    on = DayField(label=_("Day"))
    paper_kind = forms.CharField(label=_("Kind of document"), max_length=80, required=False)
    paper_number = forms.CharField(label=_("Number of the document"), max_length=60, required=False)
    paper_on = DayField(label=_("Day of the document"), required=False)
    file = forms.FileField(label=_("Scan of the document (PDF or a photograph)"), required=False)

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["on"].initial = today

    def clean_on(self) -> date:
        """A deed is not dated in the future."""
        if self.cleaned_data["on"] > self.today:
            raise forms.ValidationError(_("This day is still to come. Choose today or an earlier day."))
        return self.cleaned_data["on"]

    def paper(self, made):
        """The document as `made` (actions.Paper) takes it."""
        given = self.cleaned_data
        return made(
            kind=given["paper_kind"], number=given["paper_number"], on=given["paper_on"], file=given["file"] or None
        )

    def asked(self, made) -> dict:
        """What the action takes beside the gmina and who does it."""
        rest = {name: value for name, value in self.cleaned_data.items() if name in self.own}
        return {"on": self.cleaned_data["on"], "paper": self.paper(made), **rest}

    own: tuple[str, ...] = ()


class StepForm(_DeedForm):
    """A step of the path: what must hold at it, the document, a note."""

    own = ("confirmed", "note")
    confirmed = forms.MultipleChoiceField(
        label=_("What holds"), widget=forms.CheckboxSelectMultiple, required=False, choices=()
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=4_000, widget=forms.Textarea(attrs={"rows": 3}))
    field_order = ("confirmed", "on", "paper_kind", "paper_number", "paper_on", "file", "note")

    def __init__(self, *args, step, **kwargs):
        super().__init__(*args, **kwargs)
        language = (get_language() or "pl")[:2]
        conditions = step.conditions if step else ()
        if conditions:
            self.fields["confirmed"].choices = [(row.code, row.name(language)) for row in conditions]
        else:
            del self.fields["confirmed"]
        if step:
            self.fields["paper_kind"].initial = step.say("document", language)


class AsideForm(_DeedForm):
    """Why a gmina is set aside or leaves."""

    own = ("why",)
    why = forms.CharField(label=_("Why"), max_length=4_000, widget=forms.Textarea(attrs={"rows": 4}))
    field_order = ("why", "on", "paper_kind", "paper_number", "paper_on", "file")


class ResumeForm(AsideForm):
    """Why the money flows again, where there is something to say."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["why"].required = False
        self.fields["why"].label = _("Note")


class PaperForm(_DeedForm):
    """A document for a step that is behind."""

    own = ("step", "note")
    step = forms.ChoiceField(label=_("Step"), choices=())
    note = forms.CharField(label=_("Note"), required=False, max_length=4_000, widget=forms.Textarea(attrs={"rows": 3}))
    field_order = ("step", "paper_kind", "paper_number", "paper_on", "file", "on", "note")

    def __init__(self, *args, steps, chosen, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["step"].choices = steps
        self.fields["step"].initial = chosen
