"""Who says so: sources of reported speech, given to the events of their sentence.

Comes in: the story with its `report` drafts and events. Goes out: `story.sources`, the sources by sentence. «Говорится
в сообщении», "the statement says" speak for the source named last.
"""

from ..records.values import Value
from .story import Story


def attribute(story: Story) -> None:
    """Note the sources each sentence names; a paper whose owner is not named stands for the last source that was."""
    last: list[Value] = []
    for draft in story.drafts:
        if draft.type == "report":
            named = [v for v in draft.values("source") if not anonymous(v)]
            found = named or last or draft.values("source")
            here = story.sources.setdefault(draft.order, [])
            here.extend(v for v in found if v not in here)
            last = named or last


def anonymous(source: Value) -> bool:
    """A message or release, nobody's by name."""
    return source.fields.get("kind") == "document" and not source.fields.get("country")
