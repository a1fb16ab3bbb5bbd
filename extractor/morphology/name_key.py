"""Names in Cyrillic and in Latin letters compared: one alphabet for both, and how alike two names are in it.

Comes in: a person's name in the nominative, in any script. Goes out: a key that does not depend on the script; a
likeness from 0 to 1.
Does not know who anybody is. Letters of other scripts stand for themselves.

Two names are as alike as the least alike of their words, so that brothers do not become one man. Words are compared by
edit distance (Levenshtein 1966) with a price list: letters that transcriptions mix up are cheap.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache

import attrs
import yaml

from extractor.morphology.russian_name_tables import DATA

ALIKE = 0.85  # names at least so alike are one name
INITIAL = 0.95  # the likeness of an initial and a name that begins with it
MAN_AND_WOMAN = 0.8  # the most that Иванов and Иванова, Виктор and Виктория are alike
ASCII = str.maketrans({"š": "sh", "č": "ch", "c": "ts"})
_PART = re.compile(r"[^\W\d_][^\W\d_`'’ʼ‘]*")
CARON = "\u030c"  # of š and č, letters of the common alphabet
Rule = tuple[re.Pattern[str], str]
_CYRILLIC = re.compile(r"[\u0400-\u052f]")


@attrs.frozen(slots=True)
class Name:
    """A name in the common alphabet: the last name, and the given ones in their order (an initial is one letter)."""

    family: str
    given: tuple[str, ...]


@attrs.frozen
class Tables:
    """The folding table, compiled.

    substitutions, insertions: the price of one letter for another, of a letter more or less; else 1.
    """

    cyrillic: tuple[Rule, ...]
    latin: tuple[Rule, ...]
    both: tuple[Rule, ...]
    letters: dict[int, str]
    substitutions: dict[tuple[str, str], float]
    insertions: dict[str, float]
    initials: frozenset[str]
    ignored: frozenset[str]
    patronymic: re.Pattern[str]
    family_first: frozenset[str]


def name_key(name: str) -> str:
    """'kaharov_abdurahim' of «Абдурахим Каххаров»: last name first, Latin letters, lower case; '' of a string without
    letters.
    """
    known = parsed(name)
    return "_".join(part for part in (known.family, "-".join(known.given)) if part).translate(ASCII)


def similar(one: str, other: str) -> float:
    """How alike two names are, 0 to 1; from `ALIKE` up they are one name.

    A last name alone is like every name that has it.
    """
    first, second = parsed(one), parsed(other)
    likeness = _alike(first, second)
    if first.given and second.given:  # «Лавров Сергей»
        likeness = max(likeness, _alike(first, _turned(second)), _alike(_turned(first), second))
    return likeness


@lru_cache(maxsize=50_000)
def parsed(name: str) -> Name:
    """The name taken apart and folded: particles and patronymics left out."""
    parts = _PART.findall(name)
    words = [fold_name(part) for i, part in enumerate(parts) if i == len(parts) - 1 or not _left_out(part, i)]
    if not words:
        return Name("", ())
    family = words.pop(0 if len(words) > 1 and words[0] in _tables().family_first else -1)
    return Name(family, tuple(words))


@lru_cache(maxsize=50_000)
def fold_name(word: str) -> str:
    """A word of a name in the common alphabet."""
    tables = _tables()
    cyrillic = _CYRILLIC.search(word) is not None
    out = unicodedata.normalize("NFC", word.lower())
    for pattern, replacement in tables.cyrillic if cyrillic else tables.latin:
        out = pattern.sub(replacement, out)
    out = out.translate(tables.letters)
    out = "".join(c for c in unicodedata.normalize("NFD", out) if not unicodedata.combining(c) or c == CARON)
    out = unicodedata.normalize("NFC", out)
    for pattern, replacement in tables.both:
        out = pattern.sub(replacement, out)
    return out


def _left_out(part: str, place: int) -> bool:
    """A particle that is not the first word, or is written small; a patronymic."""
    lower = part.lower()
    return (lower in _tables().ignored and (place > 0 or part == lower)) or (
        place > 0 and _tables().patronymic.search(lower) is not None
    )


def _turned(name: Name) -> Name:
    """The name if its first word is the last name."""
    return Name(name.given[0], (*name.given[1:], name.family))


def _alike(one: Name, other: Name) -> float:
    """The likeness of two names whose words are in the same order."""
    family = _likeness(one.family, other.family)
    if not one.given or not other.given:
        return family
    return min(family, max(_given(one.given, other.given), _likeness("".join(one.given), "".join(other.given))))


def _given(one: Sequence[str], other: Sequence[str]) -> float:
    """The least of the likenesses of words with their best partners; the longer name may have more words."""
    short, long = sorted((one, other), key=len)
    sides = [(short, long), (long, short)] if len(short) == len(long) else [(short, long)]
    return min(max(_likeness(word, partner) for partner in there) for here, there in sides for word in here)


@lru_cache(maxsize=200_000)
def _likeness(one: str, other: str) -> float:
    if one == other:
        return 1.0 if one else 0.0
    short, long = sorted((one, other), key=len)
    if len(short) < 2:
        return INITIAL if short and (short == long[0] or short + long[0] in _tables().initials) else 0.0
    likeness = max(0.0, 1 - _distance(one, other) / len(long))
    endings = {one[-1], other[-1]}
    return (
        min(likeness, MAN_AND_WOMAN) if "a" in endings and len(endings) == 2 and not endings & set("eou") else likeness
    )


def _distance(one: str, other: str) -> float:
    """The least price of edits that make one word the other."""
    prices = _tables()
    row = [0.0]
    for letter in other:
        row.append(row[-1] + prices.insertions.get(letter, 1.0))
    for mine in one:
        drop = prices.insertions.get(mine, 1.0)
        last, row = row, [row[0] + drop]
        for i, yours in enumerate(other):
            change = 0.0 if mine == yours else prices.substitutions.get((mine, yours), 1.0)
            row.append(min(last[i] + change, last[i + 1] + drop, row[i] + prices.insertions.get(yours, 1.0)))
    return row[-1]


@cache
def _tables() -> Tables:
    data = yaml.load(
        (DATA / "name_folding.yaml").read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    )
    return Tables(
        cyrillic=_rules(data["cyrillic"]),
        latin=_rules(data["latin"]),
        both=_rules(data["both"]),
        letters=str.maketrans(data["letters"]),
        substitutions={(a, b): price for group, price in data["substitutions"] for a in group for b in group},
        insertions=data["insertions"],
        initials=frozenset(data["initials"]),
        ignored=frozenset(data["ignored"].split()),
        patronymic=re.compile(data["patronymic"]),
        family_first=frozenset(data["family_first"].split()),
    )


def _rules(rows: Sequence[Sequence[str]]) -> tuple[Rule, ...]:
    return tuple((re.compile(pattern), replacement) for pattern, replacement in rows)
