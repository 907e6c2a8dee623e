"""Who registers people, organisations and roles; and what the roles are called."""

from gromada.accounts.states import Role
from gromada.core.permissions import Deed, name_roles, register
from gromada.core.text import _

name_roles({role.value: role.label for role in Role})

register(
    [
        Deed("accounts.register", _("Register a person who signs in"), ("programme_office", "consultant", "coordinator")),
        Deed("accounts.grant", _("Grant a role"), ("programme_office", "consultant")),
        Deed("accounts.end_grant", _("End a role"), ("programme_office", "consultant")),
        Deed("accounts.organisation", _("Register an organisation"), ("programme_office", "coordinator", "gops_manager")),
    ]
)
