"""What the commands do: documents in, records out; examples run; rules checked. Exit codes are the command line's.

Comes in: parsed arguments. Goes out: text on standard output and error, an exit code.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TextIO

from .annotators import Annotator, AnnotatorError, annotator
from .authoring.examples import check_examples, shown_tokens
from .engine import extract, load
from .language.problems import Problems, RuleError
from .language.program import Rules
from .reading import Reader
from .records.values import Record
from .resources import folder
from .sinks import json_lines, table
from .sources import Document, Fault, Fields, count, documents
from .text.language import detect

FINE, FAILED, USAGE, BUG = 0, 1, 2, 3
SHIPPED = "shipped"
SLOW = 2.0  # seconds before a progress bar appears


def run_extract(options: argparse.Namespace) -> int:
    """`extract`: documents in, records out; a document that fails is reported and the run goes on."""
    rules = _rules(options.rules)
    if rules is None:
        return USAGE
    unknown = [t for t in options.type if t not in rules.types or not rules.types[t].identity]
    if unknown:
        known = sorted(
            name for name, declared in rules.types.items() if declared.identity and declared.kind != "attribution"
        )
        return _usage(f"no record type '{unknown[0]}'; there is {', '.join(known)}")
    fields = Fields(
        (options.text_field,) if options.text_field else Fields().text,
        (options.id_field,) if options.id_field else Fields().id,
        (options.date_field,) if options.date_field else Fields().date,
    )
    try:
        annotate = annotator(options.annotator, options.paths) if options.annotator else None
    except AnnotatorError as fault:
        return _usage(str(fault))
    lines = json_lines if options.format == "jsonl" else table
    work = _Work(rules, options, sys.stdout, annotate)
    found = _progress(documents(options.paths, fields, options.date), lambda: count(options.paths))
    for line in lines(work.records(found)):
        sys.stdout.write(line + "\n")
    sys.stdout.flush()
    return work.code


class _Work:
    """One run of `extract`: makes records and remembers the worst that happened."""

    def __init__(self, rules: Rules, options: argparse.Namespace, out: TextIO, annotate: Annotator | None) -> None:
        self.rules, self.options, self.out, self.annotate = rules, options, out, annotate
        self.code = FINE

    def records(self, found: Iterable[Document | Fault]) -> Iterator[Record]:
        for document in found:
            if isinstance(document, Fault):
                print(f"extract: {document.place}: {document.reason}", file=sys.stderr)
                self.code = max(self.code, FAILED)
                continue
            try:
                records = extract(
                    document.text,
                    self.rules,
                    doc=document.name,
                    lang=self.options.lang,
                    date=document.day,
                    annotate=self.annotate,
                )
            except AnnotatorError as fault:
                print(f"extract: {fault}", file=sys.stderr)
                self.code = max(self.code, FAILED)
                continue
            except Exception as fault:
                print(
                    f"extract: {document.name}: a bug in extract: {type(fault).__name__}: {fault}; please report it",
                    file=sys.stderr,
                )
                self.code = BUG
                if os.environ.get("EXTRACT_DEBUG"):
                    raise
                continue
            yield from (r for r in records if not self.options.type or r.type in self.options.type)
            self.out.flush()


def _progress(found: Iterable[Any], total: Callable[[], int]) -> Iterable[Any]:
    """A progress bar on standard error: only on a terminal, only when it takes long."""
    if not sys.stderr.isatty():
        return found
    from tqdm import tqdm  # only where a bar is shown

    return tqdm(found, total=total(), unit="doc", delay=SLOW, leave=False)


def run_test(options: argparse.Namespace) -> int:
    """`extract test`: run the rules' own examples."""
    rules = _rules(options.rules)
    if rules is None:
        return USAGE
    passed = failed = 0
    for verdict in check_examples(rules, options.k):
        passed += verdict.passed
        failed += not verdict.passed
        if not verdict.passed:
            print(verdict)
        elif options.verbose:
            print(f"ok: {verdict.rule.id}: {verdict.example.text}")
    if not passed + failed:
        return _usage(
            f"no rule's id contains '{options.k}'"
            if options.k
            else "these rules have no examples; add 'tests:' to them"
        )
    print(f"{counted(passed + failed, 'example')}: {passed} right, {failed} wrong")
    return FAILED if failed else FINE


def run_check(options: argparse.Namespace) -> int:
    """`extract check`: every error and warning of the packs given; what they import was checked by those who wrote it."""
    problems = Problems()
    rules = _rules(options.rules, problems)
    roots = [path.resolve() for path in _folders(options.rules or [SHIPPED])]

    def own(path: str) -> bool:
        return any(Path(path).resolve().is_relative_to(root) for root in roots)

    warnings = sorted({p for p in problems.found if p.severity == "warning" and own(p.place.path)})
    for problem in warnings:
        print(problem)
    if rules is None:
        return USAGE
    tested = [r for r in rules.tested if own(r.file)]
    things = (
        (sum(map(own, rules.files)), "file"),
        (len(tested), "rule"),
        (sum(len(r.examples) for r in tested), "example"),
    )
    print(f"{', '.join(counted(*thing) for thing in things)}: no errors, {counted(len(warnings), 'warning')}")
    return FINE


def run_tokens(options: argparse.Namespace) -> int:
    """`extract tokens`: what the engine sees."""
    rules = _rules([])
    if rules is None:
        return USAGE
    lang = options.lang or detect(options.text) or "ru"
    for line in shown_tokens(Reader(options.text, rules, lang).sentences):
        print(line)
    return FINE


def _rules(paths: Sequence[str], problems: Problems | None = None) -> Rules | None:
    """Load packs; on a rule error print every problem and answer None."""
    try:
        return load(*_folders(paths), problems=problems)
    except RuleError as fault:
        for problem in fault.problems:
            print(problem, file=sys.stderr)
        print(f"extract: {counted(len(fault.problems), 'error')} in the rules; nothing was extracted", file=sys.stderr)
        return None


def _folders(paths: Sequence[str]) -> list[Path]:
    """The folders of rule packs; `shipped` is the pack that comes with the engine."""
    return [folder("rules") if path == SHIPPED else Path(path) for path in paths]


def counted(number: int, thing: str) -> str:
    """`1 rule`, `2 rules`."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


def _usage(message: str) -> int:
    print(f"extract: {message}", file=sys.stderr)
    return USAGE


RUN: dict[str, Callable[[argparse.Namespace], int]] = {
    "extract": run_extract,
    "test": run_test,
    "check": run_check,
    "tokens": run_tokens,
}
