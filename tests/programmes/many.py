"""Five hundred gminas at once, written straight into the tables: for the measure of pages, never for what a deed means."""

import uuid
from datetime import date, timedelta
from decimal import Decimal

from gromada.core.clock import now
from gromada.core.text import fold, polish_key
from gromada.ledger.models import Account, Entry
from gromada.programmes.models import Allocation, Participation, Programme, Unlocking
from gromada.programmes.states import Step
from gromada.territory.models import Unit

REGIONS = {
    "02": "dolnośląskie", "04": "kujawsko-pomorskie", "06": "lubelskie", "10": "łódzkie", "12": "małopolskie",
    "14": "mazowieckie", "18": "podkarpackie", "20": "podlaskie", "22": "pomorskie", "26": "świętokrzyskie",
    "28": "warmińsko-mazurskie", "30": "wielkopolskie", "32": "zachodniopomorskie",
}  # fmt: skip
STATES = (
    Step.QUALIFIED, Step.INFORMED, Step.JOINED, Step.ASSESSED, Step.PLANNING_PART, Step.CONSULTING, Step.ADOPTED,
    Step.PLANNING_WHOLE, Step.IMPLEMENTING, Step.IMPLEMENTING, Step.SUSTAINING, Step.SUSPENDED, Step.WITHDRAWN,
)  # fmt: skip
SHOW_DAY = date(2009, 7, 16)


def gminas(code: str, count: int = 500, day: date = SHOW_DAY) -> list[Participation]:
    """So many invented gminas of thirteen voivodeships take part in the programme, each at some step, with EUR 80,000."""
    programme = Programme.objects.select_related("version", "account").get(code=code)
    regions = {terc: _region(terc, name) for terc, name in REGIONS.items()}
    units = Unit.objects.bulk_create(_unit(number, list(regions.values())) for number in range(count))
    above = {terc: _account(programme, region) for terc, region in regions.items()}
    accounts = Account.objects.bulk_create(
        Account(
            reference=f"programme:{programme.code}/{unit.code}", currency=programme.currency, unit=unit,
            parent=above[unit.code[:2]], path=f"{above[unit.code[:2]].path}{900_000 + number}/",
        )
        for number, unit in enumerate(units)
    )  # fmt: skip
    made = Participation.objects.bulk_create(
        Participation(
            programme=programme, unit=unit, region=regions[unit.code[:2]], account=account,
            state=STATES[(number * 5 + number // 13 * 3) % len(STATES)], state_since=day - timedelta(days=number % 97),
        )
        for number, (unit, account) in enumerate(zip(units, accounts, strict=True))
    )  # fmt: skip
    _money([row for row in made if row.state != Step.QUALIFIED], day)
    return made


def _region(terc: str, name: str) -> Unit:
    facts = {"name": name, "name_key": polish_key(name), "name_folded": fold(name)}
    return Unit.objects.get_or_create(level="voivodeship", code=terc, defaults=facts)[0]


def _unit(number: int, regions: list[Unit]) -> Unit:
    region, name = regions[number % len(regions)], f"Gmina zmyślona {number:03d}"
    code = f"{region.code}{90 + number // 100}{number % 100:02d}2"
    return Unit(
        level="gmina", code=code, kind="2", name=name, name_key=polish_key(name), name_folded=fold(name), parent=region
    )


def _account(programme: Programme, region: Unit) -> Account:
    facts = {"currency": programme.currency, "parent": programme.account, "unit": region, "path": ""}
    made, is_new = Account.objects.get_or_create(reference=f"programme:{programme.code}/{region.code}", defaults=facts)
    if is_new:
        made.path = f"{programme.account.path}{made.pk}/"
        made.save(update_fields=["path"])
    return made


def _money(rows: list[Participation], day: date) -> None:
    amount, first = Decimal("80000.00"), Decimal("26666.66")
    facts = {"value_on": day, "booked_on": day, "booked_at": now()}
    Entry.objects.bulk_create(
        Entry(account=row.account, stage=stage, amount=sum_, voucher=uuid.uuid4(), **facts)
        for row in rows
        for stage, sum_ in (("allocated", amount), ("unlocked", first))
    )
    Allocation.objects.bulk_create(
        Allocation(participation=row, kind="initial", amount=amount, decided_on=day, rule="test", voucher=uuid.uuid4())
        for row in rows
    )
    Unlocking.objects.bulk_create(
        Unlocking(participation=row, part="first", amount=first, unlocked_on=day, reason="test", voucher=uuid.uuid4())
        for row in rows
    )
