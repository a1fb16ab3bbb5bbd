"""Where the shipped grammars, rules and schemas lie: inside the installed package, or beside it in a checkout.

Comes in: a name. Goes out: a path or the text of a file. Knows nothing else.
"""

from pathlib import Path

HERE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """The folder `grammars`, `rules` or `schema`: in the wheel it lies in the package, in a checkout beside it."""
    inside = HERE / name
    return inside if inside.is_dir() else HERE.parent / name


def grammar(name: str) -> str:
    """The text of a grammar file."""
    return (folder("grammars") / name).read_text(encoding="utf-8")
