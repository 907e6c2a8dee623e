"""Rates, accounts and sealed entries. The ledger knows money and nothing else: an object above holds its account."""

from django.db import models
from django.db.models import F, Q

from gromada.core.models import Document
from gromada.core.money import CentsField, RateField
from gromada.ledger.states import ExchangeRule, Stage
from gromada.territory.models import Unit


class ExchangeRate(models.Model):
    """One mid rate of NBP table A: złoty for one unit of the currency. Published facts are never edited."""

    currency = models.CharField(max_length=3)
    effective_on = models.DateField()
    table_no = models.CharField(max_length=20)
    rate = RateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["currency", "effective_on"], name="rate_once_a_day"),
            models.CheckConstraint(condition=Q(rate__gt=0), name="rate_is_positive"),
        ]

    def __str__(self):
        return f"{self.currency} {self.effective_on}"


class Account(models.Model):
    """A place money is counted at. `path` lists the keys from the root down (`/1/5/44/`), so a subtree is a prefix."""

    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    path = models.CharField(max_length=200, db_index=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    reference = models.CharField(max_length=80, unique=True)
    currency = models.CharField(max_length=3)

    def __str__(self):
        return self.reference


class Entry(models.Model):
    """A sealed line of the book: `amount` in the account's currency, and in PLN where a deed was done in PLN.

    Corrections are reversals: a new entry with the opposite amounts that names the one it takes back.
    """

    account = models.ForeignKey(Account, models.PROTECT, related_name="entries")
    stage = models.CharField(max_length=10, choices=Stage.choices)
    source = models.CharField(max_length=20, blank=True)
    amount = CentsField(currency=None)
    amount_pln = CentsField(currency="PLN", null=True)
    rate = RateField(null=True)
    rate_on = models.DateField(null=True)
    rate_table = models.CharField(max_length=20, blank=True)
    rate_rule = models.CharField(max_length=20, choices=ExchangeRule.choices, default=ExchangeRule.NONE)
    value_on = models.DateField()
    booked_on = models.DateField()
    booked_at = models.DateTimeField()
    voucher = models.UUIDField()
    label = models.CharField(max_length=120)
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversal")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(rate=None, rate_on=None, rate_table="")
                | Q(rate__isnull=False, rate_on__isnull=False, amount_pln__isnull=False) & ~Q(rate_table=""),
                name="entry_rate_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(booked_on__gte=F("value_on")) | Q(reverses__isnull=False), name="entry_booked_after_value"
            ),
        ]
        indexes = [
            models.Index(fields=["account", "stage", "value_on"], name="entry_by_account"),
            models.Index(fields=["voucher"], name="entry_by_voucher"),
        ]

    def __str__(self):
        return f"{self.stage} {self.label}"
