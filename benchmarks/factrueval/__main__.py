"""Extract the facts of a folder of texts, or score an answer.

    python -m benchmarks.factrueval TEXTS_DIR OUT_DIR
    python -m benchmarks.factrueval --score TEXTS_DIR OUT_DIR

The first writes one `book_N.task3` for every `book_N.txt`; the second compares them with the gold beside the texts.
With `--annotator slovnet` both take names from outside beside those of the rules.
"""

import argparse
from pathlib import Path

from tqdm import tqdm

from extractor.annotators import Annotator, annotator
from extractor.engine import extract, load

from .answers import answer
from .report import report

RULES = Path(__file__).parent / "rules"


def main() -> None:
    """Read the arguments and do what they say."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.factrueval", description=__doc__)
    parser.add_argument("--score", action="store_true", help="compare OUT_DIR with the gold beside the texts")
    parser.add_argument("-v", "--verbose", action="store_true", help="with --score: show every fact")
    parser.add_argument("--annotator", metavar="NAME", help="names from outside: slovnet, spacy:MODEL, brat, conllu")
    parser.add_argument("texts", type=Path, metavar="TEXTS_DIR")
    parser.add_argument("out", type=Path, metavar="OUT_DIR")
    given = parser.parse_args()
    annotate = annotator(given.annotator, [given.texts]) if given.annotator else None
    if given.score:
        print(report(given.texts, given.out, given.verbose, annotate))
    else:
        write(given.texts, given.out, annotate)


def write(texts: Path, out: Path, annotate: Annotator | None = None) -> None:
    """One `.task3` file for every text, empty where nothing is found."""
    rules = load(RULES)
    out.mkdir(parents=True, exist_ok=True)
    for path in tqdm(sorted(texts.glob("book_*.txt")), disable=None):
        records = extract(path.read_text(encoding="utf-8"), rules, doc=path.stem, lang="ru", annotate=annotate)
        (out / f"{path.stem}.task3").write_text(answer(records) if records else "", encoding="utf-8")


if __name__ == "__main__":
    main()
