"""Texts for the benchmarks, by path: nothing of them is in the repository."""

import json
import sys
from pathlib import Path


def default_data() -> Path:
    """The folder of the corpora: the first argument, else `../shared` beside the checkout."""
    given = [a for a in sys.argv[1:] if not a.startswith("-")]
    return Path(given[0] if given else Path(__file__).resolve().parent.parent.parent / "shared")


def russian_texts(data: Path) -> list[str]:
    """Real Russian news: Wikinews and the FactRuEval development set."""
    texts = [
        json.loads(line)["text"]
        for line in (data / "data" / "wikinews-ru-plain.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    texts += [p.read_text(encoding="utf-8") for p in sorted((data / "data" / "factrueval-devset").glob("*.txt"))]
    texts += [
        p.read_text(encoding="utf-8") for p in sorted((data / "data" / "news").glob("*.txt")) if "kremlin" not in p.name
    ]
    return texts


def of_size(texts: list[str], size: int) -> list[str]:
    """Texts repeated, or cut off, to about `size` bytes of UTF-8."""
    found: list[str] = []
    total = 0
    while texts and total < size:
        for text in texts:
            found.append(text)
            total += len(text.encode())
            if total >= size:
                break
    return found
