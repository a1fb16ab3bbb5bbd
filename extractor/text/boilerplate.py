"""Where the body of an article ends and the rest of the page begins.

Comes in: the text of a page, a paragraph or menu entry a line. Goes out: an offset. The cues are read from
`boilerplate.yaml`.
Does not know words, HTML, or what an article is about. What stands before an article it leaves alone.

Each line becomes a letter, and the tail is what can be stripped off the end of that string:
`P` a paragraph · `s` a short sentence · `:` an announcement · `l` an item of a list · `S`, `c` cues · `h` a headline
with a verb · `t` one without · `o` anything else.
"""

import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

_CUES: dict[str, Any] = yaml.load(Path(__file__).with_name("boilerplate.yaml").read_text("utf-8"), yaml.CBaseLoader)


def _cues(name: str) -> tuple[str, ...]:
    return tuple(cue for cues in _CUES[name].values() for cue in cues)


_SECTIONS, _HEADINGS = frozenset(_cues("sections")), frozenset(_cues("headings"))
_OPENINGS, _INSIDE = _cues("openings"), _cues("inside")
_ORNAMENT = " \t\xa0\ufeff=*'\"«»“”„•·|[]<>#_-–—→►▸"

_LINE = re.compile(r"[^\s][^\n\r\u2028\u2029]*")
_STOPPED = re.compile(r"\.[\"»”’')\]]*$")
_ITEM = re.compile(r"\s*(?:[-–—•·*]|\d{1,2}[.)]|[a-zа-я]\))\s|.*[;,]$")
_NAME_AND_ROLE = re.compile(r"[^\W\d_]+(?:[\s-][A-ZА-ЯЁ][\w.]*){1,3}\s?[,–—(-]\s")  # Иван Петров — министр
_VERB = re.compile(
    r"(?:[а-яё]{2,}(?:[аиеыуя]л|л[аои]|лс[яь]|л[аои]сь|[еиую]т|[ая]т|[еиую]тся|[ая]тся|[аеё]н|[ае]н[аоы]|ть|ться)|[А-ЯЁ]\w+: |"
    r"(?:is|are|was|were|will|to|says?|said|calls?|urges?|meets?|signs?|has|after|amid|as|over|against))(?!\w)"
)
_SHORT_CUE = 200  # characters: a longer line is not a cue for what it begins with or contains
_PARAGRAPH = 100  # characters of a line with a full stop that is certainly prose
_LONG = 160  # characters of a line that is prose even without one
_HEADLINE_WORDS = 4
_FEWEST = 3  # headlines that make a list of them


def body_end(text: str) -> int:
    """Where the article ends, in characters: behind its last line; `len(text)` if nothing is to be cut; 0 for a page of
    headlines.

    A list of headlines is cut where a cue says what it is, or where headlines with verbs are set apart by a wider gap
    than any before.
    """
    lines = [(match.start(), match.start() + len(match[0].rstrip())) for match in _LINE.finditer(text)]
    kinds = "".join(_kind(text[start:end]) for start, end in lines)
    kept = _before_section(kinds)
    kept = _before_cue(kinds[:kept].replace("S", "c"))
    if kept == len(lines):
        kept = _before_headlines(kinds, text, lines)
    if kept == len(lines) or len(lines) < 2:
        return len(text)
    return lines[kept - 1][1] if kept else 0


def is_teaser(line: str) -> bool:
    """Whether a line could be the headline of another story: words from a capital on, no full stop, no item of a list,
    no name and role.
    """
    first = line.lstrip(_ORNAMENT)[:1]
    unlike = _STOPPED.search(line) or _ITEM.match(line) or _NAME_AND_ROLE.match(line) or line.endswith(":")
    return (
        len(line) < _LONG
        and len(line.split()) >= _HEADLINE_WORDS
        and (first.isupper() or first.isdigit())
        and not unlike
    )


def _kind(line: str) -> str:
    if len(line) > _SHORT_CUE:
        return "P"
    bare = line.lower().replace("ё", "е").strip(_ORNAMENT)
    whole = bare.rstrip(" .:!…?")
    if whole in _SECTIONS:
        return "S"
    if whole in _HEADINGS or bare.startswith(_OPENINGS) or any(cue in bare for cue in _INSIDE):
        return "c"
    if line.endswith(":"):
        return ":"
    if len(line) >= _LONG or _STOPPED.search(line):
        return "P" if len(line) >= _PARAGRAPH else "s"
    if is_teaser(line):
        return "h" if _VERB.search(line) else "t"
    return "l" if _ITEM.match(line) else "o"


def _before_section(kinds: str) -> int:
    """How many lines stand before a section that follows prose and is no part of an article."""
    prose = len(kinds) - len(kinds.lstrip("Schtol:"))
    section = kinds.find("S", prose)
    return section if section > 0 else len(kinds)


def _before_cue(kinds: str) -> int:
    """How many lines stand before the first cue behind the last prose, and before headlines right above that cue."""
    cue = kinds.find("c", len(kinds.rstrip("chtols")))
    if cue < 0 or kinds.count("s", cue) * 3 > len(kinds) - cue:
        cue = kinds.find("c", len(kinds.rstrip("chtol")))
    if cue < 0:
        return len(kinds)
    above = len(kinds[:cue].rstrip("hto"))
    listed = kinds.count("h", above, cue) + kinds.count("t", above, cue) >= _FEWEST and kinds[above - 1 : above] != ":"
    return above if listed else cue


def _before_headlines(kinds: str, text: str, lines: list[tuple[int, int]]) -> int:
    """How many lines stand before a closing list of headlines that nothing announces."""
    above = len(kinds.rstrip("ht"))
    verbs = kinds.count("h", above)
    if above < 2 or verbs < _FEWEST or verbs * 2 < len(kinds) - above or kinds[above - 1] == ":":
        return len(kinds)
    gaps = [text.count("\n", before[1], after[0]) for before, after in pairwise(lines[: above + 1])]
    return above if gaps[-1] > max(gaps[:-1]) else len(kinds)
