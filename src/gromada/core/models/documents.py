"""The register of files: what was given to us, whose it is, how long it is kept. The bytes lie beside the database."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Access(models.TextChoices):
    """Who a file may be shown to at all; the page that links to it still asks its own room for permission."""

    PUBLIC = "public", _("public")
    OFFICE = "office", _("for the offices of the programme")
    PERSONAL = "personal", _("personal data")
    SPECIAL = "special", _("special categories of personal data")


class Document(models.Model):
    """One file as it was accepted. Two rows may share the same bytes; a row never changes what it points to."""

    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    access_class = models.CharField(max_length=10, choices=Access.choices)
    retention_class = models.CharField(max_length=40)
    reference = models.CharField(max_length=120)
    unit_id = models.BigIntegerField(null=True)
    uploaded_by_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="document_not_empty"),
            models.CheckConstraint(condition=Q(access_class__in=Access.values), name="document_access_known"),
        ]
        indexes = [
            models.Index(fields=["reference", "id"], name="document_of_object"),
            models.Index(fields=["sha256"], name="document_bytes"),
        ]

    def __str__(self):
        return self.name
