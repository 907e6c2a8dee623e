"""What must be true of a person and an enrolment. Plain Python: no query, no clock."""

from datetime import date

from gromada.core import identifiers
from gromada.core.permissions import Refusal
from gromada.core.text import _

OLDEST = 120
SMALL = 5  # counts below this are not shown to anybody outside the gmina (domain.md 8.3)
BANDS = ((0, 14), (15, 24), (25, 59), (60, 74), (75, OLDEST))


def check_birth_year(birth_year: int, on: date) -> None:
    if not on.year - OLDEST <= birth_year <= on.year:
        raise Refusal(
            _("The year of birth %(year)d cannot be right. Type four digits, between %(first)d and %(last)d.")
            % {"year": birth_year, "first": on.year - OLDEST, "last": on.year}
        )


def check_pesel_agrees(pesel: str, birth_year: int, sex: str) -> None:
    """The number tells the day of birth and the sex; what was typed beside it has to agree (domain.md 3.1)."""
    born, told = identifiers.pesel_facts(pesel)
    if born.year != birth_year:
        raise Refusal(
            _("This PESEL is of somebody born in %(pesel_year)d, the form says %(year)d. Correct one of them.")
            % {"pesel_year": born.year, "year": birth_year}
        )
    if told[0].lower() != sex:
        raise Refusal(_("This PESEL is of a person of the other sex than the form says. Correct one of them."))


def check_notice(notice_given_on: date, on: date) -> None:
    if notice_given_on > on:
        raise Refusal(
            _("The information on personal data cannot have been handed over in the future (GDPR art. 13)."),
            rule="notice",
            source="GDPR art. 13",
        )


def band_of(age: int) -> str:
    """The age band a person of `age` years is counted in, such as “15–24”; the last one is open."""
    for first, last in BANDS:
        if age <= last:
            return f"{first}+" if last == OLDEST else f"{first}–{last}"
    return f"{BANDS[-1][0]}+"
