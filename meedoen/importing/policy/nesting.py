"""From a record with its parts nested in it to rows that point at each other: the tabular form."""

from collections.abc import Iterator, Mapping
from typing import Any

from meedoen.importing.policy.values import NotReadable

# A property that holds one object: its table, and where its id goes in the row around it.
ONE = {
    "organization": ("organization", "organization_id"),
    "program": ("program", "program_id"),
    "location": ("location", "location_id"),
    "service": ("service", "service_id"),
    "unit": ("unit", "unit_id"),
    "taxonomy_term": ("taxonomy_term", "taxonomy_term_id"),
    "taxonomy_detail": ("taxonomy", "taxonomy_id"),
}
# A property that holds a list of parts.
MANY = {
    "additional_urls": "url",
    "additional_websites": "url",
    "phones": "phone",
    "contacts": "contact",
    "schedules": "schedule",
    "service_areas": "service_area",
    "service_at_locations": "service_at_location",
    "languages": "language",
    "funding": "funding",
    "cost_options": "cost_option",
    "required_documents": "required_document",
    "capacities": "service_capacity",
    "stated_capacities": "service_capacity",
    "attributes": "attribute",
    "metadata": "metadata",
    "accessibility": "accessibility",
    "addresses": "address",
    "locations": "location",
    "programs": "program",
    "organization_identifiers": "organization_identifier",
    "services": "service",
}
DEEPEST = 12
PAGE_WORDS = ("total_items", "total_pages", "page_number", "contents")
MARKS: tuple[tuple[str, frozenset[str]], ...] = (
    ("location", frozenset({"location_type", "latitude", "longitude"})),
    ("service_at_location", frozenset({"service", "location", "location_id"})),
    ("taxonomy_term", frozenset({"taxonomy_detail", "taxonomy_id", "term_uri", "parent_id", "taxonomy"})),
    ("service", frozenset({"status", "organization", "service_at_locations", "organization_id"})),
    (
        "organization",
        frozenset({"website", "services", "email", "legal_status", "tax_status", "organization_identifiers"}),
    ),
    ("taxonomy", frozenset({"version", "uri"})),
)


def kind_of(record: Mapping[str, Any]) -> str:
    """Which object of the standard a record is, by the properties that only such an object has."""
    for table, marks in MARKS:
        if not marks.isdisjoint(record):
            return table
    return "organization"


def unnested(table: str, record: Mapping[str, Any], depth: int = 0) -> Iterator[tuple[str, dict[str, Any]]]:
    """The record and every object in it as (table, row), the record last.

    A part without an id gets one made of its owner's id, its kind and its place in the list. Raises
    NotReadable where records are nested deeper than the standard does.
    """
    if depth > DEEPEST:
        raise NotReadable("De gegevens zitten te diep in elkaar. Lever ze plat aan.")
    row: dict[str, Any] = {}
    id = record.get("id")
    for key, value in record.items():
        if key in ONE and isinstance(value, dict):
            child_table, pointer = ONE[key]
            child = value if value.get("id") else value | {"id": _made_id(table, id, child_table, value)}
            row.setdefault(pointer, child["id"])
            yield from unnested(child_table, child, depth + 1)
        elif key in MANY and isinstance(value, list) and all(isinstance(one, dict) for one in value):
            yield from _parts(table, id, key, value, depth)
        else:
            row[key] = value
    yield table, row


def _parts(
    owner: str, owner_id: Any, key: str, parts: list[dict[str, Any]], depth: int
) -> Iterator[tuple[str, dict[str, Any]]]:
    table = MANY[key]
    for index, part in enumerate(parts):
        made = part | _pointer(owner, owner_id, table)
        if not made.get("id"):
            made["id"] = f"{owner}/{owner_id}/{key}/{index}"
        yield from unnested(table, made, depth + 1)


def _pointer(owner: str, owner_id: Any, table: str) -> dict[str, Any]:
    if table == "attribute":
        return {"link_id": owner_id, "link_entity": owner}
    if table == "metadata":
        return {"resource_id": owner_id, "resource_type": owner}
    return {f"{owner}_id": owner_id}


def _made_id(owner: str, owner_id: Any, table: str, value: Mapping[str, Any]) -> str:
    """The id of an object without one: a unit is known by its name, a term by its list and code."""
    if table == "unit":
        return f"naam/{value.get('name')}"
    if table == "taxonomy_term":
        detail = value.get("taxonomy_detail")
        inside = value.get("taxonomy_id") or (detail.get("id") if isinstance(detail, dict) else "")
        return f"{inside or value.get('taxonomy') or ''}/{value.get('code') or value.get('name')}"
    if table == "taxonomy":
        return f"naam/{value.get('name')}"
    return f"{owner}/{owner_id}/{table}"
