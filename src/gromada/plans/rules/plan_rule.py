"""A rule of the plan check as data: code, severity, what it says and advises, its source, and the function that looks."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from gromada.plans.rules.facts import Case, Finding, LineFacts


@dataclass(frozen=True)
class Hit:
    """Where a rule found something: the line, the words of its sentence, and what differs from the rule's own texts."""

    line: LineFacts | None = None
    words: Mapping[str, Any] = field(default_factory=dict)
    sentence: Any = None
    hint: Any = None
    source: str | None = None


@dataclass(frozen=True)
class PlanRule:
    """One rule. `sentence` and `hint` are patterns in both languages, filled by the words of a hit.

    `look` is called with the case, or for a rule `of_line` with a line and the case. `about` says in the reference what
    the rule is for. With `writing` a line that breaks it is not even kept; `may_be_justified`: see Finding.
    """

    code: str
    severity: str
    about: Any
    sentence: Any
    hint: Any
    source: str
    look: Callable[..., Iterable[Hit]]
    of_line: bool = False
    field: str = ""
    writing: bool = False
    may_be_justified: bool = False
    needs_participation: bool = False

    def findings(self, hits: Iterable[Hit]) -> list[Finding]:
        return [self._finding(hit) for hit in hits]

    def of(self, line: LineFacts, case: Case) -> list[Finding]:
        """What the rule says of one line, wherever in the plan it stands."""
        return self.findings(self.look(line, case))

    def of_plan(self, case: Case) -> list[Finding]:
        return self.findings(self.look(case))

    def _finding(self, hit: Hit) -> Finding:
        words = ({"number": hit.line.number} if hit.line else {}) | dict(hit.words)
        return Finding(
            code=self.code,
            severity=self.severity,
            sentence=self.sentence % words if hit.sentence is None else hit.sentence,
            hint=self.hint % words if hit.hint is None else hit.hint,
            source=self.source if hit.source is None else hit.source,
            line=hit.line.number if hit.line else None,
            field=self.field,
            writing=self.writing,
            may_be_justified=self.may_be_justified,
            place=hit.line.place if hit.line else None,
        )
