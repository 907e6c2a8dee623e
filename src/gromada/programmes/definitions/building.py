"""Building the records of a definition from plain tables: what a key may be follows from the records' annotations."""

import re
import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from types import MappingProxyType

from gromada.core.text import _

from .definition import DefinitionError
from .rulesets import CHOICES, PARAMETERS, Parameter
from .schema import DEEDS, NUMBER_PARTS, ROLES, WORDS, Part

TABLE_KEYS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"deeds": DEEDS, "numbering": tuple(NUMBER_PARTS), "words": WORDS, "parameters": tuple(PARAMETERS)}
)
"""The keys of the tables whose keys are codes."""


def build(record: type, table: Mapping, key: str = ""):
    """A record made from a table. Raises DefinitionError for an unknown key, a missing key or a wrong value."""
    if not isinstance(table, Mapping):
        raise DefinitionError(_("A table of keys is expected here."), key=key)
    known = {found.name: found for found in fields(record) if not found.metadata.get("computed")}
    refuse_unknown(table, tuple(known), key)
    hints = _hints(record)
    values = {}
    for name, found in known.items():
        path = f"{key}.{name}" if key else name
        if name in table:
            values[name] = _value(hints[name], table[name], path, found)
        elif found.default is MISSING and found.default_factory is MISSING:
            raise DefinitionError(_("This key is missing, and a programme cannot do without it."), key=path)
    return record(**values)


@cache
def _hints(record: type) -> dict:
    return typing.get_type_hints(record)


def refuse_unknown(table: Mapping, allowed: tuple[str, ...], key: str) -> None:
    """Raise DefinitionError for the first key that is not allowed, naming those that are."""
    for name in table:
        if name not in allowed:
            raise DefinitionError(
                _("The key “%(name)s” is not known here. Allowed keys: %(allowed)s.")
                % {"name": name, "allowed": ", ".join(sorted(allowed))},
                key=f"{key}.{name}" if key else name,
            )


def parameter(name: str, table, key: str) -> Parameter:
    """One parameter of the rules: a table with `value`, `source` and `certainty`, its value read by its kind."""
    if not isinstance(table, Mapping):
        raise DefinitionError(_("A table with “value”, “source” and “certainty” is expected here."), key=key)
    allowed = ("value", "source", "certainty", "note_pl", "note_en")
    refuse_unknown(table, allowed, key)
    if "value" not in table:
        raise DefinitionError(_("This key is missing, and a programme cannot do without it."), key=f"{key}.value")
    kind = PARAMETERS[name]
    if kind is dict:
        limits = table["value"]
        if not isinstance(limits, Mapping):
            raise DefinitionError(_("A table of keys is expected here."), key=f"{key}.value")
        value = MappingProxyType({group: _plain(Fraction, limits[group], f"{key}.value.{group}") for group in limits})
    else:
        value = _plain(kind, table["value"], f"{key}.value")
        _one_of(value, CHOICES.get(name), f"{key}.value")
    rest = {part: table[part] for part in allowed[1:] if part in table}
    ground = build(Part, rest, key)
    return Parameter(name=name, value=value, **{part: getattr(ground, part) for part in allowed[1:]})


def _value(hint, given, key: str, found: Field):
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        return _value(next(arg for arg in args if arg is not type(None)), given, key, found)
    if origin is tuple:
        if not isinstance(given, list):
            raise DefinitionError(_("A list is expected here."), key=key)
        return tuple(_value(args[0], item, f"{key}[{place}]", found) for place, item in enumerate(given, 1))
    if origin is not None and issubclass(origin, Mapping):
        return _table(args[1], given, key, found)
    if is_dataclass(hint):
        return build(hint, given, key)
    value = _plain(hint, given, key)
    _one_of(value, found.metadata.get("one_of"), key)
    return value


def _table(hint, given, key: str, found: Field):
    if not isinstance(given, Mapping):
        raise DefinitionError(_("A table of keys is expected here."), key=key)
    refuse_unknown(given, TABLE_KEYS[found.name], key)
    if found.name == "parameters":
        return MappingProxyType({name: parameter(name, given[name], f"{key}.{name}") for name in given})
    built = {name: _value(hint, given[name], f"{key}.{name}", found) for name in given}
    if found.name == "deeds":
        for deed, roles in built.items():
            for role in roles:
                _one_of(role, ROLES, f"{key}.{deed}")
    return MappingProxyType(built)


def _plain(hint: type, given, key: str):
    """A single value. Amounts and ratios may be written as text so that nothing is rounded."""
    accepted, convert = PLAIN[hint]
    if isinstance(given, accepted) and (hint is bool or not isinstance(given, bool)):
        try:
            return convert(given)
        except (ValueError, ZeroDivisionError):
            pass
    raise DefinitionError(
        _("“%(given)s” is not what is expected here: %(kind)s.") % {"given": given, "kind": _kind(hint)}, key=key
    )


def _amount(given: int | str) -> Decimal:
    """An amount of money with two places; a sign, a power of ten or a third place is no amount."""
    if not AMOUNT.fullmatch(str(given)):
        raise ValueError(given)
    return Decimal(given).quantize(Decimal("0.01"))


def _ratio(given: int | str) -> Fraction:
    if not RATIO.fullmatch(str(given)):
        raise ValueError(given)
    return Fraction(given)


AMOUNT = re.compile(r"[0-9]{1,15}(\.[0-9]{1,2})?")
RATIO = re.compile(r"-?[0-9]{1,9}(/[0-9]{1,9}|\.[0-9]{1,9})?")
PLAIN: Mapping[type, tuple] = MappingProxyType(
    {
        str: ((str,), str),
        bool: ((bool,), bool),
        int: ((int,), int),
        Decimal: ((int, str), _amount),
        Fraction: ((int, str), _ratio),
        date: ((str,), date.fromisoformat),
    }
)
"""For each kind of single value: what may be written in a file, and how it is read."""


def _one_of(value, allowed, key: str) -> None:
    if allowed is not None and value not in allowed:
        raise DefinitionError(
            _("“%(given)s” is not known here. Allowed values: %(allowed)s.")
            % {"given": value, "allowed": ", ".join(allowed)},
            key=key,
        )


def _kind(hint: type):
    return {
        str: _("a text"),
        bool: _("true or false"),
        int: _("a whole number"),
        Decimal: _('an amount such as "1010300.00"'),
        Fraction: _('a part of the whole such as "1/3"'),
        date: _("a date such as 2009-07-16"),
    }[hint]
