"""Units: one row through time with its own key; code, kind, name, parent, figures and borders are rows below it."""

from django.db import models

from gromada.core.models import ImportRun
from gromada.core.permissions import Actor
from gromada.territory.states import Dimension, Kind, Level


class UnitQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):  # noqa: ARG002 - every query set is asked in the same words
        """The register of units is public."""
        return self

    def current(self):
        """Units that the latest edition of the register has; one that is gone keeps its row and leaves the lists."""
        return self.filter(is_current=True)


class Unit(models.Model):
    """A territorial unit. Its columns repeat the version in force, so that lists need no join; the history is below."""

    level = models.CharField(max_length=12, choices=Level.choices)
    code = models.CharField(max_length=7)
    kind = models.CharField(max_length=1, choices=Kind.choices, blank=True)
    name = models.CharField(max_length=100)
    name_key = models.CharField(max_length=300)
    name_folded = models.CharField(max_length=100)
    parent = models.ForeignKey("self", models.RESTRICT, null=True, related_name="children")
    is_current = models.BooleanField(default=True)

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


class Edition(models.Model):
    """An edition of the register that was loaded, and its day: which days are known decides until when a version holds."""

    as_of = models.DateField(unique=True)
    form = models.CharField(max_length=20)
    load = models.ForeignKey(ImportRun, models.PROTECT, null=True, related_name="+")

    def __str__(self):
        return f"{self.form} {self.as_of}"


class Indicator(models.Model):
    """What is measured of units: its names, its unit of measure, its dimension (R17) and what values are plausible."""

    code = models.CharField(max_length=40, unique=True)
    name_pl = models.CharField(max_length=150)
    name_en = models.CharField(max_length=150)
    unit_pl = models.CharField(max_length=40)
    unit_en = models.CharField(max_length=40)
    dimension = models.CharField(max_length=16, choices=Dimension.choices)
    is_additive = models.BooleanField()
    decimals = models.PositiveSmallIntegerField()
    low = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    high = models.DecimalField(max_digits=18, decimal_places=4, null=True)

    def __str__(self):
        return self.name_en


class UnitFigure(models.Model):
    """A measured value of a unit for a year, with its source: population, and every indicator of selection."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="figures")
    indicator = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=18, decimal_places=4)
    source = models.CharField(max_length=200)
    load = models.ForeignKey(ImportRun, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "indicator", "year"], name="unit_figure_once_a_year")]
        indexes = [models.Index(fields=["indicator", "year"], name="figure_by_indicator")]

    def __str__(self):
        return f"{self.indicator} {self.year}"


class Boundary(models.Model):
    """The border of a unit on a day, simplified and drawn once in the map's own units.

    `shape` is a list of polygons → rings → [x, y], whole numbers from 0 to 10,000 over the whole country, y downwards;
    `box` is [left, top, right, bottom] and `area` the area of the shape in the same units. No source of true areas.
    """

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="boundaries")
    vintage = models.DateField()
    shape = models.JSONField()
    box = models.JSONField()
    area = models.PositiveIntegerField()
    load = models.ForeignKey(ImportRun, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "vintage"], name="boundary_once_a_vintage")]

    def __str__(self):
        return f"{self.unit_id} {self.vintage}"


class Place(models.Model):
    """A place where people meet: a day room, a school, a fire station."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="places")
    name = models.CharField(max_length=150)
    name_key = models.CharField(max_length=450)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "name"], name="place_once_a_unit")]

    def __str__(self):
        return self.name
