"""What is written in a strategy beside its needs: paragraphs, problems, goals, figures, the financial frame, indicators."""

from django.db import models
from django.db.models import Q

from gromada.core.money import CentsField
from gromada.core.permissions import Actor, within
from gromada.strategies.models.writing import Need, Strategy
from gromada.strategies.states import Fate, ProblemSide, SectionKind


class PartQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        return self.filter(
            within(actor, unit="strategy__participation__unit", region="strategy__participation__region")
        )


class Part(models.Model):
    """Anything that belongs to one strategy and is written while the strategy is not adopted."""

    strategy = models.ForeignKey(Strategy, models.CASCADE, related_name="%(class)ss")

    objects = PartQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def reach(self):
        return self.strategy.reach


class Paragraph(Part):
    """A paragraph of a section. Its key never changes, so that a comment can point at it; `version` tells who wrote last."""

    section = models.CharField(max_length=20, choices=SectionKind.choices)
    place = models.PositiveSmallIntegerField()
    text = models.TextField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(section__in=SectionKind.values), name="paragraph_section"),
            models.CheckConstraint(condition=~Q(text=""), name="paragraph_says_something"),
        ]

    def __str__(self):
        return self.text[:60]


class ProblemNode(Part):
    """A problem of the tree: a main one, or a cause or an effect that hangs below another."""

    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="children")
    side = models.CharField(max_length=10, choices=ProblemSide.choices)
    text = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(side="problem", parent__isnull=True)
                | Q(side__in=["cause", "effect"], parent__isnull=False),
                name="problem_node_hangs",
            )
        ]

    def __str__(self):
        return self.text


class StrategyGoal(Part):
    """A strategic goal with its code, C-02 (domain.md 2.4)."""

    number = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=10)
    text = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["strategy", "number"], name="strategy_goal_number_once")]

    def __str__(self):
        return f"{self.code} {self.text}"


class Direction(Part):
    """A direction of action under a goal, K-02.1: which needs it answers, who does what and when."""

    goal = models.ForeignKey(StrategyGoal, models.CASCADE, related_name="directions")
    number = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=12)
    text = models.CharField(max_length=300)
    way = models.TextField(blank=True)
    needs = models.ManyToManyField(Need, related_name="directions")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["goal", "number"], name="direction_number_once")]

    def __str__(self):
        return f"{self.code} {self.text}"


class FrameLine(Part):
    """Money foreseen in a year from a source, in PLN: no promise, a frame (art. 16b)."""

    year = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=120)
    amount_pln = CentsField(currency="PLN")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["strategy", "year", "source"], name="frame_line_once"),
            models.CheckConstraint(condition=Q(amount_pln__gte=0), name="frame_line_not_negative"),
        ]

    def __str__(self):
        return f"{self.year} {self.source}"


class StrategyIndicator(Part):
    """How it will be known that the strategy works: from which value, to which, by when, where read."""

    number = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=10)
    name = models.CharField(max_length=200)
    unit = models.CharField(max_length=40)
    baseline = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    target = models.DecimalField(max_digits=14, decimal_places=2)
    target_year = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=160)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["strategy", "number"], name="strategy_indicator_number_once")]

    def __str__(self):
        return f"{self.code} {self.name}"


class OwnFigure(Part):
    """A number the gmina knows itself, with its year and source."""

    name = models.CharField(max_length=200)
    unit = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=14, decimal_places=2)
    source = models.CharField(max_length=160)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["strategy", "name", "year"], name="own_figure_once")]

    def __str__(self):
        return f"{self.name} {self.year}"


class PickedIndicator(Part):
    """An indicator of public statistics taken into the diagnosis, with what a person says it shows."""

    indicator = models.CharField(max_length=40)
    finding = models.CharField(max_length=400)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["strategy", "indicator"], name="picked_indicator_once")]

    def __str__(self):
        return self.indicator


class NeedFate(Part):
    """What became of a need of an older strategy when this one was written: carried over as `newer`, met, or dropped."""

    older = models.ForeignKey(Need, models.CASCADE, related_name="fates")
    newer = models.ForeignKey(Need, models.CASCADE, null=True, related_name="origins")
    fate = models.CharField(max_length=10, choices=Fate.choices)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["strategy", "older"], name="need_fate_once"),
            models.CheckConstraint(
                condition=Q(fate="carried", newer__isnull=False) | (~Q(fate="carried") & Q(newer__isnull=True)),
                name="need_fate_carried_to",
            ),
            models.CheckConstraint(condition=Q(fate="carried") | ~Q(reason=""), name="need_fate_reason"),
        ]

    def __str__(self):
        return f"{self.older_id} {self.fate}"
