"""Work with residents as the gmina keeps it: the page of all of it, meetings and who came, help, registers."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gromada.core import clock
from gromada.core.asking import answer, attempt
from gromada.core.permissions import may, require, why_not
from gromada.core.templatetags.parts import dmy
from gromada.core.text import _, _n
from gromada.core.workflow import Button
from gromada.strategies import actions, exports, queries
from gromada.strategies.forms import residents as forms
from gromada.strategies.permissions import LEADS, REGION, TEAM
from gromada.strategies.states import HelpState

PAGES = ["GET", "HEAD", "POST"]


def link(actor, deed: str, obj, label, name: str, *, primary: bool = False) -> Button:  # noqa: PLR0913 - a button
    """A deed that opens a page."""
    return Button(label, reverse(f"strategies:{name}", args=[obj.pk]), deed, "get", why_not(actor, deed, obj), primary)


@require_GET
def residents(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything done with residents for one strategy, in one page with its next steps."""
    row = queries.strategy(pk, request.actor)
    shown = queries.together(row)
    actor = request.actor
    buttons = []
    if actor.role in TEAM:
        buttons = [link(actor, "strategies.involve", row, _("Record a meeting"), "add_event", primary=True)]
    if actor.role in LEADS:
        buttons += [
            link(actor, "strategies.plan_consultation", row, _("Plan a consultation"), "plan_consultation"),
            link(actor, "strategies.prepare_vote", row, _("Prepare a vote"), "prepare_vote"),
            link(actor, "strategies.ask_help", row, _("Ask the region for help"), "ask_help"),
        ]
    found = queries.participation_evidence(row, {one.pk: counts for one, counts in shown.consultations})
    context = {
        "strategy": row,
        "shown": shown,
        "buttons": buttons,
        "title": _headline(found),
        "today": clock.today(),
        "is_team": actor.role in TEAM,
        "ideas_slug": queries.ideas_slug(row.participation),
        "is_public": bool(found),
        "ideas_count": sum(shown.ideas.values()),
    }
    return render(request, "strategies/residents.html", context)


def _headline(found) -> str:
    if not found:
        return _("Residents have not taken part in this strategy yet")
    sentence = _n(
        "Residents took part in this strategy %(count)d time",
        "Residents took part in this strategy %(count)d times",
        len(found),
    )
    return sentence % {"count": len(found)}


# Meetings ------------------------------------------------------------------------------------------------------------


@require_http_methods(PAGES)
def add_event(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a meeting, held or planned."""
    row = queries.strategy(pk, request.actor)
    require(request.actor, "strategies.involve", row)
    form = forms.EventForm(request.POST or None, initial={"kind": "workshop", "held_on": clock.today()})
    sent = {"strategy": row, "by": request.actor, "on": clock.today()}
    if form.is_valid() and attempt(form, actions.add_event, **form.cleaned_data, **sent):
        return redirect("strategies:event", form.done.pk)
    return _form(request, form, row, _("Record a meeting"), _residents(row))


def _residents(row) -> str:
    return reverse("strategies:residents", args=[row.pk])


def _form(request: HttpRequest, form, strategy, title, back: str, *, lead="", multipart=False) -> HttpResponse:  # noqa: PLR0913 - a page
    context = {"form": form, "strategy": strategy, "title": title, "back": back, "lead": lead, "multipart": multipart}
    return render(request, "strategies/residents_form.html", context)


@require_http_methods(PAGES)
def change_event(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a meeting, or write down what came of it."""
    row = queries.event(pk, request.actor)
    require(request.actor, "strategies.involve", row)
    names = ("kind", "title", "held_on", "place", "moderator", "agenda", "results", "attended")
    form = forms.EventForm(request.POST or None, initial={name: getattr(row, name) for name in names})
    sent = {"event": row, "by": request.actor, "on": clock.today()}
    if form.is_valid() and attempt(form, actions.change_event, **form.cleaned_data, **sent):
        return redirect("strategies:event", row.pk)
    return _form(request, form, row.strategy, row.title, reverse("strategies:event", args=[row.pk]))


@require_GET
def event(request: HttpRequest, pk: int) -> HttpResponse:
    """One meeting: its facts, what came of it, its files; the names only behind one more door."""
    row = queries.event(pk, request.actor)
    actor = request.actor
    kept = queries.names_kept(row)
    facts = [(_("Kind"), row.get_kind_display().capitalize()), (_("Day"), dmy(row.held_on)), (_("Place"), row.place)]
    if row.moderator:
        facts.append((_("Led by"), row.moderator))
    if row.attended is not None:
        facts.append((_("People"), str(row.attended), "num"))
    buttons = [link(actor, "strategies.involve", row, _("Change"), "change_event")] if actor.role in TEAM else []
    context = {
        "event": row,
        "strategy": row.strategy,
        "facts": facts,
        "names": kept,
        "files": queries.event_files(row),
        "is_team": actor.role in TEAM,
        "file_form": forms.FileForm(),
        "buttons": buttons,
        "title": _event_sentence(row),
    }
    return render(request, "strategies/event.html", context)


def _event_sentence(row) -> str:
    if row.held_on > clock.today():
        return _("“%(title)s” is still to come") % {"title": row.title}
    if row.attended:
        words = _n("%(count)d person came to “%(title)s”", "%(count)d people came to “%(title)s”", row.attended)
        return words % {"count": row.attended, "title": row.title}
    return _("“%(title)s”: nobody is counted yet") % {"title": row.title}


@never_cache
@require_http_methods(PAGES)
def event_names(request: HttpRequest, pk: int) -> HttpResponse:
    """Who came: read and pasted by the gmina's people alone; that the list was opened is noted."""
    row = queries.event(pk, request.actor)
    require(request.actor, "strategies.read_names", row)
    names = queries.names_of(row, request.actor) if request.method != "POST" else []
    form = forms.NamesForm(request.POST or None, initial={"names": "\n".join(names)})
    sent = {"event": row, "by": request.actor, "on": clock.today()}
    if form.is_valid() and attempt(form, actions.set_attendance, **form.cleaned_data, **sent):
        _tell(request, form.done)
        return redirect("strategies:event", row.pk)
    lead = _("Only the people of the gmina see names; that you opened this page is noted. Others see the count.")
    back = reverse("strategies:event", args=[row.pk])
    return _form(request, form, row.strategy, _("Who came: %(title)s") % {"title": row.title}, back, lead=lead)


def _tell(request: HttpRequest, read) -> None:
    count = len(read.names)
    messages.success(request, _n("%(count)d name is kept.", "%(count)d names are kept.", count) % {"count": count})
    if read.doubled:
        shown = ", ".join(read.doubled[:5])
        words = _n("%(count)d name stood twice and is kept once: %(names)s.",
                   "%(count)d names stood twice and are kept once: %(names)s.", len(read.doubled))  # fmt: skip
        messages.warning(request, words % {"count": len(read.doubled), "names": shown})


@require_POST
def add_event_file(request: HttpRequest, pk: int) -> HttpResponse:
    """A photograph or a paper of the meeting."""
    row = queries.event(pk, request.actor)
    require(request.actor, "strategies.involve", row)
    form = forms.FileForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        scan = actions.Scan(file.read(), file.name, file.content_type or "")
        if attempt(form, actions.add_event_file, event=row, file=scan, by=request.actor, on=clock.today()):
            messages.success(request, _("The file is kept."))
            return redirect("strategies:event", row.pk)
    return _form(request, form, row.strategy, row.title, reverse("strategies:event", args=[row.pk]), multipart=True)


@require_GET
def event_file(request: HttpRequest, pk: int, file_pk: int) -> HttpResponse:
    """One file of a meeting."""
    found, content = queries.event_file(queries.event(pk, request.actor), file_pk)
    return as_file(content, found.media_type, found.name)


def as_file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


@require_GET
def attendance_list(request: HttpRequest, pk: int) -> HttpResponse:
    """A list to print and sign at the meeting."""
    row = queries.event(pk, request.actor)
    content = exports.attendance_list(row, language="pl")
    return as_file(content, "application/pdf", f"lista-obecnosci-{row.held_on.isoformat()}.pdf")


@require_http_methods(PAGES)
def evidence_surveys(request: HttpRequest, pk: int) -> HttpResponse:
    """Which surveys of residents the strategy rests on."""
    row = queries.strategy(pk, request.actor)
    require(request.actor, "strategies.involve", row)
    linked = [str(one) for one in queries.linked_surveys(row)]
    form = forms.SurveysForm(request.POST or None, surveys=queries.surveys_of_gmina(row), initial={"surveys": linked})
    if request.method == "POST" and form.is_valid():
        sent = {"surveys": form.chosen(), "by": request.actor, "on": clock.today()}
        if attempt(form, actions.rest_on_surveys, strategy=row, **sent):
            return redirect("strategies:residents", row.pk)
    return _form(request, form, row, _("Surveys the strategy rests on"), _residents(row))


# Help ----------------------------------------------------------------------------------------------------------------


@require_http_methods(PAGES)
def ask_help(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the region for help."""
    row = queries.strategy(pk, request.actor)
    require(request.actor, "strategies.ask_help", row)
    form = forms.HelpForm(request.POST or None, initial={"kind": "moderating"})
    sent = {"strategy": row, "by": request.actor, "on": clock.today()}
    if form.is_valid() and attempt(form, actions.ask_help, **form.cleaned_data, **sent):
        messages.success(request, _("The region has your request; it is their turn."))
        return redirect("strategies:residents", row.pk)
    lead = _("Helping with writing and moderating is the region's work; asking costs nothing (R44).")
    return _form(request, form, row, _("Ask the region for help"), _residents(row), lead=lead)


@require_http_methods(PAGES)
def help_request(request: HttpRequest, pk: int) -> HttpResponse:
    """One request: what is asked, and the region's answer."""
    row = queries.help_request(pk, request.actor)
    deeds = {"promise": actions.promise_help, "give": actions.give_help, "decline": actions.decline_help}
    form = forms.HelpAnswerForm(request.POST or None, initial={"answer": row.answer})
    asked = request.POST.get("deed", "")
    if request.method == "POST" and asked in deeds and form.is_valid():
        sent = {"answer": form.cleaned_data["answer"], "by": request.actor, "on": clock.today()}
        if attempt(form, deeds[asked], request=row, **sent):
            return redirect("strategies:help_request", row.pk)
    is_region = request.actor.role in REGION
    possible = {
        HelpState.ASKED: [("promise", _("Promise help")), ("decline", _("Decline"))],
        HelpState.PROMISED: [("give", _("Note that the help was given")), ("decline", _("Decline"))],
    }.get(row.state, [])
    facts = [
        (_("Help with"), row.get_kind_display()),
        (_("Asked on"), f"{dmy(row.asked_on)}, {row.asked_by_name}"),
        (_("By when"), dmy(row.wanted_on) or _("no day given")),
        (_("State"), row.get_state_display()),
    ]
    if row.answer:
        facts.append((_("Answer"), f"{row.answer} ({row.answered_by_name})"))
    context = {
        "row": row,
        "strategy": row.strategy,
        "facts": facts,
        "form": form if is_region and possible else None,
        "possible": possible,
    }
    return render(request, "strategies/help_request.html", context)


# Registers -----------------------------------------------------------------------------------------------------------


@never_cache
@require_GET
def registers(request: HttpRequest, participation_pk: int) -> HttpResponse:
    """Local partnerships and leaders of a gmina; leaders by name for its own people alone."""
    place = queries.participation(participation_pk, request.actor)
    is_team = may(request.actor, "strategies.keep_registers", place)
    shown = queries.registers(place, request.actor, with_names=is_team)
    buttons = []
    if is_team:
        buttons = [
            link(request.actor, "strategies.keep_registers", place, _("Enter a partnership"), "add_partnership"),
            link(request.actor, "strategies.keep_registers", place, _("Enter a leader"), "add_leader"),
        ]
    title = _("%(partnerships)s and %(leaders)s") % {
        "partnerships": _n("%(count)d partnership", "%(count)d partnerships", len(shown.partnerships))
        % {"count": len(shown.partnerships)},
        "leaders": _n("%(count)d local leader", "%(count)d local leaders", shown.count) % {"count": shown.count},
    }
    context = {"place": place, "shown": shown, "is_team": is_team, "buttons": buttons, "title": title}
    return render(request, "strategies/registers.html", context)


def _kept(request: HttpRequest, form, place, title) -> HttpResponse:
    back = reverse("strategies:registers", args=[place.pk])
    context = {"form": form, "strategy": None, "title": title, "back": back, "place": place}
    return render(request, "strategies/residents_form.html", context | {"lead": "", "multipart": False})


@require_http_methods(PAGES)
def add_partnership(request: HttpRequest, participation_pk: int) -> HttpResponse:
    """Enter a local partnership."""
    place = queries.participation(participation_pk, request.actor)
    require(request.actor, "strategies.keep_registers", place)
    form = forms.PartnershipForm(request.POST or None, initial={"since": clock.today()})
    sent = {"participation": place, "by": request.actor, "on": clock.today()}
    if form.is_valid() and attempt(form, actions.keep_partnership, **form.cleaned_data, **sent):
        return redirect("strategies:registers", place.pk)
    return _kept(request, form, place, _("Enter a partnership"))


@require_http_methods(PAGES)
def change_partnership(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a local partnership."""
    row = queries.partnership(pk, request.actor)
    require(request.actor, "strategies.keep_registers", row)
    names = ("name", "members", "since", "agreement")
    form = forms.PartnershipForm(request.POST or None, initial={name: getattr(row, name) for name in names})
    sent = {"participation": row.participation, "partnership": row, "by": request.actor, "on": clock.today()}
    if form.is_valid() and attempt(form, actions.keep_partnership, **form.cleaned_data, **sent):
        return redirect("strategies:registers", row.participation_id)
    return _kept(request, form, row.participation, row.name)


@require_http_methods(PAGES)
def add_leader(request: HttpRequest, participation_pk: int) -> HttpResponse:
    """Enter a local leader with their consent."""
    place = queries.participation(participation_pk, request.actor)
    require(request.actor, "strategies.keep_registers", place)
    form = forms.LeaderForm(request.POST or None, initial={"consent_on": clock.today()})
    sent = {"participation": place, "by": request.actor, "on": clock.today()}
    if form.is_valid() and attempt(form, actions.add_leader, **form.cleaned_data, **sent):
        return redirect("strategies:registers", place.pk)
    return _kept(request, form, place, _("Enter a leader"))


@require_POST
def withdraw_leader(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a leader out of the register; name and contact are erased."""
    row = queries.leader(pk, request.actor)
    to = reverse("strategies:registers", args=[row.participation_id])
    sent = {"leader": row, "by": request.actor, "on": clock.today()}
    return answer(request, actions.withdraw_leader, done=_("Name and contact are erased."), to=to, **sent)
