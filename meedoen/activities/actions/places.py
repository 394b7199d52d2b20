"""Writes of activities: places, waiting lists, sessions, attendance."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from meedoen.accounts.actor import Actor
from meedoen.accounts.models import Membership
from meedoen.accounts.vocabulary import RoleCode
from meedoen.activities.models import Activity, Attendance, Enrolment, Session
from meedoen.activities.policy import (
    Rhythm,
    Room,
    may_enrol,
    may_mark,
    meeting_days,
    meeting_times,
    span_of_new_sessions,
    spot_for_newcomer,
)
from meedoen.activities.queries import fills, next_session_on
from meedoen.activities.vocabulary import EndReason, EnrolmentStatus, Presence
from meedoen.directory.actions import set_capacity
from meedoen.directory.models import Schedule
from meedoen.people.actions import begin_involvement, end_involvement, plan_next_action
from meedoen.people.vocabulary import NextAction
from meedoen.shared.errors import Refused
from meedoen.shared.verdict import Verdict
from meedoen.trail.actions import record_act

OPEN_DOMAIN = "open"
UNIT = "plekken"
FIRST_LOOK_AFTER = timedelta(days=7)


@transaction.atomic
def enrol(
    *, activity_id: UUID, person_id: UUID, by: Actor, at: datetime, agreement_line_id: UUID | None = None
) -> Enrolment:
    """Give a person a place, or the next number on the waiting list where there is none.

    Never one place too many: the activity is locked until the transaction ends (docs/adr/0040). Who has a
    place or spot already keeps it. The provider knows the person from now on, in the open domain.
    Raises Refused where the activity has ended.
    """
    activity = _locked(activity_id)
    existing = _open_enrolments(activity).filter(person_id=person_id).first()
    if existing is not None:
        return existing
    _demand(may_enrol(ends_on=activity.ends_on, on=at.date()))
    spot = spot_for_newcomer(_room(activity))
    involvement = begin_involvement(
        person_id=person_id,
        municipality_id=activity.municipality_id,
        agency_id=activity.agency_id,
        team_id=None,
        legal_domain=OPEN_DOMAIN,
        lead_id=_coordinator(activity.agency_id, at.date()),
        next_action=NextAction.ATTEND,
        next_action_on=next_session_on(activity.id, at) or at.date() + FIRST_LOOK_AFTER,
        by=by,
        at=at,
    )
    enrolment = Enrolment.objects.create(
        activity=activity,
        involvement=involvement,
        person_id=person_id,
        status=EnrolmentStatus.PLACED if spot is None else EnrolmentStatus.WAITING,
        spot=spot,
        asked_at=at,
        starts_on=_first_day(activity, at.date()) if spot is None else None,
        agreement_line_id=agreement_line_id,
    )
    record_act(by=by, act="enrol", object_type="enrolment", object_id=enrolment.id, at=at)
    _tell_free_places(activity.service_id, by=by, at=at)
    return enrolment


@transaction.atomic
def end_enrolment(*, enrolment_id: UUID, reason: EndReason, by: Actor, at: datetime) -> Enrolment:
    """End a place or a spot. A place that comes free goes to who waits longest; the others keep their number.

    The provider stops knowing the person when nothing else runs there; the row keeps its lead and date.
    Ending twice changes nothing.
    """
    activity = _locked(Enrolment.objects.values_list("activity_id", flat=True).get(id=enrolment_id))
    _hold_involvements(Q(id=enrolment_id) | Q(activity=activity, status=EnrolmentStatus.WAITING))
    enrolment = Enrolment.objects.select_related("involvement").get(id=enrolment_id)
    if enrolment.status == EnrolmentStatus.ENDED:
        return enrolment
    _stop(enrolment, reason=reason, last_day=at.date(), by=by, at=at)
    _fill_free_places(activity, by=by, at=at)
    _end_involvement_without_places(enrolment, by=by, at=at)
    _tell_free_places(activity.service_id, by=by, at=at)
    return enrolment


def end_finished_enrolments(*, at: datetime) -> int:
    """End every place and spot of the activities that are over. Gives how many; a second time gives none.

    One transaction an activity. `by` is None on the trail: the system acts by its timetable.
    """
    running = Enrolment.objects.exclude(status=EnrolmentStatus.ENDED).filter(activity__ends_on__lt=at.date())
    activities = running.order_by().values_list("activity_id", flat=True).distinct()
    return sum(_end_run(activity_id, at=at) for activity_id in sorted(activities))


@transaction.atomic
def mark_attendance(
    *, session_id: UUID, enrolment_id: UUID, presence: Presence, by: Actor, at: datetime
) -> Attendance:
    """Say whether somebody was at a session. The last mark counts; marking the same again changes nothing.

    Raises Refused where the session is still to come, or the person had no place there on that day.
    """
    session = Session.objects.get(id=session_id)
    enrolment = Enrolment.objects.get(id=enrolment_id)
    if enrolment.activity_id != session.activity_id:
        raise Refused("Deze persoon hoort niet bij deze bijeenkomst. Kies iemand die op de lijst staat.")
    held_on = timezone.localtime(session.starts_at).date()
    _demand(may_mark(held_on=held_on, starts_on=enrolment.starts_on, ends_on=enrolment.ends_on, on=at.date()))
    row, is_new = Attendance.objects.select_for_update().get_or_create(
        session=session,
        enrolment=enrolment,
        defaults={"presence": presence, "marked_by_id": by.user_id, "marked_at": at},
    )
    if not is_new and row.presence == presence:
        return row
    row.presence, row.marked_by_id, row.marked_at = presence, by.user_id, at
    row.save()
    record_act(by=by, act="mark_attendance", object_type="attendance", object_id=row.id, at=at)
    return row


@transaction.atomic
def make_sessions(
    *, activity_id: UUID, until: date, by: Actor | None, at: datetime, since: date | None = None
) -> int:
    """Plan the sessions of an activity up to and including `until`, from `since` (today when left out).

    The rhythm is the activity's own, else the schedule of its service. What is planned already stays.
    Gives how many were made. Raises Refused where there is no rhythm, or no day in that period.
    """
    activity = _locked(activity_id)
    rhythm = _rhythm(activity)
    opens_at, closes_at = meeting_times(rhythm)
    span = span_of_new_sessions(
        starts_on=activity.starts_on, ends_on=activity.ends_on, since=since or at.date(), until=until
    )
    planned = {
        timezone.localtime(moment).date()
        for moment in Session.objects.filter(activity=activity).values_list("starts_at", flat=True)
    }
    made = Session.objects.bulk_create(
        Session(
            activity=activity,
            starts_at=_moment(day, opens_at),
            ends_at=_moment(day, closes_at),
            parts_of_day=activity.parts_of_day,
        )
        for day in meeting_days(rhythm, span)
        if day not in planned
    )
    record_act(by=by, act="make_sessions", object_type="activity", object_id=activity.id, at=at)
    return len(made)


def refresh_free_places(*, at: datetime) -> int:
    """Count the free places of every service anew: a run that ended yesterday has none. Gives how many.

    One transaction a service, under the lock of an enrolment, so that no figure is older than a place.
    """
    services = sorted(set(Activity.objects.order_by().values_list("service_id", flat=True).distinct()))
    for service_id in services:
        with transaction.atomic():
            list(Activity.objects.select_for_update().filter(service_id=service_id).order_by("id"))
            _tell_free_places(service_id, by=None, at=at)
    return len(services)


@transaction.atomic
def _end_run(activity_id: UUID, *, at: datetime) -> int:
    """End the places and spots of one activity that is over, as of its last day."""
    activity = _locked(activity_id)
    if not _is_over(activity, at.date()):
        return 0
    _hold_involvements(Q(activity=activity) & ~Q(status=EnrolmentStatus.ENDED))
    ended = list(_open_enrolments(activity).select_related("involvement"))
    last_day = activity.ends_on or at.date()
    for enrolment in ended:
        _stop(enrolment, reason=EndReason.FINISHED, last_day=last_day, by=None, at=at)
        _end_involvement_without_places(enrolment, by=None, at=at)
    _tell_free_places(activity.service_id, by=None, at=at)
    return len(ended)


def _stop(enrolment: Enrolment, *, reason: EndReason, last_day: date, by: Actor | None, at: datetime) -> None:
    """Put the end on a place or spot; one that had not begun by its last day never started."""
    if enrolment.starts_on is not None and enrolment.starts_on > last_day:
        enrolment.starts_on = None
    enrolment.status = EnrolmentStatus.ENDED
    enrolment.spot = None
    enrolment.ends_on = last_day
    enrolment.end_reason = reason
    enrolment.save()
    record_act(by=by, act="end_enrolment", object_type="enrolment", object_id=enrolment.id, at=at)


def _is_over(activity: Activity, today: date) -> bool:
    return activity.ends_on is not None and activity.ends_on < today


def _hold_involvements(which: Q) -> None:
    """Lock the involvements of these enrolments, in the order of their ids, until the transaction ends.

    The lock on a service does not reach another service of the same provider: whoever enrols the person there
    waits here, so that what still runs is counted when nobody can add to it.
    """
    rows = Enrolment.objects.filter(which).select_related("involvement").order_by("involvement_id")
    list(rows.select_for_update(of=("involvement",)))


def _locked(activity_id: UUID) -> Activity:
    """The activity, read under a row lock that holds until the transaction ends.

    Its sisters of the same service are locked with it, in the order of their ids: the free places that the
    public map shows are counted over all of them.
    """
    service = Activity.objects.filter(id=activity_id).values("service_id")
    rows = Activity.objects.select_for_update().filter(service_id__in=service).order_by("id")
    found = {row.id: row for row in rows}
    if activity_id not in found:
        raise Activity.DoesNotExist(str(activity_id))
    return found[activity_id]


def _open_enrolments(activity: Activity) -> QuerySet[Enrolment]:
    return Enrolment.objects.filter(activity=activity).exclude(status=EnrolmentStatus.ENDED)


def _room(activity: Activity) -> Room:
    rows = Enrolment.objects.filter(activity=activity)
    last = rows.filter(status=EnrolmentStatus.WAITING).aggregate(last=Max("spot"))["last"]
    placed = rows.filter(status=EnrolmentStatus.PLACED).count()
    return Room(capacity=activity.capacity, placed=placed, last_spot=last or 0)


def _fill_free_places(activity: Activity, *, by: Actor, at: datetime) -> None:
    """Give each free place to who waits longest, and have the provider tell them today.

    An activity that is over has no places to give.
    """
    if _is_over(activity, at.date()):
        return
    room = _room(activity)
    waiting = Enrolment.objects.filter(activity=activity, status=EnrolmentStatus.WAITING).order_by("spot")
    for enrolment in waiting[: max(0, room.capacity - room.placed)]:
        enrolment.status = EnrolmentStatus.PLACED
        enrolment.spot = None
        enrolment.starts_on = _first_day(activity, at.date())
        enrolment.save()
        record_act(by=by, act="give_place", object_type="enrolment", object_id=enrolment.id, at=at)
        plan_next_action(
            involvement_id=enrolment.involvement_id,
            next_action=NextAction.CONTACT,
            on=at.date(),
            by=by,
            at=at,
        )


def _end_involvement_without_places(enrolment: Enrolment, *, by: Actor | None, at: datetime) -> None:
    """In the open domain nobody is followed: where nothing runs, the provider stops knowing the person."""
    involvement = enrolment.involvement
    running = Enrolment.objects.filter(involvement=involvement).exclude(status=EnrolmentStatus.ENDED)
    if involvement.legal_domain_id != OPEN_DOMAIN or involvement.ends_on is not None or running.exists():
        return
    end_involvement(involvement_id=involvement.id, reason=enrolment.end_reason, by=by, at=at)


def _tell_free_places(service_id: UUID, *, by: Actor | None, at: datetime) -> None:
    """Let the social map know how many places the service has free now, over all its activities."""
    running = Activity.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=at.date()), service_id=service_id
    )
    counted = fills(running.values_list("id", flat=True)).values()
    set_capacity(
        service_id=service_id,
        unit=UNIT,
        available=sum(fill.free for fill in counted),
        maximum=sum(fill.capacity for fill in counted),
        by=by,
        at=at,
    )


def _coordinator(agency_id: UUID, on: date) -> UUID | None:
    """Who answers for a newcomer at a provider: the coordinator who has been there longest, if any."""
    return (
        Membership.objects.filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=on),
            agency_id=agency_id,
            role=RoleCode.COORDINATOR,
            starts_on__lte=on,
        )
        .order_by("starts_on", "id")
        .values_list("user_id", flat=True)
        .first()
    )


def _rhythm(activity: Activity) -> Rhythm:
    if activity.byday:
        return Rhythm(activity.byday, activity.opens_at, activity.closes_at, activity.starts_on)
    schedule = (
        Schedule.objects.filter(service_id=activity.service_id).exclude(byday="").order_by("id").first()
    )
    if schedule is None:
        raise Refused("Deze activiteit heeft nog geen vaste dag. Vul eerst in op welke dag het is.")
    return Rhythm(
        byday=schedule.byday,
        opens_at=activity.opens_at or schedule.opens_at,
        closes_at=activity.closes_at or schedule.closes_at,
        anchor=schedule.dtstart or activity.starts_on,
        freq=schedule.freq or "WEEKLY",
        interval=schedule.interval,
    )


def _first_day(activity: Activity, today: date) -> date:
    return max(today, activity.starts_on)


def _moment(day: date, at: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, at))


def _demand(verdict: Verdict) -> None:
    if not verdict:
        raise Refused(" ".join((*verdict.reasons, *verdict.remedies)))
