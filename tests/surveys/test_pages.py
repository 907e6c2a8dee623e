"""Pages of surveys: residents without an account, those who make and key a survey, results for whom they are meant."""

import io
import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from gromada.core import clock, tables
from gromada.core.models import ReadEvent
from gromada.surveys import actions
from gromada.surveys.models import AnswerTry, Response, Survey
from gromada.surveys.rules.form import form_of
from gromada.surveys.views import public
from gromada.territory.queries import unit_by_code
from tests.strategies.visits import visitor
from tests.surveys.test_xlsform import row, workbook
from tests.surveys.walk import GIVEN, HOME, ON, actor, closed, draft, loaded, opened, question, small, when

pytestmark = pytest.mark.django_db
EN = {"accept-language": "en"}


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch):
    """Residents have no show day of their own: for these tests the day is that of the survey."""
    monkeypatch.setattr(clock, "today", lambda: ON)


@pytest.fixture
def slow_hand(monkeypatch):
    """Somebody who reads: the trap of too fast answers stays open."""
    monkeypatch.setattr(public, "LEAST_SECONDS", 0)


@pytest.fixture
def staff(client, settings):
    return visitor(client, settings, "coordinator", unit=unit_by_code(HOME), on=ON)


def text(response):
    return response.content.decode().replace("\xa0", " ")


def state(response):
    return re.search(r'name="state" value="([^"]+)"', text(response)).group(1)


def link(survey):
    return reverse("surveys:form", args=[survey.slug])


def send(client, survey, page, **given):
    words = {(name if name in {"back", "code", "website"} else f"q-{name}"): value for name, value in given.items()}
    return client.post(link(survey), words | {"state": state(page)}, headers=EN)


def answered(client, survey, page=None):
    """The whole of the ready questionnaire."""
    page = page or client.get(link(survey), headers=EN)
    page = send(client, survey, page, good_life="4", lacking=["older", "transport"])
    page = send(client, survey, page, would_come="no")
    return send(client, survey, page, age="61", idea="Autobus")


def test_a_resident_answers_without_an_account(client, slow_hand):
    survey = opened()
    page = client.get(link(survey), headers=EN)
    assert page.status_code == 200
    assert "Part 1 of 3" in text(page)
    assert "How is life in our gmina?" in text(page)
    done = answered(client, survey, page)
    assert done["Location"] == reverse("surveys:thanks", args=[survey.slug])
    assert "Your answers are counted" in text(client.get(done["Location"], headers=EN))
    kept = Response.objects.get()
    assert (kept.channel, kept.answers["lacking"]) == ("online", ["older", "transport"])
    assert "when_free" not in kept.answers


def test_the_page_speaks_polish_and_needs_no_script(client):
    page = text(client.get(link(opened())))
    assert "Jak żyje się w naszej gminie?" in page
    assert "Dalej" in page
    assert 'maxlength="2000"' not in page
    assert page.count("<script") == 1


def test_what_is_missing_is_told_and_answers_are_not_lost(client):
    survey = opened()
    page = send(client, survey, client.get(link(survey), headers=EN), good_life="4", lonely="few")
    assert "Choose at least one answer." in text(page)
    assert re.search(r'value="4"[^>]*checked', text(page))
    assert "<title>Error:" in text(page)
    assert not Response.objects.exists()


def test_an_answer_brings_up_its_question_and_back_keeps_everything(client, slow_hand):
    survey = opened()
    page = send(client, survey, client.get(link(survey), headers=EN), good_life="4", lacking="other")
    assert "leads to one more question" in text(page)
    assert "What is lacking? A few words." in text(page)
    page = send(client, survey, page, good_life="4", lacking="other", lacking_other="Apteka")
    assert "Part 2 of 3" in text(page)
    page = send(client, survey, page, would_come="yes", back="1")
    assert "Part 1 of 3" in text(page)
    assert 'value="Apteka"' in text(page)
    page = send(client, survey, page, good_life="4", lacking="other", lacking_other="Apteka")
    assert re.search(r'value="yes"[^>]*checked', text(page))


def test_a_form_sent_twice_is_one_answer(client, slow_hand):
    survey = opened()
    page = send(client, survey, client.get(link(survey), headers=EN), good_life="4", lacking="older")
    page = send(client, survey, page, would_come="no")
    first, second = (send(client, survey, page, age="61") for _turn in range(2))
    assert first.status_code == second.status_code == 302
    assert Response.objects.count() == 1


def test_markup_is_shown_as_text(client, settings, slow_hand):
    survey = opened(small(question("a"), question("b", required=True)))
    page = send(client, survey, client.get(link(survey), headers=EN), a="<script>alert(1)</script>")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text(page)
    send(client, survey, page, a="<script>alert(1)</script>", b="=1+1")
    browser = visitor(client, settings, "coordinator", unit=unit_by_code(HOME), on=ON)
    shown = text(browser.get(reverse("surveys:texts", args=[survey.pk, "a"])))
    assert "<script>alert" not in shown
    assert "&lt;script&gt;" in shown
    assert ReadEvent.objects.filter(object_id=str(survey.pk)).count() == 1


def test_a_program_that_fills_in_everything_is_stopped_and_a_person_loses_nothing(client, monkeypatch):
    survey = opened(small(question("a")))
    page = send(client, survey, client.get(link(survey), headers=EN), a="kept", website="http://spam")
    assert "was to stay empty" in text(page)
    page = send(client, survey, page, a="kept")
    assert "faster than anybody reads" in text(page)
    assert 'value="kept"' in text(page)
    later = timezone.now() + timezone.timedelta(seconds=30)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert send(client, survey, page, a="kept").status_code == 302


def test_a_page_that_was_altered_begins_again(client):
    survey, other = opened(), opened(small(question("a")))
    page = client.get(link(survey), headers=EN)
    for wrong in ("", "nonsense", state(page)[:-3] + "abc", state(client.get(link(other)))):
        again = client.post(link(survey), {"state": wrong}, headers=EN)
        assert again.status_code == 200
        assert "we begin again" in text(again)


def test_thousands_of_answers_from_one_address_are_slowed_down_in_words(client, monkeypatch, slow_hand):
    survey = opened(small(question("a")))
    AnswerTry.objects.bulk_create(
        AnswerTry(address_index=actions.answering.address_index("127.0.0.1"), moment=timezone.now())
        for _turn in range(60)
    )
    page = send(client, survey, client.get(link(survey), headers=EN), a="spam")
    assert page.status_code == 429
    assert "more than we take at once" in text(page)
    assert 'value="spam"' in text(page)
    assert not Response.objects.exists()
    assert (
        client.post(
            link(survey), {"q-a": "other", "state": state(page)}, headers=EN, REMOTE_ADDR="127.0.0.2"
        ).status_code
        == 302
    )


def test_after_the_end_the_page_says_so_and_takes_nothing(client, monkeypatch, slow_hand):
    survey = opened(small(question("a")))
    page = client.get(link(survey), headers=EN)
    monkeypatch.setattr(clock, "today", lambda: date(2009, 8, 1))
    assert "The survey ended on 31.07.2009" in text(client.get(link(survey), headers=EN))
    late = send(client, survey, page, a="too late")
    assert late.status_code == 409
    assert "ended on" in text(late)
    assert not Response.objects.exists()


def test_a_draft_has_no_public_page(client):
    survey = draft()
    for name in ("form", "thanks", "public_results"):
        assert client.get(reverse(f"surveys:{name}", args=[survey.slug])).status_code == 404
    assert client.get(reverse("surveys:form", args=["nobody"])).status_code == 404


def test_a_device_answers_once_where_that_is_wanted(client, slow_hand):
    survey = opened(small(question("a")), access="once")
    send(client, survey, client.get(link(survey), headers=EN), a="x")
    assert "answered already" in text(client.get(link(survey), headers=EN))


def test_a_code_is_looked_at_first_and_used_last(client, slow_hand):
    survey = opened(access="code")
    code = actions.make_codes(survey=survey, count=1, by=actor(), on=ON)[0]
    page = client.get(link(survey), {"kod": code}, headers=EN)
    assert f'value="{code}"' in text(page)
    wrong = send(client, survey, page, good_life="4", lacking="older", code="AAAA-BBBB")
    assert "does not open the survey" in text(wrong)
    assert AnswerTry.objects.count() == 1
    page = send(client, survey, wrong, good_life="4", lacking="older", code=code)
    assert "Part 2 of 3" in text(page)
    page = send(client, survey, page, would_come="no")
    assert send(client, survey, page, age="61").status_code == 302
    again = send(client, survey, client.get(link(survey), headers=EN), good_life="4", lacking="older", code=code)
    assert "used already" in text(again)
    assert Response.objects.count() == 1


def test_who_began_the_earlier_version_finishes_it(client, slow_hand):
    survey = opened(small(question("a")))
    page = client.get(link(survey), headers=EN)
    actions.change_form(survey=survey, questionnaire=small(question("b")), by=actor(), on=ON)
    actions.renew_survey(survey=survey, by=actor(), on=ON)
    assert send(client, survey, page, a="by the old form").status_code == 302
    assert Response.objects.get().version.number == 1
    assert "Question b" in text(client.get(link(survey), headers=EN))


@pytest.mark.parametrize("count", [0, 50])
def test_the_form_costs_the_same_however_many_answered(client, count, django_assert_num_queries):
    survey = opened()
    if count:
        loaded(survey, count)
    with django_assert_num_queries(1):
        client.get(link(survey))


# Those who make it ---------------------------------------------------------------------------------------------------


def test_a_survey_goes_from_nothing_to_published_on_the_pages(staff):
    assert "Ask residents what they need" in text(staff.get(reverse("surveys:list")))
    new = staff.get(reverse("surveys:new"))
    assert "Czego potrzebują mieszkańcy" in text(new)
    words = {"questionnaire": "needs", "title_pl": "Czego nam trzeba", "access": "open", "ends_on": "31.07.2009"}
    made = staff.post(reverse("surveys:new"), words)
    survey = Survey.objects.get()
    where = reverse("surveys:survey", args=[survey.pk])
    assert made["Location"] == where
    assert "being written: 10 questions" in text(staff.get(where))
    part = {"title_pl": "Zdrowie", "title_en": "Health", "when_0": "would_come", "sign_0": "=", "value_0": "yes"}
    assert staff.get(reverse("surveys:add_section", args=[survey.pk])).status_code == 200
    assert staff.post(reverse("surveys:add_section", args=[survey.pk]), part)["Location"] == where
    add = reverse("surveys:add_question", args=[survey.pk, "part1"])
    asked = {"kind": "one", "text_pl": "Czy jest lekarz?", "choices": "Tak | Yes\nNie | No", "whole": "on"}
    assert staff.post(add, asked | {"again": "1"})["Location"] == add
    refused = staff.post(add, {"kind": "one", "text_pl": "Bez odpowiedzi"})
    assert "fewer than two answers" in text(refused)
    change = reverse("surveys:question", args=[survey.pk, "q1"])
    assert "1 = Tak | Yes" in text(staff.get(change))
    staff.post(change, asked | {"text_pl": "Czy w gminie jest lekarz?", "required": "on"})
    survey.refresh_from_db()
    changed = form_of(survey.form).question("q1")
    assert (changed.text.pl, changed.required) == ("Czy w gminie jest lekarz?", True)
    card = staff.get(reverse("surveys:card", args=[survey.pk]))
    assert "Czego nam trzeba" in text(card)
    assert "The survey is open" in text(staff.post(reverse("surveys:open", args=[survey.pk]), follow=True))
    assert f"/ankieta/{survey.slug}/" in text(staff.get(where))
    survey.refresh_from_db()
    loaded(survey, 7, GIVEN | {"q1": ["1"]})
    assert "is closed" in text(staff.post(reverse("surveys:close", args=[survey.pk]), follow=True))
    assert "are public at" in text(staff.post(reverse("surveys:publish", args=[survey.pk]), follow=True))
    assert "no longer public" in text(staff.post(reverse("surveys:withdraw", args=[survey.pk]), follow=True))


def test_questions_are_moved_and_removed_without_a_script(staff):
    survey = draft()
    arrange = reverse("surveys:arrange", args=[survey.pk])
    assert staff.get(arrange).status_code == 405
    staff.post(arrange, {"down": "good_life"})
    survey.refresh_from_db()
    assert [row.code for row in form_of(survey.form).sections[0].questions][:2] == ["lacking", "good_life"]
    refused = staff.post(arrange, {"remove": "lacking"}, follow=True)
    assert "lacking_other: The condition asks about “lacking”" in text(refused)
    staff.post(arrange, {"up": "about_you"})
    staff.post(arrange, {"remove": "life"})
    survey.refresh_from_db()
    assert [part.code for part in form_of(survey.form).sections] == ["about_you", "taking_part"]


def test_a_change_of_an_open_survey_waits_for_its_renewal(staff):
    survey = opened()
    where = reverse("surveys:survey", args=[survey.pk])
    staff.post(reverse("surveys:arrange", args=[survey.pk]), {"remove": "age"})
    assert "People do not see your changes yet" in text(staff.get(where))
    assert "see the new version" in text(staff.post(reverse("surveys:renew", args=[survey.pk]), follow=True))
    assert survey.versions.count() == 2


def test_a_preview_keeps_nothing(staff):
    survey = draft(small(question("a", "one", choices=[1, 2]), question("b", condition=when("a", "=", "1"))))
    where = reverse("surveys:preview", args=[survey.pk])
    page = staff.get(where)
    assert "preview, nothing is kept" in text(page)
    page = staff.post(where, {"state": state(page), "q-a": "1"})
    assert "leads to one more question" in text(page)
    page = staff.post(where, {"state": state(page), "q-a": "1", "q-b": "x"})
    assert "nothing was kept" in text(page)
    assert not Response.objects.exists()


def test_paper_is_keyed_by_the_numbers_of_its_boxes(staff):
    survey = opened()
    where = reverse("surveys:key", args=[survey.pk])
    assert "0 papers are keyed" in text(staff.get(where))
    keyed = {"paper_number": "007", "a-good_life": "4", "a-lacking": "1, 6", "a-would_come": "3", "a-age": "61"}
    page = staff.post(where, keyed, follow=True)
    assert "Paper 007 is keyed." in text(page)
    assert 'value="008"' in text(page)
    assert Response.objects.get().answers["lacking"] == ["older", "transport"]
    for wrong, words in (
        (keyed, "007 is keyed already"),
        (keyed | {"paper_number": "8", "a-lacking": "9"}, "has the number 9"),
        (keyed | {"paper_number": "8", "a-good_life": ""}, "Choose one answer"),
        (keyed | {"paper_number": "8", "a-age": "7"}, "from 10 to 110"),
    ):
        assert words in text(staff.post(where, wrong)), words
    assert Response.objects.count() == 1
    back = reverse("surveys:take_back", args=[survey.pk])
    assert "Paper 007 is taken out" in text(staff.post(back, follow=True))
    assert "no paper that you keyed" in text(staff.post(back, follow=True))


def test_a_question_may_be_called_like_a_field_of_ours(staff, client, slow_hand):
    survey = opened(small(question("paper_number"), question("state"), question("code")))
    where = reverse("surveys:key", args=[survey.pk])
    staff.post(where, {"paper_number": "1", "a-paper_number": "x", "a-state": "y"})
    assert Response.objects.get().paper_number == "1"
    assert send(client, survey, client.get(link(survey), headers=EN), paper_number="z").status_code == 302
    assert Response.objects.count() == 2


def test_an_xlsform_is_taken_over_or_told_row_by_row(staff):
    survey = draft()
    where = reverse("surveys:import", args=[survey.pk])
    assert staff.get(where).status_code == 200
    bad = io.BytesIO(workbook([row("begin_repeat", "r"), row("text", "a")]))
    bad.name = "form.xlsx"
    page = text(staff.post(where, {"file": bad}))
    assert "This is a loop" in page
    assert "Nothing was taken over" in page
    good = io.BytesIO(staff.get(reverse("surveys:xlsform", args=[survey.pk])).content)
    good.name = "form.xlsx"
    staff.post(reverse("surveys:arrange", args=[survey.pk]), {"remove": "about_you"})
    done = staff.post(where, {"file": good}, follow=True)
    assert "has 10 questions now" in text(done)


def test_codes_are_shown_once(staff):
    survey = opened(access="code")
    where = reverse("surveys:codes", args=[survey.pk])
    assert "Codes used: 0 of 0" in text(staff.get(where))
    made = text(staff.post(where, {"count": "3"}))
    codes = re.findall(r'class="big">([A-Z0-9]{4}-[A-Z0-9]{4})<', made)
    assert len(codes) == 3
    again = text(staff.get(where))
    assert "Codes used: 0 of 3" in again
    assert codes[0] not in again
    assert "from 1 to 1997" in text(staff.post(where, {"count": "5000"}))


def test_the_paper_form_is_a_pdf(staff):
    for survey in (draft(), opened()):
        answer = staff.get(reverse("surveys:paper", args=[survey.pk]))
        assert answer["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF")
        assert answer.content == staff.get(reverse("surveys:paper", args=[survey.pk])).content


# Results -------------------------------------------------------------------------------------------------------------


def test_results_tell_online_from_paper_for_staff(staff):
    survey = opened()
    where = reverse("surveys:results", args=[survey.pk])
    assert "The results will stand here" in text(staff.get(where))
    loaded(survey, 6)
    loaded(survey, 2, GIVEN | {"lacking": ["children"], "age": ["30"]}, channel="paper")
    page = text(staff.get(where))
    assert "8 people answered" in page
    assert "Most often: activities and care for older people (75%)" in page
    assert "On average 53.3; half answered 61 or less" in page
    assert "Read what they wrote" in page


def test_the_public_sees_no_small_counts_and_no_texts(client):
    survey = closed(answers=6)
    assert client.get(reverse("surveys:public_results", args=[survey.slug])).status_code == 404
    actions.publish_results(survey=survey, by=actor(), on=ON)
    page = text(client.get(reverse("surveys:public_results", args=[survey.slug]), headers=EN))
    assert "6 people answered" in page
    assert "Autobus" not in page
    assert "On paper" not in page
    assert "See the results" in text(client.get(link(survey), headers=EN))
    few = closed(answers=3)
    actions.publish_results(survey=few, by=actor(), on=ON)
    page = text(client.get(reverse("surveys:public_results", args=[few.slug]), headers=EN))
    assert "Fewer than 5 people answered" in page
    assert "61" not in page


def test_files_of_answers_run_no_formula_and_hold_texts_for_the_gmina_alone(client, settings):
    survey = opened()
    loaded(survey, 1, GIVEN | {"idea": ['=HYPERLINK("http://x")']})
    browser = visitor(client, settings, "coordinator", unit=unit_by_code(HOME), on=ON)
    csv = browser.get(reverse("surveys:answers_csv", args=[survey.pk])).content.decode("utf-8-sig")
    assert "'=HYPERLINK" in csv
    assert "zajęć i opieki" in csv or "activities and care for older people; transport" in csv
    book = browser.get(reverse("surveys:answers_xlsx", args=[survey.pk])).content
    rows = tables.sheets(book, "a.xlsx")[0].rows
    assert '=HYPERLINK("http://x")' in rows[1]
    assert ReadEvent.objects.count() == 2
    region = visitor(client, settings, "consultant", unit=unit_by_code("32", "voivodeship"), on=ON)
    assert "HYPERLINK" not in region.get(reverse("surveys:answers_csv", args=[survey.pk])).content.decode()
    assert region.get(reverse("surveys:texts", args=[survey.pk, "idea"])).status_code == 403


def test_somebody_elses_survey_is_not_there(client, settings):
    survey = opened()
    browser = visitor(client, settings, "coordinator", unit=unit_by_code("3202042"), on=ON)
    for name in ("survey", "card", "key", "results", "answers_csv", "paper", "codes"):
        assert browser.get(reverse(f"surveys:{name}", args=[survey.pk])).status_code == 404, name
    assert browser.post(reverse("surveys:close", args=[survey.pk])).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_whole_pages_keep_to_the_limit(staff, count, django_assert_max_num_queries):
    for _turn in range(count):
        survey = opened()
        loaded(survey, 3)
    for where in (
        reverse("surveys:list"),
        reverse("surveys:survey", args=[survey.pk]),
        reverse("surveys:results", args=[survey.pk]),
        reverse("surveys:key", args=[survey.pk]),
    ):
        with django_assert_max_num_queries(25):
            assert staff.get(where).status_code == 200
