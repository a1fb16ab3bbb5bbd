"""Sentences and tokens of a text, Russian and English alike.

Comes in: any string. Goes out: sentences and tokens as offsets into that very string, counted in Python characters,
ends exclusive.
Does not know what words mean; what a full stop means after a word it reads from `abbreviations.yaml`.

Both are one scan by a compiled regex that looks back no further than a word, so time is linear in the text whatever the
text is.
"""

import re
from collections.abc import Iterable
from itertools import accumulate
from operator import add
from pathlib import Path
from typing import Any

import attrs
import yaml

MAX_TOKENS = 1000
MAX_CHARACTERS = 10_000

_TABLE: dict[str, Any] = yaml.load(Path(__file__).with_name("abbreviations.yaml").read_text("utf-8"), yaml.CBaseLoader)


@attrs.frozen(slots=True)
class Sentence:
    """`start` and `end` in characters of the text, whitespace trimmed; `paragraph` counts the lines that are not empty,
    from 0.
    """

    start: int
    end: int
    paragraph: int


# ---- tokens --------------------------------------------------------------------------------------------------------
# --------------

# Explicit ranges, because the regex engine looks a character up in a table twice as fast as it tests `\w`; other
# scripts fall to _OTHER.
_LETTERS = "A-Za-zªµºÀ-ÖØ-öø-ʯͰ-ҁҊ-Ֆա-և\u1e00-\u1eff"
_UPPER = "A-ZÀ-ÖØ-ÞЀ-ЯҐҒҖҚҢҮҰҲҶҺӘӢӨӮ"
_LETTER = f"[{_LETTERS}]"
_ALNUM = f"[0-9{_LETTERS}]"
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"  # soft hyphen, zero-width characters, byte order mark
_MARKS = "\u0300-\u036f" + _INVISIBLE
_HYPHENS = r"\-‐‑"
_APOSTROPHES = "'’‘ʼʻ"
_CONTINUING = _HYPHENS + _APOSTROPHES + _MARKS + "0-9@_"  # after letters: the word may go on


def _either(words: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word))) + ")"


def _capitalised(words: Iterable[str]) -> set[str]:
    return {form for word in words for form in (word, word[0].upper() + word[1:])}


_CLITIC = f"[{_APOSTROPHES}][sS](?![{_HYPHENS}{_MARKS}]{{0,8}}{_ALNUM})"
_JOINT = rf"(?:[{_HYPHENS}]|(?!{_CLITIC})[{_APOSTROPHES}]|[{_MARKS}]+[{_HYPHENS}]?|(?<=\d)[.,:/–—−](?=\d))"
_TAIL = f"(?:{_JOINT}{_ALNUM}+)*[{_MARKS}]*"
_NUMBER = r"\d{1,3}(?:[\u00a0\u202f]\d{3})+(?!\w)"  # 20 000 with a no-break space
_COMPOUND = f"(?:{_NUMBER}|{_ALNUM}+){_TAIL}"  # Нур-Султан, О'Брайен, 20-летний, 2,5, 01.02.24, 10:30, 2026–2030
_PLAIN = (
    rf"[{_LETTERS}]++(?![{_CONTINUING}.])|[{_LETTERS}]{{3,}}+(?![{_CONTINUING}]|\.\w)"  # most words: decided at once
)
_PUNCTUATION = rf"[,;:!?\"«»“”()—–%](?![{_INVISIBLE}])"
_ACRONYM = rf"(?:[A-Z]\.){{2,}}|{_either(_capitalised(_TABLE['acronyms']))}\."
_INITIAL = (
    rf"(?:[{_UPPER}]|{_either(_TABLE['initials'])})\.(?:[{_HYPHENS}][{_UPPER}]\.)?"  # В. · Дж. · Ж.-К.
    # «Каримов И.А. заявил»
    rf"(?:(?=\s{{0,3}}[{_UPPER}])|(?:(?<=[{_UPPER}]\.[{_UPPER}]\.)|(?<=[{_UPPER}]\.\s[{_UPPER}]\.))(?=\s*\S))"
)
_COUNTED = rf"\d[\d.,]*(?={_either(_TABLE['units'])}(?!\w))"
_BOUNDARY = rf"(?!{_JOINT}?\w)"
_MAIL = rf"[^\W_][\w.+-]{{0,63}}+@(?:\w[\w-]{{0,62}}\.){{1,8}}\w{{2,24}}{_BOUNDARY}"
_DOMAIN = (
    rf"(?:[^\W_][\w-]{{0,62}}\.){{1,8}}{_either(_capitalised(_TABLE['domains']))}{_BOUNDARY}"
    r"(?:/[^\s<>\"«»,;]{0,2000}[\w/=#])?"
)
_ADDRESS = r"[^\s<>\"«»]*[^\s<>\"«».,;:!?…)\]}'’”]"
_EMOJI = "\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff"
_PICTURE = (
    f"[{_EMOJI}][\ufe0f\U0001f3fb-\U0001f3ff\U0001f1e6-\U0001f1ff]*(?:\u200d[{_EMOJI}][\ufe0f\U0001f3fb-\U0001f3ff]*)*"
)
_OTHER = rf"[^\W_0-9{_LETTERS}{_EMOJI}]+"  # other scripts

_TOKEN = re.compile(
    rf"(?:https?://{_ADDRESS}|{_PLAIN}|{_PUNCTUATION}|www\.{_ADDRESS}"
    rf"|[{_MARKS}]{{0,8}}+(?:{_ACRONYM}|{_INITIAL}|{_MAIL}|{_DOMAIN}|{_COUNTED}|{_COMPOUND})"
    rf"|(?<={_ALNUM}){_CLITIC}|\.{{3,}}|{_PICTURE}|{_OTHER}|\S[{_INVISIBLE}]*)\s*"
)
WORD = re.compile(rf"{_LETTER}{_ALNUM}*{_TAIL}|{_OTHER}")
"""Finds, in raw text, every token of `tokens` that begins with a letter and has no stop in it («т.е.», «С.» and
kremlin.ru have).

For scanners that look for trigger words before anything is segmented: `fold` of the match is `fold` of the token. It
finds more besides: parts of numbers («летний» of «20-летний»), of addresses, of abbreviations.
"""

_UNUSUAL = re.compile(f"[\u0300\u0301\u0306\u0308{_INVISIBLE}’‘ʼʻ]")
_PLAINER = str.maketrans(
    dict.fromkeys("’‘ʼʻ", "'") | dict.fromkeys("\u0300\u0301\u00ad\u200b\u200c\u200d\u2060\ufeff", "")
)
_COMPOSED = {"и\u0306": "й", "И\u0306": "Й", "е\u0308": "ё", "Е\u0308": "Ё"}


def tokens(text: str, start: int, end: int) -> tuple[list[str], list[int], list[int]]:
    """The tokens of `text[start:end]`, a sentence, as three parallel lists: norms, starts, ends.

    A norm is the slice without stress marks, soft hyphens and zero-width characters, with й and ё as one character and
    a plain apostrophe.
    Every character that is not whitespace is in exactly one token. A token has no whitespace in it but the no-break
    space of «20 000».
    """
    if start < end and text[start].isspace():
        start = end - len(text[start:end].lstrip())
    pieces = _TOKEN.findall(text, start, end)  # a token and the whitespace after it, so lengths add up to offsets
    starts = list(accumulate(map(len, pieces), initial=start))
    starts.pop()
    norms = list(map(str.rstrip, pieces))
    ends = list(map(add, starts, map(len, norms)))
    if _UNUSUAL.search(text, start, end):
        norms = [_normal(norm) if _UNUSUAL.search(norm) else norm for norm in norms]
    return norms, starts, ends


def _normal(token: str) -> str:
    for pair, letter in _COMPOSED.items():
        token = token.replace(pair, letter)
    return token.translate(_PLAINER) or token  # a token of nothing but invisible characters stays what it is


def fold(word: str) -> str:
    """The key of a word for look-ups: its norm in lower case, ё as е."""
    if _UNUSUAL.search(word):
        word = _normal(word)
    return word.lower().replace("ё", "е")


# ---- sentences
# -------------------------------------------------------------------------------------------------------------------

_LINE_ENDS = "\n\r\u2028\u2029"
_STOPS = ".!?…"
_OPENING = "\"'«“„‘([{<"
_CLOSING = "\"'»”“’)\\]}"
_QUOTES = frozenset('"»”“’')
_DASHES = "-–—"
_BEFORE_WORD = frozenset(_OPENING + _DASHES)
_GAP = rf"[^\S{_LINE_ENDS}](?:[^\S{_LINE_ENDS}]|[{_INVISIBLE}])*+"
_BREAK = re.compile(
    # one class comes first: the engine skips to its characters
    rf"[{_LINE_ENDS}{_STOPS}•](?:(?<=[{_LINE_ENDS}])[\s{_INVISIBLE}]*+|(?<=•)"
    rf"|(?<![{_STOPS}][{_STOPS}])[{_STOPS}]*+[{_CLOSING}{_INVISIBLE}]*+"
    rf"(?:(?={_GAP}([^\s,;:a-zа-яё]))|(?<=[a-zа-яё»)][{_STOPS}])(?=([{_UPPER}«]))))"
)
_NEXT = re.compile(rf"[{_DASHES}{_OPENING}\s]*({_LETTER}*)(\.?)")
_SPEECH = re.compile(rf"\w+(?:\s\w+)?\s{_either(_TABLE['said'])}\b")
_INITIALS = re.compile(rf"(?:[{_UPPER}]\.[{_HYPHENS}]?)*(?:[{_UPPER}]|{_either(_TABLE['initials'])})")
_ENUMERATOR = re.compile(r"\d{1,3}|\d{1,2}(?:\.\d{1,2})+|[IVX]{2,5}")
_SPACE = re.compile(rf"[\s{_INVISIBLE}]*")
_BLANK = "".join(filter(str.isspace, map(chr, range(0x3001)))) + _INVISIBLE

_CLASSES = ("never", "before_number", "before_name", "may_end", "before_starter")
_CLASS = {word: name for name in _CLASSES for words in _TABLE[name].values() for word in words}
_SHORT = frozenset(word.lower() for word in _CLASS)
_STARTERS = frozenset(word for words in _TABLE["starters"].values() for word in words)
_REACH = 24  # characters before a stop that are looked at: two words of an abbreviation
_ASIDE = 400  # characters of a bracket
_PREAMBLE = 25  # a sentence that has said no more than «В 2010 г.» goes on


def sentences(text: str) -> list[Sentence]:
    """The sentences of a text in order. A line end always ends one; so do MAX_CHARACTERS or MAX_TOKENS, at a space if
    there is one.

    What is in no sentence is whitespace and invisible characters beside it.
    """
    found: list[Sentence] = []
    paragraph = 0
    begin = _skip(text, 0)
    for match in _BREAK.finditer(text, begin):
        at = match.start()
        sign = text[at]
        if sign in _LINE_ENDS:
            _append(found, text, begin, at, paragraph)
            paragraph += 1
            begin = match.end()
        elif sign == "•":
            if text[begin:at].strip() != "•":
                _append(found, text, begin, at, paragraph)
                begin = at
        elif _ends(text, begin, match):
            _append(found, text, begin, match.end(), paragraph)
            begin = match.start(match.lastindex or 0)
    _append(found, text, begin, len(text), paragraph)
    return found


def _skip(text: str, at: int) -> int:
    return _SPACE.match(text, at).end()  # type: ignore[union-attr]  # matches everywhere


def _append(found: list[Sentence], text: str, start: int, end: int, paragraph: int) -> None:
    """Add the sentence of a span without the blanks at its end: none if nothing is left, several if it is too long."""
    end = start + len(text[start:end].rstrip(_BLANK))
    while end - start > MAX_TOKENS and (cut := _limit(text, start, end)) < end:
        found.append(Sentence(start, start + len(text[start:cut].rstrip(_BLANK)), paragraph))
        start = _skip(text, cut)
    if start < end:
        found.append(Sentence(start, end, paragraph))


def _limit(text: str, start: int, end: int) -> int:
    """Where a sentence must be cut: its end, or the last space before it is too long, or failing that the very place."""
    limit = min(end, start + MAX_CHARACTERS)
    for count, token in enumerate(
        _TOKEN.finditer(text, start, limit), 2
    ):  # one to spare: a cut may split an initial from its stop
        if count > MAX_TOKENS:
            limit = token.start()
            break
    if limit == end:
        return end
    space = text.rfind(" ", start, limit)
    return space if space > start else limit


def _ends(text: str, begin: int, match: re.Match[str]) -> bool:
    """Whether the stops of a match end the sentence that began at `begin`.

    The match vouches that no lower-case letter follows at once.
    """
    run = match[0]
    stop = match.start()
    if stop - begin < 4 and not any(map(str.isalnum, text[begin:stop])):
        return False  # «…И вот»
    if run == "." and match.lastindex == 1 and text[match.start(1)].isupper():  # three quarters of all
        return _ends_after_word(text, begin, stop, match.start(1))
    follows = match.start(match.lastindex or 0)
    quoted = not _QUOTES.isdisjoint(run)
    if text[follows] in _BEFORE_WORD and (
        (quoted and text[follows] in _DASHES) or _next(text, follows)[0][:1].islower()
    ):
        return False  # «Да!» — сказал он
    if match.lastindex == 2:
        return _ends_unspaced(text, stop, follows)
    aside = run[-1] == ")" and _in_aside(text, begin, stop)
    if run[0] != "." or run[1:2] in (".", "…", "?", "!"):
        return not (aside or (quoted and _SPEECH.match(text, follows)))
    return _ends_after_word(text, begin, stop, follows, aside)


def _ends_unspaced(text: str, stop: int, follows: int) -> bool:
    """«сказал он.Путин» are two sentences, «Яндекс.Деньги» and "Yahoo.Mail" are not."""
    before = text[max(stop - _REACH, 0) : stop].split()[-1]
    russian = before.islower() and before[-2:].isalpha() and not before.isascii()
    return before not in _CLASS and (russian or _opens(text, follows))


def _in_aside(text: str, begin: int, stop: int) -> bool:
    """Whether a bracket closes that was opened within the sentence and not after the end of another."""
    opened = text.rfind("(", max(begin, stop - _ASIDE), stop)
    return opened > begin and text[opened - 1] not in _STOPS


def _ends_after_word(text: str, begin: int, stop: int, follows: int, aside: bool = False) -> bool:
    """Whether a single stop ends the sentence, after a word that may be an abbreviation, an initial or a number."""
    reach = max(begin, stop - _REACH)
    word = text[max(text.rfind(" ", reach, stop) + 1, reach) : stop]
    if len(word) > 2 and word.isalpha() and word.lower() not in _SHORT:
        return True
    *earlier, last = text[reach:stop].split() or [""]
    before = earlier[-1] if earlier else ""
    word = last.lstrip(_OPENING + _DASHES)
    if last[:1] == "(" and word.islower() and len(word) < 6:
        return False  # (англ. Security Council)
    unit = word.lstrip("0123456789")
    kind = (_class(before + unit) if before.endswith(".") else None) or _class(unit)
    if kind == "before_name":
        counted = unit != word or before[:1].isdigit()
        kind = ("may_end" if stop - begin > _PREAMBLE else "before_starter") if counted else "never"
    if kind is None and not before[-1:].isdigit() and _INITIALS.fullmatch(word):
        kind = "before_starter"
    if kind is None:
        first = len(last) == stop - begin or before.endswith((":", ";", ")"))
        return not (first and _ENUMERATOR.fullmatch(word))
    sign = text[follows]
    if kind == "before_number":
        return not (sign.isdigit() or sign == "№")
    if kind == "never" or aside or _opens(text, follows):
        return kind != "never" and not aside
    return kind == "may_end" and (sign.isupper() or sign in _OPENING)


def _class(word: str) -> str | None:
    """The class of an abbreviation in the table; a title behind a hyphen («вице-адм.») has that of the title."""
    lower = word.lower() if len(word) > 1 else word  # «В.» is an initial, «в.» a century
    return _CLASS.get(word) or _CLASS.get(lower) or _CLASS.get(word.rpartition("-")[2])


def _opens(text: str, at: int) -> bool:
    """Whether a word that commonly opens sentences is next, behind quotation marks, brackets and dashes; «В.» is an
    initial, not «в».
    """
    word, stop = _next(text, at)
    return word.lower() in _STARTERS and not (stop and len(word) == 1)


def _next(text: str, at: int) -> tuple[str, str]:
    """The next word behind quotation marks, brackets and dashes, and the full stop after it or nothing."""
    word, stop = _NEXT.match(text, at).groups()  # type: ignore[union-attr]  # matches everywhere
    return word, stop
