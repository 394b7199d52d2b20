"""The OpenAPI 3.1 document of our API, made from the table of HSDS and from the parameters that are read."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from meedoen.directory.hsds import Field, Kind
from meedoen.publishing import profile
from meedoen.publishing.policy.parameters import (
    OF_ONE,
    PARAMETERS,
    POSTCODE_PATTERN,
    TIME_PATTERN,
    Asked,
    Parameter,
)
from meedoen.publishing.policy.parameters import Kind as Asks
from meedoen.publishing.policy.rates import FULL_PAGES, WHOLE_LISTS
from meedoen.publishing.queries.nested import NESTS
from meedoen.publishing.queries.shape import shape
from meedoen.publishing.vocabulary import API_VERSION, Form, Listing

Schema = dict[str, Any]

KINDS: Mapping[Kind, Schema] = {
    Kind.TEXT: {"type": "string"},
    Kind.UUID: {"type": "string", "format": "uuid"},
    Kind.DATE: {"type": "string", "format": "date"},
    Kind.MOMENT: {"type": "string", "format": "date-time"},
    Kind.TIME: {"type": "string", "pattern": "^[0-2][0-9]:[0-5][0-9]:[0-5][0-9]"},
    Kind.INTEGER: {"type": "integer"},
    Kind.NUMBER: {"type": "number"},
    Kind.EMAIL: {"type": "string", "format": "email"},
    Kind.URI: {"type": "string", "format": "uri"},
    Kind.FLAG: {"type": "boolean"},
    Kind.LIST: {"type": "array", "items": {"type": "string"}},
}
COMPUTED: Mapping[str, Mapping[str, Schema]] = {
    "location": {"latitude": {"type": "number"}, "longitude": {"type": "number"}},
    "attribute": {"link_id": KINDS[Kind.UUID], "link_entity": {"type": "string"}},
    "taxonomy_term": {"taxonomy": {"type": "string"}},
}
# Objects of which there is one, by the name under which they are nested.
ONE: Mapping[str, Mapping[str, str]] = {
    "service": {"organization": "organization", "program": "program"},
    "service_at_location": {"location": "location", "service": "service"},
    "service_capacity": {"unit": "unit"},
    "attribute": {"taxonomy_term": "taxonomy_term"},
    "taxonomy_term": {"taxonomy_detail": "taxonomy"},
}
MANY: Mapping[str, Mapping[str, str]] = {
    "service": {"capacities": "service_capacity"},
    "organization": {"locations": "location", "services": "service"},
}
WITHOUT_TERMS = ("attribute", "metadata", "taxonomy", "taxonomy_term")
STATED: Schema = {
    "type": "array",
    "items": {"type": "object", "required": ["id", "unit"], "properties": {"unit": {"type": "object"}}},
}
PAGE: Mapping[str, str] = {
    "total_items": "integer",
    "total_pages": "integer",
    "page_number": "integer",
    "size": "integer",
    "first_page": "boolean",
    "last_page": "boolean",
    "empty": "boolean",
}
TABLES = (
    "service", "organization", "location", "service_at_location", "taxonomy", "taxonomy_term", "attribute",
    "program", "unit", "service_capacity", "metadata", "contact", "phone", "schedule", "service_area",
    "language", "cost_option", "funding", "required_document", "accessibility", "address", "url",
    "organization_identifier",
)  # fmt: skip
EXAMPLES: Mapping[Asks, object] = {
    Asks.POSTCODE: "3511",
    Asks.TIME: "09:30",
    Asks.MOMENT: "2026-09-01T12:00:00Z",
}
TOO_MANY = (
    f"More than {FULL_PAGES.most} pages in full, or {WHOLE_LISTS.most} lists line by line, in an hour from "
    "one network address. What is answered by 304 is not counted."
)
RETRY_AFTER: Schema = {
    "Retry-After": {"schema": {"type": "integer"}, "description": "After how many seconds to ask again."}
}


@cache
def document(server: str) -> Schema:
    """The document for the API at this address (without a slash at the end)."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Meedoen, de sociale kaart als open data (HSDS 3.1.1)",
            "version": API_VERSION,
            "description": f"{profile.DESCRIPTION} Open Referral HSDS 3.1.1, met het profiel van Meedoen.",
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        },
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "servers": [{"url": server}],
        "paths": _paths(),
        "components": {
            "schemas": {
                **{_name(name): _object(name) for name in TABLES},
                "Problem": _problem(),
                "MinimalService": _minimal(),
            },
            "headers": {"API-Version": {"schema": {"type": "string"}, "description": "Version of this API."}},
        },
    }


def _paths() -> Schema:
    made: Schema = {
        "/": {"get": _get("getAbout", "What this API is.", _about())},
        "/openapi.json": {"get": _get("getDocument", "This document.", {"type": "object"})},
        "/profile": {
            "get": _get("getProfile", "What Meedoen adds to the standard.", {"type": "object"}, html=True)
        },
    }
    for listing in Listing:
        made[f"/{listing.value}"] = {"get": _list(listing, "get"), "post": _list(listing, "post")}
        made[f"/{listing.value}/{{id}}"] = {"get": _one(listing)}
    return made


def _get(id: str, summary: str, schema: Schema, *, html: bool = False) -> Schema:
    content: Schema = {"application/json": {"schema": schema}}
    if html:
        content["text/html"] = {"schema": {"type": "string"}}
    return {"operationId": id, "summary": summary, "responses": _responses(content)}


def _list(listing: Listing, method: str) -> Schema:
    # The rows of a page have fewer related data than the schema allows, never other.
    item: Schema = _ref(listing.table)
    if listing is Listing.SERVICES:
        item = {"anyOf": [item, {"$ref": "#/components/schemas/MinimalService"}]}
    properties: Schema = {name: {"type": kind} for name, kind in PAGE.items()}
    page = {
        "type": "object",
        "required": [*PAGE, "contents"],
        "properties": properties | {"contents": {"type": "array", "items": item}},
    }
    content: Schema = {
        "application/json": {"schema": page},
        "application/x-ndjson": {"schema": {"type": "string"}},
    }
    made: Schema = {
        "operationId": f"{method}{_name(listing.value)}",
        "summary": f"List of {listing.value.replace('_', ' ')}.",
        "parameters": [_parameter(one) for one in PARAMETERS[listing]],
        "responses": _responses(content, cached=method == "get", counted=True),
    }
    if method == "post":
        made["description"] = (
            "The same as GET. The parameters may stand in the body instead (a form, or an object of JSON), "
            "so that nothing that was asked stays in a log of addresses."
        )
    return made


def _one(listing: Listing) -> Schema:
    id = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
    return {
        "operationId": f"get{_name(listing.table)}",
        "summary": f"One {listing.table.replace('_', ' ')} with all related data.",
        "parameters": [id, *(_parameter(one) for one in OF_ONE.get(listing, ()))],
        "responses": _responses({"application/json": {"schema": _ref(listing.table)}}, cached=True),
    }


def _responses(content: Schema, *, cached: bool = False, counted: bool = False) -> Schema:
    headers = {"API-Version": {"$ref": "#/components/headers/API-Version"}}
    wrong = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    made: Schema = {
        "200": {"description": "As asked.", "headers": headers, "content": content},
        "400": {"description": "A parameter cannot be read.", "headers": headers, "content": wrong},
        "404": {"description": "There is nothing here.", "headers": headers, "content": wrong},
        "405": {"description": "Not with this method.", "headers": headers, "content": wrong},
    }
    if cached:
        made["304"] = {"description": "Nothing changed since it was asked before.", "headers": headers}
    if counted:
        made["429"] = {"description": TOO_MANY, "headers": headers | RETRY_AFTER, "content": wrong}
    return made


def _parameter(one: Parameter) -> Schema:
    made: Schema = {"name": one.name, "in": "query", "required": False, "description": one.about}
    made["schema"] = _asked_schema(one)
    if one.kind in EXAMPLES:
        made["example"] = EXAMPLES[one.kind]
    return made


def _asked_schema(one: Parameter) -> Schema:
    default = getattr(Asked(), one.name, None)
    if one.kind is Asks.WHOLE:
        schema: Schema = {"type": "integer", "minimum": one.least, "maximum": one.most}
        return schema | ({"default": default} if default is not None else {})
    if one.kind is Asks.CHOICE:
        return {"type": "string", "enum": list(one.choices)} | (
            {"default": Form.JSON.value} if one.name == "format" else {}
        )
    schemas: Mapping[Asks, Schema] = {
        Asks.TEXT: {"type": "string", "maxLength": one.most},
        Asks.FLAG: {"type": "boolean", "default": False},
        Asks.ID: {"type": "string", "format": "uuid"},
        Asks.MOMENT: {"type": "string", "format": "date-time"},
        Asks.TIME: {"type": "string", "pattern": TIME_PATTERN},
        Asks.POSTCODE: {"type": "string", "pattern": POSTCODE_PATTERN},
    }
    return schemas[one.kind]


# Objects


def _object(name: str) -> Schema:
    made = shape(name)
    fields = {key: _field(name, made.table.by_name[key]) for key in made.keys}
    if name not in WITHOUT_TERMS:
        fields["attributes"] = {"type": "array", "items": _ref("attribute")}
    if name != "metadata":
        fields["metadata"] = {"type": "array", "items": _ref("metadata")}
    many = {key: part for part, key in NESTS.get(name, {}).items()} | dict(MANY.get(name, {}))
    fields |= {key: {"type": "array", "items": _ref(part)} for key, part in many.items()}
    fields |= {key: _ref(part) for key, part in ONE.get(name, {}).items()}
    fields |= COMPUTED.get(name, {})
    if name == "service":
        fields["stated_capacities"] = STATED
    required = [field.name for field in made.table.fields if field.required]
    return {"type": "object", "required": required, "properties": fields}


def _field(name: str, field: Field) -> Schema:
    about = profile.ABOUT.get((name, field.name))
    return KINDS[field.kind] | ({"description": about[0]} if about else {})


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{_name(name)}"}


def _name(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("_"))


def _about() -> Schema:
    uri = KINDS[Kind.URI]
    texts: Iterable[str] = ("version", "description")
    properties: Schema = {name: {"type": "string"} for name in texts}
    properties |= {"profile": uri, "openapi_url": uri, "publisher": {"type": "object"}}
    return {"type": "object", "required": ["version", "profile", "openapi_url"], "properties": properties}


def _problem() -> Schema:
    return {
        "type": "object",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": {"type": "string", "format": "uri-reference"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
            "parameter": {"type": "string"},
        },
    }


def _minimal() -> Schema:
    required: Schema = {"id": KINDS[Kind.UUID], "modified_date": KINDS[Kind.MOMENT]}
    return {
        "type": "object",
        "required": list(required),
        "properties": required,
        "additionalProperties": False,
    }
