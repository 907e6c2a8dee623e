"""Surveys through their actions: states and roles, answers kept once and counted, paper, codes, what is refused."""

from datetime import date, datetime, timedelta

import pytest

from gromada.core import clock, permissions
from gromada.core.models import AuditEvent
from gromada.core.permissions import PUBLIC, NotAllowed, Refusal
from gromada.surveys import actions, queries
from gromada.surveys.models import AnswerTry, Response, Survey, SurveyCode, Tally
from gromada.surveys.rules.answering import BadAnswer
from gromada.surveys.rules.editing import put_question, remove_question
from gromada.surveys.rules.form import form_of
from gromada.surveys.rules.running import MOST_ANSWERS, MOST_WRONG_CODES, Again, NotNow, TooMany
from gromada.surveys.states import SURVEY, SurveyState
from tests.surveys.walk import (
    ELSEWHERE,
    ENDS,
    GIVEN,
    ON,
    OPENED,
    STARTED,
    actor,
    closed,
    draft,
    loaded,
    opened,
    question,
    small,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("en")]
ROLES = [
    "programme_office", "counsel", "lender", "auditor", "consultant", "rops", "coordinator", "gops_manager",
    "social_worker", "treasurer", "mayor", "council_member", "provider",
]  # fmt: skip
MAKERS = {"coordinator", "gops_manager", "social_worker"}
MAY = {
    "surveys.write": {"draft", "open", "closed"},
    "surveys.open": {"draft"},
    "surveys.close": {"open"},
    "surveys.key": {"open"},
    "surveys.read_texts": {"draft", "open", "closed"},
    "surveys.publish": {"closed"},
    "surveys.withdraw": {"closed"},
}
MOMENT = datetime(2009, 7, 16, 12, 0, tzinfo=clock.WARSAW)


def give(survey, given=GIVEN, *, key="k1", address="10.0.0.1", code="", on=ON, moment=MOMENT, version=None):
    version = version or queries.public_version(survey.slug)
    return actions.give_answers(
        version=version, given=given, key=key, address=address, code=code, by=PUBLIC, on=on, moment=moment
    )


def tallies(survey, question_code=""):
    rows = survey.tallies.filter(question=question_code).order_by("bucket", "channel")
    return {(row.bucket, row.channel): row.count for row in rows}


@pytest.mark.parametrize("state", SurveyState.values)
def test_each_role_may_do_what_the_table_says_in_each_state(state):
    survey = {"draft": draft, "open": opened, "closed": closed}[state]()
    for code, states in MAY.items():
        may = {role for role in ROLES if permissions.may(actor(role), code, survey)}
        assert may == (MAKERS if state in states else set()), code
    assert not permissions.may(actor("coordinator", ELSEWHERE), "surveys.write", survey)


def test_the_steps_of_a_survey():
    assert {(str(row.source), str(row.target), row.deed) for row in SURVEY.transitions} == {
        ("draft", "open", "surveys.open"),
        ("open", "closed", "surveys.close"),
    }


def test_who_sees_which_survey():
    survey = opened()
    for role in ROLES[:-1]:
        assert list(Survey.objects.visible_to(actor(role))) == [survey], role
    assert not Survey.objects.visible_to(actor("coordinator", ELSEWHERE)).exists()
    assert not Survey.objects.visible_to(actor("provider")).exists()


def test_a_second_survey_of_the_same_name_gets_an_address_of_its_own():
    assert [draft().slug for _turn in range(2)] == [
        "czego-potrzebuja-mieszkancy-bierzwnik",
        "czego-potrzebuja-mieszkancy-bierzwnik-2",
    ]


@pytest.mark.parametrize(
    ("card", "words"),
    [
        ({"title_pl": "  "}, "Give the survey a title"),
        ({"opens_on": ENDS, "ends_on": STARTED}, "last day is before"),
        ({"access": "everybody"}, "Choose who may answer"),
    ],
)
def test_a_card_that_does_not_fit_is_refused_and_nothing_is_left(card, words):
    with pytest.raises(Refusal, match=words):
        draft(**card)
    assert not Survey.objects.exists()


def test_a_survey_with_nothing_to_ask_is_not_opened():
    survey = draft(small())
    with pytest.raises(Refusal, match="no questions"):
        actions.open_survey(survey=survey, by=actor(), on=OPENED)
    survey.refresh_from_db()
    assert (survey.state, survey.versions.count()) == ("draft", 0)


def test_a_change_that_breaks_a_condition_is_refused_with_its_place():
    survey = draft()
    with pytest.raises(Refusal, match="lacking_other: The condition asks about “lacking”"):
        actions.change_form(
            survey=survey, questionnaire=remove_question(form_of(survey.form), "lacking"), by=actor(), on=ON
        )
    survey.refresh_from_db()
    assert form_of(survey.form).question("lacking")


def test_answers_are_kept_once_sealed_and_counted():
    survey = opened()
    row = give(survey)
    assert give(survey).pk == row.pk
    assert Response.objects.count() == 1
    assert row.answers == {"good_life": "4", "lacking": ["older", "transport"], "would_come": "yes", "age": "61"}
    assert Response.objects.values_list("texts", flat=True).get().startswith("k1:")
    assert "Autobus" not in str(list(Response.objects.values()))
    assert tallies(survey) == {("", "online"): 1}
    assert tallies(survey, "lacking") == {("", "online"): 1, ("older", "online"): 1, ("transport", "online"): 1}
    give(survey, GIVEN | {"age": ["39"]}, key="k2")
    assert Tally.objects.get(survey=survey, question="age", bucket="").total == 100
    assert [event.object_id for event in AuditEvent.objects.filter(deed="surveys.answer")] == [str(survey.pk)] * 2


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (GIVEN | {"good_life": ["9"]}, "not among those"),
        (GIVEN | {"idea": ["x" * 2001]}, "up to 2000"),
        (GIVEN | {"age": ["200"]}, "from 10 to 110"),
        ({"age": ["20"]}, "Choose one answer"),
        (GIVEN | {"nobody_asked": ["1"]}, "does not ask this"),
    ],
)
def test_a_wrong_answer_leaves_nothing_behind(given, words):
    survey = opened()
    with pytest.raises(BadAnswer, match=words):
        give(survey, given)
    assert not Response.objects.exists()
    assert not Tally.objects.exists()
    assert not AnswerTry.objects.exists()


def test_an_empty_form_is_no_answer():
    survey = opened(small(question("a")))
    with pytest.raises(BadAnswer, match="Nothing is answered"):
        give(survey, {})


def test_nothing_is_taken_before_after_and_when_closed():
    survey = opened(opens_on=OPENED)
    for on in (ENDS + timedelta(days=1), OPENED - timedelta(days=1)):
        with pytest.raises(NotNow):
            give(survey, on=on)
    actions.close_survey(survey=survey, by=actor(), on=ON)
    with pytest.raises(NotNow, match="ended"):
        give(survey)
    assert not Response.objects.exists()


def test_an_answer_belongs_to_the_version_that_was_begun():
    survey = opened()
    first = queries.public_version(survey.slug)
    form = remove_question(form_of(survey.form), "age")
    actions.change_form(survey=survey, questionnaire=form, by=actor(), on=ON)
    second = actions.renew_survey(survey=survey, by=actor(), on=ON)
    assert give(survey, version=first).version == first
    with pytest.raises(BadAnswer, match="does not ask this"):
        give(survey, key="k2", version=second)
    with pytest.raises(Refusal, match="Nothing has changed"):
        actions.renew_survey(survey=survey, by=actor(), on=ON)


def test_a_code_of_an_answered_question_keeps_its_kind():
    survey = opened()
    form = remove_question(form_of(survey.form), "age")
    actions.change_form(
        survey=survey, questionnaire=put_question(form, "about_you", question("age")), by=actor(), on=ON
    )
    with pytest.raises(Refusal, match="another kind of question"):
        actions.renew_survey(survey=survey, by=actor(), on=ON)
    assert survey.versions.count() == 1


def test_who_answers_too_much_from_one_address_waits():
    survey = opened(small(question("a")))
    for turn in range(MOST_ANSWERS):
        give(survey, {"a": ["x"]}, key=f"k{turn}")
    with pytest.raises(TooMany, match="more than we take at once"):
        give(survey, {"a": ["x"]}, key="one-more")
    assert Response.objects.count() == MOST_ANSWERS
    give(survey, {"a": ["x"]}, key="neighbour", address="10.0.0.2")
    give(survey, {"a": ["x"]}, key="later", moment=MOMENT + timedelta(minutes=61))
    assert AnswerTry.objects.count() == 1
    assert "10.0.0" not in str(list(AnswerTry.objects.values()))


def test_a_code_opens_the_survey_once_and_is_not_joined_to_the_answer():
    survey = opened(access="code")
    codes = actions.make_codes(survey=survey, count=3, by=actor(), on=ON)
    assert len(set(codes)) == SurveyCode.objects.count() == 3
    assert codes[0].replace("-", "") not in str(list(SurveyCode.objects.values()))
    row = give(survey, code=codes[0].lower())
    assert SurveyCode.objects.filter(used_on=ON).count() == 1
    assert not [field for field in Response._meta.get_fields() if field.related_model is SurveyCode]
    assert row.key == "k1"
    for code in (codes[0], "AAAA-AAAA", ""):
        with pytest.raises(Again, match="does not open"):
            give(survey, key=f"again {code}", code=code)
    for _turn in range(MOST_WRONG_CODES):
        actions.note_try(address="10.0.0.9", by=PUBLIC, moment=MOMENT)
    with pytest.raises(TooMany, match="wrong codes"):
        give(survey, key="k9", code=codes[1], address="10.0.0.9")


def test_codes_are_for_surveys_that_ask_for_them():
    with pytest.raises(Refusal, match="asks for no codes"):
        actions.make_codes(survey=opened(), count=3, by=actor(), on=ON)
    survey = draft(access="code")
    for count in (0, 2001):
        with pytest.raises(Refusal, match="from 1 to 2000"):
            actions.make_codes(survey=survey, count=count, by=actor(), on=ON)


def test_who_may_answer_is_fixed_once_it_is_open():
    survey = opened()
    with pytest.raises(Refusal, match="cannot be changed"):
        actions.change_survey(survey=survey, access="code", by=actor(), on=ON)
    later = actions.change_survey(survey=survey, ends_on=date(2009, 8, 31), by=actor(), on=ON)
    assert later.ends_on == date(2009, 8, 31)


def test_paper_is_keyed_under_its_number_and_the_last_one_is_taken_back():
    survey = opened()
    by = actor()
    actions.key_paper(survey=survey, given=GIVEN, paper_number=" a 7 ", given_on=OPENED, by=by, on=ON)
    with pytest.raises(Refusal, match="A7 is keyed already"):
        actions.key_paper(survey=survey, given=GIVEN, paper_number="A7", by=by, on=ON)
    actions.key_paper(survey=survey, given=GIVEN | {"age": ["20"]}, paper_number="A8", by=by, on=ON)
    assert tallies(survey) == {("", "paper"): 2}
    assert actions.take_back_paper(survey=survey, by=by, on=ON) == "A8"
    assert tallies(survey, "age") == {("", "paper"): 1, ("20", "paper"): 0, ("61", "paper"): 1}
    assert Tally.objects.get(survey=survey, question="age", bucket="").total == 61
    assert Response.objects.get().paper_number == "A7"
    assert actions.take_back_paper(survey=survey, by=by, on=ON) == "A7"
    with pytest.raises(Refusal, match="no paper that you keyed"):
        actions.take_back_paper(survey=survey, by=by, on=ON)


@pytest.mark.parametrize(
    ("given_on", "number", "words"),
    [
        (ON + timedelta(days=1), "1", "still to come"),
        (date(2008, 1, 1), "1", "outside the survey"),
        (ON, " ", "Write the number"),
        (ON, "9" * 21, "Write the number"),
    ],
)
def test_a_paper_that_does_not_fit_is_refused(given_on, number, words):
    survey = opened(opens_on=OPENED)
    with pytest.raises(Refusal, match=words):
        actions.key_paper(survey=survey, given=GIVEN, paper_number=number, given_on=given_on, by=actor(), on=ON)
    assert not Response.objects.exists()


def test_paper_is_keyed_after_the_last_day_but_not_after_closing():
    survey = opened()
    row = actions.key_paper(survey=survey, given=GIVEN, paper_number="1", by=actor(), on=ENDS + timedelta(days=9))
    assert row.given_on == ENDS
    actions.close_survey(survey=survey, by=actor(), on=ENDS + timedelta(days=9))
    with pytest.raises(Refusal, match="not possible"):
        actions.key_paper(survey=survey, given=GIVEN, paper_number="2", by=actor(), on=ENDS + timedelta(days=9))


def test_many_answers_at_once_count_as_one_by_one():
    one, other = opened(), opened()
    for turn in range(3):
        give(one, GIVEN | {"age": [str(60 + turn)]}, key=f"k{turn}")
    rows = [actions.AnsweredForm(GIVEN | {"age": [str(60 + turn)]}, "online", ON) for turn in range(3)]
    actions.load_answers(survey=other, rows=rows[:2], by=actor(), on=ON)
    actions.load_answers(survey=other, rows=rows[2:], by=actor(), on=ON)
    same = ("question", "bucket", "channel", "count", "total")
    assert sorted(one.tallies.values_list(*same)) == sorted(other.tallies.values_list(*same))


def test_many_answers_are_taken_all_or_none():
    survey = opened()
    rows = [actions.AnsweredForm(given, "paper", ON) for given in (GIVEN, GIVEN | {"age": ["old"]})]
    with pytest.raises(Refusal, match="Row 2, question age"):
        actions.load_answers(survey=survey, rows=rows, by=actor(), on=ON)
    assert not Response.objects.exists()


def test_results_are_published_after_closing_and_can_be_taken_back():
    survey = opened()
    loaded(survey, 6)
    with pytest.raises(Refusal, match="not possible while"):
        actions.publish_results(survey=survey, by=actor(), on=ON)
    actions.close_survey(survey=survey, by=actor(), on=ON)
    actions.publish_results(survey=survey, by=actor(), on=ON)
    with pytest.raises(Refusal, match="public already"):
        actions.publish_results(survey=survey, by=actor(), on=ON)
    assert queries.public_results(survey.slug).answered == 6
    actions.withdraw_results(survey=survey, by=actor(), on=ON)
    with pytest.raises(Refusal, match="not public"):
        actions.withdraw_results(survey=survey, by=actor(), on=ON)


def test_somebody_from_elsewhere_does_nothing():
    survey = opened()
    stranger = actor("coordinator", ELSEWHERE)
    with pytest.raises(NotAllowed):
        actions.close_survey(survey=survey, by=stranger, on=ON)
    with pytest.raises(NotAllowed):
        actions.key_paper(survey=survey, given=GIVEN, paper_number="1", by=actor("mayor"), on=ON)
    with pytest.raises(NotAllowed):
        draft(by=actor("consultant"))


@pytest.mark.parametrize("count", [1, 30])
def test_results_and_the_form_ask_the_same_however_many_answered(count, django_assert_num_queries):
    survey = closed(answers=count)
    who = actor()
    actions.publish_results(survey=survey, by=who, on=ON)
    with django_assert_num_queries(3):
        assert queries.results(who, survey.pk).answered == count
    with django_assert_num_queries(2):
        queries.public_results(survey.slug)
    with django_assert_num_queries(1):
        queries.public_version(survey.slug)
    with django_assert_num_queries(4):
        queries.survey_page(who, survey.pk)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_for_one_survey_and_for_three(count, django_assert_num_queries):
    made = [loaded(opened(), 2) for _turn in range(count)]
    who = actor("consultant")
    with django_assert_num_queries(2):
        found = queries.surveys(who)
    assert [row.answered for row in found.rows] == made


def test_what_people_wrote_is_for_the_gmina_alone_and_the_opening_is_noted():
    survey = closed(answers=2)
    found = queries.texts(actor("gops_manager"), survey.pk, "idea")
    assert [text for _row, text in found.rows] == ["Autobus", "Autobus"]
    with pytest.raises(NotAllowed):
        queries.texts(actor("consultant"), survey.pk, "idea")
    with pytest.raises(NotAllowed):
        list(queries.answered_forms(survey, actor("auditor"), with_texts=True))
