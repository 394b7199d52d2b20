"""Ordered classifications as data, where somebody stands on them, and the ladder chooser."""

import uuid

from django.conf import settings
from django.db import models

from meedoen.casework.models.records import Case
from meedoen.casework.vocabulary import Aspect, ScaleDirection, View


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


class LadderChoice(models.Model):
    """One use of the ladder chooser: what the form suggested and why, what the person sees, what was chosen.

    All three are kept and may differ; a choice other than the suggestion has its reason (F2.064). Where the
    answers or the sources do not say enough, nothing is suggested. `answers` by question code. Appended,
    never edited, and no input for pressure (F3.006).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    case = models.ForeignKey(Case, models.CASCADE, related_name="ladder_choices")
    chosen_on = models.DateField()
    answers = models.JSONField(default=dict)
    suggested = models.ForeignKey(ScaleStep, models.PROTECT, null=True, blank=True, related_name="+")
    because = models.JSONField(default=list, help_text="de redenen van het voorstel, in zinnen")
    person_sees = models.ForeignKey(ScaleStep, models.PROTECT, null=True, blank=True, related_name="+")
    person_says = models.CharField(max_length=300, blank=True)
    chosen = models.ForeignKey(ScaleStep, models.PROTECT, related_name="+")
    why_different = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-chosen_on", "-recorded_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(suggested__isnull=True)
                | models.Q(chosen=models.F("suggested"))
                | ~models.Q(why_different=""),
                name="other_choice_has_its_reason",
            )
        ]
