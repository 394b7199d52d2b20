from django.db import models


class AreaKind(models.TextChoices):
    """CBS area levels."""

    MUNICIPALITY = "municipality", "gemeente"
    DISTRICT = "district", "wijk"
    NEIGHBOURHOOD = "neighbourhood", "buurt"


class HolidayRegion(models.TextChoices):
    """The three parts of the country with school holidays of their own."""

    NORTH = "north", "noord"
    MIDDLE = "middle", "midden"
    SOUTH = "south", "zuid"
