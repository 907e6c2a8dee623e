"""Stages that money passes through, from the decision to the report (design.md section 1, `ledger`)."""

from django.db import models
from django.utils.translation import pgettext_lazy

from gromada.core.text import _


class Stage(models.TextChoices):
    ALLOCATED = "allocated", pgettext_lazy("money", "allocated")
    UNLOCKED = "unlocked", pgettext_lazy("money", "unlocked")
    PLANNED = "planned", pgettext_lazy("money", "planned")
    RESERVED = "reserved", pgettext_lazy("money", "reserved")
    COMMITTED = "committed", pgettext_lazy("money", "committed")
    DELIVERED = "delivered", pgettext_lazy("money", "delivered")
    INVOICED = "invoiced", pgettext_lazy("money", "invoiced")
    PAID = "paid", pgettext_lazy("money", "paid")
    RECEIVED = "received", pgettext_lazy("money", "received")
    RETURNED = "returned", pgettext_lazy("money", "returned")
    REPORTED = "reported", pgettext_lazy("money", "reported")


class ExchangeRule(models.TextChoices):
    """Which table of rates a deed is converted by."""

    IN_FORCE = "nbp_in_force", _("NBP table A in force on the day")
    DAY_BEFORE = "nbp_day_before", _("NBP table A of the day before")
    NONE = "none", _("no conversion")
