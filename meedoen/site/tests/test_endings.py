"""An ending says first what follows, does it in every app at once, and coming back takes no new intake."""

from datetime import date, timedelta
from typing import Any

import pytest

from meedoen.activities.actions import enrol
from meedoen.activities.models import Enrolment
from meedoen.activities.tests.makers import make_activity
from meedoen.casework.models import Case, Conversation, Goal, Plan, Referral, ReferralTurn, WmoRoute
from meedoen.casework.tests.clock import Clock
from meedoen.matching.models import Placement
from meedoen.outreach.models import Campaign, Invitation
from meedoen.people.models import Involvement, Person, PersonDetails
from meedoen.people.queries import coverage_of
from meedoen.privacy.models import Consent
from meedoen.site.tests.desk_makers import make_known, signed_in, state, text
from meedoen.trail.models import AuditLine
from tests.cast import NOW, TODAY, Cast, involve, make_case, make_cast, running

pytestmark = pytest.mark.django_db


def _world() -> tuple[Cast, Case, str]:
    cast = make_cast()
    case = make_known(cast, "bram", "Samir", "Amrani")
    state(cast, case)
    return cast, case, f"/werk/dossiers/{case.id}/"


def _plan(cast: Cast, case: Case) -> Goal:
    plan = Plan.objects.create(
        municipality=cast.utrecht, person_id=case.involvement.person_id, started_on=TODAY
    )
    return Goal.objects.create(
        plan=plan, legal_domain_id="wmo", want="Schilderen", made_on=TODAY, by=cast.bram
    )


def _consent(cast: Cast, case: Case, **more: Any) -> Consent:
    return Consent.objects.create(
        person_id=case.involvement.person_id,
        subject="goals",
        from_domain_id=more.get("from_domain", "wmo"),
        to_domain_id=more.get("to_domain", "participatiewet"),
        text_version="2026-1",
        given_on=TODAY - timedelta(days=3),
        ends_on=TODAY + timedelta(days=300),
        recorded_by=cast.bram,
    )


def _referral(cast: Cast, case: Case) -> Referral:
    referral = Referral.objects.create(
        municipality=cast.utrecht,
        person_id=case.involvement.person_id,
        case=case,
        purpose="Schilderen",
        told="Wil schilderen",
        sent_at=NOW,
        by=cast.bram,
    )
    ReferralTurn.objects.create(
        referral=referral,
        position=1,
        agency=cast.linde,
        legal_domain_id="open",
        sent_at=NOW,
        due_on=TODAY + timedelta(days=5),
    )
    return referral


def _invitation(cast: Cast, involvement: Involvement) -> Invitation:
    campaign = Campaign.objects.create(
        municipality=cast.utrecht,
        agency=involvement.agency,
        legal_domain=involvement.legal_domain,
        name="Overvecht",
        phone="030-0000000",
        made_at=NOW,
        by=cast.bram,
    )
    return Invitation.objects.create(
        campaign=campaign, involvement=involvement, status="invited", next_try_on=TODAY + timedelta(days=9)
    )


def _all_of_it(cast: Cast, case: Case) -> None:
    _plan(cast, case)
    _consent(cast, case)
    _referral(cast, case)
    _invitation(cast, case.involvement)
    WmoRoute.objects.create(case=case, question="Hulp", reported_on=TODAY, by=cast.bram)


def test_the_page_says_first_what_ends_and_what_stays() -> None:
    cast, case, address = _world()
    _all_of_it(cast, case)
    page = text(signed_in(cast.bram).get(address + "afsluiten/"))
    for said in (
        "De doelen die nog open zijn, blijven van de inwoner.",
        "Toestemming om van en naar Wmo 2015 iets te delen stopt vandaag",
        "De overdracht die op antwoord wacht, wordt ingetrokken.",
        "De Wmo-melding die nog loopt, wordt gesloten.",
        "De uitnodiging voor een wijkcontactdag vervalt.",
        "Terugkomen kan altijd. Daar is geen nieuwe intake voor nodig",
    ):
        assert said in page
    assert running().get() == case.involvement


def test_only_what_hangs_on_it_is_announced() -> None:
    cast, _, address = _world()
    page = text(signed_in(cast.bram).get(address + "afsluiten/"))
    for said in (
        "De doelen die nog open",
        "Toestemming om van",
        "overdracht die",
        "Wmo-melding",
        "uitnodiging voor",
    ):
        assert said not in page


def test_an_ending_carries_out_all_that_it_announced() -> None:
    cast, case, address = _world()
    _all_of_it(cast, case)
    client = signed_in(cast.bram)
    assert client.post(address + "afsluiten/", {"reason": "own_wish"})["Location"] == "/werk/"
    ended = Involvement.objects.get(id=case.involvement_id)
    assert (ended.ends_on, ended.end_reason) == (TODAY, "own_wish")
    assert Goal.objects.get().status == "open"
    assert Consent.objects.get().withdrawn_on == TODAY
    assert (Referral.objects.get().status, ReferralTurn.objects.get().answer) == ("withdrawn", "withdrawn")
    invitation = Invitation.objects.get()
    assert (invitation.status, invitation.stopped_until, invitation.next_try_on) == ("stopped", TODAY, None)
    assert (WmoRoute.objects.get().end, WmoRoute.objects.get().ended_on) == ("withdrawn", TODAY)
    assert "Samir" not in text(client.get("/werk/"))
    assert coverage_of(TODAY).without_owner_or_date == 0
    acts = set(AuditLine.objects.values_list("act", flat=True))
    assert AuditLine.objects.filter(object_type="referral").exists()
    assert {
        "end_involvement",
        "withdraw_consent",
        "stop_inviting",
        "end_wmo_route",
    } <= acts


def test_consent_stays_where_another_agency_helps_in_that_domain() -> None:
    cast, case, address = _world()
    consent = _consent(cast, case)
    involve(case.involvement.person_id, cast.olga)
    signed_in(cast.bram).post(address + "afsluiten/", {"reason": "not_needed"})
    assert Consent.objects.get(id=consent.id).withdrawn_on is None


def test_that_somebody_has_a_benefit_is_no_reason_for_a_team() -> None:
    cast, case, address = _world()
    client = signed_in(cast.bram)
    assert "uitkering meer" not in text(client.get(address + "afsluiten/"))
    assert "Kies uit de lijst." in text(client.post(address + "afsluiten/", {"reason": "no_benefit"}))
    assert "Kies een van deze mogelijkheden." in text(client.post(address + "afsluiten/", {}))
    assert running().get() == case.involvement
    other = make_case(involve(case.involvement.person_id, cast.fatima))
    state(cast, other, "fatima")
    assert "geen uitkering meer" in text(signed_in(cast.fatima).get(f"/werk/dossiers/{other.id}/afsluiten/"))


def test_a_case_that_was_closed_is_not_closed_again() -> None:
    cast, case, address = _world()
    client = signed_in(cast.bram)
    client.post(address + "afsluiten/", {"reason": "not_needed"})
    for task in ("afsluiten/", "verhuisd/", "overleden/"):
        assert client.get(address + task)["Location"] == "/werk/"
        assert (
            client.post(address + task, {"reason": "own_wish", "sure": "on", "on": "2026-09-01"})["Location"]
            == "/werk/"
        )
    assert Involvement.objects.get(id=case.involvement_id).end_reason == "not_needed"
    assert Person.objects.get(id=case.involvement.person_id).died_on is None


def _placed(cast: Cast, case: Case, name: str, *, chosen_here: bool = True) -> Enrolment:
    activity = make_activity(cast.linde, name, capacity=1)
    enrolment = enrol(
        activity_id=activity.id, person_id=case.involvement.person_id, by=cast.actor("bram"), at=NOW
    )
    if chosen_here:
        Placement.objects.create(case=case, enrolment=enrolment, made_at=NOW, by=cast.bram)
    return enrolment


def test_who_moved_away_leaves_the_places_chosen_here_and_nothing_elsewhere() -> None:
    cast, case, address = _world()
    here, elsewhere = _placed(cast, case, "Koken"), _placed(cast, case, "Naaien", chosen_here=False)
    other = involve(case.involvement.person_id, cast.fatima)
    waiting = make_known(cast, "bram", "Wachtend", "Mens")
    spot = enrol(
        activity_id=here.activity_id, person_id=waiting.involvement.person_id, by=cast.actor("bram"), at=NOW
    )
    client = signed_in(cast.bram)
    page = text(client.get(address + "verhuisd/"))
    assert "De plek bij Koken stopt." in page
    assert "Naaien" not in page
    assert "Zet een vinkje als je het zeker weet." in text(client.post(address + "verhuisd/", {}))
    client.post(address + "verhuisd/", {"sure": "on"})
    states = {row.id: (row.status, row.end_reason) for row in Enrolment.objects.all()}
    assert states[here.id] == ("ended", "moved_away")
    assert states[elsewhere.id] == ("placed", "")
    assert states[spot.id] == ("placed", "")
    assert Involvement.objects.get(id=case.involvement_id).end_reason == "moved"
    assert Involvement.objects.get(id=other.id).ends_on is None


def test_after_a_death_nobody_writes_nobody_signs_in_and_every_agency_stops() -> None:
    cast, case, address = _world()
    person = case.involvement.person_id
    Person.objects.filter(id=person).update(user=cast.joke)
    joke = signed_in(cast.joke)
    _all_of_it(cast, case)
    _placed(cast, case, "Koken")
    _placed(cast, case, "Naaien", chosen_here=False)
    other = involve(person, cast.fatima)
    _invitation(cast, other)
    client = signed_in(cast.bram)
    assert "Alle dossiers van deze inwoner sluiten vandaag" in text(client.get(address + "overleden/"))
    client.post(address + "overleden/", {"on": "2026-09-13", "sure": "on"})
    assert not Involvement.objects.filter(person_id=person, ends_on__isnull=True).exists()
    assert Person.objects.get(id=person).died_on == date(2026, 9, 13)
    assert set(Enrolment.objects.values_list("status", "end_reason")) == {("ended", "died")}
    assert set(Invitation.objects.values_list("status", flat=True)) == {"stopped"}
    assert Referral.objects.get().status == "withdrawn"
    assert Consent.objects.get().withdrawn_on == TODAY
    assert joke.get("/mijn/").status_code == 302
    cast.joke.refresh_from_db()
    assert not cast.joke.is_active
    assert coverage_of(TODAY).without_owner_or_date == 0


@pytest.mark.parametrize(
    ("posted", "said"),
    [
        ({"on": "2026-09-13"}, "Zet een vinkje als je het zeker weet."),
        ({"on": "2026-09-16", "sure": "on"}, "Deze datum komt nog."),
        ({"on": "1026-09-16", "sure": "on"}, "Klopt het jaar?"),
        ({"on": "dinsdag", "sure": "on"}, "Vul een datum in, zoals 31-12-2026."),
    ],
)
def test_a_death_is_not_written_down_by_mistake(posted: dict[str, str], said: str) -> None:
    cast, case, address = _world()
    assert said in text(signed_in(cast.bram).post(address + "overleden/", posted))
    assert running().get() == case.involvement


def test_another_agency_reads_of_a_death_once(clock: Clock) -> None:
    cast, case, address = _world()
    other = involve(case.involvement.person_id, cast.fatima)
    make_case(other)
    signed_in(cast.bram).post(address + "overleden/", {"on": "2026-09-13", "sure": "on"})
    assert "overleden, dossier gesloten" not in text(signed_in(cast.bram).get("/werk/"))
    clock.time += timedelta(days=3)
    fatima = signed_in(cast.fatima)
    page = text(fatima.get("/werk/"))
    assert "Samir Amrani" in page
    assert "overleden, dossier gesloten" in page
    seen = f"/werk/gesloten/{other.id}/gezien/"
    assert signed_in(cast.tessa).post(seen).status_code == 404
    assert fatima.post(seen)["Location"] == "/werk/"
    assert "Samir Amrani" not in text(fatima.get("/werk/"))
    assert fatima.post(seen).status_code == 404


def test_a_provider_reads_of_a_death_too(clock: Clock) -> None:
    cast, case, address = _world()
    _placed(cast, case, "Koken")
    Involvement.objects.filter(agency=cast.linde).update(lead=cast.carla)
    signed_in(cast.bram).post(address + "overleden/", {"on": "2026-09-13", "sure": "on"})
    clock.time += timedelta(days=3)
    carla = signed_in(cast.carla)
    assert "Samir Amrani" in text(carla.get("/werk/"))
    theirs = Involvement.objects.get(agency=cast.linde)
    assert theirs.end_reason == "died"
    carla.post(f"/werk/gesloten/{theirs.id}/gezien/")
    assert "Samir Amrani" not in text(carla.get("/werk/"))


def test_who_comes_back_goes_on_with_the_same_case_and_lead(clock: Clock) -> None:
    cast, case, address = _world()
    Conversation.objects.create(
        case=case, held_on=TODAY, kind="home", story="Over schilderen.", by=cast.bram, recorded_at=NOW
    )
    signed_in(cast.bram).post(address + "afsluiten/", {"reason": "not_needed"})
    clock.time += timedelta(days=90)
    tessa = signed_in(cast.tessa)
    assert tessa.get(address).status_code == 404
    posted = {"first_name": "samir", "last_name": "Amrani", "birth_date": "1970-05-01"}
    assert tessa.post("/werk/dossiers/terug/", posted)["Location"] == address
    state_page = text(tessa.post(address + "waarvoor/", {"purpose": "plan"}, follow=True))
    assert "Over schilderen." in state_page
    again = running().get()
    assert again.lead == cast.bram
    assert again.starts_on == TODAY + timedelta(days=90)
    assert Involvement.objects.get(id=case.involvement_id).end_reason == "not_needed"


@pytest.mark.parametrize(
    "posted",
    [
        {"first_name": "Samir", "last_name": "Amrani", "birth_date": "1970-05-02"},
        {"first_name": "Samir", "last_name": "Andere", "birth_date": "1970-05-01"},
    ],
)
def test_coming_back_tells_nothing_of_whom_was_not_named(posted: dict[str, str]) -> None:
    cast, _, address = _world()
    signed_in(cast.bram).post(address + "afsluiten/", {"reason": "not_needed"})
    page = text(signed_in(cast.bram).post("/werk/dossiers/terug/", posted))
    assert "Hier is geen gesloten dossier met deze naam en geboortedatum." in page
    assert not running().exists()


def test_another_agency_finds_nobody_that_was_here(clock: Clock) -> None:
    cast, _, address = _world()
    signed_in(cast.bram).post(address + "afsluiten/", {"reason": "not_needed"})
    posted = {"first_name": "Samir", "last_name": "Amrani", "birth_date": "1970-05-01"}
    for stranger in (cast.fatima, cast.olga):
        assert "Hier is geen gesloten dossier" in text(
            signed_in(stranger).post("/werk/dossiers/terug/", posted)
        )
    assert PersonDetails.objects.filter(first_name="Samir").count() == 1
