"""What an annotator gives.

Comes in: nothing. Goes out: `Annotation`, and which mention type a label of the common tag sets stands for.
"""

from collections.abc import Callable, Container, Iterable

import attrs

LABELS = {
    "PER": "Person",
    "PERSON": "Person",
    "ORG": "Org",
    "ORGANIZATION": "Org",
    "LOC": "Place",
    "LOCATION": "Place",
    "GPE": "Place",
}


class AnnotatorError(Exception):
    """An annotator that cannot be had, or a file of annotations that cannot be read; the message says what to do."""


@attrs.frozen
class Annotation:
    """A stretch of characters [start, end) of a text and its type: a mention type of the rules, or a label as `PER`."""

    start: int
    end: int
    type: str


Annotator = Callable[[str], Iterable[Annotation]]


def mention_type(label: str, declared: Container[str]) -> str | None:
    """The mention type of a label among those the rules declare; None where there is none."""
    name = label if label in declared else LABELS.get(label.upper())
    return name if name in declared else None
