"""Rows of these tables are only ever added."""

from django.db import migrations

from gromada.core.models.sealing import Seal


class Migration(migrations.Migration):
    dependencies = [("finance", "0001_initial")]

    operations = [
        Seal("finance_payment"),
        Seal("finance_paymentshare"),
    ]
