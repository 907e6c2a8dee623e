"""How a gmina goes along its path: which step a person may record, what it must rest on, and when money stands still.

Plain Python: no query, no clock (domain.md 2.3).
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from gromada.core import deadlines
from gromada.core.permissions import Refusal
from gromada.core.text import _
from gromada.programmes.states import BY_ITSELF, MAY_BE_LEFT_OUT, ORDER, UNFINANCED, Step

SOURCE = "domain.md 2.3"
FROM_WINDOW = "window"


class StepRefusal(Refusal):
    """A refusal that is about one field of the page."""

    def __init__(self, sentence, *, field: str = "", rule: str = ""):
        super().__init__(sentence, rule=rule, source=SOURCE)
        self.field = field


def ahead(state: str, path: Sequence[str]) -> list[str]:
    """The steps of a programme's path that a gmina standing at `state` has before it; none for one that stands aside."""
    return [code for code in path if ORDER.index(code) > ORDER.index(state)] if state in ORDER else []


def next_by_hand(state: str, path: Sequence[str]) -> str | None:
    """The next step that a person records; None when one that follows from another deed has to come first.

    A stage of planning may be left out. The end of the path is no such step: it is closed.
    """
    for code in ahead(state, path):
        if code not in BY_ITSELF:
            return None if code == Step.SETTLED else code
        if code not in MAY_BE_LEFT_OUT:
            return None
    return None


def due_on(days: int | None, *, counted_from: str, since: date, window_until: date) -> date | None:
    """The last day for a step: so many calendar days after the step before it, or after the programme's last day.

    A term that ends on a free day ends on the next working day; None where the programme sets no term.
    """
    if days is None:
        return None
    return deadlines.add_days(window_until if counted_from == FROM_WINDOW else since, days)


def check_next(to: str, allowed: str | None, *, name: str, allowed_name: str = "") -> None:
    """Raise when `to` is not the step to record now."""
    if to == allowed:
        return
    if to in BY_ITSELF:
        sentence = _("“%(step)s” is not recorded by hand: it comes by itself %(when)s.")
        raise StepRefusal(sentence % {"step": name, "when": BY_ITSELF[to]}, rule="step_by_itself")
    if allowed is None:
        raise StepRefusal(
            _("“%(step)s” cannot be recorded now. The page of the gmina says what comes first.") % {"step": name},
            rule="step_in_order",
        )
    raise StepRefusal(
        _("“%(step)s” is not the next step. Record “%(next)s” first.") % {"step": name, "next": allowed_name},
        rule="step_in_order",
    )


def check_order(on: date, since: date) -> None:
    """Raise when a deed is dated before the step the gmina stands at."""
    if on < since:
        text = _("The step before this one was made on %(before)s. Choose that day or a later one.")
        raise StepRefusal(text % {"before": f"{since:%d.%m.%Y}"}, field="on", rule="deeds_in_order")


def check_paper(paper_on: date | None, on: date, *, has_file: bool, number: str) -> None:
    """Raise for a paper dated after the deed that rests on it, and for a file of which nothing is said."""
    if paper_on is not None and paper_on > on:
        raise StepRefusal(
            _("The document is of a later day than the step that rests on it. Correct one of the two days."),
            field="paper_on",
            rule="paper_before_step",
        )
    if has_file and not (number or paper_on):
        raise StepRefusal(
            _("Write the number or the day of the document, so that it can be found again."),
            field="paper_number",
            rule="paper_named",
        )


def check_conditions(needed: Mapping[str, str], confirmed: Collection[str]) -> None:
    """Raise when something that must hold at a step was not confirmed, naming it."""
    missing = [name for code, name in needed.items() if code not in confirmed]
    if missing:
        raise StepRefusal(
            _("Not confirmed yet: %(missing)s. Confirm it, or wait until it holds.") % {"missing": "; ".join(missing)},
            field="confirmed",
            rule="step_conditions",
        )


def check_why(why: str, sentence) -> None:
    """Raise `sentence` when a deed that needs a reason has none."""
    if not why.strip():
        raise StepRefusal(sentence, field="why", rule="reason_given")


def check_financed(state: str, gmina: str, *, name: str) -> None:
    """Raise while a gmina stands aside: no contract is signed and nothing is paid from its allocation."""
    if state in UNFINANCED:
        raise Refusal(
            _(
                "The financing of %(gmina)s stands still (%(state)s), so nothing new is bound or paid from its "
                "allocation. The programme office decides when it goes on."
            )
            % {"gmina": gmina, "state": name},
            rule="financing_stands_still",
            source=SOURCE,
        )
