"""Events -> records: slots united, dates resolved, what follows from the rest computed.

Comes in: an event, the sources by sentence. Goes out: a `Record`, or None where a declared minimum is not met. Does not
know rules.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from ..language.declarations import TypeDeclaration
from ..reading import Reader
from ..records.drafts import Draft
from ..records.values import Record, RuleRef, SlotValue, Span, Statement, Value
from .agreements import latest_status
from .calendar import Calendar
from .events import AHEAD, Event, party_key, united
from .meetings import sides

NEGATIVE = frozenset({"denied", "cancelled", "rejected"})
STATEMENT_SLOTS = ("speaker", "stance")


def assemble(
    event: Event, sources: Mapping[int, list[Value]], reader: Reader, doc: str, calendar: Calendar
) -> Record | None:
    """The record of an event."""
    declared = reader.rules.types[event.type]
    slots = {
        slot: united_slot(event, declared, slot, calendar)
        for slot in declared.slots
        if slot not in STATEMENT_SLOTS or event.type != "threat"
    }
    slots |= COMPUTED.get(event.type, _nothing)(event, slots)
    if any(how_many(slots.get(slot)) < kind.low for slot, (kind, _) in declared.slots.items() if kind.names):
        return None
    status = slots.get("status")
    orders = sorted({d.order for d in event.drafts})
    return Record(
        event.type,
        doc,
        reader.lang,
        slots,
        unique([s for d in event.drafts for s in d.evidence]),
        tuple(dict.fromkeys(r for d in event.drafts for r in d.rules)),
        polarity="negative" if status in NEGATIVE else "positive",
        certainty=certainty(event),
        attribution=unique_values([v for o in orders for v in sources.get(o, ())]),
        statements=statements(event) if "stance" in declared.slots else (),
        coreference=coreference(event),
        codes=codes(event, declared, status),
        identity=declared.identity,
    )


def united_slot(event: Event, declared: TypeDeclaration, slot: str, calendar: Calendar) -> SlotValue:
    """The slot's value over all drafts: lists united, else the first that is stated, else the default."""
    kind, _ = declared.slots[slot]
    if kind.words:
        return choose(event, slot)
    if kind.names == ("text",):
        return max((t for d in event.drafts if (t := d.text(slot))), key=len, default=None)
    values = [v for d in event.drafts for v in d.values(slot) if v.type != "Anaphor"]
    if kind.high > 1:
        parties = [v.with_fields(part=PARTS[slot]) if slot in PARTS and "part" in v.fields else v for v in values]
        return tuple(united([], parties) if slot != "topics" else unique_values(parties))
    first = values[0] if values else None
    if first is not None and first.type == "Date":
        stated = next((v for v in values if v.fields.get("value") not in ("PAST_REF", "FUTURE_REF")), first)
        if kind.names == ("Period",):
            return Value("Period", {"value": stated.fields.get("value")}, stated.mention)
        return Value("Date", calendar.resolved(stated.fields, event.stated("status") in AHEAD), stated.mention)
    return first


def how_many(value: SlotValue) -> int:
    """The values a slot holds."""
    return len(value) if isinstance(value, tuple) else int(value is not None)


PARTS = {"parties": "party", "signatories": "signatory", "endorsed_by": "endorser"}


def choose(event: Event, slot: str) -> str | None:
    """The word of an enumeration: the first stated, for an agreement's status the furthest, else the default."""
    stated = [t for d in event.drafts if slot in d.stated and (t := d.text(slot))]
    if slot == "status" and event.type == "agreement" and stated:
        return latest_status(stated)
    if slot == "status" and stated:
        return stated[-1] if stated[-1] in ("cancelled", "postponed", "denied") else stated[0]
    return stated[0] if stated else event.drafts[0].text(slot)


def certainty(event: Event) -> str:
    """asserted, unless a cue says reported, possible or hypothetical."""
    cues = {c for d in event.drafts for c in d.cues}
    return next(
        (word for word in ("hypothetical", "possible", "reported") if any(c.startswith(word) for c in cues)), "asserted"
    )


def unique(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Spans in order, each once."""
    return tuple(sorted(set(spans)))


def unique_values(values: Sequence[Value]) -> tuple[Value, ...]:
    """Values by mention, each once; the same name twice is one."""
    found: dict[Any, Value] = {}
    for value in values:
        found.setdefault(value.mention.text.lower() if value.type == "Topic" else (value.type, value.name), value)
    return tuple(found.values())


def statements(event: Event) -> tuple[Statement, ...]:
    """Who says what of a threat; drafts with the same speakers and stance are one statement.

    Those with a speaker come first.
    """
    grouped: dict[tuple[tuple[str, ...], str], list[Span]] = {}
    for draft in event.drafts:
        speakers = tuple(
            dict.fromkeys(str(v.name or v.mention.text) for v in draft.values("speaker") if v.type != "Anaphor")
        )
        grouped.setdefault((speakers, draft.text("stance") or "report"), []).extend(draft.evidence)
    ordered = sorted(grouped.items(), key=lambda item: not item[0][0])
    return tuple(Statement(who, stance, unique(spans)) for (who, stance), spans in ordered)


def coreference(event: Event) -> tuple[Span, ...]:
    """Where a later sentence speaks of the event without naming it."""
    return unique([v.mention for d in event.drafts for slot in d.slots for v in d.values(slot) if v.type == "Anaphor"])


def codes(event: Event, declared: TypeDeclaration, status: SlotValue) -> dict[str, Any]:
    """PLOVER: a planned meeting or an agreement not yet signed is AGREE."""
    code = declared.codes.get("plover")
    if event.type == "threat" and all(d.text("form") == "assessed" for d in event.drafts):
        code = None
    elif status in ("planned", "proposed", "under_negotiation"):
        code = "AGREE"
    return {"plover": {"event": code, "mode": None, "context": []} if code else None}


def _meeting(event: Event, slots: Mapping[str, SlotValue]) -> dict[str, SlotValue]:
    parties = list(event.parties)
    found: dict[str, SlotValue] = {"participants": tuple(parties), "setting": setting(parties)}
    if slots.get("format") == "unspecified" and slots.get("place"):
        found["format"] = "in_person"
    return found


def setting(parties: Sequence[Value]) -> str:
    """bilateral: two sides; multilateral: more; internal: one country's own people."""
    countries = [v.fields.get("country") for v in parties]
    if any(v.type in ("Org", "Group") and not v.fields.get("country") for v in parties):
        return "multilateral"
    known = {c for c in countries if c}
    if len(known) == 1 and all(countries) and len(parties) > 1:
        return "internal"
    count = len(known) + sum(c is None for c in countries)
    return (
        "bilateral"
        if count == 2
        else "multilateral"
        if count > 2
        else "internal"
        if sides(parties) > 1 and known
        else "unspecified"
    )


def _nothing(event: Event, slots: Mapping[str, SlotValue]) -> dict[str, SlotValue]:
    return {}


COMPUTED = {"meeting": _meeting}
__all__ = ["Draft", "RuleRef", "assemble", "party_key"]
