"""Who is meant: surnames completed, offices given their holders, from what the document has said.

Comes in: values of persons, a reader that analyses further sentences when asked. Goes out: completed values. Where two persons fit, none is
taken. The loop is eyecite's: go through the mentions in order, resolve what only one antecedent fits, refuse to guess.
"""
from collections.abc import Iterable

import attrs

from ..morphology.name_key import name_key
from ..reading import Reader, Reading
from ..records.values import Value
from ..text.segment import fold

PERSON = frozenset({"Person"})
FIELDS = ("role", "org", "country")
SHORTEST_STEM = 3


@attrs.define(eq=False)
class Entity:
    """One person of the document: the fullest name, and role, organisation, country as first stated."""

    name: str | None
    role: str | None
    org: str | None
    country: str | None
    rank: str | None
    order: int

    @property
    def surname(self) -> str:
        """The folded last word of the name."""
        return surname_of(self.name) if self.name else ""


class People:
    """The persons of a document, in the order they are first told of."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.entities: list[Entity] = []
        self._read: set[int] = set()
        self._asked: set[str] = set()

    def learn(self, reading: Reading) -> None:
        """Take note of the persons a sentence names."""
        if reading.number in self._read:
            return
        self._read.add(reading.number)
        for mention in reading.mentions(PERSON):
            for member in mention.members or (mention,):
                self.add(reading.normaliser.value(member), reading.number)

    def add(self, value: Value, order: int) -> None:
        """Take note of one person."""
        name = value.fields.get("name")
        if not name:
            return
        rank = value.hints.get("rank")
        known = next((e for e in self.entities if e.name and same_name(e.name, name)), None)
        if known is None:
            self.entities.append(Entity(name, value.fields["role"], value.fields["org"], value.fields["country"], rank, order))
            return
        if known.name and len(name.split()) > len(known.name.split()):
            known.name = name
        known.role = known.role or value.fields["role"]
        known.org = known.org or value.fields["org"]
        known.country = known.country or value.fields["country"]
        known.rank = known.rank or rank

    def complete(self, value: Value, order: int) -> Value:
        """The value with its name as complete as the document tells, and role, organisation and country where it lacks them."""
        name = value.fields.get("name")
        if not name:
            return self.holder(value, order)
        self.look_for(name)
        matching = [e for e in self.entities if e.name and same_name(e.name, name)]
        full = [e for e in matching if len((e.name or "").split()) > 1]
        fitting = full or matching
        if len({e.name for e in fitting}) != 1:
            return value
        entity = fitting[0]
        better = entity.name if entity.name and len(entity.name.split()) > len(name.split()) else name
        return value.with_fields(name=better, key=name_key(better), **{f: value.fields[f] or getattr(entity, f) for f in FIELDS})

    def holder(self, value: Value, order: int) -> Value:
        """Who holds an office the text names without its holder: the one person of that country and office told of."""
        country, role, rank = value.fields.get("country"), value.fields.get("role"), value.hints.get("rank")
        self.learn_before(order)
        fitting = [
            e for e in self.entities
            if e.name and same_office(e, role, rank) and (e.country == country if country else True)
        ]
        earlier = [e for e in fitting if e.order <= order] or fitting
        if len({e.name for e in earlier}) != 1:
            return value
        entity = earlier[0]
        assert entity.name is not None
        return value.with_fields(name=entity.name, key=name_key(entity.name), **{f: value.fields[f] or getattr(entity, f) for f in FIELDS})

    def learn_before(self, order: int) -> None:
        """Read the sentences up to this one, and the few after a headline."""
        for reading in self.reader.sentences[: max(order + 1, 4)]:
            self.learn(reading)

    def look_for(self, name: str) -> None:
        """Read the sentences that seem to name a person with this last name."""
        last = name.split()[-1]
        stem = last[: max(SHORTEST_STEM, len(last) - 2)]
        if stem in self._asked:
            return
        self._asked.add(stem)
        for reading in self.reader.sentences:
            if reading.number not in self._read and stem in self.reader.text[reading.sentence.start:reading.sentence.end]:
                self.learn(reading)


def surname_of(name: str) -> str:
    """The folded last word of a name."""
    return fold(name.split()[-1])


def same_name(a: str, b: str) -> bool:
    """Can these be names of one person: equal last names, and given names equal, initial or absent?"""
    x, y = fold(a).split(), fold(b).split()
    if x == y:
        return True
    if x[-1] != y[-1]:
        return len(x) > 1 and sorted(x) == sorted(y)
    short, long = sorted((x[:-1], y[:-1]), key=len)
    return all(any(initial_of(s, t) or initial_of(t, s) or s == t for t in long) for s in short)


def initial_of(short: str, long: str) -> bool:
    """«В.» for «Владимир»."""
    return short.rstrip(".") == long[: len(short.rstrip("."))] and len(short.rstrip(".")) <= 2


def same_office(entity: Entity, role: str | None, rank: str | None) -> bool:
    """The same office: the same words, or the same rank of state («глава государства» is the president)."""
    if rank in ("head_of_state", "head_of_government") and entity.rank == rank:
        return True
    return bool(role and entity.role) and fold(role or "") == fold(entity.role or "")


def names(values: Iterable[Value]) -> list[str]:
    """The names of values that have one."""
    return [v.fields["name"] for v in values if v.fields.get("name")]
