"""Every persona of the demo finds a start page of their own, light and quick, whose matters can be opened."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gromada.accounts.models import Persona

MOST_QUERIES, MOST_BYTES = 25, 60_000
pytestmark = pytest.mark.demo


def test_every_persona_has_a_start_page(client, settings, demo):
    settings.IS_DEMO = True
    everybody = list(Persona.objects.select_related("grant__user").order_by("place"))
    assert len(everybody) > 20
    for one in everybody:
        assert client.post("/persona/", {"grant": one.grant_id})["Location"] == "/desk/"
        with CaptureQueriesContext(connection) as asked:
            page = client.get("/desk/")
        assert page.status_code == 200
        assert len(asked) <= MOST_QUERIES
        assert len(page.content) < MOST_BYTES
        assert page.context["balance"] or page.context["dealings"], one.grant.user.login
        for turn in page.context["turns"][:3]:
            assert client.get(turn.url).status_code == 200, (one.grant.user.login, turn)
