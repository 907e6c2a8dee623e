"""Who may do what: the actor, the reach of an object, the tables of deeds, and the sentence that says why not.

Every room registers a table of its deeds (design.md section 2). The cellar knows roles as plain codes; their names come
from the room that defines them (`name_roles`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q

from gromada.core.text import _, join_and


class Refusal(Exception):  # noqa: N818 - the field's word: a request is refused, nothing is broken
    """What is not possible, why, and what to do, in one plain sentence or two; with the rule and its source."""

    def __init__(self, sentence, *, rule: str = "", source: str = ""):
        super().__init__(sentence)
        self.sentence = sentence
        self.rule = rule
        self.source = source

    def __str__(self) -> str:
        return str(self.sentence)


class NotAllowed(PermissionDenied, Refusal):
    """The deed is not this actor's to do: HTTP 403, with the sentence."""

    def __init__(self, sentence):
        Refusal.__init__(self, sentence)


@dataclass(frozen=True)
class Actor:
    """A person in one grant, the holder of a signed link, the public, the operator of the command line, or the system."""

    kind: str = "public"
    person_id: int | None = None
    name: str = ""
    grant_id: int | None = None
    role: str = ""
    scope_kind: str = ""  # country, region, gmina or provider
    unit_id: int | None = None
    organisation_id: int | None = None
    language: str = "pl"

    @property
    def is_trusted(self) -> bool:
        """The operator has a shell on the machine and the system is the machine: no table would stop either."""
        return self.kind in {"operator", "system"}

    @property
    def sees_country(self) -> bool:
        return self.is_trusted or self.scope_kind == "country"


PUBLIC = Actor()
SYSTEM = Actor(kind="system", name="system")
OPERATOR = Actor(kind="operator", name="operator")


@dataclass(frozen=True)
class Reach:
    """Where an object stands: its gmina, region and provider; and the roles its programme gives a deed to instead."""

    unit_id: int | None = None
    region_id: int | None = None
    provider_id: int | None = None
    roles: Mapping[str, Iterable[str]] = field(default_factory=dict)

    def given_to(self, provider_id: int | None) -> Reach:
        return replace(self, provider_id=provider_id)

    def covered_by(self, actor: Actor) -> bool:
        if actor.sees_country:
            return True
        wanted = {
            "region": (actor.unit_id, self.region_id),
            "gmina": (actor.unit_id, self.unit_id),
            "provider": (actor.organisation_id, self.provider_id),
        }.get(actor.scope_kind)
        return wanted is not None and wanted[0] is not None and wanted[0] == wanted[1]


@dataclass(frozen=True)
class Deed:
    """One row of a permission table: the deed, the words on its button, its roles and the states it is possible in."""

    code: str
    label: Any
    roles: tuple[str, ...]
    states: tuple[str, ...] | None = None
    check: Callable[[Actor, Any], Refusal | None] | None = None
    source: str = ""

    def roles_for(self, obj) -> tuple[str, ...]:
        reach = getattr(obj, "reach", None)
        return tuple(reach.roles.get(self.code, self.roles)) if reach else self.roles


_deeds: dict[str, Deed] = {}
_role_names: dict[str, Any] = {}


def register(table: Iterable[Deed]) -> None:
    """Take a room's table; called once by its permissions module. A deed named twice is a mistake of ours."""
    for deed in table:
        if deed.code in _deeds and _deeds[deed.code] != deed:
            raise ValueError(deed.code)
        _deeds[deed.code] = deed


def name_roles(names: Mapping[str, Any]) -> None:
    _role_names.update(names)


def role_name(code: str):
    return _role_names.get(code, code)


def deed(code: str) -> Deed:
    return _deeds[code]


def deeds() -> list[Deed]:
    """Every deed of every room, in the order of their codes: for the reference page and the tests."""
    return [_deeds[code] for code in sorted(_deeds)]


def why_not(actor: Actor, code: str, obj=None) -> str | None:
    """The sentence that says why `actor` cannot do the deed to `obj`, or None when nothing stands in the way.

    One text serves the error, the disabled button and the API (design.md section 2).
    """
    row = _deeds[code]
    return _why_not_role(actor, row, obj) or _why_not_now(actor, row, obj)


def _why_not_role(actor: Actor, row: Deed, obj) -> str | None:
    if actor.is_trusted:
        return None
    roles = row.roles_for(obj)
    if actor.role not in roles:
        return str(
            _("“%(deed)s” is done by: %(roles)s. Ask them.")
            % {"deed": row.label, "roles": join_and([str(role_name(role)) for role in roles])}
        )
    reach = getattr(obj, "reach", None)
    if reach is not None and not reach.covered_by(actor):
        return str(_("This is outside the area you act for. Switch to the role that covers it."))
    return None


def _why_not_now(actor: Actor, row: Deed, obj) -> str | None:
    if obj is not None and row.states is not None and obj.state not in row.states:
        return str(
            _("“%(deed)s” is not possible while the state is “%(state)s”.")
            % {"deed": row.label, "state": obj.get_state_display()}
        )
    refusal = row.check(actor, obj) if row.check and obj is not None else None
    return str(refusal) if refusal else None


def may(actor: Actor, code: str, obj=None) -> bool:
    return why_not(actor, code, obj) is None


def require(actor: Actor, code: str, obj=None) -> None:
    """Raise NotAllowed (403) when the deed is not this role's or scope's, Refusal when it is not possible now."""
    row = _deeds[code]
    sentence = _why_not_role(actor, row, obj)
    if sentence:
        raise NotAllowed(sentence)
    sentence = _why_not_now(actor, row, obj)
    if sentence:
        raise Refusal(sentence, source=row.source)


def within(actor: Actor, *, unit: str, region: str, provider: str | None = None) -> Q:
    """The rows that lie in the actor's scope, as a filter over the given column paths; nothing for a stranger."""
    if actor.sees_country:
        return Q()
    if actor.scope_kind == "region" and actor.unit_id:
        return Q(**{region: actor.unit_id})
    if actor.scope_kind == "gmina" and actor.unit_id:
        return Q(**{unit: actor.unit_id})
    if actor.scope_kind == "provider" and actor.organisation_id and provider:
        return Q(**{provider: actor.organisation_id})
    return Q(pk__in=[])
