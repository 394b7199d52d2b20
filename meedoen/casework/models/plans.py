"""The plan of a person: their own words, its goals and steps, its kind, and when it is looked at again."""

import uuid

from django.conf import settings
from django.db import models

from meedoen.casework.vocabulary import GoalStatus, PlanKind, StepOwner


class Plan(models.Model):
    """The plan of a person: one, and theirs. The wishes are what suggestions are made from."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    municipality = models.ForeignKey("accounts.Municipality", models.PROTECT, related_name="+")
    person = models.OneToOneField("people.Person", models.PROTECT, related_name="+")
    started_on = models.DateField()
    kind = models.CharField(max_length=20, choices=PlanKind.choices, blank=True)
    review_on = models.DateField(null=True, blank=True)
    interests = models.JSONField(default=list, blank=True, help_text="codes van de lijst ‘wat je wilt doen’")
    parts_of_week = models.JSONField(default=list, blank=True, help_text="zoals MO-morning")
    languages = models.JSONField(default=list, blank=True)
    activation_level = models.CharField(max_length=40, blank=True)
    max_distance = models.PositiveIntegerField(null=True, blank=True, help_text="in meters")


class PlanMove(models.Model):
    """That a plan became of another kind, in either direction: a step back is a normal step.

    Sources: Divosa's chain of plan kinds (F2.066); De Wilg's safety net (F2.068, F4.030). Appended, never
    edited. It belongs to a legal domain as a goal does, and is seen in another only with consent.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="moves")
    legal_domain = models.ForeignKey(
        "accounts.LegalDomain", models.PROTECT, null=True, blank=True, related_name="+"
    )
    from_kind = models.CharField(max_length=20, choices=PlanKind.choices, blank=True)
    to_kind = models.CharField(max_length=20, choices=PlanKind.choices)
    moved_on = models.DateField()
    why = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-moved_on", "-recorded_at"]


class PlanReview(models.Model):
    """That the plan was looked at together, who was there, and when the next time is.

    It belongs to a legal domain as a goal does, and is seen in another only with consent.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="reviews")
    legal_domain = models.ForeignKey(
        "accounts.LegalDomain", models.PROTECT, null=True, blank=True, related_name="+"
    )
    held_on = models.DateField()
    with_person = models.BooleanField(default=True)
    with_parents = models.BooleanField(default=False)
    said = models.TextField(blank=True, help_text="wat er gezegd is, in de woorden van de inwoner")
    next_on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-held_on", "-recorded_at"]


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
    """A next step towards a goal: who does what, before when. `who` names a third one where that is it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    goal = models.ForeignKey(Goal, models.CASCADE, related_name="steps")
    text = models.CharField(max_length=300)
    owner = models.CharField(max_length=10, choices=StepOwner.choices, default=StepOwner.PERSON)
    who = models.CharField(max_length=120, blank=True)
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["due_on", "id"]
