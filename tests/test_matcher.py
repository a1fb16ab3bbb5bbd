"""The compiled matcher against the naive one, on random patterns over random small texts."""

from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.language import parse
from extractor.language import syntax as s
from extractor.language.compile_pattern import PatternMaker, Scope, first_of, packed
from extractor.language.constraints import Constraint, ConstraintTable
from extractor.language.declarations import Pattern
from extractor.language.problems import Place, Problems
from extractor.language.program import MATCH, Code, Filter, Instruction, Program, Tables
from extractor.language.source import Scalar
from extractor.lexicon.entries import LexiconIndex
from extractor.matching.chart import Chart
from extractor.matching.forms import FIRST, Vocabulary
from extractor.matching.machine import run
from extractor.morphology.russian import Russian

from .naive import Naive

RUSSIAN = Russian()
WORDS = [
    "стали",
    "директором",
    "генеральному",
    "встреча",
    "и",
    ",",
    "президента",
    "Совет",
    "не",
    "министра",
    "Анны",
    "стол",
    "столы",
    "новой",
]
LEMMAS = ["стать", "сталь", "директор", "генеральный", "встреча", "президент", "совет", "стол", "анна"]
GRAMMEMES = ["NOUN", "VERB", "ADJF", "plur", "sing", "gent", "past", "cap", "first", "masc"]
SEPARATORS = [(",",), ("и",), (",", "и")]

words = st.sampled_from([s.Word(w) for w in GRAMMEMES + LEMMAS]) | st.just(s.Form("не")) | st.just(s.Form("Совет"))
tests = st.recursive(
    words,
    lambda t: (
        st.builds(s.Not, t)
        | st.builds(lambda a, b: s.AllOf((a, b)), t, t)
        | st.builds(lambda a, b: s.AnyOf((a, b)), t, t)
    ),
    max_leaves=3,
)
atoms = st.sampled_from([s.Lemma(w) for w in LEMMAS]) | st.builds(s.Predicate, tests) | st.just(s.Form("не"))
morphs = st.sampled_from([(), (), (), (s.Morph(("gent",)),), (s.Morph(("ablt",)),), (s.Morph(("nomn", "plur")),)])
agreements = st.sampled_from([(), (), (s.Agreement("h"),), (s.Agreement("h", "cn"),), (s.Agreement("k", "c"),)])
counts = st.sampled_from([(1, 1), (1, 1), (1, 1), (0, 1), (0, 2), (1, 3), (0, 16)])
names = st.sampled_from([None, None, "head", "x"])


def _element(atom: Any, name: str | None, morph: Any, agree: Any, count: tuple[int, int]) -> s.Element:
    return s.Element(atom, name, morph, agree, *count)


single = st.builds(_element, atoms, names, morphs, agreements, counts)
fixed = st.builds(
    lambda a: s.Element(a), st.sampled_from([s.Gap(1), s.Gap(2), s.Edge(True), s.Edge(False)])
) | st.builds(
    lambda body, ahead, negative: s.Element(s.Look(body, ahead, negative)),
    st.builds(lambda a: s.Choice(((s.Element(a),),)), atoms),
    st.booleans(),
    st.booleans(),
)


def _choice(options: list[list[s.Element]]) -> s.Choice:
    return s.Choice(tuple(tuple(o) for o in options))


def _nested(inner: st.SearchStrategy[s.Element]) -> st.SearchStrategy[s.Element]:
    body = st.builds(_choice, st.lists(st.lists(inner, min_size=1, max_size=2), min_size=1, max_size=2))
    group = st.builds(
        lambda b, n, m, a, c: _element(s.Group(b), n, m, a, c),
        body,
        names,
        morphs,
        agreements,
        st.sampled_from([(1, 1), (0, 1), (1, 2)]),
    )
    listed = st.builds(
        lambda b, n, m, bounds: _element(s.List(b, *bounds), n, m, (), (1, 1)),
        body,
        names,
        morphs,
        st.sampled_from([(1, 2), (2, 3)]),
    )
    return group | listed


elements = st.recursive(single, _nested, max_leaves=4) | fixed
patterns = st.builds(_choice, st.lists(st.lists(elements, min_size=1, max_size=3), min_size=1, max_size=2))


def compiled(tree: s.Choice) -> tuple[Code, ConstraintTable]:
    table = ConstraintTable("ru")
    separators = tuple(tuple(table.add_test(s.Form(w)) for w in ws) for ws in SEPARATORS)
    scope = Scope("ru", Problems(), table, {}, {}, frozenset(), {}, lambda w: True, RUSSIAN.analyse, separators)
    maker = PatternMaker(Pattern(tree, Scalar("", "", Place("test"))), scope)
    maker.choice(tree)
    maker.emit(Instruction(MATCH))
    return packed(maker.settled(), 1 + len(maker.variables) + maker.lists), table


def program(constraints: tuple[Constraint, ...]) -> Program:
    """A program of nothing but constraints."""
    given = {
        "lang": "ru",
        "constraints": constraints,
        "lexicons": LexiconIndex([], {}, {}),
        "tables": Tables(),
        "analyse": RUSSIAN.analyse,
    }
    given["filter"] = Filter({}, {}, 0, frozenset(), True)
    empty = {"tuple": (), "dict": {}, "frozenset": frozenset()}
    return Program(
        **{f.name: given.get(f.name, empty.get(str(f.type).split("[")[0])) for f in attrs.fields(Program) if f.init}
    )


@given(patterns, st.lists(st.sampled_from(WORDS), min_size=1, max_size=6))
@settings(
    max_examples=1000,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_compiled_and_naive_agree(tree: s.Choice, text: list[str]) -> None:
    code, table = compiled(tree)
    vocabulary = Vocabulary(program(tuple(table.constraints)), RUSSIAN.analyse)
    forms = [vocabulary.form(w, FIRST if i == 0 else 0) for i, w in enumerate(text)]
    chart = Chart(vocabulary.program, forms, list(range(len(text))), list(range(len(text))))
    naive = Naive(text, [f.analyses for f in forms], SEPARATORS)
    for start in range(len(text)):
        fast = {
            readings: (end, tuple((n, i.start, i.end) for n, i in captured))
            for end, readings, _, captured in run(code, chart, start)
        }
        assert fast == naive.matches(tree, start)
        assert not fast or forms[start].can_start(code.starts) or first_of(code.instructions)[1]


@given(patterns)
@settings(max_examples=300, deadline=None, derandomize=True)
def test_a_printed_pattern_parses_back(tree: s.Choice) -> None:
    assert parse.pattern(str(tree)) == parse.pattern(str(parse.pattern(str(tree))))


@pytest.mark.parametrize("path", sorted((Path(__file__).parent.parent / "rules").rglob("*.yaml")), ids=lambda p: p.stem)
def test_shipped_patterns_print_and_parse(path: Path) -> None:
    from extractor.language.packs import Pack, _name, _read

    root = path.parent.parent
    file = _read(Pack(root, {_name(path, root): path}), _name(path, root), Problems())
    for rule in file.rules if file else ():
        for pattern in (getattr(rule, "pattern", None), getattr(rule, "frame", None), getattr(rule, "cue", None)):
            if pattern is not None:
                assert parse.pattern(str(pattern.tree)) == pattern.tree
