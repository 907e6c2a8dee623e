"""Who may do what with a contract (domain.md 2.8)."""

from gromada.contracts.states import CONTRACT, WRITABLE, ContractState
from gromada.core.permissions import Deed, register
from gromada.core.text import _
from gromada.plans.states import ServiceState
from gromada.programmes.permissions import stands_still

COORDINATION = ("coordinator", "gops_manager")
# A service may need a second contract while it runs; one that is delivered needs none.
CONTRACTABLE = (ServiceState.PLANNED, ServiceState.CONTRACTED, ServiceState.RUNNING)

DEEDS = (
    Deed("contracts.draft", _("Draft a contract"), COORDINATION, CONTRACTABLE, source="domain.md 2.8"),
    Deed("contracts.change", _("Change"), COORDINATION, WRITABLE, source="domain.md 2.8"),
    Deed(
        "contracts.submit", _("Send on"), COORDINATION, CONTRACT.states_for("contracts.submit"), source="domain.md 2.8"
    ),
    Deed(
        "contracts.accept",
        _("Accept the contract"),
        ("counsel",),
        CONTRACT.states_for("contracts.accept"),
        source="domain.md 2.8, F7",
    ),
    Deed(
        "contracts.return",
        _("Return with a note"),
        ("counsel",),
        CONTRACT.states_for("contracts.return"),
        source="domain.md 2.8, F7",
    ),
    Deed(
        "contracts.sign",
        _("Sign the contract"),
        ("mayor",),
        CONTRACT.states_for("contracts.sign"),
        check=stands_still,
        source="domain.md 3.3 V6",
    ),
    Deed(
        "contracts.complete",
        _("Note that it is completed"),
        COORDINATION,
        (ContractState.SIGNED,),
        source="domain.md 2.8",
    ),
)
register(DEEDS)
