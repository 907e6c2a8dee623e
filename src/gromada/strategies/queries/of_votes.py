"""Votes: as they are prepared and counted, and as everybody sees them."""

from dataclasses import dataclass

from django.shortcuts import get_object_or_404

from gromada.core.permissions import Actor
from gromada.core.vault import blind_index
from gromada.strategies.models import Idea, Strategy, Vote, VoteOption
from gromada.strategies.queries.of_consultations import WITH_STRATEGY
from gromada.strategies.rules import voting
from gromada.strategies.states import IdeaState, VoteState


def vote_code_index(vote: Vote, code: str) -> str:
    """How a code of a vote is kept; the same letters in another vote are another code."""
    return blind_index(code, f"vote-code-{vote.pk}")


@dataclass(frozen=True)
class VotePage:
    """A vote with what can be chosen, the count, and how many codes were given out."""

    vote: Vote
    options: list[VoteOption]
    counted: list[voting.Counted]
    codes: int
    codes_used: int


def vote(pk: int, actor: Actor) -> Vote:
    """One vote with its gmina, or 404."""
    return get_object_or_404(Vote.objects.visible_to(actor).select_related(*WITH_STRATEGY), pk=pk)


def vote_page(row: Vote) -> VotePage:
    """What the page of a vote shows. Two queries."""
    options = list(row.options.order_by("number"))
    used = list(row.codes.order_by("pk").values_list("used_on", flat=True))
    facts = [(one.number, one.text, one.dots_online, one.dots_paper) for one in options]
    return VotePage(row, options, voting.counted(facts), len(used), sum(1 for day in used if day))


def public_vote(slug: str) -> Vote:
    """What everybody sees at its address; 404 while it is being prepared."""
    rows = Vote.objects.filter(slug=slug).exclude(state=VoteState.DRAFT)
    return get_object_or_404(rows.select_related(*WITH_STRATEGY))


def options_to_choose(strategy: Strategy) -> tuple[list, list[Idea]]:
    """What can be put to a vote: the needs of the strategy and the ideas that are shown."""
    needs = list(strategy.needs.order_by("number"))
    ideas = Idea.objects.filter(participation=strategy.participation, state=IdeaState.PUBLISHED).order_by("number")
    return needs, list(ideas[:100])
