"""Mentions -> values: names in the nominative, countries as codes, dates in EDTF.

Comes in: a mention on a chart. Goes out: a `Value`. Each mention type names its normaliser in the rule files (`normal:
person`); the registry below is all there is, so no rule can run code. Does not know frames or other sentences.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import attrs

from ..language.declarations import TypeDeclaration
from ..matching.chart import Chart, Mention
from ..matching.machine import Item
from ..morphology.analysis import ALL
from ..morphology.name_key import name_key
from ..morphology.russian_names import nominative
from ..morphology.russian_phrases import nominative_phrase
from .dates import edtf
from .values import Span, Value

Part = Item | str
ARTICLES = frozenset({"the", "a", "an", "its", "his", "her", "their"})
HINTS = ("rank", "refers", "gender")  # slots that only the resolution reads


class Normaliser:
    """Normalises the mentions of one sentence.

    `offset`: where the chart's text begins is already in its token offsets.
    """

    def __init__(self, chart: Chart, text: str, types: Mapping[str, TypeDeclaration]) -> None:
        self.chart, self.text, self.types = chart, text, types
        self.lang = chart.program.lang

    def value(self, mention: Mention) -> Value:
        """The value of a mention."""
        declared = self.types.get(mention.type)
        how = NORMALISERS.get(declared.normal if declared else "", _plain)
        fields = how(self, mention, declared.kind if declared else "")
        hints = {slot: part for slot in HINTS if isinstance(part := self.first(mention, slot), str)}
        return Value(mention.type, fields, self.span(mention.start, mention.end), hints)

    def span(self, start: int, end: int) -> Span:
        """The characters of tokens [start, end)."""
        a, b = self.chart.starts[start], self.chart.ends[end - 1]
        return Span(a, b, self.text[a:b])

    def slot(self, mention: Mention, name: str) -> list[Part]:
        """What a rule's slot holds: captured items, or constants; the first of the slot's sources that is there."""
        if mention.rule is None and mention.type in self.types:  # from outside: all it tells is a name
            return [Item(mention.start, mention.end, mention.readings)] if name == "name" else []
        if mention.rule is None:
            return [str(mention.constants[name])] if name in mention.constants else []
        if name in mention.constants:
            return [str(mention.constants[name])]
        for source in mention.rule.slots.get(name, ()):
            found = list(self.path(mention, source))
            if found:
                return found
        return []

    def path(self, mention: Mention, source: str) -> Iterator[Part]:
        """`org`: what is captured as org; `org.country`: that mention's own slot or attribute."""
        first, _, rest = source.partition(".")
        items = [item for key, item in mention.captures if key == first]
        if first == "head" and not items:
            items = [Item(mention.start, mention.end, mention.readings)]
        for item in items:
            if not rest:
                yield item
            elif item.mention is not None:
                yield from self.path_of_inner(item.mention, rest)

    def path_of_inner(self, mention: Mention, rest: str) -> Iterator[Part]:
        """The slot of an inner mention; a deeper path goes on from there."""
        name, _, deeper = rest.partition(".")
        for part in self.slot(mention, name):
            if not deeper:
                yield part
            elif isinstance(part, Item) and part.mention is not None:
                yield from self.path_of_inner(part.mention, deeper)

    def words(self, item: Item) -> list[str]:
        """The token texts of an item."""
        return [self.chart.forms[i].norm for i in range(item.start, item.end)]

    def phrase(self, part: Part | None, number: str | None = None) -> str | None:
        """A noun phrase in the nominative; an inner mention by its own normal form."""
        if part is None or isinstance(part, str):
            return part
        if part.mention is not None and part.mention.type in self.types:
            return self.value(narrowed(part)).name
        if part.mention is not None and part.mention.type.startswith("#") and self.lang == "ru":
            return str(part.mention.constants["label"])
        if self.lang == "ru":
            return nominative_phrase(self.words(part), number=number, readings=part.readings)
        return self.span(part.start, part.end).text

    def first(self, mention: Mention, slot: str) -> Part | None:
        """The first part of a slot."""
        parts = self.slot(mention, slot)
        return parts[0] if parts else None

    def person_name(self, part: Part | None, readings: int) -> str | None:
        """A person's name in the nominative, as complete as it stands here."""
        if part is None or isinstance(part, str):
            return part
        if self.lang == "ru":
            return nominative(self.words(part), part.readings & readings or ALL)[0]
        return " ".join(self.words(part))


def _plain(n: Normaliser, mention: Mention, kind: str) -> dict[str, Any]:
    """Every declared slot as text; the whole mention as `name` where nothing else says."""
    fields: dict[str, Any] = {"kind": kind} if kind else {}
    declared = n.types.get(mention.type)
    for slot in declared.slots if declared else ():
        if slot in HINTS:
            continue
        fields[slot] = n.phrase(n.first(mention, slot))
    if fields.get("name") is None:
        fields["name"] = n.phrase(Item(mention.start, mention.end, mention.readings))
    return fields


def _person(n: Normaliser, mention: Mention, kind: str) -> dict[str, Any]:
    name = n.person_name(n.first(mention, "name"), mention.readings)
    role = _small(n, n.first(mention, "role"), n.phrase(n.first(mention, "role"), number="sing"))
    return _party(kind, name, role, n.phrase(n.first(mention, "org")), _code(n, mention)) | {
        "key": name_key(name) if name else None
    }


def _small(n: Normaliser, part: Part | None, words: str | None) -> str | None:
    """A Russian office without the capital that it only has at the start of its sentence."""
    if (
        n.lang != "ru"
        or words is None
        or part is None
        or isinstance(part, str)
        or any(form.norm[:1].isalnum() for form in n.chart.forms[: part.start])
    ):
        return words
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def _actor(n: Normaliser, mention: Mention, kind: str) -> dict[str, Any]:
    part = n.first(mention, "name")
    name = _distributed(n, mention, kind) if part is None else n.phrase(part)
    name = name or n.phrase(Item(mention.start, mention.end, mention.readings))
    stated = n.first(mention, "kind")
    return _party(
        stated if isinstance(stated, str) else kind,
        name,
        n.phrase(n.first(mention, "role")),
        n.phrase(n.first(mention, "org")),
        _code(n, mention),
    )


def _distributed(n: Normaliser, mention: Mention, kind: str) -> str | None:
    """A member of «парламенты Чехии и Польши» or of «совет судей и комитет министров НАТО»: its own part and what all
    share.
    """
    if mention.rule is None or not mention.rule.zip or mention.members:
        return None
    own = next((item for key, item in mention.captures if key in mention.rule.zip), None)
    shared = next(
        (
            item
            for key, item in mention.captures
            if key not in mention.rule.zip and (own is None or not inside(item, own))
        ),
        None,
    )
    if own is None or shared is None:
        return None
    if shared.start < own.start:
        return f"{n.phrase(shared, number='sing')} {' '.join(n.words(own))}"
    number = None if kind == "group" else "sing"
    return nominative_phrase([*n.words(own), *n.words(shared)], own.readings, number)


def inside(item: Item, other: Item) -> bool:
    """Do the tokens of one lie within those of another?"""
    return other.start <= item.start and item.end <= other.end


def _party(kind: str, name: str | None, role: str | None, org: str | None, country: str | None) -> dict[str, Any]:
    return {
        "kind": kind,
        "name": name,
        "key": None,
        "role": role,
        "org": org,
        "country": country,
        "part": "participant",
    }


def _code(n: Normaliser, mention: Mention) -> str | None:
    code = n.first(mention, "country")
    return code if isinstance(code, str) else None


def _place(n: Normaliser, mention: Mention, kind: str) -> dict[str, Any]:
    part = n.first(mention, "name")
    stated = n.first(mention, "kind")
    name = n.phrase(part if part is not None else Item(mention.start, mention.end, mention.readings))
    return {
        "name": name,
        "country": _code(n, mention),
        "kind": stated if isinstance(stated, str) else kind or "city",
        "certainty": "stated",
    }


def _topic(n: Normaliser, mention: Mention, kind: str) -> dict[str, Any]:
    return {"contexts": []}


def _text(n: Normaliser, mention: Mention, kind: str) -> dict[str, Any]:
    """The title of a document or the like: the nominative phrase, with the rule's further slots as text."""
    return _plain(n, mention, kind)


def _date(n: Normaliser, mention: Mention, kind: str) -> dict[str, Any]:
    declared = n.types.get(mention.type)
    parts = {}
    for slot in declared.slots if declared else ():
        part = n.first(mention, slot)
        if part is not None:
            parts[slot] = part if isinstance(part, str) else " ".join(n.words(part))
    return edtf(parts)


def _source(n: Normaliser, mention: Mention, kind: str) -> dict[str, Any]:
    """Who is quoted; a body with its country by the name it is known by: «МИД Чехии» -> «Министерство иностранных дел
    Чехии».
    """
    stated, body, owner = n.first(mention, "kind"), n.first(mention, "body"), next(n.path(mention, "country"), None)
    name = _source_name(n, mention) or _described(n, mention)
    if isinstance(body, str) and body[:1].isupper() and isinstance(owner, Item):
        name = " ".join([body, *n.words(owner)])
    return {"kind": stated if isinstance(stated, str) else kind, "name": name, "country": _code(n, mention)}


def _source_name(n: Normaliser, mention: Mention) -> str | None:
    """A name of its own: that of an inner mention, in the case of the whole, or a title as it stands in its quotation
    marks.
    """
    part = n.first(mention, "name")
    if isinstance(part, Item) and part.mention is None:
        return n.span(part.start, part.end).text
    if isinstance(part, Item):
        part = part._replace(readings=part.readings & mention.readings or part.readings)
    return n.phrase(part)


def _described(n: Normaliser, mention: Mention) -> str:
    """The whole phrase in the nominative, without an article, and without the capital that only the sentence gave it."""
    name = n.phrase(Item(mention.start, mention.end, mention.readings)) or ""
    first, _, rest = name.partition(" ")
    if n.lang == "en":
        return rest if first.lower() in ARTICLES else name
    return name[:1].lower() + name[1:] if mention.start == 0 and first[1:].islower() else name


def narrowed(item: Item) -> Mention:
    """The mention of an item, in the readings that its place in a pattern leaves it."""
    assert item.mention is not None
    readings = item.readings & item.mention.readings or item.mention.readings
    return item.mention if readings == item.mention.readings else attrs.evolve(item.mention, readings=readings)


NORMALISERS: dict[str, Callable[[Normaliser, Mention, str], dict[str, Any]]] = {
    "person": _person,
    "actor": _actor,
    "place": _place,
    "topic": _topic,
    "text": _text,
    "date": _date,
    "source": _source,
    "": _plain,
}
