"""Pages of work with residents: for the gmina's people, and for residents without an account."""

import re
from datetime import timedelta

import pytest
from django.core import signing
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gromada.core import clock
from gromada.strategies import actions
from gromada.strategies.models import Ballot, ConsultationComment, Idea
from gromada.strategies.views import gate
from tests.strategies import together
from tests.strategies.visits import visitor
from tests.strategies.walk import actor, allocated, draft_strategy

pytestmark = pytest.mark.django_db


@pytest.fixture
def strategy():
    return draft_strategy(allocated())


@pytest.fixture
def today(monkeypatch):
    """The days of the consultation: the clock is read at the edge alone, here the edge is the test."""
    monkeypatch.setattr(clock, "today", lambda: together.DURING)


def stamped(purpose, seconds=60):
    """What a form opened a minute ago carries."""
    return signing.dumps(["key", clock.now().timestamp() - seconds], salt=f"{gate.SALT}:{purpose}")


def paragraph_url(row, key=None):
    return reverse("strategies:draft_paragraph", args=[row.slug, key or row.paragraphs[0]["key"]])


def test_a_resident_comments_without_an_account_and_sees_it_after_it_was_read(client, strategy, today):
    row = together.opened(strategy)
    url = paragraph_url(row)
    page = client.get(url).content.decode()
    assert "Starsi mieszkańcy" in page
    answer = client.post(url, {"text": "<script>alert(1)</script> brak ławek", "stamp": stamped(row.slug)})
    assert answer.status_code == 302
    assert client.get(answer["Location"]).status_code == 200
    assert "brak ławek" not in client.get(url).content.decode()
    one = ConsultationComment.objects.get()
    actions.publish_comment(comment=one, by=actor("coordinator", strategy.participation), on=together.DURING)
    page = client.get(url).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; brak ławek" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    "sent",
    [
        {"text": "x", "stamp": "nothing"},
        {"text": "x", "stamp": "fast"},
        {"text": "x", "stamp": "good", "website": "http://spam"},
        {"text": " ", "stamp": "good"},
    ],
)
def test_what_no_person_sends_is_not_kept_and_the_words_stay_in_the_form(client, strategy, today, sent):
    row = together.opened(strategy)
    stamps = {"good": stamped(row.slug), "fast": stamped(row.slug, 0), "nothing": ""}
    answer = client.post(paragraph_url(row), sent | {"stamp": stamps[sent["stamp"]]})
    assert answer.status_code == 422
    assert not ConsultationComment.objects.exists()
    assert "field__err" in answer.content.decode() or "note" in answer.content.decode()


def test_a_form_sent_twice_and_too_many_from_one_address(client, strategy, today):
    row = together.opened(strategy)
    again = {"text": "Raz", "stamp": stamped(row.slug)}
    assert [client.post(paragraph_url(row), again).status_code for _turn in range(2)] == [302, 302]
    assert ConsultationComment.objects.count() == 1
    for number in range(19):
        together.said(row, key=f"k{number}", address="127.0.0.1", moment=clock.now())
    other = signing.dumps(["other", clock.now().timestamp() - 60], salt=f"{gate.SALT}:{row.slug}")
    answer = client.post(paragraph_url(row), {"text": "Za dużo", "stamp": other})
    assert answer.status_code == 429
    assert "Za dużo" in answer.content.decode()


def test_after_the_last_day_nothing_is_taken_but_everything_is_shown(client, strategy, monkeypatch):
    row = together.answered(strategy, comments=1)
    monkeypatch.setattr(clock, "today", lambda: together.AFTER)
    url = paragraph_url(row, "calosc")
    page = client.get(url).content.decode()
    assert "Dopisaliśmy." in page
    assert "<textarea" not in page
    client.post(url, {"text": "Spóźniona", "stamp": stamped(row.slug)})
    assert ConsultationComment.objects.count() == 1


def test_a_planned_draft_and_an_unknown_paragraph_are_404(client, strategy):
    row = together.planned(strategy)
    assert client.get(reverse("strategies:draft", args=[row.slug])).status_code == 404
    opened = together.opened(strategy)
    assert client.get(paragraph_url(opened, "nie-ma")).status_code == 404


def test_the_pages_of_a_draft_ask_the_same_with_one_and_three_comments(client, strategy, today):
    row = together.opened(strategy)
    addresses = [reverse("strategies:draft", args=[row.slug]), paragraph_url(row, "calosc")]
    by = actor("coordinator", strategy.participation)
    counts = []
    for number in range(3):
        one = together.said(row, f"Uwaga {number}", key=f"k{number}")
        actions.publish_comment(comment=one, by=by, on=together.DURING)
        with CaptureQueriesContext(connection) as asked:
            for url in addresses:
                assert client.get(url).status_code == 200
        counts.append(len(asked))
    assert len(set(counts)) == 1
    assert counts[0] <= 6


def test_an_idea_without_an_account(client, strategy, today):
    place = strategy.participation
    slug = f"{place.programme.code}-{place.unit.code}"
    url = reverse("strategies:public_ideas", args=[slug])
    assert client.post(url, {"text": "Autobus", "stamp": stamped(slug)}).status_code == 302
    assert Idea.objects.get().text == "Autobus"
    assert "Autobus" not in client.get(url).content.decode()
    assert client.get(reverse("strategies:public_ideas", args=["nic-123"])).status_code == 404


def test_a_vote_without_an_account(client, strategy, today):
    row, codes = together.voting(strategy)
    url = reverse("strategies:ballot", args=[row.slug])
    sent = {"dots_1": "3", "dots_2": "2", "dots_3": "0", "dots_4": "0", "stamp": stamped(row.slug)}
    wrong = client.post(url, sent | {"code": "AAAA-AAAA"})
    assert (wrong.status_code, Ballot.objects.count()) == (422, 0)
    assert client.post(url, sent | {"code": codes[0]}).status_code == 302
    assert together.dots_of(row)[1] == (3, 0)
    assert client.post(url, sent | {"code": codes[0]}).status_code == 422
    assert Ballot.objects.count() == 1
    assert "0 kropek" not in client.get(url).content.decode()


def test_how_it_came_about_names_nobody(client, strategy):
    url = reverse("strategies:how_made", args=[strategy.pk])
    assert client.get(url).status_code == 404
    row = together.event(strategy)
    by = actor("coordinator", strategy.participation)
    actions.set_attendance(event=row, names="Zenobia Kwiat\nJan Kot", by=by, on=together.DURING)
    page = client.get(url).content.decode()
    assert "Czego potrzebujemy" in page
    assert "Zenobia" not in page


# The gmina's people --------------------------------------------------------------------------------------------------


def test_the_coordinator_records_a_meeting_and_pastes_names(client, strategy, settings):
    visitor(client, settings, "coordinator", strategy.participation, on=together.DURING)
    card = {"kind": "workshop", "title": "Warsztat", "held_on": "08.04.2008", "place": "Remiza"}
    answer = client.post(reverse("strategies:add_event", args=[strategy.pk]), card)
    assert answer.status_code == 302
    row = strategy.events.get()
    names = reverse("strategies:event_names", args=[row.pk])
    assert client.post(names, {"names": "Anna Nowak\nJan Kot\nanna nowak"}).status_code == 302
    page = client.get(reverse("strategies:event", args=[row.pk])).content.decode()
    assert "anna nowak" in page  # the doubled name is told once, in the message
    assert "Jan Kot" not in page
    assert "Jan Kot" in client.get(names).content.decode()
    assert client.get(reverse("strategies:attendance_list", args=[row.pk])).content.startswith(b"%PDF")
    bad = client.post(reverse("strategies:add_event", args=[strategy.pk]), card | {"held_on": "32.13.2008"})
    assert (bad.status_code, strategy.events.count()) == (200, 1)


def test_the_consultant_sees_counts_and_answers_a_request(client, strategy, settings):
    place = strategy.participation
    asked = actions.ask_help(
        strategy=strategy, kind="writing", words="x", by=actor("coordinator", place), on=together.OPENS
    )
    row = together.event(strategy)
    visitor(client, settings, "consultant", place, on=together.DURING)
    assert client.get(reverse("strategies:event_names", args=[row.pk])).status_code == 403
    url = reverse("strategies:help_request", args=[asked.pk])
    assert client.post(url, {"deed": "decline", "answer": ""}).status_code == 200
    assert client.post(url, {"deed": "promise", "answer": "Przyjadę 12 maja."}).status_code == 302
    asked.refresh_from_db()
    assert (asked.state, asked.answer) == ("promised", "Przyjadę 12 maja.")


def test_every_page_of_the_team_opens_in_polish_and_english(client, strategy, settings):
    place = strategy.participation
    row, codes = together.voting(strategy)
    together.cast(row, codes[0], {1: 1})
    open_ = together.opened(strategy)
    one = together.said(open_, paragraph=open_.paragraphs[0]["key"])
    event = together.event(strategy)
    visitor(client, settings, "coordinator", place, on=together.DURING)
    about = {
        "residents": strategy, "add_event": strategy, "evidence_surveys": strategy, "ask_help": strategy, "event": event,
        "change_event": event, "event_names": event, "plan_consultation": strategy, "consultation": open_,
        "change_consultation": open_, "comments": open_, "comment": one, "key_comment": open_, "prepare_vote": strategy,
        "vote": row, "vote_codes": row, "key_ballot": row, "ideas": place, "registers": place, "add_leader": place,
        "add_partnership": place,
    }  # fmt: skip
    for language in ("pl", "en"):
        for name, obj in about.items():
            answer = client.get(reverse(f"strategies:{name}", args=[obj.pk]), headers={"accept-language": language})
            assert answer.status_code == 200, name
    done = client.post(reverse("strategies:publish_comment", args=[one.pk]))
    assert done.status_code == 302
    answer = {"deed": "answer", "verdict": "partly", "answer": "Dopiszemy."}
    assert client.post(reverse("strategies:comment", args=[one.pk]), answer).status_code == 302
    ballot = {"code": codes[1], "dots_1": "2"}
    assert client.post(reverse("strategies:key_ballot", args=[row.pk]), ballot).status_code == 302
    assert client.post(reverse("strategies:key_ballot", args=[row.pk]), ballot).status_code == 200
    assert "ABCD" not in client.get(reverse("strategies:vote_codes", args=[row.pk])).content.decode()
    made = client.post(reverse("strategies:vote_codes", args=[row.pk]), {"count": "2"}).content.decode()
    assert len(re.findall(r'class="big">[A-Z2-9]{4}-[A-Z2-9]{4}<', made)) == 2


def test_the_hub_asks_the_same_with_one_and_three_of_each(client, strategy, settings):
    visitor(client, settings, "coordinator", strategy.participation, on=together.AFTER + timedelta(days=1))
    counts = []
    for number in range(3):
        together.event(strategy, title=f"Warsztat {number}")
        together.opened(strategy)
        together.prepared(strategy)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(reverse("strategies:residents", args=[strategy.pk])).status_code == 200
        counts.append(len(asked))
    assert counts[1] == counts[2]
