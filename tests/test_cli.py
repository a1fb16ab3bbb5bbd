"""The command line: what it prints where, exit codes, and inputs of every bad kind."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from extractor.cli import main
from extractor.engine import extract, load

SEEDS = Path(__file__).parent.parent / "seeds"
PACK = """\
lang: ru
import: [common/types, common/people]
frames:
  - id: meet.with
    emits: meeting
    frame: 'X встретился с Y'
    slots: {participants: [X, Y]}
    tests:
      - match: 'Иван Петров встретился с Анной Берг.'
        record: {participants: [Иван Петров, Анна Берг]}
      - reject: 'Иван Петров уехал.'
"""
TEXT = "Иван Петров встретился с Анной Берг."


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "pack"
    folder.mkdir()
    (folder / "meet.yaml").write_text(PACK, encoding="utf-8")
    return folder


def run(*arguments: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    try:
        code = main(arguments)
    except SystemExit as stop:
        code = int(stop.code or 0)
    shown = capsys.readouterr()
    return code, shown.out, shown.err


def test_help_is_useful_and_needs_no_engine() -> None:
    probe = "import sys; sys.argv = ['extract', '--help']\nfrom extractor.cli import main\ntry: main()\nexcept SystemExit: pass\nprint([m for m in sys.modules if m in ('lark', 'yaml', 'pymorphy3', 'attrs')])"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert "extract test rules/" in done.stdout and "Exit codes" in done.stdout
    assert done.stdout.rstrip().endswith("[]")


@pytest.mark.parametrize("command", ["test", "check", "tokens"])
def test_every_command_has_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(command, "--help", capsys=capsys)
    assert code == 0 and f"extract {command}" in out


def test_the_owners_literal_loads_and_matches(pack: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    code, out, err = run("--rules", str(pack), str(tmp_path / "a.txt"), capsys=capsys)
    (record,) = [json.loads(line) for line in out.splitlines()]
    assert code == 0 and not err
    assert (record["type"], record["doc"], [p["name"] for p in record["participants"]]) == (
        "meeting",
        "a.txt",
        ["Иван Петров", "Анна Берг"],
    )
    assert record["rules"][0]["id"] == "meet.with" and record["evidence"][0]["text"] == TEXT


def test_seeds_give_records_in_a_table_too(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run("--format", "table", "--type", "meeting", str(SEEDS), capsys=capsys)
    assert code == 0 and "meeting" in out and "agreement" not in out


def test_a_folder_names_documents_below_it(pack: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "texts" / "deep").mkdir(parents=True)
    (tmp_path / "texts" / "deep" / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "texts" / "empty.txt").write_text("", encoding="utf-8")
    code, out, _ = run("--rules", str(pack), str(tmp_path / "texts"), capsys=capsys)
    assert code == 0 and [json.loads(line)["doc"] for line in out.splitlines()] == ["deep/a.txt"]


def test_json_lines_with_named_fields_and_a_broken_line(
    pack: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [
        json.dumps({"body": TEXT, "key": f"n{i}", "when": "2024-02-01T10:00:00Z"}, ensure_ascii=False) for i in range(8)
    ]
    rows[6] = '{"body": "broken'
    (tmp_path / "news.jsonl").write_text("\n".join(rows), encoding="utf-8")
    options = ["--text-field", "body", "--id-field", "key", "--date-field", "when"]
    code, out, err = run("--rules", str(pack), *options, str(tmp_path / "news.jsonl"), capsys=capsys)
    assert [json.loads(line)["doc"] for line in out.splitlines()] == [f"n{i}" for i in range(8) if i != 6]
    assert code == 1 and "news.jsonl:7: not JSON" in err


def test_a_date_resolves_today(pack: Path) -> None:
    from datetime import date

    text = "Сегодня Иван Петров встретился с Анной Берг."
    rules = load()
    (plain,) = extract(text, rules)
    (dated,) = extract(text, rules, date=date(2024, 2, 1))
    assert plain.to_dict()["date"]["value"] == "DCT" and dated.to_dict()["date"]["value"] == "2024-02-01"


BAD_INPUTS = {
    "missing": (None, 1, "no such file"),
    "empty": (b"", 0, ""),
    "binary": (b"\x00\x01\x02" * 100, 1, "binary"),
    "not utf-8": ("Иван Петров".encode("cp1251"), 1, "not UTF-8"),
    "third language": (
        "Der Präsident traf sich gestern in Berlin mit dem Minister und sprach über die Lage im Land.".encode(),
        0,
        "",
    ),
    "rubbish": (bytes(range(1, 128)) * 50, 0, ""),
    "emoji and marks": ("😀 Ива́н Петров встре\u00adтился с А́нной Берг 👩‍👩‍👧.".encode(), 0, ""),
    "one long line": (("слово, " * 700_000).encode(), 0, ""),
}


@pytest.mark.parametrize("name", BAD_INPUTS)
def test_bad_inputs(name: str, pack: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content, want, word = BAD_INPUTS[name]
    file = tmp_path / "in.txt"
    if content is not None:
        file.write_bytes(content)
    code, out, err = run("--rules", str(pack), str(file), capsys=capsys)
    assert code == want and word in err and "Traceback" not in err
    assert len(out.splitlines()) == (name == "emoji and marks")


def test_offsets_survive_marks_and_line_ends() -> None:
    text = "😀\r\nСегодня\u00a0Ива́н Петро́в встре\u00adтился с А́нной Берг.\r\n"
    (record,) = extract(text, load(), lang="ru")
    for party in record.to_dict()["participants"]:
        span = party["mention"]
        assert text[span["start"] : span["end"]] == span["text"]
    assert [p["name"] for p in record.to_dict()["participants"]] == ["Иван Петров", "Анна Берг"]


def test_rule_errors_stop_everything(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bad.yaml").write_text(
        "lang: ru\ntypes: {T: {slots: {}}}\nphrases:\n  - {id: a, emits: T, pattern: '[nmon]'}\n", encoding="utf-8"
    )
    for arguments in (["--rules", str(tmp_path), str(SEEDS)], ["test", str(tmp_path)], ["check", str(tmp_path)]):
        code, out, err = run(*arguments, capsys=capsys)
        assert (
            code == 2
            and not out
            and "bad.yaml:4:" in err
            and "unknown-grammeme" in err
            and "nothing was extracted" in err
        )


def test_usage_errors(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys=capsys)[0] == 2
    assert run("--date", "yesterday", "x", capsys=capsys)[0] == 2
    code, _, err = run("--type", "meting", str(SEEDS), capsys=capsys)
    assert code == 2 and "there is agreement, meeting, threat" in err


def test_examples_run_and_fail_by_name(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("test", str(pack), capsys=capsys)[:2] == (0, "2 examples: 2 right, 0 wrong\n")
    wrong = PACK.replace("reject: 'Иван Петров уехал.'", "reject: 'Иван Петров встретился с Анной Берг.'").replace(
        "[Иван Петров, Анна Берг]", "[Иван Петров]"
    )
    (pack / "meet.yaml").write_text(wrong, encoding="utf-8")
    code, out, _ = run("test", str(pack), "-k", "meet", capsys=capsys)
    assert code == 1 and "wrong value: meet.with" in out and "noisy: meet.with" in out and "встретиться VERB" in out
    code, _, err = run("test", str(pack), "-k", "nothing", capsys=capsys)
    assert code == 2 and "no rule's id contains 'nothing'" in err


def test_tokens_shows_lemmas(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run("tokens", "Путин прибыл в Минск", capsys=capsys)
    assert code == 0 and "прибыть VERB" in out


def test_check_counts(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run("check", str(pack), capsys=capsys)
    assert code == 0 and "no errors" in out


def test_an_interrupted_run_says_so(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    from extractor import commands

    def stop(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setitem(commands.RUN, "extract", stop)
    code, _, err = run("x", capsys=capsys)
    assert code == 130 and "interrupted" in err


def test_a_bug_is_reported_and_the_run_goes_on(
    monkeypatch: pytest.MonkeyPatch, pack: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from extractor import commands

    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(TEXT, encoding="utf-8")

    def broken(text: str, *arguments: object, doc: str, **options: object) -> object:
        if doc == "a.txt":
            raise ValueError("boom")
        return extract(text, *arguments, doc=doc, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(commands, "extract", broken)
    code, out, err = run("--rules", str(pack), str(tmp_path / "a.txt"), str(tmp_path / "b.txt"), capsys=capsys)
    assert code == 3 and len(out.splitlines()) == 1 and "a.txt: a bug in extract: ValueError: boom" in err
