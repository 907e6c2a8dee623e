"""The parts a programme definition is made of: frozen records that name their source and how certain it is.

The reader builds these records from their annotations, so a key that may stand in a file is a field here.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

CERTAINTIES = ("seed", "found", "memory", "interpretation")
"""How we know it: the documents the programme is made from; a public page or register; from memory (never printed as
official); a reading chosen where the documents are silent."""

SEVERITIES = ("error", "warning", "note")

STEPS = (
    "qualified", "informed", "joined", "assessed", "planning_part", "consulting",
    "adopted", "planning_whole", "implementing", "sustaining", "settled",
)  # fmt: skip
"""The one path of a gmina through a programme in neutral words, in its order; a programme uses some of them."""

SIDE_STATES = ("withdrawn", "suspended", "reallocated")

ROLES = (
    "programme_office", "consultant", "rops", "counsel", "coordinator", "gops_manager", "social_worker",
    "treasurer", "mayor", "council_member", "provider", "auditor", "lender",
)  # fmt: skip

DEEDS = (
    "programmes.allocate", "programmes.unlock", "programmes.suspend", "programmes.resume", "programmes.withdraw",
    "programmes.close", "strategies.write", "strategies.adopt", "plans.write",
    "plans.submit", "plans.return", "plans.accept", "contracts.draft", "contracts.submit", "contracts.accept",
    "contracts.return", "contracts.sign", "participants.register", "participants.enrol", "delivery.schedule",
    "delivery.mark", "finance.receive", "finance.check", "finance.pay", "reports.prepare", "reports.present",
    "reports.note",
)  # fmt: skip

PROVIDER_KINDS = (
    "foundation", "association", "ordinary_association", "parish", "church_legal_person", "firm", "natural_person",
    "public_unit", "school", "kgw", "osp", "social_cooperative", "informal_group",
)  # fmt: skip

SECTION_CODES = (
    "summary", "goals", "services", "participants", "money", "results", "task_lines", "expected_results",
    "methods", "partners", "asks",
)  # fmt: skip

EXCHANGE_RULES = ("nbp_day_before", "none")

WORDS = (
    "programme", "plan", "plans", "line", "lines", "service", "services", "group", "groups", "kind", "kinds",
    "participant", "participants", "recipients", "provider", "providers", "strategy", "strategy_short", "need",
    "needs", "reviewer", "allocation", "report",
)  # fmt: skip

NUMBER_PARTS = {
    "contract": ("terc", "year", "cell", "group", "kind", "seq"),
    "amendment": ("contract", "seq"),
    "plan": ("terc", "year", "seq"),
    "need": ("strategy", "year", "seq"),
    "goal": ("strategy", "year", "seq"),
    "demand": ("terc", "year", "seq"),
    "transfer": ("terc", "year", "seq"),
    "invoice": ("terc", "year", "seq"),
    "report": ("terc", "year", "seq"),
}
"""For each numbered thing, the parts its pattern may use; `cell` is "I.1", or "V" where a group has no kinds."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """Anything a definition states: where it was read and how certain that is."""

    source: str = ""
    certainty: str = field(default="", metadata={"one_of": CERTAINTIES})
    note_pl: str = ""
    note_en: str = ""

    def say(self, what: str, language: str) -> str:
        """The text `what` ("name", "text", "reason", "note" …) in the language; Polish where it has no other."""
        return getattr(self, f"{what}_{language[:2]}", "") or getattr(self, f"{what}_pl")


@dataclass(frozen=True, kw_only=True)
class Named(Part):
    """A part with a code and a name in both languages."""

    code: str
    name_pl: str
    name_en: str

    def name(self, language: str) -> str:
        return self.say("name", language)


@dataclass(frozen=True, kw_only=True)
class Statement(Part):
    """A sentence of a programme document, in both languages; `printed` is the label it bears in the original."""

    code: str
    text_pl: str
    text_en: str
    printed: str = ""

    def text(self, language: str) -> str:
        return self.say("text", language)


@dataclass(frozen=True, kw_only=True)
class Body(Part):
    """A public body: the authority of a programme."""

    name_pl: str
    name_en: str
    supervisor_pl: str = ""
    supervisor_en: str = ""


@dataclass(frozen=True, kw_only=True)
class Umbrella(Part):
    """The larger programme that this one is a component of."""

    code: str
    name_pl: str
    name_en: str
    amount: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Lender(Part):
    """Who lent the money, by which agreement, and how much (in the programme's currency)."""

    name_pl: str
    name_en: str
    loan_number: str = ""
    signed_on: date | None = None
    amount: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Window(Part):
    """The days within which money may be spent, both included."""

    since: date
    until: date

    def __contains__(self, day: date) -> bool:
        return self.since <= day <= self.until


@dataclass(frozen=True, kw_only=True)
class Horizon(Part):
    """The years a programme speaks of, and the words in which its document says them."""

    first_year: int
    last_year: int
    title_pl: str
    title_en: str


@dataclass(frozen=True, kw_only=True)
class Resolution(Part):
    """The council's act a programme is an annex to."""

    number: str
    on: date
    body_pl: str
    body_en: str
    annex: str = ""


@dataclass(frozen=True, kw_only=True)
class Component(Named):
    """A part of the money; `envelope` is none where the amount is not known. `part_of` names the larger part."""

    envelope: Decimal | None = None
    part_of: str = ""
    envelope_only: bool = False


@dataclass(frozen=True, kw_only=True)
class Envelope(Part):
    """What the allocations of all gminas together may not exceed, in the programme's currency."""

    amount: Decimal
    component: str = ""


@dataclass(frozen=True, kw_only=True)
class MoneySource(Named):
    """A source of money; only what `counts_to_allocation` uses up the allocation of a gmina."""

    counts_to_allocation: bool
    number: str = ""


@dataclass(frozen=True, kw_only=True)
class Goal(Statement):
    """A goal as a row that services and results can point to."""

    level: str = field(default="specific", metadata={"one_of": ("general", "specific", "effect")})


@dataclass(frozen=True, kw_only=True)
class Section(Named):
    """A section of the programme's document."""


@dataclass(frozen=True, kw_only=True)
class Instrument(Named):
    """A way of activating people; `in_use` says whether the edition's document applies it."""

    text_pl: str = ""
    text_en: str = ""
    in_use: bool = True


@dataclass(frozen=True, kw_only=True)
class Amongst(Named):
    """A partner or a place by its kind (never a person's name) and how many there are, where that is said."""

    count: int | None = None


@dataclass(frozen=True, kw_only=True)
class Group(Named):
    """A group of services. A group that is not enabled is kept so that its code can be refused with a reason."""

    colour: int
    has_kinds: bool = True
    enabled: bool = True
    recipients_pl: str = ""
    recipients_en: str = ""
    reason_pl: str = ""
    reason_en: str = ""


@dataclass(frozen=True, kw_only=True)
class Kind(Named):
    """A kind of service within the groups."""


@dataclass(frozen=True, kw_only=True)
class Example(Part):
    """An example of a service; without a source of its own it takes that of its cell."""

    pl: str
    en: str


@dataclass(frozen=True, kw_only=True)
class Cell(Part):
    """One field of the catalogue: a group and a kind (no kind where the group has none)."""

    group: str
    kind: str = ""
    enabled: bool = True
    reason_pl: str = ""
    reason_en: str = ""
    examples: tuple[Example, ...] = ()

    @property
    def code(self) -> str:
        return f"{self.group}.{self.kind}" if self.kind else self.group


@dataclass(frozen=True, kw_only=True)
class ProviderKind(Named):
    """A kind of organisation and whether it may be a party to a contract of this programme."""

    code: str = field(metadata={"one_of": PROVIDER_KINDS})
    allowed: bool = True
    reason_pl: str = ""
    reason_en: str = ""


@dataclass(frozen=True, kw_only=True)
class Region(Named):
    """A voivodeship (`code` is its two TERC digits) with its number of gminas and its money, where known."""

    gminas: int | None = None
    amount: Decimal | None = None
    amount_is: str = field(default="exact", metadata={"one_of": ("exact", "at_least")})


@dataclass(frozen=True, kw_only=True)
class Unit(Named):
    """A gmina (`code` is its TERC) that takes part."""


@dataclass(frozen=True, kw_only=True)
class Eligibility(Part):
    """Which kinds of gmina (the last digit of TERC) may take part, and how many do in the whole programme."""

    unit_kinds: tuple[str, ...]
    gminas: int | None = None
    voivodeships: int | None = None
    text_pl: str = ""
    text_en: str = ""


@dataclass(frozen=True, kw_only=True)
class PlanForm(Part):
    """What a plan is called and what it must hold."""

    name_pl: str
    name_en: str
    plural_pl: str
    plural_en: str
    sub_programme: bool = False
    task_line_required: bool = False
    need_required: bool = True

    def name(self, language: str) -> str:
        return self.say("name", language)


@dataclass(frozen=True, kw_only=True)
class ReportSection(Part):
    """A section of the report to the council."""

    code: str = field(metadata={"one_of": SECTION_CODES})
    title_pl: str
    title_en: str

    def title(self, language: str) -> str:
        return self.say("title", language)


@dataclass(frozen=True, kw_only=True)
class ReportForm(Part):
    """The yearly report: its name, whom it is addressed to and its sections in order."""

    code: str
    name_pl: str
    name_en: str
    addressee_pl: str
    addressee_en: str
    sections: tuple[ReportSection, ...]

    def name(self, language: str) -> str:
        return self.say("name", language)


@dataclass(frozen=True, kw_only=True)
class Word:
    """A noun the screens take from the programme."""

    pl: str
    en: str

    def say(self, language: str) -> str:
        return self.en if language.startswith("en") else self.pl
