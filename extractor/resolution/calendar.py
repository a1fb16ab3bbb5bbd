"""The year of dates that do not say their own, from a full date that the document begins with.

Comes in: the story. Goes out: `story.about`, the day of the first full date of the lead; None where the document's own
day is given, or no full date stands there, or dates of several years do.
"""

from collections.abc import Mapping
from datetime import date as Day
from typing import Any

import attrs

from ..records.dates import resolve
from .story import Story

LEAD = 4  # sentences


@attrs.frozen
class Calendar:
    """What dates are resolved against: the document's own day, or else the day it is about (for the year only)."""

    day: Day | None = None
    about: Day | None = None

    def resolved(self, fields: Mapping[str, Any], ahead: bool = False) -> dict[str, Any]:
        """The fields of a date, resolved as far as this calendar tells.

        `ahead`: the event is still to come, and so are «в среду» and «на этой неделе».
        """
        near = "weekday" in fields or str(fields.get("shift", "")).startswith("0")
        if ahead and near and fields.get("value") == "PAST_REF":
            fields = {**fields, "value": "FUTURE_REF"}
        if self.day is None and self.about is not None and str(fields.get("value")).startswith("XXXX"):
            return resolve(fields, self.about) | {"anchor": None}
        return resolve(fields, self.day)


DATE = frozenset({"Date"})


def date_of_lead(story: Story) -> None:
    """Find the day that dates without a year are near to."""
    needed = story.day is None and any(
        str(v.fields.get("value")).startswith("XXXX") for d in story.drafts for v in d.values("date")
    )
    if needed:
        found = [day for number in range(min(LEAD, len(story.reader.sentences))) for day in full_dates(story, number)]
        if len({day.year for day in found}) == 1:
            story.about = found[0]


def full_dates(story: Story, number: int) -> list[Day]:
    """The full dates of a sentence."""
    reading = story.reader.sentences[number]
    values = [str(reading.normaliser.value(m).fields.get("value")) for m in reading.mentions(DATE)]
    return [Day.fromisoformat(v) for v in values if len(v) == 10 and v.replace("-", "").isdigit()]
