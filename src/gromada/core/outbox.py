"""Letters: written by an action in its own transaction, sent later by a job, tried again with growing patience."""

from datetime import date, timedelta

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, get_connection
from django.core.validators import validate_email
from django.db import connection, transaction
from django.utils.translation import get_language

from gromada.core import clock, jobs
from gromada.core.models.outbox import OutboxMessage
from gromada.core.permissions import Refusal
from gromada.core.text import _

MOST_ATTEMPTS = 5
# After the first, second, … failure. The last one is not followed by another attempt.
PATIENCE = (timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=12))
# While one worker sends a letter no other takes it; should that worker die, the letter is free again after this time.
LEASE = timedelta(minutes=10)
LONGEST_SUBJECT = 200
LONGEST_ERROR = 300


def write(  # noqa: PLR0913 - what stands on an envelope
    *,
    subject: str,
    body: str,
    on: date,
    to_person: int | None = None,
    address: str = "",
    language: str = "",
    key: str | None = None,
) -> OutboxMessage:
    """Write a letter to a person of ours (their id; the address is looked up when it is sent) or to an address.

    It goes out on `on` or later, if the action that wrote it commits. The same `key` twice is one letter: the first.
    Raises Refusal for an address that cannot be one.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("a letter is written inside the action that causes it")
    if to_person is None:
        _check_address(address)
    now = clock.now()
    words = {
        "to_person_id": to_person,
        "to_address": address,
        # One line: a line feed here would let a name of ours write headers of its own.
        "subject": " ".join(str(subject).split())[:LONGEST_SUBJECT],
        "body": str(body),
        "language": language or get_language() or "pl",
        "written_at": now,
        "next_attempt_at": now,
        "due_on": on,
    }
    if key is None:
        return OutboxMessage.objects.create(**words)
    return OutboxMessage.objects.get_or_create(key=key, defaults=words)[0]


def _check_address(address: str) -> None:
    try:
        validate_email(address)
    except ValidationError as error:
        raise Refusal(_("%(address)s is not an e-mail address. Correct it.") % {"address": address or "—"}) from error


def _waiting(now, today):
    return OutboxMessage.objects.filter(
        sent_at__isnull=True, attempts__lt=MOST_ATTEMPTS, due_on__lte=today, next_attempt_at__lte=now
    )


def _take(pk: int, now, today) -> OutboxMessage | None:
    """Claim one letter for this process, or nothing when another has it. No lock is held while the mail is sent."""
    with transaction.atomic():
        skip = connection.features.has_select_for_update_skip_locked
        letter = _waiting(now, today).select_for_update(skip_locked=skip).filter(pk=pk).order_by("pk").first()
        if letter is None:
            return None
        letter.attempts += 1
        letter.next_attempt_at = now + LEASE
        letter.save(update_fields=["attempts", "next_attempt_at"])
    return letter


def _address_of(letter: OutboxMessage) -> str:
    if letter.to_address:
        return letter.to_address
    people = get_user_model()._default_manager
    field = get_user_model().get_email_field_name()
    return people.filter(pk=letter.to_person_id).order_by("pk").values_list(field, flat=True).first() or ""


def _send(letter: OutboxMessage, post) -> None:
    address = _address_of(letter)
    if not address:
        raise LookupError("this person has no e-mail address")
    # The same identity at every attempt: a reader's program shows a letter that came twice once.
    headers = {
        "Message-ID": f"<outbox-{letter.pk}-{letter.written_at:%Y%m%d%H%M%S}@gromada>",
        "Auto-Submitted": "auto-generated",
        "Content-Language": letter.language,
    }
    EmailMessage(letter.subject, letter.body, to=[address], headers=headers, connection=post).send()


def _note_failure(letter: OutboxMessage, error: Exception, now) -> None:
    letter.last_error = f"{type(error).__name__}: {error}"[:LONGEST_ERROR]
    if letter.attempts < MOST_ATTEMPTS:
        letter.next_attempt_at = now + PATIENCE[letter.attempts - 1]
    letter.save(update_fields=["last_error", "next_attempt_at"])


def send_due(limit: int = 100) -> int:
    """Send up to `limit` letters that are due and return how many went out; one that fails stops no other.

    A failing letter is tried five times at most, after 5 and 30 minutes, 2 and 12 hours; then it stays, with its error.
    """
    now, today = clock.now(), clock.today()
    post = get_connection()
    sent = 0
    due = _waiting(now, today).order_by("due_on", "pk").values_list("pk", flat=True)
    for pk in list(due[:limit]):
        letter = _take(pk, now, today)
        if letter is None:
            continue
        try:
            _send(letter, post)
        except Exception as error:  # noqa: BLE001 - whatever the mail server does, the other letters go out
            _note_failure(letter, error, now)
        else:
            letter.sent_at, letter.last_error = clock.now(), ""
            letter.save(update_fields=["sent_at", "last_error"])
            sent += 1
    return sent


@jobs.task()
def send_due_letters(limit: int = 100) -> int:
    """The job form of `send_due`; returns how many letters went out."""
    return send_due(limit)
