"""Amounts as people write and read them, in Polish and in English."""

import re
from decimal import Decimal

from django.utils.translation import get_language

from gromada.core.money.arithmetic import exact, from_minor, round_half_up
from gromada.core.text import _

CURRENCIES = ("EUR", "PLN")

NBSP = "\u00a0"
MINUS = "\u2212"

_UNITS = {"ZŁ": "PLN", "ZL": "PLN", "PLN": "PLN", "EUR": "EUR", "EURO": "EUR", "€": "EUR"}
_UNIT = r"(?:zł|zl|pln|euro|eur|€)"
_AROUND = re.compile(
    rf"(?P<before>{_UNIT})?\.? ?(?P<number>[-+]? ?[0-9., ]*[0-9]) ?(?P<after>{_UNIT})?\.?\Z", re.IGNORECASE
)
_SPACED = re.compile(r"[0-9]{1,3}(?: [0-9]{3})+")
_DIGITS = re.compile(r"[0-9]+")


class UnreadableAmount(ValueError):  # noqa: N818 - named as a sentence reads
    """A text that is no amount; the message is a sentence for the person who typed it."""


def parse_amount(text: str, currency: str | None = None, places: int = 2) -> Decimal:
    """Reads an amount as people type it: ``1 234,50``, ``1234.50``, ``66.200 EURO``, ``PLN 1,234.50``, ``−5 zł``.

    Groups of three behind dots are thousands; a single comma is always the decimal comma. With ``currency`` an amount
    in another unit is refused. With ``places=4`` it reads a rate, where one dot is a decimal point. UnreadableAmount (a
    ValueError) with a sentence when the text can be read in two ways or in none, or has more than ``places`` decimals.
    """
    if not isinstance(text, str):
        raise TypeError(f"parse_amount reads text, not {type(text).__name__}.")
    # split() knows the no-break, narrow and thin spaces that spreadsheets and typographers put between thousands.
    plain = " ".join(text.replace(MINUS, "-").replace("\u2013", "-").split())
    if not plain:
        raise UnreadableAmount(_("There is no amount here. Type a number, for example 1 234,50."))
    match = _AROUND.match(plain)
    if match is None or (match["before"] and match["after"]):
        raise _unreadable(text)
    unit = match["before"] or match["after"]
    if currency and unit and _UNITS[unit.upper()] != currency:
        raise UnreadableAmount(
            _("“%(text)s” is not in %(currency)s. Type the amount in %(currency)s, or leave the unit out.")
            % {"text": text, "currency": currency}
        )
    number = match["number"].replace("- ", "-").replace("+ ", "+")
    sign, number = (-1 if number.startswith("-") else 1), number.lstrip("+-")
    whole, fraction = _split(number, places) or (None, "")
    if whole is None:
        raise _unreadable(text)
    if len(fraction) > places:
        raise UnreadableAmount(
            _("“%(text)s” has more than %(places)s decimal places. Round it to %(places)s places and type it again.")
            % {"text": text, "places": places}
        )
    return from_minor(sign * int(whole + fraction.ljust(places, "0")), places)


def _split(number: str, places: int) -> tuple[str, str] | None:
    """Whole part and decimals as digits, or None when the signs between them make no sense."""
    dots, commas = number.count("."), number.count(",")
    if dots and commas:
        decimal, thousands = (",", ".") if number.rindex(",") > number.rindex(".") else (".", ",")
        whole, _sign, fraction = number.rpartition(decimal)
        return _joined(whole, thousands, fraction)
    if commas == 1 or (dots == 1 and (places > 2 or not re.fullmatch(r"[1-9][0-9]{0,2}\.[0-9]{3}", number))):
        whole, _sign, fraction = number.replace(".", ",").partition(",")
        return _joined(whole, " ", fraction)
    if dots or commas:
        return _joined(number, "." if dots else ",", "")
    return _joined(number, " ", "")


def _joined(whole: str, thousands: str, fraction: str) -> tuple[str, str] | None:
    grouped = whole.replace(thousands, " ") if " " not in whole or thousands == " " else whole
    if not (_SPACED.fullmatch(grouped) or _DIGITS.fullmatch(grouped)) or (fraction and not _DIGITS.fullmatch(fraction)):
        return None
    return grouped.replace(" ", ""), fraction


def _unreadable(text: str) -> UnreadableAmount:
    return UnreadableAmount(
        _("“%(text)s” is not an amount. Type digits with one decimal comma, for example 1 234,50.") % {"text": text}
    )


def format_number(value: Decimal | int, places: int | None = None, language: str | None = None) -> str:
    """A number with thousands apart and a real minus; ``places`` rounds half up, None keeps the value's decimals."""
    exact(value)
    number = Decimal(value) if places is None else round_half_up(value, places)
    text = f"{number.copy_abs():,f}"
    if _is_polish(language):
        text = text.translate({ord(","): NBSP, ord("."): ","})
    return f"{MINUS}{text}" if number < 0 else text


def format_amount(amount: Decimal | int, currency: str, language: str | None = None) -> str:
    """An amount to the cent with its unit: ``6 300,00 zł``, ``1 234,50 EUR`` in Polish, ``EUR 1,234.50`` in English.

    The spaces are no-break. Without ``language`` the active one. ValueError for a currency the programme does not keep.
    """
    if currency not in CURRENCIES:
        raise ValueError(f"{currency!r} is not a currency of the ledger; it keeps {' and '.join(CURRENCIES)}.")
    number = format_number(amount, 2, language)
    if not _is_polish(language):
        return f"{currency}{NBSP}{number}"
    return f"{number}{NBSP}{'zł' if currency == 'PLN' else currency}"


def _is_polish(language: str | None) -> bool:
    return (language or get_language() or "pl").partition("-")[0] == "pl"
