"""One row of a spreadsheet as a line of the plan: every cell by its kind, what cannot be read with its place."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from gromada.core.tables import Header, UnreadableNumber
from gromada.core.text import _, fold
from gromada.plans.rules.cells import (
    UnreadableCell,
    group_of_people,
    read_cell_code,
    read_money,
    read_months,
    read_procedure,
    read_provider_kind,
    read_quantity,
    read_statement,
    read_whole,
)
from gromada.plans.rules.drafts import Draft
from gromada.plans.rules.facts import ERROR, NOTE, Finding, Place, months_of
from gromada.programmes.definitions import Definition

LONGEST = {
    "title": 200,
    "recipients_text": 200,
    "unit": 40,
    "insufficiency": 300,
    "other_sources": 300,
    "description": 4000,
}
_APART = re.compile(r"[,;\n]|\s{2,}")


class RowReader:
    """Reads rows of one table; keeps the years that its months name."""

    def __init__(  # noqa: PLR0913, PLR0917 - what reading a row depends on
        self,
        sheet: str,
        header: Header,
        definition: Definition,
        currency: str,
        needs: Mapping[str, str] | None,
        headings: dict[str, str],
    ):
        self.sheet, self.columns, self.definition = sheet, header.columns, definition
        self.currency, self.headings = currency, headings
        self.needs = None if needs is None else {fold(code): full for code, full in needs.items()}
        self.years: set[int | None] = set()
        self.findings: list[Finding] = []
        self.index = 0
        self.is_whole = True

    def read(self, row: list, index: int, group: str) -> tuple[Draft, list[Finding]]:
        """The row as a draft, and what could not be read of it; `group` is the one of the band above."""
        self.findings, self.index, self.is_whole = [], index, True
        values: dict[str, Any] = {}
        for name in ("title", "description", "recipients_text", "unit", "insufficiency", "other_sources"):
            self._text(row, name, values)
        self._cell(row, group, values)
        self._counts(row, values)
        self._months(row, values)
        cost_said = self._costs(row, values)
        self._rest(row, values)
        number = self._try("number", row, read_whole) if "number" in self.columns else None
        draft = Draft(Place(self.sheet, index + 1), values, number, self.is_whole, cost_said)
        return draft, self.findings

    def _raw(self, row: list, name: str):
        column = self.columns.get(name)
        return row[column] if column is not None and column < len(row) else None

    def _found(self, severity: str, name: str, sentence, hint="") -> None:
        code = "S1" if severity == ERROR else "S4"
        place = Place(self.sheet, self.index + 1, self.headings.get(name, ""))
        self.findings.append(Finding(code, severity, sentence, hint, "RP-3", place=place))
        if severity == ERROR:
            self.is_whole = False

    def _try(self, name: str, row: list, read: Callable):
        """The cell read by `read`; what it cannot read is found with its place."""
        try:
            return read(self._raw(row, name))
        except (UnreadableCell, UnreadableNumber) as error:
            self._found(ERROR, name, error, _("Write it anew in the file and send it again."))
            return None

    def _text(self, row: list, name: str, values: dict) -> None:
        if name not in self.columns:
            return
        raw = self._raw(row, name)
        if isinstance(raw, datetime | date):
            raw = raw.isoformat()
        text = " ".join(str(raw).split()) if raw is not None else ""
        if name == "title" and text.startswith("="):
            self._found(ERROR, name, _("A formula stands where the name of the service should be: “%(cell)s”")
                        % {"cell": text[:60]}, _("Write the name as text."))  # fmt: skip
        if len(text) > LONGEST[name]:
            self._found(ERROR, name, _("The text has %(count)d characters, and %(most)d fit")
                        % {"count": len(text), "most": LONGEST[name]}, _("Make it shorter."))  # fmt: skip
        values[name] = text[: LONGEST[name]]

    def _cell(self, row: list, group: str, values: dict) -> None:
        raw_group, raw_kind = self._raw(row, "group"), self._raw(row, "kind")
        code, kind = read_cell_code(raw_group if raw_group is not None else (group or None), raw_kind, self.definition)
        code = code or group or group_of_people(values.get("recipients_text", ""), self.definition)
        if code or {"group", "kind"} & set(self.columns):
            values["group"], values["kind"] = code, kind
        if "is_custom" in self.columns:
            values["is_custom"] = bool(read_statement(self._raw(row, "is_custom"))[0])

    def _counts(self, row: list, values: dict) -> None:
        if "recipients" in self.columns:
            values["recipients"] = self._try("recipients", row, read_whole) or 0
        if "quantity" in self.columns:
            quantity, unit = self._try("quantity", row, read_quantity) or (None, "")
            values["quantity"] = quantity or 0
            if unit and not values.get("unit"):
                values["unit"] = unit

    def _months(self, row: list, values: dict) -> None:
        if "months" in self.columns:
            found = self._try("months", row, read_months)
            self.years.add(found.year if found else None)
            values["months"] = found.bits if found else 0
        elif "since" in self.columns:
            first = self._try("since", row, read_months)
            last = self._try("until", row, read_months) if "until" in self.columns else first
            if first and last and (first.year == last.year or None in {first.year, last.year}):
                self.years.add(first.year or last.year)
                begin, end = months_of(first.bits)[0], months_of(last.bits)[-1]
                values["months"] = sum(1 << (month - 1) for month in range(begin, end + 1))
            elif first and last:
                self._found(ERROR, "until", _("The service goes over into another year: plan each year apart"))
            else:
                values["months"] = 0

    def _costs(self, row: list, values: dict) -> Decimal | None:
        if "cost_pln" in self.columns:
            was_whole = self.is_whole
            cost = self._try("cost_pln", row, read_money)
            if cost is not None:
                values["cost_pln"] = cost
            elif was_whole == self.is_whole and "cost" not in self.columns:
                values["cost_pln"] = Decimal("0.00")
        return self._try("cost", row, read_money) if "cost" in self.columns else None

    def _rest(self, row: list, values: dict) -> None:
        if "needs" in self.columns:
            values["needs"] = self._needs(self._raw(row, "needs"))
        if "not_duplicating" in self.columns:
            said, reason = read_statement(self._raw(row, "not_duplicating"))
            values["not_duplicating"] = bool(said)
            if reason and not values.get("insufficiency"):
                values["insufficiency"] = reason[: LONGEST["insufficiency"]]
        if "procedure" in self.columns:
            values["procedure"] = self._try("procedure", row, read_procedure) or ""
        if "provider_kind" in self.columns:
            kind = read_provider_kind(self._raw(row, "provider_kind"), self.definition)
            if kind is None:
                text = str(self._raw(row, "provider_kind"))[:60]
                self._found(NOTE, "provider_kind", _("“%(text)s” names no kind of provider, so it is left out")
                            % {"text": text})  # fmt: skip
            values["provider_kind"] = kind or ""

    def _needs(self, raw: object) -> tuple[str, ...]:
        """The full codes of the needs that the cell names; one that the gmina does not have is found."""
        if raw is None:
            return ()
        found = []
        for part in _APART.split(str(raw)):
            name = part.strip()
            if not name:
                continue
            if self.needs is None:
                found.append(name)
                continue
            words = name.split()
            code = self.needs.get(fold(name)) or self.needs.get(fold(words[0]).rstrip(":.")) or ""
            if code:
                found.append(code)
            else:
                self._found(ERROR, "needs", _("The strategy has no need “%(need)s”") % {"need": name[:60]},
                            _("Write the code of a need as it stands in the strategy, like P-01."))  # fmt: skip
        return tuple(sorted(dict.fromkeys(found)))
