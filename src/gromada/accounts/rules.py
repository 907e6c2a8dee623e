"""What must be true of a grant and of signing in. Plain Python: no query, no clock."""

from gromada.accounts.states import SCOPE_OF_ROLE, Role, ScopeKind
from gromada.core.permissions import Refusal
from gromada.core.text import _

MOST_FAILURES = 5
WAIT_MINUTES = 15


def scope_of(role: str) -> str:
    """The scope a role is granted with. Raises Refusal for a role that does not exist."""
    if role not in Role.values:
        raise Refusal(_("There is no role “%(role)s”.") % {"role": role})
    return SCOPE_OF_ROLE[Role(role)]


def check_scope(role: str, unit_level: str, *, has_organisation: bool) -> None:
    """A regional role needs its voivodeship, a gmina's role its gmina, a provider's its organisation."""
    scope = scope_of(role)
    wanted = {ScopeKind.REGION: "voivodeship", ScopeKind.GMINA: "gmina"}.get(scope, "")
    if unit_level != wanted or has_organisation != (scope == ScopeKind.PROVIDER):
        raise Refusal(
            _("The role “%(role)s” is granted for: %(scope)s. Name exactly that.")
            % {"role": Role(role).label, "scope": ScopeKind(scope).label}
        )


def check_login(login: str) -> None:
    if not login or len(login) > 60 or any(letter.isspace() for letter in login):
        raise Refusal(_("A login has 1 to 60 signs and no spaces."))
