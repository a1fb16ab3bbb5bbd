"""The tables of names: how they are declined, which of their parts never change, which the dictionary lacks.

Comes in: nothing. Goes out: what `data/russian` says, ready to be looked up. Does not know the dictionary, nor how a
reading is chosen.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import attrs
import yaml

from extractor.morphology.analysis import CASES
from extractor.morphology.russian_spelling import fold

DATA = Path(__file__).parent / "data" / "russian"
WEAK = -1.5  # no heavier row is more than a guess by the last letter
_EVERY_CASE = frozenset(CASES)


@attrs.frozen(slots=True)
class Row:
    """A row of the tables for one gender.

    endings: of every case, the nominative first; () for a name that does not change.
    """

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
        every = dict.fromkeys(ending for endings in self.endings for ending in endings)
        return {
            one: frozenset(case for case, endings in zip(CASES, self.endings, strict=True) if one in endings)
            for one in every
        }


@cache
def index() -> dict[str, list[tuple[Row, str, frozenset[str]]]]:
    """End of a word (end of the stem, case ending) -> the rows it may belong to."""
    out: dict[str, list[tuple[Row, str, frozenset[str]]]] = {}
    for row in rows():
        for ending, cases in row.forms().items():
            for stem in row.stems:
                out.setdefault(stem + ending, []).append((row, ending, cases))
    return out


@cache
def longest() -> int:
    """The length of the longest end of a word that the index has."""
    return max(map(len, index()))


@cache
def rows() -> tuple[Row, ...]:
    """Every row, those by suffix first."""
    tables = _load("declensions.yaml")
    entries = [(entry, key) for key in ("suffixes", "endings") for entry in tables[key]]
    return tuple(
        row
        for entry, key in entries
        for row in _rows_of(entry, tables["declensions"][entry["as"]], tables["weights"][key])
    )


def _rows_of(entry: dict[str, Any], declension: dict[str, Any], usual: float) -> Iterator[Row]:
    stems, sorts = tuple(entry["stem"].split()), frozenset(entry["sort"].split())
    weight = entry.get("weight", usual)
    lemma: str | None = None
    for key, cells in declension.items():
        endings = (
            () if cells == "fixed" else tuple(tuple("" if e == "-" else e for e in cell.split("|")) for cell in cells)
        )
        nominative = endings[0][0] if endings else ""
        lemma = nominative if lemma is None else lemma
        yield Row(stems, endings, nominative, lemma, "ms-f" if key == "both" else key, sorts, weight, weight > WEAK)
    if entry.get("women") == "fixed":
        yield Row(stems, (), lemma or "", lemma or "", "femn", sorts, weight, weight > WEAK)


@cache
def names(key: str) -> tuple[str, ...]:
    """The listed names of men, women, the last names, the common given names; lower case."""
    return tuple(str(_load("names.yaml")[key]).lower().split())


def is_common(nominative: str) -> bool:
    """Whether it is a given name that many people have (ё = е)."""
    return fold(nominative) in _common()


def is_particle(word: str, last: bool = False) -> bool:
    """бен, ван дер, аль: a part of names that never changes; with a capital, only before another part."""
    return word in _particles("lower") or (not last and word in _particles("capital"))


def goes_first(word: str) -> bool:
    """A family name or a syllable of East Asian names: it does not change before another part."""
    return word in _particles("first")


@cache
def never() -> tuple[str, ...]:
    """The ends of unknown words that are no names."""
    return tuple(_load("declensions.yaml")["never"].split())


@cache
def beside() -> tuple[str, ...]:
    """The ends of nominatives that are guessed even of a word that the dictionary has, if it is rare."""
    return tuple(_load("declensions.yaml")["beside"].split())


@cache
def _common() -> frozenset[str]:
    return frozenset(fold(name) for name in names("common"))


@cache
def _particles(key: str) -> frozenset[str]:
    return frozenset(_load("particles.yaml")[key].split())


@cache
def _load(name: str) -> dict[str, Any]:
    tables: dict[str, Any] = yaml.load(
        (DATA / name).read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    )
    return tables
