"""Rows of these tables are only ever added."""

from django.db import migrations

from gromada.core.models.sealing import Seal


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]

    operations = [
        Seal("ledger_exchangerate"),
        Seal("ledger_entry"),
    ]
