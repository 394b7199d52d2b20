"""Our OpenAPI document: valid, whole, and what the pages say of the profile."""

import json
from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator

from meedoen.directory.hsds import TABLES
from meedoen.publishing import openapi, profile
from meedoen.publishing.policy.parameters import PARAMETERS
from meedoen.publishing.vocabulary import Listing

DOCUMENT = openapi.document("https://voorbeeld.nl/api/hsds")


def test_every_list_has_its_parameters_by_get_and_post() -> None:
    for listing in Listing:
        wanted = [parameter.name for parameter in PARAMETERS[listing]]
        for method in ("get", "post"):
            operation = DOCUMENT["paths"][f"/{listing.value}"][method]
            assert [parameter["name"] for parameter in operation["parameters"]] == wanted


def test_each_operation_has_a_name_of_its_own_and_says_how_it_refuses() -> None:
    operations = [operation for path in DOCUMENT["paths"].values() for operation in path.values()]
    names = [operation["operationId"] for operation in operations]
    assert len(names) == len(set(names))
    for operation in operations:
        assert "application/problem+json" in operation["responses"]["400"]["content"]


def test_every_schema_is_a_schema_and_every_reference_leads_somewhere() -> None:
    for schema in DOCUMENT["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)
    names = {f"#/components/schemas/{name}" for name in DOCUMENT["components"]["schemas"]}
    names |= {f"#/components/headers/{name}" for name in DOCUMENT["components"]["headers"]}
    assert set(references(DOCUMENT)) <= names


def references(value: Any) -> list[str]:
    if isinstance(value, dict):
        own = [value["$ref"]] if "$ref" in value else []
        return own + [found for one in value.values() for found in references(one)]
    return [found for one in value for found in references(one)] if isinstance(value, list) else []


def test_every_field_of_the_profile_is_explained() -> None:
    fields = {(table.name, field.name) for table in TABLES for field in table.fields if field.profile}
    assert fields == set(profile.ABOUT)
    assert all(all(texts) for texts in profile.ABOUT.values())


@pytest.mark.django_db
def test_the_document_names_the_address_at_which_it_was_asked(client: Client) -> None:
    document = client.get("/api/hsds/openapi.json").json()
    assert document["openapi"] == "3.1.0"
    assert document["servers"] == [{"url": "http://testserver/api/hsds"}]
    assert document["paths"] == json.loads(json.dumps(DOCUMENT["paths"]))


@pytest.mark.django_db
def test_the_profile_is_a_page_for_people_and_json_for_programs(client: Client) -> None:
    shown = client.get("/api/hsds/profile", headers={"Accept": "text/html,*/*;q=0.8"})
    assert shown["Content-Type"] == "text/html; charset=utf-8"
    assert "not_in_school_holidays" in shown.content.decode()
    told = client.get("/api/hsds/profile").json()
    assert told["hsds_version"] == "3.1.1"
    assert {one["name"] for one in told["properties"]} >= {"stated_capacities", "area_code"}
