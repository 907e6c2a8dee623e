"""What a deed on a contract reads: the row with all its rules need, the rate of the day, what is left of the line."""

from datetime import date
from decimal import Decimal

from django.db.models import Sum
from django.utils.translation import get_language

from gromada.accounts.models import Organisation
from gromada.contracts import rules
from gromada.contracts.models import Contract
from gromada.core.permissions import Actor
from gromada.ledger import queries as ledger
from gromada.ledger.rules import Rate, from_pln
from gromada.ledger.states import ExchangeRule
from gromada.plans.models import Service
from gromada.programmes import definitions
from gromada.programmes import queries as programmes
from gromada.programmes.models import Programme

CONTRACT_NEEDS = (
    "participation__programme__version",
    "participation__unit",
    "participation__account",
    "service__account",
    "provider",
)
SERVICE_NEEDS = (
    "participation__programme__version",
    "participation__unit",
    "account",
    "line__plan",
    "group",
    "kind",
    "provider",
)


def language() -> str:
    return get_language() or "pl"


def contract_for_deed(pk: int) -> Contract:
    """The contract as the database has it now, with all that its rules ask."""
    return Contract.objects.select_related(*CONTRACT_NEEDS).get(pk=pk)


def service_for_contract(pk: int, actor: Actor | None = None) -> Service:
    """A service with its line, plan and programme; with an actor only if they may see it (DoesNotExist)."""
    rows = Service.objects.all() if actor is None else Service.objects.visible_to(actor)
    return rows.select_related(*SERVICE_NEEDS).get(pk=pk)


def provider_for_contract(pk: int) -> Organisation:
    return Organisation.objects.get(pk=pk)


def rules_on(programme: Programme, on: date) -> definitions.RuleSet:
    return programmes.rules_on(programme, on)


def rate_of_deed(programme: Programme, on: date) -> Rate:
    """The rate of a deed done on `on`, by the rule of that day. Refusal when none is loaded."""
    return ledger.rate(programme.currency, on, rules_on(programme, on).exchange_rule)


def entry_rate(rate: Rate) -> Rate | None:
    """The rate as an entry of the ledger names it: none where nothing was converted."""
    return None if rate.rule == ExchangeRule.NONE else rate


def in_currency(amount_pln: Decimal, rate: Rate) -> Decimal:
    return from_pln(amount_pln, rate)


def rate_columns(rate: Rate) -> dict:
    """The rate as the columns of a row keep it."""
    if entry_rate(rate) is None:
        return {"rate": None, "rate_on": None, "rate_table": ""}
    return {"rate": rate.rate, "rate_on": rate.effective_on, "rate_table": rate.table_no}


def rate_of_signature(contract: Contract) -> Rate | None:
    """The rate a contract was signed at; none where the programme counts in PLN."""
    if contract.rate is None:
        return None
    programme = contract.participation.programme
    rule = rules_on(programme, contract.signed_on).exchange_rule
    return Rate(programme.currency, contract.rate, contract.rate_on, contract.rate_table, rule)


def left_of_service(service: Service, *, but: Contract | None = None) -> Decimal:
    """PLN of the planned cost that no other contract has taken (V3); `but`: a contract that is being changed."""
    others = Contract.objects.filter(service=service)
    if but is not None:
        others = others.exclude(pk=but.pk)
    taken = others.aggregate(sum=Sum("value_pln"))["sum"]
    return rules.left_of_line(service.line.cost_pln, [taken] if taken else [])
