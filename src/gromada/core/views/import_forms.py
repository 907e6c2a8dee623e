"""Forms of the import pages: the files and what a kind of import asks beside them, and the questions it found."""

from django import forms

from gromada.core.imports import File, Importer, Question
from gromada.core.text import _

QUESTIONS_AT_ONCE = 50


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One file or several; cleaned to a list of uploads."""

    widget = FilesInput

    def clean(self, data, initial=None):
        given = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(item, initial) for item in given if item] or super().clean(None, initial)


class UploadForm(forms.Form):
    """The files of one kind of import; a field for each of its options."""

    files = FilesField(label=_("Files"))

    def __init__(self, *args, row: Importer, **kwargs):
        super().__init__(*args, **kwargs)
        self.row = row
        kinds = ", ".join(ending.upper() for ending in row.endings)
        self.fields["files"].help_text = _("%(kinds)s; several at once if they belong together.") % {"kinds": kinds}
        self.fields["files"].widget.attrs["accept"] = ",".join(f".{ending}" for ending in row.endings)
        for option in row.options:
            common = {"label": option.label, "required": option.required, "help_text": option.hint}
            if option.choices:
                empty = [] if option.required or any(not value for value, _words in option.choices) else [("", "—")]
                field = forms.ChoiceField(choices=[*empty, *option.choices], **common)
            else:
                field = forms.CharField(max_length=200, **common)
            self.fields[f"option_{option.name}"] = field

    def wish(self) -> dict:
        """The files and options as `core.imports.check` takes them."""
        names = [option.name for option in self.row.options]
        return {
            "files": [File(upload.name, upload.read()) for upload in self.cleaned_data["files"]],
            "options": {name: self.cleaned_data.get(f"option_{name}", "") for name in names},
        }


class QuestionsForm(forms.Form):
    """The first open questions, each with its choices; what is left unanswered is asked again."""

    def __init__(self, *args, questions: list[Question], **kwargs):
        super().__init__(*args, **kwargs)
        self.keys = {}
        for number, question in enumerate(questions[:QUESTIONS_AT_ONCE]):
            place = [question.file, _("row %(row)d") % {"row": question.row} if question.row else ""]
            self.keys[f"q{number}"] = question.key
            self.fields[f"q{number}"] = forms.ChoiceField(
                label=question.sentence,
                choices=question.choices,
                widget=forms.RadioSelect,
                required=False,
                help_text=", ".join(str(part) for part in place if part),
            )

    def answers(self) -> dict[str, str]:
        return {key: self.cleaned_data[name] for name, key in self.keys.items() if self.cleaned_data.get(name)}
