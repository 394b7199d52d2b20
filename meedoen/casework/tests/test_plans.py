"""Plans: steps with an owner, the chain both ways, reviews, and figures that call nothing a loss."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.test import Client

from meedoen.accounts.models import User
from meedoen.casework import figures
from meedoen.casework.actions import add_step, close_goal, move_plan, review_plan, write_goal
from meedoen.casework.models import Case, Goal, Plan, PlanMove, PlanReview, Step
from meedoen.casework.policy.plans import (
    CHAIN,
    first_review,
    goes_back,
    is_minor,
    latest_review,
    may_move,
    may_review,
    may_review_on,
    months_on,
)
from meedoen.casework.queries import goals_of
from meedoen.casework.queries.plans import own_plan, plan_of_case, reviews_due
from meedoen.casework.tests.clock import stand_still
from meedoen.casework.tests.wmo_makers import known, opened, queries_of, text
from meedoen.casework.vocabulary import GoalStatus, PlanKind, StepOwner
from meedoen.people.models import Involvement, PersonDetails
from meedoen.people.vocabulary import NextAction
from meedoen.privacy.models import Consent
from meedoen.shared.errors import Refused
from meedoen.shared.period import half_year
from meedoen.shared.subject_key import SubjectKeys
from tests.cast import NOW, TODAY, Cast, involve, make_case, make_cast, make_person

REST, CARE, PARTICIPATION, GUIDANCE = CHAIN
HALF_YEAR = date(2027, 3, 15)


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_still(monkeypatch)


def goal_of(case: Case, cast: Cast, worker: str = "bram", domain: str | None = "wmo") -> Goal:
    return write_goal(
        case=case,
        want="Weer schilderen",
        need="Een ezel",
        how="Eerst kijken",
        result="Een middag per week",
        legal_domain=domain,
        by=cast.actor(worker),
        at=NOW,
    )


def move(
    case: Case, cast: Cast, to: PlanKind, worker: str = "bram", on: date = TODAY, why: str = ""
) -> PlanMove:
    return move_plan(case=case, to_kind=to, moved_on=on, why=why, by=cast.actor(worker), at=NOW)


def review(case: Case, cast: Cast, next_on: date, worker: str = "bram", **more: object) -> PlanReview:
    given = {"held_on": TODAY, "with_person": True, "with_parents": False, "said": "Het gaat goed."} | more
    return review_plan(case=case, next_on=next_on, by=cast.actor(worker), at=NOW, **given)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def share_goals(person_id: UUID, cast: Cast) -> None:
    Consent.objects.create(
        person_id=person_id,
        subject="goals",
        from_domain_id="wmo",
        to_domain_id="participatiewet",
        text_version="2026-1",
        given_on=TODAY,
        ends_on=TODAY + timedelta(days=100),
        recorded_by=cast.bram,
    )


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 6, 30), 6, date(2026, 12, 30)),
    ],
)
def test_so_many_months_on_is_the_same_day_or_the_last_of_the_month(
    day: date, months: int, expected: date
) -> None:
    assert months_on(day, months) == expected


def test_a_plan_moves_to_any_other_kind_in_both_directions() -> None:
    for here in CHAIN:
        for there in CHAIN:
            assert bool(may_move(here, there)) == (here != there)
            assert goes_back(here, there) == (CHAIN.index(there) < CHAIN.index(here))
    assert may_move("", REST)
    assert not goes_back("", REST)


@pytest.mark.parametrize(
    ("age", "person", "parents", "allowed"),
    [
        (40, True, False, True),
        (40, False, True, False),
        (40, False, False, False),
        (None, False, True, False),
        (17, False, True, True),
        (17, True, False, True),
        (17, False, False, False),
        (18, False, True, False),
    ],
)
def test_a_plan_is_looked_at_with_the_person_or_of_a_minor_with_the_parents(
    age: int | None, person: bool, parents: bool, allowed: bool
) -> None:
    assert bool(may_review(with_person=person, with_parents=parents, minor=is_minor(age))) == allowed


@pytest.mark.parametrize(
    ("minor", "parents", "parents_last", "expected"),
    [
        (False, False, date(2020, 1, 1), date(2027, 9, 15)),
        (True, True, date(2020, 1, 1), date(2027, 9, 15)),
        (True, False, date(2026, 3, 1), date(2027, 3, 1)),
        (True, False, date(2025, 1, 1), date(2026, 10, 13)),
    ],
)
def test_the_next_time_is_within_a_year_and_of_a_minor_within_a_year_of_the_parents(
    minor: bool, parents: bool, parents_last: date, expected: date
) -> None:
    latest = latest_review(held_on=TODAY, minor=minor, with_parents=parents, parents_last=parents_last)
    assert latest == expected
    assert may_review_on(latest, held_on=TODAY, latest=latest, minor=minor)
    assert not may_review_on(latest + timedelta(days=1), held_on=TODAY, latest=latest, minor=minor)
    assert not may_review_on(TODAY, held_on=TODAY, latest=latest, minor=minor)


@pytest.mark.django_db
def test_a_step_has_an_owner_and_somebody_else_has_a_name() -> None:
    cast = make_cast()
    goal = goal_of(known(cast), cast)
    bram = cast.actor("bram")

    def step(owner: StepOwner, who: str) -> Step:
        return add_step(goal_id=goal.id, text="Bellen", owner=owner, who=who, due_on=TODAY, by=bram, at=NOW)

    with pytest.raises(Refused, match="Schrijf op wie"):
        step(StepOwner.OTHER, "  ")
    assert step(StepOwner.OTHER, " Karim ").who == "Karim"
    assert step(StepOwner.LEAD, "Karim").who == ""
    assert goal.steps.count() == 2


@pytest.mark.django_db
def test_the_form_of_a_step_asks_who_and_when() -> None:
    cast = make_cast()
    case = known(cast)
    goal = goal_of(case, cast)
    client, address = opened(cast, case), f"/werk/dossiers/{case.id}/stap/"
    wrong = text(client.post(address, {"goal": goal.id, "text": "De kookgroep bellen", "owner": "other"}))
    assert "Schrijf op wie de stap doet" in wrong
    assert "Kies een datum." in wrong
    assert "De kookgroep bellen" in wrong
    posted = {"goal": goal.id, "text": "Bellen", "owner": "other", "who": "Karim", "due_on": "2026-09-20"}
    client.post(address, posted)
    assert "Karim, voor 20 september 2026" in text(client.get(f"/werk/dossiers/{case.id}/"))


@pytest.mark.django_db
def test_every_plan_with_a_running_goal_has_a_day_to_look_at_it() -> None:
    cast = make_cast()
    case = known(cast)
    goal = goal_of(case, cast)
    plan = Plan.objects.get()
    assert plan.review_on == HALF_YEAR == first_review(TODAY)
    Plan.objects.update(review_on=TODAY + timedelta(days=30))
    goal_of(case, cast)
    assert Plan.objects.get().review_on == TODAY + timedelta(days=30)
    bram = cast.actor("bram")
    Goal.objects.update(status=GoalStatus.REACHED)
    Plan.objects.update(review_on=TODAY - timedelta(days=30))
    close_goal(goal_id=goal.id, status=GoalStatus.OPEN, by=bram, at=NOW)
    assert Plan.objects.get().review_on == HALF_YEAR
    assert not Plan.objects.filter(goals__status=GoalStatus.OPEN, review_on=None).exists()


@pytest.mark.django_db
def test_a_step_back_is_kept_and_shown_as_a_normal_step() -> None:
    cast = make_cast()
    case = known(cast)
    for days, kind in ((60, PARTICIPATION), (30, GUIDANCE), (0, REST)):
        move(case, cast, kind, on=TODAY - timedelta(days=days), why="Even rust nodig" if kind == REST else "")
    assert Plan.objects.get().kind == REST
    made = list(PlanMove.objects.values_list("from_kind", "to_kind"))
    assert made == [(GUIDANCE, REST), (PARTICIPATION, GUIDANCE), ("", PARTICIPATION)]
    page = opened(cast, case).get(f"/werk/dossiers/{case.id}/plan/soort/")
    words = text(page)
    assert "Een stap terug is een gewone stap." in words
    assert "Even rust nodig" in words
    assert "--negative" not in words.split("</header>")[-1]
    assert "terugval" not in words.lower()
    assert "mislukt" not in words.replace("Het telt nergens als mislukt.", "")


@pytest.mark.django_db
def test_figures_are_the_same_after_a_step_back() -> None:
    """What a report or the need of a municipality counts does not hear of a plan that went back."""
    cast = make_cast()
    case = known(cast)
    goal_of(case, cast)
    move(case, cast, GUIDANCE)
    keys = SubjectKeys()

    def counted() -> list[object]:
        subjects = {keys.key(case.involvement.person_id)}
        period = half_year("2026-H2")
        return [
            figures.needs(municipality_id=cast.utrecht.id, on=TODAY),
            figures.ladder_changes(
                municipality_id=cast.utrecht.id, subjects=subjects, period=period, keys=keys
            ),
        ]

    before = counted()
    assert len(before[0]) == 1  # type: ignore[arg-type]
    move(case, cast, REST)
    assert counted() == before
    assert not hasattr(figures, "PlanMove")


@pytest.mark.django_db
def test_the_same_kind_again_or_a_day_before_the_last_choice_is_refused() -> None:
    cast = make_cast()
    case = known(cast)
    move(case, cast, CARE)
    with pytest.raises(Refused, match="al een zorgplan"):
        move(case, cast, CARE)
    with pytest.raises(Refused, match="De vorige keuze was"):
        move(case, cast, REST, on=TODAY - timedelta(days=1))
    with pytest.raises(Refused, match="komt nog"):
        move(case, cast, REST, on=TODAY + timedelta(days=1))
    assert PlanMove.objects.count() == 1


@pytest.mark.django_db
def test_the_kind_and_the_talks_about_a_plan_cross_to_another_domain_with_consent_alone() -> None:
    cast = make_cast()
    person = make_person(cast.utrecht, "Samir")
    team, income = make_case(involve(person, cast.bram)), make_case(involve(person, cast.fatima))
    move(team, cast, CARE, why="Eerst de dokter")
    goal_of(team, cast)
    review(team, cast, HALF_YEAR, said="Over de dokter.")
    fatima = cast.actor("fatima")
    seen = plan_of_case(income, by=fatima, on=TODAY)
    assert seen is not None
    assert (seen.kind, seen.moves, seen.reviews) == (None, (), ())
    page = text(opened(cast, income, "fatima").get(f"/werk/dossiers/{income.id}/"))
    assert "zorgplan" not in page
    assert "15 maart 2027" not in page
    move(income, cast, PARTICIPATION, "fatima")
    assert PlanMove.objects.get(to_kind=PARTICIPATION).from_kind == ""
    share_goals(person, cast)
    shared = plan_of_case(income, by=fatima, on=TODAY)
    assert shared is not None
    assert {one.to_kind for one in shared.moves} == {CARE, PARTICIPATION}
    assert [one.said for one in shared.reviews] == ["Over de dokter."]
    own = own_plan(person)
    assert own is not None
    assert len(own.moves) == 2


@pytest.mark.django_db
def test_a_review_is_what_is_next_on_its_day() -> None:
    cast = make_cast()
    case = known(cast)
    goal_of(case, cast)
    review(case, cast, HALF_YEAR)
    row = Involvement.objects.get(id=case.involvement_id)
    assert (row.next_action, row.next_action_on, row.last_contact_on) == (
        NextAction.REVIEW,
        HALF_YEAR,
        TODAY,
    )
    assert Plan.objects.get().review_on == HALF_YEAR


@pytest.mark.django_db
def test_a_wish_to_be_left_alone_stays_what_is_next() -> None:
    cast = make_cast()
    until = TODAY + timedelta(days=200)
    case = known(cast)
    goal_of(case, cast)
    Involvement.objects.filter(id=case.involvement_id).update(
        left_alone_until=until, next_action=NextAction.ASK_AGAIN, next_action_on=until
    )
    case.involvement.refresh_from_db()
    review(case, cast, TODAY + timedelta(days=90))
    row = Involvement.objects.get(id=case.involvement_id)
    assert (row.next_action, row.next_action_on) == (NextAction.ASK_AGAIN, until)
    assert not reviews_due(cast.actor("bram"), until=HALF_YEAR, on=TODAY).exists()


@pytest.mark.django_db
def test_a_minor_is_looked_at_with_the_parents_every_year() -> None:
    cast = make_cast()
    case = known(cast)
    PersonDetails.objects.update(birth_date=date(2010, 1, 1))
    goal_of(case, cast)
    Plan.objects.update(started_on=date(2025, 1, 1))
    with pytest.raises(Refused, match="ouder of verzorger"):
        review(case, cast, HALF_YEAR)
    review(case, cast, TODAY + timedelta(days=28))
    review(case, cast, TODAY + timedelta(days=365), with_person=False, with_parents=True)
    review(case, cast, TODAY + timedelta(days=300))
    assert PlanReview.objects.count() == 3


@pytest.mark.django_db
def test_without_a_plan_or_the_person_nothing_is_looked_at() -> None:
    cast = make_cast()
    case = known(cast)
    with pytest.raises(Refused, match="nog geen plan"):
        review(case, cast, HALF_YEAR)
    client, address = opened(cast, case), f"/werk/dossiers/{case.id}/plan/bespreken/"
    assert client.get(address)["Location"] == f"/werk/dossiers/{case.id}/plan/"
    goal_of(case, cast)
    posted = {"held_on": "2026-09-15", "who": "parents", "said": "Alleen moeder.", "next_on": "2027-03-15"}
    page = text(client.post(address, posted))
    assert "samen met de inwoner" in page
    assert "Alleen moeder." in page
    assert PlanReview.objects.count() == 0
    client.post(address, posted | {"who": ["person", "parents"]})
    row = PlanReview.objects.get()
    assert (row.with_person, row.with_parents, row.legal_domain_id) == (True, True, "wmo")


@pytest.mark.django_db
def test_late_reviews_stand_on_the_list_of_the_lead_alone() -> None:
    cast = make_cast()
    late, soon, far, dropped = (known(cast, name=name) for name in ("Laat", "Gauw", "Later", "Klaar"))
    for case, days in ((late, -3), (soon, 10), (far, 40), (dropped, -3)):
        goal_of(case, cast)
        Plan.objects.filter(person_id=case.involvement.person_id).update(
            review_on=TODAY + timedelta(days=days)
        )
    Goal.objects.filter(plan__person_id=dropped.involvement.person_id).update(status=GoalStatus.REACHED)
    others = known(cast, "fatima", name="Ander")
    goal_of(others, cast, "fatima", "participatiewet")
    Plan.objects.filter(person_id=others.involvement.person_id).update(review_on=TODAY)
    bram = cast.actor("bram")
    assert list(reviews_due(bram, until=TODAY + timedelta(days=14), on=TODAY)) == [late, soon]
    page = text(signed_in(cast.bram).get("/werk/"))
    part = page[page.index("Plannen om te bespreken") : page.index("Jouw mensen")]
    assert part.index("Laat Amrani") < part.index("te laat") < part.index("Gauw Amrani")
    assert "Later" not in part
    assert "Klaar" not in part
    assert "Plannen om te bespreken" not in text(signed_in(cast.tessa).get("/werk/"))


@pytest.mark.django_db
def test_the_number_of_queries_stays_the_same_with_more_plans_and_moves() -> None:
    cast = make_cast()
    case = known(cast)
    goal_of(case, cast)
    Plan.objects.update(review_on=TODAY)
    move(case, cast, CARE)
    desk, opened_case = signed_in(cast.bram), opened(cast, case)
    pages = ((desk, "/werk/"), (opened_case, f"/werk/dossiers/{case.id}/"))
    before = [queries_of(client, page) for client, page in pages]
    for number in range(3):
        other = known(cast, name=f"Naam{number}")
        goal_of(other, cast)
        add_step(goal_id=goal_of(case, cast).id, text="Bellen", due_on=TODAY, by=cast.actor("bram"), at=NOW)
        move(case, cast, CHAIN[(number + 2) % 4])
        review(case, cast, HALF_YEAR)
    Plan.objects.update(review_on=TODAY)
    assert [queries_of(client, page) for client, page in pages] == before
    assert len(goals_of(case, by=cast.actor("bram"), on=TODAY)) == 4
