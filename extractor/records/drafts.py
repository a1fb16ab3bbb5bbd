"""Frame matches and record phrases -> drafts: the events of one sentence, normalised, before the document is
considered.

Comes in: matches on a chart. Goes out: `Draft`s. Does not know other sentences.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from ..language.declarations import TypeDeclaration
from ..language.program import FrameRule, PhraseRule
from ..language.syntax import SlotType
from ..matching.chart import Chart, Mention
from ..matching.contexts import ContextFinder
from ..matching.frames import FrameMatch
from ..matching.machine import Item
from .normalise import Normaliser, Part, narrowed
from .values import RuleRef, SlotValue, Span, Value

LONGEST_EVIDENCE = 400


@attrs.define(eq=False)
class Draft:
    """An event as one sentence tells it.

    `trigger`: characters of its trigger word; `order`: sentence number, for telling what came before.
    """

    type: str
    lang: str
    order: int
    trigger: Span
    slots: dict[str, list[Value] | str]
    evidence: list[Span]
    rules: list[RuleRef]
    stated: set[str]
    cues: list[str]
    paragraph: int = 0
    word: str = ""
    construction: str = ""
    joins: bool = False
    verbal: bool = False  # its trigger is a verb

    def values(self, slot: str) -> list[Value]:
        """The values of a slot that holds mentions."""
        found = self.slots.get(slot)
        return found if isinstance(found, list) else []

    def text(self, slot: str) -> str | None:
        """The word or text of a slot."""
        found = self.slots.get(slot)
        return found if isinstance(found, str) else None


class Drafter:
    """Makes the drafts of one sentence."""

    def __init__(
        self,
        chart: Chart,
        contexts: ContextFinder,
        normaliser: Normaliser,
        types: Mapping[str, TypeDeclaration],
        order: int,
        paragraph: int,
    ) -> None:
        self.chart, self.contexts, self.n, self.types = chart, contexts, normaliser, types
        self.order, self.paragraph = order, paragraph

    def from_frame(self, match: FrameMatch) -> Iterator[Draft]:
        """The drafts of a frame match: one, or with `each` one for every filler of that role."""
        rule = match.rule
        if self.contexts.drops(rule.type, match.trigger):
            return
        fills: dict[str, list[Mention]] = {}
        for fill in match.fills:
            fills.setdefault(fill.role.name, []).extend(fill.mentions)
        for own in [fills | {rule.each: [mention]} for mention in fills.get(rule.each, ())] or [fills]:
            sources = {slot: list(self.from_fills(own, names)) for slot, names in rule.slots.items()}
            yield self.draft(rule, match.trigger, sources, match.start, match.end)

    def from_fills(self, fills: Mapping[str, list[Mention]], names: Iterable[str]) -> Iterator[Part]:
        """The parts a slot's sources give: every filled role, or a path into its mention."""
        for source in names:
            role, _, rest = source.partition(".")
            for mention in fills.get(role, ()):
                if not rest:
                    yield Item(mention.start, mention.end, mention.readings, mention)
                else:
                    yield from self.n.path_of_inner(mention, rest)

    def from_phrase(self, mention: Mention) -> Iterator[Draft]:
        """The drafts of a phrase that emits a record: one, or with `each` one for every capture of that name."""
        rule = mention.rule
        assert rule is not None
        if self.contexts.drops(rule.type, (mention.head,)):
            return
        for own in one_by_one(mention, rule.each):
            sources = {slot: self.n.slot(own, slot) for slot in rule.slots}
            yield self.draft(rule, (mention.head,), sources, mention.start, mention.end)

    def draft(
        self,
        rule: FrameRule | PhraseRule,
        trigger: Sequence[int],
        sources: Mapping[str, list[Part]],
        start: int,
        end: int,
    ) -> Draft:
        declared = self.types[rule.type]
        slots: dict[str, list[Value] | str] = {}
        stated = set(rule.set)
        for slot, parts in sources.items():
            value = self.slot_value(declared.slots[slot][0], parts)
            if value:
                slots[slot] = value
                stated.add(slot)
        slots |= rule.set
        values, cues = self.contexts.values(rule.type, trigger)
        slots |= values
        stated |= set(values)
        for slot, (kind, _) in declared.slots.items():
            if kind.default is not None and slot not in slots:
                slots[slot] = kind.default
        return Draft(
            rule.type,
            self.chart.program.lang,
            self.order,
            self.n.span(trigger[0], trigger[0] + 1),
            slots,
            [self.evidence(start, end)],
            [RuleRef(rule.id, rule.file, rule.line), *(RuleRef(c.rule.id, c.rule.file, c.rule.line) for c in cues)],
            stated,
            [c.rule.id for c in cues],
            self.paragraph,
            self.chart.forms[trigger[0]].fold,
            getattr(rule, "construction", ""),
            getattr(rule, "joins", False),
            getattr(rule, "finite", False),
        )

    def slot_value(self, kind: SlotType, parts: Sequence[Part]) -> list[Value] | str | None:
        """Parts as the slot's type wants them: values, the text of the first, or a word of the enumeration."""
        if kind.words:
            return next((p for p in parts if isinstance(p, str) and p in kind.words), None)
        if kind.names == ("text",):
            return self.n.phrase(parts[0]) if parts else None
        return [value for p in parts if isinstance(p, Item) for value in self.item_values(p, kind)][: kind.high]

    def item_values(self, item: Item, kind: SlotType) -> list[Value]:
        """The value of an item, one for each member of a distributed whole; any words can be a topic."""
        if kind.names == ("Topic",) and (item.mention is None or item.mention.type != "Topic"):
            return [Value("Topic", {"contexts": []}, self.n.span(item.start, item.end))]
        members = item.mention.members if item.mention is not None else ()
        return [self.item_value(Item(m.start, m.end, m.readings, m)) for m in members] or [self.item_value(item)]

    def item_value(self, item: Item) -> Value:
        if item.mention is not None and item.mention.type in self.types:
            return self.n.value(narrowed(item))
        return Value("Text", {"text": self.n.phrase(item)}, self.n.span(item.start, item.end))

    def evidence(self, start: int, end: int) -> Span:
        """The sentence; where it is very long, as much of it around the match as fits."""
        first, last = 0, len(self.chart)
        whole = self.n.span(first, last)
        if whole.end - whole.start <= LONGEST_EVIDENCE:
            return whole
        starts, ends = self.chart.starts, self.chart.ends
        while (
            first < start
            and ends[last - 1] - starts[first] > LONGEST_EVIDENCE
            and ends[end - 1] - starts[first] > LONGEST_EVIDENCE // 2
        ):
            first += 1
        while last > end and ends[last - 1] - starts[first] > LONGEST_EVIDENCE:
            last -= 1
        while last > first + 1 and ends[last - 1] - starts[first] > LONGEST_EVIDENCE:
            last -= 1
        return self.n.span(first, last)


def one_by_one(mention: Mention, name: str) -> Iterator[Mention]:
    """The mention once for each capture of a name, with that capture alone; a distributed whole counts as its members."""
    captured = [item for key, item in mention.captures if key == name]
    rest = tuple((key, item) for key, item in mention.captures if key != name)
    for item in captured:
        for inner in item.mention.members if item.mention is not None and item.mention.members else (item.mention,):
            yield attrs.evolve(mention, captures=(*rest, (name, item._replace(mention=inner))), members=())
    if not captured:
        yield from mention.members or (mention,)


def defaults(declared: TypeDeclaration) -> dict[str, Any]:
    """The defaults of a type's slots."""
    return {slot: kind.default for slot, (kind, _) in declared.slots.items() if kind.default is not None}


__all__ = ["Draft", "Drafter", "SlotValue", "defaults"]
