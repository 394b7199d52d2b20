"""What a person allows, to whom, for what and until when."""

import uuid

from django.conf import settings
from django.db import models

from meedoen.privacy.vocabulary import ConsentHow, ConsentKind, ConsentSubject, SaidBy


class Consent(models.Model):
    """A person lets something of one legal domain be seen in another. Can be taken back at any time.

    Three kinds stand apart (`ConsentKind`). `to_agency`: for one agency alone; empty is all of that domain.
    `about`: the id of the referral or network it was asked for, where there is one.

    Personal: that it exists. Why: crossing legal domains takes consent. Until: `ends_on` or taken back.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    subject = models.CharField(max_length=40, choices=ConsentSubject.choices)
    from_domain = models.ForeignKey("accounts.LegalDomain", models.PROTECT, related_name="+")
    to_domain = models.ForeignKey("accounts.LegalDomain", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=ConsentKind.choices, default=ConsentKind.GROUND)
    to_agency = models.ForeignKey("accounts.Agency", models.PROTECT, null=True, blank=True, related_name="+")
    what = models.CharField(max_length=300, blank=True, help_text="wat precies, in gewone woorden")
    how = models.CharField(max_length=12, choices=ConsentHow.choices, default=ConsentHow.SPOKEN)
    said_by = models.CharField(
        max_length=10, choices=SaidBy.choices, default=SaidBy.PERSON, help_text="wie ja zei"
    )
    about = models.UUIDField(null=True, blank=True, db_index=True)
    text_version = models.CharField(max_length=40)
    given_on = models.DateField()
    ends_on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-given_on"]


class ConsentAge(models.Model):
    """From a day on: below which age the parents decide, and from which age somebody decides alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    starts_on = models.DateField(unique=True)
    parents_below = models.PositiveSmallIntegerField()
    alone_from = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(alone_from__gte=models.F("parents_below"), alone_from__lte=18),
                name="consent_ages_in_their_order",
            )
        ]
