"""Walks one service of the demo as far as its story says: contract, people, sessions, invoices, payments."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from itertools import cycle

from gromada.accounts.models import Organisation
from gromada.contracts import actions as contracts
from gromada.contracts.models import Contract
from gromada.core import deadlines
from gromada.core.permissions import Actor
from gromada.core.workflow import action
from gromada.delivery import actions as delivery
from gromada.finance import actions as finance
from gromada.participants import actions as participants
from gromada.participants.models import Person
from gromada.plans.models import Service
from gromada.programmes.models import Participation
from gromada.project.demo import material, stories
from gromada.project.demo.cast import Cast

TEN = Decimal(10)


@dataclass
class Ground:
    """What a gmina of the demo stands on while its services are walked."""

    participation: Participation
    cast: Cast
    people: list[Person]
    providers: list[Organisation]
    everyone: int  # how many people a service has
    weeks: int  # weeks between its sessions
    bills: int  # how many invoices a service has had
    source: str  # the source payments are booked to
    other_source: str = ""

    def of(self, role: str) -> Actor:
        return self.cast.of(role, self.participation.unit.code)


def working(day: date) -> date:
    return deadlines.next_working_day(day)


@action
def register_people(*, participation: Participation, count: int, seed: int, by: Actor, on: date) -> list[Person]:
    """People of a gmina, with names that nobody has."""
    made = []
    for place in range(count):
        first, sex = material.FIRST_NAMES[(seed + place * 3) % len(material.FIRST_NAMES)]
        made.append(
            participants.register_person(
                participation=participation,
                first_name=first,
                last_name=material.SURNAMES[(seed * 5 + place) % len(material.SURNAMES)],
                birth_year=1930 + (seed * 7 + place * 13) % 72,
                sex=sex,
                village=material.VILLAGES[(seed + place) % len(material.VILLAGES)],
                notice_given_on=on,
                by=by,
                on=on,
            )
        )
    return made


@action
def walk_service(*, service: Service, ground: Ground, far: int, accepted_on: date, by: Actor) -> None:
    """From the accepted plan to where the story stops."""
    if far == stories.PLANNED:
        return
    contract = _contract(service, ground, far, accepted_on)
    if far < stories.SIGNED:
        return
    _sign(contract, ground, accepted_on)
    if far == stories.SIGNED:
        return
    contract.refresh_from_db()
    service.refresh_from_db()
    _enrol_and_meet(service, contract, ground, done=far == stories.DONE)
    _settle(service, contract, ground, far)


def _contract(service: Service, ground: Ground, far: int, accepted_on: date) -> Contract:
    line = service.line
    value = (line.cost_pln * Decimal("0.97") / TEN).to_integral_value() * TEN
    done = far == stories.DONE
    signed = working(accepted_on + timedelta(days=16))
    months = [place + 1 for place, on in enumerate(line.month_list) if on]
    starts = max(signed, date(service.year, months[0], 1))
    last = date(service.year, 12, 18) if not done or service.year == 2008 else date(2009, 6, 30)
    provider = ground.providers[(service.pk + len(service.title)) % len(ground.providers)]
    drafted = contracts.draft_contract(
        service=service,
        provider=provider,
        value_pln=value,
        starts_on=starts,
        ends_on=max(last, starts),
        by=ground.of("coordinator"),
        on=working(accepted_on + timedelta(days=5)),
    )
    if far != stories.DRAFTED:
        drafted = contracts.submit_contract(
            contract=drafted, by=ground.of("coordinator"), on=working(accepted_on + timedelta(days=7))
        )
    if far not in (stories.DRAFTED, stories.WITH_COUNSEL) and drafted.state == "legal_review":
        drafted = contracts.accept_contract(
            contract=drafted, by=ground.cast.of("counsel"), on=working(accepted_on + timedelta(days=13))
        )
    return drafted


def _sign(contract: Contract, ground: Ground, accepted_on: date) -> None:
    contracts.sign_contract(contract=contract, by=ground.of("mayor"), on=working(accepted_on + timedelta(days=16)))


def _enrol_and_meet(service: Service, contract: Contract, ground: Ground, *, done: bool) -> None:
    worker, show_day = ground.of("social_worker"), ground.cast.show_day
    start = contract.starts_on
    if start >= show_day:
        return
    count = min(ground.everyone, service.line.recipients, len(ground.people))
    offset = service.pk % len(ground.people)
    chosen = [ground.people[(offset + place) % len(ground.people)] for place in range(count)]
    enrolled = [participants.enrol(service=service, person=person, by=worker, on=start) for person in chosen]
    sessions = delivery.schedule_series(
        contract=contract,
        first=start,
        last=min(contract.ends_on, show_day + timedelta(days=30)),
        weekdays=[service.pk % 5],
        every=ground.weeks,
        starts_at=time(10 + service.pk % 7, 0),
        minutes=120,
        place=material.VILLAGES[service.pk % len(material.VILLAGES)],
        by=worker,
        on=start,
    )
    waiting = show_day if done else show_day - timedelta(days=1 + 9 * (service.pk % 2))
    absent = cycle([False, False, False, True, False, False, False, False, True])
    for one in sessions:
        if one.held_on <= waiting:
            one.service = service
            marks = {row.pk: not next(absent) for row in enrolled}
            delivery.mark_attendance(session=one, marks=marks, by=worker, on=max(one.held_on, start))


def _settle(service: Service, contract: Contract, ground: Ground, far: int) -> None:
    """Invoices of the parts that are due by the show day, each checked and paid as far as the story goes."""
    parts = [Decimal("0.5"), Decimal("0.5")] if far == stories.DONE else [Decimal("0.25"), Decimal("0.2")]
    days = [date(2008, 9, 30), date(2008, 12, 15)] if service.year == 2008 else [date(2009, 5, 15), date(2009, 6, 25)]
    if far in (stories.INVOICED, stories.CHECKED):
        days[1] = date(2009, 7, 9)
    elif ground.bills == 1:
        parts, days = parts[:1] if far != stories.DONE else [Decimal(1)], days[1:]
    rest = contract.value_pln
    for place, (part, day) in enumerate(zip(parts, days, strict=True)):
        last = place == len(parts) - 1
        if day <= contract.signed_on or (far == stories.PARTLY_PAID and last):
            continue
        gross = rest if far == stories.DONE and last else (contract.value_pln * part / TEN).to_integral_value() * TEN
        rest -= gross
        stop = {stories.INVOICED: "received", stories.CHECKED: "checked"}.get(far, "") if last else ""
        _invoice(contract, ground, gross, day, place, stop)
    if far == stories.DONE:
        ended = date(2008, 12, 19) if service.year == 2008 else date(2009, 6, 30)
        contract.refresh_from_db()
        contracts.complete_contract(contract=contract, by=ground.of("coordinator"), on=ended)
        service.refresh_from_db()
        finance.settle_service(service=service, by=ground.of("treasurer"), on=ended + timedelta(days=1))


def _invoice(contract: Contract, ground: Ground, gross: Decimal, day: date, place: int, stop: str) -> None:  # noqa: PLR0917 - an invoice has this many facts
    received = working(day + timedelta(days=1))
    invoice = finance.receive_invoice(
        contract=contract,
        number=f"F {contract.pk}/{place + 1}/{day.year}",
        issued_on=day,
        gross_pln=gross,
        due_on=working(day + timedelta(days=21)),
        by=ground.of("coordinator"),
        on=received,
    )
    if stop == "received":
        return
    checked = working(received + timedelta(days=2))
    invoice = finance.check_invoice(invoice=invoice, by=ground.of("coordinator"), on=checked)
    if stop == "checked":
        return
    shares = {ground.source: gross}
    if ground.other_source and contract.pk % 3 == 0:
        own = (gross / 10 / TEN).to_integral_value() * TEN
        shares = {ground.source: gross - own, ground.other_source: own}
    finance.pay_invoice(
        invoice=invoice, shares=shares, by=ground.of("treasurer"), on=working(checked + timedelta(days=2))
    )
