"""What the language asks of a morphology, which is made when it is first asked.

Comes in: what makes a morphology. Goes out: analyses and forms. Does not know rules.
"""

from collections.abc import Callable
from functools import cached_property
from typing import Protocol

from ..morphology.analysis import Analysis
from .constraints import fold


class Dictionary(Protocol):
    """A language's morphology."""

    def analyse(self, word: str) -> tuple[Analysis, ...]:
        """Every analysis of a token."""

    def forms(self, lemma: str, pos: str | None = None) -> frozenset[str]:
        """Every folded form of a lemma."""

    def guessed_forms(self, lemma: str) -> frozenset[str]:
        """The forms an unknown word would have."""


class Words:
    """What the compiler asks of a language's morphology, which is made when first asked."""

    def __init__(self, make: Callable[[], Dictionary]) -> None:
        self._make = make

    @cached_property
    def _dictionary(self) -> Dictionary:
        return self._make()

    def analyse(self, word: str) -> tuple[Analysis, ...]:
        """Every analysis of a token."""
        return self._dictionary.analyse(word)

    def forms(self, lemma: str) -> frozenset[str]:
        """Every folded form of a lemma; none where the dictionary does not know it."""
        return self._dictionary.forms(lemma)

    def all_forms(self, lemma: str) -> frozenset[str]:
        """Every folded form of a lemma, guessed as the dictionary would guess them where it does not know it."""
        return self._dictionary.forms(lemma) or self._dictionary.guessed_forms(lemma)

    def knows(self, lemma: str) -> bool:
        """Is this word a lemma of the dictionary?"""
        key = fold(lemma)
        return any(a.lemma == key and a.known for a in self.analyse(lemma)) or any(
            a.lemma == key and a.known for a in self.analyse(lemma.capitalize())
        )
