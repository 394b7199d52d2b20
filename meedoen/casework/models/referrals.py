"""Referral: a warm hand-over that is accepted, declined or lapses, and never disappears."""

import uuid

from django.conf import settings
from django.db import models

from meedoen.casework.models.records import Case
from meedoen.casework.vocabulary import ReferralStatus, TurnAnswer


class Referral(models.Model):
    """Passing a person on with consent: why, and what the person allows to be told.

    Until it is accepted, the lead of the case it comes from answers for the person; the turns say to whom it
    went, in the order the person named them. `told` is all a recipient reads before accepting.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    municipality = models.ForeignKey("accounts.Municipality", models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="referrals")
    purpose = models.CharField(max_length=300)
    told = models.TextField(help_text="wat de ander van de inwoner mag weten")
    may_tell_name = models.BooleanField(default=True)
    may_tell_contact = models.BooleanField(default=True)
    talk_at = models.DateTimeField(null=True, blank=True, help_text="gesprek met z'n drieën")
    talk_where = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=12, choices=ReferralStatus.choices, default=ReferralStatus.SENT)
    sent_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    made_case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-sent_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status=ReferralStatus.SENT, ended_at__isnull=True)
                | ~models.Q(status=ReferralStatus.SENT) & models.Q(ended_at__isnull=False),
                name="referral_ends_when_it_is_answered",
            )
        ]


class ReferralTurn(models.Model):
    """One recipient, in the order of the consent: from when, until when, and what they answered.

    `sent_at` and `due_on` are empty while its turn has not come.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    referral = models.ForeignKey(Referral, models.CASCADE, related_name="turns")
    position = models.PositiveSmallIntegerField()
    agency = models.ForeignKey("accounts.Agency", models.PROTECT, related_name="+")
    team = models.ForeignKey("accounts.Team", models.PROTECT, null=True, blank=True, related_name="+")
    legal_domain = models.ForeignKey("accounts.LegalDomain", models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    answer = models.CharField(max_length=10, choices=TurnAnswer.choices, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["referral", "position"]
        indexes = [models.Index(fields=["agency", "answer", "due_on"])]
        constraints = [
            models.UniqueConstraint(fields=["referral", "position"], name="recipient_once_in_order"),
            models.CheckConstraint(
                condition=models.Q(sent_at__isnull=True, due_on__isnull=True, answer="")
                | models.Q(sent_at__isnull=False, due_on__isnull=False),
                name="turn_has_a_term_once_sent",
            ),
            models.CheckConstraint(
                condition=models.Q(answer="", answered_at__isnull=True)
                | ~models.Q(answer="") & models.Q(answered_at__isnull=False),
                name="turn_answer_has_its_moment",
            ),
            models.UniqueConstraint(
                fields=["referral"],
                condition=models.Q(sent_at__isnull=False, answer=""),
                name="one_turn_at_a_time",
            ),
        ]
