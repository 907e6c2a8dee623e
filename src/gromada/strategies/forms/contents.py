"""What a person types into the sections of a strategy, its goals, money and figures, the card, and older needs."""

from django import forms

from gromada.core.money import AmountField
from gromada.core.text import _
from gromada.strategies.states import Fate, Involvement, ProblemSide

AREA = forms.Textarea(attrs={"rows": 12})


class ParagraphForm(forms.Form):
    """Text of a section; `version` says which state of the paragraph the form was opened on."""

    text = forms.CharField(
        label=_("Text"),
        widget=AREA,
        help_text=_("Plain text. A blank line begins a new paragraph; residents comment on each one."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class FindingForm(forms.Form):
    """What a figure shows, in one sentence."""

    finding = forms.CharField(
        label=_("What it shows"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One sentence for residents and the council: what changed and what it means here."),
    )


class _Entry(forms.Form):
    def values(self) -> dict:
        return dict(self.cleaned_data)


class ProblemForm(_Entry):
    text = forms.CharField(label=_("Problem"), max_length=300, help_text=_("One sentence: who is in what trouble."))
    parent = forms.ChoiceField(label=_("Hangs below"), required=False)
    side = forms.ChoiceField(
        label=_("As its"),
        required=False,
        choices=[("cause", ProblemSide.CAUSE.label), ("effect", ProblemSide.EFFECT.label)],
        initial="cause",
    )

    def __init__(self, *args, written=None, row=None, **options):
        super().__init__(*args, **options)
        if row is not None:
            del self.fields["parent"], self.fields["side"]
            return
        self._rows = {str(one.pk): one for one in flat(written.problems)}
        nothing = [("", _("nothing: it is a main problem"))]
        self.fields["parent"].choices = nothing + [(pk, one.text) for pk, one in self._rows.items()]

    def values(self) -> dict:
        given = dict(self.cleaned_data)
        return given | {"parent": self._rows.get(given["parent"])} if "parent" in given else given


def flat(problems) -> list:
    """Rows of a tree, each after the one it hangs below."""
    return [row for one in problems for row in (one.row, *flat(one.causes), *flat(one.effects))]


class GoalForm(_Entry):
    text = forms.CharField(
        label=_("Goal"), max_length=300, help_text=_("What will be different for residents, not what will be done.")
    )

    def __init__(self, *args, written=None, row=None, **options):  # noqa: ARG002 - the shape of every form of an entry
        super().__init__(*args, **options)


class DirectionForm(_Entry):
    goal = forms.ChoiceField(label=_("Goal"))
    text = forms.CharField(label=_("Direction of action"), max_length=300)
    way = forms.CharField(label=_("Who does what and when"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    needs = forms.MultipleChoiceField(label=_("Needs it answers"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, written=None, row=None, **options):
        super().__init__(*args, **options)
        self._goals = {str(one.pk): one for one in written.goals}
        self._needs = {str(one.pk): one for one in written.needs}
        self.fields["goal"].choices = [(pk, str(one)) for pk, one in self._goals.items()]
        self.fields["needs"].choices = [(pk, f"{one.short_code} {one.text}") for pk, one in self._needs.items()]
        if row is not None:
            del self.fields["goal"]

    def values(self) -> dict:
        given = dict(self.cleaned_data)
        given["needs"] = [self._needs[pk] for pk in given["needs"]]
        return given | {"goal": self._goals.get(given["goal"])} if "goal" in given else given


class FrameForm(GoalForm):
    text = None
    year = forms.IntegerField(label=_("Year"))
    source = forms.CharField(
        label=_("Source of money"), max_length=120, help_text=_("The gmina's budget, the programme, a foundation …")
    )
    amount_pln = AmountField(label=_("Amount, zł"), currency="PLN")


class IndicatorForm(GoalForm):
    text = None
    name = forms.CharField(label=_("Indicator"), max_length=200)
    unit = forms.CharField(label=_("Unit"), max_length=40, help_text=_("Persons, percent, hours …"))
    baseline = AmountField(label=_("Value now"), required=False, help_text=_("Leave empty when nobody knows it yet."))
    target = AmountField(label=_("Target"))
    target_year = forms.IntegerField(label=_("Reached by the year"))
    source = forms.CharField(label=_("Where it is read"), max_length=160)


class FigureForm(GoalForm):
    text = None
    name = forms.CharField(label=_("What was counted"), max_length=200)
    unit = forms.CharField(label=_("Unit"), max_length=40, help_text=_("Persons, families, zł …"))
    year = forms.IntegerField(label=_("Year"))
    value = AmountField(label=_("Value"))
    source = forms.CharField(label=_("Where it comes from"), max_length=160)


ENTRY_FORMS = {
    "problem": ProblemForm,
    "goal": GoalForm,
    "direction": DirectionForm,
    "frame": FrameForm,
    "indicator": IndicatorForm,
    "figure": FigureForm,
}


class AssessmentForm(forms.Form):
    """The second criterion of the card and remarks; the first is reckoned."""

    involvement = forms.ChoiceField(
        label=_("Did residents take part in making the strategy?"),
        choices=Involvement.choices,
        widget=forms.RadioSelect,
        help_text=_("Workshops, meetings, surveys: not only a notice on a board."),
    )
    reasons = forms.CharField(
        label=_("How it is known"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Days, places and numbers of people, or what was missing."),
    )
    remarks = forms.CharField(
        label=_("Remarks on problems, activity of residents, organisations and leaders"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args, has_strategy: bool = True, **options):
        super().__init__(*args, **options)
        if not has_strategy:
            del self.fields["involvement"], self.fields["reasons"]


class OlderNeedsForm(forms.Form):
    """For each older need what became of it; one left open is decided later."""

    def __init__(self, *args, needs=(), **options):
        super().__init__(*args, **options)
        self.needs = {need.pk: need for need in needs}
        for pk, need in self.needs.items():
            told = {"code": need.short_code}
            self.fields[f"fate-{pk}"] = forms.ChoiceField(
                label=_("What became of %(code)s") % told,
                required=False,
                choices=[("", _("not decided yet")), *Fate.choices],
            )
            self.fields[f"reason-{pk}"] = forms.CharField(
                label=_("Reason, %(code)s") % told, required=False, max_length=300
            )

    def decided(self) -> list[tuple]:
        """(need, fate, reason) of those that were decided."""
        given = self.cleaned_data
        return [
            (need, given[f"fate-{pk}"], given[f"reason-{pk}"]) for pk, need in self.needs.items() if given[f"fate-{pk}"]
        ]


class VersionForm(forms.Form):
    note = forms.CharField(
        label=_("What this version is for"),
        required=False,
        max_length=200,
        help_text=_("For example: for the consultation, for the session of the council."),
    )
