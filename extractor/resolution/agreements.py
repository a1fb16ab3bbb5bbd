"""Which drafts tell of the same agreement, and between whom it is.

Comes in: agreement drafts in order; after grouping, the story with its meetings. Goes out: events, with parties and signatories settled.
"The document" and an untitled "agreement" add to the one told of before. Persons sign, their countries are the parties. What one side
alone decides (its plan, its programme), and what has neither title nor parties, is no agreement. Does not know rules.
"""
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..language.program import Program
from ..records.drafts import Draft
from ..records.values import Span, Value
from ..text.segment import fold
from .countries import countries_in, country_name, international
from .events import Event, party_key, united

if TYPE_CHECKING:
    from .document import Story

PROGRESS = (
    "proposed", "planned", "under_negotiation", "agreed", "endorsed", "initialled", "adopted", "signed", "ratified", "in_force",
    "in_implementation", "extended", "suspended", "violated", "terminated", "rejected", "denied",
)
LOOSE = frozenset({"agreement", "treaty", "documents", "deal", "oral", "contract"})  # kinds that one agreement is called in turn
# kinds that one side may have of its own: they take two sides, or one that is many
OWN = frozenset({
    "plan", "programme", "strategy", "statement", "other", "charter", "resolution", "roadmap", "declaration", "documents", "contract",
    "deal", "oral",
})
AHEAD = frozenset({"proposed", "under_negotiation"})  # papers that are only drafted
DEALS = frozenset({"deal", "oral", "contract", "plan"})  # of these it is enough to be told of as standing between states
LASTING = frozenset({"in_force", "extended", "suspended", "terminated", "violated"})
SIGNED = frozenset({"signed", "initialled", "planned"})  # where persons told of are those who sign
UNWRITTEN = frozenset({"deal", "oral"})    # nobody signs them
ACTS = frozenset({"adopted", "endorsed"})  # what one side alone does to a text of its own
NEAR = 3   # and within which "they" are those of a meeting
REACH = 8  # sentences within which an untitled mention is of the agreement told of before
ALIKE, SURE = 0.4, 0.7  # share of common words that makes two titles one: where two parties are the same, and else


def agreements(drafts: Sequence[Draft], _others: Sequence[Event]) -> list[Event]:
    """Fold the drafts into events."""
    events: list[Event] = []
    lend_parties(drafts)
    for draft in drafts:
        event = next((e for e in reversed(events) if same(e, draft)), None)
        if event is None:
            events.append(Event("agreement", [draft], united([], parties_of(draft))))
        else:
            event.drafts.append(draft)
            event.parties = united(event.parties, parties_of(draft))
    return events


def lend_parties(drafts: Sequence[Draft]) -> None:
    """Documents named in one breath («план, а также стратегия») have the parties of the first that names any."""
    for draft in drafts:
        if not parties_of(draft):
            lender = next((d for d in drafts if d.trigger == draft.trigger and parties_of(d)), None)
            if lender is not None:
                draft.slots["parties"] = lender.values("parties")


def parties_of(draft: Draft) -> list[Value]:
    """The parties and signatories a draft names."""
    return [v for v in [*draft.values("parties"), *draft.values("signatories")] if v.type != "Anaphor"]


def sides_of(values: Sequence[Value]) -> set[str]:
    """What tells parties apart: the country, of a person or a body too; else the name, of persons only where there is nothing else."""
    placed = [v for v in values if v.type != "Person" or v.fields.get("country")]
    return {str(v.fields.get("country") or party_key(v)[1]) for v in placed or values}


def same(event: Event, draft: Draft) -> bool:
    """Titles alike, or one that the text no longer needs to name; parties that do not contradict."""
    a, b = sides_of(parties_of(draft)), sides_of(event.parties)
    words, known = telling_words(draft), [w for d in event.drafts if (w := telling_words(d))]
    if a and b and (not a & b or (len(a) > 1 and len(b) > 1 and a - b and b - a)):
        return False
    if words and known:
        return max(alike(words, w) for w in known) >= (ALIKE if len(a & b) > 1 else SURE)
    kind, known_kind = draft.text("doc_kind"), event.drafts[0].text("doc_kind")
    loose = kind in LOOSE and known_kind in LOOSE and (a & b or not words)
    if kind != known_kind and not loose and "doc_kind" in draft.stated:
        return False
    return draft.order - event.last <= REACH


def telling_words(draft: Draft) -> str:
    """What a draft says of the document: its title, else what it is about."""
    return draft.text("title") or next((v.mention.text for v in draft.values("subject")), "")


def alike(a: str, b: str) -> float:
    """The share of words two titles have in common, by their first letters so that endings do not matter; a shorter title may be a part."""
    x, y = ({w[:5] for w in fold(t).split() if len(w) > 2} for t in (a, b))
    if not x or not y:
        return 0.0
    return 1.0 if (x <= y or y <= x) and min(len(x), len(y)) > 1 else len(x & y) / len(x | y)


def latest_status(statuses: Sequence[str]) -> str:
    """The furthest an agreement has come, as the text tells."""
    return max(statuses, key=lambda s: PROGRESS.index(s) if s in PROGRESS else -1)


def settle_agreements(story: "Story") -> None:
    """Give every agreement its parties and signatories; drop what is none."""
    for event in [e for e in story.events if e.type == "agreement"]:
        settle(event, story)
        if not stands(event, story.reader.program):
            story.events.remove(event)


def settle(event: Event, story: "Story") -> None:
    """Parties: those named, those that adjectives of the title name, those of the meeting told of; persons stand for their countries."""
    named = [v for d in event.drafts for v in d.values("parties") if v.type != "Anaphor"]
    named += [v for d in event.drafts for v in [*adjectival(d, story), *ratifying(d, story)]] or ([] if named else acting(event, story))
    told = [] if named else told_before(event, story)
    named = named or told
    named = [country(str(v.fields["country"]), v.mention, story) if v.type == "Capital" else v for v in named]
    codes = {v.fields.get("country") for v in named if v.type != "Person"}
    persons = [v for v in named if v.type == "Person"]
    written = not {d.text("doc_kind") for d in event.drafts} <= UNWRITTEN
    sent = [represented(v, story) if written else v for v in persons if v.fields.get("country") not in codes]
    sides = united([v for v in named if v.type != "Person"], sent)
    if sum(v.type != "Person" for v in sides) > 1:
        sides = [v for v in sides if v.type != "Person"]
    signed = not told and bool({d.text("status") for d in event.drafts} & SIGNED)
    signers = united([v for d in event.drafts for v in d.values("signatories")], persons if signed else [])
    signers = [v for v in signers if party_key(v) not in {party_key(side) for side in sides}]
    for draft in event.drafts:
        draft.slots.pop("parties", None)
        draft.slots.pop("signatories", None)
    titled = next((d for d in event.drafts if d.text("title")), event.drafts[0])
    event.drafts[0].slots |= {"parties": sides, "signatories": signers, "doc_kind": titled.text("doc_kind") or "other"}
    event.parties = sides


def acting(event: Event, story: "Story") -> list[Value]:
    """Those who adopt or endorse what is their own: an organisation of states, or several countries."""
    found = united([], [v for d in event.drafts for v in d.values("endorsed_by") if v.type != "Anaphor"])
    if len(sides_of(found)) + sum(many(v, story.reader.program) for v in found) < 2:
        return []
    for draft in event.drafts:
        draft.slots.pop("endorsed_by", None)
    return found


def ratifying(draft: Draft, story: "Story") -> list[Value]:
    """The countries whose parliaments ratify."""
    codes = [(str(v.fields["country"]), v.mention) for v in draft.values("endorsed_by") if v.fields.get("country")]
    return [country(code, mention, story) for code, mention in codes] if draft.text("status") == "ratified" else []


def adjectival(draft: Draft, story: "Story") -> list[Value]:
    """The countries of «российско-американский договор», of the title's words."""
    title = draft.text("title") or ""
    return [country(code, draft.trigger, story) for code in countries_in(story.reader.program, title)]


def country(code: str, mention: Span, story: "Story") -> Value:
    """A country as a party that stands on these characters."""
    name = country_name(story.reader.program, code)
    fields = {"kind": "country", "name": name, "key": None, "role": None, "org": None, "country": code, "part": "party"}
    return Value("Country", fields, mention)


def represented(person: Value, story: "Story") -> Value:
    """Whom a person signs for: the country or the organisation of the office; a person without an office signs as one."""
    code, org = person.fields.get("country"), person.fields.get("org")
    if not person.fields.get("role"):
        return person
    if org and not code:
        fields = {"kind": "organization", "name": org, "key": None, "role": None, "org": None, "country": None, "part": "party"}
        return Value("Org", fields, person.mention)
    return country(code, person.mention, story) if code else person


def told_before(event: Event, story: "Story") -> list[Value]:
    """The parties of the meeting the agreement comes from, where the text speaks of "the sides" or of documents without saying whose."""
    draft = event.drafts[0]
    anaphors = [v for d in event.drafts for v in d.values("parties") if v.type == "Anaphor"]
    if not anaphors and draft.text("doc_kind") != "documents":
        return []
    reach = NEAR if anaphors and all(v.hints.get("refers") == "they" for v in anaphors) else draft.order
    orders = {d.order: e for e in story.events if e.type == "meeting" for d in e.drafts if 0 <= draft.order - d.order <= reach}
    return list(orders[max(orders)].parties) if orders else []


def stands(event: Event, program: Program) -> bool:
    """Is this an agreement: two sides, or one that is many; else a kind of document that takes two, and words that tell which it is?"""
    kinds, statuses = ({t for d in event.drafts if (t := d.text(slot))} for slot in ("doc_kind", "status"))
    told = any(telling(d) for d in event.drafts)
    if statuses <= AHEAD and kinds <= {"documents", "other"} and not told:
        return False
    sides = len({party_key(v) for v in event.parties})
    if sides + (kinds != {"other"} and any(many(v, program) for v in event.parties)) >= 2:
        return True
    if statuses <= ACTS:
        return False
    if kinds <= OWN:
        placed = any(v.fields.get("country") for v in event.parties)
        lasting = bool(statuses & LASTING) and "contract" not in kinds and any(d.text("title") for d in event.drafts)
        return kinds <= DEALS and (lasting or (told and placed))
    return told or any(v.type != "Person" for v in event.parties)


def many(party: Value, program: Program) -> bool:
    """Is this party several: countries, their leaders, or an organisation of states?"""
    kind, org = party.fields.get("kind"), party.fields.get("org")
    return kind == "country_group" or (not party.fields.get("country") and international(program, str(org or party.name)))


def telling(draft: Draft) -> bool:
    """Does the title say which document it is: what it is about, or a name of its own?"""
    title = draft.text("title") or ""
    first = bool(title) and draft.evidence[0].text.startswith(title[:3])  # the capital of the sentence
    return bool(draft.values("subject")) or any(c.isupper() for c in title[first:])
