"""The social map: what is offered, by whom, where, when, for whom, at what price. Names are those of HSDS 3.

Public through and through: nothing here is personal and nothing here knows a person.
"""

import uuid

from django.db import models

from meedoen.directory.vocabulary import LocationType, ScheduleFrequency, ServiceStatus, TaxonomyCode


class Organization(models.Model):
    """A body that offers services. `agency` is set where its people sign in here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    name = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    website = models.URLField(blank=True)
    email = models.EmailField(blank=True)
    agency = models.OneToOneField("accounts.Agency", models.PROTECT, null=True, blank=True, related_name="+")
    invented = models.BooleanField(default=False, help_text="synthetisch: geen echte organisatie")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Partner(models.Model):
    """With whom an organization works in an initiative, as the source document states it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="partners")
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=200, blank=True)
    source_document = models.CharField(max_length=40, blank=True)
    initiative = models.SlugField(max_length=80, blank=True)

    class Meta:
        ordering = ["name"]


class Phone(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="phones")
    number = models.CharField(max_length=40)
    description = models.CharField(max_length=200, blank=True)


class Taxonomy(models.Model):
    """A list of terms. `code` is how the code of Meedoen names it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    code = models.CharField(max_length=40, choices=TaxonomyCode.choices, unique=True)
    name = models.CharField(max_length=120)
    description = models.TextField()

    class Meta:
        verbose_name = "woordenlijst"
        verbose_name_plural = "woordenlijsten"

    def __str__(self) -> str:
        return self.name


class TaxonomyTerm(models.Model):
    """A term, with the words by which people ask for it (`synonyms`, lower case)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    taxonomy = models.ForeignKey(Taxonomy, models.CASCADE, related_name="terms")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    description = models.TextField(blank=True)
    synonyms = models.JSONField(default=list, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["taxonomy", "position", "code"]
        verbose_name = "term"
        verbose_name_plural = "termen"
        constraints = [models.UniqueConstraint(fields=["taxonomy", "code"], name="term_once_in_taxonomy")]

    def __str__(self) -> str:
        return self.name


class Service(models.Model):
    """Something offered: a course, a walk-in, a workshop place, a trajectory."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="services")
    name = models.CharField(max_length=200)
    summary = models.CharField(max_length=240, blank=True)
    description = models.TextField(blank=True)
    status = models.CharField(max_length=20, choices=ServiceStatus.choices, default=ServiceStatus.ACTIVE)
    application_process = models.TextField(blank=True)
    eligibility_description = models.TextField(blank=True)
    minimum_age = models.PositiveSmallIntegerField(null=True, blank=True)
    maximum_age = models.PositiveSmallIntegerField(null=True, blank=True)
    fees_description = models.TextField(blank=True)
    activities = models.JSONField(default=list, blank=True, help_text="wat je er doet, in gewone woorden")
    described_year = models.PositiveSmallIntegerField(null=True, blank=True)
    assured_date = models.DateField(null=True, blank=True, help_text="wanneer nagevraagd dat dit klopt")
    source_documents = models.JSONField(default=list, blank=True)
    initiative = models.SlugField(max_length=80, blank=True, db_index=True)
    invented = models.BooleanField(default=False)
    last_modified = models.DateTimeField()

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class Attribute(models.Model):
    """That a term holds for a service (HSDS attribute). `value` carries detail, `label` who says so."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    service = models.ForeignKey(Service, models.CASCADE, related_name="attributes")
    taxonomy_term = models.ForeignKey(TaxonomyTerm, models.PROTECT, related_name="attributes")
    value = models.CharField(max_length=400, blank=True)
    label = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "taxonomy_term"], name="term_once_on_service")
        ]


class Language(models.Model):
    """A language in which a service is given (ISO 639-1)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    service = models.ForeignKey(Service, models.CASCADE, related_name="languages")
    code = models.CharField(max_length=8)
    name = models.CharField(max_length=60)


class CostOption(models.Model):
    """What a participant pays. `amount` in euros; `amount_to` where it is a range; `option` per what."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    service = models.ForeignKey(Service, models.CASCADE, related_name="cost_options")
    option = models.CharField(max_length=120, blank=True)
    currency = models.CharField(max_length=3, default="EUR")
    amount = models.DecimalField(max_digits=9, decimal_places=2)
    amount_to = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    amount_description = models.CharField(max_length=240, blank=True)


class Location(models.Model):
    """Where something is held. Coordinates in RD metres (EPSG:28992), empty where the source states none."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    name = models.CharField(max_length=200, blank=True)
    location_type = models.CharField(
        max_length=10, choices=LocationType.choices, default=LocationType.PHYSICAL
    )
    address_1 = models.CharField(max_length=200, blank=True)
    postal_code = models.CharField(max_length=7, blank=True)
    city = models.CharField(max_length=120, blank=True)
    part = models.CharField(max_length=120, blank=True, help_text="wijk of dorp, zoals de bron zegt")
    area_code = models.CharField(max_length=12, blank=True, db_index=True)
    rd_x = models.IntegerField(null=True, blank=True)
    rd_y = models.IntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(rd_x__isnull=True, rd_y__isnull=True)
                | models.Q(rd_x__isnull=False, rd_y__isnull=False),
                name="location_has_both_coordinates_or_none",
            )
        ]


class ServiceAtLocation(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    service = models.ForeignKey(Service, models.CASCADE, related_name="at_locations")
    location = models.ForeignKey(Location, models.PROTECT, related_name="at_services")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "location"], name="service_once_at_location")
        ]


class ServiceArea(models.Model):
    """For whom it works: the area served, by CBS code where there is one. Not the same as its address."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    service = models.ForeignKey(Service, models.CASCADE, related_name="service_areas")
    name = models.CharField(max_length=120)
    code = models.CharField(max_length=12, blank=True, db_index=True)


class Schedule(models.Model):
    """When a service is open (HSDS schedule: freq, byday as MO,TU,..., opens_at, closes_at)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    service = models.ForeignKey(Service, models.CASCADE, related_name="schedules")
    freq = models.CharField(max_length=10, choices=ScheduleFrequency.choices, blank=True)
    interval = models.PositiveSmallIntegerField(default=1)
    byday = models.CharField(max_length=40, blank=True)
    dtstart = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    opens_at = models.TimeField(null=True, blank=True)
    closes_at = models.TimeField(null=True, blank=True)
    description = models.CharField(max_length=240, blank=True)


class Unit(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    name = models.CharField(max_length=80, unique=True)

    def __str__(self) -> str:
        return self.name


class ServiceCapacity(models.Model):
    """How many places, and how many free, counted at `updated`. Fed by enrolments, or set by hand."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    service = models.ForeignKey(Service, models.CASCADE, related_name="capacities")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    available = models.PositiveIntegerField(null=True, blank=True)
    maximum = models.PositiveIntegerField(null=True, blank=True)
    description = models.CharField(max_length=240, blank=True)
    updated = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["service", "unit"], name="capacity_once_per_unit")]


class NotFoundCount(models.Model):
    """How often a search on a day found nothing, by recognised term; never the words that were typed."""

    day = models.DateField()
    term = models.ForeignKey(TaxonomyTerm, models.CASCADE, null=True, related_name="+")
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["day", "term"], name="not_found_once_a_day"),
            models.UniqueConstraint(
                fields=["day"], condition=models.Q(term__isnull=True), name="not_recognised_once_a_day"
            ),
        ]
