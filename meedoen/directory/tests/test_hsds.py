"""The one table of names says what the standard says, and names a column for each field."""

import json
from pathlib import Path

import pytest
from django.core.exceptions import FieldDoesNotExist

from meedoen.directory.hsds import BY_NAME, TABLES, Table
from meedoen.directory.queries.history import PARTS, RECORDS

# What the standard nests and no column of this object holds: its parts stand in tables of their own.
NESTED = {
    "attributes", "metadata", "phones", "schedules", "service_areas", "service_at_locations",
    "languages", "organization", "funding", "cost_options", "program", "required_documents", "contacts",
    "capacities", "locations", "programs", "additional_websites", "additional_urls",
    "organization_identifiers", "addresses", "accessibility", "location", "unit", "taxonomy_term",
    "taxonomy_detail",
}  # fmt: skip


@pytest.mark.parametrize("table", TABLES, ids=[table.name for table in TABLES])
def test_every_field_has_a_column_or_is_computed(table: Table) -> None:
    columns = {field.attname for field in table.model._meta.concrete_fields}
    missing = [
        field.column
        for field in table.fields
        if field.column not in columns and field.name not in table.computed
    ]
    assert missing == []
    for owner in table.owners:
        assert owner in columns


def test_all_24_objects_are_there_once() -> None:
    assert len(TABLES) == len(BY_NAME) == len({table.model for table in TABLES}) == 24


def test_what_is_pointed_at_comes_first() -> None:
    order = [table.model for table in TABLES]
    for table in TABLES:
        for field in table.model._meta.concrete_fields:
            if field.related_model in order and field.related_model is not table.model:
                assert order.index(field.related_model) < order.index(table.model), field


@pytest.mark.parametrize("table", TABLES, ids=[table.name for table in TABLES])
def test_the_fields_of_the_standard_are_all_there_with_their_types(table: Table, shared_folder: Path) -> None:
    schema = json.loads((shared_folder / "hsds" / "schema" / f"{table.name}.json").read_text())
    stated = set(schema["properties"]) - NESTED - {"link_entity"}
    ours = {field.name for field in table.fields if not field.profile} | set(table.computed)
    assert stated <= ours
    # `unit_id` stands in the tabular form of the standard, and `link_entity` in its table of attributes.
    assert ours - set(schema["properties"]) == set()
    required = {field.name for field in table.fields if field.required}
    assert required == set(schema["required"]) - NESTED
    numbers = {name for name, said in schema["properties"].items() if said.get("type") == "number"} - set(
        table.computed
    )
    assert numbers == {
        field.name for field in table.fields if field.kind in ("integer", "number") and not field.profile
    }


def test_the_files_are_those_of_the_tabular_package(shared_folder: Path) -> None:
    package = json.loads((shared_folder / "hsds" / "datapackage.json").read_text())
    assert {table.name: table.file for table in TABLES} == {
        resource["name"]: resource["path"] for resource in package["resources"]
    }


def test_the_parts_of_a_record_point_at_their_owner() -> None:
    for owner, parts in PARTS.items():
        for part in parts:
            if part == "attribute":
                continue
            try:
                BY_NAME[part].model._meta.get_field(owner)
            except FieldDoesNotExist:
                pytest.fail(f"{part} has no column for {owner}")
    assert set(RECORDS) <= PARTS.keys()
