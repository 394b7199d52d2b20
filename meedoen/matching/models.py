"""Suggestions for a case, and the link between a plan and a place: only this app knows both."""

import uuid

from django.conf import settings
from django.db import models


class SuggestionRound(models.Model):
    """The suggestions made for a case at one moment, with the input and the rules they were made from."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    case = models.ForeignKey("casework.Case", models.CASCADE, related_name="+")
    made_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    rules_version = models.CharField(max_length=20)
    wishes = models.JSONField(help_text="waarmee gerekend is")

    class Meta:
        ordering = ["-made_at"]


class Suggestion(models.Model):
    """A service shown to a person with reasons; it holds nothing. `position` orders services, not people."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    round = models.ForeignKey(SuggestionRound, models.CASCADE, related_name="suggestions")
    activity = models.ForeignKey("activities.Activity", models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    reasons = models.JSONField()
    chosen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position"]


class Placement(models.Model):
    """That a place was chosen in a case, towards a goal of the plan (or none in particular).

    Two agencies can each choose the same place with the same person: one enrolment, two placements.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    case = models.ForeignKey("casework.Case", models.PROTECT, related_name="+")
    goal = models.ForeignKey("casework.Goal", models.SET_NULL, null=True, blank=True, related_name="+")
    enrolment = models.ForeignKey("activities.Enrolment", models.PROTECT, related_name="+")
    suggestion = models.ForeignKey(Suggestion, models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["made_at"]
        constraints = [models.UniqueConstraint(fields=["case", "enrolment"], name="placement_once_a_case")]
