"""How good records are against annotated ones: which were found, which are false, which slots are right.

Comes in: items of both by document. Goes out: a `Score` of counts and of errors, each with the words of its text.
A record matches at most one annotated record of its document and type, the pairs that agree best first. An annotated
record that is not `required` counts as right where it is found, and not as missing where it is not.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import attrs

from ..linking.facts import Party
from ..linking.names import same_body, same_form, telling
from ..linking.parties import pairing
from .gold import Item

SAME_WORDS = 0.5  # of the telling words of two texts, for them to be one value
ENOUGH = 0.5  # of parties, or of the evidence's words, for two to be one event
LONG = ("title", "subject", "topics", "place", "source", "target", "speaker", "condition")  # compared by words
EVERY = "all"
QUOTED = 160  # characters shown of a text


@attrs.frozen
class Mistake:
    """One error: `kind` is missing, false or wrong."""

    kind: str
    doc: str
    type: str
    what: str
    quote: str


@attrs.define
class Score:
    """Counts by type (`EVERY` for all), and by type and slot; the errors in the order of the documents."""

    counts: Counter[tuple[str, str]] = attrs.field(factory=Counter)
    slots: Counter[tuple[str, str, bool]] = attrs.field(factory=Counter)
    mistakes: list[Mistake] = attrs.field(factory=list)

    @property
    def types(self) -> list[str]:
        """The types met, all together last."""
        return [*sorted({kind for kind, _ in self.counts} - {EVERY}), EVERY]

    def precision(self, kind: str) -> float:
        """The share of records that are right; 1 where there are none."""
        return self._share(kind, "right", "made")

    def recall(self, kind: str) -> float:
        """The share of required annotated records that were found."""
        return self._share(kind, "found", "wanted")

    def f1(self, kind: str) -> float:
        """The harmonic mean of precision and recall."""
        p, r = self.precision(kind), self.recall(kind)
        return 2 * p * r / (p + r) if p + r else 0.0

    def _share(self, kind: str, part: str, whole: str) -> float:
        return self.counts[kind, part] / self.counts[kind, whole] if self.counts[kind, whole] else 1.0

    def count(self, kind: str, what: str) -> None:
        """One more, of the type and of all."""
        self.counts[kind, what] += 1
        self.counts[EVERY, what] += 1


def score(gold: Mapping[str, Sequence[Item]], made: Mapping[str, Sequence[Item]]) -> Score:
    """Compare, document by document. Records of documents that are not annotated do not count."""
    found = Score()
    for doc, wanted in gold.items():
        pairs = match(wanted, made.get(doc, ()))
        partners = {id(item) for pair in pairs for item in pair}
        for item in wanted:
            if item.required:
                found.count(item.type, "wanted")
            if item.required and id(item) in partners:
                found.count(item.type, "found")
            elif item.required:
                found.mistakes.append(Mistake("missing", doc, item.type, who(item), item.quote[:QUOTED]))
        for item in made.get(doc, ()):
            found.count(item.type, "made")
            if id(item) in partners:
                found.count(item.type, "right")
            else:
                found.mistakes.append(Mistake("false", doc, item.type, who(item), item.quote[:QUOTED]))
        for one, other in pairs:
            compare(one, other, found)
    return found


def match(wanted: Sequence[Item], made: Sequence[Item]) -> list[tuple[Item, Item]]:
    """Pairs of one type, the best first, each item in one at most."""
    table = [(affinity(one, other), i, j) for i, one in enumerate(wanted) for j, other in enumerate(made)]
    pairs: list[tuple[Item, Item]] = []
    taken: set[tuple[str, int]] = set()
    for good, i, j in sorted(table, key=lambda row: (-row[0], row[1], row[2])):
        if good and not {("gold", i), ("made", j)} & taken:
            taken |= {("gold", i), ("made", j)}
            pairs.append((wanted[i], made[j]))
    return pairs


def affinity(one: Item, other: Item) -> float:
    """How likely both tell of one event; 0 where they cannot."""
    if one.type != other.type:
        return 0.0
    same_quote = alike(one.words, other.words)
    mine, theirs = one.everyone, other.everyone
    shared = 2 * len(paired(mine, theirs)) / (len(mine) + len(theirs)) if mine and theirs else 0.0
    kinds = sum(one.values[s] == other.values.get(s) for s in ("threat_kind", "doc_kind") if one.values.get(s))
    if shared < ENOUGH and not (same_quote >= ENOUGH and (shared or kinds or not (mine or theirs))):
        return 0.0
    return 1 + shared + same_quote + kinds


def compare(one: Item, other: Item, found: Score) -> None:
    """Count the slots of a matched pair: those that the annotation has."""
    for slot, wanted in one.values.items():
        right = same(slot, wanted, other.values.get(slot, ""))
        found.slots[one.type, slot, right] += 1
        if not right:
            what = f"{slot}: {wanted or 'nothing'} wanted, {other.values.get(slot) or 'nothing'} found"
            found.mistakes.append(Mistake("wrong", one.doc, one.type, what, one.quote[:QUOTED]))
    for slot, members in one.parties.items():
        pairs = paired(members, other.parties.get(slot, ()))
        absent = [p.shown for p in members if p not in {a for a, _ in pairs}]
        extra = [p.shown for p in other.parties.get(slot, ()) if p not in {b for _, b in pairs}]
        for right, many in ((True, len(pairs)), (False, len(absent) + len(extra))):
            found.slots[one.type, slot, right] += many
        if absent or extra:
            what = f"{slot}: {', '.join(absent) or 'nobody'} missing, {', '.join(extra) or 'nobody'} too many"
            found.mistakes.append(Mistake("wrong", one.doc, one.type, what, one.quote[:QUOTED]))


def paired(mine: Sequence[Party], theirs: Sequence[Party]) -> list[tuple[Party, Party]]:
    """Who is whom; a party of which the annotation has the bare name only is anything of that name."""
    pairs = list(pairing(mine, theirs).pairs)
    for bare in (p for p in mine if not p.kind):
        free = [p for p in theirs if p not in {b for _, b in pairs}]
        partner = next((p for p in free if p.name and same_name(bare.name, p.name)), None)
        pairs += [(bare, partner)] if partner is not None else []
    return pairs


def same_name(one: str, other: str) -> bool:
    """Two names of a place or a body, or mostly the same words."""
    return (
        same_form("place", one) == same_form("place", other)
        or same_body(one, other)
        or alike(telling(one), telling(other)) > SAME_WORDS
    )


def same(slot: str, wanted: str, got: str) -> bool:
    """Are two values one? Names and titles by most of their words, all else exactly."""
    if slot in LONG:
        return wanted == got or alike(telling(wanted), telling(got)) >= SAME_WORDS
    return wanted == got


def alike(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the shorter one's words that the other has too."""
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def who(item: Item) -> str:
    """An item in a few words."""
    told = (item.values.get(slot, "") for slot in ("status", "threat_kind", "title", "place", "date"))
    return " · ".join(filter(None, [", ".join(p.shown for p in item.everyone), *told]))


def table(found: Score) -> Iterator[str]:
    """The figures as lines of text."""
    yield f"{'':12} precision         recall            F1    slots right"
    for kind in found.types:
        counts = found.counts
        slots = {
            slot: (found.slots[kind, slot, True], found.slots[kind, slot, False])
            for t, slot, _ in found.slots
            if t == kind
        }
        shares = "  ".join(
            f"{slot} {right}/{right + wrong}" for slot, (right, wrong) in sorted(slots.items()) if right + wrong
        )
        yield (
            f"{kind:12} {found.precision(kind):.3f} {counts[kind, 'right']:4}/{counts[kind, 'made']:<6}"
            f"{found.recall(kind):.3f} {counts[kind, 'found']:4}/{counts[kind, 'wanted']:<6}{found.f1(kind):.3f} {shares}"
        ).rstrip()
