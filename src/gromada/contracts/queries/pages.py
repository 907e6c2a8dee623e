"""What the pages of contracts show: lists, one contract with its trail, the draft form, the counsel's queue."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, Sum
from django.shortcuts import get_object_or_404
from django.utils.text import capfirst

from gromada.accounts.models import Organisation, User
from gromada.accounts.states import OFFICES
from gromada.contracts.models import Contract
from gromada.contracts.queries import deeds
from gromada.contracts.states import IN_FORCE, ContractState
from gromada.core.models.audit import AuditEvent
from gromada.core.pages import Page, page
from gromada.core.permissions import Actor, Refusal, role_name
from gromada.core.text import _, fold
from gromada.core.workflow import Table
from gromada.ledger import queries as ledger
from gromada.ledger.queries import Balance
from gromada.ledger.rules import Rate
from gromada.plans.models import Service
from gromada.plans.states import ServiceState
from gromada.programmes.models import Participation, Programme

LIST_NEEDS = ("service", "provider", "participation__unit", "participation__programme__version")
MOST_PROVIDERS = 60


@dataclass(frozen=True)
class AtToday:
    """What a sum in PLN is worth on a day, and whether that is above the threshold of legal review."""

    value: Decimal
    rate: Rate
    above: Decimal | None
    needs_review: bool

    @property
    def is_converted(self) -> bool:
        return deeds.entry_rate(self.rate) is not None


@dataclass(frozen=True)
class ContractPage:
    contract: Contract
    service: Service
    at_today: AtToday | None
    balance: Balance
    left_pln: Decimal
    trail: list[dict]


@dataclass(frozen=True)
class DraftPage:
    service: Service
    left_pln: Decimal
    rate: Rate | None
    above: Decimal | None


@dataclass(frozen=True)
class ListPage:
    """The contracts of a gmina: one page of rows, the sums over all of them, the services that wait for a contract."""

    participation: Participation
    page: Page
    count: int
    in_force: int
    in_force_pln: Decimal
    in_force_value: Decimal
    waiting: list[Service]


def participation_for_list(actor: Actor, pk: int) -> Participation:
    """Raises Http404 for a gmina outside the actor's scope."""
    rows = Participation.objects.visible_to(actor).select_related("programme__version", "unit", "region", "account")
    return get_object_or_404(rows, pk=pk)


def contracts_of(actor: Actor, participation_pk: int, after: str | None = None) -> ListPage:
    """Contracts of a gmina, the newest first, in keyset pages; Http404 outside the actor's scope."""
    participation = participation_for_list(actor, participation_pk)
    rows = Contract.objects.visible_to(actor).filter(participation=participation)
    in_force = Q(state__in=IN_FORCE)
    sums = rows.aggregate(
        count=Count("pk"),
        in_force=Count("pk", filter=in_force),
        pln=Sum("value_pln", filter=in_force),
        value=Sum("value", filter=in_force),
    )
    zero = Decimal("0.00")
    return ListPage(
        participation,
        page(rows.select_related("service", "provider"), order=("-pk",), after=after),
        sums["count"],
        sums["in_force"],
        sums["pln"] or zero,
        sums["value"] or zero,
        services_to_contract(actor, participation),
    )


def services_to_contract(actor: Actor, participation: Participation) -> list[Service]:
    """Planned services on which nobody has drafted a contract, by title."""
    rows = Service.objects.visible_to(actor).filter(
        participation=participation, state=ServiceState.PLANNED, contracts=None
    )
    return list(rows.select_related("line", "group", "kind").order_by("title_key", "pk"))


def expected_value(programme: Programme, value_pln: Decimal, on: date) -> AtToday | None:
    """A sum in PLN as a deed on `on` would convert it; None when no rate of that day is loaded."""
    try:
        rate = deeds.rate_of_deed(programme, on)
    except Refusal:
        return None
    above = deeds.rules_on(programme, on).legal_review_above
    value = deeds.in_currency(value_pln, rate)
    return AtToday(value, rate, above, above is not None and value > above)


def contract_page(actor: Actor, pk: int, on: date) -> ContractPage:
    """One contract with its money, its trail and what it would be worth on `on`; Http404 outside the actor's scope."""
    contract = contract_to_do(actor, pk)
    service = deeds.service_for_contract(contract.service_id)
    open_states = {ContractState.DRAFT, ContractState.RETURNED, ContractState.LEGAL_REVIEW, ContractState.ACCEPTED}
    at_today = (
        expected_value(contract.participation.programme, contract.value_pln, on)
        if contract.state in open_states
        else None
    )
    balance = ledger.balances([service.account])[service.account_id]
    return ContractPage(contract, service, at_today, balance, deeds.left_of_service(service), trail(contract))


def contract_to_do(actor: Actor, pk: int) -> Contract:
    """The contract a deed is done to; Http404 outside the actor's scope."""
    return get_object_or_404(
        Contract.objects.visible_to(actor).select_related(*deeds.CONTRACT_NEEDS, "document"), pk=pk
    )


def draft_page(actor: Actor, service_pk: int, on: date, but: Contract | None = None) -> DraftPage:
    """What the form of a contract needs; `but`: the contract being changed. Http404 outside the actor's scope."""
    rows = Service.objects.visible_to(actor).select_related(*deeds.SERVICE_NEEDS)
    service = get_object_or_404(rows, pk=service_pk)
    programme = service.participation.programme
    at_today = expected_value(programme, service.line.cost_pln, on)
    rate = at_today.rate if at_today and at_today.is_converted else None
    return DraftPage(service, deeds.left_of_service(service, but=but), rate, at_today.above if at_today else None)


def providers_to_choose(
    actor: Actor, programme: Programme, text: str = "", chosen: int | None = None
) -> Sequence[Organisation]:
    """Providers of the kinds that the programme allows, by name; with a text, those whose name holds it or whose NIP
    it is.

    At most sixty, and the one already chosen whatever the text.
    """
    allowed = [kind.code for kind in programme.definition.provider_kinds if kind.allowed]
    rows = (
        Organisation.objects.visible_to(actor).filter(kind__in=allowed).exclude(kind__in=OFFICES).select_related("unit")
    )
    found = rows.filter(Q(name_folded__contains=fold(text)) | Q(nip=text.strip())) if text.strip() else rows
    listed = list(found.order_by("name_key", "pk")[:MOST_PROVIDERS])
    if chosen and chosen not in {row.pk for row in listed}:
        listed += rows.filter(pk=chosen).order_by("pk")
    return listed


def review_queue(actor: Actor, after: str | None = None) -> Page:
    """Contracts that wait for legal counsel, those that wait longest first."""
    rows = Contract.objects.visible_to(actor).filter(state=ContractState.LEGAL_REVIEW).select_related(*LIST_NEEDS)
    return page(rows, order=("state_since", "pk"), after=after)


def mine(actor: Actor, after: str | None = None) -> Page:
    """A provider's own contracts in every gmina, the newest first; a draft is the gmina's and not shown."""
    rows = Contract.objects.visible_to(actor).filter(provider=actor.organisation_id).exclude(state=ContractState.DRAFT)
    return page(rows.select_related(*LIST_NEEDS), order=("-pk",), after=after)


def trail(obj) -> list[dict]:
    """What was done to an object and by whom, the newest first, as the trail on its page shows it."""
    events = list(AuditEvent.objects.filter(object_type=obj._meta.label_lower, object_id=str(obj.pk)).order_by("-seq"))
    people = {event.person_id for event in events if event.person_id}
    names = dict(User.objects.filter(pk__in=people).values_list("pk", "name")) if people else {}
    return [event_of(event, names.get(event.person_id, ""), type(obj).WORKFLOW) for event in events]


def event_of(event: AuditEvent, name: str, table: Table) -> dict:
    """One event in words: what happened, who did it in which role, the states before and after, the seal."""
    step = table.between(event.old_state, event.new_state)
    happened = step.event if step else (_("changed") if event.fields else _("entered"))
    who = f"{name}, {role_name(event.role)}" if name else str(role_name(event.role) if event.role else _("the system"))
    labels = [str(table.states(state).label) for state in (event.old_state, event.new_state) if state]
    return {
        "at": event.on,
        "text": f"{capfirst(str(happened))}: {who}.",
        "change": " → ".join(labels),
        "source": event.hash[:12],
    }
