"""Maps as pictures with an address: the address holds the colouring, so that a picture is stateless and kept for ever.

The shapes are read and written as paths once a process for each state of the borders; colouring them anew takes milliseconds.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.urls import reverse

from gromada.core import charts
from gromada.territory.models import Boundary, Unit
from gromada.territory.rules import maps as rules
from gromada.territory.states import Level

WHOLE = "pl"
_DIGITS = {Level.GMINA: 7, Level.POWIAT: 4, Level.VOIVODESHIP: 2}


class Outdated(LookupError):  # noqa: N818 - named as a sentence reads
    """A map of a register or of borders that have changed since its address was made."""


@dataclass(frozen=True)
class Ground:
    """What lies under a map now: the codes of its units in order, whose borders are known, and a mark of both."""

    level: str
    within: str
    codes: tuple[str, ...]
    boundaries: tuple[tuple[str, int], ...]
    fingerprint: str

    @property
    def is_schematic(self) -> bool:
        return not self.boundaries


def ground(level: str = "gmina", within: str = "") -> Ground:
    """The units of the level on the register today, of the whole country or in one voivodeship or powiat. Two queries."""
    units = Unit.objects.current().filter(level=level, code__startswith=within)
    codes = tuple(units.order_by("code").values_list("code", flat=True))
    rows = Boundary.objects.filter(unit__level=level, unit__is_current=True, unit__code__startswith=within)
    found = {code: (key, area) for code, key, area in rows.order_by("vintage").values_list("unit__code", "pk", "area")}
    told = f"{codes} {sorted(found.items())}".encode()
    mark = hashlib.blake2s(told, digest_size=6).hexdigest()
    return Ground(level, within, codes, tuple((code, key) for code, (key, _) in sorted(found.items())), mark)


def is_schematic(level: str = "gmina", within: str = "") -> bool:
    """Whether maps of these units are drawn as squares, because no borders were imported: then the page has to say so."""
    return not Boundary.objects.filter(
        unit__level=level, unit__is_current=True, unit__code__startswith=within
    ).exists()  # fmt: skip


def map_url(
    paints: Mapping[str, str],
    *,
    level: str = "gmina",
    within: str = "",
    title: str = "",
    labels: Mapping[str, str] | None = None,
) -> str:
    """The address of a map: unit code → class, whose names stand in core.charts.maps.PAINTS (or their letters).

    Units without a class are quiet ground; codes that the register does not have are left out. `within`: a voivodeship's code
    for a map of it alone, where at most 40 units carry words: `labels` (code → words; none: the names of the units that
    are "in…", "d…" or "mine"). Two queries, three with names.
    """
    below = ground(level, within)
    letters = [rules.LETTERS["out"]] * len(below.codes)
    places = {code: place for place, code in enumerate(below.codes)}
    for code, paint in paints.items():
        if code in places:
            letters[places[code]] = rules.letter(paint)
    if labels is None:
        labels = _names([code for code, place in places.items() if letters[place] in "imABCDEabcde"]) if within else {}
    words = {places[code]: text for code, text in labels.items() if code in places}
    if not within or len(words) > rules.MOST_LABELS:
        words = {}
    packed = rules.pack(rules.Colouring(below.fingerprint, "".join(letters), title, words))
    return reverse("territory:map", kwargs={"level": level, "within": within or WHOLE, "packed": packed})


def _names(codes: list[str]) -> dict[str, str]:
    if len(codes) > rules.MOST_LABELS:
        return {}
    return dict(Unit.objects.filter(level=Level.GMINA, code__in=codes).values_list("code", "name"))


def map_picture(level: str, within: str, packed: str) -> str:
    """The picture of an address. UnreadableMap for one that nobody made, Outdated when the register has changed."""
    colouring = rules.unpack(packed)
    within = "" if within == WHOLE else within
    if level not in _DIGITS:
        raise rules.UnreadableMap(level)
    below = ground(level, within)
    if below.fingerprint != colouring.fingerprint or len(below.codes) != len(colouring.letters):
        raise Outdated(packed[:40])
    paints = {code: rules.CLASSES[one] for code, one in zip(below.codes, colouring.letters, strict=True)}
    if below.is_schematic:
        size = {"most": 22, "wide": 440} if within else {}
        return charts.tiles(_groups(below), paints, **size, title=colouring.title, palette="image")
    drawn = _drawn(below)
    labels = [
        charts.Label(words, *drawn.centres[below.codes[place]])
        for place, words in colouring.labels.items()
        if below.codes[place] in drawn.centres
    ]
    mine = [code for code, paint in paints.items() if paint == "mine" and code in drawn.centres]
    houses = [drawn.centres[code] for code in mine] if len(mine) <= rules.MOST_LABELS else []
    return charts.choropleth(
        drawn.paths, paints, box=drawn.box, borders=drawn.borders, labels=labels, houses=houses, wide=440 if within else 640,
        title=colouring.title, palette="image",
    )  # fmt: skip


@dataclass(frozen=True)
class Drawn:
    """Shapes as paths, ready to be coloured."""

    paths: Mapping[str, str]
    borders: str
    box: charts.Box
    centres: Mapping[str, tuple[float, float]]


@lru_cache(maxsize=48)
def _drawn(below: Ground) -> Drawn:
    keys = dict(below.boundaries)
    wanted = set(keys.values())
    rows = Boundary.objects.filter(unit__level=below.level, unit__code__startswith=below.within)
    shapes = {
        code: shape
        for key, code, shape in rows.order_by("unit__code").values_list("pk", "unit__code", "shape")
        if key in wanted
    }
    above = 2 if not below.within else 4
    lines = rules.borders(shapes, above) if _DIGITS[below.level] > above else ""
    box = charts.Box(*rules.box_around(shapes.values()))
    centres = {code: rules.centre(shape) for code, shape in shapes.items()}
    return Drawn({code: rules.path(shape) for code, shape in shapes.items()}, lines, box, centres)


def _groups(below: Ground) -> list[charts.Tiles]:
    """Boxes of the schematic map: voivodeships in their grid, in one voivodeship its powiats in three columns."""
    digits = 4 if below.within and below.level == Level.GMINA else 2
    codes: dict[str, list[str]] = {}
    for code in below.codes:
        codes.setdefault(code[:digits], []).append(code)
    level = Level.POWIAT if digits == 4 else Level.VOIVODESHIP
    names = dict(Unit.objects.filter(level=level, code__in=list(codes)).values_list("code", "name"))
    groups = []
    for turn, (code, members) in enumerate(sorted(codes.items())):
        column, row = divmod(turn, 3)[::-1] if digits == 4 else rules.GRID.get(code, (turn % 4, 4 + turn // 4))
        groups.append(charts.Tiles(names.get(code, code), column, row, members))
    return groups


def outlines(units: Iterable[Unit | int]) -> dict[int, list]:
    """The outer rings of each unit's border for its mark (`charts.mark(outline=…, north_up=False)`): unit key → rings.

    Units without a border are absent: their mark is a woven patch. One query.
    """
    keys = {unit if isinstance(unit, int) else unit.pk for unit in units}
    rows = Boundary.objects.filter(unit__in=keys).order_by("vintage").values_list("unit_id", "shape")
    return {unit: [polygon[0] for polygon in shape] for unit, shape in rows}
