"""Who may write facts into the book. Entries themselves are consequences of deeds of the rooms above."""

from gromada.core.permissions import Deed, register
from gromada.core.text import _

register([Deed("ledger.load_rates", _("Load exchange rates"), ("programme_office",), source="domain.md 6.4")])
