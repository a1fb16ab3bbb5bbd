"""Russian analyses, forms and noun phrases against data/russian.yaml; what must hold of any string; that the short way
is pymorphy3's.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.morphology import russian as module
from extractor.morphology.analysis import ALL, Analysis, describe, readings_of
from extractor.morphology.russian import Russian, russian
from extractor.morphology.russian_phrases import find_head, nominative_phrase
from extractor.morphology.russian_spelling import fold, join, respelt

TABLE = Path(__file__).parent / "data" / "russian.yaml"
SEEDS = Path(__file__).parent.parent / "seeds"
LETTERS = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
WORDLIKE = st.from_regex(
    rf"[{LETTERS.upper()}]?[{LETTERS}]{{1,12}}(?:[-'’.][{LETTERS.upper()}{LETTERS}]{{0,8}}){{0,2}}", fullmatch=True
)
ODD = (
    "\ud800",
    "",
    "А" * 100,
    "5" * 5000,
    "де" * 32,
    "а-" * 32,
    "Pаy",
    "Ⅷ",
    "-",
    "’",
    "А\u0301б",
    "\U00017000",
    "\U0001b170",
)
WORDS = st.one_of(st.text(max_size=80), WORDLIKE, st.sampled_from(ODD))


def section(name: str) -> yaml.Node:
    root = yaml.compose(TABLE.read_text("utf-8"), Loader=yaml.SafeLoader)
    assert isinstance(root, yaml.MappingNode)
    found: yaml.Node = next(node for key, node in root.value if key.value == name)
    return found


def entries(name: str) -> Iterator[object]:
    """(key, value) for each value of a section that is a mapping; ids are lines of the table."""
    for key, value in section(name).value:
        for node in value.value if isinstance(value, yaml.SequenceNode) else [value]:
            yield pytest.param(key.value, node.value, id=f"russian.yaml:{key.start_mark.line + 1}-{node.value}")


def rows(name: str) -> Iterator[object]:
    """Each row of a section that is a list, filled up with empty strings to four cells."""
    for row in section(name).value:
        cells = [cell.value for cell in row.value]
        yield pytest.param(*cells, *[""] * (4 - len(cells)), id=f"russian.yaml:{row.start_mark.line + 1}-{cells[0]}")


def show(word: str) -> str:
    found = russian().analyse(word)
    return "\n".join(
        f"{a.lemma} {a.pos} {' '.join(sorted(a.grammemes - {a.pos}))}{'' if a.known else ' guess'}" for a in found
    )


def has(word: str, wanted: str) -> bool:
    lemma, pos, *rest = wanted.split()
    wanted_grammemes = set(rest) - {"guess"}
    found = [
        a for a in russian().analyse(word) if a.lemma == lemma and a.pos == pos and a.grammemes >= wanted_grammemes
    ]
    return any(not a.known for a in found) if "guess" in rest else any(a.known or a.pos == "UNKN" for a in found)


@pytest.mark.parametrize(("word", "wanted"), list(entries("must")))
def test_can_be(word: str, wanted: str) -> None:
    assert has(word, wanted), show(word)


@pytest.mark.parametrize(("word", "unwanted"), list(entries("never")))
def test_cannot_be(word: str, unwanted: str) -> None:
    assert not has(word, unwanted) and not has(word, f"{unwanted} guess"), show(word)


@pytest.mark.parametrize(("word", "wanted"), list(entries("readings")))
def test_readings(word: str, wanted: str) -> None:
    assert describe(russian().analyse(word)[0].readings) == wanted, show(word)


@pytest.mark.parametrize(("lemma", "form"), list(entries("forms")))
def test_forms(lemma: str, form: str) -> None:
    word, *pos = lemma.split()
    assert (form.removeprefix("-") in russian().forms(word, *pos)) is not form.startswith("-")


def test_lemmas_that_the_dictionary_lacks_have_no_forms() -> None:
    assert not russian().forms("каххаров") and not russian().knows("каххаров")
    assert not russian().forms("") and not russian().forms("\ud800")
    assert russian().knows("Ёлка") and russian().knows("елка") and not russian().knows("елки-палки-моталки")


@pytest.mark.parametrize(("text", "wanted", "stood", "number"), list(rows("noun_phrases")))
def test_phrases(text: str, wanted: str, stood: str, number: str) -> None:
    readings = readings_of(frozenset(stood.split())) if stood else ALL
    assert nominative_phrase(text.split(), readings, number or None) == wanted, find_head(text.split())


def test_the_head_may_be_given() -> None:
    assert nominative_phrase(["рабочих", "групп"], head=0) == "рабочие групп"


@given(WORDS)
@settings(deadline=None)
def test_any_string_has_analyses(word: str) -> None:
    found = russian().analyse(word)
    assert found and len(set(found)) == len(found)
    assert all(isinstance(a, Analysis) and a.pos in a.grammemes and 0 < a.readings <= ALL for a in found)
    assert russian().analyse(word) == Russian().analyse(word) if len(word) > 64 else found
    russian().forms(word)
    nominative_phrase([word])


@given(st.lists(st.one_of(WORDLIKE, st.sampled_from(["в", "и", "«", "»", ".", ",", "С"])), max_size=6))
@settings(deadline=None)
def test_a_phrase_keeps_its_words(words: list[str]) -> None:
    assert len(nominative_phrase(words).split()) == len(join(words).split())


def test_the_short_way_gives_what_parse_gives() -> None:
    words = {word.strip('.,:;!?«»()"') for path in SEEDS.glob("*.txt") for word in path.read_text("utf-8").split()}
    for word in sorted(words):
        parses = [(fold(p[2]), p[1].grammemes) for p in russian()._morph.parse(word)]
        assert [(a.lemma, a.grammemes) for a in russian().analyse(word)][: len(set(parses))] == list(
            dict.fromkeys(parses)
        ), word


def test_the_cache_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "CACHED_FORMS", 2)
    analyser = Russian()
    for word in ("стол", "стола", "столу", "столом"):
        analyser.analyse(word)
    assert len(analyser._seen) <= 2


def test_a_dictionary_is_not_loaded_before_the_first_word() -> None:
    assert "_morph" not in vars(Russian())


def test_spelling() -> None:
    assert respelt("Мирзиёева", "мирзиёев") == "Мирзиёев" and respelt("Мирзиеева", "мирзиёев") == "Мирзиеев"
    assert (
        respelt("МИДа", "мид") == "МИД"
        and respelt("ПУТИНА", "путин") == "ПУТИН"
        and respelt("Людей", "человек") == "Человек"
    )
    assert join(["«", "Известия", "»", ",", "С", ".", "Лавров"]) == "«Известия», С. Лавров"
