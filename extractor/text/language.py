"""The language of a text: Russian, English, or neither.

Comes in: any string. Goes out: `ru`, `en` or None. Does not know where a text is from, and judges it as a whole.

Evidence: which script the letters are of; words with letters that Russian or English do not have, names apart; and the
most frequent function words of the language against those of its neighbours in the same script. Words are cut at spaces
only, because that is quick and function words seldom touch punctuation.
"""

import re

_WINDOW = 500  # characters looked at, once at the start and once further on
_REACH = 4000  # characters looked at when those do not decide
_FEWEST_LETTERS = 0.15  # the six commonest letters among all characters; prose has 0.4
_FEW, _MANY = 6, 30  # words: a headline may have no function word; a text must be clear
_FEWEST_WORDS = {"ru": 0.05, "en": 0.10}  # function words of the language among all words; news has 0.2 and 0.35
_MARGIN = {
    "ru": 2.5,
    "en": 1,
}  # how many of them outweigh a foreign word: Bulgarian has в, на, от as well, and English "von der"
_MARGIN_OF_TEXTS = 3
_RIVAL = 0.3  # a script so strong beside the other that function words must decide between them

_COMMON_LETTERS = {"ru": "оаеинт", "en": "etaoin"}
_FOREIGN_LETTERS = {"ru": "іїєґўқғӯӣҳҷәңөұүһҗӧљњјђћџѓќѕ", "en": "ß-öø-ɏ"}
_BULGARIAN = "ъ(?=[бвгджзклмнпрстфхцчшщ])"  # before a consonant; Russian has ъ before е, ё, ю, я
_FOREIGN = {  # a quick look before words are counted
    "ru": re.compile(f"[ъ{_FOREIGN_LETTERS['ru']}](?:(?<!ъ)|(?<={_BULGARIAN}))"),
    "en": re.compile(f"[{_FOREIGN_LETTERS['en']}]"),
}
_FOREIGN_WORD = {  # names, words with a capital, may be foreign: Раҳмон, Erdoğan
    "ru": re.compile(rf"\b[а-яё]*[{_FOREIGN_LETTERS['ru']}]|{_BULGARIAN}"),
    "en": re.compile(rf"\b[a-z]*[{_FOREIGN_LETTERS['en']}]"),
}
_FUNCTION_WORDS = {
    "ru": "в и на с по что не из для к от за о как его при также это был после со во об до у же а но или их он она они было были "
    "была будет года году между под",
    "en": "the of and to in a for on that with is by as at was from has said it an be are his he will have which were not its their this "
    "had been who but after would",
}
_NEIGHBOURS = {
    "ru": {
        "Bulgarian": "е се че са ще да бъде може това тази тези има няма само чрез както всички "
        "когато като който която които със към този през беше във",
        "Ukrainian": "та що як це від або який які під щодо також й є був із",
        "Belarusian": "і што гэта ад якія які быў таксама",
        "Serbian, Macedonian": "је су од који која које као није дека го ќе",
        "Tajik": "дар ва аз ба бо ки барои ин аст шуд буд",
        "Kazakh, Kyrgyz, Tatar": "және мен бір үшін бұл деп ол менен жана бул үчүн бир һәм белән бу",
        "Uzbek, Mongolian": "билан учун бўлган деб ҳам нь байна болон бол энэ гэж",
    },
    "en": {
        "German, Dutch": "der die das und den von zu mit ist im nicht ein eine auf für dem des sich het een van dat op te voor",
        "French": "le la les de et du un une est que dans en pour qui sur au par",
        "Spanish, Italian, Portuguese": "el los las y del se por con una su il di che della e per non o os da do em um uma",
        "Slavic": "w i na z się nie jest że v je",
        "Turkish, Azerbaijani, Uzbek": "ve bir bu için ile və ilə va bilan uchun ham edi",
        "others": "och att det som și în cu din ja oli yang dan untuk",
    },
}
_OWN = {language: frozenset(words.split()) for language, words in _FUNCTION_WORDS.items()}
_OTHERS = {language: frozenset(" ".join(words.values()).split()) for language, words in _NEIGHBOURS.items()}


def detect(text: str) -> str | None:
    """`ru`, `en`, or None for another language, an empty text or one without words.

    Looks at no more than 4,000 characters.
    """
    further = min(len(text), _REACH) // 2
    verdict = _judge(text[:_WINDOW] + " " + text[max(further, _WINDOW) : further + _WINDOW])
    return _judge(text[:_REACH]) if verdict is None and len(text) > _WINDOW else verdict


def _judge(sample: str) -> str | None:
    lower = sample.lower()
    words = lower.split()
    language = _by_script(lower, words)
    if language is None:
        return None
    own, foreign = _count(words, _OWN[language]), _count(words, _OTHERS[language])
    if _FOREIGN[language].search(lower):
        foreign += len(_FOREIGN_WORD[language].findall(sample))
    return language if _outweighs(language, len(words), own, foreign) else None


def _outweighs(language: str, words: int, own: int, foreign: int) -> bool:
    """Whether the function words of the language prevail over words of others, in so many words."""
    if words >= _MANY:
        return own >= words * _FEWEST_WORDS[language] and own > foreign * _MARGIN_OF_TEXTS
    if words >= _FEW:
        return own >= foreign * _MARGIN[language] and (
            own > 0 or language == "ru"
        )  # Russian does without them more often
    return words > 1 and own >= foreign


def _by_script(lower: str, words: list[str]) -> str | None:
    """The language whose script most letters are of; where both scripts are strong, the one with more function words."""
    count = {language: sum(map(lower.count, letters)) for language, letters in _COMMON_LETTERS.items()}
    weaker, stronger = sorted(count, key=lambda language: count[language])
    if count[stronger] <= len(lower) * _FEWEST_LETTERS:
        return None
    rivals = count[weaker] > count[stronger] * _RIVAL
    return weaker if rivals and _count(words, _OWN[weaker]) > _count(words, _OWN[stronger]) else stronger


def _count(words: list[str], known: frozenset[str]) -> int:
    return sum(map(known.__contains__, words))
