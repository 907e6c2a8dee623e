"""Signing in as a provider or as one of two people of a gmina, for the tests of pages."""

from datetime import date

from gromada.accounts.models import Grant, User
from tests.strategies.visits import visitor

__all__ = ["provider_visitor", "visitor"]


def provider_visitor(client, settings, organisation, *, on=date(2009, 5, 6), language="en"):
    """The client, signed in as somebody of the provider, looking at the programme as on the day."""
    settings.IS_DEMO = True
    user, _made = User.objects.get_or_create(
        login=f"provider-{organisation.pk}", defaults={"name": "provider", "language": language}
    )
    Grant.objects.get_or_create(
        user=user, role="provider", scope_kind="provider", organisation=organisation,
        defaults={"valid_from": date(2007, 1, 1)},
    )  # fmt: skip
    client.force_login(user)
    session = client.session
    session["show_day"] = on.isoformat()
    session.save()
    return client
