"""Reads of this room: who acts, as what, and which organisations there are."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import Q

from gromada.accounts import rules
from gromada.accounts.models import FailedSignIn, Grant, Organisation, Persona, User
from gromada.accounts.states import OFFICES
from gromada.core import pages
from gromada.core.permissions import Actor, Refusal
from gromada.core.text import _, fold
from gromada.core.vault import blind_index


def actor_of(grant: Grant) -> Actor:
    """The person of a grant, acting in it."""
    return Actor(
        kind="person",
        person_id=grant.user_id,
        name=grant.user.name,
        grant_id=grant.pk,
        role=grant.role,
        scope_kind=grant.scope_kind,
        unit_id=grant.unit_id,
        organisation_id=grant.organisation_id,
        language=grant.user.language,
    )


def _in_force(on: date) -> Q:
    return Q(valid_from__lte=on) & (Q(valid_until=None) | Q(valid_until__gte=on))


def grants_of(user: User, on: date) -> list[Grant]:
    """The roles a person has on a day, the oldest first. One query."""
    rows = Grant.objects.filter(_in_force(on), user=user).select_related("user", "unit", "organisation", "persona")
    return list(rows.order_by("valid_from", "pk"))


def user_by_login(login: str) -> User:
    return User.objects.get(login__iexact=login)


def actor_by_login(login: str, on: date) -> Actor:
    """The actor for `--as LOGIN` on the command line: the person in their oldest role of the day."""
    user = User.objects.filter(login__iexact=login, is_active=True).first()
    grants = grants_of(user, on) if user else []
    if not grants:
        raise Refusal(_("Nobody called “%(login)s” has a role on %(day)s.") % {"login": login, "day": on.isoformat()})
    return actor_of(grants[0])


def scope_name(grant: Grant) -> str:
    """What a grant is for, in a word: the unit's or the organisation's name, nothing for the country."""
    return str(grant.unit or grant.organisation or "")


def personas() -> list[Persona]:
    """Everybody the sign-in page of a demo offers, in order. One query."""
    rows = Persona.objects.select_related("grant__user", "grant__unit", "grant__organisation")
    return list(rows.order_by("place", "pk"))


def persona_grant(grant_id: int) -> Persona | None:
    return Persona.objects.select_related("grant__user").filter(grant_id=grant_id).first()


def providers(actor: Actor, text: str = "", *, kinds: Iterable[str] | None = None, after: str | None = None):
    """Organisations that can give services, in Polish order; a keyset page, narrowed by what was typed."""
    rows = Organisation.objects.visible_to(actor).exclude(kind__in=OFFICES)
    if kinds is not None:
        rows = rows.filter(kind__in=list(kinds))
    if text.strip():
        rows = rows.filter(name_folded__contains=fold(text))
    return pages.page(rows, order=("name_key", "pk"), after=after, size=100)


def organisation_by_nip(nip: str) -> Organisation | None:
    """For the command line: the one organisation with this tax number."""
    return Organisation.objects.select_related("unit__parent").filter(nip=nip).first() if nip else None


def find_user(login: str) -> User | None:
    return User.objects.filter(login__iexact=login.strip()).first()


def organisation(pk: int, actor: Actor) -> Organisation | None:
    return Organisation.objects.visible_to(actor).filter(pk=pk).first()


def people_in(role: str, *, unit_id: int | None, on: date) -> list[User]:
    """Who has a role for a unit on a day: whom a letter goes to."""
    rows = Grant.objects.filter(_in_force(on), role=role, unit_id=unit_id).select_related("user").order_by("pk")
    return [grant.user for grant in rows]


def must_wait(login: str, address: str, moment: datetime) -> bool:
    """Whether this login from this address failed too often in the last minutes."""
    since = moment - timedelta(minutes=rules.WAIT_MINUTES)
    index = blind_index(login, "login")
    failed = FailedSignIn.objects.filter(login_index=index, address=address, moment__gte=since)
    return failed.count() >= rules.MOST_FAILURES
