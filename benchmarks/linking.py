"""How long `extract link` takes over many records, and how it grows.

    python -m benchmarks.linking [RECORDS]

Invented records (default 100,000): a few people meet very often, most rarely (Zipf 1935); a part has dates and places,
a part tells of an event that another record tells too.
"""

import random
import sys
import time
from collections import Counter
from datetime import date, timedelta
from typing import Any

from extractor.linking.facts import Facts, facts
from extractor.linking.groups import link

GIVEN = (
    "Иван",
    "Анна",
    "Пётр",
    "Олег",
    "Мария",
    "Тимур",
    "Лейла",
    "Жан",
    "Карл",
    "Айгуль",
    "Фарход",
    "Нина",
    "Роберт",
    "Эльдар",
    "Софья",
    "Марк",
)
BEGIN = ("Ка", "Ло", "Ми", "Ну", "Па", "Ре", "Су", "Та", "Фе", "Хо", "Ша", "Бе", "Го", "Ду", "Зи", "Во")
MIDDLE = ("ра", "ли", "ме", "но", "ту", "си", "ко", "да", "ве", "ба", "жи", "га")
END = ("нов", "ев", "ский", "енко", "ян", "ман", "сон", "аш", "иди", "ук")
PLACES = (
    ("Москва", "RUS"),
    ("Минск", "BLR"),
    ("Астана", "KAZ"),
    ("Женева", "CHE"),
    ("Анкара", "TUR"),
    ("Душанбе", "TJK"),
    ("Вена", "AUT"),
    ("Пекин", "CHN"),
)
COUNTRIES = tuple(code for _, code in PLACES)
PEOPLE, DAYS, TOLD_TWICE, DATED, PLACED = 5000, 1500, 0.3, 0.6, 0.4


def invented(count: int) -> list[Facts]:
    """Facts of so many meetings, the same for the same number."""
    chance = random.Random(count)
    people = [_person(chance) for _ in range(PEOPLE)]
    often = [1 / (rank + 1) for rank in range(PEOPLE)]
    rows: list[dict[str, Any]] = []
    for number in range(count):
        row = dict(chance.choice(rows)) if rows and chance.random() < TOLD_TWICE else _meeting(chance, people, often)
        rows.append({**row, "id": f"{number:016x}", "doc": f"{number}.txt"})
    return [facts(row) for row in rows]


def _person(chance: random.Random) -> dict[str, Any]:
    name = f"{chance.choice(GIVEN)} {chance.choice(BEGIN)}{chance.choice(MIDDLE)}{chance.choice(MIDDLE)}{chance.choice(END)}"
    return {
        "kind": "person",
        "name": name,
        "role": "министр",
        "country": chance.choice(COUNTRIES),
        "part": "participant",
    }


def _meeting(chance: random.Random, people: list[dict[str, Any]], often: list[float]) -> dict[str, Any]:
    day = date(2020, 1, 1) + timedelta(chance.randrange(DAYS))
    name, country = chance.choice(PLACES)
    return {
        "type": "meeting",
        "polarity": "positive",
        "status": "held",
        "format": chance.choice(("in_person", "phone", "unspecified", "unspecified")),
        "setting": "bilateral",
        "participants": chance.choices(people, often, k=chance.choice((2, 2, 2, 2, 3, 4, 8))),
        "date": {"value": day.isoformat()} if chance.random() < DATED else None,
        "place": {"name": name, "country": country, "kind": "city"} if chance.random() < PLACED else None,
    }


def main() -> None:
    """Print a row for each size; the seconds are of the processor, for other work may share the machine."""
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    for count in (most // 4, most // 2, most):
        records = invented(count)
        started = time.process_time()
        groups = link(records)
        seconds = time.process_time() - started
        found = Counter(group.rel for group in groups)
        print(
            f"{count:8,} records {seconds:6.1f} s   {seconds / count * 1e6:5.0f} µs each   {dict(sorted(found.items()))}"
        )


if __name__ == "__main__":
    main()
