"""Interned word forms: what a token satisfies, computed once for each distinct form.

Comes in: token texts, the compiled constraints of a program, a morphology. Goes out: `Form`s with a mask (a bit for
every constraint that some analysis satisfies) and, for a constraint, the readings of the analyses that do. Does not
know sentences or rules.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

import re2

from ..language.constraints import CONTEXTUAL, KNOWN, Atom, Constraint
from ..language.program import Code, Entry, Program, Starts
from ..lexicon.entries import LexiconName
from ..morphology.analysis import Analysis
from ..text.segment import fold

LONGEST_FOR_REGEX = 64
FIRST, QUOTED = 1, 2
NOMINAL = frozenset({"NOUN", "NPRO"})
ATTRIBUTIVE = frozenset({"ADJF", "PRTF"})
CAPACITY = 200_000
Matches = Callable[[str], object | None]
VARIABLE_REPEAT = re.compile(r"[*+?]|\{\d+,\d*\}")


class Then(NamedTuple):
    """What must follow a form for a pattern to match: a token with one of the constraints or lexicons, or, where the
    pattern begins with a mention, what its entries tell.
    """

    bits: int
    lexicons: frozenset[str]
    mentions: tuple[Entry, ...]


class Form:
    """One distinct word form in one surrounding (sentence start, quotation), under one program."""

    __slots__ = (
        "_readings",
        "analyses",
        "attributive",
        "fold",
        "lexicons",
        "mask",
        "names",
        "nominal",
        "norm",
        "own",
        "rows",
        "starters",
    )

    def __init__(
        self,
        norm: str,
        folded: str,
        rows: tuple[tuple[int, Analysis], ...],
        names: tuple[LexiconName, ...],
        mask: int,
        starters: dict[Any, tuple[Any, ...]],
    ) -> None:
        self.norm, self.fold, self.rows = norm, folded, rows
        self.analyses = tuple(analysis for _, analysis in rows)
        self.names = tuple(name for name in names if name.may_begin(self))
        self.mask = mask
        self.nominal = any(a.pos in NOMINAL for a in self.analyses)
        self.own = reduce(or_, (a.readings for a in self.analyses), 0)
        self.attributive = reduce(or_, (a.readings for a in self.analyses if a.pos in ATTRIBUTIVE), 0)
        self.lexicons = frozenset(name.lexicon for name in self.names)
        self.starters = starters  # of each type asked for: what may begin with this form; of a set of types: which may
        self._readings: dict[int, int] = {}

    def readings(self, bit: int) -> int:
        """The readings of the analyses that satisfy a constraint, by its index; 0 where none does."""
        found = self._readings.get(bit)
        if found is None:
            found = 0
            for satisfied, analysis in self.rows:
                if satisfied >> bit & 1:
                    found |= analysis.readings
            self._readings[bit] = found
        return found

    def can_start(self, starts: Starts) -> bool:
        """Can a match that begins so begin with this form?"""
        return bool(self.mask & starts.bits) or starts.open or not self.lexicons.isdisjoint(starts.lexicons)

    def beginning(self, type_name: str, program: Program) -> tuple[Any, ...]:
        """What can begin with this form: of a lexicon (`#name`) its names, of a type its rules."""
        if type_name[0] == "#":
            return tuple(name for name in self.names if name.lexicon == type_name[1:])
        rules = program.phrases.get(type_name, ())
        return tuple((rule, self.then(rule.code)) for rule in rules if self.can_start(rule.code.starts))

    def then(self, code: Code) -> Then | None:
        """What must follow for a match that begins with this form; None where that cannot be told."""
        bits, lexicons, mentions = 0, frozenset[str](), []
        for entry in code.entries or ():
            if entry.bit < 0:
                mentions.append(entry)
            elif self.mask >> entry.bit & 1:
                if entry.after is None or entry.after.open:
                    return None
                bits |= entry.after.bits
                lexicons |= entry.after.lexicons
        return None if code.entries is None else Then(bits, lexicons, tuple(mentions))

    def kinds(self, types: frozenset[str] | tuple[str, ...], program: Program) -> tuple[str, ...]:
        """Those of some types whose mentions can begin with this form, in a settled order."""
        found = self.starters.get(types)
        if found is None:
            for name in types:
                if name not in self.starters:
                    self.starters[name] = self.beginning(name, program)
            found = self.starters[types] = tuple(name for name in sorted(types) if self.starters[name])
        return found

    def satisfying(self, bit: int) -> list[Analysis]:
        """The analyses that satisfy a constraint."""
        return [analysis for satisfied, analysis in self.rows if satisfied >> bit & 1]


class Vocabulary:
    """The forms seen so far under a program; bounded, and shared by all documents."""

    def __init__(self, program: Program, analyse: Callable[[str], tuple[Analysis, ...]]) -> None:
        self.program, self.analyse = program, analyse
        self._tests = _Atoms(program.constraints, program)
        self._forms: dict[tuple[str, int], Form] = {}
        self._starters: dict[int, dict[Any, tuple[Any, ...]]] = {}

    def form(self, norm: str, surrounding: int = 0) -> Form:
        """The form of a token; `surrounding` is FIRST and QUOTED, or-ed, as far as some rule asks for them."""
        key = (norm, surrounding & self._tests.surroundings)
        found = self._forms.get(key)
        if found is None:
            if len(self._forms) >= CAPACITY:
                self._forms.clear()
                self._starters.clear()
            found = self._forms[key] = self._make(*key)
        return found

    def _make(self, norm: str, surrounding: int) -> Form:
        folded = fold(norm)
        analyses = self.analyse(norm)
        surface = self._tests.of_surface(norm, folded, surrounding)
        rows = tuple((self._tests.satisfied(surface | self._tests.of_analysis(a)), a) for a in analyses)
        names = self.program.lexicons.starting(folded, analyses)
        mask = 0
        for satisfied, _ in rows:
            mask |= satisfied
        # forms without names that satisfy the same tests can begin the same rules
        starters = {} if names else self._starters.setdefault(mask, {})
        return Form(norm, folded, rows, names, mask, starters)


class _Atoms:
    """Numbers the atomic tests of a program and evaluates constraints over sets of them."""

    def __init__(self, constraints: Iterable[Constraint], program: Program) -> None:
        self.numbers: dict[Atom, int] = {}
        self.pivots: dict[
            int, list[tuple[int, int, int]]
        ] = {}  # atom -> (constraint bit, atoms wanted, atoms not wanted)
        self.unconditional: list[tuple[int, int, int]] = []
        self.surroundings = 0
        self._by_set: dict[int, int] = {}
        self._by_tag: dict[frozenset[str], int] = {}
        for index, constraint in enumerate(constraints):
            for wanted, unwanted in constraint.clauses:
                self._add(1 << index, wanted, unwanted)
        self.lemmas = {name: 1 << n for (kind, name), n in self.numbers.items() if kind == "lemma"}
        self.grammemes = [(name, 1 << n) for (kind, name), n in self.numbers.items() if kind == "grammeme"]
        self.known = dict(self.grammemes).get(KNOWN, 0)
        self.surface = [
            (SURFACE_TESTS[name], 1 << n)
            for (kind, name), n in self.numbers.items()
            if kind == "surface" and name not in CONTEXTUAL
        ]
        self.contextual = {
            name: 1 << n for (kind, name), n in self.numbers.items() if kind == "surface" and name in CONTEXTUAL
        }
        self.surroundings = (FIRST if "first" in self.contextual else 0) | (
            QUOTED if "quoted" in self.contextual else 0
        )
        self.exact = {
            name: 1 << n for (kind, name), n in self.numbers.items() if kind == "form" and name != name.lower()
        }
        self.folded: dict[str, int] = {}
        for (kind, name), n in self.numbers.items():
            if kind == "form" and name == name.lower():  # «её» and «ее» are two tests of one spelling
                self.folded[fold(name)] = self.folded.get(fold(name), 0) | 1 << n
        self.regexes = _grouped({name: 1 << n for (kind, name), n in self.numbers.items() if kind == "regex"})
        self._index_lexicons(program)

    def _add(self, bit: int, wanted: frozenset[Atom], unwanted: frozenset[Atom]) -> None:
        need = sum(1 << self.numbers.setdefault(atom, len(self.numbers)) for atom in sorted(wanted))
        forbid = sum(1 << self.numbers.setdefault(atom, len(self.numbers)) for atom in sorted(unwanted))
        if not need:
            self.unconditional.append((bit, need, forbid))
            return
        pivot = min(wanted, key=lambda a: (RARITY[a[0]], a))
        self.pivots.setdefault(self.numbers[pivot], []).append((bit, need, forbid))

    def _index_lexicons(self, program: Program) -> None:
        """Which lemmas and spellings are one-token names of the lexicons that tests name."""
        self.by_lemma: dict[str, int] = {}
        self.by_spelling: dict[str, int] = {}
        for (kind, name), number in self.numbers.items():
            if kind == "lexicon":
                lemmas, spellings = program.lexicons.singles[name]
                for lemma in lemmas:
                    self.by_lemma[lemma] = self.by_lemma.get(lemma, 0) | 1 << number
                for spelling in spellings:
                    self.by_spelling[spelling] = self.by_spelling.get(spelling, 0) | 1 << number

    def of_surface(self, norm: str, folded: str, surrounding: int) -> int:
        """The atoms that hold of a form whatever its analysis."""
        found = (
            self.exact.get(norm, 0)
            | self.folded.get(folded, 0)
            | self.by_spelling.get(folded, 0)
            | self.by_spelling.get(norm, 0)
        )
        for test, bit in self.surface:
            if test(norm):
                found |= bit
        if len(norm) <= LONGEST_FOR_REGEX:
            for any_matches, regexes in self.regexes:
                if any_matches(norm) is not None:
                    for matches, bit in regexes:
                        if matches(norm) is not None:
                            found |= bit
        if surrounding & FIRST:
            found |= self.contextual["first"]
        if surrounding & QUOTED:
            found |= self.contextual["quoted"]
        return found

    def of_analysis(self, analysis: Analysis) -> int:
        """The atoms that hold of one analysis."""
        tag = self._by_tag.get(analysis.grammemes)
        if tag is None:
            tag = sum(bit for name, bit in self.grammemes if name in analysis.grammemes)
            self._by_tag[analysis.grammemes] = tag
        known = self.known if analysis.known else 0
        return tag | known | self.lemmas.get(analysis.lemma, 0) | self.by_lemma.get(analysis.lemma, 0)

    def satisfied(self, atoms: int) -> int:
        """The constraints that a set of atoms satisfies, as a mask."""
        found = self._by_set.get(atoms)
        if found is None:
            found = 0
            for bit, _, forbid in self.unconditional:
                if not atoms & forbid:
                    found |= bit
            rest = atoms
            while rest:
                low = rest & -rest
                rest ^= low
                for bit, need, forbid in self.pivots.get(low.bit_length() - 1, ()):
                    if atoms & need == need and not atoms & forbid:
                        found |= bit
            if len(self._by_set) >= CAPACITY:
                self._by_set.clear()
            self._by_set[atoms] = found
        return found


RARITY = {"lemma": 0, "form": 1, "regex": 2, "lexicon": 3, "surface": 4, "grammeme": 5}
SURFACE_TESTS: dict[str, Callable[[str], bool]] = {
    "cap": lambda w: w[:1].isupper(),
    "upper": lambda w: len(w) > 1 and w.isupper(),
    "latin": lambda w: w.isascii() and w[:1].isalpha(),
    "digit": lambda w: w[:1].isdigit(),
    "word": lambda w: w[:1].isalpha(),
}


def _grouped(bits: Mapping[str, int]) -> list[tuple[Matches, list[tuple[Matches, int]]]]:
    """Regular expressions with their bits in two groups, each behind one that matches where any of its group does: most
    words match none.

    The standard library's run where they cannot explode, RE2 (linear whatever is written) elsewhere.
    """
    groups: dict[Any, list[str]] = {re.compile: [], re2.compile: []}
    for source in bits:
        groups[re.compile if _is_tame(source) else re2.compile].append(source)
    return [
        (
            make("|".join(f"(?:{source})" for source in sources)).fullmatch,
            [(make(source).fullmatch, bits[source]) for source in sources],
        )
        for make, sources in groups.items()
        if sources
    ]


def _is_tame(source: str) -> bool:
    """At most two variable repeats and none of a group: at worst quadratic in a token, and means the same in both
    libraries.
    """
    if len(VARIABLE_REPEAT.findall(source)) > 2 or ")*" in source or ")+" in source or "){" in source:
        return False
    try:
        re.compile(source)
    except re.error:
        return False
    return True
