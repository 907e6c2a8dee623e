"""The register of units: versions through time, figures, finding by name and code."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override

from gromada.core.models import AuditEvent
from gromada.core.permissions import SYSTEM, Actor, NotAllowed, Refusal
from gromada.territory import actions, queries
from gromada.territory.models import Unit, UnitVersion

pytestmark = pytest.mark.django_db
SINCE, LATER = date(2005, 1, 1), date(2010, 1, 1)


@pytest.fixture(autouse=True)
def en():
    with override("en"):
        yield


def gmina(name="Nowa Wieś", code="3202992", kind="2", valid_from=SINCE, by=SYSTEM):
    parent = queries.unit_by_code("3202", "powiat")
    return actions.record_unit(
        level="gmina", code=code, kind=kind, name=name, parent=parent, valid_from=valid_from, by=by
    )


def test_the_same_unit_twice_changes_nothing():
    first = gmina()
    events = AuditEvent.objects.count()
    assert gmina() == first
    assert (UnitVersion.objects.filter(unit=first).count(), AuditEvent.objects.count()) == (1, events)


def test_a_later_name_closes_the_open_version_and_keeps_the_unit():
    first = gmina()
    again = gmina(name="Nowa Wieś Wielka", valid_from=LATER)
    assert again.pk == first.pk
    versions = UnitVersion.objects.filter(unit=first).order_by("valid_from")
    assert [(row.name, row.valid_from, row.valid_until) for row in versions] == [
        ("Nowa Wieś", SINCE, LATER),
        ("Nowa Wieś Wielka", LATER, None),
    ]
    assert queries.find_units("nowa wies wiel") == [first]


def test_what_held_earlier_is_not_rewritten():
    gmina(valid_from=LATER)
    with pytest.raises(Refusal, match="must begin later"):
        gmina(name="Inna", valid_from=SINCE)
    assert Unit.objects.get(code="3202992").name == "Nowa Wieś"


@pytest.mark.parametrize(
    ("code", "kind", "words"),
    [("320299", "2", "7 digits are needed"), ("3202992", "3", "another kind"), ("32O2992", "2", "7 digits are needed")],
)
def test_a_code_that_does_not_fit_is_refused_and_nothing_is_written(code, kind, words):
    count = Unit.objects.count()
    with pytest.raises(Refusal, match=words):
        gmina(code=code, kind=kind)
    assert Unit.objects.count() == count


def test_the_register_is_kept_by_the_office():
    clerk = Actor(kind="person", grant_id=1, role="coordinator", scope_kind="gmina", unit_id=1)
    with pytest.raises(NotAllowed):
        gmina(by=clerk)
    assert gmina(by=Actor(kind="person", grant_id=1, role="programme_office", scope_kind="country"))


def test_a_name_is_found_without_marks_and_case():
    found = queries.find_units("SWIDWIN")
    assert [unit.name for unit in found] == ["Świdwin"]
    assert [unit.code for unit in queries.find_units("kr")] == ["3202042"]
    assert [unit.name for unit in queries.find_units("zachod", level="voivodeship")] == ["zachodniopomorskie"]


def test_a_gmina_lies_in_its_voivodeship_and_a_loose_one_is_refused():
    assert queries.region_of(queries.unit_by_code("3202012")).code == "32"
    loose = actions.record_unit(level="gmina", code="9901012", kind="2", name="Luźna", valid_from=SINCE, by=SYSTEM)
    with pytest.raises(Refusal, match="does not say in which voivodeship"):
        queries.region_of(loose)


def test_the_latest_population_counts_and_a_corrected_one_replaces_it():
    unit = gmina()
    for year, people in ((2007, 4100), (2009, 4000), (2008, 4050)):
        actions.record_figure(
            unit=unit, indicator="population", year=year, value=Decimal(people), source="GUS", by=SYSTEM
        )
    assert queries.population([unit]) == {unit.pk: (4000, 2009)}
    events = AuditEvent.objects.count()
    for value in (Decimal(4000), Decimal(3999), Decimal(3999)):
        actions.record_figure(unit=unit, indicator="population", year=2009, value=value, source="GUS", by=SYSTEM)
    assert queries.population([unit]) == {unit.pk: (3999, 2009)}
    assert AuditEvent.objects.count() == events + 1


@pytest.mark.parametrize("count", [1, 3])
def test_populations_take_one_query(count, django_assert_num_queries):
    units = [queries.unit_by_code(code) for code in ("3202012", "3202042", "3202053")[:count]]
    with django_assert_num_queries(1):
        assert len(queries.population(units)) == count
