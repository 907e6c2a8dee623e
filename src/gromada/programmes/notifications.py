"""Letters of this room: a gmina is told that its amount is decided and where its allocation letter is."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import override

from gromada.core import outbox
from gromada.core.text import _
from gromada.programmes import queries
from gromada.programmes.models import Participation

READERS = ("coordinator", "mayor")


def amounts_published(rows: Iterable[Participation], on: date) -> None:
    """Tell the coordinator and the mayor of each gmina that the letter is there; the amount itself stands in it."""
    rows = list(rows)
    people = queries.people_of_units([row.unit_id for row in rows], READERS, on)
    for row in rows:
        for person in people.get(row.unit_id, ()):
            with override(person.language):
                names = {"gmina": row.unit.name, "programme": row.programme.name}
                subject = _("%(gmina)s: the amount in the programme “%(programme)s” is decided") % names
                body = (
                    _(
                        "The programme office has decided how much %(gmina)s can use in the programme “%(programme)s”. The "
                        "letter that says how the amount came about is on the page of the gmina."
                    )
                    % names
                )
            outbox.write(to_person=person.pk, subject=subject, body=body, on=on, language=person.language)
