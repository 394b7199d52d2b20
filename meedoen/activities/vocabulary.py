from django.db import models


class EnrolmentStatus(models.TextChoices):
    PLACED = "placed", "heeft een plek"
    WAITING = "waiting", "staat op de wachtlijst"
    ENDED = "ended", "gestopt"


class Presence(models.TextChoices):
    PRESENT = "present", "was er"
    EXCUSED = "excused", "afgemeld"
    ABSENT = "absent", "was er niet"


class EndReason(models.TextChoices):
    FINISHED = "finished", "klaar"
    OWN_CHOICE = "own_choice", "eigen keuze"
    MOVED_ON = "moved_on", "naar een volgende stap"
    MOVED_AWAY = "moved_away", "verhuisd"
    DIED = "died", "overleden"
