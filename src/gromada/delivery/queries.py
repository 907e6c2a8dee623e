"""Reads of this room: sessions, the attendance sheet, and hours and attendances counted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, Q, Sum
from django.urls import reverse

from gromada.contracts.models import Contract
from gromada.core import pages
from gromada.core.permissions import Actor
from gromada.core.text import _n
from gromada.core.turns import Turn
from gromada.delivery.models import Attendance, Session
from gromada.delivery.states import SESSION, SessionState
from gromada.participants import queries as participants
from gromada.plans.models import Service
from gromada.programmes.models import Participation

IN_FORCE = "signed"


def sessions(
    actor: Actor,
    participation: Participation | None = None,
    *,
    service: Service | None = None,
    after: str | None = None,
):
    """Sessions of a gmina, of a service or of all the actor sees, latest first, with how many came; a keyset page."""
    rows = Session.objects.visible_to(actor)
    if participation is not None:
        rows = rows.filter(participation=participation)
    if service is not None:
        rows = rows.filter(service=service)
    rows = _counted(rows.select_related("service__group"))
    return pages.page(rows, order=("-held_on", "-pk"), after=after)


def _counted(rows):
    """The rows with how many were marked and how many of them were there: counts, so anybody inside may see them."""
    there = Count("attendance", filter=Q(attendance__was_present=True))
    return rows.annotate(marked=Count("attendance"), present=there)


def session(pk: int, actor: Actor) -> Session | None:
    rows = Session.objects.visible_to(actor).select_related(
        "service__group", "contract__provider", "participation__programme__version", "participation__unit",
        "contract__participation__programme__version", "service__participation__programme__version",
    )  # fmt: skip
    return _counted(rows).filter(pk=pk).first()


def contract_of(service: Service, actor: Actor) -> Contract | None:
    """The contract in force that the service's sessions are held under."""
    return (
        Contract.objects.visible_to(actor)
        .filter(service=service, state=IN_FORCE)
        .select_related("provider", "participation__programme__version")
        .order_by("pk")
        .last()
    )


@dataclass(frozen=True)
class Row:
    """A line of the attendance sheet: the person's enrolment and the mark, None where nobody marked."""

    enrolment_id: int
    surname: str
    first_name: str
    was_present: bool | None

    @property
    def field(self) -> str:
        """The name of this person's answer on the form."""
        return f"p{self.enrolment_id}"


def sheet(one: Session, actor: Actor) -> list[Row]:
    """Everybody who takes part on the session's day, in Polish order, with the marks there are."""
    marks = dict(Attendance.objects.filter(session=one).order_by("pk").values_list("enrolment_id", "was_present"))
    people = participants.enrolled(one.service, actor, on=one.held_on)
    return [Row(each.enrolment.pk, each.surname, each.first_name, marks.get(each.enrolment.pk)) for each in people]


@dataclass(frozen=True)
class Held:
    """What was held of a service: sessions, hours (in minutes) and attendances."""

    sessions: int = 0
    minutes: int = 0
    attendances: int = 0


def held(service_ids: Iterable[int], *, year: int | None = None, as_of: date | None = None) -> dict[int, Held]:
    """Sessions held, minutes and attendances of each service, in a year and until a day. Two queries, no names."""
    wanted = Q(service_id__in=list(service_ids), state=SessionState.HELD)
    if year is not None:
        wanted &= Q(held_on__year=year)
    if as_of is not None:
        wanted &= Q(held_on__lte=as_of)
    rows = Session.objects.filter(wanted).order_by().values_list("service_id").annotate(Count("pk"), Sum("minutes"))
    there = (
        Attendance.objects.filter(was_present=True, session__in=Session.objects.filter(wanted).order_by().values("pk"))
        .order_by()
        .values_list("session__service_id")
        .annotate(Count("pk"))
    )
    present = dict(there)
    return {service: Held(count, minutes, present.get(service, 0)) for service, count, minutes in rows}


def turns(actor: Actor, on: date) -> list[Turn]:
    """Sessions that were held and wait for their attendance, a line a service."""
    waiting = (
        Session.objects.visible_to(actor)
        .filter(state=SessionState.SCHEDULED, held_on__lte=on)
        .order_by()
        .values("service_id", "service__title", "participation__unit_id", "participation__unit__name")
        .annotate(count=Count("pk"), since=Min("held_on"))
    )
    role = SESSION.turn[SessionState.SCHEDULED]
    mine = actor.role in (role, "provider")
    return [_turn(row, role, mine=mine) for row in waiting]


def _turn(row: dict, role: str, *, mine: bool) -> Turn:
    title = _n(
        "Mark the attendance: %(service)s, %(count)d session",
        "Mark the attendance: %(service)s, %(count)d sessions",
        row["count"],
    ) % {"service": row["service__title"], "count": row["count"]}
    return Turn(
        title=title,
        url=reverse("delivery:of_service", args=[row["service_id"]]),
        button=_n("Mark it", "Mark them", row["count"]),
        role=role,
        tab="sessions",
        since=row["since"],
        mine=mine,
        unit_id=row["participation__unit_id"],
        unit_name=row["participation__unit__name"],
    )
