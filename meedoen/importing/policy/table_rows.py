"""From a row of somebody's own table to the objects of the standard."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from meedoen.importing.policy.values import plain_text

DAYS = {
    "maandag": "MO", "ma": "MO", "dinsdag": "TU", "di": "TU", "woensdag": "WE", "wo": "WE",
    "donderdag": "TH", "do": "TH", "vrijdag": "FR", "vr": "FR", "zaterdag": "SA", "za": "SA",
    "zondag": "SU", "zo": "SU",
}  # fmt: skip
WEEK = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
DAY = re.compile(r"\b(" + "|".join(sorted(DAYS, key=len, reverse=True)) + r")(?:en)?\b")
REACH = re.compile(r"\s*(?:t/m|tot en met|-|–)\s*")
TIMES = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(?:uur|u)?\s*(?:-|–|tot|t/m)\s*(\d{1,2})(?:[:.](\d{2}))?")
AMOUNT = re.compile(
    r"(?:€|eur|euro)?\s*(\d{1,6})(?:[.,](\d{1,2}|-))?(?!\d)(?:\s*(?:euro|eur))?", re.IGNORECASE
)
FREE = re.compile(r"^\s*(gratis|geen( kosten)?|nee|vrije toegang|kosteloos)\s*\.?\s*$", re.IGNORECASE)
PER = re.compile(r"\bper\s+([a-z]+)", re.IGNORECASE)
DUTCH_DATE = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")


def days_in(text: str) -> list[str]:
    """The days of the week that a text names, as codes of RFC 5545: "ma t/m wo" is MO, TU, WE."""
    plain = text.lower()
    if re.search(r"\b(dagelijks|elke dag|alle dagen)\b", plain):
        return list(WEEK)
    if "werkdag" in plain:
        return WEEK[:5]
    found: set[str] = set()
    before: re.Match[str] | None = None
    for match in DAY.finditer(plain):
        code = DAYS[match[1]]
        if before is not None and REACH.fullmatch(plain[before.end() : match.start()]):
            first, last = WEEK.index(DAYS[before[1]]), WEEK.index(code)
            reach = WEEK[first : last + 1] if first <= last else WEEK[first:] + WEEK[: last + 1]
            found.update(reach)
        found.add(code)
        before = match
    return [code for code in WEEK if code in found]


def times_in(text: str) -> tuple[str, str] | None:
    """From and until, where a text names exactly one pair of times that exist."""
    found = TIMES.findall(text.lower())
    if len(found) != 1:
        return None
    hour, minute, to_hour, to_minute = found[0]
    if int(hour) > 23 or int(to_hour) > 24 or int(minute or 0) > 59 or int(to_minute or 0) > 59:
        return None
    until = f"{int(to_hour) % 24:02d}:{int(to_minute or 0):02d}:00"
    return f"{int(hour):02d}:{int(minute or 0):02d}:00", until


def amount_in(text: str) -> tuple[str, str] | None:
    """Amount in euros and per what, where a text names exactly one amount; free is nought."""
    if FREE.fullmatch(text):
        return "0.00", ""
    found = AMOUNT.findall(text)
    if len(found) != 1 or "%" in text:
        return None
    whole, cents = found[0]
    per = PER.search(text)
    amount = Decimal(f"{whole}.{(cents if cents != '-' else '').ljust(2, '0')[:2] or '00'}")
    return str(amount.quantize(Decimal("0.01"))), per[1].lower() if per else ""


def dutch_date(text: str) -> str:
    """31-12-2026 as 2026-12-31; anything else as it came."""
    found = DUTCH_DATE.fullmatch(text.strip())
    return f"{found[3]}-{int(found[2]):02d}-{int(found[1]):02d}" if found else text.strip()


def objects_of(cells: Mapping[str, Any], number: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """(table, row) of each object in a row; `cells` by name of the field, texts without white space around.

    Ids are texts that are the same at each reading: the own code of the row, or else what it is called,
    by whom it is offered and where.
    """
    said = {name: plain_text(value).strip() for name, value in cells.items()}
    organization = said.get("organization") or said.get("name", "")
    owner = f"organisatie/{organization.lower()}"
    key = said.get("id") or "/".join(
        said.get(name, "").lower() for name in ("name", "organization", "postcode", "street", "days", "times")
    )
    service = f"aanbod/{key}"
    yield "organization", {"id": owner, "name": organization}
    if said.get("kvk"):
        yield (
            "organization_identifier",
            {
                "id": f"kvk/{owner}",
                "organization_id": owner,
                "identifier_type": "KVK",
                "identifier": re.sub(r"\s", "", said["kvk"]),
            },
        )
    yield "service", {"id": service, "organization_id": owner, "status": "active"} | _service(said)
    yield from _place(said, service)
    yield from _parts(said, service)


def _service(said: Mapping[str, str]) -> dict[str, Any]:
    names = (
        "name", "description", "summary", "eligibility_description", "minimum_age", "maximum_age",
        "email", "url", "application_process",
    )  # fmt: skip
    row: dict[str, Any] = {name: said[name] for name in names if name in said}
    if "costs" in said:
        row["fees_description"] = said["costs"]
    return row | {name: value for name, value in said.items() if name.startswith("overig: ")}


def _place(said: Mapping[str, str], service: str) -> Iterator[tuple[str, dict[str, Any]]]:
    parts = [said.get(name, "") for name in ("place", "street", "house_number", "postcode", "city")]
    if not any(parts):
        return
    id = "plek/" + "/".join(parts).lower()
    yield "location", {"id": id, "location_type": "physical", "name": said.get("place", "")}
    if any(parts[1:]) or said.get("region"):
        street = " ".join(filter(None, (said.get("street"), said.get("house_number"))))
        yield (
            "address",
            {
                "id": f"adres/{id}",
                "location_id": id,
                "address_1": street,
                "city": said.get("city", ""),
                "region": said.get("region", ""),
                "postal_code": said.get("postcode", ""),
                "country": "NL",
                "address_type": "physical",
            },
        )
    yield "service_at_location", {"id": f"{service}/{id}", "service_id": service, "location_id": id}


def _parts(said: Mapping[str, str], service: str) -> Iterator[tuple[str, dict[str, Any]]]:
    if said.get("phone"):
        yield "phone", {"id": f"telefoon/{service}", "service_id": service, "number": said["phone"]}
    if said.get("contact"):
        yield "contact", {"id": f"contact/{service}", "service_id": service, "name": said["contact"]}
    for language in filter(None, map(str.strip, re.split(r"[;,/]", said.get("languages", "")))):
        id = f"taal/{service}/{language.lower()}"
        yield "language", {"id": id, "service_id": service, "name": language}
    amount = amount_in(said["costs"]) if said.get("costs") else None
    if amount is not None:
        yield (
            "cost_option",
            {
                "id": f"kosten/{service}",
                "service_id": service,
                "option": amount[1],
                "currency": "EUR",
                "amount": amount[0],
            },
        )
    if any(said.get(name) for name in ("days", "times", "starts", "ends")):
        yield "schedule", {"id": f"tijd/{service}", "service_id": service} | _schedule(said)


def _schedule(said: Mapping[str, str]) -> dict[str, Any]:
    """Days and times as a rhythm, and always in the words that were used."""
    words = ", ".join(filter(None, (said.get("days"), said.get("times"))))
    row: dict[str, Any] = {"description": words}
    days = days_in(f"{said.get('days', '')} {said.get('times', '')}")
    if days:
        row |= {"freq": "WEEKLY", "interval": 1, "byday": ",".join(days)}
    times = times_in(said.get("times", "") or said.get("days", ""))
    if times is not None:
        row |= {"opens_at": times[0], "closes_at": times[1]}
    for name, column in (("starts", "dtstart"), ("ends", "until")):
        if said.get(name):
            row[column] = dutch_date(said[name])
    return row


def as_text(value: Any) -> str:
    """A cell of a spreadsheet as people would write it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return value.isoformat()[:10] if isinstance(value, date) else str(value)
