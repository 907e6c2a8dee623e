"""Letters written by actions and sent later: a row commits with the deed that caused it."""

from django.db import models
from django.db.models import Q


class OutboxMessage(models.Model):
    """One letter to one person of ours or to one address, with what became of it."""

    key = models.CharField(max_length=120, null=True, unique=True)
    to_person_id = models.BigIntegerField(null=True)
    to_address = models.EmailField(blank=True)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    language = models.CharField(max_length=5)
    written_at = models.DateTimeField()
    due_on = models.DateField()
    next_attempt_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(to_person_id__isnull=False) | ~Q(to_address=""), name="outbox_has_a_recipient"
            )
        ]
        indexes = [
            models.Index(
                fields=["due_on", "next_attempt_at", "id"], condition=Q(sent_at__isnull=True), name="outbox_waiting"
            )
        ]

    def __str__(self):
        return self.subject
