"""Each gmina's place in the programme: its account, its allocation, what of it is unlocked."""

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language

from gromada.core.models import Document
from gromada.core.models.stateful import Stateful
from gromada.core.money import CentsField
from gromada.core.permissions import Actor, Reach, within
from gromada.ledger.models import Account
from gromada.programmes.models.dividing import AllocationRun
from gromada.programmes.models.programme import Programme
from gromada.programmes.states import PATH, AllocationKind, Part, Step
from gromada.territory.models import Unit


class ParticipationQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        return self.filter(within(actor, unit="unit", region="region"))


class Participation(Stateful):
    """A gmina in a programme: its account, its allocation and its place on the path."""

    WORKFLOW = PATH

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="participations")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="participations")
    region = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    account = models.OneToOneField(Account, models.PROTECT, related_name="+")

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "unit"], name="participation_once"),
            models.CheckConstraint(condition=Q(state__in=Step.values), name="participation_state"),
        ]

    def __str__(self):
        return f"{self.programme_id}/{self.unit_id}"

    def get_state_display(self) -> str:
        """What the programme's file calls this step."""
        step = self.programme.definition.step(self.state)
        return step.name(get_language() or "pl") if step else str(Step(self.state).label)

    @property
    def reach(self) -> Reach:
        return Reach(self.unit_id, self.region_id, roles=self.programme.definition.deeds)


class Allocation(models.Model):
    """A decision on a gmina's amount in the programme's currency: sealed; what changes it later is another row."""

    participation = models.ForeignKey(Participation, models.PROTECT, related_name="allocations")
    kind = models.CharField(max_length=12, choices=AllocationKind.choices)
    amount = CentsField(currency=None)
    decided_on = models.DateField()
    rule = models.CharField(max_length=200)
    facts = models.JSONField(default=dict)
    voucher = models.UUIDField()
    run = models.ForeignKey(AllocationRun, models.PROTECT, null=True, related_name="allocations")
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participation"], condition=Q(kind="initial"), name="allocation_initial_once"
            ),
        ]

    def __str__(self):
        return f"{self.participation_id} {self.amount}"


class Unlocking(models.Model):
    """That a part of the allocation became usable: each part once (R31, domain.md 6.3); a later change of the
    allocation changes it by a row of its own, as often as it happens.
    """

    participation = models.ForeignKey(Participation, models.PROTECT, related_name="unlockings")
    part = models.CharField(max_length=5, choices=Part.choices)
    amount = CentsField(currency=None)
    unlocked_on = models.DateField()
    reason = models.CharField(max_length=200)
    voucher = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participation", "part"], condition=~Q(part="later"), name="unlocking_once_a_part"
            )
        ]

    def __str__(self):
        return f"{self.participation_id} {self.part}"
