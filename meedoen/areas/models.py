"""Areas by CBS code (GM municipality, WK district, BU neighbourhood); postcode points. No persons."""

import uuid

from django.db import models

from meedoen.areas.vocabulary import AreaKind, HolidayRegion


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


class AreaFigure(models.Model):
    """What somebody, such as CBS, counted in an area over a period; never of one person.

    `measure` is the name of what was counted, in small letters, as the file says it ("bijstandsuitkeringen").
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    area = models.ForeignKey(Area, models.PROTECT, related_name="figures")
    measure = models.CharField(max_length=80)
    starts_on = models.DateField()
    ends_on = models.DateField()
    value = models.DecimalField(max_digits=14, decimal_places=3)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["measure", "area", "starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "area", "starts_on", "ends_on"], name="figure_once_a_period"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="figure_ends_after_it_starts"
            ),
        ]


class SchoolHoliday(models.Model):
    """A school holiday of one region, its first and its last day both without school."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    region = models.CharField("regio", max_length=10, choices=HolidayRegion.choices)
    name = models.CharField("naam", max_length=80)
    starts_on = models.DateField("eerste dag")
    ends_on = models.DateField("laatste dag")

    class Meta:
        ordering = ["starts_on", "region"]
        verbose_name = "schoolvakantie"
        verbose_name_plural = "schoolvakanties"
        constraints = [
            models.UniqueConstraint(fields=["region", "starts_on"], name="school_holiday_once_in_region"),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="school_holiday_ends_after_it_starts",
                violation_error_message="De laatste dag ligt voor de eerste. Draai ze om.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_region_display()})"
