"""Frames on a chart: a trigger, and its roles in free order inside the clause.

Comes in: a chart with its clauses, the frame rules. Goes out: `FrameMatch`es, at most one for a record type and
trigger. Assignment is lexicographic: required roles filled, then optional ones, then agreement with the trigger, then
tokens in between; a tie between two fillers leaves a role empty. Does not know records.
"""

from collections.abc import Sequence
from itertools import pairwise

import attrs

from ..language.program import FrameRule, Role, TriggerWord
from .candidates import Candidate, Candidates
from .chart import Chart, Mention
from .clauses import Clauses

NOUN_REACH = 5  # tokens between the words of a trigger
VERB_REACH = 12  # where one is a verb: «провёл в среду в Осло на полях саммита трёхсторонние переговоры»
AUXILIARY = frozenset({"быть", "мочь"})
AGREEING = frozenset({"ADJF", "PRTF", "NUMR", "NUMB"})
INSIDE = frozenset({"DET", "ADJF", "NOUN", "NUMR"})  # what may stand before an English noun in its phrase
GOVERNING = frozenset({"PREP", "VERB", "GRND"})  # and what governs the whole
MOST_NODES = 4_000  # of one assignment
NEAREST = 6  # candidates kept for a role


@attrs.frozen(eq=False)
class Fill:
    """What fills a role: one mention, or the members of a coordination, over tokens [start, end)."""

    role: Role
    mentions: tuple[Mention, ...]
    start: int
    end: int
    agrees: bool
    distance: int


@attrs.frozen(eq=False)
class FrameMatch:
    """A frame found: its trigger tokens (the anchor first) and the fills of its roles."""

    rule: FrameRule
    trigger: tuple[int, ...]
    fills: tuple[Fill, ...]

    @property
    def rank(self) -> tuple[int, int, int, int, str, str]:
        """Smaller is better: priority, roles filled, agreement, distance, id."""
        filled = len(self.fills)
        return (
            -self.rule.priority,
            -filled,
            -sum(f.agrees for f in self.fills),
            sum(f.distance for f in self.fills),
            self.rule.id,
            self.rule.construction,
        )

    @property
    def start(self) -> int:
        """The first token of trigger and fills."""
        return min([*self.trigger, *(f.start for f in self.fills)])

    @property
    def end(self) -> int:
        """One past their last token."""
        return max([*(t + 1 for t in self.trigger), *(f.end for f in self.fills)])


class FrameFinder:
    """The frames of a program, indexed by the constraint of their anchor."""

    def __init__(self, frames: Sequence[FrameRule]) -> None:
        self.by_bit: dict[int, list[FrameRule]] = {}
        for rule in frames:
            self.by_bit.setdefault(rule.anchor.bit, []).append(rule)
        self.anchors = sum(1 << bit for bit in self.by_bit)

    def find(self, candidates: Candidates) -> list[FrameMatch]:
        """The best match for each record type and trigger of a sentence, in the order of the text."""
        found = []
        for at, form in enumerate(candidates.chart.forms):
            bits = form.mask & self.anchors
            while bits:
                low = bits & -bits
                bits ^= low
                for rule in self.by_bit[low.bit_length() - 1]:
                    match = self.match(rule, candidates, at)
                    if match is not None:
                        found.append(match)
        return best_of(found)

    def match(self, rule: FrameRule, candidates: Candidates, at: int) -> FrameMatch | None:
        """The frame at one anchor; None where the trigger is not complete or a required role stays empty."""
        chart = candidates.chart
        if any(not candidates.anywhere >> word.bit & 1 for word in rule.companions):
            return None
        trigger = find_trigger(rule, candidates, at)
        if trigger is None or not voice_fits(rule, chart, at):
            return None
        if not all(role.optional or candidates.possible(role, trigger) for role in rule.roles):
            return None
        fillers: dict[Role, list[Candidate]] = {}
        for role in rule.by_need:
            fillers[role] = candidates.of_role(role, rule, trigger)[:NEAREST]
            if not fillers[role] and not role.optional:
                return None
        options = [fillers[role] for role in rule.roles]
        chosen = assign(rule.roles, options)
        if chosen is None:
            return None
        fills = tuple(
            Fill(role, c.mentions, c.start, c.end, c.agrees, c.distance)
            for role, c in zip(rule.roles, chosen, strict=True)
            if c is not None
        )
        return FrameMatch(rule, trigger, fills) if fills else None


def find_trigger(rule: FrameRule, candidates: Candidates, at: int) -> tuple[int, ...] | None:
    """The trigger's tokens, anchor first; None where a companion is missing."""
    chart = candidates.chart
    if not chart.forms[at].readings(rule.anchor.bit) & rule.anchor.need:
        return None
    found = [at]
    for companion in sorted(
        rule.companions, key=lambda c: c.preposition
    ):  # a preposition stands before one of the others
        place = (
            _preposition(companion, chart, found)
            if companion.preposition
            else _companion(rule, companion, chart, candidates.clauses, found)
        )
        if place is None:
            return None
        found.append(place)
    return tuple(found)


def _companion(
    rule: FrameRule, companion: TriggerWord, chart: Chart, clauses: Clauses, taken: Sequence[int]
) -> int | None:
    """The nearest token that is this word, on either side of the anchor, within reach, in the same clause; no verb
    between it and a verb.
    """
    at, sides = taken[0], [1, -1]
    for distance in range(1, (VERB_REACH if rule.finite else NOUN_REACH) + 2):
        for side in list(sides):
            place = at + side * distance
            if 0 <= place < len(chart) and place not in taken and clauses.of[place] == clauses.of[at]:
                if chart.forms[place].readings(companion.bit) & companion.need and not _elsewhere(
                    rule, chart, place, taken
                ):
                    return place
                if rule.finite and chart.program.lang == "ru" and _is_other_verb(chart, place):
                    sides.remove(side)
    return None


def _is_other_verb(chart: Chart, at: int) -> bool:
    """Russian: is this a verb, and no auxiliary («переговоры могут состояться»)?"""
    analyses = chart.forms[at].analyses
    return bool(analyses) and all(a.pos in ("VERB", "INFN") and a.lemma not in AUXILIARY for a in analyses)


def _elsewhere(rule: FrameRule, chart: Chart, place: int, taken: Sequence[int]) -> bool:
    """English: does this noun hang on another verb, or on a preposition that is none of the trigger's ("met reporters
    after talks")?
    """
    if (
        chart.program.lang == "ru"
        or not rule.finite
        or not chart.forms[place].nominal
        or any(c.preposition for c in rule.companions)
    ):
        return False
    for at in range(place - 1, -1, -1):
        found = {a.pos for a in chart.forms[at].analyses}
        if at in taken or not found & INSIDE or "PREP" in found:
            return at not in taken and bool(found & GOVERNING)
    return False


def _preposition(companion: TriggerWord, chart: Chart, taken: Sequence[int]) -> int | None:
    """A preposition of the trigger stands before one of its words and what describes it: in Russian two tokens at most,
    in English four.
    """
    reach, between = (3, AGREEING) if chart.program.lang == "ru" else (5, INSIDE)
    for word in sorted(taken):
        for place in range(word - 1, max(-1, word - 1 - reach), -1):
            if chart.forms[place].mask >> companion.bit & 1:
                return place
            if not any(a.pos in between for a in chart.forms[place].analyses):
                break
    return None


def voice_fits(rule: FrameRule, chart: Chart, at: int) -> bool:
    """English: a past participle is passive after a form of "be" or before "by"; a finite past is not."""
    if rule.voice is None:
        return True
    passive = is_passive(chart, at)
    return passive if rule.voice == "passive" else not passive


def is_passive(chart: Chart, at: int) -> bool:
    """Is the English verb form at this token passive?"""
    form = chart.forms[at]
    if not any(a.pos == "PRTF" and "past" in a.grammemes for a in form.analyses):
        return False
    if at + 1 < len(chart) and chart.forms[at + 1].fold == "by":
        return True
    for place in range(at - 1, max(-1, at - 4), -1):
        before = chart.forms[place]
        if any(a.lemma == "be" and a.pos in ("VERB", "INFN", "PRTF", "GRND") for a in before.analyses):
            return True
        if not any(a.pos in ("ADVB", "PRCL", "CONJ") for a in before.analyses):
            return False
    return False


def assign(roles: Sequence[Role], options: Sequence[Sequence[Candidate]]) -> list[Candidate | None] | None:
    """One candidate or none for each role, none overlapping; None where a required role cannot be filled."""
    first = [_first_choice(o) for o in options]
    tied = any(c is None and o and not role.optional for c, o, role in zip(first, options, roles, strict=True))
    if not tied and not _overlapping(first):
        chosen: list[Candidate | None] = first
    else:
        chosen = _search(roles, options)
    if any(c is None and not role.optional for c, role in zip(chosen, roles, strict=True)):
        return None
    return chosen


def _first_choice(options: Sequence[Candidate]) -> Candidate | None:
    """The best candidate, or none where two different ones tie; the last members of a coordination are no other."""
    if (
        len(options) > 1
        and options[0].rank == options[1].rank
        and options[1].start > options[0].start
        and options[1].end > options[0].end
    ):
        return None
    return options[0] if options else None


def _overlapping(chosen: Sequence[Candidate | None]) -> bool:
    spans = sorted((c.start, c.end) for c in chosen if c is not None)
    return any(a[1] > b[0] for a, b in pairwise(spans))


def _search(roles: Sequence[Role], options: Sequence[Sequence[Candidate]]) -> list[Candidate | None]:
    """Best assignment by depth-first search, bounded; required roles are settled first."""
    order = sorted(range(len(roles)), key=lambda i: (roles[i].optional, len(options[i]), i))
    best: tuple[tuple[int, int, int, int, int], list[Candidate | None]] | None = None
    nodes = 0

    def visit(depth: int, chosen: list[Candidate | None]) -> None:
        nonlocal best, nodes
        nodes += 1
        if nodes > MOST_NODES:
            return
        if depth == len(order):
            cost = _cost(roles, chosen)
            if best is None or cost < best[0]:
                best = (cost, list(chosen))
            elif cost == best[0]:  # keep what both say: «Китай посетил Иран» does not tell who visited whom
                best = (
                    cost,
                    [
                        c if c is not None and d is not None and c.start == d.start else None
                        for c, d in zip(best[1], chosen, strict=True)
                    ],
                )
            return
        role = order[depth]
        for candidate in [*options[role], None]:
            if candidate is None or not any(
                c is not None and c.start < candidate.end and candidate.start < c.end for c in chosen
            ):
                chosen[role] = candidate
                visit(depth + 1, chosen)
                chosen[role] = None

    visit(0, [None] * len(roles))
    return best[1] if best is not None else [None] * len(roles)


def _cost(roles: Sequence[Role], chosen: Sequence[Candidate | None]) -> tuple[int, int, int, int, int]:
    required = sum(c is not None and not r.optional for c, r in zip(chosen, roles, strict=True))
    filled = [c for c in chosen if c is not None]
    covered = sum(c.end - c.start for c in filled)
    return (-required, -len(filled), -sum(c.agrees for c in filled), sum(c.distance for c in filled), -covered)


def best_of(matches: Sequence[FrameMatch]) -> list[FrameMatch]:
    """Of the matches of one record type whose triggers share a token: the one whose rule overrides, then the best rank."""
    kept: list[FrameMatch] = []
    taken: set[tuple[str, int]] = set()
    overridden = {(other, token) for m in matches for other in m.rule.overrides for token in m.trigger}
    for match in sorted(matches, key=lambda m: (m.rank, m.trigger)):
        places = {(match.rule.type, token) for token in match.trigger}
        if not any((match.rule.id, token) in overridden for token in match.trigger) and not places & taken:
            taken |= places
            kept.append(match)
    return sorted(kept, key=lambda m: (min(m.trigger), m.rule.type, m.rule.id))
