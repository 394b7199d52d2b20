"""Reaching people: notices, the signalling network, and contact days with their invitations."""

from meedoen.outreach.models.campaigns import Campaign, ContactDay, Invitation, Pause, Staffing, Try
from meedoen.outreach.models.letters import LetterBatch, LetterFile
from meedoen.outreach.models.messages import Message
from meedoen.outreach.models.networks import Network, NetworkEntry, NetworkPartner
from meedoen.outreach.models.notices import Attachment, Notice

__all__ = [
    "Attachment",
    "Campaign",
    "ContactDay",
    "Invitation",
    "LetterBatch",
    "LetterFile",
    "Message",
    "Network",
    "NetworkEntry",
    "NetworkPartner",
    "Notice",
    "Pause",
    "Staffing",
    "Try",
]
