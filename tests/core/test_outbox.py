"""Letters: written with the deed, sent once, tried again with patience, and one that fails stops no other."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from gromada.core import clock, outbox
from gromada.core.models.outbox import OutboxMessage
from gromada.core.permissions import Refusal

pytestmark = pytest.mark.django_db
TODAY = date(2009, 7, 16)


class RefusingBackend(EmailBackend):
    """A mail server that does not know one address."""

    def send_messages(self, messages):
        if any("nobody" in address for message in messages for address in message.to):
            raise ConnectionRefusedError("no such box")
        return super().send_messages(messages)


@pytest.fixture
def refusing(settings):
    settings.EMAIL_BACKEND = f"{__name__}.RefusingBackend"


def letter(address="ola@example.org", **changed):
    given = {"subject": "Plan wrócił", "body": "Popraw wiersz 4.", "on": TODAY, "address": address} | changed
    with transaction.atomic():
        return outbox.write(**given)


def test_a_letter_is_sent_once_with_its_words():
    row = letter(language="pl", subject="Plan\r\nBcc: x@y.z")
    assert outbox.send_due() == 1
    assert outbox.send_due() == 0
    sent = mail.outbox[0]
    assert (sent.to, sent.subject, sent.body) == (["ola@example.org"], "Plan Bcc: x@y.z", "Popraw wiersz 4.")
    assert sent.extra_headers["Content-Language"] == "pl"
    row.refresh_from_db()
    assert (row.attempts, row.last_error) == (1, "")
    assert row.sent_at >= row.written_at


def test_a_letter_of_a_deed_that_failed_is_never_sent():
    with pytest.raises(RuntimeError), transaction.atomic():  # noqa: PT012 - a deed that fails after its other work
        letter()
        raise RuntimeError
    assert outbox.send_due() == 0
    assert mail.outbox == []


def test_the_same_key_is_one_letter():
    assert letter(key="plan:4:returned") == letter(key="plan:4:returned", body="inne")
    assert OutboxMessage.objects.get().body == "Popraw wiersz 4."
    assert letter() != letter()


def test_a_letter_waits_for_its_day():
    letter(on=clock.today() + timedelta(days=1))
    assert outbox.send_due() == 0
    OutboxMessage.objects.update(due_on=clock.today())
    assert outbox.send_due() == 1


def test_one_that_fails_stops_no_other(refusing):
    failing, fine = letter("nobody@example.org"), letter()
    assert outbox.send_due() == 1
    failing.refresh_from_db()
    fine.refresh_from_db()
    assert failing.sent_at is None
    assert failing.last_error == "ConnectionRefusedError: no such box"
    assert fine.sent_at is not None


def test_it_is_tried_five_times_with_growing_patience(refusing):
    row = letter("nobody@example.org")
    waits = []
    for _attempt in range(5):
        OutboxMessage.objects.update(next_attempt_at=timezone.now())
        before = timezone.now()
        assert outbox.send_due() == 0
        row.refresh_from_db()
        waits.append(round((row.next_attempt_at - before).total_seconds() / 60))
        assert outbox.send_due() == 0
    assert waits[:4] == [5, 30, 120, 720]
    OutboxMessage.objects.update(next_attempt_at=timezone.now())
    assert outbox.send_due() == 0
    assert row.attempts == 5


def test_a_letter_another_worker_holds_is_left_to_it_until_its_lease_ends():
    row = letter()
    now = clock.now()
    assert outbox._take(row.pk, now, clock.today()) == row
    assert outbox._take(row.pk, now, clock.today()) is None
    assert outbox.send_due() == 0
    assert outbox._take(row.pk, now + outbox.LEASE, clock.today()) == row


def test_limit_and_order():
    for number in range(3):
        letter(f"p{number}@example.org")
    assert outbox.send_due(limit=2) == 2
    assert [sent.to[0] for sent in mail.outbox] == ["p0@example.org", "p1@example.org"]


def test_a_person_without_an_address_is_said():
    row = letter("", to_person=123_456)
    assert outbox.send_due() == 0
    row.refresh_from_db()
    assert "no e-mail address" in row.last_error


@pytest.mark.parametrize("address", ["", "ola", "ola@example.org\nBcc: x@y.z"])
def test_an_address_that_cannot_be_one_is_refused(address):
    with translation.override("en"), pytest.raises(Refusal, match="is not an e-mail address"):
        letter(address)
    assert not OutboxMessage.objects.exists()


def test_a_letter_to_nobody_is_refused_by_the_database():
    words = {"subject": "x", "body": "y", "language": "pl", "due_on": TODAY}
    with pytest.raises(IntegrityError), transaction.atomic():
        OutboxMessage.objects.create(written_at=timezone.now(), next_attempt_at=timezone.now(), **words)
