"""What is typed about a survey: its card, its parts and questions, codes, files; and the answers themselves."""

from decimal import Decimal

from django import forms

from gromada.core.permissions import Refusal
from gromada.core.templatetags.fields import DayField
from gromada.core.text import _
from gromada.surveys.rules.checking import number
from gromada.surveys.rules.editing import choices_of, lines_of
from gromada.surveys.rules.form import CHOOSING, LONGEST, Comparison, Condition, Question, Section, Words
from gromada.surveys.rules.ready import ready
from gromada.surveys.states import Access, Kind

TESTS = 3
SIGNS = [
    ("=", _("is")),
    ("!=", _("is not")),
    ("has", _("has the answer (any number of answers)")),
    ("lacks", _("has not the answer (any number of answers)")),
    (">", _("is greater than")),
    (">=", _("is at least")),
    ("<", _("is less than")),
    ("<=", _("is at most")),
]


def _area(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class CardForm(forms.Form):
    """The card of a survey."""

    title_pl = forms.CharField(label=_("Title in Polish"), max_length=200)
    title_en = forms.CharField(label=_("Title in English"), max_length=200, required=False)
    intro_pl = forms.CharField(
        label=_("Introduction in Polish"),
        required=False,
        max_length=2000,
        widget=_area(),
        help_text=_("Who asks, what for, how long it takes."),
    )
    intro_en = forms.CharField(label=_("Introduction in English"), required=False, max_length=2000, widget=_area())
    after_pl = forms.CharField(
        label=_("What happens next, in Polish"),
        required=False,
        max_length=2000,
        widget=_area(),
        help_text=_("Shown with the thanks: when and where the results will be talked about."),
    )
    after_en = forms.CharField(
        label=_("What happens next, in English"), required=False, max_length=2000, widget=_area()
    )
    access = forms.ChoiceField(label=_("Who may answer"), choices=Access.choices, widget=forms.RadioSelect)
    opens_on = DayField(label=_("First day"), required=False)
    ends_on = DayField(label=_("Last day"), required=False)


class NewForm(CardForm):
    """The card of a survey that begins, and the questionnaire it begins with."""

    questionnaire = forms.ChoiceField(label=_("Questionnaire"), widget=forms.RadioSelect)
    field_order = ["questionnaire"]

    def __init__(self, *args, language: str = "pl", **options):
        super().__init__(*args, **options)
        rows = [(one.code, one.title.told(language)) for one in ready()]
        self.fields["questionnaire"].choices = [*rows, ("empty", _("an empty one"))]


class _Conditional(forms.Form):
    """When something is asked: up to three tests, joined by "and" or by "or"."""

    def __init__(self, *args, earlier: list[Question], language: str, condition: Condition | None = None, **options):
        super().__init__(*args, **options)
        asked = [(question.code, f"{question.code}: {question.text.told(language)[:60]}") for question in earlier]
        tests = condition.tests if condition else ()
        for turn in range(max(TESTS, len(tests)) if asked else 0):
            test = tests[turn] if turn < len(tests) else Comparison("", "=", "")
            self.fields[f"when_{turn}"] = forms.ChoiceField(
                label=_("and when") if turn else _("Asked only when"),
                choices=[("", _("always")), *asked],
                required=False,
                initial=test.question,
            )
            self.fields[f"sign_{turn}"] = forms.ChoiceField(
                label=_("Comparison"), choices=SIGNS, required=False, initial=test.sign
            )
            self.fields[f"value_{turn}"] = forms.CharField(
                label=_("Code of the answer, or a number"), max_length=60, required=False, initial=test.value
            )
        if asked:
            self.fields["join"] = forms.ChoiceField(
                label=_("Several conditions"),
                choices=[("and", _("all hold")), ("or", _("at least one holds"))],
                required=False,
                initial=condition.join if condition else "and",
            )

        self.has_condition = condition is not None or self.is_bound
        self._parts = [name for name in self.fields if name.startswith(("when_", "sign_", "value_")) or name == "join"]

    def plain_fields(self):
        return [self[name] for name in self.fields if name not in self._parts]

    def condition_fields(self):
        return [self[name] for name in self._parts]

    def condition(self) -> Condition | None:
        """What was typed as one condition; None when nothing was."""
        given, tests = self.cleaned_data, []
        for turn in range(sum(1 for name in self.fields if name.startswith("when_"))):
            if given.get(f"when_{turn}"):
                value = given.get(f"value_{turn}", "").strip()
                tests.append(Comparison(given[f"when_{turn}"], given.get(f"sign_{turn}") or "=", value))
        return Condition(tuple(tests), given.get("join") or "and") if tests else None


class SectionForm(_Conditional):
    """A part of the questionnaire."""

    title_pl = forms.CharField(label=_("Title in Polish"), max_length=200)
    title_en = forms.CharField(label=_("Title in English"), max_length=200, required=False)

    def section(self, code: str, questions=()) -> Section:
        words = Words(self.cleaned_data["title_pl"], self.cleaned_data["title_en"])
        return Section(code, words, tuple(questions), self.condition())


class QuestionForm(_Conditional):
    """A question of the questionnaire."""

    kind = forms.ChoiceField(label=_("What it asks for"), choices=Kind.choices, initial=Kind.ONE)
    text_pl = forms.CharField(label=_("Question in Polish"), max_length=500, widget=_area(2))
    text_en = forms.CharField(label=_("Question in English"), max_length=500, required=False, widget=_area(2))
    hint_pl = forms.CharField(label=_("Hint in Polish"), max_length=500, required=False)
    hint_en = forms.CharField(label=_("Hint in English"), max_length=500, required=False)
    required = forms.BooleanField(label=_("Must be answered"), required=False)
    choices = forms.CharField(
        label=_("Answers to choose"),
        required=False,
        max_length=20_000,
        widget=_area(6),
        help_text=_(
            "One a line: Polish | English. Each keeps the code in front of it (1 = Tak | Yes); leave codes out for new ones."
        ),
    )
    low = forms.CharField(label=_("Least number"), required=False, max_length=16)
    high = forms.CharField(label=_("Greatest number"), required=False, max_length=16)
    whole = forms.BooleanField(label=_("Whole numbers only"), required=False, initial=True)

    def clean_low(self):
        return self._number("low")

    def clean_high(self):
        return self._number("high")

    def _number(self, name: str) -> Decimal | None:
        text = self.cleaned_data[name].strip()
        found = number(text) if text else None
        if text and found is None:
            raise forms.ValidationError(_("Write a number, in digits."))
        return found

    def question(self, code: str, known: Question | None = None) -> Question:
        given = self.cleaned_data
        is_number, chooses = given["kind"] == Kind.NUMBER, given["kind"] in CHOOSING
        return Question(
            code=code,
            kind=given["kind"],
            text=Words(given["text_pl"], given["text_en"]),
            hint=Words(given["hint_pl"], given["hint_en"]),
            required=given["required"] and given["kind"] != Kind.NOTE,
            choices=choices_of(given["choices"], known.choices if known else ()) if chooses else (),
            low=given["low"] if is_number else None,
            high=given["high"] if is_number else None,
            whole=given["whole"] if is_number else True,
            condition=self.condition(),
        )


def initial_of(question: Question) -> dict:
    """A question as its form shows it."""
    return {
        "kind": question.kind,
        "text_pl": question.text.pl,
        "text_en": question.text.en,
        "hint_pl": question.hint.pl,
        "hint_en": question.hint.en,
        "required": question.required,
        "choices": lines_of(question.choices),
        "low": "" if question.low is None else str(question.low),
        "high": "" if question.high is None else str(question.high),
        "whole": question.whole,
    }


class CodesForm(forms.Form):
    count = forms.IntegerField(label=_("How many codes"), min_value=1, initial=50)


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("XLSForm workbook"), help_text=_("XLSX with the sheets survey, choices and settings.")
    )


# Answers -------------------------------------------------------------------------------------------------------------


def _field_of(question: Question, language: str) -> forms.Field:
    """The field that a resident meets. Whether an answer is rightful is decided by the rules, not here."""
    known = {"label": question.text.told(language), "help_text": question.hint.told(language)}
    if question.kind in CHOOSING:
        pairs = [(choice.code, _shown(question, choice, language)) for choice in question.choices]
        if question.kind == "many":
            return forms.MultipleChoiceField(choices=pairs, widget=forms.CheckboxSelectMultiple, **known)
        return forms.ChoiceField(choices=pairs, widget=forms.RadioSelect, **known)
    if question.kind == "long":
        return forms.CharField(widget=forms.Textarea(attrs={"rows": 5, "maxlength": LONGEST["long"]}), **known)
    if question.kind == "number":
        mode = "numeric" if question.whole else "decimal"
        return forms.CharField(widget=forms.TextInput(attrs={"inputmode": mode, "class": "in--day"}), **known)
    if question.kind == "date":
        known["help_text"] = known["help_text"] or _("day.month.year, for example 16.07.2009")
        return forms.CharField(widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "in--day"}), **known)
    return forms.CharField(widget=forms.TextInput(attrs={"maxlength": LONGEST["text"]}), **known)


def _shown(question: Question, choice, language: str) -> str:
    told = choice.text.told(language)
    if question.kind == "scale":
        return f"{choice.code}, {told}" if told else choice.code
    return told


class AnswersForm(forms.Form):
    """The questions of one part, in one language. What was sent is read by `rules.stepping.take`; here it is only shown."""

    use_required_attribute = False

    def __init__(self, *args, questions, language: str, **options):
        super().__init__(*args, prefix="q", **options)
        self.items = []
        for question in questions:
            if question.is_asked:
                field = _field_of(question, language)
                field.required = question.required
                self.fields[question.code] = field
            self.items.append((question, question.text.told(language)))

    def _clean_fields(self):
        """The rules have read the answers already, against all the questionnaire and not field by field."""

    def rows(self):
        """Notes and fields in the order of the form."""
        return [(words, self[question.code] if question.is_asked else None) for question, words in self.items]

    def given(self) -> dict[str, list[str]]:
        """What was sent, by question."""
        return {code: self.data.getlist(self.add_prefix(code)) for code in self.fields}

    def tell(self, problems) -> None:
        """Put what is wrong at its question."""
        for problem in problems:
            self.add_error(problem.code if problem.code in self.fields else None, str(problem))


class KeyForm(forms.Form):
    """A paper form as numbers: of each question what stands in the marked boxes."""

    use_required_attribute = False
    paper_number = forms.CharField(
        label=_("Paper number"), max_length=20, widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True})
    )
    given_on = DayField(label=_("Day on the paper"), required=False)

    def __init__(self, *args, asked: list[Question], language: str, **options):
        super().__init__(*args, **options)
        self.asked, self.language = asked, language
        for question in asked:
            widget = _area(2) if question.kind == "long" else forms.TextInput(attrs={"autocomplete": "off"})
            if question.kind in CHOOSING or question.kind in {"number", "date"}:
                widget.attrs["inputmode"] = "numeric"
            label = question.text.told(language)
            self.fields[self.name_of(question.code)] = forms.CharField(
                label=label, required=False, widget=widget, max_length=4000
            )

    @staticmethod
    def name_of(code: str) -> str:
        """The field of a question; a question may be called as one of our own fields."""
        return f"a-{code}"

    def rows(self):
        """Number, words, the numbers of its answers, and the field of each question."""
        for place, question in enumerate(self.asked, 1):
            key = [(number_of(question, turn), choice.text.told(self.language)) for turn, choice in numbered(question)]
            yield {"number": place, "question": question, "key": key, "field": self[self.name_of(question.code)]}

    def given(self) -> dict[str, list[str]]:
        """What was keyed as the codes of the answers. Refusal, with its field, for a number that no answer has."""
        return {
            question.code: _codes_of(question, self.cleaned_data.get(self.name_of(question.code), ""))
            for question in self.asked
        }


def numbered(question: Question):
    return list(enumerate(question.choices, 1))


def number_of(question: Question, turn: int) -> str:
    """The number in the box on paper: of a scale the point itself, else the place in the list."""
    return question.choices[turn - 1].code if question.kind == "scale" else str(turn)


def _codes_of(question: Question, text: str) -> list[str]:
    if question.kind not in CHOOSING:
        return [text]
    by_number = {number_of(question, turn): choice.code for turn, choice in numbered(question)}
    codes = []
    for part in text.replace(",", " ").replace(";", " ").split():
        if part not in by_number:
            refusal = Refusal(_("No box of this question has the number %(number)s.") % {"number": part})
            refusal.field = question.code
            raise refusal
        codes.append(by_number[part])
    return codes
