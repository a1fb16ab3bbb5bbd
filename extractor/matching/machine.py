"""Runs the code of a pattern at one token.

Comes in: compiled code, a chart, a start. Goes out: for every surviving set of readings, the longest match with its
greedy captures.
A depth-first walk over (instruction, token, registers) that enters no state twice (the bit-state backtracker of RE2):
work is bounded by instructions x span x distinct sets of readings, whatever the pattern. Does not know rules.
"""

from typing import TYPE_CHECKING, Any, NamedTuple

from ..language.program import (
    ANY,
    CLOSE,
    EDGE,
    JUMP,
    LIST_CLOSE,
    LIST_NEXT,
    LIST_OPEN,
    LONGEST_MATCH,
    LOOK,
    MATCH,
    MENTION,
    OPEN,
    SPLIT,
    TOKEN,
    Agreements,
    Code,
    Instruction,
)
from ..morphology.analysis import ALL, project, readings_of

if TYPE_CHECKING:
    from .chart import Chart, Mention
    from .forms import Then

PLURAL = readings_of(frozenset({"plur"}))
MOST_STEPS = 20_000  # of one run; reached only by patterns written to explode


class Item(NamedTuple):
    """What an element took: tokens [start, end), in which readings, and the mention where it was one."""

    start: int
    end: int
    readings: int
    mention: "Mention | None" = None
    nominal: bool = False
    agree: Agreements = ()


UNSET = 0  # the first register holds the head's readings and agreement: paths with different heads are different states
OTHER, NOUN, NAMED = 1 << 40, 1 << 41, 1 << 42  # what the head noted so far is
WEIGHTS = OTHER | NOUN | NAMED
AGREEMENT = 43  # from this bit on: which registers the head agrees with, in what
LETTERS = {"c": 1, "g": 2, "n": 4}
MEMBER, CLOSED = -2, -1  # marks in a trail; the mark of an opening is its token
Trail = tuple[Any, str | None, Item | None, int]  # (before, capture name, item, depth mark)
Match = tuple[int, int, int, tuple[tuple[str, Item], ...]]  # (end, readings, head token, captures)


def run(code: Code, chart: "Chart", start: int) -> list[Match]:
    """Every match at `start`: one for each surviving set of readings, the longest."""
    best: dict[int, Match] = {}
    limit = min(len(chart.forms), start + LONGEST_MATCH)
    instructions, forms = code.instructions, chart.forms
    registers = (UNSET, *(ALL,) * (code.registers - 1))
    stack: list[tuple[int, int, tuple[int, ...], Trail | None]] = [(0, start, registers, None)]
    seen: set[tuple[int, int, tuple[int, ...]]] = set()
    steps = 0
    while stack:
        pc, at, registers, trail = stack.pop()
        while True:
            i = instructions[pc]
            op = i.op
            if op == TOKEN:
                if at >= limit or not forms[at].mask >> i.bit & 1:
                    break
                form = forms[at]
                readings = form.readings(i.bit) & i.need
                if not readings:
                    break
                if i.agree:
                    agreed = unify(registers, i.agree, readings)
                    if agreed is None:
                        break
                    registers = agreed
                nominal = form.nominal and not i.flag
                registers = with_head(registers, i.name, readings, nominal, i.agree)
                trail = (trail, i.name, Item(at, at + 1, readings, None, nominal, i.agree), 0)
                at += 1
                pc += 1
            elif op == MENTION:
                if at >= limit:
                    break
                options: list[Mention] = []
                for type_name in forms[at].kinds(i.types, chart.program):
                    options += chart.mentions(type_name, at)
                if len(i.types) > 1:
                    options.sort(key=lambda m: -m.end)
                for mention in reversed(options):
                    readings = mention.readings & i.need
                    if not readings or mention.end > limit:
                        continue
                    agreed = unify(registers, i.agree, readings) if i.agree else registers
                    if agreed is not None:
                        agreed = with_head(agreed, i.name, readings, True, i.agree)
                        item = Item(at, mention.end, readings, mention, True, i.agree)
                        stack.append((pc + 1, mention.end, agreed, (trail, i.name, item, 0)))
                break
            elif op == SPLIT:
                key = (pc, at, registers)
                steps += 1
                if key in seen or steps > MOST_STEPS:
                    break
                seen.add(key)
                stack.append((i.b, at, registers, trail))
                pc = i.a
            elif op == JUMP:
                pc = i.a
            elif op == OPEN:
                registers = (UNSET, *registers[1:], registers[0])
                trail = (trail, None, None, at)
                pc += 1
            elif op == CLOSE:
                opening, items, _ = back_to_opening(trail)
                item = grouped(opening, items, registers, at)
                readings = item.readings & i.need
                if not readings:
                    break
                registers = left(registers)
                if i.agree:
                    agreed = unify(registers, i.agree, readings)
                    if agreed is None:
                        break
                    registers = agreed
                registers = with_head(registers, i.name, readings, item.nominal, i.agree)
                trail = ((trail, None, None, CLOSED), i.name, item._replace(readings=readings, agree=i.agree), 0)
                pc += 1
            elif op == ANY:
                if at >= limit:
                    break
                at += 1
                pc += 1
            elif op == EDGE:
                if at != (0 if i.flag else len(forms)):
                    break
                pc += 1
            elif op == LOOK:
                if look(i, chart, at) == i.negative:
                    break
                pc += 1
            elif op == LIST_OPEN:
                registers = (UNSET, *registers[1 : i.a], ALL, *registers[i.a + 1 :], registers[0])
                trail = (trail, None, None, at)
                pc += 1
            elif op == LIST_NEXT:
                assert trail is not None and trail[2] is not None
                common = registers[i.a] & project(trail[2].readings, "c")
                if not common:
                    break
                registers = (*registers[: i.a], common, *registers[i.a + 1 :])
                trail = (trail, None, None, MEMBER)
                pc += 1
            elif op == LIST_CLOSE:
                opening, _, members = back_to_opening(trail)
                whole = listed(opening, members, registers[i.a], at)
                readings = whole.readings & i.need
                if not readings:
                    break
                registers = left(registers)
                if i.agree:
                    agreed = unify(registers, i.agree, readings)
                    if agreed is None:
                        break
                    registers = agreed
                registers = with_head(registers, i.name, readings, True, i.agree)
                trail = (trail, None, None, CLOSED)
                for member in members if i.name not in (None, "head") else ():
                    trail = (trail, i.name, member, 0)
                trail = (
                    trail,
                    "head" if i.name == "head" else None,
                    whole._replace(readings=readings, agree=i.agree),
                    0,
                )
                pc += 1
            else:
                assert op == MATCH
                steps += 1
                readings, head = head_of(trail, registers, start)
                known = best.get(readings)
                if readings and (known is None or known[0] < at):
                    best[readings] = (at, readings, head, captures(trail))
                break
    return list(best.values())


def may_match(code: Code, chart: "Chart", at: int) -> bool:
    """Is a match at a token possible, as far as its first element and what must follow it tell? Much cheaper than
    trying.
    """
    form = chart.forms[at]
    known = form.starters.get(code)
    if known is None:
        known = form.starters[code] = (form.then(code),)
    return may_follow(known[0], chart, at)


def may_follow(then: "Then | None", chart: "Chart", at: int) -> bool:
    """Does what follows a token allow the match that could begin with it?"""
    if then is None:
        return True
    forms, last = chart.forms, len(chart.forms)
    if at + 1 < last:
        following = forms[at + 1]
        if following.mask & then.bits or not following.lexicons.isdisjoint(then.lexicons):
            return True
    for entry in then.mentions:
        for type_name in forms[at].kinds(entry.types, chart.program):
            for mention in chart.mentions(type_name, at):
                if entry.after is None or (mention.end < last and forms[mention.end].can_start(entry.after)):
                    return True
    return False


def with_head(
    registers: tuple[int, ...], name: str | None, readings: int, nominal: bool, agree: Agreements
) -> tuple[int, ...]:
    """The registers with the head noted, as `pick_head` will choose it: called `head`, else a noun, else the first."""
    weight = NAMED if name == "head" else NOUN if nominal else OTHER
    if registers[0] & WEIGHTS >= weight:
        return registers
    for register, letters in agree:
        weight |= sum(LETTERS[letter] for letter in letters) << AGREEMENT + 3 * register
    return (readings | weight, *registers[1:])


def left(registers: tuple[int, ...]) -> tuple[int, ...]:
    """The registers after a group: its head is the whole's too, unless there was as good a one before it."""
    inner, outer = registers[0], registers[-1]
    return (inner if inner & WEIGHTS > outer & WEIGHTS else outer, *registers[1:-1])


def unify(registers: tuple[int, ...], agree: Agreements, readings: int) -> tuple[int, ...] | None:
    """The registers after agreement with an element's readings; None where nothing is left."""
    changed = list(registers)
    for register, letters in agree:
        common = changed[register] & project(readings, letters)
        if not common:
            return None
        changed[register] = common
    return tuple(changed)


def narrowed(item: Item, registers: tuple[int, ...]) -> int:
    """An element's readings after all agreement of the match."""
    readings = item.readings
    for register, letters in item.agree:
        readings &= project(registers[register], letters)
    return readings


def walk(trail: Trail | None) -> list[Trail]:
    """The entries of a trail in the order of the text."""
    entries: list[Trail] = []
    while trail is not None:
        entries.append(trail)
        trail = trail[0]
    entries.reverse()
    return entries


def back_to_opening(trail: Trail | None) -> tuple[int, list[tuple[str | None, Item]], list[Item]]:
    """(start of the innermost open group, the items taken since, those of them that are members of the list being
    closed).
    """
    items: list[tuple[str | None, Item]] = []
    members: list[Item] = []
    depth = 0
    while trail is not None:
        before, name, item, mark = trail
        if item is not None:
            items.append((name, item))
        elif mark == CLOSED:
            depth += 1
        elif mark == MEMBER:
            if depth == 0 and before is not None and before[2] is not None:
                members.append(before[2])
        elif depth == 0:
            break
        else:
            depth -= 1
        trail = before
    assert trail is not None
    items.reverse()
    members.reverse()
    return trail[3], items, members


def pick_head(items: list[tuple[str | None, Item]]) -> Item | None:
    """The item captured as `head`, else the first noun, pronoun or mention, else the first item."""
    for name, item in items:
        if name == "head":
            return item
    return next((item for _, item in items if item.nominal), items[0][1] if items else None)


def grouped(start: int, items: list[tuple[str | None, Item]], registers: tuple[int, ...], at: int) -> Item:
    """A group as one item, in the readings of its head."""
    head = pick_head(items)
    if head is None:
        return Item(start, at, ALL)
    whole = head.start == start and head.end == at
    return Item(start, at, narrowed(head, registers), head.mention if whole else None, head.nominal)


def listed(start: int, members: list[Item], case: int, at: int) -> Item:
    """A coordination as one item: the case its members share, plural where there are several."""
    readings = project(case, "c") & PLURAL if len(members) > 1 else members[0].readings if members else ALL
    return Item(start, at, readings, None, True)


def head_of(trail: Trail | None, registers: tuple[int, ...], start: int) -> tuple[int, int]:
    """(readings, head token) of a whole match."""
    head = pick_head([(name, item) for _, name, item, _ in walk(trail) if item is not None])
    return (narrowed(head, registers), head.start) if head is not None else (ALL, start)


def captures(trail: Trail | None) -> tuple[tuple[str, Item], ...]:
    """What was captured, in the order of the text."""
    return tuple((name, item) for _, name, item, _ in walk(trail) if name is not None and item is not None)


def look(i: Instruction, chart: "Chart", at: int) -> bool:
    """Does the code inside match right after, or right before, a token? `a` and `b` are the fewest and most tokens it
    can take.
    """
    assert i.code is not None
    first, then = i.code.instructions[:2]
    if then.op == MATCH and first.op == TOKEN:  # one token, by far the most frequent
        place = at if i.flag else at - 1
        return 0 <= place < len(chart.forms) and bool(chart.forms[place].readings(first.bit) & first.need)
    starts = [at] if i.flag else range(max(0, at - i.b), at - i.a + 1)
    for start in starts:
        if start >= len(chart.forms) or not chart.forms[start].can_start(i.code.starts):
            continue
        if may_match(i.code, chart, start) and any(i.flag or m[0] == at for m in run(i.code, chart, start)):
            return True
    return False
