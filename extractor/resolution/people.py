"""Who is meant: surnames completed, offices given their holders, from what the document has said.

Comes in: values of persons, a reader that analyses further sentences when asked. Goes out: completed values. Where two
persons fit, none is taken. The loop is eyecite's: go through the mentions in order, resolve what only one antecedent
fits, refuse to guess.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property

import attrs

from ..morphology.name_key import name_key
from ..reading import Reader, Reading
from ..records.values import Value
from ..text.segment import fold

SURNAME = "surname"  # what a mention refers to that may only be one
PERSON = frozenset({"Person"})
FIELDS = ("role", "org", "country")
STEM = 4  # letters by which sentences that may name a person are found
LEAD, BEFORE = 5, 8  # sentences read to find who holds an office: the first ones, and those just before
CAPITALISED = re.compile(r"[A-ZА-ЯЁ][\w’'-]+")
OF_STATE = frozenset({"head_of_state", "head_of_government"})


@attrs.define(eq=False)
class Entity:
    """One person of the document: the fullest name, and role, organisation, country as first stated."""

    name: str
    role: str | None
    org: str | None
    country: str | None
    rank: str | None
    order: int


class People:
    """The persons of a document, in the order they are first told of."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.by_surname: dict[str, list[Entity]] = {}
        self.by_office: dict[tuple[str, str], list[Entity]] = {}
        self._read: set[int] = set()
        self._asked: set[str] = set()

    def learn(self, reading: Reading) -> None:
        """Take note of the persons a sentence names."""
        if reading.number not in self._read:
            self._read.add(reading.number)
            for mention in reading.mentions(PERSON):
                for member in mention.members or (mention,):
                    self.add(reading.normaliser.value(member), reading.number)

    def add(self, value: Value, order: int) -> None:
        """Take note of one person."""
        name, rank = value.fields.get("name"), value.hints.get("rank")
        if not name or value.hints.get("refers") == SURNAME:
            return
        namesakes = self.by_surname.setdefault(surname(name), [])
        known = next((e for e in namesakes if same_name(e.name, name)), None)
        if known is None:
            known = Entity(name, None, None, None, None, order)
            namesakes.append(known)
        elif len(name.split()) > len(known.name.split()):
            known.name = name
        known.role, known.org = known.role or value.fields["role"], known.org or value.fields["org"]
        known.country, known.rank = known.country or value.fields["country"], known.rank or rank
        for office in offices(known.role, known.rank):
            holders = self.by_office.setdefault((office, known.country or ""), [])
            if known not in holders:
                holders.append(known)

    def complete(self, value: Value, order: int) -> Value:
        """The value with its name as complete as the document tells, and role, organisation and country where it lacks
        them.
        """
        name = value.fields.get("name")
        if not name:
            return self.holder(value, order)
        self.look_for(name)
        matching = [e for e in self.by_surname.get(surname(name), ()) if same_name(e.name, name)]
        full = [e for e in matching if len(e.name.split()) > 1] or matching
        return filled(value, full[0]) if len(full) == 1 else value

    def knows(self, value: Value) -> bool:
        """A capitalised word that may be a surname is one where the document names the person in full, or with a Mr or
        an office.
        """
        name = value.fields.get("name")
        if not name or value.hints.get("refers") != SURNAME:
            return True
        self.look_for(name)
        return any(same_name(e.name, name) for e in self.by_surname.get(surname(name), ()))

    def holder(self, value: Value, order: int) -> Value:
        """Who holds an office the text names without its holder: the one person of that country and office told of."""
        country, role, rank = value.fields.get("country"), value.fields.get("role"), value.hints.get("rank")
        for number in sorted(
            {*range(min(LEAD, len(self.reader.sentences))), *range(max(0, order - BEFORE), order + 1)}
        ):
            self.learn(self.reader.sentences[number])
        fitting: list[Entity] = []
        for office in offices(role, rank):
            for (other, state), holders in self.by_office.items():
                if other == office and (state == country or not country):
                    fitting += [h for h in holders if h not in fitting]
        earlier = [e for e in fitting if e.order <= order] or [
            e for e in fitting if e.order < LEAD
        ]  # at the start, perhaps just after
        return filled(value, earlier[0]) if len(earlier) == 1 else value

    def look_for(self, name: str) -> None:
        """Read the sentences that seem to name a person with this last name."""
        stem = surname(name)[:STEM]
        if stem not in self._asked:
            self._asked.add(stem)
            for number in self._sentences_by_stem.get(stem, ()):
                self.learn(self.reader.sentences[number])

    @cached_property
    def _sentences_by_stem(self) -> dict[str, list[int]]:
        """For the first letters of each capitalised word, the sentences it stands in."""
        starts = [reading.sentence.start for reading in self.reader.sentences]
        found: dict[str, list[int]] = {}
        for match in CAPITALISED.finditer(self.reader.text):
            number = bisect_right(starts, match.start()) - 1
            if number >= 0:
                numbers = found.setdefault(fold(match[0])[:STEM], [])
                if not numbers or numbers[-1] != number:
                    numbers.append(number)
        return found


def filled(value: Value, entity: Entity) -> Value:
    """The value with what the document knows of the person."""
    name = value.fields.get("name")
    better = entity.name if not name or len(entity.name.split()) > len(name.split()) else name
    return value.with_fields(
        name=better, key=name_key(better), **{f: value.fields[f] or getattr(entity, f) for f in FIELDS}
    )


def offices(role: str | None, rank: str | None) -> Sequence[str]:
    """The keys under which an office is found: its words, and its rank where only one person of a country has it."""
    return [key for key in (fold(role) if role else None, rank if rank in OF_STATE else None) if key]


def surname(name: str) -> str:
    """The folded last word of a name."""
    return fold(name.split()[-1])


def same_name(a: str, b: str) -> bool:
    """Can these be names of one person: equal last names, and given names equal, initial or absent?"""
    x, y = fold(a).split(), fold(b).split()
    if x[-1] != y[-1]:
        return False
    short, long = sorted((x[:-1], y[:-1]), key=len)
    return all(any(s == t or initial_of(s, t) or initial_of(t, s) for t in long) for s in short)


def initial_of(short: str, long: str) -> bool:
    """«В.» for «Владимир»."""
    letters = short.rstrip(".")
    return len(letters) <= 2 and long.startswith(letters)
