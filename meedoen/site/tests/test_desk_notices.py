"""From a notice to a case, and a case for who walks in: no second record, no name without its line."""

from datetime import timedelta
from uuid import uuid4

import pytest

from meedoen.casework.models import Case
from meedoen.outreach.actions import take_notice
from meedoen.outreach.models import Notice
from meedoen.outreach.tests.makers import CONTACT, RESIDENT, WORRY, make_notice
from meedoen.outreach.vocabulary import NoticeStatus
from meedoen.people.models import Involvement, Person, PersonDetails
from meedoen.site import desk_notices
from meedoen.site.tests.desk_makers import looks, make_known, queries_of, signed_in, state, text
from tests.cast import NOW, TODAY, Cast, make_cast, running

pytestmark = pytest.mark.django_db

WILMA = {"first_name": "Wilma", "last_name": "Verzonnen"}
NOTICE_LOOK = ("notice", "signaal oppakken")


def _taken(cast: Cast) -> tuple[Notice, str]:
    notice = take_notice(notice_id=make_notice().id, by=cast.actor("bram"), at=NOW)
    return notice, f"/werk/signalen/{notice.id}/"


def test_opening_a_notice_shows_the_resident_and_writes_one_line() -> None:
    cast = make_cast()
    page = text(signed_in(cast.bram).get(f"/werk/signalen/{make_notice().id}/"))
    for shown in (WORRY, RESIDENT, CONTACT, "Gerard", "Ik pak dit op"):
        assert shown in page
    assert looks() == [NOTICE_LOOK]


def test_without_a_line_a_notice_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    cast = make_cast()
    _, address = _taken(cast)

    def broken(**_: object) -> None:
        raise OSError("the log cannot be written")

    monkeypatch.setattr(desk_notices, "record_access", broken)
    client = signed_in(cast.bram)
    client.raise_request_exception = False
    for path in ("", "contact/"):
        response = client.get(address + path)
        assert response.status_code == 500
        assert RESIDENT not in text(response)
        assert "Wilma" not in text(response)


def test_a_notice_is_taken_contact_is_made_and_the_case_is_open() -> None:
    cast = make_cast()
    notice = make_notice()
    address = f"/werk/signalen/{notice.id}/"
    client = signed_in(cast.bram)
    client.post(address + "oppakken/")
    form = text(client.get(address + "contact/"))
    assert 'value="Wilma"' in form
    assert 'value="Verzonnen"' in form
    answer = client.post(address + "contact/", WILMA)
    case = Case.objects.get()
    assert answer["Location"] == f"/werk/dossiers/{case.id}/"
    assert case.involvement.lead == cast.bram
    assert case.involvement.legal_domain_id == "wmo"
    assert f"/werk/dossiers/{case.id}/" in text(client.get(address))
    assert looks() == [NOTICE_LOOK, NOTICE_LOOK]


def test_contact_waits_until_the_worker_has_taken_it() -> None:
    cast = make_cast()
    untaken = make_notice()
    taken, _ = _taken(cast)
    for user, notice in ((cast.bram, untaken), (cast.tessa, taken)):
        for method in ("get", "post"):
            response = getattr(signed_in(user), method)(f"/werk/signalen/{notice.id}/contact/", WILMA)
            assert response["Location"] == f"/werk/signalen/{notice.id}/"
    assert Person.objects.count() == 0
    assert looks() == []


def test_a_likely_double_is_proposed_and_the_worker_decides_it_is_the_same() -> None:
    cast = make_cast()
    known = make_known(cast, "bram", "Wilma", "Verzonnen")
    notice, address = _taken(cast)
    client = signed_in(cast.bram)
    asked = client.post(address + "contact/", WILMA)
    assert "Wilma Verzonnen, 56 jaar, Voorbeeldstraat 1 (dezelfde naam)" in text(asked)
    assert looks() == [("double_check", "dubbele dossiers voorkomen"), NOTICE_LOOK]
    assert Person.objects.count() == 1
    answer = client.post(address + "contact/", {**WILMA, "known": str(known.involvement.person_id)})
    assert answer["Location"] == f"/werk/dossiers/{known.id}/"
    assert (Person.objects.count(), Case.objects.count(), running().count()) == (1, 1, 1)
    notice.refresh_from_db()
    assert notice.involvement_id == known.involvement_id


def test_a_worry_about_somebody_known_stands_in_their_case_and_comes_today() -> None:
    cast = make_cast()
    known = make_known(cast, "bram", "Wilma", "Verzonnen")
    Involvement.objects.update(next_action="review", next_action_on=TODAY + timedelta(days=90))
    _, address = _taken(cast)
    client = signed_in(cast.bram)
    client.post(address + "contact/", {**WILMA, "known": str(known.involvement.person_id)})
    involvement = running().get()
    assert (involvement.next_action, involvement.next_action_on) == ("review", TODAY)
    state(cast, known)
    page = text(client.get(f"/werk/dossiers/{known.id}/"))
    assert WORRY in page
    assert f"Signaal, {NoticeStatus.IN_CONTACT.label}" in page
    assert "Gerard" not in page


def test_a_worry_does_not_put_off_what_is_late() -> None:
    cast = make_cast()
    known = make_known(cast, "bram", "Wilma", "Verzonnen")
    Involvement.objects.update(next_action_on=TODAY - timedelta(days=3))
    _, address = _taken(cast)
    posted = {**WILMA, "known": str(known.involvement.person_id)}
    signed_in(cast.bram).post(address + "contact/", posted)
    assert running().get().next_action_on == TODAY - timedelta(days=3)


def test_a_likely_double_can_be_somebody_else() -> None:
    cast = make_cast()
    make_known(cast, "bram", "Wilma", "Verzonnen")
    _, address = _taken(cast)
    signed_in(cast.bram).post(address + "contact/", {**WILMA, "known": "new"})
    assert Person.objects.count() == 2


def test_a_person_of_another_agency_is_neither_proposed_nor_joined() -> None:
    cast = make_cast()
    stranger = make_known(cast, "fatima", "Wilma", "Verzonnen")
    make_known(cast, "bram", "Wilma", "Verzonnen")
    _, address = _taken(cast)
    forged = {**WILMA, "known": str(stranger.involvement.person_id)}
    asked = signed_in(cast.bram).post(address + "contact/", forged)
    assert "Kies of het een van deze mensen is." in text(asked)
    assert str(stranger.involvement.person_id) not in text(asked)
    assert Person.objects.count() == 2


def test_closing_takes_a_reason() -> None:
    cast = make_cast()
    notice, address = _taken(cast)
    client = signed_in(cast.bram)
    assert "Kies waarom je afsluit." in text(client.post(address + "afsluiten/", {}))
    assert "Kies een reden uit de lijst." in text(client.post(address + "afsluiten/", {"reason": "zomaar"}))
    client.post(address + "afsluiten/", {"reason": "declined"})
    notice.refresh_from_db()
    assert (notice.status, notice.close_reason) == ("closed", "declined")
    again = client.post(address + "afsluiten/", {"reason": "declined"})
    assert "Deze stap kan nu niet meer" in text(again)
    assert client.post(address + "oppakken/")["Location"] == address
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("who", ["olga", "zuilen"])
def test_another_team_finds_no_notice(who: str) -> None:
    cast = make_cast()
    if who == "zuilen":
        cast.tessa.memberships.update(team=cast.zuilen)
    client = signed_in(cast.tessa if who == "zuilen" else cast.olga)
    _, address = _taken(cast)
    assert {client.get(address + path).status_code for path in ("", "contact/")} == {404}
    posts = ("oppakken/", "contact/", "afsluiten/")
    assert {client.post(address + path, WILMA).status_code for path in posts} == {404}
    assert RESIDENT not in text(client.get("/werk/signalen/"))
    assert looks() == []


@pytest.mark.parametrize("who", ["fatima", "carla", "dirk", "esra", "hanna", "ravi", "joke"])
def test_who_has_nothing_to_do_with_notices_may_not_come_in(who: str) -> None:
    cast = make_cast()
    _, address = _taken(cast)
    client = signed_in(getattr(cast, who))
    assert {client.get(address + path).status_code for path in ("", "contact/")} == {403}
    assert client.post(address + "oppakken/").status_code == 403


def test_methods_and_unknown_notices() -> None:
    cast = make_cast()
    _, address = _taken(cast)
    client = signed_in(cast.bram)
    assert client.get(address + "oppakken/").status_code == 405
    assert client.get(address + "afsluiten/").status_code == 405
    assert client.post(address).status_code == 405
    assert client.get(f"/werk/signalen/{uuid4()}/").status_code == 404
    assert client.post(f"/werk/signalen/{uuid4()}/oppakken/").status_code == 404


def test_the_list_takes_as_many_queries_for_three_as_for_one() -> None:
    cast = make_cast()
    client = signed_in(cast.bram)
    taken = []
    for count in (1, 3):
        while Notice.objects.count() < count:
            _taken(cast)
        taken.append(queries_of(client, "/werk/signalen/"))
    assert taken[0] == taken[1]


@pytest.mark.parametrize(("who", "domain"), [("bram", "wmo"), ("fatima", "participatiewet")])
def test_somebody_walks_in_and_gets_a_case_in_the_workers_own_domain(who: str, domain: str) -> None:
    cast = make_cast()
    posted = {
        **WILMA,
        "reason": "Wil weer onder de mensen komen.",
        "birth_date": "1970-05-01",
        "postcode": "3561ab",
        "languages": ["nl", "ar"],
    }
    signed_in(getattr(cast, who)).post("/werk/dossiers/nieuw/", posted)
    case = Case.objects.get()
    assert (case.involvement.legal_domain_id, case.reason) == (domain, "Wil weer onder de mensen komen.")
    details = PersonDetails.objects.get()
    assert (details.postcode, details.languages) == ("3561 AB", ["nl", "ar"])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"first_name": ""}, "Vul de voornaam in."),
        ({"last_name": " "}, "Vul de achternaam in."),
        ({"birth_date": "2026-09-16"}, "Vul een geboortedatum in na 1900"),
        ({"birth_date": "1850-01-01"}, "Vul een geboortedatum in na 1900"),
        ({"birth_date": "gisteren"}, "Vul een datum in"),
        ({"postcode": "12"}, "Vul een postcode in, zoals 3561 AB."),
        ({"phone": "bel maar"}, "Vul een telefoonnummer in"),
        ({"email": "nee"}, "Vul een e-mailadres in"),
        ({"languages": ["klingon"]}, "Kies talen uit de lijst."),
        ({"reason": ""}, "Schrijf in een paar woorden op waarom"),
    ],
)
def test_a_record_does_not_begin_with_what_is_wrong(change: dict[str, object], said: str) -> None:
    cast = make_cast()
    posted = {**WILMA, "reason": "Wil meedoen.", **change}
    response = signed_in(cast.bram).post("/werk/dossiers/nieuw/", posted)
    assert response.status_code == 200
    assert said in text(response)
    assert Person.objects.count() == 0


@pytest.mark.parametrize("who", ["carla", "dirk", "esra", "hanna", "ravi", "joke"])
def test_who_does_no_casework_opens_no_case(who: str) -> None:
    cast = make_cast()
    client = signed_in(getattr(cast, who))
    assert client.get("/werk/dossiers/nieuw/").status_code == 403
    assert client.post("/werk/dossiers/nieuw/", WILMA).status_code == 403
    assert Person.objects.count() == 0
