"""The book: balances of subtrees, limits to the cent and on every day, reversals, both dates."""

import uuid
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gromada.core.models import AuditEvent
from gromada.core.permissions import SYSTEM, Refusal
from gromada.ledger import actions, queries
from gromada.ledger.actions import Limit, Line
from gromada.ledger.models import Entry
from gromada.ledger.states import Stage
from tests.ledger.walk import DAY, book, opened, tree

pytestmark = pytest.mark.django_db
ZERO = Decimal("0.00")
CENT = Decimal("0.01")
LATER = DAY + timedelta(days=30)
examples = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
amounts = st.integers(1, 10**9).map(lambda whole: Decimal(whole) / 100)


@pytest.fixture(autouse=True)
def en():
    with override("en"):
        yield


def balance(account, **when):
    return queries.balances([account], **when)[account.pk]


def test_an_account_lies_below_its_parent_and_opens_once():
    root = opened()
    below = opened(root)
    assert below.path == f"{root.path}{below.pk}/"
    again = actions.open_account(reference=below.reference, currency="EUR", parent=root, by=SYSTEM)
    assert again == below
    with pytest.raises(Refusal, match="open elsewhere"):
        actions.open_account(reference=below.reference, currency="PLN", parent=root, by=SYSTEM)
    with pytest.raises(Refusal, match="open elsewhere"):
        actions.open_account(reference=below.reference, currency="EUR", by=SYSTEM)


def test_a_balance_names_every_stage_and_what_follows_from_them():
    gmina = opened()
    booked = {"allocated": 900, "unlocked": 300, "planned": 250, "committed": 200, "invoiced": 60, "paid": 50}
    for stage, amount in booked.items():
        book(gmina, stage, amount)
    found = balance(gmina)
    assert {stage: getattr(found, stage) for stage in booked} == booked
    assert (found.available, found.free_of_plan, found.to_pay) == (50, 50, 150)
    assert found.parts == (50, 150, 50, 650)
    assert found.delivered == found.received == ZERO
    assert not hasattr(found, "nothing")


@examples
@given(st.lists(st.lists(amounts, min_size=1, max_size=4), min_size=1, max_size=3))
def test_a_voivodeship_is_the_sum_of_its_gminas_and_the_programme_of_its_voivodeships(given_amounts):
    root, regions = tree(*[len(row) for row in given_amounts])
    for (_region, gminas), row in zip(regions, given_amounts, strict=True):
        for gmina, amount in zip(gminas, row, strict=True):
            book(gmina, "unlocked", amount)
    below = [account for region, gminas in regions for account in (region, *gminas)]
    every = [root, *below]
    found = queries.balances(every)
    for region, gminas in regions:
        assert found[region.pk].unlocked == sum(found[gmina.pk].unlocked for gmina in gminas)
    assert found[root.pk].unlocked == sum(found[region.pk].unlocked for region, _gminas in regions)
    assert found[root.pk].unlocked == sum(sum(row) for row in given_amounts)


@pytest.mark.parametrize("count", [1, 3, 40])
def test_any_number_of_balances_takes_one_query(count, django_assert_num_queries):
    root, [(_region, gminas)] = tree(count)
    for number, gmina in enumerate(gminas, 1):
        book(gmina, "allocated", number)
    other, _none = tree(0)
    book(other, "allocated", 1_000_000)
    with django_assert_num_queries(1):
        found = queries.balances([root, *gminas])
    assert [found[gmina.pk].allocated for gmina in gminas] == list(range(1, count + 1))
    assert found[root.pk].allocated == count * (count + 1) // 2
    with django_assert_num_queries(0):
        assert queries.balances([]) == {}


def test_an_account_with_a_longer_number_is_not_below_a_shorter_one():
    """/1/ is no prefix of /10/ and /1/5/ none of /1/55/: the stroke at the end sees to it."""
    accounts = [opened() for _number in range(12)]
    for account in accounts:
        book(account, "allocated", 1)
    assert {row.allocated for row in queries.balances(accounts).values()} == {Decimal("1.00")}


def limit(account, **more):
    return Limit(account, Stage.PLANNED, Stage.UNLOCKED, **more)


@examples
@given(amounts, st.integers(1, 6))
def test_spending_exactly_to_the_limit_passes_and_a_cent_more_is_refused_with_nothing_written(whole, parts):
    _root, [(_region, [gmina])] = tree(1)
    lines = [opened(gmina) for _number in range(parts)]
    book(gmina, "unlocked", whole)
    part = (whole / parts).quantize(CENT, rounding="ROUND_DOWN")
    for line in lines[1:]:
        if part:
            book(line, "planned", part, limits=[limit(gmina)])
    book(lines[0], "planned", whole - part * (parts - 1), limits=[limit(gmina)])
    assert balance(gmina).available == ZERO
    entries, events = Entry.objects.count(), AuditEvent.objects.count()
    with pytest.raises(Refusal):
        book(lines[0], "planned", CENT, limits=[limit(gmina)])
    assert (Entry.objects.count(), AuditEvent.objects.count()) == (entries, events)


def test_the_refusal_says_by_how_much_and_what_was_left():
    gmina = opened()
    book(gmina, "unlocked", "22066.66")
    book(gmina, "planned", "20000.00")
    sentence = "over %(over)s, left %(left)s, limit %(limit)s"
    with pytest.raises(Refusal, match=r"over EUR.433.34, left EUR.2,066.66, limit EUR.22,066.66"):
        book(gmina, "planned", "2500.00", limits=[limit(gmina, sentence=sentence)])


def test_a_limit_holds_on_the_value_day_and_not_only_today():
    """What is unlocked in June cannot be planned in May."""
    gmina = opened()
    book(gmina, "unlocked", 100, on=DAY)
    book(gmina, "unlocked", 900, on=LATER)
    with pytest.raises(Refusal):
        book(gmina, "planned", 101, on=DAY, booked=LATER, limits=[limit(gmina)])
    book(gmina, "planned", 1000, on=LATER, limits=[limit(gmina)])
    with pytest.raises(Refusal):
        book(gmina, "planned", 1, on=DAY, booked=LATER, limits=[limit(gmina)])


def test_a_limit_may_be_an_amount_and_may_count_some_sources_only():
    gmina = opened()
    fixed = Limit(gmina, Stage.ALLOCATED, Decimal("40000000.00"))
    book(gmina, "allocated", "40000000.00", limits=[fixed])
    with pytest.raises(Refusal):
        book(gmina, "allocated", CENT, limits=[fixed])
    book(gmina, "unlocked", 100)
    loan = Limit(gmina, Stage.PAID, Stage.UNLOCKED, sources=("loan",))
    book(gmina, "paid", 500, source="gmina", limits=[loan])
    book(gmina, "paid", 100, source="loan", limits=[loan])
    with pytest.raises(Refusal, match=r"EUR.0\.01 more than is left \(EUR.0\.00\)"):
        book(gmina, "paid", CENT, source="loan", limits=[loan])


def test_unlocking_never_lowers_what_is_available():
    gmina = opened()
    book(gmina, "allocated", 300)
    available = []
    for amount in ("100.00", "0.01", "199.99"):
        book(gmina, "unlocked", amount, limits=[Limit(gmina, Stage.UNLOCKED, Stage.ALLOCATED)])
        available.append(balance(gmina).available)
    assert available == sorted(available)
    with pytest.raises(Refusal):
        book(gmina, "unlocked", CENT, limits=[Limit(gmina, Stage.UNLOCKED, Stage.ALLOCATED)])


@examples
@given(st.lists(st.tuples(st.sampled_from(Stage.values), amounts), min_size=1, max_size=6))
def test_a_reversal_restores_every_stage(booked):
    root, [(_region, [gmina])] = tree(1)
    book(gmina, "allocated", 7)
    before = {stage: balance(root).of(stage) for stage in Stage.values}
    lines = [Line(gmina, stage, amount, amount_pln=amount * 4) for stage, amount in booked]
    voucher = actions.post(lines=lines, value_on=DAY, by=SYSTEM, on=DAY)
    actions.reverse(voucher=voucher, value_on=DAY, by=SYSTEM, on=LATER)
    assert {stage: balance(root).of(stage) for stage in Stage.values} == before
    assert {balance(root).pln(stage) for stage in Stage.values} == {ZERO}


def test_a_reversal_happens_once_and_is_itself_not_taken_back():
    gmina = opened()
    voucher = book(gmina, "paid", 5)
    back = actions.reverse(voucher=voucher, value_on=DAY, by=SYSTEM, on=LATER, label="wrong contract")
    entry = Entry.objects.get(voucher=back)
    assert (entry.amount, entry.reverses.voucher, entry.label) == (Decimal("-5.00"), voucher, "wrong contract")
    for again in (voucher, back, uuid.uuid4()):
        with pytest.raises(Refusal, match="nothing to take back"):
            actions.reverse(voucher=again, value_on=DAY, by=SYSTEM, on=LATER)


def test_a_reversal_is_held_to_limits_too():
    """What is planned already cannot lose the money it was planned on."""
    gmina = opened()
    voucher = book(gmina, "unlocked", 100)
    book(gmina, "planned", 60)
    with pytest.raises(Refusal):
        actions.reverse(voucher=voucher, value_on=DAY, by=SYSTEM, on=LATER, limits=[limit(gmina)])
    assert balance(gmina).unlocked == 100


def test_a_balance_is_known_as_of_a_value_day_and_as_of_a_booking_day():
    gmina = opened()
    book(gmina, "paid", 10, on=DAY, booked=LATER)
    book(gmina, "paid", 5, on=DAY)
    assert balance(gmina).paid == 15
    assert balance(gmina, as_of=DAY - timedelta(days=1)).paid == ZERO
    assert balance(gmina, as_of=DAY).paid == 15
    assert balance(gmina, as_of=DAY, known_on=DAY).paid == 5
    assert balance(gmina, known_on=LATER).paid == 15


def test_an_entry_is_sealed_and_never_changes():
    book(opened(), "paid", 10)
    with pytest.raises(DatabaseError, match="sealed"), transaction.atomic():
        Entry.objects.update(amount=Decimal("11.00"))
    with pytest.raises(DatabaseError, match="sealed"), transaction.atomic():
        Entry.objects.all().delete()


def test_a_posting_without_lines_is_refused():
    with pytest.raises(Refusal, match="nothing to book"):
        actions.post(lines=[], value_on=DAY, by=SYSTEM, on=DAY)


def test_an_entry_keeps_the_rate_it_was_converted_by():
    gmina = opened()
    rate = queries.rate("EUR", date(2008, 7, 31))
    line = Line(
        gmina, Stage.PAID, Decimal("100.00"), amount_pln=Decimal("320.26"), rate=rate, source="loan", label="F/1"
    )
    actions.post(lines=[line], value_on=date(2008, 7, 31), by=SYSTEM, on=date(2008, 7, 31))
    entry = Entry.objects.get(account=gmina)
    assert (entry.rate, entry.rate_on, entry.rate_table) == (rate.rate, rate.effective_on, rate.table_no)
    assert (entry.rate_rule, entry.source, entry.label) == ("nbp_in_force", "loan", "F/1")
    assert balance(gmina).pln("paid") == Decimal("320.26")


RATE = {"rate": Decimal("3.2026"), "rate_on": DAY, "rate_table": "149/A/NBP/2008", "amount_pln": Decimal("3.20")}


@pytest.mark.parametrize(
    ("facts", "fits"),
    [
        ({}, True),
        (RATE, True),
        (RATE | {"rate_table": ""}, False),
        (RATE | {"rate_on": None}, False),
        (RATE | {"rate": None}, False),
        (RATE | {"amount_pln": None}, False),
        ({"amount_pln": Decimal("3.20")}, True),
        ({"booked_on": DAY - timedelta(days=1)}, False),
        ({"booked_on": LATER}, True),
    ],
)
def test_the_table_itself_refuses_half_a_rate_and_a_booking_before_its_value_day(facts, fits):
    given_facts = {"value_on": DAY, "booked_on": DAY, "booked_at": datetime(2008, 5, 5, tzinfo=UTC)} | facts
    row = Entry(account=opened(), stage=Stage.PAID, amount=Decimal(1), voucher=uuid.uuid4(), label="x", **given_facts)
    if fits:
        row.save()
        assert Entry.objects.filter(voucher=row.voucher).exists()
    else:
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()


def test_entries_come_in_pages_the_latest_first_and_can_be_narrowed(django_assert_num_queries):
    root, [(_region, [gmina])] = tree(1)
    for number in range(5):
        book(gmina, "paid", number + 1, on=DAY + timedelta(days=number), source="loan" if number % 2 else "gmina")
    book(gmina, "planned", 9)
    with django_assert_num_queries(1):
        first = queries.entries(root, stage="paid", size=3)
    rest = queries.entries(root, stage="paid", size=3, after=first.next_token)
    assert [int(row.amount) for row in [*first, *rest]] == [5, 4, 3, 2, 1]
    assert rest.next_token is None
    assert [int(row.amount) for row in queries.entries(root, source="loan")] == [4, 2]
    assert len(queries.entries(root, as_of=DAY)) == 2
