"""Units through time: which unit a row of an edition is, and from when until when a code, a name and a kind hold.

An edition says what is true on its day, and nothing of the days between. A fact holds from the day of the edition that first
shows it until the day of the next edition that is known; so several editions give the same history in any order of loading.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from gromada.core.text import _, fold
from gromada.territory.rules.terc import Entry

LEVELS = ("voivodeship", "powiat", "gmina")
CHANGED, RENAMED, KIND, RECODED, NEW, GONE, SAME = (
    "changed",
    "renamed",
    "changed_kind",
    "recoded",
    "new",
    "gone",
    "same",
)


class Facts(NamedTuple):
    """What is said of a unit on a day. `above` is the key of the unit it lies in."""

    code: str
    kind: str
    name: str
    above: int | None


@dataclass
class Span:
    """Facts and the days they hold, from a day until a day (not included; None: still). `pk`: the row that keeps it."""

    facts: Facts
    start: date
    until: date | None
    pk: int | None = None
    is_changed: bool = False

    def holds_on(self, day: date) -> bool:
        return self.start <= day and (self.until is None or day < self.until)

    def move(self, **values) -> None:
        for name, value in values.items():
            setattr(self, name, value)
        self.is_changed = True


@dataclass
class Story:
    """One unit's spans in their order. A negative key is a unit that has no row yet."""

    key: int
    level: str
    spans: list[Span] = field(default_factory=list)
    is_new: bool = False

    def on(self, day: date) -> Facts | None:
        return next((span.facts for span in self.spans if span.holds_on(day)), None)

    @property
    def last(self) -> Span:
        return max(self.spans, key=lambda span: span.start)

    @property
    def is_changed(self) -> bool:
        return any(span.is_changed or span.pk is None for span in self.spans)


class Conflict(ValueError):  # noqa: N818 - two sources that cannot both be right
    """What is recorded of a unit begins on the very day on which the edition does not know it."""


def observe(story: Story, day: date, facts: Facts | None, following: date | None) -> None:
    """Take in that on `day` the unit was as `facts` say, or was not there (None); `following` is the next known edition.

    Raises Conflict when nothing would be left of a unit: it was recorded by hand from this day on, and is not there.
    """
    span = next((span for span in story.spans if span.holds_on(day)), None)
    if span is not None and span.facts == facts:
        return
    if span is None and facts is None:
        return
    if span is None:
        _begin(story, day, facts, following)
    elif facts is None:
        _interrupt(story, span, day, _earlier(following, span.until))
    else:
        _change(story, span, day, facts, _earlier(following, span.until))
    story.spans.sort(key=lambda each: each.start)


def _earlier(*days: date | None) -> date | None:
    return min((day for day in days if day is not None), default=None)


def _begin(story: Story, day: date, facts: Facts, following: date | None) -> None:
    after = next((span for span in story.spans if span.start > day), None)
    before = next((span for span in story.spans if span.until == day), None)
    end = _earlier(following, after.start if after else None)
    if before and before.facts == facts:
        before.move(until=end)
    elif after and after.start == end and after.facts == facts:
        after.move(start=day)
    else:
        story.spans.append(Span(facts, day, end))


def _interrupt(story: Story, span: Span, day: date, end: date | None) -> None:
    if span.start == day:
        if end == span.until:
            raise Conflict
        span.move(start=end)
        return
    if end != span.until:
        story.spans.append(Span(span.facts, end, span.until))
    span.move(until=day)


def _change(story: Story, span: Span, day: date, facts: Facts, end: date | None) -> None:
    until = span.until
    if span.start == day:
        if end == until:
            span.move(facts=facts)
            return
        span.move(start=end)
        story.spans.append(Span(facts, day, end))
        return
    if end != until:
        story.spans.append(Span(span.facts, end, until))
    span.move(until=day)
    after = next((each for each in story.spans if each.start == end and each.facts == facts), None) if end else None
    if after:
        after.move(start=day)
    else:
        story.spans.append(Span(facts, day, end))


class Register:
    """Every unit known, its history, and the days of the editions that were taken in."""

    def __init__(self, stories: Iterable[Story] = (), days: Iterable[date] = ()):
        self.stories = {story.key: story for story in stories}
        self.days = sorted(days)
        self._next = -1

    def of_level(self, level: str) -> list[Story]:
        return [story for story in self.stories.values() if story.level == level]

    def add(self, level: str) -> Story:
        story = Story(self._next, level, is_new=True)
        self._next -= 1
        self.stories[story.key] = story
        return story


@dataclass
class Taken:
    """What an edition brought: each entry with its unit and what became of it, the units that are gone, doubts."""

    rows: list[tuple[Entry, Story, str]] = field(default_factory=list)
    gone: list[Story] = field(default_factory=list)
    conflicts: list[Story] = field(default_factory=list)
    doubts: list[tuple[Entry | None, object]] = field(default_factory=list)


def take_in(register: Register, day: date, entries: Sequence[Entry], *, whole: bool = True) -> Taken:
    """Bring an edition into the register, in place: versions begin and end, units come, nothing is deleted.

    A unit is known by its code without the kind, now or at any time; else by its name within its voivodeship where exactly
    one such unit is left over on either side. `whole`: units that are not among the entries are gone from this day on.
    """
    following = next((known for known in register.days if known > day), None)
    taken, keys = Taken(), {}
    for level in LEVELS:
        of_level = [entry for entry in entries if entry.level == level]
        found = identify(register, level, day, of_level, taken)
        for entry in of_level:
            story = found.get(entry.code)
            is_new = story is None
            if is_new:
                story = register.add(level)
            keys[entry.code] = story.key
            facts = Facts(entry.code, entry.kind, entry.name, keys.get(entry.above) if entry.above else None)
            observe(story, day, facts, following)
            taken.rows.append((entry, story, NEW if is_new else CHANGED if story.is_changed else SAME))
        if whole:
            _let_go(register, level, day, following, {keys[entry.code] for entry in of_level}, taken)
    if day not in register.days:
        register.days = sorted([*register.days, day])
    return taken


def _let_go(  # noqa: PLR0913, PLR0917 - the edition, its day and its neighbour
    register: Register, level: str, day: date, following: date | None, present: set[int], taken: Taken
) -> None:
    for story in register.of_level(level):
        if story.key in present or story.on(day) is None:
            continue
        try:
            observe(story, day, None, following)
        except Conflict:
            taken.conflicts.append(story)
        else:
            taken.gone.append(story)


def identify(register: Register, level: str, day: date, entries: Sequence[Entry], taken: Taken) -> dict[str, Story]:
    """Which known unit each entry is, by its code; entries of units not known are absent."""
    by_short: dict[str, list[Story]] = defaultdict(list)
    for story in register.of_level(level):
        for short in {span.facts.code[:6] for span in story.spans}:
            by_short[short].append(story)
    found: dict[str, Story] = {}
    used: set[int] = set()
    for entry in entries:
        fitting = [story for story in by_short.get(entry.short, ()) if story.key not in used]
        if fitting:
            story = min(fitting, key=lambda each: (_away(each, entry.short, day), -each.key))
            found[entry.code] = story
            used.add(story.key)
    if level != "voivodeship":
        _identify_by_name(register, level, [entry for entry in entries if entry.code not in found], used, found, taken)
    return found


def _away(story: Story, short: str, day: date) -> int:
    """How many days lie between `day` and the time the unit had this code."""
    return min(
        max((span.start - day).days, (day - span.until).days if span.until else 0, 0)
        for span in story.spans
        if span.facts.code[:6] == short
    )


def _identify_by_name(  # noqa: PLR0913, PLR0917 - what is left over on both sides
    register: Register, level: str, left: list[Entry], used: set[int], found: dict[str, Story], taken: Taken
) -> None:
    if not left:
        return
    names: dict[tuple[str, str], set[int]] = defaultdict(set)
    for story in register.of_level(level):
        if story.key not in used:
            for span in story.spans:
                names[span.facts.code[:2], fold(span.facts.name)].add(story.key)
    wanted = Counter((entry.code[:2], fold(entry.name)) for entry in left)
    for entry in left:
        mark = entry.code[:2], fold(entry.name)
        candidates = names.get(mark, set())
        if len(candidates) == 1 and wanted[mark] == 1:
            story = register.stories[min(candidates)]
            found[entry.code] = story
            used.add(story.key)
            taken.doubts.append((entry, _("%(name)s is taken for the unit that had the code %(code)s.")
                                 % {"name": entry.name, "code": story.last.facts.code}))  # fmt: skip
        elif candidates:
            taken.doubts.append((entry, _("%(name)s may be one of several units that are gone; it is taken for a new one.")
                                 % {"name": entry.name}))  # fmt: skip


def diff(register: Register, before: date, after: date) -> dict[str, list[str]]:
    """Gminas that are new, gone, renamed, of another kind or under another code on the later of two days; by code.

    A gone one stands under the code it had, all others under the code they have on the later day.
    """
    kinds: dict[str, list[str]] = {NEW: [], GONE: [], RENAMED: [], KIND: [], RECODED: []}
    for story in register.of_level("gmina"):
        was, now = story.on(before), story.on(after)
        if was is None and now is not None:
            kinds[NEW].append(now.code)
        elif was is not None and now is None:
            kinds[GONE].append(was.code)
        elif was is not None and now is not None:
            if was.name != now.name:
                kinds[RENAMED].append(now.code)
            if was.kind != now.kind:
                kinds[KIND].append(now.code)
            if was.code[:6] != now.code[:6]:
                kinds[RECODED].append(now.code)
    return {kind: sorted(codes) for kind, codes in kinds.items()}
