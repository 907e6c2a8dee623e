"""The register of units from the files of GUS (TERC, NTS): what is new, gone, renamed or of another kind, year by year."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from gromada.core.imports import Asked, Change, Importer, Option, Plan, Problem, register
from gromada.core.text import _
from gromada.territory import actions, queries, rules
from gromada.territory.rules import Entry, Reading, Register, Story, Taken
from gromada.territory.states import Kind

PLURALS = {"voivodeship": "voivodeships", "powiat": "powiats", "gmina": "gminas"}


@dataclass(frozen=True)
class Payload:
    """The register as it stands once the editions are taken in, and the editions: (day, form)."""

    register: Register
    editions: tuple[tuple[date, str], ...]


def read(asked: Asked) -> Plan:
    """Every edition of the wish compared with the register, the earliest first; nothing is written."""
    plan = Plan()
    readings = []
    whole = asked.options.get("extent", "country") != "part"
    for file in asked.files:
        reading = rules.read_register(file.content, file=file.name, whole=whole)
        plan.problems += reading.problems
        plan.remarks += reading.remarks
        readings.append((file.name, reading))
    if plan.problems:
        return plan
    known = queries.register()
    for name, reading in sorted(readings, key=lambda row: row[1].as_of):
        _take(plan, known, name, reading, whole=whole)
    _check_codes(plan, known)
    plan.payload = Payload(known, tuple((reading.as_of, reading.form) for _name, reading in readings))
    return plan


def _take(plan: Plan, known: Register, name: str, reading: Reading, *, whole: bool) -> None:
    day = reading.as_of
    is_known = day in known.days
    taken = rules.take_in(known, day, reading.entries, whole=whole)
    changes = [_change(name, entry, story, act, day) for entry, story, act in taken.rows]
    changes += [Change("update", _label(story), _gone(day), name) for story in taken.gone]
    if is_known and any(change.act != "skip" for change in changes):
        plan.problems.append(Problem(
            _("An edition of %(day)s is loaded already and says otherwise of %(name)s. Take that import back first.")
            % {"day": day.isoformat(), "name": next(row.label for row in changes if row.act != "skip")}, file=name,
        ))  # fmt: skip
    if not is_known:
        # That nothing changed until this day is a fact too: it says how long the versions before it hold.
        changes.append(Change("add", str(_("edition of %(day)s") % {"day": day.isoformat()}), reading.form, name))
    for story in taken.conflicts:
        plan.problems.append(Problem(
            _("%(name)s is recorded from %(day)s on, but the register of that day does not have it.")
            % {"name": _label(story), "day": day.isoformat()}, file=name,
        ))  # fmt: skip
    plan.changes += changes
    plan.remarks += [Problem(words, file=name, row=entry.row if entry else None) for entry, words in taken.doubts]
    plan.remarks += _told(known, taken, name, day)
    plan.facts = _facts(known, reading)


def _change(name: str, entry: Entry, story: Story, act: str, day: date) -> Change:
    label = f"{entry.name} ({entry.code})"
    if act == "new":
        return Change("add", label, "", name, entry.row)
    if act == "same":
        return Change("skip", label, "", name, entry.row)
    return Change("update", label, _difference(story, entry, day), name, entry.row)


def _difference(story: Story, entry: Entry, day: date) -> str:
    """What is otherwise than in the version before this day, or, where there is none, in the one after it."""
    others = [span for span in story.spans if not span.holds_on(day)]
    before = [span for span in others if span.until is not None and span.until <= day]
    near = before[-1] if before else next(iter(others), None)
    if near is None:
        return str(_("known from %(day)s") % {"day": day.isoformat()})
    was, words = near.facts, []
    if was.name != entry.name:
        words.append(f"{was.name} → {entry.name}" if before else f"{entry.name} → {was.name}")
    if was.kind != entry.kind:
        kinds = [Kind(was.kind).label, Kind(entry.kind).label]
        words.append(" → ".join(str(kind) for kind in (kinds if before else reversed(kinds))))
    elif was.code != entry.code:
        words.append(f"{was.code} → {entry.code}" if before else f"{entry.code} → {was.code}")
    return ", ".join(words) or str(_("known from %(day)s") % {"day": day.isoformat()})


def _label(story: Story) -> str:
    facts = story.last.facts
    return f"{facts.name} ({facts.code})"


def _gone(day: date) -> str:
    return str(_("not in the register from %(day)s") % {"day": day.isoformat()})


def _told(known: Register, taken: Taken, name: str, day: date) -> list[Problem]:
    """New and gone gminas are said by name, where an edition before this one is known to compare with."""
    if not any(other < day for other in known.days):
        return []
    told = [
        Problem(_("New: %(label)s.") % {"label": f"{entry.name} ({entry.code})"}, name, row=entry.row)
        for entry, _story, act in taken.rows
        if act == "new"
    ]
    return told + [Problem(_("Gone: %(label)s.") % {"label": _label(story)}, name) for story in taken.gone]


def _facts(known: Register, reading: Reading) -> dict:
    earlier = [day for day in known.days if day < reading.as_of]
    later = [day for day in known.days if day > reading.as_of]
    other = max(earlier, default=min(later, default=None))
    difference = {"new": [], "gone": [], "renamed": [], "changed_kind": [], "recoded": []}
    if other is not None:
        difference = rules.diff(known, *sorted((other, reading.as_of)))
    units = {PLURALS[level]: reading.count(level) for level in rules.LEVELS}
    return {
        "units": units,
        "by_kind": reading.kinds(),
        "edition": reading.form,
        "as_of": reading.as_of.isoformat(),
        "compared_with": other.isoformat() if other else None,
        "diff": difference,
    }


def _check_codes(plan: Plan, known: Register) -> None:
    """Two units may not end up under one code: a unit came by its name while another has its code."""
    count = Counter((story.level, story.last.facts.code) for story in known.stories.values())
    for story in known.stories.values():
        if count[story.level, story.last.facts.code] > 1 and story.is_changed:
            plan.problems.append(Problem(
                _("Two units would have the code of %(name)s. Load the editions in the order of their days.")
                % {"name": _label(story)}
            ))  # fmt: skip


def write(plan: Plan, run, *, by, on, undo, tell) -> None:  # noqa: ARG001, PLR0913 - the frame calls it so
    payload: Payload = plan.payload
    actions.load_register(register=payload.register, editions=payload.editions, run=run, undo=undo, tell=tell, by=by)


register(
    Importer(
        kind="territory",
        title=_("Register of units"),
        hint=_(
            "TERC of any year, as downloaded from eteryt.stat.gov.pl: the official or the address edition, CSV or XML; also "
            "the division NTS. Several years may be loaded, in any order."
        ),
        deed="territory.import",
        endings=("csv", "xml", "txt"),
        read=read,
        write=write,
        options=(
            Option(
                "extent",
                _("How much of the country the file covers"),
                (("country", _("the whole country")), ("part", _("a part; what is not in the file stays as it is"))),
            ),
        ),
        source="GUS, TERC",
    )
)
