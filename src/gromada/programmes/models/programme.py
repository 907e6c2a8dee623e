"""The programme as loaded from its file: its versions, dated rules, areas, goals, task lines and sources of money."""

import functools
import json

from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import get_language

from gromada.core.money import CentsField
from gromada.ledger.models import Account
from gromada.programmes import definitions


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
