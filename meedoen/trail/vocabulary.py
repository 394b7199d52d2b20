from django.db import models


class SpanStatus(models.TextChoices):
    """Logboek Dataverwerkingen 1.0, field `status`."""

    UNSET = "Unset", "niet bekend"
    OK = "Ok", "gelukt"
    ERROR = "Error", "mislukt"
