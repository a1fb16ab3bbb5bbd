"""Mentions from outside on the chart of a sentence, beside our own.

Comes in: a chart, annotated characters. Goes out: a chart on which those are mentions that are whole tokens and that
none of our own covers. A sentence without any keeps its chart, so this costs nothing where nothing is added.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from ..language.program import LONGEST_MATCH, Code, Starts
from ..morphology.russian_phrases import find_head
from .chart import Chart, Mention
from .forms import NOMINAL, Form, Then

Stretch = tuple[int, int, str]  # the first character, one past the last, a mention type
OPENING = frozenset("«“„\"'")


def joined(chart: Chart, stretches: Iterable[Stretch]) -> Chart:
    """The chart with mentions on those stretches that no mention of ours speaks against."""
    found: dict[tuple[str, int], Mention] = {}
    for first, last, name in stretches:
        start, end = aligned(chart, first, last)
        if start < end and not denied(chart, name, start, end):
            found[name, start] = mention(chart, name, start, end)
    return Joined(chart, found) if found else chart


def aligned(chart: Chart, first: int, last: int) -> tuple[int, int]:
    """The tokens of a stretch of characters without what it adds in brackets, «Ян Новак (Jan Novak)»; none where it
    divides a token or begins with no word.
    """
    start, end = bisect_left(chart.starts, first), bisect_left(chart.ends, last) + 1
    whole = start < end <= len(chart) and (chart.starts[start], chart.ends[end - 1]) == (first, last)
    norms = [form.norm for form in chart.forms[start:end]] if whole else []
    if not norms or not (norms[0] in OPENING or norms[0][:1].isalnum()):
        return start, start
    return start, start + next((i for i, norm in enumerate(norms) if norm in ("(", ")")), len(norms))


def denied(chart: Chart, name: str, start: int, end: int) -> bool:
    """Does a mention of ours, of this type or one that frames look for, cover the tokens, or do several of this type
    lie among them?
    """
    own = frozenset([name])
    types = own | chart.program.solid
    if any(chart.longest(types, at) >= end for at in range(max(0, start + 1 - LONGEST_MATCH), start + 1)):
        return True
    inside, at = 0, start
    while at < end:
        after = chart.longest(own, at)
        inside += after > at
        at = max(at + 1, after)
    return inside > 1


def mention(chart: Chart, name: str, start: int, end: int) -> Mention:
    """The mention, in the readings of its head and of the words that agree with it: what describes it, other names."""
    forms = chart.forms[start:end]
    head = (find_head([form.norm for form in forms]) if chart.program.lang == "ru" else None) or 0
    readings = nominal(forms[head])
    for at, form in enumerate(forms):
        if at < head or form.norm[:1].isupper():
            readings = readings & form.own or readings
    return Mention(name, start, end, readings, head=start + head)


def nominal(form: Form) -> int:
    """The readings of a form as a noun; where it can be none, all it has."""
    found = 0
    for analysis in form.analyses:
        found |= analysis.readings if analysis.pos in NOMINAL else 0
    return found or form.own


class Joined(Chart):
    """A chart with mentions from outside, by type and first token."""

    def __init__(self, chart: Chart, outside: dict[tuple[str, int], Mention]) -> None:
        super().__init__(chart.program, list(opened(chart, outside)), chart.starts, chart.ends)
        self.outside = outside

    def mentions(self, type_name: str, start: int) -> tuple[Mention, ...]:
        """The mentions of a type that start at a token, longest first."""
        key = (type_name, start)
        outside = self.outside.get(key)
        if outside is None:
            return super().mentions(type_name, start)
        found = self._found.get(key)
        if found is None:
            ours = self._phrases(self.forms[start].beginning(type_name, self.program), start)
            longer = sum(m.end >= outside.end for m in ours)
            added = () if any(m.end == outside.end for m in ours) else (outside,)
            found = self._found[key] = (*ours[:longer], *added, *ours[longer:])
        return found


def opened(chart: Chart, outside: Iterable[tuple[str, int]]) -> Iterator[Form]:
    """The forms of a chart, those where a mention from outside begins and those before them knowing it."""
    here: dict[int, set[str]] = {}
    for name, at in outside:
        here.setdefault(at, set()).add(name)
    for at, form in enumerate(chart.forms):
        yield Opened(form, here.get(at, ()), here.get(at + 1, ())) if at in here or at + 1 in here else form


class Opened(Form):
    """A form of its own for one token: mentions of some types begin with it (`here`), or right after it (`after`)."""

    __slots__ = ("after", "here")

    def __init__(self, form: Form, here: Iterable[str], after: Iterable[str]) -> None:
        starters = dict.fromkeys(here, (None,))  # that they begin here is all that is asked
        super().__init__(form.norm, form.fold, form.rows, form.names, form.mask, dict(starters))
        self.here, self.after = frozenset(here), frozenset(after)

    def can_start(self, starts: Starts) -> bool:
        """Can a match that begins so begin with this form?"""
        return super().can_start(starts) or not starts.types.isdisjoint(self.here)

    def then(self, code: Code) -> Then | None:
        """What must follow; None where a mention from outside may."""
        if any(e.after is not None and not e.after.types.isdisjoint(self.after) for e in code.entries or ()):
            return None
        return super().then(code)
