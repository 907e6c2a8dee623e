"""Signing in, choosing a day of the show, changing one's password."""

from datetime import date

from django import forms
from django.conf import settings

from gromada.core.templatetags.fields import DayField
from gromada.core.text import _

FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2100, 12, 31)


class SignIn(forms.Form):
    login = forms.CharField(label=_("Login"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "username"}))
    password = forms.CharField(
        label=_("Password"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )


class ShowDay(forms.Form):
    day = DayField(label=_("Day of the show"))

    def clean_day(self):
        day = self.cleaned_data["day"]
        if not FIRST_DAY <= day <= LAST_DAY:
            raise forms.ValidationError(_("Choose a day between 1990 and 2100."))
        return day


class Language(forms.Form):
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)


class ChangePassword(forms.Form):
    password = forms.CharField(
        label=_("Password now"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    new_password = forms.CharField(
        label=_("New password"),
        strip=False,
        help_text=_("At least 12 signs; a sentence is easy to remember"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
