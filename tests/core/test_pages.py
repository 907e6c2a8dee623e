"""Keyset pages: every row once, whatever is added meanwhile, and no COUNT."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import models
from hypothesis import given
from hypothesis import strategies as st

from gromada.core.money import CentsField
from gromada.core.pages import Page, page


@pytest.fixture
def places(isolated, temporary):
    class Place(models.Model):
        name_key = models.CharField(max_length=9)
        amount = CentsField(default=0)
        opened_on = models.DateField(default=date(2008, 1, 1))
        closed_on = models.DateField(null=True)

        class Meta:
            app_label = "contenttypes"

    return temporary(Place).objects.all()


def fill(places, names):
    places.bulk_create(
        places.model(name_key=name, amount=Decimal(len(names) - n) / 2, opened_on=date(2008, 1, 1 + n % 3))
        for n, name in enumerate(names)
    )


def walk(queryset, **options):
    seen, token = [], None
    for _turn in range(50):
        found = page(queryset, after=token, **options)
        seen += found.rows
        token = found.next_token
        if token is None:
            return seen
    raise AssertionError("the pages never end")


@pytest.mark.parametrize(
    "order", [("name_key", "pk"), ("-name_key", "pk"), ("name_key", "-pk"), ("opened_on", "-amount", "pk"), ("-pk",)]
)
@pytest.mark.parametrize("size", [1, 2, 3, 7, 50])
def test_pages_together_are_the_whole_list(places, order, size):
    fill(places, "bacabcb")
    assert walk(places, order=order, size=size) == list(places.order_by(*order))


def test_one_query_a_page_and_no_count(places, django_assert_num_queries):
    fill(places, "abcde")
    with django_assert_num_queries(1) as first:
        found = page(places, size=2)
    with django_assert_num_queries(1) as second:
        page(places, after=found.next_token, size=2)
    for query in (*first.captured_queries, *second.captured_queries):
        assert "COUNT" not in query["sql"].upper()
        assert "OFFSET" not in query["sql"].upper()


def test_a_row_added_before_does_not_shift_the_next_page(places):
    fill(places, "bcde")
    first = page(places, size=2)
    fill(places, "a")
    assert [row.name_key for row in page(places, after=first.next_token, size=2)] == ["d", "e"]


@pytest.mark.parametrize("token", ["", "x", "a:b:c", "é", "None", "W10:1abc:xyz", "\0"])
def test_a_bad_token_gives_the_first_page(places, token):
    fill(places, "abc")
    assert [row.name_key for row in page(places, after=token, size=2)] == ["a", "b"]


def test_a_token_of_another_order_or_altered_gives_the_first_page(places):
    fill(places, "abc")
    token = page(places, size=2).next_token
    other = page(places, order=("-name_key", "pk"), after=token, size=2)
    assert [row.name_key for row in other] == ["c", "b"]
    altered = ("A" if token[0] != "A" else "B") + token[1:]
    assert [row.name_key for row in page(places, after=altered, size=2)] == ["a", "b"]


def test_rows_may_be_dicts_or_carry_annotations(places):
    fill(places, "bac")
    assert [row["name_key"] for row in walk(places.values("name_key", "pk"), size=1)] == ["a", "b", "c"]
    doubled = places.annotate(twice=models.F("amount") * 2)
    assert [str(row.twice) for row in walk(doubled, order=("twice", "pk"), size=1)] == ["1.00", "2.00", "3.00"]


def test_an_order_that_would_lose_rows_is_refused(places):
    fill(places, "abc")
    with pytest.raises(ValueError, match="pk"):
        page(places, order=("name_key",))
    with pytest.raises(ValueError, match="NULL"):
        page(places, order=("closed_on", "pk"), size=1)


def test_the_last_page_says_so(places):
    fill(places, "ab")
    found = page(places, size=2)
    assert (len(found), found.next_token) == (2, None)
    assert page(places.none()) == Page([], None)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 9)), unique=True, max_size=12))
def test_the_condition_is_the_order(rows):
    """The shape a ≥ x and (a > x or (a = x and b > y)), tried on tuples without a database."""
    for x, y in rows:
        kept = [(a, b) for a, b in rows if a >= x and (a > x or (a == x and b > y))]
        assert sorted(kept) == [row for row in sorted(rows) if row > (x, y)]
