"""The form for residents: no account, a part at a time, nothing stored until the end. Its preview for those who write it.

The answers so far travel with the page, signed; whoever closes it leaves no trace.
"""

import secrets
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from gromada.core import clock
from gromada.core.asking import address_of
from gromada.core.permissions import PUBLIC, Refusal
from gromada.core.text import _
from gromada.surveys import actions, forms, queries
from gromada.surveys.rules import stepping
from gromada.surveys.rules.answering import as_sent
from gromada.surveys.rules.form import Form, Words, form_of
from gromada.surveys.rules.running import (
    LEAST_SECONDS,
    TooMany,
    check_takes_answers,
    needs_code,
    plain_code,
)
from gromada.surveys.states import Access
from gromada.surveys.views.writing import PAGES, tongue, words_of

DAY = 86_400
SALT = "gromada.surveys.form"
TRAP = "website"  # a field that people do not see and programs fill in


@dataclass
class Walk:
    """Where somebody stands in the form: version, part, the answers so far, what the page showed."""

    version: int
    place: int
    answers: dict[str, Any] = field(default_factory=dict)
    shown: list[str] = field(default_factory=list)
    key: str = ""
    began: float = 0
    code: str = ""

    def signed(self, slug: str) -> str:
        return signing.dumps(vars(self), salt=f"{SALT}:{slug}", compress=True)


def _opened(token: str, slug: str) -> Walk | None:
    """What the page carried; None when it is older than a day or was altered."""
    try:
        return Walk(**signing.loads(token, salt=f"{SALT}:{slug}", max_age=DAY))
    except (signing.BadSignature, TypeError, ValueError):
        return None


def _began(version: int, form: Form) -> Walk:
    place = stepping.next_part(form, -1, {}) or 0
    return Walk(version, place, key=secrets.token_hex(16), began=clock.now().timestamp())


@dataclass
class Visit:
    """One request of the form: the survey, the form of the version at hand, whether it is only a preview."""

    request: HttpRequest
    survey: Any
    version: Any
    form: Form
    is_preview: bool = False
    note: str = ""

    def page(self, walk: Walk, *, sent=None, problems=(), status: int = 200) -> HttpResponse:
        """The part of the form where the walk stands, with what is wrong in it."""
        section = self.form.sections[walk.place]
        asked = stepping.asked_in(section, walk.answers)
        walk.shown = [question.code for question in asked]
        data = {} if sent is None else {"data": sent}
        shown = forms.AnswersForm(**data, questions=asked, language=tongue(), initial=_initial(walk, asked))
        if sent is not None:
            shown.is_valid()
            shown.tell(problems)
        number, count = stepping.counted(self.form, walk.place, walk.answers)
        is_first = stepping.next_part(self.form, walk.place, walk.answers, -1) is None
        context = {
            "survey": self.survey,
            "called": words_of(self.survey, "title"),
            "intro": words_of(self.survey, "intro") if is_first else "",
            "section": section.title.told(tongue()),
            "form": shown,
            "number": number,
            "count": count,
            "is_first": is_first,
            "is_last": stepping.next_part(self.form, walk.place, walk.answers) is None,
            "asks_code": needs_code(self.survey.access) and not walk.code and not self.is_preview,
            "given_code": self.request.POST.get("code", "") or self.request.GET.get("kod", ""),
            "state": walk.signed(self.survey.slug),
            "is_preview": self.is_preview,
            "note": self.note,
            "trap": TRAP,
        }
        return render(self.request, "surveys/form.html", context, status=status)


def _initial(walk: Walk, asked) -> dict:
    found = as_sent(walk.answers)
    return {
        row.code: found[row.code] if row.kind == "many" else found[row.code][0] for row in asked if row.code in found
    }


@never_cache
@login_not_required
@require_http_methods(PAGES)
def form(request: HttpRequest, slug: str) -> HttpResponse:
    """What the link of a survey opens. It reads one row however many have answered, and writes at the last step alone."""
    version = queries.public_version(slug)
    survey = version.survey
    try:
        check_takes_answers(survey.state, survey.opens_on, survey.ends_on, clock.today())
    except Refusal as refusal:
        return _stopped(request, survey, refusal, 200 if request.method != "POST" else 409)
    if survey.access == Access.ONCE and request.COOKIES.get(_cookie(survey)):
        return _stopped(request, survey, Refusal(_("This device has answered already. Thank you.")), 200)
    return _walked(Visit(request, survey, version, form_of(version.form)))


@never_cache
@require_http_methods(PAGES)
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The questionnaire as residents will meet it; nothing is kept."""
    shown = queries.survey_page(request.actor, pk)
    return _walked(Visit(request, shown.survey, None, shown.form, is_preview=True))


def _walked(visit: Visit) -> HttpResponse:
    request, slug = visit.request, visit.survey.slug
    if not visit.form.asked():
        return _stopped(
            request, visit.survey, Refusal(_("The survey asks nothing yet. Add at least one question.")), 200
        )
    number = visit.version.number if visit.version else 0
    if request.method != "POST":
        return visit.page(_began(number, visit.form))
    walk = _opened(request.POST.get("state", ""), slug)
    if walk is None:
        visit.note = str(_("The page was open for too long, so we begin again."))
        return visit.page(_began(number, visit.form))
    if visit.version is not None and walk.version != number:
        # A newer version appeared in between: the answer belongs to the one that was begun.
        visit.version = queries.version_of(visit.survey, walk.version) or visit.version
        visit.form = form_of(visit.version.form)
    if walk.place >= len(visit.form.sections):
        return visit.page(_began(number, visit.form))
    return _step(visit, walk)


def _step(visit: Visit, walk: Walk) -> HttpResponse:
    """One part came back: on to the next, back to the one before, or to the end."""
    request, form = visit.request, visit.form
    asked = [question for question in form.sections[walk.place].questions if question.code in walk.shown]
    sheet = forms.AnswersForm(request.POST, questions=asked, language=tongue())
    sent = stepping.take(form, walk.place, walk.answers, walk.shown, sheet.given())
    walk.answers = sent.answers
    if "back" in request.POST:
        before = stepping.next_part(form, walk.place, walk.answers, -1)
        walk.place = walk.place if before is None else before
        return visit.page(walk)
    refused = _code_refused(visit, walk)
    if refused:
        visit.note = str(refused)
        return visit.page(walk, sent=request.POST, status=429 if isinstance(refused, TooMany) else 200)
    if not sent.is_done:
        if sent.new:
            visit.note = str(_("Your answer leads to one more question on this page."))
        return visit.page(walk, sent=request.POST, problems=sent.problems)
    after = stepping.next_part(form, walk.place, walk.answers)
    if after is not None:
        walk.place = after
        return visit.page(walk)
    return _ended(visit, walk)


def _code_refused(visit: Visit, walk: Walk) -> Refusal | None:
    """A code is looked at on the first page, so that nobody answers everything in vain; it is used at the end."""
    if visit.is_preview or not needs_code(visit.survey.access) or walk.code:
        return None
    code = plain_code(visit.request.POST.get("code", ""))
    try:
        queries.check_address(address_of(visit.request), clock.now(), has_codes=True)
    except TooMany as refusal:
        return refusal
    if code and queries.code_is_free(visit.survey, code):
        walk.code = code
        return None
    actions.note_try(address=address_of(visit.request), by=PUBLIC, moment=clock.now())
    return Refusal(
        _("This code does not open the survey: it was used already, or a letter is wrong. Check it with the paper.")
    )


def _ended(visit: Visit, walk: Walk) -> HttpResponse:
    request = visit.request
    if visit.is_preview:
        return render(request, "surveys/preview_end.html", {"survey": visit.survey})
    if request.POST.get(TRAP):
        visit.note = str(_("One field on this page was to stay empty. Send the page once more, please."))
        return visit.page(walk)
    if clock.now().timestamp() - walk.began < LEAST_SECONDS:
        visit.note = str(_("That was faster than anybody reads. Look through your answers and send them once more."))
        return visit.page(walk)
    try:
        actions.give_answers(
            version=visit.version,
            given=as_sent(walk.answers),
            key=walk.key,
            address=address_of(request),
            code=walk.code,
            by=PUBLIC,
            on=clock.today(),
            moment=clock.now(),
        )
    except Refusal as refusal:
        visit.note = str(refusal)
        return visit.page(walk, status=429 if isinstance(refusal, TooMany) else 409)
    response = redirect("surveys:thanks", visit.survey.slug)
    if visit.survey.access == Access.ONCE:
        response.set_cookie(
            _cookie(visit.survey), "1", max_age=366 * DAY, httponly=True, samesite="Lax", secure=request.is_secure()
        )
    return response


def _cookie(survey) -> str:
    return f"answered_{survey.pk}"


def _stopped(request: HttpRequest, survey, refusal: Refusal, status: int) -> HttpResponse:
    context = {"survey": survey, "called": words_of(survey, "title"), "sentence": str(refusal)}
    return render(request, "surveys/stopped.html", context, status=status)


@login_not_required
@require_safe
def thanks(request: HttpRequest, slug: str) -> HttpResponse:
    """Thanks, and what happens next."""
    survey = queries.public_version(slug).survey
    after = Words(survey.after_pl, survey.after_en).told(tongue())
    link = request.build_absolute_uri(reverse("surveys:form", args=[slug]))
    context = {"survey": survey, "called": words_of(survey, "title"), "after": after, "link": link}
    return render(request, "surveys/thanks.html", context)
