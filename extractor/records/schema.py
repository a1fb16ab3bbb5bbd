"""The JSON Schema of records, generated from the types that rule files declare.

Comes in: the declared types. Goes out: a schema (draft 2020-12) as a Python value. Run as a module it writes
`schema/record.schema.json`.
"""

from collections.abc import Mapping
from typing import Any

from ..language.declarations import TypeDeclaration
from ..language.syntax import SlotType
from .values import SCHEMA_VERSION

NULL: dict[str, Any] = {"type": "null"}
TEXT: dict[str, Any] = {"type": ["string", "null"]}
CODE: dict[str, Any] = {"type": ["string", "null"], "pattern": "^[A-Z]{3}$"}
PARTS = [
    "participant",
    "host",
    "visitor",
    "chair",
    "organizer",
    "speaker",
    "mediator",
    "invited",
    "party",
    "signatory",
    "endorser",
    "witness",
]
STANCES = ["counter", "warn", "assert", "threaten", "condemn", "deny", "report"]
EDTF = r"^(DCT|PAST_REF|FUTURE_REF|[0-9X]{4}(-[0-9X]{2}){0,2}(/[0-9X]{4}(-[0-9X]{2}){0,2})?)$"
PERIOD = r"^[0-9X]{4}(-[0-9X]{2}){0,2}(/[0-9X]{4}(-[0-9X]{2}){0,2})?$"


def record_schema(types: Mapping[str, TypeDeclaration]) -> dict[str, Any]:
    """The schema of every record that rules over these types can make."""
    records = {name: t for name, t in types.items() if t.identity and t.kind != "attribution"}
    properties = {
        "id": {"type": "string", "pattern": "^[0-9a-f]{16}$"},
        "type": {"enum": sorted(records)},
        "schema_version": {"const": SCHEMA_VERSION},
        "doc": {"type": "string"},
        "lang": {"type": "string"},
        "polarity": {"enum": ["positive", "negative"]},
        "certainty": {"enum": ["asserted", "reported", "possible", "hypothetical"]},
        "attribution": _list("attribution"),
        "evidence": {**_list("span"), "minItems": 1},
        "coreference": _list("span"),
        "links": {"type": "array", "items": _ref("link")},
        "rules": {"type": "array", "minItems": 1, "items": _ref("rule")},
        "codes": _ref("codes"),
    }
    required = [
        "id",
        "type",
        "schema_version",
        "doc",
        "lang",
        "polarity",
        "certainty",
        "attribution",
        "evidence",
        "rules",
        "codes",
    ]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "record.schema.json",
        "title": "A record of an event in a document",
        "type": "object",
        "required": required,
        "properties": properties,
        "unevaluatedProperties": False,
        "allOf": [_variant(name, declared, types) for name, declared in sorted(records.items())],
        "$defs": _definitions(),
    }


def _variant(name: str, declared: TypeDeclaration, types: Mapping[str, TypeDeclaration]) -> dict[str, Any]:
    """What a record of one type has beside the common fields."""
    slots = {
        slot: _slot(kind, types)
        for slot, (kind, _) in declared.slots.items()
        if not ("stance" in declared.slots and slot in ("speaker", "stance"))
    }
    if "stance" in declared.slots:
        slots["statements"] = {"type": "array", "minItems": 1, "items": _ref("statement")}
    then = {"required": sorted(slots), "properties": slots}
    return {"if": {"properties": {"type": {"const": name}}}, "then": then}


def _slot(kind: SlotType, types: Mapping[str, TypeDeclaration]) -> dict[str, Any]:
    if kind.words:
        return {"enum": list(kind.words) + ([] if kind.default is not None else [None])}
    if kind.names == ("text",):
        return TEXT
    shape = _ref(_shape(kind.names[0], types))
    if kind.high > 1:
        return {"type": "array", "items": shape}
    return {"oneOf": [NULL, shape]}


def _shape(name: str, types: Mapping[str, TypeDeclaration]) -> str:
    declared = types.get(name)
    while declared is not None and declared.union:
        declared = types.get(declared.union[0])
    shapes = {
        "person": "party",
        "actor": "party",
        "place": "place",
        "date": "date",
        "period": "period",
        "topic": "topic",
    }
    return shapes.get(declared.normal if declared else "", "value")


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/$defs/{name}"}


def _list(name: str) -> dict[str, Any]:
    return {"type": "array", "items": _ref(name)}


def _object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": sorted(properties), "properties": properties, "additionalProperties": False}


def _definitions() -> dict[str, Any]:
    number = {"type": "integer", "minimum": 0}
    mention = _ref("span")
    return {
        "span": _object(start=number, end={"type": "integer", "minimum": 1}, text={"type": "string"}),
        "party": _object(
            kind={"enum": ["person", "group", "organization", "country", "country_group"]},
            name=TEXT,
            key=TEXT,
            role=TEXT,
            org=TEXT,
            country=CODE,
            part={"enum": PARTS},
            mention=mention,
        ),
        "place": _object(
            name={"type": "string"},
            country=CODE,
            kind={"enum": ["city", "country", "region", "facility"]},
            certainty={"enum": ["stated", "inferred"]},
            mention=mention,
        ),
        "date": _object(
            value={"type": "string", "pattern": EDTF},
            type={"enum": ["DATE", "RANGE", "DURATION", "REF"]},
            anchor=TEXT,
            certainty={"enum": ["stated", "inferred"]},
            mention=mention,
        ),
        "period": _object(value={"type": "string", "pattern": PERIOD}, mention=mention),
        "topic": _object(
            start=number, end=number, text={"type": "string"}, contexts={"type": "array", "items": {"type": "string"}}
        ),
        "statement": _object(
            speaker={"type": "array", "items": {"type": "string"}}, stance={"enum": STANCES}, evidence=_list("span")
        ),
        "attribution": _object(
            kind={
                "enum": [
                    "agency",
                    "press_service",
                    "ministry",
                    "official_website",
                    "person",
                    "unnamed_source",
                    "media",
                    "document",
                ]
            },
            name={"type": "string"},
            country=CODE,
            mention=mention,
        ),
        "link": _object(rel={"type": "string"}, id={"type": "string"}),
        "rule": _object(id={"type": "string"}, file={"type": "string"}, line={"type": "integer", "minimum": 1}),
        "codes": {
            "type": "object",
            "required": ["plover"],
            "properties": {"plover": {"oneOf": [NULL, {"type": "object", "required": ["event"]}]}},
        },
        "value": {"type": "object", "required": ["mention"], "properties": {"mention": mention}},
    }
