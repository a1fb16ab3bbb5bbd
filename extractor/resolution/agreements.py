"""Which drafts tell of the same agreement.

Comes in: agreement drafts in order. Goes out: events. "The document" and an untitled "agreement" add to the one told of before.
"""
from collections.abc import Sequence

from ..records.drafts import Draft
from ..text.segment import fold
from .events import Event, keys, united

PROGRESS = (
    "proposed", "planned", "under_negotiation", "agreed", "endorsed", "initialled", "adopted", "signed", "ratified", "in_force", "in_implementation",
    "extended", "suspended", "violated", "terminated", "rejected", "denied",
)


def agreements(drafts: Sequence[Draft], _others: Sequence[Event]) -> list[Event]:
    """Fold the drafts into events."""
    events: list[Event] = []
    for draft in drafts:
        named = [v for v in [*draft.values("parties"), *draft.values("signatories")] if v.type != "Anaphor"]
        event = next((e for e in reversed(events) if same(e, draft)), None)
        if event is not None:
            event.drafts.append(draft)
            event.parties = united(event.parties, named)
        elif named or draft.text("title"):
            events.append(Event("agreement", [draft], united([], named)))
    return events


def same(event: Event, draft: Draft) -> bool:
    """The same title, or one of the same kind that the text no longer needs to name."""
    title, known = draft.text("title"), next((t for d in event.drafts if (t := d.text("title"))), None)
    kind, known_kind = draft.text("doc_kind"), event.drafts[0].text("doc_kind")
    if title and known:
        words, known_words = set(fold(title).split()), set(fold(known).split())
        return words == known_words or (kind == known_kind and (words < known_words or known_words < words))
    if kind != known_kind:
        return False
    a, b = keys(draft.values("parties")), keys(event.parties)
    return not a or not b or bool(a & b)


def latest_status(statuses: Sequence[str]) -> str:
    """The furthest an agreement has come, as the text tells."""
    return max(statuses, key=lambda s: PROGRESS.index(s) if s in PROGRESS else -1)
