"""The guarantee under random histories: at every moment somebody answers for everybody who is followed.

Each example is one history of many small acts by the real actions: begin, enrol, plan, leave alone, pass on,
hand on, leave, join, move, die, end and come back, at several agencies, with days between them. After each
act, once the daily work has run, the tables themselves are read: not by the queries of the page.
`MEEDOEN_HISTORIES=20000` drives more of them.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from meedoen.accounts.actor import Actor
from meedoen.accounts.models import Membership, User
from meedoen.accounts.queries import actor_of
from meedoen.accounts.roles import ROLES
from meedoen.accounts.vocabulary import RoleCode, Verb
from meedoen.activities.actions import enrol
from meedoen.casework.actions import begin_case
from meedoen.people.actions import (
    NewPerson,
    answer_lead_change,
    begin_involvement,
    end_involvement,
    hand_on_caseload,
    join_persons,
    leave_alone,
    note_death,
    note_move,
    pass_on,
    plan_next_action,
    set_wish_aside,
    take_wish_back,
)
from meedoen.people.actions.caseloads import adopt_loose_ends
from meedoen.people.actions.leads import lapse_lead_changes
from meedoen.people.models import Involvement, LeadChange, Person
from meedoen.people.queries import coverage_of
from meedoen.people.vocabulary import Answer, EndReason, NextAction, SetAsideGround
from meedoen.shared.errors import Refused
from tests.cast import NOW, Cast, involve, make_cast, make_person

pytestmark = pytest.mark.django_db

HISTORIES = int(os.environ.get("MEEDOEN_HISTORIES", "1000"))
LONGEST = 8
WRITERS = {code for code, role in ROLES.items() if Verb.WRITE_CASE in role.verbs}


MEMBERSHIPS = """SELECT user_id, agency_id, legal_domain_id, role, starts_on, ends_on
    FROM accounts_membership JOIN accounts_user ON accounts_user.id = user_id WHERE is_active"""
RUNNING = "FROM people_involvement i WHERE ends_on IS NULL"
FOLLOWED = f"{RUNNING} AND legal_domain_id <> 'open'"
OWNERS = f"SELECT id, lead_id, agency_id, legal_domain_id {FOLLOWED}"
WRONG = {
    "no owner": f"SELECT id {FOLLOWED} AND lead_id IS NULL",
    "nothing is next": f"SELECT id {FOLLOWED} AND (next_action = '' OR next_action_on IS NULL)",
    "planned before the wish ends": f"SELECT id {FOLLOWED} AND left_alone_until > next_action_on",
    "followed after death or joining": f"""SELECT id {RUNNING} AND EXISTS (SELECT 1 FROM people_person p
        WHERE p.id = i.person_id AND (died_on IS NOT NULL OR merged_into_id IS NOT NULL))""",
    "known to nobody": """SELECT id FROM people_person p WHERE merged_into_id IS NULL
        AND NOT EXISTS (SELECT 1 FROM people_involvement i WHERE i.person_id = p.id)""",
    "without its first involvement": """SELECT id FROM people_person p
        WHERE NOT EXISTS (SELECT 1 FROM people_involvement i WHERE i.id = p.first_involvement_id)""",
}


@dataclass
class History:
    """Who is there, and what day it is. `pick` turns any number into one of a list."""

    cast: Cast
    staff: list[User]
    activity: Any
    at: datetime = NOW
    numbers: Any = field(default_factory=lambda: count(1))

    def worker(self, number: int) -> Actor:
        """Somebody who writes cases today; who stays is always among them."""
        for later in range(len(self.staff)):
            user = self.staff[(number + later) % len(self.staff)]
            actor = actor_of(user, self.at.date())
            if actor.may(Verb.WRITE_CASE) and User.objects.filter(id=user.id, is_active=True).exists():
                return actor
        raise AssertionError("nobody stays")

    def involvement(self, number: int) -> Involvement | None:
        return _picked(Involvement.objects.order_by("starts_on", "id"), number)

    def person(self, number: int) -> Person | None:
        return _picked(Person.objects.order_by("created_at", "id"), number)


Act = Callable[[History, int, int], object]


def _picked(rows: Any, number: int) -> Any:
    known = rows.count()
    return rows[number % known] if known else None


def begins(history: History, a: int, b: int) -> None:
    name = NewPerson(first_name="Samir", last_name=f"Voorbeeld {next(history.numbers)}")
    on = history.at.date() + timedelta(days=b % 30)
    begin_case(person=name, reason="", next_action_on=on, by=history.worker(a), at=history.at)


def comes_back(history: History, a: int, b: int) -> None:
    """At the agency and domain of the worker, with a lead or without."""
    by, person = history.worker(a), history.person(b)
    assert person is not None and by.municipality_id and by.agency_id
    begin_involvement(
        person_id=person.id,
        municipality_id=by.municipality_id,
        agency_id=by.agency_id,
        team_id=by.team_id,
        legal_domain=by.legal_domain,
        lead_id=by.user_id if b % 3 else None,
        next_action=NextAction.CONTACT,
        next_action_on=history.at.date(),
        by=by,
        at=history.at,
    )


def takes_part(history: History, a: int, b: int) -> None:
    person = history.person(b)
    assert person is not None
    enrol(activity_id=history.activity.id, person_id=person.id, by=history.worker(a), at=history.at)


def plans(history: History, a: int, b: int) -> None:
    row = history.involvement(a)
    on = history.at.date() + timedelta(days=b % 400 - 10)
    action = list(NextAction)[b % len(NextAction)]
    plan_next_action(involvement_id=row.id, next_action=action, on=on, by=history.worker(b), at=history.at)


def wants_rest(history: History, a: int, b: int) -> None:
    until = history.at.date() + timedelta(days=b % 800 - 5)
    leave_alone(involvement_id=history.involvement(a).id, until=until, by=history.worker(b), at=history.at)


def wants_contact(history: History, a: int, b: int) -> None:
    take_wish_back(involvement_id=history.involvement(a).id, by=history.worker(b), at=history.at)


def set_aside(history: History, a: int, b: int) -> None:
    set_wish_aside(
        involvement_id=history.involvement(a).id,
        ground=SetAsideGround.UNSAFE,
        reason="De buren horen al dagen geroep om hulp.",
        by=history.worker(b),
        at=history.at,
    )


def passes_on(history: History, a: int, b: int) -> None:
    by = history.worker(b)
    to_user = by.user_id if b % 2 else history.staff[b % len(history.staff)].id
    pass_on(involvement_id=history.involvement(a).id, to_user_id=to_user, by=by, at=history.at)


def answers(history: History, a: int, b: int) -> None:
    change = _picked(LeadChange.objects.order_by("asked_at", "id"), a)
    if change is not None:
        by = actor_of(history.staff[b % len(history.staff)], history.at.date())
        answer_lead_change(change_id=change.id, answer=list(Answer)[a % 2], by=by, at=history.at)


def hands_on(history: History, a: int, b: int) -> None:
    leaves = history.staff[a % len(history.staff)].id
    to_users = [user.id for user in history.staff[: b % 4]]
    by = actor_of(history.cast.tessa, history.at.date()) if b % 2 else None
    hand_on_caseload(from_user_id=leaves, to_user_ids=to_users, by=by, at=history.at)


def leaves(history: History, a: int, b: int) -> None:
    """Not those who stay: with nobody at all in a place the page says so, which another test tells."""
    who = history.staff[a % (len(history.staff) - 2)]
    if b % 3 == 0:
        User.objects.filter(id=who.id).update(is_active=False)
    elif b % 3 == 1:
        Membership.objects.filter(user=who, starts_on__lt=history.at.date()).update(
            ends_on=history.at.date() - timedelta(days=1)
        )
    else:
        Membership.objects.filter(user=who).update(role=RoleCode.MAP_EDITOR)


def moves_team(history: History, a: int, b: int) -> None:
    who = history.staff[a % (len(history.staff) - 2)]
    team = history.cast.zuilen if b % 2 else history.cast.overvecht
    Membership.objects.filter(user=who, agency=history.cast.neighbourhood_team).update(team=team)


def are_one(history: History, a: int, b: int) -> None:
    gone, kept = history.person(a), history.person(b)
    join_persons(gone_id=gone.id, kept_id=kept.id, by=history.worker(a), at=history.at)


def ends(history: History, a: int, b: int) -> None:
    reason = (EndReason.OWN_WISH, EndReason.NOT_NEEDED, EndReason.HANDED_OVER)[b % 3]
    end_involvement(
        involvement_id=history.involvement(a).id, reason=reason, by=history.worker(b), at=history.at
    )


def moves_away(history: History, a: int, b: int) -> None:
    row = history.involvement(a)
    note_move(person_id=row.person_id, agency_id=row.agency_id, by=history.worker(b), at=history.at)


def dies(history: History, a: int, b: int) -> None:
    note_death(person_id=history.person(a).id, on=history.at.date(), by=history.worker(b), at=history.at)


def days_pass(history: History, a: int, b: int) -> None:
    history.at += timedelta(days=a % 40)


ACTS: tuple[Act, ...] = (
    begins,
    comes_back,
    takes_part,
    plans,
    wants_rest,
    wants_contact,
    set_aside,
    passes_on,
    answers,
    hands_on,
    leaves,
    moves_team,
    are_one,
    ends,
    moves_away,
    dies,
    days_pass,
)
NUMBERS = st.integers(0, 10_000)
STEPS = st.lists(st.tuples(st.sampled_from(ACTS), NUMBERS, NUMBERS), min_size=1, max_size=LONGEST)


def _world() -> History:
    """Three places with work, three persons who are known, and one who stays in each place."""
    from meedoen.activities.tests.makers import make_activity

    cast = make_cast()
    staff = [cast.fatima, cast.bram, cast.tessa]
    office, team_agency = cast.work_and_income, cast.neighbourhood_team
    for name, agency, role, domain, team in (
        ("ada", office, RoleCode.TEAM_LEAD, "participatiewet", None),
        ("bob", team_agency, RoleCode.TEAM_WORKER, "wmo", cast.overvecht),
        ("cas", team_agency, RoleCode.TEAM_WORKER, "wmo", cast.zuilen),
        ("stays", office, RoleCode.CLIENT_MANAGER, "participatiewet", None),
        ("stays-too", team_agency, RoleCode.TEAM_WORKER, "wmo", cast.overvecht),
    ):
        user = User.objects.create(email=f"{name}@voorbeeld.invalid", name=name)
        Membership.objects.create(
            user=user, agency=agency, role=role, legal_domain_id=domain, team=team, starts_on=date(2026, 1, 1)
        )
        staff.append(user)
    for number, worker in enumerate((cast.bram, cast.fatima, cast.tessa)):
        involve(make_person(cast.utrecht, f"Bekend {number}", shielded=number == 2), worker)
    return History(cast, staff, make_activity(cast.linde, "Samen koken"))


def _run(history: History, act: Act, a: int, b: int) -> list[str]:
    """One act, or its refusal, and what is wrong then. Whose owner left waits for the daily work."""
    try:
        with transaction.atomic():
            act(history, a, b)
    except Refused:
        pass
    if _left(history.at.date()):
        adopt_loose_ends(at=history.at)
    if act is days_pass:
        lapse_lead_changes(at=history.at)
    return [*_left(history.at.date()), *_wrong()]


def _rows(sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def _left(on: date) -> list[str]:
    """Who is followed by somebody who does not write cases there, read from the rows themselves."""
    writers = {
        (user, agency, domain)
        for user, agency, domain, role, starts, ends in _rows(MEMBERSHIPS)
        if role in WRITERS and str(starts) <= str(on) and (ends is None or str(ends) >= str(on))
    }
    return [f"nobody there answers for {row}" for row, *owner in _rows(OWNERS) if tuple(owner) not in writers]


def _wrong() -> list[str]:
    return [f"{what}: {row[0]}" for what, sql in WRONG.items() for row in _rows(sql)]


@settings(
    max_examples=HISTORIES,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS)
@example(steps=[(leaves, 1, 0), (leaves, 2, 1), (leaves, 4, 2)])
@example(steps=[(wants_rest, 0, 300), (are_one, 0, 1), (leaves, 1, 1), (days_pass, 39, 0)])
@example(steps=[(ends, 0, 0), (leaves, 0, 1), (comes_back, 1, 0), (dies, 1, 0), (comes_back, 1, 1)])
def test_nobody_is_forgotten_in_any_history(request: Any, steps: list[tuple[Act, int, int]]) -> None:
    base = _base(request)
    with transaction.atomic():
        history = History(base.cast, base.staff, base.activity)
        for act, a, b in steps:
            assert _run(history, act, a, b) == []
        assert coverage_of(history.at.date()).without_owner_or_date == 0
        transaction.set_rollback(True)


def _base(request: Any) -> History:
    """The world is made once for all histories: each is rolled back after its last act."""
    if not hasattr(request.node, "world"):
        request.node.world = _world()
    world: History = request.node.world
    return world


def _involvement(history: History) -> Involvement:
    return Involvement.objects.filter(ends_on__isnull=True).exclude(legal_domain_id="open")[0]


@pytest.mark.parametrize(
    "assignment",
    ["lead_id = NULL", "next_action = ''", "next_action_on = NULL", "left_alone_until = '2999-01-01'"],
)
def test_the_database_itself_refuses_a_row_without_owner_or_date(assignment: str) -> None:
    row = _involvement(_world())
    table = Involvement._meta.db_table
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET {assignment} WHERE id = %s",
            [row.id if connection.features.has_native_uuid_field else row.id.hex],
        )


@pytest.mark.django_db(transaction=True)
def test_the_database_refuses_a_person_without_an_involvement_and_the_last_one_to_go() -> None:
    with transaction.atomic():
        history = _world()
    person = _involvement(history).person
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.create(
            municipality=history.cast.utrecht,
            first_involvement_id="00000000-0000-4000-8000-000000000000",
            created_at=NOW,
        )
    table = Involvement._meta.db_table
    first = person.first_involvement_id
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {table} WHERE id = %s",
            [first if connection.features.has_native_uuid_field else first.hex],
        )
    assert Involvement.objects.filter(id=first).exists()


def test_where_nobody_is_left_the_count_says_so_and_a_new_colleague_sets_it_right() -> None:
    history = _world()
    at = NOW + timedelta(days=1)
    office = Membership.objects.filter(agency=history.cast.work_and_income)
    office.update(ends_on=NOW.date())
    assert adopt_loose_ends(at=at) == 0
    assert coverage_of(at.date()).without_owner_or_date == 1
    assert coverage_of(at.date(), municipality_id=history.cast.deventer.id).known == 0
    office.filter(user=history.staff[3]).update(ends_on=None)
    assert adopt_loose_ends(at=at) == 1
    assert coverage_of(at.date()).without_owner_or_date == 0
