"""The pages of a hand-over at both ends: what is shown, what is not, and what each answer leads to."""

from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from meedoen.accounts.models import User
from meedoen.casework.actions import state_purpose
from meedoen.casework.actions.referrals import accept_referral, take_consent_back
from meedoen.casework.models import Case, Referral
from meedoen.casework.tests.clock import Clock, stand_still
from meedoen.casework.tests.referral_makers import TELLING, Handing, make_handing, on_day, telling_all
from meedoen.casework.vocabulary import Purpose
from meedoen.people.models import Involvement
from meedoen.privacy.models import Consent
from meedoen.trail.models import AccessLine
from tests.cast import NOW, involve, make_case, make_person

pytestmark = pytest.mark.django_db

LIST = "/werk/overdrachten/"


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return stand_still(monkeypatch)


def _client(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _text(response: Any) -> str:
    return unescape(response.content.decode())


def _stated(handing: Handing, name: str = "fatima") -> Client:
    """Somebody who said a moment ago why they open the case."""
    state_purpose(case=handing.case, purpose=Purpose.HANDOVER, by=handing.actor(name), at=NOW)
    return _client(getattr(handing.cast, name))


def _filled(handing: Handing, **other: object) -> dict[str, object]:
    place = handing.places["overvecht"]
    filled = {
        "purpose": TELLING.purpose,
        "told": TELLING.told,
        "first": f"{place.agency_id}/{place.team_id}/wmo",
        "ground": "spoken",
        "secrecy": "spoken",
        "help": "phone",
        "said_by": "person",
        "ends_on": "2026-12-01",
    }
    return {key: value for key, value in (filled | other).items() if value is not None}


def test_a_hand_over_is_filled_in_and_sent() -> None:
    handing = make_handing()
    client = _stated(handing)
    address = f"/werk/dossiers/{handing.case.id}/overdragen/"
    page = _text(client.get(address))
    assert "Ik wil dat de ander mij gaat helpen" in page
    assert "Buurtteam Overvecht, Buurtteam Utrecht (Wmo" in page
    talk = {"talk_on": "2026-09-18", "talk_time": "14:30", "talk_where": "de wijkkamer"}
    response = client.post(address, _filled(handing, may_tell_name="on", **talk))
    assert response.status_code == 302
    referral = Referral.objects.get()
    assert (referral.may_tell_name, referral.may_tell_contact) == (True, False)
    assert referral.talk_at == on_day(3, 14).replace(minute=30)
    assert "wacht op antwoord" in _text(client.get(f"/werk/dossiers/{handing.case.id}/"))


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"help": ""}, "instemmen met de hulp"),
        ({"ground": None}, "gegevens delen tussen wettelijke kaders"),
        ({"secrecy": None, "help": None}, "de geheimhouding van de hulpverlener opheffen"),
        ({"first": ""}, "Kies minstens één team of instantie."),
        ({"first": "geen/team/wmo"}, "Daar werkt nu niemand die kan antwoorden."),
        ({"told": ""}, "Schrijf op wat de ander mag weten."),
        ({"told": "a" * 2001}, "Gebruik ten hoogste 2000 tekens."),
        ({"ends_on": "2026-09-01"}, "Kies een einddatum vanaf vandaag."),
        ({"ends_on": "2030-01-01"}, "Toestemming geldt ten hoogste twee jaar."),
        ({"talk_on": "2026-09-18"}, "Vul ook in hoe laat"),
        ({"talk_time": "14:00"}, "Vul ook in welke dag"),
        ({"talk_on": "2026-09-01", "talk_time": "14:00"}, "Kies een dag vanaf vandaag, binnen een jaar."),
        ({"talk_on": "9999-12-31", "talk_time": "14:00"}, "Kies een dag vanaf vandaag, binnen een jaar."),
        ({"talk_on": "0001-01-01", "talk_time": "25:99"}, "Vul een tijd in"),
        ({"said_by": "de buurman"}, "Kies uit de lijst."),
        ({"ground": "gedacht"}, "Kies uit de lijst."),
    ],
)
def test_what_is_wrong_is_said_on_the_page_and_nothing_is_sent(other: dict[str, object], said: str) -> None:
    handing = make_handing()
    response = _stated(handing).post(
        f"/werk/dossiers/{handing.case.id}/overdragen/", _filled(handing, **other)
    )
    assert response.status_code == 200
    assert said in _text(response)
    assert TELLING.purpose in _text(response)
    assert (Referral.objects.count(), Consent.objects.count()) == (0, 0)


def test_the_same_recipient_twice_is_refused() -> None:
    handing = make_handing()
    filled = _filled(handing)
    response = _stated(handing).post(
        f"/werk/dossiers/{handing.case.id}/overdragen/", {**filled, "second": filled["first"]}
    )
    assert "Deze staat er al." in _text(response)


def test_the_list_tells_from_whom_and_until_when_and_nothing_of_the_person() -> None:
    handing = make_handing()
    handing.send("overvecht", telling=telling_all())
    page = _text(_client(handing.cast.bram).get(LIST))
    assert "Overdracht van Werk en Inkomen Utrecht" in page
    assert "antwoord uiterlijk 22 september" in page
    assert [word for word in ("Samir", "Amrani", TELLING.purpose, TELLING.told) if word in page] == []
    assert not AccessLine.objects.exists()


def test_only_what_was_told_is_read_after_its_access_line() -> None:
    handing = make_handing()
    referral = handing.send("overvecht")
    page = _text(_client(handing.cast.bram).get(f"{LIST}{referral.id}/"))
    assert TELLING.told in page
    assert [word for word in ("Samir", "Amrani", "030-0000000", "Voorbeeldstraat") if word in page] == []
    assert list(AccessLine.objects.values_list("name", "data_subject_id_type")) == [("referral", "person")]


def test_name_and_contact_are_read_where_the_person_let_them_be_told() -> None:
    handing = make_handing()
    referral = handing.send("overvecht", telling=telling_all())
    page = _text(_client(handing.cast.bram).get(f"{LIST}{referral.id}/"))
    assert "Overdracht van Samir Amrani" in page
    assert "030-0000000" in page
    assert "Voorbeeldstraat" not in page


def test_accepted_it_leads_to_the_case_and_so_does_a_later_visit() -> None:
    handing = make_handing()
    referral = handing.send("overvecht")
    client = _client(handing.cast.bram)
    response = client.post(f"{LIST}{referral.id}/aannemen/")
    case = Case.objects.exclude(id=handing.case.id).get()
    assert response["Location"] == f"/werk/dossiers/{case.id}/"
    assert client.get(f"{LIST}{referral.id}/")["Location"] == f"/werk/dossiers/{case.id}/"
    again = _client(handing.cast.tessa).post(f"{LIST}{referral.id}/aannemen/", follow=True)
    assert "intussen beantwoord" in _text(again)


def test_a_no_needs_a_reason_and_moves_it_on() -> None:
    handing = make_handing()
    referral = handing.send("overvecht", "wijkhulp")
    client = _client(handing.cast.bram)
    refused = client.post(f"{LIST}{referral.id}/niet-aannemen/", {"reason": ""})
    assert "Schrijf in een zin waarom het niet lukt." in _text(refused)
    client.post(f"{LIST}{referral.id}/niet-aannemen/", {"reason": "Er is een wachtlijst."})
    assert client.get(f"{LIST}{referral.id}/").status_code == 404
    assert _client(handing.sanne).get(f"{LIST}{referral.id}/").status_code == 200
    sent = _text(_stated(handing).get(f"/werk/dossiers/{handing.case.id}/overdracht/{referral.id}/"))
    assert "Er is een wachtlijst." in sent


def test_once_taken_back_the_next_read_is_not_found_before_and_after_a_yes() -> None:
    handing = make_handing()
    client, fatima = _client(handing.cast.bram), handing.actor("fatima")
    referral = handing.send("overvecht")
    assert client.get(f"{LIST}{referral.id}/").status_code == 200
    take_consent_back(consent=Consent.objects.filter(about=referral.id)[0], by=fatima, at=NOW)
    assert client.get(f"{LIST}{referral.id}/").status_code == 404
    second = handing.send("overvecht")
    case = accept_referral(referral_id=second.id, by=handing.actor("bram"), at=NOW)
    state_purpose(case=case, purpose=Purpose.PLAN, by=handing.actor("bram"), at=NOW)
    assert TELLING.told in _text(client.get(f"/werk/dossiers/{case.id}/"))
    withdrawn = Consent.objects.filter(about=second.id, withdrawn_on=None)[0]
    take_consent_back(consent=withdrawn, by=fatima, at=NOW)
    assert TELLING.told not in _text(client.get(f"/werk/dossiers/{case.id}/"))


def test_what_follows_is_shown_before_a_consent_is_taken_back() -> None:
    handing = make_handing()
    referral = handing.send("overvecht")
    client = _stated(handing)
    consent = Consent.objects.filter(about=referral.id)[0]
    address = f"/werk/dossiers/{handing.case.id}/toestemming/{consent.id}/intrekken/"
    page = _text(client.get(address))
    assert "De overdracht ‘hulp bij de post’ stopt. Buurtteam Overvecht kan er direct niet meer bij." in page
    assert Consent.objects.filter(withdrawn_on__isnull=False).count() == 0
    assert client.post(address).status_code == 302
    assert Consent.objects.filter(about=referral.id, withdrawn_on__isnull=True).count() == 0


def test_a_resident_reads_own_consents_in_the_words_that_were_read_and_takes_one_back() -> None:
    handing = make_handing()
    person = make_person(handing.cast.utrecht, "Joke", user=handing.cast.joke)
    handing.case = make_case(involve(person, handing.cast.fatima))
    referral = handing.send("overvecht")
    client = _client(handing.cast.joke)
    page = _text(client.get("/mijn/toestemming/"))
    assert "Ik wil dat de ander mij gaat helpen" in page
    assert page.count("in een gesprek gevraagd") == 3
    consent = Consent.objects.filter(about=referral.id, kind="help").get()
    address = f"/mijn/toestemming/{consent.id}/intrekken/"
    assert "kan er direct niet meer bij" in _text(client.get(address))
    client.post(address)
    assert Involvement.objects.get(id=handing.case.involvement_id).next_action == "contact"
    assert client.get(address).status_code == 404
    assert "Dit is voorbij" in _text(client.get("/mijn/toestemming/"))


def test_what_a_recipient_may_not_know_yet_is_not_on_their_case_page() -> None:
    """Overvecht knows him already; that the hand-over can come to them later is not theirs to know."""
    handing = make_handing()
    own = make_case(involve(handing.own().person_id, handing.cast.bram))
    handing.send("wijkhulp", "overvecht")
    Consent.objects.update(from_domain="wmo")
    state_purpose(case=own, purpose=Purpose.PLAN, by=handing.actor("bram"), at=NOW)
    page = _text(_client(handing.cast.bram).get(f"/werk/dossiers/{own.id}/"))
    assert "een overdracht aan een ander" not in page


def test_the_list_takes_as_many_queries_for_five_as_for_one() -> None:
    handing = make_handing()
    client = _client(handing.cast.bram)
    handing.send("overvecht")
    counts = []
    for count in (1, 5):
        while Referral.objects.count() < count:
            handing.case = make_case(involve(make_person(handing.cast.utrecht, "Ander"), handing.cast.fatima))
            handing.send("overvecht")
        with CaptureQueriesContext(connection) as counted:
            assert _text(client.get(LIST)).count("Overdracht van Werk") == count
        counts.append(len(counted))
    assert counts[0] == counts[1]
