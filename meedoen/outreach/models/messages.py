"""The outbox: each mail and text message of a campaign, from asked to arrived."""

import uuid

from django.conf import settings
from django.db import models

from meedoen.outreach.models.campaigns import Invitation
from meedoen.outreach.vocabulary import Channel, MessageStatus


class Message(models.Model):
    """An invitation that goes out by e-mail or SMS. It holds no address and no words: those are read when it
    is sent, so that what changed meanwhile counts.

    `id` is what the sender service knows it by (its `reference`, the Message-ID of a mail), so that after a
    crash it can be asked whether a message went out. `provider_id`: what that service calls it.
    Personal: that it exists. Until: as long as the invitation.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="messages")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    status = models.CharField(max_length=10, choices=MessageStatus.choices, default=MessageStatus.WAITING)
    sends = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    provider_id = models.CharField(max_length=80, blank=True, db_index=True)
    trouble = models.CharField(max_length=80, blank=True, help_text="wat er misging, zonder adres")
    asked_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["asked_at", "id"]
        indexes = [models.Index(fields=["status", "next_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["invitation", "channel"],
                condition=models.Q(status__in=["waiting", "sending", "unsure"]),
                name="one_message_under_way",
            )
        ]
