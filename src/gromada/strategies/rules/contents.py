"""What the text of a strategy is made of: paragraphs from what was typed, codes of goals, and the list of what is missing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from gromada.core.text import _
from gromada.strategies.rules.adopting import FieldRefusal

LONGEST_PARAGRAPH = 5000
MOST_AT_ONCE = 200
ACT = "art. 16b ust. 2"


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a typed text: a blank line parts them; spaces at the ends go, control characters too."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(char for char in text if char in "\n\t" or char.isprintable())
    found = [" ".join(part.split(" ")).strip() for part in re.split(r"\n[ \t]*(?:\n[ \t]*)+", text)]
    return [part for part in found if part]


def checked_paragraphs(text: str) -> list[str]:
    """As `paragraphs`; refused when there is none, one is too long, or there are too many to look through."""
    found = paragraphs(text)
    if not found:
        raise FieldRefusal(_("Write at least one sentence, or cancel."), field="text")
    longest = max(len(part) for part in found)
    if longest > LONGEST_PARAGRAPH:
        raise FieldRefusal(
            _(
                "A paragraph has %(count)s characters; residents can comment on at most %(most)s. Part it by a blank line."
            )
            % {"count": longest, "most": LONGEST_PARAGRAPH},
            field="text",
        )
    if len(found) > MOST_AT_ONCE:
        raise FieldRefusal(
            _("These are %(count)s paragraphs; at most %(most)s are taken at once. Paste the text in parts.")
            % {"count": len(found), "most": MOST_AT_ONCE},
            field="text",
        )
    return found


def goal_code(number: int) -> str:
    """C-02 (domain.md 2.4)."""
    return f"C-{number:02d}"


def direction_code(goal: int, number: int) -> str:
    """K-02.1: the first direction of the second goal (domain.md 2.4)."""
    return f"K-{goal:02d}.{number}"


def indicator_code(number: int) -> str:
    """W-01."""
    return f"W-{number:02d}"


@dataclass(frozen=True)
class Facts:
    """What a strategy holds, counted: paragraphs by kind of section, and the rest by name."""

    sections: Mapping[str, int] = field(default_factory=dict)
    figures: int = 0
    problems: int = 0
    needs: int = 0
    needs_without_evidence: int = 0
    needs_without_direction: int = 0
    goals: int = 0
    goals_without_direction: int = 0
    frame_lines: int = 0
    indicators: int = 0
    evidence: int = 0
    older_needs_open: int = 0
    is_fresh: bool = True
    data_year: int = 0
    max_age: int | None = None

    def said(self, *kinds: str) -> int:
        return sum(self.sections.get(kind, 0) for kind in kinds)


@dataclass(frozen=True)
class Item:
    """One thing a strategy should hold: `why` says what is missing, empty when it is there. `part`: where to write it."""

    code: str
    label: str
    part: str
    why: str
    source: str

    @property
    def is_there(self) -> bool:
        return not self.why


def checklist(facts: Facts) -> list[Item]:
    """What art. 16b of the act on social assistance asks of a strategy, then what the programme's rules ask.

    The wording of the act in force on a day is not checked against the journal of laws (mark [M] in domain.md 2.4): pages
    that show the list say so.
    """
    swot = ("strengths", "weaknesses", "opportunities", "threats")
    unsaid = [kind for kind in swot if not facts.said(kind)]
    asked = [
        ("diagnosis", _("Diagnosis of the social situation"), "diagnosis", _diagnosis(facts), ACT),
        ("forecast", _("Forecast of changes"), "forecast", _forecast(facts), ACT),
        ("goals", _("Strategic goals"), "goals", _goals(facts), ACT),
        ("directions", _("Directions of action"), "goals", _directions(facts), ACT),
        ("way", _("Way of carrying out"), "way", _way(facts), ACT),
        ("frame", _("Financial frame"), "frame", _frame(facts), ACT),
        ("indicators", _("Indicators of carrying out"), "indicators", _indicators(facts), ACT),
        ("fresh", _("Fresh data"), "diagnosis", _fresh(facts), "O31"),
        ("residents", _("Residents took part"), "participation", _residents(facts), "R31, R43"),
        ("needs", _("Needs that services can answer"), "needs", _needs(facts), "R45"),
        ("resources", _("Resources of the gmina"), "resources", _resources(facts), "R94, R111"),
        ("swot", _("Strengths, weaknesses, opportunities, threats"), "swot", _swot(unsaid), "R43"),
        ("older", _("What became of older needs"), "older", _older(facts), "R43"),
    ]
    return [Item(code, label, part, str(why), source) for code, label, part, why, source in asked]


def _diagnosis(facts: Facts):
    if not facts.said("diagnosis"):
        return _("Say in words what the situation of residents is.")
    return "" if facts.figures else _("Take at least one figure into it, with its source.")


def _forecast(facts: Facts):
    return "" if facts.said("forecast") else _("Write what will change if nothing is done.")


def _goals(facts: Facts):
    return "" if facts.goals else _("Write at least one goal.")


def _directions(facts: Facts):
    if not facts.goals:
        return _("They come after the goals.")
    if facts.goals_without_direction:
        return _("Goals without a direction of action: %(count)s.") % {"count": facts.goals_without_direction}
    return ""


def _way(facts: Facts):
    return "" if facts.said("way") else _("Write who carries the strategy out, with whom, and how it is watched.")


def _frame(facts: Facts):
    return "" if facts.frame_lines else _("Write how much money is foreseen, by year and source.")


def _indicators(facts: Facts):
    return "" if facts.indicators else _("Write at least one indicator with its target.")


def _fresh(facts: Facts):
    if facts.is_fresh:
        return ""
    words = _("The data are of %(year)s; they may be at most %(age)s years old.")
    return words % {"year": facts.data_year, "age": facts.max_age}


def _residents(facts: Facts):
    return "" if facts.evidence else _("There is no workshop, meeting, survey or consultation on record.")


def _needs(facts: Facts):
    if not facts.needs:
        return _("Write down at least one need.")
    if facts.needs_without_evidence:
        return _("Needs that do not say how we know: %(count)s.") % {"count": facts.needs_without_evidence}
    if facts.goals and facts.needs_without_direction:
        return _("Needs that no direction answers: %(count)s.") % {"count": facts.needs_without_direction}
    return ""


def _resources(facts: Facts):
    said = [facts.said(kind) for kind in ("material", "people", "organisations")]
    return "" if all(said) else _("Write what there is: places and equipment, people, organisations.")


def _swot(unsaid: list[str]):
    return _("Empty lists of the four: %(count)s.") % {"count": len(unsaid)} if unsaid else ""


def _older(facts: Facts):
    if not facts.older_needs_open:
        return ""
    return _("Older needs of which nothing is said yet: %(count)s.") % {"count": facts.older_needs_open}
