"""The draft cut into paragraphs, and what may be said about it: when, how long, how often from one address."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from datetime import date

from gromada.core.permissions import Refusal
from gromada.core.text import _
from gromada.strategies.rules.adopting import FieldRefusal

LONGEST_COMMENT, LONGEST_NAME = 4000, 100
MOST_PARAGRAPHS = 600
LONGEST_PARAGRAPH = 5000
# A meeting in the day room shares one connection; a script sends faster.
MOST_AN_HOUR = 20
LEAST_SECONDS = 3
LEAST_DAYS = 7


class TooMany(Refusal):
    """Too much from one address within an hour."""


def paragraphs_of(text: str) -> list[dict]:
    """A pasted draft as paragraphs: an empty line parts them, a line that begins with # is the heading of what follows.

    Each has a key made of its place and its words, so that the same text gives the same keys.
    """
    made: list[dict] = []
    heading = ""
    for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip()):
        lines = []
        for line in part.split("\n"):
            if line.startswith("#"):
                heading = line.lstrip("#").strip()
            else:
                lines.append(line.rstrip())
        words = "\n".join(lines).strip()
        if words:
            made.append({"key": "", "heading": heading, "text": words})
            heading = ""
    return keyed(made)


def keyed(paragraphs: Iterable[Mapping]) -> list[dict]:
    """Paragraphs with a key each; Refusal for a draft too long to be read on one page."""
    made = []
    for place, row in enumerate(paragraphs, 1):
        if len(row["text"]) > LONGEST_PARAGRAPH:
            raise FieldRefusal(
                _(
                    "Paragraph %(number)d has %(count)d characters. Part it by an empty line, so that people can answer it."
                )
                % {"number": place, "count": len(row["text"])},
                field="text",
            )
        sign = hashlib.sha256(row["text"].encode()).hexdigest()[:6]
        made.append({"key": row.get("key") or f"{place}-{sign}", "heading": row["heading"], "text": row["text"]})
    if len(made) > MOST_PARAGRAPHS:
        raise FieldRefusal(
            _("The draft has %(count)d paragraphs; at most %(most)d can be laid open on one page.")
            % {"count": len(made), "most": MOST_PARAGRAPHS},
            field="text",
        )
    return made


def check_length(opens_on: date, ends_on: date) -> None:
    """People have at least a week for the draft (our minimum; the gmina's own resolution may ask for more)."""
    if (ends_on - opens_on).days + 1 < LEAST_DAYS:
        raise FieldRefusal(
            _("Give people at least %(days)d days to read the draft and comment on it.") % {"days": LEAST_DAYS},
            field="ends_on",
        )


def check_takes_comments(state: str, opens_on: date, ends_on: date, on: date) -> None:
    """Refusal, in words for whoever opened the link, when no comments are taken on the day."""
    if state in {"closed", "answered"} or on > ends_on:
        raise Refusal(
            _("Comments were taken until %(day)s. Below are the comments and the gmina's answers.")
            % {"day": ends_on.strftime("%d.%m.%Y")}
        )
    if state == "planned" or on < opens_on:
        raise Refusal(
            _("Comments will be taken from %(day)s. Come back then.") % {"day": opens_on.strftime("%d.%m.%Y")}
        )


def plain(text: str, *, longest: int = LONGEST_COMMENT, field: str = "text") -> str:
    """What a resident wrote, as plain text: letters stay as typed (marks of HTML too), signs that control a screen go."""
    text = "".join(char for char in text.replace("\r\n", "\n") if char in "\n\t" or char.isprintable()).strip()
    if not text and field == "text":
        raise FieldRefusal(_("Nothing is written yet. Write what you think."), field=field)
    if len(text) > longest:
        raise FieldRefusal(
            _("You wrote %(count)d characters; at most %(most)d fit. Shorten it, or send it in two parts.")
            % {"count": len(text), "most": longest},
            field=field,
        )
    return text


def check_tries(tries: int) -> None:
    """TooMany when an address has sent its share within the hour."""
    if tries >= MOST_AN_HOUR:
        raise TooMany(
            _(
                "%(count)d messages came from this connection within an hour, more than we take at once. "
                "Try again in an hour, or bring your words to the office on paper."
            )
            % {"count": MOST_AN_HOUR}
        )


def check_reason(reason: str) -> str:
    """Why something is not shown; the sender and the report read it."""
    reason = reason.strip()
    if not reason:
        raise FieldRefusal(_("Write why it is not shown. The reason stands in the report."), field="reason")
    return reason[:300]
