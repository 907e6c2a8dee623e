"""What holds of every permission table: known roles, a deed for every step, a page that is as generated."""

import importlib

import pytest
from django.apps import apps

from gromada.accounts.states import Role
from gromada.core import permissions, workflow
from tests.house.layout import PACKAGE, rooms

for room in rooms():
    for module in ("states", "permissions"):
        if (PACKAGE / room / f"{module}.py").exists():
            importlib.import_module(f"gromada.{room}.{module}")


def test_roles_in_the_tables_are_roles_people_can_have():
    known = set(Role.values)
    for deed in permissions.deeds():
        assert set(deed.roles) <= known, deed.code


def test_every_step_is_a_deed():
    deeds = {deed.code for deed in permissions.deeds()}
    steps = {step.deed for table in workflow.tables() for step in table.transitions}
    assert steps <= deeds


def test_every_turn_is_a_role_that_can_move_on():
    for table in workflow.tables():
        for state, role in table.turn.items():
            assert role is None or role in Role.values
            assert any(step.source == state for step in table.transitions), (table.name, state)


@pytest.mark.parametrize("table", workflow.tables(), ids=lambda table: table.name)
def test_a_table_has_a_model_and_reaches_every_state(table):
    models = [model for model in apps.get_models() if getattr(model, "WORKFLOW", None) is table]
    assert len(models) == 1
    states = set(table.states.values)
    assert {str(step.source) for step in table.transitions} <= states
    assert {str(step.target) for step in table.transitions} <= states
