"""Reads of what would end in outreach when somebody is not known any more."""

from uuid import UUID

from meedoen.outreach.models import Invitation
from meedoen.outreach.vocabulary import InvitationStatus


def is_invited(involvement_id: UUID) -> bool:
    """Whether an invitation waits for its day."""
    waits = (InvitationStatus.PLANNED, InvitationStatus.INVITED, InvitationStatus.MOVED)
    return Invitation.objects.filter(involvement_id=involvement_id, status__in=waits).exists()
