"""From a text to records: the whole flow on one screen.

    text -> sentences with a trigger -> tokens, forms -> mentions (chart) -> frames and contexts -> drafts -> one record per event

Only `load` touches files. `extract` is a pure function of text, rules and metadata.
"""
from collections.abc import Callable, Mapping, Sequence
from datetime import date as Day
from pathlib import Path

from .language.compile import Dictionary, Words, load_rules
from .language.problems import Problems
from .language.program import Rules
from .morphology.english import English
from .morphology.russian import Russian
from .reading import Reader
from .records.values import Record
from .resolution.document import resolve
from .resources import folder
from .text.language import detect

MORPHOLOGIES: Mapping[str, Callable[[], Dictionary]] = {"ru": Russian, "en": English}


def load(*paths: str | Path, problems: Problems | None = None) -> Rules:
    """Load rule packs, later ones on top of earlier ones; without a path the shipped pack. Raises `RuleError` with all faults of all files."""
    words: Mapping[str, Words] = {lang: Words(make) for lang, make in MORPHOLOGIES.items()}
    return load_rules(paths or [folder("rules")], words, problems)


def extract(text: str, rules: Rules, *, doc: str = "", lang: str | None = None, date: Day | None = None) -> list[Record]:
    """The records of one document, in the order of their first evidence.

    doc: the document's name in its records. lang: "ru" or "en"; found from the text where not given. date: the document's own day,
    against which "today" is resolved. A text in another language gives no records.
    """
    lang = lang or detect(text)
    if lang not in rules.programs:
        return []
    reader = Reader(text, rules, lang)
    drafts = [draft for sentence in reader.triggered() for draft in sentence.drafts()]
    return resolve(drafts, reader, doc, date) if drafts else []


def extract_all(texts: Sequence[tuple[str, str]], rules: Rules) -> list[Record]:
    """The records of (name, text) pairs, document by document."""
    return [record for name, text in texts for record in extract(text, rules, doc=name)]
