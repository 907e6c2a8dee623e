"""Rows of these tables are only ever added."""

from django.db import migrations

from gromada.core.models.sealing import Seal


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]

    operations = [
        Seal("core_auditevent"),
        Seal("core_readevent"),
    ]
