"""The clock and the show day."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest

from gromada.core import clock

SHOW = date(2009, 7, 16)


def test_now_is_warsaw_and_today_is_its_day():
    moment = clock.now()
    assert abs(moment - datetime.now(UTC)) < timedelta(minutes=1)
    assert str(moment.tzinfo) == "Europe/Warsaw"
    assert clock.today() in (moment.date(), clock.now().date())
    assert clock.show_day() is None


def test_in_a_demo_home_a_day_is_shown_and_given_back(settings):
    settings.IS_DEMO = True
    with clock.showing(SHOW):
        assert clock.today() == clock.show_day() == SHOW
        assert clock.now().year > SHOW.year
        with clock.showing(date(2012, 5, 15)):
            assert clock.today() == date(2012, 5, 15)
        with clock.showing(None):
            assert clock.today() == SHOW
        with ThreadPoolExecutor(1) as others:
            assert others.submit(clock.show_day).result() is None
    assert clock.show_day() is None


def test_the_day_is_given_back_after_an_error(settings):
    settings.IS_DEMO = True
    with pytest.raises(KeyError), clock.showing(SHOW):
        raise KeyError
    assert clock.show_day() is None


def test_a_real_home_has_no_show_day(settings):
    settings.IS_DEMO = False
    with pytest.raises(RuntimeError, match="demo"), clock.showing(SHOW):
        pass
    with pytest.raises(RuntimeError, match="demo"):
        clock.set_show_day(SHOW)
    with clock.showing(None):
        assert clock.show_day() is None
