"""What is typed about a person and who is chosen to be enrolled."""

from django import forms

from gromada.core.templatetags.fields import DayField
from gromada.core.text import _
from gromada.participants.states import Basis, Sex


class Register(forms.Form):
    last_name = forms.CharField(label=_("Surname"), max_length=80)
    first_name = forms.CharField(label=_("First name"), max_length=80)
    birth_year = forms.IntegerField(label=_("Year of birth"), help_text=_("Four digits"))
    sex = forms.ChoiceField(label=_("Sex"), choices=Sex.choices, widget=forms.RadioSelect)
    village = forms.CharField(label=_("Village"), max_length=100, required=False)
    pesel = forms.CharField(
        label=_("PESEL"), max_length=20, required=False, help_text=_("Only where the service needs it; 11 digits")
    )
    basis = forms.ChoiceField(label=_("Ground for keeping the data"), choices=Basis.choices)
    notice_given_on = DayField(label=_("Information on personal data handed over on"))


class Choose(forms.Form):
    people = forms.MultipleChoiceField(label=_("Whom to enrol"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.known = {str(person.pk): person for person in people}
        self.fields["people"].choices = [
            (key, f"{person.last_name} {person.first_name} ({person.birth_year})") for key, person in self.known.items()
        ]

    def chosen(self):
        return [self.known[key] for key in self.cleaned_data["people"]]
