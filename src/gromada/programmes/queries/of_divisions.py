"""What a division would give: among whom, with which numbers, against what; nothing of it is written."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from django.db.models import Sum
from django.utils.translation import get_language

from gromada.core.money import format_amount, round_half_up
from gromada.core.permissions import Actor, Refusal
from gromada.core.text import _
from gromada.programmes import rules
from gromada.programmes.definitions import AllocationPart
from gromada.programmes.models import Allocation, AllocationRun, FixedAmount, Participation, Programme
from gromada.programmes.queries.of_candidates import BY_HEADS, Candidate, Need, candidates, with_needs
from gromada.territory.models import Unit

ZERO = Decimal("0.00")


@dataclass(frozen=True)
class Wish:
    """A way to divide: the rule with its numbers, among whom ("" lets what there is decide), how much (None: what is left)."""

    part: AllocationPart
    scope: str = ""
    region: str = ""
    envelope: Decimal | None = None


@dataclass(frozen=True)
class RegionPart:
    """A voivodeship under the division: its gminas, people and amount, and what the programme names for it."""

    region: Unit
    gminas: int
    people: int
    amount: Decimal
    named: Decimal | None = None
    is_exact: bool = False
    is_lifted: bool = False


@dataclass(frozen=True)
class Scenario:
    """A division as computed: who, by which numbers, with which amounts. Same figures and wish, same digest."""

    programme: Programme
    wish: Wish
    candidates: tuple[Candidate, ...]
    need: Need
    outcome: rules.Outcome

    @property
    def amounts(self) -> dict[str, Decimal]:
        return self.outcome.amounts

    @cached_property
    def by_code(self) -> dict[str, Candidate]:
        return {row.code: row for row in self.candidates}

    @cached_property
    def digest(self) -> str:
        return digest_of(self.amounts)

    @property
    def may_be_decided(self) -> bool:
        """Amounts of gminas that have theirs already are only compared; a change of one is a correction."""
        return self.wish.scope != "all"

    @property
    def gini(self) -> Fraction:
        return rules.gini([(self.by_code[code].people, amount) for code, amount in self.amounts.items()])

    @property
    def regions(self) -> list[RegionPart]:
        """The voivodeships in Polish order."""
        named = {part.code: part for part in self.outcome.terms.regions}
        lifted = {pool.code for pool in self.outcome.pools if pool.is_lifted}
        found: dict[str, list[Candidate]] = {}
        for row in self.candidates:
            found.setdefault(row.region.code, []).append(row)
        rows = [
            RegionPart(
                members[0].region,
                len(members),
                sum(row.people for row in members),
                sum((self.amounts[row.code] for row in members), ZERO),
                named[code].amount if code in named else None,
                code in named and named[code].is_exact,
                code in lifted,
            )
            for code, members in found.items()
        ]
        return sorted(rows, key=lambda row: (row.region.name_key, row.region.code))


def check_decidable(found: Scenario) -> None:
    """Raise Refusal for a comparison of gminas that have their amounts."""
    if not found.may_be_decided:
        raise Refusal(
            _("These gminas have their amounts. Change one of them by a correction, with its document and its reason.")
        )


def facts_of(found: Scenario, code: str) -> dict:
    """What is kept beside the amount of a gmina: enough to explain it, and to compute it again, without asking anything.

    Everything is text or a whole number; sums are in the programme's currency.
    """
    row, grant, terms = found.by_code[code], found.outcome.grants[code], found.outcome.terms
    facts = {
        "rule": terms.rule,
        "envelope": str(terms.envelope),
        "population": row.people,
        "year": row.year,
        "bound": grant.bound,
    }
    if grant.bound == "fixed":
        return facts | {"fixed_source": row.fixed_source}
    pool = next(pool for pool in found.outcome.pools if pool.code == grant.pool)
    facts |= {
        "total": str(pool.amount),
        "gminas": pool.gminas,
        "pool": pool.name,
        "is_lifted": pool.is_lifted,
        "base": str(terms.base),
        "people_power": str(terms.people_power),
        "need_power": str(terms.need_power),
        "floor": str(terms.floor),
        "ceiling": None if terms.ceiling is None else str(terms.ceiling),
        "step": str(terms.step),
        "weight": str(grant.weight),
        "scale": str(grant.scale),
        "alone": str(round_half_up(grant.alone)),
        "before_rounding": str(round_half_up(grant.bounded)),
        "at_floor": grant.bound == "floor",
    }
    if row.need is not None:
        need = found.need
        facts |= {"need": str(row.need), "need_of": need.code, "need_name": need.name, "need_year": need.year}
        facts["need_is_known"] = code not in need.unknown
    return facts


def parameters_of(found: Scenario) -> dict:
    """The rule of a division with its numbers, as it is kept with the decision."""
    part, wish = found.wish.part, found.wish
    numbers = {
        name: str(getattr(part, name))
        for name in ("base", "people_power", "need_power", "need", "need_direction", "floor", "ceiling", "step")
    }
    pools = [
        {"code": pool.code, "amount": str(pool.amount), "gminas": pool.gminas, "is_lifted": pool.is_lifted}
        for pool in found.outcome.pools
    ]
    where = {"scope": wish.scope, "region": wish.region, "fixed": found.outcome.held("fixed"), "pools": pools}
    return {"rule": part.rule, **numbers, "ceiling": None if part.ceiling is None else str(part.ceiling), **where}


def wish_of(run: AllocationRun) -> Wish:
    """The wish that a decided division came from."""
    kept = run.parameters
    ceiling = kept["ceiling"]
    part = AllocationPart(
        rule=run.rule,
        base=Decimal(kept["base"]),
        people_power=Fraction(kept["people_power"]),
        need_power=Fraction(kept["need_power"]),
        need=kept["need"],
        need_direction=kept["need_direction"],
        floor=Decimal(kept["floor"]),
        ceiling=None if ceiling is None else Decimal(ceiling),
        step=Decimal(kept["step"]),
    )
    return Wish(part, kept["scope"], kept["region"], run.envelope)


def digest_of(amounts: Mapping[str, Decimal]) -> str:
    """The checksum of amounts by code of the gmina: two divisions with the same one give the same."""
    lines = "".join(f"{code}={amount:.2f}\n" for code, amount in sorted(amounts.items()))
    return hashlib.sha256(lines.encode()).hexdigest()


def wish_for(programme: Programme) -> Wish:
    """The programme's own way to divide; by heads where its file says nothing."""
    return Wish(programme.definition.allocation or BY_HEADS)


def scenario(*, actor: Actor, programme: Programme, wish: Wish, among: Scenario | None = None) -> Scenario:
    """What the wish gives. At most ten queries. Raises Refusal, with the numbers and what to do, when it cannot be.

    `among`: another scenario whose gminas are taken as they were read for it.
    """
    if among is None:
        scope, found = candidates(actor, programme, scope=wish.scope, region=wish.region)
    else:
        scope, found = among.wish.scope, [replace(row, need=None) for row in among.candidates]
    if not found:
        raise Refusal(_("There is no gmina to divide the amount among."))
    found, need = with_needs(programme, found, wish.part)
    given = _given_elsewhere(programme, found)
    regions = _regions(programme, found, given)
    left = _left(programme, given)
    envelope = wish.envelope if wish.envelope is not None else _usual_envelope(found, regions, wish, left)
    if envelope is None:
        raise Refusal(_("Say how much is to be divided: the programme names no sum for it."))
    if left is not None and envelope > left:
        rules.check_envelope(
            programme.services_envelope - left,
            envelope,
            programme.services_envelope,
            written=lambda amount: format_amount(amount, programme.currency),
        )
    outcome = rules.divide([_claim(row, wish.part) for row in found], _terms(wish.part, envelope, regions))
    return Scenario(programme, replace(wish, scope=scope, envelope=envelope), tuple(found), need, outcome)


def _claim(row: Candidate, part: AllocationPart) -> rules.Claim:
    need = row.need if row.need is not None else Fraction(1)
    people = row.people if part.rule != "equal" else max(row.people, 1)
    return rules.Claim(row.code, row.unit.name, people, need, row.region.code, row.fixed)


def _terms(part: AllocationPart, envelope: Decimal, regions: tuple[rules.RegionSum, ...]) -> rules.Terms:
    return rules.Terms(
        envelope, part.rule, part.base, part.people_power, part.need_power, part.floor, part.ceiling, part.step, regions
    )


# How much -------------------------------------------------------------------------------------------------------------


def _given_elsewhere(programme: Programme, found: list[Candidate]) -> dict[str, Decimal]:
    """What gminas outside this division have already, by voivodeship."""
    rows = Allocation.objects.filter(participation__programme=programme).order_by()
    given = dict(rows.values_list("participation__region__code").annotate(Sum("amount")))
    for row in found:
        if row.decided:
            given[row.region.code] -= row.decided
    return given


def _regions(programme: Programme, found: list[Candidate], given: Mapping[str, Decimal]) -> tuple[rules.RegionSum, ...]:
    """What is named for each voivodeship and not given to others; gminas that all have theirs are held to what they have."""
    language = (get_language() or "pl")[:2]
    have: dict[str, list[Decimal | None]] = {}
    for row in found:
        have.setdefault(row.region.code, []).append(row.decided)
    rows = []
    for part in programme.definition.regions:
        if part.amount is None:
            continue
        amount, mine = part.amount - given.get(part.code, ZERO), have.get(part.code, [None])
        if None not in mine:
            amount = min(amount, sum(mine, ZERO))
        rows.append(rules.RegionSum(part.code, part.name(language), amount, part.amount_is == "exact"))
    return tuple(rows)


def _left(programme: Programme, given: Mapping[str, Decimal]) -> Decimal | None:
    """What of the money for services is not given to others; None where the programme names no such sum (R6)."""
    if programme.services_envelope is None:
        return None
    return programme.services_envelope - sum(given.values(), ZERO)


def _usual_envelope(
    found: list[Candidate], regions: tuple[rules.RegionSum, ...], wish: Wish, left: Decimal | None
) -> Decimal | None:
    """What is divided when nobody says: what these gminas have, what is named for their voivodeships, what is left."""
    decided = [row.decided for row in found if row.decided]
    exact = {part.code: part.amount for part in regions if part.is_exact}
    here = {row.region.code for row in found}
    if len(decided) == len(found):
        amount = sum(decided, ZERO)
    elif here <= set(exact):
        amount = sum((exact[code] for code in here), ZERO)
    else:
        amount = left
    return None if amount is None else amount // wish.part.step * wish.part.step


def allocation_runs(programme: Programme) -> list[AllocationRun]:
    """Every division that was decided, the newest first. One query."""
    return list(AllocationRun.objects.filter(programme=programme).order_by("-decided_on", "-pk"))


def allocation_run(pk: int) -> AllocationRun | None:
    return AllocationRun.objects.select_related("programme__version", "programme__account").filter(pk=pk).first()


def fixed_amounts(programme: Programme) -> dict[int, FixedAmount]:
    """What official tables fix, by the key of the gmina. One query."""
    return {row.unit_id: row for row in FixedAmount.objects.filter(programme=programme)}


def decided_amounts(programme: Programme) -> dict[str, Decimal]:
    """What each gmina of the programme has, after every change, by its code. One query."""
    rows = Allocation.objects.filter(participation__programme=programme).order_by()
    return dict(rows.values_list("participation__unit__code").annotate(Sum("amount")))


def allocations_of_run(run: AllocationRun, actor: Actor) -> list[Allocation]:
    """The amounts of a division that the actor may see, in Polish order within their voivodeship. One query."""
    rows = Allocation.objects.filter(run=run, participation__in=Participation.objects.visible_to(actor))
    found = rows.select_related("participation__unit", "participation__region")
    return list(found.order_by("participation__region__name_key", "participation__unit__name_key", "pk"))
