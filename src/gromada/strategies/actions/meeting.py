"""Work with residents: meetings and who came, help asked of the region, surveys the strategy rests on, registers."""

from collections.abc import Sequence
from datetime import date

from gromada.core import audit, documents, workflow
from gromada.core.models import Document
from gromada.core.permissions import Actor, Refusal, require
from gromada.core.text import _
from gromada.core.workflow import action
from gromada.programmes.models import Participation
from gromada.strategies import permissions  # noqa: F401 - registers the deeds
from gromada.strategies.actions.adopting import Scan
from gromada.strategies.models import (
    AttendanceNames,
    HelpRequest,
    Leader,
    ParticipationEvent,
    Partnership,
    Strategy,
    StrategySurvey,
)
from gromada.strategies.rules import attendance
from gromada.strategies.rules.adopting import FieldRefusal
from gromada.strategies.rules.attendance import Names, check_words
from gromada.strategies.states import EventKind, HelpKind, HelpState
from gromada.surveys.models import Survey

CARD = ("kind", "title", "held_on", "place", "moderator", "agenda", "results", "attended")
MOST_FILES = 40


def _card(card: dict, on: date) -> dict:
    made = {name: value.strip() if isinstance(value, str) else value for name, value in card.items() if name in CARD}
    if made.get("kind") not in EventKind.values:
        raise FieldRefusal(_("Choose what kind of meeting it was."), field="kind")
    check_words(made.get("title", ""), field="title", sentence=_("Name the meeting: what it was about."), longest=200)
    check_words(made.get("place", ""), field="place", sentence=_("Write where people met."), longest=200)
    attendance.check_held(made["held_on"], on, made.get("attended"))
    return made


@action
def add_event(*, strategy: Strategy, by: Actor, on: date, **card) -> ParticipationEvent:
    """Record a workshop, a meeting or a debate on the strategy, one that was or one that is planned (R43)."""
    require(by, "strategies.involve", strategy)
    row = ParticipationEvent.objects.create(strategy=strategy, **_card(card, on))
    audit.record(by=by, deed="strategies.involve", obj=row, on=on, new=row.kind)
    return row


@action
def change_event(*, event: ParticipationEvent, by: Actor, on: date, **card) -> ParticipationEvent:
    """Correct a meeting or write down what came of it. The number of people is never below the names on the list."""
    require(by, "strategies.involve", event)
    new = _card({name: getattr(event, name) for name in CARD} | card, on)
    names = AttendanceNames.objects.filter(event=event).values_list("count", flat=True).first() or 0
    new["attended"] = attendance.attended(new["attended"], names)
    changed = [name for name in CARD if getattr(event, name) != new[name]]
    for name in changed:
        setattr(event, name, new[name])
    if changed:
        event.save(update_fields=changed)
        audit.record(by=by, deed="strategies.involve", obj=event, on=on, fields=changed)
    return event


@action
def set_attendance(*, event: ParticipationEvent, names: str, attended: int | None = None, by: Actor, on: date) -> Names:
    """Keep who came, from a pasted list: cleaned, each name once, in the vault, for five years. Returns what was read.

    `attended`: how many came, if more than the list says. Others than the gmina's people see the count alone.
    """
    require(by, "strategies.involve", event)
    read = attendance.clean_names(names)
    count = attendance.attended(attended, len(read.names))
    attendance.check_held(event.held_on, on, count)
    row = AttendanceNames.objects.select_for_update().filter(event=event).first() or AttendanceNames(event=event)
    row.names, row.count = "\n".join(read.names), len(read.names)
    row.keep_until = attendance.keep_until(event.held_on)
    row.save()
    event.attended = count
    event.save(update_fields=["attended"])
    audit.record(by=by, deed="strategies.involve", obj=event, on=on, fields=["attended", "names"])
    return read


@action
def forget_names(*, by: Actor, on: date) -> int:
    """Erase lists of names whose time is over; the counts stay. Returns how many lists were erased."""
    gone = 0
    for row in AttendanceNames.objects.filter(keep_until__lt=on).exclude(names="").select_related("event"):
        row.names = ""
        row.save(update_fields=["names"])
        audit.record(by=by, deed="strategies.involve", obj=row.event, on=on, fields=["names"])
        gone += 1
    return gone


@action
def add_event_file(*, event: ParticipationEvent, file: Scan, by: Actor, on: date) -> Document:
    """Keep a photograph or a paper of a meeting; a photograph loses its place and camera before it is kept."""
    require(by, "strategies.involve", event)
    reference = f"strategies:participationevent:{event.pk}"
    if documents.documents_of(reference).count() >= MOST_FILES:
        raise Refusal(_("This meeting has %(most)d files already. Put the others into one PDF.") % {"most": MOST_FILES})
    row = documents.store(
        content=file.content,
        name=file.name,
        media_type=file.media_type,
        access=documents.Access.OFFICE,
        retention="programme",
        reference=reference,
        unit_id=event.strategy.participation.unit_id,
        by=by,
    )
    audit.record(by=by, deed="strategies.involve", obj=event, on=on, fields=["files"])
    return row


@action
def rest_on_surveys(*, strategy: Strategy, surveys: Sequence[Survey], by: Actor, on: date) -> None:
    """Say which surveys of residents the strategy rests on; those left out are no longer its evidence."""
    require(by, "strategies.involve", strategy)
    home = strategy.participation.unit_id
    if any(survey.unit_id != home for survey in surveys):
        raise Refusal(_("A strategy rests on surveys of its own gmina."))
    wanted = {survey.pk for survey in surveys}
    links = StrategySurvey.objects.filter(strategy=strategy)
    there = set(links.order_by("pk").values_list("survey_id", flat=True))
    links.exclude(survey_id__in=wanted).delete()
    StrategySurvey.objects.bulk_create(StrategySurvey(strategy=strategy, survey_id=pk) for pk in sorted(wanted - there))
    if wanted != there:
        audit.record(by=by, deed="strategies.involve", obj=strategy, on=on, fields=["surveys"])


# Help on request (R44) -----------------------------------------------------------------------------------------------


@action
def ask_help(  # noqa: PLR0913 - what a request says
    *, strategy: Strategy, kind: str, words: str, wanted_on: date | None = None, by: Actor, on: date
) -> HelpRequest:
    """Ask the region for help with writing, moderating or reading data (R44): the consultant's turn."""
    require(by, "strategies.ask_help", strategy)
    if kind not in HelpKind.values:
        raise FieldRefusal(_("Choose what you need help with."), field="kind")
    words = check_words(words, field="words", sentence=_("Write what you need and when."), longest=2000)
    row = HelpRequest.objects.create(
        strategy=strategy,
        state=HelpState.ASKED,
        state_since=on,
        kind=kind,
        words=words,
        wanted_on=wanted_on,
        asked_on=on,
        asked_by_name=by.name,
    )
    audit.record(by=by, deed="strategies.ask_help", obj=row, on=on, new=row.state)
    return row


def _answer_help(request: HelpRequest, deed: str, to: str, answer: str, by: Actor, on: date) -> HelpRequest:  # noqa: PLR0913, PLR0917 - a deed
    require(by, deed, request)
    request.answer = answer.strip()[:2000] or request.answer
    request.answered_by_name = by.name
    request.save(update_fields=["answer", "answered_by_name"])
    workflow.move(request, to=to, by=by, on=on)
    return request


@action
def promise_help(*, request: HelpRequest, answer: str = "", by: Actor, on: date) -> HelpRequest:
    """The region says yes: who comes, when."""
    return _answer_help(request, "strategies.promise_help", HelpState.PROMISED, answer, by, on)


@action
def give_help(*, request: HelpRequest, answer: str = "", by: Actor, on: date) -> HelpRequest:
    """The region notes that it helped, and with what."""
    return _answer_help(request, "strategies.give_help", HelpState.GIVEN, answer, by, on)


@action
def decline_help(*, request: HelpRequest, answer: str, by: Actor, on: date) -> HelpRequest:
    """The region says no, with the reason."""
    require(by, "strategies.decline_help", request)
    attendance.check_declined(answer)
    return _answer_help(request, "strategies.decline_help", HelpState.DECLINED, answer, by, on)


# Partnership and leaders (R26, R27, R48) -----------------------------------------------------------------------------


@action
def keep_partnership(  # noqa: PLR0913 - what the register holds
    *,
    participation: Participation,
    name: str,
    members: str,
    since: date,
    agreement: str = "",
    partnership: Partnership | None = None,
    by: Actor,
    on: date,
) -> Partnership:
    """Enter a local partnership, or correct one: its name, the organisations in it (one a line), since when (R26, R48)."""
    require(by, "strategies.keep_registers", participation)
    name = check_words(name, field="name", sentence=_("Name the partnership."), longest=200)
    lines = dict.fromkeys(" ".join(line.split()) for line in members.splitlines() if line.strip())
    if not lines:
        raise FieldRefusal(_("Write who belongs to it, one organisation a line."), field="members")
    row = partnership or Partnership(participation=participation)
    row.name, row.members, row.since, row.agreement = name, "\n".join(lines), since, agreement.strip()[:200]
    row.save()
    audit.record(by=by, deed="strategies.keep_registers", obj=row, on=on, new="partnership")
    return row


@action
def add_leader(  # noqa: PLR0913 - what the register holds
    *, participation: Participation, name: str, sphere: str, contact: str = "", consent_on: date, by: Actor, on: date
) -> Leader:
    """Enter a local leader with their consent (R27). Name and contact go into the vault."""
    require(by, "strategies.keep_registers", participation)
    name = check_words(name, field="name", sentence=_("Write the leader's name."), longest=120)
    sphere = check_words(
        sphere,
        field="sphere",
        sentence=_("Write what this person moves others to: seniors, sport, a village."),
        longest=120,
    )
    if consent_on > on:
        raise FieldRefusal(_("The consent cannot be given in the future."), field="consent_on")
    row = Leader.objects.create(
        participation=participation,
        name=name,
        sphere=sphere,
        contact=contact.strip()[:200],
        identified_on=on,
        consent_on=consent_on,
    )
    audit.record(by=by, deed="strategies.keep_registers", obj=row, on=on, new="leader")
    return row


@action
def withdraw_leader(*, leader: Leader, by: Actor, on: date) -> Leader:
    """The person takes their consent back, or leads no longer: name and contact are erased at once, the count stays."""
    require(by, "strategies.keep_registers", leader)
    if leader.withdrawn_on:
        raise Refusal(_("This person is no longer in the register."))
    leader.name, leader.contact, leader.withdrawn_on = "", "", max(on, leader.consent_on)
    leader.save(update_fields=["name", "contact", "withdrawn_on"])
    audit.record(by=by, deed="strategies.keep_registers", obj=leader, on=on, old="leader", fields=["withdrawn_on"])
    return leader
