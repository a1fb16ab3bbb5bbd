"""Mentions of persons against the markup: exact spans, and names in the nominative.

Comes in: a folder of texts with their markup. Goes out: a line of figures.
"""

from collections.abc import Iterator
from pathlib import Path

import attrs

from extractor.annotators import Annotator
from extractor.engine import load
from extractor.language.program import Rules
from extractor.matching.machine import Item
from extractor.reading import Reader, Reading
from extractor.resolution.people import People

from .gold import persons
from .scoring import unified

RULES = Path(__file__).parent / "rules"
NAMED = frozenset({"Person"})


@attrs.frozen
class Named:
    """A person's name: its characters and its nominative."""

    start: int
    end: int
    name: str


def score_persons(texts: Path, annotate: Annotator | None = None) -> str:
    """Exact span F1, and how many of the names with the right span are right in the nominative."""
    rules = load(RULES)
    hits = found = asked = right = judged = 0
    for path in sorted(texts.glob("book_*.txt")):
        gold = {(p.start, p.end): p for p in persons(path)}
        mine = {(n.start, n.end): n for n in names(path.read_text(encoding="utf-8"), rules, annotate)}
        both = gold.keys() & mine.keys()
        hits, found, asked = hits + len(both), found + len(mine), asked + len(gold)
        known = [at for at in both if gold[at].words]
        judged += len(known)
        right += sum(nominative(mine[at].name, gold[at].words) for at in known)
    f1 = 2 * hits / (found + asked) if found + asked else 1.0
    shares = f"P {hits / max(found, 1):.3f}  R {hits / max(asked, 1):.3f}  F1 {f1:.3f}"
    return f"persons: {shares}  nominative {right / max(judged, 1):.3f}  ({hits} of {found} found, {asked} asked)"


def nominative(name: str, words: frozenset[str]) -> bool:
    """Is every word of the name one of the person's names? A word that the markup has no counterpart of is not judged."""
    known = {part for word in words for part in unified(word).split()}
    return all(part in known or not any(alike(part, other) for other in known) for part in unified(name).split())


def alike(one: str, other: str) -> bool:
    """Can these be forms of one name?"""
    return one[:3] == other[:3]


def names(text: str, rules: Rules, annotate: Annotator | None = None) -> Iterator[Named]:
    """The persons' names in a text, in order."""
    reader = Reader(text, rules, "ru", annotate(text) if annotate else ())
    people = People(reader)
    for reading in reader.sentences:
        yield from names_in(reading, people)


def names_in(reading: Reading, people: People) -> Iterator[Named]:
    """The persons' names in a sentence that the document knows."""
    for mention in reading.mentions(NAMED):
        for member in mention.members or (mention,):
            value, part = reading.normaliser.value(member), reading.normaliser.first(member, "name")
            if isinstance(part, Item) and value.fields.get("name") and people.knows(value):
                span = reading.normaliser.span(part.start, part.end)
                yield Named(span.start, span.end, str(value.fields["name"]))
