"""What a person types about a plan and its lines; the rules speak in the actions."""

from decimal import Decimal, InvalidOperation

from django import forms
from django.utils.translation import get_language

from gromada.core.money import AmountField
from gromada.core.text import _
from gromada.plans.models import PlanLine
from gromada.plans.rules import MONTHS, ROMAN, cell_of
from gromada.plans.rules.drafts import FIELDS
from gromada.plans.states import Procedure
from gromada.programmes.models import Programme

OWN = "*"  # stands for "no kind" in the value of the cell field, for a service of the gmina's own


class PlanForm(forms.Form):
    """A new plan: its year; a title and a task line where the programme asks for them."""

    year = forms.TypedChoiceField(label=_("Year"), coerce=int)
    title = forms.CharField(label=_("Title"), max_length=200, required=False)
    task_line = forms.ChoiceField(label=_("Task line that it carries out"), required=False)

    def __init__(self, *args, definition, task_lines=(), **options):
        super().__init__(*args, **options)
        window, form = definition.window, definition.plan
        years = range(window.since.year, window.until.year + 1) if window else ()
        self.fields["year"].choices = [(year, year) for year in years]
        self._task_lines = {str(row.pk): row for row in task_lines}
        if form.task_line_required:
            rows = [(pk, f"{row.place}. {row.text}") for pk, row in self._task_lines.items()]
            self.fields["task_line"].choices = [("", "—"), *rows]
        else:
            del self.fields["task_line"]
        if form.sub_programme:
            self.fields["title"].required = True
        else:
            self.fields["title"].help_text = _("Leave it empty and the plan is called after its year.")

    def values(self) -> dict:
        given = dict(self.cleaned_data)
        return given | {"task_line": self._task_lines.get(given.get("task_line", ""))}


class LineForm(forms.Form):
    """A line: what, for whom, which need, how much, when, for how much."""

    cell = forms.CharField(label=_("Group and kind"), widget=forms.Select)
    is_custom = forms.BooleanField(
        label=_("A service of our own: it is not in the catalogue, but it answers a need of the strategy"),
        required=False,
    )
    title = forms.CharField(label=_("Name of the service"), max_length=200)
    needs = forms.MultipleChoiceField(
        label=_("Needs that it answers"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _(
                "Choose the need that this service answers. If it is missing, write it into the strategy first."
            )
        },
    )
    description = forms.CharField(
        label=_("What will be done"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    recipients_text = forms.CharField(label=_("For whom"), max_length=200)
    recipients = forms.IntegerField(label=_("How many people"))
    quantity = forms.IntegerField(label=_("Quantity"))
    unit = forms.CharField(label=_("Counted in"), max_length=40, help_text=_("hours, days, meetings"))
    months = forms.TypedMultipleChoiceField(
        label=_("Months"),
        coerce=int,
        required=False,
        choices=[(month, ROMAN[month - 1]) for month in range(1, MONTHS + 1)],
        widget=forms.CheckboxSelectMultiple,
    )
    cost_pln = AmountField(label=_("Cost"), currency="PLN")
    not_duplicating = forms.BooleanField(
        label=_("This service repeats no service that a public institution gives these people"), required=False
    )
    insufficiency = forms.CharField(
        label=_("If such a service exists: why it is not enough"), max_length=300, required=False
    )

    procedure = forms.ChoiceField(
        label=_("How the provider is found"), required=False, choices=[("", "—"), *Procedure.choices]
    )
    provider_kind = forms.ChoiceField(label=_("Who may provide it"), required=False)
    other_sources = forms.CharField(label=_("Other sources of money"), max_length=300, required=False)

    def __init__(self, *args, programme: Programme, groups, kinds, needs, **options):
        super().__init__(*args, **options)
        language = get_language() or "pl"
        allowed = [kind for kind in programme.definition.provider_kinds if kind.allowed]
        self.fields["provider_kind"].choices = [("", "—"), *((kind.code, kind.name(language)) for kind in allowed)]
        self._groups = {row.code: row for row in groups}
        self._kinds = {row.code: row for row in kinds}
        self._needs = {str(row.pk): row.need for row in needs}
        self.fields["cell"].widget.choices = _cells(programme.definition)
        self.fields["needs"].required = programme.definition.plan.need_required
        self.fields["needs"].choices = [
            (str(row.pk), f"{row.need.short_code} {row.need.text}" + (_provisional() if row.provisional else ""))
            for row in needs
        ]

    def clean_cell(self):
        group, _dot, kind = self.cleaned_data["cell"].partition(".")
        kind = "" if kind == OWN else kind
        if group not in self._groups or (kind and kind not in self._kinds):
            raise forms.ValidationError(_("Choose a group and kind from the catalogue."))
        return self._groups[group], self._kinds.get(kind)

    def values(self) -> dict:
        given = dict(self.cleaned_data)
        group, kind = given.pop("cell")
        needs = [self._needs[pk] for pk in given["needs"]]
        return given | {"group": group, "kind": kind, "needs": needs}

    def typed_cost(self) -> Decimal | None:
        """The cost as typed so far, to show its counterpart; None while it is no amount."""
        try:
            return self.fields["cost_pln"].clean(self["cost_pln"].value())
        except (forms.ValidationError, InvalidOperation, ValueError):
            return None


def _provisional() -> str:
    return " " + str(_("(strategy not adopted yet)"))


def _cells(definition) -> list:
    """The open cells by group, and for groups with kinds one more: a service of the gmina's own."""
    language = get_language() or "pl"
    choices: list = [("", "—")]
    for group in definition.open_groups:
        cells = [cell for cell in definition.open_cells if cell.group == group.code]
        rows = [(cell_of(group.code, cell.kind), _cell_name(definition, cell, language)) for cell in cells]
        if group.has_kinds:
            rows.append((f"{group.code}.{OWN}", f"{group.code} " + str(_("a service of our own, no kind"))))
        choices.append((f"{group.code}. {group.name(language)}", rows))
    return choices


def _cell_name(definition, cell, language: str) -> str:
    kind = definition.service_kind(cell.kind)
    named = kind.name(language) if kind else definition.group(cell.group).name(language)
    return f"{cell_of(cell.group, cell.kind)} {named}"


def initial_of(line: PlanLine) -> dict:
    """A stored line as its form begins."""
    kind = line.kind.code if line.kind else ""
    own = line.is_custom and not kind and line.group.has_kinds
    names = ("is_custom", "title", "description", "recipients_text", "recipients", "unit", "quantity", "cost_pln")
    more = ("not_duplicating", "insufficiency", "procedure", "provider_kind", "other_sources")
    return {name: getattr(line, name) for name in (*names, *more)} | {
        "cell": f"{line.group.code}.{OWN}" if own else cell_of(line.group.code, kind),
        "needs": [str(answer.need_id) for answer in line.answers.all()],
        "months": [place + 1 for place, on in enumerate(line.month_list) if on],
    }


class RemarksForm(forms.Form):
    """The reviewer's remarks: one to the whole plan, one to each line; at least one is written."""

    def __init__(self, *args, lines=(), **options):
        super().__init__(*args, **options)
        self._lines = {f"line_{line.pk}": line for line in lines}
        rows = {"rows": 2}
        self.fields["whole"] = forms.CharField(
            label=_("To the whole plan"), required=False, widget=forms.Textarea(attrs={"rows": 3})
        )
        for name, line in self._lines.items():
            label = _("Remark to line %(number)s, %(title)s") % {"number": line.number, "title": line.title}
            self.fields[name] = forms.CharField(label=label, required=False, widget=forms.Textarea(attrs=rows))

    def remarks(self) -> list[tuple[PlanLine | None, str]]:
        given = self.cleaned_data
        return [(None, given["whole"])] + [(line, given[name]) for name, line in self._lines.items()]

    def by_line(self) -> dict:
        """The fields of lines by the line's key, for the table of the review page."""
        return {line.pk: self[name] for name, line in self._lines.items()}


class CancelForm(forms.Form):
    """Why a service is given up."""

    why = forms.CharField(
        label=_("Why is the service given up?"), widget=forms.Textarea(attrs={"rows": 3}), max_length=500
    )


class AnswerForm(forms.Form):
    """Why a line or the plan stays as it is; empty takes the answer back."""

    text = forms.CharField(
        label=_("Why it stays as it is"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 4})
    )


class SheetForm(forms.Form):
    """A plan as a file, or as rows pasted out of a spreadsheet."""

    file = forms.FileField(label=_("File"), required=False, help_text=_("XLSX, ODS or CSV, up to 5 MB."))
    rows = forms.CharField(
        label=_("Rows copied out of a spreadsheet"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Select the rows there, best with their header, copy them and paste them here."),
    )  # fmt: skip

    def clean(self):
        given = super().clean()
        if not self.errors and not given.get("file") and not (given.get("rows") or "").strip():
            raise forms.ValidationError(_("Choose a file or paste rows."))
        return given


class ColumnsForm(forms.Form):
    """What each column of a table holds, and the row in which its lines begin."""

    begins = forms.IntegerField(label=_("The first row with a service"), min_value=1, max_value=2000)

    def __init__(self, *args, columns, begins, **options):
        super().__init__(*args, **options)
        self.fields["begins"].initial = begins
        choices = [("", _("leave it out")), *FIELDS.items()]
        self._columns = {}
        for place, letter, sample in columns:
            self._columns[f"column_{place}"] = place
            label = _("Column %(column)s") % {"column": letter}
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=label, choices=choices, required=False, help_text=sample
            )

    def clean(self):
        given = super().clean()
        chosen = [given[name] for name in self._columns if given.get(name)]
        if len(chosen) != len(set(chosen)):
            raise forms.ValidationError(_("Two columns hold the same: choose one of them."))
        if "title" not in chosen or not {"cost_pln", "cost"} & set(chosen):
            raise forms.ValidationError(
                _("Say at least which column holds the name of the service and which the cost.")
            )
        return given

    def columns(self) -> dict[str, int]:
        return {self.cleaned_data[name]: place for name, place in self._columns.items() if self.cleaned_data.get(name)}
