"""The consultation of a draft and ideas, through actions: frozen text, comments, answers, refusals."""

from datetime import date, timedelta

import pytest

from gromada.core import permissions
from gromada.core.models import AuditEvent, OutboxMessage
from gromada.core.permissions import PUBLIC, Refusal
from gromada.strategies import actions, exports, queries
from gromada.strategies.models import Consultation, ConsultationComment, Idea
from gromada.strategies.rules.commenting import TooMany
from gromada.strategies.states import COMMENT, CONSULTATION, IDEA
from tests.strategies import together
from tests.strategies.together import AFTER, DURING, ENDS, MOMENT, OPENS
from tests.strategies.walk import actor, allocated, draft_strategy

pytestmark = pytest.mark.django_db
ROLES = [
    "programme_office", "counsel", "lender", "auditor", "consultant", "rops", "coordinator", "gops_manager",
    "social_worker", "treasurer", "mayor", "council_member", "provider",
]  # fmt: skip
LEADS, TEAM = {"coordinator", "gops_manager"}, {"coordinator", "gops_manager", "social_worker"}


@pytest.fixture
def strategy():
    return draft_strategy(allocated())


@pytest.fixture
def coordinator(strategy):
    return actor("coordinator", strategy.participation)


def test_the_steps():
    assert [(str(row.source), str(row.target)) for row in CONSULTATION.transitions] == [
        ("planned", "open"), ("open", "closed"), ("closed", "answered"),
    ]  # fmt: skip
    assert {(str(row.source), str(row.target)) for row in COMMENT.transitions} == {
        ("waiting", "published"), ("waiting", "refused"), ("published", "refused"),
    }  # fmt: skip
    assert {(str(row.source), str(row.target)) for row in IDEA.transitions} == {
        ("waiting", "published"), ("waiting", "refused"), ("published", "refused"), ("waiting", "taken"), ("published", "taken"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("state", "deed"),
    [
        ("planned", "open_consultation"),
        ("open", "close_consultation"),
        ("closed", "finish_consultation"),
        ("answered", None),
    ],
)
def test_each_role_in_each_state(strategy, state, deed):
    row = {
        "planned": together.planned, "open": together.opened, "closed": together.closed, "answered": together.answered,
    }[state](strategy)  # fmt: skip
    assert row.state == state
    steps = ["open_consultation", "close_consultation", "finish_consultation"]
    for role in ROLES:
        who = actor(role, strategy.participation)
        may = {step for step in steps if permissions.may(who, f"strategies.{step}", row)}
        assert may == ({deed} if deed and role in LEADS else set()), role
    may_read = {
        role for role in ROLES if permissions.may(actor(role, strategy.participation), "strategies.moderate", row)
    }
    assert may_read == TEAM


def test_without_a_pasted_text_the_strategy_itself_is_laid_open_and_frozen(strategy, coordinator):
    row = together.opened(strategy, text="")
    assert [one["text"] for one in row.paragraphs] == ["P-01 Potrzeba 1", "P-02 Potrzeba 2"]
    need = strategy.needs.get(number=1)
    actions.change_need(need=need, text="Inaczej", group=None, evidence="", priority=1, by=coordinator, on=DURING)
    row.refresh_from_db()
    assert row.paragraphs[0]["text"] == "P-01 Potrzeba 1"


def test_an_empty_draft_is_not_laid_open(strategy, coordinator):
    for need in strategy.needs.order_by("pk"):
        actions.remove_need(need=need, by=coordinator, on=OPENS)
    row = together.planned(strategy, text="")
    with pytest.raises(Refusal):
        actions.open_consultation(consultation=row, by=coordinator, on=OPENS)


@pytest.mark.parametrize("card", [{"title": ""}, {"ends_on": date(2008, 6, 5)}, {"ends_on": date(2008, 5, 1)}])
def test_a_refused_plan_leaves_nothing(strategy, card):
    events = AuditEvent.objects.count()
    with pytest.raises(Refusal):
        together.planned(strategy, **card)
    assert (Consultation.objects.count(), AuditEvent.objects.count()) == (0, events)


def test_the_same_title_twice_is_two_addresses(strategy):
    assert together.planned(strategy).slug != together.planned(strategy).slug


def test_once_open_the_last_day_moves_forward_alone(strategy, coordinator):
    row = together.opened(strategy)
    words = {"title": "x", "opens_on": OPENS, "by": coordinator, "on": DURING}
    with pytest.raises(Refusal):
        actions.change_consultation(consultation=row, ends_on=ENDS - timedelta(days=1), **words)
    actions.change_consultation(consultation=row, ends_on=ENDS + timedelta(days=7), **words)
    row.refresh_from_db()
    assert (row.title, row.ends_on) == ("Projekt strategii", ENDS + timedelta(days=7))


def test_it_does_not_close_before_its_last_day(strategy, coordinator):
    row = together.opened(strategy)
    with pytest.raises(Refusal):
        actions.close_consultation(consultation=row, by=coordinator, on=ENDS)


def test_a_comment_waits_is_shown_and_answered(strategy, coordinator):
    row = together.opened(strategy)
    key = row.paragraphs[0]["key"]
    one = together.said(row, "<b>Za mało</b>", paragraph=key, name="Mieszkanka", email="x@example.org")
    assert (one.number, one.state, queries.shown_counts(row)) == (1, "waiting", {})
    actions.publish_comment(comment=one, by=coordinator, on=DURING)
    actions.answer_comment(comment=one, verdict="partly", answer="Częściowo.", by=coordinator, on=AFTER)
    assert queries.shown_counts(row) == {key: 1}
    (shown,) = queries.shown_comments(row, key)
    assert (shown.text, shown.name, shown.answer) == ("<b>Za mało</b>", "Mieszkanka", "Częściowo.")
    row.refresh_from_db()
    actions.close_consultation(consultation=row, by=coordinator, on=AFTER)
    actions.finish_consultation(consultation=row, by=coordinator, on=AFTER)
    letter = OutboxMessage.objects.get()
    assert letter.to_address == "x@example.org"
    assert "Częściowo." in letter.body
    assert ConsultationComment.objects.get().email == ""
    one.refresh_from_db()
    with pytest.raises(Refusal):
        actions.answer_comment(comment=one, verdict="accepted", answer="Jednak tak", by=coordinator, on=AFTER)


def test_a_form_sent_twice_is_one_comment(strategy):
    row = together.opened(strategy)
    first = together.said(row, key="same")
    assert together.said(row, key="same") == first
    assert ConsultationComment.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": "  "},
        {"text": "x" * 5000},
        {"paragraph": "nie-ma"},
        {"email": "to nie adres"},
        {"name": "x" * 200},
        {"on": AFTER},
    ],
)
def test_a_refused_comment_leaves_nothing(strategy, wrong):
    row = together.opened(strategy)
    events = AuditEvent.objects.count()
    with pytest.raises(Refusal):
        together.said(row, **({"text": "Dobrze", "key": "k"} | wrong))
    row.refresh_from_db()
    assert (ConsultationComment.objects.count(), AuditEvent.objects.count(), row.last_number) == (0, events, 0)


def test_one_address_is_stopped_after_twenty_and_goes_on_after_an_hour(strategy):
    row = together.opened(strategy)
    for number in range(20):
        together.said(row, key=f"k{number}")
    with pytest.raises(TooMany):
        together.said(row, key="one too many")
    together.said(row, key="a neighbour", address="10.0.0.2")
    together.said(row, key="later", moment=MOMENT + timedelta(minutes=61))
    assert ConsultationComment.objects.count() == 22


def test_it_is_not_finished_while_a_comment_waits(strategy, coordinator):
    row = together.closed(strategy, comments=2)
    with pytest.raises(Refusal, match="2"):
        actions.finish_consultation(consultation=row, by=coordinator, on=AFTER)
    one, two = row.comments.order_by("number")
    with pytest.raises(Refusal):
        actions.refuse_comment(comment=one, reason=" ", by=coordinator, on=AFTER)
    actions.refuse_comment(comment=one, reason="Obraża sąsiada", by=coordinator, on=AFTER)
    actions.publish_comment(comment=two, by=coordinator, on=AFTER)
    with pytest.raises(Refusal, match="1"):
        actions.finish_consultation(consultation=row, by=coordinator, on=AFTER)


def test_a_comment_from_paper_counts_alike(strategy, coordinator):
    row = together.opened(strategy)
    sent = {"consultation": row, "paragraph": "", "text": "Z kartki", "key": "p1", "by": coordinator, "on": AFTER}
    with pytest.raises(Refusal):
        actions.key_comment(given_on=AFTER, **sent)
    one = actions.key_comment(given_on=DURING, **sent)
    assert (one.state, one.is_paper) == ("published", True)
    assert queries.comment_counts([row.pk])[row.pk].paper == 1


def test_the_report_holds_each_comment_and_its_answer_and_no_refused_words(strategy, coordinator):
    row = together.opened(strategy)
    key = row.paragraphs[1]["key"]
    bad = together.said(row, "Sąsiad to złodziej", key="a")
    good = together.said(row, "Więcej ławek & <drzew>", key="b", paragraph=key)
    actions.refuse_comment(comment=bad, reason="Obraża sąsiada", by=coordinator, on=DURING)
    actions.publish_comment(comment=good, by=coordinator, on=DURING)
    actions.answer_comment(comment=good, verdict="accepted", answer="Dopisano w celach.", by=coordinator, on=DURING)
    row.refresh_from_db()
    said = queries.reported_comments(row)
    told = str(exports.report_data(row, said, language="pl"))
    assert "Więcej ławek & <drzew>" in told
    assert "Dopisano w celach." in told
    assert "Obraża sąsiada" in told
    assert "złodziej" not in told
    for ending, start in (("pdf", b"%PDF"), ("docx", b"PK")):
        made = exports.consultation_report(row, said, ending, language="pl")
        assert made.startswith(start)
        assert made == exports.consultation_report(row, said, ending, language="pl")


# Ideas ---------------------------------------------------------------------------------------------------------------


def idea(participation, text="Autobus w sobotę", key="i1", **more):
    sent = {"address": "10.0.0.1", "by": PUBLIC, "on": DURING, "moment": MOMENT}
    return actions.give_idea(participation=participation, text=text, key=key, **sent, **more)


def test_an_idea_becomes_a_need_that_says_where_it_is_from(strategy, coordinator):
    place = strategy.participation
    row = idea(place)
    assert idea(place) == row
    need = actions.take_idea(idea=row, strategy=strategy, text="Brak autobusu w sobotę", by=coordinator, on=DURING)
    row.refresh_from_db()
    assert (row.state, row.need, need.code) == ("taken", need, "GSRPS/2009/P-03")
    assert "10.06.2008" in need.evidence
    assert [one.kind for one in queries.participation_evidence(strategy)] == ["ideas"]
    with pytest.raises(Refusal):
        actions.take_idea(idea=row, strategy=strategy, text="Jeszcze raz", by=coordinator, on=DURING)


@pytest.mark.parametrize("state", ["waiting", "published", "refused", "taken"])
def test_ideas_in_each_state_for_each_role(strategy, coordinator, state):
    row = idea(strategy.participation)
    if state == "published":
        actions.publish_idea(idea=row, by=coordinator, on=DURING)
    if state == "refused":
        actions.refuse_idea(idea=row, reason="nie na temat", by=coordinator, on=DURING)
    if state == "taken":
        actions.take_idea(idea=row, strategy=strategy, text="x", by=coordinator, on=DURING)
    row.refresh_from_db()
    steps = {"publish_idea": TEAM, "refuse_idea": TEAM, "take_idea": LEADS}
    possible = {"waiting": set(steps), "published": {"refuse_idea", "take_idea"}}.get(state, set())
    for role in ROLES:
        who = actor(role, strategy.participation)
        may = {step for step in steps if permissions.may(who, f"strategies.{step}", row)}
        assert may == {step for step in possible if role in steps[step]}, role


def test_ideas_that_wait_are_the_coordinators_turn(strategy, coordinator):
    idea(strategy.participation)
    turns = [one for one in queries.turns(coordinator) if one.url.endswith("/ideas/")]
    assert [(one.mine, one.role) for one in turns] == [(True, "coordinator")]
    assert Idea.objects.visible_to(actor("coordinator", unit_id=1)).count() == 0
