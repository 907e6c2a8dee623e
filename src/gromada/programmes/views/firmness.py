"""How firm a list of gminas is: its weights drawn many times; and two lists side by side."""

from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from gromada.core import charts, clock
from gromada.core.asking import attempt
from gromada.core.money import format_number
from gromada.core.permissions import may, require
from gromada.core.text import _, _n
from gromada.programmes import actions, queries
from gromada.programmes.forms import SensitivityForm
from gromada.programmes.views.selection import indicator_name, selection_or_404
from gromada.territory import queries as territory

ROWS = 60  # of those nearest to a half: where the decision hangs on the weights


def sensitivity(request: HttpRequest, pk: int) -> HttpResponse:
    """In how many draws each gmina is on the list, what its place ranges over, and what each indicator decides."""
    run = selection_or_404(request, pk)
    found = queries.latest_sensitivity(run)
    form = SensitivityForm(request.POST if request.method == "POST" else None, initial=_asked(found))
    if request.method == "POST":
        require(request.actor, "programmes.select")
        if form.is_valid() and attempt(
            form, actions.sense_selection, run=run, **form.cleaned_data, by=request.actor, on=clock.today()
        ):
            return redirect("programmes:sensitivity", run.pk)
    context = {
        "run": run,
        "programme": run.programme,
        "form": form,
        "found": found,
        "title": _title(found),
        "lead": run.title,
        "may_select": may(request.actor, "programmes.select") and not run.is_official,
        **(_shown(run, found) if found else {}),
    }
    return render(request, "programmes/sensitivity.html", context)


def _asked(found) -> dict:
    return {"draws": found.draws, "seed": found.seed, "spread": found.spread} if found else {}


def _title(found) -> str:
    if found is None:
        return str(_("How firm is this list?"))
    count = sum(1 for share, _low, _high in found.facts["gminas"].values() if share >= 1)
    words = _n(
        "%(always)s gmina is on the list whatever the weights",
        "%(always)s gminas are on the list whatever the weights",
        count,
    )
    return words % {"always": format_number(count)}


def _shown(run, found) -> dict:
    """The picture and the tables of one drawing."""
    spots = queries.spots(run)
    shares = found.facts["gminas"]
    rows = [(spot, *shares[spot.code]) for spot in spots if spot.code in shares]
    edge = sorted(
        (row for row in rows if 0 < row[1] < 1 and not row[0].is_named),
        key=lambda row: (abs(row[1] - 0.5), row[0].place),
    )
    measures = sorted(found.facts["measures"], key=lambda one: -one["without"])
    return {
        "edge": sorted(edge[:ROWS], key=lambda row: (-row[1], row[0].place)),
        "edge_count": len(edge),
        "measures": [(indicator_name(one["indicator"]), one["without"], one["doubled"]) for one in measures],
        "histogram": charts.histogram(
            [100 * share for _spot, share, _low, _high in rows if 0 < share < 1],
            bins=10,
            written=lambda x: f"{x:.0f}%",
            unit=str(_("share of draws")),
            title=str(
                _("Gminas by the share of draws in which they are on the list; those at 0 and 100% are left out.")
            ),
        ),
        "map": territory.map_url(
            {spot.code: _paint(share) for spot, share, _low, _high in rows}, title=str(_title(found))
        ),
        "schematic": territory.is_schematic(),
        "legend": [
            ("q5", _("always")),
            ("q4", _("in most draws")),
            ("q2", _("in few draws")),
            ("q1", _("never")),
            ("q0", _("not eligible")),
        ],
        "kept": Decimal(str(found.facts["kept"])),
    }


def _paint(share: float) -> str:
    if share >= 1:
        return "in5"
    if share <= 0:
        return "q1"
    return "q4" if share >= 0.5 else "q2"


@require_GET
def compare_selections(request: HttpRequest, pk: int) -> HttpResponse:
    """Two lists side by side: who enters, who leaves, on a map and by name."""
    run = selection_or_404(request, pk)
    others = [other for other in queries.selections(run.programme) if other.pk != run.pk]
    wanted = request.GET.get("with", "")
    other = next((row for row in others if str(row.pk) == wanted), others[0] if others else None)
    context = {"run": run, "programme": run.programme, "others": others, "other": other}
    if other is None:
        return render(
            request, "programmes/selection_compare.html", context | {"title": _("There is no other list yet"), "lead": run.title}
        )
    found = queries.comparison(other, run)
    count = len(found.entering)
    words = _n("%(count)d gmina enters, %(gone)d leave", "%(count)d gminas enter, %(gone)d leave", count)
    title = words % {"count": count, "gone": len(found.leaving)}
    paints = {
        **{move.code: "q3" for move in found.staying},
        **{move.code: "d5" for move in found.entering},
        **{move.code: "d1" for move in found.leaving},
    }
    context |= {
        "found": found,
        "title": title,
        "lead": _("From “%(before)s” to “%(after)s”") % {"before": other.title, "after": run.title},
        "map": territory.map_url(paints, title=str(title)),
        "schematic": territory.is_schematic(),
        "legend": [("q3", _("on both lists")), ("d5", _("enters")), ("d1", _("leaves")), ("q0", _("on neither"))],
    }
    return render(request, "programmes/selection_compare.html", context)
