"""The syntax tree of a pattern: small frozen values that print back to the text they came from.

Comes in: nothing. Goes out: node classes. The tree is what the author wrote; what the engine runs is compiled from it
later.
`at` is the offset in the pattern's text and takes no part in comparison, so `parse(str(tree)) == tree`.
"""

import attrs

MANY = 16  # what * and + stand for: {0,16} and {1,16}


def _at() -> int:
    return attrs.field(default=0, eq=False, repr=False)


@attrs.frozen
class Word:
    """Inside `[ ]`: a grammeme, a surface test or a lemma; which one is settled when the rule is checked."""

    name: str
    at: int = _at()

    def __str__(self) -> str:
        return self.name


@attrs.frozen
class Form:
    """`"не"`: the form as written."""

    text: str
    at: int = _at()

    def __str__(self) -> str:
        return f'"{self.text}"'


@attrs.frozen
class Regex:
    """`/[0-9]{4}/` over one whole token."""

    source: str
    at: int = _at()

    def __str__(self) -> str:
        return f"/{self.source}/"


@attrs.frozen
class Lexicon:
    """`#country`: an entry of a lexicon."""

    name: str
    at: int = _at()

    def __str__(self) -> str:
        return f"#{self.name}"


@attrs.frozen
class Not:
    """`!test`."""

    test: "Test"

    def __str__(self) -> str:
        return f"!{_inner(self.test)}"


@attrs.frozen
class AllOf:
    """`a & b`."""

    tests: tuple["Test", ...]

    def __str__(self) -> str:
        return " & ".join(_inner(t) for t in self.tests)


@attrs.frozen
class AnyOf:
    """`a | b`."""

    tests: tuple["Test", ...]

    def __str__(self) -> str:
        return " | ".join(f"({t})" if isinstance(t, AnyOf) else str(t) for t in self.tests)


Test = Word | Form | Regex | Lexicon | Not | AllOf | AnyOf


def _inner(test: "Test") -> str:
    return f"({test})" if isinstance(test, AnyOf | AllOf) else str(test)


@attrs.frozen
class Lemma:
    """`встреча`: some analysis of the token has this lemma."""

    word: str
    at: int = _at()

    def __str__(self) -> str:
        return self.word


@attrs.frozen
class Predicate:
    """`[VERB & past]`: one analysis of the token satisfies the whole test."""

    test: Test
    at: int = _at()

    def __str__(self) -> str:
        return f"[{self.test}]"


@attrs.frozen
class Mention:
    """`<Person|Org>`: a mention of one of these types starts here."""

    types: tuple[str, ...]
    at: int = _at()

    def __str__(self) -> str:
        return f"<{'|'.join(self.types)}>"


@attrs.frozen
class Macro:
    """`%name`: the macro's parsed fragment."""

    name: str
    at: int = _at()

    def __str__(self) -> str:
        return f"%{self.name}"


@attrs.frozen
class List:
    """`list(P, 2..6)`: coordinated P, agreeing in case."""

    body: "Choice"
    low: int = 2
    high: int = MANY
    at: int = _at()

    def __str__(self) -> str:
        bounds = "" if (self.low, self.high) == (2, MANY) else f", {self.low}..{self.high}"
        return f"list({self.body}{bounds})"


@attrs.frozen
class Gap:
    """`..5`: at most five tokens of any kind."""

    width: int
    at: int = _at()

    def __str__(self) -> str:
        return f"..{self.width}"


@attrs.frozen
class Edge:
    """`^` or `$`: the sentence begins or ends here."""

    start: bool
    at: int = _at()

    def __str__(self) -> str:
        return "^" if self.start else "$"


@attrs.frozen
class Look:
    """`(?= )`, `(?! )`, `(?<= )`, `(?<! )`: what stands after or before, without taking it."""

    body: "Choice"
    ahead: bool
    negative: bool
    at: int = _at()

    def __str__(self) -> str:
        return f"(?{'' if self.ahead else '<'}{'!' if self.negative else '='}{self.body})"


@attrs.frozen
class Group:
    """`( … )`."""

    body: "Choice"
    at: int = _at()

    def __str__(self) -> str:
        return f"({self.body})"


Atom = Lemma | Form | Regex | Lexicon | Predicate | Mention | Macro | List | Gap | Edge | Look | Group


@attrs.frozen
class Agreement:
    """`~h:cn`: unify with variable h in case and number."""

    variable: str
    letters: str = "cng"
    at: int = _at()

    def __str__(self) -> str:
        return f"~{self.variable}" + ("" if self.letters == "cng" else f":{self.letters}")


@attrs.frozen
class Morph:
    """`@gent.plur`: the element can stand in this case and number."""

    names: tuple[str, ...]
    at: int = _at()

    def __str__(self) -> str:
        return "@" + ".".join(self.names)


@attrs.frozen
class Element:
    """`[name=] atom [@morph] [~agreement] [quantifier]`."""

    atom: Atom
    name: str | None = None
    morphs: tuple[Morph, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    low: int = 1
    high: int = 1
    at: int = _at()

    def __str__(self) -> str:
        counts = {(1, 1): "", (0, 1): "?", (0, MANY): "*", (1, MANY): "+"}
        exact = f"{{{self.low}}}" if self.low == self.high else f"{{{self.low},{self.high}}}"
        parts = [
            f"{self.name}=" if self.name else "",
            self.atom,
            *self.morphs,
            *self.agreements,
            counts.get((self.low, self.high), exact),
        ]
        return "".join(str(p) for p in parts)


@attrs.frozen
class Choice:
    """Alternatives, each a sequence of elements; the first that leads to a match wins."""

    options: tuple[tuple[Element, ...], ...]

    def __str__(self) -> str:
        return " | ".join(" ".join(str(e) for e in option) for option in self.options)

    def elements(self) -> list[Element]:
        """Every element in it, nested ones included, in the order of the text."""
        found: list[Element] = []
        for option in self.options:
            for element in option:
                found.append(element)
                if isinstance(element.atom, Group | List | Look):
                    found.extend(element.atom.body.elements())
        return found


@attrs.frozen
class SlotType:
    """A slot's declaration: the types it takes (or the words of an enumeration), how many, and a default."""

    names: tuple[str, ...]
    words: tuple[str, ...] = ()
    low: int = 1
    high: int = 1
    default: str | None = None
