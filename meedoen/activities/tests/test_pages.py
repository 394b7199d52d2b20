"""The coordinator's pages: own agency only, a line for each name, one tap a person."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from meedoen.activities import views
from meedoen.activities.actions import end_enrolment, enrol
from meedoen.activities.models import Attendance, Enrolment, Session
from meedoen.activities.tests.makers import make_activity, make_session
from meedoen.activities.vocabulary import EndReason
from meedoen.trail.models import AccessLine, AccessReader
from tests.cast import NOW, TODAY, Cast, involve, make_case, make_cast, make_person

pytestmark = pytest.mark.django_db
PROGRAMME = "/werk/programma/"


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "now", lambda: NOW)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def carla(cast: Cast, client: Client) -> Client:
    client.force_login(cast.carla)
    return client


def _enrol(cast: Cast, activity, name: str = "Fatma", at: datetime = NOW) -> Enrolment:
    person = make_person(cast.utrecht, name)
    return enrol(activity_id=activity.id, person_id=person, by=cast.actor("bram"), at=at)


def _looks() -> list[tuple[str, str]]:
    purposes = dict(AccessReader.objects.values_list("span_id", "purpose"))
    return [(line.name, purposes[line.span_id]) for line in AccessLine.objects.all()]


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def _text(response) -> str:
    """The page as one line of text."""
    return " ".join(response.content.decode().split())


def test_the_programme_shows_the_week_of_the_own_agency_and_no_names(cast: Cast, carla: Client) -> None:
    cooking = make_activity(cast.linde, capacity=1)
    make_session(cooking)
    make_session(make_activity(cast.kastanje, "Naaiatelier"))
    _enrol(cast, cooking)
    _enrol(cast, cooking, "Gerda")
    page = _text(carla.get(PROGRAMME))
    assert "Programma van deze week" in page
    assert "Dinsdag 15 september (vandaag)" in page
    assert "1 van 1 plekken bezet, vol, 1 wacht" in page
    assert "nog aanvinken" in page
    assert not any(word in page for word in ("Naaiatelier", "Fatma", "Gerda"))
    assert _looks() == []


def test_another_week_is_shown_by_its_code(cast: Cast, carla: Client) -> None:
    make_session(make_activity(cast.linde), TODAY + timedelta(days=7))
    page = _text(carla.get(PROGRAMME, {"week": "2026-W39"}))
    assert "Programma van week 39" in page
    assert "Dinsdag 22 september" in page
    assert 'href="?week=2026-W38"' in page
    assert "Er is deze week geen bijeenkomst" in _text(carla.get(PROGRAMME))


@pytest.mark.parametrize("week", ["2026-W60", "vandaag", "<script>", "2026-W38' OR 1=1"])
def test_a_week_that_is_none_says_so_and_shows_this_week(carla: Client, week: str) -> None:
    response = carla.get(PROGRAMME, {"week": week})
    assert response.status_code == 400
    page = _text(response)
    assert "is geen week. Schrijf het jaar, W en het weeknummer" in page
    assert "Programma van deze week" in page
    assert "<script>" not in page


def test_pages_take_as_many_queries_for_one_as_for_three(cast: Cast, carla: Client) -> None:
    cooking = make_activity(cast.linde, capacity=2)
    session = make_session(cooking)
    addresses = (PROGRAMME, f"{PROGRAMME}{cooking.id}/", f"/werk/bijeenkomst/{session.id}/")
    _enrol(cast, cooking)
    for_one = [_queries(carla, address) for address in addresses]
    for number in range(2):
        _enrol(cast, cooking, f"Persoon {number}")
        another = make_activity(cast.linde, f"Groep {number}")
        make_session(another)
        _enrol(cast, another, f"Ander {number}")
    assert [_queries(carla, address) for address in addresses] == for_one


def test_the_activity_shows_who_takes_part_and_who_waits_with_a_line_for_each(
    cast: Cast, carla: Client
) -> None:
    cooking = make_activity(cast.linde, capacity=1)
    for name in ("Fatma", "Gerda", "Henk"):
        _enrol(cast, cooking, name)
    _enrol(cast, make_activity(cast.kastanje, "Naaiatelier"), "Ineke")
    page = _text(carla.get(f"{PROGRAMME}{cooking.id}/"))
    assert "doet mee sinds 15 september 2026" in page
    assert "1. Gerda Voorbeeld" in page
    assert "2. Henk Voorbeeld" in page
    assert "Ineke" not in page
    assert _looks() == [("participants", "deelnemers van het eigen programma")] * 3


def test_a_coordinator_sees_no_case_plan_or_step(cast: Cast, carla: Client) -> None:
    cooking = make_activity(cast.linde)
    session = make_session(cooking)
    enrolment = _enrol(cast, cooking)
    case = make_case(involve(enrolment.person_id, cast.bram))
    for address in (f"{PROGRAMME}{cooking.id}/", f"/werk/bijeenkomst/{session.id}/"):
        page = _text(carla.get(address))
        assert "Fatma Voorbeeld" in page
        assert not any(
            word in page for word in (case.reason, str(case.id), "/werk/dossiers/", "Bram", "Buurtteam")
        )
    assert carla.get(f"/werk/dossiers/{case.id}/").status_code in (403, 404)


def test_one_tap_marks_and_stays_on_the_row(cast: Cast, carla: Client) -> None:
    cooking = make_activity(cast.linde)
    session = make_session(cooking)
    rows = [_enrol(cast, cooking, name) for name in ("Fatma", "Gerda", "Henk")]
    address = f"/werk/bijeenkomst/{session.id}/"
    assert "0 van 3 aangevinkt." in _text(carla.get(address))
    for row, presence in zip(rows, ("present", "excused", "absent"), strict=True):
        response = carla.post(address, {"enrolment": row.id, "presence": presence})
        assert (response.status_code, response["Location"]) == (302, f"{address}#rij-{row.id}")
    page = _text(carla.get(address))
    assert "3 van 3 aangevinkt: 1 was er, 1 afgemeld, 1 was er niet." in page
    assert page.count('aria-pressed="true"') == 3
    assert f'id="rij-{rows[0].id}"' in page
    assert set(_looks()) == {("attendance", "aanwezigheid bijhouden")}
    assert AccessLine.objects.count() == 2 * 3


def test_the_list_is_in_the_order_of_names(cast: Cast, carla: Client) -> None:
    cooking = make_activity(cast.linde)
    session = make_session(cooking)
    for name in ("Zeynep", "anna", "Karim"):
        _enrol(cast, cooking, name)
    page = _text(carla.get(f"/werk/bijeenkomst/{session.id}/"))
    assert page.index("anna Voorbeeld") < page.index("Karim Voorbeeld") < page.index("Zeynep Voorbeeld")


def test_a_session_still_to_come_has_no_buttons_and_refuses_a_mark(cast: Cast, carla: Client) -> None:
    cooking = make_activity(cast.linde)
    session = make_session(cooking, TODAY + timedelta(days=1))
    enrolment = _enrol(cast, cooking)
    address = f"/werk/bijeenkomst/{session.id}/"
    page = _text(carla.get(address))
    assert "Deze bijeenkomst is nog niet geweest" in page
    assert 'name="presence"' not in page
    response = carla.post(address, {"enrolment": enrolment.id, "presence": "present"})
    assert response.status_code == 400
    assert "Deze bijeenkomst is nog niet geweest. Vink aan vanaf de dag zelf." in _text(response)
    assert Attendance.objects.count() == 0


def test_who_stopped_last_week_stands_on_that_list_without_a_name(cast: Cast, carla: Client) -> None:
    cooking = make_activity(cast.linde)
    session = make_session(cooking, TODAY - timedelta(days=7))
    stopped = _enrol(cast, cooking, at=NOW - timedelta(days=7))
    end_enrolment(
        enrolment_id=stopped.id,
        reason=EndReason.FINISHED,
        by=cast.actor("carla"),
        at=NOW - timedelta(days=3),
    )
    page = _text(carla.get(f"/werk/bijeenkomst/{session.id}/"))
    assert "Iemand die gestopt is" in page
    assert "Fatma" not in page
    assert 'name="presence"' not in page
    assert _looks() == []


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"enrolment": "geen-uuid", "presence": "present"},
        {"presence": "present"},
        {"enrolment": str(uuid4()), "presence": "late"},
    ],
)
def test_a_mark_that_cannot_be_read_says_what_to_do(cast: Cast, carla: Client, data: dict) -> None:
    cooking = make_activity(cast.linde)
    session = make_session(cooking)
    _enrol(cast, cooking)
    response = carla.post(f"/werk/bijeenkomst/{session.id}/", data)
    assert response.status_code == 400
    assert "Kies bij iemand op de lijst: was er, afgemeld of niet." in _text(response)


def test_what_is_of_another_agency_is_not_there(cast: Cast, carla: Client) -> None:
    own = make_activity(cast.linde)
    session, mine = make_session(own), _enrol(cast, own)
    theirs = make_activity(cast.kastanje, "Naaiatelier")
    strange, other = make_session(theirs), _enrol(cast, theirs, "Ineke")
    mark = {"presence": "present"}
    answers = [
        carla.get(f"{PROGRAMME}{theirs.id}/"),
        carla.get(f"{PROGRAMME}{uuid4()}/"),
        carla.post(f"{PROGRAMME}{theirs.id}/bijeenkomsten/", {"until": "2026-10-01"}),
        carla.get(f"/werk/bijeenkomst/{strange.id}/"),
        carla.post(f"/werk/bijeenkomst/{strange.id}/", {"enrolment": other.id, **mark}),
        carla.post(f"/werk/bijeenkomst/{session.id}/", {"enrolment": other.id, **mark}),
        carla.post(f"/werk/bijeenkomst/{strange.id}/", {"enrolment": mine.id, **mark}),
        carla.get(f"/werk/deelname/{other.id}/stoppen/"),
        carla.post(f"/werk/deelname/{other.id}/stoppen/", {"reason": "finished"}),
    ]
    assert [answer.status_code for answer in answers] == [404] * len(answers)
    assert (Attendance.objects.count(), Enrolment.objects.exclude(ends_on=None).count()) == (0, 0)
    assert Session.objects.filter(activity=theirs).count() == 1
    assert _looks() == []


def test_the_coming_weeks_are_planned_in_one_go(cast: Cast, carla: Client) -> None:
    cooking = make_activity(cast.linde)
    address = f"{PROGRAMME}{cooking.id}/"
    assert 'value="2026-10-27"' in _text(carla.get(address))
    response = carla.post(f"{address}bijeenkomsten/", {"until": "2026-10-01"}, follow=True)
    assert "3 bijeenkomsten gepland, tot en met 1 oktober 2026." in _text(response)
    response = carla.post(f"{address}bijeenkomsten/", {"until": "2026-10-01"}, follow=True)
    assert "Alle bijeenkomsten tot en met 1 oktober 2026 stonden er al." in _text(response)


@pytest.mark.parametrize(
    ("until", "said"),
    [
        ("", "Vul een datum in."),
        ("morgen", "Dit is geen datum. Schrijf bijvoorbeeld 31-12-2026."),
        ("2030-01-01", "Dat is te ver vooruit. Kies een datum binnen een jaar."),
        ("2026-01-01", "In die periode loopt de activiteit niet. Kies een latere datum."),
    ],
)
def test_a_date_that_cannot_be_planned_to_says_why_beside_the_field(
    cast: Cast, carla: Client, until: str, said: str
) -> None:
    cooking = make_activity(cast.linde)
    response = carla.post(f"{PROGRAMME}{cooking.id}/bijeenkomsten/", {"until": until})
    assert response.status_code == 200
    assert _text(response).count(said) == 2
    assert Session.objects.count() == 0


def test_a_place_is_ended_with_a_reason_and_the_next_one_moves_up(cast: Cast, carla: Client) -> None:
    cooking = make_activity(cast.linde, capacity=1)
    earlier = NOW - timedelta(days=3)
    first = _enrol(cast, cooking, "Fatma", earlier)
    _enrol(cast, cooking, "Gerda", earlier)
    address = f"/werk/deelname/{first.id}/stoppen/"
    assert "Fatma Voorbeeld, Kookgroep" in _text(carla.get(address))
    assert "Kies een reden." in _text(carla.post(address))
    assert "Kies een reden uit de lijst." in _text(carla.post(address, {"reason": "fired"}))
    page = _text(carla.post(address, {"reason": "moved_on"}, follow=True))
    assert "De deelname is gestopt." in page
    assert "nieuwe plek: laat het weten" in page
    first.refresh_from_db()
    assert (first.status, first.end_reason) == ("ended", EndReason.MOVED_ON)
    assert carla.get(address).status_code == 404


@pytest.mark.parametrize("name", ["fatima", "bram", "tessa", "dirk", "esra", "hanna", "ravi", "joke", "noor"])
def test_others_may_not_come_here(cast: Cast, client: Client, name: str) -> None:
    session = make_session(make_activity(cast.linde))
    client.force_login(getattr(cast, name))
    assert client.get(PROGRAMME).status_code == 403
    assert client.get(f"/werk/bijeenkomst/{session.id}/").status_code == 403


def test_without_a_line_in_the_log_no_name_is_shown(
    cast: Cast, carla: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    cooking = make_activity(cast.linde)
    session = make_session(cooking)
    _enrol(cast, cooking)

    def broken(**_: object) -> None:
        raise OSError("the log is full")

    monkeypatch.setattr("meedoen.people.queries.reaching.record_access", broken)
    for address in (f"{PROGRAMME}{cooking.id}/", f"/werk/bijeenkomst/{session.id}/"):
        with pytest.raises(OSError, match="the log is full"):
            carla.get(address)
