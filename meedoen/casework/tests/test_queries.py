"""Who reaches which case, and who sees which goal."""

from datetime import timedelta

import pytest

from meedoen.casework.actions import write_goal
from meedoen.casework.models import Case
from meedoen.casework.queries import (
    caseload,
    cases,
    goals_of,
    late_of_others,
    own_goals,
    possible_leads,
    without_lead,
)
from meedoen.people.models import Involvement
from meedoen.privacy.actions import give_consent, withdraw_consent
from meedoen.privacy.vocabulary import ConsentSubject
from tests.cast import NOW, TODAY, Cast, involve, make_case, make_cast, make_person

pytestmark = pytest.mark.django_db


def _case_of(cast: Cast, worker: str, name: str = "Samir") -> Case:
    return make_case(involve(make_person(cast.utrecht, name), getattr(cast, worker)))


def test_a_case_is_reached_by_its_own_team_and_by_no_other() -> None:
    cast = make_cast()
    team, income = _case_of(cast, "bram"), _case_of(cast, "fatima")
    elsewhere = make_case(involve(make_person(cast.deventer, "Ans"), cast.olga))
    other_team = involve(make_person(cast.utrecht, "Zoë"), cast.bram, lead=False)
    other_team.team, other_team.lead = cast.zuilen, cast.fatima
    other_team.save()
    make_case(other_team)
    assert set(cases(cast.actor("bram"), TODAY)) == {team}
    assert set(cases(cast.actor("tessa"), TODAY)) == {team}
    assert set(cases(cast.actor("fatima"), TODAY)) == {income}
    assert set(cases(cast.actor("olga"), TODAY)) == {elsewhere}


@pytest.mark.parametrize("who", ["carla", "dirk", "esra", "hanna", "ravi", "joke", "noor"])
def test_who_does_no_casework_reaches_no_case(who: str) -> None:
    cast = make_cast()
    _case_of(cast, "bram")
    _case_of(cast, "fatima")
    assert not cases(cast.actor(who), TODAY).exists()


def test_a_lead_keeps_the_case_when_the_team_has_changed() -> None:
    cast = make_cast()
    case = _case_of(cast, "bram")
    Involvement.objects.update(team=cast.zuilen)
    assert set(cases(cast.actor("bram"), TODAY)) == {case}
    assert not cases(cast.actor("tessa"), TODAY).exists()


def test_the_caseload_goes_by_the_date_of_the_next_action() -> None:
    cast = make_cast()
    for name, days in (("Later", 9), ("Laat", -3)):
        involvement = involve(make_person(cast.utrecht, name), cast.bram)
        involvement.next_action_on = TODAY + timedelta(days=days)
        involvement.save()
        make_case(involvement)
    dates = [case.involvement.next_action_on for case in caseload(cast.actor("bram"), TODAY)]
    assert dates == [TODAY - timedelta(days=3), TODAY + timedelta(days=9)]


def test_the_team_lead_finds_what_nobody_answers_for_and_what_is_late() -> None:
    cast = make_cast()
    unled = make_case(involve(make_person(cast.utrecht, "Zonder"), cast.bram, lead=False))
    late = involve(make_person(cast.utrecht, "Laat"), cast.bram)
    late.next_action_on = TODAY - timedelta(days=1)
    late.save()
    late_case = make_case(late)
    _case_of(cast, "bram", "Optijd")
    assert list(without_lead(cast.actor("tessa"), TODAY)) == [unled]
    assert list(late_of_others(cast.actor("tessa"), TODAY)) == [late_case]
    assert list(late_of_others(cast.actor("bram"), TODAY)) == []


def _wants(cast: Cast, worker: str, case: Case, days: int = 0) -> set[str]:
    """What the goals say that this worker sees some days from now."""
    on = TODAY + timedelta(days=days)
    return {goal.want for goal in goals_of(case, by=cast.actor(worker), on=on)}


def _write(cast: Cast, worker: str, case: Case, want: str, domain: str | None) -> None:
    by = cast.actor(worker)
    write_goal(case=case, want=want, need="", how="", result="", legal_domain=domain, by=by, at=NOW)


def test_goals_cross_to_another_domain_only_while_consent_holds() -> None:
    cast = make_cast()
    person = make_person(cast.utrecht, "Samir")
    team, income = make_case(involve(person, cast.bram)), make_case(involve(person, cast.fatima))
    _write(cast, "bram", team, "wmo", "wmo")
    _write(cast, "bram", team, "samen", None)
    _write(cast, "fatima", income, "werk", "participatiewet")
    assert _wants(cast, "bram", team) == {"wmo", "samen"}
    assert _wants(cast, "fatima", income) == {"werk", "samen"}
    consent = give_consent(
        person_id=person,
        subject=ConsentSubject.GOALS,
        from_domain="wmo",
        to_domain="participatiewet",
        ends_on=TODAY + timedelta(days=10),
        by=cast.actor("bram"),
        at=NOW,
    )
    assert _wants(cast, "fatima", income) == {"werk", "samen", "wmo"}
    assert _wants(cast, "bram", team) == {"wmo", "samen"}
    assert _wants(cast, "fatima", income, days=11) == {"werk", "samen"}
    seen = goals_of(income, by=cast.actor("fatima"), on=TODAY)
    assert {goal.want for goal in seen if not goal.may_change} == {"wmo"}
    withdraw_consent(consent=consent, by=cast.actor("bram"), at=NOW)
    assert _wants(cast, "fatima", income) == {"werk", "samen"}
    assert {goal.want for goal in own_goals(person)} == {"wmo", "samen", "werk"}


def test_a_lead_is_chosen_from_the_colleagues_who_work_there_now() -> None:
    cast = make_cast()
    case = _case_of(cast, "bram")
    assert possible_leads(case, TODAY) == [cast.bram, cast.tessa]
    membership = cast.tessa.memberships.get()
    membership.ends_on = TODAY - timedelta(days=1)
    membership.save()
    assert possible_leads(case, TODAY) == [cast.bram]


def test_goals_are_read_in_as_many_queries_for_three_as_for_one(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    cast = make_cast()
    case = _case_of(cast, "bram")
    by = cast.actor("bram")
    for count in (1, 3):
        while len(own_goals(case.involvement.person_id)) < count:
            _write(cast, "bram", case, "w", "wmo")
        with django_assert_num_queries(3):
            assert len(goals_of(case, by=by, on=TODAY)) == count
