"""`gromada grant`: how the first person gets in, and how roles are given and ended without a browser."""

import io
import json
from datetime import date

import pytest

from gromada.accounts.actions import register_organisation
from gromada.accounts.models import Grant, User
from gromada.core.models import AuditEvent
from gromada.core.permissions import SYSTEM, NotAllowed, Refusal
from gromada.project.cli.parser import UsageError, parse
from gromada.project.cli.people import grant
from gromada.project.cli.speech import Speech

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("en")]
SECRET = "koń na biegunach 7"


@pytest.fixture
def run(capsys):
    def run(*words):
        assert grant(parse(["grant", *words]), Speech("en", as_json=True)) == 0
        return json.loads(capsys.readouterr().out)

    return run


def test_the_first_person_gets_in(run, monkeypatch, client):
    monkeypatch.setattr("sys.stdin", io.StringIO(SECRET + "\n"))
    made = run("anna", "programme_office", "--name", "Biuro", "--on", "2008-01-07", "--password")
    assert made == {
        "login": "anna", "role": "programme_office", "scope": "", "from": "2008-01-07", "until": None,
        "can_sign_in": True,
    }  # fmt: skip
    assert client.post("/sign-in/", {"login": "anna", "password": SECRET})["Location"] == "/desk/"
    assert AuditEvent.objects.get(deed="accounts.grant").actor_kind == "operator"


def test_a_role_of_each_scope_and_its_end(run):
    register_organisation(kind="foundation", name="Fundacja", nip="1220781342", by=SYSTEM)
    since = ("--on", "2008-01-07")
    assert run("anna", "mayor", "--name", "A", "--gmina", "3202012", *since)["scope"] == "Bierzwnik"
    assert run("anna", "rops", "--voivodeship", "32", *since)["scope"] == "zachodniopomorskie"
    assert run("anna", "provider", "--provider", "122-078-13-42", *since)["scope"] == "Fundacja"
    assert User.objects.count() == 1
    ended = run("anna", "mayor", "--gmina", "3202012", "--end", "--on", "2008-06-30")
    assert ended["until"] == "2008-06-30"
    assert Grant.objects.get(role="mayor").valid_until == date(2008, 6, 30)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["beata", "auditor"], "Add --name"),
        (["anna", "king"], "no role “king”"),
        (["anna", "mayor"], "is granted for"),
        (["anna", "mayor", "--gmina", "9999999"], "registered under the number 9999999"),
        (["anna", "provider", "--provider", "123"], "10 digits. This one has 3"),
        (["anna", "mayor", "--gmina", "3202012", "--end"], "does not have this role"),
        (["beata", "auditor", "--name", "B", "--password"], "too short"),
    ],
)
def test_what_is_refused_writes_nothing(run, monkeypatch, words, sentence):
    run("anna", "auditor", "--name", "A")
    monkeypatch.setattr("sys.stdin", io.StringIO("short\n"))
    before = AuditEvent.objects.count(), User.objects.count(), Grant.objects.count()
    with pytest.raises(Refusal, match=sentence):
        run(*words)
    assert (AuditEvent.objects.count(), User.objects.count(), Grant.objects.count()) == before


def test_as_somebody_who_may_not(run):
    run("anna", "treasurer", "--name", "A", "--gmina", "3202012")
    with pytest.raises(NotAllowed):
        run("beata", "auditor", "--name", "B", "--as", "anna")
    assert not User.objects.filter(login="beata").exists()


def test_one_place_at_most():
    with pytest.raises(UsageError):
        parse(["grant", "anna", "mayor", "--gmina", "3202012", "--provider", "1220781342"])
