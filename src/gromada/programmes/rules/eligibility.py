"""Who may take part. Plain Python: no query, no clock (R11, R16)."""

from collections.abc import Collection, Sequence

from gromada.core.permissions import Refusal
from gromada.core.text import _


def check_eligible(kind: str, kinds: Sequence[str], name: str) -> None:
    """Only some kinds of gminas take part, by the last digit of their code (R16)."""
    if kinds and kind not in kinds:
        raise Refusal(
            _("%(gmina)s is of a kind that does not take part: its code ends with %(kind)s, allowed are %(kinds)s.")
            % {"gmina": name, "kind": kind, "kinds": ", ".join(kinds)},
            rule="eligibility",
            source="R16",
        )


def check_named(code: str, name: str, *, named: Collection[str], most: int | None) -> None:
    """Where the file names all gminas of the programme, no other takes part; where it says there are more, any may."""
    if named and code not in named and (most or 0) <= len(named):
        raise Refusal(
            _("%(gmina)s is not among the gminas that the programme names.") % {"gmina": name},
            rule="eligibility",
            source="R11, R85",
        )
