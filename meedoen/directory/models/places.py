from django.db import models

from meedoen.directory.models.base import HsdsObject, SourcedObject
from meedoen.directory.models.organizations import Organization
from meedoen.directory.vocabulary import AddressType, LocationType


class Location(SourcedObject):
    """Where something is held. Coordinates in RD metres (EPSG:28992), empty where the source states none.

    `area_code` is the district or municipality (CBS) that it lies in: not the area that is served.
    """

    organization = models.ForeignKey(
        Organization, models.SET_NULL, null=True, blank=True, related_name="locations"
    )
    name = models.CharField(max_length=200, blank=True)
    alternate_name = models.CharField(max_length=200, blank=True)
    description = models.TextField(blank=True)
    transportation = models.TextField(blank=True)
    location_type = models.CharField(
        max_length=10, choices=LocationType.choices, default=LocationType.PHYSICAL
    )
    url = models.URLField(max_length=500, blank=True)
    external_identifier = models.CharField(max_length=120, blank=True)
    external_identifier_type = models.CharField(max_length=120, blank=True)
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

    @property
    def address(self) -> "Address | None":
        """Where to go: its first physical address, or else its first; reads what was prefetched."""
        rows = sorted(self.addresses.all(), key=lambda row: (row.address_type, row.id))
        return next(
            (row for row in rows if row.address_type == AddressType.PHYSICAL), rows[0] if rows else None
        )


class Address(HsdsObject):
    """`region` is the district or village, as the source says it; `state_province` the province."""

    location = models.ForeignKey(Location, models.CASCADE, related_name="addresses")
    attention = models.CharField(max_length=200, blank=True)
    address_1 = models.CharField(max_length=200, blank=True)
    address_2 = models.CharField(max_length=200, blank=True)
    city = models.CharField(max_length=120, blank=True, db_index=True)
    region = models.CharField(max_length=120, blank=True, db_index=True)
    state_province = models.CharField(max_length=120, blank=True)
    postal_code = models.CharField(max_length=20, blank=True, db_index=True)
    country = models.CharField(max_length=2, default="NL", blank=True)
    address_type = models.CharField(max_length=10, choices=AddressType.choices, default=AddressType.PHYSICAL)
