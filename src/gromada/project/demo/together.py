"""Work with residents on the home gmina's strategy: two workshops, a vote, a consultation that is answered. All invented."""

from datetime import UTC, date, datetime

from gromada.core.permissions import PUBLIC, Actor
from gromada.core.workflow import action
from gromada.programmes.models import Participation
from gromada.strategies import actions
from gromada.strategies.models import Consultation, Strategy, Vote
from gromada.strategies.states import StrategyState
from gromada.surveys.models import Survey

WORKSHOPS = (
    ("Czego nam brakuje na co dzień", date(2008, 9, 16), "Świetlica w Bierzwniku", 34,
     "Najczęściej padało: samotność starszych osób w wioskach, dojazd do Choszczna, zajęcia dla dzieci po szkole."),
    ("Co zrobimy najpierw", date(2008, 10, 14), "Remiza OSP w Łasku", 27,
     "Mieszkańcy ułożyli kolejność potrzeb i wskazali, kto może pomóc: koła gospodyń, szkoły, parafia."),
)  # fmt: skip
AGENDA = "1. Dane o gminie w pięć minut\n2. Praca przy czterech stołach\n3. Wspólna lista i kropki"
VOTE_FROM, VOTE_UNTIL, COUNTED = date(2008, 10, 20), date(2008, 11, 2), date(2008, 11, 4)
BALLOTS = ({1: 3, 2: 2}, {1: 2, 2: 1, 3: 2}, {2: 3, 3: 1}, {1: 3}, {3: 3, 1: 2}, {1: 1, 2: 2, 3: 1})
OPEN_FROM, OPEN_UNTIL, ANSWERED = date(2008, 11, 10), date(2008, 11, 30), date(2008, 12, 9)
COMMENTS = (
    ("Autobus do Choszczna jest potrzebny także w sobotę.", "accepted",
     "Dopisaliśmy dojazd do opisu potrzeb starszych mieszkańców.", ""),
    ("Świetlica powinna być otwarta po południu, nie tylko rano.", "accepted",
     "Godziny popołudniowe zapisaliśmy jako warunek usługi.", "mieszkanka Łaska"),
    ("Proszę wybudować basen.", "declined",
     "Budowy basenu nie można opłacić z tego programu. Zapisaliśmy pomysł na liście dla rady.", ""),
    ("Brakuje informacji, gdzie szukać pomocy prawnej.", "partly",
     "Dodamy punkt informacyjny; porady prawnika zależą od ofert w konkursie.", "sołtys"),
)  # fmt: skip
IDEAS = ("Wypożyczalnia sprzętu dla opiekunów osób chorych.", "Ognisko sąsiedzkie dwa razy w roku.")


@action
def build(*, strategy: Strategy, by: Actor) -> None:
    """What residents did for the strategy before the council adopted it, and two ideas that came later."""
    _workshops(strategy, by)
    _vote(strategy, by)
    _consultation(strategy, by)
    for number, text in enumerate(IDEAS):
        idea = actions.give_idea(
            participation=strategy.participation, text=text, key=f"demo-{number}", address="demo", by=PUBLIC,
            on=date(2009, 7, 10 + number), moment=datetime(2009, 7, 10, tzinfo=UTC),
        )  # fmt: skip
        actions.publish_idea(idea=idea, by=by, on=date(2009, 7, 13))
    actions.keep_partnership(
        participation=strategy.participation,
        name="Razem dla Bierzwnika",
        members="Gminny Ośrodek Pomocy Społecznej\nSzkoła Podstawowa\nOchotnicza Straż Pożarna w Łasku\nKoło gospodyń",
        since=date(2008, 10, 27),
        agreement="porozumienie z 27.10.2008",
        by=by,
        on=COUNTED,
    )


@action
def rest_on_survey(*, participation: Participation, by: Actor) -> None:
    """The strategy in force rests on the survey that ended before it."""
    strategy = participation.strategies.filter(state=StrategyState.ADOPTED).order_by("pk").first()
    survey = Survey.objects.filter(unit_id=participation.unit_id, state="closed").order_by("pk").first()
    if strategy and survey:
        actions.rest_on_surveys(strategy=strategy, surveys=[survey], by=by, on=COUNTED)


def _workshops(strategy: Strategy, by: Actor) -> None:
    for title, held_on, place, attended, results in WORKSHOPS:
        actions.add_event(
            strategy=strategy, kind="workshop", title=title, held_on=held_on, place=place, agenda=AGENDA, results=results,
            moderator="konsultantka regionalna", attended=attended, by=by, on=held_on,
        )  # fmt: skip


def _vote(strategy: Strategy, by: Actor) -> Vote:
    row = actions.prepare_vote(
        strategy=strategy, title="Co zrobimy najpierw", opens_on=VOTE_FROM, ends_on=VOTE_UNTIL, dots=5, most_on_one=3,
        by=by, on=VOTE_FROM,
    )  # fmt: skip
    actions.set_options(vote=row, needs=list(strategy.needs.order_by("number")[:6]), by=by, on=VOTE_FROM)
    codes = actions.make_vote_codes(vote=row, count=len(BALLOTS) + 4, by=by, on=VOTE_FROM)
    actions.open_vote(vote=row, by=by, on=VOTE_FROM)
    for code, dots in zip(codes, BALLOTS, strict=False):
        actions.key_ballot(vote=row, code=code, dots=dots, by=by, on=VOTE_UNTIL)
    row.refresh_from_db()
    actions.close_vote(vote=row, by=by, on=COUNTED)
    return actions.publish_vote(vote=row, by=by, on=COUNTED)


def _consultation(strategy: Strategy, by: Actor) -> Consultation:
    row = actions.plan_consultation(
        strategy=strategy, title=f"Projekt: {strategy.title}", opens_on=OPEN_FROM, ends_on=OPEN_UNTIL,
        intro="Przeczytaj projekt i napisz, co o nim myślisz. Odpowiemy na każdą uwagę.", by=by, on=OPEN_FROM,
    )  # fmt: skip
    actions.open_consultation(consultation=row, by=by, on=OPEN_FROM)
    keys = ["", *(one["key"] for one in row.paragraphs)]
    for number, (text, verdict, answer, name) in enumerate(COMMENTS):
        comment = actions.give_comment(
            consultation=row, paragraph=keys[number % len(keys)], text=text, name=name, key=f"demo-{number}",
            address="demo", by=PUBLIC, on=OPEN_FROM, moment=datetime(2008, 11, 10, tzinfo=UTC),
        )  # fmt: skip
        actions.publish_comment(comment=comment, by=by, on=OPEN_UNTIL)
        actions.answer_comment(comment=comment, verdict=verdict, answer=answer, by=by, on=ANSWERED)
    row.refresh_from_db()
    actions.close_consultation(consultation=row, by=by, on=ANSWERED)
    return actions.finish_consultation(consultation=row, by=by, on=ANSWERED)
