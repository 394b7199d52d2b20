from django.db import models


class ConsentSubject(models.TextChoices):
    GOALS = "goals", "doelen en stappen"
    LEAD = "lead", "dat er een vaste contactpersoon is, en hoe die te bereiken is"
    REFERRAL = "referral", "een overdracht aan een ander"
    KNOWN = "known", "dat iemand bekend is bij een instantie"


class ConsentKind(models.TextChoices):
    """Three things that are asked apart and recorded apart: one yes is never another."""

    GROUND = "ground", "gegevens delen tussen wettelijke kaders"
    SECRECY = "secrecy", "de geheimhouding van de hulpverlener opheffen"
    HELP = "help", "instemmen met de hulp"


class SaidBy(models.TextChoices):
    """Who said yes. Under a certain age that is not the person alone (`ConsentAge`)."""

    PERSON = "person", "de inwoner zelf"
    PARENTS = "parents", "de ouders of voogd"
    BOTH = "both", "de inwoner en de ouders of voogd"


class ConsentHow(models.TextChoices):
    SPOKEN = "spoken", "in een gesprek gevraagd"
    PAPER = "paper", "op papier ondertekend"
    PHONE = "phone", "aan de telefoon gevraagd"
    INTERPRETER = "interpreter", "in een gesprek met een tolk"


CONSENT_TEXT_VERSION = "2026-1"
CONSENT_TEXT = (
    "Ik vind het goed dat dit gedeeld wordt. Ik mag altijd nee zeggen, en ik mag mijn toestemming altijd "
    "terugnemen. Dat heeft geen gevolgen voor mijn uitkering of voor de hulp die ik krijg."
)
