"""A case: the purpose first, then the person; everything written there comes back; nobody else comes in."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from meedoen.casework.actions import write_goal
from meedoen.casework.models import Case, Conversation, Goal, Measurement, Opening, Plan, Step
from meedoen.casework.tests.clock import Clock
from meedoen.people.queries import reaching
from meedoen.privacy.models import Consent
from meedoen.site.tests.desk_makers import looks, make_known, queries_of, signed_in, state, text
from tests.cast import NOW, TODAY, Cast, make_cast, make_person, running

pytestmark = pytest.mark.django_db

TASKS = ["gesprek", "plan", "wensen", "meting", "volgende-stap", "contactpersoon", "toestemming"]
TALK = {"held_on": "2026-09-14", "kind": "home", "story": "Over schilderen.", "agreed": "Samen kijken."}


def _world(worker: str = "bram", **more: Any) -> tuple[Cast, Case, str]:
    cast = make_cast()
    case = make_known(cast, worker, "Samir", "Amrani", **more)
    return cast, case, f"/werk/dossiers/{case.id}/"


def _goal(cast: Cast, case: Case, worker: str = "bram", domain: str = "wmo") -> Goal:
    return write_goal(
        case=case,
        want="Weer schilderen",
        need="",
        how="",
        result="",
        legal_domain=domain,
        by=cast.actor(worker),
        at=NOW,
    )


def test_a_case_asks_the_purpose_before_any_name() -> None:
    cast, _, address = _world()
    client = signed_in(cast.bram)
    page = client.get(address)
    assert page.status_code == 200
    assert "Waarvoor open je dit dossier?" in text(page)
    assert "Samir" not in text(page)
    assert looks() == []
    answer = client.post(address + "waarvoor/", {"purpose": "plan"})
    assert answer["Location"] == address
    assert "Samir Amrani" in text(client.get(address))
    assert looks() == [("case", "samen een plan maken")]


def test_the_purpose_is_asked_once_an_hour_for_each_worker(clock: Clock) -> None:
    cast, case, address = _world()
    state(cast, case)
    assert "Samir" not in text(signed_in(cast.tessa).get(address))
    client = signed_in(cast.bram)
    clock.time = NOW + timedelta(minutes=59)
    assert "Samir" in text(client.get(address))
    clock.time = NOW + timedelta(minutes=60)
    assert "Samir" not in text(client.get(address))
    assert len(looks()) == 1


def test_a_purpose_that_is_none_is_not_taken() -> None:
    cast, _, address = _world()
    client = signed_in(cast.bram)
    for purpose, said in (
        ("", "Kies waarvoor je dit dossier opent."),
        ("nieuwsgierig", "Kies een van deze doelen."),
    ):
        assert said in text(client.post(address + "waarvoor/", {"purpose": purpose}))
    assert Opening.objects.count() == 0


@pytest.mark.parametrize("task", TASKS)
def test_each_task_asks_the_purpose_first_and_comes_back(task: str) -> None:
    cast, _, address = _world()
    client = signed_in(cast.bram)
    response = client.get(f"{address}{task}/")
    assert response["Location"] == f"{address}waarvoor/?verder={task}"
    question = client.get(response["Location"])
    assert f'name="verder" value="{task}"' in text(question)
    assert "Samir" not in text(question)
    answer = client.post(f"{address}waarvoor/", {"purpose": "plan", "verder": task})
    assert answer["Location"] == f"{address}{task}/"
    assert "Samir Amrani" in text(client.get(answer["Location"]))
    assert looks() == [("case", "samen een plan maken")]


def test_the_question_sends_nobody_to_an_address_of_somebody_else() -> None:
    cast, _, address = _world()
    client = signed_in(cast.bram)
    answer = client.post(f"{address}waarvoor/", {"purpose": "plan", "verder": "//kwaad.invalid"})
    assert answer["Location"] == address


def test_what_was_typed_survives_when_the_hour_is_over(clock: Clock) -> None:
    cast, case, address = _world()
    state(cast, case)
    client = signed_in(cast.bram)
    clock.time = NOW + timedelta(hours=2)
    asked = client.post(address + "gesprek/", TALK)
    assert asked.status_code == 200
    assert 'name="story" value="Over schilderen."' in text(asked)
    assert "Samir" not in text(asked)
    assert Conversation.objects.count() == 0
    client.post(address + "gesprek/", {**TALK, "purpose": "conversation"})
    assert Conversation.objects.get().story == "Over schilderen."


@pytest.mark.parametrize("who", ["fatima", "olga", "zuilen"])
def test_another_agency_or_team_finds_nothing_there(who: str) -> None:
    cast, case, address = _world()
    if who == "zuilen":
        cast.tessa.memberships.update(team=cast.zuilen)
    client = signed_in(getattr(cast, "tessa" if who == "zuilen" else who))
    goal = _goal(cast, case)
    step = Step.objects.create(goal=goal, text="Bellen")
    gets = ["", "waarvoor/", *(f"{task}/" for task in TASKS), "stap/"]
    posts = [*gets[1:], f"plan/{goal.id}/", f"stap/{step.id}/klaar/", f"toestemming/{uuid4()}/intrekken/"]
    assert {client.get(address + path).status_code for path in gets} == {404}
    assert {client.post(address + path, {"purpose": "plan"}).status_code for path in posts} == {404}
    assert Opening.objects.count() == 0
    assert looks() == []


def test_bram_never_sees_a_case_of_work_and_income() -> None:
    cast, _, address = _world("fatima")
    client = signed_in(cast.bram)
    assert client.get(address).status_code == 404
    assert client.post(address + "gesprek/", {**TALK, "purpose": "plan"}).status_code == 404
    assert Conversation.objects.count() == 0
    assert "Samir" not in text(client.post("/werk/zoeken/", {"name": "Amrani"}))


@pytest.mark.parametrize("who", ["carla", "dirk", "esra", "hanna", "ravi", "joke"])
def test_who_does_no_casework_may_not_come_in(who: str) -> None:
    cast, _, address = _world()
    client = signed_in(getattr(cast, who))
    assert {client.get(address + path).status_code for path in ("", "waarvoor/", "gesprek/")} == {403}


def test_without_a_line_the_case_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    cast, case, address = _world()
    state(cast, case)

    def broken(**_: object) -> None:
        raise OSError("the log cannot be written")

    monkeypatch.setattr(reaching, "record_access", broken)
    client = signed_in(cast.bram)
    client.raise_request_exception = False
    for path in ("", "gesprek/", "toestemming/"):
        response = client.get(address + path)
        assert response.status_code == 500
        assert "Samir" not in text(response)
        assert "Voorbeeldstraat" not in text(response)


def test_a_talk_comes_in_the_case_and_asks_for_the_next_step() -> None:
    cast, case, address = _world()
    state(cast, case)
    client = signed_in(cast.bram)
    assert client.post(address + "gesprek/", TALK)["Location"] == address + "volgende-stap/"
    client.post(address + "volgende-stap/", {"next_action": "plan", "on": "2026-09-22"})
    page = text(client.get(address))
    assert "Over schilderen." in page
    assert "Afgesproken: Samen kijken." in page
    assert "Plan maken" in page
    assert "di 22 sep" in page


def test_the_four_questions_make_a_goal_with_steps_that_can_be_done() -> None:
    cast, case, address = _world()
    state(cast, case)
    client = signed_in(cast.bram)
    answers = {"want": "Weer schilderen", "need": "Een ezel", "how": "Eerst kijken", "result": "Rust"}
    client.post(address + "plan/", {**answers, "scope": "all"})
    goal = Goal.objects.get()
    assert (goal.want, goal.need, goal.how, goal.result) == tuple(answers.values())
    assert goal.legal_domain_id is None
    client.post(
        address + "stap/", {"goal": goal.id, "text": "Samir belt", "owner": "person", "due_on": "2026-09-20"}
    )
    step = Step.objects.get()
    client.post(f"{address}stap/{step.id}/klaar/")
    client.post(f"{address}plan/{goal.id}/", {"status": "reached"})
    step.refresh_from_db()
    goal.refresh_from_db()
    assert (step.done_on, goal.status) == (TODAY, "reached")
    assert "Weer schilderen (gelukt)" in text(client.get(address))


def test_a_step_without_a_goal_sends_to_the_goal() -> None:
    cast, case, address = _world()
    state(cast, case)
    assert signed_in(cast.bram).get(address + "stap/")["Location"] == address + "plan/"


def test_goals_of_another_person_or_domain_cannot_be_touched() -> None:
    cast, case, address = _world()
    state(cast, case)
    other = _goal(cast, make_known(cast, "bram", "Ander"))
    income = make_known(cast, "fatima", "Soraya")
    elsewhere = _goal(cast, income, "fatima", "participatiewet")
    step = Step.objects.create(goal=other, text="Bellen")
    client = signed_in(cast.bram)
    for goal in (other, elsewhere):
        assert client.post(f"{address}plan/{goal.id}/", {"status": "dropped"}).status_code == 404
    assert client.post(f"{address}stap/{step.id}/klaar/").status_code == 404
    assert set(Goal.objects.values_list("status", flat=True)) == {"open"}
    _goal(cast, case)
    added = client.post(address + "stap/", {"goal": other.id, "text": "Inbreken"})
    assert "Kies een doel uit de lijst." in text(added)
    assert Step.objects.get() == step


def test_wishes_are_saved_and_shown_in_words() -> None:
    cast, case, address = _world()
    state(cast, case)
    client = signed_in(cast.bram)
    posted = {
        "interests": ["cooking"],
        "parts_of_week": ["MO-morning", "TH-evening"],
        "languages": ["nl", "ti"],
        "activation_level": "",
        "max_distance": "2000",
    }
    client.post(address + "wensen/", posted)
    plan = Plan.objects.get()
    assert (plan.interests, plan.parts_of_week) == (["cooking"], ["MO-morning", "TH-evening"])
    assert (plan.languages, plan.max_distance) == (["nl", "ti"], 2000)
    page = text(client.get(address))
    assert "maandagochtend, donderdagavond" in page
    assert "Tigrinya" in page
    form = text(client.get(address + "wensen/"))
    assert 'value="MO-morning" checked' in form
    assert 'value="MO-evening" checked' not in form


def test_consent_is_recorded_shown_and_taken_back() -> None:
    cast, case, address = _world()
    state(cast, case)
    client = signed_in(cast.bram)
    posted = {"subject": "goals", "to_domain": "participatiewet", "ends_on": "2027-01-01"}
    refused = client.post(address + "toestemming/", posted)
    assert "Leg toestemming alleen vast als de inwoner ja zei." in text(refused)
    client.post(address + "toestemming/", {**posted, "ground": "spoken"})
    consent = Consent.objects.get()
    assert (consent.from_domain_id, consent.to_domain_id) == ("wmo", "participatiewet")
    assert "Participatiewet mag weten: doelen en stappen" in text(client.get(address))
    client.post(f"{address}toestemming/{consent.id}/intrekken/")
    assert "deelt niets met een ander" in text(client.get(address))
    assert client.post(f"{address}toestemming/{consent.id}/intrekken/").status_code == 404


def test_a_consent_of_somebody_else_is_not_found() -> None:
    cast, case, address = _world()
    state(cast, case)
    consent = Consent.objects.create(
        person_id=make_person(cast.utrecht, "Ander"),
        subject="goals",
        from_domain_id="wmo",
        to_domain_id="participatiewet",
        text_version="1",
        given_on=TODAY,
        ends_on=TODAY,
        recorded_by=cast.bram,
    )
    response = signed_in(cast.bram).post(f"{address}toestemming/{consent.id}/intrekken/")
    assert response.status_code == 404


@pytest.mark.parametrize(
    ("task", "posted", "said"),
    [
        ("gesprek", {**TALK, "held_on": "2026-09-16"}, "Deze datum komt nog."),
        ("gesprek", {**TALK, "held_on": "31 februari"}, "Vul een datum in, zoals 31-12-2026."),
        ("gesprek", {**TALK, "story": "a" * 4001}, "Deze tekst is te lang."),
        ("gesprek", {**TALK, "kind": "duif"}, "Kies uit de lijst."),
        ("plan", {"want": "", "scope": "own"}, "Schrijf op wat de inwoner wil doen."),
        ("wensen", {"parts_of_week": ["XX-night"]}, "Kies dagdelen uit de tabel."),
        ("wensen", {"max_distance": "ver"}, "Kies een afstand uit de lijst."),
        (
            "meting",
            {"scale": "participation_ladder", "aspect": "does", "measured_on": "2026-09-15"},
            "Kies een trede bij de inwoner",
        ),
        ("volgende-stap", {"next_action": "plan", "on": "2026-09-14"}, "Kies een datum vanaf vandaag"),
        ("volgende-stap", {"next_action": "plan", "on": "9999-12-31"}, "meer dan een jaar vooruit"),
        ("volgende-stap", {"next_action": "plan", "on": "2027-09-16"}, "meer dan een jaar vooruit"),
        ("toestemming", {"subject": "goals", "to_domain": "wmo"}, "Kies uit de lijst."),
        (
            "toestemming",
            {"subject": "goals", "to_domain": "jeugdwet", "ends_on": "2030-01-01", "ground": "paper"},
            "Toestemming geldt ten hoogste twee jaar.",
        ),
    ],
)
def test_what_is_wrong_is_said_on_the_page_and_nothing_is_written(
    task: str, posted: dict[str, Any], said: str
) -> None:
    cast, case, address = _world()
    state(cast, case)
    response = signed_in(cast.bram).post(f"{address}{task}/", posted)
    assert response.status_code == 200
    assert said in text(response)
    written = (Conversation, Goal, Plan, Measurement, Consent)
    assert [model.objects.count() for model in written] == [0] * 5
    assert running().get().next_action_on == TODAY


def test_unknown_cases_are_not_found_and_wrong_methods_not_allowed() -> None:
    cast, case, address = _world()
    state(cast, case)
    client = signed_in(cast.bram)
    assert client.get(f"/werk/dossiers/{uuid4()}/").status_code == 404
    assert client.get("/werk/dossiers/onzin/").status_code == 404
    assert client.post(address).status_code == 405
    assert client.put(address + "gesprek/").status_code == 405
    assert client.get(f"{address}stap/{uuid4()}/klaar/").status_code == 405
    assert client.post(f"{address}stap/{uuid4()}/klaar/").status_code == 404


def test_a_case_takes_as_many_queries_with_three_of_everything_as_with_one() -> None:
    cast, case, address = _world()
    state(cast, case)
    client = signed_in(cast.bram)
    taken = []
    for _ in range(2):
        goal = _goal(cast, case)
        client.post(address + "stap/", {"goal": goal.id, "text": "Samir belt"})
        client.post(address + "gesprek/", TALK)
        client.post(
            address + "meting/",
            {
                "scale": "participation_ladder",
                "aspect": "does",
                "person": "3",
                "worker": "2",
                "measured_on": "2026-09-15",
            },
        )
        client.get(address)
        taken.append(queries_of(client, address))
    assert taken[0] == taken[1]
