"""When a record was confirmed, when its organization was asked, and how good it is. Nothing here is personal.

A mail goes to the address that the organization publishes; only a keyed hash of it is kept, to see that it is
still the same.
"""

import uuid

from django.core.exceptions import ValidationError
from django.db import models

from meedoen.accounts.models import Municipality
from meedoen.assurance.policy import DEFAULT_TERMS, Terms
from meedoen.assurance.vocabulary import AddressKind, AddressState, AssuranceWay, Next, Stage
from meedoen.directory.models import Organization, Service


class AssuranceTerms(models.Model):
    """After how many days a municipality asks, labels and hides. Without a row the terms of Meedoen hold."""

    municipality = models.OneToOneField(
        Municipality, models.CASCADE, primary_key=True, related_name="+", verbose_name="gemeente"
    )
    remind_after = models.PositiveSmallIntegerField(
        "eerste herinnering na (dagen)",
        default=DEFAULT_TERMS.remind_after,
        help_text="Zoveel dagen na de laatste bevestiging mailen we de organisatie.",
    )
    again_after = models.PositiveSmallIntegerField(
        "opnieuw na (dagen)",
        default=DEFAULT_TERMS.again_after,
        help_text="Antwoordt niemand? Dan mailen we na zoveel dagen weer.",
    )
    reminders = models.PositiveSmallIntegerField(
        "hoeveel herinneringen",
        default=DEFAULT_TERMS.reminders,
        help_text="Daarna staat het aanbod op de bellijst.",
    )
    label_after = models.PositiveSmallIntegerField(
        "label na (dagen)",
        default=DEFAULT_TERMS.label_after,
        help_text="Bezoekers lezen dan: al lang niet nagevraagd.",
    )
    hide_after = models.PositiveSmallIntegerField(
        "niet meer te zien na (dagen)",
        default=DEFAULT_TERMS.hide_after,
        help_text="Wat nooit bevestigd is en geen mailadres heeft, verbergen we niet.",
    )

    class Meta:
        verbose_name = "termijnen voor actueel houden"
        verbose_name_plural = "termijnen voor actueel houden"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    remind_after__gte=1,
                    again_after__gte=1,
                    reminders__gte=1,
                    label_after__gte=models.F("remind_after"),
                    hide_after__gt=models.F("label_after"),
                ),
                name="assurance_terms_in_order",
                violation_error_message="Deze volgorde klopt niet. Eerst de herinnering, dan het label, dan "
                "niet meer te zien. Gebruik overal ten minste 1.",
            )
        ]

    def __str__(self) -> str:
        return f"termijnen van {self.municipality}"

    def clean(self) -> None:
        super().clean()
        if self.reminders and self.reminders > 10:
            raise ValidationError({"reminders": "Stuur hooguit 10 herinneringen."})

    @property
    def terms(self) -> Terms:
        return Terms(self.remind_after, self.again_after, self.reminders, self.label_after, self.hide_after)


class Assurance(models.Model):
    """That a record was said to be true. `by` is a function and an organization, never a name."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    service = models.ForeignKey(Service, models.CASCADE, related_name="+")
    at = models.DateTimeField()
    how = models.CharField(max_length=10, choices=AssuranceWay.choices)
    by = models.CharField(max_length=200)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["service", "-at"], name="assurances_of_service")]


class ReminderMail(models.Model):
    """One mail to one organization on one day, about all its records that are due.

    First the row, then the mail: `claimed_at` is set before sending and `sent_at` after it. One that was
    claimed and never sent is tried again a day later. `asked_for`: somebody asked for a new link.
    `trouble` says what went wrong, without an address.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+")
    day = models.DateField()
    address_key = models.CharField(max_length=64)
    asked_for = models.BooleanField(default=False)
    nonce = models.CharField(max_length=32, unique=True)
    made_at = models.DateTimeField()
    expires_on = models.DateField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)
    try_after = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "day", "address_key", "asked_for"],
                name="one_mail_a_day_to_an_organization",
            )
        ]
        indexes = [models.Index(fields=["sent_at", "given_up_at"], name="mails_that_wait")]


class Reminder(models.Model):
    """That a record stood in a mail: `number` is which reminder of this round, 0 where it was asked for."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    mail = models.ForeignKey(ReminderMail, models.CASCADE, related_name="reminders")
    service = models.ForeignKey(Service, models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField()
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["service__name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["mail", "service"], name="record_once_in_a_mail"),
        ]


class Upkeep(models.Model):
    """Where a record stands, as it was last counted: what the lists sort and count by."""

    service = models.OneToOneField(Service, models.CASCADE, primary_key=True, related_name="+")
    municipality_code = models.CharField(max_length=12, blank=True)
    stage = models.CharField(max_length=10, choices=Stage.choices, db_index=True)
    remind_on = models.DateField(null=True, blank=True, db_index=True)
    needs_call = models.BooleanField(default=False, db_index=True)
    next = models.CharField(max_length=10, choices=Next.choices, blank=True)
    next_on = models.DateField(null=True, blank=True)
    score = models.PositiveSmallIntegerField()
    advice = models.JSONField(default=list)
    counted_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["score", "service"], name="worst_records_first")]


class FreshnessFigure(models.Model):
    """How many records of an organization were current, in one month; the last count of that month stays."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+")
    month = models.DateField(help_text="de eerste dag van de maand")
    total = models.PositiveIntegerField()
    confirmed = models.PositiveIntegerField()
    aging = models.PositiveIntegerField()
    lapsed = models.PositiveIntegerField()

    class Meta:
        ordering = ["month"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "month"], name="freshness_once_a_month")
        ]


class AddressCheck(models.Model):
    """The visits to one published address: which row and field it stands in, and what they gave.

    `address_key` tells that the field holds another address by now, and what is known starts anew.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    table = models.CharField(max_length=40)
    row_id = models.UUIDField()
    field = models.CharField(max_length=40)
    kind = models.CharField(max_length=10, choices=AddressKind.choices)
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+")
    service = models.ForeignKey(Service, models.CASCADE, null=True, blank=True, related_name="+")
    address_key = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=AddressState.choices, default=AddressState.UNSURE)
    fails = models.PositiveSmallIntegerField(default=0)
    failed_on = models.DateField(null=True, blank=True)
    redirects = models.PositiveSmallIntegerField(default=0)
    detail = models.CharField(max_length=200, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    check_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["table", "row_id", "field"], name="address_checked_once")
        ]
        indexes = [models.Index(fields=["check_on"], name="addresses_to_visit")]
