"""Agreements between a funder and a provider, their lines, and what was paid. Knows no persons."""

import uuid

from django.db import models
from django.db.models import F, Q

from meedoen.funding.vocabulary import AgreementKind, PriceBasis


class Agreement(models.Model):
    """What a funder and a provider agreed for a period."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    municipality = models.ForeignKey("accounts.Municipality", models.PROTECT, related_name="+")
    funder = models.ForeignKey("accounts.Agency", models.PROTECT, related_name="+")
    provider = models.ForeignKey("accounts.Agency", models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=AgreementKind.choices)
    reference = models.CharField(max_length=40, unique=True, help_text="kenmerk, zoals SP-2026-014")
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="agreement_ends_after_it_starts"
            )
        ]

    def __str__(self) -> str:
        return self.name


class AgreementLine(models.Model):
    """One thing agreed: for a service, how many people and half-days per half-year, at what price.

    `unit_price` in euros per person or half-day, or for a lump sum the amount per half-year.
    `ladder_steps` is how many people are expected to rise a step in a half-year; empty where not agreed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="lines")
    service = models.ForeignKey("directory.Service", models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    people = models.PositiveIntegerField()
    half_days = models.PositiveIntegerField()
    ladder_steps = models.PositiveIntegerField(null=True, blank=True)
    price_basis = models.CharField(max_length=10, choices=PriceBasis.choices)
    unit_price = models.DecimalField(max_digits=11, decimal_places=2)

    class Meta:
        ordering = ["name", "id"]


class Payment(models.Model):
    """An amount paid on an agreement line, in euros."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    line = models.ForeignKey(AgreementLine, models.CASCADE, related_name="payments")
    paid_on = models.DateField()
    amount = models.DecimalField(max_digits=11, decimal_places=2)

    class Meta:
        ordering = ["paid_on"]
