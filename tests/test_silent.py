"""The thirteen silent wrong answers of other engines, each as a test."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from extractor.engine import extract, load
from extractor.language.problems import RuleError
from extractor.language.program import Rules
from extractor.reading import Reader

CASES = yaml.safe_load((Path(__file__).parent / "data" / "silent.yaml").read_text(encoding="utf-8"))


@cache
def shipped() -> Rules:
    return load()


def pack(folder: Path, case: dict[str, Any]) -> Path:
    lexicon = f"lexicons: {{thing: {case['lexicon']}}}\n" if "lexicon" in case else ""
    text = f"lang: ru\ntypes: {{T: {{slots: {{}}}}}}\n{lexicon}phrases:\n  - {{id: t, emits: T, pattern: '{case['pattern']}'}}\n"
    (folder / "pack.yaml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("case", [c for c in CASES if "finds" in c], ids=lambda c: c["name"])
def test_pattern(case: dict[str, Any], tmp_path: Path) -> None:
    rules = load(pack(tmp_path, case))
    for text, want in case["finds"].items():
        reading = Reader(text, rules, "ru").sentences[0]
        assert [reading.normaliser.span(m.start, m.end).text for m in reading.mentions(frozenset({"T"}))] == want


@pytest.mark.parametrize("case", [c for c in CASES if "error" in c], ids=lambda c: c["name"])
def test_error(case: dict[str, Any], tmp_path: Path) -> None:
    with pytest.raises(RuleError) as caught:
        load(pack(tmp_path, case))
    assert [p.code for p in caught.value.problems] == [case["error"]]


@pytest.mark.parametrize("case", [c for c in CASES if "text" in c], ids=lambda c: c["name"])
def test_records(case: dict[str, Any]) -> None:
    found = [r.to_dict() for r in extract(case["text"], shipped(), lang="ru")]
    assert len(found) == len(case["records"]), found
    for record, want in zip(found, case["records"], strict=True):
        for slot, value in want.items():
            parties = record.get("participants") or []
            got = {"participants": sorted(str(p["name"]) for p in parties), "roles": [p["role"] for p in parties]}.get(
                slot, record.get(slot)
            )
            if slot == "date" and got is not None:
                got = got["value"]
            assert got == (sorted(value) if slot == "participants" else value), (slot, got)
