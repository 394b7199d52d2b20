from django.db import models


class AreaKind(models.TextChoices):
    """CBS area levels."""

    MUNICIPALITY = "municipality", "gemeente"
    DISTRICT = "district", "wijk"
    NEIGHBOURHOOD = "neighbourhood", "buurt"
