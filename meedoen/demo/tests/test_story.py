"""The story of a demo keeps the rules that the actions of the apps would have held. No database here."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from meedoen.activities.vocabulary import EnrolmentStatus
from meedoen.demo.offer_words import WORK_LIKE
from meedoen.demo.population import A4
from meedoen.demo.story import Story

Tell = Callable[..., Story]

DAYS = [date(2026, 9, 15), date(2026, 7, 1), date(2027, 1, 3), date(2024, 2, 29), date(2026, 11, 22)]
NINE_DIGITS = re.compile(r"(?<!\d)\d{9}(?!\d)")


def texts(story: Story) -> Iterator[str]:
    for rows in story.tables():
        for row in rows:
            for value in vars(row).values():
                yield from value if isinstance(value, list) else [value] if isinstance(value, str) else []


def is_citizen_service_number(digits: str) -> bool:
    """The 11-test of the BSN: 9 × the first digit, 8 × the second, ... and minus the last is
    a multiple of 11.
    """
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=True)) % 11 == 0


def test_a_tenth_of_utrecht_has_the_figures_of_the_sources(tell: Tell) -> None:
    story = tell("0.1")
    places: Counter[bool] = Counter()
    for group in story.offer.groups:
        places[group.kind.variant == WORK_LIKE] += group.activity.capacity

    assert sum(resident.on_benefit for resident in story.residents) == 1300
    assert sum(resident.arrangement == A4 for resident in story.residents) == 550
    assert (places[False], places[True]) == (600, 42)
    assert len(story.offer.providers) == 30
    assert {group.provider for group in story.offer.groups} == set(story.offer.providers)
    assert {provider.spot.area_code for provider in story.offer.providers} == {
        f"WK0344{number:02d}" for number in range(1, 11)
    }


def test_sixty_to_eighty_percent_of_the_places_without_indication_go_to_people_on_benefit(tell: Tell) -> None:
    placed = [
        stay.resident.on_benefit
        for stay in tell("0.1").programme.stays
        if stay.enrolment.status == EnrolmentStatus.PLACED and stay.group.kind.variant != WORK_LIKE
    ]

    assert 0.6 <= sum(placed) / len(placed) <= 0.8


def test_the_amounts_add_up_to_the_budgets_of_the_city_times_the_scale(tell: Tell) -> None:
    accounts = tell("0.1").accounts
    lump_sums = [float(line.unit_price) for line in accounts.lines if line.price_basis == "lump_sum"]
    by_half_day = [
        float(line.unit_price) * line.half_days for line in accounts.lines if line.price_basis == "half_day"
    ]

    assert 429_999 < sum(lump_sums) * 2 < 430_001
    assert 229_900 < sum(by_half_day) * 2 < 230_100


def test_the_arrangement_of_everybody_on_benefit_is_measured_once(tell: Tell) -> None:
    story = tell("0.1")
    positions = {
        key: step for step, key in story.reference.scale_steps.items() if step[0] == "utrecht_arrangements"
    }
    found = Counter(
        positions[row.step_id][1] for row in story.casework.measurements if row.step_id in positions
    )

    assert (found[4], sum(found.values())) == (550, 1300)


@pytest.mark.parametrize("on", DAYS)
def test_a_group_is_on_no_day_over_its_capacity(tell: Tell, on: date) -> None:
    story = tell("0.02", on)
    stays = defaultdict(list)
    for stay in story.programme.stays:
        if stay.enrolment.starts_on:
            stays[stay.group.activity.id].append(stay.enrolment)

    assert stays
    for group in story.offer.groups:
        first = story.days.first
        for day in (first + timedelta(days=number) for number in range((on - first).days + 1)):
            there = [
                row
                for row in stays[group.activity.id]
                if row.starts_on and row.starts_on <= day and (row.ends_on is None or day <= row.ends_on)
            ]
            assert len(there) <= group.activity.capacity


def test_spots_on_a_waiting_list_count_from_one_and_only_full_groups_have_one(tell: Tell) -> None:
    story = tell("0.1")
    spots: dict[UUID, list[int]] = defaultdict(list)
    placed: Counter[UUID] = Counter()
    for stay in story.programme.stays:
        if stay.enrolment.spot is not None:
            spots[stay.group.activity.id].append(stay.enrolment.spot)
        placed[stay.group.activity.id] += stay.enrolment.status == EnrolmentStatus.PLACED

    assert len(spots) >= 5
    for group in story.offer.groups:
        found = spots.get(group.activity.id, [])
        assert found == list(range(1, len(found) + 1))
        assert not found or placed[group.activity.id] == group.activity.capacity


def test_the_free_places_on_the_map_are_those_that_enrolments_leave(tell: Tell) -> None:
    story = tell("0.1")
    free: dict[UUID, int] = defaultdict(int)
    for group in story.offer.groups:
        stays = [stay for stay in story.programme.stays if stay.group is group]
        waiting = any(stay.enrolment.status == EnrolmentStatus.WAITING for stay in stays)
        placed = sum(stay.enrolment.status == EnrolmentStatus.PLACED for stay in stays)
        free[group.activity.service_id] += 0 if waiting else group.activity.capacity - placed

    assert dict(story.programme.free) == dict(free)


@pytest.mark.parametrize("on", DAYS)
def test_every_session_of_the_last_half_year_has_everybody_marked_and_nothing_of_today_is(
    tell: Tell, on: date
) -> None:
    story = tell("0.02", on)
    marked = {(row.session_id, row.enrolment_id) for row in story.programme.attendances}
    expected = {
        (session.id, stay.enrolment.id)
        for session in story.programme.sessions
        for stay in story.programme.stays
        if stay.enrolment.activity_id == session.activity_id
        and stay.enrolment.starts_on
        and stay.enrolment.starts_on <= session.starts_at.date() < on
        and (stay.enrolment.ends_on is None or session.starts_at.date() <= stay.enrolment.ends_on)
    }
    in_last = [session for session in story.programme.sessions if session.starts_at.date() in story.days.last]

    assert marked == expected
    assert {session.starts_at.month for session in in_last} == {
        story.days.last.start.month + number for number in range(6)
    }


@pytest.mark.parametrize("on", DAYS)
def test_carlas_first_two_groups_meet_on_the_day_itself_with_a_waiting_list(tell: Tell, on: date) -> None:
    story = tell("0.02", on)
    today = {session.activity_id for session in story.programme.sessions if session.starts_at.date() == on}
    waiting = {stay.group.activity.id for stay in story.programme.stays if stay.enrolment.spot == 2}

    assert {group.activity.id for group in story.offer.groups[:2]} <= today & waiting


def test_what_runs_has_an_owner_and_a_date_and_some_of_it_is_late_or_waits_for_a_lead(
    tell: Tell,
) -> None:
    story = tell("0.1")
    running = [row for row in story.involvements if row.ends_on is None]
    of_teams = [row for row in running if row.team_id]

    assert all(row.next_action and row.next_action_on for row in running)
    assert any(row.next_action_on < story.days.on for row in of_teams)
    assert all(row.lead_id for row in running)
    assert any(row.next_action == "name_lead" for row in of_teams)


def test_a_person_is_known_once_to_an_agency_in_a_domain_and_everybody_to_one(tell: Tell) -> None:
    story = tell("0.1")
    keys = Counter((row.person_id, row.agency_id, row.legal_domain_id) for row in story.involvements)

    assert max(keys.values()) == 1
    assert {resident.id for resident in story.residents} == {row.person_id for row in story.involvements}


def test_everybody_and_every_organization_is_marked_as_invented(tell: Tell) -> None:
    marks = [
        row.invented
        for rows in tell("0.1").tables()
        for row in rows
        if type(row).__name__ in ("PersonRow", "OrganizationRow", "ServiceRow")
    ]

    assert len(marks) > 1300
    assert all(marks)


def test_no_text_holds_a_number_that_could_be_a_citizen_service_number(tell: Tell) -> None:
    assert is_citizen_service_number("111222333")
    found = [digits for text in texts(tell("0.1")) for digits in NINE_DIGITS.findall(text)]

    assert [digits for digits in found if is_citizen_service_number(digits)] == []


def test_numbers_ring_nowhere_and_mail_goes_nowhere(tell: Tell) -> None:
    story = tell("0.1")
    phones = [resident.phone for resident in story.residents] + [row.number for row in story.offer.phones]
    mails = [text for text in texts(story) if "@" in text]

    assert all(re.fullmatch(r"06-00\d{6}|030-0000\d{3}", phone) for phone in phones)
    assert len(phones) == len(set(phones))
    assert all(mail.endswith(".invalid") for mail in mails)


def test_joke_has_two_places_a_spot_two_cases_and_one_plan(tell: Tell) -> None:
    story = tell("0.02")
    joke = next(
        resident for resident in story.residents if resident.first_name == "Joke" and resident.number == 1
    )
    stays = [stay.enrolment for stay in story.programme.stays if stay.resident is joke]
    domains = {row.legal_domain_id for row in story.involvements if row.person_id == joke.id}
    goals = [row for row in story.casework.goals if row.plan_id == story.casework.plans[joke.id].id]

    assert [(stay.status, stay.spot) for stay in stays] == [
        ("placed", None),
        ("waiting", 1),
        ("placed", None),
    ]
    assert domains == {"open", "participatiewet", "wmo"}
    assert {goal.legal_domain_id for goal in goals} == {"wmo", None}


def test_ladder_steps_grow_for_some_and_stay_for_most(tell: Tell) -> None:
    story = tell("0.1")
    ladder = {
        id: step
        for (scale, step), id in story.reference.scale_steps.items()
        if scale == "participation_ladder"
    }
    by_case: dict[UUID, list[Any]] = defaultdict(list)
    for row in sorted(story.casework.measurements, key=lambda row: row.measured_on):
        if row.step_id in ladder and row.view == "worker":
            by_case[row.case_id].append(ladder[row.step_id])
    grown = [steps[-1] > steps[0] for steps in by_case.values() if len(steps) > 1]

    assert len(grown) > 100
    assert 0.1 < sum(grown) / len(grown) < 0.5


def test_nothing_was_said_measured_or_marked_after_today(tell: Tell) -> None:
    story = tell("0.1")
    casework, on = story.casework, story.days.on
    days = [
        *(row.held_on for row in casework.conversations),
        *(row.measured_on for row in casework.measurements),
        *(row.made_on for row in casework.goals),
        *(row.done_on for row in casework.steps if row.done_on),
        *(row.given_on for row in casework.consents),
        *(row.paid_on for row in story.accounts.payments),
        *(row.received_at.date() for row in story.notices),
        *(stay.enrolment.asked_at.date() for stay in story.programme.stays),
    ]

    assert max(days) <= on


def test_the_map_says_for_whom_under_which_law_and_how_to_reach_it(tell: Tell) -> None:
    story = tell("0.1")
    codes = {id: key for key, id in story.reference.terms.items()}
    said = defaultdict(set)
    for row in story.offer.attributes:
        said[row.service_id].add(codes[row.taxonomy_term_id][0])

    assert len(said) == len(story.offer.services)
    assert all({"target_group", "legal_domain"} <= taxonomies for taxonomies in said.values())
    assert {row.link_id for row in story.need.place_attributes} == {
        provider.location.id for provider in story.offer.providers
    }


def test_what_was_sought_in_vain_has_a_district_and_each_figure_says_that_it_is_invented(tell: Tell) -> None:
    story = tell("0.1")

    assert len({row.area_code for row in story.need.searches}) == 10
    assert len({(row.day, row.term_id, row.area_code) for row in story.need.searches}) == len(
        story.need.searches
    )
    assert {row.source for row in story.need.figures} == {"verzonnen cijfers van de demo"}
