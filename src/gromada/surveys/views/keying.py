"""Keying paper forms: one page, keyboard from top to bottom, numbers for boxes, and the next one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from gromada.core import clock
from gromada.core.permissions import NotAllowed, Refusal, require
from gromada.core.text import _
from gromada.surveys import actions, forms, queries
from gromada.surveys.rules.form import form_of
from gromada.surveys.views.writing import PAGES, tongue, words_of


@require_http_methods(PAGES)
def key(request: HttpRequest, pk: int) -> HttpResponse:
    """One paper after the other; a number that was keyed is refused, the last one can be taken back."""
    shown = queries.survey_page(request.actor, pk)
    require(request.actor, "surveys.key", shown.survey)
    asked = form_of(shown.version.form).asked()
    last = queries.keyed_last(shown.survey, request.actor)
    initial = {"paper_number": _next_number(last)}
    if last:
        initial["given_on"] = last.given_on
    form = forms.KeyForm(
        request.POST if request.method == "POST" else None, initial=initial, asked=asked, language=tongue()
    )
    if form.is_valid() and _keyed(request, shown.survey, form):
        messages.success(request, str(_("Paper %(number)s is keyed.") % {"number": form.cleaned_data["paper_number"]}))
        return redirect("surveys:key", pk)
    context = {"form": form, "survey": shown.survey, "called": words_of(shown.survey, "title"), "last": last}
    return render(request, "surveys/key.html", context | {"paper": shown.paper, "version": shown.version})


def _next_number(last) -> str:
    """The number after the last one, where papers are numbered with plain numbers."""
    number = last.paper_number if last else ""
    return str(int(number) + 1).zfill(len(number)) if number.isascii() and number.isdigit() else ""


def _keyed(request: HttpRequest, survey, form: forms.KeyForm) -> bool:
    given = form.cleaned_data
    try:
        actions.key_paper(
            survey=survey,
            given=form.given(),
            paper_number=given["paper_number"],
            given_on=given["given_on"],
            by=request.actor,
            on=clock.today(),
        )
    except NotAllowed:
        raise
    except Refusal as refusal:
        named = getattr(refusal, "field", "")
        field = next((name for name in (form.name_of(named), named) if name in form.fields), None)
        form.add_error(field, str(refusal))
        return False
    return True


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the paper keyed last out again."""
    survey = queries.survey_to_do(request.actor, pk)
    try:
        number = actions.take_back_paper(survey=survey, by=request.actor, on=clock.today())
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request, str(_("Paper %(number)s is taken out. Key it again if you like.") % {"number": number})
        )
    return redirect("surveys:key", pk)
