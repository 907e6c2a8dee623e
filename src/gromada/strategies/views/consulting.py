"""The consultation as the gmina runs it: planned, opened, comments read and answered, the report; and ideas."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gromada.core import clock
from gromada.core.asking import answer, attempt
from gromada.core.permissions import Refusal, may, require
from gromada.core.templatetags.parts import dmy
from gromada.core.text import _, _n
from gromada.core.workflow import button
from gromada.strategies import actions, exports, queries
from gromada.strategies.forms import residents as forms
from gromada.strategies.permissions import LEADS, TEAM
from gromada.strategies.states import CommentState, ConsultationState, IdeaState
from gromada.strategies.views import gate
from gromada.strategies.views.meeting import PAGES, as_file, link

TAGS = {"planned": "draft", "open": "ok", "closed": "mine", "answered": "ok"}
CHOICES = (
    ("waiting", _("to read")),
    ("unanswered", _("to answer")),
    ("answered", _("answered")),
    ("refused", _("kept back")),
)


def _page(request: HttpRequest, form, title, back: str, strategy, *, lead="") -> HttpResponse:  # noqa: PLR0913 - a page
    context = {"form": form, "title": title, "back": back, "strategy": strategy, "lead": lead, "multipart": False}
    return render(request, "strategies/residents_form.html", context)


@require_http_methods(PAGES)
def plan_consultation(request: HttpRequest, pk: int) -> HttpResponse:
    """Announce a consultation of the draft."""
    row = queries.strategy(pk, request.actor)
    require(request.actor, "strategies.plan_consultation", row)
    form = forms.ConsultationForm(request.POST or None, initial={"title": row.title})
    sent = {"strategy": row, "by": request.actor, "on": clock.today()}
    if form.is_valid() and attempt(form, actions.plan_consultation, **form.cleaned_data, **sent):
        return redirect("strategies:consultation", form.done.pk)
    back = reverse("strategies:residents", args=[row.pk])
    return _page(request, form, _("Plan a consultation"), back, row)


@require_http_methods(PAGES)
def change_consultation(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what is announced; once open, only a later last day."""
    row = queries.consultation(pk, request.actor)
    require(request.actor, "strategies.plan_consultation", row)
    if row.state not in {ConsultationState.PLANNED, ConsultationState.OPEN}:
        raise Refusal(_("The consultation has ended; what was announced stays as it was."))
    names = ("title", "opens_on", "ends_on", "intro")
    form = forms.ConsultationForm(request.POST or None, initial={name: getattr(row, name) for name in names})
    if row.state == ConsultationState.OPEN:
        form.fields.pop("text")
    sent = {"consultation": row, "by": request.actor, "on": clock.today()}
    if form.is_valid() and attempt(form, actions.change_consultation, **form.cleaned_data, **sent):
        return redirect("strategies:consultation", row.pk)
    return _page(request, form, row.title, reverse("strategies:consultation", args=[row.pk]), row.strategy)


@require_GET
def consultation(request: HttpRequest, pk: int) -> HttpResponse:
    """One consultation: its days, what has come in, what is next."""
    row = queries.consultation(pk, request.actor)
    counts = queries.comment_counts([row.pk]).get(row.pk, queries.Counts())
    actor = request.actor
    facts = [
        (_("First day"), dmy(row.opens_on)),
        (_("Last day"), dmy(row.ends_on)),
        (_("Paragraphs"), str(len(row.paragraphs)), "num"),
    ]
    context = {
        "consultation": row,
        "strategy": row.strategy,
        "counts": counts,
        "facts": facts,
        "tags": [(TAGS[row.state], row.get_state_display())],
        "title": _headline(row, counts),
        "buttons": _buttons(actor, row),
        "is_team": actor.role in TEAM,
        "is_shown": row.state != ConsultationState.PLANNED,
        "bars": _bars(counts),
        "choices": [
            (name, words, getattr(counts, field)) for (name, words), field in zip(CHOICES, FIELDS, strict=True)
        ],
    }
    context["choices"][2] = ("answered", CHOICES[2][1], counts.published - counts.unanswered)
    return render(request, "strategies/consultation.html", context)


FIELDS = ("waiting", "unanswered", "published", "refused")


def _bars(counts) -> list[dict]:
    whole = counts.together or 1
    rows = (
        (_("taken into account"), counts.accepted),
        (_("taken into account in part"), counts.partly),
        (_("not taken into account"), counts.declined),
        (_("to answer"), counts.unanswered),
        (_("to read"), counts.waiting),
        (_("kept back"), counts.refused),
    )
    return [{"label": str(words), "shown": str(count), "share": count / whole} for words, count in rows if count]


def _headline(row, counts) -> str:
    if row.state == ConsultationState.PLANNED:
        return _("The draft will be laid open from %(day)s") % {"day": dmy(row.opens_on)}
    if row.state == ConsultationState.ANSWERED:
        words = _n("%(count)d comment is answered", "All %(count)d comments are answered", counts.together)
        return words % {"count": counts.together} if counts.together else _("Nobody commented on the draft")
    left = counts.waiting + counts.unanswered
    if left:
        return _n("%(count)d comment waits for you", "%(count)d comments wait for you", left) % {"count": left}
    if row.state == ConsultationState.OPEN:
        return _("Residents comment on the draft until %(day)s") % {"day": dmy(row.ends_on)}
    return _("Every comment has its answer; publish them")


def _buttons(actor, row) -> list:
    if actor.role not in LEADS:
        return []
    step = {
        ConsultationState.PLANNED: "open_consultation",
        ConsultationState.OPEN: "close_consultation",
        ConsultationState.CLOSED: "finish_consultation",
    }.get(row.state)
    buttons = []
    if step:
        buttons.append(button(actor, f"strategies.{step}", row, primary=True))
    if row.state in {ConsultationState.PLANNED, ConsultationState.OPEN}:
        buttons.append(link(actor, "strategies.plan_consultation", row, _("Change"), "change_consultation"))
    return buttons


def _step(request: HttpRequest, pk: int, *, action, done) -> HttpResponse:
    row = queries.consultation(pk, request.actor)
    to = reverse("strategies:consultation", args=[row.pk])
    sent = {"consultation": row, "by": request.actor, "on": clock.today()}
    return answer(request, action, done=done, to=to, **sent)


open_consultation = require_POST(
    partial(_step, action=actions.open_consultation, done=_("The draft is laid open at its public address."))
)
close_consultation = require_POST(
    partial(_step, action=actions.close_consultation, done=_("The consultation is closed. Answer what is left."))
)
finish_consultation = require_POST(
    partial(_step, action=actions.finish_consultation, done=_("The answers are published."))
)


# Comments ------------------------------------------------------------------------------------------------------------


@never_cache
@require_GET
def comments(request: HttpRequest, pk: int) -> HttpResponse:
    """Comments to read and answer, in the order they came."""
    row = queries.consultation(pk, request.actor)
    require(request.actor, "strategies.moderate", row)
    chosen = request.GET.get("show", "waiting")
    page = queries.comments(row, chosen=chosen, after=request.GET.get("after"))
    texts = {one["key"]: one["text"] for one in row.paragraphs}
    context = {
        "consultation": row,
        "strategy": row.strategy,
        "page": page,
        "rows": [(one, texts.get(one.paragraph, "")) for one in page],
        "chips": [(words, f"?show={name}", name == chosen) for name, words in CHOICES],
        "chosen": chosen,
    }
    return render(request, "strategies/comments.html", context)


@require_POST
def publish_comment(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a comment."""
    row = queries.comment(pk, request.actor)
    to = reverse("strategies:comments", args=[row.consultation_id])
    done = _("Comment %(number)d is shown.") % {"number": row.number}
    return answer(request, actions.publish_comment, done=done, to=to, comment=row, by=request.actor, on=clock.today())


@never_cache
@require_http_methods(PAGES)
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """One comment beside its paragraph: answer it, or do not show it, with a reason."""
    row = queries.comment(pk, request.actor)
    require(request.actor, "strategies.moderate", row.consultation)
    back = reverse("strategies:comments", args=[row.consultation_id])
    asked = request.POST.get("deed", "")
    reply = forms.AnswerForm(
        request.POST if asked == "answer" else None, initial={"verdict": row.verdict, "answer": row.answer}
    )
    refuse = forms.ReasonForm(request.POST if asked == "refuse" else None, initial={"reason": row.reason})
    sent = {"comment": row, "by": request.actor, "on": clock.today()}
    if asked == "answer" and reply.is_valid() and attempt(reply, actions.answer_comment, **reply.cleaned_data, **sent):
        return redirect(f"{back}?show=unanswered")
    if (
        asked == "refuse"
        and refuse.is_valid()
        and attempt(refuse, actions.refuse_comment, **refuse.cleaned_data, **sent)
    ):
        return redirect(back)
    texts = {one["key"]: one["text"] for one in row.consultation.paragraphs}
    is_open = row.consultation.state != ConsultationState.ANSWERED
    context = {
        "comment": row,
        "consultation": row.consultation,
        "strategy": row.consultation.strategy,
        "paragraph": texts.get(row.paragraph, ""),
        "reply": reply if is_open and row.state == CommentState.PUBLISHED else None,
        "refuse": refuse if is_open and row.state != CommentState.REFUSED else None,
        "is_waiting": row.state == CommentState.WAITING,
        "title": _("Comment %(number)d") % {"number": row.number},
    }
    return render(request, "strategies/comment.html", context)


@never_cache
@require_http_methods(PAGES)
def key_comment(request: HttpRequest, pk: int) -> HttpResponse:
    """Key a comment from paper or from a meeting."""
    row = queries.consultation(pk, request.actor)
    require(request.actor, "strategies.moderate", row)
    form = forms.PaperCommentForm(
        request.POST or None, paragraphs=row.paragraphs, initial={"given_on": min(clock.today(), row.ends_on)}
    )
    if form.is_valid():
        sent = {
            "consultation": row,
            "key": request.POST.get("stamp", "")[:64],
            "by": request.actor,
            "on": clock.today(),
        }
        if attempt(form, actions.key_comment, **form.cleaned_data, **sent):
            return redirect("strategies:consultation", row.pk)
    context = {
        "form": form,
        "title": _("Key a comment from paper"),
        "back": reverse("strategies:consultation", args=[row.pk]),
        "strategy": row.strategy,
        "lead": "",
        "multipart": False,
        "stamp": gate.stamp(row.slug)[-64:],
    }
    return render(request, "strategies/residents_form.html", context)


@require_GET
def consultation_report(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    """The report of the consultation as PDF or DOCX: every comment and the answer to it."""
    row = queries.consultation(pk, request.actor)
    content = exports.consultation_report(row, queries.reported_comments(row), ending, language="pl")
    return as_file(content, exports.MEDIA_TYPES[ending], f"raport-{row.slug}.{ending}")


# Ideas ---------------------------------------------------------------------------------------------------------------

IDEAS = (
    ("waiting", _("to read")),
    ("published", _("shown")),
    ("taken", _("taken into the strategy")),
    ("refused", _("kept back")),
)


@never_cache
@require_GET
def ideas(request: HttpRequest, participation_pk: int) -> HttpResponse:
    """Ideas and needs that residents sent in."""
    place = queries.participation(participation_pk, request.actor)
    require(request.actor, "strategies.moderate_ideas", place)
    chosen = request.GET.get("show", "waiting")
    counts = queries.idea_counts(place)
    waiting = counts.get("waiting", 0)
    context = {
        "place": place,
        "page": queries.ideas(place, chosen=chosen, after=request.GET.get("after")),
        "chips": [(f"{words} ({counts.get(name, 0)})", f"?show={name}", name == chosen) for name, words in IDEAS],
        "slug": queries.ideas_slug(place),
        "title": _n("%(count)d idea waits to be read", "%(count)d ideas wait to be read", waiting) % {"count": waiting}
        if waiting
        else _("Every idea has been read"),
    }
    return render(request, "strategies/ideas.html", context)


@never_cache
@require_http_methods(PAGES)
def idea(request: HttpRequest, pk: int) -> HttpResponse:
    """One idea: show it, make it a need, or do not show it, with a reason."""
    row = queries.idea(pk, request.actor)
    require(request.actor, "strategies.moderate_ideas", row)
    back = reverse("strategies:ideas", args=[row.participation_id])
    draft = queries.draft_strategy(row.participation)
    asked = request.POST.get("deed", "")
    take = forms.TakeIdeaForm(
        request.POST if asked == "take" else None,
        groups=queries.groups(row.participation),
        initial={"text": row.text[:300]},
    )
    refuse = forms.ReasonForm(request.POST if asked == "refuse" else None)
    sent = {"idea": row, "by": request.actor, "on": clock.today()}
    if asked == "publish":
        return answer(request, actions.publish_idea, done=_("The idea is shown."), to=back, **sent)
    is_taken = asked == "take" and draft is not None and take.is_valid()
    if is_taken and attempt(take, actions.take_idea, strategy=draft, **take.values(), **sent):
        return redirect(back)
    if asked == "refuse" and refuse.is_valid() and attempt(refuse, actions.refuse_idea, **refuse.cleaned_data, **sent):
        return redirect(back)
    is_open = row.state in {IdeaState.WAITING, IdeaState.PUBLISHED}
    context = {
        "idea": row,
        "place": row.participation,
        "take": take if is_open and draft and may(request.actor, "strategies.take_idea", row) else None,
        "has_draft": draft is not None,
        "refuse": refuse if is_open else None,
        "is_waiting": row.state == IdeaState.WAITING,
        "title": _("Idea %(number)d") % {"number": row.number},
    }
    return render(request, "strategies/idea.html", context)
