"""Which drafts tell of the same meeting, and who took part.

Comes in: meeting drafts in order, persons completed. Goes out: events. A sentence about "the sides", "the talks" or "them" adds to the
meeting being told; where it names other people it is another meeting.
"""
from collections.abc import Sequence

from ..records.drafts import Draft
from ..records.values import Value
from .events import SETTLED, Event, compatible, keys, party_key, united

COLLECTIVE = frozenset({"Org", "Group"})
SIDES = frozenset({"sides", "they"})


def meetings(drafts: Sequence[Draft], _others: Sequence[Event]) -> list[Event]:
    """Fold the drafts into events, each joining the nearest event it can belong to."""
    events: list[Event] = []
    for draft in drafts:
        named = [v for v in draft.values("participants") if v.type != "Anaphor"]
        event = home(draft, named, events)
        if event is None:
            if stands_alone(draft, named):
                events.append(Event("meeting", [draft], united([], named)))
        else:
            event.drafts.append(draft)
            event.parties = united(event.parties, named)
    return events


def home(draft: Draft, named: Sequence[Value], events: Sequence[Event]) -> Event | None:
    """The event this draft tells more of: the last compatible one that shares its parties, or, without parties, the one being told."""
    fitting = [e for e in events if compatible(e, draft)]
    if not named:
        salient = [e for e in fitting if e.drafts[0].text("status") in SETTLED or "status" not in draft.stated]
        return max(salient, key=lambda e: e.last, default=None)
    return max((e for e in fitting if same_parties(e.parties, named, draft)), key=lambda e: e.last, default=None)


def same_parties(event: Sequence[Value], named: Sequence[Value], draft: Draft) -> bool:
    """One lists a part of the other, or they share two persons."""
    a, b = keys(event), keys(named)
    if not a & b:
        return False
    if draft.construction == "joined":
        return True
    return a <= b or b <= a or len(a & b) >= 2


def stands_alone(draft: Draft, named: Sequence[Value]) -> bool:
    """Two parties, or one that is many."""
    return sides(named) >= 2 and not any(v.type == "Anaphor" for v in draft.values("participants"))


def sides(parties: Sequence[Value]) -> int:
    """How many meet, counting an organisation in session or a group as many."""
    return sum(2 if v.type in COLLECTIVE else 1 for v in {party_key(v): v for v in parties}.values())
