"""EDTF dates compared: may two dates be the same day, and do they name it?

Comes in: values of dates as records have them. Goes out: `Days`, and three questions on pairs of them. Does not know
texts or records.
A date without a year is a stretch of the leap year 2000; DCT, PAST_REF and FUTURE_REF are no dates, for documents
differ in what they mean.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import MINYEAR, date
from functools import lru_cache

import attrs

ANY = 2000
FEW = 7  # days: an interval so short still tells which meeting is meant
LONG = 366
SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (1, 12)}  # a winter lies in two years
PART = re.compile(r"([0-9X]{4})(?:-([0-9X]{2}))?(?:-([0-9X]{2}))?")


@attrs.frozen
class Days:
    """From one day to another, both included, as ordinals.

    yearless: of whatever year; then the last may lie before the first.
    """

    first: int
    last: int
    yearless: bool = False

    @property
    def few(self) -> bool:
        """At most a week."""
        return (self.last - self.first) % LONG < FEW


@lru_cache(maxsize=50_000)
def days(value: str) -> Days | None:
    """The days of an EDTF value; None where it names none."""
    ends = [PART.fullmatch(part) for part in value.split("/")]
    if not 1 <= len(ends) <= 2 or None in ends:
        return None
    parts = [end.groups() for end in ends if end is not None]
    yearless = any(year == "XXXX" for year, _, _ in parts)
    if yearless and not parts[0][1]:
        return None
    try:
        edges = [_edges(year, month, day, yearless) for year, month, day in parts]
    except ValueError:
        return None
    return Days(edges[0][0].toordinal(), edges[-1][1].toordinal(), yearless)


def _edges(year: str, month: str | None, day: str | None, yearless: bool) -> tuple[date, date]:
    """The first and the last day that the digits allow. Raises ValueError where the calendar has none."""
    low, high = (ANY, ANY) if yearless else (max(MINYEAR, int(year.replace("X", "0"))), int(year.replace("X", "9")))
    number = _number(month)
    first, last = SEASONS.get(number, (number, number)) if number else (1, 12)
    exact = _number(day)
    return date(low, first, exact or 1), date(high, last, exact or monthrange(high, last)[1])


def _number(digits: str | None) -> int:
    return int(digits) if digits and "X" not in digits else 0


def may_meet(one: Days | None, other: Days | None) -> bool:
    """Does nothing contradict: equal, one within the other, overlapping, or one not told?"""
    if one is None or other is None:
        return True
    if one.yearless == other.yearless and not one.yearless:
        return one.first <= other.last and other.first <= one.last
    return any(a <= d and c <= b for a, b in _in_a_year(one) for c, d in _in_a_year(other))


def _in_a_year(span: Days) -> Iterator[tuple[int, int]]:
    """The stretches of the year 2000 that the days cover."""
    if not span.yearless and span.last - span.first >= LONG - 1:
        yield date(ANY, 1, 1).toordinal(), date(ANY, 12, 31).toordinal()
        return
    first, last = (date.fromordinal(d).replace(year=ANY).toordinal() for d in (span.first, span.last))
    if first <= last:
        yield first, last
    else:
        yield first, date(ANY, 12, 31).toordinal()
        yield date(ANY, 1, 1).toordinal(), last


def same_days(one: Days | None, other: Days | None) -> bool:
    """Do both name the day, or a few days that overlap? The year may be missing."""
    return one is not None and other is not None and one.few and other.few and may_meet(one, other)


def same_date(one: Days | None, other: Days | None) -> bool:
    """The same, and both tell the year."""
    return one is not None and other is not None and not one.yearless and not other.yearless and same_days(one, other)
