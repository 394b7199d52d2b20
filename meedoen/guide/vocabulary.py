"""The seven life domains of Deventer's framework (F2.036) and the three answers to each."""

from django.db import models


class LifeDomain(models.TextChoices):
    """In the order of the framework. The codes are those of the directory's taxonomy of life domains."""

    INCOME = "income", "inkomen"
    WORK = "work", "werk"
    EDUCATION = "education", "opleiding"
    HOUSING = "housing", "wonen"
    HEALTH = "health", "gezondheid"
    SOCIAL_CONTACTS = "social_contacts", "sociale contacten"
    PARENTING = "parenting", "opvoeding"


class Answer(models.TextChoices):
    """Only `YES` counts; `RATHER_NOT` is there because a chosen radio button cannot be taken back."""

    YES = "yes", "Ja"
    NO = "no", "Nee"
    RATHER_NOT = "rather_not", "Dat zeg ik liever niet"
