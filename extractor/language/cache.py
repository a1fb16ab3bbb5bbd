"""Compiled rules kept between runs, as JSON in the user's own cache folder.

Comes in: `Rules`, or the digest of the files they come from. Goes out: the same `Rules` again, or None. JSON only
builds the classes listed here, so a planted file cannot run code; a file that does not decode is ignored and written
anew. Does not know how rules are compiled.

A file has a line for what all languages share, one for the rules' examples, and one for each language, read when it is
asked for. Lexicon names, by far the most numerous values, stay encoded until a word of a text asks for them.
"""

import gc
import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import attrs

from ..lexicon.entries import LexiconIndex, LexiconName, Part
from .constraints import Constraint
from .declarations import Example, TypeDeclaration
from .problems import Place
from .program import (
    Code,
    ContextRule,
    Entry,
    Filter,
    FrameRule,
    Instruction,
    PhraseRule,
    Program,
    Role,
    Rules,
    Starts,
    Tables,
    TestedRule,
    TriggerWord,
)
from .syntax import SlotType

FORMAT = "2"
SEPARATOR = b"\x1f"  # JSON has no such character
ATTRS = (
    Constraint,
    LexiconName,
    Part,
    Example,
    TypeDeclaration,
    SlotType,
    Place,
    Code,
    ContextRule,
    Entry,
    Filter,
    FrameRule,
    PhraseRule,
    Program,
    Role,
    Rules,
    Tables,
    Starts,
    TestedRule,
    TriggerWord,
)
FIELDS: dict[type, tuple[str, ...]] = {
    c: tuple(a.name for a in attrs.fields(c) if a.init and a.name != "analyse") for c in ATTRS
}
BY_NAME: dict[str, type] = {c.__name__: c for c in ATTRS}
Analyses = Mapping[str, Callable[[str], Any]]


def digest(files: Iterable[Path], salt: Iterable[str]) -> str:
    """One key for the content of files, the code that compiles them, and the dictionaries they are compiled with."""
    found = hashlib.sha256(FORMAT.encode())
    for text in (*salt, *(_version(p) for p in ("pymorphy3", "pymorphy3-dicts-ru", "lark"))):
        found.update(text.encode() + b"\0")
    for path in files:
        found.update(str(path).encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def folder() -> Path:
    """The user's cache folder for this program."""
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return Path(base) / "extractor"


@contextmanager
def no_collection() -> Iterator[None]:
    """Rules are many objects that live as long as the process: the collector of cycles need not walk them, neither while
    they are made nor later.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if running:
            gc.enable()


class Programs(Mapping[str, Program]):
    """The programs by language, each decoded when it is asked for first."""

    def __init__(self, lines: Mapping[str, tuple[bytes, bytes]], analyses: Analyses) -> None:
        self.lines, self.analyses = lines, analyses
        self._decoded: dict[str, Program] = {}

    def __getitem__(self, lang: str) -> Program:
        if lang not in self._decoded:
            with no_collection():
                line, names = self.lines[lang]
                program: Program = _decode(json.loads(line), self.analyses)
                program.lexicons.names = list(names.split(SEPARATOR)) if names else []
                self._decoded[lang] = program
        return self._decoded[lang]

    def __iter__(self) -> Iterator[str]:
        return iter(self.lines)

    def __len__(self) -> int:
        return len(self.lines)


class Examples(Sequence[TestedRule]):
    """The rules' examples, decoded when they are asked for first."""

    def __init__(self, line: bytes) -> None:
        self.line = line

    @cached_property
    def rules(self) -> tuple[TestedRule, ...]:
        decoded: tuple[TestedRule, ...] = _decode(json.loads(self.line), {})
        return decoded

    def __getitem__(self, number: Any) -> Any:
        return self.rules[number]

    def __len__(self) -> int:
        return len(self.rules)


def load(key: str, analyses: Analyses) -> Rules | None:
    """The rules kept under a key; None where there are none, or they cannot be read."""
    try:
        head, seal, examples, *lines = (folder() / f"{key}.json").read_bytes().split(b"\n")
        types, langs, files = _decode(json.loads(head), analyses)
        if seal.decode() != _seal([examples, *lines]):
            return None
        programs = dict(zip(langs, zip(lines[::2], lines[1::2], strict=True), strict=True))
        return Rules(types, Programs(programs, analyses), Examples(examples), files)
    except (OSError, ValueError, KeyError, IndexError, TypeError, RecursionError, AttributeError):
        return None


def _seal(lines: Iterable[bytes]) -> str:
    """What tells whether lines that are read later are whole."""
    return hashlib.sha256(b"\n".join(lines)).hexdigest()


def store(key: str, rules: Rules) -> None:
    """Keep rules under a key, in place of older ones. A folder that cannot be written is no fault."""
    target = folder()
    shared = encode((rules.types, tuple(rules.programs), rules.files))
    lines = [_line(encode(tuple(rules.tested)))]
    for program in rules.programs.values():
        index = program.lexicons
        names = SEPARATOR.join(_line(encode(index.name(n))) for n in range(len(index.names)))
        lines += [_line(encode(program)), names]
    try:
        target.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=target, suffix=".part")
        with os.fdopen(handle, "wb") as out:
            out.write(b"\n".join([_line(shared), _seal(lines).encode(), *lines]))
        os.replace(temporary, target / f"{key}.json")
        for old in sorted(target.glob("*.json"), key=lambda p: -p.stat().st_mtime)[8:]:
            old.unlink(missing_ok=True)
    except OSError:
        return


def _line(encoded: Any) -> bytes:
    return json.dumps(encoded, ensure_ascii=False, separators=(",", ":")).encode()


def encode(value: Any) -> Any:
    """A value as JSON: a list whose first item names what it is."""
    kind = type(value)
    if value is None or kind in (bool, int, str):
        return value
    if kind is Filter:
        needs = [[n.bit_length() - 1, [[_bits(mask), kinds] for mask, kinds in of]] for n, of in value.needs.items()]
        return ["F", _by_mask(value.words), needs, " ".join(sorted(value.scanned)), value.open]
    if kind is Code:
        return ["C", encode(value.instructions), value.registers, encode(value.starts), encode(value.entries)]
    if kind in FIELDS:
        return [kind.__name__, *(encode(getattr(value, name)) for name in FIELDS[kind])]
    if isinstance(value, Instruction):
        return ["I", *(encode(v) for v in value[: _told(value)])]
    if isinstance(value, LexiconIndex):
        return ["X", {key: list(numbers) for key, numbers in value.keys.items()}, encode(value.singles)]
    if kind is dict:
        return ["d", {key: encode(v) for key, v in value.items()}]
    if kind is frozenset:
        return ["s", *sorted((encode(v) for v in value), key=repr)]
    if kind in (tuple, list):
        return ["t", *(encode(v) for v in value)]
    raise TypeError(f"cannot keep a {kind.__name__}")


def _told(instruction: Instruction) -> int:
    """How many fields to keep: the last ones are mostly defaults."""
    defaults = Instruction._field_defaults
    told = [n for n, name in enumerate(Instruction._fields) if n == 0 or instruction[n] != defaults[name]]
    return max(told) + 1


def _by_mask(words: Mapping[str, int]) -> list[list[Any]]:
    """Words by their mask, in one text: far fewer masks than words."""
    found: dict[int, list[str]] = {}
    for word, mask in words.items():
        found.setdefault(mask, []).append(word)
    return [[_bits(mask), " ".join(own)] for mask, own in found.items()]


def _bits(mask: int) -> list[int]:
    """The numbers of the bits that are set."""
    return [n for n, bit in enumerate(reversed(bin(mask)[2:])) if bit == "1"]


def _mask(bits: Iterable[int]) -> int:
    return sum(1 << n for n in bits)


def _filter(by_mask: list[Any], needs: list[Any], scanned: str, open_: bool) -> Filter:
    """The filter from its parts."""
    words: dict[str, int] = {}
    for bits, own in by_mask:
        words |= dict.fromkeys(own.split(" "), _mask(bits))
    wanted = {1 << n: tuple((_mask(bits), tuple(kinds)) for bits, kinds in of) for n, of in needs}
    return Filter(words, wanted, sum(wanted), frozenset(scanned.split()), open_)


def _decode(value: Any, analyses: Analyses) -> Any:
    if not isinstance(value, list):
        return value
    tag, *rest = value
    if tag == "t":
        return tuple([_decode(v, analyses) for v in rest])
    if tag == "I":
        return Instruction(*[_decode(v, analyses) for v in rest])
    if tag == "s":
        return frozenset([_decode(v, analyses) for v in rest])
    if tag == "d":
        return {key: _decode(v, analyses) for key, v in rest[0].items()}
    if tag == "C":
        source, registers, starts, entries = rest
        decoded = _decode(starts, analyses), _decode(entries, analyses)
        return Code(lambda: _decode(source, analyses), registers, *decoded)
    if tag == "F":
        return _filter(*rest)
    if tag == "X":
        return LexiconIndex(
            [], rest[0], _decode(rest[1], analyses), lambda encoded: _decode(json.loads(encoded), analyses)
        )
    made = BY_NAME[tag]
    fields = dict(zip(FIELDS[made], [_decode(v, analyses) for v in rest], strict=True))
    if made is Program:
        fields["analyse"] = analyses[fields["lang"]]
    return made(**fields)
