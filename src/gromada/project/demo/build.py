"""Builds the demo by walking the actions: each deed by a person of the right role, on its day."""

import gc
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal

from django.utils import translation

from gromada.accounts import actions as accounts
from gromada.accounts.models import Organisation
from gromada.contracts.models import Contract
from gromada.core import audit
from gromada.core.permissions import OPERATOR, Actor
from gromada.core.workflow import action
from gromada.finance.models import Payment
from gromada.ledger import queries as ledger
from gromada.plans import actions as plans
from gromada.plans.models import Plan
from gromada.programmes import actions as programme_actions
from gromada.programmes import queries as programmes
from gromada.programmes.models import Participation, Programme, ServiceGroup, ServiceKind
from gromada.project.demo import asking, beginnings, local, material, papers, stories, strategy_text, together, walking
from gromada.project.demo.cast import GMINA_ROLES, Cast, another_role, person
from gromada.reports import actions as reports
from gromada.strategies import actions as strategies
from gromada.strategies import queries as strategy_queries
from gromada.territory import queries as territory

SHOW_DAY = date(2009, 7, 16)
QUALIFIED, DECIDED, JOINED, ASSESSED = date(2007, 6, 11), date(2007, 12, 10), date(2008, 1, 21), date(2008, 3, 10)
REGION = "32"
HOME = "3202012"  # the gmina whose people are all on the sign-in page
FLOOR = Decimal(45_000)


def build() -> None:
    """Everything, in Polish, in one transaction."""
    gc.disable()  # hundreds of thousands of short-lived rows: the collector would walk them all again and again
    try:
        with translation.override("pl"):
            everything(by=OPERATOR)
    finally:
        gc.enable()


@action
def everything(*, by: Actor) -> None:
    """Both programmes, thirteen gminas and one, from the loading of the files to the show day."""
    beginnings.units(by=by)
    beginnings.rates(by=by)
    loaded = beginnings.programmes(by=by, on=date(2007, 1, 2))
    programme = loaded["pis"]
    cast = country(programme=programme, by=by)
    providers = organisations(by=by)
    for organisation in providers[:3]:
        person(
            cast=cast,
            login=f"usługodawca.{organisation.pk}",
            role="provider",
            tier="provider",
            organisation=organisation,
            by=by,
        )
    places = {row.unit.code: row for row in _divided(programme, cast)}
    for place, story in enumerate(stories.STORIES):
        gmina(participation=places[story.code], story=story, cast=cast, providers=providers, seed=place, by=by)
    asking.build(unit=territory.unit_by_code(HOME), by=cast.of("coordinator", HOME))
    together.rest_on_survey(participation=places[HOME], by=cast.of("coordinator", HOME))
    local.build(programme=loaded["pal-jaktorow"], by=by)


@action
def country(*, programme: Programme, by: Actor) -> Cast:
    """The people of the ministry, the voivodeship, the thirteen gminas, and those who control."""
    cast = Cast(SHOW_DAY, by)
    region = territory.unit_by_code(REGION, "voivodeship")
    for role, tier, unit in (
        ("programme_office", "ministry", None),
        ("counsel", "ministry", None),
        ("consultant", "region", region),
        ("rops", "region", region),
    ):
        person(cast=cast, login=f"{role}", role=role, tier=tier, unit=unit, by=by)
    for story in sorted(stories.STORIES, key=lambda one: one.code != HOME):
        unit = territory.unit_by_code(story.code)
        for role in GMINA_ROLES:
            shown = story.code == HOME or role == "coordinator"
            person(cast=cast, login=f"{role}.{unit.code}", role=role, tier="gmina" if shown else "", unit=unit, by=by)
    another_role(cast=cast, login=f"coordinator.{HOME}", role="social_worker", unit=territory.unit_by_code(HOME), by=by)
    for role in ("auditor", "lender"):
        person(cast=cast, login=role, role=role, tier="control", by=by)
    return cast


@action
def organisations(*, by: Actor) -> list[Organisation]:
    """Providers of every kind, invented; their tax numbers begin with 00, which no tax office gives."""
    made = []
    for place, (kind, name) in enumerate(material.ORGANISATIONS):
        has_krs = kind in {"foundation", "association", "social_cooperative"}
        made.append(
            accounts.register_organisation(
                kind=kind,
                name=name,
                nip=_nip(place),
                krs=f"00099{place:05d}" if has_krs else "",
                other_register="wpis według prawa kościelnego" if kind == "parish" else "",
                by=by,
            )
        )
    return made


def _nip(place: int) -> str:
    """A tax number that passes its check and belongs to nobody."""
    number = 1_000 + place * 11
    while True:
        base = f"00{number:07d}"
        rest = sum(int(digit) * weight for digit, weight in zip(base, (6, 5, 7, 2, 3, 4, 5, 6, 7), strict=True)) % 11
        if rest != 10:
            return f"{base}{rest}"
        number += 1


def _divided(programme: Programme, cast: Cast) -> list[Participation]:
    """The thirteen join and each learns its amount from the office."""
    office = cast.of("programme_office")
    for story in stories.STORIES:
        unit = territory.unit_by_code(story.code)
        programme_actions.join_gmina(programme=programme, unit=unit, by=office, on=QUALIFIED)
    usual = programmes.wish_for(programme)
    wish = replace(usual, part=replace(usual.part, rule="per_head", floor=FLOOR, ceiling=None), region=REGION)
    run = programme_actions.decide_division(programme=programme, wish=wish, document="BP/1/2007", by=office, on=DECIDED)
    programme_actions.publish_division(run=run, by=office, on=DECIDED)
    return programmes.participations(office, programme)


@action
def gmina(
    *,
    participation: Participation,
    story: stories.Story,
    cast: Cast,
    providers: list[Organisation],
    seed: int,
    by: Actor,
) -> None:
    """One gmina from joining to the show day, as its story says."""
    coordinator = cast.of("coordinator", story.code)
    papers.join(participation=participation, by=coordinator, on=JOINED)
    papers.assess(participation=participation, by=cast.of("consultant"), on=ASSESSED)
    _strategy(participation, story, coordinator)
    at_home = story.code == HOME
    if at_home:
        strategy_text.assess(participation=participation, by=coordinator, consultant=cast.of("consultant"), on=ASSESSED)
    people = []
    if any(plan.progress for plan in story.plans):
        people = walking.register_people(
            participation=participation,
            count=60 if at_home else 16,
            seed=seed,
            by=cast.of("social_worker", story.code),
            on=date(2008, 6, 9),
        )
    ground = walking.Ground(
        participation, cast, people, providers, everyone=14 if at_home else 6, weeks=1 if at_home else 4,
        bills=2 if at_home else 1, source="loan",
        other_source="gmina",
    )  # fmt: skip
    needs = False
    for plan in story.plans:
        if story.adopted_on and not needs and plan.written_on > story.adopted_on:
            _adopt(participation, story, cast)
            needs = True
        _plan(participation, plan, story, ground, seed)
    if story.adopted_on and not needs:
        _adopt(participation, story, cast)
    for year in story.reports:
        council(participation=participation, cast=cast, year=year, by=by)


def _strategy(participation: Participation, story: stories.Story, coordinator: Actor) -> None:
    existing = strategies.record_existing_strategy(
        participation=participation,
        title=f"Strategia rozwiązywania problemów społecznych gminy {participation.unit.name}",
        year_from=2006,
        year_until=2010,
        data_year=story.existing_data_year,
        by=coordinator,
        on=ASSESSED,
    )
    _needs(existing, story, coordinator, ASSESSED)


def _needs(strategy, story: stories.Story, coordinator: Actor, on: date) -> None:
    groups = {
        row.code: row for row in ServiceGroup.objects.filter(programme=strategy.participation.programme).order_by("pk")
    }
    for name in story.needs:
        text, group, priority, evidence = material.NEEDS[name]
        strategies.add_need(
            strategy=strategy,
            text=text,
            group=groups.get(group),
            evidence=evidence,
            priority=priority,
            by=coordinator,
            on=on,
        )


def _adopt(participation: Participation, story: stories.Story, cast: Cast) -> None:
    coordinator = cast.of("coordinator", story.code)
    strategy = strategies.start_strategy(
        participation=participation,
        title=f"Strategia rozwiązywania problemów społecznych gminy {participation.unit.name} na lata 2009–2015",
        year_from=2009,
        year_until=2015,
        data_year=2008 if story.draft_on.year == 2008 else 2009,
        by=coordinator,
        on=story.draft_on,
    )
    if story.code == HOME:
        strategy_text.carry_over(strategy=strategy, by=coordinator, on=story.draft_on)
        strategy_text.write(strategy=strategy, by=coordinator, on=story.draft_on)
        together.build(strategy=strategy, by=coordinator)
    else:
        _needs(strategy, story, coordinator, story.draft_on)
    papers.consult(participation=participation, by=coordinator, on=story.draft_on)
    strategies.adopt_strategy(
        strategy=strategy,
        resolution_number=story.resolution,
        resolution_body=f"Rada Gminy {participation.unit.name}",
        adopted_on=story.adopted_on,
        by=cast.of("mayor", story.code),
        on=story.adopted_on + timedelta(days=1),
    )
    if story.code == HOME:
        note = "tekst przyjęty uchwałą"
        strategies.make_version(strategy=strategy, note=note, by=coordinator, on=story.adopted_on + timedelta(days=1))


def _plan(
    participation: Participation, story: stories.PlanStory, whole: stories.Story, ground: walking.Ground, seed: int
) -> None:
    coordinator, consultant = ground.of("coordinator"), ground.cast.of("consultant")
    plan = plans.start_plan(participation=participation, year=story.year, by=coordinator, on=story.written_on)
    offers = [material.OFFERS[place] for place in story.offers]
    progress = dict(zip(story.offers, story.progress, strict=False))
    left = ledger.balances([participation.account])[participation.account_id].available
    money = left * plan.rate * Decimal(str(story.share))
    weights = sum(offer.weight for offer in offers)
    for place, offer in zip(story.offers, offers, strict=True):
        cost = (money * offer.weight / weights / 10).to_integral_value(ROUND_DOWN) * 10
        early = progress.get(place) == stories.DONE and story.year == 2009
        _line(plan, offer, cost, "3-6" if early else offer.months, seed, coordinator, story.written_on)
    sent = story.submitted_on or (story.accepted_on and story.accepted_on - timedelta(days=7))
    if not sent:
        return
    plan = plans.submit_plan(plan=plan, by=coordinator, on=sent)
    if story.returned_on:
        line = plan.lines.order_by("number").first()
        plans.return_plan(plan=plan, remarks=[(line, story.remark)], by=consultant, on=story.returned_on)
    if story.accepted_on:
        plan = plans.accept_plan(plan=plan, by=consultant, on=story.accepted_on)
        services = participation.services.filter(line__plan=plan).select_related(
            "line", "group", "kind", "account", "participation__programme__version", "participation__unit"
        )
        by_number = {service.line.number: service for service in services.order_by("pk")}
        for number, place in enumerate(story.offers, 1):
            far = progress.get(place, stories.PLANNED)
            walking.walk_service(
                service=by_number[number], ground=ground, far=far, accepted_on=story.accepted_on, by=coordinator
            )


def _line(plan: Plan, offer: material.Offer, cost: Decimal, months: str, seed: int, by: Actor, on: date) -> None:  # noqa: PLR0917 - a line has this many facts
    group, _dot, kind = offer.cell.partition(".")
    programme = plan.participation.programme
    first, last = (int(month) for month in months.split("-"))
    plans.add_line(
        plan=plan,
        title=_called(offer.title, seed),
        group=ServiceGroup.objects.get(programme=programme, code=group),
        kind=ServiceKind.objects.get(programme=programme, code=kind) if kind else None,
        needs=_answered(plan.participation, offer.need),
        description=offer.description,
        recipients_text=offer.recipients_text,
        recipients=offer.recipients,
        unit=offer.unit,
        quantity=offer.quantity,
        months=range(first, last + 1),
        cost_pln=cost,
        not_duplicating=True,
        by=by,
        on=on,
    )


def _called(title: str, seed: int) -> str:
    """Every gmina calls its club and its day room by a name of its own."""
    own = material.CALLED.get(title)
    return f"{title.partition('„')[0]}{own[seed % len(own)]}" if own else title


def _answered(participation: Participation, name: str) -> Iterable:
    text = material.NEEDS[name][0]
    found = [row.need for row in strategy_queries.needs_for_planning(participation) if row.need.text == text]
    return found[:1]


@action
def council(*, participation: Participation, cast: Cast, year: int, by: Actor) -> None:
    """The report of a year, prepared by the coordinator, handed over by the mayor, noted by the council."""
    code = participation.unit.code
    report = reports.prepare_report(
        participation=participation,
        year=year,
        as_of=date(year, 12, 31),
        by=cast.of("coordinator", code),
        on=date(year + 1, 2, 13),
    )
    reports.present_report(report=report, by=cast.of("mayor", code), on=date(year + 1, 2, 20))
    if code != HOME:
        reports.note_report(report=report, by=cast.of("council_member", code), on=date(year + 1, 3, 6))


def facts() -> dict:
    """What the demo holds, as `gromada demo --json` prints it: the first keys speak of the first programme."""
    first = Programme.objects.select_related("account").get(code=beginnings.FILES[0])
    here = {"participation__programme": first}
    balance = ledger.balances([first.account])[first.account_id]
    return {
        "programme": first.code,
        "gminas": first.participations.count(),
        "allocated_eur": str(balance.allocated),
        "unlocked_eur": str(balance.unlocked),
        "plans": Plan.objects.filter(**here).count(),
        "contracts": Contract.objects.filter(**here).count(),
        "payments": Payment.objects.filter(**here).count(),
        "paid_pln": str(balance.pln("paid")),
        "journal": audit.verify().events,
        "programmes": list(beginnings.FILES),
    }
