"""Tables that live for one test, so that fields are tried on the real database without a model of their own."""

from collections.abc import Callable

import pytest
from django.db import connection, models
from django.test.utils import isolate_apps


@pytest.fixture
def temporary(db: None) -> Callable[[type[models.Model]], type[models.Model]]:
    """Creates the table of a model for this test; the rollback at its end removes it."""

    def make(model: type[models.Model]) -> type[models.Model]:
        sql, params = connection.schema_editor(collect_sql=True).table_sql(model)
        with connection.cursor() as cursor:
            cursor.execute(sql.replace("CREATE TABLE", "CREATE TEMPORARY TABLE", 1), params or None)
        return model

    return make


@pytest.fixture
def isolated():
    """A registry of models for one test: a model declared in it is unknown to the project."""
    with isolate_apps("django.contrib.contenttypes") as registry:
        yield registry
