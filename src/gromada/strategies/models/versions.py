"""Versions of the strategy's document: the whole text frozen on a day, with the file that was made of it."""

from django.db import models

from gromada.core.models import Document
from gromada.core.permissions import Actor, within
from gromada.strategies.models.writing import Strategy


class VersionQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        return self.filter(
            within(actor, unit="strategy__participation__unit", region="strategy__participation__region")
        )


class StrategyVersion(models.Model):
    """The strategy as it read on a day: sealed. `content` is what rules.versions compares and exports print."""

    strategy = models.ForeignKey(Strategy, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    made_on = models.DateField()
    made_by_name = models.CharField(max_length=150)
    note = models.CharField(max_length=200, blank=True)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")

    objects = VersionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["strategy", "number"], name="strategy_version_number_once")]

    def __str__(self):
        return f"{self.strategy_id} v{self.number}"

    @property
    def reach(self):
        return self.strategy.reach
