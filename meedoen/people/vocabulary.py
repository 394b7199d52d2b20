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
    INVITE = "invite", "uitnodigen voor een gesprek"
    NAME_LEAD = "name_lead", "een vaste contactpersoon kiezen"
    HAND_OVER = "hand_over", "antwoord op een overdracht afwachten"
    ASK_AGAIN = "ask_again", "vragen of contact weer goed is"


class EndReason(models.TextChoices):
    """Why an agency stops knowing a person in a legal domain. None of them is a sanction."""

    NOT_NEEDED = "not_needed", "niet meer nodig"
    OWN_WISH = "own_wish", "op eigen verzoek"
    NO_BENEFIT = "no_benefit", "geen uitkering meer"
    HANDED_OVER = "handed_over", "overgedragen aan een ander"
    MOVED = "moved", "verhuisd naar een andere gemeente"
    DIED = "died", "overleden"
    DOUBLE = "double", "stond er dubbel in"


class SetAsideGround(models.TextChoices):
    """The two grounds on which a wish to be left alone is set aside."""

    UNSAFE = "unsafe", "onveiligheid voor de inwoner of een ander"
    NUISANCE = "nuisance", "ernstige overlast"


class Answer(models.TextChoices):
    YES = "yes", "ja"
    NO = "no", "nee"


class GuardianKind(models.TextChoices):
    PARENT = "parent", "ouder"
    GUARDIAN = "guardian", "voogd"
    INSTITUTION = "institution", "gecertificeerde instelling"
    CARER = "carer", "verzorger zonder gezag"


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


class CoverageState(models.TextChoices):
    """Where an involvement stands today. Every one is in exactly one of these."""

    AHEAD = "ahead", "er staat een volgende actie"
    PAST_DATE = "past_date", "de datum is voorbij"
    LEFT_ALONE = "left_alone", "wil even geen contact"
    LOOSE = "loose", "zonder eigenaar of datum"


class SinceContact(models.TextChoices):
    THREE_MONTHS = "three_months", "korter dan drie maanden geleden"
    YEAR = "year", "drie maanden tot een jaar geleden"
    THREE_YEARS = "three_years", "een tot drie jaar geleden"
    LONGER = "longer", "langer dan drie jaar geleden"
    NEVER = "never", "nog nooit, of niet bekend"
