"""The plan on paper: an accessible PDF with what the reader may see, in normal and in large print."""

import re
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from django.conf import settings as installed
from django.test import Client

from meedoen.casework.actions import add_step
from meedoen.casework.models import Case, Goal, Plan, PlanMove
from meedoen.casework.queries import own_goals
from meedoen.casework.queries.plans import own_plan
from meedoen.casework.tests.clock import stand_still
from meedoen.casework.tests.wmo_makers import opened, text
from meedoen.casework.views.plan_paper import Paper, chosen_goals, plan_document, plan_pdf
from meedoen.casework.vocabulary import GoalStatus, StepOwner
from meedoen.people.models import PersonDetails
from meedoen.trail.models import AccessLine
from tests.cast import NOW, TODAY, Cast, involve, make_case, make_cast, make_person

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        not any(Path(installed.TYPST_FONTS).glob("*.ttf")), reason="the fonts are not built: make setup"
    ),
]
HOSTILE = "#set page(fill: red) *vet* $x$ <script>alert(1)</script> \\ @iets"
ODD_NAMES = ("فاطمة", "ሰላም", "Łukasz", "Nguyễn", "D'Ávila-van der Ølberg", "a" * 80)


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_still(monkeypatch)


def _world() -> tuple[Cast, Case, Case]:
    """Joke with a goal at the team, one of nobody and one at Work and Income."""
    cast = make_cast()
    joke = make_person(cast.utrecht, "Joke", user=cast.joke)
    team, income = make_case(involve(joke, cast.bram)), make_case(involve(joke, cast.fatima))
    plan = Plan.objects.create(
        municipality=cast.utrecht, person_id=joke, started_on=TODAY, kind="rest", review_on=TODAY
    )
    PlanMove.objects.create(
        plan=plan, legal_domain_id="wmo", to_kind="rest", moved_on=TODAY, by=cast.bram, recorded_at=NOW
    )
    for domain, want in (("wmo", "Weer koken"), (None, "Naar buiten"), ("participatiewet", "Een baan")):
        Goal.objects.create(plan=plan, legal_domain_id=domain, want=want, made_on=TODAY, by=cast.bram)
    return cast, team, income


def _paper(first_name: str, case: Case, **more: object) -> Paper:
    person = case.involvement.person_id
    given = {"goals": own_goals(person), "plan": own_plan(person), "contacts": ["Bram, Buurtteam"]} | more
    return Paper(first_name=first_name, large=False, **given)


def _wants(case: Case, **more: object) -> list[str]:
    return [goal["want"] for goal in plan_document(_paper("Joke", case, **more), TODAY)["goals"]]


def _pdf(client: Client, address: str) -> pikepdf.Pdf:
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert "no-store" in answer["Cache-Control"]
    return pikepdf.open(BytesIO(answer.content))


def _is_accessible(pdf: pikepdf.Pdf, title: str) -> None:
    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == title
    assert pdf.Root.MarkInfo.Marked
    assert str(pdf.Root.Lang) == "nl-NL"
    assert "/StructTreeRoot" in pdf.Root


def test_the_person_makes_the_paper_of_all_goals_in_two_sizes() -> None:
    cast, _, _ = _world()
    joke = Client()
    joke.force_login(cast.joke)
    assert "Jij bepaalt wie het leest" in text(joke.get("/mijn/plan/papier/"))
    pages = []
    for letters in ("gewoon", "groot"):
        with _pdf(joke, f"/mijn/plan/papier/?maak=ja&letters={letters}&contacts=on") as pdf:
            _is_accessible(pdf, "Het plan van Joke")
            pages.append(len(pdf.pages))
    assert pages[1] >= pages[0]


def test_the_worker_prints_what_they_may_see_with_a_line_in_the_access_log() -> None:
    cast, team, income = _world()
    seen = text(opened(cast, team).get(f"/werk/dossiers/{team.id}/plan/papier/"))
    assert "Weer koken" in seen
    assert "Naar buiten" in seen
    assert "Een baan" not in seen
    job = Goal.objects.get(want="Een baan")
    refused = opened(cast, team).get(f"/werk/dossiers/{team.id}/plan/papier/?maak=ja&goals={job.id}")
    assert refused["Content-Type"].startswith("text/html")
    assert "Kies doelen uit de lijst." in text(refused)
    with _pdf(opened(cast, team), f"/werk/dossiers/{team.id}/plan/papier/?maak=ja&letters=groot") as pdf:
        _is_accessible(pdf, "Het plan van Joke")
    assert AccessLine.objects.filter(name="plan_paper").count() == 1
    assert "Weer koken" not in text(
        opened(cast, income, "fatima").get(f"/werk/dossiers/{income.id}/plan/papier/")
    )


def test_the_paper_has_the_chosen_goals_who_does_what_and_no_word_of_failure() -> None:
    cast, team, _ = _world()
    goal = Goal.objects.get(want="Weer koken")
    Goal.objects.filter(want="Naar buiten").update(status=GoalStatus.DROPPED)
    for owner, who in ((StepOwner.PERSON, ""), (StepOwner.LEAD, ""), (StepOwner.OTHER, "Karim")):
        add_step(
            goal_id=goal.id, text="Bellen", owner=owner, who=who, due_on=TODAY, by=cast.actor("bram"), at=NOW
        )
    goals = own_goals(team.involvement.person_id)
    assert sorted(_wants(team, goals=chosen_goals(goals, []))) == ["Een baan", "Weer koken"]
    assert _wants(team, goals=chosen_goals(goals, [str(goal.id)])) == ["Weer koken"]
    document = plan_document(_paper("Joke", team, goals=chosen_goals(goals, [str(goal.id)])), TODAY)
    steps = document["goals"][0]["steps"]
    assert {step["who"] for step in steps} == {"ik", "mijn vaste contactpersoon", "Karim"}
    assert {step["when"] for step in steps} == {"voor dinsdag 15 september 2026"}
    said = " ".join(part["text"] for part in document["parts"])
    assert "Even op adem komen." in said
    assert not re.search("mislukt|terugval|gezakt", said)


@pytest.mark.parametrize("name", ODD_NAMES)
def test_odd_names_and_markup_come_on_paper_as_they_are(name: str) -> None:
    _, team, _ = _world()
    PersonDetails.objects.update(first_name=name)
    Goal.objects.filter(want="Weer koken").update(
        want=HOSTILE, need=f"{HOSTILE}\n\n{name}", result=HOSTILE * 20
    )
    with pikepdf.open(BytesIO(plan_pdf(_paper(name, team), today=TODAY))) as pdf:
        _is_accessible(pdf, f"Het plan van {name}")


def test_a_letter_that_does_not_fit_is_said_on_the_page() -> None:
    cast, team, _ = _world()
    Goal.objects.filter(want="Weer koken").update(want="Koken \U0001f35c")
    page = opened(cast, team).get(f"/werk/dossiers/{team.id}/plan/papier/?maak=ja")
    assert page.status_code == 200
    assert "teken dat niet op papier past" in text(page)
