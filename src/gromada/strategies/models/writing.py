"""The strategy of a gmina and its needs, which every service answers (R45)."""

from django.db import models
from django.db.models import Q

from gromada.core.models import Document
from gromada.core.models.stateful import Stateful
from gromada.core.permissions import Actor, within
from gromada.programmes.models import Participation, ServiceGroup
from gromada.strategies.states import STRATEGY, StrategyState


class StrategyQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        return self.filter(within(actor, unit="participation__unit", region="participation__region"))


class Strategy(Stateful):
    """A strategy for solving social problems. Adopted means: the council's number, day and body are on record."""

    WORKFLOW = STRATEGY

    participation = models.ForeignKey(Participation, models.PROTECT, related_name="strategies")
    title = models.CharField(max_length=200)
    year_from = models.PositiveSmallIntegerField()
    year_until = models.PositiveSmallIntegerField()
    data_year = models.PositiveSmallIntegerField()
    resolution_number = models.CharField(max_length=40, blank=True)
    resolution_body = models.CharField(max_length=120, blank=True)
    adopted_on = models.DateField(null=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")

    objects = StrategyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=StrategyState.values), name="strategy_state"),
            models.CheckConstraint(condition=Q(year_until__gte=models.F("year_from")), name="strategy_years"),
            models.CheckConstraint(
                condition=~Q(state="adopted") | (Q(adopted_on__isnull=False) & ~Q(resolution_number="")),
                name="strategy_adopted_by_resolution",
            ),
            models.UniqueConstraint(fields=["participation"], condition=Q(state="draft"), name="strategy_one_draft"),
            models.UniqueConstraint(
                fields=["participation"], condition=Q(state="adopted"), name="strategy_one_adopted"
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def reach(self):
        return self.participation.reach


class NeedQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        return self.filter(
            within(actor, unit="strategy__participation__unit", region="strategy__participation__region")
        )


class Need(models.Model):
    """A need written in the strategy, with a stable code such as GSRPS/2009/P-07 (domain.md 2.4)."""

    class Priority(models.IntegerChoices):
        HIGH = 1
        MIDDLE = 2
        LOW = 3

    strategy = models.ForeignKey(Strategy, models.CASCADE, related_name="needs")
    number = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40)
    text = models.CharField(max_length=300)
    group = models.ForeignKey(ServiceGroup, models.PROTECT, null=True, related_name="+")
    evidence = models.TextField(blank=True)
    priority = models.PositiveSmallIntegerField(choices=Priority.choices, default=Priority.MIDDLE)

    objects = NeedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["strategy", "number"], name="need_number_once"),
            models.UniqueConstraint(fields=["strategy", "code"], name="need_code_once"),
        ]

    def __str__(self):
        return f"{self.code} {self.text}"

    @property
    def short_code(self) -> str:
        return self.code.rsplit("/", 1)[-1]

    @property
    def reach(self):
        return self.strategy.reach
