"""Compiled rules kept between runs, as JSON in the user's own cache folder.

Comes in: `Rules`, or the digest of the files they come from. Goes out: the same `Rules` again, or None. JSON only
builds the classes listed here, so a planted file cannot run code; a file that does not decode is ignored and written
anew. Does not know how
rules are compiled.

Lexicon names, by far the most numerous values, stay encoded until a word of a text asks for them.
"""

import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Iterable, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import attrs

from ..lexicon.entries import LexiconIndex, LexiconName, Part
from .constraints import Constraint
from .declarations import Example, TypeDeclaration
from .parse import SlotType
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

FORMAT = "1"
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


def load(key: str, analyses: Analyses) -> Rules | None:
    """The rules kept under a key; None where there are none, or they cannot be read."""
    try:
        encoded = json.loads((folder() / f"{key}.json").read_bytes())
        rules = _decode(encoded, analyses)
    except (OSError, ValueError, KeyError, IndexError, TypeError, RecursionError, AttributeError):
        return None
    return rules if isinstance(rules, Rules) else None


def store(key: str, rules: Rules) -> None:
    """Keep rules under a key, in place of older ones. A folder that cannot be written is no fault."""
    target = folder()
    try:
        target.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=target, suffix=".part")
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            json.dump(encode(rules), out, ensure_ascii=False, separators=(",", ":"))
        os.replace(temporary, target / f"{key}.json")
        for old in sorted(target.glob("*.json"), key=lambda p: -p.stat().st_mtime)[8:]:
            old.unlink(missing_ok=True)
    except OSError:
        return


def encode(value: Any) -> Any:
    """A value as JSON: a list whose first item names what it is."""
    kind = type(value)
    if value is None or kind in (bool, int, str):
        return value
    if kind in FIELDS:
        return [kind.__name__, *(encode(getattr(value, name)) for name in FIELDS[kind])]
    if isinstance(value, Instruction):
        return ["I", *(encode(v) for v in value)]
    if isinstance(value, LexiconIndex):
        names = [encode(value.name(n)) for n in range(len(value.names))]
        return ["X", names, [[k, list(v)] for k, v in value.keys.items()], encode(value.singles)]
    if kind is dict:
        return ["d", [[encode(k), encode(v)] for k, v in value.items()]]
    if kind is frozenset:
        return ["s", *sorted((encode(v) for v in value), key=repr)]
    if kind in (tuple, list):
        return ["t", *(encode(v) for v in value)]
    raise TypeError(f"cannot keep a {kind.__name__}")


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
        return {_decode(k, analyses): _decode(v, analyses) for k, v in rest[0]}
    if tag == "X":
        return LexiconIndex(
            rest[0], dict(rest[1]), _decode(rest[2], analyses), lambda encoded: _decode(encoded, analyses)
        )
    made = BY_NAME[tag]
    fields = dict(zip(FIELDS[made], [_decode(v, analyses) for v in rest], strict=True))
    if made is Program:
        fields["analyse"] = analyses[fields["lang"]]
    return made(**fields)
