"""Where the clauses of a sentence begin and end.

Comes in: a chart (forms and the border tables of its language). Goes out: a `Clauses`: a clause number for each token,
and each clause's parent. No parser: one pass over the borders, linear in the sentence. A border is `;`, `:`, brackets,
the edge of quoted speech, a subordinator, a participle or gerund after a comma, or a coordinated finite verb with a
subject of its own.
"""

from collections.abc import Sequence

import attrs

from ..language.program import Tables
from ..morphology.analysis import readings_of
from .forms import Form

NOMINATIVE = readings_of(frozenset({"nomn"}))
MAIN, SUBORDINATE, PARTICIPIAL, BRACKET = "main", "subordinate", "participial", "bracket"


@attrs.frozen(eq=False)
class Clauses:
    """`of[i]`: the clause of token i. `parent`, `kind`, `first`: of each clause its parent, kind and first token."""

    of: tuple[int, ...]
    parent: tuple[int, ...]
    kind: tuple[str, ...]
    first: tuple[int, ...]

    def distance(self, a: int, b: int) -> int:
        """How many borders lie between two clauses on the way over their common parent."""
        up_a, up_b = self._up(a), self._up(b)
        shared = next((c for c in up_a if c in up_b), 0)
        return up_a.index(shared) + up_b.index(shared) if shared in up_a and shared in up_b else 99

    def _up(self, clause: int) -> list[int]:
        found = [clause]
        while self.parent[found[-1]] >= 0:
            found.append(self.parent[found[-1]])
        return found


def clauses(forms: Sequence[Form], tables: Tables, lang: str, speech: Sequence[bool] = ()) -> Clauses:
    """Divide a sentence. `speech`: for each token, whether it lies in quoted speech."""
    return _Divider(forms, tables, lang, speech).divide()


class _Divider:
    """The pass over one sentence."""

    def __init__(self, forms: Sequence[Form], tables: Tables, lang: str, speech: Sequence[bool]) -> None:
        self.forms, self.t, self.lang, self.speech = forms, tables, lang, speech
        self.borders = sum(
            1 << bit
            for bit in {
                tables.comma,
                tables.hard,
                tables.subordinators,
                tables.relative,
                tables.conjunctions,
                tables.prepositions,
            }
        )
        self.is_finite = [self.has(i, tables.finite) and not form.nominal for i, form in enumerate(forms)]
        self.next_stop = self._next_stops()
        self.of: list[int] = []
        self.parent, self.kind, self.first, self.verb = [-1], [MAIN], [0], [False]
        self.stack = [0]

    def has(self, i: int, bit: int) -> bool:
        return i < len(self.forms) and bool(self.forms[i].mask >> bit & 1)

    def _next_stops(self) -> list[int]:
        """For each token, the next comma or hard border at or after it."""
        stops, stop = [0] * (len(self.forms) + 1), len(self.forms)
        stops[len(self.forms)] = stop
        for i in range(len(self.forms) - 1, -1, -1):
            if self.has(i, self.t.comma) or self.has(i, self.t.hard):
                stop = i
            stops[i] = stop
        return stops

    def divide(self) -> Clauses:
        for i in range(len(self.forms)):
            if self.says(i - 1):
                self.push(i, SUBORDINATE)
            self.border(i)
            self.of.append(self.stack[-1])
            if self.is_finite[i]:
                self.verb[self.stack[-1]] = True
        return Clauses(tuple(self.of), tuple(self.parent), tuple(self.kind), tuple(self.first))

    def says(self, i: int) -> bool:
        """Does a clause follow this verb without a "that" ("the agency said the envoys met")?"""
        if i < 0 or not self.has(i, self.t.saying) or self.opens(i + 1):
            return False
        if not self.is_finite[i] and not self.names_follow(i):
            return False
        stop = next((j for j in range(i + 2, self.next_stop[i + 1]) if self.is_finite[j] or self.opens(j)), i)
        return self.is_finite[stop] and stop > i

    def names_follow(self, i: int) -> bool:
        """ "The agency reports Berg …": a verb that may be a noun is one before a name."""
        return self.lang == "en" and i + 1 < len(self.forms) and self.forms[i + 1].norm[:1].isupper()

    def border(self, i: int) -> None:
        word = self.forms[i].norm
        if not (self.forms[i].mask & self.borders or self.speech or word in "()"):
            return
        if i and self.speech and self.speech[i] != self.speech[i - 1]:
            self.replace_all(i)
        elif word == "(":
            self.push(i, BRACKET)
        elif word == ")":
            if BRACKET in (self.kind[c] for c in self.stack):
                while self.kind[self.stack.pop()] != BRACKET:
                    pass
        elif self.has(i, self.t.hard):
            self.replace_all(i)
        elif self.has(i, self.t.comma):
            self.comma(i)
        elif self.opens(i) and (self.lang == "en" or i == 0):
            if self.first[self.stack[-1]] != i and not (i and self.has(i - 1, self.t.comma)):
                self.push(i, SUBORDINATE)
        elif self.has(i, self.t.conjunctions) and not (i and self.has(i - 1, self.t.comma)):
            self.coordination(i, i + 1)

    def comma(self, i: int) -> None:
        after = i + 1
        if self.opens(after):
            self.close_for_sibling()
            self.push(i, SUBORDINATE)
        elif self.has(after, self.t.embedded) and self.lang == "ru":
            if self.kind[self.stack[-1]] == PARTICIPIAL:
                self.stack.pop()
            self.push(i, PARTICIPIAL)
        elif len(self.stack) > 1 and self.kind[self.stack[-1]] in (SUBORDINATE, PARTICIPIAL) and self.returns(after):
            self.stack.pop()
            if self.verb[self.stack[-1]]:
                self.coordination(i, after + self.has(after, self.t.conjunctions))
        else:
            self.coordination(i, after + self.has(after, self.t.conjunctions))

    def opens(self, i: int) -> bool:
        """Does a subordinate clause begin at this token: «что», «если», «который», «в котором», «в ходе которого»?"""
        if self.has(i, self.t.subordinators) or self.has(i, self.t.relative):
            return True
        return self.has(i, self.t.prepositions) and (
            self.has(i + 1, self.t.relative) or (self.lang == "ru" and self.has(i + 2, self.t.relative))
        )

    def close_for_sibling(self) -> None:
        """«…, который приехал, и который сказал»: a second subordinate clause hangs on the same parent."""
        if len(self.stack) > 1 and self.kind[self.stack[-1]] == PARTICIPIAL:
            self.stack.pop()

    def returns(self, start: int) -> bool:
        """After this comma, does the outer clause go on? It does where its verb is still to come and comes before the
        next comma.
        """
        inner, outer = self.stack[-1], self.stack[-2]
        stop = self.next_stop[min(start, len(self.forms))]
        verb_ahead = any(self.is_finite[start:stop])
        if self.kind[inner] == PARTICIPIAL:
            return verb_ahead or not self.verb[outer]
        return self.verb[inner] and verb_ahead and not self.verb[outer]

    def coordination(self, i: int, start: int) -> None:
        """A coordinated finite verb with a subject of its own begins a clause beside the current one."""
        if not self.verb[self.stack[-1]]:
            return
        stop = self.next_stop[min(start, len(self.forms))]
        for at in range(start, min(stop, start + 24)):
            if self.is_finite[at]:
                if self.subject_near(start, at, stop):
                    self.sibling(i)
                return

    def subject_near(self, start: int, verb: int, stop: int) -> bool:
        """Is there a nominative noun that agrees with the verb, before it or right after it?"""
        wanted = self.forms[verb].readings(self.t.finite) & NOMINATIVE
        places = (
            [*range(start, verb), *range(verb + 1, min(stop, verb + 4))] if self.lang == "ru" else range(start, verb)
        )
        for at in places:
            form = self.forms[at]
            function = self.has(at, self.t.prepositions) or self.has(
                at, self.t.conjunctions
            )  # «в» and «и» are also abbreviations
            if form.nominal and not function and not (at and self.has(at - 1, self.t.prepositions)):
                nominative = 0
                for analysis in form.analyses:
                    if analysis.pos in ("NOUN", "NPRO"):
                        nominative |= analysis.readings
                if nominative & wanted:
                    return True
        return False

    def push(self, i: int, kind: str) -> None:
        self.parent.append(self.stack[-1])
        self.kind.append(kind)
        self.first.append(i)
        self.verb.append(False)
        self.stack.append(len(self.parent) - 1)

    def sibling(self, i: int) -> None:
        top = self.stack.pop()
        self.parent.append(self.parent[top] if self.parent[top] >= 0 else top)
        self.kind.append(self.kind[top])
        self.first.append(i)
        self.verb.append(False)
        self.stack.append(len(self.parent) - 1)

    def replace_all(self, i: int) -> None:
        self.parent.append(-1)
        self.kind.append(MAIN)
        self.first.append(i)
        self.verb.append(False)
        self.stack = [len(self.parent) - 1]
