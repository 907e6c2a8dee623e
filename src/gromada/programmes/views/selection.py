"""Choosing gminas: the lists there are, the recipe on screen, a list with its map, deciding or removing it."""

from decimal import Decimal

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_POST

from gromada.core import charts, clock
from gromada.core.asking import answer, attempt
from gromada.core.money import format_number
from gromada.core.permissions import may, require
from gromada.core.text import _, _n
from gromada.core.workflow import button
from gromada.programmes import actions, definitions, exports, queries
from gromada.programmes.forms import AGGREGATIONS, MISSING, QUOTAS, TRANSFORMS, SelectionForm
from gromada.programmes.views.parts import programme_or_404
from gromada.territory import queries as territory
from gromada.territory.rules.indicators import KNOWN

SHOW = {"": _("All"), "in": _("On the list"), "out": _("Not on the list")}
WORDS = {key: words for choices in (AGGREGATIONS, MISSING, QUOTAS, TRANSFORMS) for key, words in choices}


def language() -> str:
    return (get_language() or "pl")[:2]


def indicator_name(code: str) -> str:
    """The indicator in the language of the page; a code that is on no list stands for itself."""
    known = KNOWN.get(code)
    return code if known is None else known.name_en if language() == "en" else known.name_pl


def indicator_unit(code: str) -> str:
    known = KNOWN.get(code)
    return "" if known is None else known.unit_en if language() == "en" else known.unit_pl


def selection_or_404(request: HttpRequest, pk: int):
    """The list, for those who watch over many gminas; the frame of the page is that of its programme."""
    require(request.actor, "programmes.see_selection")
    found = queries.selection(pk)
    if found is None:
        raise Http404
    return found


@require_GET
def selections(request: HttpRequest, code: str) -> HttpResponse:
    """Every list of the programme, what is next, and the recipe its file has."""
    programme = programme_or_404(code)
    require(request.actor, "programmes.see_selection")
    runs = queries.selections(programme)
    recipe = definitions.recipe_for(programme.definition)
    context = {
        "programme": programme,
        "title": _title_of_all(runs),
        "lead": programme.name,
        "rows": [(run, tag_of(run)) for run in runs],
        "recipe": recipe,
        "measures": _measures(recipe) if recipe else [],
        "may_select": may(request.actor, "programmes.select"),
        "decided": next((run for run in runs if run.state == "decided"), None),
        "others": runs if len(runs) > 1 else [],
    }
    return render(request, "programmes/selections.html", context)


def _title_of_all(runs) -> str:
    decided = next((run for run in runs if run.state == "decided"), None)
    if decided:
        count = decided.facts["selected"]
        return _n("%(count)d gmina is chosen", "%(count)d gminas are chosen", count) % {"count": count}
    if runs:
        count = len(runs)
        words = _n("%(count)d trial, no list is decided yet", "%(count)d trials, no list is decided yet", count)
        return words % {"count": count}
    return str(_("No gminas are chosen yet"))


def tag_of(run) -> tuple[str, str]:
    kinds = {"draft": "draft", "decided": "ok", "replaced": ""}
    return kinds[run.state], run.get_state_display()


def _measures(recipe) -> list[dict]:
    return [
        {
            "name": indicator_name(measure.indicator),
            "unit": indicator_unit(measure.indicator),
            "weight": weight,
            "is_less": measure.direction == "lower",
            "how": WORDS[measure.transform],
            "log": measure.log,
            "winsor": measure.winsor,
            "year": measure.year,
            "source": measure.source,
        }
        for measure, weight in zip(recipe.measures, recipe.weights, strict=True)
    ]


def select(request: HttpRequest, code: str) -> HttpResponse:
    """The recipe on screen: as the programme's file has it, or as another list had it; computed on demand."""
    programme = programme_or_404(code)
    require(request.actor, "programmes.select")
    recipe = _beginning(request, programme)
    form = _form(programme, recipe, request.POST if request.method == "POST" else None)
    if request.method == "POST" and "check" not in request.POST and form.is_valid():
        try:
            asked = form.recipe()
        except definitions.DefinitionError as error:
            form.add_error(None, str(error))
        else:
            day, title = clock.today(), form.cleaned_data["title"]
            if attempt(form, actions.select, programme=programme, recipe=asked, title=title, by=request.actor, on=day):
                return redirect("programmes:selection", form.done.pk)
    context = {
        "programme": programme,
        "form": form,
        "title": _("Choose gminas by a recipe"),
        "lead": programme.name,
        "is_own": recipe is not None and "from" not in request.GET,
        "total": form.total,
        "is_whole": form.total == Decimal(100),
    }
    return render(request, "programmes/select.html", context)


def _beginning(request: HttpRequest, programme):
    """The recipe a page begins with: of the list it was asked to begin from, else the programme's own."""
    key = request.GET.get("from", "")
    run = queries.selection(int(key)) if key.isascii() and key.isdigit() and len(key) < 12 else None
    if run is not None and run.programme_id == programme.pk and run.recipe:
        return definitions.recipe_in(run.recipe)
    return definitions.recipe_for(programme.definition)


def _form(programme, recipe, given) -> SelectionForm:
    """First the indicators of the recipe in its order, then every other one that figures are loaded of."""
    used = [measure.indicator for measure in recipe.measures] if recipe else []
    loaded = [code for code in queries.loaded_indicators() if code not in used]
    names = [(code, indicator_name(code)) for code in [*used, *sorted(loaded, key=indicator_name)]]
    regions = [(region.code, region.name(language())) for region in programme.definition.regions]
    return SelectionForm(given, recipe=recipe, indicators=names, regions=regions)


@require_GET
def selection(request: HttpRequest, pk: int) -> HttpResponse:
    """A list: who is on it, from where, the cut, the figures and the checksum; on demand the proof that it comes again."""
    run = selection_or_404(request, pk)
    asked = _filter(request)
    found = queries.selection_rows(run, asked, after=request.GET.get("after"))
    spots = queries.spots(run)
    title = _title(run)
    context = {
        "run": run,
        "programme": run.programme,
        "title": title,
        "lead": _lead(run),
        "tags": [tag_of(run)],
        "page": found,
        "asked": asked,
        "chips": [(words, _address(asked, show=show), asked.show == show) for show, words in SHOW.items()],
        "regions": queries.regions_of(run),
        "map": territory.map_url(_paints(spots), title=str(title)),
        "schematic": territory.is_schematic(),
        "legend": [("q4", _("on the list")), ("q1", _("eligible, not on the list")), ("q0", _("not eligible"))],
        "histogram": _histogram(spots, title),
        "spread": [("bar", _("on the list")), ("bar--old", _("all eligible"))],
        "recipe": _facts(run),
        "measures": _measures(definitions.recipe_in(run.recipe)) if run.recipe else [],
        "unknown": _unknown(run),
        "buttons": _buttons(request, run),
        "proof": queries.proof(run) if "again" in request.GET else None,
        "others": [other for other in queries.selections(run.programme) if other.pk != run.pk],
        "beside": queries.beside(run) if run.state == "decided" else [],
        "may_select": may(request.actor, "programmes.select"),
    }
    return render(request, "programmes/selection.html", context)


def _filter(request: HttpRequest) -> queries.Filter:
    show, region = request.GET.get("show", ""), request.GET.get("region", "")
    find = request.GET.get("q", "").strip()[:100]
    return queries.Filter(region if region.isdigit() else "", show if show in SHOW else "", find)


def _address(asked: queries.Filter, *, show: str) -> str:
    kept = {"show": show, "region": asked.region, "q": asked.find}
    return "?" + "&".join(f"{name}={value}" for name, value in kept.items() if value)


def _title(run) -> str:
    facts = run.facts
    if run.is_official:
        count = facts["selected"]
        words = _n("Official list of %(count)d gmina", "Official list of %(count)d gminas", count)
        return words % {"count": count}
    words = _n(
        "%(chosen)s of %(eligible)s eligible gmina is on the list",
        "%(chosen)s of %(eligible)s eligible gminas are on the list",
        facts["eligible"],
    )
    return words % {"chosen": format_number(facts["selected"]), "eligible": format_number(facts["eligible"])}


def _lead(run) -> str:
    facts = {"title": run.title, "day": run.made_on.strftime("%d.%m.%Y"), "who": run.by_name or _("the system")}
    return _("“%(title)s”, %(day)s, %(who)s") % facts


def _paints(spots) -> dict[str, str]:
    return {spot.code: "in" if spot.is_in else "q1" for spot in spots}


def _histogram(spots, title: str) -> str:
    """How the scores lie: those on the list filled, all eligible dashed."""
    every = [spot.score for spot in spots if spot.score is not None]
    chosen = [spot.score for spot in spots if spot.score is not None and spot.is_in]
    if not every:
        return ""
    words = _("Scores of those on the list against all eligible. %(title)s") % {"title": title}
    return charts.histogram(chosen, before=every, bins=12, written=lambda x: format_number(Decimal(str(x)), 1),
                            unit=str(_("score")), title=str(words))  # fmt: skip


def _facts(run) -> list[tuple]:
    """What the list rests on, in terms and values."""
    if not run.recipe:
        return [(_("Checksum"), run.digest[:16], "")]
    recipe = definitions.recipe_in(run.recipe)
    years = sorted({year for year in run.facts["years"].values() if year})
    return [
        (_("From where"), WORDS[recipe.quota], ""),
        (_("How parts become a score"), WORDS[recipe.aggregation], ""),
        (_("Without a figure"), WORDS[recipe.missing], ""),
        (_("Figures of the years"), ", ".join(map(str, years)), ""),
        (_("Named by the programme's file"), format_number(run.facts["named"]), ""),
        (_("Checksum"), run.digest[:16], ""),
    ]


def _unknown(run) -> list[tuple[str, int]]:
    """Indicators with missing figures: name and how many."""
    missing = run.facts.get("missing", {})
    return [(indicator_name(code), count) for code, count in missing.items() if count]


def _buttons(request: HttpRequest, run) -> list:
    if not may(request.actor, "programmes.select") or run.state != "draft":
        return []
    decide = reverse("programmes:decide_selection", args=[run.pk])
    drop = reverse("programmes:drop_selection", args=[run.pk])
    return [
        button(request.actor, "programmes.decide_selection", run, primary=True, url=decide),
        button(request.actor, "programmes.drop_selection", run, url=drop),
    ]


@require_POST
def decide_selection(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide the list: its gminas take part from today on."""
    run = selection_or_404(request, pk)
    count = run.facts["selected"]
    done = _n("%(count)d gmina takes part.", "%(count)d gminas take part.", count) % {"count": count}
    where = reverse("programmes:selection", args=[run.pk])
    return answer(request, actions.decide_selection, done=done, to=where, run=run, by=request.actor, on=clock.today())


@require_POST
def drop_selection(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a trial."""
    run = selection_or_404(request, pk)
    actions.drop_selection(run=run, by=request.actor, on=clock.today())
    messages.success(request, str(_("The trial is removed.")))
    return redirect("programmes:selections", run.programme.code)


@require_GET
def selection_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole list as a workbook, every indicator with its figure and its part of the score."""
    run = selection_or_404(request, pk)
    rows = queries.all_rows(run)
    names = [indicator_name(step[0]) for step in rows[0].steps] if rows else []
    content = exports.selection(run, rows, names)
    name = f"{run.programme.code}-{run.pk}.xlsx"
    return HttpResponse(
        content, content_type=exports.XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
