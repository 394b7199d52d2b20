"""What a worker writes: each act with its line in the trail, or refused in one sentence."""

from datetime import timedelta

import pytest

from meedoen.casework.actions import (
    add_step,
    begin_case,
    finish_step,
    load_scales,
    measure,
    open_case,
    record_conversation,
    save_wishes,
    state_purpose,
    write_goal,
)
from meedoen.casework.models import Case, Conversation, Goal, Measurement, Plan, Scale, ScaleStep
from meedoen.casework.queries import (
    Wishes,
    latest_by_view,
    measurements_of,
    scales_for,
    stated_purpose,
    wishes_of,
)
from meedoen.casework.vocabulary import Aspect, ConversationKind, Purpose, ScaleCode, View
from meedoen.people.actions import NewPerson
from meedoen.people.models import Person, PersonDetails
from meedoen.shared.errors import Refused
from meedoen.trail.models import AuditLine, Change
from tests.cast import NOW, TODAY, Cast, involve, make_case, make_cast, make_person, running

pytestmark = pytest.mark.django_db


def _case(cast: Cast, worker: str = "bram") -> Case:
    return make_case(involve(make_person(cast.utrecht, "Samir"), getattr(cast, worker)))


def _acts() -> set[str]:
    return set(AuditLine.objects.values_list("act", flat=True))


def _step(code: str, position: int) -> ScaleStep:
    return ScaleStep.objects.get(scale_id=code, position=position)


@pytest.mark.parametrize("days", [-1, 366, 2_900_000])
def test_a_step_is_planned_within_a_year(days: int) -> None:
    cast = make_cast()
    goal = _write_goal(_case(cast), cast, "bram", "wmo")
    bram = cast.actor("bram")
    with pytest.raises(Refused, match="Kies een"):
        add_step(goal_id=goal.id, text="Bellen", due_on=TODAY + timedelta(days=days), by=bram, at=NOW)
    add_step(goal_id=goal.id, text="Bellen", due_on=TODAY + timedelta(days=365), by=bram, at=NOW)
    assert goal.steps.count() == 1


def test_what_changed_in_the_wishes_is_named_without_its_value() -> None:
    cast = make_cast()
    case = _case(cast)
    wishes = Wishes(interests=("cooking",), languages=("ti",), activation_level="2")
    save_wishes(case=case, wishes=wishes, by=cast.actor("bram"), at=NOW)
    Change.objects.all().delete()
    other = Wishes(interests=("garden",), activation_level="2", max_distance=2000)
    save_wishes(case=case, wishes=other, by=cast.actor("tessa"), at=NOW)
    changes = {(row.field, row.old, row.new) for row in Change.objects.all()}
    assert changes == {
        ("interests", "filled", "changed"),
        ("languages", "filled", "emptied"),
        ("max_distance", "empty", "changed"),
    }


def _write_goal(case: Case, cast: Cast, worker: str, domain: str | None) -> Goal:
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


def test_scales_load_once_and_keep_what_was_renamed() -> None:
    load_scales()
    ScaleStep.objects.filter(scale_id=ScaleCode.DEVENTER_LEVELS, position=1).update(name="Eigen tempo")
    load_scales()
    assert Scale.objects.count() == 3
    assert ScaleStep.objects.count() == 6 + 4 + 4
    assert _step(ScaleCode.DEVENTER_LEVELS, 1).name == "Eigen tempo"


def test_a_walk_in_becomes_a_person_an_involvement_and_a_case() -> None:
    cast = make_cast()
    new = NewPerson(first_name="Samir", last_name="Voorbeeld")
    case = begin_case(person=new, reason="Wil koken", next_action_on=TODAY, by=cast.actor("fatima"), at=NOW)
    assert case.involvement.legal_domain_id == "participatiewet"
    assert case.involvement.lead == cast.fatima
    assert PersonDetails.objects.get(person_id=case.involvement.person_id).first_name == "Samir"
    assert {"register_person", "begin_involvement", "open_case"} <= _acts()


def test_beginning_again_for_somebody_known_gives_the_same_case() -> None:
    cast = make_cast()
    case = _case(cast)
    person = case.involvement.person_id
    again = begin_case(person=person, reason="Nog eens", next_action_on=TODAY, by=cast.actor("bram"), at=NOW)
    assert again == case
    assert running().count() == 1


def test_somebody_out_of_reach_is_not_taken_over_by_their_id() -> None:
    cast = make_cast()
    person = make_person(cast.utrecht, "Samir")
    involve(person, cast.fatima)
    with pytest.raises(Refused):
        begin_case(person=person, reason="", next_action_on=TODAY, by=cast.actor("bram"), at=NOW)
    assert running().count() == 1


def test_no_case_in_open_and_nothing_half_written() -> None:
    cast = make_cast()
    new = NewPerson(first_name="Samir", last_name="Voorbeeld")
    with pytest.raises(Refused):
        begin_case(person=new, reason="", next_action_on=TODAY, by=cast.actor("carla"), at=NOW)
    assert Person.objects.count() == 0


def test_a_case_is_opened_once_for_an_involvement() -> None:
    cast = make_cast()
    involvement = involve(make_person(cast.utrecht, "Samir"), cast.bram)
    made = [
        open_case(
            involvement_id=involvement.id,
            municipality_id=cast.utrecht.id,
            reason="Wil koken",
            by=cast.actor("bram"),
            at=NOW,
        )
        for _ in range(2)
    ]
    assert made[0] == made[1]
    assert AuditLine.objects.filter(act="open_case").count() == 1


def test_the_newest_purpose_of_this_hour_and_this_user_counts() -> None:
    cast = make_cast()
    case = _case(cast)
    state_purpose(case=case, purpose=Purpose.PLAN, by=cast.actor("bram"), at=NOW)
    state_purpose(case=case, purpose=Purpose.PLACE, by=cast.actor("bram"), at=NOW + timedelta(minutes=5))

    def stated(user: str, minutes: int) -> Purpose | None:
        at = NOW + timedelta(minutes=minutes)
        return stated_purpose(case_id=case.id, user_id=getattr(cast, user).id, at=at)

    assert stated("bram", 10) == Purpose.PLACE
    assert stated("bram", 65) is None
    assert stated("tessa", 10) is None


def test_a_conversation_of_tomorrow_is_refused() -> None:
    cast = make_cast()
    case = _case(cast)

    def record(days: int) -> Conversation:
        return record_conversation(
            case=case,
            held_on=TODAY + timedelta(days=days),
            kind=ConversationKind.HOME,
            story="Over schilderen",
            agreed="Volgende week weer",
            by=cast.actor("bram"),
            at=NOW,
        )

    assert record(0).agreed == "Volgende week weer"
    with pytest.raises(Refused):
        record(1)
    assert Conversation.objects.count() == 1


def test_goals_of_two_agencies_come_in_the_one_plan_of_the_person() -> None:
    cast = make_cast()
    person = make_person(cast.utrecht, "Samir")
    team, income = make_case(involve(person, cast.bram)), make_case(involve(person, cast.fatima))
    _write_goal(team, cast, "bram", "wmo")
    _write_goal(income, cast, "fatima", None)
    assert Plan.objects.get().goals.count() == 2


def test_a_goal_in_somebody_elses_domain_is_refused() -> None:
    cast = make_cast()
    with pytest.raises(Refused):
        _write_goal(_case(cast), cast, "bram", "participatiewet")
    assert Goal.objects.count() == 0


def test_a_step_is_done_once_and_never_planned_in_the_past() -> None:
    cast = make_cast()
    goal = _write_goal(_case(cast), cast, "bram", "wmo")
    step = add_step(goal_id=goal.id, text="Samir belt", due_on=TODAY, by=cast.actor("bram"), at=NOW)
    finish_step(step=step, by=cast.actor("bram"), at=NOW)
    finish_step(step=step, by=cast.actor("bram"), at=NOW + timedelta(days=3))
    assert step.done_on == TODAY
    assert AuditLine.objects.filter(act="finish_step").count() == 1
    with pytest.raises(Refused):
        past = TODAY - timedelta(days=1)
        add_step(goal_id=goal.id, text="Te laat", due_on=past, by=cast.actor("bram"), at=NOW)


def test_wishes_come_back_as_they_were_saved() -> None:
    cast = make_cast()
    case = _case(cast)
    assert wishes_of(case) == Wishes()
    wanted = Wishes(("cooking",), ("MO-morning",), ("nl", "ar"), "social_contacts", 2000)
    save_wishes(case=case, wishes=wanted, by=cast.actor("bram"), at=NOW)
    assert wishes_of(case) == wanted


def test_both_views_are_kept_and_the_latest_of_each_counts() -> None:
    cast = make_cast()
    case = _case(cast)
    moments = [(View.WORKER, 2, 30), (View.PERSON, 3, 30), (View.WORKER, 3, 0)]
    for view, position, days_ago in moments:
        measure(
            case=case,
            step=_step(ScaleCode.PARTICIPATION_LADDER, position),
            view=view,
            aspect=Aspect.DOES,
            measured_on=TODAY - timedelta(days=days_ago),
            note="",
            by=cast.actor("bram"),
            at=NOW,
        )
    latest = latest_by_view(measurements_of(case, ScaleCode.PARTICIPATION_LADDER))
    assert {view: card.position for (view, _), card in latest.items()} == {View.WORKER: 3, View.PERSON: 3}
    assert Measurement.objects.count() == 3


def test_the_arrangements_stay_with_work_and_income() -> None:
    cast = make_cast()
    assert [scale.code for scale in scales_for("wmo")] == ["participation_ladder", "deventer_levels"]
    assert ScaleCode.UTRECHT_ARRANGEMENTS in [scale.code for scale in scales_for("participatiewet")]
    with pytest.raises(Refused):
        measure(
            case=_case(cast),
            step=_step(ScaleCode.UTRECHT_ARRANGEMENTS, 4),
            view=View.WORKER,
            aspect=Aspect.CAN,
            measured_on=TODAY,
            note="",
            by=cast.actor("bram"),
            at=NOW,
        )
