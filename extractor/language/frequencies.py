"""How often words are met in news: what tells a rare word from a frequent one.

Comes in: folded forms. Goes out: an estimate of the share of sentences that have one of them. Does not know rules.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

FILE = Path(__file__).resolve().parent / "frequencies.{}.txt"
LANGUAGES = ("ru", "en")
UNSEEN = 2e-5  # of sentences, for a form the table does not have
OF = 100_000


@cache
def table() -> Mapping[str, float]:
    """Form -> share of sentences, of both languages: their letters differ."""
    found: dict[str, float] = {}
    for lang in LANGUAGES:
        for line in Path(str(FILE).format(lang)).read_text(encoding="utf-8").splitlines():
            form, number = line.split()
            found[form] = int(number) / OF
    return found


def share(forms: Iterable[str]) -> float:
    """The share of sentences that are likely to have one of some forms."""
    known = table()
    return sum(known.get(form, UNSEEN) for form in forms)
