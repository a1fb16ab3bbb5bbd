"""What records are made of: spans, values, records. Frozen, typed, and the same for every type a pack declares.

Comes in: nothing. Goes out: value classes and `to_dict`, the shape of `schema/record.schema.json`. Does not know rules.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

import attrs

SCHEMA_VERSION = "1"


@attrs.frozen(order=True)
class Span:
    """Characters [start, end) of the original text, with that text."""

    start: int
    end: int
    text: str = attrs.field(order=False)

    def to_dict(self) -> dict[str, Any]:
        """`{"start", "end", "text"}`"""
        return {"start": self.start, "end": self.end, "text": self.text}


@attrs.frozen
class Value:
    """A slot's value: the type of mention it comes from, its normal form as fields, and the characters it stands on.

    fields: for a Person `kind name key role org country part`, for a Date `value type anchor certainty`, and so on.
    hints: what the resolution needs to know and no reader does (`rank` of an office, what an anaphor `refers` to,
    `plural`).
    """

    type: str
    fields: Mapping[str, Any]
    mention: Span
    hints: Mapping[str, Any] = attrs.field(factory=dict)

    @property
    def name(self) -> str | None:
        """The normal form people read."""
        for key in ("name", "value", "text"):
            if self.fields.get(key) is not None:
                return str(self.fields[key])
        return None

    def with_fields(self, **fields: Any) -> "Value":
        """A copy with some fields changed."""
        return attrs.evolve(self, fields={**self.fields, **fields})

    def to_dict(self) -> dict[str, Any]:
        """Fields, then the mention; a topic is its span with contexts."""
        if self.type == "Topic":
            return {**self.mention.to_dict(), **self.fields}
        return {**self.fields, "mention": self.mention.to_dict()}


@attrs.frozen
class RuleRef:
    """The rule a record stands on."""

    id: str
    file: str
    line: int

    def to_dict(self) -> dict[str, Any]:
        """`{"id", "file", "line"}`"""
        return {"id": self.id, "file": self.file, "line": self.line}


@attrs.frozen
class Statement:
    """Who says it, with what stance, where."""

    speaker: tuple[str, ...]
    stance: str
    evidence: tuple[Span, ...]

    def to_dict(self) -> dict[str, Any]:
        """`{"speaker", "stance", "evidence"}`"""
        return {"speaker": list(self.speaker), "stance": self.stance, "evidence": [e.to_dict() for e in self.evidence]}


SlotValue = Value | tuple[Value, ...] | str | None


@attrs.frozen
class Record:
    """One event of a document."""

    type: str
    doc: str
    lang: str
    slots: Mapping[str, SlotValue]
    evidence: tuple[Span, ...]
    rules: tuple[RuleRef, ...]
    polarity: str = "positive"
    certainty: str = "asserted"
    attribution: tuple[Value, ...] = ()
    statements: tuple[Statement, ...] = ()
    coreference: tuple[Span, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    codes: Mapping[str, Any] = attrs.field(factory=dict)
    identity: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """A hash of type, document, identity slots and first evidence: the same for the same input, whatever else is
        extracted.
        """
        parts = [self.type, self.doc, *(_identity(self.slots.get(slot)) for slot in self.identity)]
        parts += [f"{e.start}-{e.end}" for e in self.evidence[:1]]
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]

    def __getitem__(self, slot: str) -> SlotValue:
        return self.slots[slot]

    def to_dict(self) -> dict[str, Any]:
        """The JSON shape of the record."""
        shown: dict[str, Any] = {
            "id": self.id,
            "type": self.type,
            "schema_version": SCHEMA_VERSION,
            "doc": self.doc,
            "lang": self.lang,
        }
        shown |= {"polarity": self.polarity, "certainty": self.certainty}
        shown |= {slot: _shown(value) for slot, value in self.slots.items()}
        if self.statements:
            shown["statements"] = [s.to_dict() for s in self.statements]
        shown["attribution"] = [a.to_dict() for a in self.attribution]
        shown["evidence"] = [e.to_dict() for e in self.evidence]
        if self.coreference:
            shown["coreference"] = [c.to_dict() for c in self.coreference]
        if self.links:
            shown["links"] = [{"rel": rel, "id": target} for rel, target in self.links]
        shown["rules"] = [r.to_dict() for r in self.rules]
        shown["codes"] = dict(self.codes)
        return shown


def _shown(value: SlotValue) -> Any:
    if isinstance(value, Value):
        return value.to_dict()
    if isinstance(value, tuple):
        return [v.to_dict() for v in value]
    return value


def _identity(value: SlotValue) -> str:
    if isinstance(value, tuple):
        return "|".join(sorted(_identity(v) for v in value))
    if isinstance(value, Value):
        return str(value.name or value.fields.get("role") or value.mention.text)
    return str(value or "")
