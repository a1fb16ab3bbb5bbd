"""Records of the domain -> the lines of a `.task3` file.

Comes in: records. Goes out: text. Names of persons are given in the nominative; positions, organisations and places as
they stand in the text.
"""

from collections.abc import Sequence

from extractor.records.values import Record, Value

ARGUMENTS = {
    "meeting": ("participant",),
    "deal": ("participant", "type"),
    "occupation": ("who", "position", "where"),
    "ownership": ("owner", "property"),
}
NEEDED = {
    "meeting": ("participant", 2),
    "deal": ("participant", 2),
    "occupation": ("who", 1),
    "ownership": ("owner", 1),
}
OPEN, CLOSE = '«"“„', '»"”“'
NAMED = frozenset({"Person", "Holder", "Maker"})  # types whose values are told by their names


def answer(records: Sequence[Record]) -> str:
    """The facts, divided by empty lines."""
    return "\n\n".join(fact for record in records if (fact := lines(record))) + "\n"


def lines(record: Record) -> str:
    """One fact: its type, then an argument a line; nothing where too little of it has a name."""
    told = [(name, value) for name in ARGUMENTS.get(record.type, ()) for value in values(record, name)]
    needed, count = NEEDED.get(record.type, ("", 1))
    if sum(name == needed for name, _ in told) < count:
        return ""
    return "\n".join([record.type, *(f"{name} : {value}" for name, value in told)])


def values(record: Record, name: str) -> list[str]:
    """The values of an argument, without a colon in them, each once."""
    held = record.slots.get(name) or record.slots.get(name + "s")
    several = held if isinstance(held, tuple) else (held,) if held else ()
    shown = [one.replace(":", " ") for v in several if (one := shown_value(v))]
    return list(dict.fromkeys(shown))


def shown_value(value: Value | str) -> str:
    """A person by name in the nominative, anything else as it stands."""
    if isinstance(value, str):
        return value
    if value.type in NAMED:
        return value.name or ""
    return bare(" ".join(value.mention.text.split()))


def bare(text: str) -> str:
    """Without the quotation marks around all of it."""
    inner = text[1:-1]
    quoted = len(text) > 2 and text[0] in OPEN and text[-1] in CLOSE
    return inner if quoted and not set(inner) & set(OPEN + CLOSE) else text
