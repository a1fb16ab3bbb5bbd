"""Countries by code, and those that an adjective names («российско-американский», "Russian-Belarusian").

Comes in: the lexicon of a language. Goes out: names of countries, codes. Does not know texts or records.
"""

import re
from collections.abc import Iterator
from functools import cache
from weakref import WeakKeyDictionary

import yaml

from ..language.program import Program
from ..lexicon.entries import LexiconIndex, LexiconName
from ..resources import HERE
from ..text.segment import fold

COMPOUND = re.compile(r"[^\W\d_.]+(?:[-–][^\W\d_.]+)+")
NAMES = ("nationality", "country")
_names: "WeakKeyDictionary[Program, dict[str, str]]" = WeakKeyDictionary()


def country_name(program: Program, code: str) -> str | None:
    """The name of a country by its code, as the lexicon of the program's language has it first."""
    known = _names.get(program)
    if known is None:
        index = program.lexicons
        names = [name for n in reversed(range(len(index.names))) if (name := index.name(n)).lexicon == "country"]
        known = _names[program] = {
            str(n.attributes["country"]): n.canonical for n in names if "country" in n.attributes
        }
    return known.get(code)


def countries_in(program: Program, text: str) -> list[str]:
    """The codes of the countries that compound adjectives of a text name, in their order."""
    found = []
    for match in COMPOUND.finditer(text):
        codes = [code_of(program.lexicons, part, last=False) for part in re.split("[-–]", match[0])[:-1]]
        codes.append(code_of(program.lexicons, re.split("[-–]", match[0])[-1], last=True))
        if all(codes):
            found += [code for code in codes if code]
    return list(dict.fromkeys(found))


def code_of(index: LexiconIndex, part: str, last: bool) -> str | None:
    """The country of one part of a compound: an adjective as it is, or the stem of one."""
    spellings = [fold(part)] if last or part.isascii() else []
    spellings += (
        [compounds()[0][fold(part)]]
        if fold(part) in compounds()[0]
        else [fold(part)[:-1] + suffix for suffix in compounds()[1]]
    )
    if last:
        spellings += [re.sub(r"(ого|ому|им|ом|ая|ой|ую|ое|ие|их|ими)$", "ий", fold(part))]
    for spelling in spellings:
        name = next(named(index, spelling), None)
        if name is not None:
            return str(name.attributes["country"])
    return None


def named(index: LexiconIndex, word: str) -> Iterator[LexiconName]:
    """The one-word names of countries and their adjectives that are spelt so."""
    for number in index.keys.get(word, ()):
        name = index.name(number)
        if name.lexicon in NAMES and len(name.parts) == 1 and "country" in name.attributes:
            yield name


def international(program: Program, name: str) -> bool:
    """Is this the name of an organisation of states, or of a bloc?"""
    index = program.lexicons
    known = [index.name(n) for n in (index.keys.get(fold(name.split()[0]), ()) if name.split() else ())]
    return any(n.lexicon == "organisation" and fold(name) in (fold(n.canonical), fold(n.name)) for n in known)


@cache
def compounds() -> tuple[dict[str, str], tuple[str, ...]]:
    """First parts with the adjective each stands for, and the endings that make an adjective of other first parts."""
    data = yaml.safe_load((HERE / "morphology" / "data" / "russian" / "compounds.yaml").read_text(encoding="utf-8"))
    return {fold(k): fold(v) for k, v in data["stems"].items()}, tuple(data["suffixes"])
