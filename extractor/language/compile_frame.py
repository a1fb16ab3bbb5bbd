"""Frames and predicates -> frame rules: a trigger and its typed roles.

Comes in: parsed frames, the tables of question words, prepositions and constructions. Goes out: `FrameRule`s; faults of
meaning go to the problems. Does not know documents.

A predicate is sugar: each construction of its language (a table in the rule files) is a frame with holes, filled with
the predicate's words and roles, parsed and compiled like any frame an author writes.
"""

import re
from collections.abc import Iterator

import attrs

from ..morphology.analysis import ALL, Analysis, readings_of
from . import parse
from . import syntax as s
from .compile_pattern import PatternMaker, Scope
from .constraints import ALIASES, Constraint
from .declarations import Frame, Pattern, Predicate
from .homes import where_or_like
from .problems import Place
from .program import MOST_ROLES, FrameRule, Role, TriggerWord

NOMINATIVE = readings_of(frozenset({"nomn"}))
GENITIVE = readings_of(frozenset({"gent"}))
VERBAL = frozenset({"VERB", "INFN", "GRND", "PRTF", "PRTS"})
BESIDE_NOUN = "beside noun"  # of a role that is written with its preposition, while the frame is read
HOLE = re.compile(r"\{(\w+)(?::([^{}]+))?\}(\?)?")


@attrs.frozen
class Question:
    """What a question word stands for: mention type (None: that of the slot), readings, prepositions it carries itself,
    position.
    """

    type: str | None = None
    need: int = ALL
    prepositions: tuple[tuple[str, int], ...] = ()
    side: str = ""
    subject: bool = False
    possessive: bool = False


@attrs.frozen
class FrameTables:
    """The tables of one language that frames are read with."""

    questions: dict[str, Question]
    prepositions: dict[str, int]
    constructions: dict[str, str]
    actor: str = "Actor"


@attrs.define
class _Draft:
    """The parts of a frame while it is read."""

    roles: list[Role] = attrs.field(factory=list)
    words: list[tuple[s.Test, int, s.Element, bool]] = attrs.field(factory=list)


def compile_frame(
    frame: Frame, scope: Scope, tables: FrameTables, slot_types: dict[str, frozenset[str]]
) -> list[FrameRule]:
    """One rule for each top-level alternative of the frame.

    `slot_types`: the mention types each slot of the emitted record takes.
    """
    if frame.frame is None:
        return []
    found = []
    for option in frame.frame.tree.options:
        rule = _Reader(frame, scope, tables, slot_types).rule(option)
        if rule is not None:
            found.append(rule)
    return found


def expand(predicate: Predicate, tables: FrameTables, scope: Scope) -> Iterator[Frame]:
    """The frames of all constructions that the predicate's words and roles fill."""
    for name, template in tables.constructions.items():
        text = _fill(template, predicate)
        if text is None:
            continue
        try:
            tree = parse.pattern(text)
        except parse.SyntaxFault as fault:
            scope.problems.error(
                predicate.place,
                "bad-construction",
                f"the construction '{name}' gives '{text}': {fault.message}",
                fault.hint,
            )
            continue
        pattern = Pattern(tree, _Generated(predicate.place, text))  # type: ignore[arg-type]
        yield Frame(
            id=predicate.id,
            place=predicate.place,
            lang=predicate.lang,
            overrides=predicate.overrides,
            priority=predicate.priority,
            emits=predicate.emits,
            frame=pattern,
            set=predicate.set,
            keys=predicate.keys,
            construction=name,
            joins=predicate.joins,
        )


@attrs.frozen(eq=False)
class _Generated:
    """Stands in for the scalar of a frame that was made from a predicate: every fault points to the predicate."""

    place: Place
    text: str

    def at(self, offset: int, length: int = 1) -> Place:
        return self.place


def _fill(template: str, predicate: Predicate) -> str | None:
    """A construction with its holes filled; None where the predicate has no words for it."""
    roles = [(key.split(), slot) for key, slot, _ in predicate.roles]
    subject = next((r for r in roles if r[0] in (["кто"], ["who"])), None)
    object_ = next(
        (
            r
            for r in roles
            if len(r[0]) == 1 and r[0][0] in ("кого", "что", "чему", "кому", "whom", "what") and r is not subject
        ),
        None,
    )
    missing = False

    def hole(match: re.Match[str]) -> str:
        nonlocal missing
        kind, form, optional = match.groups()
        if kind in ("verbs", "nouns", "do", "held"):
            words = predicate.words.get(kind, ())
            missing = missing or not words
            return " | ".join(words)
        if kind in ("subject", "object"):
            role = subject if kind == "subject" else object_
            if role is None:
                missing = missing or (kind == "object" and not optional)
                return ""
            *prepositions, question = (form or " ".join(role[0])).split()
            text = " ".join([*prepositions, f"{role[1]}={question}"])
            return f"({text})?" if optional else text
        if kind == "symmetric":
            missing = missing or not predicate.symmetric
            return ""
        others = [r for r in roles if r is not subject and not (kind == "others" and r is object_)]
        return " ".join(f"({' '.join([*key[:-1], f'{slot}={key[-1]}'])})?" for key, slot in others)

    text = HOLE.sub(hole, template)
    return None if missing else text


class _Reader:
    """Reads one alternative of a frame."""

    def __init__(self, frame: Frame, scope: Scope, tables: FrameTables, slot_types: dict[str, frozenset[str]]) -> None:
        assert frame.frame is not None
        self.frame, self.scope, self.tables, self.slot_types = frame, scope, tables, slot_types
        self.pattern = frame.frame
        self.maker = PatternMaker(self.pattern, scope)
        self.draft = _Draft()

    def rule(self, option: tuple[s.Element, ...]) -> FrameRule | None:
        before = len(self.scope.problems.errors)
        self.items(option, False)
        words = self.draft.words
        if not words and len(self.scope.problems.errors) == before:
            self.maker.fault(
                0, "no-trigger", "this frame has no trigger", "write the verb or noun that the roles belong to"
            )
        if len(self.draft.roles) > MOST_ROLES:
            self.maker.fault(
                0, "too-many-roles", f"a frame has at most {MOST_ROLES} roles, this one {len(self.draft.roles)}"
            )
        if not self.draft.roles:
            self.maker.fault(
                0,
                "no-role",
                "this frame has no role",
                "write who and what the event is about: кто, с кем, doc=<Document>",
            )
        if len(self.scope.problems.errors) > before:
            return None
        trigger = self.trigger()
        if trigger is None:
            return None
        anchor, companions, verbal = trigger
        roles = tuple(self.adjusted(role, verbal) for role in self.draft.roles)
        slots = dict(self.frame.slots) or {r.name: (r.name,) for r in roles}
        constraint = self.scope.table.constraints[anchor.bit]
        return FrameRule(
            self.frame.id,
            self.scope.file,
            self.frame.place.line,
            self.frame.emits,
            anchor,
            companions,
            roles,
            slots,
            dict(self.frame.set),
            self.frame.across,
            frozenset(self.frame.overrides),
            self.frame.priority,
            verbal,
            constraint.lemmas(),
            self.frame.construction,
            self.voice(constraint) if verbal else None,
            self.frame.each,
            self.frame.joins,
        )

    def voice(self, constraint: Constraint) -> str | None:
        """English only: a trigger that is a participle and no finite verb is passive, other verbs are active."""
        if self.scope.lang != "en":
            return None
        parts = {name for wanted, _ in constraint.clauses for kind, name in wanted if kind == "grammeme"}
        return "passive" if "PRTF" in parts and "VERB" not in parts else "active"

    # -- roles -----------------------------------------------------------------------------------------------------

    def items(self, elements: tuple[s.Element, ...], optional: bool) -> None:
        pending: list[s.Element] = []  # prepositions that wait for their role
        for position, element in enumerate(elements):
            optional_here = optional or element.low == 0
            role = self.role(element, pending, optional_here)
            if role is not None:
                self.draft.roles.append(role)
                pending = []
            elif isinstance(element.atom, s.Group) and self.has_role(element.atom.body):
                self.flush(pending)
                pending = []
                for option in element.atom.body.options:
                    self.items(option, optional_here or len(element.atom.body.options) > 1)
            elif self.is_preposition(element) and position + 1 < len(elements):
                pending.append(element)
            else:
                self.flush(pending)
                self.word(element, bool(pending))
                pending = []
        self.flush(pending)

    def flush(self, pending: list[s.Element]) -> None:
        for element in pending:
            self.draft.words.append((s.AllOf((s.Word("PREP"), s.Word(self.word_of(element)))), ALL, element, False))

    def has_role(self, body: s.Choice) -> bool:
        return any(
            self.question(e) is not None or isinstance(e.atom, s.Mention | s.List) or self.is_letter(e)
            for e in body.elements()
        )

    def is_preposition(self, element: s.Element) -> bool:
        return (
            isinstance(element.atom, s.Lemma)
            and element.name is None
            and element.atom.word.lower() in self.tables.prepositions
        )

    def question(self, element: s.Element) -> Question | None:
        return self.tables.questions.get(element.atom.word.lower()) if isinstance(element.atom, s.Lemma) else None

    @staticmethod
    def is_letter(element: s.Element) -> bool:
        return isinstance(element.atom, s.Lemma) and len(element.atom.word) == 1 and element.atom.word.isupper()

    def role(self, element: s.Element, pending: list[s.Element], optional: bool) -> Role | None:
        atom = element.atom
        question = self.question(element)
        if question is not None and isinstance(atom, s.Lemma):
            return self.question_role(element, atom.word, question, pending, optional)
        if isinstance(atom, s.List):
            inner = [e.atom for e in atom.body.elements() if isinstance(e.atom, s.Mention)]
            return self.typed_role(element, inner[0], pending, optional, plural=True) if inner else None
        if isinstance(atom, s.Mention):
            return self.typed_role(element, atom, pending, optional)
        if self.is_letter(element) and isinstance(atom, s.Lemma):
            return self.letter_role(element, atom.word, pending, optional)
        return None

    def question_role(
        self, element: s.Element, word: str, question: Question, pending: list[s.Element], optional: bool
    ) -> Role:
        name = element.name or " ".join([*(self.word_of(p) for p in pending), word.lower()])
        types = self.types_of(question.type, name, element)
        need = self.maker.need(element.morphs) if element.morphs else question.need
        own = [(p, question.need if question.need != ALL else r) for p, r in question.prepositions]
        prepositions = self.prepositions(pending, need) + tuple((self.preposition_bit(p), r) for p, r in own)
        side = "possessive" if question.possessive else BESIDE_NOUN if pending else question.side
        return Role(
            name, types, need, prepositions, side, question.subject and not pending, optional, adverbial=bool(own)
        )

    def types_of(self, declared: str | None, name: str, element: s.Element) -> frozenset[str]:
        """The types a question word takes: its own, or those of the slot it fills."""
        if declared is not None:
            self.check_type(declared, element)
            return self.scope.types.get(declared, frozenset())
        for slot, sources in (self.frame.slots or {name: (name,)}).items():
            if any(source.partition(".")[0] == name for source in sources):
                return self.slot_types.get(slot, frozenset())
        return frozenset()

    def check_type(self, name: str, element: s.Element) -> None:
        if name not in self.scope.types:
            self.maker.fault(
                element.at,
                "unknown-type",
                f"no type '{name}'",
                where_or_like(name, self.scope.types),
                len(str(element)),
            )
        self.scope.used_types |= self.scope.types.get(name, frozenset())

    def typed_role(
        self, element: s.Element, atom: s.Mention, pending: list[s.Element], optional: bool, plural: bool = False
    ) -> Role:
        types = self.maker.types(atom)
        need = self.maker.need(element.morphs)
        if pending and not element.morphs:
            need = self.tables.prepositions[self.word_of(pending[-1])]
        side, subject = self.place_of(pending, need)
        name, prepositions = element.name or "|".join(atom.types), self.prepositions(pending, need)
        return Role(name, types, need, prepositions, side, subject, optional, plural=plural)

    def place_of(self, pending: list[s.Element], need: int) -> tuple[str, bool]:
        """(side, subject?) of a typed role: Russian tells by preposition or case, English by the side of the trigger it
        is written on.
        """
        if pending:
            return BESIDE_NOUN, False
        if self.scope.lang == "ru":
            return "", need == NOMINATIVE and not any(role.subject for role in self.draft.roles)
        return ("right", False) if self.draft.words else ("left", True)

    def letter_role(self, element: s.Element, word: str, pending: list[s.Element], optional: bool) -> Role:
        """A lone capital is an Actor: its case that of the preposition before it, else subject for the first and object
        for the second.
        """
        self.check_type(self.tables.actor, element)
        types = self.scope.types.get(self.tables.actor, frozenset())
        subject_given = any(r.subject for r in self.draft.roles)
        if pending:
            need = self.tables.prepositions[self.word_of(pending[-1])]
            return Role(word, types, need, self.prepositions(pending, need), BESIDE_NOUN, False, optional)
        model = self.tables.questions.get(
            ("кого" if subject_given else "кто") if self.scope.lang == "ru" else ("whom" if subject_given else "who")
        )
        need, side = (model.need, model.side) if model is not None else (ALL, "")
        return Role(word, types, need, (), side, not subject_given, optional)

    def prepositions(self, pending: list[s.Element], need: int) -> tuple[tuple[int, int], ...]:
        found = []
        for element in pending:
            word = self.word_of(element)
            found.append((self.preposition_bit(word), need if need != ALL else self.tables.prepositions[word]))
        return tuple(found[-1:])

    def preposition_bit(self, word: str) -> int:
        return self.scope.table.add_test(s.AllOf((s.Word("PREP"), s.Word(word))))

    @staticmethod
    def word_of(element: s.Element) -> str:
        return element.atom.word.lower() if isinstance(element.atom, s.Lemma) else str(element.atom)

    def adjusted(self, role: Role, verbal: bool) -> Role:
        """A bare genitive belongs to a noun of the trigger and stands right after it; «с кем» of a noun without a verb
        stands after it.
        """
        russian = self.scope.lang == "ru"
        nominal = any(not is_verb and not self.is_function(element) for _, _, element, is_verb in self.draft.words)
        near = russian and nominal and not role.prepositions and role.need & GENITIVE == role.need
        near = near or (
            not russian
            and nominal
            and [b for b, _ in role.prepositions] in ([self.preposition_bit("of")], [self.preposition_bit("between")])
        )
        side = "" if role.side == BESIDE_NOUN else role.side
        if (not verbal and (near or role.side == BESIDE_NOUN)) or (
            not russian and not nominal and role.side == BESIDE_NOUN
        ):
            side = "right"
        return attrs.evolve(role, adjacent=near, side=side)

    # -- trigger ---------------------------------------------------------------------------------------------------

    def word(self, element: s.Element, _after_preposition: bool) -> None:
        """A word of the trigger: lemmatised, unless it is a test or a form."""
        atom = element.atom
        need = self.maker.need(element.morphs)
        if isinstance(atom, s.Predicate):
            self.maker.check_test(atom.test)
            self.draft.words.append((atom.test, need, element, self.is_verbal(atom.test)))
        elif isinstance(atom, s.Form | s.Lexicon):
            if isinstance(atom, s.Lexicon):
                self.maker.check_lexicon(atom)
            self.draft.words.append((atom, need, element, False))
        elif isinstance(atom, s.Lemma):
            self.lemmatised(element, atom.word, need)
        elif isinstance(atom, s.Group) and all(
            len(o) == 1 and isinstance(o[0].atom, s.Lemma) for o in atom.body.options
        ):
            self.alternatives(element, atom, need)
        else:
            self.maker.fault(
                element.at,
                "bad-element",
                f"'{element}' is neither a role nor a word of the trigger",
                "use a phrase for it",
                len(str(element)),
            )

    def alternatives(self, element: s.Element, atom: s.Group, need: int) -> None:
        """`(подписать | заключить)`: one trigger word with several lemmas."""
        tests = []
        for option in atom.body.options:
            word = option[0].atom
            assert isinstance(word, s.Lemma)
            chosen = self.reading(option[0], word.word)
            if chosen is None:
                return
            tests.append(chosen)
        verbal = tests[0].pos in VERBAL
        words = tuple(s.Word(a.lemma) for a in tests)
        test = s.AllOf((self.part(tests[0]), s.AnyOf(words) if len(words) > 1 else words[0]))
        self.draft.words.append((test, need, element, verbal))

    def lemmatised(self, element: s.Element, word: str, need: int) -> None:
        chosen = self.reading(element, word)
        if chosen is not None:
            verbal = chosen.pos in VERBAL
            if chosen.pos == "NOUN" and not element.morphs:
                need = chosen.readings if self.scope.lang == "ru" else ALL
            self.draft.words.append((s.AllOf((self.part(chosen), s.Word(chosen.lemma))), need, element, verbal))

    def part(self, analysis: Analysis) -> s.Test:
        if analysis.pos in VERBAL:
            return s.AnyOf((s.Word("VERB"), s.Word("INFN"), s.Word("GRND")))
        return s.AnyOf((s.Word("ADJF"), s.Word("ADJS"))) if analysis.pos in ("ADJF", "ADJS") else s.Word(analysis.pos)

    def reading(self, element: s.Element, word: str) -> Analysis | None:
        """The one lemma a trigger word stands for.

        Where a verb is already there, the other words are nouns if they can be.
        """
        analyses = [a for a in self.analyses(word) if a.pos != "UNKN"]
        verbs, nouns = [a for a in analyses if a.pos in VERBAL], [a for a in analyses if a.pos == "NOUN"]
        has_verb = any(verbal for _, _, _, verbal in self.draft.words) or self.verb_elsewhere(element)
        pool = nouns if has_verb and nouns else verbs if verbs and not has_verb else nouns or analyses
        lemmas = sorted({a.lemma for a in pool})
        if len(lemmas) > 1:
            first = "NOUN" if pool is nouns else "VERB"
            hint = "write " + " or ".join(f"[{first} & {lemma}]" for lemma in lemmas[:3])
            self.maker.fault(
                element.at,
                "ambiguous-trigger",
                f"'{word}' is a form of several words: {', '.join(lemmas)}",
                hint,
                len(word),
            )
            return None
        if not lemmas:
            self.maker.fault(
                element.at,
                "unknown-lemma",
                f"the dictionary does not know '{word}'",
                'write "…" for a form as it stands',
                len(word),
            )
            return None
        if not any(a.known for a in pool):
            place = self.pattern.at(element.at, len(word))
            message = f"the dictionary does not know '{word}'; it is taken for a form of '{lemmas[0]}'"
            self.scope.problems.warn(
                place, "unknown-lemma", message, 'check the spelling, or write "…" for a form as it stands'
            )
        readings = 0
        for analysis in pool:
            readings |= analysis.readings
        return attrs.evolve(pool[0], readings=readings)

    def verb_elsewhere(self, element: s.Element) -> bool:
        """Does another word of the frame stand for a verb and nothing else?"""
        for other in self.pattern.tree.elements():
            if (
                other is element
                or not isinstance(other.atom, s.Lemma)
                or self.question(other)
                or self.is_preposition(other)
            ):
                if isinstance(other.atom, s.Predicate) and self.is_verbal(other.atom.test):
                    return True
                continue
            analyses = self.analyses(other.atom.word)
            if analyses and all(a.pos in VERBAL for a in analyses):
                return True
        return False

    def analyses(self, word: str) -> tuple[Analysis, ...]:
        return self.scope.analyse(word)

    @staticmethod
    def is_verbal(test: s.Test) -> bool:
        if isinstance(test, s.AllOf | s.AnyOf):
            return any(_Reader.is_verbal(t) for t in test.tests)
        return isinstance(test, s.Word) and test.name in VERBAL

    def trigger(self) -> tuple[TriggerWord, tuple[TriggerWord, ...], bool] | None:
        """The anchor (the verb where there is one, else the first noun) and its companions."""
        words = self.draft.words
        anchor = next((w for w in words if w[3]), None) or next(
            (w for w in words if not self.is_function(w[2])), words[0]
        )
        companions = []
        for word in words:
            if word is not anchor:
                companions.append(TriggerWord(self.bit(word[0]), word[1], preposition=self.is_function(word[2])))
        alone = len(words) == 1 and not words[0][2].morphs
        need = ALL if anchor[3] or alone else anchor[1]
        return TriggerWord(self.bit(anchor[0]), need), tuple(companions), anchor[3]

    def is_function(self, element: s.Element) -> bool:
        return self.is_preposition(element)

    def bit(self, test: s.Test) -> int:
        if isinstance(test, s.Word):
            return self.scope.table.add_test(s.Word(test.name.replace("ё", "е")))
        return self.maker.token(test).bit


def readings_from(names: tuple[str, ...]) -> int:
    """A union of readings given by grammemes, each possibly dotted: ("nomn", "accs.plur")."""
    found = 0
    for name in names:
        found |= readings_of(frozenset(ALIASES.get(n, n) for n in name.split(".")))
    return found or ALL
