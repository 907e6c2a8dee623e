"""People, organisations and grants: what is registered, what is refused with which sentence, and nothing written."""

from datetime import date, timedelta

import pytest
from django.db import connection

from gromada.accounts import actions, queries
from gromada.accounts.models import Grant, Organisation, User
from gromada.accounts.states import SCOPE_OF_ROLE, WORK_OF_ROLE, OrganisationKind, Role, ScopeKind
from gromada.core.models import AuditEvent
from gromada.core.permissions import SYSTEM, Actor, NotAllowed, Refusal
from gromada.territory.queries import region_of, unit_by_code
from tests.strategies.walk import actor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("en")]
SINCE = date(2008, 1, 7)
SECRET = "koń na biegunach 7"
NIP, REGON, NRB = "122-078-13-42", "730295378", "61109010140000071219812874"


def person(login="anna", **words):
    return actions.register_user(login=login, name="Osoba", by=SYSTEM, **words)


def organisation(**words):
    return actions.register_organisation(**{"kind": "firm", "name": "Firma", "by": SYSTEM} | words)


def place_of(role):
    """What the role is granted for."""
    gmina = unit_by_code("3202012")
    return {
        ScopeKind.COUNTRY: {},
        ScopeKind.REGION: {"unit": region_of(gmina)},
        ScopeKind.GMINA: {"unit": gmina},
        ScopeKind.PROVIDER: {"organisation": Organisation.objects.first() or organisation()},
    }[SCOPE_OF_ROLE[role]]


def rows():
    return User.objects.count(), Organisation.objects.count(), Grant.objects.count(), AuditEvent.objects.count()


def test_a_person_is_registered_with_a_password_or_without():
    with_one, without = person(" anna ", password=SECRET), person("beata")
    assert (with_one.login, with_one.check_password(SECRET)) == ("anna", True)
    assert not without.has_usable_password()
    assert AuditEvent.objects.filter(deed="accounts.register").count() == 2


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"login": "ANNA"}, "has the login “ANNA” already"),
        ({"login": ""}, "1 to 60 signs"),
        ({"login": "a" * 61}, "1 to 60 signs"),
        ({"login": "anna maria"}, "no spaces"),
        ({"login": "beata", "password": "short"}, "too short"),
        ({"login": "agnieszka.nowa", "password": "agnieszka.nowa"}, "too similar"),
    ],
)
def test_a_person_is_refused(words, sentence):
    person("anna")
    before = rows()
    with pytest.raises(Refusal, match=sentence):
        person(**words)
    assert rows() == before


def test_who_registers_people_organisations_and_roles():
    user, gmina = person(), unit_by_code("3202012")
    deeds = {
        "register": lambda by: actions.register_user(login=f"od-{by.role}", name="Osoba", by=by),
        "organisation": lambda by: actions.register_organisation(kind="firm", name="Firma", by=by),
        "grant": lambda by: actions.grant_role(user=user, role="mayor", unit=gmina, by=by, on=SINCE),
    }
    done = set()
    for role in Role.values:
        for name, deed in deeds.items():
            try:
                deed(actor(role, unit_id=gmina.parent.parent_id if role in {"consultant", "rops"} else gmina.pk))
            except NotAllowed:
                continue
            done.add((name, role))
    assert done == {
        ("register", "programme_office"), ("register", "consultant"), ("register", "coordinator"),
        ("organisation", "programme_office"), ("organisation", "coordinator"), ("organisation", "gops_manager"),
        ("grant", "programme_office"), ("grant", "consultant"),
    }  # fmt: skip


def test_an_organisation_keeps_its_numbers_bare_and_its_account_encrypted():
    row = organisation(
        name="Łódzka Fundacja", kind="foundation", nip=NIP, regon=REGON, krs="0000444333", bank_account=NRB
    )
    assert (row.nip, row.regon, row.krs) == ("1220781342", REGON, "0000444333")
    assert Organisation.objects.get().bank_account == NRB
    with connection.cursor() as cursor:
        cursor.execute("SELECT bank_account FROM accounts_organisation")
        assert NRB[4:] not in str(cursor.fetchall())
    assert row.name_folded == "lodzka fundacja"


@pytest.mark.parametrize(
    ("words", "field", "sentence"),
    [
        ({"nip": "122-078-13-43"}, "nip", "check digit"),
        ({"nip": "123"}, "nip", "10 digits. This one has 3"),
        ({"regon": "730295379"}, "regon", "check digit"),
        ({"krs": "0000000000"}, "krs", "all zeros"),
        ({"bank_account": NRB[:-1] + "5"}, "bank_account", "check digits"),
        ({"nip": NIP}, "nip", "on the register already"),
        ({"regon": REGON}, "regon", "on the register already"),
        ({"kind": "sect"}, None, "no kind of organisation “sect”"),
    ],
)
def test_an_organisation_is_refused(words, field, sentence):
    organisation(nip=NIP, regon=REGON)
    before = rows()
    with pytest.raises(Refusal, match=sentence) as caught:
        organisation(**words)
    assert getattr(caught.value, "field", None) == field
    assert rows() == before


def test_a_parish_needs_no_number():
    assert organisation(kind="parish", name="Parafia").krs == ""


@pytest.mark.parametrize("role", Role.values)
def test_a_role_is_granted_for_its_own_scope_and_no_other(role):
    user, right = person(), place_of(role)
    organisation(name="Inna")
    wrong = [place_of(other) for other in ("auditor", "consultant", "mayor", "provider")]
    before = rows()
    for place in wrong:
        if place.keys() == right.keys() and place == right:
            continue
        with pytest.raises(Refusal, match="is granted for"):
            actions.grant_role(user=user, role=role, by=SYSTEM, on=SINCE, **place)
    assert rows() == before
    grant = actions.grant_role(user=user, role=role, by=SYSTEM, on=SINCE, **right)
    assert grant.scope_kind == SCOPE_OF_ROLE[role]
    assert actions.grant_role(user=user, role=role, by=SYSTEM, on=SINCE, **right) == grant
    assert rows()[2] == before[2] + 1


def test_a_role_that_does_not_exist_is_refused():
    with pytest.raises(Refusal, match="no role “king”"):
        actions.grant_role(user=person(), role="king", by=SYSTEM, on=SINCE)


def test_every_role_has_a_scope_and_says_what_it_does():
    assert set(SCOPE_OF_ROLE) == set(WORK_OF_ROLE) == set(Role)
    assert {kind.value for kind in OrganisationKind} >= {"parish", "natural_person", "kgw", "osp"}


def test_a_grant_is_in_force_between_its_days():
    user = person()
    grant = actions.grant_role(user=user, role="auditor", by=SYSTEM, on=SINCE)
    last = SINCE + timedelta(days=90)
    actions.end_grant(grant=grant, by=SYSTEM, on=last)
    shown = {
        day: len(queries.grants_of(user, day))
        for day in (SINCE - timedelta(days=1), SINCE, last, last + timedelta(days=1))
    }
    assert list(shown.values()) == [0, 1, 1, 0]
    with pytest.raises(Refusal, match="has ended already"):
        actions.end_grant(grant=grant, by=SYSTEM, on=last)


def test_a_role_cannot_end_before_it_began():
    grant = actions.grant_role(user=person(), role="auditor", by=SYSTEM, on=SINCE)
    with pytest.raises(Refusal, match="before it began"):
        actions.end_grant(grant=grant, by=SYSTEM, on=SINCE - timedelta(days=1))
    assert Grant.objects.get().valid_until is None


def test_the_actor_of_a_grant():
    user, gmina = person(), unit_by_code("3202012")
    grant = actions.grant_role(user=user, role="mayor", unit=gmina, by=SYSTEM, on=SINCE)
    assert queries.actor_of(grant) == Actor(
        kind="person", person_id=user.pk, name="Osoba", grant_id=grant.pk, role="mayor", scope_kind="gmina",
        unit_id=gmina.pk, organisation_id=None, language="pl",
    )  # fmt: skip


def test_the_actor_of_a_login_on_the_command_line():
    user = person("Anna")
    actions.grant_role(user=user, role="lender", by=SYSTEM, on=SINCE + timedelta(days=1))
    actions.grant_role(user=user, role="auditor", by=SYSTEM, on=SINCE)
    assert queries.actor_by_login("anna", SINCE + timedelta(days=5)).role == "auditor"
    for login, day in (("anna", date(2007, 1, 1)), ("nikt", SINCE)):
        with pytest.raises(Refusal, match=f"Nobody called “{login}” has a role"):
            queries.actor_by_login(login, day)


def test_a_password_and_a_language_are_ones_own():
    user, other = person(password=SECRET), person("beata")
    for deed in (
        lambda: actions.change_password(
            user=user, new_password=f"{SECRET} i pół", by=Actor(kind="person", person_id=other.pk)
        ),
        lambda: actions.choose_language(user=user, language="en", by=Actor(kind="person", person_id=other.pk)),
    ):
        with pytest.raises(NotAllowed, match="only their own account"):
            deed()
    user.refresh_from_db()
    assert user.check_password(SECRET)
    assert user.language == "pl"


def test_providers_are_found_without_marks_in_polish_order_and_a_provider_sees_itself():
    names = ["Żuraw", "Łąka", "Lipa", "Zegar"]
    made = [organisation(name=name, kind="association") for name in names]
    organisation(name="Urząd", kind="gmina_office")
    assert [row.name for row in queries.providers(SYSTEM)] == ["Lipa", "Łąka", "Zegar", "Żuraw"]
    assert [row.name for row in queries.providers(SYSTEM, "LAKA")] == ["Łąka"]
    assert [row.name for row in queries.providers(SYSTEM, kinds=["firm"])] == []
    itself = Actor(kind="person", scope_kind="provider", organisation_id=made[0].pk, grant_id=1, role="provider")
    assert [row.name for row in queries.providers(itself)] == ["Żuraw"]
    assert queries.organisation(made[1].pk, itself) is None


def test_whom_a_letter_goes_to():
    gmina = unit_by_code("3202012")
    for login in ("anna", "beata"):
        actions.grant_role(user=person(login), role="mayor", unit=gmina, by=SYSTEM, on=SINCE)
    actions.grant_role(user=person("celina"), role="mayor", unit=unit_by_code("3212022"), by=SYSTEM, on=SINCE)
    assert [row.login for row in queries.people_in("mayor", unit_id=gmina.pk, on=SINCE)] == ["anna", "beata"]
    assert queries.people_in("mayor", unit_id=gmina.pk, on=date(2007, 1, 1)) == []
