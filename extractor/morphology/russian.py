"""Russian words: every analysis of a form, every form of a lemma, one form turned into another.

Comes in: a single word as it stands in the text, capitals and all (no stress marks, no soft hyphens). Goes out:
`Analysis` values, forms.
Does not know sentences; of proper names only what `russian_guesses` says of their endings.

The dictionary is OpenCorpora's, read through pymorphy3. Known words are read from its tables directly (the analyses and
their order are those of `MorphAnalyzer.parse`), all else goes through `parse`. What a tag means is worked out once a
tag, not once a word: a cold form costs little more than `parse` alone.
"""

from collections.abc import Iterator
from functools import cache, cached_property, lru_cache, partial
from sys import intern
from typing import Any, NamedTuple

import pymorphy3

from extractor.morphology.analysis import ALL, CASE_ALIASES, CASES, GENDERS, NUMBERS, Analysis, readings
from extractor.morphology.russian_guesses import name_analyses
from extractor.morphology.russian_spelling import fold

CACHED_FORMS = 300_000
MILLION = 1_000_000  # the dictionary keeps probabilities as whole numbers
LONGEST_WORD = 64  # longer tokens are not words, and pymorphy3 is slow over some of them
FAMILIES = {
    **dict.fromkeys(("VERB", "INFN", "PRTF", "PRTS", "GRND"), "VERB"),
    **dict.fromkeys(("ADJF", "ADJS", "COMP"), "ADJF"),
}
SHAPES = frozenset(("PNCT", "NUMB", "LATN", "ROMN"))  # told by their characters
UNKNOWN = frozenset(["UNKN"])
_EVERY_CASE = frozenset(CASES) | frozenset(CASE_ALIASES)


class Sense(NamedTuple):
    """What a tag means, the same for every word that has it."""

    pos: str
    grammemes: frozenset[str]
    readings: int


class Cell(NamedTuple):
    """One cell of a paradigm: where the stem of its form is, what the normal form puts around it, what its tag means."""

    stem: slice
    normal_prefix: str
    normal_suffix: str
    sense: Sense
    tag: bytes


class Russian:
    """The analyser.

    Loads its dictionary at the first word; keeps what it has found for a bounded number of distinct forms.
    """

    def __init__(self) -> None:
        self._seen: dict[str, tuple[Analysis, ...]] = {}
        self._cells: dict[tuple[int, int], Cell] = {}
        self._senses: dict[Any, Sense] = {}
        self._affixes: dict[tuple[int, str], tuple[tuple[str, str], ...]] = {}
        self._parses = lru_cache(maxsize=4096)(self._parse)

    @cached_property
    def _morph(self) -> Any:
        return pymorphy3.MorphAnalyzer(lang="ru", result_type=None)

    @cached_property
    def _lookup(self) -> Any:
        return partial(self._morph.dictionary.words.similar_items, replaces=self._morph.char_substitutes)

    @cached_property
    def _share(self) -> Any:
        """(word:tag as bytes, default) -> how often of a million times the word had the tag in a corpus."""
        return self._morph.prob_estimator.p_t_given_w.get

    def analyse(self, word: str) -> tuple[Analysis, ...]:
        """Every analysis of a token, likeliest first, guesses that it is a name last.

        Takes any string, raises nothing.
        """
        found = self._seen.get(word)
        if found is None:
            if len(self._seen) >= CACHED_FORMS:
                self._seen.clear()
            found = self._seen[word] = self._analyse(word)
        return found

    def knows(self, lemma: str) -> bool:
        """Whether the dictionary has the lemma (case folded, ё = е)."""
        return any(True for _ in self._paradigms(lemma))

    def forms(self, lemma: str, pos: str | None = None) -> frozenset[str]:
        """Every form of every homonym of a lemma, lower case, ё written as е; empty for a lemma that the dictionary
        lacks.

        pos: only homonyms of that part of speech or its family: participles are forms of the verb, short forms of the
        adjective.
        """
        family = FAMILIES.get(pos, pos) if pos else ""
        return frozenset(
            before + stem + after
            for stem, paradigm in self._paradigms(lemma)
            for before, after in self._affixes_of(paradigm, family)
        )

    def guessed_forms(self, lemma: str) -> frozenset[str]:
        """The forms, lower case, ё written as е, that the dictionary's own predictor gives a word it lacks; the word
        itself among them.
        """
        found = {fold(form[0]) for parse in self._morph.parse(lemma) for form in self._morph.get_lexeme(parse)}
        return frozenset(found | {fold(lemma)})

    def inflect(self, word: str, analysis: Analysis, wanted: frozenset[str]) -> str | None:
        """The form with the wanted grammemes in place of its own, lower case, or None.

        `analysis` says which homonym is meant.
        """
        parse = self._parse_of(word, analysis)
        made = parse and self._morph._inflect(parse, set(wanted))
        return made[0][0] if made else None

    def score(self, word: str, analysis: Analysis) -> float:
        """The share of the analysis among the uses of the word in a corpus, 0 to 1; 0 where the corpus is silent."""
        parse = self._parse_of(word, analysis)
        return float(self._share(f"{word.lower()}:{parse[1]}".encode(errors="replace"), 0)) / MILLION if parse else 0.0

    def _analyse(self, word: str) -> tuple[Analysis, ...]:
        if not 0 < len(word) <= LONGEST_WORD:
            return (Analysis(fold(word), "UNKN", UNKNOWN, ALL, known=False),)
        known = self._known(word.lower()) if len(word) > 1 else []
        if known and word.islower():
            return tuple(known) if len(known) < 2 else tuple(dict.fromkeys(known))
        found = known or self._unknown(word)
        return tuple(dict.fromkeys((*found, *name_analyses(word, found, bool(known), self._is_rare))))

    def _known(self, lower: str) -> list[Analysis]:
        """What `parse` gives for a word of the dictionary."""
        try:
            found = self._lookup(lower)
        except UnicodeError:  # half of a surrogate pair
            return []
        cells = [(self._cells.get(place) or self._cell(place), form) for form, places in found for place in places]
        if len(cells) > 1:
            cells = self._by_share(lower, cells)
        return [
            Analysis(intern(prefix + form[cut].replace("ё", "е") + suffix), *sense)
            for (cut, prefix, suffix, sense, _), form in cells
        ]

    def _by_share(self, lower: str, cells: list[tuple[Cell, str]]) -> list[tuple[Cell, str]]:
        """In the order of P(tag | word) where a corpus has shown it, as `parse` does."""
        share, start = self._share, lower.encode() + b":"
        shares = [share(start + cell[4], 0) for cell, _ in cells]
        if not any(shares):
            return cells
        order = sorted(range(len(cells)), key=shares.__getitem__, reverse=True)
        return [cells[i] for i in order]

    def _unknown(self, word: str) -> list[Analysis]:
        """What `parse` gives for any other token.

        Single letters are initials, marks and numerals are what they look like: no guess.
        """
        sure = len(word) == 1
        senses = [(intern(fold(lemma)), self._sense(tag)) for _, tag, lemma, _, _ in self._parse(word)]
        return [
            Analysis(lemma, *sense, (sure or sense.pos in SHAPES) and sense.pos != "UNKN") for lemma, sense in senses
        ]

    def _is_rare(self, lemma: str) -> bool:
        """Whether the corpus has none of the lemma's ambiguous forms."""
        shares = self._morph.prob_estimator.p_t_given_w
        return not any(shares.keys(f"{form}:") for form in self.forms(lemma))

    def _parse(self, word: str) -> list[Any]:
        try:
            found: list[Any] = self._morph.parse(word)
        except ValueError:  # half of a surrogate pair, a letter without a name
            found = [(word, self._morph.TagClass("UNKN"), word.lower(), 1.0, ())]
        return found

    def _parse_of(self, word: str, analysis: Analysis) -> Any:
        """The parse that the analysis was made of."""
        return next(
            (p for p in self._parses(word) if p[1].grammemes == analysis.grammemes and fold(p[2]) == analysis.lemma),
            None,
        )

    def _cell(self, place: tuple[int, int]) -> Cell:
        """The cell at (paradigm, index), worked out once."""
        if place not in self._cells:
            data, (paradigm_id, index) = self._morph.dictionary, place
            paradigm = data.paradigms[paradigm_id]  # suffixes, tags, prefixes of all its forms, one after another
            size = len(paradigm) // 3
            prefix, normal_prefix = (data.paradigm_prefixes[paradigm[2 * size + i]] for i in (index, 0))
            suffix, normal_suffix = (data.suffixes[paradigm[i]] for i in (index, 0))
            tag = data.gramtab[paradigm[size + index]]
            stem = slice(len(prefix), -len(suffix) if suffix else None)
            self._cells[place] = Cell(
                stem, fold(normal_prefix), fold(normal_suffix), self._sense(tag), str(tag).encode()
            )
        return self._cells[place]

    def _sense(self, tag: Any) -> Sense:
        sense = self._senses.get(tag)
        if sense is None:
            pos = str(tag).replace(" ", ",").partition(",")[0]
            sense = self._senses[tag] = Sense(pos, tag.grammemes, tag_readings(tag.grammemes))
        return sense

    def _paradigms(self, lemma: str) -> Iterator[tuple[str, int]]:
        """(stem, paradigm) of every dictionary entry whose normal form is the lemma."""
        try:
            found = self._lookup(fold(lemma))
        except UnicodeError:
            return
        for form, places in found:
            for paradigm_id, index in places:
                if index == 0:
                    yield fold(form[self._cell((paradigm_id, 0)).stem]), paradigm_id

    def _affixes_of(self, paradigm_id: int, family: str) -> tuple[tuple[str, str], ...]:
        """What stands before and after the stem in each form of the paradigm; nothing if it is not of the family ("" is
        any).
        """
        key = paradigm_id, family
        if key not in self._affixes:
            cells = self._morph.dictionary.build_paradigm_info(paradigm_id)
            pos = str(cells[0][1].POS)
            fits = family in ("", FAMILIES.get(pos, pos))
            self._affixes[key] = (
                tuple(dict.fromkeys((fold(before), fold(after)) for before, _, after in cells)) if fits else ()
            )
        return self._affixes[key]


@cache
def tag_readings(grammemes: frozenset[str]) -> int:
    """The bit set of a tag: no case, or a word that does not change: every case; plural: every gender; common gender:
    two of them.
    """
    cases = frozenset[str]() if "Fixd" in grammemes else grammemes & _EVERY_CASE
    numbers, genders = grammemes & frozenset(NUMBERS), grammemes & frozenset(GENDERS)
    if "plur" in numbers or "GNdr" in grammemes:
        genders = frozenset()
    elif grammemes & {"ms-f", "Ms-f"}:
        genders = frozenset(("masc", "femn"))
    return readings(cases, numbers, genders)


@cache
def russian() -> Russian:
    """The one analyser of the process: the dictionary is loaded once."""
    return Russian()
