"""Names in Russian news, by slovnet with the models inside natasha's wheel.

Comes in: a text. Goes out: the spans that slovnet marks. Needs the extra `slovnet`; nothing is downloaded.
"""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from .values import Annotation, Annotator, AnnotatorError

VECTORS = "emb/navec_news_v1_1B_250K_300d_100q.tar"
NAMES = "model/slovnet_ner_news_v1.tar"


def slovnet() -> Annotator:
    """The annotator; raises AnnotatorError where the extra is not installed."""
    models = find_spec("natasha")  # only its files: the package itself is not imported
    try:
        from navec import Navec
        from slovnet import NER
    except ImportError:
        models = None
    if models is None or not models.submodule_search_locations:
        raise AnnotatorError("the annotator slovnet is not installed: pip install 'extractor[slovnet]'")
    data = Path(models.submodule_search_locations[0]) / "data"
    tagger = NER.load(data / NAMES).navec(Navec.load(data / VECTORS))

    def annotate(text: str) -> Iterator[Annotation]:
        for span in tagger(text).spans if text.strip() else ():
            yield Annotation(span.start, span.stop, span.type)

    return annotate
