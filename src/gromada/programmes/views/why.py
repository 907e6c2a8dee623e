"""Why one gmina is on a list or is not, and by how much, on one page for its mayor."""

from decimal import Decimal

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from gromada.core import charts
from gromada.core.money import format_number
from gromada.core.permissions import may
from gromada.core.text import _, _n
from gromada.programmes import definitions, queries
from gromada.programmes.views.selection import WORDS, indicator_name, indicator_unit, tag_of

SCORE = 3  # decimals of a score on a page: more than a figure can tell, fewer than are kept


def link_to_why(actor, participation) -> list[tuple]:
    """The link from a gmina's page to why it is on the decided list, for those who may read it."""
    row = queries.row_in_force(participation.programme, participation.unit)
    if row is None or not (queries.may_see_row(actor, row) or may(actor, "programmes.see_selection")):
        return []
    return [(_("Why it was chosen"), reverse("programmes:selection_row", args=[row.pk]))]


@require_GET
def selection_row(request: HttpRequest, pk: int) -> HttpResponse:
    """Why one gmina is on the list or is not, and by how much: every step with its figure, year and source."""
    row = queries.selection_row(pk)
    if row is None or not (queries.may_see_row(request.actor, row) or may(request.actor, "programmes.see_selection")):
        raise Http404
    run = row.run
    years, sources = run.facts.get("years", {}), run.facts.get("sources", {})
    recipe = definitions.recipe_in(run.recipe) if run.recipe else None
    cut = next((cut for cut in run.facts.get("cuts", []) if cut["cell"] == row.cell), None)
    context = {
        "row": row,
        "run": run,
        "programme": run.programme,
        "may_see_list": may(request.actor, "programmes.see_selection"),
        "title": _row_title(row),
        "lead": f"{row.unit.get_kind_display()}, {row.unit.parent.name}, {row.region.name} ({row.unit.code})",
        "mark": charts.mark(seed=row.code),
        "tags": [tag_of(run)],
        "verdict": _verdict(row, cut),
        "cut": cut,
        "list_name": row.region.name if row.cell else _("one list for all that have no number of their own"),
        "facts": _row_facts(row, cut),
        "recipe": recipe,
        "steps": [
            {
                "name": indicator_name(step.indicator),
                "unit": indicator_unit(step.indicator),
                "step": step,
                "year": years.get(step.indicator),
                "source": "; ".join(sources.get(step.indicator, [])),
                "is_less": recipe.measure(step.indicator).direction == "lower",
                "how": WORDS[recipe.measure(step.indicator).transform],
            }
            for step in queries.steps_of(row)
        ],
        "is_sum": recipe is not None and recipe.aggregation == "arithmetic",
    }
    return render(request, "programmes/selection_row.html", context)


def _row_title(row) -> str:
    words = _("%(gmina)s is on the list") if row.is_in else _("%(gmina)s is not on the list")
    return words % {"gmina": row.unit.name}


def _verdict(row, cut) -> str:
    """Why, in one or two sentences with numbers."""
    if row.run.is_official:
        return str(_("It stands on the official list, which no score decides."))
    if row.is_named:
        return str(_("The programme's documents name it, so it is on the list whatever its score."))
    if row.score is None:
        return str(_("A figure is missing, and this recipe leaves such gminas out."))
    facts = {"score": _score(row.score), "margin": _score(abs(row.margin or 0)), "places": abs(row.places or 0)}
    facts |= {"seats": cut["seats"] - cut["named"] if cut else 0}
    if row.is_in:
        words = _n(
            "Its score of %(score)s is %(margin)s above the first gmina that missed the list; it came %(places)d place "
            "before the cut.",
            "Its score of %(score)s is %(margin)s above the first gmina that missed the list; it came %(places)d places "
            "before the cut.",
            facts["places"],
        )
    else:
        words = _n(
            "Its score of %(score)s is %(margin)s below the last gmina on the list; it is %(places)d place short.",
            "Its score of %(score)s is %(margin)s below the last gmina on the list; it is %(places)d places short.",
            facts["places"],
        )
    return words % facts


def _score(value: float) -> str:
    return format_number(Decimal(str(value)), SCORE)


def _row_facts(row, cut) -> list[tuple]:
    if row.score is None or cut is None:
        return []
    found = [
        (_("Score"), _score(row.score), "num"),
        (_("Place among all eligible"), format_number(row.place), "num"),
        (_("Place in its list"), format_number(row.place_in_cell), "num"),
        (_("Places of the list"), format_number(cut["seats"]), "num"),
    ]
    for name, label in (
        ("last_in", _("Score of the last one on it")),
        ("first_out", _("Score of the first one not on it")),
    ):
        if cut[name] is not None:
            found.append((label, _score(cut[name]), "num"))
    return found
