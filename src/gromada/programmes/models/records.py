"""The history of a gmina's path: each step reached and each paper added, with its day."""

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language

from gromada.core.models import Document
from gromada.programmes.models.path import Participation
from gromada.programmes.states import Step


class PathRecord(models.Model):
    """A step of a gmina's path as it was reached, or a paper added to it later: sealed (domain.md 2.3).

    `state` is the step it speaks of and `came_from` where the gmina stood before; a paper added later has the same in
    both. The paper is what the step rests on: its kind in words, its number, its day, the file where there is one.
    """

    participation = models.ForeignKey(Participation, models.PROTECT, related_name="records")
    came_from = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=20)
    reached_on = models.DateField()
    paper_kind = models.CharField(max_length=80, blank=True)
    paper_number = models.CharField(max_length=60, blank=True)
    paper_on = models.DateField(null=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    confirmed = models.JSONField(default=list)
    note = models.TextField(blank=True)
    role = models.CharField(max_length=20, blank=True)
    by_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(state__in=Step.values), name="path_record_state")]

    def __str__(self):
        return f"{self.participation_id} {self.state}"

    @property
    def is_paper_alone(self) -> bool:
        """Whether it adds a paper to a step reached before and moved nothing."""
        return self.came_from == self.state

    @property
    def has_paper(self) -> bool:
        return bool(self.paper_number or self.paper_on or self.document_id)

    def get_state_display(self) -> str:
        """What the programme's file calls the step."""
        step = self.participation.programme.definition.step(self.state)
        return step.name(get_language() or "pl") if step else str(Step(self.state).label)
