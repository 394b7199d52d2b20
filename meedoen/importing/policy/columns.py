"""What a column of somebody's own table can be, and guessing which it is by its heading."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class TableField:
    """What a column can hold: `label` and `example` for people, `words` of headings that mean it."""

    name: str
    label: str
    example: str
    words: tuple[str, ...]
    group: str = "aanbod"


def _field(name: str, label: str, example: str, words: str, group: str = "aanbod") -> TableField:
    return TableField(name, label, example, tuple(words.split(", ")), group)


FIELDS: tuple[TableField, ...] = (
    _field("id", "eigen nummer of code", "A-017", "id, nummer, nr, code, kenmerk, volgnummer, uuid"),
    _field(
        "name",
        "naam van het aanbod",
        "Samen koken",
        "naam, titel, aanbod, activiteit, naam aanbod, naam activiteit, dienst, voorziening, name, service",
    ),
    _field(
        "organization",
        "organisatie",
        "Stichting Voorbeeld",
        "organisatie, aanbieder, naam organisatie, instelling, stichting, vereniging, organization",
    ),
    _field(
        "description",
        "beschrijving",
        "Elke week samen koken en eten.",
        "omschrijving, beschrijving, toelichting, inhoud, tekst, wat, description, over",
    ),
    _field(
        "summary", "in het kort", "Koken met de buurt", "samenvatting, kort, korte omschrijving, in het kort"
    ),
    _field(
        "eligibility_description",
        "voor wie",
        "Iedereen vanaf 18 jaar",
        "doelgroep, voor wie, doelgroepen, wie, bestemd voor",
    ),
    _field(
        "minimum_age",
        "vanaf welke leeftijd",
        "18",
        "leeftijd vanaf, minimumleeftijd, vanaf leeftijd, min leeftijd",
    ),
    _field(
        "maximum_age",
        "tot en met welke leeftijd",
        "99",
        "leeftijd tot, maximumleeftijd, tot leeftijd, max leeftijd",
    ),
    _field("costs", "kosten", "€ 2,50 per keer", "kosten, prijs, tarief, bijdrage, eigen bijdrage, bedrag"),
    _field("days", "dagen", "maandag en woensdag", "dag, dagen, weekdag, wanneer, welke dag"),
    _field("times", "tijden", "10:00 - 12:00", "tijd, tijden, openingstijden, tijdstip, hoe laat"),
    _field("starts", "begint op", "2026-09-01", "begin, begindatum, startdatum, start, datum vanaf, vanaf"),
    _field("ends", "eindigt op", "2027-06-30", "einde, einddatum, eind, datum tot, tot en met"),
    _field(
        "place", "naam van de plek", "Buurthuis De Brug", "locatie, plek, gebouw, naam locatie, waar", "plek"
    ),
    _field(
        "street",
        "straat en nummer",
        "Dorpsstraat 1",
        "straat, adres, straat en huisnummer, straatnaam",
        "plek",
    ),
    _field("house_number", "huisnummer", "1", "huisnummer, huisnr, nr huis", "plek"),
    _field("postcode", "postcode", "1234 AB", "postcode, pc, zip", "plek"),
    _field("city", "plaats", "Utrecht", "plaats, woonplaats, stad, dorp, gemeente, city", "plek"),
    _field("region", "wijk of dorp", "Overvecht", "wijk, buurt, stadsdeel, kern", "plek"),
    _field("phone", "telefoon", "030 000 00 00", "telefoon, tel, telefoonnummer, mobiel, phone", "contact"),
    _field(
        "email", "e-mailadres", "info@example.org", "e-mail, email, mail, e-mailadres, mailadres", "contact"
    ),
    _field(
        "url",
        "website",
        "https://example.org",
        "website, url, web, webadres, internet, link, site",
        "contact",
    ),
    _field(
        "contact",
        "contactpersoon of functie",
        "coördinator",
        "contact, contactpersoon, coördinator",
        "contact",
    ),
    _field(
        "application_process",
        "zo kom je erbij",
        "Loop binnen",
        "aanmelden, aanmelding, hoe aanmelden, opgeven",
    ),
    _field("languages", "talen", "Nederlands; Arabisch", "taal, talen, voertaal"),
    _field(
        "kvk", "KvK-nummer", "12345678", "kvk, kvk-nummer, kvk nummer, kamer van koophandel", "organisatie"
    ),
)
BY_NAME = {field.name: field for field in FIELDS}
MUST = ("name",)


def guessed(headings: Sequence[str], remembered: Mapping[str, str]) -> dict[str, str]:
    """Which field each heading is, at most one heading for each: as it was matched before, or by its words.

    Out: heading to name of the field; a heading that nothing is known of is left out.
    """
    found = {heading: remembered[heading] for heading in headings if remembered.get(heading) in BY_NAME}
    skipped = {heading for heading in headings if remembered.get(heading) == ""}
    for exact in (True, False):
        for heading in headings:
            if heading in found or heading in skipped:
                continue
            name = _meant(heading, exact, set(found.values()))
            if name:
                found[heading] = name
    return found


def _meant(heading: str, exact: bool, taken: set[str]) -> str:
    plain = _plain(heading)
    if not plain:
        return ""
    for field in FIELDS:
        if field.name in taken:
            continue
        words = [_plain(word) for word in (*field.words, field.label, field.name)]
        if plain in words:
            return field.name
        if not exact and any(re.search(rf"\b{re.escape(word)}\b", plain) for word in words if len(word) > 3):
            return field.name
    return ""


def _plain(text: str) -> str:
    bare = "".join(
        sign for sign in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(sign)
    )
    return " ".join(re.sub(r"[^a-z0-9]+", " ", bare).split())


def trouble_with(chosen: Mapping[str, str]) -> str:
    """What is wrong with a matching, or nothing: every field at most once, and the name matched."""
    used = [name for name in chosen.values() if name]
    twice = next((name for name in used if used.count(name) > 1), None)
    if twice is not None:
        return f"Twee kolommen zijn allebei “{BY_NAME[twice].label}”. Kies er één."
    missing = next((name for name in MUST if name not in used), None)
    if missing is not None:
        return f"Kies welke kolom “{BY_NAME[missing].label}” is. Zonder naam kan er niets worden ingelezen."
    return ""
