"""The shared lexicons: each file is well formed, says nothing twice, and gives no country the name of another.

Whether a code is the right one for a name no test can tell; `benchmarks/build_lexicons.py check` compares with CLDR and
GeoNames.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

LEXICONS = Path(__file__).parent.parent / "rules" / "common" / "lexicons"
LANGUAGES = ("ru", "en")
FILES = {
    "country": ("country", "nationality", "inhabitant"),
    "city": ("capital", "city", "seat"),
    "region": ("region",),
    "organisation": ("organisation", "agency"),
    "title": ("title", "title_modifier", "honorific"),
    "body": ("body", "collective"),
    "time": ("month", "weekday", "season", "ordinal", "number"),
    "document": ("document",),
    "threat": ("threat", "attack", "assailant", "danger"),
    "person": ("name_particle",),
}
KINDS = {
    "seat": "residence body",
    "region": "region",
    "organisation": "organisation bloc armed_group",
    "agency": "agency media",
    "body": "ministry parliament government agency military embassy court press_service party office",
}
VALUES = {
    "rank": "head_of_state head_of_government minister diplomat legislator official military religious business other",
    "side": "national international",
    "season": "spring summer autumn winter",
    "gender": "masc femn",
    "doc_kind": "treaty agreement memorandum protocol declaration communique statement plan programme strategy roadmap contract "
    "ceasefire resolution charter deal oral documents other",
    "threat_kind": "terrorism extremism separatism transnational_crime drug_trafficking arms_trafficking human_trafficking "
    "illegal_migration cyber armed_conflict military border wmd economic environmental health information",
}
ISO_3166 = """
    ABW AFG AGO AIA ALA ALB AND ARE ARG ARM ASM ATA ATF ATG AUS AUT AZE BDI BEL BEN BES BFA BGD BGR BHR BHS BIH BLM BLR BLZ BMU BOL BRA
    BRB BRN BTN BVT BWA CAF CAN CCK CHE CHL CHN CIV CMR COD COG COK COL COM CPV CRI CUB CUW CXR CYM CYP CZE DEU DJI DMA DNK DOM DZA ECU
    EGY ERI ESH ESP EST ETH FIN FJI FLK FRA FRO FSM GAB GBR GEO GGY GHA GIB GIN GLP GMB GNB GNQ GRC GRD GRL GTM GUF GUM GUY HKG HMD HND
    HRV HTI HUN IDN IMN IND IOT IRL IRN IRQ ISL ISR ITA JAM JEY JOR JPN KAZ KEN KGZ KHM KIR KNA KOR KWT LAO LBN LBR LBY LCA LIE LKA LSO
    LTU LUX LVA MAC MAF MAR MCO MDA MDG MDV MEX MHL MKD MLI MLT MMR MNE MNG MNP MOZ MRT MSR MTQ MUS MWI MYS MYT NAM NCL NER NFK NGA NIC
    NIU NLD NOR NPL NRU NZL OMN PAK PAN PCN PER PHL PLW PNG POL PRI PRK PRT PRY PSE PYF QAT REU ROU RUS RWA SAU SDN SEN SGP SGS SHN SJM
    SLB SLE SLV SMR SOM SPM SRB SSD STP SUR SVK SVN SWE SWZ SXM SYC SYR TCA TCD TGO THA TJK TKL TKM TLS TON TTO TUN TUR TUV TWN TZA UGA
    UKR UMI URY USA UZB VAT VCT VEN VGB VIR VNM VUT WLF WSM YEM ZAF ZMB ZWE
"""
WITHOUT_CAPITAL = {"MCO", "SGP", "SMR", "VAT", "ESH"}  # the city is the country, or there is none
LARGEST = 450_000  # bytes of all files together: they are read at every start
ALL = [(file, name) for file, names in FILES.items() for name in names]


@cache
def text(file: str) -> str:
    return (LEXICONS / f"{file}.yaml").read_text(encoding="utf-8")


@cache
def content(file: str) -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(text(file))["lexicons"]
    return read


def entries(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = next(content(file)[name]["entries"] for file, names in FILES.items() if name in names)
    return found


def spelt(name: str | dict[str, Any]) -> str:
    return name if isinstance(name, str) else str(name["name"])


def key(name: str | dict[str, Any]) -> str:
    return spelt(name).casefold().replace("ё", "е")


def named(lexicon: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """(language, name, entry) of every name of a lexicon."""
    for entry in entries(lexicon):
        for language in LANGUAGES:
            for name in entry.get(language, ()):
                yield language, spelt(name), entry


def test_the_files_are_those_and_small() -> None:
    found = {path.stem: path.stat().st_size for path in LEXICONS.glob("*.yaml")}
    assert found.keys() == FILES.keys()
    assert sum(found.values()) < LARGEST


@pytest.mark.parametrize("file", FILES)
def test_a_file_holds_its_lexicons_an_entry_a_line(file: str) -> None:
    assert tuple(content(file)) == FILES[file]
    assert all(lexicon.keys() == {"attributes", "entries"} for lexicon in content(file).values())
    listed = sum(len(lexicon["entries"]) for lexicon in content(file).values())
    assert len(re.findall(r"^      - \{.*\}$", text(file), re.MULTILINE)) == listed


@pytest.mark.parametrize(("file", "name"), ALL)
def test_entries_have_declared_keys_and_plain_values(file: str, name: str) -> None:
    attributes = content(file)[name]["attributes"]
    for entry in entries(name):
        assert entry.keys() <= {*attributes, *LANGUAGES}, entry
        assert entry.keys() & set(LANGUAGES), entry
        assert all(isinstance(entry[a], str | int) and entry[a] != "" for a in attributes if a in entry), entry


@pytest.mark.parametrize(("file", "name"), ALL)
def test_names_are_well_formed(file: str, name: str) -> None:
    for entry in entries(name):
        for language in LANGUAGES:
            for given in entry.get(language, ()):
                assert isinstance(given, str) or {"name"} < given.keys() <= {"name", "forms", "exact"}, entry
                assert spelt(given) and spelt(given) == " ".join(spelt(given).split()), entry
                assert not re.search(r"[A-Za-z][а-яёА-ЯЁ]|[а-яёА-ЯЁ][A-Za-z]", spelt(given)), (
                    entry
                )  # look-alikes of the other alphabet
                assert language == "ru" or not re.search(r"[а-яё]", spelt(given), re.IGNORECASE), entry


@pytest.mark.parametrize("name", [name for _, name in ALL])
def test_attributes_are_of_their_enumerations(name: str) -> None:
    allowed = {attribute: values.split() for attribute, values in VALUES.items()}
    if name in KINDS:
        allowed["kind"] = KINDS[name].split()
    for entry in entries(name):
        assert entry.get("country", "RUS") in ISO_3166.split(), entry
        assert all(entry[attribute] in values for attribute, values in allowed.items() if attribute in entry), entry


@pytest.mark.parametrize("name", [name for _, name in ALL])
def test_no_two_entries_share_a_name(name: str) -> None:
    first: dict[tuple[str, str], dict[str, Any]] = {}
    shared = [
        spelling
        for language, spelling, entry in named(name)
        if first.setdefault((language, key(spelling)), entry) is not entry
    ]
    assert not shared


def test_no_country_bears_the_name_of_another() -> None:
    owners: dict[tuple[str, str], set[str]] = {}
    for lexicon in ("country", "region", "capital", "city", "seat"):
        for language, name, entry in named(lexicon):
            owners.setdefault((language, key(name)), set()).add(entry.get("country", ""))
    assert not {name: codes for name, codes in owners.items() if len(codes) > 1}


def test_every_country_has_a_capital_and_every_code_a_country() -> None:
    countries = {entry["country"] for entry in entries("country") if "country" in entry}
    codes = {
        name: {entry["country"] for entry in entries(name) if "country" in entry}
        for name in ("nationality", "inhabitant", "capital")
    }
    assert countries - codes["capital"] == WITHOUT_CAPITAL
    assert all(found <= countries for found in codes.values())


@pytest.mark.parametrize(("attribute", "language"), [("org", "ru"), ("org_en", "en")])
def test_titles_name_bodies_that_are_listed(attribute: str, language: str) -> None:
    canonical = {
        spelt(entry[language][0]) for name in ("body", "organisation") for entry in entries(name) if language in entry
    }
    assert {entry[attribute] for entry in entries("title") if attribute in entry} <= canonical


@pytest.mark.parametrize(("name", "last"), [("month", 12), ("weekday", 7), ("ordinal", 20), ("number", 20)])
def test_series_are_complete(name: str, last: int) -> None:
    attribute = "number" if name in ("ordinal", "number") else name
    assert [entry[attribute] for entry in entries(name)] == list(range(1, last + 1))
    assert all(entry.keys() >= set(LANGUAGES) for entry in entries(name))
