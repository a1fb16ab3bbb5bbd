"""Ten yargy rules that ask for what ten of ours ask for: people and countries with offices, meetings, agreements."""

from typing import Any

from yargy import Parser, and_, or_, rule
from yargy.pipelines import morph_pipeline
from yargy.predicates import caseless, dictionary, gram, is_capitalized, normalized, type


def parser() -> Any:
    """One parser of the ten rules."""
    country = morph_pipeline(
        ["россия", "таджикистан", "сша", "китай", "германия", "франция", "украина", "казахстан", "узбекистан", "турция"]
    )
    title = morph_pipeline(
        ["президент", "министр иностранных дел", "премьер-министр", "секретарь совета безопасности", "посол", "канцлер"]
    )
    name = rule(and_(gram("Name"), is_capitalized()), and_(gram("Surn"), is_capitalized()))
    surname = rule(and_(gram("Surn"), is_capitalized()))
    person = or_(rule(title, country, name), rule(title, name), name, surname)
    date = rule(
        type("INT"),
        dictionary(
            {
                "январь",
                "февраль",
                "март",
                "апрель",
                "май",
                "июнь",
                "июль",
                "август",
                "сентябрь",
                "октябрь",
                "ноябрь",
                "декабрь",
            }
        ),
    )
    place = rule(or_(caseless("в"), caseless("на")), and_(gram("Geox"), is_capitalized()))
    met = dictionary({"встретиться", "встречаться", "увидеться"})
    talks = dictionary({"встреча", "переговоры", "беседа"})
    document = morph_pipeline(["соглашение", "договор", "меморандум", "протокол", "план"])
    return Parser(
        or_(
            rule(person, met, caseless("с"), person),
            rule(met, caseless("с"), person, place),
            rule(talks, person, caseless("с"), person),
            rule(dictionary({"провести"}), talks, caseless("с"), person),
            rule(dictionary({"состояться"}), talks, person, caseless("и"), person),
            rule(person, normalized("подписать"), document),
            rule(person, caseless("и"), person, normalized("подписать"), document),
            rule(normalized("подписать"), document, date),
            rule(person, dictionary({"обсудить"}), gram("NOUN")),
            rule(normalized("угроза"), gram("NOUN")),
        )
    )
