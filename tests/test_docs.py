"""Runs every example of docs/: what a reader copies from there works, and every name of the language is explained
there.

An example is a fenced block; the words after the opening fence say what becomes of it:

    file=PATH              whatever the language: written to the folder of the document, for what follows;
                           `encoding=NAME` if it is not UTF-8
    yaml pack              a whole rule file: it must load, and its own `tests:` must pass. With `file=FOLDER/NAME` the
                           whole folder is the pack; `over=FOLDER` stacks it on that one; `error=a,b` or `warning=a,b`:
                           it gives exactly these codes
    yaml header            a file of types that all fragments of the document share
    yaml header ru         how files begin of which only a part is shown
    yaml fragment ru       a part of such a file (all of them are one pack): its rules' own `tests:` must pass
    text expansion ru      the frames that the predicate before it stands for
    console                `$ command` lines are run (`extract` in this process) and must print what follows them;
                           `…` is anything
    python                 executed, and its `>>>` lines checked, all blocks of a document in one session

A table whose first heading is "Russian pattern" or "English pattern" gives, for each pattern, texts with the stretch it
marks in braces, and texts in which it marks nothing, each set off by `<br>`.
"""

import ast
import contextlib
import doctest
import io
import json
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import attrs
import pytest
import yaml

from extractor.authoring.examples import check_example
from extractor.cli import COMMANDS, PARSERS, main
from extractor.engine import load
from extractor.language.compile_frame import _fill
from extractor.language.compile_pattern import LOOK_LIMIT, WIDEST_GAP
from extractor.language.constraints import ALIASES, GRAMMEMES, SURFACE
from extractor.language.declarations import Predicate
from extractor.language.parse import DEEPEST as DEEPEST_PATTERN
from extractor.language.parse import LONGEST
from extractor.language.problems import Place, Problem, Problems, RuleError
from extractor.language.program import LONGEST_MATCH, MOST_ROLES, MOST_VARIABLES, SCOPE, Rules
from extractor.language.reader import KEYS, TABLES
from extractor.language.source import DEEPEST, LARGEST
from extractor.language.syntax import MANY
from extractor.matching.forms import LONGEST_FOR_REGEX
from extractor.matching.frames import NOUN_REACH, VERB_REACH
from extractor.morphology.russian import Russian
from extractor.records.normalise import NORMALISERS
from extractor.resources import rule_files

ROOT = Path(__file__).parent.parent
DOCS = sorted(p for p in (ROOT / "docs").glob("*.md") if p.name != "architecture.md")
FENCE = re.compile(r"^( *)```(.*)$")
LANGUAGES = {"Russian pattern": "ru", "English pattern": "en"}
NOTHING, QUOTE = "–", "'"


@attrs.frozen(eq=False)
class Block:
    """A fenced block or a table of patterns: where it stands, the words after its fence, its text."""

    doc: Path
    line: int
    words: tuple[str, ...]
    options: dict[str, str]
    text: str

    def __str__(self) -> str:
        return f"{self.doc.name}:{self.line}"


@cache
def blocks(doc: Path) -> tuple[Block, ...]:
    """The blocks of a document, in order."""
    return tuple(_blocks(doc))


def _blocks(doc: Path) -> Iterator[Block]:
    lines = iter(enumerate(doc.read_text(encoding="utf-8").splitlines(), 1))
    for number, line in lines:
        cells = row(line)
        if fence := FENCE.match(line):
            text = []
            for _, inner in lines:
                if inner.strip() == "```":
                    break
                text.append(inner.removeprefix(fence[1]))
            words = fence[2].split()
            options = dict(w.split("=", 1) for w in words if "=" in w)
            yield Block(doc, number, tuple(w for w in words if "=" not in w), options, "\n".join(text) + "\n")
        elif cells and cells[0] in LANGUAGES:
            next(lines)
            text = []
            for _, inner in lines:
                if not inner.startswith("|"):
                    break
                text.append(inner)
            yield Block(doc, number, ("table", LANGUAGES[cells[0]]), {}, "\n".join(text))


def row(line: str) -> list[str]:
    """The cells of a line of a table."""
    return (
        [cell.replace("\\|", "|").strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if line.startswith("|")
        else []
    )


def of_kind(*kinds: str) -> list[Any]:
    """Test parameters: the blocks whose first words are these."""
    return [pytest.param(b, id=str(b)) for doc in DOCS for b in blocks(doc) if b.words[: len(kinds)] == kinds]


# -- where examples are run --------------------------------------------------------------------------------------------


LOADED: dict[tuple[Any, ...], tuple[Rules, list[Problem]]] = {}


def loaded(*paths: str | Path, problems: Problems | None = None) -> Rules:
    """What `load` gives; rules are loaded once for all cases that use the same files in the same folder."""
    files = [file for path in paths for file in rule_files(Path(path))]
    key = (Path.cwd() if paths else None, *map(str, paths), *((str(file), file.read_bytes()) for file in files))
    if key not in LOADED:
        found = Problems()
        LOADED[key] = (load(*paths, problems=found) if paths else load(), found.found)
    rules, noted = LOADED[key]
    if problems is not None:
        problems.found += noted
    return rules


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An empty folder; rules that are compiled from here on are kept in it, not with the user's."""
    folder = tmp_path_factory.mktemp("docs")
    loaded()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
        patch.setattr(Russian, "guessed_forms", cache(Russian.guessed_forms))  # the shipped names, pack after pack
        patch.setattr("extractor.engine.load", loaded)
        patch.setattr("extractor.commands.load", loaded)
        yield folder


def placed(block: Block, desk: Path) -> Path:
    """The folder of a document, with nothing but the files it has shown before a block and in it."""
    folder = desk / block.doc.stem
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for other in blocks(block.doc):
        if "file" in other.options and other.line <= block.line:
            target = folder / other.options["file"]
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(other.text, encoding=other.options.get("encoding", "utf-8"))
    return folder


def rules_of(*paths: str | Path) -> tuple[Rules | None, list[str], list[str]]:
    """Loaded rules, or None; the codes of errors and of warnings (those in files below the working directory), in
    order.
    """
    problems = Problems()
    try:
        return (
            loaded(*paths, problems=problems),
            [],
            [p.code for p in problems.found if not Path(p.place.path).is_absolute()],
        )
    except RuleError as fault:
        return None, [p.code for p in fault.problems], []


def check(rules: Rules, file: Path) -> None:
    """Run the examples of the rules that stand in a file."""
    mine = [r for r in rules.tested if Path(r.file).resolve() == file.resolve()]
    verdicts = [check_example(rules, rule, example) for rule in mine for example in rule.examples]
    failed = [str(v) for v in verdicts if not v.passed]
    assert not failed, "\n\n".join(failed)
    assert verdicts or "tests:" not in file.read_text(encoding="utf-8"), "none of these examples was run"


# -- whole rule files --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("block", of_kind("yaml", "pack"))
def test_pack(block: Block, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = placed(block, desk)
    file = Path(block.options.get("file", f"pack-{block.line}/rules.yaml"))
    folder.joinpath(file).parent.mkdir(parents=True, exist_ok=True)
    folder.joinpath(file).write_text(block.text, encoding=block.options.get("encoding", "utf-8"))
    monkeypatch.chdir(folder)
    rules, errors, warnings = rules_of(*block.options.get("over", "").split(), file.parts[0])
    assert errors == [c for c in block.options.get("error", "").split(",") if c]
    if rules is not None:
        assert warnings == [c for c in block.options.get("warning", "").split(",") if c]
        check(rules, file)


# -- parts of rule files -----------------------------------------------------------------------------------------------


@cache
def fragments(doc: Path, lang: str, folder: Path) -> Rules:
    """All fragments and tables of a document as one pack."""
    folder.mkdir(parents=True, exist_ok=True)
    found = {b.words[2:3]: b.text for b in blocks(doc) if b.words[:2] == ("yaml", "header")}
    (folder / "examples.yaml").write_text(found.get((), ""), encoding="utf-8")
    for block in blocks(doc):
        if block.words[:3] == ("yaml", "fragment", lang):
            (folder / f"{block.line}.yaml").write_text(found[lang,] + block.text, encoding="utf-8")
        elif block.words == ("table", lang):
            (folder / f"{block.line}.yaml").write_text(found[lang,] + phrases(block), encoding="utf-8")
    try:
        return loaded(folder)
    except RuleError as fault:
        raise AssertionError(str(fault)) from None


def phrases(table: Block) -> str:
    """The rows of a table of patterns as phrases."""
    lines = ["phrases:"]
    for number, (pattern, marks, passes) in enumerate(row(line)[:3] for line in table.text.splitlines()):
        quoted = pattern.strip("` ").replace(QUOTE, QUOTE * 2)
        lines += [f"  - id: table.{table.line}.{number}", "    emits: Thing", f"    pattern: '{quoted}'", "    tests:"]
        examples = [("match", text) for text in marks.split("<br>")] + [
            ("reject", text) for text in passes.split("<br>")
        ]
        lines += [
            f"      - {kind}: '{text.strip().replace(QUOTE, QUOTE * 2)}'"
            for kind, text in examples
            if text.strip(f" {NOTHING}")
        ]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("block", of_kind("yaml", "fragment") + of_kind("table"))
def test_fragment(block: Block, desk: Path) -> None:
    lang = block.words[-1]
    folder = desk / "fragments" / block.doc.stem / lang
    check(fragments(block.doc, lang, folder), folder / f"{block.line}.yaml")


@pytest.mark.parametrize("block", of_kind("text", "expansion"))
def test_what_a_predicate_stands_for(block: Block) -> None:
    lang, before = block.words[-1], [b for b in blocks(block.doc) if b.line < block.line]
    declared = yaml.safe_load([b.text for b in before if b.words[:3] == ("yaml", "fragment", block.words[-1])][-1])[
        "predicates"
    ][0]
    words = {k: tuple(declared.get(k, ())) for k in ("verbs", "nouns")} | {
        k: tuple(v) for k, v in declared["support"].items()
    }
    roles = tuple((question, slot, Place("")) for question, slot in declared["roles"].items())
    predicate = Predicate("", Place(""), lang, words=words, roles=roles)
    table = yaml.safe_load((ROOT / f"rules/common/tables.{lang}.yaml").read_text(encoding="utf-8"))["tables"][
        "constructions"
    ]
    made = [
        f"{name}: {' '.join(text.split())}" for name, template in table.items() if (text := _fill(template, predicate))
    ]
    assert block.text.splitlines() == made


# -- commands and Python -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("block", of_kind("console"))
def test_console(block: Block, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(placed(block, desk))
    monkeypatch.setenv("COLUMNS", "100")
    code = 0
    for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
        command, _, want = part.partition("\n")
        got, code = run(command, code)
        assert matches(want, got), f"$ {command}\n{got}"


def run(command: str, last: int) -> tuple[str, int]:
    """What a command line prints, both streams, and its exit code. `last`: the exit code before it."""
    words = shlex.shlex(command, posix=True, punctuation_chars="|>")
    words.whitespace_split = True
    stages: list[list[str]] = [[]]
    for word in words:
        stages[-1].append(word) if word != "|" else stages.append([])
    data, code = "", 0
    for stage in stages:
        target = stage[-1] if ">" in stage else None
        stage = stage[: stage.index(">")] if ">" in stage else stage
        data, code = one(stage, data, last)
        if target:
            Path(target).write_text(data, encoding="utf-8")
            data = ""
    return data, code


def one(words: list[str], data: str, last: int) -> tuple[str, int]:
    if words == ["echo", "$?"]:
        return f"{last}\n", 0
    if words[0] == "extract":
        return extract(words[1:], data)
    command = (
        [sys.executable, "-m", *words]
        if words[0] == "pytest"
        else [sys.executable, *words[1:]]
        if words[0] == "python"
        else words
    )
    done = subprocess.run(command, input=data, capture_output=True, text=True, encoding="utf-8", timeout=600)
    return done.stdout + done.stderr, done.returncode


def extract(arguments: list[str], data: str) -> tuple[str, int]:
    shown = io.StringIO()
    with contextlib.redirect_stdout(shown), contextlib.redirect_stderr(shown), pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data.encode("utf-8"))))
        try:
            code = main(arguments)
        except SystemExit as stop:
            code = int(stop.code or 0)
    return shown.getvalue(), code


def matches(want: str, got: str) -> bool:
    """Is the output as shown? A line of `…` is any lines, `…` in a line any characters."""
    pattern = ""
    for line in want.rstrip().splitlines():
        pattern += r"(.*\n)*" if line.strip() == "…" else re.escape(line.rstrip()).replace("…", ".*") + r" *\n"
    return (
        re.fullmatch(
            pattern, "\n".join(line.rstrip() for line in got.rstrip().splitlines()) + "\n" if got.strip() else ""
        )
        is not None
    )


@pytest.mark.parametrize(
    "doc", [pytest.param(d, id=d.name) for d in DOCS if any(b.words[:1] == ("python",) for b in blocks(d))]
)
def test_python(doc: Path, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names: dict[str, Any] = {}
    for block in blocks(doc):
        if block.words[:1] == ("python",):
            monkeypatch.chdir(placed(block, desk))
            if ">>>" not in block.text:
                exec(compile(block.text, str(block), "exec"), names)
                continue
            example = doctest.DocTestParser().get_doctest(block.text, names, str(block), str(doc), block.line)
            shown = io.StringIO()
            runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
            runner.run(example, out=shown.write, clear_globs=False)
            names = example.globs
            assert not runner.failures, shown.getvalue()


# -- nothing is left out -----------------------------------------------------------------------------------------------


def text_of(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def codes_in_source() -> set[str]:
    """Every code that loading rules can give."""
    found = set()
    for path in (ROOT / "extractor" / "language").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in ("error", "warn", "fault", "_refuse")
            ):
                words = (
                    [n.value for n in ast.walk(node.args[1]) if isinstance(n, ast.Constant)]
                    if len(node.args) > 1
                    else []
                )
                found |= {w for w in words if isinstance(w, str) and re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", w)}
    return found


def test_every_code_has_a_section_with_an_example() -> None:
    sections = dict(
        re.findall(
            r"^### ([a-z0-9-]+)\n(.*?)(?=^##|\Z)",
            text_of("rule-language.md").partition("\n## Errors")[2],
            re.MULTILINE | re.DOTALL,
        )
    )
    assert set(sections) == codes_in_source()
    for code, text in sections.items():
        given = {c for found in re.findall(r"(?:error|warning)=([\w,-]+)", text) for c in found.split(",")} | set(
            re.findall(r"\[([a-z0-9-]+)\]:", text)
        )
        assert code in given, f"the section {code} has no example that gives it"


def test_every_name_of_the_language_is_explained() -> None:
    known = {
        *SURFACE,
        *ALIASES,
        *TABLES,
        *(n for n in NORMALISERS if n),
        *(k for keys in KEYS.values() for k in keys),
        *GRAMMEMES["ru"],
        *GRAMMEMES["en"],
    }
    mentioned = set(re.findall(r"`([^`\s]+)`", text_of("rule-language.md")))
    assert not known - mentioned - {f"{word}:" for word in known}, sorted(known - mentioned)


def test_question_words_and_constructions_are_explained() -> None:
    text = text_of("rule-language.md")
    for lang, program in loaded().programs.items():
        assert lang in text and program
    for word in re.findall(
        r"^    ([^\s:]+): [{']",
        (ROOT / "rules/common/tables.ru.yaml").read_text() + (ROOT / "rules/common/tables.en.yaml").read_text(),
        re.MULTILINE,
    ):
        assert f"`{word.rstrip('?')}`" in text or f"«{word.rstrip('?')}»" in text, word


def test_limits_are_those_of_the_engine() -> None:
    text = text_of("rule-language.md")
    for what in (
        f"a noun stands at most {VERB_REACH} words from its verb, and two nouns at most {NOUN_REACH}",
        f"a match of a pattern | {LONGEST_MATCH} words",
        f"| {SCOPE} words to each side",
        f"letters of agreement in a rule | {MOST_ROLES}; {MOST_VARIABLES}",
        f"without bounds | {MANY} times",
        f"a gap | {WIDEST_GAP} words",
        f"look-around | {LOOK_LIMIT} elements",
        f"tests | {LONGEST_FOR_REGEX} characters",
        f"| {LONGEST:,} characters; {DEEPEST_PATTERN} deep",
        f"| {LARGEST:,} characters; {DEEPEST} deep",
    ):
        assert what in text, what


def test_every_command_and_option_is_explained() -> None:
    text = text_of("command-line.md")
    for name in COMMANDS:
        assert f"## extract {name}" in text
    for parser in PARSERS.values():
        for option in (o for action in parser()._actions for o in action.option_strings):
            assert re.search(rf"`{option}\b", text), option


def test_every_word_of_a_record_is_explained() -> None:
    text = text_of("records.md")
    for name, declared in loaded().types.items():
        if declared.identity and declared.kind != "attribution":
            for word in (name, *declared.slots, *(w for kind, _ in declared.slots.values() for w in kind.words)):
                assert f"`{word}`" in text, f"{name}: {word}"


def words_of_schema(node: Any) -> Iterator[str]:
    """The names of fields and the values they may have, anywhere in a JSON Schema."""
    if isinstance(node, dict):
        yield from node.get("properties", ())
        yield from node.get("enum", ())
        node = node.values()
    elif not isinstance(node, list):
        return
    for inner in node:
        yield from words_of_schema(inner)


def test_every_word_of_the_schema_is_explained() -> None:
    prose = re.sub(r"^```.*?^```$", "", text_of("records.md"), flags=re.MULTILINE | re.DOTALL)
    explained = set(re.findall(r"\w+", " ".join(re.findall(r"`([^`]+)`", prose))))
    schema = json.loads((ROOT / "schema/record.schema.json").read_text(encoding="utf-8"))
    assert set(words_of_schema(schema)) <= explained


@pytest.mark.parametrize("doc", [pytest.param(d, id=d.name) for d in DOCS])
def test_links_lead_somewhere(doc: Path) -> None:
    for target, anchor in re.findall(r"\]\(([\w./-]*)(?:#([\w-]+))?\)", doc.read_text(encoding="utf-8")):
        path = doc.parent / target if target else doc
        assert path.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in {re.sub(r"[^\w -]", "", h.lower()).replace(" ", "-") for h in headings}, anchor
