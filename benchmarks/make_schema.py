"""Writes schema/record.schema.json from the types of the shipped pack."""

import json

from extractor.engine import load
from extractor.records.schema import record_schema
from extractor.resources import folder


def main() -> None:
    """Write the file."""
    schema = record_schema(load().types)
    (folder("schema") / "record.schema.json").write_text(
        json.dumps(schema, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
