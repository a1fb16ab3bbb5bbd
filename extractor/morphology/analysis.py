"""What a word can be: one `Analysis` a homonym, the same shape for every language.

Comes in: nothing. Goes out: the values the morphology modules make and every floor above reads. Does not know words.

Grammemes are those of OpenCorpora. Case, number and gender of an analysis are kept as `readings`: a bit for each
combination (case, number, gender) the word can stand in. Agreement and government are then one operation, `&`, and an
empty result means "cannot be"; this is feature unification over a finite domain (Kay 1979) written as bit sets.
"""

from functools import cache

import attrs

CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")
NUMBERS = ("sing", "plur")
GENDERS = ("masc", "femn", "neut")
CASE_ALIASES = {"voct": "nomn", "gen1": "gent", "gen2": "gent", "acc2": "accs", "loc1": "loct", "loc2": "loct"}
WIDTH = len(CASES) * len(NUMBERS) * len(GENDERS)
ALL = (1 << WIDTH) - 1  # a word that does not inflect, or a language without case: every reading


@attrs.frozen(slots=True)
class Analysis:
    """One homonym of a word form.

    lemma: normal form, lower case, ё written as е. pos: OpenCorpora part of speech (NOUN, VERB, INFN, PRTF, …; in
    English also DET). grammemes: every grammeme, the part of speech among them. readings: bit set over (case, number,
    gender).
    known: False where the analysis is a guess about a word that is not in the dictionary.
    """

    lemma: str
    pos: str
    grammemes: frozenset[str]
    readings: int
    known: bool = True


def _bit(case: int, number: int, gender: int) -> int:
    return 1 << ((case * len(NUMBERS) + number) * len(GENDERS) + gender)


@cache
def readings(
    cases: frozenset[str] = frozenset(), numbers: frozenset[str] = frozenset(), genders: frozenset[str] = frozenset()
) -> int:
    """The bit set of every combination of the given grammemes; an empty dimension means all of its values."""
    wanted = {CASE_ALIASES.get(c, c) for c in cases}
    return sum(
        _bit(c, n, g)
        for c, case in enumerate(CASES)
        if not wanted or case in wanted
        for n, number in enumerate(NUMBERS)
        if not numbers or number in numbers
        for g, gender in enumerate(GENDERS)
        if not genders or gender in genders
    )


@cache
def readings_of(grammemes: frozenset[str]) -> int:
    """The bit set that a set of grammemes allows: `{ablt, plur}` -> every gender, plural, instrumental."""
    cases = frozenset(g for g in grammemes if g in CASES or g in CASE_ALIASES)
    return readings(cases, grammemes & frozenset(NUMBERS), grammemes & frozenset(GENDERS))


@cache
def values(bits: int, dimension: str) -> frozenset[str]:
    """The cases, numbers or genders (dimension "c", "n", "g") that occur in a bit set."""
    names = {"c": CASES, "n": NUMBERS, "g": GENDERS}[dimension]
    return frozenset(name for name in names if bits & readings_of(frozenset([name])))


@cache
def project(bits: int, letters: str) -> int:
    """Forget all but the named dimensions: `project(b, "c")` is every reading whose case occurs in `b`.

    Dimensions are kept jointly, so «стола» (genitive singular masculine) projected on "cn" stays genitive singular of
    any gender.
    """
    if not bits:
        return 0
    out = 0
    for c in range(len(CASES)):
        for n in range(len(NUMBERS)):
            for g in range(len(GENDERS)):
                if bits & _bit(c, n, g):
                    out |= readings(
                        frozenset([CASES[c]]) if "c" in letters else frozenset(),
                        frozenset([NUMBERS[n]]) if "n" in letters else frozenset(),
                        frozenset([GENDERS[g]]) if "g" in letters else frozenset(),
                    )
    return out


def describe(bits: int) -> str:
    """For people: `nomn|accs.sing.masc`."""
    if bits == ALL:
        return "any"
    return ".".join(
        "|".join(v for v in names if v in values(bits, d))
        for d, names in (("c", CASES), ("n", NUMBERS), ("g", GENDERS))
    )
