"""A signalling network: partners who tell each other that somebody is known, and who is lead. Nothing more.

Source: the seven organizations around young people in Deventer (F3.024).
"""

import uuid

from django.conf import settings
from django.db import models

from meedoen.outreach.vocabulary import NetworkGround


class Network(models.Model):
    """Named partners with one purpose that is written down."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    municipality = models.ForeignKey("accounts.Municipality", models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    purpose = models.CharField(max_length=300)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]


class NetworkPartner(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    network = models.ForeignKey(Network, models.CASCADE, related_name="partners")
    agency = models.ForeignKey("accounts.Agency", models.PROTECT, related_name="+")
    since = models.DateField()
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "agency"],
                condition=models.Q(left_on__isnull=True),
                name="partner_once_in_network",
            )
        ]


class NetworkEntry(models.Model):
    """That one partner told the others that it knows a person, on a ground, until a day.

    Personal: that it exists. The lead is read from the involvement, never copied.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    network = models.ForeignKey(Network, models.CASCADE, related_name="entries")
    involvement = models.ForeignKey("people.Involvement", models.PROTECT, related_name="+")
    ground = models.CharField(max_length=10, choices=NetworkGround.choices)
    law = models.CharField(max_length=200, blank=True, help_text="welke wet en welk artikel")
    consent = models.ForeignKey("privacy.Consent", models.PROTECT, null=True, blank=True, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField()
    taken_back_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-starts_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ground=NetworkGround.CONSENT, consent__isnull=False)
                | models.Q(ground=NetworkGround.LAW) & ~models.Q(law=""),
                name="network_entry_has_its_ground",
            )
        ]
