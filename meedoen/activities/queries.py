"""Reads of activities: how full they are, the programme of an agency, the places of a person.

Nothing here names a person: views hand the ids to `people.queries.reveal`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Count, F, Max, Min, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from meedoen.accounts.actor import Actor
from meedoen.activities.models import Activity, Attendance, Enrolment, Session
from meedoen.activities.vocabulary import EnrolmentStatus, Presence
from meedoen.shared.period import Period

_PLACED = Count("enrolments", filter=Q(enrolments__status=EnrolmentStatus.PLACED))
_WAITING = Count("enrolments", filter=Q(enrolments__status=EnrolmentStatus.WAITING))
_LAST_SPOT = Max("enrolments__spot", filter=Q(enrolments__status=EnrolmentStatus.WAITING))


@dataclass(frozen=True)
class Fill:
    """How full an activity is. `next_spot` is the number that the next one on the waiting list gets."""

    capacity: int
    placed: int
    waiting: int
    next_spot: int

    @property
    def free(self) -> int:
        """Places a newcomer can have now: none while somebody waits, who goes first."""
        return 0 if self.waiting else max(0, self.capacity - self.placed)


def fills(activity_ids: Iterable[UUID]) -> dict[UUID, Fill]:
    """How full each of these activities is. One query."""
    rows = (
        Activity.objects.filter(id__in=set(activity_ids))
        .order_by()
        .annotate(placed=_PLACED, waiting=_WAITING, last_spot=_LAST_SPOT)
        .values_list("id", "capacity", "placed", "waiting", "last_spot")
    )
    return {
        id: Fill(capacity, placed, waiting, (last_spot or 0) + 1)
        for id, capacity, placed, waiting, last_spot in rows
    }


def free_places(activity_ids: Iterable[UUID]) -> dict[UUID, int]:
    """The free places of each of these activities. One query."""
    return {id: fill.free for id, fill in fills(activity_ids).items()}


def own_activities(actor: Actor) -> QuerySet[Activity]:
    """The activities of the actor's own agency."""
    return Activity.objects.filter(agency__in=_agency(actor))


def own_sessions(actor: Actor) -> QuerySet[Session]:
    """The sessions of the actor's own agency, with their activity."""
    return Session.objects.filter(activity__agency__in=_agency(actor)).select_related("activity")


def own_enrolments(actor: Actor) -> QuerySet[Enrolment]:
    """The enrolments at the actor's own agency, with their activity."""
    return Enrolment.objects.filter(activity__agency__in=_agency(actor)).select_related("activity")


@dataclass(frozen=True)
class ProgrammeSession:
    """One session in the programme: `starts_at` and `ends_at` on the clocks here, `marked` people so far."""

    id: UUID
    activity_id: UUID
    name: str
    starts_at: datetime
    ends_at: datetime
    fill: Fill
    marked: int


def programme(actor: Actor, week: Period) -> list[ProgrammeSession]:
    """The sessions of the actor's agency in a period, in the order of the clock. Two queries."""
    sessions = list(
        own_sessions(actor)
        .filter(starts_at__gte=_midnight(week.start), starts_at__lt=_midnight(week.end + timedelta(days=1)))
        .annotate(marked=Count("attendances"))
        .order_by("starts_at", "activity__name", "id")
    )
    full = fills(session.activity_id for session in sessions)
    return [
        ProgrammeSession(
            id=session.id,
            activity_id=session.activity_id,
            name=session.activity.name,
            starts_at=timezone.localtime(session.starts_at),
            ends_at=timezone.localtime(session.ends_at),
            fill=full[session.activity_id],
            marked=session.marked,
        )
        for session in sessions
    ]


@dataclass(frozen=True)
class RunningActivity:
    """An activity that runs or is still to begin, with its next session (None: none is planned)."""

    id: UUID
    name: str
    fill: Fill
    next_at: datetime | None


def running_activities(actor: Actor, at: datetime) -> list[RunningActivity]:
    """The activities of the actor's agency that have not ended, by name. Two queries."""
    rows = list(_not_ended(own_activities(actor), at.date()).annotate(next_at=_next_session(at, "pk")))
    full = fills(row.id for row in rows)
    return [RunningActivity(row.id, row.name, full[row.id], _local(row.next_at)) for row in rows]


def sessions_from(activity_id: UUID, since: date, limit: int) -> list[Session]:
    """The first sessions of an activity from a day on, oldest first."""
    rows = Session.objects.filter(activity_id=activity_id, starts_at__gte=_midnight(since))
    return list(rows.order_by("starts_at")[:limit])


def sessions_before(activity_id: UUID, day: date, limit: int) -> list[Session]:
    """The last sessions of an activity before a day, newest first."""
    rows = Session.objects.filter(activity_id=activity_id, starts_at__lt=_midnight(day))
    return list(rows.order_by("-starts_at")[:limit])


def open_enrolments(activity_id: UUID) -> list[Enrolment]:
    """Who has a place (by date of asking), then who waits (by number)."""
    return list(
        Enrolment.objects.filter(activity_id=activity_id)
        .exclude(status=EnrolmentStatus.ENDED)
        .order_by(F("spot").asc(nulls_first=True), "asked_at", "id")
    )


@dataclass(frozen=True)
class AttendanceLine:
    """One place at one session; `presence` is None until somebody marked it."""

    enrolment_id: UUID
    person_id: UUID
    presence: Presence | None


def attendance_list(session: Session) -> list[AttendanceLine]:
    """Who had a place on the day of a session, and what was marked. Two queries."""
    day = timezone.localtime(session.starts_at).date()
    marks = dict(Attendance.objects.filter(session=session).values_list("enrolment_id", "presence"))
    places = (
        Enrolment.objects.filter(activity_id=session.activity_id, starts_on__lte=day)
        .filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))
        .order_by("asked_at", "id")
        .values_list("id", "person_id")
    )
    return [
        AttendanceLine(id, person_id, Presence(marks[id]) if id in marks else None)
        for id, person_id in places
    ]


@dataclass(frozen=True)
class OwnPlace:
    """A place, or a spot on a waiting list, as the person sees it."""

    enrolment_id: UUID
    activity_name: str
    organization: str
    service_id: UUID
    status: EnrolmentStatus
    spot: int | None
    next_at: datetime | None

    @property
    def standing(self) -> str:
        """In Dutch: that there is a place, or which number on the waiting list."""
        if self.status == EnrolmentStatus.WAITING:
            return f"Je staat op de wachtlijst, op nummer {self.spot}."
        return "Je hebt een plek."


def own_places(person_id: UUID, at: date | datetime) -> list[OwnPlace]:
    """The places and spots that a person has, by name of the activity. One query.

    With each the next session that is not over at this moment; of a day, the first one of it.
    """
    rows = (
        Enrolment.objects.filter(person_id=person_id)
        .exclude(status=EnrolmentStatus.ENDED)
        .select_related("activity__service__organization")
        .annotate(next_at=_next_session(at, "activity_id"))
        .order_by("activity__name", "id")
    )
    return [
        OwnPlace(
            enrolment_id=row.id,
            activity_name=row.activity.name,
            organization=row.activity.service.organization.name,
            service_id=row.activity.service_id,
            status=EnrolmentStatus(row.status),
            spot=row.spot,
            next_at=_local(row.next_at),
        )
        for row in rows
    ]


def next_session_on(activity_id: UUID, at: date | datetime) -> date | None:
    """The day of the first session that begins from a moment (or a day) on, or None where none is planned."""
    first = Session.objects.filter(activity_id=activity_id, starts_at__gte=_moment(at)).aggregate(
        first=Min("starts_at")
    )["first"]
    return timezone.localtime(first).date() if first else None


def _not_ended(activities: QuerySet[Activity], on: date) -> QuerySet[Activity]:
    return activities.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))


def _next_session(at: date | datetime, key: str) -> Subquery:
    """The start of the first session that is not over at a moment (a day: as it begins)."""
    later = Session.objects.filter(activity_id=OuterRef(key), ends_at__gt=_moment(at))
    return Subquery(later.order_by("starts_at").values("starts_at")[:1])


def _agency(actor: Actor) -> list[UUID]:
    return [actor.agency_id] if actor.agency_id else []


def _local(moment: datetime | None) -> datetime | None:
    return timezone.localtime(moment) if moment else None


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _moment(at: date | datetime) -> datetime:
    return at if isinstance(at, datetime) else _midnight(at)
