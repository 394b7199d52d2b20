"""Lists that are broken, or were made to break something: refused in one sentence, and nothing is written."""

import gzip
import io
import json
import stat
import zipfile
from pathlib import Path
from typing import Any

import pytest

from meedoen.directory.models import CostOption, Organization, Schedule, Service
from meedoen.importing.models import ImportRun
from meedoen.importing.reading.json_file import LONGEST_RECORD
from meedoen.importing.reading.opened import format_of
from meedoen.importing.reading.sheet import look_at, read_table
from meedoen.importing.shown import report_lines
from meedoen.importing.tests.lists import bring_in, messages, package, read, service, write_csv
from meedoen.shared.errors import Refused

pytestmark = pytest.mark.django_db


def zipped(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, body in files.items():
            packed.writestr(name, body)
    return path


def refusal(path: Path, **more: Any) -> str:
    with pytest.raises(Refused) as caught:
        bring_in(path, **more)
    assert (Service.objects.count(), Organization.objects.count()) == (0, 0)
    return caught.value.message


def as_bytes(folder: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in folder.iterdir()}


def test_a_good_zip_comes_in(own_folder: Path) -> None:
    files = as_bytes(write_csv(own_folder / "p", package()))
    bring_in(zipped(own_folder / "a.zip", {f"hsds/{name}": body for name, body in files.items()}))
    assert Service.objects.count() == 2


@pytest.mark.parametrize(
    "name, body, said",
    [
        ("../services.csv", b"id\n", "buiten zijn map"),
        ("/etc/services.csv", b"id\n", "buiten zijn map"),
        ("C:\\services.csv", b"id\n", "buiten zijn map"),
        ("inner.zip", b"PK", "weer een ingepakt bestand"),
        ("services.csv", b"0" * 80_000_000, "niet te vertrouwen"),
        ("lees.txt", b"hallo", "geen bestand van HSDS"),
    ],
)
def test_a_zip_that_is_not_to_be_trusted_is_refused(
    own_folder: Path, name: str, body: bytes, said: str
) -> None:
    assert said in refusal(zipped(own_folder / "a.zip", {name: body}))


def test_a_link_in_a_zip_is_refused(own_folder: Path) -> None:
    entry = zipfile.ZipInfo("services.csv")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(own_folder / "a.zip", "w") as packed:
        packed.writestr(entry, "/etc/passwd")
    assert "verwijzing" in refusal(own_folder / "a.zip")


def test_a_link_in_a_folder_is_refused(own_folder: Path) -> None:
    (own_folder / "p").mkdir()
    (own_folder / "p" / "services.csv").symlink_to("/etc/passwd")
    assert "verwijzing" in refusal(own_folder / "p")


def test_a_zip_that_lies_about_its_size_is_refused(own_folder: Path) -> None:
    """The list of files says ten bytes; what comes out is more."""
    path = zipped(own_folder / "a.zip", {"services.csv": b"id,name\n" + b"x" * 5000})
    body = bytearray(path.read_bytes())
    place = body.rindex(b"PK\x01\x02")
    body[place + 24 : place + 28] = (10).to_bytes(4, "little")
    path.write_bytes(bytes(body))
    assert "beschadigd" in refusal(path)


def test_a_file_that_unpacks_without_end_is_stopped(own_folder: Path) -> None:
    (own_folder / "a.json.gz").write_bytes(gzip.compress(b"[" + b" " * 120_000_000))
    assert "te groot" in refusal(own_folder / "a.json.gz")


@pytest.mark.parametrize(
    "body, said",
    [
        (b"[" * 100_000, "te diep"),
        (b'[{"a":' * 50_000, "te diep"),
        (b"<html>", "geen JSON"),
        (b"[1, 2", "niet heel"),
        (b'{"services": [', "niet heel"),
        (b"[]", "niets in"),
        (b'[{"id": "\xff\xfe"}]', "geen UTF-8"),
    ],
)
def test_json_that_is_none_is_refused(own_folder: Path, body: bytes, said: str) -> None:
    (own_folder / "a.json").write_bytes(body)
    assert said in refusal(own_folder / "a.json")


def test_records_nested_without_end_are_refused_and_the_others_come_in(own_folder: Path) -> None:
    deep: dict[str, Any] = {"id": "x", "name": "diep", "status": "active"}
    for number in range(40):
        deep = {"id": f"o{number}", "name": "diep", "services": [deep]} if number % 2 else {
            "id": f"s{number}", "name": "diep", "organization": deep}  # fmt: skip
    good = {"id": "s", "name": "Koken", "status": "active", "organization": {"id": "o", "name": "De Linde"}}
    (own_folder / "a.json").write_text(json.dumps([deep, good]))
    run = bring_in(own_folder / "a.json")
    assert Service.objects.get().name == "Koken"
    assert messages(run, "refused") == ["De gegevens zitten te diep in elkaar. Lever ze plat aan."]


def test_half_a_sign_and_numbers_that_are_none_are_refused(own_folder: Path) -> None:
    (own_folder / "a.json").write_text(
        '[{"id": "s", "name": "\\ud800", "status": "active", "organization": {"id": "o", "name": "Lin"}},'
        '{"id": "l", "location_type": "physical", "latitude": NaN, "longitude": 1e308}]'
    )
    run = bring_in(own_folder / "a.json")
    assert messages(run, "refused") == [
        "Er staan tekens in die geen tekst zijn. Herstel de regel in de bron."
    ]
    assert "Geen punt op de kaart: de coördinaten bestaan niet." in messages(run, "doubtful")


def test_a_record_that_is_too_large_is_refused(own_folder: Path) -> None:
    (own_folder / "a.json").write_text('[{"id": "' + "x" * (LONGEST_RECORD + 2_000_000) + '"}]')
    assert "groter dan" in refusal(own_folder / "a.json")


@pytest.mark.parametrize(
    "fields, said",
    [
        ({"description": "x" * 10_000_000}, "veel te lang"),
        ({"description": "x" * 30_000}, "Een tekst is te lang: 30000 tekens."),
        ({"name": "a\0b"}, "onzichtbaar teken"),
        ({"name": "   "}, "Naam ontbreekt."),
        ({"id": ""}, "geen id"),
    ],
)
def test_a_row_that_cannot_be_kept_is_refused_alone(
    own_folder: Path, fields: dict[str, str], said: str
) -> None:
    files = package(1)
    files["services.csv"].append(service(5, name="Fietsen") | fields)
    run = bring_in(write_csv(own_folder / "p", files))
    assert said in messages(run, "refused")[0]
    assert Service.objects.get().name == "Samen koken 0"


@pytest.mark.parametrize(
    "table, fields, said",
    [
        ("services.csv", {"assured_date": "2026-02-30"}, "“2026-02-30” is geen dag die bestaat"),
        ("services.csv", {"assured_date": "0000-01-01"}, "is geen dag die bestaat"),
        ("services.csv", {"last_modified": "gisteren"}, "is geen moment dat bestaat"),
        ("services.csv", {"minimum_age": "-5"}, "-5 kan hier niet"),
        ("services.csv", {"maximum_age": "1e3"}, "is geen heel getal"),
        ("services.csv", {"minimum_age": "9" * 5000}, "is geen heel getal"),
        ("services.csv", {"status": "misschien"}, "is hier geen bekend woord"),
        ("services.csv", {"email": "geen adres"}, "is geen e-mailadres"),
        ("services.csv", {"url": "http://[::1"}, "is geen webadres"),
        ("schedules.csv", {"opens_at": "25:00"}, "“25:00” is geen tijd die bestaat"),
        ("schedules.csv", {"freq": "DAILY"}, "is hier geen bekend woord"),
        ("schedules.csv", {"timezone": "NaN"}, "is geen getal"),
        ("schedules.csv", {"timezone": "1e999999999"}, "is geen getal"),
    ],
)
def test_a_value_that_cannot_be_is_set_aside_and_told(
    own_folder: Path, table: str, fields: dict[str, str], said: str
) -> None:
    files = package(1)
    files[table][0] |= fields
    run = bring_in(write_csv(own_folder / "p", files))
    assert said in "\n".join(messages(run, "doubtful"))
    (name, value), *_ = fields.items()
    kept = Service.objects.get() if table == "services.csv" else Schedule.objects.get()
    assert kept.extra == {name: value}


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "JAVASCRIPT:alert(1)", "data:text/html,x", "vbscript:x"]
)
def test_an_address_that_runs_code_is_refused_and_forgotten(own_folder: Path, url: str) -> None:
    files = package(1)
    files["services.csv"][0]["url"] = url
    run = bring_in(write_csv(own_folder / "p", files))
    made = Service.objects.get()
    assert (made.url, made.extra) == ("", {})
    assert "is geweigerd" in messages(run, "doubtful")[0]


def test_scripts_stay_text_and_are_shown_harmlessly(own_folder: Path, client: Any) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    files = package(1)
    files["services.csv"][0] |= {name: evil for name in (
        "name", "description", "alternate_name", "fees_description", "eligibility_description",
        "application_process", "alert", "wait_time", "accreditations")}  # fmt: skip
    files["organizations.csv"][0] |= {"name": evil, "description": evil}
    files["addresses.csv"][0] |= {"address_1": evil, "city": evil, "region": evil}
    files["phones.csv"][0] |= {"number": "030", "description": evil}
    files["schedules.csv"][0] |= {"description": evil, "notes": evil}
    bring_in(write_csv(own_folder / "p", files))
    made = Service.objects.get()
    assert made.description == evil
    page = client.get(f"/aanbod/{made.id}/").content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert(1)" not in page and "<img src=x" not in page


def test_rows_that_are_uneven_or_not_closed_cost_only_themselves(own_folder: Path) -> None:
    folder = write_csv(own_folder / "p", package(1))
    with (folder / "services.csv").open("a") as file:
        file.write('a,b\n"niet gesloten,active\n')
    run = bring_in(folder)
    assert len(messages(run, "refused")) == 2
    assert messages(run, "refused")[0] == "Deze regel heeft 2 vakken en de kop heeft er 6."
    assert Service.objects.count() == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_usual_encoding_is_read(own_folder: Path, encoding: str) -> None:
    text = "Naam;Organisatie;Kosten\nCafé één;De Linde;€ 2,50\n"
    path = own_folder / "a.csv"
    path.write_bytes(text.encode(encoding))
    assert look_at(path).headings == ("Naam", "Organisatie", "Kosten")
    rows = list(read_table(path, "", {"Naam": "name", "Organisatie": "organization", "Kosten": "costs"}))
    said = next(row for row in rows if row.table == "service").values
    assert (said["name"], said["fees_description"]) == ("Café één", "€ 2,50")


def test_two_encodings_in_one_file_are_both_read(own_folder: Path) -> None:
    path = own_folder / "a.csv"
    path.write_bytes("Naam,Wat\nCafé,a\n".encode() + "Thé,b\n".encode("cp1252") + b"Kap\x81,c\n")
    rows = list(read_table(path, "", {"Naam": "name"}))
    assert [row.values["name"] for row in rows if row.table == "service" and not row.problem] == [
        "Café",
        "Thé",
    ]
    assert [row.problem for row in rows if row.problem] == [
        "Er staan letters in die niet te lezen zijn. Sla het bestand op als UTF-8."
    ]


def workbook(path: Path, sheet: str, more: dict[str, str] | None = None) -> Path:
    import openpyxl

    book = openpyxl.Workbook()
    body = io.BytesIO()
    book.save(body)
    parts = {}
    with zipfile.ZipFile(body) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    parts["xl/worksheets/sheet1.xml"] = sheet.encode()
    return zipped(path, parts | {name: text.encode() for name, text in (more or {}).items()})


SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<dimension ref="A1:XFD1048576"/><sheetData>{rows}</sheetData></worksheet>'
)


def cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def test_a_sheet_that_says_it_is_huge_is_read_as_far_as_it_goes(own_folder: Path) -> None:
    rows = f'<row r="1">{cell("A1", "Naam")}</row><row r="2">{cell("A2", "Koken")}</row>'
    path = workbook(own_folder / "a.xlsx", SHEET.format(rows=rows))
    assert look_at(path).headings == ("Naam",)
    found = [row.values["name"] for row in read_table(path, "", {"Naam": "name"}) if row.table == "service"]
    assert found == ["Koken"]


def test_a_sheet_with_a_row_far_away_ends(own_folder: Path) -> None:
    rows = f'<row r="1">{cell("A1", "Naam")}</row><row r="999999999">{cell("A999999999", "Ver")}</row>'
    path = workbook(own_folder / "a.xlsx", SHEET.format(rows=rows))
    assert list(read_table(path, "", {"Naam": "name"})) == []


def test_a_sheet_with_too_many_columns_is_refused(own_folder: Path) -> None:
    cells = "".join(f'<c t="inlineStr"><is><t>k{number}</t></is></c>' for number in range(100_000))
    path = workbook(own_folder / "a.xlsx", SHEET.format(rows=f'<row r="1">{cells}</row>'))
    with pytest.raises(Refused, match="kolommen"):
        look_at(path)


def test_a_sheet_with_entities_is_refused(own_folder: Path) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(10))
    sheet = f"<!DOCTYPE x [{laughs}]>" + SHEET.format(rows=f'<row r="1">{cell("A1", "&l9;")}</row>')
    with pytest.raises(Refused, match="code die een tabel niet nodig heeft"):
        look_at(workbook(own_folder / "a.xlsx", sheet))


@pytest.mark.parametrize(
    "body, said",
    [
        (b"", "is leeg"),
        (b"%PDF-1.7 x", "is geen tabel"),
        (b"\x89PNG\r\n", "is geen tabel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "oud Excel-bestand"),
        (b"<!doctype html><p>x", "webpagina"),
        (b"PK\x03\x04 onzin", "geen zip"),
        (b"Naam\0,b\n", "geen tabel die te lezen is"),
        (b",,,\n1,2,3\n", "heeft geen kop"),
        (b"k," * 400 + b"k\n", "kolommen"),
    ],
)
def test_what_is_no_table_is_refused(own_folder: Path, body: bytes, said: str) -> None:
    path = own_folder / "a.csv"
    path.write_bytes(body)
    with pytest.raises(Refused, match=said):
        look_at(path)


def test_formulas_in_the_report_are_defused(own_folder: Path) -> None:
    files = package(1)
    files["services.csv"][0]["name"] = '=HYPERLINK("http://example.org")'
    run = read(write_csv(own_folder / "p", files))
    names = [line[3] for line in report_lines(run)]
    assert '\'=HYPERLINK("http://example.org")' in names
    assert not [name for name in names if name.startswith("=")]


@pytest.mark.parametrize(
    "what, said",
    [
        ("javascript:alert(1)", "Alleen adressen"),
        ("file:///etc/passwd", "Alleen adressen"),
        ("/weg", "bestaat niet"),
    ],
)
def test_what_is_no_list_is_refused_before_anything_begins(what: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        format_of(what)
    assert ImportRun.objects.count() == 0


def test_a_negative_price_and_one_too_large_are_set_aside(own_folder: Path) -> None:
    from meedoen.importing.tests.lists import uid

    files = package(1) | {
        "cost_options.csv": [
            {"id": uid("c1"), "service_id": uid("svc", "0"), "amount": "12345678901.00"},
            {"id": uid("c2"), "service_id": uid("svc", "0"), "amount": "Infinity"},
        ]
    }
    bring_in(write_csv(own_folder / "p", files))
    assert list(CostOption.objects.values_list("amount", flat=True)) == [None, None]
