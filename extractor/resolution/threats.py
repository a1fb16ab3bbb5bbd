"""Which drafts tell of the same threat: equal kind, and source and place that do not contradict.

Comes in: threat drafts in order. Goes out: events; several speakers on one threat become statements of one record.
"""
from collections.abc import Sequence

from ..records.drafts import Draft
from ..records.values import Value
from .events import Event, party_key, same_place


def threats(drafts: Sequence[Draft], others: Sequence[Event]) -> list[Event]:
    """Fold the drafts into events."""
    events: list[Event] = []
    for draft in drafts:
        event = next((e for e in reversed(events) if same(e, draft)), None)
        if event is None:
            events.append(Event("threat", [draft]))
        else:
            event.drafts.append(draft)
    return events


def same(event: Event, draft: Draft) -> bool:
    """Equal kind and form; source and place equal or missing on one side."""
    first = event.drafts[0]
    if first.text("threat_kind") != draft.text("threat_kind") or first.text("form") != draft.text("form"):
        return False
    source, place = next(iter(draft.values("source")), None), next(iter(draft.values("place")), None)
    return same_party(event.first_value("source"), source) and same_place(event.first_value("place"), place)


def same_party(a: Value | None, b: Value | None) -> bool:
    """Equal, or one missing."""
    return a is None or b is None or party_key(a) == party_key(b)
