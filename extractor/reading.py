"""A document while it is read: sentences, and for those that are asked for, tokens, chart, clauses and drafts.

Comes in: a text and the rules of its language. Goes out: sentences, each analysed at most once and only when needed:
those with a trigger, and those the resolution asks for. Does not know what events mean.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from weakref import WeakKeyDictionary

from .annotators.values import Annotation, mention_type
from .language.program import Filter, Program, Rules
from .matching.candidates import Candidates
from .matching.chart import Chart, Mention
from .matching.clauses import Clauses, clauses
from .matching.contexts import ContextFinder
from .matching.forms import FIRST, QUOTED, Vocabulary
from .matching.frames import FrameFinder
from .matching.joined import Stretch, joined
from .matching.scanner import TriggerScanner
from .records.drafts import Draft, Drafter
from .records.normalise import Normaliser
from .text.boilerplate import body_end
from .text.quotes import Quote, quoted
from .text.segment import WORD, Sentence, fold, sentences, tokens

MOST_QUOTES = 64


class Matcher:
    """What is built once for a program: vocabulary and frame index."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.vocabulary = Vocabulary(program, program.analyse)
        self.frames = FrameFinder([f for f in program.frames if f.type not in program.silent])
        self.silent = FrameFinder([f for f in program.frames if f.type in program.silent])
        told = sorted({rule.type for rule in program.records})
        self.told = {silent: [name for name in told if (name in program.silent) == silent] for silent in (False, True)}
        self.scanner = TriggerScanner(program.filter.scanned)


_matchers: WeakKeyDictionary[Program, Matcher] = WeakKeyDictionary()


def matcher(program: Program) -> Matcher:
    """The matcher of a program, made on first use."""
    found = _matchers.get(program)
    if found is None:
        found = _matchers[program] = Matcher(program)
    return found


class Reader:
    """One document; `annotations`: mentions from outside, in any order."""

    def __init__(self, text: str, rules: Rules, lang: str, annotations: Iterable[Annotation] = ()) -> None:
        self.text, self.rules, self.lang = text, rules, lang
        self.annotations = sorted(typed(annotations, rules))
        self.program = rules.programs[lang]
        self.matcher = matcher(self.program)

    @cached_property
    def sentences(self) -> list["Reading"]:
        """The sentences of the body, in order."""
        end = body_end(self.text)
        return [Reading(self, number, s) for number, s in enumerate(sentences(self.text[:end]))]

    @cached_property
    def quotes(self) -> list[Quote]:
        """Quoted speech and names."""
        return sorted(quoted(self.text, [r.sentence for r in self.sentences]), key=lambda q: (q.start, q.end))

    def quotes_in(self, sentence: Sentence) -> list[Quote]:
        """The quotations that overlap a sentence, looking back over a bounded number of them."""
        last = bisect_left(self.quotes, sentence.end, key=lambda q: q.start)
        return [q for q in self.quotes[max(0, last - MOST_QUOTES) : last] if q.end > sentence.start]

    def annotations_in(self, sentence: Sentence) -> list[Stretch]:
        """The annotations that begin in a sentence."""
        first = bisect_left(self.annotations, (sentence.start,))
        return self.annotations[first : bisect_left(self.annotations, (sentence.end,))]

    def triggered(self) -> Iterator["Reading"]:
        """The sentences that have the words some rule needs to make a record, or a mention from outside, which may have
        none of them.
        """
        wanted = self.program.filter
        if wanted.open:
            yield from self.sentences
            return
        places = list(self.matcher.scanner.find(self.text))
        if places or self.annotations:
            starts = [reading.sentence.start for reading in self.sentences]
            annotated = {bisect_right(starts, at) - 1 for at, _, _ in self.annotations}
            found = {bisect_right(starts, place) - 1 for place in places} | annotated
            for number in sorted(found - {-1}):  # before the first sentence stands nothing
                reading = self.sentences[number]
                if number not in annotated:
                    reading.telling = may_tell(wanted, self.text[reading.sentence.start : reading.sentence.end])
                if reading.telling != set():
                    yield reading


def typed(annotations: Iterable[Annotation], rules: Rules) -> Iterator[Stretch]:
    """The annotations with the types of the rules; those left out that are of none, or of one that is not told by a
    name.
    """
    for annotation in annotations:
        name = mention_type(annotation.type, rules.types)
        if name is not None and not rules.types[name].identity and rules.types[name].normal != "date":
            yield annotation.start, annotation.end, name


def may_tell(wanted: Filter, text: str) -> set[str]:
    """The types of phrases, and "" for frames, with a rule of which a sentence has a word of each set it needs."""
    found = 0
    words = wanted.words
    for word in WORD.findall(fold(text)):
        found |= words.get(word, 0)
    rare = found & wanted.rare
    kinds: set[str] = set()
    while rare:
        lowest = rare & -rare
        rare ^= lowest
        for need, of in wanted.needs[lowest]:
            if found & need == need:
                kinds.update(of)
    return kinds


class Reading:
    """One sentence of a document."""

    def __init__(self, reader: Reader, number: int, sentence: Sentence) -> None:
        self.reader, self.number, self.sentence = reader, number, sentence
        self.telling: set[str] | None = None  # what its words let it tell of; None: not known

    @cached_property
    def chart(self) -> Chart:
        """Tokens as forms, and the mentions on them."""
        norms, starts, ends = tokens(self.reader.text, self.sentence.start, self.sentence.end)
        vocabulary, flags = self.reader.matcher.vocabulary, self._surroundings(norms, starts)
        chart = Chart(
            self.reader.program, [vocabulary.form(n, f) for n, f in zip(norms, flags, strict=True)], starts, ends
        )
        return joined(chart, self.reader.annotations_in(self.sentence)) if self.reader.annotations else chart

    def _surroundings(self, norms: list[str], starts: list[int]) -> list[int]:
        flags = [0] * len(starts)
        first = next(
            (i for i, norm in enumerate(norms) if norm[:1].isalnum()), 0
        )  # «– По словам …»: marks begin no sentence
        if flags:
            flags[first] = FIRST
        for quote in self.reader.quotes_in(self.sentence):
            if quote.kind == "name":
                flags = [
                    f | QUOTED if quote.start <= at < quote.end else f for f, at in zip(flags, starts, strict=True)
                ]
        return flags

    @cached_property
    def clauses(self) -> Clauses:
        """The sentence divided into clauses."""
        spans = [(q.start, q.end) for q in self.reader.quotes_in(self.sentence) if q.kind == "speech"]
        speech = [any(a <= at < b for a, b in spans) for at in self.chart.starts] if spans else []
        return clauses(self.chart.forms, self.reader.program.tables, self.reader.lang, speech)

    @cached_property
    def normaliser(self) -> Normaliser:
        """Makes values of this sentence's mentions."""
        return Normaliser(self.chart, self.reader.text, self.reader.rules.types)

    def mentions(self, types: frozenset[str]) -> list[Mention]:
        """The mentions of some types, leftmost longest, none inside another."""
        found: list[Mention] = []
        mentions, program, at = self.chart.mentions, self.reader.program, 0
        for start, form in enumerate(self.chart.forms):
            kinds = form.kinds(types, program)
            if kinds and start >= at:
                here = [m for kind in kinds for m in mentions(kind, start)[:1]]
                if here:
                    best = max(here, key=lambda m: m.end)
                    found.append(best)
                    at = best.end
        return found

    def drafts(self, every: bool = False) -> list[Draft]:
        """The events this sentence tells of, in the order of the text; and, where there is one (or with `every`), who
        says so.
        """
        found = self._drafts(silent=False)
        if found or every:
            found += self._drafts(silent=True)
        return sorted(found, key=lambda d: (d.trigger.start, d.type))

    @cached_property
    def _drafter(self) -> Drafter:
        contexts = ContextFinder(self.reader.program, self.chart, self.clauses)
        return Drafter(
            self.chart, contexts, self.normaliser, self.reader.rules.types, self.number, self.sentence.paragraph
        )

    @cached_property
    def _candidates(self) -> Candidates:
        return Candidates(self.chart, lambda: self.clauses)

    def _drafts(self, silent: bool) -> list[Draft]:
        """What frames and phrases tell; a drafter is made where there is something to draft."""
        found = []
        if silent or self.may_tell(""):
            frames = self.reader.matcher.silent if silent else self.reader.matcher.frames
            found += [draft for match in frames.find(self._candidates) for draft in self._drafter.from_frame(match)]
        for name in self.reader.matcher.told[silent]:
            if silent or self.may_tell(name):
                mentions = self.mentions(frozenset([name]))
                found += [draft for mention in mentions for draft in self._drafter.from_phrase(mention)]
        return found

    def may_tell(self, kind: str) -> bool:
        """Do the sentence's words let it tell of this, as far as is known?"""
        return self.telling is None or kind in self.telling


__all__ = ["Reader", "Reading", "matcher"]
