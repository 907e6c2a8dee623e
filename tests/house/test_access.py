"""Every route stands in the access table, and answers every role as the table says."""

import pytest
from django.urls import get_resolver, reverse

from tests.house import samples
from tests.house.access import ABOUT, ACCESS, NOT_IN_A_REAL_HOME, PUBLIC, PUBLIC_POST, ROLES

SIGNS = {200: "2", 302: "3", 403: "F", 404: ".", 405: "P", 409: "X"}


def walk(resolver, space=""):
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from walk(pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        else:
            yield f"{space}{pattern.name}", pattern


ROUTES = dict(walk(get_resolver()))


def test_every_route_stands_in_the_table():
    assert set(ROUTES) == set(ACCESS) | PUBLIC | PUBLIC_POST | NOT_IN_A_REAL_HOME


def test_no_route_stands_twice():
    assert not set(ACCESS) & (PUBLIC | PUBLIC_POST)


def address(name: str, objects: dict) -> str:
    return reverse(name, kwargs=dict.fromkeys(ROUTES[name].pattern.converters, objects.get(ABOUT.get(name))))


@pytest.mark.demo
def test_a_stranger_is_asked_to_sign_in(demo, client):
    objects = samples.of_route()["objects"]
    for name in ACCESS:
        answer = client.get(address(name, objects))
        assert (name, answer.status_code) == (name, 302)
        assert answer["Location"].startswith("/sign-in/")


@pytest.mark.demo
@pytest.mark.parametrize("role", ROLES)
def test_every_role_is_answered_as_the_table_says(demo, client, settings, role):
    settings.IS_DEMO = True
    sample = samples.of_route()
    grant = samples.grant_of(role, sample["place"], sample["provider"])
    client.force_login(grant.user)
    session = client.session
    session.update({"grant": grant.pk, "show_day": "2009-07-16"})
    session.save()
    column = ROLES.index(role)
    wanted = {name: row[column] for name, row in ACCESS.items()}
    found = {}
    for name in ACCESS:
        status = client.get(address(name, sample["objects"])).status_code
        found[name] = SIGNS.get(status, str(status))
    assert found == wanted
