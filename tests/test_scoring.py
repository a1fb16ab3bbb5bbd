"""`extract score`: figures and errors of records against annotated ones."""

import json
from pathlib import Path
from typing import Any

import pytest

from extractor.cli import main
from extractor.scoring.gold import items
from extractor.scoring.score import EVERY, Score, score

BERG = {"kind": "person", "name": "Анна Берг", "role": None, "country": "NOR"}
PETROV = {"kind": "person", "name": "Иван Петров", "role": None, "country": None}
NOVAK = {"kind": "person", "name": "Ян Новак", "role": None, "country": None}
MET = {
    "type": "meeting",
    "status": "held",
    "participants": [BERG, PETROV],
    "place": "Осло",
    "evidence": "Анна Берг встретилась с Иваном Петровым в Осло.",
}
PACT = {
    "type": "agreement",
    "status": "signed",
    "doc_kind": "treaty",
    "parties": ["Норвегия", "Чехия"],
    "evidence": "Подписан договор.",
}
TOLD = {
    "type": "threat",
    "threat_kind": "cyber",
    "required": False,
    "evidence": "Берг предупредила об атаках.",
    "statements": [{"speaker": "Анна Берг", "stance": "warn"}],
}


def made(record: dict[str, Any], **changed: Any) -> dict[str, Any]:
    """As `extract` would print an annotated record."""
    spans = [{"start": 0, "end": len(record["evidence"]), "text": record["evidence"]}]
    return {**record, "doc": "a.txt", "id": "1", "evidence": spans, **changed}


def compared(gold: list[dict[str, Any]], *records: dict[str, Any]) -> Score:
    return score(items([{"doc": "a.txt", "records": gold}]), items(records))


CASES: dict[str, tuple[list[dict[str, Any]], list[dict[str, Any]], tuple[float, float], list[str]]] = {
    "equal": ([MET, PACT], [made(MET), made(PACT)], (1.0, 1.0), []),
    "nothing made": ([MET], [], (1.0, 0.0), ["missing"]),
    "another event": (
        [MET],
        [made(MET, participants=[NOVAK, {**BERG, "name": "Мария Линд"}], evidence=[])],
        (0.0, 0.0),
        ["missing", "false"],
    ),
    "an optional one may be missing": ([MET, TOLD], [made(MET)], (1.0, 1.0), []),
    "an optional one found is right": ([TOLD], [made(TOLD)], (1.0, 1.0), []),
    "a wrong slot": ([MET], [made(MET, status="planned")], (1.0, 1.0), ["wrong"]),
    "somebody missing, somebody too many": ([MET], [made(MET, participants=[BERG, NOVAK])], (1.0, 1.0), ["wrong"]),
    "a record counts once": ([MET, {**MET, "place": "Берген"}], [made(MET)], (1.0, 0.5), ["missing"]),
    "bare names": (
        [PACT],
        [
            made(
                PACT,
                parties=[
                    {"kind": "country", "name": "Норвегия", "country": "NOR"},
                    {"kind": "country", "name": "Чешская Республика", "country": "CZE"},
                ],
            )
        ],
        (1.0, 1.0),
        [],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_figures(name: str) -> None:
    gold, records, (precision, recall), kinds = CASES[name]
    found = compared(gold, *records)
    assert (found.precision(EVERY), found.recall(EVERY)) == (precision, recall)
    assert [m.kind for m in found.mistakes] == kinds


def test_other_documents_do_not_count() -> None:
    assert compared([MET], made(MET), made(PACT, doc="b.txt")).counts[EVERY, "made"] == 1


def test_the_command_shows_errors_beside_their_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold, records = tmp_path / "gold.jsonl", tmp_path / "records.jsonl"
    gold.write_text(json.dumps({"doc": "a.txt", "records": [MET, PACT]}), encoding="utf-8")
    records.write_text(json.dumps(made(MET, place=None)), encoding="utf-8")
    assert main(["score", "-v", str(gold), str(records)]) == 0
    printed = capsys.readouterr().out
    assert "WRONG   a.txt meeting: place: Осло wanted, nothing found" in printed and MET["evidence"] in printed
    assert "MISSING a.txt agreement" in printed
    assert "0.500    1/2" in printed


@pytest.mark.parametrize(
    ("line", "said"), [("{", "not JSON"), ("[]", "not a JSON object"), ('{"doc": "a"}', "neither a record")]
)
def test_a_line_at_fault_is_named(line: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(line, encoding="utf-8")
    assert main(["score", str(path), str(path)]) == 1
    assert f"{path}:1: {said}" in capsys.readouterr().err
