"""Signing in for the tests of pages: a person with one role, on a day of the show."""

from datetime import date

from gromada.accounts.models import Grant, User
from tests.strategies.walk import actor


def visitor(client, settings, role, participation=None, *, unit=None, on=date(2009, 1, 12), language="en"):
    """The client, signed in as somebody in the role, looking at the programme as on the day."""
    settings.IS_DEMO = True
    who = actor(role, participation, unit_id=unit.pk if unit else None)
    login = f"{role}-{who.unit_id or 'country'}"
    user, _made = User.objects.get_or_create(login=login, defaults={"name": role, "language": language})
    Grant.objects.get_or_create(
        user=user, role=role, scope_kind=who.scope_kind, unit_id=who.unit_id, defaults={"valid_from": date(2007, 1, 1)}
    )
    client.force_login(user)
    session = client.session
    session["show_day"] = on.isoformat()
    session.save()
    return client
