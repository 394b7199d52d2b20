"""Two cases of one resident become one: every table that points at a person, or at what ended, is walked."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db.models import Field, Model

from meedoen.activities.actions import enrol
from meedoen.activities.models import Enrolment
from meedoen.activities.tests.makers import make_activity
from meedoen.casework.actions import load_scales
from meedoen.casework.models import (
    Case,
    Conversation,
    Goal,
    Measurement,
    Plan,
    PlanMove,
    PlanReview,
    Referral,
    ScaleStep,
    WmoRoute,
)
from meedoen.matching.models import Placement, SuggestionRound
from meedoen.outreach.models import Campaign, Invitation, Notice, Pause
from meedoen.people.actions import leave_alone
from meedoen.people.models import (
    Guardian,
    Involvement,
    LeadChange,
    Person,
    PersonDetails,
    ShieldChange,
)
from meedoen.people.queries import coverage_of
from meedoen.privacy.models import Consent
from meedoen.site.one_person import MOVED_BY, join_doubles
from meedoen.site.tests.desk_makers import make_known, state
from tests.cast import NOW, TODAY, Cast, involve, make_case, make_cast, make_person, running

pytestmark = pytest.mark.django_db


def _columns_at(target: type[Model]) -> list[tuple[type[Model], "Field[Any, Any]"]]:
    """Every column of our tables that points at this one."""
    return [
        (model, field)
        for model in apps.get_models()
        if model.__module__.startswith("meedoen.")
        for field in model._meta.get_fields()
        if isinstance(field, Field) and field.related_model is target
    ]


def _name(model: type[Model], field: "Field[Any, Any]") -> str:
    return f"{model._meta.label}.{field.name}"


def _world() -> tuple[Cast, Case, Case, str]:
    """Bram leads the same resident twice: the case that stays, and the one that goes."""
    cast = make_cast()
    kept = make_known(cast, "bram", "Samir", "Amrani")
    gone = make_known(cast, "bram", "Sameer", "El Amrani", postcode="3562 CD")
    PersonDetails.objects.filter(person_id=gone.involvement.person_id).update(
        email="sameer@voorbeeld.invalid", languages=["ar", "nl"]
    )
    for case in (kept, gone):
        state(cast, case)
    return cast, kept, gone, f"/werk/dossiers/{kept.id}/dubbel/{gone.id}/"


def _person(case: Case) -> UUID:
    person: UUID = case.involvement.person_id
    return person


def _join(cast: Cast, kept: Case, gone: Case) -> None:
    join_doubles(
        gone_id=_person(gone),
        kept_id=_person(kept),
        fields={"town": "Utrecht"},
        by=cast.actor("bram"),
        at=NOW,
    )


def _goal(cast: Cast, case: Case, want: str) -> Goal:
    plan, _ = Plan.objects.get_or_create(
        person_id=_person(case), defaults={"municipality": cast.utrecht, "started_on": TODAY}
    )
    return Goal.objects.create(plan=plan, legal_domain_id="wmo", want=want, made_on=TODAY, by=cast.bram)


def _consent(cast: Cast, person_id: UUID) -> Consent:
    return Consent.objects.create(
        person_id=person_id,
        subject="goals",
        from_domain_id="wmo",
        to_domain_id="participatiewet",
        text_version="2026-1",
        given_on=TODAY,
        ends_on=TODAY + timedelta(days=300),
        recorded_by=cast.bram,
    )


def _campaign(cast: Cast, name: str) -> Campaign:
    return Campaign.objects.create(
        municipality=cast.utrecht,
        agency=cast.neighbourhood_team,
        legal_domain_id="wmo",
        name=name,
        phone="030-0000000",
        made_at=NOW,
        by=cast.bram,
    )


def _fill(cast: Cast, case: Case) -> None:
    """A row in every table that points at a person, or at an involvement."""
    person, involvement = _person(case), case.involvement
    _goal(cast, case, "Schilderen")
    _consent(cast, person)
    ShieldChange.objects.create(person_id=person, shielded=True, by=cast.bram, at=NOW)
    Guardian.objects.create(person_id=person, kind="parent", name="Ouder", starts_on=TODAY)
    Referral.objects.create(
        municipality=cast.utrecht,
        person_id=person,
        case=case,
        purpose="Schilderen",
        told="Wil schilderen",
        sent_at=NOW,
        by=cast.bram,
    )
    Person.objects.filter(id=make_person(cast.utrecht, "Eerder")).update(merged_into_id=person)
    enrol(activity_id=make_activity(cast.linde).id, person_id=person, by=cast.actor("bram"), at=NOW)
    Invitation.objects.create(campaign=_campaign(cast, "Een"), involvement=involvement)
    Pause.objects.create(involvement=involvement, not_before=TODAY + timedelta(days=30), by=cast.bram)
    Notice.objects.create(
        municipality=cast.utrecht,
        team=cast.overvecht,
        area_code="WK034403",
        worry="Komt niet buiten.",
        resident_name="Sameer",
        resident_contact="-",
        resident_knows=True,
        reporter_kind="nurse",
        reporter_name="Melder",
        received_at=NOW,
        due_on=TODAY,
        involvement=involvement,
    )


def test_every_column_that_points_at_a_person_says_who_moves_it() -> None:
    assert {_name(*column) for column in _columns_at(Person)} == MOVED_BY.keys()


def test_after_a_join_no_row_points_at_the_one_that_went() -> None:
    cast, kept, gone, _ = _world()
    _fill(cast, gone)
    gone_id = _person(gone)
    for model, field in _columns_at(Person):
        assert model._default_manager.filter(**{field.name: gone_id}).exists(), _name(model, field)
    _join(cast, kept, gone)
    left = {
        _name(model, field)
        for model, field in _columns_at(Person)
        if model._default_manager.filter(**{field.name: gone_id}).exists()
    }
    assert left == set()
    assert Person.objects.get(id=gone_id).merged_into_id == _person(kept)


def test_what_ran_on_an_involvement_that_went_runs_on_the_one_that_goes_on() -> None:
    """Of the columns that point at an involvement only what is history stays with the one that ended."""
    cast, kept, gone, _ = _world()
    _fill(cast, gone)
    LeadChange.objects.create(
        involvement=gone.involvement,
        from_user=cast.bram,
        to_user=cast.tessa,
        asked_by=cast.bram,
        asked_at=NOW,
        due_on=TODAY + timedelta(days=5),
    )
    _join(cast, kept, gone)
    ended = Involvement.objects.get(id=gone.involvement_id)
    assert (ended.end_reason, ended.person_id) == ("double", _person(kept))
    left = {
        _name(model, field)
        for model, field in _columns_at(Involvement)
        if model._default_manager.filter(**{field.name: ended}).exists()
    }
    assert left == {"people.LeadChange.involvement", "casework.Case.involvement"}
    assert LeadChange.objects.get().answered_at is not None
    assert coverage_of(TODAY).without_owner_or_date == 0


def test_the_story_of_both_stands_in_the_case_that_goes_on() -> None:
    cast, kept, gone, _ = _world()
    load_scales()
    for case in (kept, gone):
        Conversation.objects.create(
            case=case, held_on=TODAY, kind="home", story="Gesproken.", by=cast.bram, recorded_at=NOW
        )
    Measurement.objects.create(
        case=gone,
        step=ScaleStep.objects.first(),
        view="worker",
        measured_on=TODAY,
        by=cast.bram,
        recorded_at=NOW,
    )
    WmoRoute.objects.create(case=gone, question="Hulp", reported_on=TODAY, by=cast.bram)
    SuggestionRound.objects.create(case=gone, made_at=NOW, by=cast.bram, rules_version="1", wishes={})
    _join(cast, kept, gone)
    assert kept.conversations.count() == 2
    assert (kept.measurements.count(), kept.wmo_routes.count()) == (1, 1)
    assert SuggestionRound.objects.get().case == kept
    assert gone.openings.count() == 1


def test_the_plan_holds_the_goals_of_both_and_the_wishes_of_the_one_that_stays() -> None:
    cast, kept, gone, _ = _world()
    _goal(cast, kept, "Schilderen")
    other = _goal(cast, gone, "Koken").plan
    Plan.objects.filter(person_id=_person(kept)).update(interests=["painting"], kind="rest")
    Plan.objects.filter(id=other.id).update(
        interests=["cooking"], max_distance=2000, review_on=date(2026, 10, 1)
    )
    PlanMove.objects.create(plan=other, to_kind="care", moved_on=TODAY, by=cast.bram, recorded_at=NOW)
    PlanReview.objects.create(plan=other, held_on=TODAY, next_on=TODAY, by=cast.bram, recorded_at=NOW)
    _join(cast, kept, gone)
    plan = Plan.objects.get()
    assert plan.person_id == _person(kept)
    assert sorted(plan.goals.values_list("want", flat=True)) == ["Koken", "Schilderen"]
    assert (plan.interests, plan.max_distance, plan.kind) == (["painting"], 2000, "rest")
    assert plan.review_on == date(2026, 10, 1)
    assert (plan.moves.count(), plan.reviews.count()) == (1, 1)


def test_a_plan_that_stood_only_with_the_one_that_went_is_kept() -> None:
    cast, kept, gone, _ = _world()
    _goal(cast, gone, "Koken")
    _join(cast, kept, gone)
    assert Plan.objects.get().person_id == _person(kept)


@pytest.mark.parametrize("better", ["kept", "gone"])
def test_twice_in_one_activity_keeps_the_place_and_gives_the_other_on(better: str) -> None:
    cast, kept, gone, _ = _world()
    activity = make_activity(cast.linde, capacity=1)
    first, second = (kept, gone) if better == "kept" else (gone, kept)
    by = cast.actor("bram")
    placed = enrol(activity_id=activity.id, person_id=_person(first), by=by, at=NOW)
    spot = enrol(activity_id=activity.id, person_id=_person(second), by=by, at=NOW)
    for case, enrolment in ((first, placed), (second, spot)):
        Placement.objects.create(case=case, enrolment=enrolment, made_at=NOW, by=cast.bram)
    _join(cast, kept, gone)
    states = dict(Enrolment.objects.values_list("id", "status"))
    assert states == {placed.id: "placed", spot.id: "ended"}
    assert list(Placement.objects.values_list("case_id", "enrolment_id")) == [(kept.id, placed.id)]
    kept_place = Enrolment.objects.get(id=placed.id)
    assert kept_place.person_id == _person(kept)
    assert kept_place.involvement.ends_on is None
    assert kept_place.involvement.person_id == _person(kept)


def test_who_runs_twice_at_one_provider_runs_there_once() -> None:
    cast, kept, gone, _ = _world()
    by = cast.actor("bram")
    for case, name in ((kept, "Koken"), (gone, "Naaien")):
        enrol(activity_id=make_activity(cast.linde, name).id, person_id=_person(case), by=by, at=NOW)
    _join(cast, kept, gone)
    at_linde = running().get(agency=cast.linde)
    assert set(Enrolment.objects.values_list("involvement_id", flat=True)) == {at_linde.id}


def test_invited_twice_in_one_campaign_gets_one_letter() -> None:
    cast, kept, gone, _ = _world()
    campaign = _campaign(cast, "Overvecht")
    for case in (kept, gone):
        Invitation.objects.create(campaign=campaign, involvement=case.involvement, status="invited")
        Pause.objects.create(
            involvement=case.involvement,
            not_before=TODAY + timedelta(days=10 if case is kept else 40),
            by=cast.bram,
        )
    _join(cast, kept, gone)
    states = dict(Invitation.objects.values_list("involvement_id", "status"))
    assert states == {kept.involvement_id: "invited", gone.involvement_id: "stopped"}
    assert Pause.objects.get().not_before == TODAY + timedelta(days=40)


def test_other_agencies_of_both_keep_whom_they_know() -> None:
    cast, kept, gone, _ = _world()
    theirs = make_case(involve(_person(gone), cast.fatima))
    _join(cast, kept, gone)
    theirs.involvement.refresh_from_db()
    assert (theirs.involvement.person_id, theirs.involvement.ends_on) == (_person(kept), None)
    assert running().filter(lead=cast.fatima).count() == 1


def test_the_nearest_next_action_and_a_wish_are_not_lost() -> None:
    cast, kept, gone, _ = _world()
    running().filter(id=kept.involvement_id).update(next_action_on=TODAY + timedelta(days=30))
    running().filter(id=gone.involvement_id).update(
        next_action="follow", next_action_on=TODAY + timedelta(days=2)
    )
    _join(cast, kept, gone)
    kept.involvement.refresh_from_db()
    assert (kept.involvement.next_action, kept.involvement.next_action_on) == (
        "follow",
        TODAY + timedelta(days=2),
    )


def test_a_wish_to_be_left_alone_holds_for_both() -> None:
    cast, kept, gone, _ = _world()
    until = TODAY + timedelta(days=60)
    leave_alone(involvement_id=gone.involvement_id, until=until, by=cast.actor("bram"), at=NOW)
    _join(cast, kept, gone)
    kept.involvement.refresh_from_db()
    assert (kept.involvement.left_alone_until, kept.involvement.next_action) == (until, "ask_again")
