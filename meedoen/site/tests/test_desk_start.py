"""The start page of each role, and the search: names only with their lines, and only of own people."""

from datetime import timedelta

import pytest
from django.test import Client

from meedoen.outreach.actions import take_notice
from meedoen.outreach.tests.makers import RESIDENT, make_notice
from meedoen.people.models import Involvement
from meedoen.people.queries import reaching
from meedoen.site.tests.desk_makers import looks, make_known, queries_of, signed_in, text
from tests.cast import NOW, TODAY, involve, make_case, make_cast, make_person

pytestmark = pytest.mark.django_db


def test_a_worker_sees_what_to_do_next_by_date_and_what_is_late_in_words() -> None:
    cast = make_cast()
    for name, days in (("Later", 2), ("Vroeg", -1), ("Vandaag", 0)):
        involvement = involve(make_person(cast.utrecht, name), cast.bram)
        involvement.next_action_on = TODAY + timedelta(days=days)
        involvement.save()
        make_case(involvement)
    page = text(signed_in(cast.bram).get("/werk/"))
    assert page.index("Vroeg") < page.index("Vandaag") < page.index("Later")
    assert page.count("te laat") == 1
    assert "gesprek voeren" in page
    assert looks() == [("caseload", "zien wie aan de beurt is")] * 3


def test_nobody_elses_people_stand_in_the_caseload() -> None:
    cast = make_cast()
    make_known(cast, "fatima", "Soraya")
    make_known(cast, "tessa", "Willem")
    involve(make_person(cast.utrecht, "Zonderdossier"), cast.bram)
    page = text(signed_in(cast.bram).get("/werk/"))
    assert "Je hebt nog geen dossiers" in page
    for name in ("Soraya", "Willem", "Zonderdossier"):
        assert name not in page
    assert looks() == []


def test_notices_come_with_their_date_and_without_a_name() -> None:
    cast = make_cast()
    make_notice(at=NOW - timedelta(days=10))
    take_notice(notice_id=make_notice().id, by=cast.actor("tessa"), at=NOW)
    make_notice(area_code="WK034402")
    for address in ("/werk/", "/werk/signalen/"):
        page = text(signed_in(cast.bram).get(address))
        assert page.count("Signaal van wijkverpleging") == 2
        assert "opgepakt door Tessa" in page
        assert "te laat" in page
        assert RESIDENT not in page
    assert looks() == []


def test_a_team_lead_sees_what_the_team_forgets_with_one_line_for_each_name() -> None:
    cast = make_cast()
    make_known(cast, "tessa", "Eigen")
    make_case(involve(make_person(cast.utrecht, "Zonder"), cast.bram, lead=False))
    late = make_known(cast, "bram", "Telaat")
    Involvement.objects.filter(id=late.involvement_id).update(next_action_on=TODAY - timedelta(days=4))
    make_known(cast, "bram", "Optijd")
    make_known(cast, "fatima", "Vanander")
    page = text(signed_in(cast.tessa).get("/werk/"))
    shown = [name for name in ("Eigen", "Zonder", "Telaat", "Optijd", "Vanander") if name in page]
    assert shown == ["Eigen", "Zonder", "Telaat"]
    assert "contactpersoon Bram" in page
    assert looks() == [("caseload", "zien wie aan de beurt is")] * 3


@pytest.mark.parametrize(
    ("who", "rooms"),
    [
        ("carla", ["/werk/programma/", "/werk/afspraken/"]),
        ("dirk", ["/werk/niemand-vergeten/", "/werk/afspraken/", "/werk/cijfers/"]),
        ("esra", ["/werk/inzage/"]),
        ("hanna", ["/werk/vertrek/", "/beheer/"]),
        ("ravi", ["/werk/niemand-vergeten/", "/werk/cijfers/"]),
    ],
)
def test_who_has_no_cases_sees_the_doors_that_are_theirs(who: str, rooms: list[str]) -> None:
    cast = make_cast()
    make_known(cast, "bram", "Samir")
    make_notice()
    page = text(signed_in(getattr(cast, who)).get("/werk/"))
    all_rooms = [
        "/werk/niemand-vergeten/",
        "/werk/vertrek/",
        "/werk/programma/",
        "/werk/afspraken/",
        "/werk/cijfers/",
        "/werk/inzage/",
        "/beheer/",
    ]
    rows = page[page.index("<main") : page.index("</main>")]
    assert [room for room in all_rooms if f'href="{room}"' in rows] == rooms
    assert "Samir" not in page
    assert "Signaal van" not in page


def test_a_resident_has_no_desk_and_a_stranger_signs_in_first(client: Client) -> None:
    cast = make_cast()
    assert signed_in(cast.joke).get("/werk/").status_code == 403
    assert client.get("/werk/")["Location"] == "/inloggen/?next=/werk/"


def test_a_long_caseload_comes_in_pages_and_only_the_names_shown_are_logged() -> None:
    cast = make_cast()
    for number in range(27):
        make_known(cast, "bram", f"Persoon{number}")
    page = text(signed_in(cast.bram).get("/werk/?pagina=2"))
    assert page.count("Persoon") == 2
    assert len(looks()) == 2
    assert signed_in(cast.bram).get("/werk/?pagina=onzin").status_code == 200


@pytest.mark.parametrize("who", ["bram", "tessa"])
def test_the_start_page_takes_as_many_queries_for_three_as_for_one(
    who: str,
) -> None:
    cast = make_cast()
    client = signed_in(getattr(cast, who))
    taken = []
    for _ in range(2):
        make_known(cast, who)
        make_case(involve(make_person(cast.utrecht, "Zonder"), cast.bram, lead=False))
        notice = make_notice()
        take_notice(notice_id=notice.id, by=cast.actor("bram"), at=NOW)
        taken.append(queries_of(client, "/werk/"))
        make_known(cast, who)
    assert taken[0] == taken[1]


def test_without_a_line_no_name_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    cast = make_cast()
    make_known(cast, "bram", "Samir", "Amrani")

    def broken(**_: object) -> None:
        raise OSError("the log cannot be written")

    monkeypatch.setattr(reaching, "record_access", broken)
    client = signed_in(cast.bram)
    client.raise_request_exception = False
    for response in (client.get("/werk/"), client.post("/werk/zoeken/", {"name": "Amrani"})):
        assert response.status_code == 500
        assert "Samir" not in text(response)
    assert looks() == []


def test_the_search_finds_own_people_only_and_each_hit_has_its_line() -> None:
    cast = make_cast()
    make_known(cast, "bram", "Zoë", "Amrani")
    make_known(cast, "tessa", "Zohra", "Bakker")
    make_known(cast, "fatima", "Zoltan", "Dekker")
    page = text(signed_in(cast.bram).post("/werk/zoeken/", {"name": "zo"}))
    assert [name for name in ("Zoë Amrani", "Zohra Bakker", "Zoltan Dekker") if name in page] == [
        "Zoë Amrani",
        "Zohra Bakker",
    ]
    assert looks() == [("caseload_search", "zoeken in de caseload")] * 2


def test_a_search_with_nothing_to_go_by_says_what_to_do_and_logs_nothing() -> None:
    cast = make_cast()
    make_known(cast, "bram", "Samir")
    client = signed_in(cast.bram)
    assert "Niemand gevonden" in text(client.post("/werk/zoeken/", {"name": "Xanthippe"}))
    assert "Vul een naam in" in text(client.post("/werk/zoeken/", {"name": " "}))
    assert "Vul minstens twee letters in." in text(client.post("/werk/zoeken/", {"name": "a"}))
    assert client.get("/werk/zoeken/?name=Samir").status_code == 200
    assert client.get("/werk/zoeken/?q=Samir").status_code == 200
    assert looks() == []


def test_a_client_manager_has_a_caseload_and_no_notices() -> None:
    cast = make_cast()
    make_known(cast, "fatima", "Soraya")
    make_notice()
    client = signed_in(cast.fatima)
    page = text(client.get("/werk/"))
    assert "Soraya" in page
    assert "Signaal van" not in page
    assert client.get("/werk/signalen/").status_code == 403
