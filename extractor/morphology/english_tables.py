"""The English dictionary: what the files in data/english say, in the shape the analyser looks things up in.

Comes in: the files (`lemmas.txt`, `irregular.txt` and `given_names.txt` are made by benchmarks/build_english_data.py,
the others by hand). Goes out: `Tables`, read once. Does not know inflection or spelling rules.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

import attrs
import yaml

from extractor.morphology.analysis import ALL, Analysis, readings_of

FOLDER = Path(__file__).parent / "data" / "english"

# Every form a dictionary word can have, and what that form is. Verbs and adjectives agree with everything, but for -s.
FORMS = {
    "noun": ("NOUN sing",), "nouns": ("NOUN plur",),
    "verb": ("VERB pres", "INFN"), "verbs": ("VERB pres sing 3per",), "past": ("VERB past",),
    "part": ("PRTF past pssv",), "ing": ("GRND", "PRTF pres actv"),
    "adj": ("ADJF",), "adjer": ("ADJF Cmp2",), "adjest": ("ADJF Supr",),
    "adv": ("ADVB",), "adver": ("ADVB Cmp2",), "advest": ("ADVB Supr",),
}  # fmt: skip
OTHER_SENSES = ("PNCT", "NUMR NUMB", "NUMR ROMN", "ADJF Anum", "NOUN Prop Abbr Func", "NOUN Name sing Init")
FUNCTION_WORDS = frozenset(("NPRO", "DET", "PREP", "CONJ", "PRCL"))
HELPING = frozenset(("Auxl", "Modl"))


@attrs.frozen
class Sense:
    """What an analysis says apart from the lemma."""

    pos: str
    grammemes: frozenset[str]
    readings: int

    def of(self, lemma: str, known: bool = True) -> Analysis:
        """The analysis of a word that has this sense."""
        return Analysis(lemma, self.pos, self.grammemes, self.readings, known)


@attrs.frozen
class Tables:
    """classes: lemma -> the classes of its section (noun, verb, adj, adv and the flags doubling, graded, same, plural).

    irregular: form -> (lemma, tag) pairs. replaced: the (lemma, tag) pairs that have irregular forms and so no regular
    one. closed: form -> analyses. shut: forms that have no analyses but those. function: those, and all that are
    function words among other things. names: given name -> genders. endings: ending -> classes.
    """

    classes: dict[str, frozenset[str]]
    irregular: dict[str, tuple[tuple[str, str], ...]]
    replaced: frozenset[tuple[str, str]]
    forms: dict[str, frozenset[str]]
    closed: dict[str, tuple[Analysis, ...]]
    shut: frozenset[str]
    function: frozenset[str]
    names: dict[str, frozenset[str]]
    endings: dict[str, frozenset[str]]
    prefixes: frozenset[str]


@cache
def sense(grammemes: str) -> Sense:
    """`"VERB pres sing 3per"` -> its sense; the part of speech comes first.

    English has numbers, no cases and no gender that agrees.
    """
    names = grammemes.split()
    number = frozenset(names) & {"sing", "plur"}
    return Sense(names[0], frozenset(names), readings_of(number) if len(number) == 1 else ALL)


@cache
def senses(tag: str) -> tuple[Sense, ...]:
    """The senses of a form: `"ing"` -> gerund and participle."""
    return tuple(sense(grammemes) for grammemes in FORMS[tag])


@cache
def tables() -> Tables:
    """All of the data, read at the first call."""
    data = _load("closed.yaml")
    closed = _closed(data["words"])
    function = _forms_where(closed, lambda a: a.pos in FUNCTION_WORDS)
    shut = (function | _forms_where(closed, lambda a: bool(a.grammemes & HELPING))) - set(data["open"].split())
    pairs, replaced = _irregular((FOLDER / "irregular.txt").read_text("utf-8"))
    suffixes = _load("suffixes.yaml")
    return Tables(
        classes=_sections("lemmas.txt", "vocabulary.txt"),
        irregular=pairs,
        replaced=replaced,
        forms=_by_lemma(closed, pairs),
        closed=closed,
        shut=shut,
        function=function | shut,
        names=_sections("given_names.txt", "romanised_names.txt"),
        endings={
            ending: frozenset(kinds.split())
            for kinds, endings in suffixes["endings"].items()
            for ending in endings.split()
        },
        prefixes=frozenset(suffixes["prefixes"].split()),
    )


@cache
def grammemes() -> frozenset[str]:
    """Every grammeme that an English analysis can carry."""
    tagged = (g for tag in FORMS for s in senses(tag) for g in s.grammemes)
    closed = (g for found in tables().closed.values() for analysis in found for g in analysis.grammemes)
    return frozenset((*tagged, *closed, "masc", "femn", *" ".join(OTHER_SENSES).split()))


def read_sections(texts: Iterable[str]) -> dict[str, frozenset[str]]:
    """Words under `[headers]`: word -> the words of its header, of all its headers if several.

    What precedes the first is comment.
    """
    out: dict[str, frozenset[str]] = {}
    for section in (section for text in texts for section in text.partition("[")[2].split("[") if section):
        header, _, body = section.partition("]")
        words, kinds = dict.fromkeys(body.split()), frozenset(header.split())
        again = {word: out[word] | kinds for word in words.keys() & out.keys()}
        out.update(dict.fromkeys(words, kinds))
        out.update(again)
    return out


def _sections(*names: str) -> dict[str, frozenset[str]]:
    return read_sections((FOLDER / name).read_text("utf-8") for name in names)


def _load(name: str) -> dict[str, Any]:
    """A YAML file whose scalars all stay strings (*no* is a word here)."""
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    loaded: dict[str, Any] = yaml.load((FOLDER / name).read_text("utf-8"), Loader=loader)
    return loaded


def _closed(entries: dict[str, str]) -> dict[str, tuple[Analysis, ...]]:
    found: dict[str, list[Analysis]] = defaultdict(list)
    for names, words in entries.items():
        meant = sense(names)
        for entry in words.split():
            form, _, lemma = entry.partition("=")
            found[form].append(meant.of(lemma or form))
    return {form: tuple(analyses) for form, analyses in found.items()}


def _forms_where(closed: dict[str, tuple[Analysis, ...]], holds: Callable[[Analysis], bool]) -> frozenset[str]:
    return frozenset(form for form, analyses in closed.items() if any(map(holds, analyses)))


def _irregular(text: str) -> tuple[dict[str, tuple[tuple[str, str], ...]], frozenset[tuple[str, str]]]:
    """Lines `form lemma tag…`."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for line in text.splitlines():
        form, lemma, *tags = line.split()
        found[form] = found.get(form, ()) + tuple((lemma, tag) for tag in tags)
    return found, frozenset(pair for pairs in found.values() for pair in pairs)


def _by_lemma(
    closed: dict[str, tuple[Analysis, ...]], irregular: dict[str, tuple[tuple[str, str], ...]]
) -> dict[str, frozenset[str]]:
    """Lemma -> those of its forms that no rule makes."""
    out: dict[str, set[str]] = defaultdict(set)
    for form, analyses in closed.items():
        for analysis in analyses:
            out[analysis.lemma].add(form)
    for form, pairs in irregular.items():
        for lemma, _ in pairs:
            out[lemma].add(form)
    return {lemma: frozenset(forms) for lemma, forms in out.items()}
