"""What a rule file declares, read into frozen values, each with its places.

Comes in: the tree of a rule file. Goes out: a `RuleFile` of declarations; shape faults (unknown or missing keys, wrong
kinds of value, patterns in the wrong quotes, patterns that do not parse) go to the problems. Does not know other files
or what names mean.
"""

from typing import Any, TypeVar

import attrs

from . import syntax
from .problems import Place
from .source import Mapping, Scalar
from .syntax import SlotType

LANGUAGES = ("ru", "en")
NORMALISERS = (
    "actor",
    "date",
    "period",
    "person",
    "place",
    "source",
    "text",
    "topic",
)  # the records floor has a function for each
T = TypeVar("T")


@attrs.frozen(eq=False)
class Pattern:
    """A parsed pattern and the scalar it came from, which knows where every offset lies in the file."""

    tree: syntax.Choice
    scalar: Scalar

    def at(self, offset: int, length: int = 1) -> Place:
        """The place in the file of an offset in the pattern."""
        return self.scalar.at(offset, length)


@attrs.frozen(eq=False)
class Example:
    """One example of a rule: `match` with the slots or record it must give, or `reject`."""

    text: str
    match: bool
    slots: dict[str, Any]
    record: dict[str, Any] | None
    place: Place


@attrs.frozen(eq=False)
class Rule:
    """What phrases, frames, predicates and contexts have in common."""

    id: str
    place: Place
    lang: str
    tests: tuple[Example, ...] = ()
    overrides: tuple[str, ...] = ()
    replaces: bool = False
    priority: int = 0
    joins: bool = False


@attrs.frozen(eq=False)
class Phrase(Rule):
    """A contiguous pattern that emits a mention (or, where its type is a record's, a record)."""

    emits: str = ""
    pattern: Pattern | None = None
    slots: dict[str, tuple[str, ...]] = attrs.field(factory=dict)
    set: dict[str, str] = attrs.field(factory=dict)
    zip: tuple[str, ...] = ()
    each: str = ""
    keys: dict[str, Place] = attrs.field(factory=dict)


@attrs.frozen(eq=False)
class Frame(Rule):
    """A trigger and its roles in free order."""

    emits: str = ""
    frame: Pattern | None = None
    slots: dict[str, tuple[str, ...]] = attrs.field(factory=dict)
    set: dict[str, str] = attrs.field(factory=dict)
    across: int = 0
    each: str = ""
    keys: dict[str, Place] = attrs.field(factory=dict)
    construction: str = ""


@attrs.frozen(eq=False)
class Predicate(Rule):
    """A verb family: its verbs, nouns and support verbs, its roles, and the record they make."""

    emits: str = ""
    words: dict[str, tuple[str, ...]] = attrs.field(factory=dict)
    roles: tuple[tuple[str, str, Place], ...] = ()
    set: dict[str, str] = attrs.field(factory=dict)
    symmetric: bool = False
    keys: dict[str, Place] = attrs.field(factory=dict)


@attrs.frozen(eq=False)
class Context(Rule):
    """A cue that sets slots of the records in its scope, or drops them."""

    targets: tuple[str, ...] = ()
    cue: Pattern | None = None
    side: str = "before"
    within: str | int = "clause"
    target: str = "trigger"
    set: dict[str, str] = attrs.field(factory=dict)
    blocks: tuple[str, ...] = ()
    drop: bool = False
    until: Pattern | None = None
    keys: dict[str, Place] = attrs.field(factory=dict)


@attrs.frozen(eq=False)
class TypeDeclaration:
    """A union, a mention type, or (with an identity) a record type."""

    name: str
    place: Place
    union: tuple[str, ...] = ()
    slots: dict[str, tuple[SlotType, Place]] = attrs.field(factory=dict)
    identity: tuple[str, ...] = ()
    normal: str = ""
    kind: str = ""
    codes: dict[str, str] = attrs.field(factory=dict)
    transparent: bool = False


@attrs.frozen(eq=False)
class Entry:
    """One lexicon entry of one language: its names (the first is canonical), extra forms by name, its attributes."""

    names: tuple[str, ...]
    forms: dict[str, tuple[str, ...]]
    attributes: dict[str, str | int]
    place: Place
    exact: frozenset[str] = frozenset()


@attrs.frozen(eq=False)
class LexiconDeclaration:
    """A lexicon of one language (or of "any")."""

    name: str
    place: Place
    lang: str
    attributes: tuple[str, ...]
    entries: tuple[Entry, ...]


@attrs.frozen(eq=False)
class MacroDeclaration:
    """A named fragment of a pattern."""

    name: str
    pattern: Pattern
    place: Place


@attrs.frozen(eq=False)
class RuleFile:
    """Everything one file declares. `name` is its path below the rules root, without suffixes."""

    name: str
    path: str
    lang: str | None
    imports: tuple[tuple[str, Place], ...] = ()
    types: tuple[TypeDeclaration, ...] = ()
    lexicons: tuple[LexiconDeclaration, ...] = ()
    lexicon_files: tuple[tuple[str, Place], ...] = ()
    macros: tuple[MacroDeclaration, ...] = ()
    rules: tuple[Rule, ...] = ()
    tables: dict[str, Mapping] = attrs.field(factory=dict)
    off: tuple[tuple[str, Place], ...] = ()
    place: Place = attrs.field(factory=lambda: Place(""))
