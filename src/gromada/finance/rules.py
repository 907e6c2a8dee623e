"""Invoices and payments in figures: what fits into a contract, how a payment is split, and what the allocation covers.

Amounts of a share are exact: parts add up to the whole to the cent, in PLN and in the programme's currency.
"""

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil

from gromada.contracts.rules import Broken
from gromada.core.money import apportion, from_minor, round_half_up
from gromada.core.text import _

INVOICE_SOURCE = "domain.md 6.5, 6.6"
SPLIT_SOURCE = "domain.md 3.3 V4; 6.6"
PAYMENT_DAY_SOURCE = "domain.md 3.3 V5"
FOUR_EYES_SOURCE = "domain.md 2.11, 6.5"
LIMIT_SOURCE = "domain.md 3.3 V2; 6.4"
ZERO = Decimal("0.00")
_HALF_CENT = Fraction(1, 200)


def converted(amount_pln: Decimal, rate: Decimal) -> Decimal:
    """PLN in the programme's currency at `rate` (PLN for one unit; 1 where the programme counts in PLN)."""
    return round_half_up(Fraction(amount_pln) / Fraction(rate))


def covered_pln(left: Decimal, rate: Decimal) -> Decimal:
    """The largest amount in PLN that `left` (programme currency) still pays for at `rate`, to the grosz.

    One grosz more would convert to more than is left. Zero when nothing is left.
    """
    if left <= 0:
        return ZERO
    whole = ceil((Fraction(left) + _HALF_CENT) * Fraction(rate) * 100) - 1
    return from_minor(whole)


def to_book_elsewhere(inside_pln: Decimal, left: Decimal, rate: Decimal) -> Decimal:
    """How many PLN of a payment the allocation does not cover: the smallest part to book to a source outside it."""
    if converted(inside_pln, rate) <= left:
        return ZERO
    return inside_pln - covered_pln(left, rate)


def split(shares: Mapping[str, Decimal], inside: Collection[str], rate: Decimal) -> dict[str, Decimal]:
    """Each share in the programme's currency; together exactly the payment converted as a whole.

    The part that counts to the allocation is converted as one amount, for that is what the limit is tested on; the rest
    of the payment lies outside it. Within each part the cents go by largest remainder.
    """
    gross = sum(shares.values(), ZERO)
    within = {code: amount for code, amount in shares.items() if code in inside}
    beyond = {code: amount for code, amount in shares.items() if code not in inside}
    used = converted(sum(within.values(), ZERO), rate)
    parts: dict[str, Decimal] = {}
    for total, part in ((used, within), (converted(gross, rate) - used, beyond)):
        if part:
            parts |= dict(zip(part, apportion(total, list(part.values())), strict=True))
    return {code: parts[code] for code in shares}


def rate_difference(inside_pln: Decimal, committed_rate: Decimal, paid_rate: Decimal) -> Decimal:
    """Committed minus paid, programme currency, for what the allocation bore: above zero when the payment took less."""
    return converted(inside_pln, committed_rate) - converted(inside_pln, paid_rate)


def invoiced_now(before_pln: Decimal, gross_pln: Decimal, rate: Decimal) -> Decimal:
    """The invoice at the rate of the signature, so that all invoices of a contract add up to exactly its value.

    `before_pln`: what was invoiced under the contract until now.
    """
    return converted(before_pln + gross_pln, rate) - converted(before_pln, rate)


def invoice_fits(gross_pln: Decimal, left_pln: Decimal, *, written: str, left_written: str) -> Broken | None:
    """An invoice is at most what is left of its contract in PLN, to the grosz."""
    if gross_pln <= 0:
        return Broken(_("The amount of an invoice is more than zero."), "invoice_amount", INVOICE_SOURCE, "gross_pln")
    if gross_pln <= left_pln:
        return None
    text = _(
        "The invoice is for %(gross)s, and %(left)s is left of the contract. Ask the provider for a corrected invoice."
    ) % {
        "gross": written,
        "left": left_written,
    }
    return Broken(text, "invoice_amount", INVOICE_SOURCE, "gross_pln")


def invoice_days_fit(issued_on: date, received_on: date, due_on: date, *, signed_on: date) -> Broken | None:
    """Issued after the signature (6.5), received not before it was issued, due not before it was issued."""
    if issued_on < signed_on:
        text = _("The contract was signed on %(signed)s. An invoice issued before that day is not paid.") % {
            "signed": _day(signed_on)
        }
        return Broken(text, "after_signature", PAYMENT_DAY_SOURCE, "issued_on")
    if received_on < issued_on:
        text = _("The invoice is issued on a later day than it was received. Check the day of issue.")
        return Broken(text, "invoice_days", INVOICE_SOURCE, "issued_on")
    if due_on < issued_on:
        text = _("The invoice would be due before it was issued. Check the day of payment.")
        return Broken(text, "invoice_days", INVOICE_SOURCE, "due_on")
    return None


def payment_day_fits(on: date, *, signed_on: date, received_on: date, window: tuple[date, date]) -> Broken | None:
    """A payment lies in the programme's window, after the signature and not before the invoice came (V5)."""
    names = {
        "from": _day(window[0]),
        "until": _day(window[1]),
        "signed": _day(signed_on),
        "received": _day(received_on),
    }
    if not window[0] <= on <= window[1]:
        text = _("The programme pays from %(from)s to %(until)s. A payment on another day is not eligible.") % names
    elif on < signed_on:
        text = _("The contract was signed on %(signed)s. Nothing is paid before that day.") % names
    elif on < received_on:
        text = _("The invoice came on %(received)s. It cannot be paid before that day.") % names
    else:
        return None
    return Broken(text, "payment_day", PAYMENT_DAY_SOURCE, "paid_on")


def shares_fit(
    shares: Mapping[str, Decimal], known: Collection[str], gross_pln: Decimal, *, written: str, sum_written: str
) -> Broken | None:
    """Shares name sources of the programme, none is below zero, and they add up to the invoice to the grosz (V4)."""
    unknown = [code for code in shares if code not in known]
    if unknown:
        text = _("The programme has no source of money “%(code)s”.") % {"code": unknown[0]}
    elif any(amount < 0 for amount in shares.values()):
        text = _("A share of a payment cannot be below zero.")
    elif sum(shares.values(), ZERO) != gross_pln:
        text = _("The shares add up to %(sum)s, and the invoice is for %(gross)s. Mend the shares.") % {
            "sum": sum_written,
            "gross": written,
        }
    else:
        return None
    return Broken(text, "shares_sum", SPLIT_SOURCE)


def allocation_covers(elsewhere_pln: Decimal, *, written: str, left_written: str, sources: str) -> Broken | None:
    """What the allocation does not cover at today's rate is booked to another source, never refused outright (6.4)."""
    if elsewhere_pln == ZERO:
        return None
    text = _(
        "%(left)s of the allocation is left, so it does not cover the whole payment at this rate. Book "
        "%(amount)s to another source: %(sources)s."
    ) % {
        "left": left_written,
        "amount": written,
        "sources": sources,
    }
    return Broken(text, "allocation_covers", LIMIT_SOURCE)


def _day(day: date) -> str:
    return f"{day:%d.%m.%Y}"
