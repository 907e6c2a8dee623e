"""A letter belongs to a deed: outside a transaction it is a mistake, with real commits."""

import pytest
from django.core import mail
from django.db import transaction

from gromada.core import clock, jobs, outbox
from gromada.core.models import OutboxMessage


@pytest.mark.usefixtures("own_database")
def test_a_letter_outside_a_deed_is_a_mistake_of_ours():
    with pytest.raises(transaction.TransactionManagementError):
        outbox.write(subject="x", body="y", on=clock.today(), address="ola@example.org")
    assert not OutboxMessage.objects.exists()


@pytest.mark.usefixtures("own_database")
def test_the_job_sends_what_is_due():
    with transaction.atomic():
        outbox.write(subject="x", body="y", on=clock.today(), address="ola@example.org")
        jobs.enqueue_on_commit(outbox.send_due_letters)
    assert jobs.run_pending() == 1
    assert len(mail.outbox) == 1
