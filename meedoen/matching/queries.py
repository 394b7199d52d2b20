"""Reads of matching: what counts about a person, what can be joined now, what was suggested and chosen.

The number of queries is the same for five activities and for fifty.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from meedoen.accounts.actor import Actor
from meedoen.activities.models import Activity, Enrolment
from meedoen.activities.policy import weekdays
from meedoen.activities.queries import Fill, fills
from meedoen.activities.vocabulary import EnrolmentStatus
from meedoen.areas.queries import point_of
from meedoen.casework.queries import Case, case_person, wishes_of_person
from meedoen.casework.vocabulary import DAYS
from meedoen.directory.models import Service
from meedoen.directory.vocabulary import Access, ServiceStatus, TaxonomyCode, Variant
from meedoen.matching.models import Placement, Suggestion, SuggestionRound
from meedoen.matching.policy import (
    Finding,
    Match,
    Offer,
    Seeker,
    Term,
    best_match,
    meetings_of,
    why_not_to_join,
)
from meedoen.matching.vocabulary import Criterion, Fit
from meedoen.people.queries import circumstances_of, sees_address
from meedoen.shared.errors import Refused
from meedoen.shared.verdict import Verdict

NEEDS_INDICATION = {(TaxonomyCode.ACCESS, Access.INDICATION), (TaxonomyCode.VARIANT, Variant.WORK_LIKE)}


def seeker_of(person_id: UUID, on: date) -> Seeker:
    """All that counts about a person: the wishes of the plan, and where, which languages, what age.

    Three queries. No indication is recorded anywhere yet, so `indication` is False for everybody.
    """
    wishes = wishes_of_person(person_id)
    circumstances = circumstances_of(person_id, on)
    return Seeker(
        interests=wishes.interests,
        parts_of_week=wishes.parts_of_week,
        languages=wishes.languages or circumstances.languages,
        activation_level=wishes.activation_level,
        max_distance=wishes.max_distance,
        home=point_of(circumstances.postcode4),
        age=circumstances.age,
    )


def seeker_for(case: Case, *, by: Actor, on: date) -> Seeker:
    """The seeker as this reader may know them: without a home where the address is not theirs to see.

    The distances to a few services together tell where somebody lives.
    """
    person_id = case_person(case)
    seeker = seeker_of(person_id, on)
    return seeker if sees_address(person_id, by=by, on=on) else replace(seeker, home=None)


def offers_in(
    municipality_id: UUID, on: date, *, services: Collection[UUID] = (), activities: Collection[UUID] = ()
) -> list[Offer]:
    """The activities in a municipality that can be joined on a day, with what they ask and how full they are.

    All, or those of some services, or some activities. Eight queries, however many activities there are.
    """
    rows = Activity.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=on),
        municipality_id=municipality_id,
        service__in=Service.objects.on_offer(),
    )
    if services:
        rows = rows.filter(service_id__in=services)
    if activities:
        rows = rows.filter(id__in=activities)
    found = list(_with_details(rows))
    full = fills(activity.id for activity in found)
    return [_offer(activity, full[activity.id]) for activity in found]


def judged_service(seeker: Seeker, service: Service, municipality_id: UUID, on: date) -> Match | Verdict:
    """For a service somebody asks about: its best activity judged, or why it can't be joined at all."""
    offers = offers_in(municipality_id, on, services=[service.id])
    if offers:
        return best_match(seeker, offers)
    running = Activity.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), service=service)
    return why_not_to_join(is_open=service.status == ServiceStatus.ACTIVE, runs_elsewhere=running.exists())


def meets_at(activity: Activity) -> str:
    """When an activity with a rhythm of its own meets, in words; empty where it follows its service."""
    days = [DAYS[day] for day in _days(activity.byday)]
    if not days or activity.opens_at is None:
        return ""
    until = f" tot {activity.closes_at:%H.%M}" if activity.closes_at else ""
    return f"{' en '.join(days)}, {activity.opens_at:%H.%M}{until} uur"


def services_to_ask() -> list[tuple[UUID, str]]:
    """Every service with its organization, by name: what "why is this not in the list?" can be asked of."""
    rows = Service.objects.order_by("name", "id").values_list("id", "name", "organization__name")
    return [(id, f"{name} ({organization})") for id, name, organization in rows]


def latest_round(case_id: UUID) -> SuggestionRound | None:
    """The last suggestions made for a case, with their activities."""
    return (
        SuggestionRound.objects.filter(case_id=case_id)
        .prefetch_related("suggestions__activity")
        .order_by("-made_at", "-id")
        .first()
    )


def findings_of(suggestion: Suggestion) -> tuple[Finding, ...]:
    """The reasons of a stored suggestion, as they were when it was made."""
    return tuple(
        Finding(Criterion(row["criterion"]), Fit(row["fit"]), row["text"], row["remedy"])
        for row in suggestion.reasons
    )


@dataclass(frozen=True)
class PlacementCard:
    """A place or spot that was chosen in a case. `goal_id`: towards which goal, or None."""

    id: UUID
    enrolment_id: UUID
    activity_id: UUID
    service_id: UUID
    activity_name: str
    organization: str
    status: EnrolmentStatus
    spot: int | None
    starts_on: date | None
    ends_on: date | None
    goal_id: UUID | None
    made_at: datetime

    @property
    def standing(self) -> str:
        """In Dutch: has a place, waits on which number, or stopped. Why is between person and provider."""
        if self.status == EnrolmentStatus.WAITING:
            return f"op de wachtlijst, nummer {self.spot}"
        if self.status == EnrolmentStatus.ENDED:
            return "gestopt"
        return "heeft een plek"


def placements_of(case_id: UUID) -> list[PlacementCard]:
    """The places and spots chosen in a case, in the order of choosing. One query."""
    rows = Placement.objects.filter(case_id=case_id).select_related(
        "enrolment__activity__service__organization"
    )
    return [_placement(row) for row in rows.order_by("made_at", "id")]


def has_place_from_elsewhere(case: Case, activity_id: UUID) -> bool:
    """Whether the person has a place or spot in this activity that was not chosen in this case."""
    running = Enrolment.objects.filter(activity_id=activity_id, person_id=case_person(case)).exclude(
        status=EnrolmentStatus.ENDED
    )
    return running.exclude(id__in=Placement.objects.filter(case=case).values("enrolment_id")).exists()


def _placement(row: Placement) -> PlacementCard:
    enrolment = row.enrolment
    return PlacementCard(
        id=row.id,
        enrolment_id=enrolment.id,
        activity_id=enrolment.activity_id,
        service_id=enrolment.activity.service_id,
        activity_name=enrolment.activity.name,
        organization=enrolment.activity.service.organization.name,
        status=EnrolmentStatus(enrolment.status),
        spot=enrolment.spot,
        starts_on=enrolment.starts_on,
        ends_on=enrolment.ends_on,
        goal_id=row.goal_id,
        made_at=timezone.localtime(row.made_at),
    )


def _with_details(rows: QuerySet[Activity]) -> QuerySet[Activity]:
    return (
        rows.select_related("service")
        .prefetch_related(
            "service__attributes__taxonomy_term__taxonomy",
            "service__languages",
            "service__schedules",
            "service__at_locations__location",
        )
        .order_by("name", "id")
    )


def _offer(activity: Activity, fill: Fill) -> Offer:
    service = activity.service
    terms = [
        (row.taxonomy_term.taxonomy.code, Term(row.taxonomy_term.code, row.taxonomy_term.name))
        for row in service.attributes.all()
    ]
    places = [row.location for row in service.at_locations.all()]
    return Offer(
        activity_id=activity.id,
        service_id=service.id,
        name=activity.name,
        interests=_of(terms, TaxonomyCode.INTEREST),
        levels=_of(terms, TaxonomyCode.ACTIVATION_LEVEL),
        languages=tuple(sorted((Term(row.code, row.name) for row in service.languages.all()), key=_by_name)),
        meetings=_meetings(activity),
        points=tuple(
            (place.rd_x, place.rd_y) for place in places if place.rd_x is not None and place.rd_y is not None
        ),
        minimum_age=service.minimum_age,
        maximum_age=service.maximum_age,
        needs_indication=any((taxonomy, term.code) in NEEDS_INDICATION for taxonomy, term in terms),
        free=fill.free,
        next_spot=fill.next_spot,
    )


def _of(terms: list[tuple[Any, Term]], taxonomy: TaxonomyCode) -> tuple[Term, ...]:
    return tuple(sorted((term for code, term in terms if code == taxonomy), key=_by_name))


def _by_name(term: Term) -> tuple[str, str]:
    return term.name, term.code


def _meetings(activity: Activity) -> tuple[frozenset[str], ...]:
    byday, opens_at, closes_at = _rhythm(activity)
    return meetings_of(_days(byday), opens_at, closes_at)


def _days(byday: str) -> tuple[str, ...]:
    """The weekdays of a rhythm; one that can't be read is not known, and stops no page."""
    try:
        return weekdays(byday)
    except Refused:
        return ()


def _rhythm(activity: Activity) -> tuple[str, time | None, time | None]:
    """The activity's own rhythm, else the first schedule of its service that names a day."""
    if activity.byday:
        return activity.byday, activity.opens_at, activity.closes_at
    schedules = sorted(activity.service.schedules.all(), key=lambda row: row.id)
    named = next((row for row in schedules if row.byday), None)
    if named is None:
        return "", None, None
    return named.byday, activity.opens_at or named.opens_at, activity.closes_at or named.closes_at
