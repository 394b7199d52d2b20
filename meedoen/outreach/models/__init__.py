"""Reaching people: notices, and contact days with their invitations."""

from meedoen.outreach.models.campaigns import Campaign, ContactDay, Invitation, Pause, Staffing, Try
from meedoen.outreach.models.letters import LetterBatch, LetterFile
from meedoen.outreach.models.messages import Message
from meedoen.outreach.models.notices import Notice

__all__ = [
    "Campaign",
    "ContactDay",
    "Invitation",
    "LetterBatch",
    "LetterFile",
    "Message",
    "Notice",
    "Pause",
    "Staffing",
    "Try",
]
