"""The checked program: what matching runs.

Comes in: nothing. Goes out: frozen values that the compiler makes and the matching floor executes. Does not know
documents.
A pattern becomes `Code`: instructions of a small non-deterministic machine (Thompson 1968), run with a visited set so
that no state is entered twice (the "bit-state" backtracker of RE2, Cox 2010).
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

import attrs

from ..lexicon.entries import LexiconIndex
from ..morphology.analysis import ALL, Analysis
from .constraints import Constraint
from .declarations import Example, TypeDeclaration

LONGEST_MATCH = 64  # tokens of one match
SCOPE = 64  # tokens a frame looks to each side
MOST_ROLES = 8
MOST_VARIABLES = 3
MOST_CODE = 20_000  # instructions of one rule

TOKEN, MENTION, SPLIT, JUMP, OPEN, CLOSE, LIST_OPEN, LIST_NEXT, LIST_CLOSE, EDGE, LOOK, ANY, MATCH = range(13)

Agreements = tuple[tuple[int, str], ...]  # (register, letters)


class Instruction(NamedTuple):
    """One instruction; which fields mean something depends on `op`.

    need: readings the element must keep (from @). agree: agreement variables (from ~). name: the capture. a, b: where
    to go on.
    """

    op: int
    bit: int = 0
    types: frozenset[str] = frozenset()
    need: int = ALL
    agree: Agreements = ()
    name: str | None = None
    a: int = 0
    b: int = 0
    code: "Code | None" = None
    flag: bool = False
    negative: bool = False


@attrs.frozen(eq=False)
class Starts:
    """What a match can begin with: a token that satisfies one of some constraints (`bits`), an entry of a lexicon, a
    mention of a type
    (in a linked program its own beginnings are among `bits` and `lexicons`), or, where `open`, anything."""

    bits: int = 0
    lexicons: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    open: bool = False


@attrs.frozen(eq=False)
class Entry:
    """One element a match can begin with, a constraint (`bit`, else -1) or mention types, and what must follow it
    (`after`; None: nothing
    or anything). Two elements are enough to see that most attempts will fail."""

    bit: int
    types: tuple[str, ...]
    after: Starts | None


@attrs.frozen(eq=False, slots=False)
class Code:
    """A compiled pattern; `registers` counts the head's, the agreement variables' and the lists'.

    source: the instructions, or what makes them when the pattern is first run. `entries` is None where any token can
    begin.
    """

    source: tuple[Instruction, ...] | Callable[[], tuple[Instruction, ...]]
    registers: int
    starts: Starts
    entries: tuple[Entry, ...] | None = None

    @cached_property
    def instructions(self) -> tuple[Instruction, ...]:
        """What the machine runs."""
        return self.source() if callable(self.source) else self.source


@attrs.frozen(eq=False)
class PhraseRule:
    """A phrase ready to run."""

    id: str
    file: str
    line: int
    type: str
    code: Code
    slots: dict[str, tuple[str, ...]]
    set: dict[str, str]
    zip: tuple[str, ...]
    overrides: frozenset[str]
    priority: int
    record: bool = False
    words: frozenset[str] | None = None
    each: str = ""
    joins: bool = False  # adds to the event being told, whoever takes part in it


@attrs.frozen(eq=False)
class Role:
    """One role of a frame: the types it takes, the readings it must have, the prepositions (constraint index, readings)
    before it.

    side: "" for any, "left" or "right" of the trigger. subject: agrees with a finite trigger. adverbial: brings
    prepositions of its own («где»).
    """

    name: str
    types: frozenset[str]
    need: int
    prepositions: tuple[tuple[int, int], ...]
    side: str
    subject: bool
    optional: bool
    adjacent: bool = False
    plural: bool = False
    adverbial: bool = False


@attrs.frozen(eq=False)
class TriggerWord:
    """One word of a trigger: a constraint and the readings it must have.

    offset-free: companions stand within three tokens.
    """

    bit: int
    need: int
    before: bool = False
    preposition: bool = False


@attrs.frozen(eq=False)
class FrameRule:
    """A frame ready to run. The first trigger word is the anchor; the others are its companions."""

    id: str
    file: str
    line: int
    type: str
    anchor: TriggerWord
    companions: tuple[TriggerWord, ...]
    roles: tuple[Role, ...]
    slots: dict[str, tuple[str, ...]]
    set: dict[str, str]
    across: int
    overrides: frozenset[str]
    priority: int
    finite: bool
    words: frozenset[str] | None
    construction: str = ""
    voice: str | None = None
    each: str = ""
    joins: bool = False  # adds to the event being told, whoever takes part in it
    by_need: tuple[Role, ...] = attrs.field(init=False)  # the roles, those that must be filled first

    @by_need.default
    def _by_need(self) -> tuple[Role, ...]:
        return tuple(sorted(self.roles, key=lambda role: role.optional))


@attrs.frozen(eq=False)
class ContextRule:
    """A context ready to run: its cue, where its scope lies, what it sets, which contexts' cues it blocks."""

    id: str
    file: str
    line: int
    types: frozenset[str]
    code: Code
    until: Code | None
    side: str
    within: str | int
    target: str
    set: dict[str, str]
    blocks: frozenset[str]
    priority: int
    drop: bool = False


@attrs.frozen(eq=False)
class Tables:
    """The word tables of a language: constraint indices of coordinators and clause borders."""

    separators: tuple[tuple[int, ...], ...] = ()
    hard: int = 0
    subordinators: int = 0
    relative: int = 0
    conjunctions: int = 0
    finite: int = 0
    comma: int = 0
    prepositions: int = 0
    embedded: int = 0
    saying: int = 0


@attrs.frozen(eq=False)
class Filter:
    """Which sentences can make a record at all.

    words: form -> the word sets it belongs to, as bits. needs: for a set (its bit), the combinations of sets that rules
    need, each with this set as its rarest (`rare`: all of these), and the record types of the phrases among those rules
    ("" for frames). scanned: the forms of those rarest sets. open: some rule needs no known word, every sentence is
    analysed.
    """

    words: dict[str, int]
    needs: dict[int, tuple[tuple[int, tuple[str, ...]], ...]]
    rare: int
    scanned: frozenset[str]
    open: bool


@attrs.frozen(eq=False)
class Program:
    """All rules of one language."""

    lang: str
    constraints: tuple[Constraint, ...]
    lexicons: LexiconIndex
    phrases: dict[str, tuple[PhraseRule, ...]]
    frames: tuple[FrameRule, ...]
    contexts: tuple[ContextRule, ...]
    tables: Tables
    filter: Filter
    transparent: frozenset[str]
    silent: frozenset[str]  # record types that tell who says something, not what happens
    solid: frozenset[str]  # the types that frames look for and that hide what is inside them
    analyse: Callable[[str], tuple[Analysis, ...]]
    records: tuple[PhraseRule, ...] = attrs.field(init=False)  # the phrases that make records

    @records.default
    def _records(self) -> tuple[PhraseRule, ...]:
        return tuple(p for rules in self.phrases.values() for p in rules if p.record)


@attrs.frozen(eq=False)
class TestedRule:
    """What the testing tools need of a rule: where it stands, what it emits, its examples."""

    id: str
    file: str
    line: int
    lang: str
    kind: str
    emits: str
    examples: tuple[Example, ...]
    imported: bool = False  # from a pack that was not asked for itself


@attrs.frozen(eq=False)
class Rules:
    """A loaded set of rules: types, a program for each language, and the rules' own examples."""

    types: dict[str, TypeDeclaration]
    programs: Mapping[str, Program]
    tested: Sequence[TestedRule]
    files: tuple[str, ...]
