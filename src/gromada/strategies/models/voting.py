"""Voting on priorities with dots, online and on paper alike. A ballot never says whose it is; its code never says what."""

from django.db import models
from django.db.models import Q

from gromada.accounts.models import User
from gromada.core.models.stateful import Stateful
from gromada.core.permissions import Reach
from gromada.strategies.models.consultation import Idea
from gromada.strategies.models.participation import OfStrategyQuerySet
from gromada.strategies.models.writing import Need, Strategy
from gromada.strategies.states import VOTE, VoteState
from gromada.surveys.states import Channel


class Vote(Stateful):
    """A vote: each person lays `dots` dots on the options, at most `most_on_one` on one of them."""

    WORKFLOW = VOTE

    strategy = models.ForeignKey(Strategy, models.PROTECT, related_name="votes")
    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=200)
    intro = models.TextField(blank=True)
    dots = models.PositiveSmallIntegerField()
    most_on_one = models.PositiveSmallIntegerField()
    by_mail = models.BooleanField(default=False)
    opens_on = models.DateField()
    ends_on = models.DateField()
    ballots_online = models.PositiveIntegerField(default=0)
    ballots_paper = models.PositiveIntegerField(default=0)

    objects = OfStrategyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=VoteState.values), name="vote_state"),
            models.CheckConstraint(condition=Q(ends_on__gte=models.F("opens_on")), name="vote_days"),
            models.CheckConstraint(
                condition=Q(most_on_one__gte=1, most_on_one__lte=models.F("dots")), name="vote_dots"
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def reach(self) -> Reach:
        return self.strategy.reach

    @property
    def ballots_together(self) -> int:
        return self.ballots_online + self.ballots_paper


class VoteOption(models.Model):
    """What a dot can be laid on: a need, an idea or words of its own; with the dots it has, counted as ballots come in."""

    vote = models.ForeignKey(Vote, models.CASCADE, related_name="options")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)
    need = models.ForeignKey(Need, models.SET_NULL, null=True, related_name="+")
    idea = models.ForeignKey(Idea, models.PROTECT, null=True, related_name="+")
    dots_online = models.PositiveIntegerField(default=0)
    dots_paper = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["vote", "number"], name="vote_option_number_once")]

    def __str__(self):
        return f"{self.number}. {self.text}"

    @property
    def dots_together(self) -> int:
        return self.dots_online + self.dots_paper


class VoteCode(models.Model):
    """A code for one ballot, kept as a blind index; of a code sent by mail also the blind index of the address."""

    vote = models.ForeignKey(Vote, models.PROTECT, related_name="codes")
    code_index = models.CharField(max_length=64)
    address_index = models.CharField(max_length=64, blank=True)
    used_on = models.DateField(null=True)
    used_for = models.CharField(max_length=10, choices=Channel.choices, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["vote", "code_index"], name="vote_code_once"),
            models.UniqueConstraint(
                fields=["vote", "address_index"], condition=~Q(address_index=""), name="vote_code_one_an_address"
            ),
            models.CheckConstraint(
                condition=Q(used_on=None, used_for="") | Q(used_on__isnull=False, used_for__in=Channel.values),
                name="vote_code_used_for",
            ),
        ]

    def __str__(self):
        return f"{self.pk}"


class Ballot(models.Model):
    """One person's dots: {number of the option: dots}. Nothing joins it with the code that let it in."""

    vote = models.ForeignKey(Vote, models.PROTECT, related_name="ballots")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    dots = models.JSONField()
    keyed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(channel__in=Channel.values), name="ballot_channel")]

    def __str__(self):
        return f"{self.pk}"
