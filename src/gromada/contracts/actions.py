"""Deeds on contracts: draft, change, send on, accept or return, sign, complete (domain.md 2.8)."""

from datetime import date
from decimal import Decimal
from typing import Protocol

from gromada.accounts.models import Organisation
from gromada.accounts.states import OFFICES
from gromada.contracts import queries, rules
from gromada.contracts.models import Contract
from gromada.contracts.states import ContractState
from gromada.core import audit, documents, numbering
from gromada.core.money import format_amount
from gromada.core.permissions import Actor, Refusal, require
from gromada.core.text import _
from gromada.core.workflow import action, move
from gromada.ledger import actions as ledger
from gromada.ledger.actions import Limit, Line
from gromada.ledger.rules import Rate
from gromada.ledger.states import Stage
from gromada.plans import actions as plans
from gromada.plans.models import Service
from gromada.plans.states import ServiceState
from gromada.programmes import actions as programmes
from gromada.programmes.models import Participation


class Scan(Protocol):
    """A file as a form hands it over."""

    name: str
    content_type: str

    def read(self) -> bytes: ...


@action
def draft_contract(  # noqa: PLR0913 - a contract has this many terms
    *, service: Service, provider: Organisation, value_pln: Decimal, starts_on: date, ends_on: date, by: Actor, on: date
) -> Contract:
    """Draft a contract on a service of an accepted plan; its number comes from the programme's pattern.

    `value_pln`: gross, PLN. Refused (Refusal) for a kind of provider that the programme does not allow, a value over
    what
    is left of the line, days outside the window or before the plan was accepted (domain.md 3.3 V3, V5, V7).
    """
    participation = _locked(service.participation_id)
    service = queries.service_for_contract(service.pk)
    require(by, "contracts.draft", service)
    _hold_day(participation, on, service.line.plan.accepted_on)
    _hold_terms(service, provider, value_pln, starts_on, ends_on, but=None)
    rate = queries.rate_of_deed(participation.programme, on)
    contract = Contract.objects.create(
        participation=participation,
        service=service,
        provider=provider,
        number=_number(participation, service, on),
        value_pln=value_pln,
        starts_on=starts_on,
        ends_on=ends_on,
        state=ContractState.DRAFT,
        state_since=on,
        **_converted(value_pln, rate),
    )
    audit.record(by=by, deed="contracts.draft", obj=contract, on=on, new=ContractState.DRAFT)
    return contract


@action
def change_contract(  # noqa: PLR0913 - a contract has this many terms
    *, contract: Contract, by: Actor, on: date, provider: Organisation | None = None, value_pln: Decimal | None = None,
    starts_on: date | None = None, ends_on: date | None = None,
) -> Contract:  # fmt: skip
    """Change a contract that is a draft or was returned; what is not given stays. The rules of drafting hold again."""
    participation = _locked(contract.participation_id)
    contract = queries.contract_for_deed(contract.pk)
    require(by, "contracts.change", contract)
    _hold_day(participation, on, contract.state_since)
    given = {"provider": provider, "value_pln": value_pln, "starts_on": starts_on, "ends_on": ends_on}
    changed = {name: value for name, value in given.items() if value is not None and value != getattr(contract, name)}
    if not changed:
        return contract
    for name, value in changed.items():
        setattr(contract, name, value)
    service = queries.service_for_contract(contract.service_id)
    _hold_terms(service, contract.provider, contract.value_pln, contract.starts_on, contract.ends_on, but=contract)
    _keep(contract, **changed, **_converted(contract.value_pln, queries.rate_of_deed(participation.programme, on)))
    audit.record(by=by, deed="contracts.change", obj=contract, on=on, fields=changed)
    return contract


@action
def submit_contract(*, contract: Contract, by: Actor, on: date) -> Contract:
    """Send a contract on: to legal counsel when it is worth *more than* the threshold at the rate of this deed (O29),
    else
    to the mayor. One that waits for the mayor goes to counsel only when the rate has lifted it above the threshold
    since.
    """
    participation = _locked(contract.participation_id)
    contract = queries.contract_for_deed(contract.pk)
    require(by, "contracts.submit", contract)
    _hold_day(participation, on, contract.state_since)
    rate = queries.rate_of_deed(participation.programme, on)
    converted = _converted(contract.value_pln, rate)
    needs = rules.needs_review(converted["value"], queries.rules_on(participation.programme, on).legal_review_above)
    if contract.state == ContractState.ACCEPTED and (contract.legal_accepted_on or not needs):
        raise Refusal(
            _("The contract is ready to be signed. Nobody has to look at it again."), source=rules.LEGAL_REVIEW_SOURCE
        )
    if needs:
        move(contract, to=ContractState.LEGAL_REVIEW, by=by, on=on)
        _keep(contract, needs_legal_review=True, legal_accepted_on=None, **converted)
    else:
        _keep(contract, needs_legal_review=False, **converted)
        move(contract, to=ContractState.ACCEPTED, by=by, on=on)
    return contract


@action
def accept_contract(*, contract: Contract, by: Actor, on: date, note: str = "") -> Contract:
    """Record that the programme's legal counsel accepted a contract above the threshold (domain.md 2.8)."""
    contract = queries.contract_for_deed(contract.pk)
    require(by, "contracts.accept", contract)
    _hold_day(contract.participation, on, contract.state_since)
    _keep(contract, legal_accepted_on=on, legal_note=note)
    move(contract, to=ContractState.ACCEPTED, by=by, on=on)
    return contract


@action
def return_contract(*, contract: Contract, note: str, by: Actor, on: date) -> Contract:
    """Send a contract back to the gmina; `note` says what to change and is never empty."""
    contract = queries.contract_for_deed(contract.pk)
    require(by, "contracts.return", contract)
    _hold_day(contract.participation, on, contract.state_since)
    if not note.strip():
        rules.hold(
            rules.Broken(_("Write what has to change, so that the gmina knows what to do."), "note", field="note")
        )
    _keep(contract, legal_note=note.strip())
    move(contract, to=ContractState.RETURNED, by=by, on=on)
    return contract


@action
def sign_contract(*, contract: Contract, by: Actor, on: date, scan: Scan | None = None) -> Contract:
    """Sign: the contract binds its value in PLN and, at the rate of this deed, in the programme's currency.

    The threshold is tested again (V6). Books COMMITTED on the service's account unless the gmina's contracts would then
    exceed what is unlocked (V2, under a lock); the service becomes contracted. `scan`: the signed paper. Raises
    Refusal.
    """
    participation = _locked(contract.participation_id)
    contract = queries.contract_for_deed(contract.pk)
    service = queries.service_for_contract(contract.service_id)
    require(by, "contracts.sign", contract)
    _hold_day(participation, on, contract.state_since)
    if service.state in {ServiceState.DELIVERED, ServiceState.SETTLED, ServiceState.CANCELLED}:
        raise Refusal(_("The service is closed: no contract on it can be signed any more."), source=rules.VALUE_SOURCE)
    rate = queries.rate_of_deed(participation.programme, on)
    converted = _converted(contract.value_pln, rate)
    _hold_review(contract, converted["value"], on)
    _commit(contract, converted["value"], rate, by=by, on=on)
    given = {"document": _kept(scan, contract, by=by)} if scan else {}
    threshold = queries.rules_on(participation.programme, on).legal_review_above
    _keep(
        contract,
        signed_on=on,
        needs_legal_review=rules.needs_review(converted["value"], threshold),
        **converted,
        **given,
    )
    move(contract, to=ContractState.SIGNED, by=by, on=on)
    if service.state == ServiceState.PLANNED:
        plans.service_contracted(service=service, provider=contract.provider, by=by, on=on)
    paper = programmes.Paper(kind=str(_("Contract")), number=contract.number, on=on, document=contract.document)
    programmes.carry_out(participation=participation, by=by, on=on, paper=paper)
    return contract


@action
def complete_contract(*, contract: Contract, by: Actor, on: date) -> Contract:
    """Record that what was contracted has been done: books DELIVERED at the value and rate of the signature.

    The service is delivered when no other contract on it is in force (domain.md 2.8, 6.7).
    """
    _locked(contract.participation_id)
    contract = queries.contract_for_deed(contract.pk)
    require(by, "contracts.complete", contract)
    _hold_day(contract.participation, on, contract.signed_on)
    ledger.post(
        lines=[_line(contract, Stage.DELIVERED, contract.value, queries.rate_of_signature(contract))],
        value_on=on,
        by=by,
        on=on,
    )
    _keep(contract, completed_on=on)
    move(contract, to=ContractState.COMPLETED, by=by, on=on)
    if not Contract.objects.filter(service_id=contract.service_id, state=ContractState.SIGNED).exists():
        service = queries.service_for_contract(contract.service_id)
        plans.service_delivered(service=service, by=by, on=on)
    return contract


def _locked(participation_id: int) -> Participation:
    """One writer at a time on the contracts of a gmina: numbers and sums of a line are read under this lock."""
    Participation.objects.select_for_update().get(pk=participation_id)
    return Participation.objects.select_related("programme__version", "unit", "account").get(pk=participation_id)


def _kept(scan: Scan, contract: Contract, *, by: Actor) -> documents.Document:
    return documents.store(
        content=scan.read(),
        name=scan.name,
        media_type=scan.content_type,
        access=documents.Access.OFFICE,
        retention="contract",
        reference=f"contracts:contract:{contract.pk}",
        by=by,
        unit_id=contract.participation.unit_id,
    )


def _keep(contract: Contract, **values) -> None:
    for name, value in values.items():
        setattr(contract, name, value)
    contract.save(update_fields=list(values))


def _converted(value_pln: Decimal, rate: Rate) -> dict:
    """The columns that state the value in the programme's currency and by which table."""
    value = queries.in_currency(value_pln, rate)
    rules.hold(rules.worth_something(value))
    return {"value": value, **queries.rate_columns(rate)}


def _number(participation: Participation, service: Service, on: date) -> str:
    group, kind = service.group.code, service.kind.code if service.kind_id else ""
    return numbering.format_number(
        participation.programme.definition.numbering["contract"],
        terc=participation.unit.code,
        year=on.year,
        cell=f"{group}.{kind}" if kind else group,
        group=group,
        kind=kind,
        seq=Contract.objects.filter(participation=participation).count() + 1,
    )


def _window(participation: Participation) -> tuple[date, date]:
    return participation.programme.window_from, participation.programme.window_until


def _hold_day(participation: Participation, on: date, not_before: date) -> None:
    rules.hold(rules.deed_day_fits(on, not_before=not_before, window=_window(participation)))


def _hold_terms(  # noqa: PLR0913 - a contract has this many terms
    service: Service,
    provider: Organisation,
    value_pln: Decimal,
    starts_on: date,
    ends_on: date,
    *,
    but: Contract | None,
) -> None:
    rules.hold(_provider_broken(service, provider))
    left = queries.left_of_service(service, but=but)
    rules.hold(
        rules.value_fits(
            value_pln, left, written=format_amount(value_pln, "PLN"), left_written=format_amount(left, "PLN")
        )
    )
    plan = service.line.plan
    rules.hold(
        rules.days_fit(starts_on, ends_on, plan_accepted_on=plan.accepted_on, window=_window(service.participation))
    )


def _provider_broken(service: Service, provider: Organisation) -> rules.Broken | None:
    found = service.participation.programme.definition.provider_kind(provider.kind)
    return rules.provider_allowed(
        is_office=provider.kind in OFFICES,
        kind_name=provider.get_kind_display(),
        allowed=found.allowed if found else None,
        reason=found.say("reason", queries.language()) if found else "",
    )


def _hold_review(contract: Contract, value: Decimal, on: date) -> None:
    programme = contract.participation.programme
    above = queries.rules_on(programme, on).legal_review_above
    rules.hold(
        rules.review_missing(
            value,
            above,
            accepted=contract.legal_accepted_on is not None,
            written=format_amount(value, programme.currency),
            above_written=format_amount(above, programme.currency) if above is not None else "",
        )
    )


def _line(contract: Contract, stage: Stage, amount: Decimal, rate: Rate | None) -> Line:
    return Line(
        contract.service.account, stage, amount, amount_pln=contract.value_pln, rate=rate, label=contract.number
    )


def _commit(contract: Contract, value: Decimal, rate: Rate, *, by: Actor, on: date) -> None:
    # Contracts of a gmina stay within what is unlocked of its allocation (V2).
    sentence = _(
        "With this contract the gmina would bind %(over)s more than is unlocked of its allocation. "
        "Lower the value, or wait until the rest is unlocked."
    )
    limit = Limit(contract.participation.account, use=Stage.COMMITTED, within=Stage.UNLOCKED, sentence=sentence)
    ledger.post(
        lines=[_line(contract, Stage.COMMITTED, value, queries.entry_rate(rate))],
        limits=[limit],
        value_on=on,
        by=by,
        on=on,
    )
