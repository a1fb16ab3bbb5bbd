"""The comparison of FactRuEval-2016, track 3, easy mode.

Comes in: answers and gold facts of a document. Goes out: a `Score`. An answer stands for one gold fact at most, with
which it agrees in an argument other than the position; the assignment maximises F1 for each document and type.
"""

import re
from collections.abc import Sequence
from functools import cache

import attrs

from .gold import GoldFact

WEIGHTS = {"position": 0.5, "фаза": 0.5}
MOST_TRIES = 20_000


@attrs.frozen
class Answer:
    """A submitted fact."""

    kind: str
    arguments: tuple[tuple[str, str], ...]


@attrs.frozen
class Score:
    """Sums over documents: qualities, answers that count, gold facts that are asked for, answers that match nothing."""

    quality: float = 0.0
    answers: int = 0
    gold: int = 0
    wrong: int = 0

    def __add__(self, other: "Score") -> "Score":
        return Score(
            self.quality + other.quality, self.answers + other.answers, self.gold + other.gold, self.wrong + other.wrong
        )

    @property
    def precision(self) -> float:
        """Quality of an answer."""
        return self.quality / self.answers if self.answers else 0.0

    @property
    def recall(self) -> float:
        """Quality of a gold fact."""
        return self.quality / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.answers + self.gold
        return 2 * self.quality / total if total else 1.0


def read_answers(text: str) -> list[Answer]:
    """The facts of a `.task3` file."""
    found = []
    for block in re.split(r"\n\s*\n", text.replace("\r", "")):
        lines = [line for line in block.split("\n") if line.strip()]
        if lines:
            pairs = [line.split(":") for line in lines[1:]]
            found.append(Answer(lines[0].strip(" :").lower(), tuple((k.strip().lower(), v.strip()) for k, v in pairs)))
    return found


def score(answers: Sequence[Answer], gold: Sequence[GoldFact]) -> tuple[Score, list[int | None]]:
    """The score of one document's facts of one type, and the gold fact each answer stands for."""
    asked = sum(not g.ignored for g in gold)
    table = [[quality(a, g) for g in gold] for a in answers]
    best: tuple[Score, list[int | None]] = (Score(0, len(answers), asked, len(answers)), [None] * len(answers))
    tries = 0

    def visit(at: int, chosen: list[int | None]) -> None:
        nonlocal best, tries
        tries += 1
        if tries > MOST_TRIES:
            return
        if at == len(answers):
            made = total(chosen, table, gold, asked)
            if (made.f1, -made.answers) > (best[0].f1, -best[0].answers):
                best = (made, list(chosen))
            return
        open_to = [i for i, q in enumerate(table[at]) if q > 0 and (gold[i].ignored or i not in chosen)]
        for choice in [*sorted(open_to, key=lambda i: -table[at][i]), None]:
            visit(at + 1, [*chosen, choice])

    visit(0, [])
    return best


def total(
    chosen: Sequence[int | None], table: Sequence[Sequence[float]], gold: Sequence[GoldFact], asked: int
) -> Score:
    """The score of an assignment; an answer that stands for an ignored fact does not count."""
    counted = [(row, c) for row, c in zip(table, chosen, strict=True) if c is None or not gold[c].ignored]
    qualities = sum(row[c] for row, c in counted if c is not None)
    return Score(qualities, len(counted), asked, sum(c is None for _, c in counted))


def quality(answer: Answer, gold: GoldFact) -> float:
    """Matched / (matched + spurious + missed) by weight; 0 where nothing but the position agrees."""
    matched = {
        i
        for i, (name, strings) in enumerate(gold.arguments)
        if any(name == n and agrees(v, strings) for n, v in answer.arguments)
    }
    if not any(gold.arguments[i][0] != "position" for i in matched):
        return 0.0
    spurious = [n for n, v in answer.arguments if not any(n == name and agrees(v, s) for name, s in gold.arguments)]
    right = sum(weight(gold.arguments[i][0]) for i in matched)
    missed = sum(weight(name) for i, (name, _) in enumerate(gold.arguments) if i not in matched)
    return right / (right + missed + sum(weight(n) for n in spurious))


def weight(name: str) -> float:
    """What an argument counts."""
    return WEIGHTS.get(name, 1.0)


def agrees(value: str, strings: frozenset[str]) -> bool:
    """Is the value one of the strings, up to a small distance?"""
    return any(close(unified(value), unified(s)) for s in strings)


def close(a: str, b: str) -> bool:
    """Levenshtein distance at most 0, 1 or 2, by the length of the longer."""
    longest = max(len(a), len(b))
    allowed = 0 if longest < 2 else 1 if longest < 9 else 2
    return a == b or (abs(len(a) - len(b)) <= allowed and distance(a, b) <= allowed)


@cache
def unified(text: str) -> str:
    """Small letters, ё as е, one kind of quotes and of dashes, single spaces."""
    text = re.sub("[«»“”„]", '"', text.lower().replace("ё", "е"))
    return " ".join(re.sub("[’`]", "'", re.sub("[–—]", "-", text)).split())


def distance(a: str, b: str) -> int:
    """Levenshtein's."""
    row = list(range(len(b) + 1))
    for i, c in enumerate(a, 1):
        before, row = row, [i]
        for j, d in enumerate(b, 1):
            row.append(min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (c != d)))
    return row[-1]
