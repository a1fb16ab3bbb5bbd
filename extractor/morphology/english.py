"""English words: every analysis of a word form and every form of a lemma, in the shape that Russian has.

Comes in: a single token as it stands in the text, capitals kept. Goes out: `Analysis` values, forms. Does not know
sentences: a word at the start of one may always be a name, and a verb may always be a noun; rules and agreement narrow
that down.

Grammemes beside those of OpenCorpora: Subx and Objx (*he*, *him*), Auxl (be, have, do), Neg (*not*, *didn't*, *no*),
Clit (*'s* split off), Prop (may be a proper name: any word with a capital), Func (with Prop: also a function word, as
*The*), DET as a part of speech. A verb's base form is both VERB+pres and INFN, -ed forms VERB+past and PRTF+past, -ing
forms GRND and PRTF+pres.
"""

import re
import unicodedata

from extractor.morphology.analysis import Analysis
from extractor.morphology.english_inflection import ENDINGS, inflect
from extractor.morphology.english_lookup import LONGEST_PREFIX, guess, look_up
from extractor.morphology.english_tables import sense, tables

CACHED_FORMS = 200_000
LONGEST_WORD = 64  # longer tokens are no words
APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼʹ‛′＇`´", "'"))
FAMILIES = dict.fromkeys(("VERB", "INFN", "GRND", "PRTF"), "VERB")
INITIAL = re.compile(r"[^\W\d_]\.?")
ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
DECADE = re.compile(r"'?\d+s")
ROMAN = re.compile(r"(?=[XVI])X{0,3}(?:IX|IV|V?I{0,3})")
ABBREVIATION = re.compile(r"(?:[^\W\d_]\.?){2,7}")


class English:
    """The analyser.

    Reads its dictionary at the first word; keeps what it has found for a bounded number of distinct forms.
    """

    def __init__(self) -> None:
        self._seen: dict[str, tuple[Analysis, ...]] = {}

    def analyse(self, word: str) -> tuple[Analysis, ...]:
        """Every analysis of a token, dictionary before names before guesses; at least one.

        Takes any string, raises nothing.
        """
        found = self._seen.get(word)
        if found is None:
            found = tuple(dict.fromkeys(_analyse(word)))
            if len(self._seen) >= CACHED_FORMS:
                self._seen.clear()
            self._seen[word] = found
        return found

    def knows(self, lemma: str) -> bool:
        """Whether the dictionary has the lemma (case folded)."""
        lemma = straighten(lemma).lower()
        return any(a.known and a.lemma == lemma for a in look_up(lemma))

    def forms(self, lemma: str, pos: str | None = None) -> frozenset[str]:
        """Every form, lower case, that has an analysis with this lemma: `meet` -> meet, meets, met, meeting.

        pos: only forms that are this part of speech or of its family (a verb's participles and gerund are forms of the
        verb). Of a lemma that the dictionary does not have, those forms that `analyse` would guess to be its own.
        """
        lemma = straighten(lemma).lower()
        family = FAMILIES.get(pos, pos) if pos else None
        return frozenset(form for form in self._spellings(lemma) if self._is_form(form, lemma, family))

    def guessed_forms(self, lemma: str) -> frozenset[str]:
        """The forms of a lemma that the dictionary does not have: those `forms` guesses, and itself."""
        return self.forms(lemma) | {lemma.lower()}

    def _is_form(self, form: str, lemma: str, family: str | None) -> bool:
        analyses = self.analyse(form) + self.analyse(form.capitalize()) + self.analyse(form.upper())
        return any(a.lemma == lemma and family in (None, FAMILIES.get(a.pos, a.pos)) for a in analyses)

    def _spellings(self, lemma: str) -> set[str]:
        """Regular forms, listed ones, and those listed for what stands behind a prefix or a hyphen (*misheard*, *ex-
        servicemen*).
        """
        listed = tables().forms
        cuts = {0, lemma.rfind("-") + 1, *range(2, min(LONGEST_PREFIX, len(lemma)) + 1)}
        irregular = {lemma[:cut] + form for cut in cuts for form in listed.get(lemma[cut:], ())}
        return {lemma, *irregular, *(form for tag in ENDINGS for form in inflect(lemma, tag, doubling=True))}


def straighten(word: str) -> str:
    """Curly apostrophes made straight; the length stays."""
    return word if word.isascii() else word.translate(APOSTROPHES)


def _analyse(word: str) -> list[Analysis]:
    text = straighten(word)
    folded = text.lower()
    if len(text) > LONGEST_WORD:
        return [sense("NOUN").of(folded, known=False)]
    if text.isalpha():
        return _analyse_word(text, folded)
    if not any(map(str.isalnum, text)):
        return list(tables().closed.get(folded, ())) or [sense("PNCT").of(folded)]
    before, clitic = _split_clitic(text, folded)
    if before:
        return _analyse(before) + list(tables().closed[clitic])
    figure = text[0].isdigit() or not any(map(str.isalpha, text)) or DECADE.fullmatch(text)
    return _analyse_figure(folded) if figure else _analyse_word(text, folded)


def _split_clitic(text: str, folded: str) -> tuple[str, str]:
    """`Russia's` -> `Russia`, `'s`, if a tokenizer left them together; nothing for *don't*, which the table has whole."""
    before, apostrophe, clitic = text.rpartition("'")
    clitic = apostrophe + clitic.lower()
    return (before, clitic) if before and clitic in tables().closed and folded not in tables().closed else ("", "")


def _analyse_word(text: str, folded: str) -> list[Analysis]:
    found = look_up(folded)
    known = bool(found) and found[0].known
    capital = text != folded
    names = _name_readings(text, folded, known) if capital else []
    guesses = [] if found else guess(folded, capital)
    return (found + names if known else names + found + guesses) or [sense("NOUN").of(folded, known=False)]


def _name_readings(text: str, folded: str, known: bool) -> list[Analysis]:
    """As a given name, an initial, a Roman numeral and any proper name; the lemma is the whole word (*Cyprus* is no
    plural).
    """
    found = []
    if folded.find(".") == len(folded) - 1:
        folded = folded[:-1]
    genders = tables().names.get(without_accents(folded)) or tables().names.get(
        without_accents(folded.partition("-")[0])
    )
    if genders:
        found.append(sense(f"NOUN Name sing {' '.join(sorted(genders))}").of(folded))
    if INITIAL.fullmatch(text):
        found.append(sense("NOUN Name sing Init").of(folded))
    if ROMAN.fullmatch(text):
        found.append(sense("NUMR ROMN").of(folded))
    marks = " Abbr" * bool(ABBREVIATION.fullmatch(text) and text.isupper()) + " Func" * (folded in tables().function)
    return [*found, sense(f"NOUN Prop{marks}").of(folded, known)]


def _analyse_figure(folded: str) -> list[Analysis]:
    """21st is an adjective, 1990s a plural noun too, 60-year what its last part is, 3d and 10am may be anything."""
    if ORDINAL.fullmatch(folded):
        return [sense("ADJF Anum").of(folded)]
    if DECADE.fullmatch(folded):
        return [sense("NUMR NUMB plur").of(folded), sense("NOUN plur").of(folded)]
    if not any(map(str.isalpha, folded)):
        return [sense("NUMR NUMB").of(folded)]
    return look_up(folded) or [sense("NUMR NUMB").of(folded), sense("NOUN").of(folded, known=False)]


def without_accents(word: str) -> str:
    """`erdoğan` -> `erdogan`: the spelling most dictionaries of names have."""
    return (
        word
        if word.isascii()
        else "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    )
