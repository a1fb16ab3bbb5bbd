"""English analyses against the table in data/english.yaml, and what must hold of any string."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from extractor.morphology.analysis import ALL, Analysis, readings_of
from extractor.morphology.english import English, straighten
from extractor.morphology.english_inflection import inflect
from extractor.morphology.english_tables import grammemes, tables

TABLE = Path(__file__).parent / "data" / "english.yaml"
ENGLISH = English()
LEMMAS = sorted(tables().classes)
WORDLIKE = st.from_regex(r"[A-Z]?[a-z]{1,12}(?:[-'’.][A-Za-z]{0,8}){0,2}", fullmatch=True)
WORDS = st.one_of(st.text(max_size=80), WORDLIKE, st.sampled_from(LEMMAS))
VERB_TAGS = ("verbs", "past", "part", "ing")


def cases(section: str) -> Iterator[object]:
    """(word, what it is) for each entry of a section; the id is the line of the table."""
    root = yaml.compose(TABLE.read_text("utf-8"), Loader=yaml.SafeLoader)
    assert root is not None
    sections = {key.value: node for key, node in root.value}
    for key, wanted in sections[section].value:
        for node in wanted.value:
            yield pytest.param(
                key.value, node.value, id=f"english.yaml:{key.start_mark.line + 1}-{node.value.replace(' ', '_')}"
            )


def show(analyses: tuple[Analysis, ...]) -> str:
    return "\n".join(
        f"{a.lemma} {a.pos} {' '.join(sorted(a.grammemes - {a.pos}))}{'' if a.known else ' (guess)'}" for a in analyses
    )


def has(word: str, wanted: str) -> bool:
    lemma, pos, *rest = wanted.split()
    return any(a.lemma == lemma and a.pos == pos and a.grammemes.issuperset(rest) for a in ENGLISH.analyse(word))


@pytest.mark.parametrize(("word", "wanted"), list(cases("must")))
def test_word_has_analysis(word: str, wanted: str) -> None:
    assert has(word, wanted), f"{word} is only\n{show(ENGLISH.analyse(word))}"


@pytest.mark.parametrize(("word", "unwanted"), list(cases("never")))
def test_word_lacks_analysis(word: str, unwanted: str) -> None:
    assert not has(word, unwanted), show(ENGLISH.analyse(word))


@pytest.mark.parametrize(
    ("lemma", "pos", "forms"),
    [
        ("meet", "VERB", "meet meets met meeting"),
        ("talk", "NOUN", "talk talks"),
        ("man", "NOUN", "man men"),
        ("be", "VERB", "be am is are was were been being 's 'm 're isn't aren't ain't wasn't weren't"),
        ("Sign", "VERB", "sign signs signed signing"),
        ("they", None, "they them"),
        ("co-chair", "NOUN", "co-chair co-chairs"),
        ("cyprus", "NOUN", "cyprus cypruses"),
        ("meets", None, "meets"),
    ],
)
def test_forms(lemma: str, pos: str | None, forms: str) -> None:
    assert ENGLISH.forms(lemma, pos) == frozenset(forms.split())


def test_knows() -> None:
    assert ENGLISH.knows("Summit") and not ENGLISH.knows("zorb") and not ENGLISH.knows("meets")


def test_guesses_are_marked() -> None:
    assert all(not a.known for a in ENGLISH.analyse("Patrushev") + ENGLISH.analyse("zorbs"))
    assert all(a.known for a in ENGLISH.analyse("Minister"))


def test_readings_have_number_only() -> None:
    by_pos = {
        (a.pos, a.grammemes & {"sing", "plur"}): a.readings
        for word in ("talks", "met", "bilateral")
        for a in ENGLISH.analyse(word)
    }
    assert by_pos["NOUN", frozenset(["plur"])] == readings_of(frozenset(["plur"]))
    assert by_pos["VERB", frozenset(["sing"])] == readings_of(frozenset(["sing"]))
    assert by_pos["ADJF", frozenset()] == by_pos["VERB", frozenset()] == ALL


@given(WORDS)
@settings(deadline=None)
@example("")
@example("'")
@example("a" * 65)
@example("-" * 3 + "a")
@example("İ")
def test_any_string_has_an_analysis(word: str) -> None:
    analyses = ENGLISH.analyse(word)
    assert analyses and len(set(analyses)) == len(analyses)
    for analysis in analyses:
        assert analysis.pos in analysis.grammemes and analysis.grammemes <= grammemes() and analysis.readings


@given(WORDS.map(straighten).filter(lambda word: "'" not in word and len(word) < 60))
@settings(max_examples=200, deadline=None)
def test_forms_and_analyses_agree(word: str) -> None:
    """Every form has the lemma; every word is among the forms of its lemmas, so that no trigger is overlooked."""
    for analysis in ENGLISH.analyse(word):
        forms = ENGLISH.forms(analysis.lemma, analysis.pos)
        assert word.lower() in forms or word.lower().rstrip(".") in forms
        for form in forms:
            spellings = (form, form.capitalize(), form.upper())
            assert any(a.lemma == analysis.lemma for spelling in spellings for a in ENGLISH.analyse(spelling))


@given(st.sampled_from(LEMMAS), st.sampled_from(VERB_TAGS))
def test_verb_forms_come_back(lemma: str, tag: str) -> None:
    """A form that a rule makes of a known verb is analysed as that verb's, unless the verb has an irregular one
    instead.
    """
    if "verb" in tables().classes[lemma] and (lemma, tag) not in tables().replaced:
        for form in inflect(lemma, tag):
            assert form in tables().shut or any(a.lemma == lemma for a in ENGLISH.analyse(form)), form


def test_cache_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.morphology.english.CACHED_FORMS", 10)
    english = English()
    for number in range(100):
        english.analyse(str(number))
    assert len(english._seen) <= 10
