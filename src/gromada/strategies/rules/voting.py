"""Dots on priorities: how many, on what, and how the count is told. Online and paper are one count."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from gromada.core.permissions import Refusal
from gromada.core.text import _
from gromada.strategies.rules.adopting import FieldRefusal

LEAST_OPTIONS, MOST_OPTIONS = 2, 40
MOST_DOTS = 20
MOST_CODES = 5000


def check_dots_allowed(dots: int, most_on_one: int) -> None:
    """How many dots a person has, and how many of them may lie on one thing; else Refusal."""
    if not 1 <= dots <= MOST_DOTS:
        raise FieldRefusal(_("Give each person 1 to %(most)d dots.") % {"most": MOST_DOTS}, field="dots")
    if not 1 <= most_on_one <= dots:
        raise FieldRefusal(
            _("On one thing a person may lay 1 to %(dots)d dots, as many as they have.") % {"dots": dots},
            field="most_on_one",
        )


def check_ballot(given: Mapping[int, int], options: Sequence[int], dots: int, most_on_one: int) -> dict[int, int]:
    """The dots of one ballot, by number of the option, zeros left out. Fewer dots than allowed is a vote; none is not."""
    laid = {number: count for number, count in given.items() if count}
    for number, count in laid.items():
        if number not in options:
            raise Refusal(_("There is nothing under the number %(number)s in this vote.") % {"number": number})
        if not 0 < count <= most_on_one:
            raise Refusal(
                _("You laid %(count)d dots on number %(number)d; on one thing there may be at most %(most)d.")
                % {"count": count, "number": number, "most": most_on_one}
            )
    together = sum(laid.values())
    if not together:
        raise Refusal(_("No dot is laid yet. Lay at least one."))
    if together > dots:
        raise Refusal(
            _("You laid %(count)d dots and have %(dots)d. Take %(over)d away.")
            % {"count": together, "dots": dots, "over": together - dots}
        )
    return laid


def check_day_of_vote(state: str, opens_on: date, ends_on: date, on: date) -> None:
    """Refusal, in words for whoever opened the link, when no vote is taken on the day."""
    if state in {"closed", "published"} or on > ends_on:
        raise Refusal(_("The vote ended on %(day)s.") % {"day": told(ends_on)})
    if state == "draft" or on < opens_on:
        raise Refusal(_("The vote begins on %(day)s. Come back then.") % {"day": told(opens_on)})


def told(day: date) -> str:
    return day.strftime("%d.%m.%Y")


@dataclass(frozen=True)
class Counted:
    """An option with its dots and its place; the same number of dots is the same place."""

    rank: int
    number: int
    text: str
    online: int
    paper: int

    @property
    def together(self) -> int:
        return self.online + self.paper


def counted(options: Sequence[tuple[int, str, int, int]]) -> list[Counted]:
    """Options (number, text, dots online, dots on paper) from the most dots to the fewest; ties keep their numbers' order."""
    ordered = sorted(options, key=lambda one: (-(one[2] + one[3]), one[0]))
    totals = [online + paper for _number, _text, online, paper in ordered]
    return [Counted(totals.index(totals[place]) + 1, *one) for place, one in enumerate(ordered)]
