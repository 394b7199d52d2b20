"""An organization looks after its own records; what the municipality wants to see first waits."""

from typing import Any

import pytest

from meedoen.directory.models import Organization, Revision, Schedule, Service, ServiceCapacity
from meedoen.editing.models import ApprovalRule, Proposal
from meedoen.editing.tests.makers import World, errors_in, filled_in, make_service, save

pytestmark = pytest.mark.django_db
LIST = "/werk/aanbod/"


def edit(service: Service) -> str:
    return f"/werk/aanbod/{service.id}/"


@pytest.mark.parametrize(
    ("who", "sees"),
    [("carla", {"Samen koken"}), ("mila", {"Samen koken", "Fietsles"})],
)
def test_the_list_holds_what_is_ones_own(world: World, who: str, sees: set[str]) -> None:
    page = world.client(who).get(LIST)
    assert {line.name for line in page.context["lines"]} == sees
    assert "Wandelen" not in page.content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_the_same_number_of_queries_however_long(
    world: World, number: int, django_assert_num_queries: Any
) -> None:
    for extra in range(number):
        make_service(world.linde, f"Aanbod {extra}")
    client = world.client("carla")
    client.get(LIST)
    with django_assert_num_queries(13):
        assert len(client.get(LIST).context["lines"]) == number + 1


def test_another_time_goes_live_at_once(world: World) -> None:
    client = world.client("carla")

    response = save(client, edit(world.cooking), **{"tijden-0-opens_at": "09:30"})

    assert response.status_code == 302
    schedule = Schedule.objects.get(service=world.cooking)
    assert f"{schedule.opens_at:%H:%M} {schedule.closes_at:%H:%M} {schedule.byday}" == "09:30 12:00 TU"
    assert not Proposal.objects.exists()
    revision = Revision.objects.get()
    assert (revision.kind, revision.by) == ("edit", "coördinator bij een aanbieder, Stichting De Linde")
    assert [set(row["after"]) for row in revision.rows] == [{"opens_at"}]


def test_looking_at_the_preview_changes_nothing(world: World) -> None:
    client = world.client("carla")
    data = filled_in(client.get(edit(world.cooking)).content.decode())

    page = client.post(edit(world.cooking), {**data, "summary": "Nieuw", "stap": "bekijk"})

    assert [item.after for item in page.context["live"]] == ["Nieuw"]
    assert page.context["card"].summary == "Nieuw"
    world.cooking.refresh_from_db()
    assert (world.cooking.summary, Revision.objects.count()) == ("Koken met buren", 0)


def test_saving_without_a_change_writes_nothing(world: World) -> None:
    client = world.client("carla")
    data = filled_in(client.get(edit(world.cooking)).content.decode())

    page = client.post(edit(world.cooking), {**data, "stap": "bekijk"})

    assert [*page.context["live"], *page.context["waiting"]] == []


def test_another_name_waits_and_another_phone_does_not(world: World) -> None:
    client = world.client("carla")

    save(client, edit(world.cooking), name="Samen eten", **{"telefoon-0-number": "030-0000002"})

    world.cooking.refresh_from_db()
    assert world.cooking.name == "Samen koken"
    assert list(world.cooking.phones.values_list("number", flat=True)) == ["030-0000002"]
    proposal = Proposal.objects.get()
    assert (proposal.state, proposal.sender, proposal.municipality_id) == (
        "pending",
        "organization",
        world.cast.utrecht.id,
    )
    assert [row["after"] for row in proposal.rows] == [{"name": "Samen eten"}]


def test_a_newer_proposal_takes_the_place_of_the_one_that_waited(world: World) -> None:
    client = world.client("carla")
    save(client, edit(world.cooking), name="Samen eten")
    save(client, edit(world.cooking), name="Samen bakken")
    older, newer = Proposal.objects.order_by("sent_at")
    assert (older.state, older.replaced_by, newer.state) == ("replaced", newer, "pending")


def test_the_rules_are_those_of_the_municipality(world: World) -> None:
    ApprovalRule.objects.create(municipality=world.cast.utrecht, change="name", needs_approval=False)
    save(world.client("carla"), edit(world.cooking), name="Samen eten")
    world.cooking.refresh_from_db()
    assert world.cooking.name == "Samen eten"


def test_the_editor_of_the_map_needs_no_approval(world: World) -> None:
    save(world.client("mila"), edit(world.cooking), name="Samen eten")
    world.cooking.refresh_from_db()
    assert (world.cooking.name, Proposal.objects.count()) == ("Samen eten", 0)


def test_every_part_can_be_filled_in_and_taken_away_again(world: World) -> None:
    client, url = world.client("mila"), edit(world.cooking)
    more = {
        "kosten-TOTAL_FORMS": "1", "kosten-0-amount": "2,50", "kosten-0-option": "keer",
        "contact-TOTAL_FORMS": "1", "contact-0-title": "coördinator",
        "meenemen-TOTAL_FORMS": "1", "meenemen-0-document": "een schort",
        "web-TOTAL_FORMS": "1", "web-0-url": "www.voorbeeld.nl",
        "betaler-TOTAL_FORMS": "1", "betaler-0-source": "gemeente",
        "languages": ["nl", "tr"], "terms_interest": ["cooking"], "terms_access": ["open"],
        "minimum_age": "18", "activities": "koken\r\neten", "plek-city": "Utrecht",
        "plek-address_1": "Kerkstraat 2", "plek-postal_code": "3561ab",
    }  # fmt: skip
    save(client, url, **more)

    service = Service.objects.get(pk=world.cooking.pk)
    assert (service.minimum_age, service.activities) == (18, ["koken", "eten"])
    assert [f"{row.amount} {row.option}" for row in service.cost_options.all()] == ["2.50 keer"]
    assert service.additional_urls.get().url == "https://www.voorbeeld.nl"
    assert sorted(service.languages.values_list("code", flat=True)) == ["nl", "tr"]
    assert sorted(service.attributes.values_list("taxonomy_term__code", flat=True)) == ["cooking", "open"]
    streets = service.at_locations.values_list("location__addresses__address_1", flat=True)
    assert sorted(streets) == ["Kerkstraat 2", "Voorbeeldstraat 1"]

    lists = ("tijden", "kosten", "telefoon", "contact", "meenemen", "web", "betaler")
    save(client, url, languages=[], terms_interest=[], **{f"{prefix}-0-DELETE": "on" for prefix in lists})
    counts = [
        service.schedules, service.cost_options, service.phones, service.contacts,
        service.required_documents, service.additional_urls, service.funding, service.languages,
    ]  # fmt: skip
    assert [rows.count() for rows in counts] == [0] * 8
    assert service.attributes.get().taxonomy_term.code == "open"


def test_one_more_row_comes_without_a_script_and_nothing_is_lost(world: World) -> None:
    client = world.client("carla")
    data = filled_in(client.get(edit(world.cooking)).content.decode())
    page = client.post(edit(world.cooking), {**data, "summary": "Bijna klaar", "meer": "tijden"})
    again = filled_in(page.content.decode())
    assert (again["tijden-TOTAL_FORMS"], again["summary"]) == ("2", "Bijna klaar")


def test_a_rule_that_the_editor_cannot_say_stays_as_it_is(world: World) -> None:
    kept = Schedule.objects.create(service=world.cooking, freq="MONTHLY", bymonthday="15")
    client = world.client("carla")
    assert "15e" in client.get(edit(world.cooking)).content.decode()
    save(client, edit(world.cooking), summary="Anders")
    kept.refresh_from_db()
    assert (kept.freq, kept.bymonthday) == ("MONTHLY", "15")


def test_who_saves_over_somebody_elses_change_sees_that_first(world: World) -> None:
    client, url = world.client("carla"), edit(world.cooking)
    data = filled_in(client.get(url).content.decode())
    save(world.client("mila"), url, summary="Van Mila")

    page = client.post(url, {**data, "description": "Van Carla", "stap": "bewaar"})

    assert page.status_code == 200
    assert page.context["meanwhile"] != []
    world.cooking.refresh_from_db()
    assert (world.cooking.summary, world.cooking.description) == ("Van Mila", "")


def test_new_service_waits_whole_and_asks_whether_it_is_there_already(world: World) -> None:
    client = world.client("carla")
    url = "/werk/aanbod/nieuw/"
    data = filled_in(client.get(url).content.decode()) | {"name": "Samen koken!"}

    preview = client.post(url, {**data, "stap": "bekijk"})
    assert [double.id for double in preview.context["doubles"]] == [world.cooking.id]
    client.post(url, {**filled_in(preview.content.decode()), "stap": "bewaar"})

    assert Service.objects.filter(organization=world.linde).count() == 1
    assert Proposal.objects.get().kind == "new"


def test_a_provider_without_an_organization_proposes_it_and_then_owns_it(world: World) -> None:
    Organization.objects.filter(agency=world.cast.linde).update(agency=None)
    client = world.client("carla")
    assert "Eerst je organisatie" in client.get("/werk/aanbod/nieuw/").content.decode()
    save(client, "/werk/organisatie/nieuw/", name="De Linde")
    proposal = Proposal.objects.get()
    assert proposal.rows[0]["after"]["agency_id"] == str(world.cast.linde.id)


def test_an_organization_and_its_place_are_edited_in_the_same_way(world: World) -> None:
    client = world.client("carla")
    save(client, f"/werk/organisatie/{world.linde.id}/", website="delinde.example")
    world.linde.refresh_from_db()
    assert world.linde.website == "https://delinde.example"
    place = world.cooking.at_locations.get().location
    save(client, f"/werk/plek/{place.id}/", transportation="Bus 6", **{"adres-0-address_1": "Laan 3"})
    place.refresh_from_db()
    assert (place.transportation, place.addresses.get().address_1) == ("Bus 6", "Laan 3")


def test_free_places_in_one_click(world: World) -> None:
    client = world.client("carla")
    url = f"/werk/aanbod/{world.cooking.id}/plekken/"
    for said in ("3", "2"):
        assert client.post(url, {"available": said}).status_code == 302
    row = ServiceCapacity.objects.get(service=world.cooking)
    assert (row.available, row.maximum, row.unit.name) == (2, None, "plekken")
    for wrong in ("-1", "", "drie", "9" * 30):
        assert client.post(url, {"available": wrong}).status_code == 400
    row.refresh_from_db()
    assert row.available == 2
    assert Revision.objects.count() == 0


def test_free_places_that_enrolments_count_are_not_set_by_hand(world: World) -> None:
    from django.apps import apps

    apps.get_model("activities", "Activity").objects.create(
        municipality=world.cast.utrecht, agency=world.cast.linde, service=world.cooking, name="Kookgroep",
        starts_on="2026-01-01", capacity=5,
    )  # fmt: skip
    client = world.client("carla")
    assert client.post(f"/werk/aanbod/{world.cooking.id}/plekken/", {"available": "3"}).status_code == 400
    assert [line.places.by_hand for line in client.get(LIST).context["lines"]] == [False]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "n" * 201),
        ("email", "geen adres"),
        ("url", "javascript:alert(1)"),
        ("minimum_age", "-1"),
        ("minimum_age", "9" * 30),
        ("tijden-0-opens_at", "25:00"),
        ("tijden-0-starts_on", "2026-02-30"),
        ("tijden-0-days", "XX"),
        ("plek-postal_code", "99"),
        ("plek-keep", "een ander id"),
        ("terms_interest", "bestaat niet"),
        ("program_id", "00000000-0000-0000-0000-000000000000"),
        ("status", "verdwenen"),
        ("telefoon-0-number", "1" * 41),
        ("description", "x" * 20_001),
    ],
)
def test_a_value_that_cannot_be_kept_is_said_beside_its_field_and_nothing_is_written(
    world: World, field: str, value: str
) -> None:
    client = world.client("mila")
    data = filled_in(client.get(edit(world.cooking)).content.decode())
    response = client.post(edit(world.cooking), {**data, field: value, "stap": "bewaar"})
    assert response.status_code == 400
    assert any(errors_in(response))
    assert not Revision.objects.exists()


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "nul\0teken", "‮‍😀", "{{ 7 }} %s"])
def test_markup_and_null_characters_are_shown_harmlessly(world: World, text: str) -> None:
    client = world.client("mila")
    fields = ("name", "summary", "description", "alert", "fees_description", "eligibility_description")
    save(client, edit(world.cooking), **dict.fromkeys(fields, text), activities=text)
    world.cooking.refresh_from_db()
    assert world.cooking.name == text.replace("\0", " ")
    for url in (LIST, edit(world.cooking), f"{edit(world.cooking)}geschiedenis/"):
        page = client.get(url)
        assert page.status_code == 200
        assert "<script>alert" not in page.content.decode()


def test_ten_megabytes_and_a_thousand_rows_are_refused(world: World) -> None:
    client = world.client("carla")
    url = edit(world.cooking)
    assert client.post(url, {"description": "x" * 10_000_000}).status_code in (400, 413)
    data = filled_in(client.get(url).content.decode())
    assert client.post(url, {**data, "telefoon-TOTAL_FORMS": "1000", "stap": "bewaar"}).status_code == 400
    del data["telefoon-TOTAL_FORMS"]
    assert client.post(url, {**data, "stap": "bewaar"}).status_code == 400


def test_the_id_of_somebody_elses_part_is_not_taken(world: World) -> None:
    theirs = Schedule.objects.create(service=world.strange, freq="WEEKLY", byday="MO")
    client = world.client("carla")
    changes = {"tijden-0-id": str(theirs.id), "tijden-0-days": "FR"}
    save(client, edit(world.cooking), **changes)
    theirs.refresh_from_db()
    assert theirs.byday == "MO"
    assert sorted(world.cooking.schedules.values_list("byday", flat=True)) == ["FR", "TU"]
