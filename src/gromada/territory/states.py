"""Kinds of territorial units, by the last digit of their official code (TERC; domain.md 3.1); dimensions of indicators."""

from django.db import models

from gromada.core.text import _


class Level(models.TextChoices):
    COUNTRY = "country", _("country")
    VOIVODESHIP = "voivodeship", _("voivodeship")
    POWIAT = "powiat", _("powiat")
    GMINA = "gmina", _("gmina")


class Kind(models.TextChoices):
    """RODZ: what kind of gmina. Other levels have none."""

    NONE = "", ""
    URBAN = "1", _("urban")
    RURAL = "2", _("rural")
    URBAN_RURAL = "3", _("urban-rural")


class Dimension(models.TextChoices):
    """The three kinds of indicators by which gminas are chosen (R17)."""

    GEOGRAPHIC = "geographic", _("geographic")
    DEMOGRAPHIC = "demographic", _("demographic")
    SOCIO_ECONOMIC = "socio_economic", _("socio-economic")
