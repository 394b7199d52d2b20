"""The page of suggestions: for a stated purpose, with reasons, and an answer to "why not?"."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from meedoen.activities.actions import end_enrolment
from meedoen.activities.models import Enrolment
from meedoen.activities.tests.makers import make_service, make_session
from meedoen.activities.vocabulary import EndReason
from meedoen.casework import doors
from meedoen.casework.actions import state_purpose
from meedoen.casework.models import Case
from meedoen.casework.queries import Wishes
from meedoen.casework.vocabulary import Purpose
from meedoen.matching.models import Placement, SuggestionRound
from meedoen.matching.tests.makers import make_goal, make_offer, make_seeker
from meedoen.people.models import Person
from meedoen.trail.models import AccessLine, AccessReader
from tests.cast import NOW, TODAY, Cast, make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doors, "now", lambda: NOW)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def bram(cast: Cast, client: Client) -> Client:
    client.force_login(cast.bram)
    return client


def _opened(cast: Cast, name: str = "Fatma", at=NOW, **more) -> Case:
    case = make_seeker(cast, name, **more)
    state_purpose(case=case, purpose=Purpose.PLACE, by=cast.actor("bram"), at=at)
    return case


def _address(case: Case, part: str = "") -> str:
    return f"/werk/dossiers/{case.id}/aanbod/{part}"


def _text(response) -> str:
    return " ".join(response.content.decode().split())


def test_suggestions_show_their_reasons_and_write_one_line(cast: Cast, bram: Client) -> None:
    case = _opened(cast)
    make_offer(cast.linde)
    make_offer(cast.kastanje, "Eettafel", languages=(("nl", "Nederlands"),), metres=500)
    page = _text(bram.get(_address(case)))
    assert "Aanbod dat past bij Fatma" in page
    assert page.index("Kookgroep") < page.index("Eettafel")
    assert "je wilt graag: koken en eten" in page
    assert "op dinsdagochtend, dan kun je" in page
    assert "1,2 km van huis" in page
    assert "dinsdag, 10.00 tot 12.00 uur" in page
    assert "ze spreken er Nederlands; dat staat niet bij jouw talen." in page
    assert "Spreek je genoeg Nederlands, of gaat er iemand mee die dat spreekt? Dan past het wel." in page
    assert page.count("Kies samen") == 2
    line = AccessLine.objects.get()
    assert (line.name, AccessReader.objects.get(span_id=line.span_id).purpose) == (
        "suggestions",
        "een plek zoeken",
    )


@pytest.mark.parametrize("stated", [None, NOW - timedelta(minutes=61)])
def test_without_a_purpose_of_the_last_hour_the_page_asks_first(cast: Cast, bram: Client, stated) -> None:
    case = _opened(cast, at=stated) if stated else make_seeker(cast)
    activity = make_offer(cast.linde)
    asked = bram.get(_address(case))
    assert asked["Location"] == f"/werk/dossiers/{case.id}/waarvoor/?verder=aanbod"
    kept = _text(bram.post(_address(case, "kiezen/"), {"activity": activity.id}))
    assert "Waarvoor open je dit dossier?" in kept
    assert "Fatma" not in kept
    assert (AccessLine.objects.count(), SuggestionRound.objects.count(), Enrolment.objects.count()) == (
        0,
        0,
        0,
    )


def test_a_choice_survives_when_the_hour_is_over(cast: Cast, bram: Client) -> None:
    case, activity = _opened(cast, at=NOW - timedelta(minutes=61)), make_offer(cast.linde)
    goal = make_goal(cast, case)
    chosen = {"activity": str(activity.id), "goal": str(goal.id)}
    asked = _text(bram.post(_address(case, "kiezen/"), chosen))
    for name, value in chosen.items():
        assert f'<input type="hidden" name="{name}" value="{value}">' in asked
    assert f'action="{_address(case, "kiezen/")}"' in asked
    page = _text(bram.post(_address(case, "kiezen/"), {**chosen, "purpose": "place"}, follow=True))
    assert "Er is een plek bij Kookgroep." in page
    assert Placement.objects.get().goal == goal


def test_distances_to_a_shielded_home_are_for_the_lead_alone(cast: Cast, bram: Client) -> None:
    case, activity = _opened(cast), make_offer(cast.linde)
    other = make_offer(cast.kastanje, "Tuin", terms=(("interest", "garden"),), metres=3400)
    Person.objects.update(shielded=True)
    state_purpose(case=case, purpose=Purpose.PLACE, by=cast.actor("tessa"), at=NOW)
    tessa = Client()
    tessa.force_login(cast.tessa)
    seen = {
        name: " ".join(
            _text(client.get(_address(case), {"dienst": asked.service_id})) for asked in (activity, other)
        )
        for name, client in (("bram", bram), ("tessa", tessa))
    }
    assert "1,2 km" in seen["bram"]
    assert "3,4 km" in seen["bram"]
    assert " km" not in seen["tessa"]
    assert "Kookgroep" in seen["tessa"]
    assert {row.wishes.get("home") for row in SuggestionRound.objects.filter(by=cast.tessa)} == {None}


def test_why_a_place_ended_is_not_told(cast: Cast, bram: Client) -> None:
    case, activity = _opened(cast), make_offer(cast.linde)
    bram.post(_address(case, "kiezen/"), {"activity": activity.id})
    end_enrolment(
        enrolment_id=Enrolment.objects.get().id, reason=EndReason.OWN_CHOICE, by=cast.actor("carla"), at=NOW
    )
    for page in (_text(bram.get(_address(case))), _text(bram.get(f"/werk/dossiers/{case.id}/"))):
        assert "gestopt" in page
        assert "gestopt:" not in page


def test_the_purpose_of_a_colleague_opens_nothing(cast: Cast, client: Client) -> None:
    case = _opened(cast)
    client.force_login(cast.tessa)
    assert client.get(_address(case)).status_code == 302


def test_a_case_out_of_reach_is_not_there(cast: Cast, bram: Client) -> None:
    theirs = make_seeker(cast, "Ineke", worker=cast.fatima)
    activity = make_offer(cast.linde)
    answers = [
        bram.get(_address(theirs)),
        bram.post(_address(theirs, "kiezen/"), {"activity": activity.id}),
        bram.get(f"/werk/dossiers/{uuid4()}/aanbod/"),
    ]
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert Enrolment.objects.count() == 0


@pytest.mark.parametrize("name", ["carla", "dirk", "esra", "hanna", "ravi", "joke", "noor"])
def test_who_has_no_cases_may_not_come_here(cast: Cast, client: Client, name: str) -> None:
    case = make_seeker(cast)
    client.force_login(getattr(cast, name))
    assert client.get(_address(case)).status_code == 403
    assert client.post(_address(case, "kiezen/")).status_code == 403


def test_without_wishes_the_page_links_to_the_wishes(cast: Cast, bram: Client) -> None:
    case = _opened(cast, wishes=Wishes())
    make_offer(cast.linde)
    page = _text(bram.get(_address(case)))
    assert "Er zijn nog geen wensen ingevuld" in page
    assert f'href="/werk/dossiers/{case.id}/wensen/"' in page
    assert "Kies samen" not in page


def test_with_nothing_to_choose_the_page_says_what_to_do(cast: Cast, bram: Client) -> None:
    case = _opened(cast)
    assert "Er is nu niets om te kiezen" in _text(bram.get(_address(case)))


def test_choosing_says_that_there_is_a_place_and_when_it_starts(cast: Cast, bram: Client) -> None:
    case, activity = _opened(cast), make_offer(cast.linde)
    make_session(activity, TODAY + timedelta(days=7))
    goal = make_goal(cast, case)
    page = _text(
        bram.post(_address(case, "kiezen/"), {"activity": activity.id, "goal": goal.id}, follow=True)
    )
    assert "Er is een plek bij Kookgroep. De eerste keer is dinsdag 22 september." in page
    assert "heeft een plek" in page
    assert Placement.objects.get().goal == goal


def test_choosing_what_is_full_says_the_number_on_the_list(cast: Cast, bram: Client) -> None:
    case, activity = _opened(cast), make_offer(cast.linde, capacity=0)
    page = _text(bram.post(_address(case, "kiezen/"), {"activity": activity.id, "goal": ""}, follow=True))
    assert "Kookgroep is nu vol. Op de wachtlijst gezet, op nummer 1." in page
    assert "op de wachtlijst, nummer 1" in page


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "Kies een activiteit."),
        ({"activity": "x"}, "Kies een activiteit uit de lijst."),
        ({"activity": str(uuid4())}, "Deze activiteit is er niet meer. Kies iets anders uit de lijst."),
        ({"activity": str(uuid4()), "goal": "x"}, "Kies een doel uit de lijst, of geen doel."),
    ],
)
def test_a_choice_that_cannot_be_made_says_what_to_do(
    cast: Cast, bram: Client, data: dict, said: str
) -> None:
    case = _opened(cast)
    make_offer(cast.linde)
    response = bram.post(_address(case, "kiezen/"), data)
    assert response.status_code == 400
    page = _text(response)
    assert said in page
    assert "Kies samen" in page
    assert Enrolment.objects.count() == 0


def test_why_not_says_what_does_not_fit_and_what_would_have_to_change(cast: Cast, bram: Client) -> None:
    case = _opened(cast)
    for number in range(5):
        make_offer(cast.linde, f"Kookgroep {number}")
    other = make_offer(cast.kastanje, "Tuin", terms=(("interest", "garden"),), byday="FR")
    page = _text(bram.get(_address(case), {"dienst": other.service_id}))
    assert "Het is op vrijdagochtend; dan kun je niet. Kun je op vrijdagochtend? Dan past het wel." in page
    assert "Wil je ook tuin en groen? Dan past het wel." in page
    assert "Toch kiezen" in page


def test_why_not_of_a_work_like_place_names_the_indication_and_offers_no_choice(
    cast: Cast, bram: Client
) -> None:
    case = _opened(cast)
    other = make_offer(cast.kastanje, "Werkplaats", terms=(("variant", "work_like"),))
    page = _text(bram.get(_address(case), {"dienst": other.service_id}))
    assert "Hiervoor is een indicatie nodig, en die is niet vastgelegd. Vraag het buurtteam" in page
    assert "Toch kiezen" not in page


def test_why_not_of_a_service_without_an_activity(cast: Cast, bram: Client) -> None:
    case = _opened(cast)
    service = make_service(cast.linde, "Beschreven in 2016")
    page = _text(bram.get(_address(case), {"dienst": service.id}))
    assert "Hier loopt nu geen activiteit waar je je via Meedoen voor inschrijft." in page
    assert "Neem zelf contact op met de aanbieder" in page


def test_what_is_suggested_already_says_so(cast: Cast, bram: Client) -> None:
    case, activity = _opened(cast), make_offer(cast.linde)
    page = _text(bram.get(_address(case), {"dienst": activity.service_id}))
    assert "Dit staat er wel bij." in page
    assert "Toch kiezen" not in page


@pytest.mark.parametrize(
    ("asked", "said"), [("", "Kies een aanbod."), ("x", "Kies een aanbod uit de lijst.")]
)
def test_asking_about_nothing_says_what_to_do(cast: Cast, bram: Client, asked: str, said: str) -> None:
    response = bram.get(_address(_opened(cast)), {"dienst": asked})
    assert response.status_code == 200
    assert said in _text(response)


def test_asking_about_an_unknown_service_is_not_found(cast: Cast, bram: Client) -> None:
    assert bram.get(_address(_opened(cast)), {"dienst": uuid4()}).status_code == 404


def test_the_page_takes_as_many_queries_for_five_activities_as_for_fifty(cast: Cast, bram: Client) -> None:
    case = _opened(cast)

    def queries() -> int:
        bram.get(_address(case))
        with CaptureQueriesContext(connection) as captured:
            assert bram.get(_address(case)).status_code == 200
        return len(captured)

    for number in range(5):
        make_offer(cast.linde, f"Kookgroep {number}", metres=100 * number)
    for_five = queries()
    for number in range(5, 50):
        make_offer(cast.kastanje, f"Kookgroep {number}", metres=100 * number)
    assert queries() == for_five
