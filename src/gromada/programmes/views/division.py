"""A division from the trial to its letters: confirm it, see it being written, publish it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gromada.core import clock
from gromada.core.asking import answer, attempt
from gromada.core.money import format_amount
from gromada.core.permissions import require
from gromada.core.templatetags.parts import day as written_day
from gromada.core.text import _, _n
from gromada.programmes import actions, jobs, queries
from gromada.programmes.forms import DecideForm
from gromada.programmes.permissions import deciders, require_allocations
from gromada.programmes.queries import Scenario
from gromada.programmes.views import wishes
from gromada.programmes.views.parts import programme_or_404


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, code: str) -> HttpResponse:
    """The last look before a decision: whom it is about, the sum, the rule; then day, document and the button."""
    programme = programme_or_404(code)
    require_allocations(request.actor, programme)
    if request.actor.role not in deciders(programme):
        require(request.actor, "programmes.allocate")
    asked = wishes.form_of(request, programme)
    if asked.is_bound and not asked.is_valid():
        return redirect(f"{reverse('programmes:what_if', args=[code])}?{request.GET.urlencode()}")
    wish = wishes.wish_of_form(asked, programme)
    found = queries.scenario(actor=request.actor, programme=programme, wish=wish)
    queries.check_decidable(found)
    today = clock.today()
    initial = {"decided_on": today, "digest": found.digest}
    form = DecideForm(request.POST if request.method == "POST" else None, initial=initial, today=today)
    if form.is_valid() and _decided(request, form, found):
        return redirect("programmes:division", form.done.pk)
    context = {
        "programme": programme,
        "form": form,
        "found": found,
        "title": _title(found),
        "lead": programme.name,
        "facts": _facts(found),
        "back": f"{reverse('programmes:what_if', args=[code])}?{wishes.query_of(found.wish)}",
        "joins": sum(1 for row in found.candidates if row.participation is None),
    }
    return render(request, "programmes/decide.html", context)


def _decided(request: HttpRequest, form: DecideForm, found: Scenario) -> bool:
    """Write it at once, or have it written when there are many; a refusal stands on the form."""
    act = jobs.ask_for_division if len(found.candidates) > jobs.MANY else actions.decide_division
    return attempt(
        form,
        act,
        programme=found.programme,
        wish=found.wish,
        digest=form.cleaned_data["digest"],
        document=form.cleaned_data["document"],
        by=request.actor,
        on=form.cleaned_data["decided_on"],
    )


def _title(found: Scenario) -> str:
    count = len(found.candidates)
    words = _n("Decide the amount of %(count)d gmina", "Decide the amounts of %(count)d gminas", count)
    return str(words % {"count": count})


def _facts(found: Scenario) -> list[tuple]:
    currency, terms = found.programme.currency, found.outcome.terms
    rows = [
        (_("Gminas"), str(len(found.candidates)), "num"),
        (_("Amount divided"), format_amount(found.outcome.total, currency), "num"),
        (_("Least for a gmina"), format_amount(terms.floor, currency), "num"),
    ]
    if terms.ceiling is not None:
        rows.append((_("Most for a gmina"), format_amount(terms.ceiling, currency), "num"))
    if found.outcome.undivided:
        rows.append((_("Left undivided"), format_amount(found.outcome.undivided, currency), "num"))
    return [*rows, (_("Checksum"), found.digest[:12], "num")]


def _run_or_404(request: HttpRequest, pk: int):
    run = queries.allocation_run(pk)
    if run is None:
        raise Http404
    require_allocations(request.actor, run.programme)
    return run


@require_GET
def division(request: HttpRequest, pk: int) -> HttpResponse:
    """A division as it was decided: how far it is written, its amounts, and whether its letters are out."""
    run = _run_or_404(request, pk)
    rows = queries.allocations_of_run(run, request.actor)
    context = {
        "programme": run.programme,
        "run": run,
        "rows": rows,
        "title": _headline(run),
        "lead": run.programme.name,
        "facts": _kept(run),
        "is_waiting": not run.is_written and not run.failure,
        "may_publish": run.is_written and not run.published_on and request.actor.role in deciders(run.programme),
    }
    return render(request, "programmes/division.html", context)


def _headline(run) -> str:
    words = {"count": run.gminas}
    if run.failure:
        return str(_("The division was not written"))
    if not run.is_written:
        return str(_n("%(count)d amount is being written", "%(count)d amounts are being written", run.gminas) % words)
    if run.published_on:
        words["day"] = written_day(run.published_on)
        sentence = _n(
            "%(count)d gmina has its letter since %(day)s",
            "%(count)d gminas have their letters since %(day)s",
            run.gminas,
        )
        return str(sentence % words)
    sentence = _n(
        "%(count)d amount is decided, its letter is not published yet",
        "%(count)d amounts are decided, their letters are not published yet",
        run.gminas,
    )
    return str(sentence % words)


def _kept(run) -> list[tuple]:
    currency = run.programme.currency
    rows = [
        (_("Decided on"), written_day(run.decided_on), ""),
        (_("Amount divided"), format_amount(run.envelope, currency), "num"),
        (_("Checksum"), run.digest[:12], "num"),
    ]
    if run.document:
        rows.insert(1, (_("Document"), run.document, ""))
    return rows


@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """From now on each gmina finds its letter."""
    run = _run_or_404(request, pk)
    done = _("The letters are published: each gmina finds its own on its page, and its coordinator and mayor are told.")
    where = reverse("programmes:division", args=[run.pk])
    given = {"run": run, "by": request.actor, "on": clock.today()}
    return answer(request, actions.publish_division, done=done, to=where, **given)
