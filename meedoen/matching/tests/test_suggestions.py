"""Suggestions computed from the case at hand: what is kept, what counts, and what never does."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meedoen.activities.actions import enrol
from meedoen.activities.models import Activity
from meedoen.activities.tests.makers import make_activity, make_service
from meedoen.casework.actions import save_wishes
from meedoen.casework.models import Case, Conversation, Goal, Measurement, ScaleStep
from meedoen.casework.queries import Wishes, case_person
from meedoen.directory.models import Schedule
from meedoen.matching.actions import make_suggestions
from meedoen.matching.models import SuggestionRound
from meedoen.matching.policy import RULES_VERSION, Match, judge, seeker_from
from meedoen.matching.queries import (
    findings_of,
    judged_service,
    latest_round,
    meets_at,
    offers_in,
    seeker_of,
    services_to_ask,
)
from meedoen.matching.tests.makers import HOME, WISHES, make_offer, make_seeker
from meedoen.people.models import PersonDetails
from tests.cast import NOW, TODAY, Cast, involve, make_case, make_cast, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def _suggest(cast: Cast, case: Case, at=NOW) -> SuggestionRound:
    return make_suggestions(case_id=case.id, by=cast.actor("bram"), at=at)


def _shown(made: SuggestionRound) -> list[tuple[str, list[str]]]:
    rows = made.suggestions.select_related("activity").order_by("position")
    return [(row.activity.name, [finding.text for finding in findings_of(row)]) for row in rows]


def _offer(activity: Activity):
    return offers_in(activity.municipality_id, TODAY, activities=[activity.id])[0]


def test_a_seeker_is_the_wishes_and_where_which_languages_what_age(cast: Cast) -> None:
    case = make_seeker(cast)
    seeker = seeker_of(case_person(case), TODAY)
    assert (seeker.interests, seeker.parts_of_week, seeker.languages) == (
        ("cooking",),
        ("TU-morning",),
        ("ar",),
    )
    assert (seeker.activation_level, seeker.max_distance, seeker.home) == ("2", 2000, HOME)
    assert (seeker.age, seeker.indication) == (56, False)


def test_without_wishes_about_language_the_languages_of_the_person_count(cast: Cast) -> None:
    case = make_seeker(cast, wishes=Wishes(interests=("cooking",)))
    assert seeker_of(case_person(case), TODAY).languages == ("nl",)


def test_a_postcode_that_is_not_known_leaves_the_distance_open(cast: Cast) -> None:
    case = make_seeker(cast)
    make_offer(cast.linde)
    PersonDetails.objects.update(postcode="")
    assert seeker_of(case_person(case), TODAY).home is None
    ((_, texts),) = _shown(_suggest(cast, case))
    assert "hoe ver het van huis is" in texts


def test_an_offer_has_what_the_activity_and_its_service_say(cast: Cast) -> None:
    activity = make_offer(
        cast.linde, capacity=1, byday="MO,TH", service_fields={"minimum_age": 18, "maximum_age": 67}
    )
    for name in ("Met plek", "Wacht"):
        person = make_person(cast.utrecht, name)
        enrol(activity_id=activity.id, person_id=person, by=cast.actor("bram"), at=NOW)
    offer = _offer(activity)
    assert [term.name for term in offer.interests] == ["Koken en eten"]
    assert [term.code for term in offer.levels] == ["2"]
    assert [term.name for term in offer.languages] == ["Arabisch", "Nederlands"]
    assert offer.meetings == (frozenset({"MO-morning"}), frozenset({"TH-morning"}))
    assert (offer.points, offer.minimum_age, offer.maximum_age) == (((HOME[0] + 1200, HOME[1]),), 18, 67)
    assert (offer.free, offer.next_spot, offer.needs_indication) == (0, 2, False)


@pytest.mark.parametrize("term", [("variant", "work_like"), ("access", "indication")])
def test_a_work_like_place_and_one_by_indication_need_one(cast: Cast, term: tuple[str, str]) -> None:
    assert _offer(make_offer(cast.linde, terms=(term,))).needs_indication
    assert not _offer(make_offer(cast.linde, "Ander", terms=(("variant", "join_in"),))).needs_indication


def test_an_activity_without_a_rhythm_follows_the_schedule_of_its_service(cast: Cast) -> None:
    service = make_service(cast.linde)
    Schedule.objects.create(service=service, byday="WE", opens_at="19:00", closes_at="21:00")
    activity = make_activity(cast.linde, service=service, byday="", opens_at=None, closes_at=None)
    assert _offer(activity).meetings == (frozenset({"WE-evening"}),)


@pytest.mark.parametrize("byday", ["", "op afspraak"])
def test_a_rhythm_that_cannot_be_read_is_not_known(cast: Cast, byday: str) -> None:
    activity = make_activity(cast.linde, byday=byday)
    assert (_offer(activity).meetings, meets_at(activity)) == ((), "")


def test_only_what_can_be_joined_here_today_is_an_offer(cast: Cast) -> None:
    make_offer(cast.linde, "Loopt")
    make_offer(cast.linde, "Loopt vandaag af", ends_on=TODAY)
    make_offer(cast.linde, "Afgelopen", ends_on=TODAY - timedelta(days=1))
    make_offer(cast.linde, "Dicht", service_fields={"status": "inactive"})
    elsewhere = make_offer(cast.kastanje, "Deventer")
    Activity.objects.filter(id=elsewhere.id).update(municipality=cast.deventer)
    found = offers_in(cast.utrecht.id, TODAY)
    assert [offer.name for offer in found] == ["Loopt", "Loopt vandaag af"]


def _reasons_to_cook(distance: str) -> list[str]:
    return [
        "je wilt graag: koken en eten",
        "op dinsdagochtend, dan kun je",
        distance,
        "ze spreken er Arabisch",
        "het past bij wat je nu zoekt: mensen ontmoeten",
        "er is plek: nog 10 plekken",
    ]


def test_the_round_keeps_what_was_shown_and_what_it_was_made_from(cast: Cast) -> None:
    case = make_seeker(cast)
    make_offer(cast.linde, "Kookgroep ver", metres=1900)
    make_offer(cast.linde, "Kookgroep", metres=1200)
    make_offer(cast.linde, "Tuin", terms=(("interest", "garden"),), metres=300)
    make_offer(cast.linde, "Werkplaats", terms=(("interest", "cooking"), ("variant", "work_like")))
    made = _suggest(cast, case)
    assert _shown(made) == [
        ("Kookgroep", _reasons_to_cook("1,2 km van huis")),
        ("Kookgroep ver", _reasons_to_cook("1,9 km van huis")),
        (
            "Tuin",
            [
                "het gaat over: tuin en groen; dat staat niet bij wat je wilt doen",
                "op dinsdagochtend, dan kun je",
                "300 meter van huis",
                "ze spreken er Arabisch",
                "voor welk niveau het is",
                "er is plek: nog 10 plekken",
            ],
        ),
    ]
    assert (made.rules_version, made.by, made.made_at) == (RULES_VERSION, cast.bram, NOW)
    made.refresh_from_db()
    seeker = seeker_from(made.wishes)
    assert seeker == seeker_of(case_person(case), TODAY)
    for row in made.suggestions.select_related("activity"):
        assert findings_of(row) == judge(seeker, _offer(row.activity)).findings


def test_looking_again_the_same_day_keeps_one_round_until_something_changes(cast: Cast) -> None:
    case = make_seeker(cast)
    activity = make_offer(cast.linde)
    first = _suggest(cast, case)
    assert _suggest(cast, case, NOW + timedelta(hours=2)) == first
    person = make_person(cast.utrecht, "Ander")
    enrol(activity_id=activity.id, person_id=person, by=cast.actor("bram"), at=NOW)
    second = _suggest(cast, case, NOW + timedelta(hours=3))
    assert second != first
    third = _suggest(cast, case, NOW + timedelta(days=1))
    assert third != second
    assert latest_round(case.id) == third


def test_without_wishes_nothing_is_suggested(cast: Cast) -> None:
    case = make_seeker(cast, wishes=Wishes())
    make_offer(cast.linde)
    assert _shown(_suggest(cast, case)) == []


def test_the_case_of_another_agency_gives_no_suggestions(cast: Cast) -> None:
    case = make_seeker(cast, worker=cast.fatima)
    with pytest.raises(Case.DoesNotExist):
        _suggest(cast, case)
    assert SuggestionRound.objects.count() == 0


def test_the_number_of_queries_is_the_same_for_five_activities_and_fifty(cast: Cast) -> None:
    case, bram = make_seeker(cast), cast.actor("bram")

    def queries(day: int) -> int:
        with CaptureQueriesContext(connection) as captured:
            make_suggestions(case_id=case.id, by=bram, at=NOW + timedelta(days=day))
        return len(captured)

    for number in range(5):
        make_offer(cast.linde, f"Kookgroep {number}", metres=100 * number)
    queries(0)
    for_five = queries(1)
    for number in range(5, 50):
        make_offer(cast.kastanje, f"Kookgroep {number}", metres=100 * number)
    assert queries(2) == for_five
    assert latest_round(case.id).suggestions.count() == 5


# Only the whitelist counts


def _verdicts(case: Case) -> list[Any]:
    seeker = seeker_of(case_person(case), TODAY)
    return [judge(seeker, offer) for offer in offers_in(case.municipality_id, TODAY)]


@pytest.fixture
def judged(cast: Cast) -> tuple[Cast, list[Any]]:
    """Three offers, and how they are judged for somebody about whom hardly anything is recorded."""
    make_offer(cast.linde, service_fields={"minimum_age": 18})
    make_offer(cast.linde, "Werkplaats", terms=(("variant", "work_like"),), metres=4000)
    make_offer(cast.kastanje, "Tuin", terms=(("interest", "garden"),), byday="SU", capacity=0)
    return cast, _verdicts(make_seeker(cast))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.lists(st.text("abcdefgh é'-", max_size=20), min_size=7, max_size=7),
    gender=st.sampled_from(["woman", "man", "other", ""]),
    house=st.sampled_from(["AB", "ZZ", ""]),
    born=st.dates(date(1969, 9, 16), date(1970, 9, 15)),
    shielded=st.booleans(),
    step=st.integers(1, 6),
    agency=st.sampled_from(["bram", "fatima"]),
)
def test_nothing_else_in_the_records_changes_an_answer(
    judged: tuple[Cast, list[Any]],
    words: list[str],
    gender: str,
    house: str,
    born: date,
    shielded: bool,
    step: int,
    agency: str,
) -> None:
    """Two people with the same wishes, postcode area, languages and age, and everything else different.

    That somebody has a benefit is that their case is at Work and Income; the ladder step, the story and the
    goals are records of that case.
    """
    cast, expected = judged
    worker = getattr(cast, agency)
    with transaction.atomic():
        case = make_case(involve(make_person(cast.utrecht, words[0], shielded=shielded), worker))
        plan = save_wishes(case=case, wishes=WISHES, by=cast.actor(agency), at=NOW)
        PersonDetails.objects.filter(person_id=case_person(case)).update(
            last_name=words[1],
            gender=gender,
            street=words[2],
            postcode=f"3561 {house}".strip(),
            town=words[3],
            birth_date=born,
            phone=words[4],
            email="a@voorbeeld.invalid",
            area_code="WK034409",
        )
        Case.objects.filter(id=case.id).update(reason=words[5])
        said = {"by": worker, "recorded_at": NOW}
        Conversation.objects.create(case=case, held_on=TODAY, kind="home", story=words[6], **said)
        Goal.objects.create(plan=plan, want=words[6], made_on=TODAY, by=worker)
        ladder = ScaleStep.objects.get(scale="participation_ladder", position=step)
        Measurement.objects.create(case=case, step=ladder, view="worker", measured_on=TODAY, **said)
        found = _verdicts(case)
        transaction.set_rollback(True)
    assert found == expected


def test_where_somebody_lives_does_change_an_answer(cast: Cast) -> None:
    """The control of the test above."""
    make_offer(cast.linde)
    plain = make_seeker(cast)
    before = _verdicts(plain)
    PersonDetails.objects.filter(person_id=case_person(plain)).update(postcode="9999 AB")
    assert _verdicts(plain) != before


# Why not


def _why(cast: Cast, case: Case, service) -> Any:
    return judged_service(seeker_of(case_person(case), TODAY), service, case.municipality_id, TODAY)


def test_a_service_that_was_not_suggested_is_judged_by_its_best_activity(cast: Cast) -> None:
    case = make_seeker(cast)
    full = make_offer(cast.linde, capacity=0)
    with_place = make_activity(cast.linde, "Kookgroep 2", service=full.service)
    judged = _why(cast, case, full.service)
    assert isinstance(judged, Match)
    assert judged.offer.activity_id == with_place.id


def test_a_service_without_an_activity_here_says_why_not(cast: Cast) -> None:
    case = make_seeker(cast)
    nothing = make_service(cast.linde, "Beschreven in 2016")
    elsewhere = make_offer(cast.kastanje, "Deventer")
    Activity.objects.filter(id=elsewhere.id).update(municipality=cast.deventer)
    closed = make_offer(cast.linde, "Dicht", service_fields={"status": "inactive"})
    said = [_why(cast, case, service) for service in (nothing, elsewhere.service, closed.service)]
    assert [verdict.reasons for verdict in said] == [
        ("Hier loopt nu geen activiteit waar je je via Meedoen voor inschrijft.",),
        ("Dit aanbod loopt nu alleen in een andere gemeente.",),
        ("Dit aanbod is nu niet open.",),
    ]


def test_every_service_can_be_asked_about(cast: Cast) -> None:
    service = make_service(cast.linde, "Beschreven in 2016")
    assert services_to_ask() == [(service.id, "Beschreven in 2016 (Stichting De Linde)")]
