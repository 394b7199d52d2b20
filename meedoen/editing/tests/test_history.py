"""Every change of a record can be read and put back; doubles become one and two again."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from meedoen.directory.actions.history import RowChange, change_record
from meedoen.directory.models import NotDouble, Revision, Service, Source
from meedoen.directory.vocabulary import RevisionKind
from meedoen.editing.actions.doubles import find_doubles
from meedoen.editing.actions.proposing import suggest
from meedoen.editing.models import LikelyDouble
from meedoen.editing.queries.doubles import likely_pairs
from meedoen.editing.tests.makers import LATER, World, filled_in, make_service, save
from tests.cast import NOW

pytestmark = pytest.mark.django_db
DOUBLES = "/werk/dubbel/"


def edit(service: Service) -> str:
    return f"/werk/aanbod/{service.id}/"


def past(world: World, who: str, service: Service) -> Any:
    return world.client(who).get(f"{edit(service)}geschiedenis/").context["past"]


def undo(world: World, who: str, service: Service, revision: Any) -> Any:
    return world.client(who).post(f"{edit(service)}geschiedenis/{revision.id}/terug/", follow=True)


def test_the_history_says_what_stood_there_and_by_which_function(world: World) -> None:
    save(world.client("carla"), edit(world.cooking), summary="Nieuw", **{"tijden-0-days": "FR"})

    (one,) = past(world, "carla", world.cooking)

    assert (one.kind, one.by) == ("aangepast", "coördinator bij een aanbieder, Stichting De Linde")
    assert {(line.label, line.before, line.after) for line in one.lines} == {
        ("In het kort", "Koken met buren", "Nieuw"),
        ("Dagen en tijden: dagen", "TU", "FR"),
    }


def test_one_click_puts_it_back_and_one_more_does_it_again(world: World) -> None:
    save(world.client("carla"), edit(world.cooking), summary="Nieuw", **{"telefoon-0-DELETE": "on"})
    revision = Revision.objects.get()

    undo(world, "carla", world.cooking, revision)
    world.cooking.refresh_from_db()
    assert (world.cooking.summary, world.cooking.phones.count()) == ("Koken met buren", 1)

    undo(world, "mila", world.cooking, Revision.objects.get(undoes=revision))
    world.cooking.refresh_from_db()
    assert (world.cooking.summary, world.cooking.phones.count()) == ("Nieuw", 0)


def test_what_was_built_on_since_is_said_and_stays(world: World) -> None:
    save(world.client("carla"), edit(world.cooking), summary="Eerst")
    first = Revision.objects.get()
    save(world.client("mila"), edit(world.cooking), summary="Daarna")

    page = undo(world, "carla", world.cooking, first)

    assert "intussen aangepast: in het kort" in page.content.decode()
    world.cooking.refresh_from_db()
    assert world.cooking.summary == "Daarna"


def test_an_organization_does_not_put_back_what_the_editor_did(world: World) -> None:
    save(world.client("mila"), edit(world.cooking), summary="Van Mila")
    revision = Revision.objects.get()
    assert [one.can_undo for one in past(world, "carla", world.cooking)] == [False]
    undo(world, "carla", world.cooking, revision)
    world.cooking.refresh_from_db()
    assert world.cooking.summary == "Van Mila"


def test_the_history_says_where_a_record_and_its_fields_came_from(world: World) -> None:
    world.cooking.source = Source.objects.create(name="Gids van de buurt", kind="table")
    world.cooking.save()
    save(world.client("carla"), edit(world.cooking), summary="Nieuw")
    page = world.client("carla").get(f"{edit(world.cooking)}geschiedenis/")
    assert page.context["source"] == "Gids van de buurt"
    assert page.context["origins"] == [("In het kort", "hier aangepast")]


@pytest.mark.parametrize("number", [1, 3])
def test_the_history_takes_the_same_number_of_queries_however_long(
    world: World, number: int, django_assert_num_queries: Any
) -> None:
    for turn in range(number):
        save(world.client("carla"), edit(world.cooking), summary=f"Beurt {turn}")
    client = world.client("carla")
    client.get(f"{edit(world.cooking)}geschiedenis/")
    with django_assert_num_queries(29):
        client.get(f"{edit(world.cooking)}geschiedenis/")


def test_a_service_that_was_added_by_mistake_goes_and_the_list_says_so(world: World) -> None:
    client = world.client("mila")
    save(
        client,
        f"/werk/aanbod/nieuw/?organisatie={world.linde.id}",
        name="Fietsen maken",
        summary="Met elkaar",
    )
    made = Service.objects.get(name="Fietsen maken")
    (one,) = past(world, "mila", made)
    assert one.can_undo

    page = undo(world, "mila", made, Revision.objects.get(record_id=made.id))

    assert page.redirect_chain == [("/werk/aanbod/", 302)]
    assert not Service.objects.filter(pk=made.id).exists()


@pytest.mark.parametrize("how", ["an import", "an edit since"])
def test_no_button_takes_away_what_an_import_brought_or_was_edited_since(world: World, how: str) -> None:
    owner = str(world.linde.id)
    new = RowChange("service", uuid4(), None, {"name": "Fietsen maken", "organization_id": owner})
    said: Any = {"record_type": "service", "record_id": new.id, "by": None, "said_by": "bron"}
    batch = uuid4() if how == "an import" else None
    revision = change_record(rows=[new], kind=RevisionKind.ADD, at=NOW, batch=batch, **said)
    if how == "an edit since":
        edited = RowChange("service", new.id, {"summary": ""}, {"summary": "Nieuw"})
        change_record(rows=[edited], kind=RevisionKind.EDIT, at=LATER, **said)
    made = Service.objects.get(pk=new.id)

    assert past(world, "mila", made)[-1].can_undo is False
    page = undo(world, "mila", made, revision)

    assert ("Draai het inlezen terug" if batch else "Sluit het af") in page.content.decode()
    assert Service.objects.filter(pk=new.id).exists()


@pytest.fixture
def twin(world: World) -> Service:
    return make_service(world.linde, "Samen koken", email="a@linde.example", description="Elke dinsdag")


def test_the_list_of_doubles_says_why_and_forgets_what_is_no_double(world: World, twin: Service) -> None:
    make_service(world.far.organization, "Samen koken")
    find_doubles()
    client = world.client("mila")

    (one,) = client.get(DOUBLES).context["pairs"]
    assert {one["pair"].first.id, one["pair"].second.id} == {world.cooking.id, twin.id}
    assert one["pair"].reasons[:2] == ["zelfde naam", "zelfde organisatie"]

    client.post(one["merge_url"], {"stap": "geen"})
    assert NotDouble.objects.count() == 1
    assert client.get(DOUBLES).context["pairs"] == []
    client.post(DOUBLES)
    assert LikelyDouble.objects.count() == 0


def test_two_become_one_with_the_chosen_values_and_are_two_again_after_undo(
    world: World, twin: Service
) -> None:
    client = world.client("mila")
    url = f"{DOUBLES}{world.cooking.id}/{twin.id}/"
    data = filled_in(client.get(url).content.decode()) | {"kies_description": "second", "kies_email": "first"}
    preview = client.post(url, {**data, "stap": "bekijk"})
    assert Service.objects.filter(merged_into=None).count() == 4

    client.post(url, {**filled_in(preview.content.decode()), "stap": "samenvoegen"})

    world.cooking.refresh_from_db()
    twin.refresh_from_db()
    assert (world.cooking.description, world.cooking.email) == ("Elke dinsdag", "")
    assert (twin.merged_into_id, twin.status) == (world.cooking.id, "defunct")
    revision = Revision.objects.get(record_id=world.cooking.id)
    (merged,) = past(world, "mila", world.cooking)
    assert ("Beschrijving", "Elke dinsdag") in [(line.label, line.after) for line in merged.lines]
    assert str(twin.id) not in str(merged.lines)
    undo(world, "mila", world.cooking, revision)
    world.cooking.refresh_from_db()
    twin.refresh_from_db()
    assert (world.cooking.description, twin.merged_into_id, twin.status) == ("", None, "active")


def test_what_waits_for_the_record_that_goes_waits_for_the_other_and_goes_back(
    world: World, twin: Service
) -> None:
    change = RowChange("service", twin.id, {"name": twin.name}, {"name": "Samen eten"})
    phone = RowChange("phone", uuid4(), None, {"service_id": str(twin.id), "number": "030-0000009"})
    said: Any = {"topic": "wrong", "remark": "", "municipality_id": world.cast.utrecht.id, "at": NOW}
    waiting = suggest(service_id=twin.id, title="Samen koken", rows=[change, phone], **said)
    other = suggest(service_id=world.strange.id, title="Fietsles", rows=[], **said | {"remark": "Anders"})
    before = waiting.rows

    world.client("mila").post(f"{DOUBLES}{world.cooking.id}/{twin.id}/", {"stap": "samenvoegen"})

    waiting.refresh_from_db()
    other.refresh_from_db()
    assert (waiting.record_id, other.record_id) == (world.cooking.id, world.strange.id)
    assert [row["id"] for row in waiting.rows] == [str(world.cooking.id), str(phone.id)]
    assert waiting.rows[1]["after"]["service_id"] == str(world.cooking.id)
    undo(world, "mila", world.cooking, Revision.objects.get(record_id=world.cooking.id))
    waiting.refresh_from_db()
    assert (waiting.record_id, waiting.rows) == (twin.id, before)


def test_what_somebody_may_merge_is_shown_however_much_there_is_elsewhere(
    world: World, twin: Service
) -> None:
    here = sorted([world.cooking.id, twin.id])
    elsewhere = [
        LikelyDouble(record_type="service", first=uuid4(), second=uuid4(), sureness="sure") for _ in range(9)
    ]
    LikelyDouble.objects.bulk_create(elsewhere)
    LikelyDouble.objects.create(record_type="service", first=here[0], second=here[1], sureness="possible")

    (pair,) = likely_pairs(world.cast.actor("mila"), limit=1)

    assert [pair.first.pk, pair.second.pk] == here


def test_a_merge_that_changed_nothing_of_the_one_that_stays_is_put_back_there_too(
    world: World, twin: Service
) -> None:
    empty = Service.objects.create(name="Samen koken", organization=world.linde, last_modified=NOW)
    client = world.client("mila")
    client.post(f"{DOUBLES}{world.cooking.id}/{empty.id}/", {"stap": "samenvoegen"})
    revision = Revision.objects.get()
    assert revision.record_id == empty.id
    (merged,) = past(world, "mila", world.cooking)
    assert merged.can_undo
    assert [(line.label, line.after) for line in merged.lines] == [("Opgegaan in dit", "Samen koken")]
    assert undo(world, "carla", world.cooking, revision).status_code == 200
    empty.refresh_from_db()
    assert empty.merged_into_id == world.cooking.id

    undo(world, "mila", world.cooking, revision)

    empty.refresh_from_db()
    assert (empty.merged_into_id, empty.status) == (None, "active")
    assert past(world, "mila", world.cooking) == []


def test_records_of_another_municipality_are_not_merged(world: World, twin: Service) -> None:
    client = world.client("mila")
    for other in (world.far.id, world.linde.id, world.cooking.id):
        assert client.get(f"{DOUBLES}{world.cooking.id}/{other}/").status_code == 404


def test_a_column_that_may_not_be_chosen_is_left_alone(world: World, twin: Service) -> None:
    Service.objects.filter(pk=twin.pk).update(invented=True, last_modified=NOW - timedelta(days=9))
    client = world.client("mila")
    url = f"{DOUBLES}{world.cooking.id}/{twin.id}/"
    client.post(url, {"stap": "samenvoegen", "kies_invented": "second", "kies_id": "second"})
    world.cooking.refresh_from_db()
    assert world.cooking.invented is False
