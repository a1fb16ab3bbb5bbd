"""Runs the examples that stand in rules.

Comes in: loaded rules. Goes out: a `Verdict` for each example: fine, missing (should have matched), noisy (should not
have), or a wrong value; with the tokens the engine saw. Does not print.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import attrs

from ..engine import load
from ..language.declarations import Example
from ..language.program import Rules, TestedRule
from ..morphology.analysis import describe
from ..reading import Reader, Reading
from ..records.values import Record, Span, Value
from ..resolution.document import resolve
from ..text.segment import fold

MARKED = re.compile(r"\{([^{}]*)\}")


@attrs.frozen(eq=False)
class Verdict:
    """What became of an example.

    `kind`: "", "missing", "noisy" or "wrong value"; `detail` says what was found instead.
    """

    rule: TestedRule
    example: Example
    kind: str = ""
    detail: str = ""
    tokens: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Did the rule do what the example says?"""
        return not self.kind

    def __str__(self) -> str:
        place = self.example.place
        lines = [
            f"{place.path}:{place.line}: {self.kind}: {self.rule.id}: {self.example.text}",
            *self.detail.splitlines(),
            *self.tokens,
        ]
        return "\n    ".join(lines)


def check_examples(rules: Rules, only: str = "") -> Iterator[Verdict]:
    """Run the examples of every rule whose id contains `only`."""
    for rule in rules.tested:
        if only in rule.id and not rule.imported:
            for example in rule.examples:
                yield check_example(rules, rule, example)


def check_example(rules: Rules, rule: TestedRule, example: Example) -> Verdict:
    """Run one example."""
    text, marked = unmarked(example.text)
    reader = Reader(text, rules, rule.lang)
    record_type = bool(rules.types[rule.emits].identity) if rule.emits in rules.types else rule.kind == "context"
    check = _check_record if record_type else _check_mention
    kind, detail = check(rules, rule, example, reader, marked)
    return Verdict(rule, example, kind, detail, tuple(shown_tokens(reader.sentences)) if kind else ())


def unmarked(text: str) -> tuple[str, tuple[int, int] | None]:
    """The text without its braces, and the characters that stood in them."""
    found = MARKED.search(text)
    if found is None:
        return text, None
    return text[: found.start()] + found[1] + text[found.end() :], (found.start(), found.end() - 2)


def _check_mention(
    rules: Rules, rule: TestedRule, example: Example, reader: Reader, marked: tuple[int, int] | None
) -> tuple[str, str]:
    found = mentions_of(rule, reader)
    if not example.match:
        return ("noisy", f"matched: {found[0][0].text!r}") if found else ("", "")
    here = [values for span, values in found if marked is None or (span.start, span.end) == marked]
    if not here:
        spans = ", ".join(repr(span.text) for span, _ in found)
        return "missing", f"matched only {spans}" if spans else "matched nothing"
    differences = [compare(example.slots, dict(v.fields)) for values in here for v in values[:1]]
    best = min(differences, key=len)
    return ("wrong value", "\n".join(best)) if best else ("", "")


def _check_record(
    rules: Rules, rule: TestedRule, example: Example, reader: Reader, marked: tuple[int, int] | None
) -> tuple[str, str]:
    drafts = [draft for reading in reader.sentences for draft in reading.drafts(every=True)]
    records = [r for r in resolve(drafts, reader, "", None) if any(ref.id == rule.id for ref in r.rules)]
    if not example.match:
        return ("noisy", f"made a {records[0].type}: {summary(records[0])}") if records else ("", "")
    if not records:
        others = "; ".join(f"{d.type} by {d.rules[0].id}" for d in drafts)
        return "missing", f"no record of this rule; drafts: {others}" if others else "matched nothing"
    best = min((compare(example.record or {}, record_fields(r)) for r in records), key=len)
    return ("wrong value", "\n".join(best)) if best else ("", "")


def record_fields(record: Record) -> dict[str, Any]:
    """A record's slots, with what the examples may name beside them."""
    fields: dict[str, Any] = dict(record.slots)
    if record.statements:
        fields["stance"] = record.statements[0].stance
        fields["speaker"] = [name for s in record.statements for name in s.speaker]
    return fields


def compare(expected: dict[str, Any], found: dict[str, Any]) -> list[str]:
    """A line for each slot whose value differs; lists are compared as sets."""
    lines = []
    for slot, want in expected.items():
        got = plain(found.get(slot))
        if isinstance(want, list | tuple):
            same = sorted(fold(str(w)) for w in want) == sorted(
                fold(str(g)) for g in (got if isinstance(got, list) else [got])
            )
        elif isinstance(got, list):
            same = len(got) == 1 and fold(str(got[0])) == fold(str(want))
        else:
            same = want == got or (want is not None and got is not None and fold(str(want)) == fold(str(got)))
        if not same:
            lines.append(f"{slot}: want {want!r}, got {got!r}")
    return lines


def plain(value: Any) -> Any:
    """A value as an example writes it: names, dates, words."""
    if isinstance(value, Value):
        if value.type == "Topic":
            return value.mention.text
        return value.name or " ".join(str(x) for x in (value.fields.get("role"), value.fields.get("country")) if x)
    if isinstance(value, tuple | list):
        return [plain(v) for v in value]
    return value


def summary(record: Record) -> str:
    """A record in a line."""
    return ", ".join(
        f"{slot}={plain(value)}" for slot, value in record.slots.items() if value not in (None, (), "unspecified")
    )


def shown_tokens(readings: Iterable[Reading]) -> Iterator[str]:
    """What the engine sees: each token with lemma, grammemes and readings."""
    for reading in readings:
        for form in reading.chart.forms:
            homonyms = "; ".join(
                f"{a.lemma} {','.join(sorted(a.grammemes))} ({describe(a.readings)})" for a in form.analyses[:4]
            )
            yield f"{form.norm:20} {homonyms}"


def check_rule(rule_id: str, text: str, rules: Rules | None = None) -> list[Record] | list[Value]:
    """What one rule makes of a text: the records, or for a phrase the values, that stand on it.

    Raises KeyError for an unknown id.
    """
    rules = rules or load()
    found = [r for r in rules.tested if r.id == rule_id]
    if not found:
        raise KeyError(f"no rule '{rule_id}'; there is {', '.join(sorted(r.id for r in rules.tested))}")
    made: list[Any] = []
    for rule in found:
        reader = Reader(text, rules, rule.lang)
        if rules.types[rule.emits].identity:
            drafts = [draft for reading in reader.sentences for draft in reading.drafts(every=True)]
            made += [r for r in resolve(drafts, reader, "", None) if any(ref.id == rule_id for ref in r.rules)]
        else:
            made += [value for _, values in mentions_of(rule, reader) for value in values]
    return made


def mentions_of(rule: TestedRule, reader: Reader) -> list[tuple[Span, list[Value]]]:
    """The mentions a phrase makes in a text: their spans, and the values of their members."""
    found = []
    for reading in reader.sentences:
        for at in range(len(reading.chart)):
            for mention in reading.chart.mentions(rule.emits, at):
                if mention.rule is not None and mention.rule.id == rule.id:
                    values = [reading.normaliser.value(m) for m in mention.members or (mention,)]
                    found.append((reading.normaliser.span(mention.start, mention.end), values))
    return found
