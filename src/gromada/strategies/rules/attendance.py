"""A pasted list of people who came: cleaned, the doubled ones named, counted."""

import re
from dataclasses import dataclass
from datetime import date

from gromada.core.permissions import Refusal
from gromada.core.text import _, fold
from gromada.strategies.rules.adopting import FieldRefusal

MOST_NAMES, LONGEST_NAME = 2000, 120
YEARS_KEPT = 5  # papers of a programme are kept five years from the end of the year (interpretation)
NUMBERING = re.compile(r"^\s*\d{1,4}\s*[.)\t]?\s+|^\s*[-•*]\s+")


@dataclass(frozen=True)
class Names:
    """Names in the order pasted, each once, and those that stood more than once."""

    names: tuple[str, ...]
    doubled: tuple[str, ...]


def clean_names(text: str) -> Names:
    """Read a list as pasted from a sheet or a letter: numbers, bullets and spare spaces go, cells of a row join.

    Lines without a letter (signatures, dashes) are left out. A name that stands twice is kept once and named in
    `doubled`. Refusal with the line for a name too long, and for more than 2000 names.
    """
    found: dict[str, str] = {}
    doubled: dict[str, str] = {}
    for place, line in enumerate(re.split(r"[\n\r;]+", text), 1):
        name = " ".join(NUMBERING.sub("", line.replace("\t", " ")).split()).strip(" .,-_")
        if not any(char.isalpha() for char in name):
            continue
        if len(name) > LONGEST_NAME:
            raise FieldRefusal(
                _("Line %(line)d has %(count)d characters; that is no name. One name a line, please.")
                % {"line": place, "count": len(name)},
                field="names",
            )
        key = fold(name)
        (doubled if key in found else found).setdefault(key, name)
    if len(found) > MOST_NAMES:
        raise FieldRefusal(
            _("There are %(count)d names; one meeting takes at most %(most)d.")
            % {"count": len(found), "most": MOST_NAMES},
            field="names",
        )
    return Names(tuple(found.values()), tuple(doubled.values()))


def attended(count: int | None, names: int) -> int | None:
    """How many came: the number written, or the names when none is written. Never fewer than the names."""
    if count is None:
        return names or None
    if count < names:
        raise FieldRefusal(
            _("%(names)d names are on the list but only %(count)d people are said to have come. Correct one of them.")
            % {"names": names, "count": count},
            field="attended",
        )
    return count


def keep_until(held_on: date) -> date:
    """The day after which the names are forgotten."""
    return date(held_on.year + YEARS_KEPT, 12, 31)


def check_held(held_on: date, on: date, count: int | None) -> None:
    """Nobody has come to a meeting that is still to be; else Refusal."""
    if count and held_on > on:
        raise FieldRefusal(
            _("The meeting is still to come, so nobody has come yet. Correct the day or leave the number out."),
            field="attended",
        )


def check_words(text: str, *, field: str, sentence, longest: int = 20_000) -> str:
    """A text that must say something and is not longer than its place; else Refusal at its field."""
    text = text.strip()
    if not text:
        raise FieldRefusal(sentence, field=field)
    if len(text) > longest:
        raise FieldRefusal(
            _("This text has %(count)d characters; at most %(most)d fit. Shorten it.")
            % {"count": len(text), "most": longest},
            field=field,
        )
    return text


def check_order(first: date, last: date) -> None:
    """The first day stands before the last; else Refusal."""
    if last < first:
        raise FieldRefusal(_("The last day is before the first one. Correct one of them."), field="ends_on")


def check_declined(answer: str) -> None:
    if not answer.strip():
        raise Refusal(_("Write why, so that the gmina knows where else to turn."))
