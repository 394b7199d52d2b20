import uuid

from django.db import models

from meedoen.directory.models.base import HsdsObject, SourcedObject


class Organization(SourcedObject):
    """A body that offers services. `agency` is set where its people sign in here."""

    name = models.CharField(max_length=200)
    alternate_name = models.CharField(max_length=200, blank=True)
    description = models.TextField(blank=True)
    email = models.EmailField(blank=True)
    website = models.URLField(max_length=500, blank=True)
    tax_status = models.CharField(max_length=120, blank=True)
    tax_id = models.CharField(max_length=120, blank=True)
    year_incorporated = models.PositiveSmallIntegerField(null=True, blank=True)
    legal_status = models.CharField(max_length=120, blank=True)
    logo = models.CharField(max_length=500, blank=True)
    uri = models.URLField(max_length=500, blank=True)
    parent_organization = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="children"
    )
    agency = models.OneToOneField("accounts.Agency", models.PROTECT, null=True, blank=True, related_name="+")
    invented = models.BooleanField(default=False, help_text="synthetisch: geen echte organisatie")
    is_published = models.BooleanField(default=True)
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    last_modified = models.DateTimeField(null=True, blank=True)

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


class Program(HsdsObject):
    """Services of one organization that belong together."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="programs")
    name = models.CharField(max_length=200)
    alternate_name = models.CharField(max_length=200, blank=True)
    description = models.TextField(blank=True)

    class Meta:
        ordering = ["name", "id"]


class OrganizationIdentifier(HsdsObject):
    """Its number in a register, such as the Chamber of Commerce (`identifier_type` KVK)."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="organization_identifiers")
    identifier_scheme = models.CharField(max_length=120, blank=True)
    identifier_type = models.CharField(max_length=120)
    identifier = models.CharField(max_length=120, db_index=True)
