"""Small counts, shares and digests."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gromada.reports import rules


@pytest.mark.parametrize(("count", "shown"), [(0, 0), (1, None), (4, None), (5, 5), (284, 284)])
def test_fewer_than_five_people_are_not_shown(count, shown):
    assert rules.shown(count) == shown


@given(st.decimals(-(10**9), 10**9, places=2), st.decimals(-(10**9), 10**9, places=2))
def test_a_share_is_between_nothing_and_all(part, whole):
    assert 0.0 <= rules.share(part, whole) <= 1.0


def test_a_share_of_nothing_is_nothing():
    assert rules.share(Decimal(5), Decimal(0)) == 0.0


@given(st.dictionaries(st.text(), st.integers() | st.text()))
def test_a_digest_does_not_depend_on_the_order_of_keys(facts):
    assert rules.digest(facts) == rules.digest(dict(reversed(facts.items())))
