"""When two threats are one: equal kind and named source, and the place where it is told.

Comes in: the facts of two threats. Goes out: what contradicts, a verdict. Does not know documents.
"""

from .days import may_meet
from .facts import Facts
from .parties import NAMED, same_party, shown
from .verdicts import CANDIDATE, SAME, WEAK, Verdict, apart, different, same_place, two

UNNAMED = "group"  # «террористические группировки» is no name


def contradict(one: Facts, other: Facts) -> str:
    """What speaks against one threat whatever else agrees."""
    for word, mine, yours in (("kinds", one.kind, other.kind), ("forms", one.form, other.form)):
        if mine != yours:
            return f"{word} {mine or 'unspecified'} and {yours or 'unspecified'}"
    if not may_meet(one.date, other.date):
        return f"dates {one.date_text} and {other.date_text}"
    if one.place and other.place and apart(one.place, other.place):
        return f"places {one.place.name} and {other.place.name}"
    if one.target and other.target and not same_party(one.target, other.target):
        return f"targets {one.target.shown} and {other.target.shown}"
    return ""


def parties_differ(one: Facts, other: Facts) -> str:
    """Are two sources told?"""
    mine, yours = one.source, other.source
    return (
        ""
        if mine is None or yours is None or same_party(mine, yours) == NAMED
        else f"sources {mine.shown} and {yours.shown}"
    )


def judge(one: Facts, other: Facts) -> Verdict:
    """The verdict where nothing contradicts."""
    mine, yours = one.source, other.source
    if mine is None or yours is None or parties_differ(one, other):
        return different(parties_differ(one, other) or "no named source agrees")
    if not one.kind and one.form == "assessed":
        return different("neither tells the kind")
    source = shown([(mine, yours)])
    placed = same_place(one.place, other.place) or (one.place is not None and one.place == other.place)
    if not placed and UNNAMED in (mine.kind, yours.kind):
        return different(f"the source {source} is no name, and no place agrees")
    sure = placed and UNNAMED not in (mine.kind, yours.kind)
    why = (
        f"place {two(one.place.name, other.place.name)}"
        if placed and one.place and other.place
        else "no place contradicts"
    )
    return Verdict(SAME if sure else CANDIDATE, f"{one.kind or 'threat'} by {source}; {why}", WEAK * placed)
