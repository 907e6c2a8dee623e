"""Seals: triggers, written for both databases, that make a table append-only."""

from django.db.migrations.operations.base import Operation

SQLITE = """CREATE TRIGGER seal_{table}_{deed} BEFORE {deed} ON {table}
BEGIN SELECT RAISE(ABORT, 'sealed: rows of {table} are never changed or removed; a correction is a new row'); END"""

POSTGRES_FUNCTION = """CREATE OR REPLACE FUNCTION gromada_sealed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'sealed: rows of % are never changed or removed; a correction is a new row', TG_TABLE_NAME
USING ERRCODE = 'integrity_constraint_violation'; END $$"""
POSTGRES = "CREATE TRIGGER seal_{table}_{deed} BEFORE {deed} ON {table} FOR EACH ROW EXECUTE FUNCTION gromada_sealed()"


class Seal(Operation):
    """Migration step: rows of `table` can be added, never updated or deleted (design.md section 2, 'Constraints first')."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, table: str):
        self.table = table

    def deconstruct(self):
        return (self.__class__.__qualname__, [self.table], {})

    def state_forwards(self, app_label, state):
        """A seal changes no field."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        postgres = schema_editor.connection.vendor == "postgresql"
        if postgres:
            schema_editor.execute(POSTGRES_FUNCTION, params=None)  # no parameters: its % is PL/pgSQL's
        for deed in ("UPDATE", "DELETE"):
            schema_editor.execute((POSTGRES if postgres else SQLITE).format(table=self.table, deed=deed))

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        on = f" ON {self.table}" if schema_editor.connection.vendor == "postgresql" else ""
        for deed in ("UPDATE", "DELETE"):
            schema_editor.execute(f"DROP TRIGGER seal_{self.table}_{deed}{on}")

    def describe(self):
        return f"Seal {self.table}"
