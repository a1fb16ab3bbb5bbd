"""What the passes of the resolution share about a document.

Comes in: a reader, drafts. Goes out: the state that each pass adds to.
"""

from datetime import date as Day

import attrs

from ..reading import Reader
from ..records.drafts import Draft
from ..records.values import Value
from .events import Event
from .people import People


@attrs.define(eq=False)
class Story:
    """What is known while a document is resolved."""

    reader: Reader
    drafts: list[Draft]
    people: People
    day: Day | None
    about: Day | None = None
    events: list[Event] = attrs.field(factory=list)
    sources: dict[int, list[Value]] = attrs.field(factory=dict)
