"""Invoices, their payments, and the sources each payment is split over."""

from django.db import models
from django.db.models import F, Q

from gromada.accounts.models import Organisation
from gromada.contracts.models import Contract
from gromada.core.models import Document
from gromada.core.models.stateful import Stateful
from gromada.core.money import CentsField, RateField
from gromada.core.permissions import Actor, within
from gromada.finance.states import INVOICE, InvoiceState
from gromada.programmes.models import FundingSource, Participation


class InvoiceQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        return self.filter(
            within(actor, unit="participation__unit", region="participation__region", provider="provider")
        )


class Invoice(Stateful):
    """A provider's invoice or bill under a contract. Seller, number and day make it unique: nobody is paid twice (6.6)."""

    WORKFLOW = INVOICE

    participation = models.ForeignKey(Participation, models.PROTECT, related_name="invoices")
    contract = models.ForeignKey(Contract, models.PROTECT, related_name="invoices")
    provider = models.ForeignKey(Organisation, models.PROTECT, related_name="invoices")
    number = models.CharField(max_length=60)
    issued_on = models.DateField()
    received_on = models.DateField()
    due_on = models.DateField()
    gross_pln = CentsField(currency="PLN")
    checked_by_id = models.BigIntegerField(null=True)
    note = models.TextField(blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")

    objects = InvoiceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider", "number", "issued_on"], name="invoice_once"),
            models.CheckConstraint(condition=Q(state__in=InvoiceState.values), name="invoice_state"),
            models.CheckConstraint(condition=Q(gross_pln__gt=0), name="invoice_has_amount"),
            models.CheckConstraint(condition=Q(received_on__gte=F("issued_on")), name="invoice_received_after_issue"),
        ]

    def __str__(self):
        return self.number

    @property
    def reach(self):
        return self.participation.reach.given_to(self.provider_id)


class PaymentQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        return self.filter(
            within(actor, unit="participation__unit", region="participation__region", provider="invoice__provider")
        )


class Payment(models.Model):
    """What was paid for an invoice, in PLN and in the programme's currency at the rate of the rule in force.

    `rate_difference`: committed minus paid in the programme's currency for this part of the contract (domain.md 6.4).
    """

    participation = models.ForeignKey(Participation, models.PROTECT, related_name="payments")
    invoice = models.OneToOneField(Invoice, models.PROTECT, related_name="payment")
    paid_on = models.DateField()
    amount_pln = CentsField(currency="PLN")
    amount = CentsField(currency=None)
    rate = RateField(null=True)
    rate_on = models.DateField(null=True)
    rate_table = models.CharField(max_length=20, blank=True)
    rate_difference = CentsField(currency=None)
    voucher = models.UUIDField()

    objects = PaymentQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(amount_pln__gt=0), name="payment_has_amount")]

    def __str__(self):
        return f"{self.invoice_id} {self.paid_on}"


class PaymentShare(models.Model):
    """The part of a payment that one source bears; shares sum to the payment (V4)."""

    payment = models.ForeignKey(Payment, models.CASCADE, related_name="shares")
    source = models.ForeignKey(FundingSource, models.PROTECT, related_name="+")
    amount_pln = CentsField(currency="PLN")
    amount = CentsField(currency=None)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["payment", "source"], name="payment_share_once"),
            models.CheckConstraint(condition=Q(amount_pln__gt=0), name="payment_share_has_amount"),
        ]

    def __str__(self):
        return f"{self.payment_id} {self.source_id}"
