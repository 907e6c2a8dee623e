"""One table makes the moves, the buttons, whose turn it is and the diagram."""

from datetime import date

import pytest
from django.db import models
from django.utils.translation import override

from gromada.core import permissions, workflow
from gromada.core.permissions import OPERATOR, PUBLIC, SYSTEM, Actor, Deed, NotAllowed, Reach, Refusal, within

ON = date(2009, 7, 16)


class Light(models.TextChoices):
    OFF = "off", "off"
    ON = "on", "lit"
    BROKEN = "broken", "broken"


TABLE = workflow.Table(
    name="test.light",
    title="Light",
    states=Light,
    transitions=(
        workflow.Transition(Light.OFF, Light.ON, "test.light_up", "was lit"),
        workflow.Transition(Light.ON, Light.OFF, "test.put_out", "was put out"),
    ),
    turn={Light.OFF: "mayor"},
)


class Lamp:
    """Stands for any object with a state and a reach."""

    WORKFLOW = TABLE
    pk = 1

    def __init__(self, state="off", unit=1, region=10, provider=None, roles=None):
        self.state = state
        self.reach = Reach(unit, region, provider, roles or {})

    def get_state_display(self):
        return Light(self.state).label


permissions.register(
    [
        Deed("test.light_up", "Light up", ("mayor",), states=("off",)),
        Deed("test.put_out", "Put out", ("mayor", "consultant"), states=("on",)),
        Deed(
            "test.check",
            "Check",
            ("mayor",),
            check=lambda actor, lamp: Refusal("it rains") if lamp.state == "broken" else None,
        ),
    ]
)
MAYOR = Actor(kind="person", role="mayor", scope_kind="gmina", unit_id=1, grant_id=1)
CONSULTANT = Actor(kind="person", role="consultant", scope_kind="region", unit_id=10, grant_id=2)
OFFICE = Actor(kind="person", role="mayor", scope_kind="country", grant_id=3)


@pytest.mark.parametrize(
    ("actor", "deed", "lamp", "possible"),
    [
        (MAYOR, "test.light_up", Lamp("off"), True),
        (MAYOR, "test.light_up", Lamp("on"), False),
        (MAYOR, "test.light_up", Lamp("off", unit=2), False),
        (CONSULTANT, "test.light_up", Lamp("off"), False),
        (CONSULTANT, "test.put_out", Lamp("on"), True),
        (CONSULTANT, "test.put_out", Lamp("on", region=11), False),
        (OFFICE, "test.put_out", Lamp("on", region=11, unit=9), True),
        (PUBLIC, "test.light_up", Lamp("off"), False),
        (OPERATOR, "test.light_up", Lamp("off", unit=9), True),
        (OPERATOR, "test.light_up", Lamp("on"), False),
        (SYSTEM, "test.put_out", Lamp("on"), True),
        (MAYOR, "test.check", Lamp("broken"), False),
        (CONSULTANT, "test.light_up", Lamp("off", roles={"test.light_up": ("consultant",)}), True),
        (MAYOR, "test.light_up", Lamp("off", roles={"test.light_up": ("consultant",)}), False),
    ],
)
def test_may(actor, deed, lamp, possible):
    sentence = permissions.why_not(actor, deed, lamp)
    assert (sentence is None) is possible
    assert sentence is None or len(sentence) > 5


def test_the_wrong_role_is_403_and_the_wrong_moment_a_refusal():
    with pytest.raises(NotAllowed):
        permissions.require(CONSULTANT, "test.light_up", Lamp("off"))
    with pytest.raises(Refusal) as caught:
        permissions.require(MAYOR, "test.light_up", Lamp("on"))
    assert not isinstance(caught.value, NotAllowed)


def test_a_deed_is_named_once():
    with pytest.raises(ValueError, match=r"test\.check"):
        permissions.register([Deed("test.check", "Other", ("mayor",))])


@pytest.mark.parametrize(
    ("actor", "expected"),
    [
        (PUBLIC, {"pk__in": []}),
        (MAYOR, {"u": 1}),
        (CONSULTANT, {"r": 10}),
        (Actor(scope_kind="provider", organisation_id=5), {"p": 5}),
    ],
)
def test_within(actor, expected):
    assert within(actor, unit="u", region="r", provider="p").children == list(expected.items())


def test_a_provider_sees_nothing_where_no_provider_stands():
    assert within(Actor(scope_kind="provider", organisation_id=5), unit="u", region="r").children == [("pk__in", [])]


def test_the_country_sees_all():
    assert not within(OFFICE, unit="u", region="r")


def test_an_action_takes_keywords_and_its_actor():
    with pytest.raises(TypeError, match="keyword-only"):
        workflow.action(lambda lamp, by: None)
    with pytest.raises(TypeError, match="keyword-only"):
        workflow.action(lambda *, lamp: None)


def test_a_step_that_is_not_in_the_table_is_refused():
    with override("en"), pytest.raises(Refusal, match="no step"):
        workflow.move(Lamp("broken"), to="on", by=MAYOR, on=ON)


def test_the_diagram_names_every_step():
    assert workflow.diagram(TABLE) == "stateDiagram-v2\n    off --> on: test.light_up\n    on --> off: test.put_out"


def test_states_for_a_deed():
    assert TABLE.states_for("test.light_up") == ("off",)
