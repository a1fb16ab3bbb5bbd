"""From declared names to matchable ones.

Comes in: an entry's name as declared, a morphology. Goes out: a `LexiconName`. Does not know rule files.
"""

from collections.abc import Callable, Mapping, Sequence

from ..morphology.analysis import ALL, Analysis, project, readings_of
from .entries import INFLECTED, PLURAL, LexiconName, Part, fold_key

NOMINATIVE = readings_of(frozenset({"nomn"}))
ATTRIBUTIVE = frozenset({"ADJF", "PRTF"})
NOUN = frozenset({"NOUN"})
VERBAL = frozenset({"VERB", "INFN", "GRND", "PRTF"})
Analyse = Callable[[str], tuple[Analysis, ...]]


def lexicon_name(
    lexicon: str,
    name: str,
    words: Sequence[str],
    canonical: str,
    attributes: Mapping[str, str | int],
    lang: str,
    analyse: Analyse,
    forms: Sequence[str] = (),
    exact: bool = False,
) -> LexiconName:
    """Compile one name.

    `words`: its tokens. `forms`: further forms of a one-token name that the dictionary does not know.
    """
    capital = name[:1].isupper()
    if lang == "ru":
        head = _head(words, analyse)
        parts = tuple(_russian(word, index, head, words, analyse, forms, exact) for index, word in enumerate(words))
    else:
        head = len(words) - 1
        parts = tuple(_english(word, index == head, analyse, forms, exact, capital) for index, word in enumerate(words))
    return LexiconName(lexicon, name, canonical, dict(attributes), parts, head, capital)


def is_acronym(word: str) -> bool:
    """Upper case throughout and at least two letters: matched in these capitals only."""
    return len(word) > 1 and word.isupper()


def _head(words: Sequence[str], analyse: Analyse) -> int:
    """The first token that can be a nominative noun; adjectives before it agree with it."""
    for index, word in enumerate(words[:-1]):
        analyses = analyse(word)
        attributive = any(a.pos in ATTRIBUTIVE and a.readings & NOMINATIVE for a in analyses)
        noun_follows = any(
            (a.pos == "NOUN" and a.readings & NOMINATIVE) or a.pos in ATTRIBUTIVE for a in analyse(words[index + 1])
        )
        if not (attributive and noun_follows):
            return index
    return len(words) - 1


def _russian(
    word: str, index: int, head: int, words: Sequence[str], analyse: Analyse, forms: Sequence[str], exact: bool
) -> Part:
    if exact or is_acronym(word):
        return Part(exact=word, fold=fold_key(word))
    if index > head:
        return Part(fold=fold_key(word))
    wanted = {"NOUN", "NPRO"} if index == head else ATTRIBUTIVE | {"NUMR"}
    analyses = [a for a in analyse(word) if a.readings & NOMINATIVE and a.pos in INFLECTED]
    chosen = [a for a in analyses if a.pos in wanted] or analyses
    more = frozenset(fold_key(f) for f in forms) if len(words) == 1 else frozenset()
    if not chosen:
        return Part(fold=fold_key(word), forms=more)
    numbers = 0
    for analysis in chosen:
        numbers |= analysis.readings & NOMINATIVE
    plural_only = not numbers & ~PLURAL
    lemmas = frozenset(a.lemma for a in chosen) | ({fold_key(word)} if not plural_only else frozenset())
    return Part(lemmas=lemmas, need=PLURAL if plural_only else ALL, forms=more, fold="" if lemmas else fold_key(word))


def _english(word: str, head: bool, analyse: Analyse, forms: Sequence[str], exact: bool, capital: bool) -> Part:
    if exact or is_acronym(word):
        return Part(exact=word, fold=fold_key(word))
    more = frozenset(fold_key(f) for f in forms)
    if not head or (capital and word[:1].isupper()):
        return Part(fold=fold_key(word), forms=more)
    own = [a for a in analyse(word) if a.lemma == fold_key(word)]
    for pos in (NOUN, VERBAL):
        if any(a.pos in pos for a in own):
            return Part(lemmas=frozenset([fold_key(word)]), forms=more, pos=pos)
    return Part(fold=fold_key(word), forms=more)


__all__ = ["is_acronym", "lexicon_name", "project"]
