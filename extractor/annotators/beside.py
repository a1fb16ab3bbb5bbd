"""Files of annotations beside texts: `visit.ann` or `visit.conllu` beside `visit.txt`.

Comes in: files and folders, the suffix of the annotations and a function that reads them. Goes out: an annotator that
knows these texts, by their words; any other text has no annotations.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from .values import Annotation, Annotator, AnnotatorError

Read = Callable[[str, str], Iterable[Annotation]]
TEXTS = (".txt", ".text", ".md", "")


def beside(paths: Sequence[str | Path], suffix: str, read: Read) -> Annotator:
    """The annotator of the texts among these files and folders; raises AnnotatorError where none has annotations."""
    known = {digest(content(text)): file for path in paths for text, file in pairs(Path(path), suffix)}
    if not known:
        raise AnnotatorError(f"no file {suffix} stands beside a text in {', '.join(map(str, paths))}")

    def annotate(text: str) -> Iterator[Annotation]:
        file = known.get(digest(text))
        if file is not None:
            try:
                yield from read(content(file), text)
            except AnnotatorError as fault:
                raise AnnotatorError(f"{file}: {fault}") from None

    return annotate


def pairs(path: Path, suffix: str) -> Iterator[tuple[Path, Path]]:
    """Each text with the file of its annotations."""
    if path.is_dir():
        for file in sorted(path.rglob(f"*{suffix}")):
            yield from ((text, file) for end in TEXTS if (text := file.with_suffix(end)).is_file())
    elif path.is_file() and path.with_suffix(suffix).is_file():
        yield path, path.with_suffix(suffix)


def content(file: Path) -> str:
    """What a file holds, every character counted as it stands."""
    return file.read_bytes().decode("utf-8-sig", errors="replace")


def digest(text: str) -> bytes:
    """The key of a text."""
    return sha256(text.encode("utf-8", errors="replace")).digest()
