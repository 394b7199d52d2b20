"""The mail of the day: that a worker gets it, once."""

import uuid

from django.conf import settings
from django.db import models


class DailyMail(models.Model):
    """One mail to one worker on one day. It holds no words and no address: it is counted when it is sent.

    First the row, then the mail: `claimed_at` is set before sending and `done_at` after it, so that a crash
    mails nobody twice. `lines` 0 with `done_at`: nothing waited, nothing was sent. Until: thirty days.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    day = models.DateField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    lines = models.PositiveSmallIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(max_length=80, blank=True, help_text="wat er misging, zonder adres")

    class Meta:
        ordering = ["day", "id"]
        constraints = [models.UniqueConstraint(fields=["user", "day"], name="one_daily_mail_a_day")]
