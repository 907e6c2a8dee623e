"""How an envelope becomes amounts: a rule weighs each gmina, one scale fits the sum, tables and regions come first.

Plain Python, exact to the cent: no query, no clock, no binary floating point (R14, R15, domain.md 6.2).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from gromada.core.money import format_number, from_minor, to_minor
from gromada.core.permissions import Refusal
from gromada.core.text import _, join_and
from gromada.programmes.rules.scaling import Bounds, Part, rounded, weight

SOURCE = "domain.md 6.2"
STEP = Decimal(100)  # both amounts that are known end in 00 (domain.md 6.2)
ZERO = Decimal("0.00")
MOST_NAMED = 10
BILLION, CENTS = 10**9, 100


@dataclass(frozen=True)
class Claim:
    """A gmina among which money is divided: its people, how great its need is (1: as the mean), what a table gives it."""

    code: str
    name: str
    people: int
    need: Fraction = Fraction(1)
    region: str = ""
    fixed: Decimal | None = None


@dataclass(frozen=True)
class RegionSum:
    """What the programme names for a voivodeship: an exact sum, or the least it gets."""

    code: str
    name: str
    amount: Decimal
    is_exact: bool = True


@dataclass(frozen=True)
class Terms:
    """The rule and its numbers, in the programme's currency. `base`: what everybody gets first; no ceiling: no limit."""

    envelope: Decimal
    rule: str = "formula"
    base: Decimal = ZERO
    people_power: Fraction = Fraction(1)
    need_power: Fraction = Fraction(0)
    floor: Decimal = ZERO
    ceiling: Decimal | None = None
    step: Decimal = STEP
    regions: tuple[RegionSum, ...] = ()


class Grant(NamedTuple):
    """The amount of one gmina and what it came from.

    `bound`: "floor" or "ceiling" where one of them decided, "fixed" where a table did. `pool`: the voivodeship it was
    divided in, or "". `part`: the way to the amount, in cents.
    """

    code: str
    amount: Decimal
    billionths: int = 0
    scale: Fraction = Fraction(0)
    part: Part | None = None
    bound: str = ""
    pool: str = ""

    @property
    def weight(self) -> Fraction:
        return Fraction(self.billionths, BILLION)

    @property
    def alone(self) -> Fraction:
        """What base and scale give before the bounds."""
        return Fraction(self.part.alone, self.part.under * CENTS)

    @property
    def bounded(self) -> Fraction:
        """What the bounds make of it, before rounding."""
        return Fraction(self.part.bounded, self.part.under * CENTS)


@dataclass(frozen=True)
class Pool:
    """Gminas that share one sum at one scale: a voivodeship with a sum of its own ("lifted" to its least), or the rest."""

    code: str
    name: str
    amount: Decimal
    gminas: int
    scale: Fraction
    is_lifted: bool = False


@dataclass(frozen=True)
class Outcome:
    """A division: every gmina's grant by its code, the pools, the sum, and what a table for all leaves undivided."""

    terms: Terms
    grants: Mapping[str, Grant]
    pools: tuple[Pool, ...]
    total: Decimal
    undivided: Decimal = ZERO

    @cached_property
    def amounts(self) -> dict[str, Decimal]:
        return {code: grant.amount for code, grant in self.grants.items()}

    def held(self, bound: str) -> int:
        """How many gminas the floor, the ceiling or a table decided."""
        return sum(1 for grant in self.grants.values() if grant.bound == bound)


@dataclass(frozen=True)
class Rule:
    """A way to weigh a gmina against others, in billionths; what else is the same for every rule stands in `Terms`."""

    code: str
    label: object
    weigh: Callable[[Claim, Terms], int]


def _formula(claim: Claim, terms: Terms) -> int:
    return weight(claim.people, claim.need, terms.people_power, terms.need_power)


def _per_head(claim: Claim, terms: Terms) -> int:  # noqa: ARG001 - every rule is asked in the same words
    return weight(claim.people, Fraction(1), Fraction(1), Fraction(0))


def _equal(claim: Claim, terms: Terms) -> int:  # noqa: ARG001 - every rule is asked in the same words
    return weight(1, Fraction(1), Fraction(1), Fraction(0))


RULES: Mapping[str, Rule] = {
    rule.code: rule
    for rule in (
        Rule("formula", _("by people and need"), _formula),
        Rule("per_head", _("by heads"), _per_head),
        Rule("equal", _("the same for each"), _equal),
    )
}
"""Every rule there is; a new one is a row here and nothing else."""


def divide(claims: Iterable[Claim], terms: Terms) -> Outcome:
    """Divide the envelope: tables first, then voivodeships with an exact sum, then all others at one scale.

    A voivodeship that would get less than its least is divided on its own at that least, and the others share what is
    left. The sum is the envelope to the cent, nobody is below the floor or above the ceiling, more people never means
    less money, and the order of the gminas does not matter. Only when a table fixes everybody may a part of the envelope
    stay undivided. Raises Refusal, with the numbers and what to do, when it cannot be.
    """
    ordered = sorted(claims, key=lambda claim: claim.code)
    _check(ordered, terms)
    fixed = [claim for claim in ordered if claim.fixed is not None]
    free = [claim for claim in ordered if claim.fixed is None]
    known = {part.code: part for part in terms.regions if any(claim.region == part.code for claim in ordered)}
    for part in known.values():
        _check_table(part, fixed, free)
    grants = {claim.code: Grant(claim.code, claim.fixed, bound="fixed") for claim in fixed}
    taken = sum((claim.fixed for claim in fixed), ZERO)
    if taken > terms.envelope:
        raise Refusal(
            _("The table gives %(sum)s together, more than the %(envelope)s there is. Correct the table or the amount.")
            % {"sum": _written(taken), "envelope": _written(terms.envelope)},
            source=SOURCE,
        )
    if not free:
        return Outcome(terms, grants, (), taken, terms.envelope - taken)
    solved = _solve(free, fixed, known, terms, terms.envelope - taken)
    for found in solved:
        grants |= {grant.code: grant for grant in found.grants()}
    total = sum((grant.amount for grant in grants.values()), ZERO)
    by_code = {claim.code: grants[claim.code] for claim in ordered}
    return Outcome(terms, by_code, tuple(found.pool for found in solved), total)


class _Solved(NamedTuple):
    """A pool with its gminas, before their grants are made: a voivodeship that must be lifted makes it anew."""

    pool: Pool
    claims: Sequence[Claim]
    weights: Sequence[int]
    parts: Sequence[Part]

    def got(self, region: str) -> int:
        """What a voivodeship has in it, in cents."""
        pairs = zip(self.claims, self.parts, strict=True)
        return sum(part.amount for claim, part in pairs if claim.region == region)

    def grants(self) -> Iterator[Grant]:
        scale, code = self.pool.scale, self.pool.code
        for claim, weight_, part in zip(self.claims, self.weights, self.parts, strict=True):
            yield Grant(claim.code, from_minor(part.amount), weight_, scale, part, part.bound, code)


def _solve(
    free: Sequence[Claim], fixed: Sequence[Claim], known: Mapping[str, RegionSum], terms: Terms, rest: Decimal
) -> list[_Solved]:
    """The pools with their gminas: voivodeships on their own first, all others last."""
    left = {code: part.amount - _sum(fixed, code) for code, part in known.items()}
    alone = {code: left[code] for code, part in known.items() if part.is_exact and _of(free, code)}
    lifted: dict[str, Decimal] = {}
    weighed = {claim.code: RULES[terms.rule].weigh(claim, terms) for claim in free}
    while True:
        own = alone | lifted
        shared = [claim for claim in free if claim.region not in own]
        amount = rest - sum(own.values(), ZERO)
        _check_rest(shared, amount, own, known, rest)
        found = [
            _pool(_of(free, code), sum_, terms, weighed, code, str(known[code].name), is_lifted=code in lifted)
            for code, sum_ in own.items()
        ]
        if not shared:
            return found
        found.append(_pool(shared, amount, terms, weighed))
        below = {
            code: _whole_steps(left[code], terms.step)
            for code, part in known.items()
            if not part.is_exact
            and code not in own
            and _of(shared, code)
            and found[-1].got(code) < to_minor(left[code])
        }
        if not below:
            return found
        lifted |= below


def _pool(  # noqa: PLR0913, PLR0917 - a pool has this many facts
    claims: Sequence[Claim],
    amount: Decimal,
    terms: Terms,
    weighed: Mapping[str, int],
    code: str = "",
    name: str = "",
    is_lifted: bool = False,
) -> _Solved:
    _check_pool(claims, amount, terms, name)
    weights = [weighed[claim.code] for claim in claims]
    bounds = Bounds(
        to_minor(terms.base),
        to_minor(terms.floor),
        None if terms.ceiling is None else to_minor(terms.ceiling),
        to_minor(terms.step),
    )
    scale, parts = rounded(weights, [(-claim.people, claim.code) for claim in claims], to_minor(amount), bounds)
    scale *= Fraction(BILLION, CENTS)  # from cents for a billionth of weight to the currency for one of weight
    return _Solved(Pool(code, name, amount, len(claims), scale, is_lifted), claims, weights, parts)


def _of(claims: Sequence[Claim], region: str) -> list[Claim]:
    return [claim for claim in claims if claim.region == region]


def _sum(claims: Sequence[Claim], region: str) -> Decimal:
    return sum((claim.fixed for claim in claims if claim.region == region), ZERO)


def _whole_steps(amount: Decimal, step: Decimal) -> Decimal:
    """Up to whole steps, so that a least is kept."""
    return -(-amount // step) * step


def _written(amount: Decimal) -> str:
    return format_number(amount, 0 if amount == int(amount) else 2)


def _amounts(terms: Terms) -> tuple[Decimal, ...]:
    return (terms.envelope, terms.base, terms.floor, terms.ceiling or ZERO)


def _some(names: Sequence[str]) -> str:
    """The first ten names, and that there are more."""
    return join_and(names) if len(names) <= MOST_NAMED else f"{', '.join(names[:MOST_NAMED])}… ({len(names)})"


def _check(claims: Sequence[Claim], terms: Terms) -> None:
    if not claims:
        raise Refusal(_("There is no gmina to divide the amount among. Choose the gminas first."))
    if terms.rule not in RULES:
        raise Refusal(
            _("There is no rule “%(rule)s”. Choose one of: %(rules)s.")
            % {"rule": terms.rule, "rules": ", ".join(RULES)}
        )
    if len({claim.code for claim in claims}) < len(claims):
        raise Refusal(_("A gmina is there twice. Let each be there once."))
    most = terms.ceiling
    if terms.step <= 0 or any(amount % terms.step for amount in _amounts(terms)):
        raise Refusal(
            _("The amount and the least and most for a gmina are multiples of %(step)s: every amount is rounded to it.")
            % {"step": _written(terms.step)},
            source=SOURCE,
        )
    if terms.floor < 0:
        raise Refusal(_("The least for a gmina cannot be below zero. Write 0 where there is none."))
    if min(terms.people_power, terms.need_power, Fraction(terms.base)) < 0:
        raise Refusal(_("No number of the rule is below zero: the base, the weights of people and need. Correct it."))
    if most is not None and most < max(terms.floor, terms.base):
        raise Refusal(
            _("The most for a gmina (%(ceiling)s) is below what everybody gets (%(floor)s). Raise it.")
            % {"ceiling": _written(most), "floor": _written(max(terms.floor, terms.base))},
            source=SOURCE,
        )
    unknown = [claim.name for claim in claims if claim.fixed is None and claim.people <= 0]
    if unknown:
        raise Refusal(
            _("The population of a gmina is missing: %(gminas)s. Load it first.") % {"gminas": _some(unknown)}
        )
    needless = [claim.name for claim in claims if claim.fixed is None and claim.need <= 0]
    if needless:
        raise Refusal(
            _("The need of a gmina is not above zero: %(gminas)s. Choose another indicator.")
            % {"gminas": _some(needless)}
        )


def _check_table(part: RegionSum, fixed: Sequence[Claim], free: Sequence[Claim]) -> None:
    """A voivodeship that a table fixes wholly has the sum that the programme names; otherwise the sum leaves room."""
    given, open_ = _sum(fixed, part.code), _of(free, part.code)
    words = {"region": part.name, "given": _written(given), "sum": _written(part.amount)}
    if not open_ and part.is_exact and given != part.amount:
        raise Refusal(
            _("%(region)s: the table gives %(given)s together, the programme names exactly %(sum)s. Correct the table.")
            % words,
            rule="region",
            source=SOURCE,
        )
    if not open_ and not part.is_exact and given < part.amount:
        raise Refusal(
            _(
                "%(region)s: the table gives %(given)s together, the programme names at least %(sum)s. Correct the table."
            )
            % words,
            rule="region",
            source=SOURCE,
        )


def _check_rest(
    shared: Sequence[Claim],
    amount: Decimal,
    own: Mapping[str, Decimal],
    known: Mapping[str, RegionSum],
    rest: Decimal,
) -> None:
    """What the voivodeships with a sum of their own leave is what the others can share."""
    if own and (amount < 0 or (amount and not shared)):
        raise Refusal(
            _("The sums of %(regions)s come to %(sum)s, and %(rest)s is to be divided. Change the amount.")
            % {
                "regions": join_and(str(known[code].name) for code in own),
                "sum": _written(sum(own.values(), ZERO)),
                "rest": _written(rest),
            },
            rule="region",
            source=SOURCE,
        )


def _check_pool(claims: Sequence[Claim], amount: Decimal, terms: Terms, name: str) -> None:
    """N times the floor is not more than the sum, and N times the ceiling not less; the sum is whole steps."""
    count, least = len(claims), max(terms.floor, terms.base)
    words = {"count": count, "floor": _written(least), "envelope": _written(amount), "step": _written(terms.step)}
    where = f"{name}: " if name else ""
    if amount % terms.step:
        raise Refusal(
            where
            + _("What is left to divide, %(envelope)s, is not a multiple of %(step)s. Choose a smaller step.") % words,
            source=SOURCE,
        )
    if least * count > amount:
        raise Refusal(
            where
            + _("%(count)d gminas times %(floor)s is more than %(envelope)s. Lower the least for a gmina.") % words,
            source=SOURCE,
        )
    if terms.ceiling is not None and terms.ceiling * count < amount:
        words["ceiling"] = _written(terms.ceiling)
        raise Refusal(
            where
            + _("%(count)d gminas times %(ceiling)s is less than %(envelope)s. Raise the most for a gmina.") % words,
            source=SOURCE,
        )
