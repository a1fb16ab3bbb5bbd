"""Tests on one token, as the compiled rules hold them: disjunctive normal form over atomic tests.

Comes in: syntax trees of tests. Goes out: a `ConstraintTable` that gives each distinct constraint of the rule set one
index (one bit).
Does not know words: an atom is a name such as ("lemma", "встреча"); the matching floor decides which atoms an analysis
has.
"""

import re
from collections.abc import Iterable

import attrs
import re2

from . import syntax as s

MOST_CLAUSES = 64
SURFACE = frozenset({"cap", "upper", "latin", "digit", "word", "quoted", "first"})
CONTEXTUAL = frozenset({"quoted", "first"})
PARTS = frozenset(
    [
        "NOUN",
        "ADJF",
        "ADJS",
        "COMP",
        "VERB",
        "INFN",
        "PRTF",
        "PRTS",
        "GRND",
        "NUMR",
        "ADVB",
        "NPRO",
        "PRED",
        "PREP",
        "CONJ",
        "PRCL",
        "INTJ",
        "DET",
        "PNCT",
        "NUMB",
        "LATN",
        "ROMN",
        "UNKN",
    ]
)
RUSSIAN = frozenset(
    [
        "nomn",
        "gent",
        "datv",
        "accs",
        "ablt",
        "loct",
        "voct",
        "gen1",
        "gen2",
        "acc2",
        "loc1",
        "loc2",
        "sing",
        "plur",
        "masc",
        "femn",
        "neut",
        "past",
        "pres",
        "futr",
        "1per",
        "2per",
        "3per",
        "actv",
        "pssv",
        "perf",
        "impf",
        "tran",
        "intr",
        "indc",
        "impr",
        "anim",
        "inan",
        "Name",
        "Surn",
        "Patr",
        "Geox",
        "Orgn",
        "Trad",
        "Abbr",
        "Init",
        "Anum",
        "Apro",
        "Qual",
        "Supr",
        "Cmp2",
        "Fixd",
        "Sgtm",
        "Pltm",
        "ms-f",
        "Ms-f",
        "GNdr",
        "Prnt",
        "Infr",
        "Slng",
        "Arch",
        "Subx",
        "Poss",
        "Af-p",
        "Dmns",
        "Ques",
        "Prdx",
        "Coll",
    ]
)
ENGLISH = frozenset(
    [
        "sing",
        "plur",
        "masc",
        "femn",
        "neut",
        "past",
        "pres",
        "1per",
        "2per",
        "3per",
        "actv",
        "pssv",
        "Name",
        "Surn",
        "Prop",
        "Func",
        "Abbr",
        "Anum",
        "Cmp2",
        "Supr",
        "Poss",
        "Modl",
        "Auxl",
        "Neg",
        "Clit",
        "Refl",
        "Subx",
        "Objx",
        "Dmns",
        "Ques",
        "Geox",
        "Orgn",
        "Init",
    ]
)
KNOWN = "Dict"  # an analysis of the dictionary, no guess
GRAMMEMES = {"ru": PARTS | RUSSIAN | {KNOWN}, "en": PARTS | ENGLISH | {KNOWN}}
ALIASES = {
    "им": "nomn",
    "рд": "gent",
    "дт": "datv",
    "вн": "accs",
    "тв": "ablt",
    "пр": "loct",
    "ед": "sing",
    "мн": "plur",
    "мр": "masc",
    "жр": "femn",
    "ср": "neut",
}
CASES = frozenset({"nomn", "gent", "datv", "accs", "ablt", "loct"})
AGREEABLE = CASES | {"sing", "plur", "masc", "femn", "neut"}

Atom = tuple[str, str]
Clause = tuple[frozenset[Atom], frozenset[Atom]]  # every one of the first, none of the second


class TooComplex(Exception):
    """A test whose normal form is too large."""


@attrs.frozen
class Constraint:
    """A test on one token: satisfied by an analysis that satisfies one of the clauses."""

    clauses: tuple[Clause, ...]

    def lemmas(self) -> frozenset[str] | None:
        """The lemmas or forms one of which a satisfying token must have; None where it is open."""
        found: set[str] = set()
        for wanted, _ in self.clauses:
            words = {name for kind, name in wanted if kind == "lemma"}
            if not words:
                return None
            found |= words
        return frozenset(found)


def fold(word: str) -> str:
    """The key of lookups: lower case, ё as е."""
    return word.lower().replace("ё", "е")


def atom_of(node: s.Word | s.Form | s.Regex | s.Lexicon, lang: str) -> Atom:
    """The atom a leaf stands for: a known grammeme or surface test, else a lemma."""
    if isinstance(node, s.Form):
        return ("form", node.text)
    if isinstance(node, s.Regex):
        return ("regex", node.source)
    if isinstance(node, s.Lexicon):
        return ("lexicon", node.name)
    if node.name in SURFACE:
        return ("surface", node.name)
    name = ALIASES.get(node.name, node.name) if lang == "ru" else node.name
    return ("grammeme", name) if name in GRAMMEMES[lang] else ("lemma", fold(node.name))


def normal_form(test: s.Test, lang: str) -> tuple[Clause, ...]:
    """Disjunctive normal form. Raises `TooComplex` beyond `MOST_CLAUSES` clauses."""
    return _simplified(_clauses(test, lang, True))


def _clauses(test: s.Test, lang: str, wanted: bool) -> list[Clause]:
    if isinstance(test, s.Not):
        return _clauses(test.test, lang, not wanted)
    if isinstance(test, s.AllOf | s.AnyOf):
        parts = [_clauses(t, lang, wanted) for t in test.tests]
        if isinstance(test, s.AnyOf) == wanted:
            return [c for part in parts for c in part]
        product: list[Clause] = [(frozenset(), frozenset())]
        for part in parts:
            product = [(a | c, b | d) for a, b in product for c, d in part]
            if len(product) > MOST_CLAUSES * 4:
                raise TooComplex
        return product
    atom = frozenset([atom_of(test, lang)])
    return [(atom, frozenset())] if wanted else [(frozenset(), atom)]


def _simplified(clauses: Iterable[Clause]) -> tuple[Clause, ...]:
    kept = sorted({(w, n) for w, n in clauses if not w & n}, key=lambda c: (sorted(c[0]), sorted(c[1])))
    if len(kept) > MOST_CLAUSES:
        raise TooComplex
    return tuple(kept)


class ConstraintTable:
    """Gives every distinct constraint an index; rules hold indices, tokens hold the set of indices they satisfy as one
    integer.
    """

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.constraints: list[Constraint] = []
        self._index: dict[tuple[Clause, ...], int] = {}

    def add(self, clauses: tuple[Clause, ...]) -> int:
        """The index of the constraint with these clauses."""
        if clauses not in self._index:
            self._index[clauses] = len(self.constraints)
            self.constraints.append(Constraint(clauses))
        return self._index[clauses]

    def add_test(self, test: s.Test) -> int:
        """The index of the constraint a test stands for. Raises `TooComplex`."""
        return self.add(normal_form(test, self.lang))


GLOBAL_FLAGS = re.compile(r"\(\?[a-zA-Z-]+\)")


def regex_fault(source: str) -> str:
    """What is wrong with a regular expression, in RE2's words; "" where nothing is."""
    if GLOBAL_FLAGS.search(source):
        return "flags hold for a group: (?i:…)"
    options = re2.Options()
    options.log_errors = False
    options.max_mem = 1 << 20
    try:
        re2.compile(source, options)
    except re2.error as fault:
        words = fault.args[0]
        return words.decode() if isinstance(words, bytes) else str(words)
    return ""
