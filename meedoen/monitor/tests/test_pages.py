"""The pages of a report: for the parties, without persons, and the same figures everywhere."""

import re
from datetime import datetime

import pytest
from django.db import connection
from django.test import Client

from meedoen.monitor import views
from meedoen.monitor.models import Settlement
from meedoen.monitor.tests.world import MARCH, OVERVECHT, ZUILEN, World, climbed, make_world
from meedoen.shared.clock import HERE
from tests.cast import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "now", lambda: NOW)


@pytest.fixture
def world() -> World:
    world = make_world()
    world.district(OVERVECHT, "Overvecht")
    world.district(ZUILEN, "Zuilen")
    return world


def filled(world: World) -> str:
    """The address of the report of an agreement of De Linde with 23 people, of whom 12 climbed."""
    service, agreement = world.service(), world.agreement()
    world.line(agreement, service)
    people = world.people(12) + world.people(11, ZUILEN)
    world.came(people, world.activity(service), MARCH)
    climbed(world, people[:12])
    return f"/werk/afspraken/{agreement.id}/verslag/2026-H1/"


def signed_in(world: World, name: str) -> Client:
    client = Client()
    client.force_login(getattr(world.cast, name))
    return client


@pytest.mark.parametrize("name", ["dirk", "carla"])
@pytest.mark.parametrize("page", ["", "grafiek.svg", "pdf/"])
def test_both_parties_get_the_report_the_picture_and_the_pdf(world: World, name: str, page: str) -> None:
    response = signed_in(world, name).get(filled(world) + page)
    assert response.status_code == 200
    kinds = {"": "text/html", "grafiek.svg": "image/svg+xml", "pdf/": "application/pdf"}
    assert response["Content-Type"].startswith(kinds[page])


@pytest.mark.parametrize("page", ["", "grafiek.svg", "pdf/"])
@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("ravi", 403),
        ("fatima", 403),
        ("bram", 403),
        ("esra", 403),
        ("hanna", 403),
        ("joke", 403),
        ("olga", 403),
    ],
)
def test_who_sees_no_agreements_gets_no_report(world: World, name: str, status: int, page: str) -> None:
    assert signed_in(world, name).get(filled(world) + page).status_code == status


def test_the_agreement_of_another_provider_does_not_exist_for_a_coordinator(world: World) -> None:
    other = world.agreement(provider=world.cast.kastanje, reference="SP-9")
    for page in ("", "grafiek.svg", "pdf/"):
        address = f"/werk/afspraken/{other.id}/verslag/2026-H1/{page}"
        assert signed_in(world, "carla").get(address).status_code == 404
        assert signed_in(world, "dirk").get(address).status_code == 200


def test_nobody_is_sent_to_sign_in_and_a_post_is_refused(world: World) -> None:
    address = filled(world)
    assert Client().get(address)["Location"].startswith("/inloggen/")
    assert signed_in(world, "dirk").post(address).status_code == 405


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("2026-H3", "bijvoorbeeld 2026-H1"),
        ("verslag", "bijvoorbeeld 2026-H1"),
        ("2024-H1", "valt buiten de afspraak"),
        ("2027-H1", "valt buiten de afspraak"),
    ],
)
@pytest.mark.parametrize("page", ["", "grafiek.svg", "pdf/"])
def test_a_half_year_that_is_none_of_this_agreement_is_404_with_a_sentence(
    world: World, code: str, sentence: str, page: str
) -> None:
    address = filled(world).replace("2026-H1", code) + page
    response = signed_in(world, "dirk").get(address)
    assert response.status_code == 404
    assert sentence in response.content.decode()


def test_a_half_year_that_has_not_begun_is_404(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "now", lambda: datetime(2026, 6, 1, tzinfo=HERE))
    response = signed_in(world, "dirk").get(filled(world).replace("H1", "H2"))
    assert response.status_code == 404
    assert "nog niet begonnen" in response.content.decode()


def test_the_page_shows_exact_totals_splits_and_no_person(world: World) -> None:
    page = signed_in(world, "dirk").get(filled(world)).content.decode()
    text = re.sub(r"<[^>]+>|\s+", " ", page)
    assert "23 van 40 (58%)" in text
    assert "€ 425,50" in text
    assert re.search(r"Overvecht\s+12 ", text) and re.search(r"Zuilen\s+11 ", text)
    assert "Naam" not in text and "Achternaam" not in text
    assert "vastgesteld op 15 september 2026, bij 23 mensen" in text


def test_each_figure_opens_on_its_definition_filter_and_parts(world: World) -> None:
    page = signed_in(world, "carla").get(filled(world)).content.decode()
    for measure in ("people", "half_days", "ladder_steps", "costs"):
        section = page.split(f'id="cijfer-{measure}"')[1].split("</details>")[0]
        assert "<details" in section and "Wat meetelt: Alle regels van" in section
        assert f'href="?toon={measure}#cijfer-{measure}"' in page
    assert "<details open" not in page and "<details class" in page


def test_the_link_of_a_figure_opens_the_making_of_that_figure_alone(world: World) -> None:
    page = signed_in(world, "carla").get(filled(world) + "?toon=costs").content.decode()
    opened = [part for part in page.split("<details")[1:] if " open" in part.split(">")[0]]
    assert len(opened) == 1
    assert (
        page.split('id="cijfer-costs"')[1]
        .split("<summary")[0]
        .split("<details")[1]
        .rstrip()
        .endswith("open>")
    )


def test_a_small_split_is_hidden_with_words_that_say_why(world: World) -> None:
    service, agreement = world.service(), world.agreement()
    world.line(agreement, service)
    world.district("WK034404", "Noordoost")
    people = world.people(14) + world.people(3, ZUILEN) + world.people(30, "WK034404")
    world.came(people, world.activity(service), MARCH)
    page = signed_in(world, "carla").get(f"/werk/afspraken/{agreement.id}/verslag/2026-H1/").content.decode()
    assert "Een aantal onder de 10 laten we niet zien" in page
    districts = page.split('__caption">Naar wijk')[1].split("</table>")[0]
    assert districts.count("afgeschermd") == 2 and ">3<" not in districts and ">14<" not in districts
    assert ">30<" in districts
    assert "47 van 40" in page


def test_a_split_in_which_nothing_can_be_shown_is_one_sentence(world: World) -> None:
    service, agreement = world.service(), world.agreement()
    world.line(agreement, service)
    world.came(world.people(14) + world.people(3, ZUILEN), world.activity(service), MARCH)
    page = signed_in(world, "carla").get(f"/werk/afspraken/{agreement.id}/verslag/2026-H1/").content.decode()
    districts = page.split("Naar wijk")[1].split("Naar leeftijd")[0]
    assert "de groep is te klein om te verdelen" in districts
    assert "<table" not in districts and "17 van 40" in page


def test_a_half_year_that_still_runs_shows_totals_and_no_splits(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "now", lambda: datetime(2026, 6, 30, 23, tzinfo=HERE))
    page = signed_in(world, "dirk").get(filled(world)).content.decode()
    assert "Dit halfjaar loopt nog" in page and "23 van 40" in page
    assert "Naar wijk" not in page
    assert Settlement.objects.count() == 0


def test_the_picture_says_in_words_what_it_draws_and_carries_no_script(world: World) -> None:
    address = filled(world)
    client = signed_in(world, "dirk")
    page = client.get(address).content.decode()
    alt = re.search(r'alt="([^"]*)"', page)[1]
    assert alt.startswith("Bereikt en afgesproken. Mensen: 23 van 40 (58%).")
    wide = client.get(address + "grafiek.svg").content.decode()
    narrow = client.get(address + "grafiek.svg?smal=1").content.decode()
    assert 'width="520"' in wide and 'width="330"' in narrow
    for svg in (wide, narrow):
        assert "23 van 40 (58%)" in svg
        assert "<script" not in svg and " style=" not in svg


def test_a_letter_that_does_not_fit_in_the_pdf_is_said_on_the_page(world: World) -> None:
    address = filled(world)
    type(world.agreement(reference="SP-7")).objects.update(name="Samen 中文")
    response = signed_in(world, "dirk").get(address + "pdf/")
    assert response.status_code == 422
    assert "Schrijf die naam met gewone letters" in response.content.decode()


@pytest.mark.parametrize(
    ("name", "status"), [("dirk", 200), ("ravi", 200), ("carla", 403), ("esra", 403), ("joke", 403)]
)
def test_the_picture_of_the_municipality_is_for_policy_and_research(
    world: World, name: str, status: int
) -> None:
    assert signed_in(world, name).get("/werk/cijfers/").status_code == status


def test_the_picture_of_the_municipality_rounds_hides_and_names_nobody(world: World) -> None:
    service = world.service()
    activity = world.activity(service)
    here, there = world.people(13), world.people(2, ZUILEN)
    world.came(here, activity, MARCH)
    for person in there:
        world.enrol(person, activity)
    page = signed_in(world, "ravi").get("/werk/cijfers/?halfjaar=2026-H1").content.decode()
    rows = {
        name: re.findall(r'md-number">([^<]+)<', row)
        for name in ("Overvecht", "Zuilen")
        for row in [page.split(f"{name}</th>")[1].split("</tr>")[0]]
    }
    assert rows == {"Overvecht": ["15", "afgeschermd"], "Zuilen": ["0", "afgeschermd"]}
    assert "Naam" not in page


def test_the_picture_of_another_municipality_is_not_in_it(world: World) -> None:
    service = world.service()
    world.came(world.people(20), world.activity(service), MARCH)
    for model in {type(row.activity) for row in world.enrolled.values()}:
        model.objects.update(municipality=world.cast.deventer)
    assert "nog niemand een plek" in signed_in(world, "dirk").get("/werk/cijfers/").content.decode()


@pytest.mark.parametrize("code", ["2026-H2", "2027-H1", "2026", "x"])
def test_the_picture_of_a_half_year_that_is_not_over_is_404(world: World, code: str) -> None:
    assert signed_in(world, "dirk").get("/werk/cijfers/", {"halfjaar": code}).status_code == 404


def test_without_the_packages_that_draw_the_table_and_the_pdf_say_the_same(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("meedoen.monitor.views.can_draw", lambda: False)
    monkeypatch.setattr("meedoen.monitor.documents.can_draw", lambda: False)
    client, address = signed_in(world, "dirk"), filled(world)
    page = client.get(address).content.decode()
    assert "grafiek.svg" not in page and "Alle regels samen" in page
    assert client.get(address + "grafiek.svg").status_code == 404
    assert client.get(address + "pdf/").content.startswith(b"%PDF")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("page", "slow"), [("grafiek.svg", "agreed_against_reached"), ("pdf/", "report_pdf")]
)
def test_nothing_is_drawn_inside_a_transaction(
    world: World, monkeypatch: pytest.MonkeyPatch, page: str, slow: str
) -> None:
    inside: list[bool] = []
    draw = getattr(views, slow)

    def watched(*given: object, **named: object) -> object:
        inside.append(connection.in_atomic_block)
        return draw(*given, **named)

    monkeypatch.setattr(views, slow, watched)
    assert signed_in(world, "dirk").get(filled(world) + page).status_code == 200
    assert inside == [False]


def test_a_split_of_zeros_shows_zeros_and_hides_nothing() -> None:
    rows = [{"label": "Overvecht", "count": 0, "text": "0"}]
    assert views._split_bars([{"title": "Naar wijk", "rows": rows}])[0]["shows"] is True
    hidden = [{"label": "Overvecht", "count": None, "text": "afgeschermd"}]
    assert views._split_bars([{"title": "Naar wijk", "rows": hidden}])[0]["shows"] is False
