"""Signing in, personas, the show day, switching, and that every route is closed by default."""

import html
from datetime import date, timedelta

import pytest
from django.contrib.auth.hashers import check_password
from django.db import connection
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from gromada.accounts import actions, queries
from gromada.accounts.models import FailedSignIn, Grant, User
from gromada.core.permissions import PUBLIC, SYSTEM
from gromada.territory.queries import unit_by_code

pytestmark = pytest.mark.django_db
SECRET = "koń na biegunach 7"
SINCE, DAY = date(2008, 1, 7), date(2009, 7, 16)
SIGN_IN, DESK = "/sign-in/", "/desk/"


@pytest.fixture
def anna():
    return actions.register_user(login="anna", name="Anna", password=SECRET, language="en", by=SYSTEM)


def granted(user, role="mayor", code="3202012", on=SINCE):
    return actions.grant_role(user=user, role=role, unit=unit_by_code(code) if code else None, by=SYSTEM, on=on)


@pytest.fixture
def persona(anna):
    grant = granted(anna)
    return actions.introduce_persona(grant=grant, show_day=DAY, tier="gmina", by=SYSTEM)


@pytest.fixture
def shown(settings):
    settings.IS_DEMO = True


def text(response):
    return html.unescape(response.content.decode()).replace("\xa0", " ")


def sign_in(client, password=SECRET, login="anna", **words):
    return client.post(SIGN_IN, {"login": login, "password": password} | words)


def test_login_and_password_open_the_desk(client, anna):
    granted(anna)
    assert sign_in(client, login="ANNA")["Location"] == DESK
    assert client.get(DESK).wsgi_request.actor.person_id == anna.pk


@pytest.mark.parametrize(
    ("where", "to"),
    [
        ("/search/?q=a", "/search/?q=a"),
        ("https://evil.example/", DESK),
        ("//evil.example", DESK),
        ("javascript:alert(1)", DESK),
    ],
)
def test_only_our_own_pages_are_led_to(client, anna, where, to):
    assert sign_in(client, next=where)["Location"] == to


def test_what_one_came_for_outlives_a_mistake(client, anna):
    page = sign_in(client, "wrong", next="/search/?q=a")
    assert 'name="next" value="/search/?q=a"' in page.content.decode().replace("&#x27;", "'")
    assert "Error:" in text(page) or "Błąd:" in text(page)


def test_five_failures_make_one_wait(client, anna):
    granted(anna)
    for login in ("anna", "ANNA", "Anna", "anna", "anna"):
        assert sign_in(client, "wrong", login=login).status_code == 200
    refused = sign_in(client)
    assert refused.status_code == 200
    assert "15" in str(refused.context["form"].non_field_errors())
    assert not refused.wsgi_request.user.is_authenticated
    FailedSignIn.objects.update(moment=timezone.now() - timedelta(minutes=16))
    assert sign_in(client).status_code == 302


def test_behind_a_proxy_a_stranger_cannot_make_others_wait(client, anna, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    for _ in range(5):
        client.post(SIGN_IN, {"login": "anna", "password": "wrong"}, HTTP_X_FORWARDED_FOR="203.0.113.9")
    assert set(FailedSignIn.objects.values_list("address", flat=True)) == {"203.0.113.9"}
    post = {"login": "anna", "password": SECRET}
    assert client.post(SIGN_IN, post, HTTP_X_FORWARDED_FOR="203.0.113.9").status_code == 200
    assert client.post(SIGN_IN, post, HTTP_X_FORWARDED_FOR="198.51.100.4").status_code == 302


def test_another_address_need_not_wait(client, anna):
    for _ in range(5):
        sign_in(client, "wrong")
    assert client.post(SIGN_IN, {"login": "anna", "password": SECRET}, REMOTE_ADDR="10.0.0.7").status_code == 302


def test_a_failure_keeps_no_login_and_the_old_ones_go(client, anna):
    sign_in(client, "wrong")
    with connection.cursor() as cursor:
        cursor.execute("SELECT login_index, address FROM accounts_failedsignin")
        kept = cursor.fetchall()
    assert len(kept) == 1
    assert "anna" not in str(kept)
    FailedSignIn.objects.update(moment=timezone.now() - timedelta(hours=1))
    sign_in(client, "wrong", login="beata")
    assert FailedSignIn.objects.count() == 1


def test_somebody_blocked_does_not_get_in(client, anna):
    User.objects.update(is_active=False)
    assert sign_in(client).status_code == 200


def test_nobody_is_the_public(client):
    page = client.get(SIGN_IN)
    assert page.wsgi_request.actor == PUBLIC
    assert page.context["tiers"] == []
    assert client.get(DESK)["Location"].startswith(SIGN_IN)


def test_one_acts_in_the_oldest_role_and_switches(client, anna):
    second = granted(anna, "coordinator", on=SINCE + timedelta(days=1))
    first = granted(anna, "mayor")
    stranger = granted(actions.register_user(login="beata", name="Beata", by=SYSTEM), "treasurer")
    client.force_login(anna)
    assert client.get("/account/").wsgi_request.actor.grant_id == first.pk
    assert client.post("/switch/", {"grant": second.pk})["Location"] == DESK
    assert client.get("/account/").wsgi_request.actor == queries.actor_of(Grant.objects.get(pk=second.pk))
    for wrong in (stranger.pk, "", "x", 0):
        assert client.post("/switch/", {"grant": wrong}).status_code == 404
    actions.end_grant(grant=second, by=SYSTEM, on=SINCE + timedelta(days=2))
    assert client.get("/account/").wsgi_request.actor.grant_id == first.pk


def test_who_has_no_role_reads_so_and_can_leave(client, anna):
    client.force_login(anna)
    page = client.get(DESK)
    assert page.wsgi_request.actor == PUBLIC
    assert "You have no role today" in text(page)
    assert reverse("accounts:sign_out") in text(page)
    assert 'name="day"' not in text(page)


def test_a_show_day_before_every_role_does_not_lock_one_in(client, anna, shown):
    granted(anna)
    client.force_login(anna)
    client.post("/show-day/", {"day": "1.1.2007"})
    page = client.get(DESK)
    assert "You have no role today" in text(page)
    assert 'name="day" value="01.01.2007"' in text(page)
    client.post("/show-day/", {"day": "2009-07-16"})
    assert client.get(DESK).wsgi_request.actor.role == "mayor"


def test_personas_exist_only_in_a_demo_and_at_the_machine(client, persona, settings):
    post = {"grant": persona.grant_id}
    assert client.post("/persona/", post).status_code == 404
    settings.IS_DEMO = True
    assert client.post("/persona/", post, REMOTE_ADDR="10.0.0.7").status_code == 404
    assert client.get(SIGN_IN, REMOTE_ADDR="10.0.0.7").context["tiers"] == []
    assert client.post("/persona/", post, HTTP_X_FORWARDED_FOR="10.0.0.7").status_code == 404
    assert client.post("/persona/", {"grant": "x"}).status_code == 404
    assert client.get("/persona/").status_code == 405
    page = client.get(SIGN_IN)
    assert f'name="grant" value="{persona.grant_id}"' in text(page)
    assert "Bierzwnik" in text(page)
    assert client.post("/persona/", post)["Location"] == DESK
    page = client.get("/account/")
    assert page.wsgi_request.actor.grant_id == persona.grant_id
    assert "16 July 2009" in text(page)


def test_tiers_stand_in_the_order_of_the_chain_with_another_day_named(client, persona, shown):
    office = granted(actions.register_user(login="beata", name="Beata", by=SYSTEM), "programme_office", code="")
    actions.introduce_persona(grant=office, show_day=DAY, tier="ministry", by=SYSTEM)
    other = granted(actions.register_user(login="celina", name="Celina", by=SYSTEM), "coordinator", "1405052")
    actions.introduce_persona(grant=other, show_day=date(2012, 5, 15), tier="elsewhere", by=SYSTEM)
    page = client.get(SIGN_IN, HTTP_ACCEPT_LANGUAGE="en")
    assert [row["code"] for row in page.context["tiers"]] == ["ministry", "gmina", "elsewhere"]
    assert text(page).count("15 May 2012") == 1
    assert text(page).count("16 July 2009") == 1


def test_the_sign_in_page_asks_as_much_for_three_personas_as_for_one(client, persona, shown, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get(SIGN_IN)
    for login in ("beata", "celina"):
        grant = granted(actions.register_user(login=login, name=login, by=SYSTEM), "treasurer")
        actions.introduce_persona(grant=grant, show_day=DAY, tier="gmina", by=SYSTEM)
    with django_assert_num_queries(1):
        client.get(SIGN_IN)


def test_the_show_day_moves_in_a_demo_alone(client, anna, settings):
    granted(anna)
    client.force_login(anna)
    assert client.post("/show-day/", {"day": "16.07.2009"}).status_code == 404
    settings.IS_DEMO = True
    assert client.post("/show-day/", {"day": "16.07.2009", "next": "/account/"})["Location"] == "/account/"
    assert client.session["show_day"] == "2009-07-16"
    for wrong in ("kiedyś", "31.02.2009", "1.1.0001", "31.12.9999"):
        page = client.post("/show-day/", {"day": wrong, "next": "/account/"}, follow=True)
        assert "note--bad" in text(page)
    assert client.session["show_day"] == "2009-07-16"
    settings.IS_DEMO = False
    assert client.get("/account/").status_code == 200


def test_signing_out(client, anna):
    client.force_login(anna)
    assert client.get("/sign-out/").status_code == 405
    assert client.post("/sign-out/").status_code == 302
    assert client.get("/account/").status_code == 302


@pytest.mark.parametrize(
    ("given", "new", "field"),
    [
        ("wrong", "zupełnie nowe hasło", "password"),
        (SECRET, "krótkie", "new_password"),
        (SECRET, "zupełnie nowe hasło", None),
    ],
)
def test_changing_the_password(client, anna, given, new, field):
    client.force_login(anna)
    page = client.post("/account/", {"password": given, "new_password": new})
    anna.refresh_from_db()
    if field:
        assert page.context["form"].errors.keys() == {field}
        assert check_password(SECRET, anna.password)
    else:
        assert page["Location"] == "/account/"
        assert check_password(new, anna.password)
        assert client.get("/account/").status_code == 200


def test_choosing_the_language(client, anna):
    client.force_login(anna)
    client.cookies["gromada_language"] = "en"
    assert client.post("/account/language/", {"language": "xx"}).status_code == 404
    client.post("/account/language/", {"language": "pl"})
    anna.refresh_from_db()
    assert anna.language == "pl"
    page = client.get("/account/", HTTP_ACCEPT_LANGUAGE="en")
    assert page.context["language"] == "pl"


def routes(patterns, prefix=""):
    for one in patterns:
        if isinstance(one, URLPattern):
            yield prefix + (one.name or ""), one
        else:
            yield from routes(one.url_patterns, f"{one.namespace}:" if one.namespace else prefix)


def test_every_route_is_closed_unless_it_says_otherwise():
    opened = {
        name
        for name, route in routes(get_resolver().url_patterns)
        if not getattr(route.callback, "login_required", True)
    }
    ours = {name for name in opened if name.startswith(("accounts:", "desk:", "participants:", "delivery:"))}
    assert ours == {"accounts:sign_in", "accounts:persona", "accounts:sign_out"}
