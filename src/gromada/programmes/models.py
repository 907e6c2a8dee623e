"""The programme as loaded from its file, and each commune's place in it."""

import functools
import json

from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import get_language

from gromada.core.models.stateful import Stateful
from gromada.core.money import CentsField
from gromada.core.permissions import Actor, Reach, within
from gromada.ledger.models import Account
from gromada.programmes import definitions
from gromada.programmes.states import PATH, AllocationKind, Part, Step
from gromada.territory.models import Unit


def in_language(row, field: str) -> str:
    """The text of a two-language field in the language of the page; Polish where English is absent."""
    return (getattr(row, f"{field}_en") if get_language() == "en" else "") or getattr(row, f"{field}_pl")


@functools.lru_cache(maxsize=64)
def _parsed(digest: str, stored: str) -> definitions.Definition:  # noqa: ARG001 - the key of the cache
    """A definition is immutable, so each is parsed once a process; the digest makes the key cheap to tell apart."""
    return definitions.define(json.loads(stored))


class Programme(models.Model):
    """One programme, as its definition in force states it. Everything a rule needs of it is in `definition`."""

    code = models.CharField(max_length=40, unique=True)
    name_pl = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    currency = models.CharField(max_length=3)
    window_from = models.DateField()
    window_until = models.DateField()
    services_envelope = CentsField(currency=None, null=True)
    account = models.OneToOneField(Account, models.PROTECT, related_name="+")
    version = models.ForeignKey("DefinitionVersion", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(window_until__gte=models.F("window_from")), name="programme_window")
        ]

    def __str__(self):
        return self.code

    @property
    def name(self) -> str:
        return in_language(self, "name")

    @cached_property
    def definition(self) -> definitions.Definition:
        """The definition in force, parsed once a process. Fetch `version` along with the programme."""
        return _parsed(self.version.digest, self.version.stored)


class DefinitionVersion(models.Model):
    """A loaded definition, merged with its kind, as text: an immutable version."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    stored = models.TextField()
    loaded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="definition_number_once"),
            models.UniqueConstraint(fields=["programme", "digest"], name="definition_digest_once"),
        ]

    def __str__(self):
        return f"{self.number}"


class RuleSet(models.Model):
    """The rules valid from a day until a day; a document keeps the one valid on its date (design.md section 1)."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="rule_sets")
    version = models.ForeignKey(DefinitionVersion, models.PROTECT, related_name="rule_sets")
    code = models.CharField(max_length=40)
    name_pl = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    source = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "code"], name="rule_set_once_a_version")]

    def __str__(self):
        return self.code

    @property
    def name(self) -> str:
        return in_language(self, "name")


class Component(models.Model):
    """A part of the programme with its share of the money; a larger part may hold a smaller one."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="components")
    code = models.CharField(max_length=20)
    name_pl = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    envelope = CentsField(currency=None, null=True)
    source = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="component_once")]

    def __str__(self):
        return self.code

    @property
    def name(self) -> str:
        return in_language(self, "name")


class Goal(models.Model):
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="goals")
    code = models.CharField(max_length=20)
    level = models.CharField(max_length=20)
    place = models.PositiveSmallIntegerField()
    text_pl = models.TextField()
    text_en = models.TextField(blank=True)
    source = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="goal_once")]

    def __str__(self):
        return self.code

    @property
    def text(self) -> str:
        return in_language(self, "text")


class TaskLine(models.Model):
    """A task line of the programme's schedule (R112); a sub-programme carries one of them out."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="task_lines")
    code = models.CharField(max_length=20)
    place = models.PositiveSmallIntegerField()
    text_pl = models.TextField()
    text_en = models.TextField(blank=True)
    source = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="task_line_once")]

    def __str__(self):
        return self.code

    @property
    def text(self) -> str:
        return in_language(self, "text")


class FundingSource(models.Model):
    """Where money comes from; `in_allocation`: what is paid from it uses up the gmina's allocation."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="funding_sources")
    code = models.CharField(max_length=20)
    place = models.PositiveSmallIntegerField()
    name_pl = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    in_allocation = models.BooleanField()
    source = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="funding_source_once")]

    def __str__(self):
        return self.code

    @property
    def name(self) -> str:
        return in_language(self, "name")


class ServiceGroup(models.Model):
    """A group of recipients or of services. A group that is not enabled is kept so that it can be refused by name."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="groups")
    code = models.CharField(max_length=10)
    place = models.PositiveSmallIntegerField()
    name_pl = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    colour = models.CharField(max_length=5)
    has_kinds = models.BooleanField()
    is_enabled = models.BooleanField()
    source = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="service_group_once")]

    def __str__(self):
        return self.code

    @property
    def name(self) -> str:
        return in_language(self, "name")


class ServiceKind(models.Model):
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="kinds")
    code = models.CharField(max_length=10)
    place = models.PositiveSmallIntegerField()
    name_pl = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="service_kind_once")]

    def __str__(self):
        return self.code

    @property
    def name(self) -> str:
        return in_language(self, "name")


class CatalogueCell(models.Model):
    """A group and a kind together; a group without kinds has one cell whose kind is empty."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="cells")
    group = models.ForeignKey(ServiceGroup, models.CASCADE, related_name="cells")
    kind = models.ForeignKey(ServiceKind, models.CASCADE, null=True, related_name="cells")
    is_enabled = models.BooleanField()
    reason_pl = models.CharField(max_length=300, blank=True)
    reason_en = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "kind"], nulls_distinct=False, name="catalogue_cell_once")
        ]

    def __str__(self):
        return f"{self.group_id}.{self.kind_id}"

    @property
    def reason(self) -> str:
        return in_language(self, "reason")


class CatalogueExample(models.Model):
    cell = models.ForeignKey(CatalogueCell, models.CASCADE, related_name="examples")
    place = models.PositiveSmallIntegerField()
    text_pl = models.CharField(max_length=300)
    text_en = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=300)

    def __str__(self):
        return self.text_pl

    @property
    def text(self) -> str:
        return in_language(self, "text")


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

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participation"], condition=Q(kind="initial"), name="allocation_initial_once"
            ),
        ]

    def __str__(self):
        return f"{self.participation_id} {self.amount}"


class Unlocking(models.Model):
    """That a part of the allocation became usable: each part once (R31, domain.md 6.3)."""

    participation = models.ForeignKey(Participation, models.PROTECT, related_name="unlockings")
    part = models.CharField(max_length=5, choices=Part.choices)
    amount = CentsField(currency=None)
    unlocked_on = models.DateField()
    reason = models.CharField(max_length=200)
    voucher = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["participation", "part"], name="unlocking_once_a_part")]

    def __str__(self):
        return f"{self.participation_id} {self.part}"
