"""What outreach adds to the page of the guarantee: of whom a notice is open, and who is invited."""

from uuid import UUID

from django.db.models import QuerySet

from meedoen.outreach.models import Invitation, Notice
from meedoen.outreach.vocabulary import InvitationStatus, NoticeStatus
from meedoen.people.queries import Involvement

STILL_TO_COME = (InvitationStatus.PLANNED, InvitationStatus.INVITED, InvitationStatus.MOVED)


def persons_with_notice(rows: QuerySet[Involvement]) -> set[UUID]:
    """The persons of these involvements about whom a notice is open."""
    notices = Notice.objects.filter(involvement__in=rows.order_by().values("id"))
    found = notices.exclude(status=NoticeStatus.CLOSED).values_list("involvement__person_id", flat=True)
    return set(found)


def persons_invited(rows: QuerySet[Involvement]) -> set[UUID]:
    """The persons of these involvements whose invitation is still to come."""
    invited = Invitation.objects.filter(
        involvement__in=rows.order_by().values("id"), status__in=STILL_TO_COME
    )
    return set(invited.values_list("involvement__person_id", flat=True))
