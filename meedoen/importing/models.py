"""Readings of somebody else's list: what was found in it, row by row, and how far it was written."""

import uuid

from django.db import models

from meedoen.directory.models import Source
from meedoen.importing.vocabulary import Choice, FileFormat, RowOutcome, RunState


class ImportRun(models.Model):
    """One reading of one file or server. `by` is a function and an organization, never a name.

    `done` is the number of the last new row that was written, or that waits for the end: it is saved in the
    transaction that writes.
    `municipality` is whose editor reads it; without one it comes from the command line, for all of them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")
    municipality = models.ForeignKey(
        "accounts.Municipality", models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(max_length=12, choices=RunState.choices, default=RunState.READING)
    format = models.CharField(max_length=10, choices=FileFormat.choices)
    file_name = models.CharField(max_length=500)
    digest = models.CharField(max_length=64, blank=True)
    sheet = models.CharField(max_length=120, blank=True)
    by = models.CharField(max_length=200, blank=True)
    started = models.DateTimeField()
    finished = models.DateTimeField(null=True, blank=True)
    is_dry_run = models.BooleanField(default=False)
    close_missing = models.BooleanField(default=False)
    rows_read = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    doubtful = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    missing = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    message = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["-started", "-id"]
        verbose_name = "lezing"
        verbose_name_plural = "lezingen"


class ImportRow(models.Model):
    """One record with all its parts as it was read, or one part that was refused.

    `payload` is what will be written, as JSON; empty once it is. `choices` are the records that it may be
    the same as: [{"id", "name", "organization", "where", "reasons"}].
    """

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    place = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(max_length=10, choices=RowOutcome.choices)
    record_type = models.CharField(max_length=40)
    record_id = models.UUIDField(null=True, blank=True)
    name = models.CharField(max_length=200, blank=True)
    message = models.TextField(blank=True)
    payload = models.TextField(blank=True)
    choices = models.JSONField(default=list, blank=True)
    decided = models.CharField(max_length=6, choices=Choice.choices, blank=True)
    same_as = models.UUIDField(null=True, blank=True)
    written = models.BooleanField(default=False)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="row_once_in_run")]
        indexes = [
            models.Index(fields=["run", "outcome", "number"], name="rows_by_outcome"),
            models.Index(
                fields=["record_id"],
                condition=models.Q(decided__in=["same", "skip"]),
                name="rows_decided_before",
            ),
        ]
