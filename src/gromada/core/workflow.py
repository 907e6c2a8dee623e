"""States and the deeds between them: one table makes the moves, the buttons, whose turn it is, the diagrams and the tests."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models, transaction
from django.urls import reverse

from gromada.core import audit, permissions
from gromada.core.permissions import Actor, Refusal
from gromada.core.text import _


@dataclass(frozen=True)
class Transition:
    """One row: from a state, to a state, by a deed. `event` is the past-tense name the journal's readers see."""

    source: str
    target: str
    deed: str
    event: Any = ""


@dataclass(frozen=True)
class Table:
    """The path of one kind of object. `turn`: the role whose turn a state is, or None when nothing is owed."""

    name: str
    title: Any
    states: type[models.TextChoices]
    transitions: tuple[Transition, ...]
    turn: dict[str, str | None] = field(default_factory=dict)

    def between(self, source: str, target: str) -> Transition | None:
        return next((row for row in self.transitions if (row.source, row.target) == (source, target)), None)

    def states_for(self, deed: str) -> tuple[str, ...]:
        """The states the deed can be done in."""
        return tuple(dict.fromkeys(str(row.source) for row in self.transitions if row.deed == deed))


_tables: dict[str, Table] = {}


def register(table: Table) -> Table:
    _tables[table.name] = table
    return table


def tables() -> list[Table]:
    return [_tables[name] for name in sorted(_tables)]


def action(function: Callable) -> Callable:
    """A deed that writes: keyword-only, with its actor, in one transaction, its audit events written last."""
    parameters = inspect.signature(function).parameters.values()
    if "by" not in inspect.signature(function).parameters or any(
        p.kind not in (p.KEYWORD_ONLY, p.VAR_KEYWORD) for p in parameters
    ):
        msg = f"{function.__qualname__}: an action takes keyword-only arguments, `by` among them"
        raise TypeError(msg)

    @functools.wraps(function)
    def run(**arguments):
        with transaction.atomic(), audit.gathering():
            return function(**arguments)

    run.is_action = True
    return run


def move(obj, *, to: str, by: Actor, on: date, why: str = "") -> None:
    """Bring `obj` into the state `to`: refuse what its table does not list, set the column, write the audit event.

    Raises Refusal when the table has no such step or when somebody else moved the object a moment ago.
    """
    table: Table = type(obj).WORKFLOW
    old = obj.state
    step = table.between(old, to)
    if step is None:
        names = {"from": table.states(old).label, "to": table.states(to).label}
        raise Refusal(
            _("From “%(from)s” there is no step to “%(to)s”. Reload the page to see what is possible now.") % names
        )
    moved = type(obj)._base_manager.filter(pk=obj.pk, state=old).update(state=to, state_since=on)
    if not moved:
        raise Refusal(_("Somebody changed this a moment ago. Reload the page and look again."))
    obj.state, obj.state_since = to, on
    audit.record(by=by, deed=step.deed, obj=obj, on=on, old=old, new=to, why=why)


@dataclass(frozen=True)
class Button:
    """A deed as it stands on a page: its words, where it leads, and the sentence beneath when it cannot be done."""

    label: Any
    url: str
    deed: str
    method: str = "post"
    why_not: str | None = None
    primary: bool = False


def button(  # noqa: PLR0913 - a button has this many facts
    actor: Actor, deed: str, obj, *, method: str = "post", primary: bool = False, url: str = ""
) -> Button:
    """The button for one deed; its address is the route of the same name (`plans.submit` → `plans:submit`)."""
    row = permissions.deed(deed)
    where = url or reverse(deed.replace(".", ":"), args=[obj.pk])
    return Button(row.label, where, deed, method, permissions.why_not(actor, deed, obj), primary)


def buttons(actor: Actor, obj, deeds: Iterable[str], *, pages: Iterable[str] = ()) -> list[Button]:
    """Buttons for the deeds this actor's role has; `pages` are deeds that open a form. The first possible one is primary."""
    shown = []
    for deed in deeds:
        row = permissions.deed(deed)
        if not actor.is_trusted and actor.role not in row.roles_for(obj):
            continue
        method = "get" if deed in set(pages) else "post"
        primary = not any(item.primary for item in shown) and permissions.may(actor, deed, obj)
        shown.append(button(actor, deed, obj, method=method, primary=primary))
    return shown


def diagram(table: Table) -> str:
    """The path as a Mermaid state diagram: docs/reference/states/ holds one a table, and a test holds them to the code."""
    lines = ["stateDiagram-v2"]
    lines += [f"    {row.source} --> {row.target}: {row.deed}" for row in table.transitions]
    return "\n".join(lines)
