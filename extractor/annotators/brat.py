"""Text-bound annotations of brat: `T1<tab>PER 0 9<tab>Anna Berg`.

Comes in: what an `.ann` file holds, and its text. Goes out: annotations. Relations, events, attributes and notes are
passed over, and so are annotations of several pieces.
"""

import re
from collections.abc import Iterator

from .values import Annotation, AnnotatorError

LINE = re.compile(r"T\S*\t(\S+) (\d+) (\d+)(;\d+ \d+)*\t")


def brat(content: str, text: str) -> Iterator[Annotation]:
    """The annotations of a text; raises AnnotatorError with the number of a line that cannot be read."""
    for number, line in enumerate(content.splitlines(), 1):
        if line.startswith("T"):
            found = LINE.match(line)
            if found is None or int(found[3]) > len(text):
                raise AnnotatorError(f"line {number}: no 'T1<tab>LABEL START END<tab>WORDS' of this text")
            if found[4] is None:
                yield Annotation(int(found[2]), int(found[3]), found[1])
