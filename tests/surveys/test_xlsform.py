"""XLSForm in and out: ours goes out and comes back the same, pyxform takes it, and what we do not have is refused by row."""

import io

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from pyxform.xls2xform import convert

from gromada.core.permissions import Refusal
from gromada.surveys import exports, imports
from gromada.surveys.rules import ready
from gromada.surveys.rules.form import Choice, Comparison, Condition, Form, Question, Section, Words
from gromada.surveys.rules.xlsform import asked_type, condition_of
from tests.surveys.test_rules import forms
from tests.surveys.walk import ON

pytestmark = pytest.mark.usefixtures("en")
HEAD = ["type", "name", "label::Polski (pl)", "label::English (en)", "hint", "required", "relevant", "constraint",
        "appearance", "parameters", "calculation"]  # fmt: skip
CHOICES = [["list_name", "name", "label"], ["yn", "yes", "tak"], ["yn", "no", "nie"]]


def workbook(rows, *, head=HEAD, choices=CHOICES, settings=(("form_title",), ("Badanie",)), sheet="survey"):
    """An XLSForm; a row may be shorter than the head."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    for name, lines in ((sheet, [head, *rows]), ("choices", choices), ("settings", settings)):
        page = book.add_worksheet(name)
        for place, line in enumerate(lines):
            page.write_row(place, 0, line)
    book.close()
    return out.getvalue()


def row(kind, name, label="Pytanie", **more):
    cells = {"type": kind, "name": name, HEAD[2]: label, HEAD[3]: label and f"{label} (en)"} | more
    return [cells.get(column, "") for column in HEAD]


def written(form, title="Tytuł"):
    return exports.write_xlsform(form, title=Words(title), form_id="form", version="1", as_of=ON)


def mistakes(content, name="form.xlsx"):
    with pytest.raises(imports.UnreadableForm) as told:
        imports.read_xlsform(content, name)
    return [str(one) for one in told.value.mistakes]


@pytest.mark.parametrize("one", ready.ready(), ids=lambda one: one.code)
def test_a_ready_questionnaire_comes_back_the_same_and_pyxform_takes_it(one):
    content = written(one.form, one.title.pl)
    warnings = []
    made = convert(content, file_type=".xlsx", warnings=warnings)
    assert "<h:html" in made.xform
    assert warnings == []
    found = imports.read_xlsform(content, "form.xlsx")
    assert found.form == one.form
    assert (found.title.pl, found.notes) == (one.title.pl, [])
    assert written(one.form, one.title.pl) == content


@given(forms())
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_form_of_ours_comes_back_the_same(form):
    if not form.asked():
        return
    assert imports.read_xlsform(written(form), "form.xlsx").form == form


def test_every_kind_and_condition_comes_back_the_same():
    yes_no = (Choice("1", Words("tak", "yes")), Choice("2", Words("nie", "no")))
    points = tuple(Choice(str(turn), Words("źle") if turn == 1 else Words()) for turn in range(1, 6))
    form = Form(
        (
            Section("s1", Words("Jedna", "One"), (
                Question("a", "one", Words("A?", "A?"), required=True, choices=yes_no),
                Question("b", "many", Words("B?"), Words("Podpowiedź"), choices=yes_no),
                Question("c", "scale", Words("C?"), choices=points),
                Question("d", "number", Words("D?"), low=0, high=120),
                Question("e", "number", Words("E?"), whole=False),
                Question("n", "note", Words("Tylko do przeczytania")),
            )),
            Section("s2", Words("Druga"), (
                Question("f", "date", Words("F?"), condition=Condition((Comparison("b", "lacks", "2"),))),
                Question("g", "text", Words("G?"), condition=Condition((Comparison("d", ">=", "18"),))),
                Question("h", "long", Words("H?"), condition=Condition(
                    (Comparison("c", ">", "3"), Comparison("a", "=", "1"), Comparison("g", "!=", "")), "or")),
            ), Condition((Comparison("a", "!=", "2"), Comparison("b", "has", "1")))),
        )
    )  # fmt: skip
    content = written(form)
    convert(content, file_type=".xlsx", warnings=[])
    assert imports.read_xlsform(content, "form.xlsx").form == form


def test_a_form_of_other_tools_is_taken_over():
    rows = [
        ["start", "start"],
        row("text", "first", hint="Podpowiedź", required="yes"),
        row("begin group", "g", "Grupa"),
        row("select one yn", "likes"),
        row("begin_group", "inner", "W środku", relevant="${likes} = 'yes'"),
        row("integer", "age", constraint=". >= 0 and . <= 120"),
        row("text", "why", appearance="multiline", relevant="${age} > 18"),
        row("end_group", ""),
        row("end group", ""),
        row("range", "mood", parameters="start=1 end=5 step=1"),
    ]
    found = imports.read_xlsform(workbook(rows), "kobo.xlsx")
    assert [section.code for section in found.form.sections] == ["part1", "g", "part2"]
    kinds = {question.code: question.kind for question in found.form.questions()}
    assert kinds == {
        "first": "text", "likes": "one", "inner": "note", "age": "number", "why": "long", "mood": "scale"
    }  # fmt: skip
    assert found.form.question("why").condition.tests == (
        Comparison("likes", "=", "yes"),
        Comparison("age", ">", "18"),
    )
    assert found.form.question("age").high == 120
    assert found.title.pl == "Badanie"
    assert found.notes == ["Row 2 (start) was left out: it asks nothing of residents."]


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([row("begin_repeat", "r"), row("text", "a"), row("end_repeat", "")], "row 2, type: This is a loop"),
        ([row("geopoint", "a")], "row 2, type: A place on the map"),
        ([row("image", "a")], "row 2, type: Files and recordings"),
        ([row("calculate", "a")], "row 2, type: A calculation"),
        ([row("teleport", "a")], "row 2, type: The type “teleport” is not known"),
        ([row("text", "a"), row("select_one_from_file x.csv", "b")], "row 3, type: Answers from another file"),
        ([row("select_one yn or_other", "b")], "row 2, type: “or_other”"),
        ([row("select_one nolist", "b")], "row 2, type: The list of answers “nolist”"),
        ([row("text", "a", relevant="${nobody} = 1")], "row 2: The condition asks about “nobody”"),
        (
            [row("text", "a", relevant="${b} = 'x'"), row("text", "b")],
            "row 2: The condition asks about “b”, which comes",
        ),
        ([row("text", "a", relevant="${a} = 'x'")], "row 2: The condition goes in a circle"),
        ([row("text", "b"), row("text", "a", relevant="count(${b}) > 1")], "row 3, relevant: The condition"),
        ([row("text", "a"), row("text", "a")], "Two questions or parts have this code"),
        ([row("integer", "a", constraint="regex(., '[0-9]')")], "row 2, constraint: The rule"),
        ([row("text", "a", constraint=". > 1")], "row 2, constraint: A rule for the answer"),
        ([row("text", "a", calculation="1 + 1")], "row 2, calculation: A calculation is not supported"),
        ([row("range", "a", parameters="start=0 end=1 step=0.1")], "row 2, parameters: A range becomes"),
        ([row("begin_group", "g"), row("text", "a")], "row 2, type: This group has no end"),
        ([row("text", "a"), row("end_group", "")], "row 3, type: This end_group closes no group"),
        ([row("text", "a", "")], "row 2: The question has no words"),
        ([row("text", "1a")], "row 2: A code begins with a letter"),
        ([], "asks nothing yet"),
    ],
)
def test_what_we_do_not_have_is_refused_by_sheet_and_row(rows, words):
    found = mistakes(workbook(rows))
    assert any(words in one for one in found), found
    assert len(found) <= 2


def test_all_mistakes_are_told_at_once():
    found = mistakes(workbook([row("geopoint", "a"), row("text", "b"), row("audio", "c")]))
    assert [one[:22] for one in found] == ["sheet “survey”, row 2,", "sheet “survey”, row 4,"]


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"%PDF-1.4 nothing", "form.xlsx", "do not accept"),
        (b"PK\x03\x04broken", "form.xlsx", ""),
        (b"", "form.xlsx", ""),
        (workbook([], sheet="ankieta"), "form.xlsx", "There is no sheet “survey”"),
        (b"type;name\ntext;a\n", "form.csv", "There is no sheet “survey”"),
    ],
)
def test_a_file_that_is_no_workbook_is_refused_in_words(content, name, words):
    assert words in mistakes(content, name)[0]


def test_pyxform_has_the_last_word():
    rows = [row("text", "a", label=""), row("text", "b")]
    assert mistakes(
        workbook([row("text", "meta_ok"), row("select_one yn", "q")], choices=[["list_name", "name"], ["yn", "y"]])
    )
    assert mistakes(workbook(rows))


@pytest.mark.parametrize(
    ("text", "tests", "join"),
    [
        ("${a} = 'x'", [("a", "=", "x")], "and"),
        ("${a} = ‘x’ and ${b} = “y”", [("a", "=", "x"), ("b", "=", "y")], "and"),
        ("( ${a} >= 18 )", [("a", ">=", "18")], "and"),
        ("selected(${a}, 'x') and not(selected(${b}, \"y\"))", [("a", "has", "x"), ("b", "lacks", "y")], "and"),
        ("(${a} = 'x and y') or (${b} != '')", [("a", "=", "x and y"), ("b", "!=", "")], "or"),
    ],
)
def test_conditions_of_xlsform_are_read(text, tests, join):
    found = condition_of(text)
    assert [(one.question, one.sign, one.value) for one in found.tests] == tests
    assert found.join == join


@pytest.mark.parametrize(
    "text", ["${a} = 1 and ${b} = 2 or ${c} = 3", "1 = 1", "${a} + 1 > 2", "not(${a} = 1)", "${a}"]
)
def test_conditions_that_say_more_are_refused(text):
    with pytest.raises(Refusal):
        condition_of(text)


@pytest.mark.parametrize(
    ("cell", "kind", "name"),
    [
        ("select_one my_list", "one", "my_list"),
        ("select one my_list", "one", "my_list"),
        ("select_multiple a.b-c", "many", "a.b-c"),
        ("select all that apply from x", "many", "x"),
        ("Begin Group", "group", ""),
        ("INTEGER", "number", ""),
    ],
)
def test_types_are_read_as_people_write_them(cell, kind, name):
    found = asked_type(cell)
    assert (found.kind, found.list_name) == (kind, name)
