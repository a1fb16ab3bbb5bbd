"""Finds trigger words in raw text, before anything is segmented or analysed.

Comes in: the trigger forms of a program. Goes out: where in a text words begin that may be one of them. A superset: a
hit only means that the sentence is worth analysing. Words are found by their first letters (one regular expression,
factored as a trie), then looked up whole.
"""

import re
from collections.abc import Collection, Iterator

from ..text.segment import fold

PREFIX = 4
RUN = r"[\w'’‘ʼʻ.-]*"
PARTS = re.compile(r"[-'’‘ʼʻ.]")
UNUSUAL = re.compile(
    "[\u0300\u0301\u0306\u0308\u00ad\u200b-\u200f\u2060\ufeff]"
)  # marks that `fold` drops: such texts are not filtered


class TriggerScanner:
    """Scans texts for the trigger words of a program."""

    def __init__(self, forms: Collection[str]) -> None:
        self.forms = frozenset(forms)
        prefixes = sorted({form[:PREFIX] for form in forms})
        self._words = re.compile(rf"(?<![^\W_])(?:{_trie(prefixes)}){RUN}") if prefixes else None

    def find(self, text: str) -> Iterator[int]:
        """Offsets of words that may be triggers, in order; every word's where the text has marks inside words."""
        lowered = text.lower().replace("ё", "е")
        if len(lowered) != len(text) or UNUSUAL.search(text):
            yield from range(0, len(text), 40)
            return
        if self._words is None:
            return
        forms = self.forms
        for match in self._words.finditer(lowered):
            word = match[0]
            if word in forms or (
                not word.isalpha() and (fold(word) in forms or not forms.isdisjoint(PARTS.split(word)))
            ):
                yield match.start()


def _trie(words: Collection[str]) -> str:
    """A regular expression for any of the words, with common beginnings factored out."""
    branches: dict[str, list[str]] = {}
    for word in words:
        if not word:
            return ""
        branches.setdefault(word[0], []).append(word[1:])
    parts = [re.escape(first) + _trie(rest) for first, rest in sorted(branches.items())]
    return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"
