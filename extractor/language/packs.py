"""Finding and reading the files of rule packs.

Comes in: the folders (or files) given with --rules. Goes out: the `RuleFile`s of all packs, imports included, in a
settled order.
Does not know what rules mean.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

import attrs

from ..resources import folder
from .declarations import RuleFile
from .problems import Place, Problems, did_you_mean, shown_path
from .reader import Reader
from .source import Mapping, Scalar, read

SUFFIXES = (".yaml", ".yml")
TABLES = "common/tables"  # read with every pack: question words, prepositions, borders, constructions


@attrs.define
class Pack:
    """One rules root and the files read from it, by name.

    `shipped`: the pack that comes with the engine, imported from on demand.
    """

    root: Path
    names: dict[str, Path]
    files: dict[str, RuleFile] = attrs.field(factory=dict)
    shipped: bool = False


@attrs.frozen(eq=False)
class Loaded:
    """All files of all packs in order, and for each file the files whose macros and lexicons it sees (itself first)."""

    files: tuple[tuple[int, RuleFile], ...]  # (number of the pack, file)
    visible: dict[tuple[int, str], tuple[RuleFile, ...]]
    imported: frozenset[int] = frozenset()  # numbers of packs that were only imported from


def read_packs(paths: Sequence[str | Path], problems: Problems) -> Loaded:
    """Read every file below the paths, then what they import, from their own pack, the packs before, or the shipped
    one.
    """
    packs = [pack for path in paths if (pack := _open(Path(path), problems)) is not None]
    shipped_root = folder("rules").resolve()
    if not any(pack.root == shipped_root for pack in packs):
        packs.insert(0, Pack(shipped_root, _names(shipped_root), shipped=True))
    packs.sort(key=lambda pack: pack.root != shipped_root)  # every pack may import from it, wherever it is named
    for pack in packs:
        for name in [] if pack.shipped else list(pack.names):
            _read(pack, name, problems)
    visible = _Imports(packs, problems).all()
    files = tuple((number, pack.files[name]) for number, pack in enumerate(packs) for name in sorted(pack.files))
    return Loaded(files, visible, frozenset(number for number, pack in enumerate(packs) if pack.shipped))


def _open(path: Path, problems: Problems) -> Pack | None:
    place = Place(shown_path(path))
    if path.is_file():
        return Pack(path.parent.resolve(), {_name(path, path.parent): path})
    if not path.is_dir():
        problems.error(
            place, "no-rules", "there is no such file or folder", "give the folder of your rule files: --rules rules/"
        )
        return None
    names = _names(path.resolve())
    if not names:
        problems.error(
            place,
            "no-rules",
            "this folder has no rule files (*.yaml)",
            "start one with the example of docs/tutorial.md",
        )
    return Pack(path.resolve(), names)


def _names(root: Path) -> dict[str, Path]:
    return {
        _name(p, root): p
        for p in sorted(root.rglob("*"))
        if p.suffix in SUFFIXES and p.is_file() and not p.name.startswith(".")
    }


def _name(path: Path, root: Path) -> str:
    return path.relative_to(root).with_suffix("").as_posix()


def _read(pack: Pack, name: str, problems: Problems) -> RuleFile | None:
    """Read a file of a pack once.

    A file that only holds a lexicon's entries is passed over: it is read by the file that names it.
    """
    if name in pack.files:
        return pack.files[name]
    before = len(problems.found)
    tree = read(pack.names[name], problems)
    if tree is None and len(problems.found) > before:
        return None
    if tree is None or (isinstance(tree, Scalar) and tree.value is None):
        problems.error(
            Place(shown_path(pack.names[name])),
            "empty-file",
            "this rule file is empty",
            "remove it, or start with 'lang: ru'",
        )
        return None
    if not isinstance(tree, Mapping) and _is_lexicon_file(pack, pack.names[name]):
        return None
    file = Reader(name, pack.names[name], tree, problems).read()
    if file is not None:
        pack.files[name] = file
    return file


def _is_lexicon_file(pack: Pack, path: Path) -> bool:
    """Does a rule file beside or above it name this file as a lexicon's `file:`?"""
    folders = {path.parent, *path.parent.parents}
    for other in pack.names.values():
        if (
            other.parent in folders
            and other != path
            and path.name in other.read_text(encoding="utf-8", errors="replace")
        ):
            return True
    return False


class _Imports:
    """Resolves imports, reading files of the shipped pack when they are first asked for."""

    def __init__(self, packs: list[Pack], problems: Problems) -> None:
        self.packs, self.problems = packs, problems
        self.direct: dict[tuple[int, str], list[tuple[int, str]]] = {}

    def all(self) -> dict[tuple[int, str], tuple[RuleFile, ...]]:
        todo = [(number, name) for number, pack in enumerate(self.packs) for name in sorted(pack.files)]
        for name in sorted(n for n in self.packs[0].names if n.partition(".")[0] == TABLES):
            if _read(self.packs[0], name, self.problems):
                todo.append((0, name))
        while todo:
            key = todo.pop()
            if key not in self.direct:
                self.direct[key] = self.targets(*key)
                todo += self.direct[key]
        return {key: tuple(self.reachable(key)) for key in self.direct}

    def targets(self, number: int, name: str) -> list[tuple[int, str]]:
        found = []
        file = self.packs[number].files[name]
        for wanted, place in file.imports:
            target = self.find(wanted, number, file.lang)
            if target is None:
                known = {n.partition(".")[0] for pack in self.packs[: number + 1] for n in pack.names}
                self.problems.error(place, "unknown-import", f"no rule file '{wanted}'", did_you_mean(wanted, known))
            elif _read(self.packs[target[0]], target[1], self.problems):
                found.append(target)
        return found

    def find(self, wanted: str, number: int, lang: str | None) -> tuple[int, str] | None:
        """`common/people` is `common/people.ru.yaml` for a Russian file where there is one, else `common/people.yaml`."""
        for candidate in range(number, -1, -1):
            for name in ([f"{wanted}.{lang}"] if lang else []) + [wanted]:
                if name in self.packs[candidate].names:
                    return candidate, name
        return None

    def reachable(self, start: tuple[int, str]) -> Iterable[RuleFile]:
        seen, todo = {start}, [start]
        while todo:
            key = todo.pop(0)
            file = self.packs[key[0]].files.get(key[1])
            if file is not None:
                yield file
            for target in self.direct.get(key, ()):
                if target not in seen:
                    seen.add(target)
                    todo.append(target)
