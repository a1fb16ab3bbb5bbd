"""Makes the English dictionary files: lemmas.txt, irregular.txt and given_names.txt in
extractor/morphology/data/english.

    python -m venv /tmp/english && /tmp/english/bin/pip install lemminflect names attrs pyyaml
    PYTHONPATH=. /tmp/english/bin/python benchmarks/build_english_data.py

Comes in: the inflection table of lemminflect (MIT, from the NIH SPECIALIST lexicon), the given names of the US census
of 1990 as the package `names` carries them (public domain), and sources.yaml, which says what to leave out or add.
Needs none of this at run time.
"""

import gzip
import importlib.util
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import yaml

from extractor.morphology.english_inflection import inflect
from extractor.morphology.english_tables import FOLDER, FORMS, tables

CLASSES = ("noun", "verb", "adj", "adv")
VERB_FORMS = ("past", "part", "ing", "verbs")
COMMON_NAME = 0.008  # per cent of the people counted; rarer ones are mostly slips and surnames
CLEARLY = 4  # times more men than women: a man's name
CHANGING = (
    "is",
    "f",
    "fe",
    "x",
)  # basis, leaf, life, axis: their plurals may be those of base, leave, live, axe as well
SINGULAR_IN_S = ("ss", "us", "is")


class Dictionary:
    """What will be written: the classes of each lemma, and the forms that no rule makes."""

    def __init__(self, sources: dict[str, str]) -> None:
        self.dropped = frozenset(sources["lemmas_dropped"].split())
        self.same = frozenset(sources["same_plural"].split())
        self.plural_only = frozenset(sources["plural_only"].split())
        self.singular_in_s = frozenset(sources["singular_in_s"].split())
        self.plurals_kept = frozenset(sources["plurals_kept"].split())
        self.classes: dict[str, set[str]] = defaultdict(set)
        self.irregular: dict[tuple[str, str], set[str]] = defaultdict(set)

    def add_irregular(self, lemma: str, tag: str, forms: Iterable[str]) -> None:
        """Keep the forms of one tag, all of them, if a rule does not make each."""
        forms = sorted(set(forms) - {""})
        if any(form not in inflect(lemma, tag, "doubling" in self.classes[lemma]) for form in forms):
            for form in forms:
                self.irregular[form, lemma].add(tag)


def package_folder(name: str) -> Path:
    """Where an installed package lies, without importing it."""
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{name} is not installed")
    return Path(spec.origin).parent


def read_rows() -> list[tuple[str, str, list[list[str]]]]:
    """(lemma, class, forms by slot) of the usable rows of lemminflect's table: single words, no names but nationalities
    and the like.
    """
    path = package_folder("lemminflect") / "resources" / "infl_lu.csv.gz"
    rows = [line.split(",", 2) for line in gzip.decompress(path.read_bytes()).decode("utf-8").splitlines()]
    adjectives = {lemma for lemma, kind, _ in rows if kind == "adj"}
    return [
        (lemma.lower(), kind, [slot.split("/") for slot in forms.lower().split(",")])
        for lemma, kind, forms in rows
        if kind in CLASSES and re.fullmatch("[A-Za-z]+(-[a-z]+)*", lemma) and (lemma.islower() or lemma in adjectives)
    ]


def add_rows(book: Dictionary, rows: list[tuple[str, str, list[list[str]]]]) -> None:
    """Classes first, since a form is irregular only where no lemma of the class makes it by rule."""
    for lemma, kind, slots in rows:
        book.classes[lemma] |= {kind, *flags(book, lemma, kind, slots)}
    made = {(form, kind): lemma for lemma, kind, _ in rows for tag in inflected(kind) for form in inflect(lemma, tag)}
    for lemma, kind, slots in rows:
        if kind == "noun" and not book.classes[lemma] & {"same", "plural"}:
            book.add_irregular(lemma, "nouns", own_forms(lemma, kind, slots[0], made) - {lemma})
        elif kind == "verb" and len(slots) == len(VERB_FORMS):
            slots[1] = slots[0] if slots[1] == [""] else slots[1] + [form for form in slots[0] if form.endswith("ed")]
            for tag, forms in zip(VERB_FORMS, slots, strict=True):
                book.add_irregular(lemma, tag, own_forms(lemma, kind, forms, made))


def inflected(kind: str) -> tuple[str, ...]:
    """The tags of the regular forms of a class that could be mistaken for another lemma's irregular ones."""
    return {"noun": ("nouns",), "verb": VERB_FORMS}.get(kind, ())


def own_forms(lemma: str, kind: str, forms: list[str], made: dict[tuple[str, str], str]) -> set[str]:
    """The forms, less those that belong to another lemma (the table lists *jells* under *gel*; but *bases* is of
    *basis* too).
    """
    shared = kind == "noun" and lemma.endswith(CHANGING)
    return {
        form
        for form in forms
        if form.isalpha() and (shared or made.get((form, kind), lemma) == lemma) and not form.endswith("inging")
    }


def flags(book: Dictionary, lemma: str, kind: str, slots: list[list[str]]) -> Iterator[str]:
    """doubling, graded, same or plural: what the rules must know beside the class."""
    if (
        kind == "verb"
        and lemma[-1] + "ed" in {form[len(lemma) :] for form in slots[0]}
        and len(inflect(lemma, "past", True)) > 1
    ):
        yield "doubling"
    if kind in ("adj", "adv") and slots[0] != [""]:
        yield "graded"
    if kind != "noun":
        return
    if lemma in book.plural_only:
        yield "plural"
    elif lemma in book.same or lemma.endswith("ics"):
        yield "same"
    elif lemma.endswith("s") and slots[0] == [lemma] and not lemma.endswith(SINGULAR_IN_S):
        yield "noun" if lemma in book.singular_in_s else "plural"


def prune(book: Dictionary) -> None:
    """Take out slips, plural-only nouns that are plurals of a noun (*things*), and compounds that their last part
    explains.
    """
    for lemma in list(book.classes):
        classes, last = book.classes[lemma], lemma.rpartition("-")[2]
        plural_of_noun = (
            "plural" in classes and "noun" in book.classes.get(lemma[:-1], ()) and lemma not in book.plurals_kept
        )
        if plural_of_noun and lemma not in book.plural_only:
            classes -= {"noun", "plural"}
        if lemma in book.dropped or not classes or (last != lemma and classes <= book.classes.get(last, set())):
            del book.classes[lemma]


def write_sections(name: str, title: str, kinds: dict[str, frozenset[str]]) -> None:
    """One header a set of classes, one word a line."""
    sections: dict[str, list[str]] = defaultdict(list)
    for word in sorted(kinds):
        sections[" ".join(sorted(kinds[word]))].append(word)
    body = "".join(
        f"[{header}]\n" + "".join(f"{word}\n" for word in words) for header, words in sorted(sections.items())
    )
    (FOLDER / name).write_text(f"# {title}\n{body}", "utf-8")


def write_irregular(book: Dictionary, by_hand: list[str]) -> None:
    """`form lemma tags`, sorted."""
    kept = {pair: tags for pair, tags in book.irregular.items() if pair[1] in book.classes}
    for form, lemma, *tags in map(str.split, by_hand):
        kept[form, lemma] = kept.get((form, lemma), set()) | set(tags)
    rows = (
        f"{form} {lemma} {' '.join(sorted(tags, key=list(FORMS).index))}\n"
        for (form, lemma), tags in sorted(kept.items())
    )
    (FOLDER / "irregular.txt").write_text("".join(rows), "utf-8")


def census_names(dropped: frozenset[str]) -> dict[str, frozenset[str]]:
    """Given name -> genders; no function words."""
    shares = {
        gender: dict(read_census(f"dist.{file}.first")) for gender, file in (("masc", "male"), ("femn", "female"))
    }
    out = {}
    for name in sorted(set(shares["masc"]) | set(shares["femn"])):
        men, women = shares["masc"].get(name, 0.0), shares["femn"].get(name, 0.0)
        if max(men, women) >= COMMON_NAME and name not in dropped and len(name) > 2:
            out[name] = frozenset(["masc"] * (men * CLEARLY > women) + ["femn"] * (women * CLEARLY > men))
    return out


def read_census(name: str) -> Iterator[tuple[str, float]]:
    for line in (package_folder("names") / name).read_text("ascii").splitlines():
        word, share, *_ = line.split()
        yield word.lower(), float(share)


def build() -> None:
    sources = yaml.safe_load((FOLDER / "sources.yaml").read_text("utf-8"))
    book = Dictionary(sources)
    add_rows(book, read_rows())
    prune(book)
    lemmas = {lemma: frozenset(classes) for lemma, classes in book.classes.items()}
    write_sections("lemmas.txt", "English lemmas by class, made by benchmarks/build_english_data.py", lemmas)
    write_irregular(book, sources["irregular"])
    names = census_names(frozenset(sources["names_dropped"].split()) | tables().shut)
    write_sections(
        "given_names.txt", "Given names of the US census of 1990, made by benchmarks/build_english_data.py", names
    )


if __name__ == "__main__":
    build()
