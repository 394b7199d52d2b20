"""Measurement instruments as data, and a person's answers on a day: baseline, interim, end."""

import uuid

from django.conf import settings
from django.db import models

from meedoen.casework.models.records import Case
from meedoen.casework.vocabulary import AnswerKind, MeasureMoment, View


class Instrument(models.Model):
    """A list of items somebody can be asked about. A municipality adds its own; what it may not use is off.

    `legal_domains`: where it may be used; empty means everywhere.
    """

    code = models.SlugField(primary_key=True, max_length=40)
    name = models.CharField(max_length=120)
    explanation = models.TextField(blank=True)
    source = models.CharField(max_length=300, blank=True)
    legal_domains = models.JSONField(default=list, blank=True)
    in_use = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]


class InstrumentItem(models.Model):
    """One thing asked: a level with names, a number between two bounds, or words. Higher is no "better"."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    instrument = models.ForeignKey(Instrument, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=160)
    explanation = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=10, choices=AnswerKind.choices)
    least = models.SmallIntegerField(default=1)
    most = models.SmallIntegerField(default=5)
    level_names = models.JSONField(default=list, blank=True, help_text="de laagste eerst")

    class Meta:
        ordering = ["instrument", "position"]
        constraints = [
            models.UniqueConstraint(fields=["instrument", "position"], name="item_once_in_instrument"),
            models.CheckConstraint(condition=models.Q(least__lt=models.F("most")), name="item_has_a_range"),
        ]


class InstrumentMeasurement(models.Model):
    """That an instrument was filled in on a day, in one view. Never edited; a new one takes its place."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    case = models.ForeignKey(Case, models.CASCADE, related_name="instrument_measurements")
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="+")
    moment = models.CharField(max_length=10, choices=MeasureMoment.choices)
    view = models.CharField(max_length=10, choices=View.choices)
    measured_on = models.DateField()
    note = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-measured_on", "-recorded_at"]


class InstrumentScore(models.Model):
    """The answer to one item. What was not asked has no row: only what is needed is recorded."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    measurement = models.ForeignKey(InstrumentMeasurement, models.CASCADE, related_name="scores")
    item = models.ForeignKey(InstrumentItem, models.PROTECT, related_name="+")
    value = models.SmallIntegerField(null=True, blank=True)
    words = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["item__position"]
        constraints = [
            models.UniqueConstraint(fields=["measurement", "item"], name="item_scored_once"),
            models.CheckConstraint(
                condition=models.Q(value__isnull=False) | ~models.Q(words=""), name="score_says_something"
            ),
        ]
