"""The list of a gmina's plans, the plan with its check, the queue of the reviewer."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import groupby

from django.db.models import Count, Prefetch, Q, Sum
from django.shortcuts import get_object_or_404

from gromada.accounts.models import User
from gromada.core import permissions
from gromada.core.charts import group_paint
from gromada.core.pages import Page, page
from gromada.core.permissions import Actor
from gromada.ledger import queries as ledger
from gromada.plans.models import LineNeed, Plan, PlanLine, Remark, Service
from gromada.plans.queries.of_check import findings_of
from gromada.plans.rules import Finding, cell_of
from gromada.plans.states import WRITABLE, PlanState
from gromada.programmes.models import Participation, Programme, ServiceGroup, ServiceKind, TaskLine
from gromada.strategies import queries as strategies
from gromada.strategies.models import Need

WITH_PLACE = (
    "participation__unit",
    "participation__region",
    "participation__account",
    "participation__programme__version",
)


@dataclass(frozen=True)
class Row:
    """A line as the table shows it."""

    line: PlanLine
    needs: list[Need]
    cell: str
    sign: str = ""
    service: Service | None = None
    remarks: list[Remark] = field(default_factory=list)


@dataclass(frozen=True)
class Band:
    """Lines of one group with what they cost together."""

    group: ServiceGroup
    rows: list[Row]

    @property
    def paint(self) -> str:
        """The colour of the group, as charts name it."""
        return group_paint(self.group.code)

    @property
    def cost_pln(self) -> Decimal:
        return sum((row.line.cost_pln for row in self.rows), Decimal("0.00"))

    @property
    def cost(self) -> Decimal:
        return sum((row.line.cost for row in self.rows), Decimal("0.00"))


@dataclass(frozen=True)
class PlanPage:
    """The plan page: bands of lines, what the check found, the money of the gmina in the programme's currency."""

    plan: Plan
    bands: list[Band]
    findings: list[Finding]
    remarks: list[Remark]
    balance: object

    @property
    def rows(self) -> list[Row]:
        return [row for band in self.bands for row in band.rows]

    @property
    def cost(self) -> Decimal:
        return sum((band.cost for band in self.bands), Decimal("0.00"))

    @property
    def cost_pln(self) -> Decimal:
        return sum((band.cost_pln for band in self.bands), Decimal("0.00"))

    @property
    def places(self) -> int:
        return sum(row.line.recipients for row in self.rows)

    @property
    def is_writable(self) -> bool:
        return self.plan.state in WRITABLE

    def count(self, severity: str) -> int:
        """How many findings of the weight are not answered by a justification."""
        return sum(1 for finding in self.findings if finding.severity == severity and not finding.is_justified)

    @property
    def answered(self) -> int:
        return sum(1 for finding in self.findings if finding.is_justified)


@dataclass(frozen=True)
class PlansPage:
    """The plans of a gmina, newest first, with the number and cost of their lines."""

    participation: Participation
    plans: list[Plan]
    balance: object
    task_lines: list[TaskLine]


def plan(pk: int, actor: Actor) -> Plan:
    """One plan with its gmina and programme, or 404."""
    return get_object_or_404(Plan.objects.visible_to(actor).select_related(*WITH_PLACE, "task_line"), pk=pk)


def line(pk: int, actor: Actor) -> PlanLine:
    """One line with its plan, needs and remarks, or 404."""
    rows = PlanLine.objects.filter(plan__in=Plan.objects.visible_to(actor))
    places = [f"plan__{place}" for place in WITH_PLACE]
    wanted = rows.select_related("group", "kind", *places).prefetch_related(
        Prefetch("answers", LineNeed.objects.order_by("pk"))
    )
    return get_object_or_404(wanted, pk=pk)


def plans(actor: Actor, participation_pk: int) -> PlansPage:
    """The plans of a gmina as on their list."""
    place = strategies.participation(participation_pk, actor)
    rows = list(
        Plan.objects.visible_to(actor)
        .filter(participation=place)
        .select_related("task_line")
        .annotate(line_count=Count("lines"), cost=Sum("lines__cost"), cost_pln=Sum("lines__cost_pln"))
        .order_by("-year", "-number", "-pk")
    )
    for row in rows:
        row.participation = place
    return PlansPage(place, rows, ledger.balances([place.account])[place.account_id], task_lines(place))


def task_lines(participation: Participation) -> list[TaskLine]:
    """The programme's task lines, which a sub-programme chooses from (R112)."""
    if not participation.programme.definition.plan.task_line_required:
        return []
    return list(participation.programme.task_lines.order_by("place", "pk"))


def lines_of(plan: Plan) -> list[PlanLine]:
    """The lines of a plan in the order of groups and numbers, their needs and strategies along."""
    answers = LineNeed.objects.select_related("need__strategy").order_by("need__code", "pk")
    return list(
        plan.lines.select_related("group", "kind", "service")
        .prefetch_related(Prefetch("answers", answers))
        .order_by("group__place", "number", "pk")
    )


def plan_page(actor: Actor, pk: int) -> PlanPage:
    """The plan with its lines, its check (while it is not accepted), the last remarks and the money of the gmina."""
    wanted = Plan.objects.visible_to(actor).select_related(*WITH_PLACE, "task_line", "rule_set")
    shown = get_object_or_404(wanted, pk=pk)
    lines = lines_of(shown)
    account = shown.participation.account
    balance = ledger.balances([account])[account.pk]
    findings = [] if shown.state == PlanState.ACCEPTED else findings_of(shown, lines, balance)
    remarks = last_remarks(shown)
    return PlanPage(shown, _bands(lines, findings, remarks), findings, remarks, balance)


def plan_in_hand(participation: Participation) -> Plan | None:
    """The newest plan of the gmina that is being written or mended, with its rules; None when there is none."""
    rows = participation.plans.filter(state__in=WRITABLE).select_related("rule_set", "task_line")
    return rows.order_by("-number").first()


def last_remarks(plan: Plan) -> list[Remark]:
    """The remarks of the last round of review, those to the whole plan first."""
    rows = list(plan.remarks.select_related("line").order_by("round", "pk"))
    newest = [row for row in rows if row.round == rows[-1].round]
    return sorted(newest, key=lambda row: row.line.number if row.line else 0)


def _bands(lines: list[PlanLine], findings: Iterable[Finding], remarks: Iterable[Remark]) -> list[Band]:
    signs: dict[int | None, str] = {}
    for finding in findings:
        if finding.blocks:
            signs[finding.line] = "bad"
        elif finding.severity == "warning" and not finding.is_justified:
            signs.setdefault(finding.line, "warn")
    by_line: dict[int | None, list[Remark]] = {}
    for remark in remarks:
        by_line.setdefault(remark.line_id, []).append(remark)
    bands = []
    for _place, members in groupby(lines, key=lambda line: line.group_id):
        rows = [
            Row(
                line=line,
                needs=[answer.need for answer in line.answers.all()],
                cell=cell_of(line.group.code, line.kind.code if line.kind else ""),
                sign=signs.get(line.number, ""),
                service=getattr(line, "service", None),
                remarks=by_line.get(line.pk, []),
            )
            for line in members
        ]
        bands.append(Band(rows[0].line.group, rows))
    return bands


def queue(actor: Actor, after: str | None = None) -> Page:
    """Plans that wait for review in the actor's area, the longest waiting first."""
    rows = (
        Plan.objects.visible_to(actor)
        .filter(state=PlanState.SUBMITTED)
        .select_related(*WITH_PLACE)
        .annotate(line_count=Count("lines"), cost=Sum("lines__cost"), cost_pln=Sum("lines__cost_pln"))
    )
    return page(rows, order=("state_since", "pk"), after=after)


def people_who_can(deed: str, plan: Plan, on: date) -> list[User]:
    """People with an e-mail address whose grant on the day lets them do the deed to the plan."""
    place = plan.participation
    roles = permissions.deed(deed).roles_for(plan)
    valid = Q(grants__valid_until=None) | Q(grants__valid_until__gte=on)
    scope = (
        Q(grants__scope_kind="gmina", grants__unit=place.unit_id)
        | Q(grants__scope_kind="region", grants__unit=place.region_id)
        | Q(grants__scope_kind="country")
    )
    people = User.objects.filter(valid, scope, grants__role__in=roles, grants__valid_from__lte=on, is_active=True)
    return list(people.exclude(email="").distinct().order_by("pk"))


def cells(programme: Programme) -> tuple[list[ServiceGroup], list[ServiceKind]]:
    """All groups and kinds of the programme, the closed ones too: a closed one is refused by its name (R57, R71)."""
    return list(programme.groups.order_by("place", "pk")), list(programme.kinds.order_by("place", "pk"))
