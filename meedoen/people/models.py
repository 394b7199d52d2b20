"""Persons: identity and involvements, no story.

A person is split in two tables. `Person` is a bare key that other apps may point at; names and contact
details stand in `PersonDetails`, which nothing can reach by walking a foreign key. The only door to them is
`people.queries.reveal`, which writes the access line first (docs/adr/0005).
"""

import uuid

from django.conf import settings
from django.db import models

from meedoen.accounts.models import Agency, LegalDomain, Municipality
from meedoen.people.vocabulary import Gender, NextAction


class Person(models.Model):
    """A resident of whom a record is kept: a key, without a name."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    shielded = models.BooleanField(default=False)
    invented = models.BooleanField(default=False, help_text="synthetisch: geen echt mens")
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField()


class PersonDetails(models.Model):
    """Names and contact details. Personal: all fields. Why: to reach who takes part or asked for help.

    Until: the last involvement has ended and its retention has run out.
    """

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="+")
    first_name = models.CharField(max_length=80)
    last_name = models.CharField(max_length=120)
    birth_date = models.DateField(null=True, blank=True)
    gender = models.CharField(max_length=10, choices=Gender.choices, blank=True)
    street = models.CharField(max_length=160, blank=True)
    postcode = models.CharField(max_length=7, blank=True)
    town = models.CharField(max_length=80, blank=True)
    area_code = models.CharField(max_length=12, blank=True, db_index=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    languages = models.JSONField(default=list, blank=True, help_text="ISO 639-1, de beste taal eerst")


class Involvement(models.Model):
    """That one agency knows one person in one legal domain: the only road to a person.

    Its row carries municipality, agency and domain, so that a database policy can read them without a join.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="involvements")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    team = models.ForeignKey("accounts.Team", models.PROTECT, null=True, blank=True, related_name="+")
    legal_domain = models.ForeignKey(LegalDomain, models.PROTECT, related_name="+")
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=40, blank=True)
    next_action = models.CharField(max_length=40, choices=NextAction.choices, blank=True)
    next_action_on = models.DateField(null=True, blank=True)
    left_alone_until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["starts_on"]
        indexes = [
            models.Index(fields=["agency", "legal_domain", "ends_on"]),
            models.Index(fields=["lead", "next_action_on"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "agency", "legal_domain"],
                condition=models.Q(ends_on__isnull=True),
                name="one_open_involvement_per_agency_and_domain",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="involvement_ends_after_it_starts",
            ),
        ]
