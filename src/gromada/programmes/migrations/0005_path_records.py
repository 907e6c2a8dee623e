"""The history of each gmina's path: rows are only ever added."""

import django.db.models.deletion
from django.db import migrations, models

from gromada.core.models.sealing import Seal


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0004_imports"),
        ("programmes", "0004_selection"),
    ]

    operations = [
        migrations.CreateModel(
            name="PathRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("came_from", models.CharField(blank=True, max_length=20)),
                ("state", models.CharField(max_length=20)),
                ("reached_on", models.DateField()),
                ("paper_kind", models.CharField(blank=True, max_length=80)),
                ("paper_number", models.CharField(blank=True, max_length=60)),
                ("paper_on", models.DateField(null=True)),
                ("confirmed", models.JSONField(default=list)),
                ("note", models.TextField(blank=True)),
                ("role", models.CharField(blank=True, max_length=20)),
                ("by_id", models.BigIntegerField(null=True)),
                (
                    "document",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.document"
                    ),
                ),
                (
                    "participation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="records",
                        to="programmes.participation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "qualified",
                                    "informed",
                                    "joined",
                                    "assessed",
                                    "planning_part",
                                    "consulting",
                                    "adopted",
                                    "planning_whole",
                                    "implementing",
                                    "sustaining",
                                    "settled",
                                    "withdrawn",
                                    "suspended",
                                    "reallocated",
                                ],
                            )
                        ),
                        name="path_record_state",
                    )
                ],
            },
        ),
        Seal("programmes_pathrecord"),
    ]
