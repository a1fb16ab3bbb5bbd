"""A Russian noun phrase as it stands in the text -> its normal form: the head in the nominative, what agrees with it
likewise.

Comes in: the words of the phrase; the case and number it stood in and which word is the head, if known. Goes out: a
string. Words after the head stay as they are («министру обороны республики» -> «министр обороны республики»). Does not
know sentences, nor names of people.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from extractor.morphology.analysis import ALL, GENDERS, NUMBERS, Analysis, values
from extractor.morphology.russian import russian
from extractor.morphology.russian_guesses import NAMES
from extractor.morphology.russian_spelling import join, respelt

MODIFIERS = frozenset(("ADJF", "PRTF"))
HEADS = frozenset(("NOUN", "NPRO"))
LINKS = frozenset(("CONJ", "PRCL", "INTJ", "PNCT", "ADVB"))  # between modifiers: «чрезвычайного и полномочного посла»
PAUCAL = frozenset(("два", "оба", "три", "четыре", "полтора"))  # after them the noun stands in the genitive singular
GENDERED = frozenset(("два", "оба", "полтора"))
ACTING = frozenset(("и.о.", "врио", "и"))  # «и.о. министра» governs its office
MOSTLY = 0.7  # a word so often a noun is one even before a noun that it agrees with: «учёных стран»


def nominative_phrase(
    words: Sequence[str], readings: int = ALL, number: str | None = None, head: int | None = None
) -> str:
    """The normal form of a noun phrase, spelt as in the text.

    words: its tokens as they stand. readings: the bit set the sentence allows the phrase. number: "sing" or "plur" for
    a normal form in that number, None to keep the phrase's own. head: index of the head noun, None to find it. What
    cannot be analysed comes back as it is.
    """
    if head is None and words and words[0].lower() in ACTING:
        return join(words)
    return _normal_form(tuple(words), readings, number, head)


def find_head(words: Sequence[str]) -> int | None:
    """The index of the word that the words before it agree with: «рабочих [групп]», «[учёных] Германии»; None if there
    is none.
    """
    return _head_from(words, 0, ALL)


@lru_cache(maxsize=20_000)
def _normal_form(words: tuple[str, ...], readings: int, number: str | None, head: int | None) -> str:
    place = find_head(words) if head is None else head
    if place is None or any(_first(word).pos == "NUMB" for word in words[:place]):
        return join(words)
    modifiers, agreed = _agreeing(words[:place], _bits(words[place], HEADS | MODIFIERS) & readings)
    noun = _likeliest(words[place], agreed)
    numeral = next((i for i, word in enumerate(words[:place]) if _first(word).pos == "NUMR"), None)
    if noun is None or (numeral is not None and "nomn" in _first(words[numeral]).grammemes):
        return join(words)
    wanted = _wanted(noun, agreed, number)
    forms = {place: (noun, wanted), **{i: (analysis, wanted) for i, analysis in modifiers.items()}}
    if numeral is not None:
        forms = _counted(_first(words[numeral]), numeral, place, forms)
    return join([_inflected(word, *forms[i]) if i in forms else word for i, word in enumerate(words)])


def _head_from(words: Sequence[str], start: int, agreed: int) -> int | None:
    """The head among `words[start:]`, given the readings that the modifiers so far have in common; else the last
    modifier.
    """
    modifier = None
    place = start
    while place < len(words):
        nouns, adjectives = _bits(words[place], HEADS) & agreed, _bits(words[place], MODIFIERS) & agreed
        if _first(words[place]).pos == "PREP":  # «принятого в Москве решения»
            place = next((i for i in range(place + 1, len(words)) if _bits(words[i], HEADS)), len(words))
        elif nouns and not adjectives:
            return place
        elif nouns:
            later = None if _governs(words[place + 1 :], adjectives) else _head_from(words, place + 1, adjectives)
            return place if later is None or _rather_noun(words[place], words[later]) else later
        elif adjectives:
            agreed, modifier = adjectives, place
        place += 1
    return modifier


def _governs(after: Sequence[str], agreed: int) -> bool:
    """Whether the next word is a noun in another case: «исполняющий обязанности»."""
    return bool(after) and bool(_bits(after[0], HEADS)) and not _bits(after[0], HEADS | MODIFIERS) & agreed


def _rather_noun(word: str, after: str) -> bool:
    """Whether a word that may be an adjective of the noun after it is a noun itself: «учёных стран», but «раненых
    солдат».
    """
    share = sum(russian().score(word, a) for a in russian().analyse(word) if a.pos in HEADS)
    return share >= MOSTLY and not any("anim" in a.grammemes for a in russian().analyse(after) if a.pos in HEADS)


def _agreeing(words: Sequence[str], bits: int) -> tuple[dict[int, Analysis], int]:
    """The adjectives and participles among the words that agree with the head and one another, and the readings all
    have in common.
    """
    places = []
    for place in reversed(range(len(words))):
        if common := _bits(words[place], MODIFIERS) & bits:
            bits = common
            places.append(place)
    return {
        i: next(a for a in russian().analyse(words[i]) if a.pos in MODIFIERS and a.readings & bits) for i in places
    }, bits


def _likeliest(word: str, bits: int) -> Analysis | None:
    """The analysis of the head in the likelier number: by the corpus; where it is silent a nominative singular, else
    its first.

    Names and abbreviations are the head if there is nothing else; guesses that the word is a name are not.
    """
    found = [a for a in russian().analyse(word) if a.pos in HEADS | MODIFIERS and a.readings & bits]
    found = [a for a in found if a.known or not a.grammemes & NAMES] or found
    scores = {number: sum(russian().score(word, a) for a in found if number in a.grammemes) for number in NUMBERS}
    return min(
        found,
        key=lambda a: (
            a.pos not in HEADS,
            bool(a.grammemes & NAMES) or ("Abbr" in a.grammemes) != word.isupper(),
            -max(scores[n] for n in _numbers(a)),
            "Fixd" in a.grammemes or not {"nomn", "sing"} <= a.grammemes,
        ),
        default=None,
    )


def _numbers(analysis: Analysis) -> frozenset[str]:
    return analysis.grammemes & frozenset(NUMBERS) or frozenset(NUMBERS)


def _wanted(noun: Analysis, agreed: int, number: str | None) -> frozenset[str]:
    """The grammemes of the normal form: nominative, number, and the gender that adjectives take in the singular."""
    numbers = frozenset([number]) if number and "Pltm" not in noun.grammemes else _numbers(noun)
    if numbers == {"plur"}:
        return frozenset(("nomn", "plur"))
    genders = values(agreed, "g")
    return frozenset(("nomn", "sing")) | (
        genders if len(genders) == 1 else noun.grammemes & frozenset(GENDERS) or {"masc"}
    )


def _counted(
    numeral: Analysis, at: int, place: int, forms: dict[int, tuple[Analysis, frozenset[str]]]
) -> dict[int, tuple[Analysis, frozenset[str]]]:
    """«двух важных документов» -> «два важных документа»: the numeral in the nominative governs the genitive."""
    noun = forms[place][0]
    counted = "sing" if numeral.lemma in PAUCAL else "plur"
    out = {i: (analysis, frozenset(("gent", "plur"))) for i, (analysis, _) in forms.items() if i > at}
    out |= {i: (analysis, frozenset(("nomn", "plur"))) for i, (analysis, _) in forms.items() if i < at}
    out[place] = noun, frozenset(("gent", counted))
    out[at] = (
        numeral,
        frozenset(["nomn"]) | (noun.grammemes & frozenset(GENDERS) if numeral.lemma in GENDERED else frozenset()),
    )
    return out


def _inflected(word: str, analysis: Analysis, wanted: frozenset[str]) -> str:
    """The word in the wanted form, or as it is if there is none. A noun has its own gender, a plural none."""
    asked = wanted - frozenset(GENDERS) if analysis.pos in HEADS else wanted
    form = russian().inflect(word, analysis, asked)
    return respelt(word, form) if form else word


def _bits(word: str, pos: Iterable[str]) -> int:
    """Every reading of the word as one of the parts of speech; none of a word that links others."""
    found, bits = russian().analyse(word), 0
    for analysis in found if found[0].pos not in LINKS else ():
        if analysis.pos in pos:
            bits |= analysis.readings
    return bits


def _first(word: str) -> Analysis:
    return russian().analyse(word)[0]
