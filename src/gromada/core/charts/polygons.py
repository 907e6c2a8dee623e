"""Cutting land into strips: polygons as lists of points, cut by straight lines, turned and measured."""

import math
from collections.abc import Sequence

from gromada.core.charts.svg import number

Point = tuple[float, float]
Ring = list[Point]


def turned(ring: Sequence[Point], degrees: float, centre: Point = (50.0, 50.0)) -> Ring:
    angle = math.radians(degrees)
    cos, sin, (cx, cy) = math.cos(angle), math.sin(angle), centre
    return [(cx + (x - cx) * cos - (y - cy) * sin, cy + (x - cx) * sin + (y - cy) * cos) for x, y in ring]


def area(ring: Sequence[Point]) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], *ring[:1]], strict=True))) / 2


def cut(ring: Sequence[Point], a: float, b: float, c: float) -> Ring:
    """The part of a polygon where a*x + b*y >= c (Sutherland and Hodgman)."""
    kept: Ring = []
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], *ring[:1]], strict=True):
        one, two = a * x1 + b * y1 - c, a * x2 + b * y2 - c
        if one >= 0:
            kept.append((x1, y1))
        if (one >= 0) != (two >= 0):
            part = one / (one - two)
            kept.append((x1 + (x2 - x1) * part, y1 + (y2 - y1) * part))
    return kept


def between(ring: Sequence[Point], left: float, right: float) -> Ring:
    """The part of a polygon between two upright lines."""
    kept = cut(ring, 1, 0, left)
    return cut(kept, -1, 0, -right) if kept else []


def upright(rings: Sequence[Sequence[Point]], x: float) -> list[tuple[Point, Point]]:
    """The pieces of the upright line at x that lie inside the land."""
    crossings = sorted(
        y1 + (y2 - y1) * (x - x1) / (x2 - x1)
        for ring in rings
        for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], *ring[:1]], strict=True)
        if (x1 < x) != (x2 < x)
    )
    return [((x, top), (x, bottom)) for top, bottom in zip(crossings[::2], crossings[1::2], strict=False)]


def cut_at(rings: Sequence[Sequence[Point]], shares: Sequence[float]) -> list[float]:
    """Where to cut the land so that each strip, from the left, has its share of the area; with both ends."""
    xs = [x for ring in rings for x, _ in ring]
    low, high = min(xs), max(xs)
    whole = sum(area(ring) for ring in rings)
    cuts, done = [low], 0.0
    for part in shares[:-1]:
        done += part
        left, right = cuts[-1], high
        for _ in range(40):
            middle = (left + right) / 2
            covered = sum(area(between(ring, low, middle)) for ring in rings)
            left, right = (middle, right) if covered < done * whole else (left, middle)
        cuts.append((left + right) / 2)
    return [*cuts, high]


def path(ring: Sequence[Point]) -> str:
    """A closed path of SVG."""
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in ring) + "z" if ring else ""
