from django.db import models


class Criterion(models.TextChoices):
    """What a suggestion is made from: what the person said, and what the place asks. Nothing else counts."""

    INTEREST = "interest", "wat je wilt doen"
    DAYS = "days", "wanneer je kunt"
    DISTANCE = "distance", "hoe ver je wilt gaan"
    LANGUAGE = "language", "welke taal je spreekt"
    LEVEL = "level", "wat je nu zoekt"
    PLACE = "place", "of er plek is"
    AGE = "age", "leeftijd"
    INDICATION = "indication", "indicatie"


class Fit(models.TextChoices):
    """How one criterion turns out. What is barred can't be chosen; a misfit is for the person to weigh."""

    FITS = "fits", "past"
    MISFITS = "misfits", "past niet"
    BARRED = "barred", "kan nu niet"
    UNKNOWN = "unknown", "niet bekend"
    NOTED = "noted", "goed om te weten"
