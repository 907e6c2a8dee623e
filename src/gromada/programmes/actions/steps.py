"""Going along the path: a step recorded with its paper, a gmina set aside, taken back, withdrawn, closed.

Every step leaves a record, whether a person recorded it or it followed from a deed in another room.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from gromada.core import audit, documents
from gromada.core.models import Document
from gromada.core.permissions import Actor, Refusal, require
from gromada.core.text import _
from gromada.core.workflow import action, move
from gromada.programmes import permissions, queries, rules  # noqa: F401 - permissions registers the deeds
from gromada.programmes.models import Participation, PathRecord, Unlocking
from gromada.programmes.states import ORDER, Part, Step


class Scan(Protocol):
    """A file as a form hands it over."""

    name: str
    content_type: str

    def read(self) -> bytes: ...


@dataclass(frozen=True)
class Paper:
    """What a step rests on: its kind in words, number and day; a file that comes with it, or one that is kept already."""

    kind: str = ""
    number: str = ""
    on: date | None = None
    file: Scan | None = None
    document: Document | None = None


NO_PAPER = Paper()


def record(  # noqa: PLR0913 - what stands in the history of a path
    participation: Participation,
    *,
    came_from: str,
    by: Actor,
    on: date,
    paper: Paper = NO_PAPER,
    confirmed: Collection[str] = (),
    note: str = "",
    state: str = "",
) -> PathRecord:
    """Write a row of the history of a path; called by the actions of this room after the gmina has moved."""
    return PathRecord.objects.create(
        participation=participation,
        came_from=came_from,
        state=state or participation.state,
        reached_on=on,
        paper_kind=paper.kind.strip()[:80],
        paper_number=paper.number.strip()[:60],
        paper_on=paper.on,
        document=_kept(paper.file, participation, by=by) if paper.file else paper.document,
        confirmed=list(confirmed),
        note=note.strip(),
        role=by.role,
        by_id=by.person_id,
    )


def _kept(file: Scan, participation: Participation, *, by: Actor) -> Document:
    return documents.store(
        content=file.read(),
        name=file.name,
        media_type=file.content_type,
        access=documents.Access.OFFICE,
        retention="programme",
        reference=f"programmes:participation:{participation.pk}",
        by=by,
        unit_id=participation.unit_id,
    )


def _locked(participation: Participation) -> Participation:
    """The gmina as it stands now; nobody else moves it meanwhile."""
    Participation.objects.select_for_update().get(pk=participation.pk)
    return Participation.objects.select_related(*queries.NEEDED).get(pk=participation.pk)


def _check(row: Participation, paper: Paper, on: date) -> None:
    rules.check_order(on, row.state_since)
    rules.check_paper(paper.on, on, has_file=paper.file is not None, number=paper.number)


def _follow(participation: Participation, row: Participation) -> Participation:
    """The caller's object stands where the row does."""
    participation.state, participation.state_since = row.state, row.state_since
    return participation


@action
def advance(  # noqa: PLR0913 - a step has this many facts
    *, participation: Participation, to: str, by: Actor, on: date, paper: Paper = NO_PAPER, note: str = ""
) -> Participation:
    """Go on along the programme's own path, never back: to the step `to`, or the last one before it that the path has.

    Nothing happens when the gmina is there or beyond, or stands aside (suspended, withdrawn). The step is recorded with
    its paper, where the deed it follows from has one.
    """
    codes = {step.code for step in participation.programme.definition.path}
    state = Participation.objects.values_list("state", flat=True).get(pk=participation.pk)
    participation.state = state
    if state not in ORDER:
        return participation
    at = ORDER.index(state)
    target = next((step for step in reversed(ORDER[: ORDER.index(to) + 1]) if step in codes), None)
    if target is not None and ORDER.index(target) > at:
        move(participation, to=target, by=by, on=on)
        record(participation, came_from=state, by=by, on=on, paper=paper, note=note)
    return participation


@action
def record_step(  # noqa: PLR0913 - a step has this many facts
    *,
    participation: Participation,
    to: str,
    by: Actor,
    on: date,
    paper: Paper = NO_PAPER,
    confirmed: Collection[str] = (),
    note: str = "",
) -> Participation:
    """Record that a gmina reached the step `to` of its programme, with the paper it rests on (domain.md 2.3).

    For steps that follow from no deed elsewhere: joining, the assessment, the work with residents, the plan for going
    on. `confirmed`: codes of the step's conditions in the programme's file; all of them are asked for. Raises Refusal,
    and nothing is written, when it is not the next step, a condition is missing, or days contradict each other.
    """
    row = _locked(participation)
    require(by, "programmes.record", row)
    now = queries.standing(row).by_hand
    allowed = now.code if now else None
    allowed_name = queries.step_name(row, allowed) if allowed else ""
    rules.check_next(to, allowed, name=queries.step_name(row, to), allowed_name=allowed_name)
    _check(row, paper, on)
    rules.check_conditions(_conditions(row, to), confirmed)
    before = row.state
    move(row, to=to, by=by, on=on)
    record(row, came_from=before, by=by, on=on, paper=paper, confirmed=sorted(confirmed), note=note)
    return _follow(participation, row)


def _conditions(row: Participation, code: str) -> dict[str, str]:
    step = row.programme.definition.step(code)
    language = queries.language()
    return {condition.code: condition.name(language) for condition in step.conditions} if step else {}


@action
def add_paper(  # noqa: PLR0913 - a document has this many facts
    *, participation: Participation, step: str, paper: Paper, by: Actor, on: date, note: str = ""
) -> PathRecord:
    """Add a document to a step that the gmina has reached already. Raises Refusal for a step ahead or an empty paper."""
    row = _locked(participation)
    require(by, "programmes.add_paper", row)
    reached = {past.state for past in queries.records(row)} | {row.state}
    if step not in reached:
        raise rules.StepRefusal(
            _("The gmina has not reached “%(step)s” yet. Choose a step that is behind it.")
            % {"step": queries.step_name(row, step)},
            field="step",
            rule="paper_of_a_step",
        )
    if not (paper.number.strip() or paper.on):
        raise rules.StepRefusal(
            _("Write the number or the day of the document, so that it can be found again."),
            field="paper_number",
            rule="paper_named",
        )
    rules.check_paper(paper.on, on, has_file=paper.file is not None, number=paper.number)
    made = record(row, came_from=step, state=step, by=by, on=on, paper=paper, note=note)
    audit.record(by=by, deed="programmes.add_paper", obj=row, on=on)
    return made


@action
def suspend(*, participation: Participation, why: str, by: Actor, on: date, paper: Paper = NO_PAPER) -> Participation:
    """Stop the financing of a gmina for a while: nothing is bound or paid from its allocation until it is resumed."""
    return _aside(participation, "programmes.suspend", Step.SUSPENDED, why=why, by=by, on=on, paper=paper)


@action
def withdraw(*, participation: Participation, why: str, by: Actor, on: date, paper: Paper = NO_PAPER) -> Participation:
    """Note that a gmina leaves the programme for good; its amount may then be moved to others (domain.md 2.3)."""
    return _aside(participation, "programmes.withdraw", Step.WITHDRAWN, why=why, by=by, on=on, paper=paper)


def _aside(participation, deed, to, *, why, by, on, paper) -> Participation:  # noqa: PLR0913 - a deed has this many facts
    row = _locked(participation)
    require(by, deed, row)
    rules.check_why(why, _("Write why, so that the gmina and whoever looks later can understand it."))
    _check(row, paper, on)
    before = row.state
    move(row, to=to, by=by, on=on, why=why.strip())
    record(row, came_from=before, by=by, on=on, paper=paper, note=why)
    return _follow(participation, row)


@action
def resume(
    *, participation: Participation, by: Actor, on: date, why: str = "", paper: Paper = NO_PAPER
) -> Participation:
    """Take a suspended gmina back to the step it stood at; what the council adopted meanwhile counts at once."""
    row = _locked(participation)
    require(by, "programmes.resume", row)
    _check(row, paper, on)
    back = queries.came_from(row)
    if back is None:
        raise Refusal(
            _("Nothing on record says where this gmina stood before. Ask the administrator to look into the journal."),
            rule="resume_needs_a_record",
        )
    move(row, to=back, by=by, on=on, why=why.strip())
    record(row, came_from=Step.SUSPENDED, by=by, on=on, paper=paper, note=why)
    if Unlocking.objects.filter(participation=row, part=Part.REST).exists():
        advance(participation=row, to=Step.ADOPTED, by=by, on=on)
    return _follow(participation, row)


@action
def close(  # noqa: PLR0913 - a closing has this many facts
    *,
    participation: Participation,
    by: Actor,
    on: date,
    paper: Paper = NO_PAPER,
    confirmed: Collection[str] = (),
    note: str = "",
) -> Participation:
    """Close a gmina's part in the programme: settled, with its final report; nothing follows (domain.md 2.3, 11)."""
    row = _locked(participation)
    require(by, "programmes.close", row)
    _check(row, paper, on)
    rules.check_conditions(_conditions(row, Step.SETTLED), confirmed)
    before = row.state
    move(row, to=Step.SETTLED, by=by, on=on)
    record(row, came_from=before, by=by, on=on, paper=paper, confirmed=sorted(confirmed), note=note)
    return _follow(participation, row)


@action
def carry_out(*, participation: Participation, by: Actor, on: date, paper: Paper = NO_PAPER) -> Participation:
    """A contract was signed: with all of the allocation unlocked the gmina carries out the programme (domain.md 2.3).

    Contracts on the first part alone leave the path where it is: workshops and the council's vote are still to come.
    """
    balance = queries.balance_of(participation)
    if balance.unlocked >= balance.allocated:
        advance(participation=participation, to=Step.IMPLEMENTING, by=by, on=on, paper=paper)
    return participation
