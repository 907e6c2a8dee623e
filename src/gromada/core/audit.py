"""The journal of deeds: append-only, chained by hashes, written by actions and never read by rules.

Events of one action are gathered and written last, under a lock on the one head row, so that writers wait for each other
only at the end (design.md section 2 'Audit'). No value of a field is kept, only the names of changed fields.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, date

from gromada.core import clock
from gromada.core.models.audit import GENESIS, AuditEvent, AuditHead, ReadEvent
from gromada.core.permissions import Actor
from gromada.core.text import _

_gathered: ContextVar[list[AuditEvent] | None] = ContextVar("gathered_audit_events", default=None)
CHUNK = 2_000


@contextmanager
def gathering() -> Iterator[None]:
    """Collect the events of one action; the outermost one writes them, a refused inner one takes its own back."""
    outer = _gathered.get()
    if outer is not None:
        mark = len(outer)
        try:
            yield
        except BaseException:
            del outer[mark:]
            raise
        return
    events: list[AuditEvent] = []
    token = _gathered.set(events)
    try:
        yield
        _write(events)
    finally:
        _gathered.reset(token)


def record(  # noqa: PLR0913 - one event has this many facts
    *, by: Actor, deed: str, obj, on: date, old: str = "", new: str = "", fields: Iterable[str] = (), why: str = ""
) -> None:
    """Note that `by` did `deed` to `obj` on the day `on`; only inside an action, else RuntimeError."""
    events = _gathered.get()
    if events is None:
        msg = "audit.record is called from an action (@action), so that event and change stand or fall together"
        raise RuntimeError(msg)
    reach = getattr(obj, "reach", None)
    events.append(
        AuditEvent(
            moment=clock.now().astimezone(UTC),
            on=on,
            actor_kind=by.kind,
            person_id=by.person_id,
            role=by.role,
            organisation_id=by.organisation_id,
            deed=deed,
            object_type=obj._meta.label_lower,
            object_id=str(obj.pk),
            unit_id=reach.unit_id if reach else None,
            region_id=reach.region_id if reach else None,
            old_state=old,
            new_state=new,
            fields=sorted(fields),
            why=why,
        )
    )


def opened(*, by: Actor, obj, what: str) -> None:
    """Log that personal data of `obj` was read: who, when, which kind of data. Not chained; kept apart from deeds."""
    ReadEvent.objects.create(
        moment=clock.now().astimezone(UTC),
        person_id=by.person_id,
        role=by.role,
        object_type=obj._meta.label_lower,
        object_id=str(obj.pk),
        what=what,
    )


def _write(events: list[AuditEvent]) -> None:
    if not events:
        return
    head, _made = AuditHead.objects.select_for_update().get_or_create(pk=1, defaults={"count": 0, "hash": GENESIS})
    for event in events:
        event.seq = head.count + 1
        event.previous_hash = head.hash
        event.hash = digest(event)
        head.count, head.hash = event.seq, event.hash
    AuditEvent.objects.bulk_create(events)
    AuditHead.objects.filter(pk=1).update(count=head.count, hash=head.hash)


def digest(event: AuditEvent) -> str:
    """The hash that seals an event: SHA-256 over the previous hash and every fact, in one canonical form."""
    facts = [
        event.seq,
        event.moment.astimezone(UTC).isoformat(timespec="microseconds"),
        event.on.isoformat(),
        event.actor_kind,
        event.person_id,
        event.role,
        event.organisation_id,
        event.deed,
        event.object_type,
        event.object_id,
        event.unit_id,
        event.region_id,
        event.old_state,
        event.new_state,
        list(event.fields),
        event.why,
    ]
    text = event.previous_hash + json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Fault:
    """A place where the journal is not what was written: the number of the row and what is wrong with it."""

    seq: int
    sentence: str


@dataclass(frozen=True)
class Verdict:
    events: int
    head: str
    faults: list[Fault]

    @property
    def whole(self) -> bool:
        return not self.faults


def verify() -> Verdict:
    """Walk the chain against its head: an altered, a removed and a cut-off row are each found and named."""
    head = AuditHead.objects.filter(pk=1).first()
    expected_count, expected_hash = (head.count, head.hash) if head else (0, GENESIS)
    faults: list[Fault] = []
    seq, previous = 0, GENESIS
    for event in AuditEvent.objects.order_by("seq").iterator(chunk_size=CHUNK):
        if event.seq != seq + 1:
            gap = _gap(seq + 1, event.seq - 1)
            faults.append(Fault(seq + 1, gap))
        elif event.previous_hash != previous:
            faults.append(
                Fault(event.seq, str(_("Row %(seq)d does not follow from the row before it.") % {"seq": event.seq}))
            )
        if digest(event) != event.hash:
            faults.append(
                Fault(event.seq, str(_("Row %(seq)d was altered after it was written.") % {"seq": event.seq}))
            )
        seq, previous = event.seq, event.hash
    if seq != expected_count:
        faults.append(Fault(seq + 1, _gap(seq + 1, expected_count)))
    elif previous != expected_hash:
        faults.append(Fault(seq, str(_("The last row, %(seq)d, is not the one that the head names.") % {"seq": seq})))
    return Verdict(events=seq, head=previous, faults=faults)


def _gap(first: int, last: int) -> str:
    if first > last:
        return str(_("The journal has more rows than its head says: row %(seq)d is not known.") % {"seq": last + 1})
    if first == last:
        return str(_("Row %(seq)d was removed.") % {"seq": first})
    return str(_("Rows %(first)d to %(last)d were removed.") % {"first": first, "last": last})
