"""The journal's tables. No foreign keys: the journal blocks nothing and knows no room."""

from django.db import models

GENESIS = "0" * 64


class AuditEvent(models.Model):
    """One deed: who, for which organisation, when it was done, when it was written, and the states before and after."""

    seq = models.BigIntegerField(primary_key=True)
    moment = models.DateTimeField()
    on = models.DateField()
    actor_kind = models.CharField(max_length=10)
    person_id = models.BigIntegerField(null=True)
    role = models.CharField(max_length=40, blank=True)
    organisation_id = models.BigIntegerField(null=True)
    deed = models.CharField(max_length=60)
    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=40)
    unit_id = models.BigIntegerField(null=True)
    region_id = models.BigIntegerField(null=True)
    old_state = models.CharField(max_length=40, blank=True)
    new_state = models.CharField(max_length=40, blank=True)
    fields = models.JSONField(default=list)
    why = models.TextField(blank=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        indexes = [
            models.Index(fields=["object_type", "object_id", "seq"], name="audit_of_object"),
            models.Index(fields=["unit_id", "on", "seq"], name="audit_of_unit"),
            models.Index(fields=["region_id", "on", "seq"], name="audit_of_region"),
            models.Index(fields=["on", "seq"], name="audit_by_day"),
        ]

    def __str__(self):
        return f"{self.seq} {self.deed}"


class AuditHead(models.Model):
    """The one row that says how many events there are and what the last hash is."""

    id = models.PositiveSmallIntegerField(primary_key=True)
    count = models.BigIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="audit_head_is_one")]

    def __str__(self):
        return f"{self.count}"


class ReadEvent(models.Model):
    """That somebody opened personal data: who, when, whose, which kind."""

    moment = models.DateTimeField()
    person_id = models.BigIntegerField(null=True)
    role = models.CharField(max_length=40, blank=True)
    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=40)
    what = models.CharField(max_length=60)

    class Meta:
        indexes = [models.Index(fields=["object_type", "object_id", "moment"], name="read_of_object")]

    def __str__(self):
        return f"{self.object_type} {self.object_id}"
