"""Which drafts tell of the same threat: equal kind, and source and place that do not contradict.

Comes in: threat drafts in order, the speakers of their sentences. Goes out: events; several speakers on one threat
become statements of one record. Dropped: a bare «угроза» of which nothing is said, and a bare mention beside a
statement on the same threat.
Does not know rules.
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

Said = Collection[tuple[str, str]]  # kinds and stances of the threats of one sentence


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
        event.drafts.sort(key=lambda d: stance_of(d) == TOLD)  # the main statement first
    return events


def lend_speakers(drafts: Sequence[Draft]) -> None:
    """Give threats without a speaker the one who speaks in their sentence, where only one does; who threatens speaks
    for himself.
    """
    speakers: dict[int, list[Value]] = {}
    for draft in drafts:
        if draft.type == "speech":
            speakers.setdefault(draft.order, []).extend(draft.values("speaker"))
    for draft in drafts:
        if draft.type != "threat" or stance_of(draft) == "threaten" or draft.values("speaker"):
            continue
        found = speakers.get(draft.order, [])
        if len({party_key(v) for v in found}) == 1:
            draft.slots["speaker"] = found[:1]


def substantial(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts that say more than that there is some danger, and more than a stronger statement of their sentence
    does.
    """
    said: dict[int, list[tuple[str, str]]] = {}
    for draft in drafts:
        said.setdefault(draft.order, []).append((kind_of(draft), stance_of(draft)))
    return [d for d in drafts if not (empty(d, said[d.order]) or outdone(d, said[d.order]))]


def empty(draft: Draft, said: Said) -> bool:
    """Nothing but the word, unless it is fought and its sentence names nothing else; what is asserted must tell who
    endangers whom.
    """
    if kind_of(draft) != VAGUE or draft.text("form") != "assessed":
        return False
    if stance_of(draft) == "assert":
        return not (draft.slots.get("source") and draft.slots.get("target"))
    if any(draft.slots.get(slot) for slot in DETAILS):
        return False
    return stance_of(draft) != "counter" or any(kind != VAGUE for kind, _ in said)


def outdone(draft: Draft, said: Said) -> bool:
    """Told or asserted beside a stronger statement of the same sentence on the same kind of threat; no kind is no other
    kind.
    """
    kind, stance = kind_of(draft), stance_of(draft)
    return stance in (TOLD, "assert") and any(
        STRENGTH[other] > STRENGTH[stance] and kind in (its_kind, VAGUE) for its_kind, other in said
    )


def same(event: Event, draft: Draft) -> bool:
    """Equal kind and form, no contradicting source or place; of a threat of no kind, no contradicting target either.

    A source may be missing on one side where the text goes on about a threat of a kind.
    """
    if kind_of(event.drafts[0]) != kind_of(draft) or event.drafts[0].text("form") != draft.text("form"):
        return False
    vague = kind_of(draft) == VAGUE
    if vague and not agree(event.first_value("target"), first(draft, "target")):
        return False
    source, known = first(draft, "source"), event.first_value("source")
    missing_one = (source is None) != (known is None)
    if missing_one and (vague or draft.order - event.last > NEAR):
        return False
    return agree(source, known) and same_place(event.first_value("place"), first(draft, "place"))


def agree(a: Value | None, b: Value | None) -> bool:
    """Equal parties, or one missing."""
    return a is None or b is None or party_key(a) == party_key(b)


def first(draft: Draft, slot: str) -> Value | None:
    """The first value of a slot."""
    return next(iter(draft.values(slot)), None)


def kind_of(draft: Draft) -> str:
    """The kind of threat a draft tells of."""
    return draft.text("threat_kind") or VAGUE


def stance_of(draft: Draft) -> str:
    """What the draft says of the threat."""
    return draft.text("stance") or TOLD
