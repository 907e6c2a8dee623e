"""Every write of this room: people, organisations, grants."""

from datetime import date, datetime, timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from gromada.accounts import rules
from gromada.accounts.models import FailedSignIn, Grant, Organisation, Persona, User
from gromada.accounts.states import OrganisationKind
from gromada.core import audit, clock, identifiers
from gromada.core.permissions import Actor, NotAllowed, Refusal, require
from gromada.core.text import _, fold, polish_key
from gromada.core.vault import blind_index
from gromada.core.workflow import action
from gromada.territory.models import Unit

LOGIN = "login"


@action
def register_user(  # noqa: PLR0913 - a person's card has this many boxes
    *, login: str, name: str, email: str = "", password: str | None = None, language: str = "pl", by: Actor
) -> User:
    """Register a person who signs in; without a password they cannot until one is set. Grants say what they may do."""
    require(by, "accounts.register")
    login = login.strip()
    rules.check_login(login)
    if User.objects.filter(login__iexact=login).exists():
        raise Refusal(_("Somebody has the login “%(login)s” already.") % {"login": login})
    user = User(login=login, name=name.strip(), email=email, language=language)
    if password is None:
        user.set_unusable_password()
    else:
        _set_password(user, password)
    user.save(force_insert=True)
    audit.record(by=by, deed="accounts.register", obj=user, on=clock.now().date())
    return user


def _set_password(user: User, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        refusal = Refusal(" ".join(error.messages))
        refusal.field = "new_password"
        raise refusal from error
    user.set_password(password)


def _require_self(user: User, by: Actor) -> None:
    if by.person_id != user.pk and not by.is_trusted:
        raise NotAllowed(_("Everybody changes only their own account."))


@action
def change_password(*, user: User, new_password: str, by: Actor) -> User:
    """The person's own password becomes another one; every other session of theirs ends by that."""
    _require_self(user, by)
    _set_password(user, new_password)
    user.save(update_fields=["password"])
    audit.record(by=by, deed="accounts.change_password", obj=user, on=clock.now().date(), fields=["password"])
    return user


@action
def choose_language(*, user: User, language: str, by: Actor) -> User:
    """The language the person reads Gromada and its letters in."""
    _require_self(user, by)
    User.objects.filter(pk=user.pk).update(language=language)
    user.language = language
    audit.record(by=by, deed="accounts.choose_language", obj=user, on=clock.now().date(), fields=["language"])
    return user


@action
def grant_role(  # noqa: PLR0913 - who, what, where, by whom and since when
    *, user: User, role: str, unit: Unit | None = None, organisation: Organisation | None = None, by: Actor, on: date
) -> Grant:
    """From the day `on` the person has the role in its scope. The same grant twice is one.

    Only within one's own area, and never to oneself: who could would be both hands of every deed that takes two.
    """
    require(by, "accounts.grant")
    rules.check_scope(role, unit.level if unit else "", has_organisation=organisation is not None)
    grant = Grant(
        user=user, role=role, scope_kind=rules.scope_of(role), unit=unit, organisation=organisation, valid_from=on
    )
    require(by, "accounts.grant", grant)
    if by.person_id == user.pk and not by.is_trusted:
        raise NotAllowed(_("Nobody grants a role to themselves. Ask somebody else who may."))
    found = Grant.objects.filter(user=user, role=role, unit=unit, organisation=organisation, valid_until=None).first()
    if found:
        return found
    grant.save(force_insert=True)
    audit.record(by=by, deed="accounts.grant", obj=grant, on=on)
    return grant


@action
def end_grant(*, grant: Grant, by: Actor, on: date) -> Grant:
    """The role ends with the day `on`."""
    require(by, "accounts.end_grant", grant)
    if grant.valid_until is not None:
        raise Refusal(_("This role has ended already."))
    if on < grant.valid_from:
        raise Refusal(_("A role cannot end before it began."))
    Grant.objects.filter(pk=grant.pk).update(valid_until=on)
    grant.valid_until = on
    audit.record(by=by, deed="accounts.end_grant", obj=grant, on=on)
    return grant


@action
def register_organisation(  # noqa: PLR0913 - an organisation's card has this many boxes
    *,
    kind: str,
    name: str,
    unit: Unit | None = None,
    nip: str = "",
    regon: str = "",
    krs: str = "",
    other_register: str = "",
    bank_account: str = "",
    founded_on: date | None = None,
    by: Actor,
) -> Organisation:
    """Put an office, a provider or a partner on the register; its numbers are checked (domain.md 3.1).

    Raises Refusal that names the number which is wrong, or that is here already.
    """
    require(by, "accounts.organisation")
    if kind not in OrganisationKind.values:
        raise Refusal(_("There is no kind of organisation “%(kind)s”.") % {"kind": kind})
    numbers = {
        "nip": _checked("nip", nip, identifiers.normalise_nip),
        "regon": _checked("regon", regon, identifiers.normalise_regon),
        "krs": _checked("krs", krs, identifiers.normalise_krs),
    }
    for field in ("nip", "regon"):
        if numbers[field] and Organisation.objects.filter(**{field: numbers[field]}).exists():
            raise _refusal(field, _("An organisation with this number is on the register already."))
    organisation = Organisation.objects.create(
        kind=kind,
        name=name.strip(),
        name_key=polish_key(name),
        name_folded=fold(name),
        unit=unit,
        other_register=other_register.strip(),
        bank_account=_checked("bank_account", bank_account, identifiers.normalise_nrb),
        founded_on=founded_on,
        **numbers,
    )
    audit.record(by=by, deed="accounts.organisation", obj=organisation, on=clock.now().date())
    return organisation


def _refusal(field: str, sentence) -> Refusal:
    refusal = Refusal(sentence)
    refusal.field = field
    return refusal


def _checked(field: str, value: str, normalise) -> str:
    if not value.strip():
        return ""
    try:
        return normalise(value)
    except identifiers.Invalid as error:
        raise _refusal(field, str(error)) from error


@action
def introduce_persona(*, grant: Grant, show_day: date, tier: str, by: Actor) -> Persona:
    """Offer a grant on the sign-in page of a demo home, on a day of its programme. Only the demo's build does."""
    if not by.is_trusted:
        raise NotAllowed(_("Only the build of a demo introduces its people."))
    persona = Persona.objects.create(grant=grant, show_day=show_day, tier=tier, place=Persona.objects.count() + 1)
    audit.record(by=by, deed="accounts.introduce", obj=persona, on=show_day)
    return persona


@action
def note_failure(*, login: str, address: str, moment: datetime, by: Actor) -> None:  # noqa: ARG001 - an action names its actor
    """Count a failed sign-in; what was typed is kept only as a blind index. Older ones are forgotten."""
    FailedSignIn.objects.filter(moment__lt=moment - timedelta(minutes=rules.WAIT_MINUTES)).delete()
    FailedSignIn.objects.create(login_index=blind_index(login, LOGIN), address=address, moment=moment)
