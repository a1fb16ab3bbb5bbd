"""What the commands do that read records: link them, score them. No rules are loaded.

Comes in: parsed arguments. Goes out: text on standard output and error, an exit code.
"""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from .linking.facts import Facts, facts
from .linking.groups import Group, link
from .saved import Row, records, rows
from .scoring.gold import Item, items
from .scoring.score import score, table
from .sources import Fault

FINE, FAILED = 0, 1


def run_link(options: argparse.Namespace) -> int:
    """`extract link`: the same events over documents; a line that is no record is reported and the run goes on."""
    whole = options.format == "records"
    faults, known, lines = 0, [], []
    for row in _known(records(options.paths)):
        if isinstance(row, Fault):
            print(f"extract: {row.place}: {row.reason}", file=sys.stderr)
            faults += 1
        else:
            known.append(row[1])
            lines += [row[0].line] if whole else []
    groups = link(known)
    for shown in _with_links(lines, groups) if whole else (group.to_dict() for group in groups):
        sys.stdout.write(json.dumps(shown, ensure_ascii=False) + "\n")
    return FAILED if faults else FINE


def run_score(options: argparse.Namespace) -> int:
    """`extract score`: the figures, and before them every error; a line that is no gold or no record stops it."""
    gold, made = _items([options.gold]), _items(options.records)
    if gold is None or made is None:
        return FAILED
    if not gold.keys() & made.keys():
        print("extract: no record is of a document of the gold; their 'doc' must be equal", file=sys.stderr)
    found = score(gold, made)
    for mistake in found.mistakes if options.verbose else ():
        print(f"{mistake.kind.upper():7} {mistake.doc} {mistake.type}: {mistake.what}\n        {mistake.quote}")
    print("\n".join(table(found)))
    return FINE


def _items(paths: Sequence[str]) -> dict[str, list[Item]] | None:
    """What the files hold, by document; None where a line is at fault, which is then reported."""
    found: dict[str, list[Item]] = defaultdict(list)
    fine = True
    for row in rows(paths):
        if isinstance(row, Fault):
            fault = row
        else:
            try:
                for doc, own in items([row.fields]).items():
                    found[doc] += own
                continue
            except (TypeError, KeyError, AttributeError) as wrong:
                fault = Fault(row.place, f"neither a record nor a document with 'records': {wrong!r}")
        print(f"extract: {fault.place}: {fault.reason}", file=sys.stderr)
        fine = False
    return found if fine else None


def _known(found: Iterable[Row | Fault]) -> Iterator[tuple[Row, Facts] | Fault]:
    """Records with their facts."""
    for row in found:
        if isinstance(row, Fault):
            yield row
            continue
        try:
            yield row, facts(row.fields)
        except (TypeError, KeyError, AttributeError) as fault:
            yield Fault(
                row.place, f"not a record: {fault}" if isinstance(fault, TypeError) else f"not a record: {fault!r}"
            )


def _with_links(lines: Sequence[bytes], groups: Sequence[Group]) -> Iterator[dict[str, Any]]:
    """The records as they came, with `links` to those that tell, or may tell, of the same event."""
    links: dict[str, list[dict[str, str]]] = defaultdict(list)
    for found in (found for group in groups for found in group.links):
        links[found.one.id].append({"rel": found.rel, "id": found.other.id})
        links[found.other.id].append({"rel": found.rel, "id": found.one.id})
    for line in lines:
        record = json.loads(line.decode("utf-8-sig"))
        own = [*record.get("links", ()), *links.get(record["id"], ())]
        yield {**record, "links": [found for i, found in enumerate(own) if found not in own[:i]]} if own else record


RUN: dict[str, Callable[[argparse.Namespace], int]] = {"link": run_link, "score": run_score}
