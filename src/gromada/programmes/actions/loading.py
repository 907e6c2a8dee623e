"""Loading a programme from its file."""

from datetime import date

from gromada.core import audit, clock
from gromada.core.permissions import Actor, require
from gromada.core.workflow import action
from gromada.programmes.actions import writing
from gromada.programmes.definitions import Definition
from gromada.programmes.models import Programme


@action
def load_programme(*, definition: Definition, by: Actor, on: date) -> Programme:
    """Load a programme from its definition: a new immutable version, its rule sets, catalogue, goals and sources.

    The same content twice changes nothing. Raises Refusal for a mere kind, and for an error of its check.
    """
    require(by, "programmes.load")
    writing.check(definition)
    programme, version, is_new = writing.write(definition, by=by, moment=clock.now())
    if is_new:
        audit.record(by=by, deed="programmes.load", obj=version, on=on)
    return programme
