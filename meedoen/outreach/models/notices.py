"""Notices: a worry about a resident, passed on by somebody who has no account here."""

import uuid

from django.conf import settings
from django.db import models

from meedoen.outreach.vocabulary import ClimbedTo, CloseReason, NoticeStatus, ReporterKind, Urgency


class Notice(models.Model):
    """A worry and where to find the resident. It always has a team that owns it and a date for its next step.

    `joined_to`: the same resident was noticed before; that notice goes on, and this sender's receipt follows
    it. `climbed_to`: who was told that its day had passed.

    Personal: worry, resident_*, reporter_*. Why: to make contact. Until: closed, and its retention ran out.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    municipality = models.ForeignKey("accounts.Municipality", models.PROTECT, related_name="+")
    team = models.ForeignKey("accounts.Team", models.PROTECT, related_name="+")
    area_code = models.CharField(max_length=12)
    status = models.CharField(max_length=12, choices=NoticeStatus.choices, default=NoticeStatus.RECEIVED)
    worry = models.TextField()
    life_domains = models.JSONField(default=list, blank=True, help_text="codes van de zeven leefgebieden")
    urgency = models.CharField(max_length=10, choices=Urgency.choices, default=Urgency.CAN_WAIT)
    joined_to = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="joined")
    climbed_to = models.CharField(max_length=12, choices=ClimbedTo.choices, default=ClimbedTo.TEAM)
    resident_name = models.CharField(max_length=160)
    resident_contact = models.CharField(max_length=240)
    resident_knows = models.BooleanField()
    reporter_kind = models.CharField(max_length=10, choices=ReporterKind.choices)
    reporter_name = models.CharField(max_length=160)
    reporter_contact = models.CharField(max_length=160, blank=True)
    received_at = models.DateTimeField()
    due_on = models.DateField()
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    involvement = models.ForeignKey(
        "people.Involvement", models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_on = models.DateField(null=True, blank=True)
    close_reason = models.CharField(max_length=12, choices=CloseReason.choices, blank=True)

    class Meta:
        ordering = ["due_on", "received_at"]
        indexes = [models.Index(fields=["team", "status", "due_on"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status=NoticeStatus.CLOSED, closed_on__isnull=False)
                & ~models.Q(close_reason="")
                | ~models.Q(status=NoticeStatus.CLOSED),
                name="closed_notice_has_a_day_and_a_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(status=NoticeStatus.RECEIVED) | models.Q(taken_by__isnull=False),
                name="taken_notice_has_somebody",
            ),
        ]
