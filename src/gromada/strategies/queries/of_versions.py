"""The strategy frozen as plain data, its versions, and the file of each."""

from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import override

from gromada.core import documents
from gromada.core.permissions import Actor
from gromada.strategies.models import Strategy, StrategyVersion
from gromada.strategies.queries.of_contents import Contents, Problem, contents
from gromada.strategies.queries.of_strategies import WITH_PLACE
from gromada.strategies.rules import Compared, comparison

LANGUAGE = "pl"  # a strategy is a document of a Polish council


def frozen(row: Strategy) -> dict:
    """The whole strategy as plain data: texts, codes and figures, nothing of the screen."""
    with override(LANGUAGE):
        return _frozen(contents(row))


def _frozen(written: Contents) -> dict:
    row = written.strategy
    place = row.participation
    return {
        "format": 1,
        "title": row.title,
        "programme": place.programme.name_pl,
        "gmina": place.unit.name,
        "terc": place.unit.code,
        "voivodeship": place.region.name,
        "year_from": row.year_from,
        "year_until": row.year_until,
        "data_year": row.data_year,
        "resolution": _resolution(row),
        "sections": {
            kind: [{"id": one.pk, "text": one.text} for one in rows] for kind, rows in written.sections.items()
        },
        "figures": [_figure(one) for one in written.figures],
        "own_figures": [
            {"name": one.name, "unit": one.unit, "year": one.year, "value": _plain(one.value), "source": one.source}
            for one in written.own_figures
        ],
        "problems": [node for problem in written.problems for node in _problem(problem, 0)],
        "needs": [_need(one) for one in written.needs],
        "fates": [
            {
                "code": one.older.code,
                "text": one.older.text,
                "fate": one.fate,
                "newer": one.newer.code if one.newer else "",
                "reason": one.reason,
            }
            for one in written.fates
        ],
        "goals": [_goal(one) for one in written.goals],
        "frame_lines": [
            {"year": one.year, "source": one.source, "amount_pln": str(one.amount_pln)} for one in written.frame_lines
        ],
        "indicators": [_indicator(one) for one in written.indicators],
        "participation": [str(one) for one in written.evidence],
    }


def _plain(value) -> str:
    return "" if value is None else f"{value.normalize():f}"


def _resolution(row: Strategy) -> dict:
    day = row.adopted_on.isoformat() if row.adopted_on else ""
    return {"number": row.resolution_number, "body": row.resolution_body, "on": day}


def _figure(one) -> dict:
    return {
        "code": one.code, "name": one.name, "unit": one.unit, "year": one.year, "decimals": one.decimals,
        "columns": list(one.columns), "values": [None if value is None else str(value) for value in one.values],
        "series": [[[year, str(value)] for year, value in line] for line in one.series],
        "source": one.source, "finding": one.finding,
    }  # fmt: skip


def _problem(problem: Problem, depth: int) -> list[dict]:
    here = {"id": problem.row.pk, "depth": depth, "side": problem.row.side, "text": problem.row.text}
    below = [*problem.causes, *problem.effects]
    return [here, *(node for child in below for node in _problem(child, depth + 1))]


def _need(one) -> dict:
    group = one.group
    return {
        "code": one.code, "text": one.text, "evidence": one.evidence, "priority": one.priority,
        "group": group.code if group else "", "group_name": group.name if group else "",
    }  # fmt: skip


def _goal(one) -> dict:
    ways = [
        {
            "code": way.code,
            "text": way.text,
            "way": way.way,
            "needs": [need.short_code for need in way.needs.all()],
        }
        for way in one.directions.all()
    ]
    return {"code": one.code, "text": one.text, "directions": ways}


def _indicator(one) -> dict:
    return {
        "code": one.code, "name": one.name, "unit": one.unit, "baseline": _plain(one.baseline),
        "target": _plain(one.target), "target_year": one.target_year, "source": one.source,
    }  # fmt: skip


def versions(row: Strategy) -> list[StrategyVersion]:
    """The versions made of a strategy, the newest first, without their texts."""
    return list(row.versions.select_related("document").defer("content").order_by("-number"))


def version(pk: int, actor: Actor) -> StrategyVersion:
    """One version with its strategy and gmina, or 404."""
    places = [f"strategy__{place}" for place in WITH_PLACE]
    rows = StrategyVersion.objects.visible_to(actor).select_related("document", *places)
    return get_object_or_404(rows, pk=pk)


def version_of(row: Strategy, number: int | None) -> StrategyVersion | None:
    """The version of that number, or the newest one; None when there is none."""
    rows = row.versions.select_related("document").order_by("-number")
    return (rows.filter(number=number) if number is not None else rows).first()


def version_pdf(row: StrategyVersion) -> bytes:
    """The file as it was made."""
    return documents.content(row.document)


@dataclass(frozen=True)
class Comparison:
    """Two versions of one strategy (or of one gmina's strategies) and what differs, part by part."""

    old: StrategyVersion
    new: StrategyVersion
    parts: list[Compared]

    @property
    def changes(self) -> int:
        return sum(len(part.changes) for part in self.parts)


def compared_versions(old_pk: int, new_pk: int, actor: Actor) -> Comparison:
    """Two versions side by side, the older one first whichever way they are asked for; 404 unless of one gmina."""
    old, new = version(old_pk, actor), version(new_pk, actor)
    if old.strategy.participation_id != new.strategy.participation_id:
        raise Http404
    if old.pk > new.pk:
        old, new = new, old
    return Comparison(old, new, comparison(old.content, new.content))
