"""Imports as they were asked for and done: a row points to the run that brought it, and the run remembers its undoing."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ImportState(models.TextChoices):
    """Where an import stands. Only an applied one has written anything, an undone one has taken all of it back."""

    CHECKED = "checked", _("preview")
    APPLYING = "applying", _("being written")
    APPLIED = "applied", _("written")
    UNDONE = "undone", _("taken back")
    FAILED = "failed", _("not written")


class ImportRun(models.Model):
    """One import: its kind, files, options and answers, what it found, who wrote it when, and whether it was undone.

    `digest` is the SHA-256 of files and options, `plan_digest` that of the previewed changes: what is written is what was
    shown. The files themselves are documents with the reference `core:importrun:<pk>`.
    """

    kind = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=ImportState.choices, default=ImportState.CHECKED)
    digest = models.CharField(max_length=64)
    plan_digest = models.CharField(max_length=64, blank=True)
    names = models.JSONField(default=list)
    options = models.JSONField(default=dict)
    answers = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    facts = models.JSONField(default=dict)
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=150, blank=True)
    by_role = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=5, default="pl")
    on = models.DateField()
    checked_at = models.DateTimeField()
    applied_on = models.DateField(null=True)
    applied_at = models.DateTimeField(null=True)
    undone_on = models.DateField(null=True)
    undone_at = models.DateTimeField(null=True)
    refusal = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ImportState.values), name="import_state_known"),
            models.CheckConstraint(
                condition=Q(applied_at__isnull=False) | ~Q(state__in=["applied", "undone"]),
                name="import_written_once_applied",
            ),
        ]
        indexes = [models.Index(fields=["kind", "id"], name="import_of_kind")]

    def __str__(self):
        return f"{self.kind} {self.pk}"

    @property
    def reference(self) -> str:
        return f"core:importrun:{self.pk}"


class ImportTrace(models.Model):
    """What one import remembers beside its figures, kept apart because it is big: the preview's rows, and its undoing.

    Both are JSON packed by zlib; `tables` names the models it added to or changed, so that undoing goes backwards.
    """

    run = models.OneToOneField(ImportRun, models.CASCADE, related_name="trace")
    preview = models.BinaryField(default=bytes)
    undo = models.BinaryField(default=bytes)
    tables = models.JSONField(default=list)

    def __str__(self):
        return f"{self.run_id}"
