"""How two versions of a strategy differ: what was added, removed and changed, with the words that changed."""

import difflib
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

Marked = tuple[tuple[str, bool], ...]

# From here on words are not compared one by one: the two texts stand side by side as wholes.
MOST_WORDS = 2000


@dataclass(frozen=True)
class Change:
    """One thing that differs. `old` and `new`: runs of text, marked where they differ; empty on the side where it is not."""

    kind: str  # added, removed, changed
    label: str
    old: Marked
    new: Marked


@dataclass(frozen=True)
class Compared:
    """A part of the document: its code and what differs in it; `same`: how much stayed as it was."""

    part: str
    changes: tuple[Change, ...]
    same: int


def canonical(content: Mapping) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(content: Mapping) -> str:
    """SHA-256 of the frozen text: the same words always give the same sign."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def word_marks(old: str, new: str) -> tuple[Marked, Marked]:
    """Both texts as runs, marked where they differ. Joined together the runs are the texts, letter for letter."""
    if old == new:
        return ((old, False),), ((new, False),)
    was, now = re.findall(r"\s+|\S+", old), re.findall(r"\s+|\S+", new)
    if max(len(was), len(now)) > MOST_WORDS:
        return ((old, True),), ((new, True),)
    left: list[tuple[str, bool]] = []
    right: list[tuple[str, bool]] = []
    for deed, a, b, c, d in difflib.SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if b > a:
            left.append(("".join(was[a:b]), deed != "equal"))
        if d > c:
            right.append(("".join(now[c:d]), deed != "equal"))
    return tuple(left), tuple(right)


Entries = Mapping[str, tuple[str, str]]


def compared(part: str, old: Entries, new: Entries) -> Compared:
    """Entries (key → label, text) of one part before and after, in the order of the new ones, removed ones at the end."""
    changes, same = [], 0
    for key, (label, text) in new.items():
        if key not in old:
            changes.append(Change("added", label, (), ((text, False),)))
        elif old[key][1] != text:
            changes.append(Change("changed", label, *word_marks(old[key][1], text)))
        else:
            same += 1
    changes += [Change("removed", label, ((text, False),), ()) for key, (label, text) in old.items() if key not in new]
    return Compared(part, tuple(changes), same)


def comparison(old: Mapping, new: Mapping) -> list[Compared]:
    """Every part of two frozen texts that differs or stayed, in the order of the document."""
    before, after = entries(old), entries(new)
    return [compared(part, before.get(part, {}), after.get(part, {})) for part in dict.fromkeys([*after, *before])]


def entries(content: Mapping) -> dict[str, dict[str, tuple[str, str]]]:
    """A frozen text as parts → key → (label, text): paragraphs by their key, needs and goals by their code."""
    found: dict[str, dict[str, tuple[str, str]]] = {
        "cover": {
            "title": ("", content["title"]),
            "years": ("", f"{content['year_from']}–{content['year_until']}"),
            "data": ("", str(content["data_year"])),
        }
    }
    for kind, texts in content["sections"].items():
        found[kind] = {str(one["id"]): ("", one["text"]) for one in texts}
    found["figures"] = {one["code"]: (one["name"], one["finding"]) for one in content["figures"]} | {
        f"{one['name']} {one['year']}": (one["name"], f"{one['value']} {one['unit']} ({one['year']}), {one['source']}")
        for one in content["own_figures"]
    }
    found["problems"] = {str(one["id"]): ("", one["text"]) for one in content["problems"]}
    found["needs"] = {
        one["code"]: (one["code"].rsplit("/", 1)[-1], f"{one['text']} {one['evidence']}".strip())
        for one in content["needs"]
    }
    found["goals"] = {one["code"]: (one["code"], one["text"]) for one in content["goals"]} | {
        way["code"]: (way["code"], " ".join([way["text"], way["way"], ", ".join(way["needs"])]).strip())
        for one in content["goals"]
        for way in one["directions"]
    }
    found["frame_lines"] = {
        f"{one['year']} {one['source']}": (f"{one['year']}, {one['source']}", one["amount_pln"])
        for one in content["frame_lines"]
    }
    found["indicators"] = {
        one["code"]: (
            one["code"],
            f"{one['name']}: {one['baseline'] or '–'} → {one['target']} {one['unit']}, {one['target_year']}",
        )
        for one in content["indicators"]
    }
    return found
