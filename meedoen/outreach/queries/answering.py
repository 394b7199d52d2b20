"""What the invited person sees by the code of their letter: no name, and nothing of why they were invited."""

from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from django.conf import settings

from meedoen.outreach.models import Invitation
from meedoen.outreach.policy.letters import fits_code, ids_of_code
from meedoen.outreach.vocabulary import CampaignStatus, InvitationStatus
from meedoen.people.queries.posting import languages_of

OPEN = (InvitationStatus.PLANNED, InvitationStatus.INVITED, InvitationStatus.MOVED)


@dataclass(frozen=True)
class Appointment:
    """The page of an answer. `day` None: there is no time (any more). `over`: the link is dead."""

    invitation_id: UUID
    status: InvitationStatus
    day: date | None
    starts_at: time | None
    minutes: int
    place: str
    address: str
    phone: str
    agency: str
    languages: tuple[str, ...]
    call_asked: bool
    over: bool

    @property
    def is_open(self) -> bool:
        return self.status in OPEN and not self.over

    @property
    def declined(self) -> bool:
        return self.status == InvitationStatus.DECLINED


def appointment_by_code(code: str, *, on: date) -> Appointment | None:
    """The appointment of a code, or None where it is not one that was made here.

    The link is over after the day, when the campaign is done, and when inviting stopped.
    """
    between = ids_of_code(code)
    if between is None:
        return None
    rows = Invitation.objects.filter(id__gte=between[0], id__lte=between[1])
    for row in rows.select_related("day", "campaign__agency", "involvement"):
        if fits_code(code, row.id, settings.SECRET_KEY):
            return _appointment(row, on)
    return None


def _appointment(row: Invitation, on: date) -> Appointment:
    day, campaign, status = row.day, row.campaign, InvitationStatus(row.status)
    past = day is not None and day.held_on < on
    return Appointment(
        invitation_id=row.id,
        status=status,
        day=day.held_on if day else None,
        starts_at=row.starts_at,
        minutes=campaign.minutes_per_talk,
        place=day.place if day else "",
        address=day.address if day else "",
        phone=campaign.phone,
        agency=campaign.agency.name,
        languages=languages_of(row.involvement.person_id),
        call_asked=row.call_asked_at is not None,
        over=past
        or campaign.status != CampaignStatus.RUNNING
        or status not in (*OPEN, InvitationStatus.DECLINED),
    )
