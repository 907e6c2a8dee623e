"""Persons and their enrolments. Names, numbers and contacts are encrypted; the rest of the system sees counts."""

from django.db import models
from django.db.models import Q

from gromada.core.models.stateful import Stateful
from gromada.core.permissions import Actor, Reach
from gromada.core.vault import VaultField, VaultId
from gromada.participants.states import ENROLMENT, Basis, EnrolmentState, Sex
from gromada.plans.models import Service
from gromada.programmes.models import Participation
from gromada.territory.models import Unit

PERSONAL_ROLES = ("coordinator", "gops_manager", "social_worker")


def personal(actor: Actor, *, unit: str, provider: str | None = None) -> Q:
    """Who sees persons: the gmina's own workers, and a provider the people of its services. Nobody above the gmina."""
    if actor.is_trusted:
        return Q()
    if actor.scope_kind == "gmina" and actor.role in PERSONAL_ROLES:
        return Q(**{unit: actor.unit_id})
    if actor.scope_kind == "provider" and provider:
        return Q(**{provider: actor.organisation_id})
    return Q(pk__in=[])


class PersonQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        return self.filter(personal(actor, unit="unit"))


class Person(models.Model):
    """Somebody who takes part. `pesel_index` finds a PESEL again without decrypting any."""

    vault_id = VaultId()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    first_name = VaultField()
    last_name = VaultField()
    pesel = VaultField(blank=True)
    pesel_index = models.CharField(max_length=64, blank=True)
    birth_year = models.PositiveSmallIntegerField()
    sex = models.CharField(max_length=1, choices=Sex.choices)
    village = models.CharField(max_length=100, blank=True)
    basis = models.CharField(max_length=12, choices=Basis.choices)
    notice_given_on = models.DateField()
    registered_on = models.DateField()

    objects = PersonQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "pesel_index"], condition=~Q(pesel_index=""), name="person_pesel_once_a_gmina"
            ),
        ]

    def __str__(self):
        return f"{self.pk}"

    @property
    def reach(self) -> Reach:
        return Reach(unit_id=self.unit_id)


class EnrolmentQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        return self.filter(personal(actor, unit="participation__unit", provider="service__provider"))


class Enrolment(Stateful):
    """A person takes part in a service from a day on."""

    WORKFLOW = ENROLMENT

    participation = models.ForeignKey(Participation, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="enrolments")
    service = models.ForeignKey(Service, models.PROTECT, related_name="enrolments")
    enrolled_on = models.DateField()
    ended_on = models.DateField(null=True)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=EnrolmentState.values), name="enrolment_state"),
            models.UniqueConstraint(
                fields=["person", "service"], condition=Q(state="active"), name="enrolment_active_once"
            ),
        ]

    def __str__(self):
        return f"{self.person_id} {self.service_id}"

    @property
    def reach(self) -> Reach:
        return self.service.reach
