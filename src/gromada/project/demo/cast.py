"""The people of the demo: personas with one grant each, and the actors that walk the actions. All invented."""

from dataclasses import dataclass, field
from datetime import date

from gromada.accounts import actions as accounts
from gromada.accounts import queries
from gromada.accounts.models import Organisation
from gromada.core.permissions import Actor
from gromada.core.workflow import action
from gromada.territory.models import Unit

REGION = "32"
SINCE = date(2007, 1, 2)
NAME = "Postać pokazu: %s"
GMINA_ROLES = ("coordinator", "gops_manager", "social_worker", "treasurer", "mayor", "council_member")


@dataclass
class Cast:
    """Actors by (role, unit code); providers by the key of their organisation."""

    show_day: date
    by: Actor
    actors: dict[tuple[str, str], Actor] = field(default_factory=dict)
    providers: dict[int, Actor] = field(default_factory=dict)

    def of(self, role: str, unit_code: str = "") -> Actor:
        found = self.actors.get((role, unit_code))
        return found or self.actors[role, REGION]


@action
def person(
    *,
    cast: Cast,
    login: str,
    role: str,
    tier: str = "",
    unit: Unit | None = None,
    organisation: Organisation | None = None,
    by: Actor,
) -> Actor:
    """Somebody with a grant; with a tier also their button on the sign-in page of the demo."""
    user = accounts.register_user(login=login, name=NAME % login, email=f"{login}@gromada.invalid", by=by)
    grant = accounts.grant_role(user=user, role=role, unit=unit, organisation=organisation, on=SINCE, by=by)
    if tier:
        accounts.introduce_persona(grant=grant, show_day=cast.show_day, tier=tier, by=by)
    actor = queries.actor_of(grant)
    if organisation:
        cast.providers[organisation.pk] = actor
    else:
        cast.actors[role, unit.code if unit else ""] = actor
    return actor


@action
def another_role(*, cast: Cast, login: str, role: str, unit: Unit, by: Actor) -> Actor:
    """A second role for somebody who is there: one person, two hats, switched in the header."""
    user = queries.user_by_login(login)
    actor = queries.actor_of(accounts.grant_role(user=user, role=role, unit=unit, on=SINCE, by=by))
    cast.actors[role, unit.code] = actor
    return actor
