"""Numbers that Poland gives to people, firms, places and bank accounts: read, checked, and written in one way.

Every ``normalise_x`` takes what a person typed and returns the stored form, or raises Invalid with a sentence
(domain.md 3.1).
"""

import re
from datetime import date
from typing import Literal, NamedTuple

from stdnum import iban
from stdnum.pl import nip, pesel, regon

from gromada.core.text import _

_SEPARATORS = re.compile(r"[\s\-\u2010-\u2015\u2212./]+")
_TERC_KINDS = "1234589"


class Invalid(ValueError):  # noqa: N818 - named as a sentence reads
    """The number cannot be right; the message says what, why and what to do."""


class PeselFacts(NamedTuple):
    birth_date: date
    sex: Literal["F", "M"]


def _digits(text: str, name: str, *lengths: int) -> str:
    """The digits of ``text`` without separators; Invalid when there is something else, or too few or too many."""
    found = _SEPARATORS.sub("", str(text))
    expected = (
        _("%(first)s or %(second)s") % {"first": lengths[0], "second": lengths[1]} if len(lengths) > 1 else lengths[0]
    )
    if not found:
        raise Invalid(_("Type the %(name)s: %(expected)s digits.") % {"name": name, "expected": expected})
    if not (found.isascii() and found.isdigit()):
        raise Invalid(
            _("Type the %(name)s: %(expected)s digits. This one holds something that is not a digit.")
            % {"name": name, "expected": expected}
        )
    if len(found) not in lengths:
        raise Invalid(
            _("Type the %(name)s: %(expected)s digits. This one has %(count)s.")
            % {"name": name, "expected": expected, "count": len(found)}
        )
    return found


def _check_digit_fails(name: str) -> Invalid:
    return Invalid(
        _("This %(name)s does not agree with its check digit. Compare it with the document, digit by digit.")
        % {"name": name}
    )


def _without_prefix(text: str, prefix: str = "PL") -> str:
    bare = str(text).strip()
    return bare[len(prefix) :] if bare.upper().startswith(prefix) else bare


def normalise_pesel(text: str) -> str:
    """11 digits with a right check digit and a possible date of birth."""
    digits = _digits(text, "PESEL", 11)
    if digits[-1] != pesel.calc_check_digit(digits[:-1]):
        raise _check_digit_fails("PESEL")
    if not pesel.is_valid(digits):
        raise Invalid(
            _(
                "The first six digits of this PESEL are not a date of birth. Compare it with the "
                "document, digit by digit."
            )
        )
    return digits


def pesel_facts(text: str) -> PeselFacts:
    """Date of birth and sex that a valid PESEL tells; Invalid as in normalise_pesel."""
    digits = normalise_pesel(text)
    return PeselFacts(pesel.get_birth_date(digits), pesel.get_gender(digits))


def normalise_nip(text: str) -> str:
    """10 digits of a tax number; dashes, spaces and a leading PL are dropped."""
    digits = _digits(_without_prefix(text), "NIP", 10)
    if digits == "0" * 10 or not nip.is_valid(digits):
        raise _check_digit_fails("NIP")
    return digits


def normalise_regon(text: str) -> str:
    """9 digits, or 14 for a local unit whose first nine are a valid REGON too."""
    digits = _digits(text, "REGON", 9, 14)
    if not digits.strip("0") or not regon.is_valid(digits):
        raise _check_digit_fails("REGON")
    return digits


def normalise_krs(text: str) -> str:
    """10 digits with the leading zeros; the register has no check digit."""
    digits = _digits(text, "KRS", 10)
    if not digits.strip("0"):
        raise Invalid(
            _("A KRS number is not all zeros. Copy it from the register, or leave it empty if there is none.")
        )
    return digits


def _bank_check_digits_fail() -> Invalid:
    return Invalid(
        _("This bank account number does not agree with its check digits. Copy it from the contract or from the bank.")
    )


def normalise_nrb(text: str) -> str:
    """26 digits of a Polish bank account: the check digits (mod 97) and the bank's sort code must both agree."""
    digits = _digits(_without_prefix(text), _("bank account number"), 26)
    if int(digits[2:] + "2521" + digits[:2]) % 97 != 1:
        raise _bank_check_digits_fail()
    if not sort_code_agrees(digits[2:10]):
        raise Invalid(
            _(
                "The bank's sort code inside this account number does not exist. Copy it from the "
                "contract or from the bank."
            )
        )
    return digits


def sort_code_agrees(code: str) -> bool:
    """Whether the eighth digit of a bank's sort code follows from the seven before (weights 3 9 7 1 3 9 7)."""
    total = sum(weight * int(digit) for weight, digit in zip((3, 9, 7, 1, 3, 9, 7), code[:7], strict=True))
    return (10 - total % 10) % 10 == int(code[7])


def normalise_iban(text: str) -> str:
    """An IBAN of any country without spaces, in capitals; a Polish one is held to the rules of the NRB as well."""
    bare = _SEPARATORS.sub("", str(text)).upper()
    if not re.match(r"[A-Z]{2}[0-9]{2}", bare):
        raise Invalid(
            _("An IBAN starts with the country and two digits, for example PL61. Copy the whole number from the bank.")
        )
    if bare.startswith("PL"):
        return f"PL{normalise_nrb(bare)}"
    if not iban.is_valid(bare):
        raise _bank_check_digits_fail()
    return bare


def normalise_terc(text: str) -> str:
    """7 digits of a gmina in TERYT: voivodeship (even, 02-32), powiat, gmina, kind. There is no check digit."""
    bare = _SEPARATORS.sub("", str(text))
    if len(bare) == 6 and bare.isdigit():
        raise Invalid(
            _(
                "Type the TERC code: 7 digits. This one has 6; a spreadsheet may have dropped the zero "
                "in front (02, 04, 06, 08)."
            )
        )
    digits = _digits(bare, "TERC", 7)
    voivodeship, powiat, gmina, kind = digits[:2], digits[2:4], digits[4:6], digits[6]
    if int(voivodeship) % 2 or not 2 <= int(voivodeship) <= 32:
        raise Invalid(
            _(
                "The TERC code %(code)s starts with %(part)s, and no voivodeship has that number. They "
                "are even, 02 to 32."
            )
            % {"code": digits, "part": voivodeship}
        )
    if powiat == "00" or gmina == "00" or kind not in _TERC_KINDS:
        raise Invalid(
            _(
                "The TERC code %(code)s names no gmina. Look it up in TERYT: voivodeship, powiat, gmina "
                "and kind (1-5, 8 or 9)."
            )
            % {"code": digits}
        )
    return digits


def normalise_simc(text: str) -> str:
    """7 digits of a place in TERYT, zeros in front kept."""
    return _digits(text, "SIMC", 7)


def normalise_postal_code(text: str) -> str:
    """A postal code written 00-513."""
    digits = _digits(text, _("postal code"), 5)
    return f"{digits[:2]}-{digits[2:]}"


def normalise_nbp_table(text: str) -> str:
    """The number of a table of rates of the National Bank of Poland: 096/A/NBP/2025 (table A, B or C)."""
    found = re.fullmatch(r"([0-9]{1,3})/([ABC])/NBP/([0-9]{4})", re.sub(r"\s", "", str(text)).upper())
    if found is None or not int(found[1]):
        raise Invalid(
            _("“%(text)s” is not the number of an NBP table. Write it as in the table: 096/A/NBP/2025.")
            % {"text": str(text).strip()}
        )
    return f"{int(found[1]):03d}/{found[2]}/NBP/{found[3]}"
