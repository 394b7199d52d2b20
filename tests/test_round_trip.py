"""What goes out as files and comes in elsewhere goes out there as the same files, byte for byte."""

import shutil
from datetime import UTC, datetime
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meedoen.directory.hsds import TABLES
from meedoen.directory.models import (
    Accessibility,
    Address,
    Attribute,
    Contact,
    CostOption,
    Funding,
    Language,
    Location,
    Metadata,
    MetaTableDescription,
    Organization,
    OrganizationIdentifier,
    Phone,
    Program,
    RequiredDocument,
    Revision,
    Schedule,
    Service,
    ServiceArea,
    ServiceAtLocation,
    ServiceCapacity,
    Taxonomy,
    TaxonomyTerm,
    Unit,
    Url,
)
from meedoen.importing.models import ImportRun

LETTERS = st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\0")
TEXT = st.text(LETTERS, max_size=40)
NAME = TEXT.filter(lambda text: bool(text.strip()))
WORDS = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\0\r"), max_size=80)
MOMENT = st.datetimes(datetime(2000, 1, 1), datetime(2090, 1, 1)).map(lambda at: at.replace(tzinfo=UTC))
DAY = st.none() | st.dates(datetime(1950, 1, 1).date(), datetime(2090, 1, 1).date())
TIME = st.none() | st.times().map(lambda time: time.replace(microsecond=0))
AGE = st.none() | st.integers(0, 120)
WEB = st.sampled_from(["", "https://example.org/a?b=c", "http://www.example.nl"])
MAIL = st.sampled_from(["", "info@example.org"])
ID = st.uuids(version=4)
MONEY = st.none() | st.decimals(0, 9999, places=2)
OWN = {"buurtcode", "doelgroepen", "zelf gemaakt"}
EXTRA = st.dictionaries(st.sampled_from(sorted(OWN)), st.text(LETTERS, min_size=1, max_size=9), max_size=2)


def rows(**fields: Any) -> Any:
    return st.lists(st.fixed_dictionaries({"id": ID} | fields), max_size=3, unique_by=lambda row: row["id"])


MAP = st.fixed_dictionaries(
    {
        "organization": st.fixed_dictionaries(
            {"id": ID, "name": NAME, "description": WORDS, "email": MAIL, "website": WEB, "extra": EXTRA}
        ),
        "services": st.lists(
            st.fixed_dictionaries(
                {
                    "id": ID, "name": NAME, "description": WORDS, "summary": TEXT, "url": WEB, "email": MAIL,
                    "status": st.sampled_from(["active", "temporarily closed", "inactive", "defunct"]),
                    "minimum_age": AGE, "maximum_age": AGE, "assured_date": DAY, "alert": WORDS,
                    "last_modified": MOMENT, "activities": st.lists(NAME, max_size=3), "extra": EXTRA,
                }
            ),
            min_size=1, max_size=3, unique_by=lambda row: row["id"],
        ),
        "point": st.none() | st.tuples(st.integers(20_000, 270_000), st.integers(320_000, 610_000)),
        "schedules": rows(
            dtstart=DAY, until=DAY, opens_at=TIME, closes_at=TIME,
            byday=st.sampled_from(["", "TU", "MO,FR", "-1FR"]),
            freq=st.sampled_from(["", "WEEKLY", "MONTHLY"]), description=TEXT,
            timezone=st.none() | st.just(Decimal("1.00")),
        ),
        "phones": rows(number=NAME, extension=AGE, description=TEXT),
        "costs": rows(amount=MONEY, option=TEXT, amount_description=TEXT),
        "areas": rows(name=TEXT, code=st.sampled_from(["", "GM0344"]), description=WORDS),
        "languages": rows(name=TEXT, code=st.sampled_from(["", "nl", "tr"])),
        "capacity": st.none() | st.tuples(st.none() | st.integers(0, 9), st.none() | MOMENT),
        "term": NAME,
    }
)  # fmt: skip


def make(said: dict[str, Any]) -> None:
    """A map with a row in each of the 24 tables."""
    owner = Organization.objects.create(**said["organization"])
    OrganizationIdentifier.objects.create(organization=owner, identifier_type="KVK", identifier="12345678")
    program = Program.objects.create(organization=owner, name="Programma")
    services = [Service.objects.create(organization=owner, **row) for row in said["services"]]
    Service.objects.filter(pk=services[0].pk).update(program=program)
    x, y = said["point"] or (None, None)
    place = Location.objects.create(organization=owner, name="Het Praathuis", rd_x=x, rd_y=y)
    Address.objects.create(location=place, address_1="Dorpsstraat 1", city="Utrecht", postal_code="3561 AA")
    Accessibility.objects.create(location=place, description="drempelvrij")
    link = ServiceAtLocation.objects.create(service=services[0], location=place)
    for row in said["schedules"]:
        Schedule.objects.create(service=services[0], service_at_location=link, **row)
    contact = Contact.objects.create(service=services[0], organization=owner, name="Balie")
    for row in said["phones"]:
        Phone.objects.create(service=services[0], location=place, contact=contact, **row)
    for row in said["costs"]:
        CostOption.objects.create(service=services[-1], **row)
    for row in said["areas"]:
        ServiceArea.objects.create(service=services[-1], **row)
    for row in said["languages"]:
        Language.objects.create(service=services[-1], **row)
    Funding.objects.create(organization=owner, source="gemeente")
    RequiredDocument.objects.create(service=services[0], document="pas")
    Url.objects.create(service=services[0], url="https://example.org/meer")
    MetaTableDescription.objects.create(name="services", language="nl")
    if said["capacity"]:
        available, updated = said["capacity"]
        unit = Unit.objects.create(name="plekken")
        ServiceCapacity.objects.create(service=services[0], unit=unit, available=available, updated=updated)
    words = Taxonomy.objects.create(name="Soort", description="Soorten")
    above = TaxonomyTerm.objects.create(taxonomy=words, name=said["term"], synonyms=["a"])
    term = TaxonomyTerm.objects.create(taxonomy=words, name="eronder", parent=above, code="x")
    Attribute.objects.create(service=services[0], taxonomy_term=term, label="bron")
    Attribute.objects.create(link_entity="location", link_id=place.pk, taxonomy_term=above)
    Metadata.objects.create(
        resource_type="service", resource_id=services[0].pk, last_action_date="2026-01-02",
        last_action_type="update", field_name="name", previous_value="a", replacement_value="b",
    )  # fmt: skip


def emptied() -> None:
    """An empty map, its own word lists too."""
    ImportRun.objects.all().delete()
    Revision.objects.all().delete()
    for table in reversed(TABLES):
        table.model._default_manager.all().delete()


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        str(one.relative_to(folder)): one.read_bytes() for one in sorted(folder.rglob("*")) if one.is_file()
    }


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["csv", "json"])
@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(said=MAP)
def test_a_second_export_is_the_same_bytes(form: str, said: dict[str, Any], tmp_path_factory: Any) -> None:
    folder = tmp_path_factory.mktemp("rond")
    emptied()
    make(said)
    call_command("hsds_export", str(folder / "een"), json=True, stdout=StringIO())
    first = files_of(folder / "een")
    emptied()
    source = folder / "een" if form == "csv" else folder / "een" / "json"
    call_command("hsds_import", str(source), source="elders", yes=True, json=True, stdout=StringIO())
    run = ImportRun.objects.get()
    assert (run.refused, run.doubtful) == (0, 0), list(run.rows.values_list("name", "message"))
    call_command("hsds_export", str(folder / "twee"), json=True, stdout=StringIO())
    second = files_of(folder / "twee")
    shutil.rmtree(folder)
    if form == "json":
        # JSON names what is published of each record; tables also carry rows that no record shows.
        first = {name: body for name, body in first.items() if name.startswith("json")}
        second = {name: body for name, body in second.items() if name.startswith("json")}
    assert second == first
