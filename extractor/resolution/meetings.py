"""Which drafts tell of the same meeting, and who took part.

Comes in: meeting drafts in order, persons completed. Goes out: events. A sentence about "the sides", "the talks" or
"them" adds to the meeting being told; where it names other people it is another meeting. Where nothing tells what it
adds to, it is dropped.
"""

from collections.abc import Sequence

from ..records.drafts import Draft
from ..records.values import Value
from .events import SETTLED, SITTING, Event, compatible, keys, party_key, united

COLLECTIVE = frozenset({"Org", "Group"})
REACH = 8  # sentences after which a meeting is no longer the one being told
WINDOW = 40  # events looked back over


def meetings(drafts: Sequence[Draft], _others: Sequence[Event]) -> list[Event]:
    """Fold the drafts into events, each joining the nearest event it can belong to."""
    events: list[Event] = []
    for draft in sorted(drafts, key=lambda d: (d.order, d.joins or not named_in(d), d.trigger.start)):
        named = named_in(draft)
        event = home(draft, named, events[-WINDOW:])
        if event is not None:
            if same_parties(event.parties, named) or not same_states(event, draft, named):
                event.parties = united(event.parties, named)
            event.drafts.append(draft)
        elif stands_alone(draft, named) or opens(draft, named):
            events.append(Event("meeting", [draft], united([], named)))
    return [e for e in events if sides(e.parties) >= 2]


def opens(draft: Draft, named: Sequence[Value]) -> bool:
    """One person holds a meeting: who else was there may be told next."""
    return (
        len(named) == len(draft.values("participants")) == 1
        and named[0].type == "Person"
        and not draft.values("topics")
    )


def named_in(draft: Draft) -> list[Value]:
    """The parties that a draft names."""
    return [v for v in draft.values("participants") if v.type != "Anaphor"]


def home(draft: Draft, named: Sequence[Value], events: Sequence[Event]) -> Event | None:
    """The event this draft tells more of: the last compatible one that shares its parties; without parties, the one
    being told.
    """
    fitting = [e for e in events if compatible(e, draft)]
    if draft.joins or not named:
        return told_last(draft, fitting)
    told = [e for e in fitting if same_parties(e.parties, named) or same_states(e, draft, named)]
    return latest([e for e in told if sides(e.parties) >= 2])


def latest(events: Sequence[Event]) -> Event | None:
    """The event last told of; of those told in one sentence the last."""
    return max(reversed(events), key=lambda e: e.last, default=None)


def told_last(draft: Draft, fitting: Sequence[Event]) -> Event | None:
    """The event being told when this sentence comes: the one last told of, near by, and not one that is still ahead
    unless this is too.
    """
    near = [e for e in fitting if draft.order - e.last <= REACH]
    settled = [e for e in near if e.drafts[0].text("status") in SETTLED] if "status" not in draft.stated else near
    talks = [e for e in settled if e.stated("meeting_kind") not in SITTING and sides(e.parties) > 1]
    return latest(talks) or latest(settled)


def same_parties(event: Sequence[Value], named: Sequence[Value]) -> bool:
    """One lists a part of the other, or they share two."""
    a, b = keys(event), keys(named)
    return bool(a & b) and (a <= b or b <= a or len(a & b) >= 2)


def same_states(event: Event, draft: Draft, named: Sequence[Value]) -> bool:
    """One sentence tells of the delegations of two countries, and of the two countries."""
    mine, theirs = ({str(v.fields.get("country") or "") for v in values} for values in (event.parties, named))
    return event.last == draft.order and mine == theirs and len(mine) > 1 and "" not in mine


def stands_alone(draft: Draft, named: Sequence[Value]) -> bool:
    """Two parties, or one that is many: a group, a body in session; none of them only pointed to."""
    alone = len(named) == 1 and named[0].type == "Org" and draft.verbal and draft.text("meeting_kind") not in SITTING
    return sides(named) >= 2 and not alone and not any(v.type == "Anaphor" for v in draft.values("participants"))


def sides(parties: Sequence[Value]) -> int:
    """How many meet, counting an organisation in session or a group as many."""
    return sum(2 if v.type in COLLECTIVE else 1 for v in {party_key(v): v for v in parties}.values())
