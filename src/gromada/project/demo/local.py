"""The second programme of the demo: one gmina, złoty, a resolution of its council, one sub-programme from plan to report."""

from datetime import date, time, timedelta
from decimal import Decimal

from gromada.accounts.models import Organisation
from gromada.contracts import actions as contracts
from gromada.core.permissions import Actor
from gromada.core.workflow import action
from gromada.delivery import actions as delivery
from gromada.finance import actions as finance
from gromada.participants import actions as participants
from gromada.plans import actions as plans
from gromada.plans.models import Plan, Service
from gromada.programmes import actions as programme_actions
from gromada.programmes.models import Participation, Programme, ServiceGroup, TaskLine
from gromada.project.demo import walking
from gromada.project.demo.cast import GMINA_ROLES, Cast, person
from gromada.reports import actions as reports
from gromada.strategies import actions as strategies
from gromada.strategies.models import Need
from gromada.territory import queries as territory

SHOW_DAY = date(2012, 5, 15)
CODE = "1405052"
STARTED, BUDGET, ACCEPTED, SIGNED, PAID = (
    date(2011, 4, 11), date(2011, 5, 4), date(2011, 6, 15), date(2011, 7, 1), date(2011, 12, 14),
)  # fmt: skip
LINES = [
    (
        "Warsztaty kompetencji rodzicielskich",
        "EDU",
        "Rodzice nie wiedzą, jak rozmawiać z nastolatkami",
        24,
        "spotk.",
        20,
        18_000,
    ),
    ("Grupa samopomocowa „Krąg”", "SPO", "Osoby w kryzysie zostają same", 14, "spotk.", 24, 9_600),
    (
        "Rehabilitacja ruchowa i gimnastyka",
        "ZDR",
        "Osoby z niepełnosprawnością rzadko wychodzą z domu",
        18,
        "godz.",
        60,
        12_400,
    ),
]


@action
def build(*, programme: Programme, by: Actor) -> None:
    """The gmina joins its own programme, its council's budget is recorded, and a sub-programme is carried out."""
    cast = Cast(SHOW_DAY, by)
    unit = territory.unit_by_code(CODE)
    for role in GMINA_ROLES:
        person(cast=cast, login=f"{role}.{unit.code}", role=role, tier="elsewhere", unit=unit, by=by)
    place = programme_actions.join_gmina(programme=programme, unit=unit, by=by, on=STARTED)
    programme_actions.allocate(
        programme=programme,
        amounts={place: Decimal("120000.00")},
        rule="Kwota pokazowa: podział środków w uchwale budżetowej na lata 2011–2012",
        by=cast.of("treasurer", CODE),
        on=BUDGET,
    )
    needs = _strategy(place, cast)
    plan = _sub_programme(place, programme, needs, cast)
    _carry_out(place, plan, cast, by)
    _next_sub_programme(place, programme, needs, cast)
    report = reports.prepare_report(
        participation=place, year=2011, as_of=date(2011, 12, 31), by=cast.of("gops_manager", CODE), on=date(2012, 3, 12)
    )
    reports.present_report(report=report, by=cast.of("mayor", CODE), on=date(2012, 3, 26))


def _strategy(place: Participation, cast: Cast) -> list[Need]:
    coordinator = cast.of("coordinator", CODE)
    strategy = strategies.start_strategy(
        participation=place,
        title="Gminna Strategia Rozwiązywania Problemów Społecznych na lata 2011–2016",
        year_from=2011,
        year_until=2016,
        data_year=2010,
        by=coordinator,
        on=STARTED,
    )
    needs = [
        strategies.add_need(strategy=strategy, text=need, priority=1, by=coordinator, on=STARTED)
        for _title, _group, need, *_rest in LINES
    ]
    strategies.adopt_strategy(
        strategy=strategy,
        resolution_number="VII/50/2011",
        resolution_body="Rada Gminy",
        adopted_on=date(2011, 5, 25),
        by=cast.of("mayor", CODE),
        on=date(2011, 5, 26),
    )
    return needs


def _sub_programme(place: Participation, programme: Programme, needs: list[Need], cast: Cast) -> Plan:
    writer, reviewer = cast.of("social_worker", CODE), cast.of("gops_manager", CODE)
    on = date(2011, 6, 1)
    task = TaskLine.objects.get(programme=programme, code="2")
    plan = plans.start_plan(participation=place, year=2011, title="Razem łatwiej", task_line=task, by=writer, on=on)
    for (title, group, _need, people, unit, quantity, cost), need in zip(LINES, needs, strict=True):
        _line(plan, programme, title, group, need, people, unit, quantity, cost, range(7, 13), writer, on)
    plan = plans.submit_plan(plan=plan, by=writer, on=date(2011, 6, 8))
    return plans.accept_plan(plan=plan, by=reviewer, on=ACCEPTED)


def _line(plan, programme, title, group, need, people, unit, quantity, cost, months, by, on):  # noqa: PLR0917 - a line has this many facts
    plans.add_line(
        plan=plan,
        title=title,
        group=ServiceGroup.objects.get(programme=programme, code=group),
        needs=[need],
        recipients_text="osoby, rodziny i grupy zagrożone wykluczeniem oraz ich otoczenie",
        recipients=people,
        unit=unit,
        quantity=quantity,
        months=months,
        cost_pln=Decimal(cost),
        not_duplicating=True,
        by=by,
        on=on,
    )


def _next_sub_programme(place: Participation, programme: Programme, needs: list[Need], cast: Cast) -> None:
    """The next one waits for the manager's review on the show day."""
    writer, on = cast.of("coordinator", CODE), date(2012, 4, 23)
    task = TaskLine.objects.get(programme=programme, code="5")
    plan = plans.start_plan(participation=place, year=2012, title="Lato w gminie", task_line=task, by=writer, on=on)
    _line(
        plan,
        programme,
        "Piknik integracyjny i olimpiada sportowa",
        "SRO",
        needs[2],
        300,
        "dni",
        2,
        16_500,
        range(6, 8),
        writer,
        on,
    )
    plans.submit_plan(plan=plan, by=writer, on=date(2012, 5, 7))


def _carry_out(place: Participation, plan: Plan, cast: Cast, by: Actor) -> None:
    people = walking.register_people(
        participation=place, count=20, seed=9, by=cast.of("social_worker", CODE), on=date(2011, 6, 20)
    )
    providers = list(Organisation.objects.filter(kind__in=["foundation", "association", "parish"]).order_by("pk"))
    services = Service.objects.filter(line__plan=plan).select_related("line", "participation__programme__version")
    for service, provider in zip(services.order_by("pk"), providers, strict=False):
        _service(service, provider, people, cast)


def _service(service: Service, provider: Organisation, people: list, cast: Cast) -> None:
    coordinator, worker = cast.of("coordinator", CODE), cast.of("social_worker", CODE)
    contract = contracts.draft_contract(
        service=service, provider=provider, value_pln=service.line.cost_pln, starts_on=SIGNED, ends_on=date(2011, 12, 16),
        by=coordinator, on=ACCEPTED + timedelta(days=5),
    )  # fmt: skip
    contract = contracts.submit_contract(contract=contract, by=coordinator, on=ACCEPTED + timedelta(days=6))
    contract = contracts.sign_contract(contract=contract, by=cast.of("mayor", CODE), on=SIGNED)
    contract.refresh_from_db()
    service.refresh_from_db()
    chosen = people[service.pk % 5 : service.pk % 5 + 12]
    enrolled = [participants.enrol(service=service, person=one, by=worker, on=SIGNED) for one in chosen]
    sessions = delivery.schedule_series(
        contract=contract, first=date(2011, 9, 5), last=date(2011, 12, 9), weekdays=[service.pk % 5], starts_at=time(17, 0),
        minutes=120, place="Świetlica przy GOPS", by=worker, on=SIGNED,
    )  # fmt: skip
    for place, session in enumerate(sessions):
        marks = {row.pk: (place + at) % 6 != 0 for at, row in enumerate(enrolled)}
        delivery.mark_attendance(session=session, marks=marks, by=worker, on=session.held_on)
    gross = contract.value_pln
    invoice = finance.receive_invoice(
        contract=contract, number=f"R {contract.pk}/2011", issued_on=date(2011, 12, 5), gross_pln=gross, by=coordinator,
        on=date(2011, 12, 6),
    )  # fmt: skip
    invoice = finance.check_invoice(invoice=invoice, by=coordinator, on=date(2011, 12, 8))
    own = (gross * Decimal("0.105")).quantize(Decimal("0.01"))
    finance.pay_invoice(
        invoice=invoice, shares={"gmina": own, "esf": gross - own}, by=cast.of("treasurer", CODE), on=PAID
    )
    contract.refresh_from_db()
    contracts.complete_contract(contract=contract, by=coordinator, on=date(2011, 12, 16))
    service.refresh_from_db()
    finance.settle_service(service=service, by=cast.of("treasurer", CODE), on=date(2011, 12, 19))
