"""Measured indicators of units from what GUS, PKW, GUGiK and others publish, each value with its source, year and load."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from gromada.core.imports import Asked, Change, Importer, Option, Plan, Problem, Question, register
from gromada.core.tables import UnreadableTable
from gromada.core.text import _
from gromada.territory import actions, queries, rules
from gromada.territory.queries import StoredFigure
from gromada.territory.rules import DERIVED_FROM, KNOWN, OWN, Figure, KnownUnit, Measure, Placer, Table

LEAVE_OUT = "-"
_STORED = Decimal("0.0001")
_MOST = Decimal(10) ** 14
FIRST_YEAR, LAST_YEAR = 1990, 2100

Key = tuple[int, str, int]


def read(asked: Asked) -> Plan:
    """Every table of the wish compared with what is stored; nothing is written."""
    plan = Plan()
    directory = queries.directory()
    if not directory.units:
        plan.problems.append(Problem(_("The register of units is empty. Load the register first.")))
        return plan
    placer = Placer(directory, asked.answers, skips_unknown=asked.options.get("unknown") == "skip")
    for file in asked.files:
        try:
            tables = rules.read_tables(file.content, file.name)
        except UnreadableTable as error:
            plan.problems.append(Problem(error, error.file or file.name, error.sheet, error.row, error.column))
            continue
        for table in tables:
            plan.problems += table.problems
            plan.remarks += table.remarks
            placer.place(table, _Measures(table, asked, plan).settled())
    placed = placer.placed
    plan.problems += placed.problems
    plan.remarks += placed.remarks
    plan.questions += placed.questions
    _compare(plan, placed.figures, directory)
    return plan


@dataclass
class _Measures:
    """What the columns of one table measure: by heading, by a choice made, by the file's name, else it is asked."""

    table: Table
    asked: Asked
    plan: Plan

    def settled(self) -> list[Measure]:
        measures: dict[tuple[str, int], Measure] = {}
        for column in self.table.columns:
            indicator = self._indicator(column)
            if not indicator:
                continue
            year = self._year(column)
            if year is None:
                continue
            source = self.asked.options.get("source") or rules.source_of(indicator, is_bdl=column.is_bdl)
            if (indicator, year) in measures:
                self._problem(_("Two columns hold the same indicator of %(year)d.") % {"year": year}, column.heading)
                continue
            measures[indicator, year] = Measure(column.index, indicator, year, source, column.heading)
        if self.table.ignored:
            names = ", ".join(f"„{' '.join(name.split())[:40]}”" for name in self.table.ignored[:5])
            words = {"count": len(self.table.ignored), "names": names}
            self._remark(
                _("Columns left aside, because they hold no indicator that we know: %(count)d (%(names)s).") % words
            )
        return list(measures.values())

    def _indicator(self, column) -> str:
        if not column.is_vague:
            return column.indicator
        chosen = self.asked.options.get("indicator")
        if chosen:
            return chosen
        # The file's name is a hint that a person sees in the preview, never a silent guess.
        told = rules.indicator_of_file(self.table.file)
        if told:
            self._remark(
                _("The file's name says that this is “%(name)s”.") % {"name": queries.indicator_name(told)},
                column.heading,
            )
            return told
        key = f"indicator:{self.table.file}:{column.heading}"
        answer = self.asked.answers.get(key)
        if answer is None:
            choices = tuple((code, queries.indicator_name(code)) for code in KNOWN)
            self.plan.questions.append(
                Question(key, _("What does the column “%(heading)s” hold?") % {"heading": column.heading},
                         (*choices, (LEAVE_OUT, _("leave this column out"))), self.table.file)
            )  # fmt: skip
        return answer if answer in KNOWN else ""

    def _year(self, column) -> int | None:
        if column.year is not None:
            return column.year
        given = self.asked.options.get("year", "")
        if given:
            if given.isdigit() and FIRST_YEAR <= int(given) <= LAST_YEAR:
                return int(given)
            self._problem(_("“%(year)s” is not a year.") % {"year": given}, "year")
            return None
        named = self.table.year or rules.year_in(self.table.file.rpartition(".")[0])
        if named is None:
            self._problem(_("Of which year the column is, is not said. Give the year."), column.heading)
        elif self.table.year is None:
            self._remark(_("The file's name says that the year is %(year)d.") % {"year": named}, column.heading)
        return named

    def _problem(self, message, column: str = "") -> None:
        self.plan.problems.append(Problem(message, self.table.file, self.table.sheet, column=column))

    def _remark(self, message, column: str = "") -> None:
        self.plan.remarks.append(Problem(message, self.table.file, self.table.sheet, column=column))


def _compare(plan: Plan, figures: Mapping[Key, Figure], directory) -> None:
    """What each figure does to what is stored, and what follows from all of them together."""
    codes = {code for _unit, code, _year in figures}
    wanted = codes | {
        "working",
        "pre_working_share",
        "post_working_share",
        "dependency",
        "population_change",
        "turnout",
    }
    stored = queries.stored_figures(wanted | set(DERIVED_FROM) if codes & set(DERIVED_FROM) else codes)
    units = {unit.key: unit for unit in directory.units}
    new: list[actions.NewFigure] = []
    for key, figure in figures.items():
        _one(plan, new, key, figure, stored.get(key))
    for key, figure in _following(figures, stored, units).items():
        known = stored.get(key)
        if known is None or (known.value != figure.value.quantize(_STORED) and known.source.startswith(OWN)):
            _one(plan, new, key, figure, known)
    plan.payload = new
    plan.facts = _facts(figures, new)


def _one(plan: Plan, new: list, key: Key, figure: Figure, known: StoredFigure | None) -> None:
    unit, code, year = key
    value = figure.value.quantize(_STORED) if abs(figure.value) < _MOST else None
    label = f"{figure.unit.name} ({figure.unit.code}): {queries.indicator_name(code)} {year}"
    row = figure.row or None
    if value is None:
        plan.problems.append(
            Problem(_("%(value)s is too large a number.") % {"value": figure.value}, figure.file, row=row)
        )
    elif known is None:
        plan.changes.append(Change("add", label, "", figure.file, row))
        new.append(actions.NewFigure(unit, code, year, value, figure.source))
    elif known.value == value:
        plan.changes.append(Change("skip", label, "", figure.file, row))
    else:
        note = f"{_written(known.value)} → {_written(value)}"
        plan.changes.append(Change("update", label, note, figure.file, row))
        new.append(actions.NewFigure(unit, code, year, value, figure.source, known.pk))


def _written(value: Decimal) -> str:
    return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"


def _following(
    figures: Mapping[Key, Figure], stored: Mapping[Key, StoredFigure], units: Mapping[int, KnownUnit]
) -> dict[Key, Figure]:
    """Figures that follow from what is given and stored, for the units of this wish; a given one is never replaced."""
    touched = {unit for unit, code, _year in figures if code in DERIVED_FROM}
    known: dict[int, dict[tuple[str, int], Decimal]] = defaultdict(dict)
    sources: dict[int, set[str]] = defaultdict(set)
    for (unit, code, year), row in stored.items():
        if unit in touched and not row.source.startswith(OWN):
            known[unit][code, year] = row.value
            sources[unit].add(row.source)
    for (unit, code, year), figure in figures.items():
        if unit in touched:
            known[unit][code, year] = figure.value
            sources[unit].add(figure.source)
    found: dict[Key, Figure] = {}
    for unit in sorted(touched):
        for (code, year), value in rules.derived(known[unit]).items():
            found[unit, code, year] = Figure(units[unit], value, f"{OWN}: {_from(code, sources[unit])}", "", 0)
    return found


def _from(code: str, sources: Iterable[str]) -> str:
    """Whose figures a derived one rests on: PKW's for turnout, the others' for people."""
    wanted = sorted(source for source in sources if (source == "PKW") == (code == "turnout"))
    return ", ".join(wanted)[:150]


def _facts(figures: Mapping[Key, Figure], new: Iterable) -> dict:
    given = Counter((code, str(year)) for _unit, code, year in figures)
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    for (code, year), count in sorted(given.items()):
        counts[code][year] = count
    computed = Counter(row.indicator for row in new if row.source.startswith(OWN))
    return {"indicators": dict(counts), "computed": dict(sorted(computed.items()))}


def write(plan: Plan, run, *, by, on, undo, tell) -> None:  # noqa: ARG001, PLR0913 - the frame calls it so
    actions.load_figures(figures=plan.payload, run=run, undo=undo, tell=tell, by=by)


register(
    Importer(
        kind="indicators",
        title=_("Indicators of units"),
        hint=_(
            "Tables of GUS (BDL exports as they are), PKW, GUGiK: a row a gmina, with its code or name. What a column holds "
            "and of which year is read from its heading."
        ),
        deed="territory.import",
        endings=("csv", "txt", "xlsx", "ods", "json"),
        read=read,
        write=write,
        options=(
            Option("indicator", _("What a column without a heading holds"),
                   (("", _("as the file's name says")), *((row.code, row.name_pl) for row in KNOWN.values()))),
            Option("year", _("Year, where the heading does not say it"), hint=_("for example 2019")),
            Option("source", _("Source, where it is not GUS"), hint=_("for example GUS BDL")),
            Option("unknown", _("Rows of units that the register does not have"),
                   (("refuse", _("refuse the file")), ("skip", _("leave them out")))),
        ),
        source="GUS BDL; R17",
    )
)  # fmt: skip
