"""Who hands out a role reaches no further than their own area, and never themselves."""

from datetime import date, timedelta

import pytest

from gromada.accounts import actions
from gromada.accounts.models import Grant, Persona
from gromada.core.models import AuditEvent
from gromada.core.permissions import SYSTEM, NotAllowed
from gromada.territory.queries import unit_by_code
from tests.strategies.walk import actor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("en")]
SINCE = date(2008, 1, 7)


@pytest.fixture
def gmina():
    return unit_by_code("3202012")


@pytest.fixture
def abroad():
    """A gmina of another voivodeship."""
    return unit_by_code("1405052")


@pytest.fixture
def consultant(gmina):
    return actor("consultant", unit_id=gmina.parent.parent_id)


def person(login="anna"):
    return actions.register_user(login=login, name="Osoba", by=SYSTEM)


def test_a_consultant_hands_out_roles_of_their_own_voivodeship(consultant, gmina):
    region = gmina.parent.parent
    assert actions.grant_role(user=person(), role="mayor", unit=gmina, by=consultant, on=SINCE).unit == gmina
    assert actions.grant_role(user=person("beata"), role="rops", unit=region, by=consultant, on=SINCE).unit == region


def test_no_further_than_that(consultant, gmina, abroad):
    user, fund = person(), actions.register_organisation(kind="foundation", name="Fundacja", by=SYSTEM)
    wanted = (
        {"role": "mayor", "unit": abroad},
        {"role": "consultant", "unit": abroad.parent.parent},
        {"role": "programme_office"},
        {"role": "provider", "organisation": fund},
    )
    before = AuditEvent.objects.count()
    for words in wanted:
        with pytest.raises(NotAllowed, match="outside the area"):
            actions.grant_role(user=user, by=consultant, on=SINCE, **words)
    assert not Grant.objects.exists()
    assert AuditEvent.objects.count() == before


def test_a_provider_of_the_gmina_lies_in_the_voivodeship(consultant, gmina):
    circle = actions.register_organisation(kind="kgw", name="Koło", unit=gmina, by=SYSTEM)
    grant = actions.grant_role(user=person(), role="provider", organisation=circle, by=consultant, on=SINCE)
    assert grant.organisation == circle


def test_a_role_is_ended_only_in_ones_own_area(consultant, gmina, abroad):
    mine = actions.grant_role(user=person(), role="mayor", unit=gmina, by=SYSTEM, on=SINCE)
    theirs = actions.grant_role(user=person("beata"), role="mayor", unit=abroad, by=SYSTEM, on=SINCE)
    last = SINCE + timedelta(days=30)
    assert actions.end_grant(grant=mine, by=consultant, on=last).valid_until == last
    with pytest.raises(NotAllowed, match="outside the area"):
        actions.end_grant(grant=theirs, by=consultant, on=last)
    theirs.refresh_from_db()
    assert theirs.valid_until is None


def test_nobody_grants_a_role_to_themselves(gmina):
    user = person()
    office = actor("programme_office", person_id=user.pk)
    with pytest.raises(NotAllowed, match="to themselves"):
        actions.grant_role(user=user, role="treasurer", unit=gmina, by=office, on=SINCE)
    assert not Grant.objects.exists()


def test_only_the_build_of_a_demo_introduces_people(gmina):
    grant = actions.grant_role(user=person(), role="mayor", unit=gmina, by=SYSTEM, on=SINCE)
    with pytest.raises(NotAllowed, match="build of a demo"):
        actions.introduce_persona(grant=grant, show_day=SINCE, tier="gmina", by=actor("programme_office"))
    assert not Persona.objects.exists()
    actions.introduce_persona(grant=grant, show_day=SINCE, tier="gmina", by=SYSTEM)


@pytest.mark.parametrize("header", ["HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP"])
def test_behind_a_proxy_nobody_is_at_the_machine(client, settings, gmina, header):
    settings.IS_DEMO = True
    grant = actions.grant_role(user=person(), role="mayor", unit=gmina, by=SYSTEM, on=SINCE)
    actions.introduce_persona(grant=grant, show_day=SINCE, tier="gmina", by=SYSTEM)
    handed_on = {header: "10.0.0.7"}
    assert client.post("/persona/", {"grant": grant.pk}, **handed_on).status_code == 404
    assert client.post("/persona/", {"grant": grant.pk}).status_code == 302
