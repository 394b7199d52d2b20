"""What a person allows, to whom, for what and until when."""

import uuid

from django.conf import settings
from django.db import models

from meedoen.privacy.vocabulary import ConsentSubject


class Consent(models.Model):
    """A person lets something of one legal domain be seen in another. Can be taken back at any time.

    Personal: that it exists. Why: crossing legal domains takes consent. Until: `ends_on` or taken back.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    subject = models.CharField(max_length=40, choices=ConsentSubject.choices)
    from_domain = models.ForeignKey("accounts.LegalDomain", models.PROTECT, related_name="+")
    to_domain = models.ForeignKey("accounts.LegalDomain", models.PROTECT, related_name="+")
    text_version = models.CharField(max_length=40)
    given_on = models.DateField()
    ends_on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-given_on"]
