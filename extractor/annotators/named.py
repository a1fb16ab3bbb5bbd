"""Annotators by the name that the command line knows them by.

Comes in: `slovnet`, `spacy:MODEL`, `brat` or `conllu`, and the paths of the texts. Goes out: the annotator.
"""

from collections.abc import Sequence
from pathlib import Path

from .beside import beside
from .brat import brat
from .conllu import conllu
from .slovnet import slovnet
from .spacy import spacy
from .values import Annotator, AnnotatorError


def annotator(name: str, paths: Sequence[str | Path] = ()) -> Annotator:
    """The annotator of a name; raises AnnotatorError where there is none or it cannot be had."""
    kind, _, model = name.partition(":")
    if kind == "spacy" and model:
        return spacy(model)
    if name == "slovnet":
        return slovnet()
    if name == "brat":
        return beside(paths, ".ann", brat)
    if name == "conllu":
        return beside(paths, ".conllu", conllu)
    raise AnnotatorError(f"no annotator '{name}'; there is slovnet, spacy:MODEL, brat, conllu")
