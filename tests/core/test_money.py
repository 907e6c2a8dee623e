"""Amounts: arithmetic, columns, forms. The promise is that no grosz is made or lost."""

from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from django.core.exceptions import FieldError, ValidationError
from django.db import connection, models, transaction
from django.db.models import F, Max, Min, Q, Sum
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from gromada.core import money
from gromada.core.money import (
    AmountField,
    CentsField,
    RateField,
    apportion,
    constant,
    floor_to_cent,
    from_minor,
    round_half_up,
    to_minor,
)

D = Decimal
amounts = st.decimals(min_value=-(10**12), max_value=10**12, places=2)


@pytest.fixture
def entries(isolated, temporary):
    class Entry(models.Model):
        amount = CentsField(currency="PLN")
        limit = CentsField(currency="PLN", null=True)
        rate = RateField(null=True)
        kind = models.CharField(max_length=5, default="a")

        class Meta:
            app_label = "contenttypes"
            constraints = (models.CheckConstraint(condition=Q(amount__lte=F("limit")), name="within_limit"),)

    return temporary(Entry).objects.order_by("pk")


# --- arithmetic


@pytest.mark.parametrize(
    ("value", "rounded"),
    [
        (D("0.005"), "0.01"),
        (D("-0.005"), "-0.01"),
        (D("1.004999"), "1.00"),
        (D("66200") * D("3.2026"), "212012.12"),
        (D("66200") * D("4.8999"), "324373.38"),
        (Fraction(1010300, 13), "77715.38"),
        (3, "3.00"),
    ],
)
def test_half_a_cent_rounds_away_from_zero(value, rounded):
    assert str(round_half_up(value)) == rounded


def test_unlocking_rounds_down():
    assert floor_to_cent(Fraction(66200, 3)) == D("22066.66")
    assert floor_to_cent(D("22066.6699")) == D("22066.66")
    assert floor_to_cent(D("-0.001")) == D("-0.01")


@pytest.mark.parametrize("call", [round_half_up, floor_to_cent, to_minor])
@pytest.mark.parametrize("wrong", [0.1, True, "1.00", None])
def test_only_exact_numbers_are_amounts(call, wrong):
    with pytest.raises(TypeError):
        call(wrong)


def test_a_number_without_end_is_no_amount():
    for wrong in ("NaN", "Infinity"):
        with pytest.raises(ValueError, match=r"not finite|skończona"):
            to_minor(D(wrong))


@given(amounts)
def test_minor_units_go_there_and_back_in_any_context(amount):
    with localcontext(prec=3):
        back = from_minor(to_minor(amount))
    assert str(back) == str(amount.quantize(D("0.01")))


def test_minor_units_never_round():
    with pytest.raises(ValueError, match=r"0\.005"):
        to_minor(D("0.005"))
    assert to_minor(D("0.0050"), 4) == 50


def test_apportion_gives_spare_cents_by_remainder_then_by_order():
    assert apportion(D("100"), [1, 1, 1]) == [D("33.34"), D("33.33"), D("33.33")]
    assert apportion(D("0.05"), [D("0.5"), D("0.3"), D("0.2")]) == [D("0.03"), D("0.01"), D("0.01")]
    assert apportion(D("1"), [0, 1, 0]) == [D(0), D(1), D(0)]
    assert apportion(D("-100"), [1, 1, 1]) == [D("-33.34"), D("-33.33"), D("-33.33")]
    assert apportion(D("1010300"), [7, 5, 1], D(100)) == [D("544000"), D("388600"), D("77700")]


@given(
    amounts,
    st.lists(st.decimals(min_value=0, max_value=10**6, places=3), min_size=1, max_size=40).filter(any),
    st.sampled_from([D("0.01"), D("0.0001")]),
)
def test_parts_always_sum_to_the_whole_and_stay_within_a_step_of_their_share(total, weights, step):
    parts = apportion(total, weights, step)
    assert sum(map(Fraction, parts)) == Fraction(total)
    for part, weight in zip(parts, weights, strict=True):
        assert abs(Fraction(part) - Fraction(total) * Fraction(weight) / Fraction(sum(weights))) < Fraction(step)


@pytest.mark.parametrize(
    ("total", "weights", "step"),
    [
        (D(1), [1, -1, 1], D("0.01")),
        (D(1), [0, 0], D("0.01")),
        (D(1), [], D("0.01")),
        (D(150), [1], D(100)),
        (D(1), [1], D(0)),
    ],
)
def test_apportion_refuses_what_has_no_fair_answer(total, weights, step):
    with pytest.raises(ValueError, match=r"\w+ \w+"):
        apportion(total, weights, step)


# --- columns


def test_a_million_entries_sum_exactly(entries):
    table = entries.model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (amount, kind) WITH RECURSIVE n(i) AS "
            f"(SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000) SELECT 10 + i % 3, 'a' FROM n"
        )
    total = entries.aggregate(total=Sum("amount"))["total"]
    assert isinstance(total, Decimal)
    assert str(total) == str(D(1_000_000 * 10 + 333_333 * 3 + 1).scaleb(-2))


def test_a_limit_can_be_spent_to_the_last_grosz_and_no_further(entries):
    account = entries.create(amount=D(0), limit=D("0.30"))

    def spend(amount: Decimal) -> int:
        wanted = F("amount") + constant(amount)
        return entries.filter(pk=account.pk, limit__gte=wanted).update(amount=wanted)

    # As REAL, 0.1 + 0.1 + 0.1 is above 0.3 and the third would be refused.
    assert [spend(D("0.10")) for _ in range(3)] == [1, 1, 1]
    assert spend(D("0.01")) == 0
    account.refresh_from_db()
    assert str(account.amount) == "0.30"


def test_the_database_itself_holds_the_limit(entries):
    entries.create(amount=D("0.30"), limit=D("0.30"))
    with pytest.raises(Exception, match="within_limit"):
        entries.create(amount=D("0.31"), limit=D("0.30"))


def test_aggregates_and_arithmetic_stay_amounts(entries):
    for amount, limit in (("10.10", "20.00"), ("-0.05", "0.00"), ("3.00", "5.25")):
        entries.create(amount=D(amount), limit=D(limit))
    found = entries.aggregate(
        sum=Sum("amount"),
        min=Min("amount"),
        max=Max("amount"),
        none=Sum("amount", filter=Q(kind="b")),
        zero=Sum("amount", filter=Q(kind="b"), default=0),
        free=Sum(F("limit") - F("amount")),
    )
    expected = {"sum": "13.05", "min": "-0.05", "max": "10.10", "none": "None", "zero": "0.00", "free": "12.20"}
    assert {name: str(value) for name, value in found.items()} == expected
    free = entries.annotate(free=F("limit") - F("amount"), twice=F("amount") * 2)
    assert [str(row.free) for row in free] == ["9.90", "0.05", "2.25"]
    assert [str(row.twice) for row in free] == ["20.20", "-0.10", "6.00"]
    assert free.filter(free__gte=D("2.25")).count() == 2
    grouped = entries.order_by().values("kind").annotate(total=Sum("amount")).get()
    assert str(grouped["total"]) == "13.05"


def test_lookups_take_decimals(entries):
    for amount in ("4.99", "5.00", "5.01"):
        entries.create(amount=D(amount))
    assert [str(row.amount) for row in entries.filter(amount__gt=D("5"))] == ["5.01"]
    assert entries.filter(amount__in=[D("4.99"), 5]).count() == 2
    assert entries.filter(amount__range=(D("4.99"), D("5.00"))).count() == 2
    assert entries.get(amount=D("5")).amount == D("5.00")
    assert list(entries.values_list("amount", flat=True)) == [D("4.99"), D("5.00"), D("5.01")]


def test_rows_written_in_bulk_keep_their_cents(entries):
    model = entries.model
    rows = model.objects.bulk_create([model(amount=D("1.10"), rate=D("3.2026")), model(amount=D("2.20"))])
    for row in rows:
        row.amount += D("0.01")
    model.objects.bulk_update(rows, ["amount"])
    assert [(str(row.amount), str(row.rate)) for row in entries] == [("1.11", "3.2026"), ("2.21", "None")]


def test_rates_have_four_places(entries):
    entries.create(amount=1, rate=D("4.8999"))
    row = entries.get(rate=D("4.8999"))
    assert str(row.rate) == "4.8999"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT amount, rate FROM {entries.model._meta.db_table}")
        assert cursor.fetchone() == (100, 48999)


def test_what_would_lose_or_invent_cents_is_refused(entries):
    row = entries.create(amount=D("1.00"))
    with pytest.raises(FieldError), transaction.atomic():
        entries.update(amount=F("amount") + D("5"))
    with pytest.raises(FieldError, match="constant"), transaction.atomic():
        entries.update(amount=F("rate"))
    with pytest.raises(FieldError):
        entries.annotate(sum=F("amount") + F("rate")).first()
    with pytest.raises(FieldError, match="round_half_up"):
        entries.aggregate(models.Avg("amount"))
    with pytest.raises(TypeError, match="float"):
        entries.filter(amount__gt=0.5).exists()
    for wrong in (D("1.005"), D(10) ** 20):
        row.amount = wrong
        with pytest.raises(ValidationError):
            row.save()


def test_columns_know_themselves_in_migrations_and_fixtures(isolated):
    class Total(models.Model):
        amount = CentsField(currency="EUR", default=0)
        rate = RateField(null=True)

        class Meta:
            app_label = "contenttypes"

    field = Total._meta.get_field("amount")
    _name, path, args, kwargs = field.deconstruct()
    assert (path, args, kwargs) == ("gromada.core.money.CentsField", [], {"currency": "EUR", "default": 0})
    assert Total._meta.get_field("rate").deconstruct()[1] == "gromada.core.money.RateField"
    assert field.clone().currency == "EUR"
    row = Total(rate=D("3.2"))
    assert str(row.amount) == "0.00"
    assert field.value_to_string(row) == "0.00"
    assert Total._meta.get_field("rate").value_to_string(row) == "3.2000"
    assert field.to_python("0.00") == D(0)
    assert [problem.id for problem in CentsField(name="x", currency="USD").check() if problem.id == "gromada.E001"]


# --- forms


def test_the_form_field_reads_what_people_type(isolated):
    field = CentsField(currency="PLN", verbose_name="kwota").formfield()
    assert isinstance(field, AmountField)
    for typed in ("1 234,50", "1234.50", "1 234,50 zł", "1\u00a0234,50"):
        assert str(field.clean(typed)) == "1234.50"
    for typed in ("0,005", "10 EUR", "abc", "12 34"):
        with pytest.raises(ValidationError):
            field.clean(typed)
    assert AmountField(required=False).clean(" ") is None
    with pytest.raises(ValidationError):
        AmountField(min_value=D("0.01")).clean("0")
    with override("pl"):
        assert field.prepare_value(D("1234.5")) == "1\u00a0234,50"
        assert field.has_changed(D("1234.50"), "1 234,50") is False
        assert field.has_changed(D("1234.50"), "1 234,51") is True
    assert str(RateField().formfield().clean("3,2026")) == "3.2026"
    assert 'inputmode="decimal"' in str(AmountField().widget.render("a", None, AmountField().widget_attrs(None)))


def test_everything_promised_is_exported():
    assert all(hasattr(money, name) for name in money.__all__)
