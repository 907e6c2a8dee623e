"""The page of a trial: change a number, see the map, the pictures and who gains or loses; nothing is saved."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET

from gromada.core.asking import attempt
from gromada.core.money import format_amount
from gromada.core.permissions import Refusal
from gromada.core.text import _, _n
from gromada.programmes import queries, rules
from gromada.programmes.permissions import deciders, require_allocations
from gromada.programmes.queries import Scenario
from gromada.programmes.views import what_if_parts as parts
from gromada.programmes.views import wishes
from gromada.programmes.views.parts import programme_or_404

SHOW = {"": _("Difference"), "amount": _("Amount")}


@require_GET
def what_if(request: HttpRequest, code: str) -> HttpResponse:
    """What a division would give, against what was decided or tried before. Everything stands in the address."""
    programme = programme_or_404(code)
    require_allocations(request.actor, programme)
    form = wishes.form_of(request, programme)
    found, refusal = _tried(request, form, programme)
    context = {
        "programme": programme,
        "form": form,
        "found": found,
        "refusal": refusal,
        "title": _title(found),
        "lead": programme.name,
        "may_decide": False,
        **(_shown(request, found) if found else {}),
    }
    return render(request, "programmes/what_if.html", context)


def _tried(request: HttpRequest, form, programme) -> tuple[Scenario | None, str]:
    """What the wish gives; a refusal becomes the form's own error, or a sentence where nothing was typed yet."""
    if form.is_bound and not form.is_valid():
        return None, ""
    asked = {"actor": request.actor, "programme": programme, "wish": wishes.wish_of_form(form, programme)}
    if form.is_bound:
        return (form.done if attempt(form, queries.scenario, **asked) else None), ""
    try:
        return queries.scenario(**asked), ""
    except Refusal as refusal:
        return None, str(refusal)


def _title(found: Scenario | None) -> str:
    if found is None:
        return str(_("What would a division give?"))
    count = len(found.candidates)
    words = _n("A trial: %(total)s to %(count)d gmina", "A trial: %(total)s among %(count)d gminas", count)
    return str(words % {"count": count, "total": format_amount(found.outcome.total, found.programme.currency)})


def _shown(request: HttpRequest, found: Scenario) -> dict:
    """The answer: sentence, map, pictures, regions, rows, and one gmina explained."""
    against = request.GET.get("against", "")[:200]
    words, before = wishes.baseline(request, found, against)
    compared = rules.compared(before, found.amounts) if before else None
    sentence = parts.sentence(found, compared)
    is_difference = bool(compared and compared.moved) and request.GET.get("show") != "amount"
    paints, legend = parts.of_differences(found, before) if is_difference else parts.of_amounts(found)
    picture, schematic = parts.map_of(found, paints, sentence)
    here = wishes.query_of(found.wish, against=against)
    return {
        "sentence": sentence,
        "against": words if compared else "",
        "is_compared": compared is not None,
        "map": picture,
        "schematic": schematic,
        "map_legend": legend,
        "chips": _chips(here, is_difference=is_difference) if compared and compared.moved else [],
        "is_difference": is_difference,
        "histogram": parts.histogram(found, before, str(_("How many gminas have how much"))),
        "lorenz": parts.lorenz(found, before, str(_("Share of the money against share of inhabitants"))),
        "figures": parts.figures(found, before),
        "rows": parts.rows(found, before),
        "regions": found.regions,
        "people": sum(row.people for row in found.candidates),
        "before_sum": sum(before.values(), parts.ZERO) if before else None,
        "moved_sum": found.outcome.total - sum(before.values(), parts.ZERO) if before else None,
        "pinned": wishes.query_of(found.wish, against=wishes.packed(found.wish)),
        "here": mark_safe(escape(here)),  # noqa: S308 - escaped here once, for it stands in every row
        "explained": _explained(request, found),
        "unknown": [found.by_code[code].unit.name for code in found.need.unknown],
        "may_decide": found.may_be_decided and request.actor.role in deciders(found.programme),
        "decide_url": f"{reverse('programmes:decide', args=[found.programme.code])}?{wishes.query_of(found.wish)}",
    }


def _chips(here: str, *, is_difference: bool) -> list[tuple]:
    return [
        (label, f"?{here}&show={show}" if show else f"?{here}", is_difference is (show == ""))
        for show, label in SHOW.items()
    ]


def _explained(request: HttpRequest, found: Scenario) -> dict | None:
    """Why the gmina that was asked for gets what it gets."""
    code = request.GET.get("gmina", "")
    if code not in found.by_code:
        return None
    amount, currency = found.amounts[code], found.programme.currency
    sentences = rules.explained(queries.facts_of(found, code), amount, currency)
    row = found.by_code[code]
    return {"unit": row.unit, "region": row.region, "amount": amount, "sentences": sentences}
