"""The text of a strategy as it is now: sections, figures beside those above, problems, goals, money, indicators."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, OuterRef, Prefetch, Subquery
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language

from gromada.core import charts
from gromada.core.money import format_number
from gromada.core.permissions import Actor
from gromada.core.text import _
from gromada.strategies.models import (
    Consultation,
    Direction,
    FrameLine,
    Need,
    NeedFate,
    OwnFigure,
    Paragraph,
    ParticipationEvent,
    PickedIndicator,
    ProblemNode,
    Strategy,
    StrategyGoal,
    StrategyIndicator,
    StrategySurvey,
    Vote,
)
from gromada.strategies.queries.evidence import participation_evidence
from gromada.strategies.queries.of_strategies import WITH_PLACE
from gromada.strategies.rules import Facts, Item, checklist, data_is_fresh
from gromada.strategies.states import ConsultationState, ProblemSide, SectionKind, StrategyState, VoteState
from gromada.territory import queries as territory
from gromada.territory.models import Unit
from gromada.territory.states import Level

ENTRIES = {
    "problem": ProblemNode,
    "goal": StrategyGoal,
    "direction": Direction,
    "frame": FrameLine,
    "indicator": StrategyIndicator,
    "figure": OwnFigure,
}


@dataclass(frozen=True)
class Figure:
    """An indicator of public statistics for the diagnosis: its year, the unit's value and those above, the years."""

    code: str
    name: str
    unit: str
    year: int
    decimals: int
    columns: tuple[str, ...]
    values: tuple[Decimal | None, ...]
    series: tuple[tuple[tuple[int, Decimal], ...], ...]
    source: str
    finding: str = ""

    def written(self, value) -> str:
        return "–" if value is None else format_number(Decimal(str(value)), self.decimals)

    @property
    def cells(self) -> list[tuple[str, str]]:
        """(column, value) as text."""
        return [(name, self.written(value)) for name, value in zip(self.columns, self.values, strict=True)]

    @property
    def sentence(self) -> str:
        """The first and the last year in words: the finding a picture says without one of a person."""
        if len(self.series[0]) < 2:
            told = {"name": self.name, "value": self.written(self.values[0]), "year": self.year}
            return str(_("%(name)s: %(value)s in %(year)s") % told)
        (first_year, first), (last_year, last) = self.series[0][0], self.series[0][-1]
        told = {"name": self.name, "first": self.written(first), "from": first_year}
        told |= {"last": self.written(last), "until": last_year}
        return str(_("%(name)s: %(first)s in %(from)d, %(last)s in %(until)d") % told)

    def picture(self, palette: str = "css"):
        """The trend beside the units above; nothing when only one year is known."""
        if len(self.series[0]) < 2:
            return None
        [drawn] = charts.multiples(
            [(self.sentence, self.series[0], self.series[1:])], written=self.written, palette=palette
        )
        return drawn


@dataclass(frozen=True)
class Problem:
    """A problem of the tree with what hangs below it."""

    row: ProblemNode
    causes: list
    effects: list


@dataclass(frozen=True)
class Contents:
    """All that is written in one strategy."""

    strategy: Strategy
    sections: dict[str, list[Paragraph]]
    figures: list[Figure]
    own_figures: list[OwnFigure]
    problems: list[Problem]
    needs: list[Need]
    fates: list[NeedFate]
    goals: list[StrategyGoal]
    frame_lines: list[FrameLine]
    indicators: list[StrategyIndicator]
    evidence: list

    @property
    def frame_total(self) -> Decimal:
        return sum((row.amount_pln for row in self.frame_lines), Decimal())


def contents(row: Strategy) -> Contents:
    """Everything written in the strategy; a fixed number of queries however much it is."""
    sections: dict[str, list[Paragraph]] = {kind: [] for kind in SectionKind.values}
    for paragraph in row.paragraphs.order_by("place", "pk"):
        sections[paragraph.section].append(paragraph)
    needs = list(row.needs.select_related("group").order_by("number", "pk"))
    fates = list(row.needfates.select_related("older", "newer").order_by("older__number", "pk"))
    return Contents(
        strategy=row,
        sections=sections,
        figures=_picked(row),
        own_figures=list(row.ownfigures.order_by("name", "year", "pk")),
        problems=_tree(list(row.problemnodes.order_by("pk"))),
        needs=needs,
        fates=fates,
        goals=goals(row),
        frame_lines=list(row.framelines.order_by("year", "source", "pk")),
        indicators=list(row.strategyindicators.order_by("number", "pk")),
        evidence=participation_evidence(row),
    )


def goals(row: Strategy) -> list[StrategyGoal]:
    """Goals in their order with directions and the needs these answer."""
    needs = Prefetch("needs", Need.objects.order_by("number", "pk"))
    ways = Prefetch("directions", Direction.objects.order_by("number", "pk").prefetch_related(needs))
    return list(row.strategygoals.order_by("number", "pk").prefetch_related(ways))


def _tree(rows: list[ProblemNode]) -> list[Problem]:
    below: dict[int | None, list[ProblemNode]] = {}
    for row in rows:
        below.setdefault(row.parent_id, []).append(row)

    def hung(row: ProblemNode) -> Problem:
        children = [hung(child) for child in below.get(row.pk, ())]
        return Problem(
            row,
            [child for child in children if child.row.side == ProblemSide.CAUSE],
            [child for child in children if child.row.side == ProblemSide.EFFECT],
        )

    return [hung(row) for row in below.get(None, ())]


def older_needs(row: Strategy) -> list[Need]:
    """Needs of the strategies of this gmina that stand before this one: the one in force, else existing ones."""
    if row.state != StrategyState.DRAFT:
        # What stood before an adopted strategy has expired; its needs are those of which something was said.
        return [fate.older for fate in row.needfates.select_related("older").order_by("older__number", "pk")]
    before = (StrategyState.ADOPTED, StrategyState.EXISTING)
    rows = Need.objects.filter(strategy__participation=row.participation_id, strategy__state__in=before)
    return list(rows.select_related("strategy", "group").order_by("strategy__year_from", "strategy_id", "number", "pk"))


def available_figures(row: Strategy) -> list[Figure]:
    """The indicators of the gmina that public statistics know, by name."""
    profile = territory.profile(row.participation.unit)
    meanings = territory.meanings()
    whole = str(_("Poland") if territory.is_whole() else _("the register here"))
    columns = tuple(whole if column is None else _named(column) for column in profile.columns)
    polish = (get_language() or "").startswith("pl")
    found = []
    for line in profile.lines:
        one = meanings.get(line.code)
        if one is None:
            continue
        # The sums of larger units have another scale: beside a gmina they say nothing.
        above = tuple(() if one.is_additive else series for series in line.series[1:])
        found.append(
            Figure(
                code=line.code,
                name=one.name_pl if polish else one.name_en,
                unit=one.unit_pl if polish else one.unit_en,
                year=line.year,
                decimals=one.decimals,
                columns=columns,
                values=line.values,
                series=(line.series[0], *above),
                source=", ".join(line.sources),
            )
        )
    return sorted(found, key=lambda figure: figure.name)


def _named(unit: Unit) -> str:
    """A unit as a head of a column: powiats and voivodeships are adjectives and need their noun."""
    if unit.level == Level.POWIAT and unit.name[:1].islower():
        return str(_("powiat %(name)s") % {"name": unit.name})
    if unit.level == Level.VOIVODESHIP:
        return str(_("voivodeship %(name)s") % {"name": unit.name})
    return unit.name


def _picked(row: Strategy) -> list[Figure]:
    picked = list(row.pickedindicators.order_by("pk"))
    if not picked:
        return []
    known = {figure.code: figure for figure in available_figures(row)}
    return [
        Figure(**{**vars(known[one.indicator]), "finding": one.finding}) for one in picked if one.indicator in known
    ]


def figure(row: Strategy, code: str) -> Figure | None:
    """One indicator with what the strategy says of it."""
    found = next((one for one in available_figures(row) if one.code == code), None)
    said = PickedIndicator.objects.filter(strategy=row, indicator=code).values_list("finding", flat=True).first()
    return Figure(**{**vars(found), "finding": said}) if found and said else found


def _how_many(rows) -> Coalesce:
    counted = (
        rows.filter(strategy=OuterRef("pk")).order_by().values("strategy").annotate(count=Count("pk", distinct=True))
    )
    return Coalesce(Subquery(counted.values("count")), 0)


def facts(row: Strategy, on: date) -> Facts:
    """What the strategy holds, counted, under the rules of the day; three queries."""
    rules = row.participation.programme.definition.rule_set_on(on)
    max_age = rules.strategy_max_data_age_years if rules else None
    counts = Strategy.objects.filter(pk=row.pk).values(
        figures=_how_many(PickedIndicator.objects.all()),
        own=_how_many(OwnFigure.objects.all()),
        problem_nodes=_how_many(ProblemNode.objects.all()),
        needed=_how_many(Need.objects.all()),
        needs_without_evidence=_how_many(Need.objects.filter(evidence="")),
        needs_without_direction=_how_many(Need.objects.filter(directions__isnull=True)),
        goal_count=_how_many(StrategyGoal.objects.all()),
        goals_without_direction=_how_many(StrategyGoal.objects.filter(directions__isnull=True)),
        money=_how_many(FrameLine.objects.all()),
        measures=_how_many(StrategyIndicator.objects.all()),
        told=_how_many(NeedFate.objects.all()),
        held=_how_many(ParticipationEvent.objects.filter(attended__gt=0)),
        asked=_how_many(StrategySurvey.objects.all()),
        consulted=_how_many(Consultation.objects.exclude(state=ConsultationState.PLANNED)),
        voted=_how_many(Vote.objects.filter(state=VoteState.PUBLISHED)),
    )[0]
    sections = row.paragraphs.order_by("section").values_list("section").annotate(count=Count("pk"))
    return Facts(
        sections=dict(sections),
        figures=counts["figures"] + counts["own"],
        problems=counts["problem_nodes"],
        needs=counts["needed"],
        needs_without_evidence=counts["needs_without_evidence"],
        needs_without_direction=counts["needs_without_direction"],
        goals=counts["goal_count"],
        goals_without_direction=counts["goals_without_direction"],
        frame_lines=counts["money"],
        indicators=counts["measures"],
        evidence=sum(counts[name] for name in ("held", "asked", "consulted", "voted")),
        older_needs_open=max(len(older_needs(row)) - counts["told"], 0),
        is_fresh=data_is_fresh(row.data_year, on.year, max_age),
        data_year=row.data_year,
        max_age=max_age,
    )


def missing(row: Strategy, on: date) -> list[Item]:
    """The list of what a strategy should hold, each with what is missing, under the rules of the day."""
    return checklist(facts(row, on))


def _part(model) -> Callable:
    def one(pk: int, actor: Actor):
        places = [f"strategy__{place}" for place in WITH_PLACE]
        return get_object_or_404(model.objects.visible_to(actor).select_related(*places), pk=pk)

    return one


paragraph = _part(Paragraph)


def entry(kind: str, pk: int, actor: Actor):
    """One problem, goal, direction, line of the frame, indicator or figure, or 404."""
    return _part(ENTRIES[kind])(pk, actor)
