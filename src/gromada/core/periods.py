"""Spans of days. Stored and shown with both ends included; half-open (until) only for arithmetic."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from gromada.core.text import _

DAY = timedelta(days=1)


def first_of_next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def month_start(year: int, month: int) -> date:
    return date(year, month, 1)


def month_end(year: int, month: int) -> date:
    return first_of_next_month(date(year, month, 1)) - DAY


@dataclass(frozen=True)
class Period:
    """From ``starts_on`` to ``ends_on``, both included; ``ends_on`` None is a period without an end."""

    starts_on: date
    ends_on: date | None = None

    def __post_init__(self) -> None:
        if self.ends_on is not None and self.ends_on < self.starts_on:
            raise ValueError(
                _("The period ends on %(end)s, before it starts on %(start)s. Change one of the two days.")
                % {"start": self.starts_on.isoformat(), "end": self.ends_on.isoformat()}
            )

    @classmethod
    def half_open(cls, starts_on: date, until: date | None) -> Self:
        """The period whose first day is ``starts_on`` and whose first day after is ``until``."""
        return cls(starts_on, None if until is None else until - DAY)

    @classmethod
    def of_year(cls, year: int) -> Self:
        return cls(date(year, 1, 1), date(year, 12, 31))

    @classmethod
    def of_month(cls, year: int, month: int) -> Self:
        first = date(year, month, 1)
        return cls.half_open(first, first_of_next_month(first))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Reads ``2008``, ``2008-07``, ``2008-01-01/2008-12-31`` or ``2008-01-01/`` (no end); ValueError with a
        sentence.
        """
        start, slash, end = str(text).strip().partition("/")
        try:
            if slash:
                return cls(date.fromisoformat(start.strip()), date.fromisoformat(end.strip()) if end.strip() else None)
            numbers = [int(part) for part in start.split("-")]
            if len(numbers) == 1:
                return cls.of_year(*numbers)
            if len(numbers) == 2:
                return cls.of_month(*numbers)
            day = date.fromisoformat(start)
        except ValueError as error:
            raise ValueError(
                _(
                    "“%(text)s” is not a period. Write a year (2008), a month (2008-07) or two days "
                    "(2008-01-01/2008-12-31)."
                )
                % {"text": text}
            ) from error
        return cls(day, day)

    @property
    def until(self) -> date | None:
        """The first day after the period; None without an end."""
        return None if self.ends_on is None else self.ends_on + DAY

    @property
    def days(self) -> int:
        """The number of days, both ends counted. ValueError without an end."""
        return (self._end() - self.starts_on).days + 1

    def contains(self, other: date | Period) -> bool:
        """Whether a day, or every day of another period, lies in this one."""
        if isinstance(other, Period):
            inside = other.ends_on is not None and self._reaches(other.ends_on)
            return self.starts_on <= other.starts_on and (self.ends_on is None or inside)
        return self.starts_on <= other and self._reaches(other)

    __contains__ = contains

    def overlaps(self, other: Period) -> bool:
        """Whether the two periods share a day."""
        return self._reaches(other.starts_on) and other._reaches(self.starts_on)

    def common(self, other: Period) -> Period | None:
        """The days that both periods have, or None."""
        if not self.overlaps(other):
            return None
        ends = [end for end in (self.ends_on, other.ends_on) if end is not None]
        return Period(max(self.starts_on, other.starts_on), min(ends, default=None))

    def months(self) -> Iterator[Period]:
        """The calendar months that the period touches, in order, cut to the period. ValueError without an end."""
        end = self._end()
        first = self.starts_on
        while first <= end:
            following = first_of_next_month(first)
            yield Period(first, min(end, following - DAY))
            first = following

    def __str__(self) -> str:
        return f"{self.starts_on.isoformat()}/{self.ends_on.isoformat() if self.ends_on else ''}"

    def _reaches(self, day: date) -> bool:
        return self.ends_on is None or day <= self.ends_on

    def _end(self) -> date:
        if self.ends_on is None:
            raise ValueError(_("The period has no end yet, so it cannot be counted. Set its last day first."))
        return self.ends_on
