"""Surveys of residents in the home gmina of the demo: one that the strategy rests on, one that is open. Answers are invented."""

from dataclasses import dataclass
from datetime import date, timedelta

from gromada.core.permissions import Actor
from gromada.core.workflow import action
from gromada.surveys import actions as surveys
from gromada.surveys.models import Survey
from gromada.surveys.rules.ready import ready_one
from gromada.surveys.states import Channel
from gromada.territory.models import Unit

IDEAS = (
    "Autobus do Choszczna także w sobotę.",
    "Świetlica otwarta po południu, nie tylko rano.",
    "Ktoś, kto zajrzy do starszych sąsiadów.",
    "Plac zabaw przy szkole.",
    "Porady prawnika raz w miesiącu.",
    "Kurs komputerowy dla dorosłych.",
)


@dataclass(frozen=True)
class Round:
    """A survey of the demo: its title, days and how many answered which way."""

    title: str
    opened_on: date
    ended_on: date | None
    online: int
    paper: int


ROUNDS = (
    Round("Czego potrzebują mieszkańcy 2008", date(2008, 3, 31), date(2008, 4, 30), 41, 96),
    Round("Czego potrzebują mieszkańcy", date(2009, 6, 22), None, 23, 11),
)


@action
def build(*, unit: Unit, by: Actor) -> None:
    """The earlier survey, closed and published, and the one that residents can answer now (it has no last day)."""
    for round_ in ROUNDS:
        survey = _opened(unit, round_, by)
        surveys.load_answers(survey=survey, rows=_answers(round_), by=by, on=round_.ended_on or round_.opened_on)
        if round_.ended_on:
            day = round_.ended_on + timedelta(days=6)
            surveys.close_survey(survey=survey, by=by, on=day)
            surveys.publish_results(survey=survey, by=by, on=day)


def _opened(unit: Unit, round_: Round, by: Actor) -> Survey:
    one = ready_one("needs")
    words = {name: getattr(one, name) for name in ("intro", "after")}
    card = {f"{name}_{tongue}": getattr(told, tongue) for name, told in words.items() for tongue in ("pl", "en")}
    survey = surveys.start_survey(
        unit=unit,
        questionnaire=one.form,
        title_pl=round_.title,
        title_en=round_.title.replace("Czego potrzebują mieszkańcy", one.title.en),
        opens_on=round_.opened_on,
        ends_on=round_.ended_on,
        by=by,
        on=round_.opened_on - timedelta(days=14),
        **card,
    )
    return surveys.open_survey(survey=survey, by=by, on=round_.opened_on)


def _answers(round_: Round) -> list[surveys.AnsweredForm]:
    made = []
    for turn in range(round_.online + round_.paper):
        on_paper = turn >= round_.online
        made.append(
            surveys.AnsweredForm(
                _given(turn, older=on_paper),
                Channel.PAPER if on_paper else Channel.ONLINE,
                round_.opened_on + timedelta(days=turn % 20),
                str(turn - round_.online + 1).zfill(3) if on_paper else "",
            )
        )
    return made


def _given(turn: int, *, older: bool) -> dict[str, list[str]]:
    """Answers that differ from person to person and tell one story: older people, children, and how to get there."""
    seen = turn * 7 % 20
    shares = {"older": 14 if older else 8, "children": 6 if older else 12, "transport": 9, "meeting": 5, "families": 4}
    lacking = [code for code, share in shares.items() if (seen + len(code) * 3) % 20 < share] or ["transport"]
    would = ("yes", "yes", "maybe", "no")[turn % 4]
    given = {
        "good_life": [str((3, 4, 2, 4, 5, 3, 1, 4)[turn % 8])],
        "lacking": lacking,
        "lonely": [("many", "few", "few", "none", "unknown")[turn % 5]],
        "would_come": [would],
        "help_out": ["yes" if turn % 3 == 0 else "no"],
        "age": [str((61 if older else 34) + (turn * 11) % 24)],
        "household": [("alone", "couple", "children", "generations")[(turn + older) % 4]],
    }
    if would != "no":
        given["when_free"] = [("morning", "afternoon", "saturday")[turn % 3]]
    if turn % 5 == 0:
        given["idea"] = [IDEAS[turn // 5 % len(IDEAS)]]
    return given
