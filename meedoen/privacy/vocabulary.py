from django.db import models


class ConsentSubject(models.TextChoices):
    GOALS = "goals", "doelen en stappen"
    LEAD = "lead", "wie mijn vaste contactpersoon is"
