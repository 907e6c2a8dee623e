"""Who registers people, organisations and roles; and what the roles are called."""

from gromada.accounts.states import Role
from gromada.core.permissions import Deed, name_roles, register
from gromada.core.text import _

# A coordinator is not among them: whoever could name the treasurer would hold both keys of a payment.
GIVERS = ("programme_office", "consultant")

name_roles({role.value: role.label for role in Role})

register(
    [
        Deed("accounts.register", _("Register a person who signs in"), (*GIVERS, "coordinator")),
        Deed("accounts.grant", _("Grant a role"), GIVERS),
        Deed("accounts.end_grant", _("End a role"), GIVERS),
        Deed(
            "accounts.organisation",
            _("Register an organisation"),
            ("programme_office", "coordinator", "gops_manager"),
        ),
    ]
)
