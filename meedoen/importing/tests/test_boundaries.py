"""What a reading leaves alone: another municipality's records and readings, and what was merged away."""

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.management import call_command
from django.test import Client

from meedoen.accounts.models import Membership
from meedoen.directory.models import (
    Location,
    Organization,
    Phone,
    Service,
    ServiceArea,
    ServiceAtLocation,
    Source,
)
from meedoen.importing.actions import finishing, writing
from meedoen.importing.actions.runs import move_on
from meedoen.importing.models import ImportRow, ImportRun
from meedoen.importing.tests.lists import (
    AT,
    bring_in,
    messages,
    outcomes,
    package,
    read,
    service,
    uid,
    write,
    write_csv,
)
from meedoen.importing.vocabulary import RunState
from tests.cast import Cast, make_cast

pytestmark = pytest.mark.django_db
STRANGE = "Dit staat hier al en hoort bij een andere gemeente. Die past het aan."


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def olga_keeps_the_map(cast: Cast) -> None:
    """The outsider of the cast is the editor of the other municipality."""
    Membership.objects.filter(user=cast.olga).update(role="map_editor", team=None, legal_domain=None)


def standing(area: str, number: int = 0) -> Service:
    """A service with a place of its own, in an area, that nobody here made by this list."""
    owner = Organization.objects.create(id=uid("org"), name="Al hier", source=None)
    made = Service.objects.create(
        id=uid("svc", str(number)), organization=owner, name="Al hier", status="active", last_modified=AT
    )
    place = Location.objects.create(id=uid("loc"), name="Al hier", area_code=area)
    ServiceAtLocation.objects.create(id=uid("sal", str(number)), service=made, location=place)
    return made


def test_a_reading_is_only_for_the_municipality_that_sent_it(cast: Cast, client: Client) -> None:
    olga_keeps_the_map(cast)
    body = b'[{"id": "o", "name": "De Linde"}]'
    from meedoen.importing.tests.test_pages import sent

    for name in ("mila", "olga"):
        client.force_login(getattr(cast, name))
        assert sent(client, body, "a.json")["Location"].startswith("/werk/inlezen/")
    of_utrecht = ImportRun.objects.get(municipality=cast.utrecht)
    of_deventer = ImportRun.objects.get(municipality=cast.deventer)
    assert [(one.name, one.municipality) for one in Source.objects.order_by("municipality__code")] == [
        ("Welzijn Noord", cast.deventer),
        ("Welzijn Noord", cast.utrecht),
    ]
    page = client.get("/werk/inlezen/").content.decode()
    assert (str(of_deventer.id) in page, str(of_utrecht.id) in page) == (True, False)
    strange = f"/werk/inlezen/{of_utrecht.id}/"
    assert [client.get(strange + one).status_code for one in ("", "kolommen/", "verslag.csv")] == [404] * 3
    posts = ("schrijven/", "verder/", "afbreken/", "terugdraaien/", "rij/1/")
    assert [client.post(strange + one).status_code for one in posts] == [404] * 5
    of_utrecht.refresh_from_db()
    assert of_utrecht.state == "reading"


def test_what_the_command_line_read_is_on_nobodys_page_and_can_be_taken_back_there(
    cast: Cast, client: Client, own_folder: Path
) -> None:
    folder = write_csv(own_folder / "p", package(1))
    call_command("hsds_import", str(folder), source="Welzijn Noord", yes=True)
    run = ImportRun.objects.get()
    client.force_login(cast.mila)
    assert client.get(f"/werk/inlezen/{run.id}/").status_code == 404
    assert (run.municipality, Service.objects.count()) == (None, 1)
    call_command("hsds_import", undo=str(run.id))
    assert (ImportRun.objects.get().state, Service.objects.count()) == ("undone", 0)


@pytest.mark.parametrize("area, name", [("WK034403", "Samen koken 0"), ("BU01500101", "Al hier")])
def test_a_list_changes_nothing_that_lies_in_another_municipality(
    cast: Cast, own_folder: Path, area: str, name: str
) -> None:
    made = standing(area)
    path = write_csv(own_folder / "p", package(1))
    run = read(path, municipality_id=cast.utrecht.id)
    ours = area.startswith("WK0344")
    assert messages(run, "refused") == ([] if ours else [STRANGE] * 3)
    ImportRow.objects.filter(run=run, outcome="doubtful").update(decided="take")
    write(run)
    made.refresh_from_db()
    assert made.name == name
    assert Organization.objects.get().name == ("De Linde" if ours else "Al hier")
    assert Location.objects.get().name == ("Het Praathuis" if ours else "Al hier")
    assert Phone.objects.count() == (1 if ours else 0)


def test_a_loose_part_of_another_municipalitys_service_is_refused_too(cast: Cast, own_folder: Path) -> None:
    made = standing("")
    ServiceArea.objects.create(service=made, name="Deventer", code="GM0150")
    phones = {"phones.csv": [{"id": uid("tel"), "service_id": str(made.id), "number": "030 0000000"}]}
    run = read(write_csv(own_folder / "p", phones), municipality_id=cast.utrecht.id)
    assert (outcomes(run), messages(run)) == ({"refused": 1}, [STRANGE])


def test_a_service_of_an_agency_elsewhere_is_strange_wherever_it_is_held(
    cast: Cast, own_folder: Path
) -> None:
    made = standing("WK034403")
    agency = cast.olga.memberships.get().agency
    Organization.objects.filter(id=made.organization_id).update(agency=agency)
    run = read(write_csv(own_folder / "p", package(1)), municipality_id=cast.utrecht.id)
    refused = ImportRow.objects.filter(run=run, outcome="refused").order_by("number")
    assert [row.record_type for row in refused] == ["organization", "service"]


def test_the_own_list_may_reach_over_the_border(cast: Cast, own_folder: Path) -> None:
    bring_in(write_csv(own_folder / "p", package(1)), municipality_id=cast.utrecht.id)
    Location.objects.update(area_code="GM0310")
    files = package(1)
    files["services.csv"][0]["name"] = "Samen eten"
    bring_in(write_csv(own_folder / "q", files), municipality_id=cast.utrecht.id)
    assert Service.objects.get().name == "Samen eten"


def test_the_command_line_reaches_every_municipality(cast: Cast, own_folder: Path) -> None:
    standing("BU01500101")
    assert messages(read(write_csv(own_folder / "p", package(1))), "refused") == []


def test_what_was_merged_away_is_not_brought_back(own_folder: Path) -> None:
    bring_in(write_csv(own_folder / "p", package(2)))
    kept = Organization.objects.create(name="De Eik")
    Organization.objects.filter(id=uid("org")).update(merged_into=kept, is_published=False)
    Service.objects.update(organization=kept)
    Service.objects.filter(id=uid("svc", "0")).update(merged_into=uid("svc", "1"), is_published=False)
    Phone.objects.filter(service_id=uid("svc", "0")).update(service_id=uid("svc", "1"))
    files = package(3)
    files["organizations.csv"][0]["name"] = "De Linde, nieuw"
    files["services.csv"][0]["name"] = "Samen koken, nieuw"
    run = read(write_csv(own_folder / "q", files))
    ImportRow.objects.filter(run=run, outcome="doubtful").update(decided="take")
    run = write(run)
    assert [text for text in messages(run, "same") if text] == [
        "Samengevoegd met “De Eik”; niet aangepast.",
        "Samengevoegd met “Samen koken 1”; niet aangepast.",
    ]
    assert outcomes(run) == {"doubtful": 1, "same": 4}
    merged = Service.objects.get(id=uid("svc", "0"))
    assert (merged.name, merged.is_published) == ("Samen koken 0", False)
    assert Organization.objects.get(id=uid("org")).name == "De Linde"
    assert {one.organization_id for one in Service.objects.all()} == {kept.id}
    assert Phone.objects.filter(service_id=uid("svc", "1")).count() == 2


def test_what_was_merged_away_is_not_closed_when_the_source_leaves_it_out(own_folder: Path) -> None:
    bring_in(write_csv(own_folder / "p", package(2)))
    Service.objects.filter(id=uid("svc", "0")).update(merged_into=uid("svc", "1"))
    files = package(2)
    files["services.csv"] = [service(1)]
    run = read(write_csv(own_folder / "q", files), close_missing=True)
    assert run.missing == 0


@pytest.mark.parametrize(
    "wins, status, said",
    [
        ("own", "active", "De bron noemt dit niet meer. Hier aangepast, blijft staan: status."),
        ("source", "inactive", "De bron noemt dit niet meer: het wordt niet actief."),
    ],
)
def test_closing_leaves_a_status_that_was_edited_here(
    own_folder: Path, wins: str, status: str, said: str
) -> None:
    bring_in(write_csv(own_folder / "p", package(2)))
    Source.objects.update(wins=wins)
    Service.objects.filter(id=uid("svc", "0")).update(origins={"status": "own"})
    files = package(2)
    files["services.csv"] = [service(1)]
    run = bring_in(write_csv(own_folder / "q", files), close_missing=True)
    assert messages(run, "missing") == [said]
    assert Service.objects.get(id=uid("svc", "0")).status == status


def test_a_status_that_was_edited_between_report_and_writing_stays(own_folder: Path) -> None:
    bring_in(write_csv(own_folder / "p", package(2)))
    files = package(2)
    files["services.csv"] = [service(1)]
    run = read(write_csv(own_folder / "q", files), close_missing=True)
    Service.objects.filter(id=uid("svc", "0")).update(origins={"status": "own"})
    write(run)
    assert messages(run, "missing") == ["Niet gesloten. Hier aangepast, blijft staan: status."]
    assert Service.objects.get(id=uid("svc", "0")).status == "active"


def test_a_row_that_breaks_in_any_way_costs_only_itself_and_its_words_are_not_logged(
    own_folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    run = read(write_csv(own_folder / "p", package(3)))
    before = writing.add

    def add(new: Any, moment: Any, **how: Any) -> None:
        if any(row.record_id == UUID(uid("svc", "1")) for row, _ in new):
            raise ValueError("Samen koken 1")
        before(new, moment, **how)

    monkeypatch.setattr(writing, "add", add)
    monkeypatch.setattr(finishing, "add", add)
    done = writing.write_run(run=move_on(run=run, to=RunState.WRITING, by=None, at=AT), by=None, at=AT)
    assert (done.state, done.refused) == (RunState.DONE, 1)
    assert messages(run, "refused") == [finishing.BROKEN]
    assert Service.objects.filter(is_published=True).count() == 2
    assert "ValueError" in caplog.text and "Samen koken" not in caplog.text
