"""States of a plan and of a service (domain.md 2.5, 2.6)."""

from django.db import models

from gromada.core.text import _
from gromada.core.workflow import Table, Transition, register


class PlanState(models.TextChoices):
    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted for review")
    RETURNED = "returned", _("returned with remarks")
    ACCEPTED = "accepted", _("accepted")


PLAN = register(
    Table(
        name="plans.plan",
        title=_("Plan"),
        states=PlanState,
        transitions=(
            Transition(PlanState.DRAFT, PlanState.SUBMITTED, "plans.submit", _("submitted")),
            Transition(PlanState.RETURNED, PlanState.SUBMITTED, "plans.submit", _("submitted again")),
            Transition(PlanState.SUBMITTED, PlanState.RETURNED, "plans.return", _("returned")),
            Transition(PlanState.SUBMITTED, PlanState.ACCEPTED, "plans.accept", _("accepted")),
        ),
        turn={PlanState.DRAFT: "coordinator", PlanState.RETURNED: "coordinator", PlanState.SUBMITTED: "consultant"},
    )
)
WRITABLE = (PlanState.DRAFT, PlanState.RETURNED)


class ServiceState(models.TextChoices):
    PLANNED = "planned", _("planned")
    CONTRACTED = "contracted", _("contracted")
    RUNNING = "running", _("running")
    DELIVERED = "delivered", _("delivered")
    SETTLED = "settled", _("settled")
    CANCELLED = "cancelled", _("cancelled")


SERVICE = register(
    Table(
        name="plans.service",
        title=_("Service"),
        states=ServiceState,
        transitions=(
            Transition(ServiceState.PLANNED, ServiceState.CONTRACTED, "contracts.sign", _("a contract was signed")),
            Transition(ServiceState.CONTRACTED, ServiceState.RUNNING, "delivery.mark", _("the first session was held")),
            Transition(ServiceState.CONTRACTED, ServiceState.DELIVERED, "contracts.complete", _("delivered")),
            Transition(ServiceState.RUNNING, ServiceState.DELIVERED, "contracts.complete", _("delivered")),
            Transition(ServiceState.DELIVERED, ServiceState.SETTLED, "finance.pay", _("paid in full")),
            Transition(ServiceState.PLANNED, ServiceState.CANCELLED, "plans.cancel_service", _("cancelled")),
        ),
        turn={ServiceState.PLANNED: "coordinator"},
    )
)


class Procedure(models.TextChoices):
    """How a provider is to be found (domain.md 2.7); empty in a line means: not said yet."""

    CONTEST = "contest", _("contest of offers")
    QUOTES = "quotes", _("comparison of offers")
    SINGLE_SOURCE = "single_source", _("single source")
    OPEN_COMPETITION = "open_competition", _("open competition for NGOs")
    PUBLIC_PROCUREMENT = "public_procurement", _("public procurement")
    DIRECT = "direct", _("direct order")
