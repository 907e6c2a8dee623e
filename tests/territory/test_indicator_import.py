"""Figures imported: every form of table, joins by code and by name, doubts asked, nothing counted twice."""

import json
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
import xlsxwriter
from django.db.models import Sum
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from gromada.core import imports
from gromada.core.imports import File
from gromada.core.models import ImportRun
from gromada.core.permissions import SYSTEM
from gromada.territory import actions, queries
from gromada.territory.models import Indicator, Unit, UnitFigure, UnitVersion
from gromada.territory.rules import Directory, KnownUnit, Measure, Placer, derived, read_tables
from gromada.territory.rules.headings import read_heading, year_in
from gromada.territory.rules.joining import wanted
from tests.territory.test_register_files import HEADER

ON = date(2026, 7, 1)
# The register of these tests: two gminas of one name, a city divided into districts, an urban-rural gmina.
TERC = """10;;;;ŁÓDZKIE;województwo;2022-01-01
10;12;;;radomszczański;powiat;2022-01-01
10;12;01;1;Radomsko;gmina miejska;2022-01-01
10;12;10;2;Radomsko;gmina wiejska;2022-01-01
10;12;11;3;Przedbórz;gmina miejsko-wiejska;2022-01-01
10;61;;;Łódź;miasto na prawach powiatu;2022-01-01
10;61;01;1;Łódź;gmina miejska;2022-01-01"""


@pytest.fixture(autouse=True)
def en():
    with override("en"):
        yield


@pytest.fixture
def register(db):
    run("territory", "TERC.csv", f"{HEADER}\n{TERC}\n", extent="part")


def run(kind, name, content, *, answers=None, dry_run=False, **options):
    content = content if isinstance(content, bytes) else content.encode()
    return imports.run_now(
        kind=kind,
        files=[File(name, content)],
        options=options,
        answers=answers or {},
        by=SYSTEM,
        on=ON,
        dry_run=dry_run,
    )


def load(name, content, **options):
    return run("indicators", name, content, **options)


def figures(*codes):
    rows = UnitFigure.objects.filter(unit__code__startswith="10")
    rows = rows.filter(indicator__in=codes) if codes else rows
    return {(row.unit.code, row.indicator, row.year): row.value.normalize() for row in rows.select_related("unit")}


BDL = """"Kod";"Nazwa";"ogółem;ogółem;2016;[osoba]";"ogółem;ogółem;2019;[osoba]";AGES
1012011;"Radomsko (1)";48000;46000;7000;12000;
1012102;"Radomsko (2)";5700;5800;1000;1100;
1012112;"Przedbórz (2)";;7000;1000;2000;
""".replace("AGES", '"w wieku przedprodukcyjnym;ogółem;2019;[osoba]";"w wieku poprodukcyjnym;ogółem;2019;[osoba]";')


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1250"])
def test_a_bdl_export_as_it_is(register, encoding):
    outcome = load("ludnosc.csv", BDL.encode(encoding))
    assert outcome.plan.problems == []
    assert figures("population") == {
        ("1012011", "population", 2016): 48000,
        ("1012011", "population", 2019): 46000,
        ("1012102", "population", 2016): 5700,
        ("1012102", "population", 2019): 5800,
        ("1012113", "population", 2019): 7000,
    }
    row = UnitFigure.objects.get(unit__code="1012011", indicator="population", year=2019)
    assert (row.source, row.load_id) == ("GUS BDL", outcome.run.pk)
    assert any("1012112 → 1012113" in str(remark.message) for remark in outcome.plan.remarks)


def test_what_follows_from_people_is_computed_and_says_so(register):
    load("ludnosc.csv", BDL)
    found = figures()
    assert found["1012011", "working", 2019] == 27000
    assert found["1012011", "dependency", 2019] == Decimal("70.4")
    assert found["1012011", "post_working_share", 2019] == Decimal("26.09")
    assert found["1012011", "population_change", 2019] == Decimal("-4.2")
    row = UnitFigure.objects.get(unit__code="1012011", indicator="dependency", year=2019)
    assert row.source == "Gromada: GUS BDL"


def test_a_given_figure_beats_a_computed_one_in_either_order(register):
    tidy = "teryt7,obciazenie_na_100_prod_2019\n1012011,70.5\n"
    load("ludnosc.csv", BDL)
    load("tidy.csv", tidy)
    assert figures("dependency")["1012011", "dependency", 2019] == Decimal("70.5")
    assert load("ludnosc.csv", BDL).written == 0
    assert figures("dependency")["1012011", "dependency", 2019] == Decimal("70.5")


def test_the_same_file_twice_changes_nothing_and_a_correction_is_told(register):
    load("ludnosc.csv", BDL)
    runs = ImportRun.objects.count()
    assert (load("ludnosc.csv", BDL).written, ImportRun.objects.count()) == (0, runs)
    changed = load("ludnosc.csv", BDL.replace("46000", "46100"))
    notes = [change.note for change in changed.plan.changes if change.act == "update"]
    assert "46000 → 46100" in notes
    imports.undo(run=changed.run, by=SYSTEM, on=ON)
    assert figures("population")["1012011", "population", 2019] == 46000


def test_codes_that_lost_their_zero_get_it_back():
    (table,) = read_tables(b"201011,1044.93\n1012011,5\n", "pit.csv")
    assert [row.code for row in table.rows] == ["0201011", "1012011"]
    assert "lost their first zero" in str(table.remarks[0].message)


def test_a_file_in_which_every_code_lost_its_zero_is_told_by_the_register():
    placer = Placer(Directory([KnownUnit(1, "gmina", "0201011", "Bolesławiec")]), {})
    (table,) = read_tables(b"201011,1044.93\n", "pit.csv")
    placer.place(table, [Measure(1, "pit_per_head", 2020, "GUS", "B")])
    assert [(key, figure.value) for key, figure in placer.placed.figures.items()] == [
        ((1, "pit_per_head", 2020), Decimal("1044.93"))
    ]


def test_a_file_without_a_header_needs_to_be_told_what_it_holds(register):
    body = "1012011,11.5\n1012113,7\n1012114,900\n1012115,60\n"
    asked = load("dane.csv", body, year="2020")
    assert (len(asked.plan.questions), asked.written) == (1, 0)
    assert load("dane.csv", body).plan.questions
    outcome = load("dane.csv", body, year="2020", indicator="density", source="GUS BDL")
    assert figures("density") == {
        ("1012011", "density", 2020): Decimal("11.5"),
        ("1012113", "density", 2020): 7,
    }
    assert any("rows of their own: 2." in str(remark.message) for remark in outcome.plan.remarks)
    answered = load("dane.csv", body, year="2021", answers={"indicator:dane.csv:B": "unemployment"})
    assert answered.written == 2


def test_a_vague_heading_is_explained_by_the_file_s_name_and_that_is_said(register):
    body = '"Kod";"Nazwa";"ogółem;2019;[%]";\n1012011;"Radomsko (1)";2,3;\n'
    outcome = load("bezrobocie_2019.csv", body)
    assert figures("unemployment") == {("1012011", "unemployment", 2019): Decimal("2.3")}
    assert any("file's name says" in str(remark.message) for remark in outcome.plan.remarks)
    assert load("plik.csv", body, dry_run=True).plan.questions


def test_a_name_that_fits_two_gminas_is_asked_and_never_guessed(register):
    body = "Gmina;Powiat;wyborcy_2019\nRadomsko;radomszczański;37000\ngm. Przedbórz;radomszczański;5000\n"
    asked = load("wybory.csv", body)
    (question,) = asked.plan.questions
    assert [value for value, _words in question.choices] == ["1012011", "1012102", "-"]
    assert "radomszczański, łódzkie" in question.choices[0][1]
    assert asked.written == 0
    assert load("wybory.csv", body, answers={question.key: "1012102"}).written == 2
    assert figures("voters") == {("1012102", "voters", 2019): 37000, ("1012113", "voters", 2019): 5000}


def test_one_of_that_name_elsewhere_than_the_row_says_is_asked(register):
    (question,) = load("wybory.csv", "Gmina;Powiat;wyborcy_2019\nPrzedbórz;kolbuszowski;5000\n").plan.questions
    assert [value for value, _words in question.choices] == ["1012113", "-"]


def test_a_name_with_its_kind_fits_one(register):
    load("wybory.csv", "Gmina;wyborcy_2019\nRadomsko (2);4500\nM-W.Przedbórz;5000\n")
    assert figures("voters") == {("1012102", "voters", 2019): 4500, ("1012113", "voters", 2019): 5000}


def test_districts_are_added_up_and_ships_left_aside(register):
    body = (
        '"Kod TERYT";"Gmina";"Powiat";"Liczba wyborców uprawnionych do głosowania";"Liczba kart ważnych"\n'
        '"106102";"Bałuty";"Łódź";"100";"60"\n"106103";"Górna";"Łódź";"200";"90"\n"149801";"statki";"statki";"9";"9"\n'
    )
    outcome = load("sejm_2019.csv", body)
    assert figures() == {
        ("1061011", "voters", 2019): 300,
        ("1061011", "ballots", 2019): 150,
        ("1061011", "turnout", 2019): 50,
    }
    told = " ".join(str(remark.message) for remark in outcome.plan.remarks)
    assert "from its districts (2)" in told
    assert "abroad left aside: 1." in told


def test_a_second_row_under_one_code_is_asked(register):
    body = "TERYT,Powiat,Gmina,Ogółem zdarzeń rok 2023\n101210,radomszczański,Radomsko,40\n101210,piotrkowski,Gorzkowice,5\n"
    (question,) = load("psp.csv", body).plan.questions
    load("psp.csv", body, answers={question.key: "+"})
    assert figures("fire_brigade_events") == {("1012102", "fire_brigade_events", 2023): 45}


def test_a_value_out_of_what_is_plausible_is_kept_and_told(register):
    outcome = load("tidy.csv", "teryt7,bezrobocie_proc_2019\n1012011,99\n")
    assert figures("unemployment") == {("1012011", "unemployment", 2019): 99}
    remark = next(remark for remark in outcome.plan.remarks if "plausible" in str(remark.message))
    assert (remark.row, remark.column) == (2, "bezrobocie_proc_2019")


@pytest.mark.parametrize(
    ("body", "row", "column", "words"),
    [
        ("teryt7,ludnosc_2019\n1012011,5\n3099012,7\n", 3, "", "no unit 3099012"),
        ("teryt7,ludnosc_2019\n1012011,12 34 567\n", 2, "ludnosc_2019", "not one number"),
        ("teryt7,ludnosc_2019\n10x2011,5\n", 2, "A", "not a code"),
        ("teryt7,ludnosc_2019\n1012011,5\n1012011,6\n", 3, "", "stands already in row 2"),
        ("teryt7,ludnosc_2019\n,5\n", 2, "", "no code and no name"),
        ("teryt7,ludnosc\n1012011,5\n", None, "ludnosc", "Give the year"),
        ("teryt7,ludnosc_2019,ludnosc_2019\n1012011,5,6\n", None, "ludnosc_2019", "Two columns"),
        ("a,b\n1,2\n", None, "", "No table of figures"),
        ("teryt7,ludnosc_2019\n1012011,1" + "0" * 15 + "\n", 2, "", "too large"),
    ],
)
def test_what_is_wrong_is_told_with_its_place_and_nothing_is_written(register, body, row, column, words):
    before = UnitFigure.objects.count()
    outcome = load("dane.csv", body)
    problem = outcome.plan.problems[0]
    assert (problem.file, problem.row, problem.column) == ("dane.csv", row, column)
    assert words in str(problem.message)
    assert (outcome.written, UnitFigure.objects.count()) == (0, before)


def test_units_that_are_not_there_may_be_left_out(register):
    outcome = load("dane.csv", "teryt7,ludnosc_2019\n1012011,5000\n3099012,7\n", unknown="skip")
    assert outcome.written == 1
    assert any("no unit 3099012" in str(remark.message) for remark in outcome.plan.remarks)


def test_a_sheet_with_a_header_of_two_storeys_and_two_languages(register):
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("Tabl. IV")
    sheet.write(0, 0, "TABL. IV. LUDNOŚĆ WEDŁUG GMIN W 2024 R.")
    sheet.merge_range(2, 0, 3, 0, "Gmina")
    sheet.merge_range(2, 1, 3, 1, "Identyfikator terytorialny\nCode")
    sheet.merge_range(2, 2, 3, 2, "Ludność\n(stan w dniu 31.12)\nPopulation\n(as of \nDecember 31)")
    sheet.merge_range(2, 3, 2, 4, "Zgony   \nDeaths")
    sheet.write_row(3, 3, ["ogółem \ntotal", "w tym niemowląt \nof which infant"])
    sheet.write_row(4, 0, ["POLSKA", None, 1000, 10, 1])
    sheet.write_row(5, 0, ["M.Radomsko", 1012011, 45000, "-", "-"])
    sheet.write_row(6, 0, ["M.Przedbórz", "1012114", 3000, 30, "-"])
    book.close()
    outcome = load("gus.xlsx", out.getvalue())
    assert outcome.plan.problems == []
    assert figures() == {("1012011", "population", 2024): 45000, ("1012011", "deaths", 2024): 0}


def test_json_of_a_list_of_gminas(register):
    body = json.dumps([{"voivodeship": "ŁÓDZKIE", "community": "Łódź", "teryt_code": "1061011", "population": 670000}])
    assert load("stan_2021.json", body).written == 1
    assert figures("population") == {("1061011", "population", 2021): 670000}
    assert "cut off" in str(load("stan_2021.json", body[:40]).plan.problems[0].message)


def test_without_a_register_nothing_can_be_joined(db):
    UnitVersion.objects.all().delete()
    Unit.objects.all().delete()
    assert "Load the register first" in str(load("ludnosc.csv", BDL).plan.problems[0].message)


def test_an_indicator_gets_its_row_with_the_first_figure(db):
    Indicator.objects.all().delete()
    unit = queries.unit_by_code("3202012")
    actions.record_figure(unit=unit, indicator="unemployment", year=2008, value=Decimal(9), source="PUP", by=SYSTEM)
    row = queries.indicators()["unemployment"]
    assert (row.dimension, row.is_additive, row.unit_pl) == ("socio_economic", False, "%")


def test_a_matrix_takes_one_well_covered_year_for_all(register, django_assert_num_queries):
    load("ludnosc.csv", BDL)
    load("nowe.csv", "teryt7,ludnosc_2021\n1012011,45000\n")
    units = [unit for unit in queries.current_gminas() if unit.code.startswith("1012")]
    with django_assert_num_queries(1):
        found = queries.figures_matrix([("population", None), ("dependency", 2019)], units)
    assert found.years == {"population": 2019, "dependency": 2019}
    assert len(found.values["population"]) == 3
    assert len(found.loads) == 1
    assert queries.figures_matrix([("gas", None)], units).values == {"gas": {}}


@pytest.mark.parametrize(
    ("text", "role", "indicator", "year"),
    [
        ("ludność na 1 km2;2018;[osoba]", "figure", "density", 2018),
        ("saldo_migracji_na_1000_2019", "figure", "net_migration", 2019),
        ("rodziny_500plus_2019_h1", "figure", "family_benefit", 2019),
        ("Powierzchnia [ha]", "", "", None),
        ("Powierzchnia [km2]", "figure", "area", None),
        ("zgony_niemowlat", "", "", None),
        ("Identyfikator terytorialny\nCode", "code", "", None),
        ("frekwencja_sejm_2019_proc", "figure", "turnout", 2019),
        ("dochody_wlasne_na_mieszk_zl_2020", "figure", "own_income_per_head", 2020),
    ],
)
def test_a_heading_says_what_its_column_holds(text, role, indicator, year):
    told = read_heading(text)
    assert (told.role, told.indicator, told.year) == (role, indicator, year)
    assert year_in("500+ na 1000 osób") is None


@pytest.mark.parametrize(
    ("text", "name", "kind", "level"),
    [
        ("gm. Bolesławiec", "boleslawiec", "", ""),
        ("M-W.Nowogrodziec", "nowogrodziec", "3", ""),
        ("M.st.Warszawa od 2002 (1)", "warszawa", "1", ""),
        ("WOJ. DOLNOŚLĄSKIE", "dolnoslaskie", "", "voivodeship"),
        ("Powiat m. St. Warszawa", "warszawa", "", "powiat"),
        ("Góra (3)", "gora", "3", ""),
        ("Miasteczko Śląskie", "miasteczko slaskie", "", ""),
    ],
)
def test_a_name_is_taken_apart(text, name, kind, level):
    told = wanted(text)
    assert (told.name, told.kind, told.level) == (name, kind, level)


people = st.integers(1, 100_000).map(Decimal)


@given(people, people, people)
def test_ages_add_up_and_shares_are_shares(young, middle, old):
    values = {("population", 2019): young + middle + old, ("pre_working", 2019): young, ("post_working", 2019): old}
    found = derived(values)
    assert found["working", 2019] == middle
    assert 0 <= found["pre_working_share", 2019] <= 100
    assert abs(found["dependency", 2019] - 100 * (young + old) / middle) <= Decimal("0.05")
    assert not derived({**values, **found}).keys() - {("population_change", 2019)}


@pytest.mark.shared
@pytest.mark.django_db
def test_the_real_tables_give_the_official_sums(shared):
    run("territory", "TERC.csv", (shared / "teryt" / "TERC_Urzedowy_2022-01-01.csv").read_bytes())
    folder = shared / "indicators"
    tidy = load("gminy_wskazniki_2019.csv", (folder / "gminy_wskazniki_2019.csv").read_bytes())
    assert outcome_of(tidy) == (0, 0)
    rows = UnitFigure.objects.filter(indicator="population", year=2019, unit__level="gmina")
    assert rows.aggregate(total=Sum("value"))["total"] == 38_382_576
    name = "gus_ludnosc_ruch_naturalny_migracje_gminy_2024.xlsx"
    table = load(name, (folder / "other" / name).read_bytes(), dry_run=True)
    gminas = {unit.pk for unit in queries.current_gminas()}
    people = [row.value for row in table.plan.payload if (row.indicator, row.year) == ("population", 2024)]
    assert (outcome_of(table), len(people)) == ((0, 0), 2477 + 16)  # voivodeships have a row each, too
    assert sum(row.value for row in table.plan.payload
               if (row.indicator, row.year) == ("population", 2024) and row.unit_id in gminas) == 37_489_087  # fmt: skip
    elections = load("sejm_2019.csv", (shared / "elections" / "sejm_2019_po_gminach.csv").read_bytes())
    assert outcome_of(elections) == (0, 0)
    warsaw = UnitFigure.objects.get(unit__code="1465011", indicator="voters", year=2019)
    assert (warsaw.value, warsaw.source) == (1_392_416, "PKW")


@pytest.mark.shared
@pytest.mark.django_db
def test_the_eleven_bdl_exports_are_read_as_they_are(shared):
    run("territory", "TERC.csv", (shared / "teryt" / "TERC_Urzedowy_2022-01-01.csv").read_bytes())
    files = [File(path.name, path.read_bytes()) for path in sorted((shared / "indicators" / "bdl_raw").glob("*.csv"))]
    outcome = imports.run_now(kind="indicators", files=files, by=SYSTEM, on=ON, dry_run=True)
    assert (len(files), outcome_of(outcome)) == (11, (0, 0))
    found = outcome.plan.facts["indicators"]
    assert found["population"] == {"2016": 2455, "2017": 2460, "2018": 2467, "2019": 2477}
    assert found["spending_per_head"]["2019"] == found["income_per_head"]["2019"] == 2477
    assert found["cultural_events"]["2019"] == 1930


def outcome_of(outcome):
    return len(outcome.plan.problems), len(outcome.plan.questions)
