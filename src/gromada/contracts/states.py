"""States of a contract (domain.md 2.8)."""

from django.db import models

from gromada.core.text import _
from gromada.core.workflow import Table, Transition, register


class ContractState(models.TextChoices):
    DRAFT = "draft", _("draft")
    LEGAL_REVIEW = "legal_review", _("with the legal counsel")
    RETURNED = "returned", _("returned by the legal counsel")
    ACCEPTED = "accepted", _("ready to be signed")
    SIGNED = "signed", _("in force")
    COMPLETED = "completed", _("completed")


CONTRACT = register(
    Table(
        name="contracts.contract",
        title=_("Contract"),
        states=ContractState,
        transitions=(
            Transition(
                ContractState.DRAFT, ContractState.LEGAL_REVIEW, "contracts.submit", _("sent to the legal counsel")
            ),
            Transition(
                ContractState.RETURNED,
                ContractState.LEGAL_REVIEW,
                "contracts.submit",
                _("sent to the legal counsel again"),
            ),
            Transition(
                ContractState.DRAFT,
                ContractState.ACCEPTED,
                "contracts.submit",
                _("made ready; no legal review is needed"),
            ),
            Transition(
                ContractState.RETURNED,
                ContractState.ACCEPTED,
                "contracts.submit",
                _("made ready; no legal review is needed"),
            ),
            Transition(
                ContractState.LEGAL_REVIEW,
                ContractState.ACCEPTED,
                "contracts.accept",
                _("accepted by the legal counsel"),
            ),
            Transition(
                ContractState.LEGAL_REVIEW,
                ContractState.RETURNED,
                "contracts.return",
                _("returned by the legal counsel"),
            ),
            Transition(ContractState.ACCEPTED, ContractState.SIGNED, "contracts.sign", _("signed")),
            Transition(
                ContractState.ACCEPTED,
                ContractState.LEGAL_REVIEW,
                "contracts.submit",
                _("sent to the legal counsel: the rate changed"),
            ),
            Transition(ContractState.SIGNED, ContractState.COMPLETED, "contracts.complete", _("completed")),
        ),
        turn={
            ContractState.DRAFT: "coordinator",
            ContractState.RETURNED: "coordinator",
            ContractState.LEGAL_REVIEW: "counsel",
            ContractState.ACCEPTED: "mayor",
        },
    )
)
WRITABLE = (ContractState.DRAFT, ContractState.RETURNED)
IN_FORCE = (ContractState.SIGNED, ContractState.COMPLETED)
