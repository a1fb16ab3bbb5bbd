"""Which drafts tell of the same event, for types that have no grouper of their own: what the type declares as its
`identity` decides.

Comes in: the drafts of one type, in order. Goes out: events. Two drafts are one event where no identity slot
contradicts and at least one that both state is equal; a draft that only joins adds to the event last told of near by,
or is dropped. Does not know what the slots mean.
"""

from collections.abc import Callable, Sequence

from ..records.drafts import Draft
from ..records.values import Value
from ..text.segment import fold
from .events import Event, party_key, same_date, same_place

REACH = 8  # sentences after which an event is no longer the one being told
WINDOW = 40  # events looked back over


def by_identity(identity: Sequence[str]) -> Callable[[Sequence[Draft], Sequence[Event]], list[Event]]:
    """The grouper for a type with these identity slots."""

    def grouper(drafts: Sequence[Draft], _others: Sequence[Event]) -> list[Event]:
        events: list[Event] = []
        for draft in drafts:
            event = (
                told_last(events, draft)
                if draft.joins
                else next((e for e in reversed(events[-WINDOW:]) if same(e, draft, identity)), None)
            )
            if event is not None:
                event.drafts.append(draft)
            elif not draft.joins:
                events.append(Event(draft.type, [draft]))
        return events

    return grouper


def told_last(events: Sequence[Event], draft: Draft) -> Event | None:
    """The event being told when this sentence comes, where one is near by."""
    last = max(events, key=lambda e: e.last, default=None)
    return last if last is not None and draft.order - last.last <= REACH else None


def same(event: Event, draft: Draft, identity: Sequence[str]) -> bool:
    """Does nothing contradict, and is something shared?"""
    verdicts = [agree(event, draft, slot) for slot in identity]
    return False not in verdicts and True in verdicts


def agree(event: Event, draft: Draft, slot: str) -> bool | None:
    """Is the slot's value the same; None where one of the two does not state it."""
    told, more = [v for d in event.drafts for v in named(d, slot)], named(draft, slot)
    if told and more:
        return alike(told, more)
    known, word = next((t for d in event.drafts if (t := d.text(slot))), None), draft.text(slot)
    return None if known is None or word is None else fold(known) == fold(word)


def named(draft: Draft, slot: str) -> list[Value]:
    """The slot's values, without those that only point."""
    return [v for v in draft.values(slot) if v.type != "Anaphor"]


def alike(told: Sequence[Value], more: Sequence[Value]) -> bool:
    """Dates and places that do not contradict; of others, one lists a part of the other."""
    first, then = told[0], more[0]
    if first.type == then.type == "Date":
        return same_date(first, then)
    if "certainty" in first.fields and "certainty" in then.fields:  # places
        return same_place(first, then)
    a, b = {party_key(v) for v in told}, {party_key(v) for v in more}
    return a <= b or b <= a
