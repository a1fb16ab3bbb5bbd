"""Where the shipped pack declares a type, macro or lexicon: the cure for a name that a rule file uses and does not
import.

Comes in: a name. Goes out: a hint. Reads the shipped rule files, and only once something is wrong. Does not know what
names mean.
"""

import re
from collections.abc import Collection, Mapping
from functools import cache

from ..resources import folder
from .problems import did_you_mean

MARKS = {"types": "", "macros": "%", "lexicons": "#"}  # how patterns write what a section declares
SECTION, NAME = re.compile(r"(\w+):"), re.compile(r"  (\w+):")


def where_or_like(name: str, known: Collection[str], mark: str = "") -> str:
    """`it is declared in common/types: add it to 'import:'`, or what known name it resembles."""
    home = homes().get(mark + name)
    return f"it is declared in {home}: add it to 'import:'" if home else did_you_mean(name, known)


@cache
def homes() -> Mapping[str, str]:
    """Every name the shipped rule files declare -> the file, as an import names it."""
    found: dict[str, str] = {}
    root = folder("rules")
    for path in sorted(root.rglob("*.yaml")):
        section = ""
        for line in path.read_text(encoding="utf-8").splitlines():
            if start := SECTION.match(line):
                section = start[1]
            elif section in MARKS and (name := NAME.match(line)):
                found.setdefault(MARKS[section] + name[1], path.relative_to(root).as_posix().partition(".")[0])
    return found
