"""When two meetings are one: parties first, then date and place. So are events of types that packs declare compared.

Comes in: the facts of two records of one type. Goes out: what contradicts, a verdict. Does not know documents.

The shorter list of parties must be within the longer one. Held and planned, or a call and a meeting of unsaid format,
may be one event where a date agrees; bilateral and multilateral are one at most perhaps, for two of a summit may have
met apart.
"""

from .days import may_meet, same_date, same_days
from .facts import Facts
from .parties import pairing, shown
from .verdicts import CANDIDATE, GOOD, SAME, WEAK, Verdict, apart, beside, different, same_place, when_and_where

REMOTE = frozenset({"phone", "video", "written"})
SIDES = {"bilateral", "multilateral"}


def contradict(one: Facts, other: Facts) -> str:
    """What speaks against one meeting whatever else agrees."""
    if one.format and other.format and one.format != other.format:
        return f"formats {one.format} and {other.format}"
    if (one.format in REMOTE) != (other.format in REMOTE) and not same_days(one.date, other.date):
        return f"only one is by {one.format if one.format in REMOTE else other.format}, and no date agrees"
    if not may_meet(one.date, other.date):
        return f"dates {one.date_text} and {other.date_text}"
    if one.place and other.place and apart(one.place, other.place):
        return f"places {one.place.name} and {other.place.name}"
    if one.status and other.status and one.ahead != other.ahead and not same_days(one.date, other.date):
        return f"{one.status} and {other.status}, and no date agrees"
    return ""


def judge(one: Facts, other: Facts) -> Verdict:
    """The verdict where nothing contradicts."""
    both = pairing(one.parties, other.parties)
    if not both.whole:
        return different(parties_differ(one, other))
    dated, placed = same_date(one.date, other.date), same_place(one.place, other.place)
    if len(both.pairs) < 2 and not (both.pairs[0][0].kind == "organization" and dated and placed):
        return different(f"only one participant agrees: {shown(both.pairs)}")
    why = [f"participants {shown(both.pairs)}", *when_and_where(one, other)]
    sure = dated or (placed and both.named >= 2)
    if sure and {one.setting, other.setting} == SIDES:
        return Verdict(CANDIDATE, "; ".join([*why, "one of them tells of more sides"]), len(both.pairs))
    return Verdict(SAME if sure else CANDIDATE, "; ".join(why), len(both.pairs) + WEAK * placed + GOOD * dated)


def parties_differ(one: Facts, other: Facts) -> str:
    """Is neither list within the other; then it is told beside whom."""
    both = pairing(one.parties, other.parties)
    return "" if both.whole else beside("participants", both)
