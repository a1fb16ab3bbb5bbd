"""Reading declarations out of a rule file's tree.

Comes in: a YAML tree. Goes out: a `RuleFile`; every fault of shape is noted and reading goes on. Does not know what
names mean.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from . import parse
from .declarations import (
    LANGUAGES,
    Context,
    Entry,
    Example,
    Frame,
    LexiconDeclaration,
    MacroDeclaration,
    Pattern,
    Phrase,
    Predicate,
    Rule,
    RuleFile,
    TypeDeclaration,
)
from .problems import Place, Problems, did_you_mean
from .source import Mapping, Node, Scalar, Sequence, read
from .syntax import SlotType

RULE_KEYS = ("id", "tests", "overrides", "replaces", "priority", "joins", "note")
KEYS = {
    "file": (
        "lang",
        "import",
        "types",
        "lexicons",
        "macros",
        "phrases",
        "predicates",
        "frames",
        "contexts",
        "tables",
        "off",
        "note",
    ),
    "phrase": (*RULE_KEYS, "emits", "pattern", "slots", "set", "zip", "each"),
    "frame": (*RULE_KEYS, "emits", "frame", "slots", "set", "across", "each"),
    "predicate": (*RULE_KEYS, "emits", "verbs", "nouns", "support", "roles", "set", "symmetric"),
    "context": (*RULE_KEYS, "for", "cue", "side", "within", "target", "set", "blocks", "drop", "until"),
    "type": ("slots", "identity", "normal", "kind", "codes", "transparent", "note"),
    "lexicon": ("attributes", "entries", "file", "note"),
    "example": ("match", "reject", "slots", "record", "note"),
    "support": ("do", "held"),
}
REQUIRED = {
    "phrase": ("id", "emits", "pattern"),
    "frame": ("id", "emits", "frame"),
    "predicate": ("id", "emits", "roles"),
    "context": ("id", "cue"),
}
TABLES = ("questions", "prepositions", "coordination", "borders", "constructions")


class Reader:
    """Typed access to the values of one file; notes a fault and answers with a default where a value has the wrong
    shape.
    """

    def __init__(self, name: str, path: Path | None, root: Node, problems: Problems) -> None:
        self.name, self.path, self.problems = name, path, problems
        self.root = root if isinstance(root, Mapping) else None
        if self.root is None:
            problems.error(
                root.place,
                "not-a-rule-file",
                "a rule file is a mapping with keys such as phrases, frames, predicates",
                "write 'phrases:' …",
            )

    def read(self) -> RuleFile | None:
        """The whole file; None where it is not a rule file at all."""
        if self.root is None:
            return None
        root = self.known_keys(self.root, "file")
        lang = self.text(root, "lang") or None
        if lang is not None and lang not in LANGUAGES:
            self.fault(
                root.items["lang"], "unknown-language", f"no language '{lang}'", f"write one of {', '.join(LANGUAGES)}"
            )
            lang = None
        rules: list[Rule] = []
        for section, one in (
            ("phrases", self.phrase),
            ("predicates", self.predicate),
            ("frames", self.frame),
            ("contexts", self.context),
        ):
            for item in self.mappings(root, section):
                if lang is None and "lang" not in root.items:
                    self.fault(
                        item,
                        "missing-key",
                        f"a file with {section} says its language",
                        "write 'lang: ru' or 'lang: en' at the top",
                    )
                    break
                rule = one(item, lang or "ru")
                if rule is not None:
                    rules.append(rule)
        return RuleFile(
            self.name,
            str(root.place.path),
            lang,
            tuple(self.placed(root, "import")),
            tuple(self.types(root)),
            tuple(self.lexicons(root, lang)),
            (),
            tuple(self.macros(root)),
            tuple(rules),
            self.tables(root),
            tuple(self.placed(root, "off")),
            root.place,
        )

    # -- shapes ----------------------------------------------------------------------------------------------------

    def fault(self, node: Node, code: str, message: str, hint: str = "") -> None:
        self.problems.error(node.place, code, message, hint)

    def known_keys(self, node: Mapping, kind: str) -> Mapping:
        """Note keys that mean nothing here and required ones that are missing."""
        for key, place in node.keys.items():
            if key not in KEYS[kind]:
                self.problems.error(place, "unknown-key", f"no key '{key}' in a {kind}", did_you_mean(key, KEYS[kind]))
        for key in REQUIRED.get(kind, ()):
            if key not in node.items:
                self.problems.error(node.place, "missing-key", f"this {kind} has no '{key}'", f"add '{key}: …'")
        return node

    def text(self, node: Mapping, key: str, default: str = "") -> str:
        value = node.items.get(key)
        if value is None:
            return default
        if isinstance(value, Scalar) and value.value is not None:
            return value.text
        self.fault(value, "wrong-value", f"'{key}' wants a word")
        return default

    def number(self, node: Mapping, key: str) -> int:
        value = node.items.get(key)
        if value is None:
            return 0
        if isinstance(value, Scalar) and isinstance(value.value, int) and not isinstance(value.value, bool):
            return value.value
        self.fault(value, "wrong-value", f"'{key}' wants a whole number")
        return 0

    def flag(self, node: Mapping, key: str) -> bool:
        value = node.items.get(key)
        if value is None or (isinstance(value, Scalar) and isinstance(value.value, bool)):
            return bool(value is not None and isinstance(value, Scalar) and value.value)
        self.fault(value, "wrong-value", f"'{key}' is true or false")
        return False

    def placed(self, node: Mapping, key: str) -> Iterator[tuple[str, Place]]:
        """A word or a list of words, each with its place."""
        value = node.items.get(key)
        if value is None:
            return
        for item in value.items if isinstance(value, Sequence) else [value]:
            if isinstance(item, Scalar) and item.value is not None:
                yield item.text, item.place
            else:
                self.fault(item, "wrong-value", f"'{key}' wants a word or a list of words")

    def words(self, node: Mapping, key: str) -> tuple[str, ...]:
        return tuple(word for word, _ in self.placed(node, key))

    def mapping(self, node: Mapping, key: str) -> Mapping:
        value = node.items.get(key)
        if isinstance(value, Mapping):
            return value
        if value is not None and not (isinstance(value, Scalar) and value.value is None):
            self.fault(value, "wrong-value", f"'{key}' wants a mapping", "write 'name: value' pairs")
        return Mapping({}, {}, node.place)

    def mappings(self, node: Mapping, key: str) -> Iterator[Mapping]:
        """A list of mappings."""
        value = node.items.get(key)
        if value is None or (isinstance(value, Scalar) and value.value is None):
            return
        if not isinstance(value, Sequence):
            self.fault(value, "wrong-value", f"'{key}' wants a list", "write each item as '- …'")
            return
        for item in value:
            if isinstance(item, Mapping):
                yield item
            else:
                self.fault(item, "wrong-value", f"each item of '{key}' is a mapping", "write '- id: …'")

    def pattern(self, node: Mapping, key: str) -> Pattern | None:
        value = node.items.get(key)
        if value is None:
            return None
        if not isinstance(value, Scalar):
            self.fault(value, "wrong-value", f"'{key}' wants a pattern in single quotes")
            return None
        return self.parsed(value)

    def parsed(self, value: Scalar) -> Pattern | None:
        """Parse a pattern; plain and double-quoted ones are refused, because YAML would cut `#…` off and read `\\d` its
        own way.
        """
        if value.style not in ("'", "|"):
            how = "double-quoted" if value.style == '"' else "folded" if value.style == ">" else "unquoted"
            self.fault(
                value, "unquoted-pattern", f"this pattern is {how}", "put it in single quotes, or in a '|' block"
            )
            return None
        try:
            return Pattern(parse.pattern(value.text), value)
        except parse.SyntaxFault as fault:
            self.problems.error(value.at(fault.at), "syntax", fault.message, fault.hint)
            return None

    # -- declarations ----------------------------------------------------------------------------------------------

    def common(self, node: Mapping, lang: str) -> dict[str, Any]:
        node_id = self.text(node, "id")
        place = node.items["id"].place if "id" in node.items else node.place
        return {
            "id": node_id,
            "place": place,
            "lang": lang,
            "tests": tuple(self.examples(node)),
            "overrides": self.words(node, "overrides"),
            "replaces": self.flag(node, "replaces"),
            "priority": self.number(node, "priority"),
            "joins": self.flag(node, "joins"),
        }

    def slot_sources(self, node: Mapping, key: str = "slots") -> dict[str, tuple[str, ...]]:
        found = self.mapping(node, key)
        return {slot: self.words(found, slot) for slot in found.items}

    def constants(self, node: Mapping, key: str = "set") -> dict[str, str]:
        found = self.mapping(node, key)
        return {slot: self.text(found, slot) for slot in found.items}

    def phrase(self, node: Mapping, lang: str) -> Phrase:
        self.known_keys(node, "phrase")
        return Phrase(
            **self.common(node, lang),
            emits=self.text(node, "emits"),
            pattern=self.pattern(node, "pattern"),
            slots=self.slot_sources(node),
            set=self.constants(node),
            zip=self.words(node, "zip"),
            each=self.text(node, "each"),
            keys=_key_places(node),
        )

    def frame(self, node: Mapping, lang: str) -> Frame:
        self.known_keys(node, "frame")
        return Frame(
            **self.common(node, lang),
            emits=self.text(node, "emits"),
            frame=self.pattern(node, "frame"),
            slots=self.slot_sources(node),
            set=self.constants(node),
            across=self.number(node, "across"),
            each=self.text(node, "each"),
            keys=_key_places(node),
        )

    def predicate(self, node: Mapping, lang: str) -> Predicate:
        self.known_keys(node, "predicate")
        support = self.mapping(node, "support")
        self.known_keys(support, "support")
        words = {key: self.words(node, key) for key in ("verbs", "nouns")} | {
            key: self.words(support, key) for key in ("do", "held")
        }
        roles = self.mapping(node, "roles")
        placed = tuple((question, self.text(roles, question), roles.keys[question]) for question in roles.items)
        return Predicate(
            **self.common(node, lang),
            emits=self.text(node, "emits"),
            words=words,
            roles=placed,
            set=self.constants(node),
            symmetric=self.flag(node, "symmetric"),
            keys=_key_places(node),
        )

    def context(self, node: Mapping, lang: str) -> Context:
        self.known_keys(node, "context")
        within: str | int = self.text(node, "within", "clause")
        if str(within).isdigit():
            within = int(within)
        elif within not in ("clause", "sentence"):
            self.fault(
                node.items["within"],
                "wrong-value",
                f"'within' is clause, sentence or a number of tokens, not '{within}'",
            )
        for key, allowed in (("side", ("before", "after", "any")), ("target", ("trigger", "word", "any"))):
            if self.text(node, key, allowed[0]) not in allowed:
                self.fault(node.items[key], "wrong-value", f"'{key}' is one of {', '.join(allowed)}")
        return Context(
            **self.common(node, lang),
            targets=self.words(node, "for"),
            cue=self.pattern(node, "cue"),
            side=self.text(node, "side", "before"),
            within=within,
            target=self.text(node, "target", "trigger"),
            set=self.constants(node),
            blocks=self.words(node, "blocks"),
            drop=self.flag(node, "drop"),
            until=self.pattern(node, "until"),
            keys=_key_places(node),
        )

    def examples(self, node: Mapping) -> Iterator[Example]:
        for item in self.mappings(node, "tests"):
            self.known_keys(item, "example")
            if ("match" in item.items) == ("reject" in item.items):
                self.fault(item, "bad-example", "an example has either 'match' or 'reject'")
                continue
            record = _plain(item.items["record"]) if "record" in item.items else None
            slots = _plain(item.items["slots"]) if "slots" in item.items else {}
            if not isinstance(slots, dict) or not isinstance(record, dict | None):
                self.fault(item, "bad-example", "'slots' and 'record' are mappings")
                continue
            text = self.text(item, "match") or self.text(item, "reject")
            yield Example(text, "match" in item.items, slots, record, item.place)

    def types(self, root: Mapping) -> Iterator[TypeDeclaration]:
        found = self.mapping(root, "types")
        for name, node in found.items.items():
            place = found.keys[name]
            if isinstance(node, Scalar):
                union = self.slot_type(node)
                yield TypeDeclaration(name, place, union=union.names if union else ())
            elif isinstance(node, Mapping):
                self.known_keys(node, "type")
                slots = self.mapping(node, "slots")
                parsed = {
                    s: (t, slots.keys[s]) for s in slots.items if (t := self.slot_type(slots.items[s])) is not None
                }
                yield TypeDeclaration(
                    name,
                    place,
                    (),
                    parsed,
                    self.words(node, "identity"),
                    self.text(node, "normal"),
                    self.text(node, "kind"),
                    self.constants(node, "codes"),
                    self.flag(node, "transparent"),
                )
            else:
                self.fault(
                    node, "wrong-value", f"the type '{name}' is a union such as 'Person | Org', or a mapping with slots"
                )

    def slot_type(self, node: Node) -> SlotType | None:
        if not isinstance(node, Scalar):
            self.fault(
                node, "wrong-value", "a slot's type is written Person, Place?, Topic*, Actor{2,} or enum(a, b) = a"
            )
            return None
        try:
            return parse.slot_type(node.text)
        except parse.SyntaxFault as fault:
            self.problems.error(node.at(fault.at), "syntax", fault.message, fault.hint)
            return None

    def macros(self, root: Mapping) -> Iterator[MacroDeclaration]:
        found = self.mapping(root, "macros")
        for name in found.items:
            pattern = self.pattern(found, name)
            if pattern is not None:
                yield MacroDeclaration(name, pattern, found.keys[name])

    def tables(self, root: Mapping) -> dict[str, Mapping]:
        found = self.mapping(root, "tables")
        for name, place in found.keys.items():
            if name not in TABLES:
                self.problems.error(place, "unknown-key", f"no table '{name}'", did_you_mean(name, TABLES))
        return {name: self.mapping(found, name) for name in found.items if name in TABLES}

    def lexicons(self, root: Mapping, lang: str | None) -> Iterator[LexiconDeclaration]:
        found = self.mapping(root, "lexicons")
        for name, node in found.items.items():
            place = found.keys[name]
            if isinstance(node, Mapping):
                self.known_keys(node, "lexicon")
                attributes = self.words(node, "attributes")
                node = self.from_file(node) if "file" in node.items else node.items.get("entries", node)
            else:
                attributes = ()
            if not isinstance(node, Sequence):
                self.fault(node, "wrong-value", f"the lexicon '{name}' is a list of names, or a mapping with 'entries'")
                continue
            for language in (lang,) if lang else LANGUAGES:
                entries = tuple(
                    e for item in node if (e := self.entry(item, language, attributes, lang is None)) is not None
                )
                yield LexiconDeclaration(name, place, language, attributes, entries)

    def from_file(self, node: Mapping) -> Node:
        """The entries of a lexicon kept in a file of its own, beside the rule file."""
        source = self.text(node, "file")
        assert self.path is not None
        target = (self.path.parent / source).resolve()
        if Path(source).is_absolute() or not target.is_relative_to(self.path.parent.resolve()):
            self.fault(
                node.items["file"],
                "unreadable-file",
                "a lexicon's file lies beside or below its rule file",
                "write a relative path",
            )
            return Sequence([], node.place)
        tree = read(target, self.problems)
        if isinstance(tree, Mapping) and "entries" in tree.items:
            return tree.items["entries"]
        return tree if tree is not None else Sequence([], node.place)

    def entry(self, node: Node, lang: str, attributes: tuple[str, ...], bilingual: bool) -> Entry | None:
        """One entry: a name, or a mapping with names by language (or `names`) and attributes."""
        if isinstance(node, Scalar):
            return Entry((node.text,), {}, {}, node.place)
        if not isinstance(node, Mapping):
            self.fault(node, "wrong-value", "an entry is a name or a mapping")
            return None
        for key, place in node.keys.items():
            if key not in (*attributes, *LANGUAGES, "names"):
                self.problems.error(
                    place,
                    "unknown-key",
                    f"this lexicon declares no attribute '{key}'",
                    did_you_mean(key, (*attributes, *LANGUAGES)),
                )
        value = node.items.get(lang if bilingual or "names" not in node.items else "names")
        if value is None:
            return None
        names: list[str] = []
        forms: dict[str, tuple[str, ...]] = {}
        exact: set[str] = set()
        for item in value.items if isinstance(value, Sequence) else [value]:
            if isinstance(item, Scalar):
                names.append(item.text)
            elif isinstance(item, Mapping) and "name" in item.items:
                names.append(self.text(item, "name"))
                forms[names[-1]] = self.words(item, "forms")
                if self.flag(item, "exact"):
                    exact.add(names[-1])
            else:
                self.fault(item, "wrong-value", "a name is a text, or a mapping with 'name' and 'forms'")
        given = {
            a: v.value
            for a in attributes
            if isinstance(v := node.items.get(a), Scalar) and isinstance(v.value, str | int)
        }
        return Entry(tuple(n for n in names if n), forms, given, node.place, frozenset(exact)) if names else None


def _key_places(node: Mapping) -> dict[str, Place]:
    """Where a rule's values stand: `emits`, `slots.name` and `set.status` (the key), `set.status=` (the value),
    `overrides.id`.
    """
    places = {key: value.place if isinstance(value, Scalar) else node.keys[key] for key, value in node.items.items()}
    for key in ("slots", "set"):
        inner = node.items.get(key)
        if isinstance(inner, Mapping):
            places |= {f"{key}.{name}": place for name, place in inner.keys.items()}
            places |= {f"{key}.{name}=": value.place for name, value in inner.items.items()}
    for key in ("overrides", "zip", "blocks", "for"):
        inner = node.items.get(key)
        if isinstance(inner, Sequence):
            places |= {f"{key}.{item.text}": item.place for item in inner if isinstance(item, Scalar)}
    return places


def _plain(node: Node) -> Any:
    """A YAML tree as plain Python values."""
    if isinstance(node, Scalar):
        return node.value if isinstance(node.value, bool | None) else node.text
    if isinstance(node, Sequence):
        return [_plain(item) for item in node]
    return {key: _plain(item) for key, item in node.items.items()}
