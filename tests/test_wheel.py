"""The wheel: built, installed into an empty environment, it extracts with the shipped pack."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--wheel-dir",
        str(out),
        str(ROOT),
    ]
    subprocess.run(command, check=True, capture_output=True)
    return next(out.glob("*.whl"))


def test_it_carries_grammars_rules_and_schema(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for wanted in (
        "extractor/grammars/pattern.lark",
        "extractor/rules/common/types.yaml",
        "extractor/schema/record.schema.json",
    ):
        assert wanted in names


def test_it_extracts_without_rules_given(wheel: Path, tmp_path: Path) -> None:
    """Unpacked into a folder of its own, with the dependencies of this environment and none of the checkout."""
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    text = tmp_path / "a.txt"
    text.write_text("Иван Петров встретился в Осло с Анной Берг.", encoding="utf-8")
    code = "import sys, extractor; sys.path[:0] = []; from extractor.cli import main; sys.exit(main(sys.argv[1:]))"
    environment = {"PYTHONPATH": str(tmp_path / "site"), "XDG_CACHE_HOME": str(tmp_path / "cache"), "PATH": ""}
    done = subprocess.run(
        [sys.executable, "-c", code, str(text)],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env=environment,
        check=True,
    )
    (record,) = [json.loads(line) for line in done.stdout.splitlines()]
    assert [p["name"] for p in record["participants"]] == ["Иван Петров", "Анна Берг"]
    assert "site" in record["rules"][0]["file"] or not record["rules"][0]["file"].startswith(str(ROOT))
