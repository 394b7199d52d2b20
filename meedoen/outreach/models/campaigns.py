"""Contact days: a campaign, its days, who staffs them, whom it invites, and every try to reach somebody."""

import uuid

from django.conf import settings
from django.db import models

from meedoen.outreach.vocabulary import (
    CampaignStatus,
    Channel,
    DayOutcome,
    InvitationStatus,
    TryOutcome,
)


class Campaign(models.Model):
    """Inviting a group to a talk in their own neighbourhood.

    `arrangements`, `area_codes`: codes; empty means all. `years_without_contact`: at least that many.
    Source: F3.006.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    municipality = models.ForeignKey("accounts.Municipality", models.PROTECT, related_name="+")
    agency = models.ForeignKey("accounts.Agency", models.PROTECT, related_name="+")
    legal_domain = models.ForeignKey("accounts.LegalDomain", models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    status = models.CharField(max_length=10, choices=CampaignStatus.choices, default=CampaignStatus.DRAFT)
    arrangements = models.JSONField(default=list, blank=True)
    area_codes = models.JSONField(default=list, blank=True)
    years_without_contact = models.PositiveSmallIntegerField(default=0)
    minutes_per_talk = models.PositiveSmallIntegerField(default=45)
    show_rate = models.PositiveSmallIntegerField(
        default=50, help_text="van de 100 uitgenodigden komen er zoveel"
    )
    most_tries = models.PositiveSmallIntegerField(default=3)
    weeks_between_tries = models.PositiveSmallIntegerField(default=4)
    channels = models.JSONField(default=list, help_text="in welke volgorde, zoals letter, sms, phone")
    phone = models.CharField(max_length=20, help_text="om een andere tijd af te spreken")
    is_compulsory = models.BooleanField(default=False, help_text="de gemeente verplicht dit gesprek")
    made_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-made_at", "id"]


class ContactDay(models.Model):
    """One morning or afternoon at one place. `starts_at` and `ends_at` are in Dutch time on that day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="days")
    held_on = models.DateField()
    starts_at = models.TimeField()
    ends_at = models.TimeField()
    area_code = models.CharField(max_length=12)
    place = models.CharField(max_length=160)
    address = models.CharField(max_length=200)

    class Meta:
        ordering = ["held_on", "starts_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="contact_day_ends_after_it_starts"
            )
        ]


class Staffing(models.Model):
    """That a worker is there on a contact day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    day = models.ForeignKey(ContactDay, models.CASCADE, related_name="staffing")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "user"], name="staffed_once_a_day")]


class Invitation(models.Model):
    """That somebody is invited, to which day and time, and what came of it. A walk-in has no time.

    `missed`: how many times of theirs passed without them; after that they may have got another.
    Personal: that it exists, `notes`. Until: as long as the involvement.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="invitations")
    involvement = models.ForeignKey("people.Involvement", models.PROTECT, related_name="+")
    day = models.ForeignKey(ContactDay, models.PROTECT, null=True, blank=True, related_name="invitations")
    starts_at = models.TimeField(null=True, blank=True)
    status = models.CharField(
        max_length=10, choices=InvitationStatus.choices, default=InvitationStatus.PLANNED
    )
    tries = models.PositiveSmallIntegerField(default=0)
    missed = models.PositiveSmallIntegerField(default=0)
    next_try_on = models.DateField(null=True, blank=True)
    walked_in = models.BooleanField(default=False)
    arrived_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=12, choices=DayOutcome.choices, blank=True)
    stopped_until = models.DateField(null=True, blank=True)
    call_asked_at = models.DateTimeField(null=True, blank=True, help_text="vroeg om gebeld te worden")

    class Meta:
        ordering = ["day", "starts_at", "id"]
        indexes = [models.Index(fields=["day", "starts_at"]), models.Index(fields=["campaign", "status"])]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "involvement"], name="invited_once_a_campaign"),
            models.CheckConstraint(
                condition=~models.Q(status=InvitationStatus.STOPPED) | models.Q(stopped_until__isnull=False),
                name="stopped_inviting_until_a_day",
            ),
        ]


class Try(models.Model):
    """One try to reach somebody: by which channel, when, and whether it arrived. The outreach log."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="tried")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    outcome = models.CharField(max_length=10, choices=TryOutcome.choices)
    at = models.DateTimeField()
    message_id = models.CharField(max_length=80, blank=True, db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-at", "id"]


class Pause(models.Model):
    """That somebody is not invited before a day, and why in one line."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    involvement = models.OneToOneField("people.Involvement", models.PROTECT, related_name="+")
    not_before = models.DateField()
    why = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
