"""Faults in rule files: each gives a problem with its place, code and cure; nothing is loaded, nothing raises anything
else.
"""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.engine import load
from extractor.language.problems import Problems, RuleError

CASES = yaml.safe_load((Path(__file__).parent / "data" / "problems.yaml").read_text(encoding="utf-8"))


def problems_of(path: Path) -> list[Any]:
    try:
        load(path, problems=Problems())
    except RuleError as fault:
        return fault.problems
    return []


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_problem(case: dict[str, Any], tmp_path: Path) -> None:
    file = tmp_path / "pack" / "rules.yaml"
    file.parent.mkdir()
    file.write_text(case["rules"], encoding="utf-8")
    found = problems_of(file.parent)
    shown = [f"{p.place.line}:{p.place.column} {p.code}" for p in found]
    assert shown == [" ".join(w.split()[:2]) for w in case["want"]], "\n".join(str(p) for p in found)
    for problem, want in zip(found, case["want"], strict=True):
        assert want.split(maxsplit=2)[2] in str(problem)
        assert problem.place.path.endswith("rules.yaml")
        assert f"#{problem.code}" in str(problem)


def test_a_problem_is_shown_with_caret_and_hint(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        "lang: ru\ntypes: {T: {slots: {}}}\nphrases:\n  - {id: a, emits: T, pattern: '[nmon]'}\n", encoding="utf-8"
    )
    (problem,) = problems_of(tmp_path)
    assert str(problem).splitlines()[1:] == [
        "    4 |   - {id: a, emits: T, pattern: '[nmon]'}",
        "                                         ^^^^",
        "      = hint: did you mean 'nomn'? see docs/rule-language.md#unknown-grammeme",
    ]


def test_all_errors_of_all_files_at_once(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text(
            f"lang: ru\ntypes: {{T{name}: {{slots: {{}}}}}}\nphrases:\n  - {{id: {name}, emits: Tx, pattern: '(стол'}}\n"
        )
    assert len(problems_of(tmp_path)) >= 2


def test_missing_and_empty_folders(tmp_path: Path) -> None:
    assert [p.code for p in problems_of(tmp_path)] == ["no-rules"]
    assert [p.code for p in problems_of(tmp_path / "nowhere")] == ["no-rules"]


def test_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes("lang: ru\n# кои\n".encode("koi8-r"))
    (problem,) = problems_of(tmp_path)
    assert (problem.code, problem.place.line) == ("not-utf8", 2)


def test_large_files_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("# " + "x" * 4_100_000)
    assert [p.code for p in problems_of(tmp_path)] == ["file-too-large"]


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda t: t.encode("utf-8", "replace")))
@settings(max_examples=200, deadline=None)
def test_any_bytes_give_problems_or_rules(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    file = tmp_path_factory.mktemp("any") / "a.yaml"
    file.write_bytes(content)
    problems_of(file.parent)


@given(st.text(alphabet="()[]<>|?*+{}@~#%/\"'.=^$!&,абX 0129\\", max_size=40))
@settings(max_examples=500, deadline=None)
def test_any_pattern_gives_a_tree_or_a_fault(text: str) -> None:
    from extractor.language import parse

    try:
        tree = parse.pattern(text)
    except parse.SyntaxFault as fault:
        assert 0 <= fault.at <= len(text)
    else:
        assert parse.pattern(str(tree)) == tree
