"""A second matcher, short enough to be obviously right: it tries everything, in the order of the pattern.

It reads the syntax tree, not the compiled code, asks each analysis of a token one by one, and keeps nothing between
attempts. The tests hold it against the compiled matcher on random patterns and texts.
"""

from collections.abc import Iterator, Sequence

import attrs

from extractor.language import syntax as s
from extractor.language.constraints import SURFACE, atom_of, fold
from extractor.matching.forms import SURFACE_TESTS
from extractor.morphology.analysis import ALL, Analysis, project, readings_of

PLURAL = readings_of(frozenset({"plur"}))


@attrs.frozen
class Piece:
    """What an element took: tokens [start, end), its readings, whether a noun, its agreement, its capture."""

    start: int
    end: int
    readings: int
    nominal: bool
    agreements: tuple[s.Agreement, ...] = ()
    name: str | None = None


@attrs.frozen
class State:
    """A partial match: where it stands, the agreement variables, the pieces so far."""

    at: int
    variables: tuple[tuple[str, int], ...] = ()
    pieces: tuple[Piece, ...] = ()

    def agree(self, agreements: Sequence[s.Agreement], readings: int) -> "State | None":
        found = dict(self.variables)
        for a in agreements:
            found[a.variable] = found.get(a.variable, ALL) & project(readings, "".join(sorted(a.letters)))
            if not found[a.variable]:
                return None
        return attrs.evolve(self, variables=tuple(sorted(found.items())))


class Naive:
    """Matches trees over tokens, each with its analyses. `separators`: the coordinators, as tuples of words."""

    def __init__(
        self, words: Sequence[str], analyses: Sequence[tuple[Analysis, ...]], separators: Sequence[tuple[str, ...]]
    ) -> None:
        self.words, self.analyses, self.separators = words, analyses, separators

    def matches(self, tree: s.Choice, start: int) -> dict[int, tuple[int, tuple[tuple[str, int, int], ...]]]:
        """For each surviving set of readings: (end, captures) of the longest match, the first of several."""
        best: dict[int, tuple[int, tuple[tuple[str, int, int], ...]]] = {}
        for state in self.choice(tree, State(start)):
            head = self.head(state.pieces)
            readings = self.narrowed(head, state) if head else ALL
            if readings and (readings not in best or best[readings][0] < state.at):
                best[readings] = (state.at, tuple((p.name, p.start, p.end) for p in state.pieces if p.name))
        return best

    @staticmethod
    def head(pieces: Sequence[Piece]) -> Piece | None:
        named = [p for p in pieces if p.name == "head"] or [p for p in pieces if p.nominal] or list(pieces)
        return named[0] if named else None

    @staticmethod
    def narrowed(piece: Piece, state: State) -> int:
        readings = piece.readings
        for a in piece.agreements:
            readings &= project(dict(state.variables)[a.variable], "".join(sorted(a.letters)))
        return readings

    def choice(self, tree: s.Choice, state: State) -> Iterator[State]:
        for option in tree.options:
            yield from self.sequence(option, state)

    def sequence(self, elements: Sequence[s.Element], state: State) -> Iterator[State]:
        if not elements:
            yield state
            return
        for after in self.repeated(elements[0], state, 0):
            yield from self.sequence(elements[1:], after)

    def repeated(self, element: s.Element, state: State, count: int) -> Iterator[State]:
        if count < element.high:
            for after in self.once(element, state):
                yield from self.repeated(element, after, count + 1)
        if count >= element.low:
            yield state

    def once(self, element: s.Element, state: State) -> Iterator[State]:
        atom = element.atom
        if isinstance(atom, s.Gap):
            for width in range(atom.width, -1, -1):
                if state.at + width <= len(self.words):
                    yield attrs.evolve(state, at=state.at + width)
        elif isinstance(atom, s.Edge):
            if state.at == (0 if atom.start else len(self.words)):
                yield state
        elif isinstance(atom, s.Look):
            if self.sees(atom, state.at) != atom.negative:
                yield state
        elif isinstance(atom, s.Group) and not (element.name or element.morphs or element.agreements):
            yield from self.choice(atom.body, state)
        else:
            for after in self.atom(element, state):
                piece = after.pieces[-1]
                readings = piece.readings & self.need(element)
                agreed = after.agree(element.agreements, readings) if readings else None
                if agreed is not None:
                    name = element.name if not isinstance(atom, s.List) or element.name == "head" else None
                    done = attrs.evolve(piece, readings=readings, agreements=element.agreements, name=name)
                    yield attrs.evolve(agreed, pieces=(*after.pieces[:-1], done))

    def atom(self, element: s.Element, state: State) -> Iterator[State]:
        atom = element.atom
        if isinstance(atom, s.Group):
            for after in self.choice(atom.body, state):
                inner = after.pieces[len(state.pieces) :]
                head = self.head(inner)
                whole = Piece(
                    state.at, after.at, self.narrowed(head, after) if head else ALL, bool(head and head.nominal)
                )
                yield attrs.evolve(after, pieces=(*after.pieces, whole))
        elif isinstance(atom, s.List):
            yield from self.list(atom, element, state, 0, ALL, ())
        elif state.at < len(self.words):
            good = [
                a
                for a in self.analyses[state.at]
                if self.holds(atom.test if isinstance(atom, s.Predicate) else atom, a, state.at)
            ]
            if good:
                readings = 0
                for analysis in good:
                    readings |= analysis.readings
                nominal = any(a.pos in ("NOUN", "NPRO") for a in self.analyses[state.at])
                yield attrs.evolve(
                    state, at=state.at + 1, pieces=(*state.pieces, Piece(state.at, state.at + 1, readings, nominal))
                )

    def list(
        self, atom: s.List, element: s.Element, state: State, start: int, case: int, members: tuple[Piece, ...]
    ) -> Iterator[State]:
        start = start if members else state.at
        if len(members) < atom.high:
            for before in self.separated(state) if members else [state]:
                for after in self.choice(atom.body, before):
                    head = self.head(after.pieces[len(before.pieces) :])
                    readings = self.narrowed(head, after) if head else ALL
                    common = case & project(readings, "c")
                    if common:
                        member = Piece(before.at, after.at, readings, bool(head and head.nominal), (), None)
                        yield from self.list(atom, element, after, start, common, (*members, member))
        if len(members) >= atom.low:
            whole = project(case, "c") & PLURAL if len(members) > 1 else members[0].readings
            named = (
                tuple(attrs.evolve(m, name=element.name) for m in members) if element.name not in (None, "head") else ()
            )
            yield attrs.evolve(state, pieces=(*state.pieces, *named, Piece(start, state.at, whole, True)))

    def separated(self, state: State) -> Iterator[State]:
        for words in self.separators:
            end = state.at + len(words)
            if tuple(w.lower() for w in self.words[state.at : end]) == words:
                yield attrs.evolve(state, at=end)

    def sees(self, atom: s.Look, at: int) -> bool:
        if atom.ahead:
            return any(True for _ in self.choice(atom.body, State(at)))
        return any(
            after.at == at for start in range(max(0, at - 16), at) for after in self.choice(atom.body, State(start))
        )

    def need(self, element: s.Element) -> int:
        need = ALL
        for morph in element.morphs:
            need &= readings_of(frozenset(morph.names))
        return need

    def holds(self, test: object, analysis: Analysis, at: int) -> bool:
        """One analysis satisfies the whole test."""
        if isinstance(test, s.Lemma):
            return analysis.lemma == fold(test.word)
        if isinstance(test, s.Not):
            return not self.holds(test.test, analysis, at)
        if isinstance(test, s.AllOf):
            return all(self.holds(t, analysis, at) for t in test.tests)
        if isinstance(test, s.AnyOf):
            return any(self.holds(t, analysis, at) for t in test.tests)
        kind, name = atom_of(test, "ru")  # type: ignore[arg-type]
        word = self.words[at]
        if kind == "form":
            return word == name if name != name.lower() else fold(word) == fold(name)
        if kind == "surface":
            return at == 0 if name == "first" else SURFACE_TESTS[name](word)
        assert name not in SURFACE
        return name in analysis.grammemes if kind == "grammeme" else analysis.lemma == name
