"""Activities: a run of a service with places, its dated sessions, who takes part and who was there."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from meedoen.activities.vocabulary import EndReason, EnrolmentStatus, Presence


class Activity(models.Model):
    """One run of a service that a person can enrol in. Rhythm: the service's schedule unless its own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    municipality = models.ForeignKey("accounts.Municipality", models.PROTECT, related_name="+")
    agency = models.ForeignKey("accounts.Agency", models.PROTECT, related_name="+")
    service = models.ForeignKey("directory.Service", models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    capacity = models.PositiveIntegerField()
    parts_of_day = models.PositiveSmallIntegerField(default=1, help_text="dagdelen per bijeenkomst")
    byday = models.CharField(max_length=40, blank=True, help_text="eigen ritme, zoals MO,TH")
    opens_at = models.TimeField(null=True, blank=True)
    closes_at = models.TimeField(null=True, blank=True)

    class Meta:
        ordering = ["name", "id"]
        verbose_name_plural = "activities"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="activity_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Session(models.Model):
    """One dated meeting of an activity. `parts_of_day`: how many half-days it counts for."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    activity = models.ForeignKey(Activity, models.CASCADE, related_name="sessions")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    parts_of_day = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "starts_at"], name="session_once_at_a_time"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="session_ends_after_it_starts"
            ),
        ]


class Enrolment(models.Model):
    """A person's place in an activity, or a numbered spot on its waiting list.

    Personal: that somebody takes part. Why: to keep the place and count use. `agreement_line_id` names the
    agreement line that carries it, so that nothing counts twice.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="enrolments")
    involvement = models.ForeignKey("people.Involvement", models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=EnrolmentStatus.choices)
    spot = models.PositiveIntegerField(null=True, blank=True, help_text="nummer op de wachtlijst")
    asked_at = models.DateTimeField()
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=20, choices=EndReason.choices, blank=True)
    agreement_line_id = models.UUIDField(null=True, blank=True, db_index=True)

    class Meta:
        ordering = ["asked_at", "id"]
        indexes = [models.Index(fields=["activity", "status"])]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "person"],
                condition=~Q(status="ended"),
                name="one_open_enrolment_per_person",
            ),
            models.UniqueConstraint(
                fields=["activity", "spot"], condition=Q(status="waiting"), name="waiting_spot_is_one_persons"
            ),
            models.CheckConstraint(
                condition=Q(status="waiting", spot__isnull=False)
                | ~Q(status="waiting") & Q(spot__isnull=True),
                name="only_who_waits_has_a_spot",
            ),
        ]


class Attendance(models.Model):
    """Whether somebody was at a session. The last mark counts; each mark is in the audit trail."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    session = models.ForeignKey(Session, models.CASCADE, related_name="attendances")
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="attendances")
    presence = models.CharField(max_length=10, choices=Presence.choices)
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    marked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "enrolment"], name="attendance_once_a_session")
        ]
