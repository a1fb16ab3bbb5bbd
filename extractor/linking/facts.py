"""What of a record tells which event it is, taken out of its JSON once, so that many pairs can be compared fast.

Comes in: a record as `extract` prints it. Goes out: `Facts`. Does not know what makes two of them one event.
"""

from collections.abc import Hashable, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import Any

import attrs

from ..morphology.name_key import parsed
from .days import Days, days

UNSAID = frozenset({None, "unspecified", "unknown"})
AHEAD = frozenset({"planned", "proposed", "postponed"})
WORDS = ("polarity", "status", "format", "setting", "form", "title")
NO_PARTIES = ("source", "target")
BODIES = frozenset({"organization", "country_group", "group"})


@attrs.frozen(eq=False)
class Party:
    """A person, a body or a country; equal ones are one object, so that verdicts on pairs can be kept."""

    kind: str
    name: str
    role: str
    country: str

    @property
    def shown(self) -> str:
        """As people read it."""
        return self.name or " ".join(filter(None, (self.role, self.country)))

    @cached_property
    def full(self) -> bool:
        """A person with a given name and a surname."""
        return self.kind == "person" and bool(parsed(self.name).given)


@attrs.frozen
class Place:
    """Where: a city, a facility, a region or a country, with the code of the country."""

    name: str
    kind: str
    country: str


@attrs.frozen(eq=False)
class Facts:
    """The facts of one record.

    date, period: `Days`, or None where none is told; their words are `date_text`, `period_text`.
    """

    id: str
    doc: str
    type: str
    polarity: str
    status: str
    format: str
    setting: str
    kind: str
    form: str
    title: str
    parties: tuple[Party, ...]
    source: Party | None
    target: Party | None
    place: Place | None
    date: Days | None
    date_text: str
    period: Days | None
    period_text: str

    @property
    def ahead(self) -> bool:
        """Is the event still to come?"""
        return self.status in AHEAD

    @property
    def said(self) -> Hashable:
        """All that tells it from others; records that say the same need not be compared twice."""
        return (
            self.status,
            self.format,
            self.kind,
            self.title,
            self.parties,
            self.source,
            self.target,
            self.place,
            self.date,
            self.period,
        )


@lru_cache(maxsize=500_000)
def party(kind: str, name: str, role: str, country: str) -> Party:
    """The one object of these fields."""
    return Party(kind, name, role, country)


def facts(record: Mapping[str, Any]) -> Facts:
    """The facts of a record. Raises TypeError, KeyError or AttributeError where it is not in the shape of records."""
    date, period = _value(record.get("date")), _value(record.get("period"))
    return Facts(
        id=record["id"],
        doc=record["doc"],
        type=record["type"],
        **{slot: _text(record.get(slot)) for slot in WORDS},
        kind=_text(record.get("doc_kind") or record.get("threat_kind")),
        parties=tuple(dict.fromkeys(_parties(record))),
        source=_party(record.get("source")),
        target=_party(record.get("target")),
        place=_place(record.get("place")),
        date=days(date),
        date_text=date,
        period=days(period),
        period_text=period,
    )


def _parties(record: Mapping[str, Any]) -> Iterator[Party]:
    """The parties of every slot that holds some: participants, parties, signatories, or what a pack declares."""
    for slot, value in record.items():
        if slot not in NO_PARTIES:
            for item in value if isinstance(value, list) else (value,):
                if isinstance(item, dict) and "part" in item and (found := _party(item)) is not None:
                    yield found


def _party(value: Any) -> Party | None:
    if not value:
        return None
    known = party(*(_text(value.get(field)) for field in ("kind", "name", "role", "country")))
    return known if known.shown else None


def _place(value: Any) -> Place | None:
    return Place(_text(value["name"]), _text(value.get("kind")), _text(value.get("country"))) if value else None


def _value(value: Any) -> str:
    return _text(value["value"]) if value else ""


def _text(value: Any) -> str:
    if value is not None and not isinstance(value, str):
        raise TypeError(f"{value!r} where a text should be")
    return value if value not in UNSAID and value else ""
