"""Groups of records that tell of one event, over documents and languages.

Comes in: the facts of records, in any order. Goes out: `Group`s in a settled order, each with its links and why. Does
not know files.

The surest links join first; a link that would bring together what contradicts, or two events of one document, only
makes a candidate. A candidate stands between two groups and never joins them.
"""

import hashlib
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence

import attrs

from .blocks import pairs
from .compare import compare, opposed
from .facts import Facts
from .verdicts import CANDIDATE, DIFFERENT, SAME


@attrs.frozen
class Link:
    """Two records and why they are, or may be, one event."""

    rel: str
    one: Facts
    other: Facts
    why: str


@attrs.frozen
class Group:
    """Records of one event (same_as), or the two records that show that two groups may be (same_as_candidate)."""

    rel: str
    records: tuple[Facts, ...]
    links: tuple[Link, ...]

    @property
    def id(self) -> str:
        """A hash of the ids of its records."""
        return hashlib.sha256("\x1f".join(sorted(r.id for r in self.records)).encode()).hexdigest()[:16]

    def to_dict(self) -> dict[str, object]:
        """`{"id", "type", "rel", "records": [{"doc", "id"}], "why": [...]}`, one reason a link."""
        return {
            "id": self.id,
            "type": self.records[0].type,
            "rel": self.rel,
            "records": [{"doc": r.doc, "id": r.id} for r in self.records],
            "why": [f"{link.one.doc} - {link.other.doc}: {link.why}" for link in self.links],
        }


@attrs.frozen
class Edge:
    """A link by the numbers of its records."""

    rel: str
    strength: int
    one: int
    other: int


def link(records: Sequence[Facts]) -> list[Group]:
    """Every group and candidate, the groups of a type by their first record. A record given twice counts once."""
    by_type: dict[str, list[Facts]] = defaultdict(list)
    for record in sorted({r.id: r for r in records}.values(), key=_place):
        by_type[record.type].append(record)
    groups = [group for _, of_type in sorted(by_type.items()) for group in _linked(of_type)]
    return sorted(groups, key=lambda g: (g.rel, [_place(r) for r in g.records]))


def _place(record: Facts) -> tuple[str, str]:
    return (record.doc, record.id)


def _linked(records: Sequence[Facts]) -> Iterator[Group]:
    """The groups and candidates among records of one type."""
    edges = sorted(_edges(records), key=lambda e: (-e.strength, e.one, e.other))
    partition = Partition(records)
    joined = [edge for edge in edges if edge.rel == SAME and partition.join(edge.one, edge.other)]
    links: dict[int, list[Edge]] = defaultdict(list)
    for edge in sorted(joined, key=lambda e: (e.one, e.other)):
        links[partition.root(edge.one)].append(edge)
    for root, own in links.items():
        yield Group(
            SAME,
            tuple(records[i] for i in sorted(partition.members[root])),
            tuple(_link(records, edge) for edge in own),
        )
    between: dict[tuple[int, ...], Edge] = {}
    for edge in edges:
        roots = tuple(sorted((partition.root(edge.one), partition.root(edge.other))))
        if roots[0] != roots[1]:
            between.setdefault(roots, edge)
    for edge in between.values():
        found = _link(records, edge, partition.against(edge.one, edge.other) if edge.rel == SAME else "")
        yield Group(CANDIDATE, (found.one, found.other), (found,))


def _edges(records: Sequence[Facts]) -> Iterator[Edge]:
    for one, other in pairs(records):
        verdict = compare(records[one], records[other])
        if verdict.rel != DIFFERENT:
            yield Edge(verdict.rel, verdict.strength, one, other)


def _link(records: Sequence[Facts], edge: Edge, but: str = "") -> Link:
    one, other = records[edge.one], records[edge.other]
    why = compare(one, other).why
    return Link(CANDIDATE if but else edge.rel, one, other, f"{why}; but {but}" if but else why)


class Partition:
    """Records in groups that grow together (union-find), none of which contradicts itself."""

    def __init__(self, records: Sequence[Facts]) -> None:
        self.records = records
        self._roots = list(range(len(records)))
        self.members: dict[int, list[int]] = {i: [i] for i in self._roots}
        self._kinds: dict[int, dict[Hashable, Facts]] = {i: {r.said: r} for i, r in enumerate(records)}
        self._docs = [{r.doc} for r in records]

    def root(self, number: int) -> int:
        """The group of a record."""
        while self._roots[number] != number:
            self._roots[number] = number = self._roots[self._roots[number]]
        return number

    def against(self, one: int, other: int) -> str:
        """Why the groups of two records may not be one; "" where they may."""
        a, b = self.root(one), self.root(other)
        shared = self._docs[a] & self._docs[b]
        if shared:
            return f"{min(shared)} tells of two events"
        found = ((x, y, opposed(x, y)) for x in self._kinds[a].values() for y in self._kinds[b].values())
        return next((f"{x.doc} and {y.doc} contradict: {why}" for x, y, why in found if why), "")

    def join(self, one: int, other: int) -> bool:
        """Make the groups of two records one, unless something is against it or they are one."""
        small, large = sorted((self.root(one), self.root(other)), key=lambda root: len(self.members[root]))
        if small == large or self.against(one, other):
            return False
        self._roots[small] = large
        self.members[large] += self.members.pop(small)
        self._kinds[large] |= self._kinds.pop(small)
        self._docs[large] |= self._docs[small]
        return True
