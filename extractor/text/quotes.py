"""Quotations of a text: what is said, and what is merely called so.

Comes in: a text and its sentences. Goes out: the spans between quotation marks, each a `Quote` of kind `speech` or
`name`.
Does not know who speaks, nor words beyond the pronouns, auxiliaries and verb endings that tell a clause from a title.
"""

import re
from itertools import groupby

import attrs

from .segment import Sentence

_MARK = re.compile(r"[«»“”„\"]|''")  # apostrophes and single marks are not quotation marks
_OPENED_BY = {"»": ("«",), "”": ("“", "„"), "“": ("„",), '"': ('"',), "''": ("''",)}
_ALWAYS_OPEN = ("«", "„")
_STRAIGHT = ('"', "''")
_BEFORE_OPENING = frozenset(" \t\xa0\n\r([{«“„\"':—–-/")
_NOT_AFTER_OPENING = frozenset(" \t\xa0\n\r.,;:!?)]}»”—–")
_DEPTH = 8  # marks open at a time; what is nested deeper is not looked at, so that time stays linear
_SHARED = 60  # characters between two opening marks that one mark may close: «Завод «Икар»

_NAME_WORDS = 5  # a quotation of more words may be speech
_SEEN = 400  # characters of a quotation by which its kind is judged
_SENTENCE_ENDS = (".", "!", "?", "…")
_WORD = re.compile(r"[^\W\d_]+")
_ATTRIBUTED = re.compile(r"[\s,]*[—–-]\s*[^\W\d_]")  # «…», — сказал
_GOES_ON = re.compile(r"\s+[^\W\d_]")  # "…," he said
_CLAUSE_WORDS = frozenset(
    [
        "мы",
        "я",
        "вы",
        "они",
        "он",
        "она",
        "оно",
        "это",
        "что",
        "чтобы",
        "если",
        "не",
        "нет",
        "нам",
        "нас",
        "вас",
        "вам",
        "мне",
        "меня",
        "будет",
        "будут",
        "был",
        "была",
        "было",
        "были",
        "есть",
        "может",
        "можно",
        "нужно",
        "должен",
        "должна",
        "должны",
        "надо",
        "we",
        "i",
        "you",
        "he",
        "she",
        "they",
        "it",
        "is",
        "are",
        "was",
        "were",
        "am",
        "will",
        "would",
        "has",
        "have",
        "had",
        "must",
        "should",
        "can",
        "cannot",
        "could",
        "not",
        "do",
        "does",
        "did",
    ]
)
_VERB_ENDINGS = (
    "лся",
    "лась",
    "лось",
    "лись",
    "ется",
    "ится",
    "ются",
    "ятся",
    "ает",
    "яет",
    "ует",
    "ают",
    "яют",
    "уют",
    "аем",
    "уем",
)
_PAST_ENDINGS = ("ла", "ло", "ли")  # of words of more than five letters: «дела», «цели» are nouns


@attrs.frozen(slots=True)
class Quote:
    """`start` and `end` in characters of the text, marks included.

    `kind`: `speech`, or `name` (of an organisation or document, irony).
    """

    start: int
    end: int
    kind: str


def quoted(text: str, sentences: list[Sentence]) -> list[Quote]:
    """The quotations of a text, nested ones too, by their start.

    None crosses a paragraph; one that is not closed ends with it.
    """
    found: list[Quote] = []
    for _, members in groupby(sentences, key=lambda sentence: sentence.paragraph):
        paragraph = list(members)
        start, end = paragraph[0].start, paragraph[-1].end
        found += [
            Quote(*span, _kind(text, *span, start))
            for span in sorted(_spans(text, start, end), key=lambda s: (s[0], -s[1]))
        ]
    return found


def _spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Pairs of marks in a paragraph, by a stack of open ones.

    A closing mark that nothing is open for is ignored (5" of snow).
    """
    spans: list[tuple[int, int]] = []
    stack: list[tuple[str, int]] = []
    for match in _MARK.finditer(text, start, end):
        mark, at = match[0], match.start()
        level = next((i for i in reversed(range(len(stack))) if stack[i][0] in _OPENED_BY.get(mark, ())), None)
        if _opens(text, match, level is not None, start, end):
            stack += [(mark, at)] * (len(stack) < _DEPTH)
        elif level is not None:
            spans += [(opened, match.end()) for _, opened in stack[level:]]
            del stack[level:]
    return spans + [(at, _end_of_unclosed(spans, at, end)) for _, at in stack]


def _opens(text: str, match: re.Match[str], closable: bool, start: int, end: int) -> bool:
    """Whether a mark opens a quotation.

    Straight marks do where an opening one would stand: after a space or so, before a word.
    """
    mark, (at, after) = match[0], match.span()
    if mark not in _STRAIGHT:
        return mark in _ALWAYS_OPEN or (mark == "“" and not closable)
    return (at == start or text[at - 1] in _BEFORE_OPENING) and after < end and text[after] not in _NOT_AFTER_OPENING


def _end_of_unclosed(spans: list[tuple[int, int]], at: int, end: int) -> int:
    """«Завод «Икар» is closed by the mark that closes the name in it; other quotations end with the paragraph."""
    return next((closed for opened, closed in spans if at < opened <= at + _SHARED), end)


def _kind(text: str, start: int, end: int, paragraph: int) -> str:
    """`speech` if «, — сказал» or the like follows, or two hold: a stop, a clause inside, over five words, a colon
    before; else `name`.
    """
    inner = text[start:end].strip("«»“”„\"'")
    if _ATTRIBUTED.match(text, end) and (inner[-1:] in _SENTENCE_ENDS or text[end : end + 1] == ","):
        return "speech"
    if inner.endswith(",") and _GOES_ON.match(text, end):
        return "speech"
    words = _WORD.findall(inner[:_SEEN].lower())
    stopped = inner[-1:] in _SENTENCE_ENDS
    clause = inner[:1].islower() or any(map(_tells_clause, words))
    announced = len(words) > 1 and text[max(paragraph, start - 2) : start].rstrip().endswith(":")
    return "speech" if stopped + clause + announced + (len(words) > _NAME_WORDS) > 1 else "name"


def _tells_clause(word: str) -> bool:
    return word in _CLAUSE_WORDS or word.endswith(_VERB_ENDINGS) or (len(word) > 5 and word.endswith(_PAST_ENDINGS))
