"""What comparing two records says, and the comparisons that all types share.

Comes in: facts, places. Goes out: `Verdict`s, words for them. Does not know types of records.
"""

import attrs

from .days import same_date, same_days
from .facts import Facts, Place
from .names import same_spot
from .parties import Pairing, shown

SAME, CANDIDATE, DIFFERENT = "same_as", "same_as_candidate", ""
WEAK, GOOD = (
    100,
    200,
)  # beside the number of parties that agree: what a place, and what a date or a title adds to the strength


@attrs.frozen
class Verdict:
    """rel: same_as, same_as_candidate or "".

    why: in plain words. strength: how much agrees, for choosing between links.
    """

    rel: str
    why: str
    strength: int = 0


def different(why: str) -> Verdict:
    """Not one event."""
    return Verdict(DIFFERENT, why)


def apart(one: Place | None, other: Place | None) -> bool:
    """Two countries, or two cities; a country contains its cities, and what a facility or a region lies in is not
    known.
    """
    if one is None or other is None:
        return False
    if one.country and other.country and one.country != other.country:
        return True
    return one.kind == other.kind and one.kind in ("city", "country") and not same_spot(one.name, other.name)


def same_place(one: Place | None, other: Place | None) -> bool:
    """One city, facility or region; to be in one country is not enough."""
    if one is None or other is None or one.kind != other.kind or one.kind == "country":
        return False
    return not apart(one, other) and same_spot(one.name, other.name)


def two(one: str, other: str) -> str:
    """`Душанбе = Dushanbe`, or one of them where they are equal."""
    return one if one == other else f"{one} = {other}"


def beside(who: str, both: Pairing) -> str:
    """That parties differ, and which do not."""
    return f"{who} differ beside {shown(both.pairs)}" if both.pairs else f"{who} differ"


def when_and_where(one: Facts, other: Facts) -> list[str]:
    """What agrees of date and place, and of which of them only nothing contradicts."""
    found, silent = [], []
    if same_days(one.date, other.date):
        found.append(
            f"date {two(one.date_text, other.date_text)}"
            + ("" if same_date(one.date, other.date) else ", of no year told")
        )
    else:
        silent.append("date")
    if one.place and other.place and same_place(one.place, other.place):
        found.append(f"place {two(one.place.name, other.place.name)}")
    else:
        silent.append("place")
    return [*found, f"no {' or '.join(silent)} contradicts"] if silent else found
