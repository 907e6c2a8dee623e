"""The register imported: the units of a programme stay the same rows, nothing is lost, and all of it can be taken back."""

from datetime import date

import pytest
from django.utils.translation import override

from gromada.core import imports
from gromada.core.imports import File
from gromada.core.models import AuditEvent, ImportRun
from gromada.core.permissions import SYSTEM, Actor, NotAllowed
from gromada.territory import queries
from gromada.territory.models import Edition, Unit, UnitVersion
from tests.territory.test_register_files import ADDRESS, HEADER, OFFICIAL

pytestmark = pytest.mark.django_db
ON = date(2026, 7, 1)
OFFICE = Actor(kind="person", grant_id=1, role="programme_office", scope_kind="country")


@pytest.fixture(autouse=True)
def en():
    with override("en"):
        yield


def load(*bodies: str, by=SYSTEM, dry_run=False, **options):
    files = [File(f"TERC{number}.csv", f"{HEADER}\n{body}\n".encode()) for number, body in enumerate(bodies)]
    options = {"extent": "part", **options}
    return imports.run_now(kind="territory", files=files, options=options, by=by, on=ON, dry_run=dry_run)


def stored():
    """Everything this room holds of units, comparable."""
    units = Unit.objects.values_list("pk", "level", "code", "kind", "name", "name_folded", "parent_id", "is_current")
    versions = UnitVersion.objects.values_list(
        "unit_id", "code", "kind", "name", "parent_id", "valid_from", "valid_until"
    )
    return sorted(map(repr, units.order_by("pk"))), sorted(map(repr, versions.order_by("pk"))), Edition.objects.count()


def test_an_edition_brings_units_below_those_above_them():
    outcome = load(OFFICIAL)
    assert outcome.plan.facts["units"] == {"voivodeships": 1, "powiats": 1, "gminas": 3}
    assert outcome.plan.facts["by_kind"] == {"1": 1, "2": 1, "3": 1}
    unit = queries.unit_by_code("1012132")
    assert (unit.name, unit.parent.code, unit.parent.parent.name) == ("Wielgomłyny", "1012", "łódzkie")
    assert queries.region_of(unit).code == "10"
    assert [unit.code for unit in queries.find_units("przedborz")] == ["1012113"]
    assert Edition.objects.get().load_id == outcome.run.pk
    event = AuditEvent.objects.order_by("-seq").first()
    assert (event.deed, event.object_id) == ("territory.import", str(outcome.run.pk))


def test_the_same_edition_twice_changes_nothing():
    load(OFFICIAL)
    before, runs = stored(), ImportRun.objects.count()
    again = load(OFFICIAL)
    assert (again.written, again.plan.count("skip"), stored(), ImportRun.objects.count()) == (0, 5, before, runs)


def test_a_dry_run_writes_nothing():
    before = stored()
    assert load(OFFICIAL, dry_run=True).plan.count("add") == 6
    assert stored() == before


def test_a_second_year_keeps_the_unit_and_tells_what_changed():
    load(OFFICIAL)
    keys = dict(Unit.objects.values_list("code", "pk").order_by("pk"))
    later = OFFICIAL.replace("2022-", "2026-").replace("10;12;13;2;Wielgomłyny", "10;12;13;3;Wielgomłyny Nowe")
    outcome = load(later)
    unit = Unit.objects.get(code="1012133")
    assert unit.pk == keys["1012132"]
    notes = [change.note for change in outcome.plan.changes if change.act == "update"]
    assert notes == ["Wielgomłyny → Wielgomłyny Nowe, rural → urban-rural"]
    assert outcome.plan.facts["diff"] == {
        "new": [], "gone": [], "renamed": ["1012133"], "changed_kind": ["1012133"], "recoded": [],
    }  # fmt: skip
    versions = unit.versions.order_by("valid_from").values_list("code", "valid_from", "valid_until")
    assert list(versions) == [
        ("1012132", date(2022, 1, 1), date(2026, 1, 1)),
        ("1012133", date(2026, 1, 1), None),
    ]


def test_an_older_year_loaded_later_puts_versions_before_and_leaves_today_alone():
    load(OFFICIAL)
    load(OFFICIAL.replace("2022-", "2005-").replace("Wielgomłyny", "Wielgomłyn"))
    unit = queries.unit_by_code("1012132")
    assert unit.name == "Wielgomłyny"
    assert list(unit.versions.order_by("valid_from").values_list("name", "valid_from", "valid_until")) == [
        ("Wielgomłyn", date(2005, 1, 1), date(2022, 1, 1)),
        ("Wielgomłyny", date(2022, 1, 1), None),
    ]


def test_several_years_in_one_wish_are_taken_by_their_days():
    later = OFFICIAL.replace("2022-", "2026-").replace("10;12;13;2;Wielgomłyny", "10;12;13;3;Wielgomłyny")
    load(later, OFFICIAL)
    assert Unit.objects.get(code="1012133").versions.count() == 2
    assert queries.edition_days() == [date(2022, 1, 1), date(2026, 1, 1)]


def test_an_import_can_be_taken_back_to_the_letter():
    load(OFFICIAL)
    before = stored()
    outcome = load(
        OFFICIAL.replace("2022-", "2026-").replace(";2;Wielgomłyny", ";3;Wielgomłyny"),
        ADDRESS.replace("12;11", "12;14").replace("2026-", "2027-"),
    )
    assert stored() != before
    imports.undo(run=outcome.run, by=SYSTEM, on=ON)
    assert stored() == before


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (OFFICIAL.replace("10;12;13;2", "10;13;13;2"), "which is not in the file"),
        (OFFICIAL.replace("10;12;13;2", "10;12;01;1"), "stands already in row 4"),
    ],
)
def test_a_refused_file_leaves_nothing_behind(body, words):
    before = stored()
    outcome = load(OFFICIAL, body)
    assert words in str(outcome.plan.problems[0].message)
    assert outcome.plan.problems[0].file == "TERC1.csv"
    assert (outcome.written, stored(), ImportRun.objects.count()) == (0, before, 0)


def test_another_edition_of_a_known_day_is_refused():
    load(OFFICIAL)
    outcome = load(OFFICIAL.replace("Wielgomłyny", "Wielgomłyn"))
    assert "Take that import back first" in str(outcome.plan.problems[0].message)


def test_the_register_is_the_office_s():
    clerk = Actor(kind="person", grant_id=2, role="coordinator", scope_kind="gmina", unit_id=1)
    with pytest.raises(NotAllowed):
        load(OFFICIAL, by=clerk)
    assert load(OFFICIAL, by=OFFICE).written


@pytest.mark.shared
def test_the_country_joins_the_units_of_the_demo_and_can_be_taken_back(shared):
    before = stored()
    home = queries.unit_by_code("3202012").pk

    def whole(name):
        file = File(name, (shared / "teryt" / name).read_bytes())
        return imports.run_now(kind="territory", files=[file], by=SYSTEM, on=ON)

    first = whole("TERC_Urzedowy_2022-01-01.csv")
    assert first.plan.facts["units"] == {"voivodeships": 16, "powiats": 380, "gminas": 2477}
    assert first.plan.facts["by_kind"] == {"1": 302, "2": 1513, "3": 662}
    assert queries.unit_by_code("3202012").pk == home
    assert len(queries.current_gminas()) == 2477
    second = whole("TERC_Adresowy_2026-01-01.csv")
    told = second.plan.facts["diff"]
    assert (told["new"], told["gone"], len(told["changed_kind"])) == (["1207132", "2002162"], [], 62)
    third = whole("TERC_2017-01-01_old_format.xml")
    assert third.plan.facts["diff"]["gone"] == ["3203042"]
    gone = Unit.objects.get(code="3203042")
    assert (gone.is_current, gone.versions.get().valid_until) == (False, date(2022, 1, 1))
    assert len(queries.current_gminas()) == 2479
    for outcome in (third, second, first):
        imports.undo(run=outcome.run, by=SYSTEM, on=ON)
    assert stored() == before
