"""How Russian words are written: letters folded, a form put into the capitals of another, tokens put back together.

Comes in: words, tokens. Goes out: strings. Does not know the dictionary.
"""

import re
from collections.abc import Sequence

_NO_SPACE_BEFORE = re.compile(r" (?=[.,;:!?»”)\]…])")
_NO_SPACE_AFTER = re.compile(r"(?<=[«„(\[]) ")
_STRAIGHT = re.compile(r'" ([^"]*) "')


def fold(word: str) -> str:
    """Lower case, ё written as е."""
    return word.lower().replace("ё", "е")


def respelt(word: str, form: str) -> str:
    """Another form of the word, given in lower case, with the word's capitals and its ё or е as far as the two go
    together.
    """
    if word.count("-") == form.count("-") > 0:
        return "-".join(respelt(one, other) for one, other in zip(word.split("-"), form.split("-"), strict=True))
    same = next(
        (i for i, (a, b) in enumerate(zip(word, form, strict=False)) if fold(a) != fold(b)), min(len(word), len(form))
    )
    rest = form[same:] if same or not word[:1].isupper() else form.capitalize()
    return word[:same] + (rest.upper() if len(word) > 1 and word.isupper() else rest)


def join(words: Sequence[str]) -> str:
    """The tokens with spaces between, none on the inner side of quotation marks and brackets nor before a mark that
    ends something.
    """
    return _STRAIGHT.sub(r'"\1"', _NO_SPACE_AFTER.sub("", _NO_SPACE_BEFORE.sub("", " ".join(words))))
