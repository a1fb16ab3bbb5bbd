"""What a capitalised Russian word could be as a person's name, judged by its ending; and the names that the dictionary lacks.

Comes in: one word. Goes out: guesses (nominative, gender, cases), and the same as `Analysis` values. Knows the tables in `data/russian`;
does not know the dictionary, nor the words around.
"""
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import attrs
import yaml

from extractor.morphology.analysis import ALL, CASES, Analysis, readings_of
from extractor.morphology.russian_spelling import fold

DATA = Path(__file__).parent / "data" / "russian"
LONGEST_ACRONYM = 6
WEAK = -1.5  # no heavier guess is more than a guess by the last letter
LONG_ENDING = 0.7  # a letter of a case ending beyond the first weighs as much
_NAME = re.compile(r"(?:[а-яё]{1,5}['’ʼ-])?[А-ЯЁІЇЄҐ][А-ЯЁІЇЄҐа-яёіїєґ'’ʼ-]*[А-ЯЁІЇЄҐа-яёіїєґ]")
_ACRONYM = re.compile(r"[А-ЯЁ][А-ЯЁ0-9-]*[А-ЯЁ0-9]")
_EVERY_CASE = frozenset(CASES)


@attrs.frozen(slots=True)
class Guess:
    """One way to read a word as a name; strings are lower case, `lemma` is the form of a man, ё written as е.

    gender: masc, femn, or ms-f (either). sorts: Name, Surn, Patr. fixed: no case changes the name. weight: logarithm of how likely it is
    beside the others, 0 for a listed name. strong: a suffix that names have says so, or a list, not the last letter alone.
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


@attrs.frozen(slots=True)
class Row:
    """A row of the tables for one gender. endings: of every case, the nominative first; () for a name that does not change."""

    stems: tuple[str, ...]
    endings: tuple[tuple[str, ...], ...]
    nominative: str
    lemma: str
    gender: str
    sorts: frozenset[str]
    weight: float
    strong: bool

    @property
    def nominatives(self) -> tuple[str, ...]:
        """How names of the row end in the nominative."""
        return tuple(stem + self.nominative for stem in self.stems)

    def forms(self) -> dict[str, frozenset[str]]:
        """Ending -> the cases it stands for."""
        if not self.endings:
            return {self.nominative: _EVERY_CASE}
        every = {ending for endings in self.endings for ending in endings}
        return {one: frozenset(case for case, endings in zip(CASES, self.endings, strict=True) if one in endings) for one in every}


def guesses(word: str, unlikely: bool = True) -> tuple[Guess, ...]:
    """Every way to read a word as a person's name, those by suffix first; a listed name only as that. Empty for what cannot be a name.

    unlikely: with the guesses by the last letter even where a suffix has told something.
    """
    if not may_be_name(word):
        return ()
    if listed := listed_names(word):
        return listed
    before, hyphen, last = word.rpartition("-")
    start = before.lower() + hyphen
    if hyphen and (listed := listed_names(last)):
        return tuple(attrs.evolve(g, nominative=start + g.nominative, lemma=fold(start + g.lemma), known=False) for g in listed)
    return _by_ending(word, unlikely, may_be_weak=last[:1].isupper())


def is_common(nominative: str) -> bool:
    """A given name that many people have."""
    return fold(nominative) in _common()


def listed_names(word: str) -> tuple[Guess, ...]:
    """The listed names that the word is a form of."""
    return _listed().get(word.lower(), ())


def may_be_name(word: str) -> bool:
    """A capital first (a particle before a hyphen apart), Cyrillic throughout, two letters, and no ending that only common nouns have."""
    return _NAME.fullmatch(word) is not None and not word.lower().endswith(_never())


def is_particle(word: str, last: bool = False) -> bool:
    """бен, ван дер, аль: a part of names that never changes; with a capital, only before another part."""
    return word in _particles("lower") or (not last and word in _particles("capital"))


def goes_first(word: str) -> bool:
    """A family name or a syllable of East Asian names: it does not change before another part."""
    return word in _particles("first")


def analyses(guess: Guess) -> Iterator[Analysis]:
    """A guess in the shape of pymorphy3's analyses: one a case; one for all cases of a name that does not change."""
    common = frozenset(("NOUN", "anim", "sing", guess.gender, *guess.sorts, *(("Fixd",) if guess.fixed else ())))
    for cases in [guess.cases] if guess.fixed else [frozenset([case]) for case in CASES if case in guess.cases]:
        yield Analysis(guess.lemma, "NOUN", common | cases, name_readings(guess.gender, cases), guess.known)


def acronym(word: str) -> Analysis | None:
    """ШОС, ОДКБ: a noun that does not change, of any number and gender; None for other words."""
    if not (2 <= len(word) <= LONGEST_ACRONYM and _ACRONYM.fullmatch(word)):
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
    lower, index = word.lower(), _index()
    strong: list[Guess] = []
    weak: list[Guess] = []
    for size in range(min(len(lower) - 1, _longest()), 0, -1):
        new = not strong
        for row, ending, cases in index.get(lower[-size:], ()):
            if row.strong and new:
                strong.append(_guess(lower, row, ending, cases))
            elif not row.strong and may_be_weak and (unlikely or not strong):
                weak.append(_guess(lower, row, ending, cases))
    return (*strong, *weak) if unlikely or not strong else tuple(strong)


def _guess(word: str, row: Row, ending: str, cases: frozenset[str], known: bool = False) -> Guess:
    stem = word[: len(word) - len(ending)]
    weight = 0.0 if known else row.weight + LONG_ENDING * max(0, len(ending) - 1)
    return Guess(
        stem + row.nominative, fold(stem + row.lemma), row.gender, cases, row.sorts, not row.endings, weight, row.strong or known, known
    )


@cache
def _index() -> dict[str, list[tuple[Row, str, frozenset[str]]]]:
    """End of a word (end of the stem, case ending) -> the rows it may belong to."""
    out: dict[str, list[tuple[Row, str, frozenset[str]]]] = {}
    for row in _rows():
        for ending, cases in row.forms().items():
            for stem in row.stems:
                out.setdefault(stem + ending, []).append((row, ending, cases))
    return out


@cache
def _longest() -> int:
    return max(map(len, _index()))


@cache
def _listed() -> dict[str, tuple[Guess, ...]]:
    """Form -> the listed names it may be."""
    out: dict[str, dict[Guess, None]] = {}
    names = _load("names.yaml")
    for sort, gender, listed in (("Name", "masc", names["men"]), ("Name", "femn", names["women"]),
                                 ("Surn", "masc", names["surnames"]), ("Surn", "femn", names["surnames"])):
        for name in listed.lower().split():
            for form, guess in _declined(name, sort, gender):
                out.setdefault(form, {})[guess] = None
    return {form: tuple(found) for form, found in out.items()}


def _declined(name: str, sort: str, gender: str) -> Iterator[tuple[str, Guess]]:
    """The forms of a listed name, by the first row that has its nominative; a name that none has does not change."""
    fixed = Row((), (), "", "", gender, frozenset([sort]), 0.0, True)
    row = next((r for r in _rows() if r.gender in (gender, "ms-f") and sort in r.sorts and name.endswith(r.nominatives)), fixed)
    row = attrs.evolve(row, gender=gender, sorts=frozenset([sort]))
    stem = name[: len(name) - len(row.nominative)]
    for ending, cases in row.forms().items():
        yield stem + ending, _guess(stem + ending, row, ending, cases, known=True)


@cache
def _rows() -> tuple[Row, ...]:
    tables = _load("declensions.yaml")
    entries = [(entry, key) for key in ("suffixes", "endings") for entry in tables[key]]
    return tuple(row for entry, key in entries for row in _rows_of(entry, tables["declensions"][entry["as"]], tables["weights"][key]))


def _rows_of(entry: dict[str, Any], declension: dict[str, Any], usual: float) -> Iterator[Row]:
    stems, sorts = tuple(entry["stem"].split()), frozenset(entry["sort"].split())
    weight = entry.get("weight", usual)
    lemma: str | None = None
    for key, cells in declension.items():
        endings = () if cells == "fixed" else tuple(tuple("" if e == "-" else e for e in cell.split("|")) for cell in cells)
        nominative = endings[0][0] if endings else ""
        lemma = nominative if lemma is None else lemma
        yield Row(stems, endings, nominative, lemma, "ms-f" if key == "both" else key, sorts, weight, weight > WEAK)
    if entry.get("women") == "fixed":
        yield Row(stems, (), lemma or "", lemma or "", "femn", sorts, weight, weight > WEAK)


@cache
def _common() -> frozenset[str]:
    return frozenset(fold(_load("names.yaml")["common"]).split())


@cache
def _particles(key: str) -> frozenset[str]:
    return frozenset(_load("particles.yaml")[key].split())


@cache
def _never() -> tuple[str, ...]:
    return tuple(_load("declensions.yaml")["never"].split())


@cache
def _load(name: str) -> dict[str, Any]:
    tables: dict[str, Any] = yaml.load((DATA / name).read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return tables
