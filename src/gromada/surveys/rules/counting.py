"""How answers are counted into buckets, and what the buckets tell: shares, mean, median, steps; what is too small to show."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from gromada.surveys.rules.form import Form, Question

EVERYBODY = ""  # the bucket of all who answered a question; and the question of all who answered the survey
SMALL = 5  # fewer than this are not shown in public: in a village somebody would be recognised
STEPS = 10
EXACT = 1000  # numbers up to this are counted one by one, greater ones by their first two digits


@dataclass(frozen=True)
class Count:
    """Of one bucket: how many, and for numbers their sum."""

    question: str
    bucket: str
    number: int = 1
    total: Decimal = Decimal(0)


def counts_of(form: Form, answers: Mapping[str, Any]) -> list[Count]:
    """What one person's answers add to: the survey, each question answered, each bucket of it; in one fixed order."""
    found = [Count(EVERYBODY, EVERYBODY)]
    for question in form.asked():
        value = answers.get(question.code)
        if value is None:
            continue
        total = Decimal(value) if question.kind in {"number", "scale"} else Decimal(0)
        found.append(Count(question.code, EVERYBODY, total=total))
        found += [Count(question.code, bucket) for bucket in _buckets(question, value)]
    return sorted(found, key=lambda one: (one.question, one.bucket))


def _buckets(question: Question, value: Any) -> list[str]:
    if question.kind == "many":
        return list(value)
    if question.kind == "number":
        return [number_bucket(Decimal(value))]
    if question.kind == "date":
        return [value[:7]]
    return [value] if question.kind in {"one", "scale"} else []


def number_bucket(value: Decimal) -> str:
    """The bucket a number falls into: itself as a whole number up to 1000, above that rounded to its first two digits."""
    whole = int(value.to_integral_value(ROUND_HALF_UP))
    if abs(whole) < EXACT:
        return str(whole)
    power = len(str(abs(whole))) - 2
    return str(int((Decimal(whole) / 10**power).to_integral_value(ROUND_HALF_UP)) * 10**power)


def added_up(counts: Iterable[Count]) -> list[Count]:
    """The counts of many people, one a bucket."""
    sums: dict[tuple[str, str], list] = {}
    for one in counts:
        kept = sums.setdefault((one.question, one.bucket), [0, Decimal(0)])
        kept[0] += one.number
        kept[1] += one.total
    return [Count(question, bucket, *kept) for (question, bucket), kept in sorted(sums.items())]


# Figures -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Row:
    """A row of a result: the code of the answer (or the range), how many, of them on paper; None where it is not shown."""

    code: str
    count: int | None
    paper: int | None
    share: Decimal | None
    why: str = ""  # "small": below five; "kept": would let a small one be computed

    @property
    def online(self) -> int | None:
        return None if self.count is None or self.paper is None else self.count - self.paper


@dataclass(frozen=True)
class Figures:
    """The result of one question: who answered, its rows, and for numbers and scales the middle."""

    answered: int
    paper: int
    rows: tuple[Row, ...] = ()
    mean: Decimal | None = None
    median: Decimal | None = None


Tallies = Mapping[tuple[str, str], tuple[int, Decimal]]  # (bucket, channel) → how many, their sum


def figures(question: Question, tallies: Tallies) -> Figures:
    """The result of a question out of its buckets; shares are of those who answered it."""
    online, paper = (tallies.get((EVERYBODY, channel), (0, Decimal(0))) for channel in ("online", "paper"))
    answered, total = online[0] + paper[0], online[1] + paper[1]
    found: dict[str, list[int]] = {}
    for (bucket, channel), (number, _total) in tallies.items():
        if bucket != EVERYBODY:
            pair = found.setdefault(bucket, [0, 0])
            pair[0] += number
            pair[1] += number if channel == "paper" else 0
    mean = median = None
    if question.kind in {"number", "scale"} and answered:
        mean = (total / answered).quantize(Decimal("0.1"), ROUND_HALF_UP)
        median = _median({Decimal(code): pair[0] for code, pair in found.items()})
    rows = tuple(Row(code, *pair, _share(pair[0], answered)) for code, pair in _ordered(question, found))
    return Figures(answered, paper[0], rows, mean, median)


def _share(part: int, whole: int) -> Decimal:
    return (Decimal(100 * part) / whole).quantize(Decimal(1), ROUND_HALF_UP) if whole else Decimal(0)


def _ordered(question: Question, found: dict[str, list[int]]) -> list[tuple[str, list[int]]]:
    if question.choices:
        known = [choice.code for choice in question.choices]
        # An answer that a later version of the form no longer offers keeps its count, under its code.
        return [(code, found.get(code, [0, 0])) for code in known + sorted(set(found) - set(known))]
    if question.kind == "number":
        return _stepped({int(code): pair for code, pair in found.items()})
    return sorted(found.items())


def _stepped(found: dict[int, list[int]]) -> list[tuple[str, list[int]]]:
    """Numbers in at most ten equal steps between round numbers; a step is called "20–29", or "7" when it is one wide."""
    if not found:
        return []
    low, high = min(found), max(found)
    width = _step(low, high)
    made: list[tuple[str, list[int]]] = []
    for start in range(low // width * width, high + 1, width):
        inside = [pair for value, pair in found.items() if start <= value < start + width]
        name = str(start) if width == 1 else f"{start}–{start + width - 1}"
        made.append((name, [sum(pair[0] for pair in inside), sum(pair[1] for pair in inside)]))
    return made


def _step(low: int, high: int) -> int:
    power = 1
    while True:
        for size in (1, 2, 5):
            width = size * power
            if high // width - low // width < STEPS:
                return width
        power *= 10


def _median(found: Mapping[Decimal, int]) -> Decimal | None:
    whole = sum(found.values())
    if not whole:
        return None
    middle = {(whole - 1) // 2, whole // 2}
    values, passed = [], 0
    for value in sorted(found):
        values += [value for place in middle if passed <= place < passed + found[value]]
        passed += found[value]
    return sum(values, Decimal(0)) / len(values)


def for_public(question: Question, shown: Figures) -> Figures:
    """The same result without what would let a person be recognised: no counts under five, no split by channel.

    Where one answer of each person is counted and exactly one count is hidden, the next smallest is kept back too, as the
    hidden one would be what is left of the whole. A count of nought is shown: it speaks of nobody.
    """
    if shown.answered < SMALL:
        return Figures(shown.answered, 0)
    hidden = {row.code for row in shown.rows if 0 < (row.count or 0) < SMALL}
    kept: set[str] = set()
    if len(hidden) == 1 and question.kind != "many":
        others = [row for row in shown.rows if row.code not in hidden and row.count]
        kept = {min(others, key=lambda row: row.count or 0).code} if others else set()
    rows = []
    for row in shown.rows:
        why = "small" if row.code in hidden else "kept" if row.code in kept else ""
        rows.append(Row(row.code, None, None, None, why) if why else Row(row.code, row.count, None, row.share))
    return Figures(shown.answered, 0, tuple(rows), shown.mean, shown.median)
