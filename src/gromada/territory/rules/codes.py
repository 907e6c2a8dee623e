"""What must be true of a unit's code. Plain Python."""

from gromada.core.permissions import Refusal
from gromada.core.text import _

DIGITS = {"voivodeship": 2, "powiat": 4, "gmina": 7}


def check_code(level: str, code: str, kind: str) -> None:
    """The length of a code follows from the level, and a gmina's last digit is its kind (TERC; domain.md 3.1)."""
    wanted = DIGITS.get(level)
    if wanted is None or (level == "country" and code == "00"):
        return
    if not (code.isdigit() and len(code) == wanted):
        raise Refusal(_("The code “%(code)s” is not one of a %(level)s: %(digits)d digits are needed.")
                      % {"code": code, "level": level, "digits": wanted})  # fmt: skip
    if level == "gmina" and code[-1] != kind:
        raise Refusal(
            _("The code %(code)s ends with another kind than %(kind)s.") % {"code": code, "kind": kind or "-"}
        )
