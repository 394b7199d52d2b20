from django.db import models


class ConsentSubject(models.TextChoices):
    GOALS = "goals", "doelen en stappen"


CONSENT_TEXT_VERSION = "2026-1"
CONSENT_TEXT = (
    "Ik vind het goed dat dit gedeeld wordt. Ik mag altijd nee zeggen, en ik mag mijn toestemming altijd "
    "terugnemen. Dat heeft geen gevolgen voor mijn uitkering of voor de hulp die ik krijg."
)
