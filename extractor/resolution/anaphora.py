"""What «стороны», «они», «он», "the two sides", "he" point to.

Comes in: drafts, the persons and the meetings of the document. Goes out: drafts whose pointing values are replaced,
where one antecedent fits.
"""

from collections.abc import Sequence

from ..reading import Reader
from ..records.drafts import Draft
from ..records.values import Value
from .events import Event
from .people import PERSON, People

MANY = frozenset({"sides", "they"})
ONE = frozenset({"he", "she"})
REACH = 8  # sentences within which a meeting is the one "the sides" are of
BACK = 1  # sentences in which the person "he" is must be the only one


def singular(drafts: Sequence[Draft], reader: Reader, people: People) -> None:
    """Replace "he" and "she" by the one person that the sentences just before tell of."""
    for draft in drafts:
        for slot, values in draft.slots.items():
            if isinstance(values, list) and any(points(v, ONE) for v in values):
                person = the_one_before(draft.order, reader, people)
                draft.slots[slot] = [person if points(v, ONE) and person is not None else v for v in values]


def points(value: Value, to: frozenset[str]) -> bool:
    """Is this a word that points to someone told of before?"""
    return value.type == "Anaphor" and value.hints.get("refers") in to


def the_one_before(order: int, reader: Reader, people: People) -> Value | None:
    """The only person named in the sentences before, completed; None where there is none, or several."""
    for number in range(order - 1, max(-1, order - 1 - BACK), -1):
        reading = reader.sentences[number]
        found = [
            reading.normaliser.value(m) for mention in reading.mentions(PERSON) for m in mention.members or (mention,)
        ]
        persons = {
            v.fields["key"] or v.mention.text: v for v in (people.complete(f, number) for f in found if people.knows(f))
        }
        if persons:
            return next(iter(persons.values())) if len(persons) == 1 else None
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
