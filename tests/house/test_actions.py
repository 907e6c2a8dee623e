"""What holds of every action: keyword-only, attributed, documented, atomic."""

import importlib
import inspect

import pytest

from tests.house.layout import PACKAGE, rooms


def actions():
    """What a room offers others to do: the public functions of its `actions`, or what the package lets out."""
    for room in rooms():
        if not ((PACKAGE / room / "actions.py").exists() or (PACKAGE / room / "actions").is_dir()):
            continue
        module = importlib.import_module(f"gromada.{room}.actions")
        offered = getattr(module, "__all__", None)
        for name, function in vars(module).items():
            ours = function.__module__ == module.__name__ if inspect.isfunction(function) else False
            if inspect.isfunction(function) and (name in offered if offered else ours and not name.startswith("_")):
                yield function


ACTIONS = sorted(set(actions()), key=lambda function: function.__module__ + function.__name__)


@pytest.mark.parametrize("function", ACTIONS, ids=lambda function: f"{function.__module__}.{function.__name__}")
def test_an_action_is_keyword_only_attributed_documented_and_atomic(function):
    parameters = inspect.signature(function).parameters
    assert getattr(function, "is_action", False), "decorate it with @action"
    assert "by" in parameters
    assert all(parameter.kind in (parameter.KEYWORD_ONLY, parameter.VAR_KEYWORD) for parameter in parameters.values())
    assert function.__doc__


def test_there_are_actions_to_hold_to_this():
    assert len(ACTIONS) > 30
