"""What was done to a place can be read and put back, also what was done to it along with a service."""

from typing import Any
from uuid import uuid4

import pytest

from meedoen.directory.actions.history import RowChange
from meedoen.directory.models import Accessibility, Address, Location, Revision, Service, ServiceAtLocation
from meedoen.directory.tests.makers import give_place
from meedoen.editing.actions.proposing import suggest
from meedoen.editing.models import AdmissionDecision, ApprovalRule, Proposal
from meedoen.editing.tests.makers import LATER, World, filled_in, make_service, save
from meedoen.editing.vocabulary import Topic

pytestmark = pytest.mark.django_db
PUT_BACK = "Het staat weer zoals het was"


@pytest.fixture
def place(world: World) -> Location:
    return world.cooking.at_locations.get().location


def edit(place: Location) -> str:
    return f"/werk/plek/{place.id}/"


def past(world: World, who: str, place: Location) -> Any:
    return world.client(who).get(f"{edit(place)}geschiedenis/").context["past"]


def undo(world: World, who: str, place: Location, revision: Revision) -> Any:
    return world.client(who).post(f"{edit(place)}geschiedenis/{revision.id}/terug/", follow=True)


def with_new_place(world: World) -> Location:
    """Mila says of Samen koken that it is held at a new place too."""
    address = {"plek-city": "Utrecht", "plek-address_1": "Kerkstraat 2", "plek-place_name": "De Kas"}
    save(world.client("mila"), f"/werk/aanbod/{world.cooking.id}/", **address)
    return Location.objects.get(name="De Kas")


def what_stands(place: Location) -> tuple[str, list[str], list[str], list[str]]:
    place.refresh_from_db()
    return (
        place.transportation,
        list(place.addresses.values_list("address_1", flat=True)),
        list(place.accessibility.values_list("description", flat=True)),
        list(place.phones.values_list("number", flat=True)),
    )


def test_the_columns_and_every_part_of_a_place_are_told_and_put_back(world: World, place: Location) -> None:
    Accessibility.objects.create(location=place, description="lift")
    before = what_stands(place)
    parts = {
        "adres-0-address_1": "Laan 3", "toegang-0-DELETE": "on",
        "telefoon-TOTAL_FORMS": "1", "telefoon-0-number": "030-0000003",
    }  # fmt: skip
    save(world.client("carla"), edit(place), transportation="Bus 6", **parts)
    after = what_stands(place)
    assert after == ("Bus 6", ["Laan 3"], [], ["030-0000003"])

    (one,) = past(world, "carla", place)
    assert (one.kind, one.can_undo, one.along) == ("aangepast", True, "")
    assert {(line.label, line.before, line.after) for line in one.lines} == {
        ("Bereikbaarheid", "", "Bus 6"),
        ("Adres: straat en nummer", "Voorbeeldstraat 1", "Laan 3"),
        ("Toegankelijkheid", "lift", ""),
        ("Telefoon", "", "030-0000003"),
    }

    revision = Revision.objects.get()
    assert PUT_BACK in undo(world, "carla", place, revision).content.decode()
    assert what_stands(place) == before
    undo(world, "mila", place, Revision.objects.get(undoes=revision))
    assert what_stands(place) == after


def test_an_organization_does_not_put_back_what_the_editor_did_to_its_place(
    world: World, place: Location
) -> None:
    save(world.client("mila"), edit(place), transportation="Bus 6")
    assert [one.can_undo for one in past(world, "carla", place)] == [False]

    undo(world, "carla", place, Revision.objects.get())

    place.refresh_from_db()
    assert place.transportation == "Bus 6"


def test_a_place_where_somebody_else_offers_something_too_is_not_ones_own(
    world: World, place: Location
) -> None:
    ServiceAtLocation.objects.create(service=world.strange, location=place)
    assert world.client("carla").get(f"{edit(place)}geschiedenis/").status_code == 404
    assert world.client("mila").get(f"{edit(place)}geschiedenis/").status_code == 200


def test_a_change_of_another_place_is_not_put_back_here(world: World, place: Location) -> None:
    other = give_place(world.cooking, name="De Kas", city="Utrecht")
    save(world.client("carla"), edit(other), transportation="Bus 6")
    page = undo(world, "carla", place, Revision.objects.get())
    assert page.status_code == 404
    other.refresh_from_db()
    assert other.transportation == "Bus 6"


def test_the_making_of_a_place_is_told_and_put_back_at_its_service(world: World) -> None:
    made = with_new_place(world)

    (one,) = past(world, "mila", made)

    history = f"/werk/aanbod/{world.cooking.id}/geschiedenis/"
    assert (one.can_undo, one.along) == (False, history)
    assert ("Adres", "", "Kerkstraat 2, Utrecht") in [
        (line.label, line.before, line.after) for line in one.lines
    ]
    world.client("mila").post(f"{history}{one.id}/terug/")
    assert not Location.objects.filter(pk=made.pk).exists()


@pytest.mark.parametrize(
    ("since", "said"),
    [
        ("an edit", "daarna nog aangepast"),
        ("a part", "daarna nog aangepast"),
        ("another service", "er is nog ander aanbod op deze plek"),
    ],
)
def test_a_place_that_is_more_by_now_does_not_go_with_the_change_that_made_it(
    world: World, since: str, said: str
) -> None:
    made = with_new_place(world)
    if since == "an edit":
        save(world.client("mila"), edit(made), transportation="Bus 6")
    elif since == "a part":
        Accessibility.objects.create(location=made, description="lift")
    else:
        ServiceAtLocation.objects.create(service=world.strange, location=made)
    revision = Revision.objects.get(record_type="service")

    url = f"/werk/aanbod/{world.cooking.id}/geschiedenis/{revision.id}/terug/"
    page = world.client("mila").post(url, follow=True)

    assert said in page.content.decode()
    assert sorted(world.cooking.at_locations.values_list("location__name", flat=True)) == [
        "De Kas",
        "Het Praathuis",
    ]


def test_of_what_was_suggested_about_a_service_only_the_place_is_told(world: World, place: Location) -> None:
    address = Address.objects.get(location=place)
    proposal = suggest(
        service_id=world.cooking.id,
        title="Samen koken",
        rows=[
            RowChange("service", world.cooking.id, {"summary": "Koken met buren"}, {"summary": "Geheim"}),
            RowChange("address", address.id, {"address_1": "Voorbeeldstraat 1"}, {"address_1": "Laan 3"}),
        ],
        topic=Topic.PLACE,
        remark="",
        municipality_id=world.cast.utrecht.id,
        at=LATER,
    )
    client, url = world.client("mila"), f"/werk/voorstellen/{proposal.id}/"
    client.post(url, filled_in(client.get(url).content.decode()) | {"besluit": "overnemen"})

    (one,) = past(world, "carla", place)

    assert [(line.label, line.after) for line in one.lines] == [("Adres: straat en nummer", "Laan 3")]
    assert (one.kind, one.can_undo) == ("voorstel overgenomen", False)
    assert one.along == f"/werk/aanbod/{world.cooking.id}/geschiedenis/"


def test_who_may_not_edit_the_service_reads_what_it_did_and_gets_no_way_there(
    world: World, place: Location
) -> None:
    Location.objects.filter(pk=place.pk).update(organization=world.linde)
    ServiceAtLocation.objects.create(service=world.strange, location=place)
    rows = [
        {
            "table": "location",
            "id": str(place.id),
            "before": {"name": "A"},
            "after": {"name": "Het Praathuis"},
        }
    ]
    Revision.objects.create(
        at=LATER, kind="suggestion", record_type="service", record_id=world.strange.id, rows=rows
    )
    (one,) = past(world, "carla", place)
    assert ([line.after for line in one.lines], one.along) == (["Het Praathuis"], "")
    (one,) = past(world, "mila", place)
    assert one.along == f"/werk/aanbod/{world.strange.id}/geschiedenis/"


def test_from_the_service_one_comes_to_its_place_and_from_there_to_its_history(
    world: World, place: Location
) -> None:
    client = world.client("carla")
    service = client.get(f"/werk/aanbod/{world.cooking.id}/").content.decode()
    assert f'href="{edit(place)}"' in service
    page = client.get(edit(place)).content.decode()
    assert f'href="{edit(place)}geschiedenis/"' in page
    assert f'href="/werk/aanbod/{world.cooking.id}/"' in page


def test_a_place_of_somebody_else_is_not_offered_for_editing(world: World, place: Location) -> None:
    ServiceAtLocation.objects.create(service=world.strange, location=place)
    page = world.client("carla").get(f"/werk/aanbod/{world.cooking.id}/").content.decode()
    assert "Het Praathuis" in page
    assert edit(place) not in page


def test_the_log_of_decisions_leads_to_the_history_of_the_place(world: World, place: Location) -> None:
    ApprovalRule.objects.create(municipality=world.cast.utrecht, change="place", needs_approval=True)
    save(world.client("carla"), edit(place), transportation="Bus 6")
    client, url = world.client("mila"), f"/werk/voorstellen/{Proposal.objects.get().id}/"
    client.post(url, filled_in(client.get(url).content.decode()) | {"besluit": "overnemen"})

    for who in ("mila", "carla"):
        log = world.client(who).get("/werk/besluiten/").content.decode()
        assert f'href="{edit(place)}geschiedenis/"' in log
    assert f'href="{edit(place)}geschiedenis/"' in client.get(url).content.decode()
    (one,) = past(world, "mila", place)
    assert one.can_undo
    undo(world, "mila", place, Revision.objects.get())
    place.refresh_from_db()
    assert place.transportation == ""


def test_the_log_gives_no_way_to_what_is_not_ones_own_any_more(world: World) -> None:
    client = world.client("carla")
    save(client, f"/werk/aanbod/{world.cooking.id}/", name="Samen eten")
    url = f"/werk/voorstellen/{Proposal.objects.get().id}/"
    mila = world.client("mila")
    mila.post(url, filled_in(mila.get(url).content.decode()) | {"besluit": "overnemen"})
    assert f"{world.cooking.id}/geschiedenis/" in client.get("/werk/besluiten/").content.decode()

    Service.objects.filter(pk=world.cooking.pk).update(organization=world.strange.organization)

    log = client.get("/werk/besluiten/")
    assert [one.proposal.title for one, _ in log.context["lines"]] == ["Samen eten"]
    assert "/geschiedenis/" not in log.content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_history_of_a_place_takes_the_same_number_of_queries_however_long(
    world: World, place: Location, number: int, django_assert_num_queries: Any
) -> None:
    for turn in range(number):
        save(world.client("carla"), edit(place), transportation=f"Bus {turn}")
        rows = [
            {"table": "location", "id": str(place.id), "before": {"url": ""}, "after": {"url": f"{turn}"}}
        ]
        Revision.objects.create(
            at=LATER, kind="edit", record_type="service", record_id=world.cooking.id, rows=rows
        )
    client = world.client("carla")
    client.get(f"{edit(place)}geschiedenis/")
    with django_assert_num_queries(28):
        client.get(f"{edit(place)}geschiedenis/")


@pytest.mark.parametrize("number", [1, 3])
def test_the_log_takes_the_same_number_of_queries_however_long(
    world: World, number: int, django_assert_num_queries: Any
) -> None:
    for turn in range(number):
        service = make_service(world.linde, f"Aanbod {turn}")
        for record_type, id in (
            ("service", service.id),
            ("location", give_place(service, name=f"Plek {turn}").id),
            ("organization", uuid4()),
        ):
            proposal = Proposal.objects.create(
                kind="edit", record_type=record_type, record_id=id, title="x", sender="organization",
                agency=world.cast.linde, municipality=world.cast.utrecht, sent_at=LATER,
                state="approved", decided_at=LATER,
            )  # fmt: skip
            AdmissionDecision.objects.create(proposal=proposal, decision="approved", by="x", at=LATER)
    client = world.client("mila")
    client.get("/werk/besluiten/")
    with django_assert_num_queries(10):
        client.get("/werk/besluiten/")
