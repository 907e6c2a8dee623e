"""Versions of the document: frozen, sealed, the same bytes again, and compared word by word."""

import io
from datetime import date

import docx
import pytest
from django.db import DatabaseError, transaction
from hypothesis import given
from hypothesis import strategies as st

from gromada.core.permissions import NotAllowed, Refusal
from gromada.strategies import actions, exports, queries, rules
from gromada.strategies.models import StrategyVersion
from gromada.strategies.rules.versions import compared
from tests.strategies.walk import actor, allocated, draft_strategy

pytestmark = pytest.mark.django_db
DAY = date(2008, 6, 2)
words = st.text(alphabet="ab ąż.\n", max_size=60)


@pytest.fixture
def draft(settings, tmp_path):
    settings.DOCUMENTS_ROOT = tmp_path
    return draft_strategy(allocated())


def deed(row, **more):
    return {"by": actor("coordinator", row.participation), "on": DAY} | more


# Rules --------------------------------------------------------------------------------------------------------------


@given(words, words)
def test_the_marked_runs_are_the_texts_letter_for_letter(old, new):
    left, right = rules.word_marks(old, new)
    assert "".join(text for text, _ in left) == old
    assert "".join(text for text, _ in right) == new
    assert any(marked for _, marked in (*left, *right)) == (old != new)


def test_the_word_that_changed_is_marked_and_no_other():
    left, right = rules.word_marks("Klub działa w piątki.", "Klub działa w soboty.")
    assert [text for text, marked in left if marked] == ["piątki."]
    assert [text for text, marked in right if marked] == ["soboty."]


entries = st.dictionaries(st.sampled_from("abcdef"), st.tuples(st.just(""), words.filter(bool)), max_size=6)


@given(entries, entries)
def test_every_entry_is_told_once_as_added_removed_changed_or_the_same(old, new):
    found = compared("needs", old, new)
    kinds = [change.kind for change in found.changes]
    assert kinds.count("added") == len(set(new) - set(old))
    assert kinds.count("removed") == len(set(old) - set(new))
    assert kinds.count("changed") + found.same == len(set(new) & set(old))
    assert compared("needs", new, new).changes == ()


def test_a_very_long_text_is_compared_as_a_whole():
    old, new = "słowo " * 3000, "inne " * 3000
    assert rules.word_marks(old, new) == (((old, True),), ((new, True),))


# Versions -----------------------------------------------------------------------------------------------------------


def written(draft):
    actions.add_paragraphs(
        strategy=draft, section="diagnosis", text="Młodzi wyjeżdżają.\n\nStarsi zostają.", **deed(draft)
    )
    goal = actions.add_entry(strategy=draft, kind="goal", given={"text": "Nikt nie jest sam"}, **deed(draft))
    given = {"goal": goal, "text": "Klub", "way": "GOPS", "needs": list(draft.needs.order_by("number"))}
    actions.add_entry(strategy=draft, kind="direction", given=given, **deed(draft))
    actions.add_entry(
        strategy=draft, kind="frame", given={"year": 2009, "source": "Budżet", "amount_pln": 1200}, **deed(draft)
    )
    return actions.make_version(strategy=draft, note="na konsultacje", **deed(draft))


def test_a_version_is_frozen_and_nothing_new_makes_no_new_one(draft, en):
    one = written(draft)
    assert (one.number, one.content["needs"][0]["code"], one.digest) == (
        1,
        "GSRPS/2009/P-01",
        rules.digest(one.content),
    )
    with pytest.raises(Refusal, match="Nothing has changed since version 1"):
        actions.make_version(strategy=draft, **deed(draft))
    with pytest.raises(NotAllowed):
        actions.make_version(strategy=draft, by=actor("consultant", draft.participation), on=DAY)
    with pytest.raises(DatabaseError), transaction.atomic():
        StrategyVersion.objects.update(note="x")
    assert StrategyVersion.objects.count() == 1


def test_the_pdf_is_the_one_that_was_made(draft):
    one = written(draft)
    kept = queries.version_pdf(one)
    assert kept.startswith(b"%PDF")
    assert exports.pdf(one.content, number=1, made_on=DAY) == kept


def test_two_versions_side_by_side(draft):
    one = written(draft)
    first = draft.paragraphs.order_by("place").first()
    actions.change_paragraph(paragraph=first, text="Młodzi wracają.", version=1, **deed(draft))
    actions.remove_need(need=draft.needs.order_by("number").last(), **deed(draft))
    actions.add_need(strategy=draft, text="Nowa potrzeba", **deed(draft))
    two = actions.make_version(strategy=draft, **deed(draft))
    found = queries.compared_versions(two.pk, one.pk, actor("auditor"))
    assert (found.old, found.new) == (one, two)
    told = {part.part: [change.kind for change in part.changes] for part in found.parts if part.changes}
    # The new need bears the number of the one struck out: numbers are of the strategy, not of words.
    assert told["diagnosis"] == ["changed"]
    assert told["needs"] == ["changed"]
    assert told["goals"] == ["changed"]


def test_the_text_to_edit_has_headings_and_every_need(draft):
    one = written(draft)
    document = docx.Document(io.BytesIO(exports.docx(one.content, number=1, made_on=DAY)))
    headings = [row.text for row in document.paragraphs if row.style.name == "Heading 1"]
    assert headings[0].startswith("1. ")
    cells = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
    assert {"P-01", "P-02", "Potrzeba 1", "K-01.1", "GOPS", "1 200,00"} <= {text.replace("\xa0", " ") for text in cells}


def test_marks_and_braces_stay_what_they_are(draft):
    actions.add_paragraphs(strategy=draft, section="way", text="<b>#eval</b> {{ x }} $ \\ *", **deed(draft))
    one = actions.make_version(strategy=draft, **deed(draft))
    document = docx.Document(io.BytesIO(exports.docx(one.content, number=1, made_on=DAY)))
    assert "<b>#eval</b> {{ x }} $ \\ *" in [row.text for row in document.paragraphs]
