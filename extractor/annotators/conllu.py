"""Names in CoNLL-U: a tag such as `NE=B-PER` in the last column.

Comes in: what a `.conllu` file holds, and its text. Goes out: annotations. The tags are those of BIO and BIOES, under
`NE`, `NER` or `Entity`; words are found in the text one after the other.
"""

import re
from collections.abc import Iterator

from .values import Annotation, AnnotatorError

KEYS = ("NE", "NER", "Entity")
COLUMNS, FORM, MISC = 10, 1, 9
NUMBER = re.compile(r"(?P<first>\d+)(-(?P<last>\d+)|(?P<empty>\.\d+))?")  # «3», «3-4» written as one, «4.1» not written


def conllu(content: str, text: str) -> Iterator[Annotation]:
    """The annotations of a text; raises AnnotatorError with the number of a line that is none or not of this text."""
    found: Annotation | None = None
    for start, end, tag in words(content, text):
        part, _, label = tag.partition("-")
        if found is not None and part in ("I", "E") and label == found.type:
            found = Annotation(found.start, end, label)
            continue
        if found is not None:
            yield found
        found = Annotation(start, end, label) if label else None
    if found is not None:
        yield found


def words(content: str, text: str) -> Iterator[tuple[int, int, str]]:
    """The characters of each word, and its tag; "" after a sentence and where there is none."""
    at = inside = 0
    for number, line in enumerate(content.splitlines(), 1):
        fields = line.split("\t")
        if not line.strip():
            inside = 0
            yield at, at, ""
        elif not line.startswith("#"):
            if len(fields) != COLUMNS:
                raise AnnotatorError(f"line {number}: {len(fields)} columns, not {COLUMNS}")
            found = NUMBER.fullmatch(fields[0])
            if found is None:
                raise AnnotatorError(f"line {number}: no number of a word: '{fields[0]}'")
            if found["empty"] or int(found["first"]) <= inside:
                continue  # no word of the text, or a part of one
            inside = int(found["last"] or 0)
            start = text.find(fields[FORM], at)
            if start < 0:
                raise AnnotatorError(f"line {number}: '{fields[FORM]}' does not stand in the rest of the text")
            at = start + len(fields[FORM])
            yield start, at, tag(fields[MISC])


def tag(misc: str) -> str:
    """The tag among the attributes of the last column."""
    pairs = dict(pair.split("=", 1) for pair in misc.split("|") if "=" in pair)
    return next((pairs[key] for key in KEYS if key in pairs), "")
