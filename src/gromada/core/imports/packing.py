"""How a plan and its undoing are kept: JSON packed by zlib, and the digests that say whether two of them are the same."""

import hashlib
import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from gromada.core.imports.frame import Change, File, Plan, Problem, Question, Undo

MOST_PROBLEMS = 300  # more than a person mends before looking again; the count says how many there are
MOST_ROWS = 5_000  # rows of each act that the preview can be leafed through
ACTS = ("add", "update", "skip")


def packed(value: Any) -> bytes:
    return zlib.compress(json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False).encode(), 6)


def unpacked(content: bytes | memoryview) -> Any:
    """What `packed` kept; None where nothing was."""
    return json.loads(zlib.decompress(bytes(content))) if content else None


def digest_of(kind: str, files: Iterable[File], options: Mapping[str, str]) -> str:
    """SHA-256 over the kind, every file and the options: the same wish has the same digest."""
    parts = [[file.name, hashlib.sha256(file.content).hexdigest()] for file in files]
    text = json.dumps([kind, parts, sorted(options.items())], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def digest_of_plan(plan: Plan) -> str:
    """SHA-256 over every change with its words and the facts: what was previewed, in the language it was previewed in."""
    made = hashlib.sha256()
    for row in plan.changes:
        made.update(f"{row.act}\t{row.label}\t{row.note}\t{row.file}\t{row.row}\n".encode())
    made.update(json.dumps(plan.facts, cls=DjangoJSONEncoder, sort_keys=True).encode())
    return made.hexdigest()


@dataclass(frozen=True)
class Preview:
    """What a person looks at before saying yes; lists are cut where nobody reads on, the counts never are."""

    problems: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    changes: dict[str, list[Change]] = field(default_factory=dict)
    problem_count: int = 0
    remark_count: int = 0


def packed_preview(plan: Plan) -> bytes:
    rows: dict[str, list] = {act: [] for act in ACTS}
    for change in plan.changes:
        kept = rows[change.act]
        if len(kept) < MOST_ROWS:
            kept.append([str(change.label), str(change.note), change.file, change.row])
    return packed(
        {
            "problems": [_place(item) for item in plan.problems[:MOST_PROBLEMS]],
            "remarks": [_place(item) for item in plan.remarks[:MOST_PROBLEMS]],
            "questions": [
                [
                    item.key,
                    str(item.sentence),
                    [[value, str(words)] for value, words in item.choices],
                    item.file,
                    item.row,
                ]
                for item in plan.questions
            ],
            "changes": rows,
            "counts": [len(plan.problems), len(plan.remarks)],
        }
    )


def _place(item: Problem) -> list:
    return [str(item.message), item.file, item.sheet, item.row, item.column]


def opened_preview(content: bytes | memoryview) -> Preview:
    kept = unpacked(content)
    if kept is None:
        return Preview()
    return Preview(
        problems=[Problem(*item) for item in kept["problems"]],
        remarks=[Problem(*item) for item in kept["remarks"]],
        questions=[
            Question(key, sentence, tuple((value, words) for value, words in choices), file, row)
            for key, sentence, choices, file, row in kept["questions"]
        ],
        changes={act: [Change(act, *item) for item in rows] for act, rows in kept["changes"].items()},
        problem_count=kept["counts"][0],
        remark_count=kept["counts"][1],
    )


def packed_undo(undo: Undo, after: Mapping[str, str]) -> bytes:
    """Keys of added rows, former values of changed ones, and a digest of what the changed ones hold now, by model."""
    if not undo.added and not undo.before:
        return b""
    return packed({"added": dict(undo.added), "before": dict(undo.before), "after": dict(after)})
