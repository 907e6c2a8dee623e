"""Checks of a programme's money and rules: envelopes, windows, editions of the rules and their parameters."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise

from gromada.core.text import _

from .definition import Definition
from .findings import Finding, error, warning
from .rulesets import RuleSet


def check_envelopes(d: Definition) -> Iterator[Finding]:
    """No parts of a sum are above the whole. (V1)"""
    for component in d.components:
        if component.part_of and d.component(component.part_of) is None:
            yield error(
                "component_unknown",
                _("Component %(code)s is part of %(whole)s, which is not listed.")
                % {"code": component.code, "whole": component.part_of},
                _("List the larger component, or leave out part_of."),
                component.source,
            )
        if component.envelope is not None:
            parts = [part.envelope for part in d.components if part.part_of == component.code]
            yield from _above(parts, component.envelope, component.name_pl, component.source)
    if d.umbrella and d.umbrella.amount is not None:
        top = [component.envelope for component in d.components if not component.part_of]
        yield from _above(top, d.umbrella.amount, d.umbrella.name_pl, d.umbrella.source)
    if d.services_envelope:
        yield from _check_services(d)


def _check_services(d: Definition) -> Iterator[Finding]:
    envelope = d.services_envelope
    whole = d.component(envelope.component) if envelope.component else None
    if envelope.component and whole is None:
        yield error(
            "component_unknown",
            _("The envelope of the allocations belongs to component %(code)s, which is not listed.")
            % {"code": envelope.component},
            _("List the component, or leave “component” out."),
            envelope.source,
        )
    if whole is not None and whole.envelope is not None:
        yield from _above([envelope.amount], whole.envelope, whole.name_pl, envelope.source)
    yield from _above([region.amount for region in d.regions], envelope.amount, d.name_pl, envelope.source)


def _above(parts: list[Decimal | None], whole: Decimal, name: str, source: str) -> Iterator[Finding]:
    total = sum((part for part in parts if part is not None), Decimal(0))
    if total > whole:
        yield error(
            "parts_above_whole",
            _("The parts of “%(name)s” add up to %(total)s, which is more than the whole of %(whole)s.")
            % {"name": name, "total": total, "whole": whole},
            _("Correct the amounts, or move a part elsewhere."),
            source,
        )


def check_money_sources(d: Definition) -> Iterator[Finding]:
    """Some source of money uses up the allocation."""
    if not d.abstract and not any(source.counts_to_allocation for source in d.money_sources):
        yield error(
            "no_source_counts",
            _("No source of money counts to the allocation, so nothing could ever be spent of it."),
            _("Set counts_to_allocation = true for at least one of [[money_sources]]."),
        )


def check_window(d: Definition) -> Iterator[Finding]:
    """The window and the horizon run forward, and the window lies within the horizon."""
    if d.horizon and d.horizon.first_year > d.horizon.last_year:
        yield error(
            "horizon_order",
            _("The horizon ends before it begins."),
            _("Swap first_year and last_year."),
            d.horizon.source,
        )
    if d.window is None:
        if not d.abstract:
            yield error(
                "window_missing",
                _("The programme does not say when money may be spent."),
                _("Add [window] with “since” and “until”."),
            )
        return
    if d.window.since > d.window.until:
        yield error(
            "window_order", _("The window ends before it begins."), _("Swap “since” and “until”."), d.window.source
        )
    if d.horizon and not (d.horizon.first_year <= d.window.since.year and d.window.until.year <= d.horizon.last_year):
        yield warning(
            "window_outside_horizon",
            _("Money may be spent from %(since)s to %(until)s, outside the years of the programme's horizon.")
            % {"since": d.window.since, "until": d.window.until},
            _("Check both; an extension of the window is a new version of the file."),
            d.window.source,
        )


def check_rule_sets(d: Definition) -> Iterator[Finding]:
    """The editions of the rules follow one another without overlap or gap and cover the window."""
    for rules in d.rule_sets:
        yield from _check_parameters(d, rules)
        if rules.valid_until is not None and rules.valid_until < rules.valid_from:
            yield error(
                "rules_order",
                _("Edition %(version)s of the rules ends before it begins.") % {"version": rules.version},
                _("Swap valid_from and valid_until."),
                rules.source,
            )
    ordered = sorted(d.rule_sets, key=lambda rules: rules.valid_from)
    for earlier, later in pairwise(ordered):
        if earlier.valid_until is None or earlier.valid_until >= later.valid_from:
            yield error(
                "rules_overlap",
                _("The editions %(earlier)s and %(later)s of the rules both hold on %(day)s.")
                % {"earlier": earlier.version, "later": later.version, "day": later.valid_from},
                _("Let the earlier one end on the day before the later one begins."),
                later.source,
            )
        elif earlier.valid_until + timedelta(days=1) < later.valid_from:
            yield warning(
                "rules_gap",
                _("No rules hold between the editions %(earlier)s and %(later)s.")
                % {"earlier": earlier.version, "later": later.version},
                _("Say which edition holds on the days between them."),
                later.source,
            )
    yield from _check_cover(d)


def _check_cover(d: Definition) -> Iterator[Finding]:
    if d.abstract or d.window is None:
        return
    bare = [day for day in (d.window.since, d.window.until) if d.rule_set_on(day) is None]
    for day in bare:
        yield error(
            "rules_missing",
            _("No edition of the rules holds on %(day)s, a day of the window.") % {"day": day},
            _("Add a rule set for it, or say in one that it holds then too."),
            d.window.source,
        )


def _check_parameters(d: Definition, rules: RuleSet) -> Iterator[Finding]:
    place = {"version": rules.version}
    for name in ("unlock_before", "unlock_after", "exchange_rule"):
        if rules.value(name) is None:
            yield error(
                "parameter_missing",
                _("Edition %(version)s of the rules does not state %(name)s.") % {**place, "name": name},
                _("Add it to [parameters], or to the edition."),
                rules.source,
            )
    ratios = {name: rules.value(name) for name in ("unlock_before", "unlock_after")}
    limits = rules.value("group_limits") or {}
    ratios |= {f"group_limits.{group}": limit for group, limit in limits.items()}
    for name, ratio in ratios.items():
        if ratio is not None and not 0 <= ratio <= 1:
            yield error(
                "ratio_outside",
                _("Edition %(version)s: %(name)s is %(ratio)s, not a part of the whole.")
                % {**place, "name": name, "ratio": ratio},
                _("Write a part between 0 and 1, such as “1/3”."),
                rules.parameters[name.split(".")[0]].source,
            )
    for group in limits:
        if d.group(group) is None:
            yield error(
                "group_unknown",
                _("Edition %(version)s limits group %(group)s, which is not listed.") % {**place, "group": group},
                _("List the group, or leave the limit out."),
                rules.parameters["group_limits"].source,
            )
    yield from _check_order(d, rules)


def _check_order(d: Definition, rules: RuleSet) -> Iterator[Finding]:
    before, after = rules.value("unlock_before"), rules.value("unlock_after")
    if before is not None and after is not None and before > after:
        yield error(
            "unlock_order",
            _("Edition %(version)s unlocks less after the strategy is adopted than before.")
            % {"version": rules.version},
            _("Let unlock_after be at least unlock_before."),
            rules.source,
        )
    if (d.currency == "PLN") != (rules.exchange_rule == "none"):
        yield error(
            "exchange_rule_wrong",
            _("The programme's currency is %(currency)s, which does not go with the exchange rule %(rule)s.")
            % {"currency": d.currency, "rule": rules.exchange_rule},
            _("A programme in złoty has the rule “none”, one in another currency needs a rule."),
            rules.source,
        )
