"""A table of allocations as somebody printed it: a gmina and its amount a row. What it fixes wins over every rule (R12)."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from gromada.core import tables
from gromada.core.imports import Asked, Change, Importer, Option, Plan, Problem, Question, Undo, register
from gromada.core.models import ImportRun
from gromada.core.money import floor_to_cent, format_amount
from gromada.core.permissions import Actor, Refusal
from gromada.core.tables import UnreadableTable
from gromada.core.text import _, fold
from gromada.programmes import actions, queries
from gromada.programmes.actions import Fixed
from gromada.programmes.models import Programme
from gromada.programmes.rules.naming import Doubt, Gmina, Line, Register

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "code": ("kod teryt", "teryt*", "terc*", "kod gminy", "kod", "code"),
    "name": ("gmina", "nazwa gminy", "nazwa jst", "jst", "nazwa", "name"),
    "powiat": ("powiat*",),
    "region": ("województwo*", "woj.", "woj", "region", "voivodeship"),
    "eur": ("allocation_eur", "kwota eur", "alokacja eur", "przydział eur"),
    "pln": ("allocation_pln", "kwota pln", "alokacja pln", "przydział pln"),
    "printed": ("amounts_as_printed", "kwota w źródle", "jak w źródle*", "as printed"),
    "amount": ("kwota*", "alokacja*", "przydział*", "amount*"),
    "note": ("note", "uwagi*", "uwaga"),
}
MONEY = ("eur", "pln", "amount", "printed")  # the printed text last: it confirms a number, or says it alone
CURRENCIES = (("EUR", re.compile(r"€|\beuro?\b")), ("PLN", re.compile(r"\bzl\b|\bpln\b|\bzlotych\b")))
DIGITS = 7
TOTALS = ("razem", "suma", "ogolem", "total")


@dataclass(frozen=True)
class Payload:
    programme: Programme
    rows: tuple[Fixed, ...]


@dataclass
class _Reading:
    """What one wish to import is read with, and what came of it so far."""

    asked: Asked
    plan: Plan
    programme: Programme
    known: Register
    title: str
    found: dict[str, tuple[str, int]] = field(default_factory=dict)
    amounts: dict[str, tuple[Gmina, Decimal, str]] = field(default_factory=dict)
    left_out: int = 0


@dataclass(frozen=True)
class _Place:
    file: str
    sheet: str
    row: int

    def problem(self, sentence, column: str = "") -> Problem:
        return Problem(sentence, self.file, self.sheet, self.row, column)


def read(asked: Asked) -> Plan:
    """Every row matched with the register and its amount read; an amount in another currency is never converted."""
    plan = Plan()
    programme = _programme(asked.options.get("programme", ""))
    title = asked.options.get("title") or ", ".join(file.name for file in asked.files)
    reading = _Reading(asked, plan, programme, queries.register_of(programme), title)
    for file in asked.files:
        for sheet in tables.sheets(file.content, file.name):
            if any(cell is not None for row in sheet.rows for cell in row):
                _read_sheet(reading, file.name, sheet)
    if plan.may_be_written and not reading.amounts:
        plan.problems.append(Problem(_("The table gives no gmina an amount."), asked.files[0].name))
    if plan.may_be_written:
        _compare(reading)
    return plan


def _programme(code: str) -> Programme:
    if code:
        found = queries.programme(code)
        if found is None:
            raise Refusal(_("The programme %(code)s is not loaded.") % {"code": code})
        return found
    able = [row for row in queries.programmes() if row.services_envelope is not None] or queries.programmes()
    if len(able) != 1:
        raise Refusal(
            _("Say for which programme the table is: %(codes)s.") % {"codes": ", ".join(row.code for row in able)}
        )
    return able[0]


def _read_sheet(reading: _Reading, file: str, sheet: tables.Sheet) -> None:
    header = tables.find_header(sheet, HEADINGS, required=())
    columns = header.columns
    if not {"code", "name"} & set(columns) or not set(MONEY) & set(columns):
        raise UnreadableTable(
            _("The table lacks a column with codes (“TERYT”) or names (“gmina”), or one with amounts (“kwota”)."),
            file=file,
            sheet=sheet.name,
        )
    for number, row in enumerate(sheet.rows[header.begins :], header.begins + 1):
        cells = {name: row[at] if at < len(row) else None for name, at in columns.items()}
        told = cells.get("code") or cells.get("name")
        if told and fold(str(cells.get("name") or "")).split(" ")[0].rstrip(":") not in TOTALS:
            _read_row(reading, cells, columns, _Place(file, sheet.name, number))


def _read_row(reading: _Reading, cells: Mapping, columns: Mapping[str, int], place: _Place) -> None:
    letters = {name: tables.column_letter(at) for name, at in columns.items()}
    try:
        gmina = _gmina(reading, cells, place)
    except (Refusal, tables.UnreadableCode) as refusal:
        column = letters.get("code" if isinstance(refusal, tables.UnreadableCode) else "name", letters.get("code", ""))
        reading.plan.problems.append(place.problem(getattr(refusal, "sentence", str(refusal)), column))
        return
    if gmina is None:
        return
    if gmina.code in reading.found:
        file, row = reading.found[gmina.code]
        words = {"gmina": gmina.words, "row": row, "file": file}
        sentence = _("%(gmina)s stands in row %(row)d of %(file)s already.") % words
        reading.plan.problems.append(place.problem(sentence))
        return
    reading.found[gmina.code] = (place.file, place.row)
    _take_amount(reading, gmina, cells, letters, place)


def _gmina(reading: _Reading, cells: Mapping, place: _Place) -> Gmina | None:
    """The gmina of a row; None while a person still has to say which it is."""
    told = {name: str(cells.get(name) or "").strip() for name in ("name", "powiat", "region")}
    line = Line(code=tables.code(cells.get("code"), DIGITS), **told)
    answer = reading.known.find(line)
    if not isinstance(answer, Doubt):
        return answer
    key = "|".join(fold(part) for part in (line.code, line.name, line.powiat, line.region))
    given = {gmina.code: gmina for gmina in answer.choices}.get(reading.asked.answers.get(key, ""))
    if given is None:
        choices = tuple((gmina.code, gmina.words) for gmina in answer.choices)
        reading.plan.questions.append(Question(key, answer.sentence, choices, place.file, place.row))
    return given


def _take_amount(reading: _Reading, gmina: Gmina, cells: Mapping, letters: Mapping[str, str], place: _Place) -> None:
    """The amount in the programme's currency; one that is only given in another is left out, or refused where it stands."""
    currency = reading.programme.currency
    found: dict[str, Decimal] = {}
    for name in MONEY:
        if name not in cells:
            continue
        try:
            amount = tables.number(cells[name])
        except tables.UnreadableNumber as error:
            reading.plan.problems.append(place.problem(str(error), letters[name]))
            return
        if amount is None:
            continue
        told = _currency(name, cells[name], currency)
        if told != currency and name == "amount" and "printed" not in cells:
            words = {"gmina": gmina.name, "amount": str(cells[name]), "told": told, "currency": currency}
            sentence = _(
                "%(gmina)s: “%(amount)s” is in %(told)s, and the programme counts in %(currency)s. Give it in that."
            )
            reading.plan.problems.append(place.problem(sentence % words, letters[name]))
            return
        if found.setdefault(told, amount) != amount:
            words = {"gmina": gmina.name, "one": str(found[told]), "other": str(cells[name])}
            sentence = _("%(gmina)s has two amounts in this row: %(one)s and %(other)s. Leave one of them.")
            reading.plan.problems.append(place.problem(sentence % words, letters[name]))
            return
    if currency in found:
        _keep(reading, gmina, found[currency], place)
    else:
        _leave_out(reading, gmina, cells, found, place)


def _currency(column: str, cell: object, usual: str) -> str:
    """What an amount is in: as written beside it, as its column says, else as the programme counts."""
    words = fold(str(cell))
    return next(
        (code for code, pattern in reversed(CURRENCIES) if pattern.search(words)),
        column.upper() if column in {"eur", "pln"} else usual,
    )


def _leave_out(reading: _Reading, gmina: Gmina, cells: Mapping, found: Mapping[str, Decimal], place: _Place) -> None:
    reading.left_out += 1
    note = _("no amount in the table")
    if found:
        told, amount = next(iter(found.items()))
        words = {"gmina": gmina.name, "amount": format_amount(amount, told), "currency": reading.programme.currency}
        sentence = _(
            "%(gmina)s has an amount in another currency only (%(amount)s); it is not converted to %(currency)s."
        )
        remark = f"{sentence % words} {cells.get('note') or ''}".strip()
        reading.plan.remarks.append(place.problem(remark))
        note = _("no amount in %(currency)s") % words
    reading.plan.changes.append(Change("skip", gmina.words, str(note), place.file, place.row))


def _keep(reading: _Reading, gmina: Gmina, amount: Decimal, place: _Place) -> None:
    if amount <= 0 or amount != floor_to_cent(amount):
        sentence = _("The amount of %(gmina)s must be more than zero, in whole cents.") % {"gmina": gmina.name}
        reading.plan.problems.append(place.problem(sentence))
        return
    source = _("%(title)s, row %(row)d") % {"title": reading.title, "row": place.row}
    reading.amounts[gmina.code] = (gmina, amount, str(source))


def _compare(reading: _Reading) -> None:
    """Against what tables before fixed, and against amounts that are decided; and what it comes to."""
    plan, programme = reading.plan, reading.programme
    units = {unit.code: unit for unit in queries.units_by_code(reading.amounts)}
    kept = queries.fixed_amounts(programme)
    decided = queries.decided_amounts(programme)
    rows = []
    for code, (gmina, amount, source) in sorted(reading.amounts.items()):
        file, row = reading.found[code]
        before = kept.get(units[code].pk)
        written = format_amount(amount, programme.currency)
        if before is None:
            act, note = "add", written
        elif before.amount == amount:
            act, note = "skip", written
        else:
            act, note = "update", f"{format_amount(before.amount, programme.currency)} → {written}"
        plan.changes.append(Change(act, gmina.words, note, file, row))
        if act != "skip":
            rows.append(Fixed(units[code], amount, source, before))
        if code in decided and decided[code] != amount:
            words = {"gmina": gmina.name, "decided": format_amount(decided[code], programme.currency)}
            sentence = _("%(gmina)s has its amount already, %(decided)s; only a correction changes it.")
            plan.remarks.append(Problem(sentence % words, file, row=row))
    plan.payload = Payload(programme, tuple(rows))
    amounts = {code: amount for code, (_gmina, amount, _source) in reading.amounts.items()}
    plan.facts = _facts(programme, amounts, reading.left_out)
    _remark_on_regions(reading, amounts)


def _facts(programme: Programme, amounts: Mapping[str, Decimal], left_out: int) -> dict:
    regions: dict[str, dict] = {}
    for code, amount in sorted(amounts.items()):
        row = regions.setdefault(code[:2], {"gminas": 0, "sum": Decimal("0.00")})
        row["gminas"] += 1
        row["sum"] += amount
    return {
        "programme": programme.code,
        "gminas": len(amounts),
        "without_amount": left_out,
        "sum": f"{sum(amounts.values(), Decimal('0.00')):.2f}",
        "regions": {code: row | {"sum": f"{row['sum']:.2f}"} for code, row in regions.items()},
    }


def _remark_on_regions(reading: _Reading, amounts: Mapping[str, Decimal]) -> None:
    """Where the table has as many gminas of a voivodeship as the programme names, their sum is held to what it names."""
    for part in reading.programme.definition.regions:
        mine = [amount for code, amount in amounts.items() if code[:2] == part.code]
        if part.amount is None or not mine or len(mine) != part.gminas:
            continue
        given = sum(mine, Decimal("0.00"))
        if given != part.amount if part.amount_is == "exact" else given < part.amount:
            words = {
                "region": part.name(queries.language()),
                "given": format_amount(given, reading.programme.currency),
                "sum": format_amount(part.amount, reading.programme.currency),
            }
            sentence = _("%(region)s: the table gives %(given)s together, the programme names %(sum)s.")
            reading.plan.remarks.append(Problem(sentence % words))


def write(  # noqa: PLR0913 - as every importer is asked
    plan: Plan, run: ImportRun, *, by: Actor, on: date, undo: Undo, tell: Callable[[int, int], None]
) -> None:
    """Keep the amounts; the next division of the programme takes them as they are."""
    payload = plan.payload
    actions.fix_amounts(programme=payload.programme, rows=payload.rows, load=run, undo=undo, tell=tell, by=by, on=on)


register(
    Importer(
        kind="allocations",
        title=_("Table of allocations"),
        hint=_(
            "A gmina (code or name) and its amount in each row, as printed: “66.200 EURO”. It wins over the formula."
        ),
        deed="programmes.allocate",
        endings=("csv", "xlsx", "ods"),
        read=read,
        write=write,
        options=(
            Option(
                "programme", _("Programme"), hint=_("Its code; left empty it is the only one with a sum to divide.")
            ),
            Option(
                "title", _("What the table is called"), hint=_("It stands in the letters as the source of the amount.")
            ),
        ),
        source="R12, domain.md 6.2",
    )
)
