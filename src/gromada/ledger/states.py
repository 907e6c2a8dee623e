"""Stages that money passes through, from the decision to the report (design.md section 1, `ledger`)."""

from django.db import models

from gromada.core.text import _


class Stage(models.TextChoices):
    ALLOCATED = "allocated", _("allocated")
    UNLOCKED = "unlocked", _("unlocked")
    PLANNED = "planned", _("planned")
    RESERVED = "reserved", _("reserved")
    COMMITTED = "committed", _("committed")
    DELIVERED = "delivered", _("delivered")
    INVOICED = "invoiced", _("invoiced")
    PAID = "paid", _("paid")
    RECEIVED = "received", _("received")
    RETURNED = "returned", _("returned")
    REPORTED = "reported", _("reported")


class ExchangeRule(models.TextChoices):
    """Which table of rates a deed is converted by."""

    IN_FORCE = "nbp_in_force", _("NBP table A in force on the day")
    DAY_BEFORE = "nbp_day_before", _("NBP table A of the day before")
    NONE = "none", _("no conversion")
