"""Cues around a trigger that set slots of its record: negation, plans, sources of doubt (the idea of ConText, Chapman
et al. 2007).

Comes in: a chart, its clauses, a trigger's tokens. Goes out: the values that contexts set, with the tokens of the cue.
Does not know records.
"""

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property

import attrs

from ..language.program import SCOPE, Code, ContextRule, Program
from .chart import Chart
from .clauses import Clauses
from .forms import Form
from .machine import may_match, run


@attrs.frozen(eq=False)
class Cue:
    """A context's cue found at tokens [start, end)."""

    rule: ContextRule
    start: int
    end: int


CUES = "@cues"  # under this name a form keeps the contexts it can begin


class ContextFinder:
    """The contexts of a program on one chart: cues are looked for once, then asked for each trigger."""

    def __init__(self, program: Program, chart: Chart, clauses: Clauses) -> None:
        self.program, self.chart, self.clauses = program, chart, clauses
        self._ends: dict[int, list[tuple[int, int]]] = {}

    def values(self, type_name: str, trigger: Sequence[int]) -> tuple[dict[str, str], list[Cue]]:
        """What the contexts in whose scope a trigger stands set; the nearest cue wins, then priority, then id."""
        cues = self.around(type_name, trigger)
        cues.sort(key=lambda c: (-c.rule.priority, self.gap(c, trigger), c.rule.id))
        values: dict[str, str] = {}
        used = []
        for cue in cues:
            fresh = {slot: value for slot, value in cue.rule.set.items() if slot not in values}
            if fresh:
                values.update(fresh)
                used.append(cue)
        return values, used

    def drops(self, type_name: str, trigger: Sequence[int]) -> bool:
        """Does a context say that there is no record here («управление по борьбе с …»)?"""
        return any(c.rule.drop for c in self.around(type_name, trigger))

    def around(self, type_name: str, trigger: Sequence[int]) -> list[Cue]:
        """The cues for a type in whose scope a trigger stands, among those within reach."""
        cues, anchor = self.cues, trigger[0]
        first = bisect_left(cues, anchor - SCOPE, key=lambda c: c.start)
        last = bisect_left(cues, anchor + SCOPE, key=lambda c: c.start)
        return [c for c in cues[first:last] if type_name in c.rule.types and self.covers(c, trigger)]

    @cached_property
    def cues(self) -> list[Cue]:
        """Every cue of the sentence that no blocking cue covers, by its first token."""
        found = [
            Cue(rule, at, end)
            for at, form in enumerate(self.chart.forms)
            for rule in self.beginning(form)
            if (end := self.end(rule.code, at))
        ]
        blocked: dict[tuple[str, int], int] = {}  # (id, token) -> how far the blocking cues over this token reach
        for cue in found:
            for other in cue.rule.blocks:
                for at in range(cue.start, cue.end):
                    blocked[other, at] = max(blocked.get((other, at), 0), cue.end)
        return sorted(
            (c for c in found if blocked.get((c.rule.id, c.start), 0) < c.end),
            key=lambda c: (c.start, c.end, c.rule.id),
        )

    def beginning(self, form: Form) -> tuple[ContextRule, ...]:
        """The contexts whose cue can begin with a form."""
        found = form.starters.get(CUES)
        if found is None:
            found = form.starters[CUES] = tuple(
                rule for rule in self.program.contexts if form.can_start(rule.code.starts)
            )
        return found

    def end(self, code: Code, start: int) -> int:
        """Where the longest match of a pattern at a token ends; 0 where there is none."""
        if not may_match(code, self.chart, start):
            return 0
        return max((match[0] for match in run(code, self.chart, start)), default=0)

    def hits(self, code: Code) -> list[tuple[int, int]]:
        """Where a pattern matches, the longest at each start."""
        starts = [at for at, form in enumerate(self.chart.forms) if form.can_start(code.starts)]
        return [(at, end) for at in starts if (end := self.end(code, at))]

    def covers(self, cue: Cue, trigger: Sequence[int]) -> bool:
        """Does the trigger stand in the cue's scope?"""
        rule, anchor = cue.rule, trigger[0]
        if (rule.side == "before" and cue.start > anchor) or (rule.side == "after" and cue.start <= anchor):
            return False
        if rule.target == "word" and not any(
            cue.start <= t < cue.end for t in trigger
        ):  # on a word of the trigger, not beside it
            return False
        if rule.within == "clause" and self.clauses.of[cue.start] != self.clauses.of[anchor]:
            return False
        if isinstance(rule.within, int) and self.gap(cue, trigger) > rule.within:
            return False
        return rule.until is None or not self.ended(cue, min(trigger), max(trigger))

    @staticmethod
    def gap(cue: Cue, trigger: Sequence[int]) -> int:
        """Tokens between the cue and the nearest token of the trigger; 0 where they touch or overlap."""
        return min(max(0, t - cue.end, cue.start - t - 1) for t in trigger)

    def ended(self, cue: Cue, first: int, last: int) -> bool:
        """Does a terminator stand between the cue and the trigger?"""
        code = cue.rule.until
        assert code is not None
        if id(code) not in self._ends:
            self._ends[id(code)] = self.hits(code)
        low, high = (cue.end, first) if cue.end <= first else (last + 1, cue.start)
        return any(low <= start and end <= high for start, end in self._ends[id(code)])
