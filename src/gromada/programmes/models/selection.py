"""The choice of gminas: each way it was computed or given, every gmina's place in it, the one decided, how firm it is."""

from django.db import models
from django.db.models import Q

from gromada.core.models.stateful import Stateful
from gromada.programmes.models.programme import Programme
from gromada.programmes.states import SELECTION, SelectionKind, SelectionState
from gromada.territory.models import Unit


class SelectionRun(Stateful):
    """A list of chosen gminas: computed by a recipe out of figures, or given by an official list.

    It keeps its recipe, the loads of its figures and three checksums: of the recipe, of the figures, and of both with the
    result, so that whoever computes it again can say whether it is the same. `facts` are counts and each cell's cut.
    """

    WORKFLOW = SELECTION

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="selections")
    kind = models.CharField(max_length=8, choices=SelectionKind.choices)
    title = models.CharField(max_length=200)
    recipe = models.TextField(blank=True)
    recipe_digest = models.CharField(max_length=64, blank=True)
    inputs_digest = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)
    facts = models.JSONField(default=dict)
    made_on = models.DateField()
    made_at = models.DateTimeField()
    by_name = models.CharField(max_length=150, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme"], condition=Q(state="decided"), name="selection_decided_once_a_programme"
            ),
            models.UniqueConstraint(fields=["programme", "digest"], name="selection_once_a_programme"),
            models.CheckConstraint(condition=Q(state__in=SelectionState.values), name="selection_state"),
            models.CheckConstraint(condition=Q(kind__in=SelectionKind.values), name="selection_kind"),
        ]

    def __str__(self):
        return f"{self.programme_id} {self.title}"

    @property
    def is_official(self) -> bool:
        return self.kind == SelectionKind.OFFICIAL


class SelectionRow(models.Model):
    """A gmina in a selection: its score and places, in or out and by how much, and every step that led there.

    `code` is what the gmina was coded then; `cell` the part of the country it competed in (a voivodeship's code, or empty);
    `score` is empty where it could not be computed. `places` counts from the cut: 1 came in last, -1 missed it first.
    """

    run = models.ForeignKey(SelectionRun, models.CASCADE, related_name="rows")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    region = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    code = models.CharField(max_length=7)
    cell = models.CharField(max_length=2, blank=True)
    score = models.FloatField(null=True)
    place = models.PositiveIntegerField()
    place_in_cell = models.PositiveIntegerField()
    is_in = models.BooleanField()
    is_named = models.BooleanField(default=False)
    margin = models.FloatField(null=True)
    places = models.IntegerField(null=True)
    steps = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "unit"], name="selection_row_once_a_unit"),
            models.UniqueConstraint(fields=["run", "place"], name="selection_row_once_a_place"),
        ]
        indexes = [models.Index(fields=["run", "is_in"], name="selection_row_chosen")]

    def __str__(self):
        return f"{self.run_id} {self.code} {self.place}"


class SelectionDecision(models.Model):
    """That a selection was decided, with the checksum it had: sealed, and a decided selection is never removed."""

    run = models.OneToOneField(SelectionRun, models.PROTECT, related_name="decision")
    digest = models.CharField(max_length=64)
    decided_on = models.DateField()

    def __str__(self):
        return f"{self.run_id} {self.decided_on}"


class Sensitivity(models.Model):
    """How firm a selection is: its weights drawn many times at random, and in how many draws each gmina was in.

    `facts` hold the draws, the seed, how far weights moved, each gmina's share of draws and range of places, and what
    changes when an indicator is left out or counts twice. Another try is another row.
    """

    run = models.ForeignKey(SelectionRun, models.CASCADE, related_name="sensitivities")
    draws = models.PositiveIntegerField()
    seed = models.PositiveBigIntegerField()
    spread = models.CharField(max_length=12)
    facts = models.JSONField()
    made_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "draws", "seed", "spread"], name="sensitivity_once_a_setting")
        ]

    def __str__(self):
        return f"{self.run_id} {self.draws}"
