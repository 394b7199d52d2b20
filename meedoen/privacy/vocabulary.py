from django.db import models


class ConsentSubject(models.TextChoices):
    GOALS = "goals", "doelen en stappen"
    LEAD = "lead", "dat er een vaste contactpersoon is, en hoe die te bereiken is"
    REFERRAL = "referral", "een overdracht aan een ander"


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


CONSENT_TEXT_VERSION = "2026-2"
"""The version that is read now. A text that was ever read stays below: a consent points at it."""

_TAKING_BACK = (
    "Ik mag nee zeggen, en ik mag mijn ja elke dag terugnemen. Dat heeft geen gevolgen voor mijn uitkering "
    "of voor de hulp die ik krijg."
)
_FIRST_TEXT = (
    "Ik vind het goed dat dit gedeeld wordt. Ik mag altijd nee zeggen, en ik mag mijn toestemming altijd "
    "terugnemen. Dat heeft geen gevolgen voor mijn uitkering of voor de hulp die ik krijg."
)
CONSENT_TEXTS: dict[str, dict[ConsentKind, str]] = {
    "2026-1": dict.fromkeys(ConsentKind, _FIRST_TEXT),
    "2026-2": {
        ConsentKind.GROUND: (
            "De ander werkt met een andere wet. Zonder mijn ja mag die dit niet van mij weten. Ik vind het "
            f"goed dat de ander weet wat hierboven staat, en niet meer dan dat. {_TAKING_BACK}"
        ),
        ConsentKind.SECRECY: (
            "Wie mij helpt, moet geheimhouden wat ik vertel. Ik vind het goed dat die met de ander praat "
            f"over wat hierboven staat, en over niets anders. {_TAKING_BACK}"
        ),
        ConsentKind.HELP: (
            "Ik wil dat de ander mij gaat helpen. De ander weet dan mijn naam en hoe ik te bereiken ben, en "
            f"maakt een dossier over de hulp. Dat dossier mag ik zien. {_TAKING_BACK}"
        ),
    },
}
"""By version and kind: the exact words that are read to the person."""

CONSENT_QUESTIONS: dict[ConsentKind, str] = {
    ConsentKind.GROUND: "Mag de ander, die met een andere wet werkt, dit weten?",
    ConsentKind.SECRECY: "Mag wie nu helpt erover praten met de ander?",
    ConsentKind.HELP: "Wil de inwoner dat de ander gaat helpen?",
}
