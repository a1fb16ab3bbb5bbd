"""What «стороны», «они», «он», "the two sides", "he" point to.

Comes in: drafts, the persons and the meetings of the document. Goes out: drafts whose pointing values are replaced,
where one antecedent fits.
"""

from collections.abc import Sequence

from ..morphology.analysis import ALL, readings_of
from ..reading import Reader
from ..records.drafts import Draft
from ..records.values import Value
from .events import Event
from .people import PERSON, People

MANY = frozenset({"sides", "they"})
ONE = frozenset({"he", "she"})
REACH = 8  # sentences within which a meeting is the one "the sides" are of
BACK = 3  # sentences in which the person "he" is looked for
NOMINATIVE = readings_of(frozenset({"nomn"}))
GENDER = {
    ("ru", "he"): readings_of(frozenset({"masc"})),
    ("ru", "she"): readings_of(frozenset({"femn"})),
    ("en", "he"): ALL,
    ("en", "she"): ALL,
}


def singular(drafts: Sequence[Draft], reader: Reader, people: People) -> None:
    """Replace "he" and "she" by the one person that the sentences just before tell of."""
    for draft in drafts:
        for slot, values in draft.slots.items():
            if isinstance(values, list) and any(points(v, ONE) for v in values):
                draft.slots[slot] = [
                    (the_one_before(draft.order, v.hints["refers"], reader, people) or v) if points(v, ONE) else v
                    for v in values
                ]


def points(value: Value, to: frozenset[str]) -> bool:
    """Is this a word that points to someone told of before?"""
    return value.type == "Anaphor" and value.hints.get("refers") in to


def the_one_before(order: int, pronoun: str, reader: Reader, people: People) -> Value | None:
    """The person whom "he" or "she" stands for, completed: of the nearest sentence before that names persons, the only
    one of that gender; farther back than the sentence before, a subject only. None where there is none, or several.
    """
    for number in range(order - 1, max(-1, order - 1 - BACK), -1):
        reading = reader.sentences[number]
        found = [
            (m, reading.normaliser.value(m))
            for mention in reading.mentions(PERSON)
            for m in mention.members or (mention,)
        ]
        known = [(m, people.complete(v, number)) for m, v in found if people.knows(v)]
        fitting = {
            v.fields["key"] or v.mention.text: (m, v) for m, v in known if m.readings & GENDER[reader.lang, pronoun]
        }
        if known:
            mention, person = next(iter(fitting.values()), (None, None))
            near = number == order - 1 or (mention is not None and bool(mention.readings & NOMINATIVE))
            return person if len(fitting) == 1 and near else None
    return None


def plural(drafts: Sequence[Draft], meetings: Sequence[Event], slots: Sequence[str]) -> None:
    """Replace "the sides" and "they" by those of the meeting being told."""
    for draft in drafts:
        for slot in slots:
            values = draft.values(slot)
            if any(points(v, MANY) for v in values):
                parties = told_at(draft.order, meetings)
                draft.slots[slot] = [p for v in values for p in (parties if points(v, MANY) and parties else [v])]


def told_at(order: int, meetings: Sequence[Event]) -> list[Value]:
    """The persons, or else the parties, of the meeting that was last told of at a sentence."""

    def last(event: Event) -> int:
        return max((d.order for d in event.drafts if d.order <= order), default=-REACH - 1)

    event = max((e for e in meetings if order - last(e) <= REACH), key=last, default=None)
    if event is None:
        return []
    return [v for v in event.parties if v.type == "Person"] or event.parties
