"""Errors of rule authors as values: collected, and shown once, all together.

Comes in: a place in a rule file, a code, words. Goes out: `Problem`s, printed with line, caret and hint. Does not know
the language.
"""

from collections.abc import Collection, Iterable
from difflib import get_close_matches
from pathlib import Path

import attrs

REFERENCE = "docs/rule-language.md"


@attrs.frozen(order=True)
class Place:
    """A place in a rule file: path as shown to people, line and column from 1, length of the marked stretch, the line
    itself.
    """

    path: str
    line: int = 1
    column: int = 1
    length: int = attrs.field(default=1, order=False)
    source: str = attrs.field(default="", order=False, repr=False)


@attrs.frozen(order=True)
class Problem:
    """One fault: where, a stable code (each has a section in the reference), what is wrong in the author's terms, how
    to cure it.
    """

    place: Place
    code: str
    message: str
    hint: str = ""
    severity: str = "error"

    def __str__(self) -> str:
        """The form people read: one greppable line, then the source line with carets, then the hint."""
        p = self.place
        lines = [f"{p.path}:{p.line}:{p.column}: {self.severity}[{self.code}]: {self.message}"]
        if p.source:
            number = f"{p.line:5} | "
            lines.append(number + clip(p.source, p.column, p.length))
            lines.append(" " * (len(number) - 2) + "  " + " " * caret_column(p) + "^" * max(1, min(p.length, 60)))
        join = " " if self.hint.endswith("?") else "; "
        lines.append(f"      = hint: {self.hint + join if self.hint else ''}see {REFERENCE}#{self.code}")
        return "\n".join(lines)


def clip(source: str, column: int, length: int) -> str:
    """A line of source, cut around the marked stretch when it is long."""
    start = max(0, column - 80) if len(source) > 160 else 0
    return source[start : start + 160].replace("\t", " ")


def caret_column(place: Place) -> int:
    """Columns before the caret, in the line as `clip` shows it."""
    return place.column - 1 - (max(0, place.column - 80) if len(place.source) > 160 else 0)


class RuleError(Exception):
    """Rules that cannot be loaded; `problems` holds every fault of every file, in order of place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(str(p) for p in self.problems))


class Problems:
    """The collector that the stages of loading write to."""

    def __init__(self) -> None:
        self.found: list[Problem] = []

    def error(self, place: Place, code: str, message: str, hint: str = "") -> None:
        """Note a fault; loading goes on, so that all faults are shown at once."""
        self.found.append(Problem(place, code, message, hint))

    def warn(self, place: Place, code: str, message: str, hint: str = "") -> None:
        """Note something doubtful that does not stop extraction; shown by `extract check`."""
        self.found.append(Problem(place, code, message, hint, "warning"))

    @property
    def errors(self) -> list[Problem]:
        """The faults that stop extraction."""
        return [p for p in self.found if p.severity == "error"]

    def stop_if_any(self) -> None:
        """Raise `RuleError` with every fault found so far, if there is one."""
        if self.errors:
            raise RuleError(self.errors)


def did_you_mean(word: str, known: Collection[str]) -> str:
    """`did you mean 'nomn'?`, or a short list of what there is, or nothing."""
    close = get_close_matches(word, list(known), n=1, cutoff=0.6)
    if close:
        return f"did you mean '{close[0]}'?"
    return f"there is {', '.join(sorted(known))}" if 0 < len(known) <= 12 else ""


def shown_path(path: Path) -> str:
    """A path as people expect to see it: relative to the working directory where it lies below it, with forward
    slashes.
    """
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()
