"""What a division of the money leaves behind: the decision as a whole, and amounts that an official table fixes."""

from django.db import models
from django.db.models import Q

from gromada.core.models import ImportRun
from gromada.core.money import CentsField
from gromada.programmes.models.programme import Programme
from gromada.territory.models import Unit


class AllocationRun(models.Model):
    """A division of the money as it was decided: its rule and numbers, how far its rows are written, when it was published.

    The amounts are the allocations that point to it; they are sealed. `digest` is the checksum of code and amount of each.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="allocation_runs")
    rule = models.CharField(max_length=20)
    parameters = models.JSONField(default=dict)
    envelope = CentsField(currency=None)
    gminas = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    document = models.CharField(max_length=120, blank=True)
    decided_on = models.DateField()
    asked_at = models.DateTimeField()
    done = models.PositiveIntegerField(default=0)
    failure = models.TextField(blank=True)
    published_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(done__lte=models.F("gminas")), name="allocation_run_done_of_gminas"),
            models.CheckConstraint(
                condition=Q(published_on=None) | Q(done=models.F("gminas")), name="allocation_run_published_whole"
            ),
        ]

    def __str__(self):
        return f"{self.programme_id} {self.decided_on}"

    @property
    def is_written(self) -> bool:
        return self.done == self.gminas


class FixedAmount(models.Model):
    """An amount that an official table gives a gmina: it wins over every rule. One a programme and gmina."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="fixed_amounts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    amount = CentsField(currency=None)
    source = models.CharField(max_length=300)
    load = models.ForeignKey(ImportRun, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "unit"], name="fixed_amount_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="fixed_amount_is_positive"),
        ]

    def __str__(self):
        return f"{self.unit_id} {self.amount}"
