"""States of a report (domain.md 2.12)."""

from django.db import models

from gromada.core.text import _
from gromada.core.workflow import Table, Transition, register


class ReportState(models.TextChoices):
    PREPARED = "prepared", _("prepared")
    PRESENTED = "presented", _("in the hands of the council")
    NOTED = "noted", _("noted by the council")


REPORT = register(
    Table(
        name="reports.report",
        title=_("Report"),
        states=ReportState,
        transitions=(
            Transition(ReportState.PREPARED, ReportState.PRESENTED, "reports.present", _("presented to the council")),
            Transition(ReportState.PRESENTED, ReportState.NOTED, "reports.note", _("noted by the council")),
        ),
        turn={ReportState.PREPARED: "mayor", ReportState.PRESENTED: "council_member"},
    )
)
