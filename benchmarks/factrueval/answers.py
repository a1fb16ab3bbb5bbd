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
PERSONAL = frozenset({"Person", "Holder"})


def answer(records: Sequence[Record]) -> str:
    """The facts, divided by empty lines."""
    return "\n\n".join(fact for record in records if (fact := lines(record))) + "\n"


def lines(record: Record) -> str:
    """One fact: its type, then an argument a line; nothing where the record is none of the four."""
    names = ARGUMENTS.get(record.type)
    if names is None:
        return ""
    return "\n".join([record.type, *(f"{name} : {value}" for name in names for value in values(record, name))])


def values(record: Record, name: str) -> list[str]:
    """The values of an argument, without a colon in them, each once."""
    held = record.slots.get(name) or record.slots.get(name + "s")
    several = held if isinstance(held, tuple) else (held,) if held else ()
    shown = [one.replace(":", " ") for v in several if (one := shown_value(v))]
    return list(dict.fromkeys(shown))


def shown_value(value: Value | str) -> str:
    """A person by name, anything else as it stands."""
    if isinstance(value, str):
        return value
    if value.type in PERSONAL:
        return value.name or ""
    return " ".join(value.mention.text.split())
