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
