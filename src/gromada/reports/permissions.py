"""Who prepares the report, hands it to the council, and notes it."""

from gromada.core.permissions import Deed, register
from gromada.core.text import _
from gromada.reports.states import ReportState

register(
    [
        Deed("reports.prepare", _("Prepare the report"), ("coordinator", "gops_manager"), source="R131"),
        Deed("reports.present", _("Hand it to the council"), ("mayor",), states=(ReportState.PREPARED,), source="R131"),
        Deed(
            "reports.note",
            _("Note that the council took it"),
            ("council_member",),
            states=(ReportState.PRESENTED,),
            source="R131",
        ),
    ]
)
