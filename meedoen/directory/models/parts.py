"""What hangs on an organization, a service, a location or another part: one owner each."""

from django.db import models

from meedoen.directory.models.base import HsdsObject
from meedoen.directory.models.organizations import Organization
from meedoen.directory.models.places import Location
from meedoen.directory.models.services import Service, ServiceAtLocation
from meedoen.directory.models.taxonomies import TaxonomyTerm
from meedoen.directory.vocabulary import ScheduleFrequency, Weekday


def owner(to: type[models.Model] | str, related_name: str) -> models.ForeignKey:  # type: ignore[type-arg]
    """The column of one of several possible owners."""
    return models.ForeignKey(to, models.CASCADE, null=True, blank=True, related_name=related_name)


class Contact(HsdsObject):
    """Whom to ask for: a function or a published name at work, never somebody of whom a record is kept."""

    organization = owner(Organization, "contacts")
    service = owner(Service, "contacts")
    service_at_location = owner(ServiceAtLocation, "contacts")
    location = owner(Location, "contacts")
    name = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=200, blank=True)
    department = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)


class Phone(HsdsObject):
    organization = owner(Organization, "phones")
    service = owner(Service, "phones")
    location = owner(Location, "phones")
    contact = owner(Contact, "phones")
    service_at_location = owner(ServiceAtLocation, "phones")
    number = models.CharField(max_length=40)
    extension = models.PositiveIntegerField(null=True, blank=True)
    type = models.CharField(max_length=40, blank=True)
    description = models.CharField(max_length=200, blank=True)


class Attribute(HsdsObject):
    """That a term holds for an object. `value` carries detail, `label` who says so.

    For a service the column `service` says of which; for any other object `link_entity` and `link_id` do.
    """

    service = owner(Service, "attributes")
    link_entity = models.CharField(max_length=40, blank=True)
    link_id = models.UUIDField(null=True, blank=True, db_index=True)
    link_type = models.CharField(max_length=80, blank=True)
    taxonomy_term = models.ForeignKey(TaxonomyTerm, models.PROTECT, related_name="attributes")
    value = models.CharField(max_length=400, blank=True)
    label = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "taxonomy_term"], name="term_once_on_service"),
            models.CheckConstraint(
                condition=models.Q(service__isnull=False, link_id__isnull=True, link_entity="")
                | (models.Q(service__isnull=True, link_id__isnull=False) & ~models.Q(link_entity="")),
                name="attribute_has_one_owner",
            ),
        ]


class Language(HsdsObject):
    """A language in which a service is given, or that is spoken at a location or phone (ISO 639-1)."""

    service = owner(Service, "languages")
    location = owner(Location, "languages")
    phone = owner(Phone, "languages")
    code = models.CharField(max_length=8, blank=True)
    name = models.CharField(max_length=60, blank=True)
    note = models.TextField(blank=True)


class CostOption(HsdsObject):
    """What a participant pays. `amount` in euros; `amount_to` where it is a range; `option` per what."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="cost_options")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    option = models.CharField(max_length=120, blank=True)
    currency = models.CharField(max_length=3, default="EUR", blank=True)
    amount = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    amount_to = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    amount_description = models.CharField(max_length=240, blank=True)


class Funding(HsdsObject):
    """Who pays for it."""

    organization = owner(Organization, "funding")
    service = owner(Service, "funding")
    source = models.CharField(max_length=200, blank=True)


class RequiredDocument(HsdsObject):
    """What somebody must bring."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="required_documents")
    document = models.CharField(max_length=200, blank=True)
    uri = models.URLField(max_length=500, blank=True)


class Accessibility(HsdsObject):
    """How a location can be reached and used."""

    location = models.ForeignKey(Location, models.CASCADE, related_name="accessibility")
    description = models.CharField(max_length=200, blank=True)
    details = models.TextField(blank=True)
    url = models.URLField(max_length=500, blank=True)


class Url(HsdsObject):
    """One more web address."""

    organization = owner(Organization, "additional_websites")
    service = owner(Service, "additional_urls")
    label = models.CharField(max_length=120, blank=True)
    url = models.URLField(max_length=500)


class ServiceArea(HsdsObject):
    """For whom it works: the area served, by CBS code where there is one. Not the same as its address.

    `code` is published as `extent` with `extent_type` "CBS"; a shape from elsewhere keeps its own type.
    """

    service = owner(Service, "service_areas")
    service_at_location = owner(ServiceAtLocation, "service_areas")
    name = models.CharField(max_length=120, blank=True)
    description = models.TextField(blank=True)
    code = models.CharField(max_length=12, blank=True, db_index=True)
    extent = models.TextField(blank=True)
    extent_type = models.CharField(max_length=40, blank=True)
    uri = models.CharField(max_length=500, blank=True)


class Schedule(HsdsObject):
    """When something is open: the parts of an RRULE (RFC 5545), as the standard has them.

    `timezone` in hours from UTC; empty is Dutch time, summer and winter. `not_in_school_holidays` is of
    Meedoen's profile and leaves out the school holidays of the municipality.
    """

    service = owner(Service, "schedules")
    location = owner(Location, "schedules")
    service_at_location = owner(ServiceAtLocation, "schedules")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    dtstart = models.DateField(null=True, blank=True)
    timezone = models.DecimalField(max_digits=4, decimal_places=2, null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    count = models.PositiveSmallIntegerField(null=True, blank=True)
    wkst = models.CharField(max_length=2, choices=Weekday.choices, blank=True)
    freq = models.CharField(max_length=10, choices=ScheduleFrequency.choices, blank=True)
    interval = models.PositiveSmallIntegerField(default=1)
    byday = models.CharField(max_length=40, blank=True)
    byweekno = models.CharField(max_length=120, blank=True)
    bymonthday = models.CharField(max_length=120, blank=True)
    byyearday = models.CharField(max_length=120, blank=True)
    description = models.CharField(max_length=240, blank=True)
    opens_at = models.TimeField(null=True, blank=True)
    closes_at = models.TimeField(null=True, blank=True)
    schedule_link = models.URLField(max_length=500, blank=True)
    attending_type = models.CharField(max_length=120, blank=True)
    notes = models.TextField(blank=True)
    not_in_school_holidays = models.BooleanField(default=False)


class Unit(HsdsObject):
    name = models.CharField(max_length=80, unique=True)
    scheme = models.CharField(max_length=120, blank=True)
    identifier = models.CharField(max_length=120, blank=True)
    uri = models.URLField(max_length=500, blank=True)

    def __str__(self) -> str:
        return self.name


class ServiceCapacity(HsdsObject):
    """How many places, and how many free, counted at `updated`. Fed by enrolments, or set by hand."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="capacities")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    available = models.PositiveIntegerField(null=True, blank=True)
    maximum = models.PositiveIntegerField(null=True, blank=True)
    description = models.CharField(max_length=240, blank=True)
    updated = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["service", "unit"], name="capacity_once_per_unit")]


class Metadata(HsdsObject):
    """One field that changed: what the standard publishes of the history. `updated_by` is a function and an
    organization ("redacteur, gemeente Utrecht"), never a name.
    """

    resource_type = models.CharField(max_length=40)
    resource_id = models.UUIDField(db_index=True)
    last_action_date = models.DateField()
    last_action_type = models.CharField(max_length=20)
    field_name = models.CharField(max_length=80)
    previous_value = models.TextField(blank=True)
    replacement_value = models.TextField(blank=True)
    updated_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["last_action_date", "id"]


class MetaTableDescription(HsdsObject):
    """What a source said of one of its tables: language and character set."""

    name = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=40, blank=True)
    character_set = models.CharField(max_length=40, blank=True)
