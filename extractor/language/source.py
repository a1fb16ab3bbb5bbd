"""YAML with the position of every value.

Comes in: the text of a rule file. Goes out: a tree of `Scalar`, `Sequence`, `Mapping`, each with its `Place`. Does not
know rules.

The tree is built from libyaml's events, without recursion, so that no nesting can exhaust the stack. Scalars follow
YAML 1.2 (`NO` is a word, `10:30` too). Duplicate keys are faults; anchors and aliases are refused, which also rules out
"YAML bombs".
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import yaml

from .problems import Place, Problems, shown_path

DEEPEST = 40
LARGEST = 4_000_000  # characters of one rule file
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
INTEGER = re.compile(r"[-+]?[0-9]+")
WORDS = {"null": None, "~": None, "": None, "true": True, "false": False}


@attrs.frozen(eq=False)
class Scalar:
    """A text, number, truth value or null; `style` is the YAML quoting: `'`, `"`, `|`, `>` or "" for a plain one."""

    value: str | int | bool | None
    text: str
    place: Place
    style: str = ""
    lines: tuple[str, ...] = attrs.field(default=(), repr=False)

    def at(self, offset: int, length: int = 1) -> Place:
        """The place in the file of a character of `text` (exact for single-quoted one-line values and `|` blocks)."""
        line, column = self.place.line, self.place.column
        if self.style == "'":
            column += 1 + offset + self.text[:offset].count("'")
        elif self.style == "|":
            before = self.text[:offset]
            line += 1 + before.count("\n")
            source = self.lines[line - 1] if line <= len(self.lines) else ""
            column = len(source) - len(source.lstrip(" ")) + 1 + len(before) - (before.rfind("\n") + 1)
        else:
            column += offset if "\n" not in self.text[:offset] else 0
        source = self.lines[line - 1] if line <= len(self.lines) else ""
        return Place(self.place.path, line, column, length, source)


@attrs.frozen(eq=False)
class Sequence:
    """A YAML list."""

    items: list["Node"]
    place: Place

    def __iter__(self) -> Iterator["Node"]:
        return iter(self.items)


@attrs.frozen(eq=False)
class Mapping:
    """A YAML mapping with text keys; `keys` has the place of each key."""

    items: dict[str, "Node"]
    keys: dict[str, Place]
    place: Place


Node = Scalar | Sequence | Mapping


def read(path: Path, problems: Problems) -> Node | None:
    """Read one rule file; faults (missing, not UTF-8, too large, malformed) go to `problems`, and the answer is then
    None.
    """
    shown = shown_path(path)
    try:
        raw = path.read_bytes()
    except OSError as fault:
        problems.error(Place(shown), "unreadable-file", f"cannot read this file: {fault.strerror or fault}")
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = raw[: fault.start].count(b"\n") + 1
        problems.error(
            Place(shown, line),
            "not-utf8",
            f"this rule file is not UTF-8 (byte 0x{raw[fault.start]:02x})",
            "save it as UTF-8",
        )
        return None
    return parse(text, shown, problems)


def parse(text: str, path: str, problems: Problems) -> Node | None:
    """Build the tree of a YAML text; None with faults noted where it is not one document of moderate size and depth."""
    if len(text) > LARGEST:
        problems.error(
            Place(path),
            "file-too-large",
            f"a rule file has at most {LARGEST:,} characters, this one {len(text):,}",
            "split it",
        )
        return None
    builder = _Builder(text, path, problems)
    try:
        for event in yaml.parse(text, Loader=LOADER):
            if not builder.take(event):
                return None
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        place = builder.place(mark.line, mark.column) if mark else Place(path)
        problems.error(
            place,
            "yaml",
            f"not valid YAML: {fault.problem or fault.context or 'cannot be read'}",
            "check indentation, quotes and brackets",
        )
        return None
    except yaml.YAMLError as fault:
        problems.error(
            Place(path), "yaml", f"not valid YAML: {str(fault).splitlines()[0]}", "remove control characters"
        )
        return None
    return builder.root


class _Builder:
    """Folds YAML events into nodes with an explicit stack."""

    def __init__(self, text: str, path: str, problems: Problems) -> None:
        self.path, self.problems = path, problems
        self.lines = tuple(text.splitlines())
        self.root: Node | None = None
        self.stack: list[
            tuple[Node, list[Scalar]]
        ] = []  # open collections; for a mapping, the key that waits for its value

    def place(self, line: int, column: int, length: int = 1) -> Place:
        source = self.lines[line] if line < len(self.lines) else ""
        return Place(self.path, line + 1, column + 1, length, source)

    def take(self, event: Any) -> bool:
        """Take one event; False where reading must stop."""
        mark = event.start_mark
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            return self._refuse(
                mark,
                "yaml-alias",
                "anchors and aliases are not allowed in rule files",
                "write the value out, or use a macro",
            )
        if isinstance(event, yaml.ScalarEvent):
            return self._add(self._scalar(event))
        if isinstance(event, yaml.CollectionStartEvent):
            if len(self.stack) >= DEEPEST:
                return self._refuse(mark, "too-deep", f"values are nested more than {DEEPEST} deep", "")
            place = self.place(mark.line, mark.column)
            node: Node = Mapping({}, {}, place) if isinstance(event, yaml.MappingStartEvent) else Sequence([], place)
            if not self._add(node):
                return False
            self.stack.append((node, []))
        elif isinstance(event, yaml.CollectionEndEvent):
            self.stack.pop()
        elif isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
            return self._refuse(mark, "yaml", "a rule file is one YAML document", "split it into files")
        return True

    def _refuse(self, mark: Any, code: str, message: str, hint: str) -> bool:
        self.problems.error(self.place(mark.line, mark.column), code, message, hint)
        return False

    def _scalar(self, event: Any) -> Scalar:
        text = event.value
        style = event.style or ""
        value: str | int | bool | None = text
        if style == "" and event.implicit[0]:
            if text.lower() in WORDS:
                value = WORDS[text.lower()]
            elif INTEGER.fullmatch(text) and len(text) < 16:
                value = int(text)
        start, end = event.start_mark, event.end_mark
        length = end.column - start.column if end.line == start.line else 1
        return Scalar(value, text, self.place(start.line, start.column, max(1, length)), style, self.lines)

    def _add(self, node: Node) -> bool:
        if not self.stack:
            self.root = node
            return True
        parent, waiting = self.stack[-1]
        if isinstance(parent, Sequence):
            parent.items.append(node)
        elif isinstance(parent, Mapping):
            if not waiting:
                return self._key(parent, waiting, node)
            key = waiting.pop()
            if key.text in parent.items:
                self.problems.error(
                    key.place, "duplicate-key", f"the key '{key.text}' stands here twice", "remove or rename one"
                )
            else:
                parent.items[key.text] = node
                parent.keys[key.text] = key.place
        return True

    def _key(self, parent: Mapping, waiting: list[Scalar], node: Node) -> bool:
        if not isinstance(node, Scalar):
            self.problems.error(node.place, "yaml", "a key must be a word", "write 'key: value'")
            return False
        waiting.append(node)
        return True
