"""What a capitalised Russian word could be as a person's name, judged by its ending; and the names that the dictionary
lacks.

Comes in: one word. Goes out: guesses (nominative, gender, cases), and the same as `Analysis` values. Does not know the
dictionary, nor the words around.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import product

import attrs

from extractor.morphology.analysis import ALL, CASES, Analysis, readings_of
from extractor.morphology.russian_name_tables import Row, beside, index, longest, names, never, rows
from extractor.morphology.russian_spelling import fold

NAMES = frozenset(("Name", "Surn", "Patr"))
LONGEST_ACRONYM, SURELY_ACRONYM = 6, 4  # letters
LONG_ENDING = 0.7  # a letter of a case ending beyond the first weighs as much
_NAME = re.compile(r"(?:[а-яё]{1,5}['’ʼ-])?[А-ЯЁІЇЄҐ][А-ЯЁІЇЄҐа-яёіїєґ'’ʼ-]*[А-ЯЁІЇЄҐа-яёіїєґ]")
_ACRONYM = re.compile(r"[А-ЯЁ][А-ЯЁ0-9-]*[А-ЯЁ0-9]")


@attrs.frozen(slots=True)
class Guess:
    """One way to read a word as a name; strings are lower case, `lemma` is the form of a man, ё written as е.

    gender: masc, femn, or ms-f (either). sorts: Name, Surn, Patr. fixed: no case changes the name. weight: logarithm of
    how likely it is beside the others, 0 for a listed name. strong: a suffix that names have says so, or a list, not
    the last letter alone.
    """

    nominative: str
    lemma: str
    gender: str
    cases: frozenset[str]
    sorts: frozenset[str]
    fixed: bool
    weight: float
    strong: bool
    known: bool

    @property
    def readings(self) -> int:
        """The bit set over (case, number, gender): always singular."""
        return name_readings(self.gender, self.cases)


def guesses(word: str, unlikely: bool = True) -> tuple[Guess, ...]:
    """Every way to read a word as a person's name, those by suffix first; a listed name only as that. Empty for what
    cannot be a name.

    unlikely: with the guesses by the last letter even where a suffix has told something.
    """
    if not may_be_name(word):
        return ()
    if listed := listed_names(word):
        return listed
    before, hyphen, last = word.rpartition("-")
    start = before.lower() + hyphen
    if hyphen and (listed := listed_names(last)):
        return tuple(
            attrs.evolve(g, nominative=start + g.nominative, lemma=fold(start + g.lemma), known=False) for g in listed
        )
    return _by_ending(word, unlikely, may_be_weak=last[:1].isupper())


def listed_names(word: str) -> tuple[Guess, ...]:
    """The listed names that the word is a form of."""
    return _listed().get(word.lower(), ())


def may_be_name(word: str) -> bool:
    """A capital first (a particle before a hyphen apart), Cyrillic throughout, two letters, and no ending that only
    common nouns have.
    """
    return _NAME.fullmatch(word) is not None and not word.lower().endswith(never())


def name_analyses(
    word: str, found: Sequence[Analysis], known: bool, is_rare: Callable[[str], bool]
) -> Iterator[Analysis]:
    """What a word with a capital may be besides what is found: a listed name, a guessed one if the dictionary lacks it,
    an acronym.

    is_rare: whether a lemma is so rare that the word may rather be a last name.
    """
    short = acronym(word)
    if (
        short
        and not any("Fixd" in a.grammemes for a in found)
        and (not known or any("Abbr" in a.grammemes for a in found))
    ):
        yield short
    if short and not known and len(word) <= SURELY_ACRONYM:
        return
    rivals = [a for a in found if a.grammemes & NAMES]
    for guess in _beside(word, found, is_rare) if known else guesses(word, unlikely=False):
        yield from (a for a in analyses(guess) if guess.known or not any(_covers(rival, a) for rival in rivals))


def _beside(word: str, found: Sequence[Analysis], is_rare: Callable[[str], bool]) -> tuple[Guess, ...]:
    """What a word of the dictionary may be as a name: listed; or a last name, if it is otherwise a rare plural: «Лапин»
    of «лапина».
    """
    listed = listed_names(word)
    if listed or not word.istitle() or not all("Poss" in a.grammemes or {"NOUN", "plur"} <= a.grammemes for a in found):
        return listed
    likely = tuple(guess for guess in guesses(word, unlikely=False) if guess.nominative.endswith(beside()))
    return likely if likely and all(is_rare(a.lemma) for a in found) else ()


def _covers(one: Analysis, other: Analysis) -> bool:
    """Whether the first is as good a name as the second: same lemma, a sort in common, all of its readings."""
    return (
        one.lemma == other.lemma
        and not other.readings & ~one.readings
        and bool(one.grammemes & other.grammemes & NAMES)
    )


def analyses(guess: Guess) -> Iterator[Analysis]:
    """A guess in the shape of pymorphy3's analyses: one a case; one for all cases of a name that does not change."""
    common = frozenset(("NOUN", "anim", "sing", guess.gender, *guess.sorts, *(("Fixd",) if guess.fixed else ())))
    for cases in [guess.cases] if guess.fixed else [frozenset([case]) for case in CASES if case in guess.cases]:
        yield Analysis(guess.lemma, "NOUN", common | cases, name_readings(guess.gender, cases), guess.known)


def acronym(word: str) -> Analysis | None:
    """ШОС, ОДКБ: a noun that does not change, of any number and gender; None for other words."""
    if not (2 <= len(word) <= LONGEST_ACRONYM and word.isupper() and _ACRONYM.fullmatch(word)):
        return None
    return Analysis(fold(word), "NOUN", frozenset(("NOUN", "inan", "Fixd", "Abbr", *CASES)), ALL, known=False)


@cache
def name_readings(gender: str, cases: frozenset[str]) -> int:
    """The bit set of a singular of the gender (ms-f: masculine or feminine) in the cases."""
    bits = 0
    for one in ("masc", "femn") if gender == "ms-f" else (gender,):
        bits |= readings_of(frozenset((*cases, "sing", one)))
    return bits


def _by_ending(word: str, unlikely: bool, may_be_weak: bool) -> tuple[Guess, ...]:
    """The guesses of the longest suffix; those of the last letter too, unless a suffix is needed («Рахмон-заде»)."""
    lower, ends = word.lower(), index()
    strong: list[Guess] = []
    weak: list[Guess] = []
    for size in range(min(len(lower) - 1, longest()), 0, -1):
        new = not strong
        for row, ending, cases in ends.get(lower[-size:], ()):
            if row.strong and new:
                strong.append(_guess(lower, row, ending, cases))
            elif not row.strong and may_be_weak and (unlikely or not strong):
                weak.append(_guess(lower, row, ending, cases))
    return (*strong, *weak) if unlikely or not strong else tuple(strong)


def _guess(word: str, row: Row, ending: str, cases: frozenset[str], known: bool = False) -> Guess:
    stem = word[: len(word) - len(ending)]
    weight = 0.0 if known else row.weight + LONG_ENDING * max(0, len(ending) - 1)
    return Guess(
        stem + row.nominative,
        fold(stem + row.lemma),
        row.gender,
        cases,
        row.sorts,
        not row.endings,
        weight,
        row.strong or known,
        known,
    )


@cache
def _listed() -> dict[str, tuple[Guess, ...]]:
    """Form -> the listed names it may be."""
    out: dict[str, dict[Guess, None]] = {}
    for key, sort, genders in (
        ("men", "Name", ["masc"]),
        ("women", "Name", ["femn"]),
        ("surnames", "Surn", ["masc", "femn"]),
    ):
        for name, gender in product(names(key), genders):
            for form, guess in _declined(name, sort, gender):
                out.setdefault(form, {})[guess] = None
    return {form: tuple(found) for form, found in out.items()}


def _declined(name: str, sort: str, gender: str) -> Iterator[tuple[str, Guess]]:
    """The forms of a listed name, by the first row that has its nominative; a name that none has does not change."""
    fixed = Row((), (), "", "", gender, frozenset([sort]), 0.0, True)
    row = next(
        (r for r in rows() if r.gender in (gender, "ms-f") and sort in r.sorts and name.endswith(r.nominatives)), fixed
    )
    row = attrs.evolve(row, gender=gender, sorts=frozenset([sort]))
    stem = name[: len(name) - len(row.nominative)]
    for ending, cases in row.forms().items():
        yield stem + ending, _guess(stem + ending, row, ending, cases, known=True)
