"""The case, who opened it for which purpose, and the talks."""

import uuid

from django.conf import settings
from django.db import models

from meedoen.casework.vocabulary import ConversationKind, Purpose, TalkKind


class Case(models.Model):
    """The record of one involvement. Kept: as long as the retention of its legal domain says."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    municipality = models.ForeignKey("accounts.Municipality", models.PROTECT, related_name="+")
    involvement = models.OneToOneField("people.Involvement", models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    reason = models.TextField(blank=True, help_text="waarom dit dossier er is, in eigen woorden")


class Opening(models.Model):
    """That a worker opened a case, and for which purpose: asked once per case and hour."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    case = models.ForeignKey(Case, models.CASCADE, related_name="openings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["case", "user", "at"])]


class TalkTemplate(models.Model):
    """The questions of one kind of talk, which a municipality may put in its own words.

    `questions`: Dutch sentences in their order. Never a question about the right to benefit (F2.031).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    kind = models.CharField(max_length=20, choices=TalkKind.choices, unique=True)
    name = models.CharField(max_length=120)
    questions = models.JSONField(default=list)
    source = models.CharField(max_length=240, blank=True)

    class Meta:
        ordering = ["name"]


class Conversation(models.Model):
    """A talk and what was agreed in it. An effectiveness talk, never a check on the right to benefit.

    `summary` is what the person reads, in B1; `person_says` is what the person wants to have corrected in it.
    Source: F2.031, F4.022.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    case = models.ForeignKey(Case, models.CASCADE, related_name="conversations")
    held_on = models.DateField()
    kind = models.CharField(max_length=20, choices=ConversationKind.choices)
    talk = models.CharField(max_length=20, choices=TalkKind.choices, default=TalkKind.FREE)
    story = models.TextField()
    agreed = models.TextField(blank=True)
    summary = models.TextField(blank=True)
    person_says = models.TextField(blank=True)
    person_said_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-held_on", "-recorded_at"]
