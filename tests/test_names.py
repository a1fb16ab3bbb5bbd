"""Names of people against data/names.yaml: their nominative, and their likeness across scripts."""

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.morphology.analysis import ALL, CASES, readings_of
from extractor.morphology.name_key import ALIKE, name_key, similar
from extractor.morphology.russian_guesses import acronym, guesses
from extractor.morphology.russian_names import nominative
from extractor.morphology.russian_spelling import join

TABLE = Path(__file__).parent / "data" / "names.yaml"
TABLES = yaml.safe_load(TABLE.read_text("utf-8"))


def declined(row: str) -> list[list[str]]:
    """The words of the name in six cases."""
    columns = []
    for word in row.split():
        stem, *endings = word.split("|")
        columns.append([stem + ending for ending in endings] or [stem] * len(CASES))
    return [list(form) for form in zip(*columns, strict=True)]


def share_right(with_case: bool) -> tuple[float, str]:
    """The share of declined forms whose nominative is found, and a list of the others."""
    wrong, count = [], 0
    for row in TABLES["declined"]:
        forms = declined(row)
        for case, form in zip(CASES, forms, strict=True):
            found, _ = nominative(form, readings_of(frozenset([case])) if with_case else ALL)
            count += 1
            if found != " ".join(forms[0]):
                wrong.append(f"{case} {' '.join(form)} -> {found}")
    return 1 - len(wrong) / count, "\n".join(wrong)


def single() -> Iterator[object]:
    root = yaml.compose(TABLE.read_text("utf-8"), Loader=yaml.SafeLoader)
    assert root is not None
    for row in next(node for key, node in root.value if key.value == "single").value:
        cells = [cell.value for cell in row.value]
        yield pytest.param(*cells, *[""] * (5 - len(cells)), id=f"names.yaml:{row.start_mark.line + 1}-{cells[0]}")


@pytest.mark.parametrize(("with_case", "enough"), [(False, 0.97), (True, 0.985)])
def test_nominative_of_every_case(with_case: bool, enough: float) -> None:
    share, wrong = share_right(with_case)
    assert share >= enough, wrong


@pytest.mark.parametrize("row", TABLES["declined"])
def test_a_name_in_the_nominative_stays(row: str) -> None:
    name = declined(row)[0]
    assert nominative(name)[0] == " ".join(name)
    assert nominative(name, readings_of(frozenset(["nomn"])))[0] == " ".join(name)


@pytest.mark.parametrize(("name", "wanted", "allowed", "seen", "genders"), list(single()))
def test_nominative(name: str, wanted: str, allowed: str, seen: str, genders: str) -> None:
    found, possible = nominative(
        name.split(), readings_of(frozenset(allowed.split())) if allowed else ALL, seen.split()
    )
    assert found == wanted
    assert not genders or possible == frozenset(genders.split())


@given(
    st.lists(st.text("АаБбвёйо.-'’ьяыюXx5", max_size=12), max_size=4),
    st.integers(0, ALL),
    st.lists(st.text("Аабвёа ", max_size=8), max_size=3),
)
@settings(deadline=None)
def test_any_words_have_a_nominative(words: list[str], readings: int, hints: list[str]) -> None:
    found, genders = nominative(words, readings, hints)
    assert isinstance(found, str) and genders <= {"masc", "femn"}
    assert readings or found == join(words)


def test_common_words_are_not_guessed_to_be_names() -> None:
    assert [
        word for word in ("каххаров", "О", "Беспрецедентность", "Kerry", "Сepгeй", "12", "", "-") if guesses(word)
    ] == []
    assert (
        acronym("ШОС") and not acronym("Шос") and not acronym("NATO") and not acronym("ПРЕЗИДЕНТ") and not acronym("Ш")
    )


def test_names_across_scripts() -> None:
    missed = [(one, other, similar(one, other)) for one, other in TABLES["pairs"] if similar(one, other) < ALIKE]
    assert len(missed) <= 3, missed


def test_names_of_different_people() -> None:
    people: dict[str, set[str]] = {}
    for one, other in TABLES["pairs"]:
        both = people.get(one) or people.get(other) or set()
        both |= {one, other}
        people.update(dict.fromkeys(both, both))
    pairs = [(one, other) for one, other in combinations(sorted(people), 2) if other not in people[one]]
    assert [pair for pair in pairs if similar(*pair) >= ALIKE] == []


@pytest.mark.parametrize(("one", "other"), TABLES["different"])
def test_different(one: str, other: str) -> None:
    assert similar(one, other) < ALIKE


@given(st.text(max_size=20), st.text(max_size=20))
def test_likeness_is_symmetric_and_bounded(one: str, other: str) -> None:
    assert 0 <= similar(one, other) <= 1 and similar(one, other) == pytest.approx(similar(other, one))
    assert name_key(one) == name_key(one).lower()


def test_keys() -> None:
    assert name_key("Абдурахим Каххаров") == "kaharov_abdurahim"
    assert name_key("Си Цзиньпин") == name_key("Xi Jinping") == "si_jinpin"
    assert name_key("Владимир Владимирович Путин") == name_key("Vladimir Putin") == "putin_vladimir"
    assert name_key("аль-Асад") == "asad" and name_key("") == "" and name_key("123") == ""
