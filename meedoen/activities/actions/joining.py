"""When two records turn out to be of one person: their places come together."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from meedoen.accounts.actor import Actor
from meedoen.activities.actions.places import end_enrolment
from meedoen.activities.models import Attendance, Enrolment
from meedoen.activities.vocabulary import EndReason, EnrolmentStatus
from meedoen.people.actions import begin_involvement
from meedoen.people.vocabulary import NextAction


@transaction.atomic
def join_rows(*, gone_id: UUID, kept_id: UUID, by: Actor, at: datetime) -> dict[UUID, UUID]:
    """Give the places of `gone_id` to `kept_id`; before the involvements move.

    Who stood in one activity twice keeps the better of the two: a place before a number, the lower number
    first. The other ends, so its place goes to who waits longest; the marks of its sessions move along.
    Gives which enrolment took the place of which.
    """
    replaced = {}
    for one in _open(gone_id):
        other = _open(kept_id).filter(activity_id=one.activity_id).first()
        if other is None:
            continue
        stays, goes = sorted((one, other), key=_standing)
        _move_marks(goes, stays)
        end_enrolment(enrolment_id=goes.id, reason=EndReason.FINISHED, by=by, at=at)
        replaced[goes.id] = stays.id
    Enrolment.objects.filter(person_id=gone_id).update(person_id=kept_id)
    return replaced


@transaction.atomic
def settle_places(*, person_id: UUID, by: Actor, at: datetime) -> None:
    """After the involvements moved: a place that runs hangs on what runs at its provider."""
    rows = _open(person_id).filter(involvement__ends_on__isnull=False).select_related("activity")
    for enrolment in rows:
        running = begin_involvement(
            person_id=person_id,
            municipality_id=enrolment.activity.municipality_id,
            agency_id=enrolment.activity.agency_id,
            team_id=None,
            legal_domain="open",
            lead_id=enrolment.involvement.lead_id,
            next_action=NextAction.ATTEND,
            next_action_on=enrolment.involvement.next_action_on or at.date(),
            by=by,
            at=at,
        )
        Enrolment.objects.filter(id=enrolment.id).update(involvement_id=running.id)


@transaction.atomic
def end_places(*, enrolment_ids: list[UUID], reason: EndReason, by: Actor, at: datetime) -> int:
    """End these places and spots, each with its activity locked in the order of the ids. Gives how many."""
    rows = Enrolment.objects.filter(id__in=enrolment_ids).exclude(status=EnrolmentStatus.ENDED)
    ids = list(rows.order_by("activity__service_id", "activity_id", "id").values_list("id", flat=True))
    for enrolment_id in ids:
        end_enrolment(enrolment_id=enrolment_id, reason=reason, by=by, at=at)
    return len(ids)


@transaction.atomic
def end_places_of(*, person_id: UUID, reason: EndReason, by: Actor, at: datetime) -> int:
    """End all that runs of a person, with every provider. Gives how many."""
    ids = list(_open(person_id).values_list("id", flat=True))
    return end_places(enrolment_ids=ids, reason=reason, by=by, at=at)


def _open(person_id: UUID) -> QuerySet[Enrolment]:
    return Enrolment.objects.filter(person_id=person_id).exclude(status=EnrolmentStatus.ENDED)


def _standing(enrolment: Enrolment) -> tuple[bool, int, datetime]:
    return enrolment.status != EnrolmentStatus.PLACED, enrolment.spot or 0, enrolment.asked_at


def _move_marks(goes: Enrolment, stays: Enrolment) -> None:
    """The marks of sessions that the other has no mark of; where both have one, the last mark stays."""
    there = dict(Attendance.objects.filter(enrolment=stays).values_list("session_id", "marked_at"))
    for mark in Attendance.objects.filter(enrolment=goes):
        known = there.get(mark.session_id)
        if known is None:
            Attendance.objects.filter(id=mark.id).update(enrolment=stays)
        elif mark.marked_at > known:
            Attendance.objects.filter(enrolment=stays, session_id=mark.session_id).update(
                presence=mark.presence, marked_by_id=mark.marked_by_id, marked_at=mark.marked_at
            )
    stays.starts_on = min(filter(None, (stays.starts_on, goes.starts_on)), default=stays.starts_on)
    stays.save(update_fields=["starts_on"])
