"""What is typed about work with residents by the gmina's people, and what residents send in themselves."""

from django import forms

from gromada.core.templatetags.fields import DayField
from gromada.core.text import _
from gromada.strategies.rules.commenting import LONGEST_COMMENT, LONGEST_NAME
from gromada.strategies.rules.voting import MOST_DOTS
from gromada.strategies.states import EventKind, HelpKind, Verdict


def area(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class EventForm(forms.Form):
    """A meeting: before it the agenda, after it what came of it."""

    kind = forms.ChoiceField(label=_("Kind"), choices=EventKind.choices, widget=forms.RadioSelect)
    title = forms.CharField(label=_("What it is about"), max_length=200)
    held_on = DayField(label=_("Day"))
    place = forms.CharField(label=_("Place"), max_length=200, help_text=_("Village and building."))
    moderator = forms.CharField(
        label=_("Who leads it"),
        max_length=150,
        required=False,
        help_text=_("Function is enough, a name is not needed."),
    )
    agenda = forms.CharField(label=_("Agenda"), required=False, widget=area())
    results = forms.CharField(
        label=_("What came of it"), required=False, widget=area(6), help_text=_("Needs named, ideas, what was agreed.")
    )
    attended = forms.IntegerField(
        label=_("How many people came"), required=False, min_value=0, help_text=_("Leave empty before the meeting.")
    )


class NamesForm(forms.Form):
    """Who came, pasted as it is."""

    names = forms.CharField(
        label=_("Names, one a line"),
        required=False,
        widget=area(14),
        help_text=_("Paste them from a sheet or a letter. Numbers and spare spaces go by themselves."),
    )
    attended = forms.IntegerField(
        label=_("How many people came"), required=False, min_value=0, help_text=_("Only if more came than signed.")
    )


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("Photograph or paper"),
        help_text=_("JPEG, PNG, PDF, DOCX or ODT, up to 20 MB. Place and camera are taken out of photographs."),
    )


class SurveysForm(forms.Form):
    """Which surveys of residents the strategy rests on."""

    surveys = forms.MultipleChoiceField(label=_("Surveys"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, surveys=(), **options):
        super().__init__(*args, **options)
        self._surveys = {str(row.pk): row for row in surveys}
        self.fields["surveys"].choices = [
            (pk, f"{row} ({row.get_state_display()})") for pk, row in self._surveys.items()
        ]

    def chosen(self) -> list:
        return [self._surveys[pk] for pk in self.cleaned_data["surveys"]]


class HelpForm(forms.Form):
    kind = forms.ChoiceField(label=_("Help with"), choices=HelpKind.choices, widget=forms.RadioSelect)
    words = forms.CharField(label=_("What you need"), max_length=2000, widget=area())
    wanted_on = DayField(label=_("By when"), required=False)


class HelpAnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("Answer"),
        required=False,
        max_length=2000,
        widget=area(),
        help_text=_("Who comes and when; or why not."),
    )


class PartnershipForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    members = forms.CharField(
        label=_("Who belongs to it"), widget=area(6), help_text=_("Organisations and institutions, one a line.")
    )
    since = DayField(label=_("Since"))
    agreement = forms.CharField(
        label=_("Agreement"), max_length=200, required=False, help_text=_("Number and day, if there is one.")
    )


class LeaderForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    sphere = forms.CharField(
        label=_("Sphere"), max_length=120, help_text=_("What this person moves others to: seniors, sport, a village.")
    )
    contact = forms.CharField(label=_("Contact"), max_length=200, required=False)
    consent_on = DayField(label=_("Consent given on"))


class ConsultationForm(forms.Form):
    title = forms.CharField(label=_("What people are asked about"), max_length=200)
    opens_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"))
    intro = forms.CharField(
        label=_("Introduction"),
        required=False,
        max_length=4000,
        widget=area(),
        help_text=_("What for, and what happens with the comments."),
    )
    text = forms.CharField(
        label=_("Text of the draft"),
        required=False,
        widget=area(14),
        help_text=_(
            "Leave empty to lay open what is written in the strategy. Else paste the draft: an empty line parts "
            "paragraphs, a line that begins with # is a heading."
        ),
    )


class AnswerForm(forms.Form):
    verdict = forms.ChoiceField(label=_("The gmina"), choices=Verdict.choices, widget=forms.RadioSelect)
    answer = forms.CharField(
        label=_("Why"), max_length=4000, widget=area(), help_text=_("In a sentence the sender understands.")
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it is not shown"),
        max_length=300,
        help_text=_("For example: names a neighbour; is not about the draft."),
    )


class PaperCommentForm(forms.Form):
    """A comment that came on paper or was said at a meeting."""

    paragraph = forms.ChoiceField(label=_("About"), required=False)
    text = forms.CharField(label=_("Comment"), max_length=LONGEST_COMMENT, widget=area(6))
    name = forms.CharField(label=_("Signed"), max_length=LONGEST_NAME, required=False)
    given_on = DayField(label=_("Day on the paper"))

    def __init__(self, *args, paragraphs=(), **options):
        super().__init__(*args, **options)
        rows = [(row["key"], f"{place}. {row['text'][:70]}") for place, row in enumerate(paragraphs, 1)]
        self.fields["paragraph"].choices = [("", _("the draft as a whole")), *rows]


class TakeIdeaForm(forms.Form):
    text = forms.CharField(label=_("Need"), max_length=300, widget=area(3))
    group = forms.ChoiceField(label=_("Group"), required=False)

    def __init__(self, *args, groups=(), **options):
        super().__init__(*args, **options)
        self._groups = {str(row.pk): row for row in groups}
        rows = [(pk, f"{row.code}. {row.name}") for pk, row in self._groups.items()]
        self.fields["group"].choices = [("", _("everybody, no single group")), *rows]

    def values(self) -> dict:
        return {"text": self.cleaned_data["text"], "group": self._groups.get(self.cleaned_data["group"])}


class VoteForm(forms.Form):
    title = forms.CharField(label=_("What people vote on"), max_length=200)
    opens_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"))
    intro = forms.CharField(label=_("Introduction"), required=False, max_length=4000, widget=area())
    dots = forms.IntegerField(label=_("Dots a person has"), min_value=1, max_value=MOST_DOTS, initial=5)
    most_on_one = forms.IntegerField(label=_("At most on one thing"), min_value=1, max_value=MOST_DOTS, initial=3)
    by_mail = forms.BooleanField(
        label=_("Codes also by e-mail"),
        required=False,
        help_text=_("One code an address. Choose it only where the sending of letters is set up."),
    )


class OptionsForm(forms.Form):
    """What can be voted on: needs, ideas, and words of one's own."""

    needs = forms.MultipleChoiceField(label=_("Needs"), required=False, widget=forms.CheckboxSelectMultiple)
    ideas = forms.MultipleChoiceField(label=_("Ideas"), required=False, widget=forms.CheckboxSelectMultiple)
    words = forms.CharField(label=_("Other things, one a line"), required=False, widget=area())

    def __init__(self, *args, needs=(), ideas=(), **options):
        super().__init__(*args, **options)
        self._rows = {"needs": {str(row.pk): row for row in needs}, "ideas": {str(row.pk): row for row in ideas}}
        self.fields["needs"].choices = [(str(row.pk), f"{row.short_code} {row.text}") for row in needs]
        self.fields["ideas"].choices = [(str(row.pk), row.text[:200]) for row in ideas]
        for name in ("needs", "ideas"):
            if not self._rows[name]:
                del self.fields[name]

    def values(self) -> dict:
        chosen = {name: [rows[pk] for pk in self.cleaned_data.get(name, ())] for name, rows in self._rows.items()}
        return chosen | {"words": self.cleaned_data["words"]}


class CodesForm(forms.Form):
    count = forms.IntegerField(label=_("How many codes"), min_value=1, initial=50)


# What residents send in ----------------------------------------------------------------------------------------------


class SaidForm(forms.Form):
    """A comment or an idea. Name and address are not asked for, they may be given."""

    use_required_attribute = False
    text = forms.CharField(label=_("What do you think?"), strip=False, widget=area(6))
    name = forms.CharField(
        label=_("Signature, if you like"),
        max_length=LONGEST_NAME,
        required=False,
        help_text=_("It is shown beside your words. You may leave it empty."),
    )
    email = forms.CharField(
        label=_("E-mail, if you want the answer as a letter"),
        max_length=200,
        required=False,
        help_text=_("Nobody sees it; it is erased after the answer."),
    )


class IdeaForm(SaidForm):
    """An idea: nobody is answered by letter, so no address is asked for."""

    text = forms.CharField(label=_("What is needed here, or what could we do?"), strip=False, widget=area(6))
    email = None


class BallotForm(forms.Form):
    """Dots on numbered things, and the code."""

    use_required_attribute = False
    code = forms.CharField(
        label=_("Code from your ballot"),
        max_length=20,
        help_text=_("8 letters and digits, for example ABCD-EFGH"),
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "autocomplete": "off"}),
    )

    def __init__(self, *args, options=(), most: int = 1, **rest):
        super().__init__(*args, **rest)
        self.numbers = [row.number for row in options]
        choices = [(str(count), str(count)) for count in range(most + 1)]
        for row in options:
            self.fields[f"dots_{row.number}"] = forms.ChoiceField(
                label=f"{row.number}. {row.text}",
                choices=choices,
                widget=forms.RadioSelect,
                initial="0",
                required=False,
            )
        self.order_fields([*(f"dots_{number}" for number in self.numbers), "code"])

    def dots(self) -> dict[int, int]:
        return {number: int(self.cleaned_data.get(f"dots_{number}") or 0) for number in self.numbers}


class KeyBallotForm(forms.Form):
    """A paper ballot: the code, and under each number how many dots."""

    use_required_attribute = False
    code = forms.CharField(
        label=_("Code on the ballot"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True}),
    )

    def __init__(self, *args, options=(), **rest):
        super().__init__(*args, **rest)
        self.numbers = [row.number for row in options]
        for row in options:
            self.fields[f"dots_{row.number}"] = forms.IntegerField(
                label=f"{row.number}. {row.text}",
                min_value=0,
                required=False,
                widget=forms.NumberInput(attrs={"autocomplete": "off"}),
            )

    def dots(self) -> dict[int, int]:
        return {number: self.cleaned_data.get(f"dots_{number}") or 0 for number in self.numbers}


class MailForm(forms.Form):
    use_required_attribute = False
    email = forms.CharField(label=_("E-mail"), max_length=200, widget=forms.EmailInput(attrs={"autocomplete": "email"}))
