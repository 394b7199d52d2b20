"""Cases: conversations, plan, goals, measurements. The story of a person, one case per involvement."""

import uuid

from django.conf import settings
from django.db import models

from meedoen.casework.vocabulary import (
    Aspect,
    ConversationKind,
    GoalStatus,
    Purpose,
    ScaleDirection,
    View,
)


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


class Conversation(models.Model):
    """A talk and what was agreed in it. An effectiveness talk, never a check on the right to benefit.

    Source: F2.031, F4.022.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    case = models.ForeignKey(Case, models.CASCADE, related_name="conversations")
    held_on = models.DateField()
    kind = models.CharField(max_length=20, choices=ConversationKind.choices)
    story = models.TextField()
    agreed = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-held_on", "-recorded_at"]


class Plan(models.Model):
    """The plan of a person: one, and theirs. The wishes are what suggestions are made from."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    municipality = models.ForeignKey("accounts.Municipality", models.PROTECT, related_name="+")
    person = models.OneToOneField("people.Person", models.PROTECT, related_name="+")
    started_on = models.DateField()
    interests = models.JSONField(default=list, blank=True, help_text="codes van de lijst ‘wat je wilt doen’")
    parts_of_week = models.JSONField(default=list, blank=True, help_text="zoals MO-morning")
    languages = models.JSONField(default=list, blank=True)
    activation_level = models.CharField(max_length=40, blank=True)
    max_distance = models.PositiveIntegerField(null=True, blank=True, help_text="in meters")


class Goal(models.Model):
    """A goal in the person's own words: the four questions of the Stadskamer (F3.059).

    It belongs to a legal domain, or to none, and is seen in another domain only with consent.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="goals")
    legal_domain = models.ForeignKey(
        "accounts.LegalDomain", models.PROTECT, null=True, blank=True, related_name="+"
    )
    want = models.TextField()
    need = models.TextField(blank=True)
    how = models.TextField(blank=True)
    result = models.TextField(blank=True)
    status = models.CharField(max_length=10, choices=GoalStatus.choices, default=GoalStatus.OPEN)
    made_on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["made_on", "id"]


class Step(models.Model):
    """A next step towards a goal: who does what, before when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    goal = models.ForeignKey(Goal, models.CASCADE, related_name="steps")
    text = models.CharField(max_length=300)
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["due_on", "id"]


class Scale(models.Model):
    """An ordered classification as data, with its direction (participation ladder up, arrangements down)."""

    code = models.SlugField(primary_key=True, max_length=40)
    name = models.CharField(max_length=120)
    direction = models.CharField(max_length=4, choices=ScaleDirection.choices)
    source = models.CharField(max_length=240)


class ScaleStep(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    scale = models.ForeignKey(Scale, models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    explanation = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["scale", "position"]
        constraints = [models.UniqueConstraint(fields=["scale", "position"], name="step_once_on_scale")]


class Measurement(models.Model):
    """Where somebody stands on a scale on a day, in the worker's or the person's own view. Never edited."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    case = models.ForeignKey(Case, models.CASCADE, related_name="measurements")
    step = models.ForeignKey(ScaleStep, models.PROTECT, related_name="+")
    view = models.CharField(max_length=10, choices=View.choices)
    aspect = models.CharField(max_length=10, choices=Aspect.choices, default=Aspect.DOES)
    measured_on = models.DateField()
    note = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-measured_on", "-recorded_at"]
