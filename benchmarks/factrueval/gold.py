"""The gold of FactRuEval-2016: facts with all strings that are accepted for each argument, and the persons of a text.

Comes in: the `.spans`, `.objects`, `.coref` and `.facts` files beside a text. Goes out: `GoldFact`s and `GoldPerson`s.
Does not know how answers are compared.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import attrs

KINDS = ("meeting", "deal", "occupation", "ownership")
NOTES = {"сложность", "модальность"}  # arguments that say something of the fact itself
ORDERS = ("lfp", "fpl", "fp", "fl", "lf", "n", "f", "p", "l", "fn")  # of lastname, firstname, patronymic, nickname
PARTS = {"l": "lastname", "f": "firstname", "p": "patronymic", "n": "nickname"}
PERSONAL = frozenset({"name", "surname", "patronymic", "nickname"})


@attrs.frozen
class Stretch:
    """A span of the markup: characters [start, end) of the text."""

    tag: str
    start: int
    end: int
    text: str


@attrs.frozen
class Entity:
    """Somebody or something of a document: its mentions as they stand, and its attributes."""

    mentions: tuple[str, ...]
    attributes: tuple[tuple[str, str], ...]

    def values(self, name: str) -> list[str]:
        """The values of an attribute."""
        return [value for key, value in self.attributes if key == name]

    @property
    def accepted(self) -> frozenset[str]:
        """The strings that name it: mentions, names, and all combinations of a person's names."""
        parts = {letter: self.values(name) for letter, name in PARTS.items()}
        combined = [name for order in ORDERS for name in combinations([parts[letter] for letter in order])]
        return frozenset([*self.mentions, *self.values("name"), *combined])


@attrs.frozen
class GoldFact:
    """A fact: its arguments with the strings accepted for each. ignored: neither asked for nor counted when found."""

    id: str
    kind: str
    arguments: tuple[tuple[str, frozenset[str]], ...]
    ignored: bool


@attrs.frozen
class GoldPerson:
    """A mention of a person: the characters of the name, and the words of the person's names in the nominative."""

    start: int
    end: int
    words: frozenset[str]


@attrs.frozen
class Document:
    """The markup of one text."""

    text: str
    spans: dict[str, Stretch]
    objects: dict[str, tuple[str, tuple[str, ...]]]
    entities: dict[str, Entity]
    members: dict[str, str]  # mention -> entity


def document(path: Path) -> Document:
    """The markup beside a text."""
    text = path.read_text(encoding="utf-8")
    spans = dict(read_spans(path.with_suffix(".spans")))
    objects = dict(read_objects(path.with_suffix(".objects")))
    entities: dict[str, Entity] = {}
    members: dict[str, str] = {}
    for lines in blocks(path.with_suffix(".coref")):
        first, *ids = lines[0].split()
        pairs = [line.split(" ", 1) for line in lines[1:] if " " in line]
        mentions = [shown for i in ids for shown in mention_texts(i, text, spans, objects)]
        entities[first] = Entity(tuple(mentions), tuple((key.lower(), value.strip()) for key, value in pairs))
        members |= dict.fromkeys(ids, first)
    return Document(text, spans, objects, entities, members)


def facts(path: Path) -> list[GoldFact]:
    """The facts of a text."""
    markup = document(path)
    found = [lines for lines in blocks(path.with_suffix(".facts")) if len(lines[0].split()) > 1]
    wholes = part_of([lines for lines in found if lines[0].split()[1].lower() == "ispartof"])
    return [fact for lines in found if (fact := gold_fact(lines, markup, wholes)).kind in KINDS]


def gold_fact(lines: list[str], markup: Document, wholes: dict[str, list[str]]) -> GoldFact:
    """One fact from its lines."""
    number, kind = lines[0].split()[:2]
    arguments, ignored = [], False
    for line in lines[1:]:
        name, _, rest = line.partition(" ")
        if name.lower() in NOTES:
            ignored |= name.lower() == "сложность" and "повышенная" in rest
        else:
            arguments.append((name.lower().replace("job", "position"), accepted(name.lower(), rest, markup, wholes)))
    return GoldFact(number, kind.lower(), tuple(arguments), ignored)


def accepted(name: str, rest: str, markup: Document, wholes: dict[str, list[str]]) -> frozenset[str]:
    """The strings accepted for an argument."""
    shown = [re.sub(r"^\s*(?:obj|span)\d+\s*", "", part).strip() for part in rest.split("|")]
    strings = {s for s in shown if s}
    for mark, number in re.findall(r"\b(obj|span)(\d+)", rest):
        if mark == "span" and number in markup.spans:
            strings.add(markup.spans[number].text)
        for entity in [number, *(wholes.get(number, []) if name == "where" else [])] if mark == "obj" else []:
            strings |= markup.entities[entity].accepted if entity in markup.entities else set()
    return frozenset(strings)


def part_of(found: list[list[str]]) -> dict[str, list[str]]:
    """Each organisation -> those it is a part of."""
    wholes: dict[str, list[str]] = {}
    for lines in found:
        ids = re.findall(r"\bobj(\d+)", "\n".join(lines))
        for one, other in pairwise(ids):
            wholes.setdefault(one, []).append(other)
    return wholes


def persons(path: Path) -> list[GoldPerson]:
    """The mentions of persons in a text."""
    markup = document(path)
    found = []
    for number, (kind, ids) in markup.objects.items():
        named = [markup.spans[i] for i in ids if i in markup.spans and markup.spans[i].tag in PERSONAL]
        if kind == "Person" and named:
            entity = markup.entities.get(markup.members.get(number, ""), Entity((), ()))
            words = {w for name in PARTS.values() for value in entity.values(name) for w in value.split()}
            found.append(GoldPerson(min(s.start for s in named), max(s.end for s in named), frozenset(words)))
    return found


def mention_texts(
    number: str, text: str, spans: dict[str, Stretch], objects: dict[str, tuple[str, tuple[str, ...]]]
) -> Iterator[str]:
    """A mention as its words stand, and with what stands between them; or a span."""
    ids = objects[number][1] if number in objects else (number,)
    parts = sorted((spans[i] for i in ids if i in spans), key=lambda s: (s.start, s.end))
    if parts:
        yield text[parts[0].start : max(p.end for p in parts)]
        yield " ".join(words_of(parts, text))


def words_of(parts: list[Stretch], text: str) -> list[str]:
    """The words that some of the spans cover, in order."""
    found = re.finditer(r"\w+(?:-\w+)*|[^\w\s]", text[parts[0].start : max(p.end for p in parts)])
    start = parts[0].start
    return [m[0] for m in found if any(p.start <= start + m.start() < p.end for p in parts)]


def combinations(lists: list[list[str]]) -> list[str]:
    """One of each list in turn, joined; nothing where a list is empty."""
    found = [""]
    for values in lists:
        found = [f"{before} {value}".strip() for before in found for value in values]
    return found


def read_spans(path: Path) -> Iterator[tuple[str, Stretch]]:
    """id, tag, start, length, first token, tokens # ids and words."""
    for line in path.read_text(encoding="utf-8").splitlines():
        left, _, right = line.partition("  # ")
        fields = left.split()
        if len(fields) >= 6:
            words = right.split()[int(fields[5]) :]
            start = int(fields[2])
            yield fields[0], Stretch(fields[1], start, start + int(fields[3]), " ".join(words))


def read_objects(path: Path) -> Iterator[tuple[str, tuple[str, tuple[str, ...]]]]:
    """id, kind, ids of spans # words."""
    for line in path.read_text(encoding="utf-8").splitlines():
        fields = line.partition("#")[0].split()
        if len(fields) > 2:
            yield fields[0], (fields[1], tuple(fields[2:]))


def blocks(path: Path) -> list[list[str]]:
    """The lines of a file, divided at empty ones."""
    if not path.exists():
        return []
    text = path.read_text(encoding="utf-8").replace("\r", "")
    return [
        [line for line in block.split("\n") if line.strip()] for block in re.split(r"\n\s*\n", text) if block.strip()
    ]
