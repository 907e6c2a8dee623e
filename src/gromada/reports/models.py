"""Reports as they were handed over, and the figures published from them, which the public pages read."""

from django.db import models
from django.db.models import Q

from gromada.core.models import Document
from gromada.core.models.stateful import Stateful
from gromada.core.permissions import Actor, within
from gromada.plans.models import Service
from gromada.programmes.models import Participation
from gromada.reports.states import REPORT, ReportState


class ReportQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        return self.filter(within(actor, unit="participation__unit", region="participation__region"))


class Report(Stateful):
    """The gmina's report for a year as of a day: its data frozen, its PDF kept, its digest known."""

    WORKFLOW = REPORT

    participation = models.ForeignKey(Participation, models.PROTECT, related_name="reports")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    as_of = models.DateField()
    facts = models.JSONField()
    digest = models.CharField(max_length=64)
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")

    objects = ReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["participation", "year", "number"], name="report_number_once"),
            models.CheckConstraint(condition=Q(state__in=ReportState.values), name="report_state"),
        ]

    def __str__(self):
        return f"{self.participation_id}/{self.year}/{self.number}"

    @property
    def reach(self):
        return self.participation.reach


class PublishedFigure(models.Model):
    """A figure made public with its day: of a gmina (no service) or of one service. Under five people it is empty."""

    participation = models.ForeignKey(Participation, models.PROTECT, related_name="figures")
    service = models.ForeignKey(Service, models.PROTECT, null=True, related_name="figures")
    code = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    value = models.PositiveIntegerField(null=True)
    as_of = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participation", "service", "code", "year"], nulls_distinct=False, name="published_figure_once"
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.year}"
