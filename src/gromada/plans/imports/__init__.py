"""Plans that come as spreadsheets: read, compared with the stored plan, checked; and the import kind for the command line."""

from gromada.core.imports import Asked, Change, Importer, Option, Plan, Problem, register
from gromada.core.permissions import Refusal
from gromada.core.tables import sheets
from gromada.core.text import _
from gromada.plans import actions, queries
from gromada.plans.imports.headings import mapped
from gromada.plans.imports.proposing import Proposal, propose
from gromada.plans.models import LineNeed, PlanLine
from gromada.plans.rules import Finding, whole
from gromada.programmes import queries as programmes


def _read(asked: Asked) -> Plan:
    """What the file would do to the gmina's plan in hand. Lines that the file lacks stay: this import can be taken back."""
    if len(asked.files) != 1:
        raise Refusal(_("A plan is one file: send one at a time."))
    code, gmina = asked.options["programme"], asked.options["gmina"]
    place = programmes.participation_of(code, gmina, asked.by)
    if place is None:
        sentence = _("Gmina %(gmina)s does not take part in the programme %(programme)s.")
        raise Refusal(sentence % {"gmina": gmina, "programme": code})
    row = queries.plan_in_hand(place)
    if row is None:
        raise Refusal(_("The gmina has no plan that is being written. Begin one first, on the page of its plans."))
    row.participation = place
    file = asked.files[0]
    mapping = mapped(part for part in asked.options.get("map", "").split(";") if part.strip())
    proposal = propose(row, sheets(file.content, file.name), mapping=mapping, remove=False)
    plan = Plan(payload=(row, proposal.changes, file.name), facts=_facts(proposal))
    plan.changes = [
        Change(change.act, change.title, change.note, file.name, change.place.row if change.place else None)
        for change in proposal.changes
    ]
    plan.problems = [_place(finding, file.name) for finding in proposal.problems]
    plan.remarks = [_place(finding, file.name) for finding in proposal.others]
    return plan


def _facts(proposal: Proposal) -> dict:
    return {"plan": proposal.plan.pk, "year": proposal.plan.year, "lines": len(proposal.reading.drafts)}


def _place(finding: Finding, file: str) -> Problem:
    place = finding.place
    words = whole(finding)
    if place is None:
        return Problem(words, file)
    return Problem(words, file, place.sheet, place.row, place.column)


def _write(plan: Plan, run, *, by, on, undo, tell) -> None:  # noqa: ARG001, PLR0913 - every importer is called alike
    row, changes, name = plan.payload
    before = {line.number: line for line in row.lines.order_by("number")}
    fields = [field.attname for field in PlanLine._meta.concrete_fields if not field.primary_key]
    for change in changes:
        if change.act == "update":
            undo.note_before(before[change.number], fields)
    done = actions.write_lines(plan=row, changes=changes, source=name, by=by, on=on)
    undo.note_added(done["add"])
    undo.note_added(LineNeed.objects.filter(line__in=done["add"]).order_by("pk"))
    tell(len(changes), len(changes))


register(
    Importer(
        kind="plan",
        title=_("Plan of a gmina"),
        hint=_(
            "The lines of a plan that is being written, from a spreadsheet. The gmina's own coordinator sends the file "
            "on the page of the plan."
        ),
        deed="plans.load",
        endings=("xlsx", "ods", "csv"),
        read=_read,
        write=_write,
        options=(
            Option("programme", _("Code of the programme"), required=True),
            Option("gmina", _("Code of the gmina (TERC)"), required=True),
            Option("map", _("Headings named by hand"), hint=_("Heading=field, several divided by a semicolon")),
        ),
        source="RP-3",
    )
)
