"""The text floor: sentences, tokens, quotations, language, the tail of a page.

Cases that are lists of examples stand in tests/data.
"""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.text.boilerplate import body_end, is_teaser
from extractor.text.language import detect
from extractor.text.quotes import quoted
from extractor.text.segment import _CLASSES, _TABLE, MAX_CHARACTERS, MAX_TOKENS, WORD, Sentence, fold, sentences, tokens

DATA = Path(__file__).parent / "data"
INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
CHARACTERS = "аБвГ.Ё!?…«»\"'’-– \u00a0\r\n\t5,:()•aZ\u0301\u0306\u200b\u200d😀🇷@/_и\u00ad"
PIECES = [
    "С.", "Лавров", "U.S.", "т.е.", "г.", "2010", "Да", "и", "kremlin.ru", "http://", "Russia’s", "5млн", "20\u00a0000", "«", "»", '"', "(",
    ")", " ", " ", "\n", ". ", "-", "—", "…", "!", "слово\u200b", "и\u0306", "\u0301", "👍🏽", ",", "a@b.ru", "•", "1.",
]  # fmt: skip
TEXTS = st.one_of(
    st.text(st.one_of(st.sampled_from(CHARACTERS), st.characters()), max_size=120),
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
)


def nodes(name: str) -> list[tuple[yaml.ScalarNode, yaml.ScalarNode]]:
    """The keys and values of a YAML file, with their positions."""
    root = yaml.compose((DATA / name).read_text("utf-8"), yaml.CSafeLoader)
    assert isinstance(root, yaml.MappingNode)
    return list(root.value)


def lines(name: str) -> list[Any]:
    """The lines of the blocks in a YAML file; ids are file:line."""
    return [
        pytest.param(line, id=f"{name}:{block.start_mark.line + 2 + n}")
        for _, block in nodes(name) for n, line in enumerate(block.value.splitlines()) if line
    ]  # fmt: skip


def slices(text: str) -> list[str]:
    return [text[s.start : s.end] for s in sentences(text)]


# ---- sentences
# -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", lines("sentences.yaml"))
def test_sentences_come_apart_at_the_bars(case: str) -> None:
    assert slices(case.replace(" | ", " ")) == [sentence.strip() for sentence in case.split(" | ")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\u2029", "\n \n\r\n"])
def test_line_ends_bound_sentences_and_paragraphs(end: str) -> None:
    text = f"\ufeff  Заголовок{end} Первое. Второе{end}третье,{end}"
    assert slices(text) == ["Заголовок", "Первое.", "Второе", "третье,"]
    assert [s.paragraph for s in sentences(text)] == [0, 1, 1, 2]


def test_sentences_without_a_space_between() -> None:
    assert slices("Так сказал он.Потом ушёл. We met.The talks ended. Yahoo.Mail и Яндекс.Деньги") == [
        "Так сказал он.", "Потом ушёл.", "We met.", "The talks ended.", "Yahoo.Mail и Яндекс.Деньги",
    ]  # fmt: skip


def test_bullets_begin_sentences() -> None:
    assert slices("Итог: • Первое • Второе") == ["Итог:", "• Первое", "• Второе"]


def test_nothing_in_nothing() -> None:
    assert sentences("") == sentences(" \n\u200b\r\n\ufeff ") == []


ENDLESS = [
    "А. ", "A.\t", "a (b!) ", "x!) ", "! ", "…", "\"«", ") ", "1. ", "г.\u00a0", "\u00a0", "a.a.", "a-", "@", "т.е. ", "http://",
    "сказал.Он", "• ", "Дж.", "5\u00a0000", "\u0301", "a\u200d", "«a» ", "a@a.", ".ru/", "Слово\n", "\n",
]  # fmt: skip


@pytest.mark.parametrize(
    ("unit", "size"), [("слово ", 1_000_000), ("слово", 1_000_000), *((unit, 60_000) for unit in ENDLESS)]
)
def test_endless_lines_take_no_longer_than_others(unit: str, size: int) -> None:
    text = unit * (size // len(unit))
    found = sentences(text)
    assert all(s.end - s.start <= MAX_CHARACTERS for s in found)
    assert all(len(tokens(text, s.start, s.end)[0]) <= MAX_TOKENS for s in found)
    quoted(text, found)
    body_end(text)
    detect(text)


def test_long_sentences_are_cut_at_spaces() -> None:
    found = sentences("слово " * 5000)
    assert len(found) > 1
    assert {("слово " * 5000)[s.end : s.end + 1] for s in found[:-1]} == {" "}


@settings(max_examples=400)
@given(TEXTS)
def test_sentences_cover_all_that_is_visible(text: str) -> None:
    found = sentences(text)
    at = 0
    for s in found:
        assert at <= s.start < s.end and not text[at : s.start].strip().strip(INVISIBLE + " ").strip()
        assert text[s.start : s.end] == text[s.start : s.end].strip() and not any(
            c in text[s.start : s.end] for c in "\r\n\u2028\u2029"
        )
        at = s.end
    assert all(c.isspace() or c in INVISIBLE for c in text[at:])
    assert [s.paragraph for s in found] == sorted(s.paragraph for s in found)


# ---- tokens --------------------------------------------------------------------------------------------------------
# --------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(text.value, norms.value, id=f"tokens.yaml:{text.start_mark.line + 1}")
        for text, norms in nodes("tokens.yaml")
    ],
)
def test_tokens(text: str, expected: str) -> None:
    assert tokens(text, 0, len(text))[0] == [norm.replace("~", "\u00a0") for norm in expected.split(" ")]


def check_tokens(text: str, start: int, end: int) -> None:
    norms, starts, ends = tokens(text, start, end)
    assert len(norms) == len(starts) == len(ends)
    covered = {i for a, b in zip(starts, ends, strict=True) for i in range(a, b)}
    assert len(covered) == sum(ends) - sum(starts), "tokens overlap"
    assert {i for i in range(start, end) if not text[i].isspace()} <= covered
    for norm, a, b in zip(norms, starts, ends, strict=True):
        assert start <= a < b <= end and norm
        assert not any(c.isspace() and c not in "\u00a0\u202f" for c in text[a:b])
        assert fold(norm) == fold(text[a:b])
    assert starts == sorted(starts)


@settings(max_examples=400)
@given(TEXTS, st.integers(0, 20), st.integers(0, 140))
def test_tokens_slice_to_their_text_and_lose_nothing(text: str, start: int, length: int) -> None:
    check_tokens(text, min(start, len(text)), min(start + length, len(text)))
    for s in sentences(text):
        check_tokens(text, s.start, s.end)


@settings(max_examples=400)
@given(TEXTS)
def test_word_finds_every_word_token_in_raw_text(text: str) -> None:
    found = {fold(match[0]) for match in WORD.finditer(text)}
    for s in sentences(text):
        for norm in tokens(text, s.start, s.end)[0]:
            if norm[0].isalpha() and not set(norm) & set("./:@"):
                assert fold(norm) in found


def test_sentence_final_letter_keeps_off_the_stop() -> None:
    text = "Принимали витамин С. Лавров уехал."
    first = Sentence(0, text.index(". ") + 1, 0)
    assert tokens(text, first.start, first.end)[0] == ["Принимали", "витамин", "С", "."]


FOLDED = [
    ("Её", "ее"),
    ("ПА\u0301РТИЯ", "партия"),
    ("и\u0306од", "йод"),
    ("O’Brien", "o'brien"),
    ("пар\u00adламент", "парламент"),
]


@pytest.mark.parametrize(("word", "key"), FOLDED)
def test_fold(word: str, key: str) -> None:
    assert fold(word) == key


def test_no_abbreviation_stands_in_two_classes() -> None:
    every = [word for name in _CLASSES for words in _TABLE[name].values() for word in words]
    assert sorted(every) == sorted(set(every))


# ---- quotations
# ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Он входит в «Единую Россию».", [("«Единую Россию»", "name")]),
        ("«Да», — сказал он.", [("«Да»", "speech")]),
        ("«Когда?» - спросили его.", [("«Когда?»", "speech")]),
        ("Он сказал: «Мы готовы. Мы начнём завтра». И ушёл.", [("«Мы готовы. Мы начнём завтра»", "speech")]),
        ("Закон «О порядке выезда граждан и въезда на остров» принят.", [("«О порядке выезда граждан и въезда на остров»", "name")]),
        ("По его словам, «обстановка на границе остаётся очень сложной».", [("«обстановка на границе остаётся очень сложной»", "speech")]),
        ('"Операция "Рассвет" прошла", - говорится в отчёте.', [('"Операция "Рассвет" прошла"', "speech"), ('"Рассвет"', "name")]),
        ("ОАО «Завод „Икар“» закрыто.", [("«Завод „Икар“»", "name"), ("„Икар“", "name")]),
        ("ОАО «Завод «Икар» закрыто.", [("«Завод «Икар»", "name"), ("«Икар»", "name")]),
        ("«Мы не отступим и будем стоять до конца.\nВторой абзац.", [("«Мы не отступим и будем стоять до конца.", "speech")]),
        ("“We agree,” Smith said. He read “War and Peace”.", [("“We agree,”", "speech"), ("“War and Peace”", "name")]),
        ('"We will sign it," she said. "It is time to act."', [('"We will sign it,"', "speech"), ('"It is time to act."', "speech")]),
        ("Russia's and O’Brien’s 'plan', 5\" of snow", []),
        ("Группа ''The Doors'' распалась.", [("''The Doors''", "name")]),
    ],
)  # fmt: skip
def test_quotations(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(text[q.start : q.end], q.kind) for q in quoted(text, sentences(text))] == expected


@given(TEXTS)
def test_quotations_lie_in_one_paragraph(text: str) -> None:
    for quote in quoted(text, sentences(text)):
        assert 0 <= quote.start < quote.end <= len(text) and not set("\n\r\u2028\u2029") & set(
            text[quote.start : quote.end]
        )


# ---- language
# --------------------------------------------------------------------------------------------------------------------

SENTENCES = [
    ("ru", "Президенты двух стран обсудили торговлю и подписали договор."),
    ("ru", "Эмомалӣ Раҳмон встретился с Қаҳҳоровым и Ғанӣ в Душанбе."),
    ("ru", "Он объявил о съезде партии."),
    ("ru", "Нургалиев уволил начальника управления"),
    ("en", "The presidents discussed trade and signed a treaty."),
    ("en", "President Niinistö met Erdoğan in Ankara."),
    ("en", "Lavrov visits Tajikistan"),
    ("en", "Ursula von der Leyen and the Commission met in Brussels."),
    ("en", "He read from «Войны и мира» to the students of the school."),
    (None, "Президенти двох країн обговорили торгівлю та підписали угоду."),
    (None, "Президентите на двете страни обсъдиха търговията и подписаха договор."),
    (None, "Президентҳои ду кишвар савдоро баррасӣ карда, шартнома имзо карданд."),
    (None, "Екі елдің президенттері сауданы талқылап, келісімге қол қойды."),
    (None, "Председници две земље разговарали су о трговини и потписали уговор."),
    (None, "Die Präsidenten der beiden Länder sprachen über den Handel."),
    (None, "Les présidents des deux pays ont discuté du commerce et signé un traité."),
    (None, "Los presidentes de los dos países hablaron del comercio y firmaron un tratado."),
    (None, "İki ülkenin cumhurbaşkanları ticareti görüştü ve bir anlaşma imzaladı."),
    (None, "两国总统讨论了贸易并签署了条约。"),
    (None, ""), (None, " \n"), (None, "12.05 — 17 %"), (None, "\x00\x01\x02þÿ\x00\x10"), (None, "aGVsbG8gd29ybGQgdGhpcyBpcw=="),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text"), SENTENCES)
def test_language_of_a_sentence(language: str | None, text: str) -> None:
    assert detect(text) == language


@pytest.mark.parametrize(
    ("language", "text"), [pair for pair in SENTENCES if pair[1].count(" ") > 6 and " von der " not in pair[1]]
)
def test_language_of_a_text(language: str | None, text: str) -> None:
    assert detect("\n".join([text] * 8)) == language


def test_foreign_passages_do_not_change_the_language() -> None:
    assert detect(SENTENCES[5][1] * 6 + SENTENCES[0][1] * 2) == "en"
    assert detect(SENTENCES[0][1] * 6 + SENTENCES[5][1] * 2) == "ru"


# ---- the tail of a page
# ----------------------------------------------------------------------------------------------------------

PROSE = "Министры двух стран провели в столице встречу, на которой обсудили торговлю, транспорт и охрану границы.\n"
ENGLISH = (
    "The ministers of the two countries met in the capital on Monday to discuss trade, transport and the border.\n"
)
HEADLINES = "Спортсмены готовятся к чемпионату мира\nВ столице открыли новый мост через реку\nЦены на хлеб снова выросли в трёх областях\n"

PARTICIPANTS = (
    "Президент Республики Армения Ваагн Хачатурян\nПрезидент России Владимир Путин\nПрезидент Киргизии Садыр Жапаров\n"
)
SET_APART = "\n\n\n" + HEADLINES
TAILS = [
    "Читайте также:",
    "ЧИТАЙТЕ ТАКЖЕ\n" + HEADLINES,
    "Подписывайтесь на наш канал!\n" + HEADLINES + "Все новости\n",
    HEADLINES + "Все новости\nАвторизуйтесь, пожалуйста",
    SET_APART,
    "== Источники ==\nПереговоры завершены. Газета, 5 мая.\n",
    "Категория:Политика\nКатегория:Дипломатия",
    "Share\nTweet\nRelated stories\nSmith wins race",
    "© 2021 Агентство. Все права защищены.",
    "Любое использование материалов допускается только со ссылкой.",
    "Источник: http://example.org/1",
    "Теги:\n  Торговля, Граница",
]


@pytest.mark.parametrize("tail", TAILS)
@pytest.mark.parametrize("body", [PROSE, "Заголовок без точки\n\n" + PROSE * 3, ENGLISH * 2])
def test_tails_are_cut(body: str, tail: str) -> None:
    body = body * 2 if tail == SET_APART else body
    assert body_end(body + tail) == len(body.rstrip())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Одна строка без точки",
        "Читайте также:",
        PROSE,
        "Заголовок\n" + PROSE + "Он уехал.\nОна осталась.\nВсё.\n",
        PROSE + "В заседании участвовали:\n" + PARTICIPANTS,
        PROSE + "\n\nИван Петров — министр обороны\nАнна Берг — министр финансов\nПётр Ким — посол\n",
        PROSE + "- принять план;\n- создать комиссию;\n- назначить дату\n",
        PROSE + "Читайте также: Министры встретились\n" + PROSE * 2,
        PROSE + "Комментарии\n" + PROSE,
        PROSE + "Поделиться опытом приехали специалисты из десяти стран и двух международных организаций региона.\n",
        HEADLINES,
        "Заголовок статьи\nВ столице открыли новый мост",
    ],
)
def test_articles_are_left_whole(text: str) -> None:
    assert body_end(text) == len(text)


def test_a_page_of_headlines_has_no_body_if_a_cue_says_so() -> None:
    assert body_end(HEADLINES + "Все новости\n") == 0


def test_participants_stay_where_the_page_ends_with_buttons() -> None:
    article = PROSE + "В заседании участвовали:\n" + PARTICIPANTS
    assert body_end(article + "Поделиться") == len(article.rstrip())


@pytest.mark.parametrize("line", HEADLINES.splitlines())
def test_headlines_are_teasers(line: str) -> None:
    assert is_teaser(line)


@pytest.mark.parametrize(
    "line", ["Он уехал в столицу вчера.", "Все новости", "- открыть новый мост", "Иван Петров — министр обороны", ""]
)
def test_other_lines_are_not(line: str) -> None:
    assert not is_teaser(line)


@given(TEXTS)
def test_a_body_ends_within_its_text(text: str) -> None:
    assert 0 <= body_end(text) <= len(text)
    assert detect(text) in ("ru", "en", None)
