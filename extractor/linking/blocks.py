"""Which pairs of records are worth comparing, so that work grows with the number of records and not with its square.

Comes in: facts of one type. Goes out: pairs of their numbers, each once. Does not know what makes two records one
event, only what they must at least have in common for it: two parties; or a party, a kind and a day; or telling words
of a title. A block with many records is sorted by date and by place, and each record meets its neighbours only (sorted
neighbourhoods, Hernández and Stolfo 1995).
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from itertools import chain
from math import ceil

import attrs

from . import agreements
from .days import Days
from .facts import Facts
from .names import same_form, telling
from .parties import keys

LARGEST = 60  # records of a block that are compared each with each
NEIGHBOURS = 8  # on either side, in either order


@attrs.frozen
class Block:
    """Records that have something in common; `probes` are those to be compared with all others."""

    members: Sequence[int]
    probes: Sequence[int]


def pairs(records: Sequence[Facts]) -> Iterator[tuple[int, int]]:
    """The numbers of records to compare, the smaller first. All records are of one type."""
    seen: set[int] = set()
    lines = [_ranks(records, _by_date), _ranks(records, _by_place)]
    for block in BLOCKS.get(records[0].type, by_two_parties)(records) if records else ():
        for one, other in _within(block, lines):
            number = min(one, other) * len(records) + max(one, other)
            if one != other and number not in seen:
                seen.add(number)
                yield min(one, other), max(one, other)


def _within(block: Block, lines: Sequence[Sequence[int]]) -> Iterator[tuple[int, int]]:
    """Each probe with every member, or in a large block with its neighbours in each line."""
    if len(block.members) <= LARGEST:
        yield from ((one, other) for one in block.probes for other in block.members)
        return
    wanted = set(block.probes)
    for ranks in lines:
        line = sorted(block.members, key=ranks.__getitem__)
        for at, one in enumerate(line):
            if one in wanted:
                yield from ((one, other) for other in line[max(0, at - NEIGHBOURS) : at + NEIGHBOURS + 1])


def _ranks(records: Sequence[Facts], order: Callable[[Facts], tuple[object, ...]]) -> Sequence[int]:
    """The place of each record in an order."""
    ranks = [0] * len(records)
    for rank, number in enumerate(sorted(range(len(records)), key=lambda i: order(records[i]))):
        ranks[number] = rank
    return ranks


def _by_date(record: Facts) -> tuple[object, ...]:
    return (record.date is None, record.date.first if record.date else 0, *_by_place(record))


def _by_place(record: Facts) -> tuple[object, ...]:
    return (same_form("place", record.place.name) if record.place else "~", record.doc, record.id)


def by_two_parties(records: Sequence[Facts]) -> Iterator[Block]:
    """Records that have the two rarest parties of another; and bodies in session on one day."""
    held = _index(records, lambda r: {key for p in r.parties for key in keys(p)})
    probes: dict[tuple[frozenset[str], ...], list[int]] = defaultdict(list)
    for number, record in enumerate(records):
        forms = sorted(
            (keys(p) for p in record.parties), key=lambda form: (sum(len(held[key]) for key in form), sorted(form))
        )
        if len(forms) > 1:
            probes[tuple(forms[:2])].append(number)
    having = {form: set().union(*(held[key] for key in form)) for form in set(chain.from_iterable(probes))}
    for (rare, other), own in probes.items():
        yield Block(sorted(having[rare] & having[other]), own)
    yield from by_keys(
        records,
        lambda r: {
            (key, day) for p in r.parties if p.kind == "organization" for key in keys(p) for day in _days(r.date)
        },
    )


def by_title_or_kind(records: Sequence[Facts]) -> Iterator[Block]:
    """Agreements that share a telling word of their titles, or a party, the kind and the period or day."""
    common = Counter(word for record in records for word in telling(record.title))

    def forms(record: Facts) -> set[Hashable]:
        when = [record.period_text, *_days(record.date)]
        of_a_kind = {(key, record.kind, w) for p in record.parties for key in keys(p) for w in when if w}
        return of_a_kind | set(_prefix(telling(record.title), common))

    yield from by_keys(records, forms)


def _prefix(title: frozenset[str], common: Mapping[str, int]) -> Sequence[str]:
    """The rarest words of a title, of which one that is alike enough has at least one (prefix filter, Chaudhuri et al.

    2006).
    """
    rarest = sorted(title, key=lambda word: (common[word], word))
    return rarest[: len(title) - ceil(agreements.LIKE * len(title)) + 1] if len(title) >= agreements.OWN else []


def by_source(records: Sequence[Facts]) -> Iterator[Block]:
    """Threats of one kind by one source."""
    yield from by_keys(records, lambda r: {(r.kind, r.form, key) for key in keys(r.source)} if r.source else set())


def by_keys(records: Sequence[Facts], forms: Callable[[Facts], set[Hashable]]) -> Iterator[Block]:
    """The records that share a key."""
    yield from (Block(own, own) for own in _index(records, forms).values() if len(own) > 1)


def _index(records: Sequence[Facts], forms: Callable[[Facts], set[Hashable]]) -> dict[Hashable, list[int]]:
    found: dict[Hashable, list[int]] = defaultdict(list)
    for number, record in enumerate(records):
        for key in forms(record):
            found[key].append(number)
    return found


def _days(span: Days | None) -> Sequence[int]:
    """Each day of a few."""
    return range(span.first, span.last + 1) if span is not None and span.few and not span.yearless else ()


BLOCKS: Mapping[str, Callable[[Sequence[Facts]], Iterator[Block]]] = {
    "agreement": by_title_or_kind,
    "threat": by_source,
}
