"""The text of the home gmina's strategy and the card that assessed the older one: short, sensible, all invented."""

from datetime import date, timedelta
from decimal import Decimal

from gromada.core.permissions import Actor
from gromada.core.workflow import action
from gromada.strategies import actions, queries
from gromada.strategies.models import Strategy

SECTIONS = {
    "diagnosis": (
        "Gmina się starzeje, a młodzi wyjeżdżają do miast. W dalszych sołectwach nie ma autobusu w soboty i w niedziele.\n\n"
        "Z pomocy ośrodka korzysta co dziesiąta rodzina. Najczęstsze powody to bezrobocie, długa choroba i samotność."
    ),
    "material": "Sale w dwóch szkołach, siedem świetlic wiejskich, biblioteka z filią, boisko i przystań nad jeziorem.",
    "people": "Trzydzieścioro wolontariuszy, sołtysi, nauczycielki na emeryturze i strażacy, którzy prowadzą zajęcia.",
    "organisations": "Trzy koła gospodyń, pięć jednostek OSP, parafialny zespół Caritas i stowarzyszenie rodziców.",
    "strengths": "Ludzie się znają i pomagają sobie.\n\nOśrodek pracuje od lat w tym samym składzie.",
    "weaknesses": "Brak dojazdu do zajęć.\n\nMało organizacji, które umieją rozliczyć dotację.",
    "opportunities": "Środki programu i wsparcie konsultanta.\n\nPowrót części osób, które wyjechały do pracy.",
    "threats": "Zamykanie małych szkół.\n\nCoraz więcej osób, które po siedemdziesiątce zostają same.",
    "forecast": "Bez zmian liczba osób po 70. roku życia, które mieszkają same, wzrośnie do 2015 r. o około jedną trzecią.",
    "way": (
        "Strategię prowadzi Gminny Ośrodek Pomocy Społecznej. Co pół roku zespół z udziałem mieszkańców ocenia postępy.\n\n"
        "Usługi świadczą organizacje i osoby wybrane w otwartych konkursach."
    ),
    "frame": "Kwoty są przewidywaniem; każdego roku decyduje o nich uchwała budżetowa.",
}
GOALS = (
    (
        "Starsi mieszkańcy żyją we własnym domu i wśród ludzi",
        "Pomoc sąsiedzka i spotkania w świetlicach",
        "GOPS z kołami gospodyń, od wiosny 2009 r.",
    ),
    (
        "Dzieci z każdego sołectwa mają zajęcia po szkole",
        "Świetlice i wyjazdy z dowozem",
        "Szkoły i stowarzyszenie rodziców, w roku szkolnym",
    ),
    (
        "Rodziny dostają wsparcie, zanim problem urośnie",
        "Poradnia rodzinna i grupy wsparcia",
        "GOPS z poradnią w powiecie, dwa razy w miesiącu",
    ),
)
PROBLEMS = (
    "Starsi mieszkańcy zostają sami",
    ("cause", "Dzieci wyjechały do pracy"),
    ("cause", "Nie ma dojazdu do świetlic"),
    ("effect", "Choroby wykrywane za późno"),
)
FRAME = ((2009, "Program", 240_000), (2009, "Budżet gminy", 60_000), (2010, "Budżet gminy", 75_000))


@action
def assess(*, participation, by: Actor, consultant: Actor, on: date) -> None:
    """The coordinator fills in the card of the older strategy, the consultant confirms it: it needs an update."""
    card = actions.fill_assessment(
        participation=participation,
        involvement="no",
        reasons="Projekt wisiał na tablicy ogłoszeń, spotkań z mieszkańcami nie było.",
        remarks="Działają koła gospodyń i strażacy; w dwóch sołectwach są osoby gotowe prowadzić grupę.",
        by=by,
        on=on,
    )
    actions.confirm_assessment(assessment=card, by=consultant, on=on + timedelta(days=7))


@action
def carry_over(*, strategy: Strategy, by: Actor, on: date) -> None:
    """The needs of the older strategy are still there: each goes on under a code of the new one."""
    decisions = [actions.Decision(need, "carried") for need in queries.older_needs(strategy)]
    actions.continue_needs(strategy=strategy, decisions=decisions, by=by, on=on)


@action
def write(*, strategy: Strategy, by: Actor, on: date) -> None:
    """Write the whole text, one version for the consultation and one for the council."""
    deed = {"strategy": strategy, "by": by, "on": on}
    for section, text in SECTIONS.items():
        actions.add_paragraphs(section=section, text=text, **deed)
    main, *below = PROBLEMS
    problem = actions.add_entry(kind="problem", given={"text": main}, **deed)
    for side, text in below:
        actions.add_entry(kind="problem", given={"text": text, "parent": problem, "side": side}, **deed)
    needs = list(strategy.needs.order_by("number"))
    for place, (text, direction, way) in enumerate(GOALS):
        goal = actions.add_entry(kind="goal", given={"text": text}, **deed)
        answered = needs[place :: len(GOALS)]
        given = {"goal": goal, "text": direction, "way": way, "needs": answered}
        actions.add_entry(kind="direction", given=given, **deed)
    for year, source, amount in FRAME:
        actions.add_entry(kind="frame", given={"year": year, "source": source, "amount_pln": Decimal(amount)}, **deed)
    _figures(strategy, deed)
    actions.make_version(note="na konsultacje z mieszkańcami", **deed)
    _after_consultation(strategy, by, on + timedelta(days=60))


def _figures(strategy: Strategy, deed: dict) -> None:
    actions.add_entry(
        kind="figure",
        given={
            "name": "Osoby po 70. roku życia, które mieszkają same",
            "unit": "osoby",
            "year": 2008,
            "value": Decimal(212),
            "source": "Wywiady pracowników socjalnych",
        },
        **deed,
    )
    actions.add_entry(
        kind="indicator",
        given={
            "name": "Osoby po 70. roku życia objęte pomocą sąsiedzką",
            "unit": "osoby",
            "baseline": Decimal(18),
            "target": Decimal(90),
            "target_year": 2012,
            "source": "Rejestr ośrodka",
        },
        **deed,
    )
    if queries.figure(strategy, "population") is not None:
        finding = "Na tylu mieszkańców gmina ma jeden ośrodek i jedną poradnię."
        actions.pick_figure(indicator="population", finding=finding, **deed)


def _after_consultation(strategy: Strategy, by: Actor, on: date) -> None:
    first = strategy.paragraphs.filter(section="way").order_by("place").first()
    text = f"{first.text} Wyniki ogłasza w Biuletynie Informacji Publicznej."
    actions.change_paragraph(paragraph=first, text=text, version=first.version, by=by, on=on)
    actions.make_version(strategy=strategy, note="na sesję rady", by=by, on=on)
