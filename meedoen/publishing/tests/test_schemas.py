"""Every answer against the schemas of HSDS 3.1.1, with formats checked.

The schemas are test data beside the project; without them these tests are skipped.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from meedoen.directory.hsds import TABLES
from meedoen.publishing.tests.world import Full, make_full, tables_filled
from meedoen.publishing.vocabulary import Listing

pytestmark = pytest.mark.django_db

BASE = "https://schemas.invalid/"
PAGE = "openapi.json#/components/schemas/Page"
# The schema of a row of each list, and of a record by its id.
ROWS = {
    Listing.SERVICES: "compiled/service_list.json",
    Listing.ORGANIZATIONS: "compiled/organization_list.json",
    Listing.LOCATIONS: "location.json",
    Listing.SERVICE_AT_LOCATIONS: "compiled/service_at_location_list.json",
    Listing.TAXONOMIES: "taxonomy.json",
    Listing.TAXONOMY_TERMS: "taxonomy_term.json",
}
ALL = [(listing, query) for listing in Listing for query in ("", "?format=ndjson")]
FULL = [Listing.SERVICES, Listing.ORGANIZATIONS, Listing.LOCATIONS, Listing.SERVICE_AT_LOCATIONS]


@pytest.fixture(scope="module")
def schemas(shared_folder: Path) -> Registry[Any]:
    """All schema files, each under its own address, so that what they refer to is found."""
    folder = shared_folder / "hsds" / "schema"
    if not folder.is_dir():
        pytest.skip(f"{folder} is not here")
    resources = []
    for path in sorted(folder.rglob("*.json")):
        contents = json.loads(path.read_text())
        address = BASE + str(path.relative_to(folder))
        resources.append((address, Resource.from_contents(contents, default_specification=DRAFT202012)))
    return Registry().with_resources(resources)


def wrong(schemas: Registry[Any], schema: str, record: Any) -> list[str]:
    """What does not fit the schema, with where."""
    validator = Draft202012Validator(
        {"$ref": BASE + schema}, registry=schemas, format_checker=FormatChecker()
    )
    return [f"{'/'.join(map(str, error.path))}: {error.message}" for error in validator.iter_errors(record)]


@pytest.fixture
def full() -> Full:
    made = make_full()
    assert tables_filled() == {table.name for table in TABLES}
    return made


def contents(client: Client, address: str) -> list[Any]:
    response = client.get(f"/api/hsds/{address}")
    assert response.status_code == 200
    if response.streaming:
        return [json.loads(line) for line in b"".join(response.streaming_content).splitlines()]  # type: ignore[attr-defined]
    found = response.json()["contents"]
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize(("listing", "query"), ALL)
def test_every_row_of_a_list_fits_its_schema(
    client: Client, schemas: Registry[Any], full: Full, listing: Listing, query: str
) -> None:
    rows = contents(client, listing.value + query)
    assert rows
    assert [wrong(schemas, ROWS[listing], row) for row in rows] == [[]] * len(rows)


@pytest.mark.parametrize("listing", list(Listing))
def test_the_page_object_fits_its_schema(
    client: Client, schemas: Registry[Any], full: Full, listing: Listing
) -> None:
    page = client.get(f"/api/hsds/{listing.value}?per_page=1").json()
    assert wrong(schemas, PAGE, page) == []


@pytest.mark.parametrize("listing", FULL)
def test_a_record_with_everything_fits_its_schema(
    client: Client, schemas: Registry[Any], full: Full, listing: Listing
) -> None:
    for row in contents(client, f"{listing.value}?full=true"):
        one = client.get(f"/api/hsds/{listing.value}/{row['id']}").json()
        assert one == row
        assert wrong(schemas, f"{listing.table}.json", one) == []


@pytest.mark.parametrize("listing", [Listing.TAXONOMIES, Listing.TAXONOMY_TERMS])
def test_a_term_and_its_list_fit_their_schemas(
    client: Client, schemas: Registry[Any], full: Full, listing: Listing
) -> None:
    for row in contents(client, listing.value):
        one = client.get(f"/api/hsds/{listing.value}/{row['id']}").json()
        assert wrong(schemas, f"{listing.table}.json", one) == []


def test_an_organization_with_its_services_in_full_fits(
    client: Client, schemas: Registry[Any], full: Full
) -> None:
    one = client.get(f"/api/hsds/organizations/{full.organization.id}?full_service=true").json()
    assert wrong(schemas, "organization.json", one) == []
    assert [wrong(schemas, "service.json", service) for service in one["services"]] == [[]]


def test_a_service_at_a_location_fails_the_schema_that_the_standard_names_by_mistake(
    client: Client, schemas: Registry[Any], full: Full
) -> None:
    """The OpenAPI file of HSDS and of Open Referral UK refers to service.json: no right answer can fit it.

    A validator that follows that reference reports the two fields that only a service has. If this test
    fails, the mistake was mended upstream and can be forgotten.
    """
    document: Any = schemas.contents(f"{BASE}openapi.json")
    schema = document["paths"]["/service_at_locations/{id}"]["get"]["responses"]["200"]["content"]
    assert schema["application/json"]["schema"]["$ref"].endswith("/compiled/service.json")
    one = client.get(f"/api/hsds/service_at_locations/{full.link.id}").json()
    assert wrong(schemas, "service.json", one) == [
        ": 'name' is a required property",
        ": 'status' is a required property",
    ]
    assert wrong(schemas, "service_at_location.json", one) == []


def test_all_24_objects_stand_in_the_answers(client: Client, full: Full) -> None:
    """Every row of each table is found by its id; descriptions of tables stand in the files only."""
    text = "".join(
        client.get(f"/api/hsds/{listing.value}?full=true").content.decode()
        if listing in FULL
        else client.get(f"/api/hsds/{listing.value}").content.decode()
        for listing in Listing
    )
    missing = {
        table.name
        for table in TABLES
        for id in table.model._default_manager.values_list("pk", flat=True)
        if str(id) not in text
    }
    assert missing == {"meta_table_description"}


def test_the_real_initiatives_fit(client: Client, schemas: Registry[Any]) -> None:
    call_command("load_initiatives", verbosity=0)
    found = {
        listing: [
            trouble
            for row in contents(client, f"{listing.value}?full=true&per_page=100")
            for trouble in wrong(schemas, f"{listing.table}.json", row)
        ]
        for listing in FULL
    }
    assert found == {listing: [] for listing in FULL}


@pytest.mark.parametrize("address", ["services", "taxonomies", "taxonomy_terms", "service_at_locations"])
def test_the_endpoints_of_the_uk_profile_answer_without_anything_to_tell(
    client: Client, schemas: Registry[Any], address: str
) -> None:
    """What the validator of Open Referral UK asks first of an empty directory: an empty page, no error."""
    query = "?search=xyzzy" if address.startswith("taxonom") else ""
    page = client.get(f"/api/hsds/{address}{query}").json()
    assert wrong(schemas, PAGE, page) == []
    assert page == {
        "total_items": 0,
        "total_pages": 0,
        "page_number": 1,
        "size": 0,
        "first_page": True,
        "last_page": True,
        "empty": True,
        "contents": [],
    }


def test_the_root_says_which_version_and_profile_this_is(client: Client, schemas: Registry[Any]) -> None:
    about = client.get("/api/hsds/").json()
    place = "openapi.json#/paths/~1/get/responses/200/content/application~1json/schema"
    assert wrong(schemas, place, about) == []
    assert about["version"] == "3.1.1"
    assert client.get(about["profile"]).status_code == 200
    assert client.get(about["openapi_url"]).status_code == 200
