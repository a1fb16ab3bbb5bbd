"""Lexicon entries of one or many tokens, and how they are found in a sentence.

Comes in: names with attributes, words' analyses. Goes out: `LexiconIndex.starting`, the names that may begin with a
word, and `LexiconName.match`, the readings that inner agreement leaves a name at a token. Does not know patterns.

In a Russian name the head noun and the adjectives before it inflect together; what follows the head stays as written
(«министр иностранных дел»). «генеральному директором» is therefore no «генеральный директор»: dative and instrumental
have no common reading.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Protocol

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
    """One token of a name: matched by one of its lemmas (it inflects), or by its folded spelling; `exact` also in
    capitals.

    pos: the parts of speech it can be where it stands (in English "a head", but not *head* the adjective, which would
    be plural too).
    """

    lemmas: frozenset[str] = frozenset()
    fold: str = ""
    exact: str = ""
    need: int = ALL
    forms: frozenset[str] = frozenset()
    pos: frozenset[str] = INFLECTED

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
                if analysis.pos in FUNCTION and analysis.known and not word.norm.isupper():
                    return 0
                if "Prop" in analysis.grammemes and found:  # "The President" is no plural because it may be a name
                    continue
                if analysis.lemma in self.lemmas and analysis.pos in self.pos:
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

    def may_begin(self, word: WordForm) -> bool:
        """Can the name begin with this word?"""
        return (not self.capital or word.norm[:1].isupper()) and bool(self.parts[0].readings(word))

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


class LexiconIndex:
    """The names of all lexicons of a language, keyed by what their first token can be.

    names: in a settled order; an item may be kept encoded until it is asked for (`decode` makes the name of it).
    singles: for lexicons that tests over one token name, the lemmas and the spellings of their one-token names.
    """

    def __init__(
        self,
        names: Sequence[Any],
        keys: Mapping[str, Sequence[int]],
        singles: Mapping[str, tuple[frozenset[str], frozenset[str]]],
        decode: Callable[[Any], LexiconName] | None = None,
    ) -> None:
        self.names, self.keys, self.singles = list(names), keys, singles
        self._decode = decode

    @classmethod
    def of(cls, names: Sequence[LexiconName], in_tests: Collection[str]) -> "LexiconIndex":
        """The index of names; `in_tests`: the lexicons for which `singles` is wanted."""
        keys: dict[str, list[int]] = {}
        singles: dict[str, tuple[set[str], set[str]]] = {lexicon: (set(), set()) for lexicon in sorted(in_tests)}
        for number, name in enumerate(names):
            first = name.parts[0]
            spellings = first.forms | {w for w in (first.fold, first.exact) if w}
            for key in sorted(first.lemmas | {fold_key(w) for w in spellings}):
                keys.setdefault(key, []).append(number)
            if name.lexicon in singles and len(name.parts) == 1:
                singles[name.lexicon][0].update(first.lemmas)
                singles[name.lexicon][1].update(spellings)
        return cls(names, keys, {k: (frozenset(a), frozenset(b)) for k, (a, b) in singles.items()})

    def name(self, number: int) -> LexiconName:
        """One name by its number."""
        found = self.names[number]
        if not isinstance(found, LexiconName):
            assert self._decode is not None
            found = self.names[number] = self._decode(found)
        return found

    def starting(self, folded: str, analyses: Sequence[Analysis]) -> tuple[LexiconName, ...]:
        """The names that may begin with a word, the longest first."""
        numbers = {n for key in {folded, *(a.lemma for a in analyses)} for n in self.keys.get(key, ())}
        found = [self.name(n) for n in sorted(numbers)]
        return tuple(sorted(found, key=lambda n: (-len(n.parts), n.lexicon, n.canonical)))


def fold_key(word: str) -> str:
    """Lower case, ё as е."""
    return word.lower().replace("ё", "е")
