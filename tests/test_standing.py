"""What must hold of every run, whatever the rules say: the shipped pack over the seeds and texts made for it."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import attrs
import jsonschema
import pytest

from extractor import engine
from extractor.language.problems import Problems
from extractor.language.program import Rules

ROOT = Path(__file__).parent.parent
OTHER = """\
Вчера Анна Берг, министр иностранных дел Норвегии, провела в Осло переговоры с Иваном Петровым. По данным посольства,
стороны подписали меморандум о рыболовстве. Иван Петров также предупредил об угрозе терроризма на границе.
Завтра президент Чехии встретится с премьер-министром Финляндии, сообщила пресс-служба.
"""
HEAD = """\
lang: ru
import: [common/types, common/people, common/places, meeting/status]
frames:
"""
GREETINGS = [
    """\
  - id: one.greets
    emits: meeting
    frame: 'a=<Person> [приветствовать] b=<Person>@accs'
    slots: {participants: [a, b]}
""",
    """\
  - id: two.greets
    emits: meeting
    frame: 'a=<Person> [приветствовать] b=<Person>@accs в где=<Place>'
    slots: {participants: [a, b], place: где}
""",
]
TEXTS = {p.name: p.read_text(encoding="utf-8") for p in sorted((ROOT / "seeds").glob("*.txt"))} | {"other": OTHER}


def shown(texts: dict[str, str], rules: Rules) -> dict[str, list[dict[str, Any]]]:
    return {doc: [r.to_dict() for r in engine.extract(text, rules, doc=doc)] for doc, text in texts.items()}


@pytest.fixture(scope="module")
def rules() -> Rules:
    return engine.load(problems=Problems())


@pytest.fixture(scope="module")
def records(rules: Rules) -> dict[str, list[dict[str, Any]]]:
    found = shown(TEXTS, rules)
    assert all(found.values())
    return found


def test_records_fit_the_schema(records: dict[str, list[dict[str, Any]]]) -> None:
    schema = json.loads((ROOT / "schema" / "record.schema.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    for record in (record for found in records.values() for record in found):
        assert not [f"{e.json_path}: {e.message}" for e in validator.iter_errors(record)]


def test_the_schema_is_that_of_the_types(rules: Rules) -> None:
    from extractor.records.schema import record_schema

    kept = json.loads((ROOT / "schema" / "record.schema.json").read_text(encoding="utf-8"))
    assert kept == record_schema(rules.types), "run: make schema"


def test_spans_slice_to_their_text(records: dict[str, list[dict[str, Any]]]) -> None:
    def spans(node: Any) -> list[dict[str, Any]]:
        if isinstance(node, list):
            return [s for n in node for s in spans(n)]
        if isinstance(node, dict):
            return ([node] if {"start", "end", "text"} <= node.keys() else []) + spans(list(node.values()))
        return []

    for doc, found in records.items():
        places = spans(found)
        assert places
        assert all(TEXTS[doc][s["start"] : s["end"]] == s["text"] for s in places)


def test_every_sentence_analysed_gives_the_same(rules: Rules, records: dict[str, list[dict[str, Any]]]) -> None:
    """The filter of sentences loses nothing."""
    opened = {
        lang: attrs.evolve(program, filter=attrs.evolve(program.filter, open=True))
        for lang, program in rules.programs.items()
    }
    assert shown(TEXTS, attrs.evolve(rules, programs=opened)) == records


def test_kept_rules_are_those_compiled(
    records: dict[str, list[dict[str, Any]]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second load comes from the cache of the first."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    engine.load()
    monkeypatch.setattr(engine, "compiled", None)  # the second load compiles nothing
    assert shown(TEXTS, engine.load()) == records


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_order_of_hashes_does_not_matter(seed: str, records: dict[str, list[dict[str, Any]]]) -> None:
    command = [sys.executable, "-m", "extractor", "--rules", str(ROOT / "rules"), str(ROOT / "seeds")]
    printed = subprocess.run(
        command, capture_output=True, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed}, check=True
    )
    lines = [json.loads(line) for line in printed.stdout.decode("utf-8").splitlines()]
    assert lines == [r for doc, found in records.items() if doc != "other" for r in found]


def test_the_order_of_rules_does_not_matter(tmp_path: Path) -> None:
    found = []
    for number, order in enumerate([GREETINGS, GREETINGS[::-1]]):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "greet.ru.yaml").write_text(HEAD + "".join(order), encoding="utf-8")
        found.append(shown({"a": "Анна Берг приветствовала Ивана Петрова в Осло."}, engine.load(folder)))
    for record in (r for run in found for records in run.values() for r in records):
        for rule in record["rules"]:
            rule.pop("line")
    assert found[0] == found[1] and found[0]["a"]
