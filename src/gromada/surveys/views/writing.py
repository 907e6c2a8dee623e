"""Pages of those who make a survey: the list, the card, the questionnaire at a glance, opening, codes, paper, files."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gromada.core import clock, permissions
from gromada.core.asking import answer, attempt
from gromada.core.permissions import Refusal, require
from gromada.core.text import _, _n
from gromada.core.workflow import Button, button
from gromada.surveys import actions, exports, forms, imports, queries
from gromada.surveys.permissions import MAKERS
from gromada.surveys.rules.form import Form, Words
from gromada.surveys.rules.ready import ready, ready_one
from gromada.surveys.states import Access, SurveyState

PAGES = ["GET", "HEAD", "POST"]
TAGS = {SurveyState.DRAFT: "draft", SurveyState.OPEN: "ok", SurveyState.CLOSED: "others"}
MOST_BYTES = 5 * 2**20


def tongue() -> str:
    return (get_language() or "pl")[:2]


def words_of(survey, name: str) -> str:
    return Words(getattr(survey, f"{name}_pl"), getattr(survey, f"{name}_en")).told(tongue())


def page_of(survey) -> str:
    return reverse("surveys:survey", args=[survey.pk])


def file_answer(content: bytes, kind: str, name: str, *, inline: bool = False) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(not inline, name)
    return response


@require_GET
def survey_list(request: HttpRequest) -> HttpResponse:
    """Surveys in one's own area, the newest first."""
    shown = queries.surveys(request.actor, request.GET.get("after"))
    rows = [(row, words_of(row.survey, "title"), TAGS[row.survey.state]) for row in shown.rows]
    is_maker = request.actor.role in MAKERS
    if not rows:
        title = _("No survey of residents yet")
    else:
        running = sum(1 for row in shown.rows if row.survey.state == SurveyState.OPEN)
        title = (
            _n("%(count)d survey is open for answers", "%(count)d surveys are open for answers", running)
            % {"count": running}
            if running
            else _("No survey is open for answers now")
        )
    context = {"rows": rows, "page": shown.page, "title": title, "is_maker": is_maker}
    context["has_gminas"] = request.actor.scope_kind != "gmina"
    return render(request, "surveys/list.html", context)


@require_http_methods(PAGES)
def new(request: HttpRequest) -> HttpResponse:
    """Begin a survey of one's own gmina, with a ready questionnaire or an empty one."""
    require(request.actor, "surveys.write")
    first = ready()[0]
    words = {
        f"{name}_{tongue}": getattr(getattr(first, name), tongue)
        for name in ("title", "intro", "after")
        for tongue in ("pl", "en")
    }
    initial = words | {"questionnaire": first.code, "access": Access.OPEN}
    sent = request.POST if request.method == "POST" else None
    form = forms.NewForm(sent, initial=initial, language=tongue())
    if form.is_valid():
        given = dict(form.cleaned_data)
        chosen = ready_one(given.pop("questionnaire"))
        facts = {"unit": queries.own_gmina(request.actor), "questionnaire": chosen.form if chosen else Form()}
        if attempt(form, actions.start_survey, by=request.actor, on=clock.today(), **facts, **given):
            return redirect(page_of(form.done))
    return render(request, "surveys/card.html", {"form": form, "title": _("Ask residents"), "survey": None})


@require_GET
def survey(request: HttpRequest, pk: int) -> HttpResponse:
    """One survey: its state, its questionnaire, how to reach people, what to do next."""
    shown = queries.survey_page(request.actor, pk)
    row, actor = shown.survey, request.actor
    is_maker = actor.role in MAKERS or actor.is_trusted
    may_edit = is_maker and row.state != SurveyState.CLOSED
    numbers = exports.numbers_of(shown.form)
    parts = [
        (part, part.title.told(tongue()), [_line(question, shown.form, numbers) for question in part.questions])
        for part in shown.form.sections
    ]
    return render(
        request,
        "surveys/survey.html",
        {
            "shown": shown,
            "survey": row,
            "title": _headline(shown),
            "called": words_of(row, "title"),
            "tags": [(TAGS[row.state], row.get_state_display())],
            "buttons": _buttons(actor, shown) if is_maker else [],
            "parts": parts,
            "facts": _facts(shown),
            "is_maker": is_maker,
            "may_edit": may_edit,
            "may_key": is_maker and row.state == SurveyState.OPEN,
            "has_codes": row.access == Access.CODE,
        },
    )


def _line(question, form: Form, numbers: dict[str, int]) -> dict:
    return {
        "question": question,
        "number": numbers.get(question.code, ""),
        "text": question.text.told(tongue()),
        "kind": exports.kind_name(question),
        "choices": ", ".join(choice.text.told(tongue()) or choice.code for choice in question.choices),
        "when": exports.when(question.condition, form, tongue()),
    }


def _headline(shown) -> str:
    row, count = shown.survey, len(shown.form.asked())
    if row.state == SurveyState.DRAFT:
        sentence = _n(
            "The survey is being written: %(count)d question", "The survey is being written: %(count)d questions", count
        )
        return sentence % {"count": count}
    if row.state == SurveyState.OPEN:
        sentence = _n(
            "The survey is open: %(count)d answer so far",
            "The survey is open: %(count)d answers so far",
            shown.answered,
        )
    else:
        sentence = _n(
            "The survey is closed: %(count)d answer", "The survey is closed: %(count)d answers", shown.answered
        )
    return sentence % {"count": shown.answered}


def _buttons(actor, shown) -> list[Button]:
    row = shown.survey
    if row.state == SurveyState.DRAFT:
        return [button(actor, "surveys.open", row, primary=True)]
    if row.state == SurveyState.OPEN:
        keying = button(actor, "surveys.key", row, method="get", primary=not shown.is_changed)
        made = [keying, button(actor, "surveys.close", row)]
        if shown.is_changed:
            label, why = _("Put the changes before people"), permissions.why_not(actor, "surveys.write", row)
            made.insert(
                0, Button(label, reverse("surveys:renew", args=[row.pk]), "surveys.write", "post", why, primary=True)
            )
        return made
    deed = "surveys.withdraw" if row.is_published else "surveys.publish"
    return [button(actor, deed, row, primary=not row.is_published)]


def _facts(shown) -> list[tuple]:
    row = shown.survey
    facts = [(_("Gmina"), row.unit.name), (_("Who may answer"), row.get_access_display())]
    if row.opens_on:
        facts.append((_("First day"), f"{row.opens_on:%d.%m.%Y}"))
    facts.append((_("Last day"), f"{row.ends_on:%d.%m.%Y}" if row.ends_on else _("until you close it")))
    if shown.version:
        facts.append((_("Version that people answer"), shown.version.number))
        facts.append((_("Answers online"), shown.online, "num"))
        facts.append((_("Answers on paper"), shown.paper, "num"))
    if row.access == Access.CODE:
        facts.append((_("Codes used"), f"{shown.codes_used} / {shown.codes}", "num"))
    return facts


@require_http_methods(PAGES)
def card(request: HttpRequest, pk: int) -> HttpResponse:
    """Title, introduction, who may answer and until when."""
    row = queries.survey_to_do(request.actor, pk)
    require(request.actor, "surveys.write", row)
    initial = {name: getattr(row, name) for name in forms.CardForm.base_fields}
    form = forms.CardForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid() and attempt(
        form, actions.change_survey, survey=row, by=request.actor, on=clock.today(), **form.cleaned_data
    ):
        return redirect(page_of(row))
    return render(request, "surveys/card.html", {"form": form, "title": _("The card of the survey"), "survey": row})


@require_POST
def open_survey(request: HttpRequest, pk: int) -> HttpResponse:
    row = queries.survey_to_do(request.actor, pk)
    done = _("The survey is open. Send people the link, print the form, hang up the code.")
    return answer(
        request, actions.open_survey, done=done, to=page_of(row), survey=row, by=request.actor, on=clock.today()
    )


@require_POST
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    row = queries.survey_to_do(request.actor, pk)
    done = _("People see the new version from now on. Who has begun the earlier one may finish it.")
    return answer(
        request, actions.renew_survey, done=done, to=page_of(row), survey=row, by=request.actor, on=clock.today()
    )


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    row = queries.survey_to_do(request.actor, pk)
    done = _("The survey is closed. Look through the results and publish them.")
    return answer(
        request, actions.close_survey, done=done, to=page_of(row), survey=row, by=request.actor, on=clock.today()
    )


@never_cache
@require_http_methods(PAGES)
def codes(request: HttpRequest, pk: int) -> HttpResponse:
    """Make codes and print them: they are shown once, as only their index is kept."""
    shown = queries.survey_page(request.actor, pk)
    require(request.actor, "surveys.write", shown.survey)
    form = forms.CodesForm(request.POST if request.method == "POST" else None)
    made: list[str] = []
    if form.is_valid() and attempt(
        form,
        actions.make_codes,
        survey=shown.survey,
        count=form.cleaned_data["count"],
        by=request.actor,
        on=clock.today(),
    ):
        made = form.done
    link = request.build_absolute_uri(reverse("surveys:form", args=[shown.survey.slug]))
    context = {"shown": shown, "survey": shown.survey, "form": form, "codes": made, "link": link}
    return render(request, "surveys/codes.html", context | {"called": words_of(shown.survey, "title")})


@require_GET
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The form to print: A4, boxes with the numbers that are keyed."""
    shown = queries.survey_page(request.actor, pk)
    row = shown.survey
    link = request.build_absolute_uri(reverse("surveys:form", args=[row.slug]))
    as_of = shown.version.valid_from if shown.version else row.state_since
    content = exports.paper_form(row, shown.version, language=tongue(), as_of=as_of, link=link)
    return file_answer(content, exports.PDF, f"{row.slug}.pdf", inline=True)


@require_GET
def xlsform(request: HttpRequest, pk: int) -> HttpResponse:
    """The questionnaire as XLSForm, for ODK and KoboToolbox."""
    shown = queries.survey_page(request.actor, pk)
    return file_answer(exports.xlsform_of(shown), exports.XLSX, f"{shown.survey.slug}.xlsx")


@require_http_methods(PAGES)
def import_form(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the questionnaire of an XLSForm workbook in the place of the one being written."""
    row = queries.survey_to_do(request.actor, pk)
    require(request.actor, "surveys.write", row)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form, mistakes = forms.FileForm(*sent), []
    if form.is_valid():
        mistakes, read = _read(form, form.cleaned_data["file"])
        if read and attempt(
            form, actions.change_form, survey=row, questionnaire=read.form, by=request.actor, on=clock.today()
        ):
            count = len(read.form.asked())
            done = _n(
                "The questionnaire has %(count)d question now.", "The questionnaire has %(count)d questions now.", count
            )
            messages.success(request, " ".join([done % {"count": count}, *read.notes]))
            return redirect(page_of(row))
    return render(request, "surveys/import.html", {"form": form, "survey": row, "mistakes": mistakes})


def _read(form, file):
    if file.size > MOST_BYTES:
        form.add_error("file", _("This file is larger than 5 MB; a questionnaire is not."))
        return [], None
    try:
        return [], imports.read_xlsform(file.read(), file.name)
    except imports.UnreadableForm as refusal:
        form.add_error("file", _("Nothing was taken over. Mend the workbook and send it again."))
        return refusal.mistakes, None
    except Refusal as refusal:
        form.add_error("file", str(refusal))
        return [], None
