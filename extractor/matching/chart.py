"""The chart of one sentence: its tokens as forms, and the mentions found on it, each computed when first asked for.

Comes in: a sentence's forms, a program. Goes out: `Mention`s by type and place. A type's rules run at a token only when
some other rule or a frame asks for that type there (a packrat chart), so strata need no numbering. Does not know frames
or records.
"""

from collections.abc import Mapping, Sequence

import attrs

from ..language.program import PhraseRule, Program
from ..lexicon.entries import LexiconName
from .forms import Form, Then
from .machine import Item, Match, may_follow, run


@attrs.frozen(eq=False)
class Mention:
    """A stretch of tokens [start, end) of a type, in the readings it can stand in.

    captures: what the rule's names caught, in order. constants: attributes of a lexicon entry, or what the rule sets.
    members: the mentions of a coordinated or distributed whole. head: the token that carries its case.
    """

    type: str
    start: int
    end: int
    readings: int
    captures: tuple[tuple[str, Item], ...] = ()
    constants: Mapping[str, str | int] = attrs.field(factory=dict)
    rule: PhraseRule | None = None
    members: tuple["Mention", ...] = ()
    head: int = 0

    def first(self, name: str) -> Item | None:
        """The first item captured under a name."""
        return next((item for key, item in self.captures if key == name), None)


class Chart:
    """One sentence's tokens and mentions. `starts`, `ends`: characters of the original text for each token."""

    def __init__(self, program: Program, forms: Sequence[Form], starts: Sequence[int], ends: Sequence[int]) -> None:
        self.program, self.forms, self.starts, self.ends = program, forms, starts, ends
        self._found: dict[tuple[str, int], tuple[Mention, ...]] = {}

    def __len__(self) -> int:
        return len(self.forms)

    def mentions(self, type_name: str, start: int) -> tuple[Mention, ...]:
        """The mentions of a type that start at a token, longest first."""
        form = self.forms[start]
        starters = form.starters.get(type_name)
        if starters is None:
            starters = form.starters[type_name] = form.beginning(type_name, self.program)
        if not starters:
            return ()
        key = (type_name, start)
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = (
                self._hits(starters, start) if type_name[0] == "#" else self._phrases(starters, start)
            )
        return found

    def longest(self, types: frozenset[str], start: int) -> int:
        """Where the longest mention of some types that starts at a token ends; its start where there is none."""
        kinds = self.forms[start].kinds(types, self.program)
        return max((m.end for name in kinds for m in self.mentions(name, start)), default=start)

    def _hits(self, names: Sequence[LexiconName], start: int) -> tuple[Mention, ...]:
        found = []
        for name in names:
            readings = name.match(self.forms, start)
            if readings:
                constants = {**name.attributes, "name": name.canonical, "label": name.name}
                found.append(
                    Mention(
                        "#" + name.lexicon,
                        start,
                        start + len(name.parts),
                        readings,
                        (),
                        constants,
                        head=start + name.head,
                    )
                )
        return tuple(found)

    def _phrases(self, rules: Sequence[tuple[PhraseRule, Then | None]], start: int) -> tuple[Mention, ...]:
        found: list[Mention] = []
        for rule, then in rules:
            if may_follow(then, self, start):
                for match in run(rule.code, self, start):
                    found += emit(rule, start, match, self)
        if len(found) > 1:
            overridden = {rule_id for m in found if m.rule for rule_id in m.rule.overrides}
            found = [m for m in found if m.rule is None or m.rule.id not in overridden or not _overridden(m, found)]
            found.sort(
                key=lambda m: (-m.end, -(m.rule.priority if m.rule else 0), m.rule.id if m.rule else "", m.readings)
            )
        return tuple(found)


def _overridden(mention: Mention, others: Sequence[Mention]) -> bool:
    """Is there a mention at least as long from a rule that overrides this mention's rule?"""
    assert mention.rule is not None
    return any(o.rule is not None and mention.rule.id in o.rule.overrides and o.end >= mention.end for o in others)


def emit(rule: PhraseRule, start: int, match: Match, chart: Chart) -> list[Mention]:
    """The mention of a match; with `zip`, one whole with a member for each position of the zipped lists."""
    end, readings, head, captures = match
    if not rule.zip:
        return [Mention(rule.type, start, end, readings, captures, rule.set, rule, head=head)]
    columns = [[item for key, item in captures if key == name] for name in rule.zip]
    counts = {len(column) for column in columns}
    if len(counts) != 1 or not counts - {0, 1}:
        return []
    rest = tuple((key, item) for key, item in captures if key not in rule.zip)
    members = []
    for row in zip(*columns, strict=True):
        own = tuple(zip(rule.zip, row, strict=True))
        members.append(
            Mention(
                rule.type,
                min(i.start for i in row),
                max(i.end for i in row),
                readings,
                rest + own,
                rule.set,
                rule,
                head=head,
            )
        )
    return [Mention(rule.type, start, end, readings, captures, rule.set, rule, tuple(members), head)]
