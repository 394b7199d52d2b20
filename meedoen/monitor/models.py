"""What the monitor keeps: splits that were settled. Counts only; nothing here is personal."""

import uuid

from django.db import models


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
