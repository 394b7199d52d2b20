"""What was seen and what was changed: rows without foreign keys, appended and never edited.

The access log has the columns of Logboek Dataverwerkingen 1.0 (Logius): no employee stands in it. Who looked
stands in `AccessReader` beside it, found by the span.
"""

import uuid

from django.db import models

from meedoen.trail.vocabulary import SpanStatus


class AccessLine(models.Model):
    """One look at one person's data. Kept: as the municipality's retention for the purpose says.

    Personal: `data_subject_id` (the person's id, encrypted) and `subject_hash` (keyed, to find it).
    """

    span_id = models.CharField(max_length=16, primary_key=True)
    trace_id = models.CharField(max_length=32, db_index=True)
    status = models.CharField(max_length=5, choices=SpanStatus.choices)
    name = models.CharField(max_length=80)
    start_time = models.DateTimeField(db_index=True)
    end_time = models.DateTimeField()
    processing_activity_id = models.CharField(max_length=200)
    data_subject_id = models.CharField(max_length=200)
    data_subject_id_type = models.CharField(max_length=20)
    subject_hash = models.CharField(max_length=64, db_index=True)

    class Meta:
        ordering = ["-start_time"]


class AccessReader(models.Model):
    """Who looked, for whom and for which purpose, beside the access line of the same span."""

    span_id = models.CharField(max_length=16, primary_key=True)
    user_id = models.UUIDField()
    role = models.CharField(max_length=40)
    agency_id = models.UUIDField(null=True)
    agency_name = models.CharField(max_length=200, blank=True)
    municipality_id = models.UUIDField(null=True)
    legal_domain = models.CharField(max_length=40, blank=True)
    purpose = models.CharField(max_length=200)


class AuditLine(models.Model):
    """Something was changed: the act, by whom, on which record. No names and no free text."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    at = models.DateTimeField(db_index=True)
    act = models.CharField(max_length=80)
    user_id = models.UUIDField(null=True)
    role = models.CharField(max_length=40)
    agency_id = models.UUIDField(null=True)
    object_type = models.CharField(max_length=80)
    object_id = models.CharField(max_length=40, db_index=True)

    class Meta:
        ordering = ["-at"]


class Change(models.Model):
    """Old and new value of one field of one record that is public or agreed (directory, agreements)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    audit_id = models.UUIDField(db_index=True)
    object_type = models.CharField(max_length=80)
    object_id = models.CharField(max_length=40, db_index=True)
    field = models.CharField(max_length=80)
    old = models.TextField()
    new = models.TextField()


class Attempts(models.Model):
    """How often something was tried in one window of time, counted across all workers. Nothing of who is
    kept:
    the key is a keyed hash, and windows past are deleted by the daily work."""

    key = models.CharField(max_length=64)
    window_start = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "window_start"], name="attempts_once_a_window")]
