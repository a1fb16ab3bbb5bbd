"""Writes how often frequent words are met in sentences of news, for the choice of the words that sentences are picked by.

    python -m benchmarks.build_frequencies [DATA]

Of each language, the folded forms met in more than one of two thousand sentences, with their number among 100,000
sentences. Russian: Wikinews and the FactRuEval development set; English: press releases. Counts of words only: nothing
of the texts is kept.
"""

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from extractor.language.frequencies import FILE
from extractor.text.segment import WORD, fold, sentences

from .corpus import default_data, russian_texts

LEAST = 50  # among 100,000 sentences


def english_texts(data: Path) -> list[str]:
    """Real English press releases."""
    lines = (data / "data" / "kremlin-en" / "plain.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["text"] for line in lines]


def frequencies(texts: Iterable[str]) -> list[str]:
    """Lines of a form and its number, the most frequent first."""
    counts: Counter[str] = Counter()
    total = 0
    for text in texts:
        for sentence in sentences(text):
            total += 1
            counts.update(set(WORD.findall(fold(text[sentence.start : sentence.end]))))
    shares = {form: round(count * 100_000 / total) for form, count in counts.items() if form.replace("-", "").isalpha()}
    return [f"{form} {n}" for form, n in sorted(shares.items(), key=lambda item: (-item[1], item[0])) if n >= LEAST]


def main() -> None:
    """Write the files."""
    data = default_data()
    for lang, texts in (("ru", russian_texts(data)), ("en", english_texts(data))):
        Path(str(FILE).format(lang)).write_text("\n".join(frequencies(texts)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
