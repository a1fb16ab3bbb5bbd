"""Between whom an agreement is, and whether it is one.

Comes in: the story with its agreements and meetings grouped. Goes out: the agreements with parties and signatories.
Persons sign, their countries are the parties. What one side alone decides (its plan, its programme), and what has
neither title nor parties, is no agreement. Does not know rules.
"""

from ..language.program import Program
from ..records.drafts import Draft
from ..records.values import Span, Value
from ..text.segment import fold
from .agreements import sides_of
from .countries import countries_in, country_name, international
from .events import Event, party_key, united
from .story import Story

# kinds that one side may have of its own: they take two sides, or one that is many
OWN = frozenset(
    {
        "plan",
        "programme",
        "strategy",
        "statement",
        "other",
        "charter",
        "resolution",
        "roadmap",
        "declaration",
        "documents",
        "contract",
        "deal",
        "oral",
    }
)

AHEAD = frozenset({"proposed", "under_negotiation"})  # papers that are only drafted
DEALS = frozenset(
    {"deal", "oral", "contract", "plan"}
)  # of these it is enough to be told of as standing between states
STATED = frozenset({"statement", "declaration", "communique", "documents"})
JOINT = ("joint", "bilateral", "совместн", "двусторонн")  # in the title of what those who meet agree on
LASTING = frozenset({"in_force", "extended", "suspended", "terminated", "violated"})
SIGNED = frozenset({"signed", "initialled", "planned"})  # where persons told of are those who sign
UNWRITTEN = frozenset({"deal", "oral"})  # nobody signs them
ACTS = frozenset({"adopted", "endorsed"})  # what one side alone does to a text of its own
NEAR = 3  # sentences within which "they" are those of a meeting


def settle_agreements(story: Story) -> None:
    """Give every agreement its parties and signatories; drop what is none."""
    for event in [e for e in story.events if e.type == "agreement"]:
        settle(event, story)
        if not stands(event, story.reader.program):
            story.events.remove(event)


def settle(event: Event, story: Story) -> None:
    """Write the parties and signatories into the event's first draft; words that point to parties stay where they
    stood.
    """
    named = named_parties(event, story)
    told = [] if named else told_before(event, story)
    persons = [v for v in named or told if v.type == "Person"]
    sides = sides_among(named or told, persons, event, story)
    signed = not told and bool({d.text("status") for d in event.drafts} & SIGNED)
    signers = united([v for d in event.drafts for v in d.values("signatories")], persons if signed else [])
    for draft in event.drafts:
        draft.slots["parties"] = [v for v in draft.values("parties") if v.type == "Anaphor"]
        draft.slots.pop("signatories", None)
    first, titled = event.drafts[0], next((d for d in event.drafts if d.text("title")), event.drafts[0])
    first.slots |= {
        "parties": [*sides, *first.values("parties")],
        "doc_kind": titled.text("doc_kind") or "other",
        "signatories": [v for v in signers if party_key(v) not in {party_key(side) for side in sides}],
    }
    event.parties = sides


def named_parties(event: Event, story: Story) -> list[Value]:
    """Those named as parties, those that adjectives of the title name, those who ratify; where there are none, those
    who adopt.
    """
    named = [v for d in event.drafts for v in d.values("parties") if v.type != "Anaphor"]
    named += [v for d in event.drafts for v in [*adjectival(d, story), *ratifying(d, story)]]
    return [
        country(str(v.fields["country"]), v.mention, story) if v.type == "Capital" else v
        for v in named or acting(event, story)
    ]


def sides_among(named: list[Value], persons: list[Value], event: Event, story: Story) -> list[Value]:
    """The sides: persons stand for their countries, unless nothing is signed; where two sides are told, other persons
    are none.
    """
    codes = {v.fields.get("country") for v in named if v.type != "Person"} - {None}
    written = not {d.text("doc_kind") for d in event.drafts} <= UNWRITTEN
    sent = [represented(v, story) if written else v for v in persons if v.fields.get("country") not in codes]
    sides = united([v for v in named if v.type != "Person"], sent)
    bodies = [v for v in sides if v.type != "Person"]
    return bodies if len(bodies) > 1 else sides


def acting(event: Event, story: Story) -> list[Value]:
    """Those who adopt or endorse what is their own: an organisation of states, or several countries."""
    found = united([], [v for d in event.drafts for v in d.values("endorsed_by") if v.type != "Anaphor"])
    if len(sides_of(found)) + sum(many(v, story.reader.program) for v in found) < 2:
        return []
    for draft in event.drafts:
        draft.slots.pop("endorsed_by", None)
    return found


def ratifying(draft: Draft, story: Story) -> list[Value]:
    """The countries whose parliaments ratify."""
    codes = [(str(v.fields["country"]), v.mention) for v in draft.values("endorsed_by") if v.fields.get("country")]
    return [country(code, mention, story) for code, mention in codes] if draft.text("status") == "ratified" else []


def adjectival(draft: Draft, story: Story) -> list[Value]:
    """The countries of «российско-американский договор», of the title's words."""
    title = draft.text("title") or "" if draft.text("doc_kind") != "resolution" else ""
    return [country(code, draft.trigger, story) for code in countries_in(story.reader.program, title)]


def country(code: str, mention: Span, story: Story, part: str = "party") -> Value:
    """A country that takes part, standing on these characters."""
    name = country_name(story.reader.program, code)
    fields = {"kind": "country", "name": name, "key": None, "role": None, "org": None, "country": code, "part": part}
    return Value("Country", fields, mention)


def represented(person: Value, story: Story) -> Value:
    """Whom a person signs for: the country or the organisation of the office; a person without an office signs as one."""
    code, org = person.fields.get("country"), person.fields.get("org")
    if not person.fields.get("role"):
        return person
    if org and not code:
        fields = {
            "kind": "organization",
            "name": org,
            "key": None,
            "role": None,
            "org": None,
            "country": None,
            "part": "party",
        }
        return Value("Org", fields, person.mention)
    return country(code, person.mention, story) if code else person


def told_before(event: Event, story: Story) -> list[Value]:
    """The parties of the meeting the agreement comes from, where the text speaks of "the sides" or of documents without
    saying whose.
    """
    draft = event.drafts[0]
    anaphors = [v for d in event.drafts for v in d.values("parties") if v.type == "Anaphor"]
    joint = draft.text("doc_kind") in STATED and any(
        word in fold(d.text("title") or "") for d in event.drafts for word in JOINT
    )
    if not anaphors and not joint and draft.text("doc_kind") != "documents":
        return []
    reach = NEAR if anaphors and all(v.hints.get("refers") == "they" for v in anaphors) else draft.order
    orders = {
        d.order: e for e in story.events if e.type == "meeting" for d in e.drafts if 0 <= draft.order - d.order <= reach
    }
    return list(orders[max(orders)].parties) if orders else []


def stands(event: Event, program: Program) -> bool:
    """Is this an agreement: two sides, or one that is many; else a kind of document that takes two, and words that tell
    which it is?
    """
    kinds, statuses = ({t for d in event.drafts if (t := d.text(slot))} for slot in ("doc_kind", "status"))
    told = any(telling(d) for d in event.drafts)
    if statuses <= AHEAD and kinds <= {"documents", "other"} and not told:
        return False
    sides = len({party_key(v) for v in event.parties})
    if sides + (kinds != {"other"} and any(many(v, program) for v in event.parties)) >= 2:
        return True
    if "ceasefire" in kinds and event.first_value("place") is not None:
        return True
    if statuses <= ACTS:
        return False
    if kinds <= OWN:
        titled = any(d.text("title") for d in event.drafts)
        placed = told and any(v.fields.get("country") for v in event.parties)
        lasting = bool(statuses & LASTING) and (told or kinds <= UNWRITTEN)
        return kinds <= DEALS and titled and (placed or lasting)
    return told or any(v.type != "Person" for v in event.parties)


def many(party: Value, program: Program) -> bool:
    """Is this party several: countries, their leaders, or an organisation of states?"""
    kind, org = party.fields.get("kind"), party.fields.get("org")
    return kind == "country_group" or (
        not party.fields.get("country") and international(program, str(org or party.name))
    )


def telling(draft: Draft) -> bool:
    """Does the title say which document it is: what it is about, or a name of its own?"""
    title = draft.text("title") or ""
    first = bool(title) and draft.evidence[0].text.startswith(title[:3])  # the capital of the sentence
    return bool(draft.values("subject")) or any(c.isupper() for c in title[first:])
