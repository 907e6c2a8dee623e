"""Finding a unit and its profile: where it lies, what it was called, its figures beside those above it."""

from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

from gromada.core import charts
from gromada.core.text import _, _n
from gromada.territory import queries
from gromada.territory.states import Dimension, Level
from gromada.territory.views import words

_MOST_TEXT = 100


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Units by name, code, powiat or voivodeship; what bears one name is told apart by kind, powiat, voivodeship and code."""
    text = " ".join(request.GET.get("q", "").split())[:_MOST_TEXT]
    page = queries.found(text, after=request.GET.get("after"))
    same = queries.namesakes(page.rows)
    rows = [
        {
            "unit": unit,
            "kind": words.kind(unit),
            "where": words.where(unit),
            "same": same.get(unit.name_folded, 0) if unit.level == Level.GMINA else 0,
        }
        for unit in page.rows
    ]
    shared = next((row for row in rows if row["same"]), None)
    title = _find_title(text, len(rows), more=bool(page.next_token))
    facts = {"text": text, "page": page, "rows": rows, "shared": shared, "title": title}
    return render(request, "territory/find.html", facts)


def _find_title(text: str, count: int, *, more: bool) -> str:
    if not text:
        return _("Find a gmina, a powiat or a voivodeship")
    if not count:
        return _("Nothing on the register begins with “%(text)s”") % {"text": text}
    if more:
        return _("More than %(count)d units begin with “%(text)s”") % {"count": count, "text": text}
    sentence = _n("%(count)d unit begins with “%(text)s”", "%(count)d units begin with “%(text)s”", count)
    return sentence % {"count": count, "text": text}


@require_safe
def unit(request: HttpRequest, code: str) -> HttpResponse:
    """The profile of a gmina, a powiat or a voivodeship."""
    row = queries.unit_of(code)
    if row is None:
        raise Http404
    if row.code != code:
        return redirect("territory:unit", row.code)
    profile = queries.profile(row)
    meanings, whole = queries.meanings(), queries.is_whole()
    facts = {
        "unit": row,
        "kind": words.kind(row),
        "title": _title(row, profile, meanings),
        "lead": _lead(row),
        "crumbs": _crumbs(row),
        "columns": [_column(column, whole=whole) for column in profile.columns],
        "count": None if whole else queries.gmina_count(),
        "groups": _groups(profile, meanings),
        "panels": _panels(profile, meanings),
        "lines": _line_legend(profile, whole=whole),
        "versions": queries.versions(row),
        "others": [(other, words.kind(other), words.where(other)) for other in queries.others_of_the_name(row)],
        "children": [(child, words.kind(child)) for child in queries.children(row)],
    }
    return render(request, "territory/unit.html", facts | _map_of(row))


def _title(row, profile, meanings) -> str:
    people = next((line for line in profile.lines if line.code == queries.POPULATION), None)
    of_gmina = _("%(name)s, %(kind)s") % {"name": row.name, "kind": words.kind(row)}
    name = str(of_gmina) if row.level == Level.GMINA else capfirst(words.label(row))
    if people is None:
        return name
    told = {"people": words.number(meanings[queries.POPULATION], people.value), "year": people.year, "name": name}
    return _("%(name)s: %(people)s people in %(year)d") % told


def _lead(row) -> str:
    told = {"code": row.code, "where": words.where(row)}
    return _("%(where)s. Code %(code)s.") % told if told["where"] else _("Code %(code)s.") % told


def _crumbs(row) -> list[dict]:
    """From the search down to the unit."""
    chain, above = [{"label": row.name, "url": ""}], row.parent
    while above is not None and above.level != Level.COUNTRY:
        chain.insert(0, {"label": words.label(above), "url": reverse("territory:unit", args=[above.code])})
        above = above.parent
    return [{"label": _("Units"), "url": reverse("territory:find")}, *chain]


def _column(column, *, whole: bool) -> dict:
    if column is None:
        return {"above": "", "name": str(_("Poland") if whole else _("the register here"))}
    above, _space, name = words.label(column).rpartition(" ") if column.level != Level.GMINA else ("", "", column.name)
    return {"above": above, "name": name}


def _groups(profile, meanings) -> list[dict]:
    """Lines of the table, a band for each dimension."""
    known = [(meanings[line.code], line) for line in profile.lines if line.code in meanings]
    order = list(Dimension.values)
    known.sort(key=lambda pair: (order.index(pair[0].dimension), words.name(pair[0])))
    groups = []
    for dimension, pairs in groupby(known, key=lambda pair: pair[0].dimension):
        lines = [
            {
                "name": words.name(one),
                "unit": words.unit(one),
                "line": line,
                "cells": [
                    {"value": words.number(one, value), "gap": gap}
                    for value, gap in zip(line.values, line.gaps, strict=True)
                ],
            }
            for one, line in pairs
        ]
        groups.append({"label": Dimension(dimension).label, "lines": lines})
    return groups


def _panels(profile, meanings) -> list[dict]:
    """Small trends of what is known for more than one year. Sums of larger units have another scale: no lines of theirs."""
    told = [(meanings[line.code], line) for line in profile.lines if line.code in meanings and len(line.series[0]) > 1]
    told.sort(key=lambda pair: words.name(pair[0]))
    panels = []
    for one, line in told:
        first, last = line.series[0][0], line.series[0][-1]
        words_of_it = _("%(name)s: %(first)s in %(from)d, %(last)s in %(until)d") % {
            "name": words.name(one),
            "first": words.number(one, first[1]),
            "from": first[0],
            "last": words.number(one, last[1]),
            "until": last[0],
        }
        compared = () if one.is_additive else line.series[1:]
        [picture] = charts.multiples(
            [(str(words_of_it), line.series[0], compared)], written=lambda value, one=one: words.number(one, value)
        )
        panels.append({"name": words.name(one), "unit": words.unit(one), "picture": picture, "code": line.code})
    return panels


def _line_legend(profile, *, whole: bool) -> list[dict]:
    last = str(_("Poland") if whole else _("the register here"))
    labels = [words.label(column) if column else last for column in profile.columns]
    return [{"key": charts.line_key(turn - 1 if turn else None), "label": label} for turn, label in enumerate(labels)]


def _map_of(row) -> dict:
    """Where it lies: a gmina or a powiat in its voivodeship, a voivodeship in the country."""
    if row.level == Level.VOIVODESHIP:
        url = queries.map_url({row.code: "in"}, level=Level.VOIVODESHIP, title=row.name)
        return {"map": url, "schematic": queries.is_schematic(Level.VOIVODESHIP)}
    within = row.code[:2]
    if row.level == Level.GMINA:
        paints = {row.code: "in"}
        labels = {row.code: row.name}
    else:
        paints = {child.code: "in" for child in queries.children(row)}
        labels = {}
    url = queries.map_url(paints, within=within, labels=labels, title=row.name)
    return {"map": url, "schematic": queries.is_schematic(within=within)}
