"""When a survey takes answers, how often from one address, and what a code looks like."""

import secrets
from datetime import date

from gromada.core.permissions import Refusal
from gromada.core.text import _
from gromada.surveys.states import Access, SurveyState

# A meeting in the day room answers over one connection; a script answers faster.
MOST_ANSWERS, MOST_WRONG_CODES, MINUTES = 60, 10, 60
LEAST_SECONDS = 3  # nobody reads a questionnaire faster
MOST_CODES = 2000
LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ23456789"  # without those that are read as another: I, O, Q, 0, 1
LENGTH = 8


class NotNow(Refusal):
    """The survey takes no answers on this day."""


class Again(Refusal):
    """This person, device or code has answered already."""


class TooMany(Refusal):
    """Too many answers, or wrong codes, from one address within an hour."""


def check_days(opens_on: date | None, ends_on: date | None) -> None:
    """The first day stands before the last; else Refusal."""
    if opens_on and ends_on and ends_on < opens_on:
        raise Refusal(_("The last day is before the first one. Correct one of them."))


def check_takes_answers(state: str, opens_on: date | None, ends_on: date | None, on: date) -> None:
    """NotNow, in words for whoever opened the link, when the survey takes no answers on the day."""
    if state == SurveyState.CLOSED or (ends_on and on > ends_on):
        if ends_on:
            raise NotNow(_("The survey ended on %(day)s. Answers are no longer collected.") % {"day": told(ends_on)})
        raise NotNow(_("The survey has ended. Answers are no longer collected."))
    if state == SurveyState.DRAFT:
        raise NotNow(_("The survey has not begun yet."))
    if opens_on and on < opens_on:
        raise NotNow(_("The survey begins on %(day)s. Come back then.") % {"day": told(opens_on)})


def check_paper_day(given_on: date, opens_on: date | None, ends_on: date | None, on: date) -> None:
    """A paper was filled in while the survey went on, and not in the future; else Refusal."""
    if given_on > on:
        raise Refusal(_("The day on the paper is still to come. Correct it."))
    if (ends_on and given_on > ends_on) or (opens_on and given_on < opens_on):
        raise Refusal(
            _("The day on the paper lies outside the survey. Only papers filled in while it went on are counted.")
        )


def told(day: date) -> str:
    return day.strftime("%d.%m.%Y")


def check_rate(tries: int, *, has_codes: bool) -> None:
    """TooMany when an address has sent its share within the hour (`tries`: answers, or wrong codes where codes are asked)."""
    if has_codes and tries >= MOST_WRONG_CODES:
        raise TooMany(_("Too many wrong codes came from this connection. Try again in an hour, or ask for a new code."))
    if not has_codes and tries >= MOST_ANSWERS:
        raise TooMany(
            _(
                "%(count)d answers came from this connection within an hour, more than we take at once. "
                "Try again in an hour, or take the paper form."
            )
            % {"count": MOST_ANSWERS}
        )


def needs_code(access: str) -> bool:
    return access == Access.CODE


def new_code() -> str:
    """A code nobody can guess: eight letters and digits that are not mistaken for each other, as ABCD-EFGH."""
    letters = "".join(secrets.choice(LETTERS) for _turn in range(LENGTH))
    return f"{letters[:4]}-{letters[4:]}"


def plain_code(text: str) -> str:
    """A code as it was typed, without hyphens and spaces, in capitals; "" when it cannot be one."""
    found = "".join(text.upper().split()).replace("-", "")
    return found if len(found) == LENGTH and set(found) <= set(LETTERS) else ""
