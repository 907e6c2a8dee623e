"""Amounts, numbers, rates and shares on pages, in the language of the page. An empty value shows nothing."""

from decimal import Decimal
from fractions import Fraction

from django import template

from gromada.core.money import format_amount, format_number

register = template.Library()

_EMPTY = (None, "")


@register.filter
def amount(value: Decimal | int | None, currency: str) -> str:
    """``{{ x|amount:"EUR" }}`` or ``{{ x|amount:line.currency }}``."""
    return "" if value in _EMPTY else format_amount(value, currency)


@register.filter
def pln(value: Decimal | int | None) -> str:
    """``6 300,00 zł``"""
    return amount(value, "PLN")


@register.filter
def eur(value: Decimal | int | None) -> str:
    """``1 234,50 EUR``"""
    return amount(value, "EUR")


@register.filter
def number(value: Decimal | float | None, places: int | None = None) -> str:
    """``1 010 300``; with an argument rounded to that many decimals. A measured float is taken as it prints."""
    return "" if value in _EMPTY else format_number(_measured(value), places)


@register.filter
def rate(value: Decimal | None) -> str:
    """An exchange rate with its four decimals: ``3,2026``."""
    return "" if value in _EMPTY else format_number(value, 4)


@register.filter
def percent(share: Decimal | Fraction | float | None, places: int = 0) -> str:
    """A share of one as per cent: 0.2017 → ``20%``, with ``:1`` → ``20,2%``."""
    return "" if share in _EMPTY else f"{format_number(_measured(share) * 100, places)}%"


def _measured(value: Decimal | Fraction | float) -> Decimal | Fraction | int:
    """Measured values, unlike money, may come as floats from statistics."""
    return Decimal(str(float(value))) if isinstance(value, float) else value
