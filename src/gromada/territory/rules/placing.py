"""Rows of figures brought to their units: parts left aside, districts added up, doubts asked, nothing counted twice."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from gromada.core.imports.frame import Problem, Question
from gromada.core.text import _, fold
from gromada.territory.rules import joining
from gromada.territory.rules.figure_files import Row, Table
from gromada.territory.rules.indicators import KNOWN, is_plausible
from gromada.territory.rules.joining import Directory, KnownUnit

LEAVE_OUT, ADD = "-", "+"
TOLD = 10
_WHOLE_COUNTRY = {"polska", "polska poland", "ogolem", "razem"}


@dataclass(frozen=True)
class Measure:
    """A column whose meaning is settled: which indicator, which year, who published it."""

    index: int
    indicator: str
    year: int
    source: str
    heading: str

    @property
    def is_additive(self) -> bool:
        return KNOWN[self.indicator].is_additive


@dataclass(frozen=True)
class Figure:
    """A value of a unit, and where it stands; the row of a sum of districts is the first of them."""

    unit: KnownUnit
    value: Decimal
    source: str
    file: str
    row: int


@dataclass
class Placed:
    """Figures by unit key, indicator and year; what was left aside, doubted or asked."""

    figures: dict[tuple[int, str, int], Figure] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)


@dataclass
class _Sorted:
    """The rows of one table by what they turned out to be."""

    of_unit: dict[int, list[tuple[Row, KnownUnit]]] = field(default_factory=lambda: defaultdict(list))
    districts: dict[int, list[tuple[Row, KnownUnit]]] = field(default_factory=lambda: defaultdict(list))
    unknown: list[Row] = field(default_factory=list)
    aside: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    kinds: list[str] = field(default_factory=list)


class Placer:
    """Places table after table; `answers` are those of a person, `skips_unknown` leaves out units the register lacks."""

    def __init__(self, directory: Directory, answers: Mapping[str, str], *, skips_unknown: bool = False):
        self.directory, self.answers, self.skips_unknown = directory, answers, skips_unknown
        self.placed = Placed()

    def place(self, table: Table, measures: Sequence[Measure]) -> None:
        rows = _Sorted()
        self._give_zeros_back(table)
        for row in table.rows:
            self._sort(table, row, rows)
        for found in rows.of_unit.values():
            self._take(table, found, measures)
        for key, found in rows.districts.items():
            if key not in rows.of_unit:
                self._add_up(table, found, measures)
        self._tell(table, rows, measures)

    def _give_zeros_back(self, table: Table) -> None:
        """Codes of 6 digits only: are they without the kind, or did all of them lose their zero? The register tells."""
        short = [row.code for row in table.rows if row.code]
        if not short or any(len(code) != 6 for code in short):
            return
        known = sum(self.directory.by_code(code).unit is not None for code in short)
        with_zero = sum(self.directory.by_code(f"0{code}").how == joining.EXACT for code in short)
        if with_zero > known:
            table.rows = [replace(row, code=f"0{row.code}") for row in table.rows]
            self.placed.remarks.append(
                Problem(_("Codes that had lost their first zero and got it back: %(count)d.") % {"count": len(short)},
                        table.file, table.sheet)
            )  # fmt: skip

    def _sort(self, table: Table, row: Row, rows: _Sorted) -> None:
        if not row.code:
            self._sort_by_name(table, row, rows)
            return
        join = self.directory.by_code(row.code)
        if join.unit is None:
            if join.how == joining.UNKNOWN:
                rows.unknown.append(row)
            else:
                rows.aside[join.how] += 1
            return
        if join.how == joining.DISTRICT:
            rows.districts[join.unit.key].append((row, join.unit))
            return
        if join.how == joining.KIND and len(row.code) == 7:
            rows.kinds.append(f"{row.code} → {join.unit.code}")
        if join.how == joining.RECODED:
            self._remark(table, row, _("%(code)s is now %(name)s (%(now)s).")
                         % {"code": row.code, "name": join.unit.name, "now": join.unit.code})  # fmt: skip
        rows.of_unit[join.unit.key].append((row, join.unit))

    def _sort_by_name(self, table: Table, row: Row, rows: _Sorted) -> None:
        if fold(row.name) in _WHOLE_COUNTRY:
            rows.aside[joining.COUNTRY] += 1
            return
        found = self.directory.by_name(row.name, powiat=row.powiat, region=row.region)
        if not found:
            rows.unknown.append(row)
            return
        # One unit of that name, but elsewhere than the row says, is as doubtful as two.
        is_sure = len(found) == 1 and self.directory.fits(found[0], powiat=row.powiat, region=row.region)
        unit = found[0] if is_sure else self._asked(table, row, found)
        if unit is not None:
            rows.of_unit[unit.key].append((row, unit))

    def _asked(self, table: Table, row: Row, found: Sequence[KnownUnit]) -> KnownUnit | None:
        """Which of several units of one name a person says it is; the question is asked until it is answered."""
        key = f"unit:{table.file}:{fold(row.name)}:{fold(row.powiat)}:{fold(row.region)}"
        answer = self.answers.get(key)
        if answer is not None:
            return next((unit for unit in found if unit.code == answer), None)
        choices = [(unit.code, f"{unit.name}, {unit.code}, {unit.powiat}, {unit.region}") for unit in found]
        self.placed.questions.append(
            Question(key, _("Which unit is “%(name)s”?") % {"name": row.name},
                     (*choices, (LEAVE_OUT, _("leave this row out"))), table.file, row.number)
        )  # fmt: skip
        return None

    def _take(self, table: Table, found: list[tuple[Row, KnownUnit]], measures: Sequence[Measure]) -> None:
        agreeing = [each for each in found if self.directory.agrees(each[1], each[0].name)]
        first, *others = agreeing or found
        if not agreeing and first[0].name:
            self._remark(table, first[0], _("The code %(code)s is that of %(unit)s, but the row is called “%(name)s”.")
                         % {"code": first[0].code, "unit": first[1].name, "name": first[0].name})  # fmt: skip
        self._put(table, *first, measures)
        if others and (not agreeing or len(agreeing) > 1):
            row, unit = others[0]
            if row.values != first[0].values:
                self._problem(table, row, _("%(unit)s (%(code)s) stands already in row %(row)d, with other figures.")
                              % {"unit": unit.name, "code": unit.code, "row": first[0].number})  # fmt: skip
        for row, unit in found:
            if agreeing and (row, unit) not in agreeing:
                self._ask_whose(table, row, unit, measures)

    def _ask_whose(self, table: Table, row: Row, unit: KnownUnit, measures: Sequence[Measure]) -> None:
        """A second row under the code of a unit, called otherwise: part of it, or somebody else's? A person says."""
        key = f"row:{table.file}:{row.number}"
        answer = self.answers.get(key)
        words = {"name": row.name, "powiat": row.powiat, "unit": unit.name, "code": unit.code}
        if answer is None:
            self.placed.questions.append(
                Question(
                    key,
                    _("“%(name)s” (%(powiat)s) has the code of %(unit)s (%(code)s), which has a row of its own. "
                      "What shall become of it?") % words,
                    ((LEAVE_OUT, _("leave this row out")), (ADD, _("add its counts to %(unit)s") % words)),
                    table.file,
                    row.number,
                )
            )  # fmt: skip
        elif answer == ADD:
            for measure in measures:
                value = row.values.get(measure.index)
                known = self.placed.figures.get((unit.key, measure.indicator, measure.year))
                if measure.is_additive and value is not None and known is not None:
                    self.placed.figures[unit.key, measure.indicator, measure.year] = Figure(
                        unit, known.value + value, known.source, known.file, known.row
                    )

    def _add_up(self, table: Table, found: list[tuple[Row, KnownUnit]], measures: Sequence[Measure]) -> None:
        unit = found[0][1]
        counted = [measure for measure in measures if measure.is_additive]
        sums: dict[int, Decimal] = {}
        for row, _unit in found:
            for measure in counted:
                if measure.index in row.values:
                    sums[measure.index] = sums.get(measure.index, Decimal(0)) + row.values[measure.index]
        words = {"unit": unit.name, "count": len(found)}
        self._remark(table, found[0][0], _("%(unit)s was added up from its districts (%(count)d).") % words)
        if len(counted) < len(measures):
            self._remark(table, found[0][0], _("Shares of the districts of %(unit)s cannot be added up; they are left out.")
                         % words)  # fmt: skip
        first = found[0][0]
        self._put(table, Row(first.number, first.code, "", "", "", sums), unit, measures)

    def _put(self, table: Table, row: Row, unit: KnownUnit, measures: Sequence[Measure]) -> None:
        for measure in measures:
            value = row.values.get(measure.index)
            if value is None:
                continue
            key = unit.key, measure.indicator, measure.year
            known = self.placed.figures.get(key)
            if known is None:
                self.placed.figures[key] = Figure(unit, value, measure.source, table.file, row.number)
                self._doubt(table, row, unit, measure, value)
            elif known.value != value and known.file != table.file:
                self._remark(table, row, _("%(unit)s: %(value)s here and %(known)s in %(file)s; the latter is taken.")
                             % {"unit": unit.name, "value": value, "known": known.value, "file": known.file},
                             measure.heading)  # fmt: skip

    def _doubt(self, table: Table, row: Row, unit: KnownUnit, measure: Measure, value: Decimal) -> None:
        if unit.level == "gmina" and not is_plausible(measure.indicator, value):
            self._remark(table, row, _("%(unit)s: %(value)s is out of what is plausible. It is kept and marked as doubtful.")
                         % {"unit": unit.name, "value": value}, measure.heading)  # fmt: skip

    def _tell(self, table: Table, rows: _Sorted, measures: Sequence[Measure]) -> None:
        aside = {
            joining.PART: _(
                "Rows of towns and rural parts left aside, because their gminas have rows of their own: %(count)d."
            ),
            joining.ABROAD: _("Rows of ships and of voters abroad left aside: %(count)d."),
            joining.COUNTRY: _("Rows of the whole country left aside: %(count)d."),
        }
        for how, count in rows.aside.items():
            self.placed.remarks.append(Problem(aside[how] % {"count": count}, table.file, table.sheet))
        if rows.kinds:
            words = {"count": len(rows.kinds), "codes": ", ".join(rows.kinds[:TOLD])}
            self.placed.remarks.append(
                Problem(_("Codes of another year, when the gmina was of another kind: %(count)d (%(codes)s).") % words,
                        table.file, table.sheet)
            )  # fmt: skip
        self._tell_unknown(table, rows.unknown)
        self._tell_missing(table, measures)

    def _tell_unknown(self, table: Table, unknown: Sequence[Row]) -> None:
        tell = self._remark if self.skips_unknown else self._problem
        for row in unknown[:TOLD]:
            what = row.code or f"„{row.name}”"
            tell(table, row, _("The register has no unit %(what)s.") % {"what": what})
        if len(unknown) > TOLD:
            tell(table, unknown[TOLD], _("Further rows whose unit the register does not have: %(count)d. Load the register "
                 "of a year that has them, or leave such rows out.") % {"count": len(unknown) - TOLD})  # fmt: skip

    def _tell_missing(self, table: Table, measures: Sequence[Measure]) -> None:
        gminas = [unit.key for unit in self.directory.units if unit.level == "gmina" and unit.is_current]
        for measure in measures:
            missing = sum((key, measure.indicator, measure.year) not in self.placed.figures for key in gminas)
            if missing > 0:
                words = {"count": missing, "all": len(gminas), "year": measure.year}
                self.placed.remarks.append(
                    Problem(_("Gminas without a value for %(year)d: %(count)d of %(all)d.") % words, table.file, table.sheet,
                            column=measure.heading)
                )  # fmt: skip

    def _problem(self, table: Table, row: Row, message, column: str = "") -> None:
        self.placed.problems.append(Problem(message, table.file, table.sheet, row.number, column))

    def _remark(self, table: Table, row: Row, message, column: str = "") -> None:
        self.placed.remarks.append(Problem(message, table.file, table.sheet, row.number, column))
