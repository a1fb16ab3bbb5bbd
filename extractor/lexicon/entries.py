"""Lexicon entries of one or many tokens, and how they are found in a sentence.

Comes in: names with attributes, words' analyses. Goes out: `LexiconIndex.find`, the entries that begin at a token, with the readings
that inner agreement leaves. Does not know patterns.

In a Russian name the head noun and the adjectives before it inflect together; what follows the head stays as written («министр
иностранных дел»). «генеральному директором» is therefore no «генеральный директор»: dative and instrumental have no common reading.
"""
from collections.abc import Mapping, Sequence
from typing import Protocol

import attrs

from ..morphology.analysis import ALL, Analysis, project, readings_of

INFLECTED = frozenset({"NOUN", "ADJF", "PRTF", "NUMR", "NPRO"})
FUNCTION = frozenset({"PREP", "CONJ", "PRCL"})  # «после» is no form of «посол»
PLURAL = readings_of(frozenset({"plur"}))


class WordForm(Protocol):
    """What is needed of a token: its spellings and analyses."""

    norm: str
    fold: str
    analyses: tuple[Analysis, ...]


@attrs.frozen
class Part:
    """One token of a name: matched by one of its lemmas (it inflects), or by its folded spelling; `exact` also in capitals."""

    lemmas: frozenset[str] = frozenset()
    fold: str = ""
    exact: str = ""
    need: int = ALL
    forms: frozenset[str] = frozenset()

    def readings(self, word: WordForm) -> int:
        """The readings in which the word can be this part; 0 where it cannot."""
        if self.exact:
            return ALL if word.norm == self.exact else 0
        found = ALL if self.fold and word.fold == self.fold else 0
        if word.fold in self.forms:
            return ALL
        if self.lemmas:
            found = 0
            for analysis in word.analyses:
                if analysis.pos in FUNCTION and analysis.known and word.norm.islower():
                    return 0
                if analysis.lemma in self.lemmas and analysis.pos in INFLECTED:
                    found |= analysis.readings
        return found & self.need


@attrs.frozen(eq=False)
class LexiconName:
    """One name of one entry, ready to match. `head`: index of the part whose readings are the name's."""

    lexicon: str
    name: str
    canonical: str
    attributes: Mapping[str, str | int]
    parts: tuple[Part, ...]
    head: int
    capital: bool

    def match(self, words: Sequence[WordForm], start: int) -> int:
        """The readings in which the name stands at `start`; 0 where it does not."""
        if start + len(self.parts) > len(words) or (self.capital and not words[start].norm[:1].isupper()):
            return 0
        common = ALL
        for index, part in enumerate(self.parts):
            found = part.readings(words[start + index])
            if index <= self.head and part.lemmas:
                common &= found if index == self.head else project(found, "cng")
                found = common
            if not found:
                return 0
        return common


@attrs.frozen(eq=False)
class Hit:
    """An entry found in a sentence: tokens [start, end)."""

    name: LexiconName
    start: int
    end: int
    readings: int


class LexiconIndex:
    """The names of all lexicons of a language, keyed by what their first token can be."""

    def __init__(self, names: Sequence[LexiconName]) -> None:
        self.by_first: dict[str, list[LexiconName]] = {}
        self.single: dict[str, dict[str, set[str]]] = {}  # lexicon -> {"lemma": …, "fold": …} of one-token names, for `[#name]`
        for name in names:
            first = name.parts[0]
            for key in first.lemmas | first.forms | ({first.fold} if first.fold else set()) | ({fold_key(first.exact)} if first.exact else set()):
                self.by_first.setdefault(key, []).append(name)

    def starting(self, word: WordForm) -> tuple[LexiconName, ...]:
        """The names that may begin with this word."""
        keys = {word.fold} | {a.lemma for a in word.analyses}
        found = {id(n): n for key in keys for n in self.by_first.get(key, ())}
        return tuple(sorted(found.values(), key=lambda n: (-len(n.parts), n.lexicon, n.canonical)))

    def find(self, words: Sequence[WordForm], start: int, names: tuple[LexiconName, ...]) -> list[Hit]:
        """The entries that stand at `start`: the longest of each lexicon first."""
        hits = []
        for name in names:
            readings = name.match(words, start)
            if readings:
                hits.append(Hit(name, start, start + len(name.parts), readings))
        return hits


def fold_key(word: str) -> str:
    """Lower case, ё as е."""
    return word.lower().replace("ё", "е")
