"""Who says so: sources of reported speech, given to the events of their sentence.

Comes in: the story with its `report` drafts and events. Goes out: `story.sources`, the sources by sentence.
"""
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .document import Story


def attribute(story: "Story") -> None:
    """Note the sources each sentence names."""
    for draft in story.drafts:
        if draft.type == "report":
            story.sources.setdefault(draft.order, []).extend(v for v in draft.values("source") if v not in story.sources.get(draft.order, []))
