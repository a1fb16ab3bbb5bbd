"""Answers against the gold of a folder: facts by type, and persons.

Comes in: a folder of texts with their markup, a folder of answers. Goes out: the report as text.
"""

from pathlib import Path

from extractor.annotators import Annotator

from .gold import KINDS, GoldFact, facts
from .persons import score_persons
from .scoring import Answer, Score, read_answers, score


def report(texts: Path, out: Path, verbose: bool = False, annotate: Annotator | None = None) -> str:
    """The figures, and with `verbose` every fact."""
    totals = dict.fromkeys(KINDS, Score())
    shown: list[str] = []
    for path in sorted(texts.glob("book_*.txt")):
        gold, answers = facts(path), read_answers((out / f"{path.stem}.task3").read_text(encoding="utf-8"))
        for kind in KINDS:
            mine, theirs = [a for a in answers if a.kind == kind], [g for g in gold if g.kind == kind]
            made, chosen = score(mine, theirs)
            totals[kind] += made
            shown += compared(path.stem, mine, theirs, chosen) if verbose else []
    rows = [line(kind, totals[kind]) for kind in KINDS] + [line("overall", sum(totals.values(), Score()))]
    return "\n".join([*shown, HEADER, *rows, "", score_persons(texts, annotate)])


HEADER = f"{'':12}{'P':>8}{'R':>8}{'F1':>8}{'quality':>10}{'answers':>9}{'gold':>6}{'wrong':>7}"


def line(name: str, made: Score) -> str:
    """A row of the table."""
    counts = f"{made.quality:10.2f}{made.answers:9}{made.gold:6}{made.wrong:7}"
    return f"{name:12}{made.precision:8.3f}{made.recall:8.3f}{made.f1:8.3f}{counts}"


def compared(doc: str, answers: list[Answer], gold: list[GoldFact], chosen: list[int | None]) -> list[str]:
    """Each answer with the gold fact it stands for, then the gold facts that are missing."""
    pairs = zip(answers, chosen, strict=True)
    found = [f"{doc} {told(a)}  =  {'WRONG' if c is None else told_gold(gold[c])}" for a, c in pairs]
    missing = [g for i, g in enumerate(gold) if i not in chosen and not g.ignored]
    return found + [f"{doc} MISSING  =  {told_gold(g)}" for g in missing]


def told(answer: Answer) -> str:
    """An answer on one line."""
    return f"{answer.kind}: " + "; ".join(f"{name} {value}" for name, value in answer.arguments)


def told_gold(fact: GoldFact) -> str:
    """A gold fact on one line, with the shortest string of each argument."""
    shown = "; ".join(f"{name} {min(sorted(strings), key=len)}" for name, strings in fact.arguments)
    return f"{fact.id}{' (ignored)' if fact.ignored else ''}: {shown}"
