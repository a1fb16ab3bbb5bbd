"""One record per event: which drafts tell of the same one.

Comes in: drafts with their persons completed, in the order of the text. Goes out: `Event`s, each with the drafts it is
made of. Does not know sentences or rules.
"""

from collections.abc import Sequence

import attrs

from ..records.drafts import Draft
from ..records.values import Value
from ..text.segment import fold

REFERENCES = ("DCT", "PAST_REF", "FUTURE_REF")
SETTLED = frozenset({"held", "ongoing", "unknown"})
SITTING = frozenset({"session", "summit", "conference"})
AHEAD = frozenset({"planned", "proposed", "postponed", "cancelled", "denied"})


@attrs.define(eq=False)
class Event:
    """The drafts of one event, in order; slots are united when the record is made."""

    type: str
    drafts: list[Draft]
    parties: list[Value] = attrs.field(factory=list)

    @property
    def last(self) -> int:
        """The sentence that last told of it."""
        return self.drafts[-1].order

    def first_value(self, slot: str) -> Value | None:
        """The first value of a slot that some draft states."""
        return next((v for d in self.drafts for v in d.values(slot)), None)

    def stated(self, slot: str) -> str | None:
        """The word of an enumeration that some draft states (a default is not stated)."""
        return next((t for d in self.drafts if slot in d.stated and (t := d.text(slot))), None)


def party_key(value: Value) -> tuple[str, str]:
    """What makes two parties the same: a person's name, else role and country; a country's code; else the words of the
    name.
    """
    fields = value.fields
    if fields.get("kind") == "country" and fields.get("country"):
        return ("country", str(fields["country"]))
    if fields.get("name"):
        return ("name", fold(str(fields["name"])))
    return ("role", f"{fold(str(fields.get('role') or value.mention.text))}|{fields.get('country') or ''}")


def keys(values: Sequence[Value]) -> set[tuple[str, str]]:
    """The keys of parties."""
    return {party_key(v) for v in values}


def united(first: Sequence[Value], more: Sequence[Value]) -> list[Value]:
    """Parties without repetition; a party told again fills in what was missing."""
    found = list(first)
    places = {party_key(v): i for i, v in enumerate(found)}
    for value in more:
        at = places.get(party_key(value))
        if at is None:
            places[party_key(value)] = len(found)
            found.append(value)
        else:
            old = found[at]
            missing = {k: v for k, v in value.fields.items() if old.fields.get(k) is None and v is not None}
            if missing:
                found[at] = old.with_fields(**missing)
    return found


def compatible(event: Event, draft: Draft) -> bool:
    """Nothing that is stated of both contradicts: date, place, format, kind, and whether it is past or ahead."""
    status = draft.text("status") if "status" in draft.stated else None
    return all(
        (
            same_date(event.first_value("date"), _first(draft, "date")),
            same_place(event.first_value("place"), _first(draft, "place")),
            same_format(event, draft),
            same_kind(
                event.stated("meeting_kind"), draft.text("meeting_kind") if "meeting_kind" in draft.stated else None
            ),
            same_time(event.stated("status"), status),
        )
    )


def same_format(event: Event, draft: Draft) -> bool:
    """On the phone, on video, or face to face: a place is face to face."""
    a = event.stated("format") or ("in_person" if event.first_value("place") else None)
    b = (draft.text("format") if "format" in draft.stated else None) or (
        "in_person" if _first(draft, "place") else None
    )
    return a is None or b is None or "unspecified" in (a, b) or a == b


def same_kind(a: str | None, b: str | None) -> bool:
    """A session is not the talks on its margins."""
    return a is None or b is None or (a in SITTING) == (b in SITTING)


def _first(draft: Draft, slot: str) -> Value | None:
    return next(iter(draft.values(slot)), None)


def same_time(a: str | None, b: str | None) -> bool:
    """Both past, or both ahead."""
    return a is None or b is None or (a in AHEAD) == (b in AHEAD)


def same_date(a: Value | None, b: Value | None) -> bool:
    """Equal, one missing, one inside the other, or one that nothing resolves."""
    if a is None or b is None:
        return True
    x, y = str(a.fields.get("value")), str(b.fields.get("value"))
    if x == y:
        return True
    if x in REFERENCES or y in REFERENCES:
        return (
            {x, y} == {"DCT", "PAST_REF"}
            or (x not in REFERENCES and y == "PAST_REF")
            or (y not in REFERENCES and x == "PAST_REF")
        )
    return x.startswith(y) or y.startswith(x) or x.lstrip("X-") == y[-len(x.lstrip("X-")) :]


def same_place(a: Value | None, b: Value | None) -> bool:
    """Equal, one missing, or one inside the other as far as the countries tell."""
    if a is None or b is None or fold(str(a.name)) == fold(str(b.name)):
        return True
    kinds = {a.fields.get("kind"), b.fields.get("kind")}
    same_country = a.fields.get("country") == b.fields.get("country") or None in (
        a.fields.get("country"),
        b.fields.get("country"),
    )
    return same_country and bool(kinds & {"country", "facility", "region"})
