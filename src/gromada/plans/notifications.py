"""Letters about a plan: to those who review it, and back to those who wrote it; each in the language of its reader."""

from collections.abc import Iterable
from datetime import date

from django.utils.dateformat import format as format_day
from django.utils.translation import override

from gromada.core import outbox
from gromada.core.text import _
from gromada.plans.models import Plan
from gromada.plans.queries import people_who_can


def plan_submitted(plan: Plan, on: date) -> None:
    """Tell whoever accepts plans of this gmina that one waits."""
    for person in people_who_can("plans.accept", plan, on):
        with override(person.language):
            names = {"gmina": plan.participation.unit.name, "plan": plan.title}
            subject = _("%(gmina)s sent “%(plan)s” for review") % names
            body = (
                _("The plan “%(plan)s” of the gmina %(gmina)s waits for your review. You find it in your queue.")
                % names
            )
        outbox.write(to_person=person.pk, subject=subject, body=body, on=on, language=person.language)


def plan_returned(plan: Plan, remarks: Iterable[str], on: date) -> None:
    """Tell the gmina what to mend."""
    listed = "\n".join(f"– {text}" for text in remarks)
    for person in people_who_can("plans.submit", plan, on):
        with override(person.language):
            subject = _("“%(plan)s” came back with remarks") % {"plan": plan.title}
            body = _("The reviewer returned the plan “%(plan)s”. Remarks:") % {"plan": plan.title}
        outbox.write(to_person=person.pk, subject=subject, body=f"{body}\n\n{listed}", on=on, language=person.language)


def plan_accepted(plan: Plan, on: date) -> None:
    """Tell the gmina that its services may begin, and by when the demand for funds is due."""
    for person in people_who_can("plans.submit", plan, on):
        with override(person.language):
            subject = _("“%(plan)s” is accepted") % {"plan": plan.title}
            body = str(
                _("The plan “%(plan)s” is accepted. Contracts for its services may be drafted.") % {"plan": plan.title}
            )
            if plan.demand_due_on:
                day = format_day(plan.demand_due_on, "d.m.Y")
                body += " " + _("Send the demand for funds by %(day)s.") % {"day": day}
        outbox.write(to_person=person.pk, subject=subject, body=body, on=on, language=person.language)
