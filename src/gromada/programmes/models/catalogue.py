"""The catalogue of services: groups, kinds, the fields where they meet, and examples."""

from django.db import models

from gromada.programmes.models.programme import Programme, in_language


class ServiceGroup(models.Model):
    """A group of recipients or of services. A group that is not enabled is kept so that it can be refused by name."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="groups")
    code = models.CharField(max_length=10)
    place = models.PositiveSmallIntegerField()
    name_pl = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    colour = models.CharField(max_length=5)
    has_kinds = models.BooleanField()
    is_enabled = models.BooleanField()
    source = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="service_group_once")]

    def __str__(self):
        return self.code

    @property
    def name(self) -> str:
        return in_language(self, "name")


class ServiceKind(models.Model):
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="kinds")
    code = models.CharField(max_length=10)
    place = models.PositiveSmallIntegerField()
    name_pl = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="service_kind_once")]

    def __str__(self):
        return self.code

    @property
    def name(self) -> str:
        return in_language(self, "name")


class CatalogueCell(models.Model):
    """A group and a kind together; a group without kinds has one cell whose kind is empty."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="cells")
    group = models.ForeignKey(ServiceGroup, models.CASCADE, related_name="cells")
    kind = models.ForeignKey(ServiceKind, models.CASCADE, null=True, related_name="cells")
    is_enabled = models.BooleanField()
    reason_pl = models.CharField(max_length=300, blank=True)
    reason_en = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "kind"], nulls_distinct=False, name="catalogue_cell_once")
        ]

    def __str__(self):
        return f"{self.group_id}.{self.kind_id}"

    @property
    def reason(self) -> str:
        return in_language(self, "reason")


class CatalogueExample(models.Model):
    cell = models.ForeignKey(CatalogueCell, models.CASCADE, related_name="examples")
    place = models.PositiveSmallIntegerField()
    text_pl = models.CharField(max_length=300)
    text_en = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=300)

    def __str__(self):
        return self.text_pl

    @property
    def text(self) -> str:
        return in_language(self, "text")
