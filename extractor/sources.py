"""Documents from files: text files, folders of them, JSON Lines, standard input.

Comes in: paths. Goes out: `Document`s one by one, and `Fault`s for what cannot be read; reading goes on after a fault.
Does not know rules.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from datetime import date as Day
from pathlib import Path
from typing import Any

import attrs

TEXT_SUFFIXES = (".txt", ".md", ".text", "")
LARGEST_LINE = 100_000_000


@attrs.frozen
class Document:
    """A text with its name (the path below the input given, or the id) and its day, where known."""

    name: str
    text: str
    day: Day | None = None


@attrs.frozen
class Fault:
    """An input that cannot be read: where, and why."""

    place: str
    reason: str


@attrs.frozen
class Fields:
    """Which fields of a JSON line hold text, id and date; the first that is there counts."""

    text: tuple[str, ...] = ("text",)
    id: tuple[str, ...] = ("id", "doc")
    date: tuple[str, ...] = ("date", "published")


def documents(paths: Sequence[str], fields: Fields, day: Day | None = None) -> Iterator[Document | Fault]:
    """Every document of the paths, folders in sorted order. `day`: the day of documents that do not say their own."""
    for path in paths:
        if path == "-":
            yield from _one("-", sys.stdin.buffer.read(), day)
        elif Path(path).is_dir():
            yield from _folder(Path(path), fields, day)
        elif Path(path).exists():
            yield from _file(Path(path), Path(path).name, fields, day)
        else:
            yield Fault(path, "there is no such file or folder")


def count(paths: Sequence[str]) -> int:
    """How many files the paths hold, for progress."""
    return sum(sum(1 for _ in _files(Path(p))) if Path(p).is_dir() else 1 for p in paths)


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.is_file() and path.suffix.lower() in (*TEXT_SUFFIXES, ".jsonl") and not hidden:
            yield path


def _folder(folder: Path, fields: Fields, day: Day | None) -> Iterator[Document | Fault]:
    found = False
    for path in _files(folder):
        found = True
        yield from _file(path, path.relative_to(folder).as_posix(), fields, day)
    if not found:
        yield Fault(str(folder), "this folder holds no text files (*.txt, *.md, *.jsonl)")


def _file(path: Path, name: str, fields: Fields, day: Day | None) -> Iterator[Document | Fault]:
    try:
        if path.suffix.lower() == ".jsonl":
            yield from _lines(path, fields, day)
        else:
            yield from _one(name, path.read_bytes(), day, str(path))
    except OSError as fault:
        yield Fault(str(path), f"cannot be read: {fault.strerror or fault}")


def _one(name: str, raw: bytes, day: Day | None, place: str | None = None) -> Iterator[Document | Fault]:
    if b"\0" in raw[:4096]:
        yield Fault(place or name, "this is binary data, not text")
        return
    try:
        yield Document(name, raw.decode("utf-8-sig"), day)
    except UnicodeDecodeError as fault:
        yield Fault(place or name, f"not UTF-8 text (byte 0x{raw[fault.start]:02x} at {fault.start})")


def _lines(path: Path, fields: Fields, day: Day | None) -> Iterator[Document | Fault]:
    with path.open("rb") as lines:
        for number, raw in enumerate(lines, 1):
            if raw.strip():
                yield _line(raw, f"{path}:{number}", f"{path.name}:{number}", fields, day)


def _line(raw: bytes, place: str, name: str, fields: Fields, day: Day | None) -> Document | Fault:
    if len(raw) > LARGEST_LINE:
        return Fault(place, f"this line has {len(raw):,} bytes, more than {LARGEST_LINE:,}")
    try:
        row = json.loads(raw.rstrip(b"\r\n"))
    except (ValueError, RecursionError) as fault:
        reason = (
            f"{fault.msg}, column {fault.colno}"
            if isinstance(fault, json.JSONDecodeError)
            else str(fault).splitlines()[0]
        )
        return Fault(place, f"not JSON: {reason}")
    if not isinstance(row, dict):
        return Fault(place, "not a JSON object")
    text = _first(row, fields.text)
    if not isinstance(text, str):
        return Fault(
            place, f"no text in the field {' or '.join(repr(f) for f in fields.text)}; name it with --text-field"
        )
    identity = _first(row, fields.id)
    stated = _first(row, fields.date)
    return Document(
        str(identity) if identity is not None else name, text, (parse_day(str(stated)) if stated else None) or day
    )


def _first(row: dict[str, Any], names: Sequence[str]) -> Any:
    return next((row[name] for name in names if row.get(name) is not None), None)


def parse_day(text: str) -> Day | None:
    """A day from an ISO date or time; None where it is none."""
    try:
        return Day.fromisoformat(text.strip()[:10])
    except ValueError:
        return None
