"""Named entities of a spaCy pipeline.

Comes in: a text. Goes out: the entities of its document. Needs the extra `spacy`, and the pipeline's own package.
"""

from collections.abc import Iterator

from .values import Annotation, Annotator, AnnotatorError


def spacy(model: str) -> Annotator:
    """The annotator of a pipeline such as `ru_core_news_sm`; raises AnnotatorError where spaCy or it is missing."""
    try:
        from spacy import load
    except ImportError:
        raise AnnotatorError("the annotator spacy is not installed: pip install 'extractor[spacy]'") from None
    try:
        pipeline = load(model)
    except OSError:
        raise AnnotatorError(f"spaCy has no pipeline '{model}': python -m spacy download {model}") from None

    def annotate(text: str) -> Iterator[Annotation]:
        for entity in pipeline(text).ents:
            yield Annotation(entity.start_char, entity.end_char, entity.label_)

    return annotate
