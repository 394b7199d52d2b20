from django.db import models


class Gender(models.TextChoices):
    WOMAN = "woman", "vrouw"
    MAN = "man", "man"
    OTHER = "other", "anders"


class NextAction(models.TextChoices):
    """What the lead does next; each involvement that goes on has one, with its date."""

    CONTACT = "contact", "contact leggen"
    CONVERSATION = "conversation", "gesprek voeren"
    PLAN = "plan", "plan maken"
    CHOOSE = "choose", "samen aanbod kiezen"
    FOLLOW = "follow", "vragen hoe het gaat"
    REVIEW = "review", "plan bespreken"
    ATTEND = "attend", "aanwezigheid volgen"


LANGUAGES: dict[str, str] = {
    "nl": "Nederlands",
    "ar": "Arabisch",
    "bg": "Bulgaars",
    "zh": "Chinees",
    "en": "Engels",
    "fa": "Farsi of Dari",
    "fr": "Frans",
    "uk": "Oekraïens",
    "pl": "Pools",
    "pt": "Portugees",
    "ro": "Roemeens",
    "ru": "Russisch",
    "so": "Somalisch",
    "es": "Spaans",
    "ti": "Tigrinya",
    "tr": "Turks",
}
"""ISO 639-1 codes with their Dutch names, Dutch first and then by name: what a form offers."""
