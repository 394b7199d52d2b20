"""Where records came from, what was done to them, and which pairs are no doubles: beside the standard."""

import uuid

from django.db import models

from meedoen.directory.vocabulary import RevisionKind, SourceKind, Winner


class Source(models.Model):
    """Somebody else's list that is read from time to time.

    `wins` says which value stays where a field was edited here and the source says something else again.
    Without a municipality it is a list of the whole installation.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    name = models.CharField("naam", max_length=120)
    municipality = models.ForeignKey(
        "accounts.Municipality",
        models.PROTECT,
        verbose_name="gemeente",
        null=True,
        blank=True,
        related_name="+",
        help_text="leeg: van de hele installatie",
    )
    kind = models.CharField("soort", max_length=10, choices=SourceKind.choices)
    address = models.CharField("webadres", max_length=500, blank=True)
    wins = models.CharField("wie wint", max_length=10, choices=Winner.choices, default=Winner.OWN)
    columns = models.JSONField(default=dict, blank=True, help_text="welke kolom van het bestand wat is")
    last_read = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = "bron"
        verbose_name_plural = "bronnen"
        constraints = [
            models.UniqueConstraint(
                fields=["name", "municipality"],
                name="source_once_in_municipality",
                violation_error_message="Deze gemeente heeft al een bron die zo heet. Kies een andere naam.",
            ),
            models.UniqueConstraint(
                fields=["name"],
                condition=models.Q(municipality=None),
                name="source_once_in_installation",
                violation_error_message="Er is al een bron met deze naam. Kies een andere naam.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Revision(models.Model):
    """One change of one record with all that hangs on it, as it can be undone.

    `rows`: [{"table": "phone", "id": ..., "before": {column: value} or null, "after": {...} or null}], with
    only the columns that differ where a row was changed. `batch` joins what was done in one go (an import, a
    merge). `by` is a function and an organization, never a name; who it was stands in the audit trail.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    at = models.DateTimeField()
    kind = models.CharField(max_length=12, choices=RevisionKind.choices)
    record_type = models.CharField(max_length=20)
    record_id = models.UUIDField()
    rows = models.JSONField(default=list)
    by = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=400, blank=True)
    batch = models.UUIDField(null=True, blank=True, db_index=True)
    undoes = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="undone_by")

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["record_type", "record_id", "-at"], name="revisions_of_record"),
            models.Index(fields=["-at"], name="revisions_by_moment"),
        ]


class NotDouble(models.Model):
    """Two records that look alike and are not the same: said once, for good. `first` is the smaller id."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    record_type = models.CharField(max_length=20)
    first = models.UUIDField()
    second = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record_type", "first", "second"], name="not_double_once")
        ]
