"""Annotators: mentions that other programs found, or people marked, for a chart to join to its own.

Comes in: a text. Goes out: `Annotation`s. Does not know rules.
"""

from .named import annotator
from .values import Annotation, Annotator, AnnotatorError

__all__ = ["Annotation", "Annotator", "AnnotatorError", "annotator"]
