"""Names of places, bodies and offices compared over languages, by the shipped lexicons: «Москва» = Moscow, «ОДКБ» =
CSTO.

Comes in: a name in the nominative. Goes out: a form that is equal for the names of one thing. Does not know people
(`morphology.name_key` does). A name that no lexicon has is its own words; an acronym may still stand for its words.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import cache, lru_cache
from typing import Any

import yaml

from ..morphology.name_key import ALIKE, fold_name
from ..resources import folder
from ..text.segment import fold

FILES = {  # what is named -> lexicons: file, sections
    "place": (("city", ("capital", "city", "seat")), ("region", ("region",)), ("country", ("country",))),
    "body": (
        ("organisation", ("organisation", "agency")),
        ("body", ("body", "collective")),
        ("threat", ("assailant",)),
    ),
    "role": (("title", ("title",)),),
}
LANGUAGES = ("ru", "en")
_WORD = re.compile(r"[^\W_]+")
SMALL = frozenset(
    re.findall(r"\w+", "а без в во для за и из к на о об от по при с со у the a an of for on and in to at by")
)
SHORT, LONG = 2, 8  # letters of an acronym


def words(text: str | None) -> tuple[str, ...]:
    """Words folded, without marks."""
    return tuple(_WORD.findall(fold(text or "")))


@lru_cache(maxsize=100_000)
def telling(text: str) -> frozenset[str]:
    """The words that tell something, numbers among them."""
    return frozenset(words(text)) - SMALL


@lru_cache(maxsize=100_000)
def same_form(kind: str, name: str) -> str:
    """One form for all the names of a place, a body or a role."""
    plain = " ".join(words(name))
    return _known(kind).get(plain, plain)


@cache
def _known(kind: str) -> Mapping[str, str]:
    """Folded name -> what stands for its entry. The first entry that has the name counts."""
    found: dict[str, str] = {}
    for file, sections in FILES[kind]:
        for section in sections:
            for number, entry in enumerate(_entries(file, section)):
                for name in _names(entry):
                    found.setdefault(name, f"{section}:{number}")
    return found


def _entries(file: str, section: str) -> list[dict[str, Any]]:
    path = folder("rules") / "common" / "lexicons" / f"{file}.yaml"
    if not path.exists():
        return []
    lexicons = _read(path.as_posix())
    entries: list[dict[str, Any]] = lexicons.get(section, {}).get("entries", [])
    return entries


@cache
def _read(path: str) -> dict[str, Any]:
    with open(path, encoding="utf-8") as file:
        lexicons: dict[str, Any] = yaml.load(file, getattr(yaml, "CSafeLoader", yaml.SafeLoader))["lexicons"]
    return lexicons


def _names(entry: Mapping[str, Any]) -> Iterator[str]:
    for language in LANGUAGES:
        for name in entry.get(language, ()):
            yield " ".join(words(name if isinstance(name, str) else name["name"]))


@lru_cache(maxsize=200_000)
def same_body(one: str, other: str) -> bool:
    """Equal words, names of one entry, or an acronym and what it stands for."""
    return (
        same_form("body", one) == same_form("body", other)
        or stands_for(one, words(other))
        or stands_for(other, words(one))
    )


def stands_for(acronym: str, name: Sequence[str]) -> bool:
    """Is this the acronym of these words (ОДКБ: «организация договора о коллективной безопасности»)?"""
    return is_acronym(acronym) and fold(acronym.replace(".", "")) == first_letters(name)


def is_acronym(name: str) -> bool:
    """Capitals only, and few."""
    letters = name.replace(".", "")
    return SHORT <= len(letters) <= LONG and letters.isalpha() and letters.isupper()


def first_letters(name: Sequence[str]) -> str:
    """The first letters of the words that count in an acronym; "" of a single word."""
    letters = [word[0] for word in name if word not in SMALL]
    return "".join(letters) if len(letters) > 1 else ""


def initials(name: str) -> str:
    """What an acronym and the words it stands for have in common."""
    return fold(name.replace(".", "")) if is_acronym(name) else first_letters(words(name))


@lru_cache(maxsize=100_000)
def same_spot(one: str, other: str) -> bool:
    """Names of one place: of one entry, equal words, or alike letter by letter across alphabets."""
    if same_form("place", one) == same_form("place", other):
        return True
    if one.isascii() == other.isascii() or {same_form("place", n) != " ".join(words(n)) for n in (one, other)} == {
        True
    }:
        return False
    return _alike(" ".join(map(fold_name, words(one))), " ".join(map(fold_name, words(other))))


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE
