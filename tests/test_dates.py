"""Dates against data/dates.yaml: what is found in a text, its EDTF value, and what the document's day makes of it."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from extractor.engine import load
from extractor.language.program import Rules
from extractor.reading import Reader
from extractor.records.dates import edtf, resolve

TABLE = Path(__file__).parent / "data" / "dates.yaml"
RULES = Path(__file__).parent.parent / "rules" / "common"
DATA = yaml.load(TABLE.read_text("utf-8"), yaml.BaseLoader)
DAY = date.fromisoformat(DATA["day"])
DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))


@cache
def rules() -> Rules:
    return load(RULES / "dates.ru.yaml", RULES / "dates.en.yaml")


def found(lang: str, text: str) -> list[tuple[str, dict[str, Any]]]:
    """The dates of a text: what they stand on, and their fields."""
    values = []
    for reading in Reader(text, rules(), lang).sentences:
        for mention in reading.mentions(frozenset(["Date"])):
            value = reading.normaliser.value(mention)
            values.append((value.mention.text, dict(value.fields)))
    return values


def rows(name: str) -> list[Any]:
    root = yaml.compose(TABLE.read_text("utf-8"), Loader=yaml.SafeLoader)
    lines = next(node for key, node in root.value if key.value == name).value
    return [
        pytest.param(row, id=f"dates.yaml:{node.start_mark.line + 1}")
        for row, node in zip(DATA[name], lines, strict=True)
    ]


@pytest.mark.parametrize("row", rows("dates"))
def test_found(row: list[str]) -> None:
    lang, marked, value, *resolved = row
    text = marked.replace("{", "").replace("}", "")
    dates = found(lang, text)
    assert [mention for mention, _ in dates] == [marked[marked.index("{") + 1 : marked.index("}")]]
    assert dates[0][1]["value"] == value
    assert resolve(dates[0][1], DAY)["value"] == (resolved[0] if resolved else value)


@pytest.mark.parametrize("row", rows("none"))
def test_none(row: list[str]) -> None:
    assert found(*row) == []


def test_without_a_day_hints_go() -> None:
    fields = edtf({"ref": "PAST_REF", "shift": "-1"})
    assert resolve(fields, None) == {"value": "PAST_REF", "type": "REF", "anchor": None, "certainty": "stated"}


def test_no_day_of_the_calendar_is_its_month() -> None:
    assert edtf({"numeric": "31.02.2024"})["value"] == "2024-02"
    assert edtf({"day": "31", "month": "4"})["value"] == "XXXX-04"


def test_beyond_the_calendar_stays() -> None:
    fields = edtf({"ref": "PAST_REF", "shift": "9999999999", "unit": "day"})
    assert resolve(fields, DAY)["value"] == "PAST_REF"


@given(DAYS, DAYS)
def test_a_day_without_year_is_near(day: date, told: date) -> None:
    fields = edtf({"day": str(told.day), "month": str(told.month)})
    nearest = date.fromisoformat(resolve(fields, day)["value"])
    assert (nearest.month, nearest.day) == (told.month, told.day)
    assert abs((nearest - day).days) <= (184 if (told.month, told.day) != (2, 29) else 8 * 366)


@given(DAYS, st.integers(1, 7), st.sampled_from(["PAST_REF", "FUTURE_REF"]))
def test_weekdays(day: date, weekday: int, ref: str) -> None:
    found = date.fromisoformat(resolve(edtf({"weekday": str(weekday), "ref": ref}), day)["value"])
    assert found.isoweekday() == weekday
    assert 0 <= (day - found).days < 7 if ref == "PAST_REF" else 0 < (found - day).days <= 7
