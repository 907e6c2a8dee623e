"""Plans and their lines; each line of an accepted plan is a service that is followed to its end."""

from django.db import models
from django.db.models import F, Q

from gromada.accounts.models import Organisation
from gromada.core.models.stateful import Stateful
from gromada.core.money import CentsField, RateField
from gromada.core.permissions import Actor, within
from gromada.ledger.models import Account
from gromada.plans.states import PLAN, SERVICE, PlanState, Procedure, ServiceState
from gromada.programmes.models import Participation, RuleSet, ServiceGroup, ServiceKind, TaskLine
from gromada.strategies.models import Need

ALL_MONTHS = (1 << 12) - 1


class PlanQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        return self.filter(within(actor, unit="participation__unit", region="participation__region"))


class Plan(Stateful):
    """What a gmina means to do in a year. A sub-programme is a plan that carries out a task line (R113, R114).

    `rate` is the planning rate: złoty for one unit of the programme's currency, 1 where that is złoty.
    """

    WORKFLOW = PLAN

    participation = models.ForeignKey(Participation, models.PROTECT, related_name="plans")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    year = models.PositiveSmallIntegerField()
    task_line = models.ForeignKey(TaskLine, models.PROTECT, null=True, related_name="+")
    rule_set = models.ForeignKey(RuleSet, models.PROTECT, related_name="+")
    rate = RateField()
    rate_on = models.DateField()
    rate_table = models.CharField(max_length=20, blank=True)
    submitted_on = models.DateField(null=True)
    accepted_on = models.DateField(null=True)
    demand_due_on = models.DateField(null=True)
    voucher = models.UUIDField(null=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["participation", "number"], name="plan_number_once"),
            models.CheckConstraint(condition=Q(state__in=PlanState.values), name="plan_state"),
            models.CheckConstraint(
                condition=~Q(state="accepted") | Q(accepted_on__isnull=False, voucher__isnull=False),
                name="plan_accepted_whole",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def reach(self):
        return self.participation.reach


class PlanLine(models.Model):
    """One service as planned. `months` has a bit a month, January lowest; `cost` is in the programme's currency."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="lines")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    group = models.ForeignKey(ServiceGroup, models.PROTECT, related_name="+")
    kind = models.ForeignKey(ServiceKind, models.PROTECT, null=True, related_name="+")
    is_custom = models.BooleanField(default=False)
    needs = models.ManyToManyField(Need, through="LineNeed", related_name="+")
    description = models.TextField(blank=True)
    recipients_text = models.CharField(max_length=200)
    recipients = models.PositiveIntegerField()
    unit = models.CharField(max_length=40)
    quantity = models.PositiveIntegerField()
    months = models.PositiveSmallIntegerField()
    cost_pln = CentsField(currency="PLN")
    cost = CentsField(currency=None)
    not_duplicating = models.BooleanField(default=False)
    insufficiency = models.CharField(max_length=300, blank=True)
    procedure = models.CharField(max_length=20, blank=True, choices=Procedure.choices)
    provider_kind = models.CharField(max_length=40, blank=True)
    other_sources = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="plan_line_number_once"),
            models.CheckConstraint(
                condition=Q(procedure__in=["", *Procedure.values]), name="plan_line_known_procedure"
            ),
            models.CheckConstraint(condition=Q(recipients__gt=0, quantity__gt=0), name="plan_line_counts_something"),
            models.CheckConstraint(condition=Q(months__gt=0, months__lte=ALL_MONTHS), name="plan_line_has_months"),
            models.CheckConstraint(condition=Q(cost_pln__gt=0, cost__gt=0), name="plan_line_costs_something"),
        ]

    def __str__(self):
        return f"{self.number}. {self.title}"

    @property
    def month_list(self) -> list[bool]:
        return [bool(self.months >> place & 1) for place in range(12)]

    @property
    def reach(self):
        return self.plan.reach


class LineNeed(models.Model):
    """Which needs of the strategy a line answers (R45)."""

    line = models.ForeignKey(PlanLine, models.CASCADE, related_name="answers")
    need = models.ForeignKey(Need, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["line", "need"], name="line_need_once")]

    def __str__(self):
        return f"{self.line_id} {self.need_id}"


class Remark(models.Model):
    """What the reviewer wants changed: to the whole plan or to one line. Kept when the plan comes back."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="remarks")
    line = models.ForeignKey(PlanLine, models.SET_NULL, null=True, related_name="remarks")
    text = models.TextField()
    written_on = models.DateField()
    round = models.PositiveSmallIntegerField(default=1)

    def __str__(self):
        return self.text


class FindingAnswer(models.Model):
    """Why a line (or, without a line, the plan) is as it is although a rule of the plan check speaks against it."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="finding_answers")
    rule = models.CharField(max_length=20)
    line = models.ForeignKey(PlanLine, models.CASCADE, null=True, related_name="finding_answers")
    text = models.CharField(max_length=500)
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=150, blank=True)
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "rule", "line"], name="finding_answer_once"),
            models.UniqueConstraint(
                fields=["plan", "rule"], condition=Q(line=None), name="finding_answer_of_plan_once"
            ),
        ]

    def __str__(self):
        return self.text


class ReturnedRule(models.Model):
    """How often a rule of the plan check spoke of a plan on the day it was returned: for statistics of returns."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="returned_rules")
    round = models.PositiveSmallIntegerField()
    rule = models.CharField(max_length=20)
    count = models.PositiveSmallIntegerField()
    answered = models.PositiveSmallIntegerField(default=0)
    on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "round", "rule"], name="returned_rule_once_a_round")]

    def __str__(self):
        return f"{self.rule} × {self.count}"


class ServiceQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        return self.filter(
            within(actor, unit="participation__unit", region="participation__region", provider="provider")
        )


class Service(Stateful):
    """A line of an accepted plan, followed to its end: its provider, its state and its account."""

    WORKFLOW = SERVICE

    participation = models.ForeignKey(Participation, models.PROTECT, related_name="services")
    line = models.OneToOneField(PlanLine, models.PROTECT, related_name="service")
    account = models.OneToOneField(Account, models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    title_key = models.CharField(max_length=600)
    group = models.ForeignKey(ServiceGroup, models.PROTECT, related_name="+")
    kind = models.ForeignKey(ServiceKind, models.PROTECT, null=True, related_name="+")
    year = models.PositiveSmallIntegerField()
    provider = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="services")

    objects = ServiceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ServiceState.values), name="service_state"),
            models.CheckConstraint(
                condition=Q(state__in=["planned", "cancelled"]) | Q(provider__isnull=False), name="service_has_provider"
            ),
        ]
        indexes = [models.Index(F("participation"), F("year"), name="service_by_year")]

    def __str__(self):
        return self.title

    @property
    def reach(self):
        return self.participation.reach.given_to(self.provider_id)
