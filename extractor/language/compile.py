"""Rule files -> checked program: names resolved, types and slots checked, patterns and frames compiled, triggers
collected.

Comes in: the files of all packs and the morphologies. Goes out: `Rules`; or `RuleError` with every fault of every file.
Does not know documents.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import attrs

from ..lexicon.build import lexicon_name
from ..lexicon.entries import LexiconIndex, LexiconName
from ..text.segment import tokens
from . import compile_frame, tables
from .checks import check_ids, check_made, check_rule, check_types, expand_types, phrase_cycles
from .compile_pattern import Scope, compile_pattern
from .constraints import ConstraintTable
from .declarations import (
    Context,
    Frame,
    LexiconDeclaration,
    MacroDeclaration,
    Phrase,
    Predicate,
    Rule,
    RuleFile,
    TypeDeclaration,
)
from .packs import Loaded, read_packs
from .problems import Problems
from .program import Code, ContextRule, FrameRule, PhraseRule, Program, Rules, Starts, TestedRule
from .triggers import Triggers
from .words import Words


def load_rules(
    paths: Sequence[str | Path], morphologies: Mapping[str, Words], problems: Problems | None = None
) -> Rules:
    """Read, check and compile packs. Raises `RuleError`; warnings are left in `problems` where one is given."""
    problems = problems if problems is not None else Problems()
    loaded = read_packs(paths, problems)
    rules = _Linker(loaded, morphologies, problems).rules()
    problems.stop_if_any()
    return rules


class _Linker:
    """Links the files of all packs into programs."""

    def __init__(self, loaded: Loaded, morphologies: Mapping[str, Words], problems: Problems) -> None:
        self.loaded, self.morphologies, self.problems = loaded, morphologies, problems
        self.files = [file for _, file in loaded.files]
        self.types: dict[str, TypeDeclaration] = {}
        for file in self.files:
            self.types.update({t.name: t for t in file.types})
        self.expanded = expand_types(self.types, problems)
        check_types(self.files, self.expanded, problems)

    def rules(self) -> Rules:
        active = check_ids(self.loaded, self.problems)
        programs = {}
        for lang in sorted({rule.lang for _, _, rule in active}):
            programs[lang] = self.program(
                lang, [(number, file, rule) for number, file, rule in active if rule.lang == lang]
            )
        tested = tuple(
            TestedRule(
                r.id,
                r.place.path,
                r.place.line,
                r.lang,
                type(r).__name__.lower(),
                getattr(r, "emits", ""),
                r.tests,
                number in self.loaded.imported,
            )
            for number, _, r in active
        )
        return Rules(self.types, programs, tested, tuple(f.path for f in self.files))

    def program(self, lang: str, active: list[tuple[int, RuleFile, Rule]]) -> Program:
        words = self.morphologies[lang]
        table = ConstraintTable(lang)
        rows = tables.merged(self.files, lang)
        matching = tables.matching_tables(rows, table)
        frame_tables = tables.frame_tables(rows, self.problems)
        scopes = _Scopes(self, lang, table, words, matching.separators)
        phrases: list[PhraseRule] = []
        frames: list[FrameRule] = []
        contexts: list[ContextRule] = []
        for number, file, rule in active:
            scope = scopes.of(number, file)
            before = len(self.problems.errors)
            captures: set[str] = set()
            if isinstance(rule, Phrase):
                phrases += self.phrase(rule, scope, captures)
            elif isinstance(rule, Frame):
                made = compile_frame.compile_frame(rule, scope, frame_tables, self.slot_types(rule.emits))
                captures = {role.name for frame in made for role in frame.roles}
                frames += made
            elif isinstance(rule, Predicate):
                for frame in compile_frame.expand(rule, frame_tables, scope):
                    frames += compile_frame.compile_frame(frame, scope, frame_tables, self.slot_types(rule.emits))
            elif isinstance(rule, Context):
                contexts += self.context(rule, scope)
            if len(self.problems.errors) == before:
                check_rule(
                    rule, captures, self.types, self.expanded, {r.id for _, _, r in active}, frame_tables, self.problems
                )
        places = {r.id: r.place for _, _, r in active}
        phrase_cycles(phrases, places, self.problems)
        check_made(phrases, frames, places, self.problems)
        in_tests = {
            name
            for c in table.constraints
            for clause in c.clauses
            for part in clause
            for kind, name in part
            if kind == "lexicon"
        }
        lexicons = LexiconIndex.of(self.lexicon_names(lang, scopes.used_lexicons, words), in_tests)
        by_type: dict[str, list[PhraseRule]] = {}
        for phrase in phrases:
            by_type.setdefault(phrase.type, []).append(phrase)
        starts = linked({name: [p.code for p in rules] for name, rules in by_type.items()})

        def close(beginning: Starts) -> Starts:
            return closed(beginning, lambda name: starts.get(name, Starts()))

        def link(code: Code) -> Code:
            entries = code.entries and tuple(
                attrs.evolve(e, after=close(e.after) if e.after else None) for e in code.entries
            )
            inner = tuple(i._replace(code=link(i.code)) if i.code is not None else i for i in code.instructions)
            return attrs.evolve(code, source=inner, starts=close(code.starts), entries=entries)

        ready = {t: tuple(attrs.evolve(r, code=link(r.code)) for r in rs) for t, rs in by_type.items()}
        transparent = frozenset(t.name for t in self.types.values() if t.transparent)
        solid = frozenset().union(*(role.types for frame in frames for role in frame.roles)) - transparent
        silent = frozenset(
            name for name, t in self.types.items() if t.kind == "attribution"
        )  # who says something is no event
        triggers = Triggers(words, lexicons, table.constraints, phrases)
        telling = triggers.filter(
            [f for f in frames if f.type not in silent], [p for p in phrases if p.record and p.type not in silent]
        )
        return Program(
            lang,
            tuple(table.constraints),
            lexicons,
            ready,
            tuple(frames),
            tuple(attrs.evolve(c, code=link(c.code), until=link(c.until) if c.until else None) for c in contexts),
            matching,
            telling,
            transparent,
            silent,
            solid,
            words.analyse,
        )

    def slot_types(self, record: str) -> dict[str, frozenset[str]]:
        """The mention types each slot of a record takes."""
        declared = self.types.get(record)
        if declared is None:
            return {}
        return {
            slot: frozenset().union(*(self.expanded.get(n, frozenset()) for n in kind.names))
            for slot, (kind, _) in declared.slots.items()
        }

    def phrase(self, rule: Phrase, scope: Scope, captures: set[str]) -> list[PhraseRule]:
        if rule.pattern is None:
            return []
        code = compile_pattern(rule.pattern, scope, captures)
        if code is None:
            return []
        is_record = rule.emits in self.types and bool(self.types[rule.emits].identity)
        return [
            PhraseRule(
                rule.id,
                scope.file,
                rule.place.line,
                rule.emits,
                code,
                rule.slots,
                rule.set,
                rule.zip,
                frozenset(rule.overrides),
                rule.priority,
                is_record,
                each=rule.each,
                joins=rule.joins,
            )
        ]

    def context(self, rule: Context, scope: Scope) -> list[ContextRule]:
        if rule.cue is None:
            return []
        code = compile_pattern(rule.cue, scope)
        until = compile_pattern(rule.until, scope) if rule.until is not None else None
        if code is None:
            return []
        return [
            ContextRule(
                rule.id,
                scope.file,
                rule.place.line,
                frozenset(rule.targets),
                code,
                until,
                rule.side,
                rule.within,
                rule.target,
                rule.set,
                frozenset(rule.blocks),
                rule.priority,
                rule.drop,
            )
        ]

    def lexicon_names(self, lang: str, used: set[str], words: Words) -> list[LexiconName]:
        """The names of the lexicons that some rule uses, compiled."""
        names: list[LexiconName] = []
        for file in self.files:
            for declared in file.lexicons:
                if declared.lang == lang and declared.name in used:
                    names += lexicon_names(declared, words)
        return names


def linked(codes: Mapping[str, Sequence[Code]]) -> dict[str, Starts]:
    """What the mentions of each type can begin with, inner mentions included.

    `codes`: the patterns that emit each type.
    """
    found: dict[str, Starts] = {}

    def visit(name: str) -> Starts:
        if name not in found:
            found[name] = Starts()
            found[name] = union([closed(code.starts, visit) for code in codes.get(name, ())])
        return found[name]

    for name in sorted(codes):
        visit(name)
    return found


def closed(starts: Starts, of_type: Callable[[str], Starts]) -> Starts:
    """Beginnings with those of the inner types added."""
    return union([starts, *(of_type(name) for name in sorted(starts.types))])


def union(parts: Sequence[Starts]) -> Starts:
    """Any of several beginnings."""
    bits = 0
    for part in parts:
        bits |= part.bits
    return Starts(
        bits,
        frozenset().union(*(p.lexicons for p in parts)),
        frozenset().union(*(p.types for p in parts)),
        any(p.open for p in parts),
    )


def lexicon_names(declared: LexiconDeclaration, words: Words) -> Iterable[LexiconName]:
    """The matchable names of one lexicon."""
    for entry in declared.entries:
        for name in entry.names:
            parts = tokens(name, 0, len(name))[0]
            if parts:
                yield lexicon_name(
                    declared.name,
                    name,
                    parts,
                    entry.names[0],
                    entry.attributes,
                    declared.lang,
                    words.analyse,
                    entry.forms.get(name, ()),
                    name in entry.exact,
                )


class _Scopes:
    """The scope of each file, made once."""

    def __init__(
        self, linker: _Linker, lang: str, table: ConstraintTable, words: Words, separators: tuple[tuple[int, ...], ...]
    ) -> None:
        self.linker, self.lang, self.table, self.words, self.separators = linker, lang, table, words, separators
        self.made: dict[tuple[int, str], Scope] = {}
        self.used_lexicons: set[str] = set()
        self.everywhere = self._everywhere()

    def of(self, number: int, file: RuleFile) -> Scope:
        key = (number, file.name)
        if key not in self.made:
            visible = self.linker.loaded.visible.get(key, (file,))
            macros: dict[str, MacroDeclaration] = {}
            lexicons: set[str] = set()
            for other in reversed(visible):
                if other.lang in (None, self.lang):
                    macros.update({m.name: m for m in other.macros})
                lexicons |= {x.name for x in other.lexicons if x.lang == self.lang}
            scope = Scope(
                self.lang,
                self.linker.problems,
                self.table,
                self.linker.expanded,
                macros,
                frozenset(lexicons),
                self.everywhere,
                self.words.knows,
                self.words.analyse,
                self.separators,
                file=f"{file.name}.yaml",
            )
            scope.used_lexicons = self.used_lexicons
            self.made[key] = scope
        return self.made[key]

    def _everywhere(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for file in self.linker.files:
            name = file.name.removesuffix(f".{self.lang}")
            found.update({f"%{m.name}": name for m in file.macros})
            found.update({f"#{x.name}": name for x in file.lexicons if x.lang == self.lang})
        return found
