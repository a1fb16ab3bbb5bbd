"""Which drafts tell of the same threat: equal kind, and source and place that do not contradict.

Comes in: threat drafts in order, the speakers of their sentences. Goes out: events; several speakers on one threat become statements of one
record. Dropped: a bare «угроза» of which nothing is said, and a bare mention beside a statement on the same threat. Does not know rules.
"""
from collections.abc import Collection, Sequence

from ..records.drafts import Draft
from ..records.values import Value
from .events import Event, party_key, same_place

DETAILS = ("source", "target", "place", "content", "condition")
VAGUE = "unspecified"
TOLD = "report"
STRENGTH = {TOLD: 0, "assert": 1, "counter": 1, "warn": 2, "condemn": 2, "deny": 2, "threaten": 2}
NEAR = 3  # sentences


def threats(drafts: Sequence[Draft], others: Sequence[Event]) -> list[Event]:
    """Fold the drafts into events."""
    events: list[Event] = []
    for draft in substantial(drafts):
        event = next((e for e in reversed(events) if same(e, draft)), None)
        if event is None:
            events.append(Event("threat", [draft]))
        else:
            event.drafts.append(draft)
    for event in events:
        event.drafts.sort(key=lambda d: d.text("stance") == TOLD)  # the main statement first
    return events


def lend_speakers(drafts: Sequence[Draft]) -> None:
    """Give threats without a speaker the one who speaks in their sentence, where only one does."""
    speakers: dict[int, list[Value]] = {}
    for draft in drafts:
        if draft.type == "speech":
            speakers.setdefault(draft.order, []).extend(draft.values("speaker"))
    for draft in drafts:
        found = speakers.get(draft.order)
        if draft.type == "threat" and found and not draft.values("speaker") and len({party_key(v) for v in found}) == 1:
            draft.slots["speaker"] = found[:1]


def substantial(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts that say more than that there is some danger, and more than a stronger statement of their sentence does."""
    said: dict[int, list[tuple[str, str]]] = {}
    for draft in drafts:
        said.setdefault(draft.order, []).append((draft.text("threat_kind") or VAGUE, draft.text("stance") or TOLD))
    return [d for d in drafts if not (empty(d, said[d.order]) or outdone(d, said[d.order]))]


def empty(draft: Draft, said: Collection[tuple[str, str]]) -> bool:
    """Nothing but the word, unless it is fought and the sentence names nothing else; of what is asserted, who endangers whom must be told."""
    if draft.text("threat_kind") not in (None, VAGUE) or draft.text("form") != "assessed":
        return False
    if draft.text("stance") == "assert":
        return not (draft.slots.get("source") and draft.slots.get("target"))
    if any(draft.slots.get(s) for s in DETAILS):
        return False
    return draft.text("stance") != "counter" or any(kind != VAGUE for kind, _ in said)


def outdone(draft: Draft, said: Collection[tuple[str, str]]) -> bool:
    """A weaker statement beside one of the same sentence on the same kind of threat; an unnamed kind is no other kind."""
    kind, stance = draft.text("threat_kind") or VAGUE, draft.text("stance") or TOLD
    return any(STRENGTH[other] > STRENGTH[stance] and kind in (other_kind, VAGUE) for other_kind, other in said) and stance in (TOLD, "assert")


def same(event: Event, draft: Draft) -> bool:
    """Equal kind and form, no contradicting source or place; a source may be missing on one side where the text goes on about the threat.

    Of a threat of no kind the target must not contradict either."""
    first = event.drafts[0]
    if first.text("threat_kind") != draft.text("threat_kind") or first.text("form") != draft.text("form"):
        return False
    if draft.text("threat_kind") == VAGUE and not same_target(event.first_value("target"), next(iter(draft.values("target")), None)):
        return False
    near = draft.order - event.last <= NEAR and draft.text("threat_kind") != VAGUE
    source, known = next(iter(draft.values("source")), None), event.first_value("source")
    if source is None or known is None:
        return (source is known or near) and same_place(event.first_value("place"), next(iter(draft.values("place")), None))
    return party_key(source) == party_key(known) and same_place(event.first_value("place"), next(iter(draft.values("place")), None))


def same_target(a: Value | None, b: Value | None) -> bool:
    """Equal, or one missing."""
    return a is None or b is None or party_key(a) == party_key(b)
