"""What residents do without an account: comment on the draft, send ideas, vote; and read how the strategy came about."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from gromada.core import clock
from gromada.core.asking import address_of
from gromada.core.permissions import PUBLIC, Refusal
from gromada.core.text import _, _n
from gromada.strategies import actions, queries
from gromada.strategies.forms import residents as forms
from gromada.strategies.rules.adopting import FieldRefusal
from gromada.strategies.rules.commenting import TooMany, check_takes_comments
from gromada.strategies.rules.voting import check_day_of_vote
from gromada.strategies.states import VoteState
from gromada.strategies.views import gate

PAGES = ["GET", "HEAD", "POST"]


def _status(form, refusal: Refusal | None = None) -> int:
    if isinstance(refusal, TooMany):
        return 429
    return 422 if form is not None and form.is_bound and form.errors else 200


def _tried(form, request: HttpRequest, purpose: str, action, **arguments) -> Refusal | None:
    """Do what a resident asked for. None when done; else why not, which also stands in the form."""
    try:
        key = gate.passed(request, purpose)
        sent = {"by": PUBLIC, "on": clock.today(), "moment": clock.now(), "address": address_of(request)}
        action(key=key, **arguments, **sent)
    except Refusal as refusal:
        field = getattr(refusal, "field", "")
        form.add_error(field if field in form.fields else None, str(refusal))
        return refusal
    return None


# The draft -----------------------------------------------------------------------------------------------------------


def _why_no_comments(row) -> str:
    try:
        check_takes_comments(row.state, row.opens_on, row.ends_on, clock.today())
    except Refusal as refusal:
        return str(refusal)
    return ""


@login_not_required
@require_safe
def draft(request: HttpRequest, slug: str) -> HttpResponse:
    """The draft paragraph by paragraph, with how many have commented on each. Costs the same with ten thousand comments."""
    row = queries.public_consultation(slug)
    counts = queries.shown_counts(row)
    paragraphs = [one | {"count": counts.get(one["key"], 0)} for one in row.paragraphs]
    context = {
        "consultation": row,
        "place": row.strategy.participation,
        "paragraphs": paragraphs,
        "whole": queries.WHOLE,
        "whole_count": counts.get("", 0),
        "stopped": _why_no_comments(row),
        "total": sum(counts.values()),
    }
    return render(request, "strategies/draft.html", context)


@never_cache
@login_not_required
@require_http_methods(PAGES)
def draft_paragraph(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """One paragraph: what others said and what the gmina answered; and room for one's own words."""
    row = queries.public_consultation(slug)
    paragraph = queries.paragraph_of(row, key)
    stopped = _why_no_comments(row)
    form = forms.SaidForm(request.POST if request.method == "POST" else None)
    refusal = None
    if request.method == "POST" and form.is_valid():
        given = {"consultation": row, "paragraph": paragraph["key"], **form.cleaned_data}
        refusal = _tried(form, request, slug, actions.give_comment, **given)
        if refusal is None:
            return redirect("strategies:draft_thanks", slug)
    context = {
        "consultation": row,
        "place": row.strategy.participation,
        "paragraph": paragraph,
        "page": queries.shown_comments(row, paragraph["key"], request.GET.get("after")),
        "form": None if stopped else form,
        "stopped": stopped,
        "stamp": gate.stamp(slug),
        "trap": gate.TRAP,
    }
    return render(request, "strategies/draft_paragraph.html", context, status=_status(form, refusal))


@login_not_required
@require_safe
def draft_thanks(request: HttpRequest, slug: str) -> HttpResponse:
    """Thanks for a comment, and what happens next."""
    row = queries.public_consultation(slug)
    steps = [
        _("Somebody in the gmina reads your comment; then it is shown beside the paragraph."),
        _("After the last day each comment is answered: accepted, in part or not, and why."),
    ]
    context = {
        "place": row.strategy.participation,
        "title": _("Thank you. Your comment has arrived."),
        "steps": steps,
        "back": reverse("strategies:draft", args=[slug]),
        "back_words": _("Back to the draft"),
    }
    return render(request, "strategies/sent.html", context)


# Ideas ---------------------------------------------------------------------------------------------------------------


@never_cache
@login_not_required
@require_http_methods(PAGES)
def public_ideas(request: HttpRequest, slug: str) -> HttpResponse:
    """Ideas and needs from residents: room for one's own and what others have sent in."""
    place = queries.participation_for_ideas(slug)
    form = forms.IdeaForm(request.POST if request.method == "POST" else None)
    refusal = None
    if request.method == "POST" and form.is_valid():
        refusal = _tried(form, request, slug, actions.give_idea, participation=place, **form.cleaned_data)
        if refusal is None:
            return redirect("strategies:ideas_thanks", slug)
    context = {
        "place": place,
        "form": form,
        "page": queries.shown_ideas(place, request.GET.get("after")),
        "stamp": gate.stamp(slug),
        "trap": gate.TRAP,
    }
    return render(request, "strategies/public_ideas.html", context, status=_status(form, refusal))


@login_not_required
@require_safe
def ideas_thanks(request: HttpRequest, slug: str) -> HttpResponse:
    """Thanks for an idea."""
    place = queries.participation_for_ideas(slug)
    context = {
        "place": place,
        "title": _("Thank you. Your idea has arrived."),
        "steps": [
            _("Somebody in the gmina reads it; then it is shown on the page of ideas."),
            _("An idea can become a need of the strategy, and it can be put to the vote."),
        ],
        "back": reverse("strategies:public_ideas", args=[slug]),
        "back_words": _("Back to the ideas"),
    }
    return render(request, "strategies/sent.html", context)


# The vote ------------------------------------------------------------------------------------------------------------


def _why_no_vote(row) -> str:
    try:
        check_day_of_vote(row.state, row.opens_on, row.ends_on, clock.today())
    except Refusal as refusal:
        return str(refusal)
    return ""


@never_cache
@login_not_required
@require_http_methods(PAGES)
def ballot(request: HttpRequest, slug: str) -> HttpResponse:
    """A ballot to fill in while the vote goes on; its count when it is published."""
    row = queries.public_vote(slug)
    shown = queries.vote_page(row)
    stopped = _why_no_vote(row)
    sent = request.POST if request.method == "POST" else None
    initial = {"code": request.GET.get("kod", "")}
    form = forms.BallotForm(sent, options=shown.options, most=row.most_on_one, initial=initial)
    refusal = None
    if sent is not None and form.is_valid():
        refusal = _voted(form, request, row)
        if refusal is None:
            return redirect("strategies:ballot_thanks", slug)
    context = {
        "vote": row,
        "place": row.strategy.participation,
        "form": None if stopped else form,
        "stopped": stopped,
        "shown": shown,
        "is_published": row.state == VoteState.PUBLISHED,
        "bars": bars_of(shown),
        "title": result_sentence(shown) if row.state == VoteState.PUBLISHED else row.title,
        "stamp": gate.stamp(slug),
        "trap": gate.TRAP,
    }
    return render(request, "strategies/ballot.html", context, status=_status(form, refusal))


def _voted(form, request: HttpRequest, row) -> Refusal | None:
    def cast(*, key: str, **sent) -> None:  # noqa: ARG001 - the code alone keeps a ballot from counting twice
        actions.cast_ballot(vote=row, code=form.cleaned_data["code"], dots=form.dots(), **sent)

    refusal = _tried(form, request, row.slug, cast)
    if isinstance(refusal, FieldRefusal) and refusal.field == "code":
        actions.note_wrong_code(address=address_of(request), by=PUBLIC, moment=clock.now())
    return refusal


def bars_of(shown) -> list[dict]:
    """The count as bars, the longest first."""
    most = max((row.together for row in shown.counted), default=0) or 1
    return [
        {"label": f"{row.rank}. {row.text}", "shown": str(row.together), "share": row.together / most}
        for row in shown.counted
    ]


def result_sentence(shown) -> str:
    """What the count says, in a sentence."""
    first = [row.text for row in shown.counted if row.rank == 1]
    if not shown.vote.ballots_together:
        return str(_("Nobody voted"))
    if len(first) > 1:
        return str(_("%(count)d things share the first place") % {"count": len(first)})
    return str(_("Most dots: %(first)s") % {"first": first[0]})


@never_cache
@login_not_required
@require_http_methods(PAGES)
def ballot_code(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for a code by e-mail; the answer is the same whether the address had one already."""
    row = queries.public_vote(slug)
    form = forms.MailForm(request.POST if request.method == "POST" else None)
    refusal = None
    if request.method == "POST" and form.is_valid():
        link = request.build_absolute_uri(reverse("strategies:ballot", args=[slug]))

        def send(*, key: str, **sent) -> None:  # noqa: ARG001 - one code an address keeps it from being sent twice
            actions.send_vote_code(vote=row, email=form.cleaned_data["email"], link=link, **sent)

        refusal = _tried(form, request, slug, send)
        if refusal is None:
            context = {
                "place": row.strategy.participation,
                "title": _("The code is on its way to %(email)s") % {"email": form.cleaned_data["email"]},
                "steps": [
                    _("It comes within minutes. Look into the unwanted letters too."),
                    _("If you asked for a code before, use the one you have: there is one code an address."),
                ],
                "back": reverse("strategies:ballot", args=[slug]),
                "back_words": _("To the ballot"),
            }
            return render(request, "strategies/sent.html", context)
    context = {
        "vote": row,
        "place": row.strategy.participation,
        "form": form,
        "stamp": gate.stamp(slug),
        "trap": gate.TRAP,
    }
    return render(request, "strategies/ballot_code.html", context, status=_status(form, refusal))


@login_not_required
@require_safe
def ballot_thanks(request: HttpRequest, slug: str) -> HttpResponse:
    """Thanks for a vote."""
    row = queries.public_vote(slug)
    context = {
        "place": row.strategy.participation,
        "title": _("Thank you. Your vote is counted."),
        "steps": [
            _("Nothing joins your code with what you chose."),
            _("Ballots on paper and online are one count. It is published here after the vote."),
        ],
        "back": reverse("strategies:ballot", args=[slug]),
        "back_words": _("Back to the vote"),
    }
    return render(request, "strategies/sent.html", context)


# How it came about ---------------------------------------------------------------------------------------------------


@login_not_required
@require_safe
def how_made(request: HttpRequest, pk: int) -> HttpResponse:
    """How a strategy came about: every meeting, survey, consultation and vote, with counts and without names."""
    row, found = queries.public_evidence(pk)
    people = sum(one.count or 0 for one in found if one.kind != "partnership")
    title = _n("Residents took part %(count)d time", "Residents took part %(count)d times", len(found)) % {
        "count": len(found)
    }
    context = {"strategy": row, "place": row.participation, "evidence": found, "people": people, "title": title}
    return render(request, "strategies/how_made.html", context)
