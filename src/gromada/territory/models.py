"""Units: one row through time with its own key; code, kind, name and parent are dated rows below it."""

from django.db import models

from gromada.core.permissions import Actor
from gromada.territory.states import Kind, Level


class UnitQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):  # noqa: ARG002 - every query set is asked in the same words
        """The register of units is public."""
        return self


class Unit(models.Model):
    """A territorial unit. Its columns repeat the version in force, so that lists need no join; the history is below."""

    level = models.CharField(max_length=12, choices=Level.choices)
    code = models.CharField(max_length=7)
    kind = models.CharField(max_length=1, choices=Kind.choices, blank=True)
    name = models.CharField(max_length=100)
    name_key = models.CharField(max_length=300)
    name_folded = models.CharField(max_length=100)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")

    objects = UnitQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["level", "code"], name="unit_code_once_a_level")]
        indexes = [models.Index(fields=["level", "name_folded"], name="unit_by_name")]

    def __str__(self):
        return self.name


class UnitVersion(models.Model):
    """What a unit was called, how it was coded and where it belonged, from a day until a day."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="versions")
    code = models.CharField(max_length=7)
    kind = models.CharField(max_length=1, choices=Kind.choices, blank=True)
    name = models.CharField(max_length=100)
    parent = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "valid_from"], name="unit_version_starts_once"),
            models.UniqueConstraint(
                fields=["unit"], condition=models.Q(valid_until=None), name="unit_has_one_open_version"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_until=None) | models.Q(valid_until__gt=models.F("valid_from")),
                name="unit_version_ends_after_start",
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.name} ({self.valid_from})"


class UnitFigure(models.Model):
    """A measured value of a unit for a year, with its source: population, and later every indicator of selection."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="figures")
    indicator = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=18, decimal_places=4)
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "indicator", "year"], name="unit_figure_once_a_year")]

    def __str__(self):
        return f"{self.indicator} {self.year}"


class Place(models.Model):
    """A place where people meet: a day room, a school, a fire station."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="places")
    name = models.CharField(max_length=150)
    name_key = models.CharField(max_length=450)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "name"], name="place_once_a_unit")]

    def __str__(self):
        return self.name
