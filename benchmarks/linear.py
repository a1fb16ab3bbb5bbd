"""Does work grow in step with the text? Text and sentence length are doubled five times under hostile rules.

    python -m benchmarks.linear

Two series, each under rules written to explode (nested quantifiers, several gaps in a row, alternatives that all begin
alike, lists of lists, a regular expression that backtracks) and under the shipped pack: one ever longer sentence, and
ever more sentences. Prints seconds and the ratio of each doubling; exits 1 where a ratio passes `MOST`.
"""

import gc
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from extractor.engine import extract, load
from extractor.language.program import Rules

MOST = 2.2
DOUBLINGS = 5
ROUNDS = 7
NASTY = """\
lang: ru
types:
  Thing: {slots: {name: text}}
  found: {kind: record, slots: {name: text, other: text}}
lexicons:
  good: [совет, мир, договор]
phrases:
  - {id: nested, emits: Thing, pattern: '(([NOUN]{0,8} [ADJF]{0,8}){0,8} [NOUN]){1,8} head=[NOUN]', slots: {name: head}}
  - {id: gaps, emits: Thing, pattern: '[NOUN] ..8 [NOUN] ..8 [NOUN] ..8 [NOUN] ..8 head=[VERB]', slots: {name: head}}
  - {id: alike, emits: Thing, pattern: '([NOUN] [NOUN] [NOUN] | [NOUN] [NOUN]? | [NOUN] [NOUN]{0,4}){1,6} head=[INFN]', slots: {name: head}}
  - {id: lists, emits: Thing, pattern: 'head=list(list([ADJF]? [NOUN], 1..4), 1..4) [VERB]', slots: {name: head}}
  - {id: regex, emits: Thing, pattern: 'head=[/(а+)+б|(.*)*в|([а-я]+)*ъ/]', slots: {name: head}}
  - {id: seen, emits: Thing, pattern: '(?<= [NOUN] ..8 [NOUN]) (?! ..8 ..8 [INFN]) head=[NOUN]', slots: {name: head}}
frames:
  - id: found.anything
    emits: found
    frame: 'a=<Thing> [встретиться] (с b=<Thing>)? (в c=<Thing>)? (о d=<Thing>)?'
    slots: {name: a, other: [b, c, d]}
"""
SENTENCE = "новый мир и большой договор совета о мире с ааааааааааааааааааа встретился "
ORDINARY = "Президент Анна Берг встретилась с министром Иваном Петровым в Осло и обсудила договор о дружбе и угрозу терроризма, "


def seconds(texts: Sequence[str], rules: Rules) -> list[float]:
    """CPU seconds to extract each text, the best of rounds that go through all of them, so that what else the machine
    does for a moment spoils one round and not one text.
    """
    best = [float("inf")] * len(texts)
    for _ in range(ROUNDS):
        for number, text in enumerate(texts):
            gc.collect()  # what earlier rounds left behind is not this one's work
            started = time.process_time()
            extract(text, rules, lang="ru")
            best[number] = min(best[number], time.process_time() - started)
    return best


def series(name: str, rules: Rules, unit: str, end: str) -> bool:
    """Print one series of doublings; whether each stayed within `MOST`."""
    extract(unit + end, rules, lang="ru")  # forms are made once
    times = seconds([unit * (4 << n) + end for n in range(DOUBLINGS + 1)], rules)
    ratios = [later / earlier for earlier, later in pairwise(times)]
    print(f"{name:42} " + " ".join(f"{t:7.3f}" for t in times) + " s   ratios " + " ".join(f"{r:.2f}" for r in ratios))
    return max(ratios) <= MOST


def main() -> int:
    """Print the table; 1 where some doubling costs too much."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "nasty.yaml").write_text(NASTY, encoding="utf-8")
        nasty = load(folder)
    shipped = load()
    fine = [
        series("hostile rules, one longer sentence", nasty, SENTENCE, "."),
        series("hostile rules, more sentences", nasty, SENTENCE.capitalize().strip() + ". ", ""),
        series("shipped pack, one longer sentence", shipped, ORDINARY, "."),
        series("shipped pack, more sentences", shipped, ORDINARY.strip(", ") + ". ", ""),
        series("shipped pack, more paragraphs", shipped, ORDINARY.strip(", ") + ".\n", ""),
    ]
    return 0 if all(fine) else 1


if __name__ == "__main__":
    sys.exit(main())
