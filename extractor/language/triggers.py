"""The words without which no rule can make a record: they decide which sentences are analysed at all.

Comes in: compiled rules. Goes out: a `Filter`. A rule needs a word of each of several sets (its trigger's words, the
words of roles that must be filled); a sentence without one of each set cannot match it. The filter is sound because
forms come from every homonym's paradigm; a lemma of a pattern that the dictionary does not know, or a form that a
scanner of words cannot see, makes its set unknown. Names in lexicons that the dictionary does not know have the forms
its predictor gives them, as words of texts have lemmas.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Protocol

from ..lexicon.entries import LexiconIndex, Part
from .constraints import Constraint, fold
from .frequencies import share
from .program import JUMP, LOOK, MATCH, MENTION, SPLIT, TOKEN, Code, Filter, FrameRule, Instruction, PhraseRule

Forms = frozenset[str] | None  # None: any word
MOST_SETS = 4  # kept of a rule


class Vocabulary(Protocol):
    """What is asked of a language's morphology."""

    def forms(self, lemma: str) -> frozenset[str]:
        """Every folded form of a lemma; none where the dictionary does not know it."""

    def all_forms(self, lemma: str) -> frozenset[str]:
        """The same, guessed where the dictionary does not know it."""


class Triggers:
    """Collects the word sets that rules need."""

    def __init__(
        self,
        words: "Vocabulary",
        lexicons: LexiconIndex,
        constraints: Sequence[Constraint],
        phrases: Sequence[PhraseRule],
    ) -> None:
        self.words, self.constraints, self.lexicons = words, constraints, lexicons
        self._lexicon_forms = self._forms_of_lexicons()
        self._constraint_forms: dict[int, Forms] = {}
        self._type_forms: dict[str, Forms] = {}
        self._phrases: dict[str, list[PhraseRule]] = {}
        for phrase in phrases:
            self._phrases.setdefault(phrase.type, []).append(phrase)

    def filter(self, frames: Iterable[FrameRule], phrases: Iterable[PhraseRule]) -> Filter:
        """The filter for rules that make records."""
        needs = [(self.of_frame(f), "") for f in frames] + [(self.of_code(p.code), p.type) for p in phrases]
        sets = sorted({f for need, _ in needs for f in need}, key=lambda forms: (frequency(forms), sorted(forms)))
        numbers = {forms: number for number, forms in enumerate(sets)}
        words: dict[str, int] = {}
        for forms, number in numbers.items():
            for form in forms:
                words[form] = words.get(form, 0) | 1 << number
        by_rarest: dict[int, dict[int, set[str]]] = {}
        for need, kind in needs:
            if need:
                members = [numbers[forms] for forms in need]
                combination = sum(1 << n for n in set(members))
                by_rarest.setdefault(min(members), {}).setdefault(combination, set()).add(kind)
        scanned = frozenset(form for number in by_rarest for form in sets[number])
        return Filter(
            words,
            {
                1 << n: tuple((mask, tuple(sorted(kinds))) for mask, kinds in sorted(masks.items()))
                for n, masks in sorted(by_rarest.items())
            },
            sum(1 << n for n in by_rarest),
            scanned,
            any(not need for need, _ in needs),
        )

    def of_frame(self, frame: FrameRule) -> frozenset[frozenset[str]]:
        """A set for each word of the trigger, and for each role that must be filled and its preposition, as far as they
        are known.
        """
        found = [self.of_constraint(word.bit) for word in (frame.anchor, *frame.companions)]
        needed = [role for role in frame.roles if not role.optional]
        found += [self.of_types(role.types) for role in needed]
        found += [
            _union([self.of_constraint(bit) for bit, _ in role.prepositions]) for role in needed if role.prepositions
        ]
        return frozenset(forms for forms in found if forms is not None)

    def of_code(self, code: Code) -> frozenset[frozenset[str]]:
        """The sets of which every match has a word. Every jump leads forward, so one pass from the end tells."""
        length = len(code.instructions)
        needs: list[frozenset[frozenset[str]] | None] = [None] * (length + 1)  # None: no match goes on here
        for pc in range(length - 1, -1, -1):
            i = code.instructions[pc]
            if i.op == MATCH:
                needs[pc] = frozenset()
            elif i.op == SPLIT:
                needs[pc] = either(needs[i.a], needs[i.b])
            elif i.op == JUMP:
                needs[pc] = needs[i.a]
            else:
                then = needs[pc + 1]
                needs[pc] = None if then is None else few(then | self.of_instruction(i))
        return needs[0] or frozenset()

    def of_instruction(self, i: Instruction) -> frozenset[frozenset[str]]:
        """The sets that one element needs; what it only looks at must stand in the sentence too."""
        if i.op == LOOK and i.code is not None and not i.negative:
            return self.of_code(i.code)
        own = self.of_constraint(i.bit) if i.op == TOKEN else self.of_types(i.types) if i.op == MENTION else None
        return frozenset() if own is None else frozenset([own])

    def of_type(self, name: str) -> Forms:
        """The forms one of which every mention of a type contains (types form no circles)."""
        if name.startswith("#"):
            return self._lexicon_forms.get(name[1:])
        if name not in self._type_forms:
            self._type_forms[name] = None
            options = [min(self.of_code(p.code), key=frequency, default=None) for p in self._phrases.get(name, ())]
            self._type_forms[name] = _union(options)
        return self._type_forms[name]

    def of_types(self, names: Iterable[str]) -> Forms:
        """The forms one of which every mention of one of these types contains."""
        return _union([self.of_type(name) for name in sorted(names)])

    def of_constraint(self, bit: int) -> Forms:
        """The forms of the tokens that can satisfy a constraint."""
        if bit not in self._constraint_forms:
            self._constraint_forms[bit] = self._of_clauses(self.constraints[bit])
        return self._constraint_forms[bit]

    def _of_clauses(self, constraint: Constraint) -> Forms:
        options: list[Forms] = []
        for wanted, _ in constraint.clauses:
            known = [forms for kind, name in sorted(wanted) if (forms := self._of_atom(kind, name)) is not None]
            options.append(min(known, key=frequency, default=None))
        return _union(options)

    def _of_atom(self, kind: str, name: str) -> Forms:
        if kind == "form":
            return _visible({fold(name)})
        if kind == "lemma":
            forms = self.words.forms(name)
            return _visible(forms | {name}) if forms else None
        return self._lexicon_forms.get(name) if kind == "lexicon" else None

    def _forms_of_lexicons(self) -> dict[str, Forms]:
        """Of each lexicon, the forms of a word of each of its names: of several words the one met least often, and
        rather one that another name brings already («мирный договор» beside «договор»).
        """
        found: dict[str, set[str]] = {}
        names = [self.lexicons.name(number) for number in range(len(self.lexicons.names))]
        for name in sorted(names, key=lambda n: len(n.parts)):
            known = found.setdefault(name.lexicon, set())
            options = [self._forms_of_part(part) for part in name.parts]
            if not any(option <= known for option in options):
                known |= min(options, key=frequency)
        return {lexicon: _visible(forms) for lexicon, forms in found.items()}

    def _forms_of_part(self, part: Part) -> frozenset[str]:
        """Every form in which a word of a name can stand."""
        spelt = {word for word in (part.fold, fold(part.exact)) if word}
        return part.forms.union(spelt, part.lemmas, *(self.words.all_forms(lemma) for lemma in part.lemmas))


def either(
    a: frozenset[frozenset[str]] | None, b: frozenset[frozenset[str]] | None
) -> frozenset[frozenset[str]] | None:
    """What a choice needs: what both ways need, and a word of the rarest set of the one or of the other."""
    if a is None or b is None:
        return b if a is None else a
    both, left, right = a & b, a - b, b - a
    return few(both | {rarest(left) | rarest(right)}) if left and right else both


def few(sets: frozenset[frozenset[str]]) -> frozenset[frozenset[str]]:
    """The rarest few of several sets."""
    return (
        frozenset(sorted(sets, key=lambda forms: (frequency(forms), sorted(forms)))[:MOST_SETS])
        if len(sets) > MOST_SETS
        else sets
    )


def rarest(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    """The set whose words are met least often."""
    return min(sets, key=lambda forms: (frequency(forms), sorted(forms)))


def _union(options: Sequence[Forms]) -> Forms:
    """Any of several sets; unknown where one of them is."""
    known = [forms for forms in options if forms is not None]
    return frozenset().union(*known) if len(known) == len(options) else None


def _visible(forms: Iterable[str]) -> Forms:
    """The forms, unless a scanner of words could miss one of them («т.е.»)."""
    found = frozenset(forms)
    return found if all(form.replace("-", "").replace("'", "").isalnum() for form in found) else None


@cache
def frequency(forms: frozenset[str]) -> float:
    """The share of sentences likely to have one of a set of forms."""
    return share(forms)
