"""What the monitor keeps: settled counts, and what was decided about services. Nothing is personal."""

import uuid

from django.db import models

from meedoen.monitor.vocabulary import ScreeningVerdict


class Settlement(models.Model):
    """The splits of one agreement over one half-year, settled once.

    Why: two versions of a split, one person apart, would show that person (docs/adr/0050-report-figures.md).
    `splits` holds for each split a list of [code, count or null], small counts already hidden.
    Until: as long as the agreement is kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    agreement = models.ForeignKey("funding.Agreement", models.CASCADE, related_name="+")
    half_year = models.CharField(max_length=7, help_text="zoals 2026-H1")
    settled_on = models.DateField()
    people = models.PositiveIntegerField()
    splits = models.JSONField()

    class Meta:
        ordering = ["half_year"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "half_year"], name="half_year_settled_once")
        ]


class NeedSnapshot(models.Model):
    """How many people need what in a municipality, counted once a month, small counts already hidden.

    Why: two counts a day apart would show the one person who came in between. `plans` and `searches` hold a
    count by cell, the codes of its traits joined by a stroke, or null where it is hidden; what is not there
    is zero (docs/adr/0077-overlap-and-gap.md). Until: the newest two are kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    municipality = models.ForeignKey("accounts.Municipality", models.CASCADE, related_name="+")
    month = models.DateField(help_text="de eerste dag van de maand")
    counted_on = models.DateField()
    plans = models.JSONField()
    searches = models.JSONField()

    class Meta:
        ordering = ["municipality", "-month"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "month"], name="need_counted_once_a_month")
        ]


class Screening(models.Model):
    """What a municipality decided about a service: whether it belongs, and why (F3.017).

    Never edited: a new decision stands beside the old, and the last one counts. `by` is a function and an
    agency, never a name; who it was stands in the audit trail.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    municipality = models.ForeignKey("accounts.Municipality", models.CASCADE, related_name="+")
    service = models.ForeignKey("directory.Service", models.CASCADE, related_name="+")
    verdict = models.CharField(max_length=10, choices=ScreeningVerdict.choices)
    reason = models.CharField(max_length=400)
    at = models.DateTimeField()
    by = models.CharField(max_length=200)

    class Meta:
        ordering = ["-at", "id"]
        indexes = [models.Index(fields=["municipality", "service", "-at"], name="screening_of_service")]
