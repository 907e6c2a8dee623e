"""Plans as spreadsheets: the form goes out and comes back, foreign tables are read rightly or refused with their place."""

import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as some

from gromada.core import imports as importing
from gromada.core.permissions import OPERATOR, SYSTEM, NotAllowed, Refusal
from gromada.core.tables import Sheet, UnreadableNumber, UnreadableTable, sheets
from gromada.plans import actions, queries
from gromada.plans.exports import plan_xlsx
from gromada.plans.imports import carrying
from gromada.plans.imports.checked import check_file, finding_as_json
from gromada.plans.imports.headings import mapped
from gromada.plans.imports.proposing import propose
from gromada.plans.imports.reading import read_plan, read_sheets
from gromada.plans.models import Plan, PlanLine
from gromada.plans.rules.cells import (
    UnreadableCell,
    group_of_band,
    months_words,
    read_cell_code,
    read_months,
    read_procedure,
    read_quantity,
    read_statement,
)
from gromada.plans.rules.facts import month_bits, months_of
from gromada.programmes.definitions import read
from gromada.strategies.queries import needs_for_planning
from gromada.territory import actions as territory
from tests.plans.walk import WRITTEN, draft_plan, line, reviewer, started_plan, submitted_plan
from tests.strategies.visits import visitor
from tests.strategies.walk import actor, adopted_strategy, allocated, existing_strategy

EUR = read("pis")
DAY = date(2009, 1, 19)
HEAD = ["Lp.", "Nazwa usługi", "Grupa", "Rodzaj", "Potrzeba", "Liczba odbiorców", "Ilość", "Jednostka", "Termin realizacji",
        "Koszt", "Nie powiela usług publicznych"]  # fmt: skip
FIRST = [1, "Klub Aktywnego Seniora", "I", "2", "P-01", 20, 24, "spotk.", "III-XII 2009", 9000, "tak"]
SECOND = [2, "Koła zainteresowań", "II", "2", "P-02", 30, 100, "godz.", "IX-XI", "4.500,50 zł", "tak"]


def book(rows, *, name="Arkusz1", merged=(), before=0):
    """An XLSX of the rows; `before`: empty rows above; `merged`: ranges as (row, column, row, column, value)."""
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True})
    page = made.add_worksheet(name)
    for place, row in enumerate(rows, before):
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                page.write_datetime(place, column, cell, made.add_format({"num_format": "yyyy-mm-dd"}))
            elif cell is not None:
                page.write(place, column, cell)
    for span in merged:
        page.merge_range(*span)
    made.close()
    return out.getvalue()


def reading(rows, needs=None, mapping=None, **options):
    return read_plan(book(rows, **options), "plan.xlsx", definition=EUR, currency="EUR", needs=needs, mapping=mapping)


def found(done):
    return [(item.code, item.place.row, item.place.column) for item in done.findings]


# Cells --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "months", "year"),
    [
        ("III-XII 2009", range(3, 13), 2009),
        ("III – XII", range(3, 13), None),
        ("03-12.2009", range(3, 13), 2009),
        ("od marca do grudnia 2009 r.", range(3, 13), 2009),
        ("01.03.2009-31.12.2009", range(3, 13), 2009),
        ("2009-03-01 do 2009-12-31", range(3, 13), 2009),
        ("lipiec, sierpień", [7, 8], None),
        ("VII i VIII 2009", [7, 8], 2009),
        ("I, III, IX-XI", [1, 3, 9, 10, 11], None),
        ("cały rok 2009", range(1, 13), 2009),
        ("2009", range(1, 13), 2009),
        (2009, range(1, 13), 2009),
        ("maj", [5], None),
        (date(2009, 5, 14), [5], 2009),
        ("styczeń - grudzień", range(1, 13), None),
        ("October-December", range(10, 13), None),
        (6, [6], None),
    ],
)
def test_months_as_offices_write_them(cell, months, year):
    found_months = read_months(cell)
    assert (months_of(found_months.bits), found_months.year) == (list(months), year)


@pytest.mark.parametrize("cell", ["w trakcie roku szkolnego", "XII-III", "III 2009 - II 2010", "13", "do", "0", "III-"])
def test_months_that_say_nothing_or_two_years_are_refused_with_the_cell(cell):
    with pytest.raises(UnreadableCell, match=cell[:10]):
        read_months(cell)


def test_an_empty_cell_has_no_months():
    assert read_months(None) is None
    assert read_months("  ") is None


@given(some.sets(some.integers(1, 12), min_size=1))
def test_months_go_out_and_come_back(months):
    bits = month_bits(months)
    assert read_months(months_words(months_of(bits))).bits == bits


@pytest.mark.parametrize(
    ("group", "kind", "cell"),
    [
        ("I", "2", ("I", "2")),
        ("I. Osoby starsze", "2. Kultura", ("I", "2")),
        ("Grupa 2", None, ("II", "")),
        ("II.3", None, ("II", "3")),
        (None, "III.6", ("III", "6")),
        ("osoby starsze", 1, ("I", "1")),
        ("młodzież dorosła", None, ("młodzież dorosła", "")),
    ],
)
def test_groups_and_kinds_by_code_and_by_name(group, kind, cell):
    assert read_cell_code(group, kind, EUR) == cell


def test_bands_of_groups():
    assert group_of_band("I. Osoby starsze", EUR) == "I"
    assert group_of_band("GRUPA II", EUR) == "II"
    assert group_of_band("Rodziny", EUR) == "III"
    assert group_of_band("Klub seniora", EUR) is None
    assert group_of_band("Instruktor tańca", EUR) is None


def test_quantities_procedures_and_statements():
    assert read_quantity("24 spotkania") == (24, "spotkania")
    assert read_quantity(24.0) == (24, "")
    with pytest.raises(UnreadableNumber):
        read_quantity("dwa razy w tygodniu")
    with pytest.raises(UnreadableCell):
        read_quantity(2.5)
    assert read_procedure("konkurs ofert") == "contest"
    assert read_procedure("Otwarty konkurs ofert") == "open_competition"
    assert read_procedure("zapytanie ofertowe") == "quotes"
    with pytest.raises(UnreadableCell):
        read_procedure("jakoś")
    assert read_statement("TAK") == (True, "")
    assert read_statement("NFZ: 8 miesięcy czekania") == (False, "NFZ: 8 miesięcy czekania")


# Tables -------------------------------------------------------------------------------------------------------------


def test_a_table_is_found_wherever_it_begins_with_bands_numbering_and_a_total():
    rows = [["Gmina Wielgomłyny"], [], HEAD, list(range(1, 12)), ["I. Osoby starsze"], FIRST, ["II. Dzieci i młodzież"],
            [2, "Koła zainteresowań", None, "2", *SECOND[4:]], ["RAZEM", *[None] * 8, 13500.5], ["Sporządził: GOPS"]]  # fmt: skip
    done = reading(rows, before=3)
    assert found(done) == []
    assert [draft.values["title"] for draft in done.drafts] == ["Klub Aktywnego Seniora", "Koła zainteresowań"]
    assert [draft.values["group"] for draft in done.drafts] == ["I", "II"]
    assert [draft.place.row for draft in done.drafts] == [9, 11]
    assert done.drafts[1].values["cost_pln"] == Decimal("4500.50")
    assert done.year == 2009
    assert not done.is_our_form


def test_a_total_that_differs_is_said_and_is_never_a_line():
    done = reading([HEAD, FIRST, SECOND, ["Ogółem", *[None] * 8, "13 600,00"]])
    assert found(done) == [("S2", 4, "Koszt")]
    assert len(done.drafts) == 2


def test_totals_of_groups_inside_the_table_are_no_lines():
    rows = [HEAD, ["I. Osoby starsze"], FIRST, ["Razem grupa I", *[None] * 8, 9000], ["II. Dzieci i młodzież"], SECOND,
            ["Razem", *[None] * 8, 4500.5], ["Razem", *[None] * 8, 13500.5]]  # fmt: skip
    done = reading(rows)
    assert found(done) == []
    assert len(done.drafts) == 2


def test_a_service_may_begin_with_the_word_of_a_total():
    done = reading([HEAD, FIRST, [2, "Razem łatwiej", *SECOND[2:]]])
    assert [draft.values["title"] for draft in done.drafts] == ["Klub Aktywnego Seniora", "Razem łatwiej"]


@pytest.mark.parametrize(
    ("cost", "read_as"),
    [
        ("63.000 zł", "63000"),
        ("94 856,52", "94856.52"),
        ("187 tys. zł", "187000"),
        ("1 234,5", "1234.50"),
        (0.1 + 0.2, "0.30"),
    ],
)
def test_costs_as_offices_write_them(cost, read_as):
    done = reading([HEAD, [*FIRST[:9], cost, "tak"]])
    assert found(done) == []
    assert done.drafts[0].values["cost_pln"] == Decimal(read_as)


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("Koszt", "94 856,52,24 zł"),
        ("Koszt", "187 tys. zł, z tego 150 tys. zł dofinansowanie"),
        ("Liczba odbiorców", "41 (w dwóch projektach)"),
        ("Termin realizacji", "w roku szkolnym"),
        ("Ilość", "wg potrzeb"),
        ("Nazwa usługi", "x" * 201),
    ],
)
def test_a_cell_that_cannot_be_read_is_named_by_sheet_row_and_column(column, cell):
    row = list(FIRST)
    row[HEAD.index(column)] = cell
    done = reading([HEAD, SECOND, row], name="Plan 2009")
    assert [
        (item.code, item.severity, item.place.sheet, item.place.row, item.place.column) for item in done.findings
    ] == [("S1", "error", "Plan 2009", 3, column)]


def test_a_formula_instead_of_a_name_is_refused():
    text = ";".join(HEAD) + "\n" + ";".join(map(str, [1, "=HYPERLINK(1)", *FIRST[2:]])) + "\n"
    done = read_plan(text.encode(), "plan.csv", definition=EUR, currency="EUR", needs=None)
    assert [(item.code, item.place.row, item.place.column) for item in done.findings] == [("S1", 2, "Nazwa usługi")]


def test_merged_groups_are_spread_and_merged_costs_refused():
    rows = [HEAD, [1, "Klub", None, *FIRST[3:]], [2, "Chór", None, *FIRST[3:]]]
    done = reading(rows, merged=[(1, 2, 2, 2, "I")])
    assert [draft.values["group"] for draft in done.drafts] == ["I", "I"]
    rows = [HEAD, [*FIRST[:9], None, "tak"], [2, "Chór", *FIRST[2:9], None, "tak"]]
    done = reading(rows, merged=[(1, 9, 2, 9, 9000)])
    assert ("S1", 2, "Koszt") in found(done)


def test_dates_in_two_columns_and_headings_on_two_lines():
    head = ["Usługa", "Koszt (zł)", "Koszt (EUR)", "Od", "Do", "Grupa"]
    done = reading([head, ["Klub", 4290.6, 1000, date(2009, 3, 1), date(2009, 6, 30), "I"]])
    assert months_of(done.drafts[0].values["months"]) == [3, 4, 5, 6]
    assert (done.drafts[0].values["cost_pln"], done.drafts[0].cost_said) == (Decimal("4290.60"), Decimal("1000.00"))


def test_a_cost_in_euro_alone_is_read():
    done = reading([["Nazwa usługi", "Koszt EUR"], ["Klub", "66.200 EURO"]])
    assert done.drafts[0].cost_said == Decimal("66200.00")


def test_a_need_that_the_strategy_lacks_is_named():
    needs = {"P-01": "GSRPS/2009/P-01", "P-02": "GSRPS/2009/P-02", "GSRPS/2009/P-02": "GSRPS/2009/P-02"}
    rows = [HEAD, [*FIRST[:4], "P-01; gsrps/2009/p-02", *FIRST[5:]], [*SECOND[:4], "P-77", *SECOND[5:]]]
    done = reading(rows, needs)
    assert done.drafts[0].values["needs"] == ("GSRPS/2009/P-01", "GSRPS/2009/P-02")
    assert found(done) == [("S1", 3, "Potrzeba")]


def test_headings_named_by_hand_win():
    rows = [["Co robimy", "Ile zł", "Koszt poprzedni"], ["Klub", "9 000", 1]]
    with pytest.raises(UnreadableTable, match="Nazwa usługi"):
        reading(rows)
    done = reading(rows, mapping=mapped(["Co robimy=title", "Ile zł=Koszt"]))
    assert done.drafts[0].values["cost_pln"] == Decimal("9000.00")
    with pytest.raises(Refusal, match="Co robimy=nonsens"):
        mapped(["Co robimy=nonsens"])


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"%PDF-1.4 plan", "plan.xlsx", "XLSX"),
        (b"PK\x03\x04 nonsense", "plan.xlsx", "."),
        (b"", "plan.csv", "."),
        (b"x" * (50 * 10**6), "plan.csv", "50 MB"),
        (b"a;b\n1;2\n", "plan.csv", "Nazwa usługi"),
    ],
)
def test_what_is_no_plan_is_refused_with_a_sentence(content, name, words):
    with pytest.raises(UnreadableTable, match=words):
        read_plan(content, name, definition=EUR, currency="EUR", needs=None)


def test_ten_thousand_lines_are_refused_with_the_row():
    text = "Nazwa usługi;Koszt\n" + "".join(f"Klub {number};100\n" for number in range(10_000))
    with pytest.raises(UnreadableTable, match="300") as refused:
        read_plan(text.encode(), "plan.csv", definition=EUR, currency="EUR", needs=None)
    assert refused.value.row == 302
    with pytest.raises(UnreadableTable, match="10001"):
        carrying.opened(text.encode(), "plan.csv")


def test_a_macro_workbook_is_refused():
    out = io.BytesIO(book([HEAD, FIRST]))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    with pytest.raises(UnreadableTable, match="makr"):
        read_plan(out.getvalue(), "plan.xlsx", definition=EUR, currency="EUR", needs=None)


cells = some.one_of(
    some.none(), some.text(max_size=20), some.integers(-10**6, 10**6), some.floats(allow_nan=False, allow_infinity=False),
    some.dates(), some.sampled_from(["RAZEM", "I. Osoby starsze", "III-XII", "63.000 zł", "tak", "=1"]),
)  # fmt: skip


@given(some.lists(some.lists(cells, min_size=1, max_size=len(HEAD)), max_size=8))
def test_no_table_makes_it_fall(rows):
    """Whatever stands below a header: drafts and findings, or a sentence; and it can be carried from page to page."""
    table = [carrying._bounded(Sheet("A", [list(HEAD), *rows]), "")]
    assert carrying.unpacked(carrying.packed(table))[0].rows == table[0].rows
    try:
        done = read_sheets(table, definition=EUR, currency="EUR", needs=None)
    except UnreadableTable as failure:
        done = failure
    assert str(done)


@pytest.mark.shared
def test_the_real_services_are_read_or_named(shared):
    """shared/data/pis/real_services_found.csv: English headings, amounts and people as printed on pages of gminas."""
    content = (shared / "pis" / "real_services_found.csv").read_bytes()
    done = read_plan(content, "real_services_found.csv", definition=EUR, currency="EUR", needs=None)
    titles = [draft.values["title"] for draft in done.drafts]
    assert "Klub Seniora w Seroczynie" in titles
    costs = {draft.values["title"]: draft.values.get("cost_pln") for draft in done.drafts}
    assert costs["(wszystkie usługi 2008)"] == Decimal("135365.00")
    assert {item.place.row for item in done.findings if item.code == "S1"} == {8}  # "41 (two projects together)"


# The form goes out and comes back -----------------------------------------------------------------------------------


@pytest.fixture
def gmina():
    place = allocated()
    adopted_strategy(place)
    return place


def form_of(plan, place):
    page = queries.plan_page(actor("coordinator", place), plan.pk)
    return plan_xlsx(page, needs_for_planning(place), DAY)


def rows_of(content):
    return [list(row) for row in sheets(content, "plan.xlsx")[0].rows]


def plan_of(plan):
    return queries.plan(plan.pk, OPERATOR)


@pytest.mark.django_db
def test_the_form_that_comes_back_unchanged_changes_nothing(gmina):
    plan = draft_plan(gmina, lines=3)
    line(plan, title="=1+1", not_duplicating=False, insufficiency="NFZ: kolejka", procedure="quotes",
         provider_kind="kgw", other_sources="KGW: sala", description="Raz w tygodniu; przy piecu")  # fmt: skip
    content = form_of(plan, gmina)
    assert content == form_of(plan, gmina)
    assert [sheet.name for sheet in sheets(content, "plan.xlsx")] == ["Plan", "Słownik", "O planie"]
    proposal = propose(plan_of(plan), sheets(content, "plan.xlsx"))
    assert [change.act for change in proposal.changes] == ["skip"] * 4
    assert [item.place.row for item in proposal.problems] == [5]  # a title that a spreadsheet would run
    assert proposal.reading.is_our_form


@pytest.mark.django_db
def test_the_form_edited_adds_changes_and_takes_out(gmina):
    plan = draft_plan(gmina, lines=3)
    rows = rows_of(form_of(plan, gmina))
    head = rows[0]
    rows[1][head.index("Koszt, zł")] = "12 000,00"
    rows[3] = [None, "Klub dla rodzin", "III", "2", "P-01", "", "rodziny", 15, 10, "spotk.", "V-VI", 3000, None, "tak"]
    rows = [rows[0], rows[1], rows[3]]
    proposal = propose(plan_of(plan), sheets(book(rows, name="Plan"), "plan.xlsx"))
    assert [(change.act, change.number) for change in proposal.changes] == [
        ("update", 1), ("add", None), ("remove", 2), ("remove", 3),
    ]  # fmt: skip
    assert proposal.changes[0].changed == ("cost_pln",)
    assert proposal.problems == []
    by = actor("coordinator", gmina)
    actions.write_lines(plan=plan_of(plan), changes=proposal.changes, source="plan.xlsx", by=by, on=WRITTEN)
    kept = list(plan.lines.order_by("number").values_list("number", "title", "cost_pln"))
    assert kept == [(1, "Usługa 1", Decimal("12000.00")), (2, "Klub dla rodzin", Decimal("3000.00"))] or kept == [
        (1, "Usługa 1", Decimal("12000.00")), (4, "Klub dla rodzin", Decimal("3000.00")),
    ]  # fmt: skip
    assert plan.lines.get(number=1).cost != Decimal(0)


@pytest.mark.django_db
def test_a_foreign_table_takes_nothing_out_and_knows_a_line_by_cell_and_name(gmina):
    plan = started_plan(gmina)
    line(plan, title="Klub Aktywnego Seniora")
    line(plan, title="Coś innego")
    first = [1, "KLUB AKTYWNEGO SENIORA", "I", "1", *FIRST[4:]]
    proposal = propose(plan_of(plan), sheets(book([HEAD, first, SECOND]), "inny.xlsx"))
    assert [(change.act, change.number) for change in proposal.changes] == [("update", 1), ("add", None)]


@pytest.mark.django_db
def test_a_file_is_written_whole_or_not_at_all(gmina):
    plan = draft_plan(gmina, lines=1)
    closed = [*SECOND[:2], "IV", "1", *SECOND[4:]]
    proposal = propose(plan_of(plan), sheets(book([HEAD, FIRST, closed]), "inny.xlsx"))
    assert [item.code for item in proposal.problems] == ["V9"]
    before = list(PlanLine.objects.order_by("pk").values())
    by = actor("coordinator", gmina)
    with pytest.raises(Refusal, match="3"):
        actions.write_lines(plan=plan_of(plan), changes=proposal.changes, source="inny.xlsx", by=by, on=WRITTEN)
    assert list(PlanLine.objects.order_by("pk").values()) == before
    with pytest.raises(NotAllowed):
        actions.write_lines(plan=plan, changes=(), source="x", by=reviewer(gmina), on=WRITTEN)


@pytest.mark.django_db
def test_the_page_shows_first_and_writes_then(client, settings, gmina):
    plan = draft_plan(gmina, lines=1)
    browser = visitor(client, settings, "coordinator", gmina, on=DAY)
    where = reverse("plans:sheet", args=[plan.pk])
    assert "Two ways" in browser.get(where).content.decode()
    shown = browser.post(where, {"file": SimpleUploadedFile("plan.xlsx", book([HEAD, FIRST, SECOND]))})
    page = shown.content.decode()
    assert "Lines: 2 to add, 0 to change, 0 to take out" in page
    assert plan.lines.count() == 1
    kept = {"carried": shown.context["carried"], "digest": shown.context["digest"], "write": "1"}
    done = browser.post(where, kept, follow=True).content.decode()
    assert "Written from the file" in done
    assert plan.lines.count() == 3
    again = browser.post(where, kept).content.decode()
    assert "The plan changed meanwhile" in again
    assert plan.lines.count() == 3


@pytest.mark.django_db
def test_pasted_rows_without_a_header_are_named_by_hand(client, settings, gmina):
    plan = started_plan(gmina)
    browser = visitor(client, settings, "coordinator", gmina, on=DAY)
    where = reverse("plans:sheet", args=[plan.pk])
    text = "Klub seniora\tI.2\tP-01\t20\t24 spotk.\tIII-XII\t9 000,00\ttak\r\nChór\tI.2\tP-01\t12\t20 prób\tIII-XII\t3000\ttak\r\n"
    asked = browser.post(where, {"rows": text})
    assert "What do the columns hold?" in asked.content.decode()
    names = ["title", "group", "needs", "recipients", "quantity", "months", "cost_pln", "not_duplicating"]
    chosen = {f"column_{place}": name for place, name in enumerate(names)}
    wrong = browser.post(where, {"carried": asked.context["carried"], "begins": 1, "column_0": "title"})
    assert "Say at least" in wrong.content.decode()
    shown = browser.post(where, {"carried": asked.context["carried"], "begins": 1, **chosen})
    assert "Lines: 2 to add" in shown.content.decode()
    kept = {"carried": shown.context["carried"], "digest": shown.context["digest"], "write": "1"}
    browser.post(where, kept)
    assert list(plan.lines.order_by("number").values_list("title", "unit")) == [
        ("Klub seniora", "spotk."),
        ("Chór", "prób"),
    ]


@pytest.mark.django_db
def test_problems_stand_with_their_place_and_nothing_can_be_written(client, settings, gmina):
    plan = started_plan(gmina)
    browser = visitor(client, settings, "coordinator", gmina, on=DAY)
    where = reverse("plans:sheet", args=[plan.pk])
    bad = [*SECOND[:9], "94 856,52,24 zł", "tak"]
    shown = browser.post(where, {"file": SimpleUploadedFile("plan.xlsx", book([HEAD, FIRST, bad]))})
    page = shown.content.decode()
    assert "1 thing to mend in the file" in page
    assert "Write it into the plan" not in page
    assert plan.lines.count() == 0
    big = browser.post(where, {"file": SimpleUploadedFile("plan.csv", b"x" * 6_000_000)})
    assert "less than 5" in big.content.decode()
    stale = browser.post(where, {"carried": "nonsense", "write": "1"})
    assert stale.status_code == 409


@pytest.mark.django_db
def test_the_command_line_imports_and_takes_back(gmina):
    plan = draft_plan(gmina, lines=1)
    file = importing.File("plan.xlsx", book([HEAD, FIRST, SECOND]))
    options = {"programme": "pis", "gmina": "3202012"}
    done = importing.run_now(kind="plan", files=[file], options=options, by=OPERATOR, on=WRITTEN)
    assert (done.written, plan.lines.count()) == (2, 3)
    again = importing.run_now(kind="plan", files=[file], options=options, by=OPERATOR, on=WRITTEN)
    assert (again.written, again.run) == (0, None)
    importing.undo(run=done.run, by=OPERATOR, on=WRITTEN)
    assert plan.lines.count() == 1
    with pytest.raises(NotAllowed):
        importing.run_now(kind="plan", files=[file], options=options, by=actor("coordinator", gmina), on=WRITTEN)


@pytest.mark.django_db
def test_an_import_without_a_plan_in_hand_is_a_problem(gmina):
    submitted_plan(gmina)
    file = importing.File("plan.xlsx", book([HEAD, FIRST]))
    done = importing.run_now(
        kind="plan", files=[file], options={"programme": "pis", "gmina": "3202012"}, by=OPERATOR, on=WRITTEN
    )
    assert (
        "begin" in str(done.plan.problems[0].message).lower() or "zacznij" in str(done.plan.problems[0].message).lower()
    )


# The check of a file ------------------------------------------------------------------------------------------------


def checked(rows, gmina="3202012", **options):
    asked = {"programme": "pis", "gmina": gmina, "actor": OPERATOR, "on": WRITTEN, "today": WRITTEN} | options
    return check_file(book(rows), "plan.xlsx", **asked)


@pytest.mark.django_db
def test_a_file_is_checked_against_the_money_and_needs_of_its_gmina(gmina):
    done = checked([HEAD, FIRST, [*SECOND[:9], 300000, "nie"]])
    assert done.cost_pln == Decimal("309000.00")
    codes = [(item.code, item.place.row if item.place else None) for item in done.findings if item.blocks]
    assert ("V2", None) in codes
    assert ("R52", 3) in codes
    assert done.has_errors
    shown = finding_as_json(next(item for item in done.findings if item.code == "R52"))
    assert (shown["sheet"], shown["row"], shown["column"]) == ("Arkusz1", 3, "Nie powiela usług publicznych")
    assert Plan.objects.count() == 0


@pytest.mark.django_db
def test_the_real_allocation_of_wielgomlyny_is_passed_to_the_cent():
    """O14: EUR 66,200; before the strategy a third of it, 22,066.66 (domain 6.3)."""
    facts = {"valid_from": date(2005, 1, 1), "by": SYSTEM}
    region = territory.record_unit(level="voivodeship", code="10", name="łódzkie", **facts)
    powiat = territory.record_unit(level="powiat", code="1012", name="radomszczański", parent=region, **facts)
    territory.record_unit(level="gmina", code="1012132", kind="2", name="Wielgomłyny", parent=powiat, **facts)
    place = allocated("1012132", amount="66200.00")
    existing_strategy(place, needs=2)
    rate = checked([HEAD, FIRST], "1012132").rate
    fits = (Decimal("22066.66") * rate).quantize(Decimal("0.01"))
    done = checked([HEAD, [*FIRST[:9], str(fits), "tak"]], "1012132")
    assert done.cost == Decimal("22066.66")
    assert not done.has_errors
    over = checked([HEAD, [*FIRST[:9], str(fits + Decimal("0.05")), "tak"]], "1012132")
    (finding,) = [item for item in over.findings if item.blocks]
    assert finding.code == "V2"
    assert "0,01" in str(finding.sentence)


@pytest.mark.django_db
def test_a_gmina_that_takes_no_part_is_checked_by_the_rules_that_need_none(gmina):
    done = checked([HEAD, FIRST], "3212022")
    assert "S7" in [item.code for item in done.findings]
    assert not done.has_errors
    with pytest.raises(Refusal, match="9999999"):
        checked([HEAD, FIRST], "9999999")
    with pytest.raises(Refusal, match="zzz"):
        checked([HEAD, FIRST], programme="zzz")
