"""The floors of the package: imports run downward only, and none hides in a function except where it must."""

import ast
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "extractor"
FLOORS = (
    ("resources",),
    ("annotators",),
    ("text",),
    ("morphology",),
    ("lexicon",),
    ("language",),
    ("matching",),
    ("records",),
    ("reading",),
    ("resolution",),
    ("engine",),
    ("sources",),
    ("sinks",),
    ("saved",),
    ("linking",),
    ("scoring",),
    ("authoring",),
    ("record_commands",),
    ("commands",),
    ("cli", "__main__"),
)
RANK = {name: rank for rank, names in enumerate(FLOORS) for name in names}
LATE = {
    ("cli", "commands"),
    ("cli", "record_commands"),
    ("engine", "language"),
    ("authoring", "engine"),
    ("authoring", "authoring"),
}  # --help is instant; kept rules need no compiler; pytest starts without the engine


def modules() -> Iterator[tuple[str, Path]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        if parts != ("__init__",):
            yield parts[0], path


def imports(path: Path) -> Iterator[tuple[str, bool]]:
    """(floor, hidden in a function) of every import of our own package."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    hidden = {id(n) for f in ast.walk(tree) if isinstance(f, ast.FunctionDef) for n in ast.walk(f)}
    depth = len(path.relative_to(PACKAGE).parts) - 1
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            if node.level:
                inside = path.relative_to(PACKAGE).parts[: depth - node.level + 1]
                names = (*inside, *((node.module or "").split(".") if node.module else ()))
                yield from ((n, id(node) in hidden) for n in ([names[0]] if names else [a.name for a in node.names]))
            elif (node.module or "").startswith("extractor"):
                parts = (node.module or "").split(".")
                yield from ((n, id(node) in hidden) for n in (parts[1:2] or [a.name for a in node.names]))


def test_imports_run_downward() -> None:
    wrong = [
        f"{path.name} -> {target}"
        for floor, path in modules()
        for target, _ in imports(path)
        if RANK.get(target, -1) > RANK[floor]
    ]
    assert not wrong


def test_no_import_hides_in_a_function() -> None:
    wrong = [
        f"{path.name} -> {target}"
        for floor, path in modules()
        for target, hidden in imports(path)
        if hidden and (floor, target) not in LATE
    ]
    assert not wrong
