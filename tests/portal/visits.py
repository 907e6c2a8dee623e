"""Opening public pages: which there are, what they ask the database, what they weigh."""

import gzip

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.portal.walk import CODE, TERCS

WORDS = ("help", "accessibility", "personal_data", "sources")
MOST_QUERIES, MOST_BYTES = 25, 60 * 1024


def addresses(code=CODE, terc=TERCS[0], service=None):
    """Every page of the room."""
    found = [reverse("portal:start"), *(reverse(f"portal:{name}") for name in WORDS)]
    found += [reverse(f"portal:{name}", args=[code]) for name in ("programme", "catalogue", "services")]
    found.append(reverse("portal:gmina", args=[code, terc]))
    if service is not None:
        found.append(reverse("portal:service", args=[code, service.pk]))
    return found


def opened(client, url, language="en"):
    """A public page, and the queries it asked; never one of participants."""
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(url, headers={"accept-language": language})
    assert answer.status_code == 200, url
    assert [row["sql"] for row in asked if "participants_" in row["sql"]] == [], url
    return answer.content.decode(), len(asked)


def weight(text):
    """Bytes of the page as it travels."""
    return len(gzip.compress(text.encode()))
