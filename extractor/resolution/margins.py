"""Talks on the margins of a session: they have its place and day where they say none of their own.

Comes in: the story with its events. Goes out: meetings with an inferred place and date.
"""

from ..records.values import Value
from .events import SITTING, Event
from .story import Story


def lend_from_sessions(story: Story) -> None:
    """Give talks what the session told of in their first sentence says of place and day."""
    meetings = [e for e in story.events if e.type == "meeting"]
    sessions: dict[int, list[Event]] = {}
    for event in meetings:
        if event.stated("meeting_kind") in SITTING:
            for order in {d.order for d in event.drafts}:
                sessions.setdefault(order, []).append(event)
    for event in meetings:
        around = sessions.get(event.drafts[0].order, [])
        if (
            event.stated("meeting_kind") not in SITTING
            and len(around) == 1
            and around[0].drafts[0].order == event.drafts[0].order
        ):
            lend(event, around[0])


def lend(talks: Event, session: Event) -> None:
    """Place and date, as inferred."""
    if talks.stated("format") in ("phone", "video", "written"):
        return
    for slot in ("place", "date"):
        value = session.first_value(slot)
        if talks.first_value(slot) is None and value is not None:
            talks.drafts[0].slots[slot] = [inferred(value)]


def inferred(value: Value) -> Value:
    """The value, not stated of this event itself."""
    return value.with_fields(certainty="inferred")
