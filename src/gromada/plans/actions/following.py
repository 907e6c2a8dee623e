"""A service on its way: consequences that rooms above cause (a contract, a session, a payment), and its cancelling.

The deed that causes a step was permitted in its own room; the step itself is refused by the service's path alone.
"""

from datetime import date

from gromada.accounts.models import Organisation
from gromada.core import workflow
from gromada.core.permissions import Actor, Refusal, require
from gromada.core.text import _
from gromada.core.workflow import action
from gromada.ledger import actions as bookkeeping
from gromada.ledger import queries as ledger
from gromada.ledger.actions import Line
from gromada.ledger.states import Stage
from gromada.plans.models import Service
from gromada.plans.states import ServiceState


@action
def service_contracted(*, service: Service, provider: Organisation, by: Actor, on: date) -> Service:
    """A contract with the provider was signed: the service is theirs (planned → contracted)."""
    service.provider = provider
    service.save(update_fields=["provider"])
    workflow.move(service, to=ServiceState.CONTRACTED, by=by, on=on)
    return service


@action
def service_running(*, service: Service, by: Actor, on: date) -> Service:
    """The first session was held (contracted → running); later sessions change nothing."""
    if service.state == ServiceState.CONTRACTED:
        workflow.move(service, to=ServiceState.RUNNING, by=by, on=on)
    elif service.state not in (ServiceState.RUNNING, ServiceState.DELIVERED, ServiceState.SETTLED):
        workflow.move(service, to=ServiceState.RUNNING, by=by, on=on)  # refuses with the sentence of the table
    return service


@action
def service_delivered(*, service: Service, by: Actor, on: date) -> Service:
    """All that the contract asks for was done (contracted or running → delivered)."""
    workflow.move(service, to=ServiceState.DELIVERED, by=by, on=on)
    return service


@action
def service_settled(*, service: Service, by: Actor, on: date) -> Service:
    """The service is paid in full (delivered → settled)."""
    workflow.move(service, to=ServiceState.SETTLED, by=by, on=on)
    return service


@action
def cancel_service(*, service: Service, why: str, by: Actor, on: date) -> Service:
    """Give up a service that has no contract: what was planned for it is free again. A reason is required.

    The acceptance of the plan is one voucher for all its lines, so the service's part is taken back by its own entry.
    """
    require(by, "plans.cancel_service", service)
    if not why.strip():
        raise Refusal(_("Write why the service is given up: it stays in the journal."))
    balance = ledger.balances([service.account])[service.account_id]
    workflow.move(service, to=ServiceState.CANCELLED, by=by, on=on, why=why.strip())
    bookkeeping.post(
        lines=[
            Line(
                service.account,
                Stage.PLANNED,
                -balance.planned,
                amount_pln=-service.line.cost_pln,
                label=f"{service.line.number}. {service.title}"[:120],
            )
        ],
        limits=[],
        value_on=on,
        by=by,
        on=on,
    )
    return service
