"""Numbers of documents from a pattern that the programme's definition gives, e.g.
``{terc}/{year}/{group}.{kind}/{seq:03d}``.
"""

import re
from collections.abc import Iterable
from string import Formatter

from gromada.core.text import _

_NAME = re.compile(r"[a-z][a-z0-9_]*\Z")
_SPEC = re.compile(r"(0?[1-9]d?|d)?\Z")


class BadPattern(ValueError):  # noqa: N818 - named as a sentence reads
    """The pattern of a number cannot be used; the text says why and what to do."""


def placeholders(pattern: str) -> list[str]:
    """The names in the pattern, in order. BadPattern when a brace is open or a placeholder reaches into a value."""
    try:
        pieces = list(Formatter().parse(pattern))
    except ValueError as error:
        raise BadPattern(
            _(
                "The pattern “%(pattern)s” has a brace without its pair. Write {{ or }} for a brace in "
                "the number itself."
            )
            % {"pattern": pattern}
        ) from error
    names = []
    for _literal, name, spec, conversion in pieces:
        if name is None:
            continue
        if conversion or not _NAME.match(name) or not _SPEC.match(spec or ""):
            raise BadPattern(
                _("“%(name)s” in the pattern “%(pattern)s” is not a plain name. Use {name} or {name:03d}.")
                % {"name": name, "pattern": pattern}
            )
        names.append(name)
    return names


def check_pattern(pattern: str, allowed: Iterable[str]) -> None:
    """Refuses (BadPattern) a pattern with a placeholder outside ``allowed``, or with none: such a number would never
    change.
    """
    names, known = placeholders(pattern), sorted(allowed)
    unknown = [name for name in names if name not in known]
    if unknown:
        raise BadPattern(
            _("The pattern “%(pattern)s” asks for %(unknown)s. It can hold only: %(known)s.")
            % {"pattern": pattern, "unknown": ", ".join(unknown), "known": ", ".join(known)}
        )
    if not names:
        raise BadPattern(
            _("The pattern “%(pattern)s” has no placeholder, so every number would be the same. Add one of: %(known)s.")
            % {"pattern": pattern, "known": ", ".join(known)}
        )


def format_number(pattern: str, **parts: object) -> str:
    """The number itself, e.g. ``3202012/2008/I.1/003``. BadPattern when the pattern asks for what ``parts`` lacks, or a
    counter's width is asked of a text."""
    check_pattern(pattern, parts)
    try:
        return pattern.format(**parts)
    except ValueError as error:
        raise BadPattern(
            _(
                "The pattern “%(pattern)s” sets a width for something that is not a whole number. Use "
                "{name} without a width."
            )
            % {"pattern": pattern}
        ) from error
