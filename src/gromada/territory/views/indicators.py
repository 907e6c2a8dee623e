"""Indicators: all of them with years and sources, one on the map of the country, its full list, and the quality of the data."""

from decimal import Decimal

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from gromada.core import charts
from gromada.core.money import format_number
from gromada.core.permissions import may
from gromada.core.text import _, _n
from gromada.territory import queries
from gromada.territory.rules import comparing
from gromada.territory.states import Dimension
from gromada.territory.views import words

EXTREMES = 10


@require_safe
def indicators(request: HttpRequest) -> HttpResponse:
    """Every indicator with its years, how many gminas have it, its source and the import that brought it."""
    meanings, gminas = queries.meanings(), queries.gmina_count()
    rows: dict[str, dict] = {}
    for one in queries.coverage():
        meaning = meanings.get(one.code)
        if meaning is None:
            continue
        row = rows.setdefault(one.code, {"meaning": meaning, "latest": one, "years": []})
        row["years"].append(one.year)
    groups = [
        {
            "label": dimension.label,
            "rows": sorted(
                (
                    row | {"name": words.name(row["meaning"]), "unit": words.unit(row["meaning"])}
                    for row in rows.values()
                    if row["meaning"].dimension == dimension
                ),
                key=lambda row: row["name"],
            ),
        }
        for dimension in Dimension
    ]
    told = _n("%(count)d indicator is known", "%(count)d indicators are known", len(rows))
    facts = {
        "groups": [group for group in groups if group["rows"]],
        "title": told % {"count": len(rows)} if rows else _("No figures have been loaded yet"),
        "gminas": gminas,
        "sees_imports": may(request.actor, "core.see_imports"),
    }
    return render(request, "territory/indicators.html", facts)


def _asked(request: HttpRequest, code: str) -> dict:
    """The indicator, the year and the voivodeship that the address asks for; 404 for an indicator without figures."""
    meaning, years = queries.meaning(code), queries.years_of(code)
    if meaning is None or not years:
        raise Http404
    asked, regions = request.GET.get("year", ""), queries.voivodeships()
    year = int(asked) if asked.isascii() and asked.isdigit() and int(asked[:6]) in years else years[0]
    region = next((row for row in regions if row.code == request.GET.get("within")), None)
    kept = f"&within={region.code}" if region else ""
    return {
        "code": code,
        "meaning": meaning,
        "name": words.name(meaning),
        "unit": words.unit(meaning),
        "year": year,
        "years": [(str(one), f"?year={one}{kept}", one == year) for one in years],
        "region": region,
        "regions": regions,
        "within": region.code if region else "",
        "place": words.label(region) if region else str(_("Poland") if queries.is_whole() else _("the register here")),
    }


@require_safe
def indicator(request: HttpRequest, code: str) -> HttpResponse:
    """One indicator of one year: the map in five classes, how the values lie, the greatest and the least."""
    facts = _asked(request, code)
    meaning = facts["meaning"]
    values = queries.values_of(code, facts["year"], facts["within"])
    parts = comparing.classes([one.value for one in values])
    paints = {one.code: f"q{comparing.class_of(one.value, parts) + 1}" for one in values}
    total, many = queries.gmina_count(facts["within"]), len(values) > 2 * EXTREMES
    if len(values) < total:
        paints = dict.fromkeys(_without(facts, values), "none") | paints
    facts |= {
        "title": _finding(facts, values),
        "map": queries.map_url(paints, within=facts["within"], labels={}, title=facts["name"]),
        "schematic": queries.is_schematic(within=facts["within"]),
        "legend": _legend(meaning, parts, total - len(values)),
        "histogram": _histogram(facts, values),
        "greatest": [_row(meaning, one) for one in values[: EXTREMES if many else None]],
        "least": [_row(meaning, one) for one in values[-EXTREMES:][::-1]] if many else [],
        "count": len(values),
        "total": total,
        "sources": sorted({one.source for one in values})[:3],
        "loads": sorted({one.load for one in values if one.load}),
        "sees_imports": may(request.actor, "core.see_imports"),
    }
    return render(request, "territory/indicator.html", facts)


def _without(facts: dict, values: list) -> list[str]:
    have = {one.code for one in values}
    return [code for code in queries.gmina_codes(facts["within"]) if code not in have]


def _finding(facts: dict, values: list) -> str:
    """A sentence that tells what the map shows."""
    if not values:
        return _("%(name)s %(year)d: no gmina of %(place)s has a value") % facts
    middle = sorted(one.value for one in values)[len(values) // 2]
    told = {
        "name": facts["name"],
        "year": facts["year"],
        "middle": words.with_unit(facts["meaning"], middle),
        "low": words.number(facts["meaning"], values[-1].value),
        "high": words.number(facts["meaning"], values[0].value),
    }
    return _("%(name)s in %(year)d: from %(low)s to %(high)s, half of the gminas below %(middle)s") % told


def _legend(meaning, parts: list, lacking: int) -> list[tuple[str, str]]:
    rows = []
    for place, part in enumerate(parts, 1):
        count = _n("%(count)s gmina", "%(count)s gminas", part.count) % {"count": format_number(part.count)}
        low, high = words.number(meaning, part.low), words.number(meaning, part.high)
        rows.append((f"q{place}", f"{low}–{high}: {count}" if low != high else f"{low}: {count}"))
    if lacking:
        rows.append(("none", _("no value: %(count)s") % {"count": format_number(lacking)}))
    return rows


def _histogram(facts: dict, values: list) -> str:
    meaning = facts["meaning"]
    title = _("How many gminas have which value: %(name)s, %(year)d") % facts
    shown = sorted(one.value for one in values)
    if len(shown) > 200:
        # A handful of great cities would press all others into one bar: the bars at the ends take whoever lies beyond.
        least, most = shown[len(shown) // 200], shown[-1 - len(shown) // 200]
        shown = [min(max(value, least), most) for value in shown]
    return charts.histogram(
        shown,
        bins=16,
        written=lambda value: format_number(Decimal(str(value)), 0 if float(value).is_integer() else 1),
        unit=words.unit(meaning),
        title=str(title),
    )


def _row(meaning, one) -> dict:
    return {
        "code": one.code,
        "name": one.name,
        "kind": words.gmina_kind(one.kind),
        "powiat": one.powiat or "",
        "value": words.number(meaning, one.value),
    }


@require_safe
def figures(request: HttpRequest, code: str) -> HttpResponse:
    """The full list of one indicator in one year, the greatest first."""
    facts = _asked(request, code)
    page = queries.figures_of(code, facts["year"], within=facts["within"], after=request.GET.get("after"))
    rows = [
        {
            "unit": row.unit,
            "kind": words.kind(row.unit),
            "where": words.where(row.unit),
            "value": words.number(facts["meaning"], row.value),
            "source": row.source,
        }
        for row in page.rows
    ]
    title = _("%(name)s in %(year)d, gmina by gmina") % facts
    return render(request, "territory/figures.html", facts | {"page": page, "rows": rows, "title": title})


@require_safe
def quality(request: HttpRequest) -> HttpResponse:
    """What is missing, out of the plausible range or doubtful in the data, and where to look."""
    meanings, gminas = queries.meanings(), queries.gmina_count()
    covered = queries.coverage()
    odd = queries.strange_counts(covered)
    rows = [
        {
            "one": one,
            "strange": odd.get((one.code, one.year), 0),
            "name": words.name(meanings[one.code]),
            "missing": max(gminas - one.count, 0),
            "range": _range(meanings[one.code]),
            "low": words.number(meanings[one.code], one.low),
            "high": words.number(meanings[one.code], one.high),
        }
        for one in covered
        if one.code in meanings
    ]
    rows.sort(key=lambda row: (row["name"], -row["one"].year))
    count, shared = queries.shared_names()
    facts = {
        "title": _quality_title(rows),
        "rows": rows,
        "gminas": gminas,
        "doubts": queries.doubts(),
        "shared": shared,
        "shared_count": count,
        "undrawn": queries.without_boundary(),
        "sees_imports": may(request.actor, "core.see_imports"),
    }
    return render(request, "territory/quality.html", facts)


def _quality_title(rows: list[dict]) -> str:
    lacking = sum(1 for row in rows if row["missing"])
    odd = sum(row["strange"] for row in rows)
    if not rows:
        return _("No figures have been loaded yet")
    if not lacking and not odd:
        return _("Every figure is there and plausible")
    told = {"lacking": lacking, "odd": format_number(odd)}
    return _("Tables with gaps: %(lacking)d; values beyond what is plausible: %(odd)s") % told


def _range(meaning) -> str:
    low, high = words.number(meaning, meaning.low), words.number(meaning, meaning.high)
    if low and high:
        return f"{low}–{high}"
    return _("from %(low)s") % {"low": low} if low else (_("to %(high)s") % {"high": high} if high else "")


@require_safe
def gaps(request: HttpRequest, code: str) -> HttpResponse:
    """Which gminas lack the indicator in a year, and which values lie out of the plausible range."""
    facts = _asked(request, code)
    page = queries.missing(code, facts["year"], after=request.GET.get("after"))
    meaning = facts["meaning"]
    odd = [
        {
            "unit": row.unit,
            "where": words.where(row.unit),
            "value": words.number(meaning, row.value),
            "source": row.source,
        }
        for row in queries.strange(code, facts["year"])
    ]
    facts |= {
        "page": page,
        "rows": [{"unit": row, "kind": words.kind(row), "where": words.where(row)} for row in page.rows],
        "odd": odd,
        "range": _range(meaning),
        "back": reverse("territory:quality"),
        "title": _("%(name)s in %(year)d: what is missing and what is doubtful") % facts,
    }
    return render(request, "territory/gaps.html", facts)
