"""What a contract must keep to: who may provide, how much is left, which days, and when legal counsel must accept it.

Every rule answers None, or a `Broken`: the sentence, the rule's name, where it was read, and the field that it is
about.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from gromada.core.text import _
from gromada.strategies.rules import FieldRefusal

LEGAL_REVIEW_SOURCE = "domain.md 2.8, F7, O29"
PROVIDER_SOURCE = "R50, R51; domain.md 3.3 V7"
VALUE_SOURCE = "domain.md 3.3 V3"
DATES_SOURCE = "domain.md 3.3 V3, V5; 6.5"


class Broken(NamedTuple):
    """A rule that a deed would break."""

    sentence: object
    rule: str
    source: str = ""
    field: str = ""


def hold(broken: Broken | None) -> None:
    """Raise the refusal for a rule that the deed would break; nothing when it breaks none."""
    if broken is not None:
        raise FieldRefusal(broken.sentence, field=broken.field, rule=broken.rule, source=broken.source)


def provider_allowed(*, is_office: bool, kind_name: str, allowed: bool | None, reason: str) -> Broken | None:
    """Only a kind that the programme lists may be a party (R50, R51); an office is none, nor an informal group (Q16).

    `allowed` is None where the programme does not know the kind.
    """
    if is_office:
        text = _(
            "An office of the programme cannot be a provider. Choose an organisation or a private person "
            "who provides services."
        )
    elif allowed is None:
        text = _("The programme does not list this kind of provider: %(kind)s. Choose a provider of another kind.") % {
            "kind": kind_name
        }
    elif not allowed:
        text = _("%(kind)s: %(reason)s. Choose a provider of another kind.") % {
            "kind": kind_name,
            "reason": reason.rstrip("."),
        }
    else:
        return None
    return Broken(text, "provider_kind", PROVIDER_SOURCE, "provider")


def left_of_line(planned_pln: Decimal, others_pln: Iterable[Decimal]) -> Decimal:
    """PLN of a plan line that no contract has taken yet."""
    return planned_pln - sum(others_pln, Decimal("0.00"))


def value_fits(value_pln: Decimal, left_pln: Decimal, *, written: str, left_written: str) -> Broken | None:
    """A contract takes at most what is left of its plan line, in PLN and to the grosz (V3)."""
    if value_pln <= 0:
        return Broken(_("The value of a contract is more than zero."), "contract_value", VALUE_SOURCE, "value_pln")
    if value_pln <= left_pln:
        return None
    text = _(
        "The contract is worth %(value)s, and %(left)s is left of the planned cost of this service. "
        "Lower the value or have the plan changed."
    ) % {
        "value": written,
        "left": left_written,
    }
    return Broken(text, "contract_value", VALUE_SOURCE, "value_pln")


def worth_something(value: Decimal) -> Broken | None:
    """Converted, a contract is worth at least a cent: the book keeps nothing smaller."""
    if value > 0:
        return None
    text = _("Converted, this is less than a cent. Type the whole value of the contract.")
    return Broken(text, "contract_value", VALUE_SOURCE, "value_pln")


def days_fit(starts_on: date, ends_on: date, *, plan_accepted_on: date, window: tuple[date, date]) -> Broken | None:
    """Both days lie in the programme's window, in order, and not before the plan was accepted."""
    names = {"from": _day(window[0]), "until": _day(window[1]), "accepted": _day(plan_accepted_on)}
    if ends_on < starts_on:
        return Broken(
            _("The contract ends before it starts. Change one of the days."), "contract_days", DATES_SOURCE, "ends_on"
        )
    if starts_on < window[0] or ends_on > window[1]:
        text = _("The programme pays for services from %(from)s to %(until)s. Choose days between them.") % names
        return Broken(text, "programme_window", DATES_SOURCE, "starts_on" if starts_on < window[0] else "ends_on")
    if starts_on < plan_accepted_on:
        text = _("The plan was accepted on %(accepted)s. A service of it starts on that day or later.") % names
        return Broken(text, "after_acceptance", DATES_SOURCE, "starts_on")
    return None


def deed_day_fits(on: date, *, not_before: date, window: tuple[date, date]) -> Broken | None:
    """A deed is dated inside the programme's window and not before the deed that it follows."""
    names = {"from": _day(window[0]), "until": _day(window[1]), "before": _day(not_before)}
    if not window[0] <= on <= window[1]:
        text = _("The programme runs from %(from)s to %(until)s. This deed cannot bear a day outside it.") % names
        return Broken(text, "programme_window", DATES_SOURCE, "on")
    if on < not_before:
        text = _("The step before this one was made on %(before)s. Choose that day or a later one.") % names
        return Broken(text, "deeds_in_order", DATES_SOURCE, "on")
    return None


def needs_review(value: Decimal, above: Decimal | None) -> bool:
    """Whether legal counsel must accept a contract worth `value` (programme currency, gross): *more than* the
    threshold."""
    return above is not None and value > above


def review_missing(
    value: Decimal, above: Decimal | None, *, accepted: bool, written: str, above_written: str
) -> Broken | None:
    """A contract above the threshold is not signed before legal counsel has accepted it (V6)."""
    if not needs_review(value, above) or accepted:
        return None
    text = _(
        "At today's rate the contract is worth %(value)s, more than %(above)s. Send it to the legal counsel first."
    ) % {
        "value": written,
        "above": above_written,
    }
    return Broken(text, "legal_review", LEGAL_REVIEW_SOURCE)


def _day(day: date) -> str:
    return f"{day:%d.%m.%Y}"
