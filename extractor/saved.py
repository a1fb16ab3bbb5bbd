"""Records from files that `extract` wrote before: JSON Lines.

Comes in: paths. Goes out: rows with their places, and `Fault`s for lines that are no records; reading goes on after a
fault. Does not know what records mean.
"""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import attrs

from .sources import Fault

NEEDED = ("id", "type", "doc")


@attrs.frozen
class Row:
    """A JSON object, where it stands (file:line), and its line."""

    place: str
    fields: dict[str, Any]
    line: bytes = attrs.field(repr=False)


def records(paths: Sequence[str]) -> Iterator[Row | Fault]:
    """The records of the files, in order; - is standard input."""
    for row in rows(paths):
        missing = (
            [] if isinstance(row, Fault) else [name for name in NEEDED if not isinstance(row.fields.get(name), str)]
        )
        if missing and isinstance(row, Row):
            row = Fault(
                row.place,
                f"not a record: no {' or '.join(repr(name) for name in missing)}; records are what extract prints",
            )
        yield row


def rows(paths: Sequence[str]) -> Iterator[Row | Fault]:
    """The JSON objects of the files, one a line."""
    for path in paths:
        if path == "-":
            yield from _rows(sys.stdin.buffer, path)
        elif Path(path).is_dir():
            yield Fault(path, "this is a folder; name files of records")
        else:
            try:
                with open(path, "rb") as lines:
                    yield from _rows(lines, path)
            except OSError as fault:
                yield Fault(path, f"cannot be read: {fault.strerror or fault}")


def _rows(lines: Iterable[bytes], path: str) -> Iterator[Row | Fault]:
    for number, raw in enumerate(lines, 1):
        if raw.strip():
            yield _row(raw, f"{path}:{number}")


def _row(raw: bytes, place: str) -> Row | Fault:
    try:
        fields = json.loads(raw.decode("utf-8-sig").rstrip("\r\n"))
    except json.JSONDecodeError as fault:
        return Fault(place, f"not JSON: {fault.msg}, column {fault.colno}")
    except UnicodeDecodeError as fault:
        return Fault(place, f"not UTF-8 text (byte 0x{raw[fault.start]:02x} at {fault.start})")
    except (ValueError, RecursionError) as fault:
        return Fault(place, f"not JSON: {str(fault).splitlines()[0]}")
    return Row(place, fields, raw) if isinstance(fields, dict) else Fault(place, "not a JSON object")
