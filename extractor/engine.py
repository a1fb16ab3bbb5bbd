"""From a text to records: the whole flow on one screen.

    text -> sentences with a trigger -> tokens, forms -> mentions (chart) -> frames and contexts -> drafts -> one record
    per event

Only `load` touches files. `extract` is a pure function of text, rules and metadata.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date as Day
from pathlib import Path

from . import __version__
from .annotators import Annotator
from .language import cache
from .language.problems import Problems
from .language.program import Rules
from .language.words import Dictionary, Words
from .morphology.english import English
from .morphology.russian import russian
from .reading import Reader
from .records.values import Record
from .resolution.document import resolve
from .resources import HERE, folder, rule_files
from .text.language import detect

MORPHOLOGIES: Mapping[str, Callable[[], Dictionary]] = {"ru": russian, "en": English}


def load(*paths: str | Path, problems: Problems | None = None) -> Rules:
    """Load rule packs, later ones on top of earlier ones; without a path the shipped pack.

    Raises `RuleError` with all faults of all files.
    """
    words: Mapping[str, Words] = {lang: Words(make) for lang, make in MORPHOLOGIES.items()}
    where = [Path(p) for p in paths] or [folder("rules")]
    return compiled(where, words, problems) if problems is not None else kept_rules(where, words)


def compiled(where: Sequence[Path], words: Mapping[str, Words], problems: Problems | None = None) -> Rules:
    """The rules compiled now."""
    from .language.compile import load_rules  # the compiler is loaded only when there is something to compile

    return load_rules(where, words, problems)


def kept_rules(where: Sequence[Path], words: Mapping[str, Words]) -> Rules:
    """The rules as compiled before from the same files, else compiled now and kept."""
    files = [f for root in [*where, folder("rules"), folder("grammars"), HERE] for f in rule_files(root)]
    key = cache.digest(files, [__version__, *map(str, where)])
    rules = cache.load(key, {lang: w.analyse for lang, w in words.items()})
    if rules is None:
        rules = compiled(where, words)
        cache.store(key, rules)
    return rules


def extract(
    text: str,
    rules: Rules,
    *,
    doc: str = "",
    lang: str | None = None,
    date: Day | None = None,
    annotate: Annotator | None = None,
) -> list[Record]:
    """The records of one document, in the order of their first evidence.

    doc: the document's name in its records. lang: "ru" or "en"; found from the text where not given. date: the
    document's own day, against which "today" is resolved. annotate: gives mentions from outside, which join ours. A text
    in another language gives no records.
    """
    lang = lang or detect(text)
    if lang is None or lang not in rules.programs:
        return []
    reader = Reader(text, rules, lang, annotate(text) if annotate else ())
    drafts = [draft for sentence in reader.triggered() for draft in sentence.drafts()]
    return resolve(drafts, reader, doc, date) if drafts else []


def extract_all(texts: Sequence[tuple[str, str]], rules: Rules) -> list[Record]:
    """The records of (name, text) pairs, document by document."""
    return [record for name, text in texts for record in extract(text, rules, doc=name)]
