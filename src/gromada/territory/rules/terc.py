"""The register of units (TERC, NTS) as GUS publishes it: every form read into the same rows, each with its place in the file.

Official and address editions, CSV and both forms of XML, the division of 2005 (domain.md 3.1). The form is told by content.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from gromada.core.imports.frame import Problem
from gromada.core.tables import UnreadableTable
from gromada.core.text import _
from gromada.territory.rules.terc_files import Line, Unusable, lines_of

WIDTHS = {"WOJ": 2, "POW": 2, "GMI": 2, "RODZ": 1}
GMINA_KINDS, PART_KINDS, DISTRICT_KINDS = "123", "45", "89"
CITY_WITH_POWIAT = "miasto na prawach powiatu", "miasto stołeczne, na prawach powiatu"
VOIVODESHIPS = 16
_NTS_LEVELS = {"2", "4", "5"}
_NAME = re.compile(r"[^\W\d_]([^\W_]|[ .,'’()\-–/])*\Z")


@dataclass(frozen=True)
class Entry:
    """A unit as the file has it: level, code (2, 4 or 7 digits), name, kind, and the row (or line) it stands in."""

    level: str
    code: str
    name: str
    kind: str = ""
    row: int | None = None

    @property
    def short(self) -> str:
        """The code without the kind: what stays when a village becomes a town."""
        return self.code[:6]

    @property
    def above(self) -> str:
        """The code of the unit it lies in; empty for a voivodeship."""
        return {"voivodeship": "", "powiat": self.code[:2], "gmina": self.code[:4]}[self.level]


@dataclass
class Reading:
    """What a file says: its form (urzedowy, adresowy, nts), its day, its units, and what is wrong or worth knowing."""

    form: str = ""
    as_of: date | None = None
    entries: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)
    parts: dict[str, int] = field(default_factory=dict)

    def count(self, level: str) -> int:
        return sum(1 for entry in self.entries if entry.level == level)

    def kinds(self) -> dict[str, int]:
        counts = Counter(entry.kind for entry in self.entries if entry.level == "gmina")
        return {kind: counts[kind] for kind in GMINA_KINDS}


def read_register(content: bytes, *, file: str = "", whole: bool = True) -> Reading:
    """The units of a TERC or NTS file. Nothing is raised: what is wrong stands in `problems` with its row and column.

    `whole`: the file must be the whole country (16 voivodeships, a gmina in every powiat); else it may be a part of it.
    """
    reading = Reading()
    try:
        lines = lines_of(content)
    except UnreadableTable as error:
        reading.problems.append(Problem(error.args[0]))
    except Unusable as error:
        reading.problems.append(error.problem)
    else:
        _gather(reading, lines, whole=whole)
    reading.problems = [replace(problem, file=file) for problem in reading.problems]
    reading.remarks = [replace(remark, file=file) for remark in reading.remarks]
    return reading


def _gather(reading: Reading, lines: list[Line], *, whole: bool) -> None:
    is_nts = "POZIOM" in lines[0].cells if lines else False
    if is_nts:
        lines = [line for line in lines if line.cells["POZIOM"] in _NTS_LEVELS]
    lines = _with_whole_codes(reading, lines)
    reading.as_of = _day(reading, lines)
    seen: dict[tuple[str, str], int] = {}
    places: dict[str, list[Entry]] = defaultdict(list)
    cities: dict[str, Entry] = {}
    for line in lines:
        entry = _entry(reading, line)
        if entry is None:
            continue
        if (entry.level, entry.code) in seen:
            _fault(reading, line.row, "WOJ", _("The code %(code)s stands already in row %(row)d.")
                   % {"code": entry.code, "row": seen[entry.level, entry.code]})  # fmt: skip
            continue
        seen[entry.level, entry.code] = line.row
        if entry.kind in tuple(PART_KINDS + DISTRICT_KINDS):
            places[entry.kind].append(entry)
            continue
        if entry.level == "powiat" and line.cells["NAZWA_DOD"].lower() in CITY_WITH_POWIAT:
            cities[entry.code] = entry
        reading.entries.append(entry)
    reading.parts = {kind: len(found) for kind, found in sorted(places.items())}
    reading.form = "nts" if is_nts else "urzedowy" if reading.kinds()["3"] else "adresowy" if places else "urzedowy"
    if reading.form == "adresowy":
        _assemble(reading, places, cities)
    _check_twins(reading)
    _check_parents(reading)
    if whole and not reading.problems:
        _check_whole(reading)
    _tell_parts(reading)


def _fault(reading: Reading, row: int | None, column: str, message) -> None:
    reading.problems.append(Problem(message, row=row, column=column))


def _with_whole_codes(reading: Reading, lines: list[Line]) -> list[Line]:
    """Give codes back the zero that a spreadsheet took from them: `2` is `02`."""
    fixed, count = [], 0
    for line in lines:
        cells = dict(line.cells)
        for column in ("WOJ", "POW", "GMI"):
            if len(cells[column]) == 1 and cells[column].isdigit():
                cells[column] = "0" + cells[column]
        count += cells != line.cells
        fixed.append(Line(line.row, cells))
    if count:
        reading.remarks.append(
            Problem(_("Codes that had lost their first zero and got it back: %(count)d.") % {"count": count})
        )
    return fixed


def _day(reading: Reading, lines: Iterable[Line]) -> date | None:
    days = {line.cells["STAN_NA"]: line.row for line in reversed(list(lines))}
    if len(days) > 1:
        several = ", ".join(sorted(days)[:3])
        _fault(reading, max(days.values()), "STAN_NA",
               _("The rows are of different days: %(days)s. One file holds one day.") % {"days": several})  # fmt: skip
        return None
    for text, row in days.items():
        try:
            return date.fromisoformat(text)
        except ValueError:
            _fault(reading, row, "STAN_NA", _("“%(text)s” is not a day written as 2022-01-01.") % {"text": text})
    return None


def _entry(reading: Reading, line: Line) -> Entry | None:
    cells = line.cells
    filled = [column for column in ("WOJ", "POW", "GMI", "RODZ") if cells[column]]
    if filled not in (["WOJ"], ["WOJ", "POW"], ["WOJ", "POW", "GMI", "RODZ"]):
        _fault(reading, line.row, "WOJ", _("The code is not whole: a voivodeship has WOJ, a powiat WOJ and POW, a gmina "
               "WOJ, POW, GMI and RODZ."))  # fmt: skip
        return None
    for column in filled:
        if not re.fullmatch(rf"[0-9]{{{WIDTHS[column]}}}", cells[column]):
            _fault(reading, line.row, column, _("“%(text)s” is not a code of %(digits)d digits.")
                   % {"text": cells[column], "digits": WIDTHS[column]})  # fmt: skip
            return None
    if cells["RODZ"] and cells["RODZ"] not in GMINA_KINDS + PART_KINDS + DISTRICT_KINDS:
        _fault(reading, line.row, "RODZ", _("There is no kind of gmina %(kind)s.") % {"kind": cells["RODZ"]})
        return None
    name = cells["NAZWA"]
    if not name:
        _fault(reading, line.row, "NAZWA", _("The unit %(code)s has no name.")
               % {"code": "".join(cells[column] for column in filled)})  # fmt: skip
        return None
    if not _NAME.match(name):
        _fault(reading, line.row, "NAZWA", _("“%(name)s” is no name: the letters of the file are not read rightly. Save "
               "the file in UTF-8.") % {"name": name})  # fmt: skip
        return None
    level = ("voivodeship", "powiat", "", "gmina")[len(filled) - 1]
    if level == "voivodeship":
        name = name.lower()
    return Entry(level, "".join(cells[column] for column in filled), name, cells["RODZ"], line.row)


def _assemble(reading: Reading, places: Mapping[str, list[Entry]], cities: Mapping[str, Entry]) -> None:
    """An address edition names only the parts: put urban-rural gminas and the divided cities together, or refuse."""
    towns = {entry.short: entry for entry in places.get("4", ())}
    rural = {entry.short: entry for entry in places.get("5", ())}
    for short in sorted(towns | rural):
        town, around = towns.get(short), rural.get(short)
        if town and around and town.name == around.name:
            reading.entries.append(Entry("gmina", f"{short}3", town.name, "3", town.row))
            continue
        found = town or around
        _fault(reading, found.row, "RODZ",
               _("The urban-rural gmina %(code)s cannot be put together: its town and its rural part do not agree. Load the "
                 "official edition (urzędowa) instead.") % {"code": f"{short}3"})  # fmt: skip
    have = {entry.above for entry in reading.entries if entry.level == "gmina"}
    districts = {entry.above: entry.row for kind in DISTRICT_KINDS for entry in reversed(places.get(kind, []))}
    for powiat, row in sorted(districts.items()):
        city = cities.get(powiat)
        if powiat in have:
            continue
        if city is None:
            _fault(reading, row, "RODZ", _("The districts of %(powiat)s belong to no city of the file.")
                   % {"powiat": powiat})  # fmt: skip
            continue
        reading.entries.append(Entry("gmina", f"{powiat}011", city.name, "1", city.row))
    reading.remarks.append(
        Problem(
            _("This is an address edition: it has no urban-rural gminas and no divided cities. Put together "
              "from their parts: gminas %(gminas)d, cities %(cities)d.")
            % {"gminas": len(towns), "cities": len(districts)}
        )
    )  # fmt: skip


def _check_twins(reading: Reading) -> None:
    """One gmina once: the same six digits under two kinds would be two gminas in one place."""
    rows: dict[str, Entry] = {}
    for entry in reading.entries:
        if entry.level != "gmina":
            continue
        twin = rows.setdefault(entry.short, entry)
        if twin is not entry:
            _fault(reading, entry.row, "RODZ", _("The gmina %(code)s stands already as %(other)s in row %(row)s.")
                   % {"code": entry.code, "other": twin.code, "row": twin.row})  # fmt: skip


def _check_parents(reading: Reading) -> None:
    known = {entry.code for entry in reading.entries if entry.level != "gmina"} | {""}
    for entry in reading.entries:
        if entry.above not in known:
            _fault(reading, entry.row, "POW" if entry.level == "gmina" else "WOJ",
                   _("%(name)s (%(code)s) lies in %(above)s, which is not in the file.")
                   % {"name": entry.name, "code": entry.code, "above": entry.above})  # fmt: skip


def _check_whole(reading: Reading) -> None:
    """The whole country, or a reason why not: a file cut at the end of a row looks like any other."""
    if reading.count("voivodeship") != VOIVODESHIPS:
        _fault(reading, None, "WOJ",
               _("Voivodeships in the file: %(count)d of 16. It is cut off, or it is a part: download it again, or say that it "
                 "is a part of the country.") % {"count": reading.count("voivodeship")})  # fmt: skip
    full = {entry.above for entry in reading.entries}
    for entry in reading.entries:
        if entry.level != "gmina" and entry.code not in full:
            _fault(reading, entry.row, "WOJ", _("%(name)s (%(code)s) has no unit below it: the file is cut off.")
                   % {"name": entry.name, "code": entry.code})  # fmt: skip
    if not reading.kinds()["3"]:
        _fault(reading, None, "RODZ", _("The file has no urban-rural gminas and no parts of them. Load the official edition "
               "(urzędowa)."))  # fmt: skip


def _tell_parts(reading: Reading) -> None:
    towns, rural = reading.parts.get("4", 0), reading.parts.get("5", 0)
    districts = reading.parts.get("8", 0) + reading.parts.get("9", 0)
    if towns or rural or districts:
        reading.remarks.append(
            Problem(
                _(
                    "Left aside, because they are no units of their own: towns in gminas %(towns)d, rural parts of gminas "
                    "%(rural)d, districts %(districts)d."
                )
                % {"towns": towns, "rural": rural, "districts": districts}
            )
        )
