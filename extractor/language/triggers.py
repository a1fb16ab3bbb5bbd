"""The words without which no rule can make a record: the forms that decide which sentences are analysed at all.

Comes in: compiled rules. Goes out: a set of folded forms, and whether some rule has no such word (then every sentence is analysed).
A trigger set is sound because forms come from every homonym's paradigm, in both spellings of ё, and a lemma that the dictionary does
not know makes its rule unfiltered.
"""
from collections.abc import Callable, Iterable, Sequence

from ..lexicon.entries import LexiconIndex
from .constraints import Constraint, fold
from .program import JUMP, MATCH, MENTION, SPLIT, TOKEN, Code, FrameRule, PhraseRule

Forms = frozenset[str] | None  # None: any word


class Triggers:
    """Collects trigger forms."""

    def __init__(self, forms: Callable[[str], frozenset[str]], lexicons: LexiconIndex, constraints: Sequence[Constraint]) -> None:
        self.forms, self.constraints = forms, constraints
        self.lexicons = lexicons
        self._lexicon_forms: dict[str, Forms] = {}
        self._constraint_forms: dict[int, Forms] = {}
        self._phrases: dict[str, list[PhraseRule]] = {}
        self._type_forms: dict[str, Forms] = {}

    def of(self, frames: Iterable[FrameRule], phrases: Sequence[PhraseRule]) -> tuple[frozenset[str], bool]:
        """(forms, unfiltered)"""
        found: set[str] = set()
        unfiltered = False
        for phrase in phrases:
            self._phrases.setdefault(phrase.type, []).append(phrase)
        for forms in [self.of_frame(f) for f in frames] + [self.of_code(p.code) for p in phrases if p.record]:
            unfiltered = unfiltered or forms is None
            found |= forms or frozenset()
        return frozenset(found), unfiltered

    def of_frame(self, frame: FrameRule) -> Forms:
        """The forms of the anchor, or of a role that must be filled where those are fewer («представлять» угрозу)."""
        options = [self.of_constraint(frame.anchor.bit)]
        for role in frame.roles:
            fillers = [] if role.optional else [self.of_type(name) for name in role.types]
            known = [forms for forms in fillers if forms is not None]
            if fillers and len(known) == len(fillers):
                options.append(frozenset().union(*known))
        return min((forms for forms in options if forms is not None), key=len, default=None)

    def of_constraint(self, bit: int) -> Forms:
        """The forms of the tokens that can satisfy a constraint."""
        if bit not in self._constraint_forms:
            self._constraint_forms[bit] = self._of_clauses(self.constraints[bit])
        return self._constraint_forms[bit]

    def _of_clauses(self, constraint: Constraint) -> Forms:
        found: set[str] = set()
        for wanted, _ in constraint.clauses:
            options = [self._of_atom(kind, name) for kind, name in sorted(wanted)]
            known = [o for o in options if o is not None]
            if not known:
                return None
            found |= min(known, key=len)
        return frozenset(found)

    def _of_atom(self, kind: str, name: str) -> Forms:
        if kind == "form":
            return frozenset([fold(name)])
        if kind == "lemma":
            return self.forms(name) or None
        return self.of_lexicon(name) if kind == "lexicon" else None

    def of_lexicon(self, lexicon: str) -> Forms:
        """The forms of the first words of a lexicon's names."""
        if lexicon not in self._lexicon_forms:
            found: set[str] = set()
            for number in range(len(self.lexicons.names)):
                name = self.lexicons.name(number)
                if name.lexicon == lexicon:
                    first = name.parts[0]
                    found |= {first.fold, fold(first.exact)} | first.forms | first.lemmas
                    for lemma in first.lemmas:
                        found |= self.forms(lemma)
            self._lexicon_forms[lexicon] = frozenset(found - {""}) or None
        return self._lexicon_forms[lexicon]

    def of_type(self, name: str) -> Forms:
        """The forms one of which every mention of a type contains (types form no circles)."""
        if name.startswith("#"):
            return self.of_lexicon(name[1:])
        if name not in self._type_forms:
            options = [self.of_code(phrase.code) for phrase in self._phrases.get(name, ())]
            known = [forms for forms in options if forms is not None]
            self._type_forms[name] = frozenset().union(*known) if len(known) == len(options) else None
        return self._type_forms[name]

    def of_code(self, code: Code) -> Forms:
        """The forms one of which every match of a pattern contains: the smallest set that cuts every way through the instructions."""
        best: Forms = None
        for pc, instruction in enumerate(code.instructions):
            if instruction.op in (TOKEN, MENTION) and unavoidable(code, pc):
                forms = self._of_instruction_group(code, pc)
                if forms is not None and (best is None or len(forms) < len(best)):
                    best = forms
        return best if best is not None else self._of_first(code)

    def _of_instruction_group(self, code: Code, pc: int) -> Forms:
        instruction = code.instructions[pc]
        if instruction.op == TOKEN:
            return self.of_constraint(instruction.bit)
        found: set[str] = set()
        for name in instruction.types:
            forms = self.of_type(name)
            if forms is None:
                return None
            found |= forms
        return frozenset(found)

    def _of_first(self, code: Code) -> Forms:
        """Where no single element is unavoidable: the union over everything a match can begin with."""
        if code.starts.open:
            return None
        found: set[str] = set()
        for bit in range(code.starts.bits.bit_length()):
            if code.starts.bits >> bit & 1:
                forms = self.of_constraint(bit)
                if forms is None:
                    return None
                found |= forms
        for name in sorted(code.starts.types) + [f"#{x}" for x in sorted(code.starts.lexicons)]:
            forms = self.of_type(name)
            if forms is None:
                return None
            found |= forms
        return frozenset(found)


def unavoidable(code: Code, avoided: int) -> bool:
    """Does every way from start to match pass through this instruction?"""
    seen, todo = {avoided}, [0]
    while todo:
        pc = todo.pop()
        if pc in seen:
            continue
        seen.add(pc)
        i = code.instructions[pc]
        if i.op == MATCH:
            return False
        todo += [i.a, i.b] if i.op == SPLIT else [i.a] if i.op == JUMP else [pc + 1]
    return True
