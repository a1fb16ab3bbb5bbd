"""Turns Russian and English news into typed, traceable records by rules that people can read.

    rules = extractor.load("rules/")
    for record in extractor.extract(text, rules, date=date(2024, 2, 1)):
        print(record.to_dict())

The names below are imported on first use, so that `extract --help` is instant.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .authoring.examples import check_rule
    from .engine import extract, load
    from .language.problems import Problem, RuleError
    from .records.values import Record, Span, Value

__version__ = "0.1.0"
__all__ = ["Problem", "Record", "RuleError", "Span", "Value", "check_rule", "extract", "load"]
_HOMES = {
    "check_rule": "authoring.examples",
    "extract": "engine",
    "load": "engine",
    "Problem": "language.problems",
    "RuleError": "language.problems",
    "Record": "records.values",
    "Span": "records.values",
    "Value": "records.values",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
