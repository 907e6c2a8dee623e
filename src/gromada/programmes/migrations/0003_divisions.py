"""Divisions as decided, amounts that a table fixes, and what a later change of an allocation needs."""

import django.db.models.deletion
from django.db import migrations, models

import gromada.core.money
from gromada.core.models.sealing import Seal


class Unseal(Seal):
    """Take the seal off for a step that writes the table anew (SQLite drops its triggers then, PostgreSQL keeps them)."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        super().database_backwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        super().database_forwards(app_label, schema_editor, from_state, to_state)


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0004_imports"),
        ("programmes", "0002_seals"),
        ("territory", "0002_indicators_and_boundaries"),
    ]

    operations = [
        migrations.CreateModel(
            name="AllocationRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rule", models.CharField(max_length=20)),
                ("parameters", models.JSONField(default=dict)),
                ("envelope", gromada.core.money.CentsField()),
                ("gminas", models.PositiveIntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("document", models.CharField(blank=True, max_length=120)),
                ("decided_on", models.DateField()),
                ("asked_at", models.DateTimeField()),
                ("done", models.PositiveIntegerField(default=0)),
                ("failure", models.TextField(blank=True)),
                ("published_on", models.DateField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="FixedAmount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("amount", gromada.core.money.CentsField()),
                ("source", models.CharField(max_length=300)),
            ],
        ),
        Unseal("programmes_unlocking"),
        migrations.RemoveConstraint(
            model_name="unlocking",
            name="unlocking_once_a_part",
        ),
        migrations.AddField(
            model_name="allocation",
            name="document",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.document"
            ),
        ),
        migrations.AlterField(
            model_name="allocation",
            name="kind",
            field=models.CharField(
                choices=[
                    ("initial", "first decision"),
                    ("correction", "correction"),
                    ("reallocation", "moved between gminas"),
                ],
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="unlocking",
            name="part",
            field=models.CharField(
                choices=[
                    ("first", "the first part"),
                    ("rest", "the rest"),
                    ("later", "a later change of the allocation"),
                ],
                max_length=5,
            ),
        ),
        migrations.AddConstraint(
            model_name="unlocking",
            constraint=models.UniqueConstraint(
                condition=models.Q(("part", "later"), _negated=True),
                fields=("participation", "part"),
                name="unlocking_once_a_part",
            ),
        ),
        Seal("programmes_unlocking"),
        migrations.AddField(
            model_name="allocationrun",
            name="programme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="allocation_runs", to="programmes.programme"
            ),
        ),
        migrations.AddField(
            model_name="allocation",
            name="run",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="allocations",
                to="programmes.allocationrun",
            ),
        ),
        migrations.AddField(
            model_name="fixedamount",
            name="load",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.importrun"
            ),
        ),
        migrations.AddField(
            model_name="fixedamount",
            name="programme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="fixed_amounts", to="programmes.programme"
            ),
        ),
        migrations.AddField(
            model_name="fixedamount",
            name="unit",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="territory.unit"),
        ),
        migrations.AddConstraint(
            model_name="allocationrun",
            constraint=models.CheckConstraint(
                condition=models.Q(("done__lte", models.F("gminas"))), name="allocation_run_done_of_gminas"
            ),
        ),
        migrations.AddConstraint(
            model_name="allocationrun",
            constraint=models.CheckConstraint(
                condition=models.Q(("published_on", None), ("done", models.F("gminas")), _connector="OR"),
                name="allocation_run_published_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="fixedamount",
            constraint=models.UniqueConstraint(fields=("programme", "unit"), name="fixed_amount_once"),
        ),
        migrations.AddConstraint(
            model_name="fixedamount",
            constraint=models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="fixed_amount_is_positive"),
        ),
    ]
