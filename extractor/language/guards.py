"""What the next word must be for a branch of a pattern, or a look ahead, to be worth entering.

Comes in: linked codes. Goes out: the same codes with masks on splits and look-around: the tests and lexicons one of which the word beside must
satisfy, `ANYTHING` where it need not. One word is enough to pass over most optional parts. Does not know words.
"""
from collections.abc import Callable, Iterable, Mapping, Sequence

import attrs

from .program import ANY, JUMP, LOOK, MATCH, MENTION, SPLIT, TOKEN, Code, Instruction, Starts

ANYTHING = -1


@attrs.frozen
class Guards:
    """Puts guards on codes. `of_type`: what the mentions of a type begin with; `lexicons`: the bit of each lexicon."""

    of_type: Callable[[str], Starts]
    lexicons: Mapping[str, int]

    def put_on(self, code: Code) -> Code:
        """The code with its guards."""
        return self._walk(code)[0]

    def mask(self, starts: Starts) -> int:
        """Beginnings as one mask."""
        return ANYTHING if starts.open else starts.bits | union(1 << self.lexicons[name] for name in starts.lexicons if name in self.lexicons)

    def _walk(self, code: Code) -> tuple[Code, int]:
        """The code with its guards, and what it begins with. Every jump leads forward, so one pass from the end tells."""
        made = list(code.instructions)
        first = [ANYTHING] * (len(made) + 1)
        for pc in range(len(made) - 1, -1, -1):
            i = made[pc]
            if i.op == TOKEN:
                first[pc] = 1 << i.bit
            elif i.op == MENTION:
                first[pc] = union(self.mask(Starts(lexicons=frozenset([t[1:]])) if t.startswith("#") else self.of_type(t)) for t in i.types)
            elif i.op == SPLIT:
                made[pc] = i._replace(guard_a=first[i.a], guard_b=first[i.b])
                first[pc] = first[i.a] | first[i.b]
            elif i.op not in (MATCH, ANY):
                first[pc] = first[i.a] if i.op == JUMP else first[pc + 1]
                if i.op == LOOK and i.code is not None:
                    inside, beside = self._walk(i.code)
                    made[pc] = i._replace(code=inside, guard_a=beside if i.flag else last(i.code.instructions))
        return attrs.evolve(code, instructions=tuple(made)), first[0]


def last(code: Sequence[Instruction]) -> int:
    """The tests one of which the last word of a match satisfies; `ANYTHING` where a mention or a gap can come last."""
    ends = {pc for pc, i in enumerate(code) if i.op == MATCH}
    bits = 0
    for pc in range(len(code) - 1, -1, -1):
        i = code[pc]
        after = {i.a, i.b} if i.op == SPLIT else {i.a} if i.op == JUMP else {pc + 1}
        if i.op == MATCH or not after & ends:
            continue
        if i.op in (MENTION, ANY):
            return ANYTHING
        if i.op == TOKEN:
            bits |= 1 << i.bit
        else:
            ends.add(pc)
    return bits or ANYTHING


def union(masks: Iterable[int]) -> int:
    """All the bits of several masks."""
    found = 0
    for part in masks:
        found |= part
    return found
