"""The definition of a programme: everything a file says about it, as one frozen record that can be asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from gromada.core.text import _

from . import schema as s
from .allocation_part import AllocationPart
from .choosing import Recipe
from .rulesets import Parameter, RuleSet
from .steps import Step


class DefinitionError(Exception):
    """A definition file that cannot be read: which file, which key, and a sentence that says what to do."""

    def __init__(self, sentence, *, file: str = "", key: str = ""):
        self.sentence, self.file, self.key = sentence, file, key
        super().__init__(sentence)

    def __str__(self) -> str:
        place = ", ".join(part for part in (self.file, self.key) if part)
        return f"{place}: {self.sentence}" if place else str(self.sentence)


def _nothing() -> Mapping:
    return MappingProxyType({})


@dataclass(frozen=True, kw_only=True)
class Definition(s.Part):
    """A programme as its file states it. Amounts are in `currency`; days and years are those of the documents."""

    code: str
    kind: str
    based_on: str = ""
    abstract: bool = False
    name_pl: str
    name_en: str
    short_name_pl: str
    short_name_en: str
    currency: str = field(metadata={"one_of": ("EUR", "PLN")})
    slogan_pl: str = ""
    slogan_en: str = ""
    authority: s.Body
    umbrella: s.Umbrella | None = None
    lender: s.Lender | None = None
    window: s.Window | None = None
    horizon: s.Horizon | None = None
    resolution: s.Resolution | None = None
    main_goal: s.Statement | None = None
    eligibility: s.Eligibility | None = None
    services_envelope: s.Envelope | None = None
    selection: Recipe | None = None
    allocation: AllocationPart | None = None
    components: tuple[s.Component, ...] = ()
    regions: tuple[s.Region, ...] = ()
    units: tuple[s.Unit, ...] = ()
    legal_basis: tuple[s.Statement, ...] = ()
    reference_documents: tuple[s.Statement, ...] = ()
    money_sources: tuple[s.MoneySource, ...] = ()
    goals: tuple[s.Goal, ...] = ()
    expected_results: tuple[s.Statement, ...] = ()
    task_lines: tuple[s.Named, ...] = ()
    sections: tuple[s.Section, ...] = ()
    instruments: tuple[s.Instrument, ...] = ()
    environmental_actions: tuple[s.Statement, ...] = ()
    promotion: tuple[s.Statement, ...] = ()
    data_methods: tuple[s.Named, ...] = ()
    partners: tuple[s.Amongst, ...] = ()
    places: tuple[s.Amongst, ...] = ()
    groups: tuple[s.Group, ...] = ()
    kinds: tuple[s.Kind, ...] = ()
    cells: tuple[s.Cell, ...] = ()
    provider_kinds: tuple[s.ProviderKind, ...] = ()
    parameters: Mapping[str, Parameter] = field(default_factory=_nothing)
    rule_sets: tuple[RuleSet, ...] = ()
    path: tuple[Step, ...] = ()
    deeds: Mapping[str, tuple[str, ...]] = field(default_factory=_nothing)
    plan: s.PlanForm
    numbering: Mapping[str, str] = field(default_factory=_nothing)
    report: s.ReportForm
    words: Mapping[str, s.Word] = field(default_factory=_nothing)
    stored: str = field(default="", repr=False, compare=False, metadata={"computed": True})
    fingerprint: str = field(default="", compare=False, metadata={"computed": True})

    def name(self, language: str) -> str:
        return self.say("name", language)

    def short_name(self, language: str) -> str:
        return self.say("short_name", language)

    def word(self, code: str, language: str) -> str:
        """The programme's noun for `code` (one of schema.WORDS). Raises KeyError for any other code."""
        return self.words[code].say(language)

    def group(self, code: str) -> s.Group | None:
        return _by_code(self.groups, code)

    def service_kind(self, code: str) -> s.Kind | None:
        return _by_code(self.kinds, code)

    def cell(self, group: str, kind: str = "") -> s.Cell | None:
        return next((cell for cell in self.cells if (cell.group, cell.kind) == (group, kind)), None)

    @property
    def open_groups(self) -> tuple[s.Group, ...]:
        return tuple(group for group in self.groups if group.enabled)

    @property
    def open_cells(self) -> tuple[s.Cell, ...]:
        """The cells in which a plan may have a line."""
        return tuple(cell for cell in self.cells if self.why_not_cell(cell.group, cell.kind, "en") is None)

    def why_not_cell(self, group: str, kind: str = "", language: str = "pl") -> str | None:
        """A sentence why no service can be planned in this cell, or none if it can. (R57, R71, Q1, Q2)"""
        found, cell = self.group(group), self.cell(group, kind)
        words = {"group": group, "kind": kind, "cell": f"{group}.{kind}" if kind else group}
        sentence = None
        if found is None:
            sentence = _("The programme has no group %(group)s.")
        elif not found.enabled:
            sentence = _("Group %(group)s: %(reason)s.")
            words["reason"] = found.say("reason", language)
        elif kind and not found.has_kinds:
            sentence = _("Group %(group)s has no kinds of services: leave the kind empty.")
        elif found.has_kinds and not kind:
            sentence = _("Group %(group)s needs a kind of service.")
        elif cell is None:
            sentence = _("The catalogue has no field %(cell)s.")
        elif not cell.enabled:
            sentence = _("Field %(cell)s: %(reason)s.")
            words["reason"] = cell.say("reason", language)
        return None if sentence is None else sentence % words

    def money_source(self, code: str) -> s.MoneySource | None:
        return _by_code(self.money_sources, code)

    def task_line(self, code: str) -> s.Named | None:
        return _by_code(self.task_lines, code)

    def component(self, code: str) -> s.Component | None:
        return _by_code(self.components, code)

    def region(self, code: str) -> s.Region | None:
        return _by_code(self.regions, code)

    def provider_kind(self, code: str) -> s.ProviderKind | None:
        return _by_code(self.provider_kinds, code)

    def step(self, code: str) -> Step | None:
        return _by_code(self.path, code)

    def next_step(self, code: str) -> Step | None:
        """The step after `code` on this programme's path; a code the programme does not use counts by its place."""
        place = s.STEPS.index(code)
        return next((step for step in self.path if s.STEPS.index(step.code) > place), None)

    def rule_set_on(self, day: date) -> RuleSet | None:
        """The edition of the rules that holds on a day, or none before the first one begins."""
        return next((rules for rules in self.rule_sets if rules.holds_on(day)), None)

    def roles_for(self, deed: str, default: tuple[str, ...]) -> tuple[str, ...]:
        """Who does a deed here: the programme's own roles, else the usual ones."""
        return self.deeds.get(deed, default)

    @property
    def envelope(self) -> Decimal | None:
        """What the allocations together may not exceed, or none where the programme sets no such sum."""
        return None if self.services_envelope is None else self.services_envelope.amount


def _by_code(parts, code: str):
    return next((part for part in parts if part.code == code), None)
