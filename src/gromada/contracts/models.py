"""Contracts with providers."""

from django.db import models
from django.db.models import F, Q

from gromada.accounts.models import Organisation
from gromada.contracts.states import CONTRACT, ContractState
from gromada.core.models import Document
from gromada.core.models.stateful import Stateful
from gromada.core.money import CentsField, RateField
from gromada.core.permissions import Actor, within
from gromada.plans.models import Service
from gromada.programmes.models import Participation


class ContractQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        return self.filter(
            within(actor, unit="participation__unit", region="participation__region", provider="provider")
        )


class Contract(Stateful):
    """A contract for a service: gross value in PLN, and in the programme's currency at the rate of its last deed.

    `needs_legal_review` is decided by that value at submission and again at signature (R: contracts above the threshold).
    """

    WORKFLOW = CONTRACT

    participation = models.ForeignKey(Participation, models.PROTECT, related_name="contracts")
    service = models.ForeignKey(Service, models.PROTECT, related_name="contracts")
    provider = models.ForeignKey(Organisation, models.PROTECT, related_name="contracts")
    number = models.CharField(max_length=60)
    value_pln = CentsField(currency="PLN")
    value = CentsField(currency=None)
    rate = RateField(null=True)
    rate_on = models.DateField(null=True)
    rate_table = models.CharField(max_length=20, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    needs_legal_review = models.BooleanField(default=False)
    legal_accepted_on = models.DateField(null=True)
    legal_note = models.TextField(blank=True)
    signed_on = models.DateField(null=True)
    completed_on = models.DateField(null=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")

    objects = ContractQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["participation", "number"], name="contract_number_once"),
            models.CheckConstraint(condition=Q(state__in=ContractState.values), name="contract_state"),
            models.CheckConstraint(condition=Q(value_pln__gt=0, value__gt=0), name="contract_has_value"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="contract_ends_after_start"),
            models.CheckConstraint(
                condition=~Q(state__in=["signed", "completed"]) | Q(signed_on__isnull=False),
                name="contract_signed_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["accepted", "signed", "completed"])
                | Q(needs_legal_review=False)
                | Q(legal_accepted_on__isnull=False),
                name="contract_reviewed_when_needed",
            ),
        ]

    def __str__(self):
        return self.number

    @property
    def reach(self):
        return self.participation.reach.given_to(self.provider_id)
