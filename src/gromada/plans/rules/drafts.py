"""A plan as a spreadsheet says it, line by line, and what would change when a stored plan is made like it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Literal

from gromada.core.text import _, fold, join_and
from gromada.plans.rules.facts import Finding, Place

MOST_LINES = 300
FIELDS: Mapping[str, Any] = MappingProxyType(
    {
        "number": _("No. in the plan"),
        "title": _("Name of the service"),
        "group": _("Group"),
        "kind": _("Kind"),
        "is_custom": _("Service of our own"),
        "needs": _("Needs"),
        "description": _("What will be done"),
        "recipients_text": _("For whom"),
        "recipients": _("How many people"),
        "quantity": _("Quantity"),
        "unit": _("Counted in"),
        "months": _("Months"),
        "since": _("From"),
        "until": _("Until"),
        "cost_pln": _("Cost, zł"),
        "cost": _("Cost in the programme's currency"),
        "not_duplicating": _("Repeats no public service"),
        "insufficiency": _("Why a public one is not enough"),
        "procedure": _("Procedure"),
        "provider_kind": _("Kind of provider"),
        "other_sources": _("Other sources"),
    }
)
"""Every field a column may hold, with its name for people."""

KEPT = (
    "title", "group", "kind", "is_custom", "needs", "description", "recipients_text", "recipients", "quantity", "unit",
    "months", "cost_pln", "not_duplicating", "insufficiency", "procedure", "provider_kind", "other_sources",
)  # fmt: skip
"""The fields of a stored line, plainly: codes of group, kind and needs, months as bits."""


@dataclass(frozen=True)
class Draft:
    """A line as a file says it: `values` holds only fields of which the file speaks; `is_whole` when all were read."""

    place: Place
    values: Mapping[str, Any]
    number: int | None = None
    is_whole: bool = True
    cost_said: Decimal | None = None

    @property
    def title(self) -> str:
        return self.values.get("title", "")


@dataclass(frozen=True)
class SheetReading:
    """A file as read: the drafts, what was found while reading, the total it states, the sheet, and its own form or not."""

    drafts: tuple[Draft, ...] = ()
    findings: tuple[Finding, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    sheet: str = ""
    is_our_form: bool = False
    year: int | None = None


@dataclass(frozen=True)
class LineChange:
    """What happens to one line: added, updated, removed or left; the stored line by its number, the new plain values."""

    act: Literal["add", "update", "remove", "skip"]
    title: str
    number: int | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    changed: tuple[str, ...] = ()
    place: Place | None = None

    @property
    def note(self) -> str:
        """The names of the fields that change, as words."""
        return str(join_and([str(FIELDS[name]) for name in self.changed]))


def compare(
    stored: Mapping[int, Mapping[str, Any]], drafts: Iterable[Draft], *, by_number: bool, remove: bool
) -> list[LineChange]:
    """What making the stored lines like the drafts would do. Stored lines are plain values by number.

    A draft is its line by the number in our own form; else by cell and title. Each stored line is taken once. With
    `remove` the lines that no draft speaks of are taken out.
    """
    left = dict(stored)
    by_title = {_title_key(values): number for number, values in reversed(stored.items())}
    changes = []
    for draft in drafts:
        number = draft.number if by_number else by_title.get(_title_key(draft.values))
        if number is None or number not in left:
            changes.append(LineChange("add", draft.title, None, draft.values, (), draft.place))
            continue
        before = left.pop(number)
        changed = tuple(name for name in KEPT if name in draft.values and draft.values[name] != before[name])
        values = {**before, **draft.values}
        act = "update" if changed else "skip"
        changes.append(LineChange(act, draft.title or before["title"], number, values, changed, draft.place))
    if remove:
        changes += [LineChange("remove", values["title"], number) for number, values in left.items()]
    return changes


def _title_key(values: Mapping[str, Any]) -> tuple[str, str, str]:
    return values.get("group", ""), values.get("kind", ""), fold(values.get("title", ""))
