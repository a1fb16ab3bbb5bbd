"""A person's name as it stands in a Russian text -> the name in the nominative.

Comes in: the words of one name in any case, what case and gender they can stand in if the sentence tells, and other
forms of names seen in the document. Goes out: the nominative and the genders it may have. Does not know sentences, nor
who the person is.

Every word has several readings (nominative form, bit set of case and gender, weight): the dictionary's, those of the
tables for names, and, last, that the word does not change. The case and gender in which the words together weigh most
decides. A name that could as well be in the nominative already is left as it is.
"""

from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from math import log

import attrs

from extractor.morphology.analysis import ALL, CASES, Analysis, readings_of
from extractor.morphology.russian import russian
from extractor.morphology.russian_guesses import NAMES, guesses, listed_names
from extractor.morphology.russian_name_tables import goes_first, is_common, is_particle
from extractor.morphology.russian_spelling import fold, join, respelt

# Weights are logarithms of odds, fitted by hand on FactRuEval's persons.
DICTIONARY, LISTED, COMMON, OTHER_WORD, UNCHANGED = 0.0, 0.3, 0.3, -2.5, -4.0
UNLISTED = -1.5  # a guess about a word that the dictionary has as a name
FIXED = -0.7  # a name of the dictionary that does not change, where another one would
SHARE, LEAST_SHARE = 0.6, 0.03  # how much the corpus counts
NOMINATIVE, MASCULINE = 0.6, 0.2
SEEN, SEEN_FORM = 2.0, 1.0
CLOSE = 0.6  # ways that differ by less are both possible
FIRST_FIXED = -0.4  # «Жан-Клода»: the first part of a compound stays
PLACES = tuple(
    (case, gender, readings_of(frozenset((case, gender, "sing")))) for case in CASES for gender in ("masc", "femn")
)
SINGULAR = readings_of(frozenset(["sing"]))


@attrs.frozen(slots=True)
class Reading:
    """One reading of a word of a name: its nominative (lower case), where it can stand, its weight (0 is usual, less is
    worse).
    """

    nominative: str
    readings: int
    weight: float


@attrs.frozen(slots=True)
class Way:
    """The whole name read in one case and gender."""

    gender: str
    weight: float
    forms: tuple[str, ...]


def nominative(words: Sequence[str], readings: int = ALL, hints: Collection[str] = ()) -> tuple[str, frozenset[str]]:
    """The name in the nominative, spelt as in the text, and the genders it may have (empty: it cannot be told).

    words: the name's tokens as they stand; a full stop after an initial may be a token of its own. readings: the bit
    set the sentence allows the name. hints: forms of names seen in the same document.
    """
    seen = {fold(part): part for hint in hints for part in hint.split()}
    columns = [_with_hints(word, _readings_at(words, i), frozenset(seen)) for i, word in enumerate(words)]
    ways = [way for case, gender, bits in PLACES if bits & readings for way in _ways(columns, case, gender, bits)]
    if not ways:
        return join(words), frozenset()
    best = max(ways, key=lambda way: way.weight)
    genders = frozenset(way.gender for way in ways if way.weight > best.weight - CLOSE)
    return join([_spelt(word, form, seen) for word, form in zip(words, best.forms, strict=True)]), genders


def _ways(columns: Sequence[Sequence[Reading]], case: str, gender: str, bits: int) -> Iterator[Way]:
    """The best reading of every word in one case and gender, if every word has one."""
    chosen = [max((r for r in column if r.readings & bits), key=lambda r: r.weight, default=None) for column in columns]
    found = [reading for reading in chosen if reading]
    if len(found) == len(columns):
        bonus = NOMINATIVE * (case == "nomn") + MASCULINE * (gender == "masc")
        yield Way(
            gender, sum(reading.weight for reading in found) + bonus, tuple(reading.nominative for reading in found)
        )


def _readings_at(words: Sequence[str], place: int) -> tuple[Reading, ...]:
    """What the word can be where it stands: initials and particles do not change, nor do East Asian names before their
    last part.
    """
    word, last = words[place], place == len(words) - 1
    as_it_stands = word.lower()
    found = _word(word)
    if len(word.rstrip(".")) < 2 or is_particle(word, last) or not found:
        return (Reading(as_it_stands, ALL, DICTIONARY),)
    if not last:
        return (*found, Reading(as_it_stands, SINGULAR, DICTIONARY if goes_first(word) else UNCHANGED))
    if place and goes_first(words[0]):  # «Цзиньпина» is no woman's last name
        found = tuple(reading for reading in found if reading.nominative[-1] not in "ая")
    return (*found, Reading(as_it_stands, SINGULAR, UNCHANGED))


@lru_cache(maxsize=50_000)
def _word(word: str) -> tuple[Reading, ...]:
    """Every reading of a word of a name but that it does not change."""
    before, hyphen, last = word.rpartition("-")
    listed = tuple(Reading(guess.nominative, guess.readings, LISTED) for guess in listed_names(word))
    found = (*listed, *_dictionary(word))
    if hyphen and last[:1].isupper() and not found:
        return tuple(_compound(before, last))
    burden = UNLISTED if any(reading.weight > OTHER_WORD for reading in found) else 0.0
    return (
        *found,
        *(
            Reading(guess.nominative, guess.readings, guess.weight + burden)
            for guess in guesses(word)
            if not guess.known
        ),
    )


def _compound(before: str, last: str) -> Iterator[Reading]:
    """«аль-Асада», «Жан-Клода», «Римского-Корсакова»: the first part stays as it is, or both stand in one case."""
    stays = before.lower()
    firsts = () if before == stays else _word(before)
    best = max((reading.weight for reading in firsts), default=0.0)
    may_stay = not firsts or any(r.nominative == stays and r.weight > best - 1 for r in firsts)
    for second in _word(last):
        yield Reading(
            f"{stays}-{second.nominative}", second.readings, second.weight + (FIRST_FIXED if may_stay else UNCHANGED)
        )
        for first in firsts:
            if bits := first.readings & second.readings:
                yield Reading(f"{first.nominative}-{second.nominative}", bits, (first.weight + second.weight) / 2)


def _dictionary(word: str) -> Iterator[Reading]:
    """The readings that the dictionary has: names, and other nouns and adjectives as a last resort."""
    made = [
        (a, form) for a in russian().analyse(word) if a.known and _may_be_name(a) and (form := _nominative(word, a))
    ]
    weights = _weights(word, [(a, form) for a, form in made if a.grammemes & NAMES])
    for analysis, form in made:
        yield Reading(form, _name_readings(analysis), weights[form] if analysis.grammemes & NAMES else OTHER_WORD)


def _weights(word: str, names: Sequence[tuple[Analysis, str]]) -> dict[str, float]:
    """Nominative -> its weight among the names that the word is a form of, by the corpus and by how common the name is."""
    fixed = {form for analysis, form in names if "Fixd" in analysis.grammemes}
    scores: dict[str, list[float]] = {}
    for analysis, form in names:
        scores.setdefault(form, []).append(russian().score(word, analysis))
    shares = {form: max(found) if form in fixed else sum(found) for form, found in scores.items()}
    whole = sum(shares.values())
    return {
        form: DICTIONARY
        + (SHARE * log(max(share / whole, LEAST_SHARE)) if whole else 0.0)
        + (FIXED if form in fixed and len(shares) > 1 else 0.0)
        + (COMMON if is_common(form) else 0.0)
        for form, share in shares.items()
    }


def _may_be_name(analysis: Analysis) -> bool:
    return analysis.pos in ("NOUN", "ADJF") and bool(analysis.readings & SINGULAR) and "voct" not in analysis.grammemes


def _name_readings(analysis: Analysis) -> int:
    """Where a word stands as a name: a common noun as a last name may be a man's or a woman's."""
    if analysis.grammemes & NAMES or analysis.pos == "ADJF":
        return analysis.readings & SINGULAR
    return readings_of((analysis.grammemes & frozenset(CASES)) | {"sing"})


def _nominative(word: str, analysis: Analysis) -> str | None:
    if analysis.grammemes & {"nomn", "Fixd"}:
        return word.lower()
    return russian().inflect(word, analysis, frozenset(("nomn", "sing", *(analysis.grammemes & {"masc", "femn"}))))


def _with_hints(word: str, column: Sequence[Reading], seen: frozenset[str]) -> list[Reading]:
    """Weigh up the nominatives that the document has shown, or other forms of them."""
    others = [other for other in seen if other != fold(word) and _may_be_forms_of_one(other, fold(word))]
    shown = [_nominatives(other) for other in others]
    out = []
    for reading in column:
        form = fold(reading.nominative)
        bonus = max((SEEN if forms == {form} else SEEN_FORM for forms in shown if form in forms), default=0.0)
        out.append(attrs.evolve(reading, weight=reading.weight + bonus))
    return out


def _nominatives(word: str) -> set[str]:
    """The likely nominatives of a word (folded)."""
    found = _word(word.title())
    best = max((reading.weight for reading in found), default=0.0)
    return {fold(reading.nominative) for reading in found if reading.weight > best - 1}


def _may_be_forms_of_one(one: str, other: str) -> bool:
    size = max(2, min(len(one), len(other)) - 3)
    return one[:size] == other[:size]


def _spelt(word: str, form: str, seen: dict[str, str]) -> str:
    """The form with the capitals and the ё of the word, or of the form itself where the document has it."""
    spelt = respelt(word, form)
    other = seen.get(fold(form), "")
    return other if other.replace("ё", "е") == spelt.replace("ё", "е") else spelt
