"""When two parties of different documents are one, and how lists of parties compare.

Comes in: parties. Goes out: verdicts on pairs, and the pairing of two lists. Does not know what the parties do.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

import attrs

from ..morphology.name_key import ALIKE, fold_name, parsed, similar
from ..text.segment import fold
from .facts import BODIES, Party
from .names import initials, same_body, same_form, words

NAMED, BY_ROLE = "named", "by role"  # how sure it is that two are one
CLASSES = {
    "gqx": "k",
    "czšč": "s",
    "bfvw": "p",
    "d": "t",
    "hjyaeiou": "",
}  # letters that transcriptions mix up, or leave out
PLAIN = str.maketrans({letter: stands for letters, stands in CLASSES.items() for letter in letters})
REPEATED = re.compile(r"(.)\1+")
COARSE = 3  # consonants


@attrs.frozen
class Pairing:
    """The parties of a shorter list with their partners in a longer one. whole: all of the shorter list has one."""

    pairs: tuple[tuple[Party, Party], ...]
    whole: bool

    @property
    def named(self) -> int:
        """How many agree by name or code."""
        return sum(same_party(one, other) == NAMED for one, other in self.pairs)


@lru_cache(maxsize=1_000_000)
def same_party(one: Party, other: Party) -> str:
    """NAMED or BY_ROLE; "" where they are not known to be one. What only one of the two tells is no agreement."""
    if one.country and other.country and one.country != other.country:
        return ""
    if one.kind == other.kind == "country":
        equal = one.country == other.country and (
            one.country or same_form("place", one.name) == same_form("place", other.name)
        )
        return NAMED if equal else ""
    if one.kind == other.kind == "person":
        return _same_person(one, other)
    both_bodies = one.kind in BODIES and other.kind in BODIES and one.name and other.name
    return NAMED if both_bodies and same_body(one.name, other.name) else ""


def _same_person(one: Party, other: Party) -> str:
    if one.name and other.name and not keys(one) & keys(other):  # cheap, and true of nearly all pairs
        return ""
    if one.full and other.full:
        return NAMED if similar(one.name, other.name) >= ALIKE else ""
    if not (one.role and other.role and one.country and other.country) or same_form("role", one.role) != same_form(
        "role", other.role
    ):
        return ""
    if one.name and other.name:
        return NAMED if similar(one.name, other.name) >= ALIKE else ""
    return BY_ROLE


def pairing(one: Sequence[Party], other: Sequence[Party]) -> Pairing:
    """Each party of the shorter list with its partner in the longer one, names first; the pairs stand as (of one, of
    other).
    """
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    free = list(long)
    partners: dict[Party, Party] = {}
    for sure in (NAMED, BY_ROLE):
        for member in short:
            partner = None if member in partners else _partner(member, free, sure)
            if partner is not None:
                free.remove(partner)
                partners[member] = partner
        if len(partners) == len(short):
            break
    pairs = [(member, partners[member]) for member in short if member in partners]
    return Pairing(tuple(pairs if short is one else [(b, a) for a, b in pairs]), len(pairs) == len(short))


def _partner(member: Party, free: Sequence[Party], sure: str) -> Party | None:
    for other in free:
        if same_party(member, other) == sure:
            return other
    return None


def shown(pairs: Sequence[tuple[Party, Party]]) -> str:
    """`Абдурахим Каххаров = Abdurahim Qahhorov, Sergei Lavrov`."""
    return ", ".join(a.shown if fold(a.shown) == fold(b.shown) else f"{a.shown} = {b.shown}" for a, b in pairs)


@lru_cache(maxsize=500_000)
def keys(member: Party) -> frozenset[str]:
    """Forms of which two names of one party share at least one: the code of a country, the form of a body, a person's
    surname, coarse.

    Of «Ким Чен Ын» and "Ban Ki-moon" it is not clear which name that is, so both ends count."""
    if member.kind == "country":
        return frozenset([member.country or same_form("place", member.name)])
    if member.kind != "person":
        return frozenset(filter(None, (same_form("body", member.name), initials(member.name))))
    name = parsed(member.name)
    ends = (
        [name.family, name.given[-1]]
        if name.given and fold_name(words(member.name)[0]) == name.family
        else [name.family]
    )
    return frozenset(coarse(word) for word in ends) if name.family else frozenset([f"{member.country} ?"])


def coarse(word: str) -> str:
    """A word of a name as every transcription has it: the classes of its first consonants (after Soundex, Russell
    1918).
    """
    return REPEATED.sub(r"\1", word.translate(PLAIN))[:COARSE] or word[:1]
