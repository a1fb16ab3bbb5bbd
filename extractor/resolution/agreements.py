"""Which drafts tell of the same agreement.

Comes in: agreement drafts in order. Goes out: events. "The document" and an untitled "agreement" add to the one told of
before. Whose agreement it is, and whether it is one, `parties` settles. Does not know rules.
"""

from collections.abc import Sequence

from ..records.drafts import Draft
from ..records.values import Value
from ..text.segment import fold
from .events import Event, party_key, united

PROGRESS = (
    "proposed",
    "planned",
    "under_negotiation",
    "agreed",
    "endorsed",
    "initialled",
    "adopted",
    "signed",
    "ratified",
    "in_force",
    "in_implementation",
    "extended",
    "suspended",
    "violated",
    "terminated",
    "rejected",
    "denied",
)
LOOSE = frozenset(
    {"agreement", "treaty", "documents", "deal", "oral", "contract"}
)  # kinds that one agreement is called in turn
REACH = 8  # sentences within which an untitled mention is of the agreement told of before
ALIKE, SURE = 0.4, 0.7  # share of common words that makes two titles one: where two parties are the same, and else


def agreements(drafts: Sequence[Draft], _others: Sequence[Event]) -> list[Event]:
    """Fold the drafts into events."""
    events: list[Event] = []
    lend_parties(drafts)
    for draft in drafts:
        event = next((e for e in reversed(events) if same(e, draft)), None)
        if event is None:
            events.append(Event("agreement", [draft], united([], parties_of(draft))))
        else:
            event.drafts.append(draft)
            event.parties = united(event.parties, parties_of(draft))
    return events


def lend_parties(drafts: Sequence[Draft]) -> None:
    """Documents named in one breath («план, а также стратегия») have the parties of the first that names any."""
    for draft in drafts:
        if not parties_of(draft):
            lender = next((d for d in drafts if d.trigger == draft.trigger and parties_of(d)), None)
            if lender is not None:
                draft.slots["parties"] = lender.values("parties")


def parties_of(draft: Draft) -> list[Value]:
    """The parties and signatories a draft names."""
    return [v for v in [*draft.values("parties"), *draft.values("signatories")] if v.type != "Anaphor"]


def sides_of(values: Sequence[Value]) -> set[str]:
    """What tells parties apart: the country, of a person or a body too; else the name, of persons only where there is
    nothing else.
    """
    placed = [v for v in values if v.type != "Person" or v.fields.get("country")]
    return {str(v.fields.get("country") or party_key(v)[1]) for v in placed or values}


def same(event: Event, draft: Draft) -> bool:
    """Titles alike, or one that the text no longer needs to name; parties that do not contradict."""
    a, b = sides_of(parties_of(draft)), sides_of(event.parties)
    words, known = telling_words(draft), [w for d in event.drafts if (w := telling_words(d))]
    if a and b and (not a & b or (len(a) > 1 and len(b) > 1 and a - b and b - a)):
        return False
    if words and known:
        return max(alike(words, w) for w in known) >= (ALIKE if len(a & b) > 1 else SURE)
    kind, known_kind = draft.text("doc_kind"), event.drafts[0].text("doc_kind")
    loose = kind in LOOSE and known_kind in LOOSE and (a & b or not words)
    if kind != known_kind and not loose and "doc_kind" in draft.stated:
        return False
    return draft.order - event.last <= REACH


def telling_words(draft: Draft) -> str:
    """What a draft says of the document: its title, else what it is about."""
    return draft.text("title") or next((v.mention.text for v in draft.values("subject")), "")


def alike(a: str, b: str) -> float:
    """The share of words two titles have in common, by their first letters so that endings do not matter; a shorter
    title may be a part.
    """
    x, y = ({w[:5] for w in fold(t).split() if len(w) > 2} for t in (a, b))
    if not x or not y:
        return 0.0
    return 1.0 if (x <= y or y <= x) and min(len(x), len(y)) > 1 else len(x & y) / len(x | y)


def latest_status(statuses: Sequence[str]) -> str:
    """The furthest an agreement has come, as the text tells."""
    return max(statuses, key=lambda s: PROGRESS.index(s) if s in PROGRESS else -1)
