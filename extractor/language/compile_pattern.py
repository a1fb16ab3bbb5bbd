"""Syntax tree of a pattern -> instructions.

Comes in: a parsed pattern and the scope its names are looked up in. Goes out: `Code`; every fault of meaning (unknown
names, bounds broken, gaps at an edge, look-around misused) goes to the problems. Does not know rules.
"""

from collections.abc import Callable, Iterator

import attrs

from ..morphology.analysis import ALL, Analysis, readings_of
from . import syntax as s
from .constraints import AGREEABLE, ALIASES, CASES, GRAMMEMES, SURFACE, ConstraintTable, TooComplex, regex_fault
from .declarations import MacroDeclaration, Pattern
from .homes import where_or_like
from .problems import Problems, did_you_mean
from .program import (
    ANY,
    CLOSE,
    EDGE,
    JUMP,
    LIST_CLOSE,
    LIST_NEXT,
    LIST_OPEN,
    LONGEST_MATCH,
    LOOK,
    MATCH,
    MENTION,
    MOST_CODE,
    MOST_VARIABLES,
    OPEN,
    SPLIT,
    TOKEN,
    Agreements,
    Code,
    Entry,
    Instruction,
    Starts,
)

LOOK_LIMIT = 8
LOOK_REACH = 16  # tokens
WIDEST_GAP = 32


@attrs.define
class Scope:
    """What names mean for one file: its language, the types of all files, the macros and lexicons it sees."""

    lang: str
    problems: Problems
    table: ConstraintTable
    types: dict[str, frozenset[str]]  # every type name -> the mention types it stands for
    macros: dict[str, MacroDeclaration]
    lexicons: frozenset[str]
    elsewhere: dict[str, str]  # macros and lexicons of files that are not imported -> the file
    knows: Callable[[str], bool]  # is this a lemma of the language?
    analyse: Callable[[str], tuple[Analysis, ...]]
    separators: tuple[tuple[int, ...], ...] = ()
    file: str = ""  # the rule file's path below its pack's root
    used_types: set[str] = attrs.field(factory=set)
    used_lexicons: set[str] = attrs.field(factory=set)


def compile_pattern(pattern: Pattern, scope: Scope, captures: set[str] | None = None) -> Code | None:
    """Compile; None where a fault was noted. `captures` receives the names of captures."""
    before = len(scope.problems.errors)
    maker = PatternMaker(pattern, scope)
    maker.check_edges(pattern.tree)
    maker.choice(pattern.tree)
    maker.emit(Instruction(MATCH))
    if captures is not None:
        captures |= maker.captures
    maker.check_bounds()
    if len(scope.problems.errors) > before:
        return None
    return _finish(maker)


def _finish(maker: "PatternMaker") -> Code:
    code = maker.settled()
    if first_of(code)[1]:
        maker.fault(
            0, "matches-nothing", "this pattern can match without any token", "make one of its elements obligatory"
        )
    return packed(code, 1 + len(maker.variables) + maker.lists)


def packed(code: tuple[Instruction, ...], registers: int) -> Code:
    """Instructions with what they can begin with; anything where they can match nothing."""
    starts, nullable = first_of(code)
    return Code(code, registers, Starts(open=True)) if nullable else Code(code, registers, starts, entries_of(code))


def first_of(code: tuple[Instruction, ...], start: int = 0) -> tuple[Starts, bool]:
    """What a match that goes on at an instruction can go on with, and whether it can end there."""
    bits, types, is_open, ends = 0, set[str](), False, False
    for i in next_of(code, start):
        if i.op == TOKEN:
            bits |= 1 << i.bit
        elif i.op == MENTION:
            types |= i.types
        elif i.op == ANY:
            is_open = True
        else:
            ends = True
    lexicons = frozenset(name[1:] for name in types if name.startswith("#"))
    return Starts(bits, lexicons, frozenset(name for name in types if not name.startswith("#")), is_open), ends


def next_of(code: tuple[Instruction, ...], start: int) -> list[Instruction]:
    """The instructions that take a token or end the match and can be reached from one without taking any."""
    found, seen, todo = [], set[int](), [start]
    while todo:
        pc = todo.pop()
        if pc in seen:
            continue
        seen.add(pc)
        i = code[pc]
        if i.op in (TOKEN, MENTION, ANY, MATCH):
            found.append(i._replace(a=pc))
        else:
            todo += [i.a, i.b] if i.op == SPLIT else [i.a] if i.op == JUMP else [pc + 1]
    return found


def entries_of(code: tuple[Instruction, ...]) -> tuple[Entry, ...] | None:
    """The elements a match can begin with, each with what must follow it; None where it can begin with anything."""
    entries = []
    for i in next_of(code, 0):
        if i.op == ANY:
            return None
        if i.op != MATCH:
            after, ends = first_of(code, i.a + 1)
            entries.append(
                Entry(i.bit if i.op == TOKEN else -1, tuple(sorted(i.types)), None if ends or after.open else after)
            )
    return tuple(sorted(entries, key=lambda e: (e.bit < 0, e.bit, e.types)))


class PatternMaker:
    """Emits the instructions of one pattern."""

    def __init__(self, pattern: Pattern, scope: Scope) -> None:
        self.pattern, self.scope = pattern, scope
        self.code: list[Instruction] = []
        self.variables: dict[str, int] = {}
        self.lists = 0
        self.captures: set[str] = set()
        self.macro_stack: list[str] = []
        self.in_look = False

    # -- faults ----------------------------------------------------------------------------------------------------

    def fault(self, at: int, code: str, message: str, hint: str = "", length: int = 1) -> None:
        self.scope.problems.error(self.pattern.at(at, length), code, message, hint)

    def check_edges(self, tree: s.Choice) -> None:
        """A gap means nothing at the edge of a pattern: it would take whatever is there."""
        for option in tree.options:
            for element in (option[0], option[-1]):
                if isinstance(element.atom, s.Gap):
                    self.fault(
                        element.atom.at,
                        "gap-at-edge",
                        "a gap cannot begin or end a pattern",
                        "remove it, or put an element beside it",
                        3,
                    )

    def check_bounds(self) -> None:
        if len(self.code) > MOST_CODE:
            self.fault(
                0,
                "too-large",
                f"this pattern unfolds into {len(self.code)} instructions, more than {MOST_CODE}",
                "use smaller counts",
            )
            return
        shortest = shortest_match(tuple(self.code))
        if shortest > LONGEST_MATCH:
            self.fault(
                0,
                "too-long",
                f"the shortest match of this pattern is {shortest} tokens; a match spans at most {LONGEST_MATCH}",
            )

    def settled(self) -> tuple[Instruction, ...]:
        """The instructions with the lists' hidden registers numbered after those of the variables."""
        lists = (LIST_OPEN, LIST_NEXT, LIST_CLOSE)
        return tuple(i._replace(a=len(self.variables) - i.a) if i.op in lists else i for i in self.code)

    # -- emitting --------------------------------------------------------------------------------------------------

    def emit(self, instruction: Instruction) -> int:
        if len(self.code) <= MOST_CODE:
            self.code.append(instruction)
        return len(self.code) - 1

    def patch(self, pc: int, *, a: int | None = None, b: int | None = None) -> None:
        old = self.code[pc]
        self.code[pc] = old._replace(a=old.a if a is None else a, b=old.b if b is None else b)

    def choice(self, tree: s.Choice) -> None:
        ends = []
        for number, option in enumerate(tree.options):
            last = number == len(tree.options) - 1
            split = None if last else self.emit(Instruction(SPLIT, a=len(self.code) + 1))
            for element in option:
                self.element(element)
            if split is not None:
                ends.append(self.emit(Instruction(JUMP)))
                self.patch(split, b=len(self.code))
        for end in ends:
            self.patch(end, a=len(self.code))

    def element(self, element: s.Element) -> None:
        if len(self.code) > MOST_CODE:
            return
        if element.name:
            if self.in_look:
                self.fault(
                    element.at,
                    "look-around",
                    "nothing can be captured inside look-around",
                    "move the capture out",
                    len(element.name),
                )
            self.captures.add(element.name)
        for _ in range(element.low):
            self.once(element)
        splits = []
        for _ in range(element.high - element.low):
            splits.append(self.emit(Instruction(SPLIT, a=len(self.code) + 1)))
            self.once(element)
        for split in splits:
            self.patch(split, b=len(self.code))

    def once(self, element: s.Element) -> None:
        atom, name = element.atom, element.name
        need, agree = self.need(element.morphs), self.agree(element.agreements)
        single = self.single(atom)
        if single is not None:
            self.emit(single._replace(need=need, agree=agree, name=name))
        elif isinstance(atom, s.Group):
            self.group(lambda: self.choice(atom.body), need, agree, name)
        elif isinstance(atom, s.Macro):
            self.group(lambda: self.macro(atom), need, agree, name)
        elif isinstance(atom, s.Form):
            self.group(lambda: self.forms(atom), need, agree, name)
        elif isinstance(atom, s.List):
            self.list(atom, need, agree, name)
        elif isinstance(atom, s.Gap):
            self.gap(atom)
        elif isinstance(atom, s.Edge):
            self.emit(Instruction(EDGE, flag=atom.start))
        elif isinstance(atom, s.Look):
            self.look(atom)
        if isinstance(atom, s.Gap | s.Edge | s.Look) and (
            name or element.morphs or element.agreements or element.high != 1
        ):
            self.fault(
                element.at,
                "look-around" if isinstance(atom, s.Look) else "bad-element",
                "this element takes no name, case, agreement or count",
            )

    def single(self, atom: s.Atom) -> Instruction | None:
        """The instruction of an atom that is one token or one mention."""
        if isinstance(atom, s.Lemma):
            return self.token(self.lemma(atom))
        if isinstance(atom, s.Regex):
            self.check_regex(atom)
            return self.token(atom)
        if isinstance(atom, s.Predicate):
            self.check_test(atom.test)
            return self.token(atom.test)
        if isinstance(atom, s.Form) and len(atom.text.split()) == 1:
            return self.token(atom)
        if isinstance(atom, s.Lexicon):
            self.check_lexicon(atom)
            return Instruction(MENTION, types=frozenset([f"#{atom.name}"]))
        if isinstance(atom, s.Mention):
            return Instruction(MENTION, types=self.types(atom))
        return None

    def token(self, test: s.Test) -> Instruction:
        try:
            return Instruction(TOKEN, bit=self.scope.table.add_test(test))
        except TooComplex:
            self.fault(0, "too-complex", "this test is too complex", "split it into alternatives of the pattern")
            return Instruction(ANY)

    def forms(self, atom: s.Form) -> None:
        """A form of several words: one after the other."""
        for word in atom.text.split():
            self.emit(self.token(s.Form(word)))

    def group(self, body: Callable[[], None], need: int, agree: Agreements, name: str | None) -> None:
        plain = need == ALL and not agree and name is None
        if not plain:
            self.emit(Instruction(OPEN, name=name))
        body()
        if not plain:
            self.emit(Instruction(CLOSE, need=need, agree=agree, name=name))

    def macro(self, atom: s.Macro) -> None:
        declared = self.scope.macros.get(atom.name)
        if declared is None:
            where = self.scope.elsewhere.get("%" + atom.name)
            hint = (
                f"it is declared in {where}: add it to 'import:'"
                if where
                else where_or_like(atom.name, self.scope.macros, "%")
            )
            self.fault(atom.at, "unknown-macro", f"no macro '%{atom.name}'", hint, len(atom.name) + 1)
        elif atom.name in self.macro_stack:
            self.fault(
                atom.at, "cycle", f"the macro %{atom.name} uses itself: {' → '.join([*self.macro_stack, atom.name])}"
            )
        else:
            self.macro_stack.append(atom.name)
            outer, self.pattern = self.pattern, declared.pattern
            self.choice(declared.pattern.tree)
            self.pattern = outer
            self.macro_stack.pop()

    def list(self, atom: s.List, need: int, agree: Agreements, name: str | None) -> None:
        """`list(P, m..n)`: P (separator P)…; a hidden register holds the case that all members share."""
        self.lists += 1
        register = -self.lists  # settled when the number of variables is known
        self.emit(Instruction(LIST_OPEN, a=register, name=name))
        splits = []
        for count in range(atom.high):
            if count >= atom.low:
                splits.append(self.emit(Instruction(SPLIT, a=len(self.code) + 1)))
            if count:
                self.separator()
            self.emit(Instruction(OPEN))
            self.choice(atom.body)
            self.emit(Instruction(CLOSE))
            self.emit(Instruction(LIST_NEXT, a=register))
            if len(self.code) > MOST_CODE:
                return
        for split in splits:
            self.patch(split, b=len(self.code))
        self.emit(Instruction(LIST_CLOSE, a=register, b=atom.low, need=need, agree=agree, name=name))

    def separator(self) -> None:
        ends = []
        for number, words in enumerate(self.scope.separators):
            last = number == len(self.scope.separators) - 1
            split = None if last else self.emit(Instruction(SPLIT, a=len(self.code) + 1))
            for bit in words:
                self.emit(Instruction(TOKEN, bit=bit, flag=True))
            if split is not None:
                ends.append(self.emit(Instruction(JUMP)))
                self.patch(split, b=len(self.code))
        for end in ends:
            self.patch(end, a=len(self.code))

    def gap(self, atom: s.Gap) -> None:
        if not 1 <= atom.width <= WIDEST_GAP:
            self.fault(atom.at, "too-long", f"a gap is 1 to {WIDEST_GAP} tokens wide", "write ..5", 3)
            return
        splits = []
        for _ in range(atom.width):
            splits.append(self.emit(Instruction(SPLIT, a=len(self.code) + 1)))
            self.emit(Instruction(ANY))
        for split in splits:
            self.patch(split, b=len(self.code))

    def look(self, atom: s.Look) -> None:
        if self.in_look:
            self.fault(atom.at, "look-around", "look-around cannot stand inside look-around")
            return
        inner = PatternMaker(self.pattern, self.scope)
        inner.in_look = True
        inner.choice(atom.body)
        inner.emit(Instruction(MATCH))
        if most_elements(atom.body) > LOOK_LIMIT:
            self.fault(atom.at, "look-around", f"look-around has at most {LOOK_LIMIT} elements in a row")
        if inner.variables:
            self.fault(atom.at, "look-around", "agreement variables cannot be used inside look-around")
        code = inner.settled()
        widths = (shortest_match(code), longest_match(code))
        inside = packed(code, 1 + inner.lists)
        self.emit(Instruction(LOOK, a=widths[0], b=widths[1], code=inside, flag=atom.ahead, negative=atom.negative))

    # -- names -----------------------------------------------------------------------------------------------------

    def lemma(self, atom: s.Lemma) -> s.Word:
        word = atom.word
        if not self.scope.knows(word):
            lemmas = sorted({a.lemma for a in self.scope.analyse(word) if a.known})
            hint = f"did you mean {' or '.join(repr(x) for x in lemmas[:3])}?" if lemmas else 'write "…" for a form'
            self.scope.problems.warn(
                self.pattern.at(atom.at, len(word)), "unknown-lemma", f"'{word}' is no lemma the dictionary knows", hint
            )
        return s.Word(word.replace("ё", "е"), atom.at)

    def check_test(self, test: s.Test) -> None:
        if isinstance(test, s.Not):
            self.check_test(test.test)
        elif isinstance(test, s.AllOf | s.AnyOf):
            for part in test.tests:
                self.check_test(part)
        elif isinstance(test, s.Regex):
            self.check_regex(test)
        elif isinstance(test, s.Lexicon):
            self.check_lexicon(test)
        elif isinstance(test, s.Word):
            self.check_word(test)

    def check_word(self, word: s.Word) -> None:
        """In `[ ]` a word is a grammeme, a surface test or a lemma; a Latin word in a Russian rule can only be one of
        the first two.
        """
        name, known = word.name, GRAMMEMES[self.scope.lang]
        if name in SURFACE or name in known or (self.scope.lang == "ru" and name in ALIASES):
            return
        foreign = name in GRAMMEMES["ru"] or name in ALIASES
        if foreign and (self.scope.lang == "en" and not self.scope.knows(name)):
            self.fault(word.at, "unknown-grammeme", f"English has no '{name}'", "remove it", len(name))
        elif (self.scope.lang == "ru" and name.isascii()) or (self.scope.lang == "en" and not name.islower()):
            hint = did_you_mean(name, known | SURFACE | set(ALIASES if self.scope.lang == "ru" else ()))
            self.fault(word.at, "unknown-grammeme", f"no grammeme '{name}'", hint, len(name))
        else:
            self.lemma(s.Lemma(name, word.at))

    def check_regex(self, atom: s.Regex) -> None:
        fault = regex_fault(atom.source)
        if fault:
            self.fault(
                atom.at,
                "bad-regex",
                f"not a regular expression: {fault}",
                "RE2 syntax: no backreference, no look-around",
                len(atom.source) + 2,
            )

    def check_lexicon(self, atom: s.Lexicon) -> None:
        if atom.name not in self.scope.lexicons:
            where = self.scope.elsewhere.get("#" + atom.name)
            hint = (
                f"it is declared in {where}: add it to 'import:'"
                if where
                else where_or_like(atom.name, self.scope.lexicons, "#")
            )
            self.fault(atom.at, "unknown-lexicon", f"no lexicon '#{atom.name}'", hint, len(atom.name) + 1)
        self.scope.used_lexicons.add(atom.name)

    def types(self, atom: s.Mention) -> frozenset[str]:
        found: set[str] = set()
        for name in atom.types:
            if name not in self.scope.types:
                self.fault(
                    atom.at + 1, "unknown-type", f"no type '{name}'", where_or_like(name, self.scope.types), len(name)
                )
            found |= self.scope.types.get(name, frozenset())
        self.scope.used_types |= found
        return frozenset(found)

    def need(self, morphs: tuple[s.Morph, ...]) -> int:
        """`@gent.plur` -> the readings an element must keep."""
        need = ALL
        for morph in morphs:
            names = [ALIASES.get(n, n) if self.scope.lang == "ru" else n for n in morph.names]
            for name in names:
                if name not in AGREEABLE:
                    hint = did_you_mean(name, AGREEABLE | (set(ALIASES) if self.scope.lang == "ru" else set()))
                    self.fault(morph.at + 1, "unknown-grammeme", f"no case, number or gender '{name}'", hint, len(name))
                elif name in CASES and self.scope.lang == "en":
                    self.fault(
                        morph.at,
                        "no-case",
                        f"English has no case '{name}'",
                        "remove it; use a preposition or the position",
                        len(name) + 1,
                    )
            need &= readings_of(frozenset(n for n in names if n in AGREEABLE))
        return need

    def agree(self, agreements: tuple[s.Agreement, ...]) -> Agreements:
        found = []
        for agreement in agreements:
            if not agreement.letters or set(agreement.letters) - set("cng"):
                self.fault(
                    agreement.at,
                    "bad-agreement",
                    f"agreement is in c, n or g, not '{agreement.letters}'",
                    "write ~h, ~h:c or ~h:cn",
                )
            if agreement.variable not in self.variables:
                if len(self.variables) >= MOST_VARIABLES:
                    self.fault(
                        agreement.at, "bad-agreement", f"a rule has at most {MOST_VARIABLES} agreement variables"
                    )
                    continue
                self.variables[agreement.variable] = len(self.variables) + 1
            found.append((self.variables[agreement.variable], "".join(sorted(agreement.letters))))
        return tuple(found)


def shortest_match(code: tuple[Instruction, ...]) -> int:
    """The fewest tokens a match can have (a mention counts as one)."""
    best = {0: 0}
    todo = [0]
    while todo:
        pc = todo.pop()
        i, cost = code[pc], best[pc]
        after = [i.a, i.b] if i.op == SPLIT else [i.a] if i.op == JUMP else [] if i.op == MATCH else [pc + 1]
        step = cost + (i.op in (TOKEN, MENTION, ANY))
        for target in after:
            if target < len(code) and step < best.get(target, 1 << 30):
                best[target] = step
                todo.append(target)
    return min((cost for pc, cost in best.items() if code[pc].op == MATCH), default=0)


def longest_match(code: tuple[Instruction, ...]) -> int:
    """The most tokens a match can have, as far as look-around reaches; every jump leads forward, so one pass from the
    end tells.
    """
    widest = [0] * (len(code) + 1)
    for pc in range(len(code) - 1, -1, -1):
        i = code[pc]
        after = (
            max(widest[i.a], widest[i.b])
            if i.op == SPLIT
            else widest[i.a]
            if i.op == JUMP
            else 0
            if i.op == MATCH
            else widest[pc + 1]
        )
        widest[pc] = min(LOOK_REACH, after + (LOOK_REACH if i.op == MENTION else i.op in (TOKEN, ANY)))
    return widest[0]


def most_elements(tree: s.Choice) -> int:
    """The most elements that a match passes through in a row, counting repetitions."""

    def of(element: s.Element) -> int:
        inner = most_elements(element.atom.body) if isinstance(element.atom, s.Group | s.List | s.Look) else 1
        return inner * element.high

    return max(sum(of(element) for element in option) for option in tree.options)


def captures_of(tree: s.Choice, macros: dict[str, MacroDeclaration], depth: int = 0) -> Iterator[str]:
    """The names captured in a pattern, macros included."""
    for element in tree.elements():
        if element.name:
            yield element.name
        if isinstance(element.atom, s.Macro) and element.atom.name in macros and depth < 20:
            yield from captures_of(macros[element.atom.name].pattern.tree, macros, depth + 1)
