"""What the English dictionary says of a lower-case word, and what its ending says when the dictionary is silent.

Comes in: one lower-case word, apostrophes straight. Goes out: analyses, likeliest first. Does not know capitals, names
or figures.
"""

from collections.abc import Iterator
from functools import cache

from extractor.morphology.analysis import Analysis
from extractor.morphology.english_inflection import candidates, inflect
from extractor.morphology.english_tables import Sense, Tables, sense, senses, tables

# which class of lemma has which forms, by the ending they share
TAGS = {
    "s": (("noun", "nouns"), ("verb", "verbs")),
    "ed": (("verb", "past"), ("verb", "part")),
    "ing": (("verb", "ing"),),
    "er": (("adj", "adjer"), ("adv", "adver")),
    "est": (("adj", "adjest"), ("adv", "advest")),
}
NEVER_PLURAL = ("ss", "us")
MAYBE_SINGULAR = ("ss", "us", "is", "as", "os")
SHORTEST_STEM = 3
SHORTEST_PREFIXED = 4
LONGEST_PREFIX = 6
LONGEST_ENDING = 6
OPEN_CLASSES = frozenset(("NOUN", "VERB", "INFN", "GRND", "PRTF", "ADJF", "ADVB", "NUMR"))
ATTRIBUTIVE = ("NOUN", "PRTF")
NOUN = frozenset(("noun",))


def look_up(word: str) -> list[Analysis]:
    """Every analysis the dictionary gives; empty for an unknown word."""
    data = tables()
    found = list(data.closed.get(word, ()))
    if word in data.shut:
        return found
    found += [s.of(lemma) for lemma, tag in data.irregular.get(word, ()) for s in senses(tag)]
    classes = data.classes.get(word)
    if classes:
        found += [s.of(word) for s in base_senses(classes)]
    found += [s.of(lemma) for lemma, tag in _regular(word, data) for s in senses(tag)]
    return found or _without_stop(word) or _hyphenated(word)


def guess(word: str, capital: bool = False) -> list[Analysis]:
    """What a word the dictionary does not have may be; of a capitalised one only what is likely beside a name, perhaps
    nothing.
    """
    if not word.isalpha():
        return [] if capital else [sense("NOUN sing").of(word, known=False)]
    return _prefixed(word) or _guess_inflected(word, capital) + _guess_ending(word, capital)


@cache
def base_senses(classes: frozenset[str]) -> tuple[Sense, ...]:
    """The senses of the lemma itself, given its classes."""
    tags = ["nouns"] if "plural" in classes else ["noun"] if "noun" in classes else []
    tags += ["nouns"] if "same" in classes else []
    tags += [kind for kind in ("verb", "adj", "adv") if kind in classes]
    return tuple(s for tag in tags for s in senses(tag))


def _regular(word: str, data: Tables) -> Iterator[tuple[str, str]]:
    for lemma, ending in candidates(word):
        classes = data.classes.get(lemma)
        if classes is None:
            continue
        doubling = "doubling" in classes
        for kind, tag in TAGS[ending]:
            if (
                kind in classes
                and _inflects(tag, classes)
                and (lemma, tag) not in data.replaced
                and word in inflect(lemma, tag, doubling)
            ):
                yield lemma, tag


def _inflects(tag: str, classes: frozenset[str]) -> bool:
    """Only some adjectives have comparatives (*hard*, not *hand*-*er*), and some nouns no plural of their own."""
    if tag.startswith("ad"):
        return "graded" in classes
    return tag != "nouns" or not classes & {"plural", "same"}


def _without_stop(word: str) -> list[Analysis]:
    return look_up(word[:-1]) if len(word) > 1 and word[-1] == "." and word[-2] != "." else []


def _hyphenated(word: str) -> list[Analysis]:
    """By the last part, which inflects; a compound may also be an adjective as a whole (*high-level talks*, *a well-
    paid job*).
    """
    before, hyphen, last = word.rpartition("-")
    if not before or not last:
        return []
    parts = [a for a in look_up(last) if a.pos in OPEN_CLASSES and not _helps(a, last)] or guess(last)
    found = [Analysis(before + hyphen + a.lemma, a.pos, a.grammemes, a.readings, a.known) for a in parts]
    if any(a.pos in ATTRIBUTIVE and "plur" not in a.grammemes for a in found):
        found.append(sense("ADJF").of(word, known=False))
    return found


def _helps(analysis: Analysis, word: str) -> bool:
    """Whether the analysis is that of a function word (*follow-up* is no adverb), numerals apart."""
    return word in tables().shut and analysis.pos != "NUMR"


def _prefixed(word: str) -> list[Analysis]:
    data = tables()
    for size in range(2, min(LONGEST_PREFIX, len(word) - SHORTEST_PREFIXED) + 1):
        prefix, rest = word[:size], word[size:]
        if prefix in data.prefixes and rest not in data.closed:
            found = look_up(rest)
            if found:
                return [Analysis(prefix + a.lemma, a.pos, a.grammemes, a.readings, False) for a in found]
    return []


def _guess_inflected(word: str, capital: bool) -> list[Analysis]:
    """Plural nouns, and in lower case verbs in -ed and -ing (*Jinping* is no gerund)."""
    found = []
    for lemma, ending in candidates(word):
        if len(lemma) < SHORTEST_STEM or (ending == "s" and word.endswith(NEVER_PLURAL)) or (capital and ending != "s"):
            continue
        if not _may_inflect(lemma):
            continue
        classes, known = _classes_by_ending(lemma) or NOUN, tables().classes.get(lemma, frozenset())
        for kind, tag in TAGS[ending]:
            likely = (kind in classes or ending in ("ed", "ing")) and not kind.startswith("ad") and kind not in known
            if likely and word in inflect(lemma, tag, doubling=True):
                found += [s.of(lemma, known=False) for s in senses(tag)]
    return found


def _may_inflect(lemma: str) -> bool:
    """Whether the dictionary does not say otherwise: no function words, no words that are only forms of others."""
    found = look_up(lemma)
    return lemma not in tables().shut and (not found or any(a.lemma == lemma for a in found))


def _guess_ending(word: str, capital: bool) -> list[Analysis]:
    if word.endswith(("ed", "ing")) and len(word) > SHORTEST_STEM + 2:
        return [] if capital else [sense("ADJF").of(word, known=False)] if word.endswith("ed") else []
    classes = _classes_by_ending(word)
    if (
        not classes
        and not capital
        and (not word.endswith("s") or word.endswith(MAYBE_SINGULAR) or len(word) <= SHORTEST_STEM)
    ):
        classes = NOUN
    return [s.of(word, known=False) for s in base_senses(classes)]


def _classes_by_ending(word: str) -> frozenset[str]:
    """The classes of the longest ending that the word has and that leaves a stem."""
    endings = tables().endings
    for size in range(min(LONGEST_ENDING, len(word) - SHORTEST_STEM), 1, -1):
        found = endings.get(word[-size:])
        if found:
            return found
    return frozenset()
