"""Two records: the same event, perhaps the same, or not; and why, in plain words.

Comes in: the facts of two records. Goes out: a `Verdict`. Does not know how pairs are found or what groups become of
them.

Precision first: what contradicts decides, and what only one of the two tells is no agreement.
"""

from collections.abc import Callable, Mapping

import attrs

from . import agreements, meetings, threats
from .facts import Facts
from .verdicts import Verdict, different

Against = Callable[[Facts, Facts], str]


@attrs.frozen
class Rules:
    """How two records of a type are compared."""

    contradict: Against
    parties_differ: Against
    judge: Callable[[Facts, Facts], Verdict]


MEETINGS = Rules(
    meetings.contradict, meetings.parties_differ, meetings.judge
)  # and what packs declare beside the shipped types
RULES: Mapping[str, Rules] = {
    "agreement": Rules(agreements.contradict, agreements.parties_differ, agreements.judge),
    "threat": Rules(threats.contradict, threats.parties_differ, threats.judge),
}


def compare(one: Facts, other: Facts) -> Verdict:
    """The verdict on two records."""
    if one.doc == other.doc:
        return different("one document tells of them as two events")
    against = contradiction(one, other)
    return different(against) if against else RULES.get(one.type, MEETINGS).judge(one, other)


def contradiction(one: Facts, other: Facts) -> str:
    """What speaks against one event whatever else agrees; "" where nothing does."""
    if one.type != other.type:
        return f"types {one.type} and {other.type}"
    if one.polarity != other.polarity:
        return f"{one.polarity} and {other.polarity} polarity"
    return RULES.get(one.type, MEETINGS).contradict(one, other)


def opposed(one: Facts, other: Facts) -> str:
    """Why two records may not be in one group, though a third links them; "" where they may."""
    return contradiction(one, other) or RULES.get(one.type, MEETINGS).parties_differ(one, other)
