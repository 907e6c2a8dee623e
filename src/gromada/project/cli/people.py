"""`gromada grant`: the first person of an installation, and every later one, gets a role here or loses it."""

import argparse
import getpass
import sys

from gromada.accounts import actions, queries
from gromada.accounts.models import Grant, User
from gromada.core import clock, identifiers
from gromada.core.permissions import OPERATOR, Actor, Refusal
from gromada.core.text import _
from gromada.core.workflow import action
from gromada.project.cli.speech import Speech
from gromada.territory import queries as territory


def grant(asked: argparse.Namespace, speech: Speech) -> int:
    on = asked.on or clock.today()
    by = queries.actor_by_login(asked.login, on) if asked.login else OPERATOR
    password = _password() if asked.password else None
    made = _ended(asked, by=by, on=on) if asked.end else _given(asked=asked, password=password, by=by, on=on)
    facts = {
        "login": made.user.login,
        "role": made.role,
        "scope": queries.scope_name(made),
        "from": made.valid_from,
        "until": made.valid_until,
        "can_sign_in": made.user.has_usable_password(),
    }
    speech.result(facts, _("%(login)s: %(role)s %(scope)s from %(from)s.") % facts)
    return 0


@action
def _given(*, asked: argparse.Namespace, password: str | None, by: Actor, on) -> Grant:
    user = queries.find_user(asked.person)
    if user is None:
        if not asked.name:
            sentence = _("Nobody has the login “%(login)s” yet. Add --name to register the person.")
            raise Refusal(sentence % {"login": asked.person})
        user = actions.register_user(login=asked.person, name=asked.name, email=asked.email, password=password, by=by)
    elif password is not None:
        actions.change_password(user=user, new_password=password, by=by)
    return actions.grant_role(user=user, role=asked.role, by=by, on=on, **_place(asked))


def _ended(asked: argparse.Namespace, *, by: Actor, on) -> Grant:
    user, place = queries.find_user(asked.person), _place(asked)
    wanted = (asked.role, place.get("unit"), place.get("organisation"))
    rows = queries.grants_of(user, on) if isinstance(user, User) else []
    found = next((row for row in rows if (row.role, row.unit, row.organisation) == wanted), None)
    if found is None:
        raise Refusal(_("“%(login)s” does not have this role on that day.") % {"login": asked.person})
    return actions.end_grant(grant=found, by=by, on=on)


def _place(asked: argparse.Namespace) -> dict:
    """The unit or the organisation that was named; Refusal when there is none of that code."""
    if asked.provider:
        found = {"organisation": queries.organisation_by_nip(_nip(asked.provider))}
    elif asked.gmina:
        found = {"unit": territory.unit_by_code(asked.gmina)}
    elif asked.voivodeship:
        found = {"unit": territory.unit_by_code(asked.voivodeship, "voivodeship")}
    else:
        return {}
    if None in found.values():
        code = asked.provider or asked.gmina or asked.voivodeship
        raise Refusal(_("Nothing is registered under the number %(code)s.") % {"code": code})
    return found


def _nip(text: str) -> str:
    try:
        return identifiers.normalise_nip(text)
    except identifiers.Invalid as error:
        raise Refusal(str(error)) from error


def _password() -> str:
    if sys.stdin.isatty():
        return getpass.getpass(str(_("First password: ")))
    return sys.stdin.readline().rstrip("\n")
