"""Dates in EDTF (ISO 8601-2), and their resolution against the day of the document.

Comes in: the parts a date phrase captured (day, month, year, …). Goes out: `value type anchor certainty`. Unknown leading digits are X
(`XXXX-07-05`), missing trailing parts are left out (`2008-12`), intervals are `a/b`; what nothing resolves stays DCT, PAST_REF or
FUTURE_REF. Does not know texts.
"""
import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

NUMERIC = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4}|\d{2})")
ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
RANGE = re.compile(r"[-–—]")
CENTURY_TURN = 70   # two-digit years below are 20xx
REFERENCES = ("DCT", "PAST_REF", "FUTURE_REF")


def edtf(parts: Mapping[str, str]) -> dict[str, Any]:
    """The fields of a date. Parts: `numeric` (01.02.24), `day`, `month` (1-12), `year`, each possibly a range `16-17`; `day_to`,
    `month_to`, `year_to`; `ref` (DCT, PAST_REF, FUTURE_REF); `weekday` (1-7, Monday first); `shift` (days from the document's day)."""
    if "numeric" in parts:
        return _fields(_numeric(parts["numeric"]))
    years = _numbers(parts.get("year", "")) + _numbers(parts.get("year_to", ""))
    months = _numbers(parts.get("month", "")) + _numbers(parts.get("month_to", ""))
    days = _numbers(parts.get("day", "")) + _numbers(parts.get("day_to", ""))
    if not (years or months or days):
        fields = _fields(parts.get("ref", "PAST_REF"))
        return fields | {key: int(parts[key]) for key in ("shift", "weekday") if parts.get(key, "").lstrip("-").isdigit()}
    years = [_year(y) for y in years]
    if len(years) > 1:
        return _fields(f"{years[0]:04}/{years[-1]:04}") if not months else _fields(_span(years, months, days))
    return _fields(_span(years, months, days))


def _numbers(text: str) -> list[int]:
    return [int(n) for n in RANGE.split(text) if n.strip().isdigit()]


def _year(number: int) -> int:
    if number >= 100:
        return number
    return number + (2000 if number < CENTURY_TURN else 1900)


def _numeric(text: str) -> str:
    """01.02.24 is the first of February 2024."""
    iso = ISO.fullmatch(text)
    if iso:
        return text if _valid(int(iso[1]), int(iso[2]), int(iso[3])) else ""
    found = NUMERIC.fullmatch(text)
    if not found:
        return ""
    day, month, year = int(found[1]), int(found[2]), _year(int(found[3]))
    return f"{year:04}-{month:02}-{day:02}" if _valid(year, month, day) else ""


def _valid(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= monthrange(max(1, min(year, 9999)), month)[1]


def _one(year: int | None, month: int | None, day: int | None) -> str:
    parts = [f"{year:04}" if year is not None else "XXXX"]
    if month is not None:
        parts.append(f"{month:02}")
        if day is not None:
            parts.append(f"{day:02}")
    return "-".join(parts)


def _span(years: list[int], months: list[int], days: list[int]) -> str:
    first = _one(years[0] if years else None, months[0] if months else None, days[0] if days else None)
    last = _one(years[-1] if years else None, months[-1] if months else None, days[-1] if days else None)
    return first if first == last else f"{first}/{last}"


def _fields(value: str) -> dict[str, Any]:
    kind = "REF" if value in REFERENCES else "RANGE" if "/" in value else "DATE"
    return {"value": value or None, "type": kind, "anchor": "dct" if value == "DCT" else None, "certainty": "stated"}


def resolve(fields: Mapping[str, Any], day: date | None) -> dict[str, Any]:
    """The fields of a date with references resolved against the document's day; without a day, or without a clue, as they are."""
    shown = {key: value for key, value in fields.items() if key not in ("shift", "weekday")}
    value = fields.get("value")
    if day is None or value is None:
        return shown
    if value == "DCT":
        return shown | {"value": day.isoformat(), "type": "DATE", "anchor": "dct", "certainty": "inferred"}
    if "shift" in fields:
        moved = day + timedelta(days=fields["shift"])
        return shown | {"value": moved.isoformat(), "type": "DATE", "anchor": "dct", "certainty": "inferred"}
    if "weekday" in fields:
        moved = _weekday(day, fields["weekday"], forward=value == "FUTURE_REF")
        return shown | {"value": moved.isoformat(), "type": "DATE", "anchor": "dct", "certainty": "inferred"}
    if "XXXX" in value and value not in REFERENCES:
        return shown | {"value": _with_year(value, day), "anchor": "dct", "certainty": "inferred"}
    return shown


def _weekday(day: date, weekday: int, forward: bool) -> date:
    """The nearest such weekday: the document's own day or before it; after it where the text looks ahead."""
    back = (day.isoweekday() - weekday) % 7
    return day + timedelta(days=(weekday - day.isoweekday()) % 7 or 7) if forward else day - timedelta(days=back)


def _with_year(value: str, day: date) -> str:
    """The year that brings the date nearest to the document's day."""
    month = int(value[5:7])
    year = min((day.year - 1, day.year, day.year + 1), key=lambda y: abs((date(y, month, 15) - day).days))
    return value.replace("XXXX", f"{year:04}")
