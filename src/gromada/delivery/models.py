"""Sessions of a service and the attendance of each."""

from django.db import models
from django.db.models import Q

from gromada.contracts.models import Contract
from gromada.core.models.stateful import Stateful
from gromada.core.permissions import Actor, within
from gromada.delivery.states import SESSION, SessionState
from gromada.participants.models import Enrolment
from gromada.plans.models import Service
from gromada.programmes.models import Participation


class SessionQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        place = {"unit": "participation__unit", "region": "participation__region"}
        return self.filter(within(actor, **place, provider="contract__provider"))


class Session(Stateful):
    """One meeting of a service: day, hour, length in minutes, place."""

    WORKFLOW = SESSION

    participation = models.ForeignKey(Participation, models.PROTECT, related_name="+")
    service = models.ForeignKey(Service, models.PROTECT, related_name="sessions")
    contract = models.ForeignKey(Contract, models.PROTECT, related_name="sessions")
    held_on = models.DateField()
    starts_at = models.TimeField()
    minutes = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=150)
    topic = models.CharField(max_length=200, blank=True)

    objects = SessionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=SessionState.values), name="session_state"),
            models.CheckConstraint(condition=Q(minutes__gt=0, minutes__lte=1440), name="session_lasts"),
            models.UniqueConstraint(fields=["contract", "held_on", "starts_at"], name="session_once"),
        ]
        indexes = [models.Index(fields=["participation", "held_on"], name="session_by_day")]

    def __str__(self):
        return f"{self.service_id} {self.held_on}"

    @property
    def reach(self):
        return self.contract.reach


class Attendance(models.Model):
    """Whether an enrolled person was at a session. Nobody marked means nobody knows: no row."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="attendance")
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="attendance")
    was_present = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "enrolment"], name="attendance_once")]

    def __str__(self):
        return f"{self.session_id} {self.enrolment_id}"
