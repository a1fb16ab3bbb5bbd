"""From the drafts of a document to its records: who is meant, what is one event, who says so.

Comes in: drafts in the order of the text, the reader. Goes out: records. The passes stand in `PASSES`, in the order
they run.
"""

from collections.abc import Callable, Sequence
from datetime import date as Day

from ..reading import Reader
from ..records.drafts import Draft
from ..records.values import Record
from .adjectives import name_sides
from .agreements import agreements
from .anaphora import plural, singular
from .assemble import assemble
from .attribution import attribute
from .calendar import Calendar, date_of_lead
from .events import Event
from .identity import by_identity
from .margins import lend_from_sessions
from .meetings import meetings
from .parties import settle_agreements
from .people import People
from .story import Story
from .threats import lend_speakers, threats


def resolve(drafts: Sequence[Draft], reader: Reader, doc: str, day: Day | None) -> list[Record]:
    """The records of a document, in the order of their first evidence."""
    story = Story(reader, list(drafts), People(reader), day)
    for step in PASSES:
        step(story)
    records = [assemble(event, story.sources, reader, doc, Calendar(day, story.about)) for event in story.events]
    kept = [record for record in records if record is not None]
    return sorted(kept, key=lambda r: (r.evidence[0].start, r.type, r.id))


def learn_people(story: Story) -> None:
    """Note the persons of the sentences that tell of events."""
    for order in sorted({d.order for d in story.drafts}):
        story.people.learn(story.reader.sentences[order])


def complete_people(story: Story) -> None:
    """Complete the names in every slot: those of all types whose basic form is a person's."""
    personal = {name for name, declared in story.reader.rules.types.items() if declared.normal == "person"}
    for draft in story.drafts:
        for slot, values in draft.slots.items():
            if isinstance(values, list):
                draft.slots[slot] = [
                    story.people.complete(v, draft.order) if v.type in personal else v
                    for v in values
                    if v.type not in personal or story.people.knows(v)
                ]
    singular(story.drafts, story.reader, story.people)


def group(story: Story) -> None:
    """One event from the drafts that tell of it, type by type; who says something is no event."""
    lend_speakers(story.drafts)
    attributions = {name for name, declared in story.reader.rules.types.items() if declared.kind == "attribution"}
    for type_name in sorted({d.type for d in story.drafts} - attributions, key=lambda name: (name != "meeting", name)):
        own = [d for d in story.drafts if d.type == type_name]
        plural(own, [e for e in story.events if e.type == "meeting"], POINTED.get(type_name, ()))
        grouper = GROUPERS.get(type_name) or by_identity(story.reader.rules.types[type_name].identity)
        story.events += grouper(own, story.events)


POINTED = {"threat": ("speaker", "source", "target")}  # slots in which "the sides" are those of the meeting being told
GROUPERS: dict[str, Callable[[Sequence[Draft], Sequence[Event]], list[Event]]] = {
    "meeting": meetings,
    "agreement": agreements,
    "threat": threats,
}
PASSES: tuple[Callable[[Story], None], ...] = (
    learn_people,
    complete_people,
    name_sides,
    date_of_lead,
    group,
    lend_from_sessions,
    settle_agreements,
    attribute,
)
