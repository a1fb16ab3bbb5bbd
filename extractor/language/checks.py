"""Checks across rules and files: types, slots, ids, overrides, cycles.

Comes in: declarations and what patterns capture. Goes out: problems, and the rules that remain once packs are stacked.
"""

from collections.abc import Iterable, Mapping

from .compile_frame import FrameTables
from .declarations import NORMALISERS, Context, Frame, Phrase, Predicate, Rule, RuleFile, TypeDeclaration
from .homes import where_or_like
from .packs import Loaded
from .problems import Place, Problems, did_you_mean
from .program import FrameRule, PhraseRule

BUILT_IN = frozenset({"text"})
Expanded = Mapping[str, frozenset[str]]


def expand_types(types: Mapping[str, TypeDeclaration], problems: Problems) -> dict[str, frozenset[str]]:
    """Every type name -> the mention types it stands for: itself, or the members of its union."""
    found: dict[str, frozenset[str]] = {}

    def expand(name: str, stack: tuple[str, ...]) -> frozenset[str]:
        if name in found:
            return found[name]
        declared = types.get(name)
        if declared is None:
            return frozenset()
        if name in stack:
            problems.error(
                declared.place, "cycle", f"the type {name} is a union of itself: {' → '.join([*stack, name])}"
            )
            return frozenset()
        members = [expand(member, (*stack, name)) for member in declared.union]
        found[name] = frozenset().union(*members) if declared.union else frozenset([name])
        return found[name]

    for name in types:
        expand(name, ())
    return found


def check_types(files: Iterable[RuleFile], expanded: Expanded, problems: Problems) -> None:
    """Unknown members of unions, unknown slot types, identities and defaults that name nothing."""
    for file in files:
        for declared in file.types:
            if declared.normal and declared.normal not in NORMALISERS:
                hint = did_you_mean(declared.normal, NORMALISERS)
                problems.error(
                    declared.place, "unknown-normaliser", f"{declared.name}: no normaliser '{declared.normal}'", hint
                )
            for member in declared.union:
                if member not in expanded:
                    problems.error(
                        declared.place, "unknown-type", f"no type '{member}'", where_or_like(member, expanded)
                    )
            for slot, (kind, place) in declared.slots.items():
                for name in kind.names:
                    if name not in expanded and name not in BUILT_IN:
                        problems.error(
                            place, "unknown-type", f"no type '{name}'", where_or_like(name, {*expanded, *BUILT_IN})
                        )
                if kind.words and kind.default is not None and kind.default not in kind.words:
                    problems.error(
                        place, "wrong-value", f"the default '{kind.default}' of '{slot}' is not one of its words"
                    )
            for slot in declared.identity:
                if slot not in declared.slots:
                    problems.error(
                        declared.place,
                        "unknown-slot",
                        f"the identity names no slot '{slot}'",
                        did_you_mean(slot, declared.slots),
                    )


def check_ids(loaded: Loaded, problems: Problems) -> list[tuple[int, RuleFile, Rule]]:
    """The rules that remain: an id stands once in a language, unless a later pack replaces it or switches it off."""
    active: dict[tuple[str, str], tuple[int, RuleFile, Rule]] = {}
    for number, file in loaded.files:
        for rule in file.rules:
            _add(active, number, file, rule, problems)
    ids = {rule_id for _, rule_id in active}
    for number, file in loaded.files:
        for name, place in file.off:
            if name not in ids:
                problems.error(place, "unknown-id", f"no rule '{name}' to switch off", did_you_mean(name, ids))
            for lang in (file.lang,) if file.lang else ("ru", "en"):
                if (lang, name) in active and active[lang, name][0] < number:
                    del active[lang, name]
    return list(active.values())


def _add(
    active: dict[tuple[str, str], tuple[int, RuleFile, Rule]],
    number: int,
    file: RuleFile,
    rule: Rule,
    problems: Problems,
) -> None:
    key = (rule.lang, rule.id)
    earlier = active.get(key)
    if earlier is None and rule.replaces:
        problems.error(
            rule.place,
            "unknown-id",
            f"there is no earlier rule '{rule.id}' to replace",
            did_you_mean(rule.id, {i for _, i in active}),
        )
    if earlier is not None and not (rule.replaces and earlier[0] < number):
        first = earlier[2].place
        hint = (
            "write 'replaces: true' to put this rule in its place"
            if earlier[0] < number
            else f"the other stands in {first.path}:{first.line}"
        )
        problems.error(rule.place, "duplicate-id", f"the id '{rule.id}' is taken", hint)
        return
    active[key] = (number, file, rule)


def check_rule(
    rule: Rule,
    captures: set[str],
    types: Mapping[str, TypeDeclaration],
    expanded: Expanded,
    ids: set[str],
    tables: FrameTables,
    problems: Problems,
) -> None:
    """Slots, constants, overrides and examples of one rule against the declared types."""
    keys: dict[str, Place] = getattr(rule, "keys", {})
    for other in rule.overrides:
        if other not in ids:
            problems.error(
                keys.get(f"overrides.{other}", rule.place),
                "unknown-id",
                f"no rule '{other}' to override",
                did_you_mean(other, ids),
            )
    if isinstance(rule, Context):
        _check_context(rule, types, ids, problems)
        return
    assert isinstance(rule, Phrase | Frame | Predicate)
    declared = types.get(rule.emits)
    if not rule.emits:
        return  # noted as a missing key
    if declared is None or declared.union:
        place = keys.get("emits", rule.place)
        problems.error(
            place,
            "unknown-type",
            f"no type '{rule.emits}' that a rule can emit",
            did_you_mean(rule.emits, [t for t in types if not types[t].union]),
        )
        return
    for slot in [*_filled(rule, captures), *rule.set]:
        if slot not in declared.slots:
            place = keys.get(f"slots.{slot}", keys.get(f"set.{slot}", keys.get("roles", keys.get("frame", rule.place))))
            hint = did_you_mean(slot, declared.slots)
            if isinstance(rule, Frame) and not rule.slots:
                hint = f"say which role fills which slot, 'slots: {{…: {slot}}}', or name the role after its slot, '…={slot}'"
            problems.error(place, "unknown-slot", f"{rule.emits} has no slot '{slot}'", hint)
    _check_constants(rule.set, declared, keys, rule.place, problems)
    _check_sources(rule, captures, keys, tables, problems)
    _check_examples(rule, declared, problems)


def _filled(rule: Phrase | Frame | Predicate, captures: set[str]) -> list[str]:
    """The slots a rule fills: of a frame that does not say, those that its roles are named after."""
    if isinstance(rule, Predicate):
        return [slot for _, slot, _ in rule.roles]
    return list(rule.slots) if rule.slots or isinstance(rule, Phrase) else sorted(captures)


def _check_constants(
    constants: Mapping[str, str], declared: TypeDeclaration, keys: Mapping[str, Place], place: Place, problems: Problems
) -> None:
    for slot, value in constants.items():
        kind = declared.slots.get(slot)
        if kind is not None and kind[0].words and value not in kind[0].words:
            problems.error(
                keys.get(f"set.{slot}=", place),
                "wrong-value",
                f"'{value}' is no {slot}",
                did_you_mean(value, kind[0].words),
            )


def _check_sources(
    rule: Phrase | Frame | Predicate,
    captures: set[str],
    keys: Mapping[str, Place],
    tables: FrameTables,
    problems: Problems,
) -> None:
    """Slots are filled from captures that exist; `zip` names lists that exist; predicates' roles are question words."""
    if isinstance(rule, Predicate):
        for question, _, place in rule.roles:
            if question.split()[-1] not in tables.questions:
                problems.error(
                    place,
                    "unknown-question",
                    f"'{question}' is no question word",
                    did_you_mean(question, tables.questions),
                )
        return
    if (rule.pattern if isinstance(rule, Phrase) else rule.frame) is None:
        return  # noted as missing or malformed
    for slot, sources in rule.slots.items():
        for source in sources:
            name = source.partition(".")[0]
            if name not in captures and name != "head":
                place = keys.get(f"slots.{slot}", rule.place)
                problems.error(
                    place, "unknown-capture", f"nothing is captured as '{name}'", did_you_mean(name, captures)
                )
    if rule.each and rule.each not in captures:
        problems.error(
            keys.get("each", rule.place),
            "unknown-capture",
            f"nothing is captured as '{rule.each}'",
            did_you_mean(rule.each, captures),
        )
    for name in rule.zip if isinstance(rule, Phrase) else ():
        if name not in captures:
            problems.error(
                keys.get(f"zip.{name}", rule.place),
                "unknown-capture",
                f"nothing is captured as '{name}'",
                did_you_mean(name, captures),
            )


def _check_examples(rule: Phrase | Frame | Predicate, declared: TypeDeclaration, problems: Problems) -> None:
    for example in rule.tests:
        for slot in [*example.slots, *(example.record or {})]:
            if slot not in declared.slots:
                problems.error(
                    example.place,
                    "unknown-slot",
                    f"{rule.emits} has no slot '{slot}'",
                    did_you_mean(slot, declared.slots),
                )


def _check_context(rule: Context, types: Mapping[str, TypeDeclaration], ids: set[str], problems: Problems) -> None:
    for name in rule.targets:
        declared = types.get(name)
        if declared is None or not declared.identity:
            hint = did_you_mean(name, [t for t in types if types[t].identity])
            problems.error(
                rule.keys.get(f"for.{name}", rule.keys.get("for", rule.place)),
                "unknown-type",
                f"no record type '{name}'",
                hint,
            )
            continue
        for slot in rule.set:
            if slot not in declared.slots:
                problems.error(
                    rule.keys.get(f"set.{slot}", rule.place),
                    "unknown-slot",
                    f"{name} has no slot '{slot}'",
                    did_you_mean(slot, declared.slots),
                )
        _check_constants(rule.set, declared, rule.keys, rule.place, problems)
    for other in rule.blocks:
        if other not in ids:
            problems.error(
                rule.keys.get(f"blocks.{other}", rule.keys.get("blocks", rule.place)),
                "unknown-id",
                f"no context '{other}' to block",
                did_you_mean(other, ids),
            )
    if not rule.blocks and not rule.set and not rule.drop:
        problems.error(
            rule.place,
            "missing-key",
            f"the context '{rule.id}' sets, drops and blocks nothing",
            "add 'set:', 'drop:' or 'blocks:'",
        )


def check_made(
    phrases: Iterable[PhraseRule], frames: Iterable[FrameRule], places: Mapping[str, Place], problems: Problems
) -> None:
    """Warn of roles and elements for which no rule that is loaded makes a mention: most often an import is missing."""
    wanted: dict[tuple[str, str], frozenset[str]] = {}
    made: set[str] = set()
    for phrase in phrases:
        made.add(phrase.type)
        for instruction in phrase.code.instructions:
            if instruction.types and not any(name.startswith("#") for name in instruction.types):
                wanted.setdefault((phrase.id, f"<{'|'.join(sorted(instruction.types))}>"), instruction.types)
    for frame in frames:
        wanted |= {(frame.id, role.name): role.types for role in frame.roles}
    for (rule, what), types in wanted.items():
        if not types & made:
            names = " or ".join(sorted(types)) or "value for it: it fills no slot that takes mentions"
            problems.warn(
                places[rule],
                "never-filled",
                f"'{what}' stays empty: no rule makes a {names}",
                "import a file that does, such as common/people",
            )


def phrase_cycles(phrases: Iterable[PhraseRule], places: Mapping[str, Place], problems: Problems) -> None:
    """A rule that uses <T> runs after all that emit T: a cycle is an error."""
    uses: dict[str, dict[str, str]] = {}
    for phrase in phrases:
        for instruction in phrase.code.instructions:
            for name in instruction.types:
                uses.setdefault(phrase.type, {}).setdefault(name, phrase.id)
    done: set[str] = set()

    def visit(name: str, stack: tuple[str, ...]) -> None:
        if name in stack:
            loop = [*stack[stack.index(name) :], name]
            rule = uses[loop[0]][loop[1]]
            problems.error(
                places[rule],
                "cycle",
                f"phrases need each other in a circle: {' → '.join(loop)}",
                "emit a smaller type for the inner part",
            )
            return
        if name not in done:
            for other in sorted(uses.get(name, {})):
                visit(other, (*stack, name))
            done.add(name)

    for name in sorted(uses):
        visit(name, ())
