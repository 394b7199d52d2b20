"""What Meedoen publishes beyond HSDS 3.1.1, in English for programs and Dutch for people."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from meedoen.directory.hsds import TABLES, Field, Kind
from meedoen.directory.vocabulary import TaxonomyCode
from meedoen.publishing.vocabulary import HSDS_VERSION, PROFILE_VERSION

NAME = "Meedoen"
DESCRIPTION = (
    "De sociale kaart als open data: wie biedt wat aan, waar, wanneer, voor wie, voor welke prijs en met "
    "hoeveel vrije plekken."
)
# (table, field): what it is, in English and in Dutch.
ABOUT: Mapping[tuple[str, str], tuple[str, str]] = {
    ("taxonomy", "code"): (
        "Short name by which Meedoen knows this list.",
        "Korte naam waaronder Meedoen deze lijst kent.",
    ),
    ("taxonomy_term", "synonyms"): (
        "Other words by which people ask for it.",
        "Andere woorden waarmee mensen ernaar vragen.",
    ),
    ("taxonomy_term", "position"): ("Place in the list.", "Plaats in de lijst."),
    ("organization", "invented"): (
        "True where the record is an example and no real organization.",
        "Is true als dit een voorbeeld is en geen echte organisatie.",
    ),
    ("service", "summary"): ("One sentence in plain Dutch.", "Eén zin in gewone taal."),
    ("service", "activities"): ("What you do there, in plain words.", "Wat je er doet, in gewone woorden."),
    ("service", "described_year"): (
        "The year in which the source described it.",
        "Het jaar waarin de bron het beschreef.",
    ),
    ("service", "source_documents"): (
        "Numbers of the source documents.",
        "Nummers van de documenten waar dit uit komt.",
    ),
    ("service", "initiative"): (
        "Short name of the initiative that it belongs to.",
        "Korte naam van het initiatief waar het bij hoort.",
    ),
    ("service", "invented"): (
        "True where the record is an example and no real service.",
        "Is true als dit een voorbeeld is en geen echt aanbod.",
    ),
    ("location", "area_code"): (
        "CBS code of the district or municipality that it lies in.",
        "CBS-code van de wijk of gemeente waar het ligt.",
    ),
    ("location", "rd_x"): ("Metres east, RD New (EPSG:28992).", "Meters naar het oosten (RD, EPSG:28992)."),
    ("location", "rd_y"): ("Metres north, RD New (EPSG:28992).", "Meters naar het noorden (RD, EPSG:28992)."),
    ("schedule", "not_in_school_holidays"): (
        "True where it is not held in the school holidays.",
        "Is true als het in de schoolvakanties niet doorgaat.",
    ),
    ("service_area", "code"): (
        "CBS code of the area served; also `extent` with `extent_type` CBS.",
        "CBS-code van het gebied; staat ook in extent, met extent_type CBS.",
    ),
    ("cost_option", "amount_to"): (
        "Highest amount, where `amount` is the lowest of a range.",
        "Hoogste bedrag, als amount het laagste is.",
    ),
}
STATED = (
    "service",
    "stated_capacities",
    "list of objects",
    "Capacity that a source states without saying how many places are free or when that was counted: objects "
    "with id, unit, maximum and description. The standard demands both figures in `capacities`.",
    "Plekken waarvan een bron niet zegt hoeveel er vrij zijn of wanneer dat is geteld.",
)
RULES: tuple[tuple[str, str], ...] = (
    (
        "Empty values are left out. A text that the standard requires is there, empty where nothing is known "
        "(such as `state_province`): nothing is made up.",
        "Lege waarden staan er niet in. Een tekst die de standaard eist staat er altijd, desnoods leeg.",
    ),
    (
        "Published are records that are public, not merged into another and not lapsed; a service only "
        "together with its organization.",
        "Openbaar is wat is gepubliceerd, niet is samengevoegd en niet is verlopen.",
    ),
    (
        "Facts of Meedoen that the standard has a place for are taxonomy terms, linked by `attributes`.",
        "Wat Meedoen van aanbod weet, staat als term in attributes.",
    ),
    (
        "Properties that another source gave and no schema knows are handed on as they came.",
        "Wat een andere bron er extra bij zei, geven we door zoals het kwam.",
    ),
    (
        "`opens_at` and `closes_at` are Dutch time, summer and winter, unless `timezone` is given.",
        "Tijden zijn Nederlandse tijd, zomer en winter, tenzij er een timezone bij staat.",
    ),
    (
        "`updated_by` in `metadata` is a function and an organization, never a name of a person.",
        "In metadata staat wie iets veranderde als functie en organisatie, nooit als naam.",
    ),
)


@cache
def document() -> dict[str, Any]:
    """The profile as a program reads it."""
    return {
        "name": NAME,
        "version": PROFILE_VERSION,
        "hsds_version": HSDS_VERSION,
        "description": DESCRIPTION,
        "properties": [*_properties(), _property(*STATED)],
        "taxonomies": [{"code": code.value, "name": str(code.label)} for code in TaxonomyCode],
        "rules": [{"en": english, "nl": dutch} for english, dutch in RULES],
    }


def _properties() -> list[dict[str, str]]:
    return [
        _property(table.name, field.name, kind_text(field), *ABOUT.get((table.name, field.name), ("", "")))
        for table in TABLES
        for field in table.fields
        if field.profile
    ]


def _property(table: str, name: str, kind: str, english: str, dutch: str) -> dict[str, str]:
    return {"object": table, "name": name, "type": kind, "description": english, "omschrijving": dutch}


def kind_text(field: Field) -> str:
    return "string" if field.kind is Kind.TEXT else field.kind.value
