from typing import Self

from django.db import models

from meedoen.directory.models.base import HsdsObject, SourcedObject
from meedoen.directory.models.organizations import Organization, Program
from meedoen.directory.vocabulary import Freshness, ServiceStatus


class ServiceQuerySet(models.QuerySet["Service"]):
    def published(self) -> Self:
        """What the outside may know of, also what is closed: the open data."""
        return self.filter(is_published=True).exclude(freshness=Freshness.LAPSED)

    def on_offer(self) -> Self:
        """What somebody can go to now: what the public pages, the guide and the suggestions show."""
        return self.published().filter(status=ServiceStatus.ACTIVE)


class Service(SourcedObject):
    """Something offered: a course, a walk-in, a workshop place, a trajectory.

    `last_modified` is when its words changed; `assured_date` when somebody said that they are still true.
    `freshness` follows from that by the terms of the municipality (the app `assurance` keeps it).
    """

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="services")
    program = models.ForeignKey(Program, models.SET_NULL, null=True, blank=True, related_name="services")
    name = models.CharField(max_length=200)
    alternate_name = models.CharField(max_length=200, blank=True)
    summary = models.CharField(max_length=240, blank=True)
    description = models.TextField(blank=True)
    url = models.URLField(max_length=500, blank=True)
    email = models.EmailField(blank=True)
    status = models.CharField(max_length=20, choices=ServiceStatus.choices, default=ServiceStatus.ACTIVE)
    interpretation_services = models.TextField(blank=True)
    application_process = models.TextField(blank=True)
    fees_description = models.TextField(blank=True)
    wait_time = models.TextField(blank=True)
    fees = models.TextField(blank=True)
    licenses = models.TextField(blank=True)
    accreditations = models.TextField(blank=True)
    eligibility_description = models.TextField(blank=True)
    minimum_age = models.PositiveSmallIntegerField(null=True, blank=True)
    maximum_age = models.PositiveSmallIntegerField(null=True, blank=True)
    alert = models.TextField(blank=True)
    activities = models.JSONField(default=list, blank=True, help_text="wat je er doet, in gewone woorden")
    described_year = models.PositiveSmallIntegerField(null=True, blank=True)
    assured_date = models.DateField(null=True, blank=True, help_text="wanneer nagevraagd dat dit klopt")
    assurer_email = models.EmailField(blank=True)
    freshness = models.CharField(
        max_length=10, choices=Freshness.choices, default=Freshness.CURRENT, db_index=True
    )
    is_published = models.BooleanField(default=True)
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    source_documents = models.JSONField(default=list, blank=True)
    initiative = models.SlugField(max_length=80, blank=True, db_index=True)
    invented = models.BooleanField(default=False)
    last_modified = models.DateTimeField(db_index=True)

    objects = ServiceQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        indexes = [models.Index(fields=["name", "id"], name="service_by_name")]

    def __str__(self) -> str:
        return self.name


class ServiceAtLocation(HsdsObject):
    service = models.ForeignKey(Service, models.CASCADE, related_name="at_locations")
    location = models.ForeignKey("directory.Location", models.PROTECT, related_name="at_services")
    description = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "location"], name="service_once_at_location")
        ]
