"""Rows of these tables are only ever added."""

from django.db import migrations

from gromada.core.models.sealing import Seal


class Migration(migrations.Migration):
    dependencies = [("programmes", "0001_initial")]

    operations = [
        Seal("programmes_definitionversion"),
        Seal("programmes_allocation"),
        Seal("programmes_unlocking"),
    ]
