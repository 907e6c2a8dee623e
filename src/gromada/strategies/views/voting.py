"""The vote as the gmina runs it: prepared, opened, paper ballots keyed, counted and published."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gromada.core import clock
from gromada.core.asking import answer, attempt
from gromada.core.permissions import Refusal, require
from gromada.core.templatetags.parts import dmy
from gromada.core.text import _, _n
from gromada.core.workflow import button
from gromada.strategies import actions, queries
from gromada.strategies.forms import residents as forms
from gromada.strategies.permissions import LEADS, TEAM
from gromada.strategies.states import VoteState
from gromada.strategies.views.meeting import PAGES, link
from gromada.strategies.views.public import bars_of, result_sentence

TAGS = {"draft": "draft", "open": "ok", "closed": "mine", "published": "ok"}
CARD = ("title", "opens_on", "ends_on", "intro", "dots", "most_on_one", "by_mail")


def _page(request: HttpRequest, form, title, back: str, strategy, *, lead="") -> HttpResponse:  # noqa: PLR0913 - a page
    context = {"form": form, "title": title, "back": back, "strategy": strategy, "lead": lead, "multipart": False}
    return render(request, "strategies/residents_form.html", context)


@require_http_methods(PAGES)
def prepare_vote(request: HttpRequest, pk: int) -> HttpResponse:
    """Prepare a vote on priorities."""
    row = queries.strategy(pk, request.actor)
    require(request.actor, "strategies.prepare_vote", row)
    form = forms.VoteForm(request.POST or None)
    sent = {"strategy": row, "by": request.actor, "on": clock.today()}
    if form.is_valid() and attempt(form, actions.prepare_vote, **form.cleaned_data, **sent):
        return redirect("strategies:vote_options", form.done.pk)
    return _page(request, form, _("Prepare a vote"), reverse("strategies:residents", args=[row.pk]), row)


def _of(request: HttpRequest, pk: int, deed: str = "strategies.prepare_vote"):
    row = queries.vote(pk, request.actor)
    require(request.actor, deed, row)
    return row


def _check_draft(row) -> None:
    if row.state != VoteState.DRAFT:
        raise Refusal(_("The vote has been opened; what people vote on and by which rule stays as it was."))


@require_http_methods(PAGES)
def change_vote(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a vote that is being prepared."""
    row = _of(request, pk)
    _check_draft(row)
    form = forms.VoteForm(request.POST or None, initial={name: getattr(row, name) for name in CARD})
    sent = {"vote": row, "by": request.actor, "on": clock.today()}
    if form.is_valid() and attempt(form, actions.change_vote, **form.cleaned_data, **sent):
        return redirect("strategies:vote", row.pk)
    return _page(request, form, row.title, reverse("strategies:vote", args=[row.pk]), row.strategy)


@require_http_methods(PAGES)
def vote_options(request: HttpRequest, pk: int) -> HttpResponse:
    """What people can lay dots on."""
    row = _of(request, pk)
    _check_draft(row)
    needs, ideas = queries.options_to_choose(row.strategy)
    there = queries.vote_page(row).options
    initial = {
        "needs": [str(one.need_id) for one in there if one.need_id] if there else [str(one.pk) for one in needs],
        "ideas": [str(one.idea_id) for one in there if one.idea_id],
        "words": "\n".join(one.text for one in there if not one.need_id and not one.idea_id),
    }
    form = forms.OptionsForm(request.POST or None, needs=needs, ideas=ideas, initial=initial)
    sent = {"vote": row, "by": request.actor, "on": clock.today()}
    if form.is_valid() and attempt(form, actions.set_options, **form.values(), **sent):
        return redirect("strategies:vote", row.pk)
    return _page(request, form, _("What people choose from"), reverse("strategies:vote", args=[row.pk]), row.strategy)


@require_GET
def vote(request: HttpRequest, pk: int) -> HttpResponse:
    """One vote: its rule, what can be chosen, how many have voted; the count after it is over."""
    row = queries.vote(pk, request.actor)
    shown = queries.vote_page(row)
    is_over = row.state in {VoteState.CLOSED, VoteState.PUBLISHED}
    facts = [
        (_("First day"), dmy(row.opens_on)),
        (_("Last day"), dmy(row.ends_on)),
        (_("Dots a person has"), str(row.dots), "num"),
        (_("At most on one thing"), str(row.most_on_one), "num"),
        (_("Codes given out"), str(shown.codes), "num"),
        (_("Codes used"), str(shown.codes_used), "num"),
    ]
    context = {
        "vote": row,
        "strategy": row.strategy,
        "shown": shown,
        "facts": facts,
        "is_over": is_over,
        "bars": bars_of(shown) if is_over else [],
        "tags": [(TAGS[row.state], row.get_state_display())],
        "title": result_sentence(shown) if is_over else _sentence(row),
        "buttons": _buttons(request.actor, row),
        "is_shown": row.state != VoteState.DRAFT,
    }
    return render(request, "strategies/vote.html", context)


def _sentence(row) -> str:
    if row.state == VoteState.DRAFT:
        return _("The vote is being prepared")
    count = row.ballots_together
    return _n("%(count)d person has voted", "%(count)d people have voted", count) % {"count": count}


def _buttons(actor, row) -> list:
    steps = {VoteState.DRAFT: "open_vote", VoteState.OPEN: "close_vote", VoteState.CLOSED: "publish_vote"}
    buttons = []
    if actor.role in LEADS and row.state in steps:
        buttons.append(button(actor, f"strategies.{steps[row.state]}", row, primary=row.state != VoteState.OPEN))
    if actor.role in LEADS and row.state == VoteState.DRAFT:
        buttons.append(link(actor, "strategies.prepare_vote", row, _("What people choose from"), "vote_options"))
        buttons.append(link(actor, "strategies.prepare_vote", row, _("Change"), "change_vote"))
    if actor.role in LEADS and row.state in {VoteState.DRAFT, VoteState.OPEN}:
        buttons.append(link(actor, "strategies.prepare_vote", row, _("Codes to print"), "vote_codes"))
    if actor.role in TEAM and row.state == VoteState.OPEN:
        buttons.append(link(actor, "strategies.key_ballot", row, _("Key paper ballots"), "key_ballot", primary=True))
    return buttons


def _step(request: HttpRequest, pk: int, *, action, done) -> HttpResponse:
    row = queries.vote(pk, request.actor)
    sent = {"vote": row, "by": request.actor, "on": clock.today()}
    return answer(request, action, done=done, to=reverse("strategies:vote", args=[row.pk]), **sent)


open_vote = require_POST(partial(_step, action=actions.open_vote, done=_("The vote is open.")))
close_vote = require_POST(partial(_step, action=actions.close_vote, done=_("The vote is closed.")))
publish_vote = require_POST(partial(_step, action=actions.publish_vote, done=_("The count is published.")))


@never_cache
@require_http_methods(PAGES)
def vote_codes(request: HttpRequest, pk: int) -> HttpResponse:
    """New codes, shown this once as ballots to print and cut."""
    row = _of(request, pk)
    form = forms.CodesForm(request.POST or None)
    codes: list[str] = []
    if form.is_valid():
        sent = {"vote": row, "by": request.actor, "on": clock.today()}
        if attempt(form, actions.make_vote_codes, **form.cleaned_data, **sent):
            codes = form.done
    link_ = request.build_absolute_uri(reverse("strategies:ballot", args=[row.slug]))
    context = {
        "vote": row,
        "strategy": row.strategy,
        "form": form,
        "codes": codes,
        "options": queries.vote_page(row).options if codes else [],
        "link": link_,
    }
    return render(request, "strategies/vote_codes.html", context)


@never_cache
@require_http_methods(PAGES)
def key_ballot(request: HttpRequest, pk: int) -> HttpResponse:
    """Key paper ballots, one after another: the code, and under each number how many dots."""
    row = _of(request, pk, "strategies.key_ballot")
    shown = queries.vote_page(row)
    form = forms.KeyBallotForm(request.POST or None, options=shown.options)
    if form.is_valid():
        sent = {"vote": row, "by": request.actor, "on": clock.today()}
        if attempt(form, actions.key_ballot, code=form.cleaned_data["code"], dots=form.dots(), **sent):
            messages.success(request, _("The ballot is counted."))
            return redirect("strategies:key_ballot", row.pk)
    count = row.ballots_paper
    title = _n("%(count)d paper ballot is keyed", "%(count)d paper ballots are keyed", count) % {"count": count}
    context = {"vote": row, "strategy": row.strategy, "form": form, "title": title}
    return render(request, "strategies/key_ballot.html", context)
