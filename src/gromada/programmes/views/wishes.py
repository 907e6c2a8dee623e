"""A way to divide as it travels in an address: from what was typed, to the links of the page, and as the other side of a comparison."""

from dataclasses import replace
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import get_language

from gromada.core.permissions import Refusal
from gromada.core.text import _
from gromada.programmes import queries, rules
from gromada.programmes.definitions import ALLOCATION_RULES, AllocationPart
from gromada.programmes.forms import NUMBERS, WhatIfForm
from gromada.programmes.queries import Scenario, Wish
from gromada.territory import queries as territory

OWN = "own"
SIGN = "~"


def form_of(request: HttpRequest, programme) -> WhatIfForm:
    """The form as its address fills it; the programme's own numbers where the address says nothing."""
    wish = queries.wish_for(programme)
    language = (get_language() or "pl")[:2]
    known = territory.indicators()
    names = {code: getattr(row, f"name_{language}", "") or row.name_pl for code, row in known.items()}
    if wish.part.need and wish.part.need != "score":
        names.setdefault(wish.part.need, wish.part.need)
    lists = {
        "currency": programme.currency,
        "indicators": sorted(names.items(), key=lambda pair: pair[1]),
        "regions": [(part.code, part.name(language)) for part in programme.definition.regions],
        "rules": [(rule.code, rule.label) for rule in rules.RULES.values()],
    }
    begun = "floor" in request.GET or "digest" in request.POST
    return WhatIfForm(request.GET if begun else None, initial=WhatIfForm.begins_with(wish), **lists)


def wish_of_form(form: WhatIfForm, programme) -> Wish:
    """What was typed, or the programme's own way before anything was."""
    wish = queries.wish_for(programme)
    if not form.is_bound:
        return wish
    typed = form.cleaned_data
    part = replace(wish.part, **form.changed_numbers())
    return Wish(part, typed["scope"], typed["region"], typed["envelope"])


def query_of(wish: Wish, **more: str) -> str:
    """The address of a wish, without its question mark; what is empty is left out."""
    told = {name: _told(getattr(wish.part, name)) for name in NUMBERS}
    told |= {"scope": wish.scope, "region": wish.region, "envelope": _told(wish.envelope)} | more
    return urlencode({name: value for name, value in told.items() if value != "" or name == "ceiling"})


def _told(value) -> str:
    return "" if value is None else str(value)


def packed(wish: Wish) -> str:
    """A wish in one short text: the other side of a comparison."""
    return SIGN.join([*(_told(getattr(wish.part, name)) for name in NUMBERS), _told(wish.envelope)])


def opened(text: str, wish: Wish) -> Wish | None:
    """The wish that `packed` wrote, among the gminas of `wish`; None for a text that nobody here wrote."""
    parts = text.split(SIGN)
    if len(parts) != len(NUMBERS) + 1 or parts[0] not in ALLOCATION_RULES:
        return None
    told = dict(zip((*NUMBERS, "envelope"), parts, strict=True))
    try:
        part = AllocationPart(
            rule=told["rule"],
            base=_amount(told["base"]),
            people_power=Fraction(told["people_power"]),
            need_power=Fraction(told["need_power"]),
            need=told["need"],
            need_direction=told["need_direction"],
            floor=_amount(told["floor"]),
            ceiling=_amount(told["ceiling"]) if told["ceiling"] else None,
            step=_amount(told["step"]),
            fixed=wish.part.fixed,
        )
        envelope = _amount(told["envelope"]) if told["envelope"] else None
    except (ValueError, InvalidOperation, ZeroDivisionError):
        return None
    return Wish(part, wish.scope, wish.region, envelope)


def _amount(text: str) -> Decimal:
    found = Decimal(text)
    if not found.is_finite() or found != round(found, 2) or abs(found) > 10**12:
        raise ValueError(text)
    return found


def baseline(request: HttpRequest, found: Scenario, against: str) -> tuple[str, dict[str, Decimal]]:
    """What the trial is compared with, in words, and its amounts: what was decided, a wish before, or the programme's own.

    Nothing to compare with where the other side cannot be computed.
    """
    decided = {row.code: row.decided for row in found.candidates if row.decided}
    if decided and not against:
        return str(_("decided amounts")), decided
    own = replace(queries.wish_for(found.programme), scope=found.wish.scope, region=found.wish.region)
    before = opened(against, found.wish) if against and against != OWN else None
    words = _("the trial before") if before else _("the programme's own rule")
    try:
        other = queries.scenario(actor=request.actor, programme=found.programme, wish=before or own, among=found)
    except Refusal:
        return "", {}
    return str(words), other.amounts
