"""Which mentions can fill a role of a frame at a given trigger.

Comes in: a chart, its clauses, a role and the trigger's tokens. Goes out: candidates, nearest first. Knows case,
prepositions, position and coordination; does not decide between roles.
"""

from collections.abc import Callable, Iterable
from functools import cached_property, reduce
from operator import or_

import attrs

from ..language.program import SCOPE, FrameRule, Role
from ..morphology.analysis import ALL, project, readings_of
from .chart import Chart, Mention
from .clauses import PARTICIPIAL, SUBORDINATE, Clauses

NOMINATIVE = readings_of(frozenset({"nomn"}))
PLURAL = readings_of(frozenset({"plur"}))
SINGULAR = readings_of(frozenset({"sing"}))
FEMININE = readings_of(frozenset({"femn", "sing"}))
GENITIVE = readings_of(frozenset({"gent"}))
ACCUSATIVE = readings_of(frozenset({"accs"}))
MOST_MEMBERS = 32
MOST_ATTRIBUTES = 3
DOUBTFUL = 2  # may be an object, and may hang on the noun before it


@attrs.frozen(eq=False)
class Candidate:
    """A possible filler over tokens [start, end); a preposition of the role is not part of it."""

    mentions: tuple[Mention, ...]
    start: int
    end: int
    agrees: bool
    distance: int
    doubt: int = 0

    @property
    def rank(self) -> tuple[int, int, int]:
        """Agreement before nearness; smaller is better. What may be no subject at all comes last."""
        return (-self.agrees, self.doubt, self.distance)


def in_readings(mention: Mention, need: int) -> Mention:
    """The mention in the readings its role leaves it: «выслали Яна Новака» is about Ян, not about Яна."""
    left = mention.readings & need
    return mention if left in (0, mention.readings) else attrs.evolve(mention, readings=left)


class Candidates:
    """The candidates of one sentence; mentions are looked up once for each set of types."""

    def __init__(self, chart: Chart, divide: Callable[[], Clauses]) -> None:
        self.chart, self._divide = chart, divide
        self._hidden: set[int] | None = None
        self._beginnings: dict[frozenset[str], list[int]] = {}
        self._places: dict[frozenset[str], list[int]] = {}
        self.anywhere = reduce(or_, (form.mask for form in chart.forms), 0)
        self.solid = chart.program.solid

    @cached_property
    def clauses(self) -> Clauses:
        """The sentence divided into clauses, once a trigger is there to ask for it."""
        return self._divide()

    def possible(self, role: Role, trigger: tuple[int, ...]) -> bool:
        """Is there a mention of the role's types where it could stand? Much cheaper than looking for a filler."""
        if role.prepositions:
            wanted = reduce(or_, (1 << bit for bit, _ in role.prepositions))
            return bool(self.anywhere & wanted) and any(
                form.mask & wanted and self.begins_soon(role.types, at + 1) for at, form in enumerate(self.chart.forms)
            )
        beginnings = self.beginnings(role.types)
        return bool(beginnings) and (role.side != "right" or beginnings[-1] > max(trigger))

    def begins_soon(self, types: frozenset[str], at: int) -> bool:
        """Does a mention of some types start at a token, or after adjectives that stand there?"""
        forms, mentions, program = self.chart.forms, self.chart.mentions, self.chart.program
        for start in range(at, min(at + MOST_ATTRIBUTES + 1, len(forms))):
            if any(mentions(kind, start) for kind in forms[start].kinds(types, program)):
                return True
            if not forms[start].attributive:
                return False
        return False

    def of_role(self, role: Role, rule: FrameRule, trigger: tuple[int, ...]) -> list[Candidate]:
        """Every filler the role could take, best first."""
        anchor = trigger[0]
        verb = self._verb_readings(rule, anchor)
        found = []
        for start, need in self.starts(role, rule, trigger):
            mention = self.best_at(role.types, start, need)
            if mention is None or self.touches(mention.start, mention.end, trigger):
                continue
            candidate = self.candidate(role, mention, need, trigger, verb)
            if candidate is not None:
                found.append(candidate)
        if role.subject and all(c.doubt == DOUBTFUL for c in found):  # «…, что не полетит на саммит НАТО»
            found = self.antecedent(role, trigger) or self.subject_above(role, trigger, verb) or found
        if role.types <= self.chart.program.transparent:
            found = [
                c
                for c in found
                if not any(
                    o.start <= c.start and c.end <= o.end and (o.start, o.end) != (c.start, c.end) for o in found
                )
            ]
        found.sort(key=lambda c: (c.rank, c.start))
        return found

    # -- where -----------------------------------------------------------------------------------------------------

    def starts(self, role: Role, rule: FrameRule, trigger: tuple[int, ...]) -> Iterable[tuple[int, int]]:
        """Tokens where a filler may start, with the readings it must have there."""
        anchor, forms = trigger[0], self.chart.forms
        low, high = max(0, anchor - SCOPE), min(len(forms), anchor + SCOPE + 1)
        if role.side == "right":
            low = max(trigger) + 1
        elif role.side:
            high = min(trigger)
        if role.adverbial and self.oblique(rule, trigger):
            high = next((at for at in range(max(trigger) + 1, high) if self.is_verb(at)), high)
        for at in range(low, high) if role.types <= self.chart.program.transparent else self.places(role.types):
            if not low <= at < high or not self.in_scope(role, rule, anchor, at):
                continue
            first = self.attributes(at)
            if role.prepositions:
                for bit, need in role.prepositions:
                    if first and forms[first - 1].mask >> bit & 1 and first - 1 not in trigger:
                        yield at, need
                        break
            elif not self.after_preposition(first, trigger) or (role.need == NOMINATIVE and self.adverbial(first - 1)):
                yield at, role.need

    def attributes(self, at: int) -> int:
        """Russian: where adjectives before a mention begin that agree with it and are no part of it («с постоянными
        членами совета»).
        """
        first, forms = at, self.chart.forms
        if self.chart.program.lang != "ru":
            return at
        own = forms[at].own
        while first and at - first < MOST_ATTRIBUTES and own & forms[first - 1].attributive:
            first -= 1
        return first

    def oblique(self, rule: FrameRule, trigger: tuple[int, ...]) -> bool:
        """«в ходе встречи министры отметили …»: is the trigger a noun in no nominative, so that what follows the verb
        is not its own?
        """
        if rule.finite or self.chart.program.lang != "ru":
            return False
        words = zip((rule.anchor, *(c for c in rule.companions if not c.preposition)), trigger, strict=False)
        return any(not self.chart.forms[at].readings(word.bit) & word.need & NOMINATIVE for word, at in words)

    def is_verb(self, at: int) -> bool:
        form = self.chart.forms[at]
        return bool(form.mask >> self.chart.program.tables.finite & 1) and not form.nominal

    def places(self, types: frozenset[str]) -> list[int]:
        """Where mentions of some types start that lie in no longer mention."""
        found = self._places.get(types)
        if found is None:
            hidden = self.hidden()
            found = self._places[types] = [at for at in self.beginnings(types) if at not in hidden]
        return found

    def beginnings(self, types: frozenset[str]) -> list[int]:
        """Where mentions of some types start."""
        found = self._beginnings.get(types)
        if found is None:
            mentions, program = self.chart.mentions, self.chart.program
            found = self._beginnings[types] = []
            for at, form in enumerate(self.chart.forms):
                kinds = form.kinds(types, program)
                if kinds and any(mentions(kind, at) for kind in kinds):
                    found.append(at)
        return found

    def in_scope(self, role: Role, rule: FrameRule, anchor: int, at: int) -> bool:
        """Is this token in the trigger's clause, or at most `across` borders away?"""
        here, there = self.clauses.of[anchor], self.clauses.of[at]
        if here == there:
            return True
        if role.subject and self.clauses.kind[here] == PARTICIPIAL and there == self.clauses.parent[here]:
            return True
        return bool(rule.across) and self.clauses.distance(here, there) <= rule.across

    def after_preposition(self, at: int, trigger: tuple[int, ...]) -> bool:
        """Does a preposition, or an English one with its article, stand before this token?"""
        forms = self.chart.forms
        before = at - 2 if at > 1 and any(a.pos == "DET" for a in forms[at - 1].analyses) else at - 1
        return (
            before >= 0
            and before not in trigger
            and bool(forms[before].mask >> self.chart.program.tables.prepositions & 1)
        )

    def adverbial(self, at: int) -> bool:
        """Can this preposition be an adverb («Накануне посол заявил …»)?"""
        return any(a.pos == "ADVB" for a in self.chart.forms[at].analyses)

    def hidden(self) -> set[int]:
        """Tokens inside a longer mention: nothing that starts there is a filler."""
        if self._hidden is None:
            self._hidden = set()
            at = 0
            while at < len(self.chart):
                end = self.chart.longest(self.solid, at)
                self._hidden.update(range(at + 1, end))
                at = max(at + 1, end)
        return self._hidden

    @staticmethod
    def touches(start: int, end: int, trigger: tuple[int, ...]) -> bool:
        return any(start <= t < end for t in trigger)

    # -- what ------------------------------------------------------------------------------------------------------

    def best_at(self, types: frozenset[str], start: int, need: int) -> Mention | None:
        """The longest mention of these types at a token that can stand in one of these readings."""
        best: Mention | None = None
        for name in self.chart.forms[start].kinds(types, self.chart.program):
            for mention in self.chart.mentions(name, start):
                if mention.readings & need and (best is None or mention.end > best.end):
                    best = mention
        return best

    def candidate(
        self, role: Role, mention: Mention, need: int, trigger: tuple[int, ...], verb: int
    ) -> Candidate | None:
        members = self.coordinated(role, mention, need, trigger)
        start, end = mention.start, members[-1].end
        english = self.chart.program.lang == "en"
        if english and self.possessive_after(end) != (role.side == "possessive"):  # "Norway's envoy"
            return None
        if role.side == "possessive" and not self.possesses(end + 1, min(trigger)):
            return None
        if role.subject and english and self.speaker_between(end, min(trigger)):
            return None
        near = self.clauses.of[start] == self.clauses.of[trigger[0]]
        if role.side == "right" and near and not role.prepositions and self.blocked(max(trigger) + 1, start):
            return None
        if role.adjacent and not self.adjoins(max((t for t in trigger if t < start), default=start), start):
            return None
        if (
            not role.subject
            and not role.prepositions
            and mention.start - 1 not in trigger
            and self.dependent(mention, role.need)
        ):
            return None
        agrees = True
        if role.subject and verb != ALL:
            readings = PLURAL & NOMINATIVE if len(members) > 1 or mention.members else mention.readings & need
            agrees = bool(readings & verb) or (len(members) == 1 and self.of_common_gender(mention, verb))
            if not agrees and not (len(members) > 1 and start > trigger[0]):
                if len(members) > 1 and mention.readings & need & verb:
                    members = (mention,)
                    end, agrees = mention.end, True
                else:
                    return None
        distance = min(abs(start - t) if start > t else abs(t - end + 1) for t in trigger)
        flat = tuple(in_readings(inner, need) for m in members for inner in (m.members or (m,)))
        if role.plural and len(flat) < 2:
            return None
        return Candidate(
            flat, start, end, agrees, distance, min(map(self.doubt, members)) if role.subject and not english else 0
        )

    def of_common_gender(self, mention: Mention, verb: int) -> bool:
        """«Министр прибыла»: a masculine office may be a woman's where no name tells otherwise."""
        if mention.rule is None or "name" in mention.rule.slots or not verb & FEMININE:
            return False
        head = self.chart.forms[mention.head].analyses
        return any(
            a.pos == "NOUN" and {"anim", "masc"} <= a.grammemes and a.readings & NOMINATIVE & SINGULAR for a in head
        )

    def doubt(self, mention: Mention) -> int:
        """Can it be an object («посетил Узбекистан»), or hang on the noun before it («при посредничестве комиссии»)?"""
        return self.governed(mention) + bool(mention.readings & ACCUSATIVE)

    def governed(self, mention: Mention) -> bool:
        """Can it be the genitive of the noun right before it?"""
        return mention.start > 0 and self.chart.forms[mention.start - 1].nominal and bool(mention.readings & GENITIVE)

    def dependent(self, mention: Mention, need: int) -> bool:
        """Is this, wanted in another case, the genitive of a plain noun right before it, and so no filler («подавил
        попытки боевиков»)?
        """
        if need & GENITIVE or not self.governed(mention) or mention.start - 1 in self.hidden():
            return False
        return not any(a.pos in ("VERB", "INFN") for a in self.chart.forms[mention.start - 1].analyses)

    def coordinated(self, role: Role, mention: Mention, need: int, trigger: tuple[int, ...]) -> tuple[Mention, ...]:
        """The mention and those coordinated with it: same role types, a common case, the role's preposition repeated or
        not.
        """
        members = [mention]
        common = mention.readings & need
        while len(members) < MOST_MEMBERS:
            following = self.next_member(role, members[-1].end, common, trigger)
            if following is None:
                break
            common = project(common, "c") & project(following.readings & need, "c")
            members.append(following)
        if len(members) == 2 and self.chart.program.lang == "en" and self.chart.forms[members[1].start - 1].norm == ",":
            return (mention,)  # "after the talks with Berg, Novak said": two in a row need an "and"
        return tuple(members)

    def next_member(self, role: Role, at: int, common: int, trigger: tuple[int, ...]) -> Mention | None:
        chart = self.chart
        for words in chart.program.tables.separators:
            start = at + len(words)
            if start >= len(chart) or any(not chart.forms[at + k].mask >> bit & 1 for k, bit in enumerate(words)):
                continue
            for bit, _ in role.prepositions:
                if chart.forms[start].mask >> bit & 1:
                    start += 1
                    break
            if start < len(chart) and not self.touches(start, start + 1, trigger):
                mention = self.best_at(role.types, start, project(common, "c"))
                if mention is not None and not self.begins_clause(mention, trigger):
                    return mention
        return None

    def begins_clause(self, mention: Mention, trigger: tuple[int, ...]) -> bool:
        """Is this the subject of a verb of its own, and so no member of the list before it?"""
        at = mention.end
        if mention.start < min(trigger) or at >= len(self.chart):
            return self.clauses.of[mention.start] != self.clauses.of[trigger[0]] and mention.start > min(trigger)
        return (
            self.finite(at)
            and bool(mention.readings & NOMINATIVE)
            and any(self.finite(i) for i in range(min(trigger), mention.start))
        )

    def finite(self, at: int) -> bool:
        """A finite verb that is no noun?"""
        form = self.chart.forms[at]
        return bool(form.mask >> self.chart.program.tables.finite & 1) and not form.nominal

    def speaker_between(self, start: int, end: int) -> bool:
        """ "I", "we" or "you" as a subject: then nobody before it is one ("Berg said we met Novak")."""
        return any(
            "Subx" in a.grammemes and a.grammemes & {"1per", "2per"}
            for form in self.chart.forms[start:end]
            for a in form.analyses
        )

    def possesses(self, start: int, noun: int) -> bool:
        """Is there nothing between "'s" and the noun but what describes it ("Norway's first informal talks")?"""
        return all(
            any(a.pos in ("ADJF", "NOUN", "NUMR", "PRTF") for a in form.analyses)
            for form in self.chart.forms[start:noun]
        )

    def possessive_after(self, end: int) -> bool:
        return end < len(self.chart) and any("Poss" in a.grammemes for a in self.chart.forms[end].analyses)

    def blocked(self, start: int, end: int) -> bool:
        """Does a preposition or another verb stand between trigger and object? A day may, in Russian a place with its
        preposition too.
        """
        tables, russian = self.chart.program.tables, self.chart.program.lang == "ru"
        at = start
        while at < end:
            form = self.chart.forms[at]
            if form.mask >> tables.finite & 1 and not form.nominal:
                return True
            if form.mask >> tables.prepositions & 1:
                after = self.chart.longest(self.solid, at)
                if after == at and russian and at + 1 < end:
                    after = self.chart.longest(self.solid, at + 1)
                if after <= at + 1 or after > end:
                    return True
                at = after
            else:
                at += 1
        return False

    def adjoins(self, trigger: int, start: int) -> bool:
        """Is the space between a noun and its genitive filled by mentions with their prepositions only («встреча в Осло
        Иванова с …»)?
        """
        at = trigger + 1
        tables = self.chart.program.tables
        start = self.attributes(start)
        while at < start:
            form = self.chart.forms[at]
            if form.mask >> tables.prepositions & 1:
                if form.fold == "with":  # "a talk with the King of Norway": the King's
                    return False
                at += 1
                continue
            end = self.chart.longest(self.solid, at)
            if end == at and self.chart.program.lang == "en":
                end = self.after_aside(at)
            if end == at:
                return False
            at = end
        return at == start

    def after_aside(self, at: int) -> int:
        """Past what may stand between an English noun and its "of" or "between": "took place", ", via videolink,"."""
        form = self.chart.forms[at]
        if form.norm == ",":
            return next(
                (i + 1 for i in range(at + 1, min(at + 6, len(self.chart))) if self.chart.forms[i].norm == ","), at
            )
        return at + (form.fold == "place" or any(a.pos in ("VERB", "PRTF", "ADVB") for a in form.analyses))

    def _verb_readings(self, rule: FrameRule, anchor: int) -> int:
        """Number and gender a subject must have; ALL where neither the trigger nor, for a noun, its clause has a finite
        verb.
        """
        if not rule.finite:
            return self._clause_verb(anchor)
        found = 0
        for analysis in self.chart.forms[anchor].satisfying(rule.anchor.bit):
            if analysis.pos not in ("VERB", "PRTS"):
                return ALL
            found |= analysis.readings
        return found or ALL

    def _clause_verb(self, anchor: int) -> int:
        """What the one finite verb of a noun's clause asks of its subject («стороны отметили важность борьбы с …»)."""
        here, finite = self.clauses.of[anchor], self.chart.program.tables.finite
        verbs = [
            f
            for f, clause in zip(self.chart.forms, self.clauses.of, strict=True)
            if clause == here and f.mask >> finite & 1 and not f.nominal
        ]
        return verbs[0].readings(finite) if len(verbs) == 1 else ALL

    def subject_above(self, role: Role, trigger: tuple[int, ...], verb: int) -> list[Candidate]:
        """«Посол сказал, что провёл переговоры с …»: a clause with «что» and no subject of its own has that of the
        clause above it.
        """
        clause, forms = self.clauses.of[trigger[0]], self.chart.forms
        first = self.clauses.first[clause]
        if (
            verb == ALL
            or self.clauses.kind[clause] != SUBORDINATE
            or "что" not in [form.fold for form in forms[first : first + 2]]
        ):
            return []
        own = (
            reduce(or_, (a.readings for a in form.analyses if a.pos in ("NOUN", "NPRO")), 0)
            for form, here in zip(forms, self.clauses.of, strict=True)
            if here == clause
        )
        if any(readings & verb & NOMINATIVE and not readings & ACCUSATIVE for readings in own):
            return []
        found = []
        for at in self.places(role.types):
            mention = (
                self.best_at(role.types, at, role.need)
                if at < first and self.clauses.of[at] == self.clauses.parent[clause]
                else None
            )
            candidate = (
                self.candidate(role, mention, role.need, trigger, verb)
                if mention is not None and not self.after_preposition(at, trigger)
                else None
            )
            found += [candidate] if candidate is not None else []
        return found

    def antecedent(self, role: Role, trigger: tuple[int, ...]) -> list[Candidate]:
        """«…, который встретился с …»: the subject of a relative clause is the mention, or the list, that ends right
        before it.
        """
        clause = self.clauses.of[trigger[0]]
        first = self.clauses.first[clause]
        tables = self.chart.program.tables
        if self.clauses.kind[clause] == PARTICIPIAL:
            return self.modified(role, trigger[0], first)
        if self.clauses.kind[clause] != SUBORDINATE or first == 0:
            return []
        pronoun = first + 1 if self.chart.forms[first].mask >> tables.comma & 1 else first
        if pronoun >= len(self.chart) or not self.chart.forms[pronoun].mask >> tables.relative & 1:
            return []
        if not self.chart.forms[pronoun].readings(tables.relative) & NOMINATIVE:
            return []
        wanted = self.chart.forms[pronoun].readings(tables.relative)
        for start in range(max(0, first - 24), first):
            mention = self.best_at(role.types, start, ALL)
            if mention is None or start in self.hidden():
                continue
            members = self.coordinated(role, mention, ALL, trigger) if wanted & PLURAL else (mention,)
            number = PLURAL if len(members) > 1 else mention.readings
            if members[-1].end == first and project(number, "n") & project(wanted, "n"):
                flat = tuple(inner for m in members for inner in (m.members or (m,)))
                return [Candidate(flat, start, first, True, trigger[0] - first)]
        return []

    def modified(self, role: Role, participle: int, first: int) -> list[Candidate]:
        """«о встрече …, запланированной на …»: what a participle after a comma agrees with, in whatever case it stands."""
        wanted = 0
        for analysis in self.chart.forms[participle].analyses:
            wanted |= analysis.readings if analysis.pos == "PRTF" else 0
        for start in range(max(0, first - 24), first):
            mention = self.best_at(role.types, start, ALL)
            if (
                mention is not None
                and mention.end == first
                and start not in self.hidden()
                and mention.readings & wanted
            ):
                return [Candidate(mention.members or (mention,), start, first, True, participle - first)]
        return []
