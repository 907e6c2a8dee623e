"""Reads of this room: persons for those who work with them, and counts for everybody else inside."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q

from gromada.core.permissions import Actor
from gromada.core.text import polish_key
from gromada.participants import rules
from gromada.participants.models import Enrolment, Person
from gromada.participants.states import EnrolmentState
from gromada.plans.models import Service

KNOWN = 300  # how many of the gmina's people the enrolment page offers; beyond that one searches by PESEL


@dataclass(frozen=True)
class Enrolled:
    """One person in a service, as the sheet shows them: decrypted, so only for those who may see."""

    enrolment: Enrolment
    person_id: int
    surname: str
    first_name: str

    @property
    def name(self) -> str:
        return f"{self.surname} {self.first_name}"


def enrolment(pk: int, actor: Actor) -> Enrolment | None:
    return (
        Enrolment.objects.visible_to(actor)
        .select_related("person", "service__participation__programme__version", "service__participation__unit")
        .filter(pk=pk)
        .first()
    )


def enrolled(service: Service, actor: Actor, *, on: date | None = None) -> list[Enrolled]:
    """The people of a service in Polish order of surnames: those active on the day `on`, or all that ever were."""
    rows = Enrolment.objects.visible_to(actor).filter(service=service).select_related("person").order_by("pk")
    if on is not None:
        rows = rows.filter(enrolled_on__lte=on).filter(Q(ended_on=None) | Q(ended_on__gte=on))
    people = [Enrolled(row, row.person_id, row.person.last_name, row.person.first_name) for row in rows]
    return sorted(people, key=lambda one: (polish_key(one.surname), polish_key(one.first_name), one.person_id))


def people_to_enrol(service: Service, actor: Actor) -> list[Person]:
    """People of the gmina's register who are not in the service now, in Polish order of surnames."""
    taken = Enrolment.objects.filter(service=service, state=EnrolmentState.ACTIVE).values("person_id")
    rows = Person.objects.visible_to(actor).filter(unit_id=service.participation.unit_id).exclude(pk__in=taken)
    return sorted(rows.order_by("-pk")[:KNOWN], key=lambda one: (polish_key(one.last_name), polish_key(one.first_name)))


def person_by_index(unit_id: int, index: str) -> Person | None:
    return Person.objects.filter(unit_id=unit_id, pesel_index=index).first() if index else None


def enrolled_counts(service_ids: Iterable[int]) -> dict[int, int]:
    """How many take part in each service now. A count, so anybody inside may see it."""
    rows = Enrolment.objects.filter(service_id__in=list(service_ids), state=EnrolmentState.ACTIVE)
    return dict(rows.values_list("service_id").annotate(people=Count("pk")).order_by("service_id"))


@dataclass
class Counts:
    """Distinct persons of a gmina in a year; person-services beside them. Not additive over levels (V10)."""

    persons: int = 0
    enrolments: int = 0
    by_service: dict[int, int] = field(default_factory=dict)
    by_group: dict[str, int] = field(default_factory=dict)
    by_sex: dict[str, int] = field(default_factory=dict)
    by_band: dict[str, int] = field(default_factory=dict)


def counts(participation_id: int, *, year: int, as_of: date) -> Counts:
    """Who took part in the year, counted once at each level, as of a day. One query; no name leaves the vault."""
    first, last = date(year, 1, 1), min(as_of, date(year, 12, 31))
    rows = (
        Enrolment.objects.filter(participation_id=participation_id, enrolled_on__lte=last)
        .filter(Q(ended_on=None) | Q(ended_on__gte=first))
        .values_list("person_id", "service_id", "service__group__code", "person__sex", "person__birth_year")
        .order_by("pk")
    )
    persons: dict[int, tuple[str, int]] = {}
    services: dict[int, set[int]] = {}
    groups: dict[str, set[int]] = {}
    total = 0
    for person, service, group, sex, birth_year in rows:
        total += 1
        persons[person] = (sex, birth_year)
        services.setdefault(service, set()).add(person)
        groups.setdefault(group, set()).add(person)
    return Counts(
        persons=len(persons),
        enrolments=total,
        by_service={key: len(people) for key, people in sorted(services.items())},
        by_group={key: len(people) for key, people in sorted(groups.items())},
        by_sex=dict(sorted(Counter(sex for sex, _born in persons.values()).items())),
        by_band=_bands((born for _sex, born in persons.values()), year),
    )


def _bands(years: Iterable[int], year: int) -> dict[str, int]:
    found = Counter(rules.band_of(year - born) for born in years)
    in_order = [rules.band_of(first) for first, _last in rules.BANDS]
    return {band: found[band] for band in in_order if found[band]}
