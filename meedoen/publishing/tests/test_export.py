"""The files of the open data: whole, the same for the same data, all or nothing."""

import csv
import json
import os
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.management import call_command
from django.test import Client

from meedoen.directory.actions import load_taxonomies
from meedoen.directory.hsds import TABLES
from meedoen.directory.models import Service
from meedoen.publishing.actions import export as export_module
from meedoen.publishing.actions.export import Files, export
from meedoen.publishing.queries.shape import plain_number
from meedoen.publishing.queries.tables import cell
from meedoen.publishing.tests.world import make_full
from meedoen.publishing.vocabulary import Listing
from meedoen.shared.errors import Refused


def no_bar(items: Any, label: str, total: int) -> Any:
    return items


def exported(folder: Path, files: Files = Files.BOTH) -> dict[str, bytes]:
    """Every file of an export, by its path."""
    export(folder=folder, files=files, progress=no_bar)
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


def rows(files: dict[str, bytes], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(files[name].decode().splitlines(keepends=True)))


@pytest.mark.django_db
def test_an_export_holds_every_table_of_the_standard_and_every_list(tmp_path: Path) -> None:
    make_full()
    files = exported(tmp_path / "uit")
    wanted = {table.file for table in TABLES} | {f"json/{listing.value}.ndjson" for listing in Listing}
    assert set(files) == {*wanted, "datapackage.json"}
    assert [name for name in wanted if len(files[name].splitlines()) < 2 and name.endswith(".csv")] == []


@pytest.mark.django_db
def test_the_headings_are_those_of_the_standard(tmp_path: Path, shared_folder: Path) -> None:
    """Each file has every field of the standard's own package; what Meedoen adds comes beside those."""
    make_full()
    files = exported(tmp_path / "uit", Files.CSV)
    package = shared_folder / "hsds" / "datapackage.json"
    if not package.exists():
        pytest.skip(f"{package} is not here")
    missing = {
        (resource["path"], field["name"])
        for resource in json.loads(package.read_text())["resources"]
        for field in resource["schema"]["fields"]
        if field["name"] not in files[resource["path"]].decode().splitlines()[0].split(",")
    }
    assert missing == set()


@pytest.mark.django_db
def test_the_package_describes_each_file_and_where_its_rows_point(tmp_path: Path) -> None:
    make_full()
    files = exported(tmp_path / "uit", Files.CSV)
    for resource in json.loads(files["datapackage.json"])["resources"]:
        schema = resource["schema"]
        heading = files[resource["path"]].decode().splitlines()[0].split(",")
        assert [field["name"] for field in schema["fields"]] == heading
        for key in schema["foreignKeys"]:
            target = key["reference"]["resource"] or resource["name"]
            path = next(table.file for table in TABLES if table.name == target)
            known = {row["id"] for row in rows(files, path)}
            said = {row[key["fields"]] for row in rows(files, resource["path"])} - {""}
            assert said <= known, (resource["name"], key)


@pytest.mark.django_db
def test_two_exports_of_the_same_data_are_the_same_bytes(tmp_path: Path) -> None:
    for word in ("Koken", "Tuin", "Zang"):
        make_full(word)
    assert exported(tmp_path / "een") == exported(tmp_path / "twee")


@pytest.mark.django_db
def test_rows_stand_by_id_with_plain_values(tmp_path: Path) -> None:
    full = make_full()
    make_full("Tuin")
    files = exported(tmp_path / "uit", Files.CSV)
    for table in TABLES:
        ids = [row["id"] for row in rows(files, table.file)]
        assert ids == sorted(ids)
    service = next(row for row in rows(files, "services.csv") if row["id"] == str(full.service.id))
    assert service["last_modified"] == "2026-09-15T08:30:05.120000Z"
    assert (service["activities"], service["invented"], service["minimum_age"]) == (
        '["koken"]',
        "false",
        "18",
    )
    assert json.loads(service["extra"])["bron_veld"] == {"a": [1, "é"]}
    stated = json.loads(service["stated_capacities"])
    assert [(one["unit"]["name"], one["maximum"]) for one in stated] == [("Koken bedden", 40)]
    cost = rows(files, "cost_options.csv")[0]
    assert (cost["amount"], cost["amount_to"], cost["valid_from"]) == ("2.5", "3", "2026-09-15")
    assert {row["opens_at"] for row in rows(files, "schedules.csv")} == {"09:30:00"}
    linked = rows(files, "attributes.csv")
    assert {row["link_entity"] for row in linked if row["link_id"] == str(full.service.id)} == {"service"}


@pytest.mark.django_db
def test_the_json_lines_are_what_the_api_gives(client: Client, tmp_path: Path) -> None:
    make_full()
    files = exported(tmp_path / "uit", Files.JSON)
    for listing in Listing:
        for line in files[f"json/{listing.value}.ndjson"].splitlines():
            made = json.loads(line)
            assert client.get(f"/api/hsds/{listing.value}/{made['id']}").json() == made


@pytest.mark.django_db
def test_text_with_anything_in_it_comes_back_from_the_file(tmp_path: Path) -> None:
    nasty = '=1+1;"quote",\r\nregel\ntab\t<script>alert(1)</script> é 👩‍🍳 \u2028'
    full = make_full()
    Service.objects.filter(pk=full.service.pk).update(description=nasty)
    export(folder=tmp_path / "uit", files=Files.CSV, progress=no_bar)
    with (tmp_path / "uit" / "services.csv").open(encoding="utf-8", newline="") as file:
        assert [row["description"] for row in csv.DictReader(file)] == [nasty]
    content = (tmp_path / "uit" / "services.csv").read_bytes()
    assert content.startswith(b"id,organization_id,")
    assert content.endswith(b"\r\n")


@pytest.mark.django_db
def test_a_long_table_is_read_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for word in ("Koken", "Tuin", "Zang"):
        make_full(word)
    whole = exported(tmp_path / "een")
    monkeypatch.setattr("meedoen.publishing.queries.tables.AT_ONCE", 2)
    monkeypatch.setattr("meedoen.publishing.queries.pages.NESTED_AT_ONCE", 2)
    assert exported(tmp_path / "twee") == whole


# The folder


@pytest.mark.django_db
def test_an_earlier_export_is_replaced(tmp_path: Path) -> None:
    folder = tmp_path / "uit"
    exported(folder)
    full = make_full()
    assert str(full.service.id).encode() in exported(folder)["services.csv"]
    assert os.listdir(tmp_path) == ["uit"]


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["brief.txt", "json/brief.txt"])
def test_a_folder_with_anything_else_is_left_alone(tmp_path: Path, name: str) -> None:
    other = tmp_path / "uit" / name
    other.parent.mkdir(parents=True)
    other.write_text("van een ander")
    with pytest.raises(Refused, match="ook andere bestanden"):
        export(folder=tmp_path / "uit", files=Files.BOTH, progress=no_bar)
    assert other.read_text() == "van een ander"


@pytest.mark.django_db
def test_a_file_or_a_link_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("x")
    (tmp_path / "link").symlink_to(tmp_path)
    for name in ("bestand", "link"):
        with pytest.raises(Refused, match="staat al een bestand"):
            export(folder=tmp_path / name, files=Files.BOTH, progress=no_bar)


@pytest.mark.django_db
def test_an_export_that_breaks_off_leaves_the_earlier_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "uit"
    before = exported(folder)
    make_full()

    def full_disk(listing: Listing) -> Any:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(export_module, "_lines", full_disk)
    with pytest.raises(Refused, match="No space left"):
        export(folder=folder, files=Files.BOTH, progress=no_bar)
    after = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert (after, os.listdir(tmp_path)) == (before, ["uit"])


@pytest.fixture(scope="module", autouse=True)
def lists_for_the_next(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A test with transactions of its own leaves empty tables; other tests count on the lists of terms."""
    yield
    with django_db_blocker.unblock():
        load_taxonomies()


@pytest.mark.django_db(transaction=True)
def test_the_command_writes_the_files_and_says_how_many_rows(tmp_path: Path, capsys: Any) -> None:
    make_full()
    call_command("hsds_export", str(tmp_path / "uit"), json=True)
    told = json.loads(capsys.readouterr().out)
    assert told["rows"]["services.csv"] == 1
    assert told["rows"]["json/services.ndjson"] == 1
    call_command("hsds_export", str(tmp_path / "kort"), files="csv")
    assert not (tmp_path / "kort" / "json").exists()


# Values


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("", ""),
        ([], ""),
        ({}, ""),
        (True, "true"),
        (False, "false"),
        (0, "0"),
        (12, "12"),
        (2.5, "2.5"),
        (UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        (date(2026, 9, 1), "2026-09-01"),
        (time(9, 30), "09:30:00"),
        (datetime(2026, 9, 1, 12, tzinfo=UTC), "2026-09-01T12:00:00Z"),
        (datetime(2026, 9, 1, 12, 0, 0, 5, tzinfo=UTC), "2026-09-01T12:00:00.000005Z"),
        (["a", "é"], '["a","é"]'),
        ({"b": 1, "a": None}, '{"a":null,"b":1}'),
    ],
)
def test_a_value_has_one_way_to_stand_in_a_file(value: object, text: str) -> None:
    assert cell(value) == text


def test_numbers_have_no_noise() -> None:
    numbers = [plain_number(Decimal(text)) for text in ("3.00", "2.50", "0.10", "100", "-1.50")]
    assert numbers == [3, 2.5, 0.1, 100, -1.5]
    assert [type(number) for number in numbers] == [int, float, float, int, float]
