"""The pages of offer beside need and of the screening: counts, no persons, and the same for every reader."""

import csv
from datetime import time
from io import StringIO
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from meedoen.areas.models import Area, AreaFigure
from meedoen.casework.models import Case, Goal, Plan
from meedoen.directory.actions import load_taxonomies
from meedoen.directory.models import Service, ServiceCapacity, Unit
from meedoen.directory.tests.makers import give_place, give_rhythm, give_term
from meedoen.monitor import gap_views, screening_views
from meedoen.monitor.models import NeedSnapshot, Screening
from meedoen.monitor.tests.world import OVERVECHT, ZUILEN, World, make_world
from meedoen.trail.models import AuditLine
from tests.cast import NOW, TODAY, involve, make_case, make_person

pytestmark = pytest.mark.django_db
PAGE, FILE, PICTURE = (
    "/werk/aanbod-en-vraag/",
    "/werk/aanbod-en-vraag/csv/",
    "/werk/aanbod-en-vraag/kaart.svg",
)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gap_views, "now", lambda: NOW)
    monkeypatch.setattr(screening_views, "now", lambda: NOW)


@pytest.fixture
def world() -> World:
    load_taxonomies()
    world = make_world()
    world.district(OVERVECHT, "Overvecht")
    world.district(ZUILEN, "Zuilen")
    return world


def signed_in(world: World, name: str) -> Client:
    client = Client()
    client.force_login(getattr(world.cast, name))
    return client


def with_plans(world: World, count: int, area_code: str = OVERVECHT, **fields: object) -> list[UUID]:
    """So many people with a case that goes on and a plan: social contacts, level 2, in the evening."""
    people = [
        make_person(world.cast.utrecht, f"Naam{number}", "Achternaam", area_code=area_code)
        for number in range(count)
    ]
    for person in people:
        make_case(involve(person, world.cast.bram))
        wishes = {"interests": ["meeting"], "parts_of_week": ["MO-evening"], "activation_level": "2"} | fields
        Plan.objects.create(municipality=world.cast.utrecht, person_id=person, started_on=TODAY, **wishes)
    return people


def with_service(world: World, name: str = "Buurtkeuken", places: int = 12) -> Service:
    service = world.service(name)
    give_place(service, OVERVECHT)
    give_rhythm(service, "TU", opens_at=time(9, 30), closes_at=time(12))
    unit, _ = Unit.objects.get_or_create(name="plekken")
    ServiceCapacity.objects.create(service=service, unit=unit, maximum=places, available=4)
    for taxonomy, code in (
        ("activation_level", "2"),
        ("life_domain", "social_contacts"),
        ("interest", "meeting"),
    ):
        give_term(service, taxonomy, code)
    return service


def shown(world: World, address: str = PAGE, name: str = "dirk") -> str:
    response = signed_in(world, name).get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_people_who_want_something_in_the_evening_that_is_not_there_are_a_sentence(world: World) -> None:
    with_service(world)
    with_plans(world, 23)

    page = shown(world)

    assert (
        "Overvecht: geen aanbod in de avond op niveau 2 (mensen ontmoeten) binnen 2 km; "
        "ongeveer 25 mensen met een plan zoeken dit." in page
    )
    assert "/aanbod/?wijk=WK034403&amp;niveau=2&amp;dagdeel=evening" in page
    assert "Naam" not in page and "Achternaam" not in page


def test_fewer_than_ten_people_are_shown_nowhere(world: World) -> None:
    with_service(world)
    with_plans(world, 9)

    page, file = shown(world), shown(world, FILE)

    assert "mensen met een plan zoeken" not in page
    assert "afgeschermd" in page and "afgeschermd" in file
    assert "± " not in page and "± " not in file


def test_a_person_who_comes_in_later_in_the_month_changes_nothing(world: World) -> None:
    with_plans(world, 12)
    before = shown(world, FILE)

    with_plans(world, 40, ZUILEN)

    assert shown(world, FILE) == before
    assert NeedSnapshot.objects.count() == 1


def test_a_plan_counts_while_somebody_is_worked_with_and_a_goal_is_open(world: World) -> None:
    people = with_plans(world, 30)
    for person in people[:15]:
        plan = Plan.objects.get(person_id=person)
        Goal.objects.create(plan=plan, want="Koken", made_on=TODAY, by=world.cast.bram, status="reached")
    for person in people[15:17]:
        make_ended(person)

    assert "± 15 mensen" in shown(world)


def make_ended(person: UUID) -> None:
    involvement = Case.objects.get(involvement__person_id=person).involvement
    involvement.ends_on = TODAY
    involvement.save()


def test_the_file_has_a_row_for_each_cell_and_says_where_the_numbers_come_from(world: World) -> None:
    with_service(world)
    with_plans(world, 12)

    text = signed_in(world, "dirk").get(FILE).content.decode("utf-8-sig")
    rows = list(csv.reader(StringIO(text), delimiter=";"))

    assert rows[0][:4] == ["wijk", "dagdeel", "aanbod", "plekken"]
    assert ["Overvecht", "ochtend", "1", "12", "4", "0", "0"] in rows
    assert ["Overvecht", "avond", "0", "0", "0", "0", "± 10"] in rows
    assert rows[-4][0].startswith("Plekken: uit de sociale kaart")


def test_a_figure_of_a_file_stands_beside_the_districts_with_its_source(world: World) -> None:
    AreaFigure.objects.create(
        area=Area.objects.get(code=OVERVECHT),
        measure="bijstandsuitkeringen",
        starts_on=TODAY.replace(month=1, day=1),
        ends_on=TODAY,
        value=1234,
        source="CBS",
    )

    page = shown(world, f"{PAGE}?cijfer=bijstandsuitkeringen")

    assert "1234" in page
    assert "Bijstandsuitkeringen: CBS, 1 januari 2026 tot en met" in page


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("rijen=x", "Kies iets uit de lijst"),
        ("rijen=area&kolommen=area", "iets anders dan voor de rijen"),
        ("wijk=<script>", "Kies iets uit de lijst"),
        ("niveau=%00", "Kies iets uit de lijst"),
        ("dagdeel=" + "x" * 5000, "Kies iets uit de lijst"),
    ],
)
def test_what_is_not_in_a_list_is_said_and_never_breaks_a_page(
    world: World, asked: str, sentence: str
) -> None:
    client = signed_in(world, "dirk")

    response = client.get(f"{PAGE}?{asked}")
    assert response.status_code == 400
    assert sentence in response.content.decode()
    assert "<script>" not in response.content.decode()
    assert (client.get(f"{FILE}?{asked}").status_code, client.get(f"{PICTURE}?{asked}").status_code) == (
        404,
        404,
    )


@pytest.mark.parametrize("sort", ["naam", "-naam", "plekken", "-mensen", "k-evening", "k-onzin", "x"])
def test_the_table_is_sorted_by_link_and_by_nothing_strange(world: World, sort: str) -> None:
    with_service(world)

    page = shown(world, f"{PAGE}?sort={sort}")

    first_zuilen = page.index("Zuilen</th>") < page.index("Overvecht</th>")
    assert first_zuilen == (sort not in ("naam",))


def test_the_picture_is_drawn_wide_and_narrow_without_a_script(world: World) -> None:
    with_service(world)
    for address in (PICTURE, f"{PICTURE}?smal=1"):
        response = signed_in(world, "ravi").get(address)
        assert response["Content-Type"] == "image/svg+xml"
        assert b"Overvecht" in response.content and b"<script" not in response.content


@pytest.mark.parametrize("address", [PAGE, FILE, "/werk/screening/", "/werk/screening/csv/"])
def test_the_number_of_queries_does_not_depend_on_how_much_there_is(world: World, address: str) -> None:
    client, numbers = signed_in(world, "dirk"), []
    with_service(world)
    client.get(address)
    for more in (0, 2):
        for number in range(more):
            with_service(world, f"Aanbod {number}")
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        numbers.append(len(queries))

    assert numbers[0] == numbers[1]


def test_the_inventory_says_what_fits_and_what_is_missing(world: World) -> None:
    service = with_service(world)
    assert "voor wie, toegang" in shown(world, "/werk/screening/")

    give_term(service, "target_group", "everybody")
    give_term(service, "access", "open")

    page = shown(world, "/werk/screening/")
    assert "past erbij" in page and "Het is op niveau 2 (mensen ontmoeten)" in page
    assert "Buurtkeuken" not in shown(world, "/werk/screening/?deel=incomplete")
    assert "Buurtkeuken" in shown(world, "/werk/screening/?deel=undecided&q=keuken")


def test_the_policy_lead_decides_with_a_reason_and_the_old_decision_stays(world: World) -> None:
    service, client = with_service(world), signed_in(world, "dirk")
    address = f"/werk/screening/{service.id}/"

    for verdict, reason in (("later", "Eerst vragen voor wie."), ("inside", "Het is voor iedereen.")):
        assert client.post(address, {"verdict": verdict, "reason": reason}).status_code == 302

    page = client.get(address).content.decode()
    assert "Het is voor iedereen." in page and "Eerst vragen voor wie." in page
    assert {row.by for row in Screening.objects.all()} == {"beleid en contracten, Werk en Inkomen Utrecht"}
    assert AuditLine.objects.filter(act="decide_screening", object_id=str(service.id)).count() == 2
    assert {row.verdict for row in Screening.objects.all()} == {"later", "inside"}


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"verdict": "inside"},
        {"verdict": "x", "reason": "y"},
        {"verdict": "inside", "reason": "x" * 10_000},
    ],
)
def test_a_decision_without_a_choice_or_a_short_reason_is_refused_and_nothing_is_lost(
    world: World, data: dict[str, str]
) -> None:
    service = with_service(world)

    response = signed_in(world, "dirk").post(f"/werk/screening/{service.id}/", data)

    assert response.status_code == 422
    assert data.get("reason", "") in response.content.decode()
    assert not Screening.objects.exists()


def test_a_researcher_sees_the_screening_and_decides_nothing(world: World) -> None:
    service, client = with_service(world), signed_in(world, "ravi")
    address = f"/werk/screening/{service.id}/"

    assert "Wat besluit de gemeente" not in client.get(address).content.decode()
    assert client.post(address, {"verdict": "inside", "reason": "Ja"}).status_code == 403
    assert not Screening.objects.exists()


def test_a_name_that_a_spreadsheet_would_run_is_text_in_the_file(world: World) -> None:
    with_service(world, '=HYPERLINK("http://kwaad.invalid")')

    text = signed_in(world, "dirk").get("/werk/screening/csv/").content.decode("utf-8-sig")

    assert list(csv.reader(StringIO(text), delimiter=";"))[1][0] == '\'=HYPERLINK("http://kwaad.invalid")'


@pytest.mark.parametrize("asked", ["deel=x", "q=" + "x" * 101])
def test_a_wrong_filter_of_the_inventory_is_said(world: World, asked: str) -> None:
    assert signed_in(world, "dirk").get(f"/werk/screening/?{asked}").status_code == 400
    assert signed_in(world, "dirk").get(f"/werk/screening/csv/?{asked}").status_code == 404


@pytest.mark.parametrize("page", ["0", "2", "x", "9999999"])
def test_a_page_that_is_not_there_is_404(world: World, page: str) -> None:
    assert signed_in(world, "dirk").get(f"/werk/screening/?pagina={page}").status_code == 404
