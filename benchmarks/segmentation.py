"""Sentences and tokens against a gold standard and against razdel and pysbd, where those are installed.

    python benchmarks/segmentation.py --gold FACTRUEVAL_DEVSET [--texts FOLDER_OR_JSONL …]

Gold: a folder of `NAME.txt` and `NAME.tokens` (FactRuEval-2016: `id offset length form` a line, an empty line after a
sentence).
Texts: for speed; .txt files, or JSON Lines with a `text`. Peers get the text line by line, because they do not split at
line ends.
A sentence counts if both its ends are right. Times are process time of one core, the best of three runs; our tokens
include the sentences, without which they are not to be had.
"""

import argparse
import importlib
import json
import time
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

from extractor.text.segment import sentences, tokens

Span = tuple[int, int]
Segmenter = Callable[[str], list[Span]]


def lines(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            yield at, line.rstrip("\r\n")
        at += len(line)


def by_line(split: Callable[[str], list[Span]]) -> Segmenter:
    return lambda text: [
        (at + start, at + end) for at, line in lines(text) for start, end in split(line) if end > start
    ]


def our_sentences(text: str) -> list[Span]:
    return [(sentence.start, sentence.end) for sentence in sentences(text)]


def our_tokens(text: str) -> list[Span]:
    found: list[Span] = []
    for sentence in sentences(text):
        _, starts, ends = tokens(text, sentence.start, sentence.end)
        found += zip(starts, ends, strict=True)
    return found


def systems() -> dict[str, tuple[Segmenter, Segmenter | None]]:
    """The segmenters that can be imported: into sentences and, if it does that, into tokens."""
    found: dict[str, tuple[Segmenter, Segmenter | None]] = {"extractor": (our_sentences, our_tokens)}
    try:
        razdel = importlib.import_module("razdel")
        found["razdel"] = (
            by_line(lambda line: [(s.start, s.stop) for s in razdel.sentenize(line)]),
            by_line(lambda line: [(s.start, s.stop) for s in razdel.tokenize(line)]),
        )
    except ImportError:
        pass
    try:
        pysbd = importlib.import_module("pysbd").Segmenter(language="ru", clean=False, char_span=True)
        found["pysbd"] = (
            by_line(lambda line: [(s.start, s.start + len(s.sent.rstrip())) for s in pysbd.segment(line)]),
            None,
        )
    except ImportError:
        pass
    return found


def read_gold(folder: Path) -> Iterator[tuple[str, list[Span], list[Span]]]:
    """Text, sentences and tokens of each document."""
    for path in sorted(folder.glob("*.tokens")):
        blocks = path.read_text("utf-8").split("\n\n")
        rows = [[row.split() for row in block.splitlines()] for block in blocks]
        words = [[(int(row[1]), int(row[1]) + int(row[2])) for row in block if len(row) > 3] for block in rows]
        with path.with_suffix(".txt").open(encoding="utf-8", newline="") as file:
            text = file.read()
        yield text, [(block[0][0], block[-1][1]) for block in words if block], list(chain.from_iterable(words))


def read_texts(path: Path) -> list[str]:
    if path.is_dir():
        return [file.read_text("utf-8") for file in sorted(path.glob("*.txt"))]
    return [json.loads(line)["text"] for line in path.read_text("utf-8").splitlines()]


def score(split: Segmenter, gold: list[tuple[str, list[Span]]]) -> tuple[float, float, float]:
    right = found = wanted = 0
    for text, expected in gold:
        spans = set(split(text))
        right, found, wanted = right + len(spans & set(expected)), found + len(spans), wanted + len(expected)
    return right / found, right / wanted, 2 * right / (found + wanted)


def speed(split: Segmenter, texts: list[str]) -> tuple[float, float]:
    """Megabytes of UTF-8 and millions of spans a second."""
    size, best, count = sum(len(text.encode()) for text in texts), float("inf"), 0
    for _ in range(3):
        began = time.process_time()
        count = sum(len(split(text)) for text in texts)
        best = min(best, time.process_time() - began)
    return size / best / 1e6, count / best / 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--texts", type=Path, nargs="*", default=[])
    arguments = parser.parse_args()
    gold = list(read_gold(arguments.gold)) if arguments.gold else []
    for level, name in enumerate(("sentences", "tokens")):
        for system, segmenters in systems().items():
            if (split := segmenters[level]) is None:
                continue
            if gold:
                p, r, f1 = score(split, [(text, spans[level]) for text, *spans in gold])
                print(f"{name:10} {system:10} {arguments.gold.name:24} P {p:.3f}  R {r:.3f}  F1 {f1:.3f}")
            for path in arguments.texts:
                megabytes, millions = speed(split, read_texts(path))
                print(f"{name:10} {system:10} {path.name:24} {megabytes:6.2f} MB/s  {millions:6.3f} M/s")


if __name__ == "__main__":
    main()
