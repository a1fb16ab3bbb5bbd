"""Records and annotated records brought to one shape, so that they can be compared slot by slot.

Comes in: JSON objects: documents with `records` (annotation), or records as `extract` prints them. Goes out: `Item`s by
document. Does not know how they are matched.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from ..linking.facts import Party, party
from ..linking.names import telling

PARTY_LISTS = ("participants", "parties", "signatories")
SHAPE = ("id", "type", "doc", "lang", "schema_version", "required", "evidence", "rules", "codes", "links", "mention")


@attrs.frozen(eq=False)
class Item:
    """One record or annotated record.

    values: slot -> what people would read there; lists stay lists. evidence: the words of its evidence. required: may a
    careful reader miss it?
    """

    doc: str
    type: str
    parties: Mapping[str, tuple[Party, ...]]
    values: Mapping[str, str]
    quote: str
    required: bool = True

    @property
    def everyone(self) -> tuple[Party, ...]:
        """The parties of all lists."""
        return tuple(dict.fromkeys(p for found in self.parties.values() for p in found))

    @property
    def words(self) -> frozenset[str]:
        """The telling words of its evidence."""
        return telling(self.quote)


def items(lines: Iterable[Mapping[str, Any]]) -> dict[str, list[Item]]:
    """Items by document. A line is a record, or a document with its `records`.

    Raises TypeError, KeyError or AttributeError where a line is neither.
    """
    found: dict[str, list[Item]] = defaultdict(list)
    for line in lines:
        if isinstance(line.get("records"), list):
            found[line["doc"]] += [item(record, line["doc"]) for record in line["records"]]
        else:
            found[line["doc"]].append(item(line, line["doc"]))
    return found


def item(record: Mapping[str, Any], doc: str) -> Item:
    """One item."""
    lists = {slot: tuple(map(_party, record[slot] or ())) for slot in PARTY_LISTS if isinstance(record.get(slot), list)}
    values = {slot: _shown(value) for slot, value in record.items() if slot not in (*SHAPE, *PARTY_LISTS)}
    statements = record.get("statements") or []
    if statements:
        values |= {"stance": _shown(statements[0].get("stance")), "speaker": _shown(statements[0].get("speaker"))}
        del values["statements"]
    return Item(doc, record["type"], lists, values, _quote(record.get("evidence")), record.get("required", True))


def _party(value: Any) -> Party:
    if isinstance(value, str):
        return party("", value, "", "")
    return party(*(str(value.get(field) or "") for field in ("kind", "name", "role", "country")))


def _shown(value: Any) -> str:
    """A value as one text; "" where there is none."""
    if isinstance(value, list):
        return "; ".join(filter(None, map(_shown, value)))
    if isinstance(value, Mapping):
        return next((str(value[key]) for key in ("value", "name", "text", "role") if value.get(key)), "")
    return "" if value is None else str(value)


def _quote(evidence: Any) -> str:
    if isinstance(evidence, str):
        return evidence
    return " ".join(str(span.get("text", "")) for span in evidence or ())
