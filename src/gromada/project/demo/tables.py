"""The tables of a new demo, made at once from the models: the steps of the migrations lead to the same ones, more slowly.

A test holds both against each other, so that nobody need wonder which database a demo has.
"""

from django.apps import apps
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from gromada.core.models.sealing import Seal


def are_absent() -> bool:
    """Whether nothing is in the database yet."""
    return not connection.introspection.table_names()


def create() -> None:
    """Every table with its constraints, its indexes and its seals; every migration is noted as done."""
    loader = MigrationLoader(None)
    steps = [loader.disk_migrations[key] for key in sorted(loader.disk_migrations)]
    with connection.schema_editor() as editor:
        for model in apps.get_models():
            if model._meta.managed and not model._meta.proxy:
                editor.create_model(model)
    with connection.schema_editor() as editor:
        for step in steps:
            for seal in (one for one in step.operations if isinstance(one, Seal)):
                seal.database_forwards(step.app_label, editor, None, None)
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    recorder.migration_qs.bulk_create(recorder.Migration(app=step.app_label, name=step.name) for step in steps)
    emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)
