"""Records to a stream: JSON Lines, or a table for reading.

Comes in: records. Goes out: lines of text. Does not know documents.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from .records.values import Record, Value

CONTROL = dict.fromkeys([*range(32), *range(127, 160)], " ")
WHO = ("participants", "parties", "signatories", "source")
COLUMNS = (("type", 9), ("status", 11), ("date", 10), ("place", 14), ("who", 52), ("what", 60))


def json_lines(records: Iterable[Record]) -> Iterator[str]:
    """One JSON object a line."""
    for record in records:
        yield json.dumps(record.to_dict(), ensure_ascii=False)


def table(records: Iterable[Record]) -> Iterator[str]:
    """Rows of the most telling slots, under a heading for each document."""
    doc = None
    for record in records:
        if record.doc != doc:
            if doc is not None:
                yield ""
            doc = record.doc
            yield _clean(doc or "-")
            yield "  " + "  ".join(name.ljust(width) for name, width in COLUMNS).rstrip()
        cells = _cells(record)
        yield "  " + "  ".join(_fit(cells[name], width) for name, width in COLUMNS).rstrip()


def _cells(record: Record) -> dict[str, str]:
    slots = record.slots
    who = [slots.get(s) for s in WHO] if set(WHO) & slots.keys() else [v for v in slots.values() if _is_party(v)]
    what = [slots.get(s) for s in ("title", "topics", "threat_kind", "content", "subject", "doc_kind")]
    said = [name for s in record.statements for name in s.speaker]
    return {
        "type": record.type,
        "status": _shown(slots.get("status") or slots.get("form")),
        "date": _shown(slots.get("date")),
        "place": _shown(slots.get("place")),
        "who": "; ".join(filter(None, [*map(_shown, who), ", ".join(said)])),
        "what": _first(map(_shown, what)),
    }


def _is_party(value: Any) -> bool:
    """Does the slot of a type that a pack declares hold people, bodies or countries?"""
    values = value if isinstance(value, tuple) else (value,)
    return any(isinstance(v, Value) and "part" in v.fields for v in values)


def _first(texts: Iterable[str]) -> str:
    return next((t for t in texts if t), "")


def _shown(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(dict.fromkeys(_shown(v) for v in value))
    if isinstance(value, Value):
        return _clean(
            value.name
            or " ".join(str(x) for x in (value.fields.get("role"), value.fields.get("country")) if x)
            or value.mention.text
        )
    return _clean(str(value)) if value else ""


def _clean(text: str) -> str:
    """Without control characters, which could steer a terminal."""
    return " ".join(text.translate(CONTROL).split())


def _fit(text: str, width: int) -> str:
    return (text if len(text) <= width else text[: width - 1] + "…").ljust(width)
