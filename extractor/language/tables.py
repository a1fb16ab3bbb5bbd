"""The word tables of a language: question words, prepositions, coordination, clause borders, constructions of
predicates.

Comes in: the `tables:` of rule files, merged in order. Goes out: `FrameTables` for the compiler of frames and `Tables`
for matching.
The tables are data of the packs; a pack may extend them.
"""

from collections.abc import Sequence
from itertools import chain

from ..morphology.analysis import ALL
from . import syntax as s
from .compile_frame import FrameTables, Question, readings_from
from .constraints import ConstraintTable
from .declarations import RuleFile
from .problems import Problems
from .program import Tables
from .reader import Reader
from .source import Mapping, Node, Scalar

QUESTION_KEYS = ("type", "readings", "prepositions", "side", "subject", "possessive")


def merged(files: Sequence[RuleFile], lang: str) -> dict[str, dict[str, Node]]:
    """The tables of a language, later files adding to or replacing rows of earlier ones."""
    found: dict[str, dict[str, Node]] = {}
    for file in files:
        if file.lang == lang:
            for name, table in file.tables.items():
                found.setdefault(name, {}).update(table.items)
    return found


def frame_tables(rows: dict[str, dict[str, Node]], problems: Problems) -> FrameTables:
    """The tables that frames are compiled with."""
    questions = {
        word: _question(node, problems) for word, node in rows.get("questions", {}).items() if isinstance(node, Mapping)
    }
    prepositions = {word: readings_from(_texts(node)) for word, node in rows.get("prepositions", {}).items()}
    constructions = {
        name: node.text for name, node in rows.get("constructions", {}).items() if isinstance(node, Scalar)
    }
    return FrameTables(questions, prepositions, constructions)


def _question(node: Mapping, problems: Problems) -> Question:
    for key, place in node.keys.items():
        if key not in QUESTION_KEYS:
            problems.error(
                place, "unknown-key", f"no key '{key}' in a question word", f"there is {', '.join(QUESTION_KEYS)}"
            )
    reader = Reader("", None, node, problems)
    prepositions = node.items.get("prepositions")
    carried = (
        {w: readings_from(_texts(r)) for w, r in prepositions.items.items()}
        if isinstance(prepositions, Mapping)
        else {}
    )
    need = readings_from(_texts(node.items["readings"])) if "readings" in node.items else ALL
    return Question(
        reader.text(node, "type") or None,
        need,
        tuple(carried.items()),
        reader.text(node, "side"),
        reader.flag(node, "subject"),
        reader.flag(node, "possessive"),
    )


def _texts(node: Node) -> tuple[str, ...]:
    if isinstance(node, Scalar):
        return (node.text,) if node.value is not None else ()
    return tuple(chain.from_iterable(_texts(item) for item in node)) if not isinstance(node, Mapping) else ()


def matching_tables(rows: dict[str, dict[str, Node]], table: ConstraintTable) -> Tables:
    """The tables that matching uses: coordinators and the borders of clauses, as constraint indices."""
    borders = rows.get("borders", {})

    def any_form(name: str) -> int:
        words = _texts(borders[name]) if name in borders else ()
        return (
            table.add_test(s.AnyOf(tuple(s.Form(w) for w in words)))
            if words
            else table.add_test(s.AllOf((s.Word("PNCT"), s.Word("NOUN"))))
        )

    def any_lemma(name: str) -> int:
        words = _texts(borders[name]) if name in borders else ()
        return (
            table.add_test(s.AnyOf(tuple(s.Word(w) for w in words)))
            if words
            else table.add_test(s.AllOf((s.Word("PNCT"), s.Word("NOUN"))))
        )

    embedded = s.AllOf((s.AnyOf((s.Word("PRTF"), s.Word("GRND"))), s.Not(s.Word("NOUN"))))
    return Tables(
        separators(rows, table),
        any_form("hard"),
        any_lemma("subordinators"),
        any_lemma("relative"),
        any_lemma("conjunctions"),
        table.add_test(
            s.AnyOf((s.Word("VERB"), s.Word("PRTS"), s.Word("PRED")) if table.lang == "ru" else (s.Word("VERB"),))
        ),
        table.add_test(s.Form(",")),
        table.add_test(s.Word("PREP")),
        table.add_test(embedded),
        any_lemma("saying"),
    )


def separators(rows: dict[str, dict[str, Node]], table: ConstraintTable) -> tuple[tuple[int, ...], ...]:
    """What stands between the members of a coordination, longest first: `, а также`, `и`, `,`."""
    words = chain.from_iterable(_texts(node) for node in rows.get("coordination", {}).values())
    split = sorted({tuple(w.split()) for w in words}, key=lambda w: (-len(w), w))
    return tuple(tuple(table.add_test(s.Form(part)) for part in parts) for parts in split)
