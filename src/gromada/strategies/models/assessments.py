"""The assessment card: whether the gmina's strategy is fit to plan on, filled by the gmina, confirmed by the consultant."""

from django.db import models
from django.db.models import Q

from gromada.core.models.stateful import Stateful
from gromada.core.permissions import Actor, within
from gromada.programmes.models import Participation
from gromada.strategies.models.writing import Strategy
from gromada.strategies.states import ASSESSMENT, AssessmentResult, AssessmentState, Involvement


class AssessmentQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        return self.filter(within(actor, unit="participation__unit", region="participation__region"))


class Assessment(Stateful):
    """The two criteria of step 4 of the path: data not older than three years, residents who really took part (O31)."""

    WORKFLOW = ASSESSMENT

    participation = models.ForeignKey(Participation, models.PROTECT, related_name="assessments")
    strategy = models.ForeignKey(Strategy, models.PROTECT, null=True, related_name="assessments")
    data_year = models.PositiveSmallIntegerField(null=True)
    is_fresh = models.BooleanField(null=True)
    max_age = models.PositiveSmallIntegerField(null=True)
    involvement = models.CharField(max_length=10, choices=Involvement.choices)
    reasons = models.TextField(blank=True)
    remarks = models.TextField(blank=True)
    result = models.CharField(max_length=15, choices=AssessmentResult.choices)
    filled_on = models.DateField()
    filled_by_name = models.CharField(max_length=150)
    confirmed_on = models.DateField(null=True)
    confirmed_by_name = models.CharField(max_length=150, blank=True)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=AssessmentState.values), name="assessment_state"),
            models.CheckConstraint(condition=Q(result__in=AssessmentResult.values), name="assessment_result"),
            models.CheckConstraint(
                condition=Q(state="filled") | Q(confirmed_on__isnull=False), name="assessment_confirmed_on"
            ),
            models.UniqueConstraint(
                fields=["participation"], condition=Q(state="filled"), name="assessment_one_filled"
            ),
        ]

    def __str__(self):
        return f"{self.participation_id} {self.filled_on}"

    @property
    def reach(self):
        return self.participation.reach
