"""Pages of plans and services."""

from gromada.plans.views.of_check import answer_finding, check_typed
from gromada.plans.views.of_lines import add_line, change_line, remove_line, restore_line
from gromada.plans.views.of_plans import plan, plans
from gromada.plans.views.of_review import accept, give_back, queue, submit
from gromada.plans.views.of_services import cancel_service, service, services
from gromada.plans.views.of_sheets import plan_xlsx, sheet

__all__ = [
    "accept",
    "add_line",
    "answer_finding",
    "cancel_service",
    "change_line",
    "check_typed",
    "give_back",
    "plan",
    "plan_xlsx",
    "plans",
    "queue",
    "remove_line",
    "restore_line",
    "service",
    "services",
    "sheet",
    "submit",
]
