"""The pages for reading a list in, as the map editor walks them."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django_tasks_db.models import DBTaskResult

from meedoen.accounts.models import User
from meedoen.directory.models import CostOption, Organization, Schedule, Service, Source
from meedoen.importing.jobs import read_import, take_back_import, write_import
from meedoen.importing.models import ImportRow, ImportRun
from meedoen.importing.policy.columns import guessed
from meedoen.importing.policy.table_rows import amount_in, days_in, times_in
from tests.cast import make_cast

LIST = (
    "Naam;Aanbieder;Omschrijving;Doelgroep;Kosten;Dagen;Tijden;Straat;Postcode;Plaats;Telefoon;E-mail;Website;Kleur\n"
    "Samen koken;De Linde;Koken met de buurt;Iedereen;€ 2,50 per keer;di en do;10:00 - 12:00;Dorpsstraat 1;"
    "3561 AA;Utrecht;030 000 00 00;info@example.org;www.example.org;rood\n"
    ";De Linde;Zonder naam;;;;;;;;;;;\n"
)


@pytest.fixture
def mila(db: None, client: Client) -> Client:
    client.force_login(make_cast().mila)
    return client


def sent(client: Client, body: bytes, name: str = "lijst.csv", source: str = "Welzijn Noord") -> Any:
    file = SimpleUploadedFile(name, body)
    return client.post("/werk/inlezen/", {"source": source, "file": file})


def matched(client: Client) -> ImportRun:
    """A list that was sent, with the columns as guessed, and read by the worker."""
    run = ImportRun.objects.get(id=sent(client, LIST.encode())["Location"].split("/")[3])
    page = client.get(f"/werk/inlezen/{run.id}/kolommen/")
    chosen = {name: field.initial for name, field in page.context["form"].fields.items()}
    client.post(f"/werk/inlezen/{run.id}/kolommen/", chosen | {"source-wins": "own"})
    read_import.call(str(run.id))
    run.refresh_from_db()
    return run


def test_a_list_goes_from_file_to_map_and_back(mila: Client) -> None:
    run = matched(mila)
    assert (run.state, run.added, run.refused) == ("ready", 3, 1)
    page = mila.get(f"/werk/inlezen/{run.id}/").content.decode()
    assert "Er staat geen naam op deze regel." in page and "lijst.csv:3" in page
    assert Service.objects.count() == 0
    mila.post(f"/werk/inlezen/{run.id}/schrijven/")
    assert mila.get(f"/werk/inlezen/{run.id}/")["Refresh"] == "5"
    assert "Refresh" not in mila.get(f"/werk/inlezen/{run.id}/?ververs=0")
    write_import.call(str(run.id))
    made = Service.objects.get()
    assert (made.name, made.url, made.extra) == (
        "Samen koken",
        "https://www.example.org",
        {"overig: Kleur": "rood"},
    )
    assert str(CostOption.objects.get().amount) == "2.50"
    rhythm = Schedule.objects.get()
    assert (rhythm.byday, rhythm.opens_at.isoformat(), rhythm.description) == (
        "TU,TH", "10:00:00", "di en do, 10:00 - 12:00",
    )  # fmt: skip
    mila.post(f"/werk/inlezen/{run.id}/terugdraaien/")
    take_back_import.call(str(run.id))
    assert (Service.objects.count(), Organization.objects.count()) == (0, 0)
    run.refresh_from_db()
    assert run.by == "redacteur van de sociale kaart, Werk en Inkomen Utrecht"


def test_the_matching_is_remembered_and_the_job_holds_ids_only(mila: Client) -> None:
    run = matched(mila)
    columns = Source.objects.get().columns
    assert (columns["Aanbieder"], columns["Kleur"]) == ("organization", "")
    assert [row.args_kwargs for row in DBTaskResult.objects.all()] == [{"args": [str(run.id)], "kwargs": {}}]


def test_columns_that_are_the_same_thing_are_refused_and_nothing_is_lost(mila: Client) -> None:
    where = sent(mila, b"Naam,Titel\na,b\n")["Location"]
    page = mila.post(where, {"column_0": "name", "column_1": "name", "source-wins": "own"})
    assert "Twee kolommen zijn allebei" in page.content.decode()
    page = mila.post(where, {"column_0": "", "column_1": "", "source-wins": "own"})
    assert "Kies welke kolom “naam van het aanbod” is." in page.content.decode()
    assert ImportRun.objects.get().state == "columns"


def test_a_choice_is_made_per_row(mila: Client) -> None:
    here = Organization.objects.create(name="De Linde", email="info@example.org")
    run = matched(mila)
    row = ImportRow.objects.get(run=run, record_type="organization")
    assert row.outcome == "doubtful"
    address = f"/werk/inlezen/{run.id}/rij/{row.number}/"
    assert "Kies wat we hiermee doen." in mila.post(address).content.decode()
    mila.post(address, {"choice": f"same:{here.id}"})
    row.refresh_from_db()
    assert (row.decided, row.same_as) == ("same", here.id)
    other = ImportRow.objects.get(run=run, record_type="location")
    assert mila.post(f"/werk/inlezen/{run.id}/rij/{other.number}/", {"choice": "take"}).status_code == 302
    other.refresh_from_db()
    assert other.decided == ""


@pytest.mark.parametrize(
    "name, body, said",
    [
        ("foto.png", b"x", "is geen lijst die Meedoen kan inlezen"),
        ("lijst.csv", b"", "Dit bestand is leeg"),
        ("lijst.csv", b"%PDF-1.7", "is geen tabel"),
        ("lijst.xlsx", b"PK\x03\x04 onzin", "geen zip"),
        ("../../lijst.csv", b"\0\0\0", "geen tabel die te lezen is"),
        ("lijst.csv", b"<html>", "webpagina"),
    ],
)
def test_a_file_that_is_no_list_is_refused_beside_its_field(
    mila: Client, name: str, body: bytes, said: str
) -> None:
    page = sent(mila, body, name)
    assert (page.status_code, said in page.content.decode()) == (200, True)
    assert (ImportRun.objects.count(), Source.objects.count() <= 1) == (0, True)


def test_a_broken_file_of_the_standard_says_so_on_its_page(mila: Client) -> None:
    where = sent(mila, b"[" * 5000, "a.json")["Location"]
    run = ImportRun.objects.get()
    read_import.call(str(run.id))
    page = mila.get(where).content.decode()
    assert "te diep" in page and "Er is niets veranderd." in page


def test_a_file_that_changed_after_it_was_sent_is_not_read(mila: Client, settings: Any) -> None:
    sent(mila, b'[{"id": "o", "name": "De Linde"}]', "a.json")
    run = ImportRun.objects.get()
    (Path(settings.VAR) / "imports" / str(run.id) / "lijst.json").write_text("[]")
    read_import.call(str(run.id))
    run.refresh_from_db()
    assert (run.state, run.message) == (
        "failed", "Het bestand is er niet meer of is veranderd. Stuur het opnieuw.",
    )  # fmt: skip


def test_the_report_and_the_examples_can_be_taken_along(mila: Client) -> None:
    run = matched(mila)
    lines = b"".join(mila.get(f"/werk/inlezen/{run.id}/verslag.csv").streaming_content).decode().splitlines()
    assert len(lines) == 1 + ImportRow.objects.count()
    example = mila.get("/werk/inlezen/voorbeeld.csv").content
    back = sent(mila, example, "voorbeeld.csv", "Voorbeeld")["Location"]
    form = mila.get(back).context["form"]
    assert {field.initial for field in form.fields.values()} >= {
        "name",
        "organization",
        "days",
        "times",
        "kvk",
    }
    sheet = mila.get("/werk/inlezen/voorbeeld.xlsx").content
    assert sent(mila, sheet, "voorbeeld.xlsx", "Voorbeeld 2")["Location"].endswith("/kolommen/")


def test_the_report_takes_as_many_queries_for_one_row_as_for_three(
    mila: Client, django_assert_num_queries: Any
) -> None:
    run = matched(mila)
    address = f"/werk/inlezen/{run.id}/?uitkomst=added"
    ImportRow.objects.filter(run=run, record_type__in=["location", "service"]).update(outcome="same")
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as seen:
            mila.get(address)
        counts.append(len(seen))
        ImportRow.objects.filter(run=run, outcome="same").update(outcome="added")
    assert counts[0] == counts[1]


def test_a_run_that_was_cancelled_cannot_be_written(mila: Client) -> None:
    run = matched(mila)
    mila.post(f"/werk/inlezen/{run.id}/afbreken/")
    page = mila.post(f"/werk/inlezen/{run.id}/schrijven/", follow=True).content.decode()
    assert "Dat kan nu niet: deze lezing is “afgebroken”." in page
    assert Service.objects.count() == 0


def test_only_who_keeps_the_map_comes_in(mila: Client) -> None:
    run = matched(mila)
    mila.force_login(User.objects.get(email__startswith="carla"))
    assert mila.get("/werk/inlezen/").status_code == 403
    assert mila.post(f"/werk/inlezen/{run.id}/schrijven/").status_code == 403


def test_common_headings_are_recognised() -> None:
    headings = (
        "Naam Omschrijving Straat Postcode Plaats Telefoon E-mail Website Doelgroep Kosten Dagen Tijden"
    )
    assert guessed(headings.split(), {}) == {
        "Naam": "name", "Omschrijving": "description", "Straat": "street", "Postcode": "postcode",
        "Plaats": "city", "Telefoon": "phone", "E-mail": "email", "Website": "url",
        "Doelgroep": "eligibility_description", "Kosten": "costs", "Dagen": "days", "Tijden": "times",
    }  # fmt: skip


@pytest.mark.parametrize(
    "text, days",
    [
        ("ma t/m wo", "MO TU WE"), ("Dinsdag en donderdag", "TU TH"), ("vr - ma", "MO FR SA SU"),
        ("elke dag", "MO TU WE TH FR SA SU"), ("werkdagen", "MO TU WE TH FR"), ("op afspraak", ""),
        ("maandagen", "MO"), ("zo", "SU"), ("zolang", ""),
    ],
)  # fmt: skip
def test_days_are_read_from_words(text: str, days: str) -> None:
    assert days_in(text) == days.split()


def test_times_and_amounts_are_read_where_there_is_one() -> None:
    assert times_in("10.00 - 12.30 uur") == ("10:00:00", "12:30:00")
    assert times_in("9 tot 17 uur") == ("09:00:00", "17:00:00")
    assert (times_in("25:00 - 26:00"), times_in("10-12 en 14-16")) == (None, None)
    assert amount_in("€ 3,- per maand") == ("3.00", "maand")
    assert (amount_in("gratis"), amount_in("€ 2 tot € 5"), amount_in("naar inkomen")) == (
        ("0.00", ""),
        None,
        None,
    )
