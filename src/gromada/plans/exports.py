"""The plan as a workbook to fill in a spreadsheet and to send back (RP-3): lines, the words they are chosen from, facts."""

from datetime import date
from decimal import Decimal

from django.utils.translation import override

from gromada.core.money import format_amount, format_number
from gromada.core.render import Sheet, xlsx
from gromada.core.text import _
from gromada.plans import queries
from gromada.plans.rules import cell_of, months_of
from gromada.plans.rules.cells import months_words
from gromada.plans.rules.headings import FIRST
from gromada.plans.states import Procedure

COLUMNS = (
    ("number", 8), ("title", 42), ("group", 8), ("kind", 8), ("needs", 14), ("description", 40),
    ("recipients_text", 28), ("recipients", 10), ("quantity", 9), ("unit", 12), ("months", 14), ("cost_pln", 16),
    ("cost", 16), ("not_duplicating", 14), ("insufficiency", 34), ("procedure", 22), ("provider_kind", 22),
    ("other_sources", 24), ("is_custom", 10),
)  # fmt: skip
MONEY = {"cost_pln": "PLN", "cost": "EUR"}


def plan_xlsx(page: queries.PlanPage, needs, as_of: date) -> bytes:
    """The plan as XLSX: the same plan gives the same bytes. In Polish, as it is sent back; amounts as numbers."""
    with override("pl"):
        programme = page.plan.participation.programme
        columns = [(name, width) for name, width in COLUMNS if name != "cost" or programme.currency != "PLN"]
        lines = sorted((row for row in page.rows), key=lambda row: row.line.number)
        sheet = Sheet(
            title="Plan",
            header=[_heading(name, programme.currency) for name, _width in columns],
            rows=[[_value(name, row, programme.definition) for name, _width in columns] for row in lines],
            widths=[width for _name, width in columns],
            money={
                place: "PLN" if name == "cost_pln" else programme.currency
                for place, (name, _width) in enumerate(columns)
                if name in MONEY
            },
            total=_("Together"),
        )
        return xlsx([sheet, _words(programme.definition, needs), _facts(page)], as_of=as_of, title=str(page.plan.title))


def _heading(name: str, currency: str) -> str:
    return f"Koszt, {currency}" if name == "cost" else FIRST[name]


def _value(name: str, row: queries.Row, definition):  # noqa: PLR0911 - one answer a kind of column
    line = row.line
    if name == "group":
        return line.group.code
    if name == "kind":
        return line.kind.code if line.kind else ""
    if name == "needs":
        return ", ".join(need.short_code for need in row.needs)
    if name == "months":
        return months_words(months_of(line.months))
    if name in {"not_duplicating", "is_custom"}:
        said = getattr(line, name)
        return "tak" if said else ("" if name == "is_custom" else "nie")
    if name == "procedure":
        return str(Procedure(line.procedure).label) if line.procedure else ""
    if name == "provider_kind":
        kind = definition.provider_kind(line.provider_kind) if line.provider_kind else None
        return kind.name("pl") if kind else line.provider_kind
    return getattr(line, name)


def _words(definition, needs) -> Sheet:
    """What may stand in the columns of group, kind, need, procedure and provider."""
    rows = [
        [FIRST["group"], cell_of(cell.group, cell.kind), _cell_name(definition, cell)] for cell in definition.open_cells
    ]
    rows += [[FIRST["needs"], usable.need.short_code, usable.need.text] for usable in needs]
    rows += [[FIRST["procedure"], str(choice.label), ""] for choice in Procedure]
    rows += [[FIRST["provider_kind"], kind.name("pl"), ""] for kind in definition.provider_kinds if kind.allowed]
    return Sheet("Słownik", ["Kolumna", "Kod", "Znaczenie"], rows, widths=[24, 26, 70])


def _cell_name(definition, cell) -> str:
    kind = definition.service_kind(cell.kind)
    group = definition.group(cell.group).name("pl")
    return f"{group}: {kind.name('pl')}" if kind else group


def _facts(page: queries.PlanPage) -> Sheet:
    plan, balance = page.plan, page.balance
    programme, unit = plan.participation.programme, plan.participation.unit
    amounts = [
        (_("Allocation"), balance.allocated), (_("Unlocked"), balance.unlocked),
        (_("Planned in other accepted plans"), max(balance.planned, Decimal(0))),
    ]  # fmt: skip
    rows = [
        [str(_("Gmina")), f"{unit.name} ({unit.code})"],
        [str(_("Programme")), programme.definition.name("pl")],
        [str(_("Plan")), plan.title],
        [str(_("Year")), str(plan.year)],
        [str(_("Rules")), plan.rule_set.name],
        *[[str(label), format_amount(amount, programme.currency)] for label, amount in amounts],
    ]
    if plan.rate_table:
        rate = f"{format_number(plan.rate, 4)} ({plan.rate_table}, {plan.rate_on.strftime('%d.%m.%Y')})"
        rows.append([str(_("Planning rate")), rate])
    how = _(
        "Change the lines and send the file back on the page of the plan. Leave the number of a line; a new line has none."
    )
    rows.append([str(_("How")), str(how)])
    return Sheet("O planie", ["", ""], rows, widths=[34, 90])
