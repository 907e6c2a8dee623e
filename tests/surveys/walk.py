"""Ways to a survey in each of its states, through real actions; for tests of this room and of those above it."""

from datetime import date

from gromada.core.permissions import Actor
from gromada.surveys import actions
from gromada.surveys.rules.form import Choice, Comparison, Condition, Form, Question, Section, Words
from gromada.surveys.rules.ready import ready_one
from gromada.surveys.states import Channel
from gromada.territory.queries import region_of, unit_by_code

HOME, ELSEWHERE = "3202012", "3202042"
STARTED, OPENED, ENDS = date(2009, 6, 1), date(2009, 6, 15), date(2009, 7, 31)
ON = date(2009, 7, 16)
GIVEN = {
    "good_life": ["4"],
    "lacking": ["older", "transport"],
    "would_come": ["yes"],
    "age": ["61"],
    "idea": ["Autobus"],
}


def actor(role="coordinator", terc=HOME, person_id=None):
    """Somebody in a role whose scope covers the gmina."""
    unit = unit_by_code(terc)
    country, region = {"programme_office", "counsel", "lender", "auditor"}, {"consultant", "rops"}
    scope = "country" if role in country else "region" if role in region else "gmina"
    scope = "provider" if role == "provider" else scope
    place = None if scope == "country" else region_of(unit).pk if scope == "region" else unit.pk
    return Actor(kind="person", person_id=person_id, grant_id=-1, role=role, scope_kind=scope, unit_id=place, name=role)


def draft(form=None, *, by=None, terc=HOME, on=STARTED, **card):
    form = ready_one("needs").form if form is None else form
    words = {"title_pl": "Czego potrzebują mieszkańcy", "ends_on": ENDS} | card
    return actions.start_survey(unit=unit_by_code(terc), questionnaire=form, by=by or actor(terc=terc), on=on, **words)


def opened(form=None, *, by=None, terc=HOME, **card):
    survey = draft(form, by=by, terc=terc, **card)
    return actions.open_survey(survey=survey, by=by or actor(terc=terc), on=OPENED)


def closed(form=None, *, answers=0, **card):
    survey = opened(form, **card)
    if answers:
        loaded(survey, answers)
    return actions.close_survey(survey=survey, by=actor(), on=ON)


def loaded(survey, count, given=GIVEN, channel=Channel.ONLINE):
    rows = [actions.AnsweredForm(given, channel, OPENED) for _turn in range(count)]
    return actions.load_answers(survey=survey, rows=rows, by=actor(), on=ON)


def question(code, kind="text", *, choices=(), **more):
    made = tuple(Choice(str(one), Words(f"tekst {one}", f"text {one}")) for one in choices)
    return Question(code, kind, Words(f"Pytanie {code}", f"Question {code}"), choices=made, **more)


def small(*questions, condition=None):
    """A form of one part."""
    return Form((Section("part1", Words("Część", "Part"), tuple(questions), condition),))


def when(code, sign, value, join="and"):
    return Condition((Comparison(code, sign, value),), join)
