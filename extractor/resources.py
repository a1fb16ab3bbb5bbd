"""Where the shipped grammars, rules and schemas lie: inside the installed package, or beside it in a checkout.

Comes in: a name. Goes out: a path or the text of a file. Knows nothing else.
"""

from pathlib import Path

HERE = Path(__file__).resolve().parent
SUFFIXES = (".yaml", ".yml", ".lark", ".py", ".txt")  # of what rules are compiled from, and by


def folder(name: str) -> Path:
    """The folder `grammars`, `rules` or `schema`: in the wheel it lies in the package, in a checkout beside it."""
    inside = HERE / name
    return inside if inside.is_dir() else HERE.parent / name


def grammar(name: str) -> str:
    """The text of a grammar file."""
    return (folder("grammars") / name).read_text(encoding="utf-8")


def rule_files(root: Path) -> list[Path]:
    """The files below a folder that rules are made of, in a settled order; the file itself where it is one."""
    if root.is_file():
        return [root]
    return [p for p in sorted(root.rglob("*")) if p.suffix in SUFFIXES and p.is_file() and not p.name.startswith(".")]
