"""The quality of the shipped pack on annotated texts, in one table.

    python -m benchmarks.quality [DATA]

DATA is the folder of the corpora (default `../shared` beside the checkout): `gold/` with the annotations and their
scorers, `data/` with the texts, `seeds/` in this repository. Each scorer is run as it stands and prints its figures;
the news are shown for a part that rules were developed on and a part held out (a third of the documents, by the hash of
their names).
"""

import hashlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from .corpus import default_data

ROOT = Path(__file__).resolve().parent.parent
EXTRACT = [sys.executable, "-m", "extractor"]


def held_out(documents: Iterable[str]) -> set[str]:
    """A third of the documents, chosen by hash."""
    names = sorted(documents, key=lambda name: hashlib.sha256(f"holdout:{name}".encode()).hexdigest())
    return set(names[: len(names) // 3])


def run(command: list[str]) -> str:
    """What a command prints."""
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout


def part(path: Path, key: str, keep: Callable[[str], bool], folder: Path) -> Path:
    """The lines of a file whose `key` is to be kept, in a new file."""
    kept = [line for line in path.read_text(encoding="utf-8").splitlines() if keep(str(json.loads(line)[key]))]
    target = folder / f"part-{len(list(folder.iterdir()))}.jsonl"
    target.write_text("\n".join(kept) + "\n", encoding="utf-8")
    return target


def names(path: Path, key: str) -> list[str]:
    """The documents of a file."""
    return [str(json.loads(line)[key]) for line in path.read_text(encoding="utf-8").splitlines()]


def seeds(data: Path, folder: Path) -> None:
    """The five articles."""
    found = folder / "seeds.jsonl"
    found.write_text(run([*EXTRACT, "seeds"]), encoding="utf-8")
    print(run([sys.executable, str(data / "gold" / "check_seeds.py"), str(data / "gold" / "seeds.json"), str(found)]))


def news(data: Path, folder: Path) -> None:
    """Annotated news in two languages."""
    gold, texts = data / "gold" / "news-dev.jsonl", data / "data" / "news"
    found = folder / "news.jsonl"
    found.write_text(run([*EXTRACT, str(texts)]), encoding="utf-8")
    held = held_out(names(gold, "doc"))
    for title, keep in parts(held):
        some = [str(part(path, "doc", keep, folder)) for path in (gold, found)]
        print(f"news, {title}")
        print(run([sys.executable, str(data / "gold" / "score.py"), some[0], str(texts), some[1]]))


def releases(data: Path, folder: Path) -> None:
    """English press releases, of which only the text is read."""
    gold = data / "data" / "kremlin-en" / "dev.jsonl"
    texts = folder / "releases.jsonl"
    lines: list[dict[str, Any]] = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    texts.write_text("".join(json.dumps({"id": d["id"], "text": d["text"]}) + "\n" for d in lines), encoding="utf-8")
    found = folder / "released.jsonl"
    found.write_text(run([*EXTRACT, str(texts)]), encoding="utf-8")
    held = held_out(names(gold, "id"))
    for title, keep in parts(held):
        print(f"press releases, {title}")
        some = part(gold, "id", keep, folder)
        print(run([sys.executable, str(data / "gold" / "kremlin_score.py"), str(some), str(found)]))


def parts(held: set[str]) -> list[tuple[str, Callable[[str], bool]]]:
    """All documents, those developed on, those held out."""
    return [
        ("all", lambda name: True),
        ("developed on", lambda name: Path(name).name not in held and name not in held),
        ("held out", lambda name: Path(name).name in held or name in held),
    ]


def main() -> None:
    """Print the table."""
    data = default_data().resolve()
    with tempfile.TemporaryDirectory() as folder:
        for measure in (seeds, news, releases):
            measure(data, Path(folder))


if __name__ == "__main__":
    main()
