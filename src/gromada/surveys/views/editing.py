"""Pages of the questionnaire: a part, a question, and their order. They work without a script."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from gromada.core import clock
from gromada.core.asking import attempt
from gromada.core.permissions import Refusal, require
from gromada.core.text import _
from gromada.surveys import actions, forms, queries
from gromada.surveys.rules import editing
from gromada.surveys.rules.form import Form, Question, Section
from gromada.surveys.views.writing import PAGES, page_of, tongue


def _survey(request: HttpRequest, pk: int):
    shown = queries.survey_page(request.actor, pk)
    require(request.actor, "surveys.write", shown.survey)
    return shown.survey, shown.form


def _earlier(form: Form, code: str, section_code: str) -> list[Question]:
    """The questions a condition may ask about: those before this one, or before the end of its part for a new one."""
    found: list[Question] = []
    for section in form.sections:
        if section.code == code:
            break
        for question in section.questions:
            if question.code == code:
                return found
            if question.is_asked:
                found.append(question)
        if section.code == section_code and not code:
            break
    return found


def _kept(request: HttpRequest, form, survey, made: Form) -> bool:
    return attempt(form, actions.change_form, survey=survey, questionnaire=made, by=request.actor, on=clock.today())


@require_http_methods(PAGES)
def add_section(request: HttpRequest, pk: int) -> HttpResponse:
    """A new part, at the end."""
    survey, known = _survey(request, pk)
    return _section_page(request, survey, known, None)


@require_http_methods(PAGES)
def section(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Title and condition of a part."""
    survey, known = _survey(request, pk)
    found = known.section(code)
    if found is None:
        raise Http404
    return _section_page(request, survey, known, found)


def _section_page(request: HttpRequest, survey, known: Form, found: Section | None) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    initial = {"title_pl": found.title.pl, "title_en": found.title.en} if found else {}
    earlier = _earlier(known, found.code if found else "", "")
    given = {"earlier": earlier, "language": tongue(), "condition": found.condition if found else None}
    form = forms.SectionForm(sent, initial=initial, **given)
    if form.is_valid():
        code = found.code if found else editing.free_code(known, "part")
        made = editing.put_section(known, form.section(code, found.questions if found else ()))
        if _kept(request, form, survey, made):
            return redirect(page_of(survey))
    title = _("A part of the questionnaire") if found else _("Add a part")
    return render(request, "surveys/edit.html", {"form": form, "survey": survey, "title": title, "earlier": earlier})


@require_http_methods(PAGES)
def add_question(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """A new question at the end of the part `code`."""
    survey, known = _survey(request, pk)
    if known.section(code) is None:
        raise Http404
    return _question_page(request, survey, known, code, None)


@require_http_methods(PAGES)
def question(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Words, answers and condition of a question; its code stays."""
    survey, known = _survey(request, pk)
    found = known.question(code)
    if found is None:
        raise Http404
    place = next(part.code for part in known.sections if found in part.questions)
    return _question_page(request, survey, known, place, found)


def _question_page(request: HttpRequest, survey, known: Form, place: str, found: Question | None) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    earlier = _earlier(known, found.code if found else "", place)
    given = {"earlier": earlier, "language": tongue(), "condition": found.condition if found else None}
    form = forms.QuestionForm(sent, initial=forms.initial_of(found) if found else {}, **given)
    if form.is_valid():
        code = found.code if found else editing.free_code(known, "q")
        made = editing.put_question(known, place, form.question(code, found))
        if _kept(request, form, survey, made):
            if "again" in request.POST:
                return redirect("surveys:add_question", survey.pk, place)
            return redirect(page_of(survey))
    title = _("Question %(code)s") % {"code": found.code} if found else _("Add a question")
    context = {"form": form, "survey": survey, "title": title, "earlier": earlier, "is_new": found is None}
    return render(request, "surveys/edit.html", context | {"is_question": True})


@require_POST
def arrange(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a part or a question up or down, or remove it; what conditions rest on stays where it is."""
    survey, known = _survey(request, pk)
    if "up" in request.POST:
        made = editing.move(known, request.POST["up"], -1)
    elif "down" in request.POST:
        made = editing.move(known, request.POST["down"], 1)
    else:
        code = request.POST.get("remove", "")
        made = editing.remove_section(known, code) if known.section(code) else editing.remove_question(known, code)
    try:
        actions.change_form(survey=survey, questionnaire=made, by=request.actor, on=clock.today())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect(page_of(survey))
