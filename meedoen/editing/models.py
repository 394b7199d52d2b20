"""Proposals to change the social map, what a municipality wants to see first, and what it decided and why."""

import secrets
import uuid

from django.db import models

from meedoen.editing.vocabulary import (
    AppliesTo,
    ChangeKind,
    ProposalKind,
    ProposalState,
    Sender,
    Topic,
)

# No letters or digits that look alike: somebody may read the code aloud.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def new_code() -> str:
    """A receipt that nobody guesses."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))


class Proposal(models.Model):
    """A change that waits. What stands stays as it is until somebody approves.

    `rows` are `RowChange.kept` of the directory; `record_id` is that of the record also where it is new and
    not there yet. Nobody's name or address is asked; the remark is free text that the reviewer reads.
    `replaced_by` is the newer proposal of the same organization that took its place.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    code = models.CharField(max_length=20, unique=True, default=new_code)
    kind = models.CharField(max_length=10, choices=ProposalKind.choices)
    record_type = models.CharField(max_length=20)
    record_id = models.UUIDField(db_index=True)
    title = models.CharField(max_length=200)
    rows = models.JSONField(default=list)
    topic = models.CharField(max_length=10, choices=Topic.choices, blank=True)
    remark = models.TextField(blank=True)
    sender = models.CharField(max_length=12, choices=Sender.choices)
    said_by = models.CharField(max_length=200, blank=True)
    agency = models.ForeignKey("accounts.Agency", models.PROTECT, null=True, related_name="+")
    municipality = models.ForeignKey("accounts.Municipality", models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=ProposalState.choices, default=ProposalState.PENDING)
    sent_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=400, blank=True)
    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["sent_at", "id"]
        indexes = [models.Index(fields=["state", "sent_at"], name="proposals_that_wait")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=ProposalState.PENDING, decided_at__isnull=True)
                | (~models.Q(state=ProposalState.PENDING) & models.Q(decided_at__isnull=False)),
                name="decided_proposal_has_a_moment",
            )
        ]


class AdmissionCriterion(models.Model):
    """A question of the checklist that a municipality answers before it takes something in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    municipality = models.ForeignKey(
        "accounts.Municipality", models.CASCADE, related_name="+", verbose_name="gemeente"
    )
    code = models.SlugField("code", max_length=40)
    question = models.CharField("vraag", max_length=200)
    explanation = models.TextField("uitleg", blank=True)
    applies_to = models.CharField("wanneer", max_length=4, choices=AppliesTo.choices, default=AppliesTo.NEW)
    position = models.PositiveSmallIntegerField("plaats in de lijst", default=0)
    is_active = models.BooleanField("wordt gevraagd", default=True)

    class Meta:
        ordering = ["municipality", "position", "code"]
        verbose_name = "vraag van de checklist"
        verbose_name_plural = "checklist voor de sociale kaart"
        constraints = [models.UniqueConstraint(fields=["municipality", "code"], name="criterion_once")]

    def __str__(self) -> str:
        return self.question


class ApprovalRule(models.Model):
    """Whether a municipality looks first when an organization changes its own records in this way."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    municipality = models.ForeignKey(
        "accounts.Municipality", models.CASCADE, related_name="+", verbose_name="gemeente"
    )
    change = models.CharField("wat er verandert", max_length=20, choices=ChangeKind.choices)
    needs_approval = models.BooleanField("de gemeente kijkt eerst")

    class Meta:
        ordering = ["municipality", "change"]
        verbose_name = "regel voor goedkeuren"
        verbose_name_plural = "regels voor goedkeuren"
        constraints = [models.UniqueConstraint(fields=["municipality", "change"], name="rule_once")]

    def __str__(self) -> str:
        return str(self.get_change_display())


class AdmissionDecision(models.Model):
    """What was decided on a proposal and why: the decision log, appended and never edited.

    `answers`: [{"code", "question", "answer"}] as they were asked; `fields` what was taken over, in words.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="decisions")
    decision = models.CharField(max_length=10, choices=ProposalState.choices)
    answers = models.JSONField(default=list)
    fields = models.JSONField(default=list)
    reason = models.CharField(max_length=400, blank=True)
    by = models.CharField(max_length=200)
    at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["-at", "-id"]


class LikelyDouble(models.Model):
    """Two records that may be one, as the job found them. `first` is the smaller id."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    record_type = models.CharField(max_length=20)
    first = models.UUIDField()
    second = models.UUIDField()
    sureness = models.CharField(max_length=10)
    reasons = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record_type", "first", "second"], name="likely_double_once")
        ]
