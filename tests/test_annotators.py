"""Mentions from outside: how they join ours, what of them is left out, and where they come from."""

import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import pytest

from extractor.annotators import Annotation, Annotator, AnnotatorError, annotator
from extractor.annotators.beside import beside
from extractor.annotators.brat import brat
from extractor.annotators.conllu import conllu
from extractor.cli import main
from extractor.engine import extract, load
from extractor.language.program import Rules
from extractor.matching.chart import Chart
from extractor.reading import Reader

MEETING = "Иван Петров встретился с Мудрым Котом."
CONLLU = """\
# text = Мудрый Кот, мэр Тихой Гавани, ждал.
1	Мудрый	_	_	_	_	_	_	_	NE=B-PER
2	Кот	_	_	_	_	_	_	_	SpaceAfter=No|NE=I-PER
3-4	,	_	_	_	_	_	_	_	_
3	,	_	_	_	_	_	_	_	NE=B-ORG
4	,	_	_	_	_	_	_	_	_
4.1	он	_	_	_	_	_	_	_	NE=B-PER
5	мэр	_	_	_	_	_	_	_	NE=O
6	Тихой	_	_	_	_	_	_	_	NE=B-LOC
7	Гавани	_	_	_	_	_	_	_	NE=I-LOC|SpaceAfter=No
8-9	,	_	_	_	_	_	_	_	_
8	,	_	_	_	_	_	_	_	_
9	,	_	_	_	_	_	_	_	_

1	ждал	_	_	_	_	_	_	_	_
"""


@cache
def shipped() -> Rules:
    return load()


def marking(**marks: str) -> Annotator:
    """An annotator that gives one stretch of a text for each label."""

    def annotate(text: str) -> Iterator[Annotation]:
        for label, words in marks.items():
            yield Annotation(text.index(words), text.index(words) + len(words), label)

    return annotate


def told(text: str, annotate: Annotator | None = None) -> dict[str, list[str]]:
    """The names in each slot of the one record of a text; nothing where there is none."""
    records = extract(text, shipped(), annotate=annotate)
    assert len(records) < 2
    return {
        slot: [str(value.name) for value in held] if isinstance(held, tuple) else [str(held.name)]
        for record in records
        for slot, held in record.slots.items()
        if held and not isinstance(held, str)
    }


JOINING = [
    (MEETING, {"PER": "Мудрым Котом"}, {"participants": ["Иван Петров", "Мудрый Кот"]}),
    (MEETING, {"Person": "Мудрым Котом"}, {"participants": ["Иван Петров", "Мудрый Кот"]}),
    ("Ivan Petrov met with xQ9.", {"PERSON": "xQ9"}, {"participants": ["Ivan Petrov", "xQ9"]}),
    (
        "Норвегия подписала соглашение с Тихой Гаванью.",
        {"ORG": "Тихой Гаванью"},
        {"parties": ["Норвегия", "Тихая Гавань"]},
    ),
    (
        "Norway signed an agreement with Quiet Harbour.",
        {"ORG": "Quiet Harbour"},
        {"parties": ["Norway", "Quiet Harbour"]},
    ),
    (
        "Иван Петров встретился с Анной Берг в Тихой Гавани.",
        {"LOC": "Тихой Гавани"},
        {"participants": ["Иван Петров", "Анна Берг"], "place": ["Тихая Гавань"]},
    ),
    (  # what a bracket adds is no part of the name
        "Иван Петров встретился с Мудрым Котом (Mudry Kot).",
        {"PER": "Мудрым Котом (Mudry Kot)"},
        {"participants": ["Иван Петров", "Мудрый Кот"]},
    ),
]


@pytest.mark.parametrize(("text", "marks", "want"), JOINING)
def test_mentions_from_outside_fill_slots(text: str, marks: dict[str, str], want: dict[str, list[str]]) -> None:
    assert told(text) != want
    assert told(text, marking(**marks)) == want


LEFT_OUT = [
    {"PER": "Петров"},  # inside one of ours
    {"PER": "Иван Петров"},  # one of ours
    {"ORG": "Осло"},  # one of ours of another type
    {"PER": "Иван Петров встретился с Анной Берг"},  # two of ours
    {"PER": "Анной Бер"},  # divides a word
    {"PER": ", где"},  # begins with no word
    {"Date": "дождь"},  # a date is more than its words
    {"meeting": "дождь"},  # a record's type
    {"Dog": "дождь"},  # no type at all
]


@pytest.mark.parametrize("marks", LEFT_OUT, ids=str)
def test_ours_stand(marks: dict[str, str]) -> None:
    text = "Иван Петров встретился с Анной Берг в Осло, где шёл дождь."
    assert told(text, marking(**marks)) == told(text)


def test_a_sentence_without_annotations_keeps_its_chart() -> None:
    reader = Reader(f"{MEETING} Шёл дождь.", shipped(), "ru", marking(PER="Мудрым Котом")(MEETING))
    plain = Reader(f"{MEETING} Шёл дождь.", shipped(), "ru")
    assert [type(r.chart) is Chart for r in reader.sentences] == [False, True]
    assert all(type(r.chart) is Chart for r in plain.sentences)
    assert reader.sentences[1].chart.forms[1] is plain.sentences[1].chart.forms[1]


def test_a_phrase_can_begin_with_one_and_go_on_with_one(tmp_path: Path) -> None:
    """Also where a rule can have no trigger but the words of a type, of which a name from outside has none."""
    (tmp_path / "pack.yaml").write_text(
        """\
lang: ru
types:
  Org: {normal: actor, slots: {name: text?}}
  Both: {normal: text, slots: {name: text?}}
  alliance: {identity: [who], slots: {who: Org+}}
lexicons: {known: [Заря]}
phrases:
  - {id: known, emits: Org, pattern: 'head=#known', slots: {name: head}}
  - {id: both, emits: Both, pattern: 'a=<Org> "плюс" b=<Org>'}
  - {id: told, emits: alliance, pattern: 'союз a=<Org> "—" b=<Org>' , slots: {who: [a, b]}}
  - {id: pair, emits: alliance, pattern: 'a=<Org> "&" b=<Org>', slots: {who: [a, b]}}
""".replace("союз a", "[союз] a"),
        encoding="utf-8",
    )
    rules = load(tmp_path)
    text = "Тихая Гавань плюс Ясный Луг."
    [reading] = Reader(text, rules, "ru", [Annotation(0, 12, "ORG"), Annotation(18, 27, "ORG")]).sentences
    assert [(m.start, m.end) for m in reading.mentions(frozenset({"Both"}))] == [(0, 5)]
    for text in ("Это союз Тихая Гавань — Заря.", "Тихая Гавань & Ясный Луг."):
        found = [
            Annotation(text.index(w), text.index(w) + len(w), "ORG") for w in ("Тихая Гавань", "Ясный Луг") if w in text
        ]
        assert not extract(text, rules, lang="ru")
        [record] = extract(text, rules, lang="ru", annotate=lambda _, found=found: found)  # type: ignore[misc]
        assert record.rules


def test_brat() -> None:
    lines = "T1\tPER 0 3\tКот\nR1\tSee Arg1:T1 Arg2:T2\nT2\tORG 0 3;5 8\tКот дом\n#1\tNote T1\tх\nT3\tLOC 5 8\tдом\n"
    assert list(brat(lines, "Кот, дом")) == [Annotation(0, 3, "PER"), Annotation(5, 8, "LOC")]


def test_conllu() -> None:
    text = "Мудрый Кот, мэр Тихой Гавани, ждал."
    found = [(a.type, text[a.start : a.end]) for a in conllu(CONLLU, text)]
    assert found == [("PER", "Мудрый Кот"), ("LOC", "Тихой Гавани")]


@pytest.mark.parametrize(
    ("read", "content", "want"),
    [
        (brat, "T1 PER 0 3 Кот", "line 1: no"),
        (brat, "T1\tPER 0 300\tКот", "line 1: no"),
        (conllu, "1\tКот", "line 1: 2 columns, not 10"),
        (conllu, CONLLU, "line 2: 'Мудрый' does not stand"),
        (conllu, CONLLU.replace("1\tМ", "один\tМ"), "line 2: no number of a word"),
    ],
)
def test_a_file_that_is_not_of_its_text(read: object, content: str, want: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Кот", encoding="utf-8")
    (tmp_path / "a.x").write_text(content, encoding="utf-8")
    with pytest.raises(AnnotatorError, match=f"a.x: {want}"):
        list(beside([tmp_path], ".x", read)("Кот"))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["brat", "conllu"])
def test_files_beside_texts(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = "".join(
        f"{n}\t{w}{chr(9) + '_' * 1}" + "\t_" * 6 + f"\t{t}\n"
        for n, (w, t) in enumerate([("Мудрым", "NER=B-PER"), ("Котом", "NER=I-PER")], 1)
    )
    (tmp_path / "a.txt").write_text(MEETING, encoding="utf-8")
    (tmp_path / "b.txt").write_text(MEETING.replace("Иван", "Пётр"), encoding="utf-8")
    (tmp_path / "a.ann").write_text("T1\tPER 25 37\tМудрым Котом\n", encoding="utf-8")
    (tmp_path / "a.conllu").write_text(words, encoding="utf-8")
    assert main([str(tmp_path)]) == 0 and capsys.readouterr().out == ""
    assert main(["--annotator", name, str(tmp_path)]) == 0
    assert "Мудрый Кот" in capsys.readouterr().out
    (tmp_path / "a.ann").write_text("T1\n", encoding="utf-8")
    (tmp_path / "a.conllu").write_text("1\n", encoding="utf-8")
    assert main(["--annotator", name, str(tmp_path)]) == 1
    assert "line 1" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "want"),
    [
        ("brat", "no file .ann stands beside a text in"),
        ("slovnet", "pip install 'extractor[slovnet]'"),
        ("spacy:ru", "pip install 'extractor[spacy]'"),
        ("spacy", "no annotator 'spacy'; there is slovnet, spacy:MODEL, brat, conllu"),
    ],
)
def test_what_cannot_be_had_says_what_to_do(
    name: str, want: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for missing in ("slovnet", "spacy"):
        monkeypatch.setitem(sys.modules, missing, None)
    assert main(["--annotator", name, str(tmp_path)]) == 2
    assert want in capsys.readouterr().err


def test_spacy(monkeypatch: pytest.MonkeyPatch) -> None:
    def load_pipeline(model: str) -> object:
        if model != "tiny":
            raise OSError(model)
        return lambda text: SimpleNamespace(ents=[SimpleNamespace(start_char=25, end_char=37, label_="PER")])

    monkeypatch.setitem(sys.modules, "spacy", SimpleNamespace(load=load_pipeline))
    assert list(annotator("spacy:tiny")(MEETING)) == [Annotation(25, 37, "PER")]
    with pytest.raises(AnnotatorError, match="python -m spacy download big"):
        annotator("spacy:big")


def test_slovnet() -> None:
    pytest.importorskip("slovnet")
    pytest.importorskip("navec")
    text = "Совладелец завода Ян Новак приехал в Осло."
    found = [(a.type, text[a.start : a.end]) for a in annotator("slovnet")(text)]
    assert found == [("PER", "Ян Новак"), ("LOC", "Осло")] and not list(annotator("slovnet")(""))
