"""What was done with residents: meetings and who came, help asked of the region, the local partnership and leaders."""

from django.db import models
from django.db.models import Q

from gromada.core.models.stateful import Stateful
from gromada.core.permissions import Actor, within
from gromada.core.vault import VaultField, VaultId
from gromada.programmes.models import Participation
from gromada.strategies.models.writing import Strategy
from gromada.strategies.states import HELP, EventKind, HelpKind, HelpState
from gromada.surveys.models import Survey


class OfStrategyQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        return self.filter(
            within(actor, unit="strategy__participation__unit", region="strategy__participation__region")
        )


class OfGminaQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        return self.filter(within(actor, unit="participation__unit", region="participation__region"))


class ParticipationEvent(models.Model):
    """A workshop, meeting or debate on the strategy (R43): what was on, who led it, how many came, what came of it."""

    strategy = models.ForeignKey(Strategy, models.PROTECT, related_name="events")
    kind = models.CharField(max_length=10, choices=EventKind.choices)
    title = models.CharField(max_length=200)
    held_on = models.DateField()
    place = models.CharField(max_length=200)
    moderator = models.CharField(max_length=150, blank=True)
    agenda = models.TextField(blank=True)
    results = models.TextField(blank=True)
    attended = models.PositiveIntegerField(null=True)

    objects = OfStrategyQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(kind__in=EventKind.values), name="event_kind")]
        indexes = [models.Index(fields=["strategy", "held_on"], name="event_of_strategy")]

    def __str__(self):
        return self.title

    @property
    def reach(self):
        return self.strategy.reach


class AttendanceNames(models.Model):
    """The names of those who came, one a line, in the vault; forgotten after `keep_until`. Others see the count alone."""

    vault_id = VaultId()
    event = models.OneToOneField(ParticipationEvent, models.PROTECT, related_name="names")
    names = VaultField(blank=True)
    count = models.PositiveIntegerField()
    keep_until = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["keep_until"], name="attendance_keep_until")]

    def __str__(self):
        return f"{self.event_id} {self.count}"


class HelpRequest(Stateful):
    """A gmina asks the region for help with writing or moderating (R44)."""

    WORKFLOW = HELP

    strategy = models.ForeignKey(Strategy, models.PROTECT, related_name="help_requests")
    kind = models.CharField(max_length=12, choices=HelpKind.choices)
    words = models.TextField()
    wanted_on = models.DateField(null=True)
    asked_on = models.DateField()
    asked_by_name = models.CharField(max_length=150)
    answer = models.TextField(blank=True)
    answered_by_name = models.CharField(max_length=150, blank=True)

    objects = OfStrategyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=HelpState.values), name="help_state"),
            models.CheckConstraint(condition=~Q(state="declined") | ~Q(answer=""), name="help_declined_why"),
        ]

    def __str__(self):
        return f"{self.kind} {self.asked_on}"

    @property
    def reach(self):
        return self.strategy.reach


class Partnership(models.Model):
    """A local partnership of organisations that works for the gmina's strategy (R26, R48). No natural persons in it."""

    participation = models.ForeignKey(Participation, models.PROTECT, related_name="partnerships")
    name = models.CharField(max_length=200)
    members = models.TextField()
    since = models.DateField()
    agreement = models.CharField(max_length=200, blank=True)

    objects = OfGminaQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["participation", "name"], name="partnership_once"),
            models.CheckConstraint(condition=~Q(members=""), name="partnership_has_members"),
        ]

    def __str__(self):
        return self.name

    @property
    def reach(self):
        return self.participation.reach

    @property
    def member_list(self) -> list[str]:
        return self.members.splitlines()


class Leader(models.Model):
    """A local leader (R27): who moves others and in what sphere. Name and contact lie in the vault, with the consent's day."""

    vault_id = VaultId()
    participation = models.ForeignKey(Participation, models.PROTECT, related_name="leaders")
    name = VaultField()
    contact = VaultField(blank=True)
    sphere = models.CharField(max_length=120)
    identified_on = models.DateField()
    consent_on = models.DateField()
    withdrawn_on = models.DateField(null=True)

    objects = OfGminaQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | Q(withdrawn_on__gte=models.F("consent_on")),
                name="leader_withdrawn_after_consent",
            ),
            models.CheckConstraint(condition=Q(withdrawn_on=None) | Q(name="", contact=""), name="leader_forgotten"),
        ]

    def __str__(self):
        return self.sphere

    @property
    def reach(self):
        return self.participation.reach


class StrategySurvey(models.Model):
    """A survey of residents that a strategy rests on."""

    strategy = models.ForeignKey(Strategy, models.PROTECT, related_name="survey_links")
    survey = models.ForeignKey(Survey, models.PROTECT, related_name="+")

    objects = OfStrategyQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["strategy", "survey"], name="strategy_survey_once")]

    def __str__(self):
        return f"{self.strategy_id} {self.survey_id}"

    @property
    def reach(self):
        return self.strategy.reach
