"""Loading a programme, letting gminas join, allocating, unlocking, going along the path; and what is refused."""

import json
from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override

from gromada.core import audit
from gromada.core.models import AuditEvent
from gromada.core.permissions import SYSTEM, Actor, NotAllowed, Refusal
from gromada.ledger import queries as ledger
from gromada.ledger.models import Entry
from gromada.programmes import actions, definitions, queries
from gromada.programmes.models import (
    Allocation,
    CatalogueCell,
    CatalogueExample,
    DefinitionVersion,
    Goal,
    Participation,
    Programme,
    RuleSet,
    ServiceGroup,
    TaskLine,
    Unlocking,
)
from gromada.programmes.states import ORDER, SIDE, Step
from gromada.territory import actions as territory
from gromada.territory.queries import unit_by_code
from tests.programmes.walk import THIRTEEN, joined, thirteen
from tests.strategies.walk import actor

pytestmark = pytest.mark.django_db
DAY = date(2008, 2, 1)
OFFICE = Actor(kind="person", grant_id=1, role="programme_office", scope_kind="country")
WHOLE = Decimal("1010300.00")


@pytest.fixture(autouse=True)
def en():
    with override("en"):
        yield


@pytest.fixture
def national():
    return queries.programme("pis")


@pytest.fixture
def local():
    return queries.programme("pal-jaktorow")


def balance(account):
    return ledger.balances([account])[account.pk]


def allocate(programme, amounts, *, by=SYSTEM, on=DAY, **more):
    return actions.allocate(programme=programme, amounts=amounts, rule="by hand", by=by, on=on, **more)


def changed(file, /, **more):
    """A definition of ours with something else in it."""
    return definitions.define(json.loads(definitions.read(file).stored) | more)


# Loading


def test_the_file_becomes_rows(national, local):
    """O23, R28-R42, R61-R84; the numbers of the local programme: O24."""
    cells = CatalogueCell.objects.filter(programme=national)
    assert (cells.filter(is_enabled=True, kind__isnull=False).count(), cells.filter(kind=None).count()) == (17, 1)
    closed = cells.get(is_enabled=False)
    assert (closed.group.code, closed.kind.code, bool(closed.reason)) == ("II", "5", True)
    assert not ServiceGroup.objects.get(programme=national, code="IV").is_enabled
    assert Goal.objects.filter(programme=national).count() == 15
    assert CatalogueExample.objects.filter(cell__programme=national, text_en="").count() == 0
    assert TaskLine.objects.filter(programme=local).count() == 6
    assert [source.code for source in queries.funding_sources(local)] == ["gmina", "esf", "entities"]
    assert [source.in_allocation for source in queries.funding_sources(national)] == [True, False, False]
    assert national.services_envelope == Decimal("40000000.00")
    assert local.services_envelope is None
    for model in (Goal, ServiceGroup, RuleSet, CatalogueCell):
        assert not model.objects.filter(programme=national, source="").exists()


def test_the_definition_comes_back_from_its_row_alone(national):
    assert national.definition == definitions.read("pis")


def test_the_same_file_twice_changes_nothing(national):
    def state():
        return (
            DefinitionVersion.objects.count(),
            AuditEvent.objects.count(),
            CatalogueExample.objects.order_by("-pk").values("pk").first(),
        )

    before = state()
    assert actions.load_programme(definition=definitions.read("pis"), by=OFFICE, on=DAY) == national
    assert state() == before


def test_a_changed_file_is_a_new_version_and_documents_keep_the_old(national):
    kept = queries.rule_set_row(national, DAY)
    groups = set(ServiceGroup.objects.filter(programme=national).values_list("pk", flat=True))
    goals = json.loads(national.version.stored)["goals"][1:]
    again = actions.load_programme(definition=changed("pis", name_en="Another name", goals=goals), by=OFFICE, on=DAY)
    assert (again.pk, again.version.number, again.name_en) == (national.pk, national.version.number + 1, "Another name")
    assert queries.rule_set_row(again, DAY) != kept
    assert RuleSet.objects.get(pk=kept.pk).version == national.version
    assert set(ServiceGroup.objects.filter(programme=national).values_list("pk", flat=True)) == groups
    assert not Goal.objects.filter(programme=national, code="R28").exists()
    back = actions.load_programme(definition=definitions.read("pis"), by=OFFICE, on=DAY)
    assert back.version.number == national.version.number
    assert DefinitionVersion.objects.filter(programme=national).count() == 2


def test_a_kind_and_a_file_with_an_error_are_not_loaded():
    with pytest.raises(Refusal, match="is a kind that programmes are based on"):
        actions.load_programme(definition=definitions.read("pal"), by=OFFICE, on=DAY)
    with pytest.raises(Refusal):
        actions.load_programme(definition=changed("pis", code="broken", money_sources=[]), by=OFFICE, on=DAY)
    in_zloty = changed("pal-jaktorow", code="pis")
    with pytest.raises(Refusal, match="does not change its currency"):
        actions.load_programme(definition=in_zloty, by=OFFICE, on=DAY)
    assert Programme.objects.count() == 2


def test_a_programme_is_loaded_by_the_office():
    with pytest.raises(NotAllowed):
        actions.load_programme(definition=changed("pis", code="other"), by=actor("consultant"), on=DAY)


@pytest.mark.parametrize(
    ("day", "edition"),
    [
        (date(2007, 6, 1), "before-first"),
        (date(2008, 2, 1), "2008-01-18"),
        (date(2008, 6, 1), "2008-04-25"),
        (date(2008, 9, 1), "2008-07-11"),
        (date(2011, 1, 1), "2010-12-02"),
    ],
)
def test_the_edition_of_the_manual_in_force_on_a_day(national, day, edition):
    """O30."""
    assert queries.rules_on(national, day).version == edition
    assert queries.rule_set_row(national, day).code == edition


def test_a_day_without_rules_is_refused(national):
    with pytest.raises(Refusal, match="no rules for 2006-12-31"):
        queries.rules_on(national, date(2006, 12, 31))


# Joining


def test_a_gmina_that_joins_gets_its_account_below_its_voivodeship(national):
    first, second = joined("3202012", by=OFFICE), joined("3216062", by=OFFICE)
    assert first.account.parent == second.account.parent
    assert first.account.parent.parent == national.account
    assert (first.region.code, first.state) == ("32", Step.QUALIFIED)
    assert joined("3202012") == first
    assert Participation.objects.count() == 2


def test_a_town_does_not_join(national):
    """R16: an urban gmina is refused, with a sentence and nothing written."""
    parent = unit_by_code("3216", "powiat")
    town = territory.record_unit(
        level="gmina", code="3216011", kind="1", name="Białogard", parent=parent, valid_from=date(2005, 1, 1), by=SYSTEM
    )
    with pytest.raises(Refusal, match="Białogard is of a kind that does not take part"):
        actions.join_gmina(programme=national, unit=town, by=OFFICE, on=DAY)
    assert not Participation.objects.exists()


def test_a_local_programme_is_for_the_gmina_it_names(local):
    assert joined("1405052", local.code)
    with pytest.raises(Refusal, match="Bierzwnik is not among the gminas"):
        joined("3202012", local.code)


# Allocating


def test_the_thirteen_get_their_amounts_and_a_third_of_each_is_unlocked(national):
    """R12, R15, O6; 6.3: the unlocked of the voivodeship is the sum of its gminas'."""
    rows = thirteen()
    made = actions.divide(programme=national, total=WHOLE, floor=Decimal(45_000), by=OFFICE, on=DAY)
    assert sum(row.amount for row in made) == WHOLE
    found = ledger.balances([national.account, rows[0].account.parent, *[row.account for row in rows]])
    thirds = sum(found[row.account_id].unlocked for row in rows)
    assert found[national.account_id].allocated == found[rows[0].account.parent_id].allocated == WHOLE
    assert found[national.account_id].unlocked == found[rows[0].account.parent_id].unlocked == thirds
    for allocation in made:
        unlocked = found[allocation.participation.account_id].unlocked
        assert unlocked * 3 <= allocation.amount < (unlocked + Decimal("0.01")) * 3
    assert set(Participation.objects.values_list("state", flat=True)) == {Step.INFORMED}


def test_an_amount_can_be_explained(national):
    thirteen()
    actions.divide(programme=national, total=WHOLE, floor=Decimal(45_000), by=OFFICE, on=DAY)
    facts = {row.participation.unit.code: row.facts for row in Allocation.objects.order_by("pk")}
    assert facts["3202012"] == {
        "population": 4778, "year": 2016, "at_floor": False, "gminas": 13, "total": "1010300.00", "floor": "45000",
        "step": "100",
    }  # fmt: skip
    assert facts["3212022"]["at_floor"]


def test_a_gmina_without_a_population_stops_the_division_by_name(national):
    parent = unit_by_code("3216", "powiat")
    joined("3202012")
    new = territory.record_unit(
        level="gmina", code="3216992", kind="2", name="Nowa", parent=parent, valid_from=date(2005, 1, 1), by=SYSTEM
    )
    actions.join_gmina(programme=national, unit=new, by=SYSTEM, on=DAY)
    with pytest.raises(Refusal, match="population of Nowa is not known"):
        actions.divide(programme=national, total=Decimal(1000), floor=Decimal(0), by=OFFICE, on=DAY)
    assert not Allocation.objects.exists()


def test_allocations_are_held_to_the_money_for_services_and_not_to_the_larger_part(national):
    """R5, R6, V1: 40,000,000.00 passes, a cent more does not, though the part of the programme has 47.21 million."""
    first, second = joined("3202012"), joined("3202042")
    with pytest.raises(Refusal, match="for services") as refusal:
        allocate(national, {first: Decimal("40000000.01")})
    assert (refusal.value.rule, Allocation.objects.count(), Entry.objects.count()) == ("V1", 0, 0)
    allocate(national, {first: Decimal("39999999.99")})
    with pytest.raises(Refusal, match="for services"):
        allocate(national, {second: Decimal("0.02")})
    allocate(national, {second: Decimal("0.01")})
    assert balance(national.account).allocated == Decimal("40000000.00")


@pytest.mark.parametrize("amount", ["0.00", "-1.00", "10.005"])
def test_an_amount_that_is_none_is_refused_and_nothing_is_written(national, amount):
    first, second = joined("3202012"), joined("3202042")
    with pytest.raises(Refusal, match="Krzęcin must be more than zero"):
        allocate(national, {first: Decimal(100), second: Decimal(amount)})
    assert (Allocation.objects.count(), Entry.objects.count()) == (0, 0)


def test_an_amount_is_decided_once_and_in_its_own_programme(national, local):
    row = joined("3202012")
    with pytest.raises(Refusal, match="does not take part in this programme"):
        allocate(local, {row: Decimal(100)})
    allocate(national, {row: Decimal(100)})
    with pytest.raises(Refusal, match="has its amount already"):
        allocate(national, {row: Decimal(100)})
    with pytest.raises(Refusal, match="No gmina waits"):
        allocate(national, {})
    assert balance(row.account).allocated == 100


@pytest.mark.parametrize("role", ["consultant", "coordinator", "treasurer", "auditor", "lender"])
def test_the_office_alone_decides(national, role):
    row = joined("3202012")
    with pytest.raises(NotAllowed, match="programme office"):
        allocate(national, {row: Decimal(100)}, by=actor(role, row))
    assert not Entry.objects.exists()


def test_a_local_programme_gives_the_deed_to_its_treasurer_and_unlocks_everything(local):
    row = joined("1405052", local.code, on=date(2011, 4, 6))
    with pytest.raises(NotAllowed):
        allocate(local, {row: Decimal(120_000)}, by=OFFICE, on=date(2011, 5, 2))
    allocate(local, {row: Decimal(120_000)}, by=actor("treasurer", row), on=date(2011, 5, 2))
    found = balance(row.account)
    assert (found.allocated, found.unlocked, found.currency) == (120_000, 120_000, "PLN")
    assert actions.unlock_rest(participation=row, by=SYSTEM, on=date(2011, 6, 1), reason="adopted") is None


def test_deeds_are_in_the_journal_and_the_journal_is_whole(national):
    row = joined("3202012", by=OFFICE)
    allocate(national, {row: Decimal("66200.00")}, by=OFFICE)
    deeds = set(AuditEvent.objects.filter(unit_id=row.unit_id).values_list("deed", flat=True))
    assert {"programmes.join", "programmes.allocate", "programmes.unlock", "programmes.advance"} <= deeds
    assert audit.verify().whole


# Unlocking the rest


def test_the_rest_is_unlocked_once(national):
    """6.3: 22,066.66 first, then 44,133.34; a second adoption unlocks nothing."""
    row = joined("3202012")
    allocate(national, {row: Decimal("66200.00")})
    assert balance(row.account).unlocked == Decimal("22066.66")
    rest = actions.unlock_rest(participation=row, by=SYSTEM, on=DAY, reason="resolution")
    assert rest.amount == Decimal("44133.34")
    assert actions.unlock_rest(participation=row, by=SYSTEM, on=DAY, reason="another") is None
    assert balance(row.account).unlocked == Decimal("66200.00")
    assert Unlocking.objects.filter(participation=row).count() == 2


def test_a_gmina_that_adopted_before_it_knew_its_amount_gets_the_whole_at_once(national):
    row = joined("3202012")
    actions.advance(participation=row, to=Step.ADOPTED, by=SYSTEM, on=DAY)
    assert actions.unlock_rest(participation=row, by=SYSTEM, on=DAY, reason="resolution") is None
    allocate(national, {row: Decimal("66200.00")})
    assert balance(row.account).unlocked == Decimal("66200.00")
    row.refresh_from_db()
    assert row.state == Step.ADOPTED


# The path


@pytest.mark.parametrize("source", ORDER)
@pytest.mark.parametrize("target", ORDER)
def test_the_path_goes_forward_and_never_back(national, source, target):
    row = joined("3202012")
    actions.advance(participation=row, to=source, by=SYSTEM, on=DAY)
    actions.advance(participation=row, to=target, by=SYSTEM, on=DAY)
    row.refresh_from_db()
    assert row.state == max(source, target, key=ORDER.index)


@pytest.mark.parametrize(
    ("asked", "reached"),
    [(Step.INFORMED, Step.QUALIFIED), (Step.PLANNING_PART, Step.ASSESSED), (Step.PLANNING_WHOLE, Step.PLANNING_WHOLE)],
)
def test_a_programme_that_lacks_a_step_stops_at_its_own_before_it(local, asked, reached):
    row = joined("1405052", local.code)
    actions.advance(participation=row, to=asked, by=SYSTEM, on=DAY)
    row.refresh_from_db()
    assert row.state == reached


def test_a_suspended_gmina_does_not_go_on(national):
    row = joined("3202012")
    actions.suspend(participation=row, why="no report", by=OFFICE, on=DAY)
    actions.advance(participation=row, to=Step.ADOPTED, by=SYSTEM, on=DAY)
    row.refresh_from_db()
    assert row.state in SIDE
    assert queries.place(row).is_aside


def test_what_the_gmina_carries_out_shows_once_the_whole_is_unlocked(national):
    row = joined("3202012")
    allocate(national, {row: Decimal(900)})
    actions.carry_out(participation=row, by=SYSTEM, on=DAY)
    assert row.state == Step.INFORMED
    actions.unlock_rest(participation=row, by=SYSTEM, on=DAY, reason="resolution")
    actions.carry_out(participation=row, by=SYSTEM, on=DAY)
    assert row.state == Step.IMPLEMENTING


def test_a_place_is_counted_among_the_programmes_own_steps(national, local):
    row, other = joined("3202012"), joined("1405052", local.code)
    assert (queries.place(row).number, queries.place(row).count) == (1, 11)
    assert (queries.place(other).number, queries.place(other).count) == (0, 7)


# What others see


def test_everyone_sees_the_gminas_of_their_scope():
    first = joined(THIRTEEN[0])
    joined(THIRTEEN[1])
    joined("1405052", "pal-jaktorow")
    assert len(queries.participations(SYSTEM)) == 3
    assert len(queries.participations(actor("consultant", first))) == 2
    assert queries.participations(actor("coordinator", first)) == [first]
    assert queries.participations(Actor()) == []
    assert [row.code for row in queries.programmes_of(actor("coordinator", first))] == ["pis"]
    assert queries.participation_of("pis", THIRTEEN[1], actor("coordinator", first)) is None
