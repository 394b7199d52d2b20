"""The person chooses: a place or a spot, linked to the plan."""

from datetime import timedelta
from uuid import uuid4

import pytest

from meedoen.activities.actions import end_enrolment, enrol
from meedoen.activities.models import Enrolment
from meedoen.activities.vocabulary import EndReason
from meedoen.casework.models import Case, Goal
from meedoen.casework.queries import case_person
from meedoen.matching.actions import choose, make_suggestions
from meedoen.matching.models import Placement
from meedoen.matching.queries import placements_of
from meedoen.matching.tests.makers import make_goal, make_offer, make_seeker
from meedoen.people.models import Involvement
from meedoen.people.vocabulary import NextAction
from meedoen.shared.errors import Refused
from meedoen.trail.models import AuditLine
from tests.cast import NOW, TODAY, Cast, involve, make_case, make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def _choose(cast: Cast, case: Case, activity, goal: Goal | None = None, who: str = "bram") -> Enrolment:
    goal_id = goal.id if goal else None
    return choose(case_id=case.id, activity_id=activity.id, goal_id=goal_id, by=cast.actor(who), at=NOW)


def test_a_choice_takes_the_place_and_links_it_to_case_goal_and_suggestion(cast: Cast) -> None:
    case = make_seeker(cast)
    activity, goal = make_offer(cast.linde), make_goal(cast, case)
    suggestion = make_suggestions(case_id=case.id, by=cast.actor("bram"), at=NOW).suggestions.get()
    enrolment = _choose(cast, case, activity, goal)
    assert (enrolment.person_id, enrolment.status) == (case_person(case), "placed")
    assert enrolment.agreement_line_id is None
    placement = Placement.objects.get()
    assert (placement.case, placement.goal, placement.enrolment) == (case, goal, enrolment)
    assert (placement.suggestion, placement.by, placement.made_at) == (suggestion, cast.bram, NOW)
    suggestion.refresh_from_db()
    assert suggestion.chosen_at == NOW
    assert AuditLine.objects.filter(act="choose", object_id=str(placement.id)).count() == 1


def test_what_was_not_suggested_can_be_chosen_too(cast: Cast) -> None:
    case = make_seeker(cast)
    far = make_offer(cast.linde, terms=(("interest", "garden"),), metres=9000)
    _choose(cast, case, far)
    placement = Placement.objects.get()
    assert (placement.suggestion, placement.goal) == (None, None)


def test_a_full_activity_gives_the_next_number(cast: Cast) -> None:
    activity = make_offer(cast.linde, capacity=1)
    chosen = [_choose(cast, make_seeker(cast, name), activity) for name in ("Fatma", "Gerda", "Henk")]
    assert [(row.status, row.spot) for row in chosen] == [("placed", None), ("waiting", 1), ("waiting", 2)]


def test_choosing_twice_is_one_place_in_the_plan(cast: Cast) -> None:
    case, activity = make_seeker(cast), make_offer(cast.linde)
    assert _choose(cast, case, activity) == _choose(cast, case, activity)
    assert Placement.objects.count() == 1


def test_choosing_does_not_tell_that_somebody_takes_part_already(cast: Cast) -> None:
    case, activity = make_seeker(cast), make_offer(cast.linde)
    other = make_case(involve(case_person(case), cast.fatima))
    _choose(cast, case, activity)
    with pytest.raises(Refused, match="Dit kan nu niet vanuit dit dossier"):
        _choose(cast, other, activity, who="fatima")
    assert [len(placements_of(row.id)) for row in (case, other)] == [1, 0]
    assert Enrolment.objects.count() == 1


def test_who_came_in_without_a_case_is_not_linked_to_one_by_choosing(cast: Cast) -> None:
    case, activity = make_seeker(cast), make_offer(cast.linde)
    walked_in = enrol(activity_id=activity.id, person_id=case_person(case), by=cast.actor("carla"), at=NOW)
    with pytest.raises(Refused, match="niet vanuit dit dossier"):
        _choose(cast, case, activity)
    end_enrolment(enrolment_id=walked_in.id, reason=EndReason.FINISHED, by=cast.actor("carla"), at=NOW)
    assert _choose(cast, case, activity) != walked_in


@pytest.mark.parametrize(
    ("offer", "said"),
    [
        ({"ends_on": TODAY - timedelta(days=1)}, "Deze activiteit is er niet meer"),
        ({"terms": (("variant", "work_like"),)}, "een indicatie nodig.*Vraag het buurtteam"),
        ({"service_fields": {"minimum_age": 65}}, "vanaf 65 jaar; je bent 56.*als je 65 jaar bent"),
        ({"service_fields": {"status": "inactive"}}, "Deze activiteit is er niet meer"),
    ],
)
def test_what_cannot_be_chosen_says_why_and_writes_nothing(cast: Cast, offer: dict, said: str) -> None:
    case, activity = make_seeker(cast), make_offer(cast.linde, **offer)
    with pytest.raises(Refused, match=said):
        _choose(cast, case, activity)
    assert (Enrolment.objects.count(), Placement.objects.count()) == (0, 0)
    assert not Involvement.objects.filter(agency=cast.linde).exists()


def test_a_goal_of_somebody_else_or_one_that_is_done_is_refused(cast: Cast) -> None:
    case, activity = make_seeker(cast), make_offer(cast.linde)
    done, other = make_goal(cast, case), make_goal(cast, make_seeker(cast, "Gerda"))
    Goal.objects.filter(id=done.id).update(status="reached")
    for goal in (done, other):
        with pytest.raises(Refused, match="Dit doel staat niet in het plan"):
            _choose(cast, case, activity, goal)
    assert Enrolment.objects.count() == 0


def test_an_activity_that_does_not_exist_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused, match="er niet meer"):
        choose(case_id=make_seeker(cast).id, activity_id=uuid4(), goal_id=None, by=cast.actor("bram"), at=NOW)


def test_the_case_of_another_agency_cannot_choose(cast: Cast) -> None:
    case, activity = make_seeker(cast, worker=cast.fatima), make_offer(cast.linde)
    with pytest.raises(Case.DoesNotExist):
        _choose(cast, case, activity)
    assert Enrolment.objects.count() == 0


def test_after_choosing_the_next_action_is_to_ask_how_it_goes(cast: Cast) -> None:
    case, activity = make_seeker(cast), make_offer(cast.linde)
    rows = Involvement.objects.filter(id=case.involvement_id)
    rows.update(next_action=NextAction.CHOOSE, next_action_on=TODAY)
    _choose(cast, case, activity)
    involvement = rows.get()
    assert (involvement.next_action, involvement.next_action_on) == (
        NextAction.FOLLOW,
        TODAY + timedelta(weeks=4),
    )


def test_choosing_a_place_keeps_the_day_of_a_wish_to_be_left_alone(cast: Cast) -> None:
    case, activity = make_seeker(cast), make_offer(cast.linde)
    until = TODAY + timedelta(weeks=12)
    rows = Involvement.objects.filter(id=case.involvement_id)
    rows.update(next_action=NextAction.CHOOSE, next_action_on=until, left_alone_until=until)
    _choose(cast, case, activity)
    involvement = rows.get()
    assert (involvement.next_action, involvement.next_action_on) == (NextAction.FOLLOW, until)


def test_another_next_action_stays_as_planned(cast: Cast) -> None:
    case, activity = make_seeker(cast), make_offer(cast.linde)
    _choose(cast, case, activity)
    involvement = Involvement.objects.get(id=case.involvement_id)
    assert (involvement.next_action, involvement.next_action_on) == (NextAction.CONVERSATION, TODAY)


def test_what_was_chosen_is_not_suggested_again_until_it_ended(cast: Cast) -> None:
    case, activity = make_seeker(cast), make_offer(cast.linde)
    enrolment = _choose(cast, case, activity)
    bram = cast.actor("bram")
    assert make_suggestions(case_id=case.id, by=bram, at=NOW).suggestions.count() == 0
    end_enrolment(enrolment_id=enrolment.id, reason=EndReason.OWN_CHOICE, by=bram, at=NOW)
    assert make_suggestions(case_id=case.id, by=bram, at=NOW).suggestions.count() == 1


def test_placements_say_how_they_stand_in_one_query(cast: Cast, django_assert_num_queries) -> None:
    case = make_seeker(cast)
    goal = make_goal(cast, case)
    place = make_offer(cast.linde, "Kookgroep")
    full = make_offer(cast.kastanje, "Naaiatelier", capacity=0)
    stopped = _choose(cast, case, make_offer(cast.linde, "Tuin"))
    _choose(cast, case, place, goal)
    _choose(cast, make_seeker(cast, "Gerda"), full)
    _choose(cast, case, full)
    end_enrolment(
        enrolment_id=stopped.id, reason=EndReason.FINISHED, by=cast.actor("carla"), at=NOW + timedelta(days=1)
    )
    with django_assert_num_queries(1):
        found = placements_of(case.id)
    assert {(row.activity_name, row.organization, row.standing, row.goal_id) for row in found} == {
        ("Tuin", "Stichting De Linde", "gestopt", None),
        ("Kookgroep", "Stichting De Linde", "heeft een plek", goal.id),
        ("Naaiatelier", "Stichting De Kastanje", "op de wachtlijst, nummer 2", None),
    }
