"""An official list of chosen gminas: a table with codes or names, held to the register and to who may take part (R16)."""

import contextlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from gromada.core import tables
from gromada.core.imports import Asked, Change, Importer, Option, Plan, Problem, Question, Undo, register
from gromada.core.models import ImportRun
from gromada.core.permissions import Actor, Refusal
from gromada.core.tables import UnreadableTable
from gromada.core.text import _, _n, fold
from gromada.programmes import actions, queries
from gromada.programmes.models import Programme, SelectionRow
from gromada.programmes.rules.naming import Doubt, Gmina, Line, Register

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "code": ("kod teryt", "teryt*", "terc*", "kod gminy", "kod", "code"),
    "name": ("gmina", "nazwa gminy", "nazwa jst", "jst", "nazwa", "name"),
    "powiat": ("powiat*",),
    "region": ("województwo*", "woj.", "woj", "region", "voivodeship"),
    "amount": ("kwota*", "alokacja*", "przydział*", "allocation*", "amount*"),
}
DIGITS = 7


@dataclass(frozen=True)
class Payload:
    """What is written: for which programme, which gminas, and what the list is called."""

    programme: Programme
    codes: tuple[str, ...]
    title: str


def read(asked: Asked) -> Plan:
    """Every line matched with the register: an unknown name is a problem, one that fits several gminas a question."""
    plan = Plan()
    programme = _programme(asked.options.get("programme", ""))
    known = queries.register_of(programme)
    found: dict[str, tuple[str, int]] = {}
    for file in asked.files:
        for sheet in tables.sheets(file.content, file.name):
            if any(cell is not None for row in sheet.rows for cell in row):
                _read_sheet(plan, asked, file.name, sheet, known, found)
    title = asked.options.get("title") or _("Official list: %(file)s") % {
        "file": ", ".join(f.name for f in asked.files)
    }
    plan.payload = Payload(programme, tuple(sorted(found)), str(title))
    if plan.may_be_written and not found:
        plan.problems.append(Problem(_("The list names no gmina."), asked.files[0].name))
    if plan.may_be_written:
        _compare(plan, plan.payload)
    return plan


def _programme(code: str) -> Programme:
    if code:
        found = queries.programme(code)
        if found is None:
            raise Refusal(_("The programme %(code)s is not loaded.") % {"code": code})
        return found
    able = [row for row in queries.programmes() if row.definition.selection is not None] or queries.programmes()
    if len(able) != 1:
        raise Refusal(
            _("Say for which programme the list is: %(codes)s.") % {"codes": ", ".join(row.code for row in able)}
        )
    return able[0]


def _read_sheet(  # noqa: PLR0913, PLR0917 - where a line stands, and what it is held to
    plan: Plan, asked: Asked, file: str, sheet: tables.Sheet, known: Register, found: dict[str, tuple[str, int]]
) -> None:
    header = _header(file, sheet)
    columns = header.columns
    if "amount" in columns:
        plan.remarks.append(
            Problem(
                _("Amounts in this table are not read here. Import it once more as a table of allocations."),
                file,
                sheet.name,
                header.last + 1,
                tables.column_letter(columns["amount"]),
            )
        )
    for number, row in enumerate(sheet.rows[header.begins :], header.begins + 1):
        cells = {field: _cell(row, at) for field, at in columns.items()}
        if not (cells.get("code") or cells.get("name")) or fold(str(cells.get("name") or "")).startswith("razem"):
            continue
        place = {"file": file, "sheet": sheet.name, "row": number}
        try:
            gmina = _gmina(plan, asked, known, _line(cells), place)
        except (Refusal, UnreadableTable, tables.UnreadableCode) as refusal:
            column = "code" if isinstance(refusal, tables.UnreadableCode) or "name" not in columns else "name"
            letter = tables.column_letter(columns[column])
            plan.problems.append(Problem(getattr(refusal, "sentence", str(refusal)), column=letter, **place))
            continue
        if gmina is not None:
            _take(plan, gmina, found, place)


def _header(file: str, sheet: tables.Sheet) -> tables.Header:
    for needed in ("name", "code"):
        with contextlib.suppress(UnreadableTable):
            return tables.find_header(sheet, HEADINGS, required=(needed,))
    sentence = _("The table has neither a column with codes (“TERYT”) nor one with names (“gmina”).")
    raise UnreadableTable(sentence, file=file, sheet=sheet.name)


def _cell(row: list, at: int):
    return row[at] if at < len(row) else None


def _line(cells: Mapping) -> Line:
    told = {field: str(cells.get(field) or "").strip() for field in ("name", "powiat", "region")}
    return Line(code=tables.code(cells.get("code"), DIGITS), **told)


def _gmina(plan: Plan, asked: Asked, known: Register, line: Line, place: dict) -> Gmina | None:
    """The gmina of a line; None while a person still has to say which it is."""
    answer = known.find(line)
    if not isinstance(answer, Doubt):
        return answer
    key = "|".join(fold(part) for part in (line.code, line.name, line.powiat, line.region))
    by_code = {gmina.code: gmina for gmina in answer.choices}
    given = by_code.get(asked.answers.get(key, ""))
    if given is None:
        choices = tuple((gmina.code, gmina.words) for gmina in answer.choices)
        plan.questions.append(Question(key, answer.sentence, choices, place["file"], place["row"]))
    return given


def _take(plan: Plan, gmina: Gmina, found: dict[str, tuple[str, int]], place: dict) -> None:
    if gmina.code in found:
        file, row = found[gmina.code]
        plan.problems.append(
            Problem(
                _("%(gmina)s stands in row %(row)d of %(file)s already.")
                % {"gmina": gmina.words, "row": row, "file": file},
                **place,
            )
        )
        return
    found[gmina.code] = (place["file"], place["row"])
    plan.changes.append(Change("add", gmina.words, "", place["file"], place["row"]))


def _compare(plan: Plan, payload: Payload) -> None:
    """Whether the list is here already, and how far the computed one agrees with it."""
    if queries.has_official(payload.programme, payload.codes, payload.title):
        plan.changes = [Change("skip", change.label, "", change.file, change.row) for change in plan.changes]
    plan.facts = {"programme": payload.programme.code, "gminas": len(payload.codes)}
    agreement = queries.agreement(payload.programme, payload.codes)
    if agreement is None:
        return
    plan.facts["compared_with"] = agreement.title
    plan.facts["on_both"] = len(agreement.both)
    plan.facts["only_official"] = list(agreement.only_official)
    words = _n(
        "%(both)d of %(count)d gmina of this list is chosen by “%(title)s” too.",
        "%(both)d of %(count)d gminas of this list are chosen by “%(title)s” too.",
        len(payload.codes),
    )
    told = {"both": len(agreement.both), "count": len(payload.codes), "title": agreement.title}
    plan.remarks.append(Problem(words % told))


def write(  # noqa: PLR0913 - as every importer is asked
    plan: Plan, run: ImportRun, *, by: Actor, on: date, undo: Undo, tell: Callable[[int, int], None]
) -> None:
    """Keep the list as a trial; it is decided on its page."""
    payload = plan.payload
    units = queries.units_by_code(payload.codes)
    kept = actions.take_official_list(
        programme=payload.programme, units=units, title=payload.title, load=run, by=by, on=on
    )
    undo.note_added([kept])
    undo.note_added(SelectionRow.objects.filter(run=kept).only("pk").order_by("pk"))
    tell(len(units), len(units))


register(
    Importer(
        kind="selection",
        title=_("Official list of gminas"),
        hint=_("A table with a column of codes (TERYT) or of names, best with powiat and voivodeship beside them."),
        deed="programmes.select",
        endings=("csv", "xlsx", "ods"),
        read=read,
        write=write,
        options=(
            Option("programme", _("Programme"), hint=_("Its code; left empty it is the only one that chooses gminas.")),
            Option(
                "title", _("What the list is called"), hint=_("For example: annex 1 to the decision of 5 October 2007.")
            ),
        ),
        source="R16, R17",
    )
)
