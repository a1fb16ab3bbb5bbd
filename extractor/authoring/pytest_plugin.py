"""A pytest plugin: `pytest rules/ -k meet` runs the examples of rules, with file, rule and example as nodes.

Collects only YAML files that hold rules. A folder is loaded once, with everything it imports.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

RULE_MARKS = ("\nphrases:", "\nframes:", "\npredicates:", "\ncontexts:")
_loaded: dict[Path, Any] = {}


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> "RuleFile | None":
    """A node for each YAML file that declares rules."""
    if file_path.suffix not in (".yaml", ".yml"):
        return None
    try:
        text = "\n" + file_path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    if not any(mark in text for mark in RULE_MARKS):
        return None
    return RuleFile.from_parent(parent, path=file_path)


def rules_root(path: Path) -> Path:
    """The outermost folder above a rule file that holds rule files all the way down: the pack's root."""
    root = path.parent
    while (
        root.parent != root
        and any(p.suffix in (".yaml", ".yml") for p in root.parent.rglob("*/*.y*ml"))
        and root.parent.name == "rules"
    ):
        root = root.parent
    return root


class RuleFile(pytest.File):
    """A rule file."""

    def collect(self) -> Iterator[pytest.Collector]:
        """A node for each rule with examples."""
        from extractor.engine import load  # loading the engine for every pytest run of other projects would be rude

        root = rules_root(self.path)
        if root not in _loaded:
            _loaded[root] = load(root)
        rules = _loaded[root]
        here = self.path.resolve()
        for rule in rules.tested:
            if Path(rule.file).resolve() == here and rule.examples:
                yield RuleNode.from_parent(self, name=rule.id, rule=rule, rules=rules)


class RuleNode(pytest.Collector):
    """A rule."""

    def __init__(self, *, rule: Any, rules: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.rule, self.rules = rule, rules

    def collect(self) -> Iterator[pytest.Item]:
        """A node for each example."""
        for number, example in enumerate(self.rule.examples, 1):
            kind = "match" if example.match else "reject"
            yield ExampleNode.from_parent(
                self, name=f"{self.rule.id}-{kind}-{number}", rule=self.rule, rules=self.rules, example=example
            )


class ExampleNode(pytest.Item):
    """An example."""

    def __init__(self, *, rule: Any, rules: Any, example: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.rule, self.rules, self.example = rule, rules, example

    def runtest(self) -> None:
        """Run it; a failure says missing, noisy or wrong value."""
        from extractor.authoring.examples import check_example

        verdict = check_example(self.rules, self.rule, self.example)
        if not verdict.passed:
            raise ExampleFailed(str(verdict))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> str:
        """The verdict, without a Python traceback."""
        return str(excinfo.value) if isinstance(excinfo.value, ExampleFailed) else str(super().repr_failure(excinfo))

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where the example stands."""
        return self.path, self.example.place.line - 1, f"{self.rule.id}: {self.example.text}"


class ExampleFailed(Exception):
    """An example that does not hold."""
