"""What is written in a strategy: paragraphs and the lock on them, goals and codes, money, figures, older needs."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from gromada.core.models import AuditEvent
from gromada.core.permissions import NotAllowed, Refusal
from gromada.strategies import actions, queries, rules
from gromada.strategies.models import Need, NeedFate, Paragraph
from tests.strategies.walk import ADOPTED, actor, adopted_strategy, allocated, draft_strategy, existing_strategy

DAY = date(2008, 4, 1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def gmina():
    return allocated()


@pytest.fixture
def draft(gmina):
    return draft_strategy(gmina)


def deed(row, **more):
    return {"by": actor("coordinator", row.participation), "on": DAY} | more


# Rules --------------------------------------------------------------------------------------------------------------


@given(st.text(max_size=300))
def test_paragraphs_keep_every_word_and_are_never_empty(text):
    found = rules.paragraphs(text)
    assert all(part.strip() == part and part for part in found)
    assert rules.paragraphs("\n\n".join(found)) == found


def test_a_blank_line_parts_paragraphs_and_a_single_break_stays():
    assert rules.paragraphs("a\nb\r\n\r\n \r\nc\x07 ") == ["a\nb", "c"]


@pytest.mark.parametrize("text", ["", " \n\n ", "x" * 5001, "\n\n".join("abc" for _ in range(201))])
def test_a_text_that_is_no_paragraph_is_refused(text):
    with pytest.raises(rules.FieldRefusal):
        rules.checked_paragraphs(text)


def test_codes_of_goals_directions_and_indicators():
    assert (rules.goal_code(2), rules.direction_code(2, 1), rules.indicator_code(7)) == ("C-02", "K-02.1", "W-07")


def full():
    kinds = ("diagnosis", "forecast", "way", "material", "people", "organisations")
    swot = ("strengths", "weaknesses", "opportunities", "threats")
    return {
        "sections": dict.fromkeys((*kinds, *swot), 1), "figures": 1, "needs": 2, "goals": 1, "frame_lines": 1,
        "indicators": 1, "evidence": 1,
    }  # fmt: skip


def test_a_full_strategy_lacks_nothing():
    assert [item.code for item in rules.checklist(rules.Facts(**full())) if not item.is_there] == []


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({"sections": {}}, ["diagnosis", "forecast", "way", "resources", "swot"]),
        ({"figures": 0}, ["diagnosis"]),
        ({"goals": 0}, ["goals", "directions"]),
        ({"goals_without_direction": 1}, ["directions"]),
        ({"frame_lines": 0}, ["frame"]),
        ({"indicators": 0}, ["indicators"]),
        ({"is_fresh": False}, ["fresh"]),
        ({"evidence": 0}, ["residents"]),
        ({"needs": 0}, ["needs"]),
        ({"needs_without_evidence": 1}, ["needs"]),
        ({"needs_without_direction": 1}, ["needs"]),
        ({"older_needs_open": 3}, ["older"]),
    ],
)
def test_each_thing_that_is_missing_is_named(change, missing):
    assert [item.code for item in rules.checklist(rules.Facts(**full() | change)) if not item.is_there] == missing


def test_the_act_is_named_with_the_parts_it_asks_for():
    by_source = {item.code for item in rules.checklist(rules.Facts()) if item.source.startswith("art. 16b")}
    assert by_source == {"diagnosis", "forecast", "goals", "directions", "way", "frame", "indicators"}


# Paragraphs ---------------------------------------------------------------------------------------------------------


def test_two_people_at_one_paragraph_lose_nothing(draft, en):
    [row] = actions.add_paragraphs(strategy=draft, section="diagnosis", text="Pierwsze słowa.", **deed(draft))
    mine = queries.paragraph(row.pk, actor("gops_manager", draft.participation))
    actions.change_paragraph(paragraph=row, text="Słowa Anny.", version=1, **deed(draft))
    events = AuditEvent.objects.count()
    with pytest.raises(actions.Overtaken, match="Somebody changed") as overtaken:
        actions.change_paragraph(paragraph=mine, text="Słowa Jana.", version=1, **deed(draft))
    assert (overtaken.value.theirs, overtaken.value.version) == ("Słowa Anny.", 2)
    assert (Paragraph.objects.get().text, AuditEvent.objects.count()) == ("Słowa Anny.", events)
    actions.change_paragraph(paragraph=mine, text="Słowa obojga.", version=2, **deed(draft))
    with pytest.raises(actions.Overtaken):
        actions.remove_paragraph(paragraph=mine, version=2, **deed(draft))
    actions.remove_paragraph(paragraph=mine, version=3, **deed(draft))
    with pytest.raises(Refusal, match="was removed"):
        actions.change_paragraph(paragraph=row, text="x", version=3, **deed(draft))


def test_a_blank_line_makes_a_paragraph_after_it_and_keys_stay(draft):
    rows = actions.add_paragraphs(strategy=draft, section="way", text="a\n\nb", **deed(draft))
    actions.change_paragraph(paragraph=rows[0], text="a1\n\na2", version=1, **deed(draft))
    found = queries.contents(draft).sections["way"]
    assert [row.text for row in found] == ["a1", "a2", "b"]
    assert (found[0].pk, found[2].pk) == (rows[0].pk, rows[1].pk)
    actions.move_paragraph(paragraph=found[2], up=True, **deed(draft))
    assert [row.text for row in queries.contents(draft).sections["way"]] == ["a1", "b", "a2"]


def test_only_those_who_write_the_strategy_write_it(gmina, draft):
    for role in ("consultant", "mayor", "auditor", "social_worker"):
        with pytest.raises(NotAllowed):
            actions.add_paragraphs(strategy=draft, section="way", text="x", by=actor(role, gmina), on=DAY)
    assert Paragraph.objects.count() == 0


def test_an_adopted_strategy_is_not_written_any_more(gmina, en):
    row = adopted_strategy(gmina)
    with pytest.raises(Refusal, match="Begin a new one"):
        actions.add_paragraphs(strategy=row, section="way", text="x", **deed(row))
    with pytest.raises(Refusal, match="Begin a new one"):
        actions.add_entry(strategy=row, kind="goal", given={"text": "x"}, **deed(row))


# Goals, money, figures ----------------------------------------------------------------------------------------------


def test_goals_and_directions_get_codes_that_stay(draft):
    goal = actions.add_entry(strategy=draft, kind="goal", given={"text": "Cel"}, **deed(draft))
    second = actions.add_entry(strategy=draft, kind="goal", given={"text": "Cel 2"}, **deed(draft))
    need = draft.needs.order_by("number").first()
    way = actions.add_entry(
        strategy=draft, kind="direction", given={"goal": second, "text": "K", "needs": [need]}, **deed(draft)
    )
    assert (goal.code, second.code, way.code) == ("C-01", "C-02", "K-02.1")
    actions.change_entry(row=way, kind="direction", given={"text": "Inaczej", "needs": []}, **deed(draft))
    way.refresh_from_db()
    assert (way.code, way.text, way.needs.count()) == ("K-02.1", "Inaczej", 0)
    with pytest.raises(Refusal):
        actions.remove_entry(row=second, **deed(draft))
    actions.remove_entry(row=way, **deed(draft))
    actions.remove_entry(row=second, **deed(draft))
    assert [row.code for row in queries.goals(draft)] == ["C-01"]


def test_a_direction_answers_needs_of_its_own_strategy(gmina, draft):
    stranger = existing_strategy(gmina).needs.get()
    goal = actions.add_entry(strategy=draft, kind="goal", given={"text": "Cel"}, **deed(draft))
    with pytest.raises(Refusal):
        actions.add_entry(
            strategy=draft, kind="direction", given={"goal": goal, "text": "K", "needs": [stranger]}, **deed(draft)
        )
    assert goal.directions.count() == 0


@pytest.mark.parametrize(
    ("kind", "given", "field"),
    [
        ("goal", {"text": " "}, "text"),
        ("direction", {"text": "K"}, "goal"),
        ("frame", {"year": 2031, "source": "Budżet", "amount_pln": Decimal(1)}, "year"),
        ("frame", {"year": 2009, "source": "", "amount_pln": Decimal(1)}, "source"),
        ("frame", {"year": 2009, "source": "Budżet", "amount_pln": None}, "amount_pln"),
        ("frame", {"year": 2009, "source": "Budżet", "amount_pln": Decimal(-1)}, "amount_pln"),
        ("indicator", {"name": "a", "unit": "b", "source": "c", "target": None, "target_year": 2010}, "target"),
        (
            "indicator",
            {"name": "a", "unit": "b", "source": "c", "target": Decimal(1), "target_year": 2040},
            "target_year",
        ),
        ("figure", {"name": "a", "unit": "b", "source": "", "value": Decimal(1), "year": 2007}, "source"),
        ("problem", {"text": ""}, "text"),
    ],
)
def test_what_cannot_be_written_is_refused_at_its_field(draft, kind, given, field):
    events = AuditEvent.objects.count()
    with pytest.raises(rules.FieldRefusal) as refused:
        actions.add_entry(strategy=draft, kind=kind, given=given, **deed(draft))
    assert refused.value.field == field
    assert AuditEvent.objects.count() == events


def test_the_same_year_and_source_stand_once(draft):
    line = {"year": 2009, "source": "Budżet", "amount_pln": Decimal("10.50")}
    actions.add_entry(strategy=draft, kind="frame", given=line, **deed(draft))
    with pytest.raises(rules.FieldRefusal, match="2009"):
        actions.add_entry(strategy=draft, kind="frame", given=line, **deed(draft))
    assert queries.contents(draft).frame_total == Decimal("10.50")


def test_the_tree_of_problems_keeps_its_sides(draft):
    main = actions.add_entry(strategy=draft, kind="problem", given={"text": "P"}, **deed(draft))
    cause = actions.add_entry(
        strategy=draft, kind="problem", given={"text": "C", "parent": main, "side": "cause"}, **deed(draft)
    )
    deeper = actions.add_entry(
        strategy=draft, kind="problem", given={"text": "C2", "parent": cause, "side": "effect"}, **deed(draft)
    )
    assert deeper.side == "cause"
    [tree] = queries.contents(draft).problems
    assert [one.row.text for one in tree.causes[0].causes] == ["C2"]
    with pytest.raises(Refusal):
        actions.remove_entry(row=main, **deed(draft))


def test_a_figure_needs_a_finding_and_can_leave_again(draft):
    with pytest.raises(rules.FieldRefusal):
        actions.pick_figure(strategy=draft, indicator="population", finding=" ", **deed(draft))
    with pytest.raises(rules.FieldRefusal):
        actions.pick_figure(strategy=draft, indicator="no_such", finding="x", **deed(draft))
    if queries.figure(draft, "population") is None:
        pytest.skip("the figures of the demo are not loaded in the tests' database")
    actions.pick_figure(strategy=draft, indicator="population", finding="Ubywa ludzi.", **deed(draft))
    [found] = queries.contents(draft).figures
    assert (found.code, found.finding) == ("population", "Ubywa ludzi.")
    actions.leave_figure(strategy=draft, indicator="population", **deed(draft))
    assert queries.contents(draft).figures == []


# Older needs --------------------------------------------------------------------------------------------------------


def test_each_older_need_is_carried_met_or_dropped(gmina):
    old = existing_strategy(gmina, needs=3)
    draft = draft_strategy(gmina, needs=1)
    first, second, third = old.needs.order_by("number")
    made = actions.continue_needs(
        strategy=draft,
        decisions=[actions.Decision(first, "carried"), actions.Decision(second, "met", "Powstała świetlica.")],
        **deed(draft),
    )
    assert (made[0].newer.code, made[0].newer.text, made[1].newer) == ("GSRPS/2009/P-02", first.text, None)
    assert queries.facts(draft, DAY).older_needs_open == 1
    again = [actions.Decision(first, "dropped", "Nikt jej nie zgłasza."), actions.Decision(third, "carried")]
    actions.continue_needs(strategy=draft, decisions=again, **deed(draft))
    assert queries.facts(draft, DAY).older_needs_open == 0
    assert not Need.objects.filter(pk=made[0].newer_id).exists()
    assert dict(NeedFate.objects.values_list("older__number", "fate")) == {1: "dropped", 2: "met", 3: "carried"}


def test_a_decision_without_a_reason_writes_nothing(gmina):
    old = existing_strategy(gmina, needs=2)
    draft = draft_strategy(gmina, needs=0)
    first, second = old.needs.order_by("number")
    with pytest.raises(rules.FieldRefusal) as refused:
        actions.continue_needs(
            strategy=draft,
            decisions=[actions.Decision(first, "carried"), actions.Decision(second, "met")],
            **deed(draft),
        )
    assert refused.value.field == f"reason-{second.pk}"
    assert (draft.needs.count(), NeedFate.objects.count()) == (0, 0)


def test_what_became_of_needs_is_still_known_after_the_adoption(gmina):
    old = existing_strategy(gmina, needs=1)
    draft = draft_strategy(gmina, needs=0)
    actions.continue_needs(strategy=draft, decisions=[actions.Decision(old.needs.get(), "carried")], **deed(draft))
    actions.adopt_strategy(
        strategy=draft, resolution_number="XX/1/08", resolution_body="Rada", by=actor("mayor", gmina), on=ADOPTED
    )
    assert [need.code for need in queries.older_needs(draft)] == ["GSRPS/2004/P-01"]


def test_the_contents_take_the_same_queries_for_one_and_for_three(gmina):
    existing_strategy(gmina, needs=3)
    draft = draft_strategy(gmina, needs=3)
    row = queries.strategy(draft.pk, actor("coordinator", gmina))
    taken = []
    for number in range(3):
        actions.add_paragraphs(strategy=draft, section="way", text=f"Akapit {number}", **deed(draft))
        goal = actions.add_entry(strategy=draft, kind="goal", given={"text": "Cel"}, **deed(draft))
        way = {"goal": goal, "text": "K", "needs": draft.needs.all()}
        actions.add_entry(strategy=draft, kind="direction", given=way, **deed(draft))
        actions.add_entry(strategy=draft, kind="problem", given={"text": "P"}, **deed(draft))
        with CaptureQueriesContext(connection) as asked:
            queries.contents(row)
            queries.facts(row, DAY)
        taken.append(len(asked))
    assert len(set(taken)) == 1
    assert taken[0] <= 25
