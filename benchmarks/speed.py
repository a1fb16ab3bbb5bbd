"""Speed, side by side in one run: the engine end to end, `razdel.tokenize` alone, yargy with ten equivalent rules; and
start-up.

    python -m benchmarks.speed [DATA]

The same 5 MB of real Russian news for all; where there is less of it, texts repeat, and the first pass over distinct
texts is shown too. yargy is so much slower that it gets a part of the corpus; its rate is what counts. Needs `pip
install razdel yargy setuptools<81`.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from extractor.engine import extract, load

from .corpus import default_data, of_size, russian_texts

SIZE = 5_000_000
YARGY_SIZE = 60_000
ROUNDS = 3


def rate(work: Callable[[Sequence[str]], int], texts: Sequence[str], rounds: int = ROUNDS) -> tuple[float, int]:
    """(megabytes of UTF-8 a second, best of several rounds; what the work counted)"""
    size = sum(len(t.encode()) for t in texts)
    best, counted = 0.0, 0
    for _ in range(rounds):
        started = time.perf_counter()
        counted = work(texts)
        best = max(best, size / (time.perf_counter() - started) / 1e6)
    return best, counted


def ours(texts: Sequence[str]) -> int:
    """Text to JSON lines, all shipped rules."""
    lines = 0
    for number, text in enumerate(texts):
        for record in extract(text, RULES, doc=str(number)):
            lines += bool(json.dumps(record.to_dict(), ensure_ascii=False))
    return lines


def razdel_tokens(texts: Sequence[str]) -> int:
    """Only tokens."""
    from razdel import tokenize

    return sum(1 for text in texts for _ in tokenize(text))


def yargy_matches(texts: Sequence[str]) -> int:
    """Ten rules of meetings and agreements, one parser."""
    from .peers.yargy_rules import parser

    found = parser()
    return sum(1 for text in texts for _ in found.findall(text))


def start_up(arguments: Sequence[str]) -> float:
    """Seconds of a whole process, the best of seven."""
    command = [str(Path(sys.executable).parent / "extract"), *arguments]
    best = 99.0
    for _ in range(7):
        started = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        best = min(best, time.perf_counter() - started)
    return best


def main() -> None:
    """Print the table."""
    distinct = russian_texts(default_data())
    texts = of_size(distinct, SIZE)
    size = sum(len(t.encode()) for t in texts) / 1e6
    print(
        f"{len(distinct)} distinct texts, {sum(len(t.encode()) for t in distinct) / 1e6:.1f} MB; measured on {size:.1f} MB of UTF-8"
    )
    first, _ = rate(ours, distinct, 1)
    own, records = rate(ours, texts)
    tokens, count = rate(razdel_tokens, texts)
    print(f"{'extract, end to end':28} {own:8.2f} MB/s   {records} records   (first pass, cold caches: {first:.2f})")
    print(f"{'razdel.tokenize alone':28} {tokens:8.2f} MB/s   {count} tokens")
    try:
        yargy, matches = rate(yargy_matches, of_size(distinct, YARGY_SIZE), 2)
        print(f"{'yargy, ten rules':28} {yargy:8.3f} MB/s   {matches} matches in {YARGY_SIZE / 1e3:.0f} KB")
    except ImportError as fault:
        yargy = 0.0
        print(f"yargy cannot be measured: {fault}")
    print(f"ratio to razdel alone {own / tokens:.2f}" + (f", to yargy {own / yargy:.0f}" if yargy else ""))
    seed = Path(__file__).resolve().parent.parent / "seeds" / "000_bb5a20d709abf1b8.txt"
    print(f"extract --help {start_up(['--help']):.3f} s; one seed, whole process {start_up([str(seed)]):.3f} s")


RULES = load()
if __name__ == "__main__":
    main()
