"""When two agreements are one: parties, and the title, or the kind of document with its period or date.

Comes in: the facts of two agreements. Goes out: what contradicts, a verdict. Does not know documents.

A document lives on: signed in one year and ratified in the next it is one, so dates contradict only where the status is
the same.
"""

from .days import may_meet, same_date
from .facts import Facts
from .names import telling
from .parties import pairing, shown
from .verdicts import CANDIDATE, GOOD, SAME, WEAK, Verdict, beside, different, two

SURE, LIKE = 0.8, 0.6  # the share of words that two titles have in common
OWN = 3  # words that count in a title that tells more than the kind of document
VAGUE = frozenset({"", "other", "documents"})


def contradict(one: Facts, other: Facts) -> str:
    """What speaks against one document whatever else agrees."""
    if not may_meet(one.period, other.period):
        return f"periods {one.period_text} and {other.period_text}"
    if one.kind != other.kind and not VAGUE & {one.kind, other.kind}:
        return f"kinds {one.kind} and {other.kind}"
    if one.status == other.status and not may_meet(one.date, other.date):
        return f"dates {one.date_text} and {other.date_text}, both {one.status}"
    mine, yours = numbers(one), numbers(other)
    if mine and yours and mine != yours:
        return f"titles with the numbers {' '.join(sorted(mine))} and {' '.join(sorted(yours))}"
    if titled(one) and titled(other) and one.title.isascii() == other.title.isascii() and share(one, other) < LIKE:
        return f"titles «{one.title}» and «{other.title}»"
    return ""


def judge(one: Facts, other: Facts) -> Verdict:
    """The verdict where nothing contradicts."""
    both = pairing(one.parties, other.parties)
    if against := parties_differ(one, other):
        return different(against)
    alike, when = share(one, other) if titled(one) and titled(other) else 0.0, period_or_date(one, other)
    of_a_kind = one.kind == other.kind and one.kind not in VAGUE and bool(when)
    if not (alike >= SURE or (both.pairs and (alike >= LIKE or of_a_kind))):
        return different("no title agrees, nor a kind of document with its period or date")
    sure = bool(both.pairs) and (alike >= SURE or (of_a_kind and len(both.pairs) > 1))
    why = (
        f"parties {shown(both.pairs)}" if both.pairs else "only one of them names parties",
        f"title «{two(one.title, other.title)}»" if alike else f"both a {one.kind}",
        when or "no period or date contradicts",
    )
    return Verdict(
        SAME if sure else CANDIDATE, "; ".join(why), len(both.pairs) + WEAK * bool(when) + GOOD * (alike >= SURE)
    )


def parties_differ(one: Facts, other: Facts) -> str:
    """Are both lists told, and neither within the other?"""
    both = pairing(one.parties, other.parties)
    return (
        ""
        if not (one.parties and other.parties) or (both.whole and both.named == len(both.pairs))
        else beside("parties", both)
    )


def titled(record: Facts) -> bool:
    """Does the title tell more than the kind of document?"""
    return len(telling(record.title)) >= OWN


def share(one: Facts, other: Facts) -> float:
    """The share of words that two titles have in common."""
    mine, yours = telling(one.title), telling(other.title)
    return len(mine & yours) / len(mine | yours) if mine and yours else 0.0


def numbers(record: Facts) -> frozenset[str]:
    """The numbers in a title: years, ordinals."""
    return frozenset(word for word in telling(record.title) if word[0].isdigit())


def period_or_date(one: Facts, other: Facts) -> str:
    """The period or the date that agrees, in words."""
    if one.period is not None and one.period == other.period and not one.period.yearless:
        return f"period {two(one.period_text, other.period_text)}"
    return f"date {two(one.date_text, other.date_text)}" if same_date(one.date, other.date) else ""
