"""Dated rule sets: which edition of the rules holds on a day, and its parameters with their sources."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

from .schema import EXCHANGE_RULES, Part

PARAMETERS: Mapping[str, type] = MappingProxyType(
    {
        "unlock_before": Fraction,
        "unlock_after": Fraction,
        "legal_review_above": Decimal,
        "legal_review_basis": str,
        "exchange_rule": str,
        "strategy_max_data_age_years": int,
        "demand_due_days": int,
        "offer_days_min": int,
        "group_limits": dict,
    }
)
"""Every parameter a rule set may state, with the kind of its value; one that is not stated does not apply."""

CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "exchange_rule": EXCHANGE_RULES,
        "legal_review_basis": ("gross", "net"),
    }
)


@dataclass(frozen=True, kw_only=True)
class Parameter(Part):
    """One parameter of the rules: its value, where it was read and how certain it is."""

    name: str
    value: Fraction | Decimal | int | str | Mapping[str, Fraction]


@dataclass(frozen=True, kw_only=True)
class RuleSet(Part):
    """An edition of the rules with the days on which it holds (both included; open-ended without `valid_until`)."""

    version: str
    label_pl: str
    label_en: str
    valid_from: date
    valid_until: date | None = None
    parameters: Mapping[str, Parameter] = field(default_factory=lambda: MappingProxyType({}))

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)

    def value(self, name: str):
        """The value of a parameter, or none where this edition does not state it."""
        parameter = self.parameters.get(name)
        return None if parameter is None else parameter.value

    @property
    def unlock_before(self) -> Fraction:
        """The part of an allocation that is usable before the strategy is adopted."""
        return self.value("unlock_before")

    @property
    def unlock_after(self) -> Fraction:
        """The part of an allocation that is usable once the strategy is adopted."""
        return self.value("unlock_after")

    @property
    def legal_review_above(self) -> Decimal | None:
        """A contract worth more than this (programme currency) needs the legal counsel; none: no such review."""
        return self.value("legal_review_above")

    @property
    def exchange_rule(self) -> str:
        return self.value("exchange_rule") or "none"

    @property
    def strategy_max_data_age_years(self) -> int | None:
        return self.value("strategy_max_data_age_years")

    @property
    def demand_due_days(self) -> int | None:
        """Calendar days from the acceptance of a plan to the demand for funds; none: no demand is made."""
        return self.value("demand_due_days")

    @property
    def offer_days_min(self) -> int | None:
        """Calendar days that a call for offers stays open at least."""
        return self.value("offer_days_min")

    def group_limit(self, group: str) -> Fraction | None:
        """The largest part of an allocation a group may take; none where no limit is known."""
        return (self.value("group_limits") or {}).get(group)
