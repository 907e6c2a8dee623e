"""What residents say without an account: comments on the frozen draft with the gmina's answers, and ideas."""

from django.db import models
from django.db.models import Q

from gromada.core.models.stateful import Stateful
from gromada.core.permissions import Reach
from gromada.core.vault import VaultField, VaultId
from gromada.programmes.models import Participation
from gromada.strategies.models.participation import OfGminaQuerySet, OfStrategyQuerySet
from gromada.strategies.models.writing import Need, Strategy
from gromada.strategies.states import (
    COMMENT,
    CONSULTATION,
    IDEA,
    CommentState,
    ConsultationState,
    IdeaState,
    Verdict,
)


class Consultation(Stateful):
    """A draft laid open for comments between two days. `paragraphs` is the text as it was laid open; it never changes.

    Each paragraph: {"key": stable, "heading": "" or the title of the part that begins, "text"}.
    """

    WORKFLOW = CONSULTATION

    strategy = models.ForeignKey(Strategy, models.PROTECT, related_name="consultations")
    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=200)
    intro = models.TextField(blank=True)
    opens_on = models.DateField()
    ends_on = models.DateField()
    paragraphs = models.JSONField(default=list)
    last_number = models.PositiveIntegerField(default=0)

    objects = OfStrategyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ConsultationState.values), name="consultation_state"),
            models.CheckConstraint(condition=Q(ends_on__gte=models.F("opens_on")), name="consultation_days"),
        ]

    def __str__(self):
        return self.title

    @property
    def reach(self) -> Reach:
        return self.strategy.reach


class ConsultationComment(Stateful):
    """A comment on one paragraph ("" on the whole). What was written may name somebody, so it lies in the vault."""

    WORKFLOW = COMMENT

    vault_id = VaultId()
    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="comments")
    number = models.PositiveIntegerField()
    paragraph = models.CharField(max_length=20, blank=True)
    name = VaultField(blank=True)
    email = VaultField(blank=True)
    text = VaultField()
    given_on = models.DateField()
    key = models.CharField(max_length=64)
    is_paper = models.BooleanField(default=False)
    reason = models.CharField(max_length=300, blank=True)
    verdict = models.CharField(max_length=10, choices=Verdict.choices, blank=True)
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=CommentState.values), name="comment_state"),
            models.CheckConstraint(condition=~Q(state="refused") | ~Q(reason=""), name="comment_refused_why"),
            models.CheckConstraint(
                condition=Q(verdict="", answer="", answered_on=None)
                | (Q(verdict__in=Verdict.values, answered_on__isnull=False) & ~Q(answer="")),
                name="comment_answer_whole",
            ),
            models.UniqueConstraint(fields=["consultation", "key"], name="comment_sent_once"),
            models.UniqueConstraint(fields=["consultation", "number"], name="comment_number_once"),
        ]
        indexes = [
            models.Index(fields=["consultation", "state", "number"], name="comment_by_state"),
            models.Index(fields=["consultation", "paragraph", "state"], name="comment_by_paragraph"),
        ]

    def __str__(self):
        return f"{self.number}"

    @property
    def reach(self) -> Reach:
        return self.consultation.reach


class Idea(Stateful):
    """An idea or a need that a resident sent in; it may become a need of the strategy, which then names where it is from."""

    WORKFLOW = IDEA

    vault_id = VaultId()
    participation = models.ForeignKey(Participation, models.PROTECT, related_name="ideas")
    number = models.PositiveIntegerField()
    name = VaultField(blank=True)
    email = VaultField(blank=True)
    text = VaultField()
    given_on = models.DateField()
    key = models.CharField(max_length=64)
    reason = models.CharField(max_length=300, blank=True)
    need = models.ForeignKey(Need, models.SET_NULL, null=True, related_name="ideas")

    objects = OfGminaQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=IdeaState.values), name="idea_state"),
            models.CheckConstraint(condition=~Q(state="refused") | ~Q(reason=""), name="idea_refused_why"),
            models.UniqueConstraint(fields=["participation", "key"], name="idea_sent_once"),
            models.UniqueConstraint(fields=["participation", "number"], name="idea_number_once"),
        ]
        indexes = [models.Index(fields=["participation", "state", "number"], name="idea_by_state")]

    def __str__(self):
        return f"{self.number}"

    @property
    def reach(self) -> Reach:
        return self.participation.reach
