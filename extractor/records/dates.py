"""Dates in EDTF (ISO 8601-2), and their resolution against the day of the document.

Comes in: the parts a date phrase captured (day, month, year, …). Goes out: `value type anchor certainty`. Unknown
digits are X (`XXXX-07-05`, `201X`), missing trailing parts are left out (`2008-12`), seasons are months 21-24,
intervals are `a/b`; what nothing resolves stays DCT, PAST_REF or FUTURE_REF. Two hints beside the fields, `shift` and
`weekday`, say how the document's day resolves them; `resolve` takes them away. Does not know texts.
"""

import re
from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Any

NUMERIC = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4}|\d{2})")
ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
DIGITS = re.compile(r"\d+")
CENTURY_TURN = 70  # two-digit years below are 20xx
DECADE_TURN = 30  # of two-digit decades those below are 20xx: the 90s, the 20s
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "winter": 24}
REFERENCES = ("DCT", "PAST_REF", "FUTURE_REF")
HINTS = ("shift", "weekday")
UNKNOWN_YEAR = "XXXX"
LEAP = 4  # years within which every day of the calendar comes round


def edtf(parts: Mapping[str, str]) -> dict[str, Any]:
    """The fields of a date. Parts: `numeric` (01.02.24), `day`, `month` (1-12), `year`, each possibly a range `16-17`;
    `day_to`,
    `month_to`, `year_to`; `day_and` (the next day: «16 и 17»); `season`; `decade` (90-е); `ref` (DCT, PAST_REF,
    FUTURE_REF); `weekday` (1-7, Monday first); `shift` (how many `unit`s from the document's day; without a sign `ref`
    gives one); `unit`
    (day, week, …)."""
    value = _numeric(parts["numeric"]) if "numeric" in parts else _calendar(parts)
    return _fields(value or parts.get("ref", "PAST_REF")) | _hints(parts, value)


def _calendar(parts: Mapping[str, str]) -> str:
    """The value that the parts state themselves; "" where there is none."""
    if "decade" in parts:
        return _decade(_numbers(parts["decade"]))
    years = [_year(y) for y in _numbers(parts.get("year", "")) + _numbers(parts.get("year_to", ""))]
    months = _numbers(parts.get("month", "")) + _numbers(parts.get("month_to", ""))
    days = _numbers(parts.get("day", "")) + _numbers(parts.get("day_to", ""))
    if "season" in parts:
        months = [SEASONS[parts["season"]]]
    if "day_and" in parts:
        days = _listed(days + _numbers(parts["day_and"]))
    return _span(years, months, days) if years or months else ""


def _listed(days: Sequence[int]) -> list[int]:
    """«16 и 17» are an interval; of «5 и 12» the second remains, which alone stands before its month."""
    return [days[0], days[-1]] if days[-1] - days[0] == 1 else [days[-1]]


def _numbers(text: str) -> list[int]:
    return [int(n) for n in DIGITS.findall(text)]


def _year(number: int) -> int:
    if number >= 100:
        return number
    return number + (2000 if number < CENTURY_TURN else 1900)


def _decade(numbers: Sequence[int]) -> str:
    """The nineties are 199X; of a range of decades the first and the last."""
    values = [f"{(n + (2000 if n < DECADE_TURN else 1900) if n < 100 else n) // 10:03}X" for n in numbers]
    return values[0] if len(set(values)) == 1 else f"{values[0]}/{values[-1]}"


def _numeric(text: str) -> str:
    """01.02.24 is the first of February 2024; of what is no day of the calendar its month."""
    iso = ISO.fullmatch(text)
    found = iso or NUMERIC.fullmatch(text)
    if not found:
        return ""
    year, month, day = (int(found[i]) for i in ((1, 2, 3) if iso else (3, 2, 1)))
    return _one(_year(year), month, day) if 1 <= month <= 12 else ""


def _valid(year: int | None, month: int, day: int) -> bool:
    """Is there such a day? A day of an unknown year is one of a leap year."""
    return 1 <= month <= 12 and 1 <= day <= monthrange(year if year and MINYEAR <= year <= MAXYEAR else 2000, month)[1]


def _one(year: int | None, month: int | None, day: int | None) -> str:
    parts = [f"{year:04}" if year is not None else UNKNOWN_YEAR]
    if month is not None:
        parts.append(f"{month:02}")
        if day is not None and _valid(year, month, day):
            parts.append(f"{day:02}")
    return "-".join(parts)


def _span(years: Sequence[int], months: Sequence[int], days: Sequence[int]) -> str:
    """First and last of each; a single year belongs to the last («с 28 декабря по 5 января 2021 года»)."""
    start = years[0] if years else None
    if len(years) == 1 and len(months) > 1 and months[0] > months[-1]:
        start = years[0] - 1
    first = _one(start, months[0] if months else None, days[0] if days else None)
    last = _one(years[-1] if years else None, months[-1] if months else None, days[-1] if days else None)
    return first if first == last else f"{first}/{last}"


def _fields(value: str) -> dict[str, Any]:
    return {"value": value, "type": _type(value), "anchor": "dct" if value == "DCT" else None, "certainty": "stated"}


def _type(value: str) -> str:
    return "REF" if value in REFERENCES else "RANGE" if "/" in value else "DATE"


def _hints(parts: Mapping[str, str], value: str) -> dict[str, Any]:
    """What the document's day can do for a value that is not complete: `shift` ("-1 week", "past", "future") and
    `weekday`.
    """
    if value and UNKNOWN_YEAR not in value:
        return {}
    ref, count = parts.get("ref", "PAST_REF"), parts.get("shift", "")
    hints: dict[str, Any] = (
        {"weekday": int(parts["weekday"])} if parts.get("weekday", "").isdigit() and not value else {}
    )
    if count.lstrip("+-").isdigit():
        sign = "-" if count[0] not in "+-0" and ref == "PAST_REF" else ""
        hints["shift"] = f"{sign}{count.lstrip('+')} {parts.get('unit', 'day')}"
    elif "ref" in parts and value:
        hints["shift"] = "past" if ref == "PAST_REF" else "future"
    return hints


def resolve(fields: Mapping[str, Any], day: date | None) -> dict[str, Any]:
    """The fields of a date with references resolved against the document's day; without a day, or without a clue, as
    they are.
    """
    shown = {key: value for key, value in fields.items() if key not in HINTS}
    value = fields.get("value")
    found = (
        _resolved(value, str(fields.get("shift", "")), fields.get("weekday"), day)
        if day is not None and value
        else None
    )
    return shown | {"value": found, "type": _type(found), "anchor": "dct", "certainty": "inferred"} if found else shown


def _resolved(value: str, shift: str, weekday: int | None, day: date) -> str | None:
    count, _, unit = shift.partition(" ")
    if value == "DCT":
        return day.isoformat()
    try:
        if UNKNOWN_YEAR in value:
            return _with_year(value, day, day.year + int(count) if unit == "year" else None, shift)
        if value in REFERENCES and weekday:
            return _weekday(day, weekday, value == "FUTURE_REF", count, unit).isoformat()
        return _moved(day, int(count), unit) if value in REFERENCES and unit else None
    except (OverflowError, ValueError):  # beyond the calendar: «10 тысяч лет назад»
        return None


def _weekday(day: date, weekday: int, forward: bool, count: str, unit: str) -> date:
    """The nearest such weekday: the document's own day or before it; after it where the text looks ahead, before it
    where it looks back
    («в прошлую среду»); in another week where the text names that («в среду на прошлой неделе»)."""
    if unit == "week":
        return day + timedelta(days=7 * int(count) + weekday - day.isoweekday())
    if forward:
        return day + timedelta(days=(weekday - day.isoweekday()) % 7 or 7)
    back = (day.isoweekday() - weekday) % 7
    return day - timedelta(days=back or (7 if count.startswith("-") else 0))


def _moved(day: date, count: int, unit: str) -> str:
    """The day, week, weekend, month or year so many of them from the document's."""
    if unit == "year":
        return _one(day.year + count, None, None) if MINYEAR <= day.year + count <= MAXYEAR else ""
    if unit == "month":
        years, month = divmod(day.year * 12 + day.month - 1 + count, 12)
        return _one(years, month + 1, None)
    if unit == "day":
        return (day + timedelta(days=count)).isoformat()
    monday = day + timedelta(days=7 * count - day.weekday())
    return f"{(monday + timedelta(days=5 if unit == 'weekend' else 0)).isoformat()}/{(monday + timedelta(days=6)).isoformat()}"


def _with_year(value: str, day: date, year: int | None, shift: str) -> str | None:
    """The year told by the document's own, else that which brings the date nearest to its day, on the side of it that
    the text says.
    """
    first, _, last = value.partition("/")
    years = (
        [year]
        if year
        else sorted(range(day.year - LEAP, day.year + LEAP + 1), key=lambda y: abs((_middle(first, y) - day).days))
    )
    fitting = [y for y in years if _fits(first, y, day, shift)]
    if not fitting:
        return None
    start = first.replace(UNKNOWN_YEAR, f"{fitting[0]:04}")
    if not last:
        return start
    return f"{start}/{last.replace(UNKNOWN_YEAR, f'{fitting[0] + (last < first):04}')}"


def _fits(value: str, year: int, day: date, shift: str) -> bool:
    """Is it a day of the calendar, and on the side of the document's day that the text says?"""
    month, number = int(value[5:7]), int(value[8:10] or 1)
    if month <= 12 and not _valid(year, month, number):
        return False
    start = _middle(value, year)
    return start < day if shift == "past" else start > day if shift == "future" else True


def _middle(value: str, year: int) -> date:
    """The day in the middle of `XXXX-MM`, `XXXX-MM-DD` or a season."""
    month, number = int(value[5:7]), int(value[8:10] or 15)
    if month > 12:
        return date(year, {21: 4, 22: 7, 23: 10, 24: 1}[month], 15)
    return date(year, month, min(number, monthrange(year, month)[1]))
