"""Which unit a row of somebody's table is about: by its code of any year, else by name; doubt is said, never decided here."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from gromada.core.text import fold

_KIND_BEFORE = {"m": "1", "g": "2", "m-w": "3"}
_BEFORE = re.compile(r"(?P<word>m\. ?st|st|m-w|m|gm|g|woj|pow)\.\s*|(?P<long>gmina|miasto|powiat|wojewodztwo)\s+(?=\S)")
_KIND_AFTER = re.compile(r"\s*\((?P<kind>[1-9])\)\s*\Z")
_SINCE = re.compile(r"\s+(od|do) [0-9]{4}\Z")
_LEVELS = {"woj": "voivodeship", "wojewodztwo": "voivodeship", "pow": "powiat", "powiat": "powiat"}

_AT_SEA = {"1498", "1499"}  # how PKW counts ships and voters abroad

EXACT, KIND, RECODED, DISTRICT, PART, ABROAD, COUNTRY, UNKNOWN = (
    "exact", "kind", "recoded", "district", "part", "abroad", "country", "unknown",
)  # fmt: skip


@dataclass(frozen=True)
class KnownUnit:
    """A unit as the register knows it, with every code and name it ever had."""

    key: int
    level: str
    code: str
    name: str
    is_current: bool = True
    powiat: str = ""
    region: str = ""
    codes: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()

    @property
    def kind(self) -> str:
        return self.code[6:] if self.level == "gmina" else ""


@dataclass(frozen=True)
class Join:
    """What a code stands for: the unit, and how it was found (exact, kind changed, recoded, a district, a part, …)."""

    how: str
    unit: KnownUnit | None = None


@dataclass(frozen=True)
class Wanted:
    """A name as somebody wrote it, taken apart: folded, without "m." and "(1)", with what those tell."""

    name: str
    kind: str = ""
    level: str = ""


def wanted(text: str) -> Wanted:
    """`gm. Bolesławiec`, `M-W.Nowogrodziec`, `m.st. Warszawa od 2002`, `WOJ. DOLNOŚLĄSKIE`: the name, its kind and level."""
    name, kind, level = fold(text), "", ""
    after = _KIND_AFTER.search(name)
    if after:
        kind, name = after["kind"], name[: after.start()]
    name = _SINCE.sub("", name)
    before = _BEFORE.match(name)
    while before:
        word = before["word"] or before["long"]
        level = _LEVELS.get(word, level)
        kind = kind or _KIND_BEFORE.get(word, "")
        name = name[before.end() :]
        before = _BEFORE.match(name)
    return Wanted(name.strip(" -"), "" if level else kind, level)


@dataclass
class Directory:
    """The register turned round: units by their codes and names."""

    units: Iterable[KnownUnit]
    _codes: dict[str, list[KnownUnit]] = field(default_factory=lambda: defaultdict(list))
    _shorts: dict[str, list[KnownUnit]] = field(default_factory=lambda: defaultdict(list))
    _names: dict[str, list[KnownUnit]] = field(default_factory=lambda: defaultdict(list))
    _gminas: dict[str, list[KnownUnit]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        self.units = list(self.units)
        # Units of today come first wherever several had the same code or name.
        for unit in sorted(self.units, key=lambda each: (not each.is_current, each.code)):
            for code in unit.codes | {unit.code}:
                self._codes[code].append(unit)
            if unit.level == "gmina":
                for short in {code[:6] for code in unit.codes | {unit.code}}:
                    self._shorts[short].append(unit)
                self._gminas[unit.code[:4]].append(unit)
            for name in unit.names | {fold(unit.name)}:
                self._names[name].append(unit)

    def by_code(self, code: str) -> Join:
        """The unit of a code of 2, 4, 6 or 7 digits, whatever year's code it is."""
        if code == "00":
            return Join(COUNTRY)
        if code[:4] in _AT_SEA:
            return Join(ABROAD)
        if len(code) in {2, 4}:
            found = self._codes.get(code)
            return Join(EXACT, found[0]) if found else Join(UNKNOWN)
        if len(code) == 7 and code[6] in "45":
            return Join(PART)
        found = self._codes.get(code) if len(code) == 7 else self._shorts.get(code)
        if found:
            unit = found[0]
            same = code in {unit.code, unit.code[:6]}
            return Join(EXACT if same else KIND if code[:6] == unit.code[:6] else RECODED, unit)
        return self._by_place(code)

    def _by_place(self, code: str) -> Join:
        found = self._shorts.get(code[:6])
        if found and not (len(code) == 7 and code[6] in "89"):
            return Join(KIND, found[0])
        around = self._gminas.get(code[:4], [])
        # A city with the rights of a powiat is the only gmina of its powiat; a number above 01 in it is a district.
        if len(around) == 1 and around[0].code[4:6] == "01" and around[0].kind == "1" and code[4:6] != "01":
            return Join(DISTRICT, around[0])
        return Join(UNKNOWN)

    def by_name(self, text: str, *, powiat: str = "", region: str = "", level: str = "gmina") -> list[KnownUnit]:
        """Units of that name; where the row tells the kind, the powiat or the voivodeship, those that agree with it."""
        asked = wanted(text)
        level = asked.level or level
        found = [unit for unit in self._names.get(asked.name, []) if unit.level == level]
        for tells in (
            lambda unit: not asked.kind or unit.kind == asked.kind,
            lambda unit: self.fits(unit, powiat=powiat),
            lambda unit: self.fits(unit, region=region),
            lambda unit: unit.is_current,
        ):
            found = [unit for unit in found if tells(unit)] or found
        return found

    def fits(self, unit: KnownUnit, *, powiat: str = "", region: str = "") -> bool:
        """Whether the unit lies where the row says; a row that says nothing fits."""
        return (not powiat or fold(unit.powiat) == wanted(powiat).name) and (
            not region or fold(unit.region) == wanted(region).name
        )

    def agrees(self, unit: KnownUnit, text: str) -> bool:
        """Whether the unit was ever called so; a name that says nothing agrees."""
        name = wanted(text).name
        return not name or name in unit.names or name == fold(unit.name)
