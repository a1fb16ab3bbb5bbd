"""Meetings whose parties only an adjective names: «российско-норвежские консультации», "Norwegian-Ghanaian talks".

Comes in: the story. Goes out: its meeting drafts, those without participants filled from the word before their noun.
"""

import re

from ..records.drafts import Draft
from ..records.values import Span, Value
from .countries import countries_in
from .parties import country
from .story import Story

BEFORE = re.compile(r"([^\W\d_]+[-–][^\W\d_]+)\s+(?:[^\W\d_]+\s+)?$")  # one more adjective may stand between
WIDTH = 80  # characters looked back over


def name_sides(story: Story) -> None:
    """Give the meetings without participants those that an adjective of theirs names."""
    for draft in story.drafts:
        if draft.type == "meeting" and not draft.values("participants"):
            found = sides_before(draft, story)
            if len(found) > 1:
                draft.slots["participants"] = found
                draft.stated.add("participants")


def sides_before(draft: Draft, story: Story) -> list[Value]:
    """The countries named by the compound adjective before the draft's noun."""
    text, end = story.reader.text, draft.trigger.start
    start = max(0, end - WIDTH, draft.evidence[0].start)
    found = BEFORE.search(text[start:end])
    if found is None:
        return []
    span = Span(start + found.start(1), start + found.end(1), found[1])
    codes = countries_in(story.reader.program, found[1])
    return [country(code, span, story, "participant") for code in codes]
