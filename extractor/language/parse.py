"""Pattern text -> syntax tree, by Lark (LALR) from `grammars/`.

Comes in: the text of a pattern, a frame, a cue, a macro or a slot type. Goes out: a tree, or a `SyntaxFault` with
offset, message and hint in the author's terms. Does not know files.
"""

from functools import cache
from typing import Any

import attrs
from lark import Lark, Token, Transformer, UnexpectedCharacters, UnexpectedEOF, UnexpectedInput, UnexpectedToken, v_args
from lark.exceptions import VisitError

from ..resources import grammar
from . import syntax as s

LONGEST = 4000  # characters of one pattern
DEEPEST = 20  # nested brackets


@attrs.frozen
class SyntaxFault(Exception):
    """A pattern that cannot be parsed: where (offset), what, and the cure."""

    at: int
    message: str
    hint: str = ""


def pattern(text: str) -> s.Choice:
    """Parse a pattern, frame or cue. Raises `SyntaxFault`."""
    _check_size(text)
    try:
        return _build().transform(_parser().parse(text))  # type: ignore[no-any-return]
    except UnexpectedInput as fault:
        raise _explain(text, fault) from None
    except VisitError as fault:
        if isinstance(fault.orig_exc, SyntaxFault):
            raise fault.orig_exc from None
        raise


@cache
def _parser() -> Lark:
    return Lark(grammar("pattern.lark"), parser="lalr", propagate_positions=True)


@cache
def _build() -> "_Build":
    return _Build()


def _check_size(text: str) -> None:
    if len(text) > LONGEST:
        raise SyntaxFault(0, f"a pattern has at most {LONGEST} characters", "use macros")
    depth = 0
    for at, char in enumerate(text):
        depth += (char in "([") - (char in ")]")
        if depth > DEEPEST:
            raise SyntaxFault(at, f"brackets are nested more than {DEEPEST} deep", "use macros")


def _explain(text: str, fault: UnexpectedInput) -> SyntaxFault:
    """Our words for Lark's error, by what stood there and what was open."""
    at = len(text.rstrip()) if isinstance(fault, UnexpectedEOF) else (fault.pos_in_stream or 0)
    if isinstance(fault, UnexpectedToken) and fault.token.type == "$END":
        at = len(text.rstrip())
    open_bracket = _unclosed(text)
    if at >= len(text.rstrip()):
        if open_bracket is not None:
            return SyntaxFault(
                open_bracket, f"this '{text[open_bracket]}' is never closed", f"add '{CLOSING[text[open_bracket]]}'"
            )
        return SyntaxFault(max(0, at - 1), "the pattern ends too early", "an element is missing here")
    if isinstance(fault, UnexpectedCharacters):
        return SyntaxFault(at, f"'{text[at]}' means nothing here", CHARACTER_HINTS.get(text[at], ""))
    token = text[at : at + len(getattr(fault, "token", "x")) or 1]
    hint = next((h for start, h in TOKEN_HINTS if token.startswith(start)), "")
    return SyntaxFault(at, f"'{token}' cannot stand here", hint)


CLOSING = {"(": ")", "[": "]", "<": ">"}
CHARACTER_HINTS = {
    '"': 'a form is written "так", with both quotes on one line',
    "/": "a regular expression is written /…/ with both slashes",
    "#": "a lexicon is written #name",
    "%": "a macro is written %name",
    "@": "a case is written @ablt, right after its element",
    "~": "agreement is written ~h or ~h:cn",
    ".": "a gap is written ..5",
    "{": "a quantifier is written {2} or {2,5}",
    "-": "a hyphen stands only inside a word",
    "<": "a mention is written <Person> or <Person|Org>",
    "\\": "write a backslash only inside /…/",
}
TOKEN_HINTS = (
    (")", "there is no '(' that it closes, or nothing stands inside"),
    ("]", "there is no '[' that it closes, or nothing stands inside"),
    ("|", "something must stand on both sides of '|'"),
    ("?", "a quantifier stands right after its element"),
    ("*", "a quantifier stands right after its element"),
    ("+", "a quantifier stands right after its element"),
    ("{", "a quantifier stands right after its element"),
    ("@", "a case stands right after its element, before the quantifier"),
    ("~", "agreement stands right after its element, before the quantifier"),
    (">", "a type's name begins with a capital: <Person>"),
)


def _unclosed(text: str) -> int | None:
    """Offset of the last bracket that is never closed, outside of forms and regular expressions."""
    stack, quote = [], ""
    for at, char in enumerate(text):
        if quote:
            quote = "" if char == quote and text[at - 1] != "\\" else quote
        elif char in '"/':
            quote = char
        elif char in "([" or (char == "<" and (at == 0 or text[at - 1] != "?")):
            stack.append(at)
        elif char in ")]>" and stack:
            stack.pop()
    return stack[-1] if stack else None


def _counts(token: Token | None) -> tuple[int, int]:
    if token is None:
        return 1, 1
    fixed = {"?": (0, 1), "*": (0, s.MANY), "+": (1, s.MANY)}
    if str(token) in fixed:
        return fixed[str(token)]
    numbers = [int(n) for n in token[1:-1].split(",")]
    low, high = numbers[0], numbers[-1]
    if high < low or high == 0 or high > 64:
        raise SyntaxFault(
            token.start_pos or 0, f"the quantifier {token} is impossible", "counts run from 0 to 64, the smaller first"
        )
    return low, high


@v_args(inline=True)
class _Build(Transformer[Token, Any]):
    """Lark's tree -> ours."""

    def choice(self, *options: Any) -> s.Choice:
        return s.Choice(tuple(options))

    def sequence(self, *elements: Any) -> Any:
        return elements

    def element(self, name: Token | None, atom: Any, *rest: Any) -> s.Element:
        *modifiers, counts = rest
        low, high = _counts(counts)
        morphs = tuple(m for m in modifiers if isinstance(m, s.Morph))
        agreements = tuple(m for m in modifiers if isinstance(m, s.Agreement))
        at = name.start_pos if name is not None else atom.at
        return s.Element(atom, str(name)[:-1] if name is not None else None, morphs, agreements, low, high, at or 0)

    def quantifier(self, token: Token) -> Token:
        return token

    def lemma(self, t: Token) -> s.Lemma:
        return s.Lemma(str(t), t.start_pos or 0)

    def form(self, t: Token) -> s.Form:
        return s.Form(str(t)[1:-1], t.start_pos or 0)

    def regex(self, t: Token) -> s.Regex:
        return s.Regex(str(t)[1:-1], t.start_pos or 0)

    def lexicon(self, t: Token) -> s.Lexicon:
        return s.Lexicon(str(t)[1:], t.start_pos or 0)

    def macro(self, t: Token) -> s.Macro:
        return s.Macro(str(t)[1:], t.start_pos or 0)

    def gap(self, t: Token) -> s.Gap:
        return s.Gap(int(t[2:]), t.start_pos or 0)

    def mention(self, *names: Token) -> s.Mention:
        return s.Mention(tuple(str(n) for n in names), (names[0].start_pos or 1) - 1)

    def predicate(self, test: Any) -> s.Predicate:
        return s.Predicate(test, max(0, _first_at(test) - 1))

    def list(self, opening: Token, body: s.Choice, low: Token | None, high: Token | None) -> s.List:
        bounds = (2, s.MANY) if low is None or high is None else (int(low), int(high))
        if not 1 <= bounds[0] <= bounds[1] <= 64:
            raise SyntaxFault(opening.start_pos or 0, "the bounds of this list are impossible", "write list(P, 2..6)")
        return s.List(body, *bounds, opening.start_pos or 0)

    def start_edge(self) -> s.Edge:
        return s.Edge(True)

    def end_edge(self) -> s.Edge:
        return s.Edge(False)

    def look(self, opening: Token, body: s.Choice) -> s.Look:
        return s.Look(body, "<" not in opening, "!" in opening, opening.start_pos or 0)

    def group(self, body: s.Choice) -> s.Group:
        first = body.options[0][0]
        return s.Group(body, max(0, first.at - 1))

    def morph(self, t: Token) -> s.Morph:
        return s.Morph(tuple(t[1:].split(".")), t.start_pos or 0)

    def agree(self, t: Token) -> s.Agreement:
        variable, _, letters = t[1:].partition(":")
        return s.Agreement(variable, letters or "cng", t.start_pos or 0)

    def word(self, t: Token) -> s.Word:
        return s.Word(str(t), t.start_pos or 0)

    def any_of(self, *tests: Any) -> Any:
        return tests[0] if len(tests) == 1 else s.AnyOf(tests)

    def all_of(self, *tests: Any) -> Any:
        return tests[0] if len(tests) == 1 else s.AllOf(tests)

    def not_of(self, test: Any) -> s.Not:
        return s.Not(test)


def _first_at(test: s.Test) -> int:
    if isinstance(test, s.AllOf | s.AnyOf):
        return _first_at(test.tests[0])
    return _first_at(test.test) if isinstance(test, s.Not) else test.at


def slot_type(text: str) -> s.SlotType:
    """Parse `Actor{2,}`, `Place?`, `enum(a, b) = a`, `Person | Org`. Raises `SyntaxFault`."""
    try:
        tree: Any = _type_parser().parse(text)
    except UnexpectedInput as fault:
        hint = "write Person, Place?, Topic*, Actor{2,}, or enum(a, b) = a"
        raise SyntaxFault(max(0, fault.pos_in_stream or 0), "this is not a type", hint) from None
    kind, many, default = tree.children
    low, high = (1, 1) if many is None else {"?": (0, 1), "*": (0, 64), "+": (1, 64)}.get(str(many), (0, 0))
    if (low, high) == (0, 0):
        first, last = many[1:-1].split(",")
        low, high = int(first), int(last or 64)
    words = tuple(str(w) for w in kind.children)
    default = None if default is None else str(default)
    return (
        s.SlotType((), words, low, high, default) if kind.data == "enum" else s.SlotType(words, (), low, high, default)
    )


@cache
def _type_parser() -> Lark:
    return Lark(grammar("type.lark"), parser="lalr", maybe_placeholders=True)
