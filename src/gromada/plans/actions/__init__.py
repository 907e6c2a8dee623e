"""Every write to a plan, its lines, its review, and to the services that come of it."""

from gromada.plans.actions.answering import answer_finding
from gromada.plans.actions.following import (
    cancel_service,
    service_contracted,
    service_delivered,
    service_running,
    service_settled,
)
from gromada.plans.actions.review import accept_plan, return_plan, submit_plan
from gromada.plans.actions.sheets import restore_line, write_lines
from gromada.plans.actions.writing import add_line, change_line, change_plan, remove_line, start_plan

__all__ = [
    "accept_plan",
    "add_line",
    "answer_finding",
    "cancel_service",
    "change_line",
    "change_plan",
    "remove_line",
    "restore_line",
    "return_plan",
    "service_contracted",
    "service_delivered",
    "service_running",
    "service_settled",
    "start_plan",
    "submit_plan",
    "write_lines",
]
