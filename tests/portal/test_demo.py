"""The public pages of the demo: all of them open, in both languages and both programmes."""

import pytest
from django.urls import reverse

from gromada.portal import queries
from tests.portal.visits import MOST_BYTES, MOST_QUERIES, addresses, opened, weight
from tests.portal.walk import CODE

pytestmark = [pytest.mark.demo, pytest.mark.usefixtures("demo")]


def test_every_page_of_the_demo_is_open_and_light(client):
    page = queries.programme(CODE)
    urls = addresses()
    urls += [reverse("portal:gmina", args=[CODE, row.participation.unit.code]) for row in page.gminas]
    urls += [reverse("portal:service", args=[CODE, row.service.pk]) for row in queries.services(CODE, size=50).page]
    for url in urls:
        text, count = opened(client, url)
        assert count <= MOST_QUERIES, url
        assert weight(text) <= MOST_BYTES, url
    assert len(page.gminas) == 13
    assert str(page.allocated) == "1010300.00"


@pytest.mark.parametrize("language", ["pl", "en"])
def test_the_other_programme_of_the_demo_has_the_same_pages(client, language):
    code, terc = "pal-jaktorow", "1405052"
    rows = queries.services(code).page
    urls = [reverse("portal:service", args=[code, row.service.pk]) for row in rows]
    urls += [reverse(f"portal:{name}", args=[code]) for name in ("programme", "catalogue", "services")]
    for url in [*urls, reverse("portal:gmina", args=[code, terc])]:
        opened(client, url, language)
    assert len(rows) > 0
