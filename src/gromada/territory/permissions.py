"""Who keeps the register of units and their figures."""

from gromada.core.permissions import Deed, register
from gromada.core.text import _

register(
    [
        Deed("territory.record", _("Keep the register of units"), ("programme_office",), source="TERC"),
        Deed(
            "territory.import",
            _("Load the register, borders and indicators"),
            ("programme_office",),
            source="TERC, R17",
        ),
        Deed("territory.measure", _("Note a figure of a unit"), ("programme_office",), source="R17"),
    ]
)
