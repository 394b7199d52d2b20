"""Letters of a campaign: one job that can be broken off and goes on, and the files it made."""

import uuid

from django.conf import settings
from django.db import models

from meedoen.outreach.models.campaigns import Campaign
from meedoen.outreach.vocabulary import BatchStatus


class LetterBatch(models.Model):
    """The letters of one try of a campaign, in the order of the postcode. `done` of `total` are made.

    `invitation_ids`: whose, in that order. `apart`: one file for each letter, else files of some hundreds.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="batches")
    status = models.CharField(max_length=10, choices=BatchStatus.choices, default=BatchStatus.WAITING)
    apart = models.BooleanField(default=False)
    invitation_ids = models.JSONField(default=list)
    total = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    trouble = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    posted_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-asked_at", "id"]


class LetterFile(models.Model):
    """A file of letters. Personal: the file. Until: fourteen days after the letters were posted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    batch = models.ForeignKey(LetterBatch, models.CASCADE, related_name="files")
    number = models.PositiveIntegerField()
    file_name = models.CharField(max_length=80)
    letters = models.PositiveIntegerField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="letter_file_once")]
