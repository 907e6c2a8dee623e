"""What a strategy must hold to be written and adopted (domain.md 1.4, 2.4): years, fresh data, a resolution."""

from datetime import date

from gromada.core.permissions import Refusal
from gromada.core.text import _

FIRST_YEAR, LAST_YEAR = 1990, 2100
LONGEST_NUMBER = 40


class FieldRefusal(Refusal):
    """A refusal that one field of a form can mend."""

    def __init__(self, sentence, *, field: str, rule: str = "", source: str = ""):
        super().__init__(sentence, rule=rule, source=source)
        self.field = field


def check_years(year_from: int, year_until: int) -> None:
    """The years a strategy is written for stand in order and are years of our time; else Refusal."""
    if not FIRST_YEAR <= year_from <= LAST_YEAR:
        raise FieldRefusal(
            _("%(year)s is not a year a strategy can begin in. Write four digits, for example 2009.")
            % {"year": year_from},
            field="year_from",
        )
    if not year_from <= year_until <= LAST_YEAR:
        raise FieldRefusal(
            _("The strategy ends in %(until)s but begins in %(from)s. Write the last year as %(from)s or later.")
            % {"from": year_from, "until": year_until},
            field="year_until",
        )


def check_data_year(data_year: int, on: date) -> None:
    """The year of the data a strategy rests on has begun by `on`; else Refusal."""
    if not FIRST_YEAR <= data_year <= on.year:
        raise FieldRefusal(
            _(
                "Data of %(year)s cannot be the base of a strategy written in %(now)s. "
                "Write the year the newest data come from."
            )
            % {"year": data_year, "now": on.year},
            field="data_year",
        )


def data_is_fresh(data_year: int, year: int, max_age: int | None) -> bool:
    """Whether data of `data_year` may be used in `year`: not older than `max_age` calendar years (O31).

    Where exactly the third year ends no source says; 2005 assessed in 2008 passes (interpretation). None: no such rule.
    """
    return max_age is None or year - data_year <= max_age


def check_fresh(data_year: int, assessed_on: date, max_age: int | None, source: str = "") -> None:
    """Refusal when the data of the strategy are older than the rules of the day let them be (O31)."""
    if not data_is_fresh(data_year, assessed_on.year, max_age):
        raise FieldRefusal(
            _(
                "The strategy rests on data of %(data)s, and in %(year)s data may be at most %(age)s years old. "
                "Bring the diagnosis up to %(oldest)s or later, write that year in the strategy and adopt it then."
            )
            % {"data": data_year, "year": assessed_on.year, "age": max_age, "oldest": assessed_on.year - max_age},
            field="data_year",
            rule="O31",
            source=source,
        )


def check_resolution(number: str, body: str) -> None:
    """A resolution has a number with a digit in it and a body that passed it. Councils number as they like."""
    if len(number) > LONGEST_NUMBER or not any(sign.isdigit() for sign in number):
        raise FieldRefusal(
            _("Write the number of the resolution as it stands on the document, for example XXIV/173/09."),
            field="resolution_number",
        )
    if not body:
        raise FieldRefusal(
            _("Write which body passed the resolution, for example: the council of the gmina."), field="resolution_body"
        )


def check_adoption_day(adopted_on: date, started_on: date, on: date) -> None:
    """The council's day lies between the day the strategy was begun here and the day it is recorded; else Refusal."""
    if adopted_on > on:
        raise FieldRefusal(
            _("The resolution is dated %(day)s, which is still to come. Record it when the council has passed it.")
            % {"day": adopted_on.strftime("%d.%m.%Y")},
            field="adopted_on",
        )
    if adopted_on < started_on:
        raise FieldRefusal(
            _(
                "The resolution is dated %(day)s, but work on this strategy began on %(start)s. Correct the day, or "
                "record the older strategy as an existing one."
            )
            % {"day": adopted_on.strftime("%d.%m.%Y"), "start": started_on.strftime("%d.%m.%Y")},
            field="adopted_on",
        )
