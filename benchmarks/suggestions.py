"""Suggestions for one person, against a plain loop over the activities that gives the same answer.

Goals: at most 20 ms CPU a person at city size (some 600 activities), and a fixed number of queries.
"""

from kit.demo import demos, using
from kit.measure import Outcome, at_most, compare, counted_queries, outcome, report, set_up_django

set_up_django()

from datetime import datetime  # noqa: E402
from typing import Any  # noqa: E402
from uuid import UUID  # noqa: E402

from django.db.models import Q  # noqa: E402

from meedoen.accounts.models import User  # noqa: E402
from meedoen.accounts.queries import actor_of  # noqa: E402
from meedoen.activities.models import Activity, Enrolment  # noqa: E402
from meedoen.activities.policy import weekdays  # noqa: E402
from meedoen.activities.vocabulary import EnrolmentStatus  # noqa: E402
from meedoen.casework.queries import Case, case_person, caseload  # noqa: E402
from meedoen.directory.vocabulary import ServiceStatus, TaxonomyCode  # noqa: E402
from meedoen.matching.actions import make_suggestions  # noqa: E402
from meedoen.matching.policy import Match, Offer, Term, meetings_of, suggest  # noqa: E402
from meedoen.matching.queries import NEEDS_INDICATION, offers_in, seeker_of  # noqa: E402
from meedoen.shared.clock import now  # noqa: E402

SCALES = ["0.1", "0.3", "1"]
PEOPLE = 1
ROUNDS = 5


def measure() -> Outcome:
    at = now()
    results = []
    for connection in demos(SCALES, at.date()).values():
        with using(connection):
            results.append(_at_size(at))
    ms = results[-1]["median_cpu_ms"]["meedoen"]
    return outcome("suggestions", results, {"CPU ms for one person at city size": at_most(ms, 20)})


def _at_size(at: datetime) -> dict[str, Any]:
    bram = User.objects.get(email="bram@meedoen.invalid")
    by = actor_of(bram, at.date())
    people = [case for case in caseload(by, at.date()) if seeker_of(case_person(case), at.date()).has_wishes]
    chosen = people[:PEOPLE]

    def ours() -> list[list[UUID]]:
        return [_ids(computed(case, at)) for case in chosen]

    def loop() -> list[list[UUID]]:
        return [_ids(looped(case, at)) for case in chosen]

    def whole() -> None:
        for case in chosen:
            make_suggestions(case_id=case.id, by=by, at=at)

    if ours() != loop():
        raise SystemExit("the loop suggests something else")
    queries = {}
    for name, act in {"meedoen": computed, "a loop over the ORM": looped}.items():
        with counted_queries() as seen:
            act(chosen[0], at)
        queries[name] = len(seen)
    whole()
    with counted_queries() as seen:
        make_suggestions(case_id=chosen[0].id, by=by, at=at)
    return compare(
        "suggestions for one person",
        ours=ours,
        theirs={"a loop over the ORM": loop, "with the round that is kept (the whole act)": whole},
        rounds=ROUNDS,
        times=PEOPLE,
        sizes={"activities": Activity.objects.count(), "people": len(chosen)},
        queries={**queries, "with the round that is kept (the whole act)": len(seen)},
    )


def computed(case: Case, at: datetime) -> tuple[Match, ...]:
    """As `make_suggestions` computes them."""
    seeker = seeker_of(case_person(case), at.date())
    return suggest(seeker, offers_in(case.municipality_id, at.date()))


def looped(case: Case, at: datetime) -> tuple[Match, ...]:
    """The same, each activity by itself: its service, terms, languages, times, places and how full it is."""
    running = Q(ends_on__isnull=True) | Q(ends_on__gte=at.date())
    activities = Activity.objects.filter(running, municipality_id=case.municipality_id)
    offers = [_offer(row) for row in activities if row.service.status == ServiceStatus.ACTIVE]
    return suggest(seeker_of(case_person(case), at.date()), offers)


def _offer(activity: Activity) -> Offer:
    service = activity.service
    terms = [row.taxonomy_term for row in service.attributes.all()]
    codes = [(term.taxonomy.code, Term(term.code, term.name)) for term in terms]
    languages = [Term(row.code, row.name) for row in service.languages.all()]
    places = [row.location for row in service.at_locations.all()]
    free, next_spot = _free(activity)
    return Offer(
        activity_id=activity.id,
        service_id=service.id,
        name=activity.name,
        interests=tuple(term for code, term in codes if code == TaxonomyCode.INTEREST),
        levels=tuple(term for code, term in codes if code == TaxonomyCode.ACTIVATION_LEVEL),
        languages=tuple(languages),
        meetings=_meetings(activity),
        points=tuple((place.rd_x, place.rd_y) for place in places if place.rd_x is not None),
        minimum_age=service.minimum_age,
        maximum_age=service.maximum_age,
        needs_indication=any((code, term.code) in NEEDS_INDICATION for code, term in codes),
        free=free,
        next_spot=next_spot,
    )


def _meetings(activity: Activity) -> tuple[frozenset[str], ...]:
    own = activity if activity.byday else activity.service.schedules.exclude(byday="").order_by("id").first()
    if own is None:
        return ()
    opens, closes = activity.opens_at or own.opens_at, activity.closes_at or own.closes_at
    return meetings_of(weekdays(own.byday), opens, closes)


def _free(activity: Activity) -> tuple[int, int]:
    """Places for a newcomer, and the number on the waiting list that comes next."""
    placed = Enrolment.objects.filter(activity=activity, status=EnrolmentStatus.PLACED).count()
    waiting = Enrolment.objects.filter(activity=activity, status=EnrolmentStatus.WAITING)
    last = waiting.order_by("-spot").first()
    return (0, (last.spot or 0) + 1) if last else (max(0, activity.capacity - placed), 1)


def _ids(matches: tuple[Match, ...]) -> list[UUID]:
    return [match.offer.activity_id for match in matches]


if __name__ == "__main__":
    raise SystemExit(report(measure()))
