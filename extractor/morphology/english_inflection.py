"""Regular English inflection, in both directions: lemma -> forms, and form -> lemmas it may come from.

Comes in: lower-case words. Goes out: spellings and candidate lemmas. Does not know which words exist: the caller looks
every candidate up, and `inflect` says whether the form is really the one that lemma makes (*hoped* is of *hope*, never
of *hop*).
"""

import re
from collections.abc import Iterator

ENDINGS = {
    "nouns": "s", "verbs": "s",
    "past": "ed", "part": "ed", "ing": "ing",
    "adjer": "er", "adver": "er", "adjest": "est", "advest": "est",
}  # fmt: skip
VERBAL = ("verbs", "past", "part", "ing")
HISSING = ("s", "x", "z", "ch", "sh")
VOWELS = "aeiou"
CAN_DOUBLE = re.compile(r".*(?:qu|[^aeiou])[aeiou][^aeiouwxyh]")  # commit, travel
SHORT_SYLLABLE = re.compile(r"(?:qu|[^aeiou])*[aeiou][^aeiouwxyh]")  # plan, stop, quit: the last consonant doubles
KEEPS_E = ("ee", "oe", "ye")  # seeing, hoeing, dyeing


def inflect(lemma: str, tag: str, doubling: bool = False) -> tuple[str, ...]:
    """The regular spellings of one form.

    `tag` is a key of ENDINGS; `doubling`: a long word may double too (commit, travel).
    """
    ending = ENDINGS[tag]
    if ending == "s":
        return _add_s(lemma)
    if ending == "ing":
        return _add_ing(lemma, doubling)
    return _add_vowel(lemma, ending, doubling)


def candidates(form: str) -> Iterator[tuple[str, str]]:
    """Every (lemma, ending) that could make the form, unchecked."""
    if form.endswith("s"):
        yield from ((stem, "s") for stem in _strip_s(form))
    elif form.endswith("ing"):
        yield from ((stem, "ing") for stem in _strip_ing(form[:-3]))
    else:
        for ending in ("ed", "er", "est"):
            if form.endswith(ending):
                yield from ((stem, ending) for stem in _strip_vowel(form[: -len(ending)]))


def _add_s(word: str) -> tuple[str, ...]:
    if word.endswith(HISSING):
        return (word + "es",)
    if word[-1:] == "y" and word[-2:-1] not in VOWELS:
        return (word[:-1] + "ies",)
    if word[-1:] == "o" and word[-2:-1] not in VOWELS:
        return (word + "s", word + "es")
    return (word + "s",)


def _add_vowel(word: str, ending: str, doubling: bool) -> tuple[str, ...]:
    if word[-1:] == "e":
        return (word + ending[1:],)
    if word[-1:] == "y" and word[-2:-1] not in VOWELS:
        return (word[:-1] + "i" + ending,)
    return _double(word, ending, doubling)


def _add_ing(word: str, doubling: bool) -> tuple[str, ...]:
    if word.endswith("ie"):
        return (word[:-2] + "ying",)
    if word[-1:] != "e" or len(word) < 3:
        return _double(word, "ing", doubling)
    if word.endswith("nge"):
        return (word[:-1] + "ing", word + "ing")
    return (word + "ing",) if word.endswith(KEEPS_E) else (word[:-1] + "ing",)


def _double(word: str, ending: str, doubling: bool) -> tuple[str, ...]:
    if SHORT_SYLLABLE.fullmatch(word):
        return (word + word[-1] + ending,)
    if doubling and CAN_DOUBLE.fullmatch(word):
        return (word + ending, word + word[-1] + ending)
    return (word + ending,)


def _strip_s(form: str) -> Iterator[str]:
    yield form[:-1]
    if form.endswith("es"):
        yield form[:-2]
        if form.endswith("ies"):
            yield form[:-3] + "y"


def _strip_ing(stem: str) -> Iterator[str]:
    yield stem
    yield stem + "e"
    if stem[-1:] == stem[-2:-1]:
        yield stem[:-1]
    if stem[-1:] == "y":
        yield stem[:-1] + "ie"


def _strip_vowel(stem: str) -> Iterator[str]:
    yield stem
    yield stem + "e"
    if stem[-1:] == stem[-2:-1]:
        yield stem[:-1]
    elif stem[-1:] == "i":
        yield stem[:-1] + "y"
