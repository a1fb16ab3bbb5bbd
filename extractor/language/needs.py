"""What a phrase cannot do without: rare words, one of which must stand at most so many tokens after its start.

Comes in: the compiled codes of all phrase types, the tests, the longest name of each lexicon. Goes out: for each code its needs. Where one is
not met the code cannot match and is not run, which is what makes a phrase cheap that may begin with any "the". Does not know words.
"""
from collections.abc import Iterable, Mapping, Sequence

import attrs

from ..lexicon.entries import LexiconName
from .constraints import Atom, Constraint
from .guards import ANYTHING, Guards, last
from .program import ANY, EDGE, JUMP, LONGEST_MATCH, LOOK, MATCH, MENTION, SPLIT, TOKEN, WINDOWS, Code, PhraseRule

Symbol = int | str                     # the index of a test; the name of a lexicon
Needs = dict[frozenset[Symbol], int]   # one of these stands at most so many tokens after the start
COMMON, FREQUENT = 0.15, 0.6           # what more than this share of words may satisfy is not worth a look, or only at the very start
NEAR = 1                               # tokens from the start
LEXICON, LEMMA, SHORT, CAPITAL, OPEN = 0.02, 0.004, 0.04, 0.12, 1.0  # shares, roughly
MOST = 4


class NeedFinder:
    """Works out needs; those of a type's phrases when first asked for."""

    def __init__(self, codes: Mapping[str, Sequence[Code]], constraints: Sequence[Constraint], longest: Mapping[str, int]) -> None:
        self.codes, self.constraints, self.longest = codes, constraints, longest
        self._weights: dict[Symbol, float] = {}
        self._types: dict[str, tuple[Needs, int]] = {}

    def of(self, code: Code) -> tuple[Needs, int]:
        """The needs of a code, and the most tokens it can take. Every jump leads forward, so one pass from the end tells."""
        length = len(code.instructions)
        needs: list[Needs] = [{} for _ in range(length + 1)]
        widths = [0] * (length + 1)
        for pc in range(length - 1, -1, -1):
            i = code.instructions[pc]
            if i.op == MATCH:
                continue
            if i.op == SPLIT:
                needs[pc], widths[pc] = self.either(needs[i.a], needs[i.b]), max(widths[i.a], widths[i.b])
            elif i.op == JUMP:
                needs[pc], widths[pc] = needs[i.a], widths[i.a]
            elif i.op in (TOKEN, ANY, MENTION):
                own, width = ({}, 1) if i.op == ANY else ({frozenset([i.bit]): 0}, 1) if i.op == TOKEN else self.of_types(i.types)
                needs[pc], widths[pc] = self.both(own, needs[pc + 1], width), min(LONGEST_MATCH, width + widths[pc + 1])
            else:
                ahead = self.of(i.code)[0] if i.op == LOOK and i.flag and not i.negative and i.code is not None else {}
                needs[pc], widths[pc] = self.both(ahead, needs[pc + 1], 0), widths[pc + 1]
        return needs[0], widths[0]

    def of_types(self, types: frozenset[str]) -> tuple[Needs, int]:
        """What every mention of one of these types needs, and the most tokens it can take."""
        found = [self._of_type(name) for name in sorted(types)]
        needs = found[0][0] if found else {}
        for more, _ in found[1:]:
            needs = self.either(needs, more)
        return needs, max((width for _, width in found), default=0)

    def _of_type(self, name: str) -> tuple[Needs, int]:
        if name.startswith("#"):
            return {frozenset([name[1:]]): 0}, self.longest.get(name[1:], 1)
        if name not in self._types:
            self._types[name] = ({}, LONGEST_MATCH)
            found = [self.of(code) for code in self.codes.get(name, ())]
            needs = found[0][0] if found else {}
            for more, _ in found[1:]:
                needs = self.either(needs, more)
            self._types[name] = (needs, max((width for _, width in found), default=0))
        return self._types[name]

    def both(self, first: Needs, then: Needs, width: int) -> Needs:
        """The needs of one element after another; `width`: the most tokens of the first."""
        found = dict(first)
        for symbols, reach in then.items():
            found[symbols] = min(found.get(symbols, LONGEST_MATCH - 1), reach + width)
        return self._best(found)

    def either(self, a: Needs, b: Needs) -> Needs:
        """The needs of a choice: a need of the one or a need of the other."""
        found: Needs = {}
        for symbols, reach in a.items():
            for others, far in b.items():
                joined = symbols | others
                found[joined] = min(found.get(joined, LONGEST_MATCH - 1), max(reach, far))
        return self._best(found)

    def _best(self, needs: Needs) -> Needs:
        """The rarest few, and the few that must be met at once; none that another one implies."""
        ranked = sorted((self.weight(symbols), reach, sorted(map(str, symbols)), symbols) for symbols, reach in needs.items())
        kept: Needs = {}
        room = {True: MOST, False: MOST}
        for weight, reach, _, symbols in ranked:
            near = reach <= NEAR
            if weight <= (FREQUENT if near else COMMON) and room[near] and not any(k <= symbols and r <= reach for k, r in kept.items()):
                kept[symbols] = reach
                room[near] -= 1
        return kept

    def weight(self, symbols: frozenset[Symbol]) -> float:
        """The share of words, roughly, that are one of these."""
        return sum(map(self._weight, symbols))

    def _weight(self, symbol: Symbol) -> float:
        found = self._weights.get(symbol)
        if found is None:
            found = LEXICON if isinstance(symbol, str) else sum(_share(wanted) for wanted, _ in self.constraints[symbol].clauses)
            self._weights[symbol] = found
        return found


def with_needs(
    phrases: Mapping[str, Sequence[PhraseRule]], constraints: Sequence[Constraint], names: Iterable[LexiconName], guards: Guards,
) -> tuple[dict[str, tuple[PhraseRule, ...]], tuple[int, ...]]:
    """The rules with what each cannot do without, and the needs of all of them as masks."""
    longest: dict[str, int] = {}
    for name in names:
        longest[name.lexicon] = max(longest.get(name.lexicon, 1), len(name.parts))
    finder = NeedFinder({t: [r.code for r in rules] for t, rules in phrases.items()}, constraints, longest)
    numbers: dict[frozenset[Symbol], int] = {}

    def ready(rule: PhraseRule) -> PhraseRule:
        windows: dict[int, int] = {}
        for symbols, reach in finder.of(rule.code)[0].items():
            at = window(reach)
            windows[at] = windows.get(at, 0) | 1 << numbers.setdefault(symbols, len(numbers))
        return attrs.evolve(rule, needs=tuple(sorted(windows.items())), before=before(rule.code))

    made = {t: tuple(map(ready, rules)) for t, rules in phrases.items()}
    return made, tuple(sum(1 << (s if isinstance(s, int) else guards.lexicons[s]) for s in symbols) for symbols in numbers)


def window(reach: int) -> int:
    """The index of the narrowest window that covers a reach."""
    return next(n for n, width in enumerate(WINDOWS) if width > reach)


def before(code: Code) -> int:
    """The tests one of which the token before a match must satisfy; `ANYTHING`, or 0 where there can be no such token."""
    for i in code.instructions:
        if i.op == EDGE and i.flag:
            return 0
        if i.op == LOOK and not i.flag and not i.negative and i.code is not None:
            return last(i.code.instructions)
        if i.op not in (LOOK, EDGE):
            return ANYTHING
    return ANYTHING


def _share(wanted: frozenset[Atom]) -> float:
    """Of the words, those that satisfy all of these: the rarest of them decides; short words are frequent ones."""
    words = [name for kind, name in wanted if kind in ("lemma", "form")]
    if words:
        return SHORT if min(map(len, words)) <= 3 else LEMMA
    if any(kind == "lexicon" for kind, _ in wanted):
        return LEXICON
    return CAPITAL if ("surface", "cap") in wanted else OPEN
