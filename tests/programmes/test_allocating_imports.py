"""Tables of allocations: amounts as printed, currencies, questions, undoing; and the real table with the real register."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
import xlsxwriter
from django.utils.translation import override

from gromada.core import imports
from gromada.core.imports import File
from gromada.core.models import ImportRun
from gromada.core.permissions import NotAllowed
from gromada.programmes import actions, queries, rules
from gromada.programmes.models import FixedAmount, Participation
from gromada.territory.models import Unit
from tests.programmes.walk import THIRTEEN
from tests.strategies.walk import actor, allocated

pytestmark = pytest.mark.django_db
DAY = date(2008, 2, 1)
OFFICE = actor("programme_office")
OPTIONS = {"programme": "pis"}


@pytest.fixture(autouse=True)
def en():
    with override("en"):
        yield


def table(*rows, header="teryt;gmina;kwota"):
    return File("kwoty.csv", "\n".join((header, *rows)).encode())


def run(*files, by=OFFICE, **more):
    more.setdefault("options", OPTIONS)
    return imports.run_now(kind="allocations", files=files, by=by, on=DAY, **more)


def told(plan):
    return [(item.row, item.column, str(item.message)) for item in plan.problems]


def test_amounts_are_read_as_printed_and_the_same_file_twice_changes_nothing():
    rows = ["3202012;Bierzwnik;66.200 EURO", "3202042;Krzęcin;150 700", "3202053;Pełczyce;187 tys.", "3205012;Brojce;-"]
    made = run(table(*rows, ";Razem;403 900"))
    assert made.plan.problems == []
    kept = {row.unit.code: row for row in FixedAmount.objects.select_related("unit")}
    assert {code: row.amount for code, row in kept.items()} == {
        "3202012": Decimal("66200.00"), "3202042": Decimal("150700.00"), "3202053": Decimal("187000.00"),
    }  # fmt: skip
    assert kept["3202012"].source == "kwoty.csv, row 2"
    assert made.plan.facts["without_amount"] == 1
    assert made.plan.facts["regions"] == {"32": {"gminas": 3, "sum": "403900.00"}}
    again = run(table("3202012;Bierzwnik;66 200,00"))
    assert (again.written, again.run) == (0, None)
    more = run(table("3202012;Bierzwnik;70 000"), options=OPTIONS | {"title": "annex 1"})
    assert [(change.act, change.note) for change in more.plan.changes] == [
        ("update", "EUR\xa066,200.00 → EUR\xa070,000.00")
    ]
    imports.undo(run=more.run, by=OFFICE, on=DAY)
    assert FixedAmount.objects.get(unit__code="3202012").amount == Decimal("66200.00")
    imports.undo(run=made.run, by=OFFICE, on=DAY)
    assert not FixedAmount.objects.exists()


def test_an_amount_in_another_currency_is_refused_where_it_stands():
    plan = run(table("3202012;Bierzwnik;406.097,28 zł PLN")).plan
    assert told(plan) == [
        (2, "C", "Bierzwnik: “406.097,28 zł PLN” is in PLN, and the programme counts in EUR. Give it in that.")
    ]
    assert not FixedAmount.objects.exists()


def test_an_amount_known_in_another_currency_only_is_left_out_and_said():
    file = table(
        "3202012;Bierzwnik;;406097.28;406.097,28 zł PLN;parts do not add up", "3202042;Krzęcin;66200;;66.200 EURO;",
        header="teryt;gmina;allocation_eur;allocation_pln;amounts_as_printed;note",
    )  # fmt: skip
    plan = run(file).plan
    assert plan.problems == []
    [remark] = plan.remarks
    assert "406,097.28" in str(remark.message)
    assert str(remark.message).endswith("parts do not add up")
    assert FixedAmount.objects.get().amount == Decimal("66200.00")


@pytest.mark.parametrize(
    ("rows", "where", "words"),
    [
        (["3202012;Bierzwnik;dużo"], (2, "C"), "is not one number"),
        (["3202012;Bierzwnik;-5"], (2, ""), "more than zero"),
        (["3202012;Bierzwnik;0,005"], (2, ""), "whole cents"),
        (["9999999;Nigdzie;100"], (2, "B"), "No gmina is called “Nigdzie”"),
        (["32x;Bierzwnik;100"], (2, "A"), "is not a code of 7 digits"),
        (["3202012;Bierzwnik;100", "3202012;Bierzwnik;100"], (3, ""), "stands in row 2"),
    ],
)
def test_a_row_that_cannot_be_read_stops_the_whole_table_with_its_place(rows, where, words):
    plan = run(table(*rows)).plan
    [(row, column, sentence)] = told(plan)
    assert ((row, column), words in sentence) == (where, True)
    assert not ImportRun.objects.exists()


def test_two_amounts_that_disagree_are_a_problem():
    plan = run(
        table("3202012;Bierzwnik;66200;70.000 EURO", header="teryt;gmina;allocation_eur;amounts_as_printed")
    ).plan
    assert "has two amounts in this row" in told(plan)[0][2]


def test_a_table_without_amounts_or_gminas_is_refused_with_what_is_missing():
    for header in ("teryt;gmina;uwagi", "kwota;uwagi"):
        plan = run(table("1;2;3", header=header)).plan
        assert "The table lacks a column" in told(plan)[0][2]
    assert "gives no gmina an amount" in told(run(table("3202012;Bierzwnik;-")).plan)[0][2]


def test_only_who_decides_allocations_may_fix_amounts():
    with pytest.raises(NotAllowed):
        run(table("3202012;Bierzwnik;100"), by=actor("consultant"))
    unknown = run(table("3202012;Bierzwnik;100"), options={"programme": "nothing"})
    assert told(unknown.plan) == [(None, "", "The programme nothing is not loaded.")]


def test_a_gmina_that_has_its_amount_is_said():
    allocated("3202012", amount="70500.00")
    [remark] = run(table("3202012;Bierzwnik;66200")).plan.remarks
    assert "has its amount already, EUR\xa070,500.00; only a correction changes it" in str(remark.message)


# The real files -------------------------------------------------------------------------------------------------------


@pytest.fixture
def country(shared):
    """The official register of 2022."""
    file = shared / "teryt" / "TERC_Urzedowy_2022-01-01.csv"
    return imports.run_now(kind="territory", files=[File(file.name, file.read_bytes())], by=OFFICE, on=DAY)


@pytest.mark.shared
def test_the_real_table_is_read_with_all_its_defects(shared, country):
    file = shared / "pis" / "pis_gminas_found.csv"
    made = run(File(file.name, file.read_bytes()))
    assert made.plan.problems == []
    assert made.plan.facts == {
        "programme": "pis", "gminas": 2, "without_amount": 34, "sum": "216900.00",
        "regions": {"06": {"gminas": 1, "sum": "150700.00"}, "10": {"gminas": 1, "sum": "66200.00"}},
    }  # fmt: skip
    [remark] = made.plan.remarks
    assert "Bogoria" in str(remark.message)
    assert "add up to 411 792.68" in str(remark.message)
    bare = table("Hrubieszów;150.700 Euro", header="gmina;kwota")
    assert run(bare).plan.may_be_written  # only the rural one may take part (R16)


@pytest.mark.shared
def test_an_official_list_of_two_voivodeships_comes_out_as_the_seeds_say(country):
    """R7, R10, R12, O5, O6: 97 gminas with at least 8,000,000 and 13 with exactly 1,010,300, names of the register."""
    lublin = list(Unit.objects.filter(code__startswith="06", level="gmina", kind__in=["2", "3"]).order_by("code")[:97])
    west = list(Unit.objects.filter(code__in=THIRTEEN).order_by("code"))
    people = {unit.code: 3_000 + 137 * place for place, unit in enumerate((*lublin, *west))}
    sums = [
        rules.per_head({unit: people[unit.code] for unit in units}, total, floor=Decimal(30_000))
        for units, total in ((lublin, Decimal(8_000_100)), (west, Decimal(1010300)))
    ]
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("Lista")
    sheet.write_row(0, 0, ["Lista gmin"])
    sheet.write_row(2, 0, ["Gmina", "Powiat", "Województwo", "Kwota EUR"])
    rows = [(unit, amount) for found in sums for unit, amount in found.items()]
    for at, (unit, amount) in enumerate(rows, 3):
        place = Unit.objects.select_related("parent__parent").get(pk=unit.pk)
        written = f"{int(amount):,}".replace(",", ".") + " EURO"
        sheet.write_row(at, 0, [place.name, place.parent.name, place.parent.parent.name, written])
    book.close()
    made = run(File("lista.xlsx", out.getvalue()))
    assert made.plan.problems == made.plan.questions == []
    assert made.plan.facts["regions"] == {
        "06": {"gminas": 97, "sum": "8000100.00"}, "32": {"gminas": 13, "sum": "1010300.00"},
    }  # fmt: skip
    assert made.plan.remarks == []
    programme = queries.programme("pis")
    decided = actions.decide_division(programme=programme, wish=queries.wish_for(programme), by=OFFICE, on=DAY)
    assert (decided.gminas, Participation.objects.filter(programme=programme).count()) == (110, 110)
    by_region = {}
    for code, amount in queries.decided_amounts(programme).items():
        by_region[code[:2]] = by_region.get(code[:2], 0) + amount
    assert by_region["06"] >= 8_000_000
    assert by_region["32"] == Decimal("1010300.00")
