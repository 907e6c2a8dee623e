"""Pages of plans and services."""

from gromada.plans.views.of_lines import add_line, change_line, remove_line
from gromada.plans.views.of_plans import plan, plans
from gromada.plans.views.of_review import accept, give_back, queue, submit
from gromada.plans.views.of_services import cancel_service, service, services

__all__ = [
    "accept",
    "add_line",
    "cancel_service",
    "change_line",
    "give_back",
    "plan",
    "plans",
    "queue",
    "remove_line",
    "service",
    "services",
    "submit",
]
