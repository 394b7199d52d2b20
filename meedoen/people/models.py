"""Persons: identity and involvements, no story.

A person is split in two tables. `Person` is a bare key that other apps may point at; names and contact
details stand in `PersonDetails`, which nothing can reach by walking a foreign key. The only door to them is
`people.queries.reveal`, which writes the access line first (docs/adr/0005).
"""

import uuid

from django.conf import settings
from django.db import models

from meedoen.accounts.models import Agency, LegalDomain, Municipality
from meedoen.people.vocabulary import Answer, Gender, GuardianKind, NextAction, SetAsideGround

OPEN_DOMAIN = "open"


class Person(models.Model):
    """A resident of whom a record is kept: a key, without a name.

    `first_involvement`: nobody is kept of whom no agency ever said why. The database looks at the end of the
    transaction (a deferred foreign key, on both databases), so that the two rows can point at each other.
    `merged_into`: this record was a double of that one, which has all its rows now.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    shielded = models.BooleanField(default=False)
    invented = models.BooleanField(default=False, help_text="synthetisch: geen echt mens")
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    first_involvement = models.ForeignKey("people.Involvement", models.PROTECT, related_name="+")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    died_on = models.DateField(null=True, blank=True)
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
    The guarantee (`followed_has_owner_and_date`): what runs outside the domain "open" has somebody who
    answers for it, what is next, and on which day. A wish to be left alone has its day too.
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
    end_seen_at = models.DateTimeField(null=True, blank=True, help_text="de contactpersoon las dit einde")
    next_action = models.CharField(max_length=40, choices=NextAction.choices, blank=True)
    next_action_on = models.DateField(null=True, blank=True)
    left_alone_until = models.DateField(null=True, blank=True)
    last_contact_on = models.DateField(null=True, blank=True, help_text="laatste gesprek of contact")

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
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=False)
                | models.Q(legal_domain=OPEN_DOMAIN)
                | models.Q(lead__isnull=False, next_action_on__isnull=False) & ~models.Q(next_action=""),
                name="followed_has_owner_and_date",
            ),
            models.CheckConstraint(
                condition=models.Q(left_alone_until__isnull=True)
                | models.Q(ends_on__isnull=False)
                | models.Q(next_action_on__gte=models.F("left_alone_until")),
                name="left_alone_until_somebody_asks_again",
            ),
        ]


class WishSetAside(models.Model):
    """That a wish to be left alone was set aside, on one of two grounds; the officer reads the reason.

    Personal: reason. Why: to account for going against a wish. Until: as long as the involvement is kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    involvement = models.ForeignKey(Involvement, models.PROTECT, related_name="set_aside")
    left_alone_until = models.DateField()
    ground = models.CharField(max_length=10, choices=SetAsideGround.choices)
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]


class LeadChange(models.Model):
    """That one worker asks another to become the lead of an involvement; both have to agree.

    Who is asked answers; until then, and after a no, the lead stays who it was. One open question at a time.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    involvement = models.ForeignKey(Involvement, models.PROTECT, related_name="lead_changes")
    from_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    to_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    answer = models.CharField(max_length=5, choices=Answer.choices, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["involvement"],
                condition=models.Q(answer="", answered_at__isnull=True),
                name="one_open_lead_change",
            )
        ]


class ShieldChange(models.Model):
    """That somebody became shielded, or not any more, and why. Appended, never edited.

    Personal: all fields. Why: an address that comes into sight again can be dangerous. Until: as the person.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    shielded = models.BooleanField()
    reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(shielded=True) | ~models.Q(reason=""), name="taken_off_with_a_reason"
            )
        ]


class Guardian(models.Model):
    """Who has authority over, or cares for, somebody under eighteen.

    Personal: all fields. Why: consent and the yearly talk go with the parents. Until: eighteen, or it ends.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=GuardianKind.choices)
    name = models.CharField(max_length=160)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["starts_on", "id"]
