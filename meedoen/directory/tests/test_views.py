import logging
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from meedoen.directory.jobs import keep_index_fresh
from meedoen.directory.models import NotFoundCount, Service
from meedoen.directory.tests.makers import give_area, give_everything, give_place, give_term, make_service

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("terms")]
CANARY = "kanariewoord"
UNKNOWN = "00000000-0000-4000-8000-000000000000"


def text_of(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


# The list


def test_a_search_shows_each_result_with_its_facts_and_says_how_many(client: Client) -> None:
    give_everything(make_service(described_year=2016, summary="Eet mee."))
    make_service("Voetbal")
    keep_index_fresh()

    page = text_of(client, "/aanbod/?q=koken")

    assert "Eén mogelijkheid voor “koken”" in page
    for fact in (
        "De Linde",
        "Eet mee.",
        "Overvecht (Utrecht)",
        "Elke dinsdag",
        "€ 3,00 per keer",
        "Iedereen",
    ):
        assert fact in page
    assert "beschreven in 2016, niet bevestigd. Niet bekend: vrije plekken" in page
    assert "Voetbal" not in page


@pytest.mark.parametrize("change", [{"is_published": False}, {"status": "inactive"}, {"freshness": "lapsed"}])
def test_what_goes_out_of_sight_is_gone_before_the_index_knows(
    client: Client, change: dict[str, object]
) -> None:
    service = give_everything(make_service("Samen koken"))
    give_everything(make_service("Koken met buren"))
    keep_index_fresh()

    Service.objects.filter(pk=service.pk).update(**change)

    page = text_of(client, "/aanbod/?q=koken")
    places = text_of(client, "/aanbod/kaart.json?q=koken")
    assert ["Samen koken" in page, "Samen koken" in places] == [False, False]
    assert ["Koken met buren" in page, "Koken met buren" in places] == [True, True]


def test_filters_work_from_the_address_and_each_can_be_taken_away(client: Client) -> None:
    cooking, garden = make_service("Kookclub"), make_service("Tuinclub")
    give_term(cooking, "interest", "cooking")
    give_term(garden, "interest", "garden")
    give_area(cooking, "Utrecht", "GM0344")

    page = text_of(client, "/aanbod/?interesse=cooking&wijk=GM0344")

    assert "Kookclub" in page
    assert "Tuinclub" not in page
    assert 'href="/aanbod/?wijk=GM0344"' in page
    assert 'href="/aanbod/?interesse=cooking"' in page


def test_the_list_comes_in_pages_of_twenty_that_keep_the_question(client: Client) -> None:
    for number in range(21):
        make_service(f"Aanbod {number:02}")

    first, second = text_of(client, "/aanbod/"), text_of(client, "/aanbod/?pagina=2&gratis=0")

    assert "21 mogelijkheden" in first
    assert "Aanbod 19" in first and "Aanbod 20" not in first
    assert "Aanbod 20" in second and "Aanbod 19" not in second
    assert "Pagina 2 van 2" in second
    assert "?pagina=1&amp;gratis=0" in second


@pytest.mark.parametrize("number", ["0", "-1", "2", "twee", "1.5", "", "٢", "9" * 30])
def test_a_page_that_does_not_exist_is_not_found(client: Client, number: str) -> None:
    make_service()
    text_of(client, f"/aanbod/?pagina={number}", 404)


def test_three_results_take_as_many_queries_as_one(client: Client) -> None:
    give_everything(make_service("koken 0", organization="0"))
    keep_index_fresh()
    with CaptureQueriesContext(connection) as one:
        text_of(client, "/aanbod/?q=koken")
    for number in (1, 2):
        give_everything(make_service(f"koken {number}", organization=str(number)))
    keep_index_fresh()
    with CaptureQueriesContext(connection) as three:
        assert "3 mogelijkheden" in text_of(client, "/aanbod/?q=koken")

    assert len(one) == len(three)


def test_nothing_found_says_what_to_do(client: Client) -> None:
    make_service()
    keep_index_fresh()

    page = text_of(client, "/aanbod/?q=xyzzy")

    assert "Niets gevonden voor “xyzzy”" in page
    assert 'href="/wegwijzer/"' in page
    assert "buurtteam" in page
    assert "Zoek overal" not in page
    assert "Zoek overal</a>, zonder de keuzes" in text_of(client, "/aanbod/?q=xyzzy&gratis=1")


def test_what_fits_less_well_is_said_to_fit_less_well(client: Client) -> None:
    make_service("Schaken")
    keep_index_fresh()

    assert "We vonden je woorden niet precies zo." in text_of(client, "/aanbod/?q=schakn")
    assert "Dit past bij een deel van je woorden." in text_of(client, "/aanbod/?q=schaken+xyzzy")
    assert "Hier staat geen woord waarop we kunnen zoeken." in text_of(client, "/aanbod/?q=%3F%3F%3F")


def test_without_an_index_the_page_lists_from_the_database_and_says_so(client: Client) -> None:
    make_service()

    page = text_of(client, "/aanbod/?q=koken")

    assert "De zoekmachine wordt nog klaargemaakt." in page
    assert "Samen koken" in page
    assert not NotFoundCount.objects.exists()


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("q=" + "a" * 201, "Dit is te lang om mee te zoeken. Gebruik hooguit 200 tekens"),
        ("interesse=zwemmen", "Dit staat niet in de lijst. Kies iets uit de lijst."),
        ("toegang=x", "Dit staat niet in de lijst."),
        ("wijk=GM9999", "Dit staat niet in de lijst."),
    ],
)
def test_what_cannot_be_asked_is_refused_with_what_to_do(client: Client, query: str, said: str) -> None:
    make_service()

    page = text_of(client, f"/aanbod/?{query}", 400)

    assert said in page
    assert "<title>Fout: " in page
    assert "Samen koken" not in page
    assert said in client.get(f"/aanbod/kaart.json?{query}").json()["error"] + said[len(said) :]
    assert client.get(f"/aanbod/kaart.json?{query}").status_code == 400


@pytest.mark.parametrize(
    "query", ["q=%00", "q=ko%00ken", "q=%ff%fe", "interesse=%00", "q=%F0%9F%98%80", "wijk=%00"]
)
def test_odd_characters_break_nothing(client: Client, query: str) -> None:
    make_service()
    keep_index_fresh()
    text_of(client, f"/aanbod/?{query}", 400 if query in ("interesse=%00", "wijk=%00") else 200)


def test_words_of_a_visitor_are_shown_escaped(client: Client) -> None:
    keep_index_fresh()

    page = text_of(client, "/aanbod/?q=<script>alert(1)</script>")

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("address", ["/aanbod/", "/aanbod/kaart.json", f"/aanbod/{UNKNOWN}/"])
def test_pages_of_the_social_map_are_only_read(client: Client, method: str, address: str) -> None:
    assert getattr(client, method)(address).status_code == 405


# What was not found


def counts() -> set[tuple[str | None, int]]:
    return set(NotFoundCount.objects.values_list("term__code", "count"))


def test_what_is_not_found_is_counted_by_recognised_term(client: Client) -> None:
    keep_index_fresh()

    text_of(client, "/aanbod/?q=gitaar")
    text_of(Client(REMOTE_ADDR="192.0.2.7"), "/aanbod/?q=gitaren")

    assert counts() == {("creative", 2)}
    assert NotFoundCount.objects.get().day is not None


def test_what_is_not_recognised_is_counted_without_a_term(client: Client) -> None:
    keep_index_fresh()

    text_of(client, f"/aanbod/?q={CANARY}")
    text_of(Client(REMOTE_ADDR="192.0.2.7"), f"/aanbod/?q={CANARY}+nog+eens")

    assert counts() == {(None, 2)}


def test_what_is_found_or_only_looked_at_is_not_counted(client: Client) -> None:
    make_service("Gitaar")
    keep_index_fresh()

    text_of(client, "/aanbod/?q=gitaar")
    client.head(f"/aanbod/?q={CANARY}")
    client.get(f"/aanbod/kaart.json?q={CANARY}")
    text_of(client, "/aanbod/?interesse=cooking")

    assert counts() == set()


def test_the_words_of_a_search_are_in_no_log_and_no_table(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    give_everything(make_service())
    keep_index_fresh()
    caplog.set_level(logging.DEBUG)
    logging.getLogger("django").addHandler(caplog.handler)
    try:
        for address in (
            f"/aanbod/?q={CANARY}",
            f"/aanbod/kaart.json?q={CANARY}",
            f"/aanbod/?q={CANARY}&pagina=9",
        ):
            client.get(address)
    finally:
        logging.getLogger("django").removeHandler(caplog.handler)

    assert caplog.records != []
    assert CANARY not in caplog.text
    assert CANARY not in str(list(NotFoundCount.objects.values()))


# The map


def test_the_map_is_loaded_on_asking_and_says_how_many_have_no_known_place(client: Client) -> None:
    give_everything(make_service("koken 1"))
    make_service("koken 2")
    keep_index_fresh()

    without, asked = text_of(client, "/aanbod/?q=koken"), text_of(client, "/aanbod/?q=koken&kaart=1")

    assert "leaflet" not in without
    assert "Toon op de kaart" in without
    assert 'data-map="/aanbod/kaart.json?q=koken"' in asked
    assert "Van één mogelijkheid weten we de precieze plek niet. Die staat alleen in de lijst." in asked


def test_without_any_known_place_there_is_a_sentence_and_no_map(client: Client) -> None:
    make_service()

    page = text_of(client, "/aanbod/?kaart=1")

    assert "leaflet" not in page
    assert "weten we de precieze plek niet. Daarom is er geen kaart." in page


def test_the_map_shows_the_same_services_as_the_list(client: Client) -> None:
    give_everything(make_service("koken"))
    give_place(make_service("tuinieren"), rd=(136000, 458000))
    keep_index_fresh()

    found = client.get("/aanbod/kaart.json?q=koken").json()

    assert [point["properties"]["title"] for point in found["points"]["features"]] == ["koken"]


# One service


def test_the_page_of_a_service_says_everything_and_where_it_comes_from(client: Client) -> None:
    service = give_everything(
        make_service(
            description="Je kookt samen.",
            activities=["groente snijden"],
            described_year=2016,
            source_documents=["001", "003"],
            eligibility_description="buren\nouderen",
            application_process="Loop binnen.",
        )
    )
    give_term(service, "ladder_step", "2", label="document 003", value="vanaf trede 2")

    page = text_of(client, f"/aanbod/{service.id}/")

    for fact in (
        "Je kookt samen.",
        "Groente snijden",
        "Ouderen",
        "Loop binnen.",
        "€ 3,00 per keer",
        "Sociale contacten buitenshuis (document 003)",
        "Bron: documenten 001, 003.",
        "beschreven in 2016, niet bevestigd",
        "Klopt er iets niet?",
    ):
        assert fact in page


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"status": "inactive"}, "Dit aanbod staat niet meer in de sociale kaart."),
        ({"status": "temporarily closed"}, "Dit aanbod is nu even dicht."),
        ({"invented": True}, "Dit is een verzonnen voorbeeld."),
        ({"assured_date": date(2026, 3, 3)}, "nagevraagd op 3 maart 2026"),
    ],
)
def test_the_page_of_a_service_says_first_what_is_different(
    client: Client, fields: dict[str, Any], said: str
) -> None:
    assert said in text_of(client, f"/aanbod/{make_service(**fields).id}/")


@pytest.mark.parametrize("id", [UNKNOWN, "1", "kaart", "%00", "..%2f"])
def test_an_unknown_service_is_not_found(client: Client, id: str) -> None:
    text_of(client, f"/aanbod/{id}/", 404)
