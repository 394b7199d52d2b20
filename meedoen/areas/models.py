"""Areas by CBS code (GM municipality, WK district, BU neighbourhood); postcode points. No persons."""

import uuid

from django.db import models

from meedoen.areas.vocabulary import AreaKind


class Area(models.Model):
    """An area with its simplified outline (GeoJSON geometry, WGS84) where one was loaded."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    code = models.CharField(max_length=12, unique=True)
    kind = models.CharField(max_length=20, choices=AreaKind.choices)
    name = models.CharField(max_length=120)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    outline = models.JSONField(null=True, blank=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class PostcodePoint(models.Model):
    """The middle of a four-digit postcode area, in RD metres (EPSG:28992), with the district it lies in."""

    postcode4 = models.CharField(max_length=4, primary_key=True)
    rd_x = models.IntegerField()
    rd_y = models.IntegerField()
    area = models.ForeignKey(Area, models.PROTECT, related_name="postcodes")
