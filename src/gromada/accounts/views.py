"""Signing in and out, switching between one's roles, and in a demo home the personas and the show day."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.text import capfirst
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from gromada.accounts import actions, forms, queries
from gromada.accounts.states import GRANT, SHOW_DAY, WORK_OF_ROLE, Tier
from gromada.core import charts, clock
from gromada.core.asking import address_of, attempt
from gromada.core.permissions import SYSTEM, Actor, role_name
from gromada.core.text import _

AT_HOME = {"127.0.0.1", "::1"}
HANDED_ON = ("HTTP_FORWARDED", "HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP")
BACKEND = "django.contrib.auth.backends.ModelBackend"


def _is_show(request) -> bool:
    """Personas need no password, so they exist only in a demo home and only for somebody at the machine itself.

    Behind a proxy everybody comes from this machine, so a request that was handed on is not from here.
    """
    is_handed_on = any(name in request.META for name in HANDED_ON)
    return settings.IS_DEMO and request.META.get("REMOTE_ADDR") in AT_HOME and not is_handed_on


def _next(request) -> str:
    where = request.POST.get("next") or request.GET.get("next") or ""
    hosts = {request.get_host()}
    is_ours = url_has_allowed_host_and_scheme(where, allowed_hosts=hosts, require_https=request.is_secure())
    return where if is_ours else reverse("desk:start")


@sensitive_post_parameters()
@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def sign_in(request):
    """Login and password; in a demo home also every persona with one click."""
    form = forms.SignIn(request.POST or None)
    if form.is_valid() and _signed_in(request, form):
        return redirect(_next(request))
    tiers = _tiers() if _is_show(request) else []
    context = {
        "form": form,
        "tiers": tiers,
        "day": tiers[0]["day"] if tiers else None,
        "next": request.POST.get("next") or request.GET.get("next", ""),
        "fields": charts.fields(lit=5),
    }
    return render(request, "accounts/sign_in.html", context)


def _signed_in(request, form) -> bool:
    given, address, moment = form.cleaned_data, address_of(request), clock.now()
    if queries.must_wait(given["login"], address, moment):
        form.add_error(None, _("Too many tries. Wait 15 minutes, or ask for a new password."))
        return False
    user = authenticate(request, username=given["login"], password=given["password"])
    if user is None:
        actions.note_failure(login=given["login"], address=address, moment=moment, by=SYSTEM)
        form.add_error(None, _("Login and password do not fit. Check both; capital letters matter in the password."))
        return False
    login(request, user)
    return True


def _tiers() -> list[dict]:
    """Personas by tier, in the order of the programme's chain; each tier with the day it is shown on."""
    rows = queries.personas()
    found = []
    for tier in Tier:
        people = [
            {
                "grant": row.grant_id,
                "name": _called(row.grant),
                "work": WORK_OF_ROLE[row.grant.role],
                "mark": charts.mark(seed=row.grant.unit.code) if row.grant.unit else "",
            }
            for row in rows
            if row.tier == tier
        ]
        if people:
            day = next(row.show_day for row in rows if row.tier == tier)
            found.append({"code": tier.value, "tier": tier.label, "people": people, "day": day})
    return found


def _called(grant) -> str:
    """A provider goes by its own name, everybody else by what they are and where."""
    if grant.organisation:
        return grant.organisation.name
    role, scope = capfirst(str(role_name(grant.role))), queries.scope_name(grant)
    return f"{role}, {scope}" if scope else role


@require_POST
@login_not_required
def persona(request):
    """Be somebody of the demo, on the show day of their programme. 404 anywhere else."""
    grant_id = request.POST.get("grant", "")
    found = queries.persona_grant(int(grant_id)) if _is_show(request) and grant_id.isdigit() else None
    if found is None:
        raise Http404
    login(request, found.grant.user, backend=BACKEND)
    request.session[GRANT] = found.grant_id
    request.session[SHOW_DAY] = found.show_day.isoformat()
    return redirect("desk:start")


@require_POST
@login_not_required
def sign_out(request):
    logout(request)
    return redirect("portal:start")


@require_POST
def switch(request):
    """Act in another of one's own roles that is in force today."""
    wanted = request.POST.get("grant", "")
    grant = next((row for row in request.grants if str(row.pk) == wanted), None)
    if grant is None:
        raise Http404
    request.session[GRANT] = grant.pk
    return redirect("desk:start")


@require_POST
def show_day(request):
    """Move the day of the show; 404 outside a demo home."""
    if not settings.IS_DEMO:
        raise Http404
    form = forms.ShowDay(request.POST)
    if form.is_valid():
        request.session[SHOW_DAY] = form.cleaned_data["day"].isoformat()
    else:
        messages.error(request, " ".join(form.errors["day"]))
    return redirect(_next(request))


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def account(request):
    """One's own roles, language and password."""
    form = forms.ChangePassword(request.POST or None)
    if form.is_valid() and _changed(request, form):
        messages.success(request, str(_("The new password holds from now on.")))
        return redirect("accounts:account")
    roles = [
        {
            "role": role_name(grant.role),
            "scope": queries.scope_name(grant),
            "since": grant.valid_from,
            "until": grant.valid_until,
        }
        for grant in request.grants
    ]
    context = {
        "form": form,
        "roles": roles,
        "has_password": request.user.has_usable_password(),
        "languages": settings.LANGUAGES,
        "language": translation.get_language(),
    }
    return render(request, "accounts/account.html", context)


@require_POST
def language(request):
    """The language one reads Gromada in from now on, on every machine."""
    form = forms.Language(request.POST)
    if not form.is_valid():
        raise Http404
    actions.choose_language(user=request.user, language=form.cleaned_data["language"], by=_oneself(request))
    answer = redirect("accounts:account")
    answer.delete_cookie(settings.LANGUAGE_COOKIE_NAME)
    return answer


def _oneself(request) -> Actor:
    """The person signed in, also when they have no role to act in."""
    return request.actor if request.grant else Actor(kind="person", person_id=request.user.pk, name=request.user.name)


def _changed(request, form) -> bool:
    given = form.cleaned_data
    if not request.user.check_password(given["password"]):
        form.add_error("password", _("This is not your password now."))
        return False
    wanted = {"user": request.user, "new_password": given["new_password"], "by": _oneself(request)}
    done = attempt(form, actions.change_password, **wanted)
    if done:
        update_session_auth_hash(request, request.user)
    return done
