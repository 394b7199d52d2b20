"""Reads of notices, scoped to the team that owns them, and the receipt that says nothing but a state."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db.models import Count, QuerySet
from django.db.models.functions import Coalesce
from django.utils.timezone import localtime

from meedoen.accounts.actor import Actor
from meedoen.accounts.models import Team
from meedoen.accounts.vocabulary import AgencyKind, Verb
from meedoen.areas.models import Area
from meedoen.areas.queries import districts
from meedoen.outreach.models import Notice
from meedoen.outreach.vocabulary import NOTICE_WORKING_DAYS, ClimbedTo, NoticeStatus
from meedoen.people.policy import Identity, likeness

DIGITS_OF_A_PHONE = 9
RECEIPT_SALT = "meedoen.outreach.receipt"


def notices(actor: Actor) -> QuerySet[Notice]:
    """The notices of the actor's team, by the date of the next step."""
    if not actor.may(Verb.SEE_NOTICES) or actor.team_id is None:
        return Notice.objects.none()
    return (
        Notice.objects.filter(team_id=actor.team_id)
        .select_related("taken_by", "team")
        .order_by("due_on", "received_at")
    )


def open_notices(actor: Actor) -> QuerySet[Notice]:
    """Of those the ones that still ask something of somebody, without the columns that say of whom."""
    rows = notices(actor).filter(joined_to__isnull=True).exclude(status=NoticeStatus.CLOSED)
    return rows.defer("worry", "resident_name", "resident_contact", "reporter_name", "reporter_contact")


def notices_about(person_id: UUID) -> list[UUID]:
    """The notices that led to this person: who looked at those looked at the person."""
    return list(Notice.objects.filter(involvement__person_id=person_id).values_list("id", flat=True))


@dataclass(frozen=True)
class WorryCard:
    """A worry that led to a record, or came after it began."""

    worry: str
    received_on: date
    status: str


def worries_of(involvement_id: UUID) -> list[WorryCard]:
    """What was passed on about the person of an involvement, the newest first. One query."""
    rows = Notice.objects.filter(involvement_id=involvement_id).order_by("-received_at", "id")
    return [
        WorryCard(worry, localtime(received_at).date(), str(NoticeStatus(status).label))
        for worry, received_at, status in rows.values_list(
            "worry", "received_at", Coalesce("joined_to__status", "status")
        )
    ]


@dataclass(frozen=True)
class LikelySame:
    """An open notice of the same team that could be about the same resident, and why."""

    id: UUID
    resident_name: str
    received_on: date
    reason: str


def likely_the_same(notice: Notice, by: Actor) -> list[LikelySame]:
    """The other open notices of the team that could be about this resident, the oldest first. One query.

    A proposal: the worker decides. Who shows them writes an access line for each.
    """
    own = _identity(notice.resident_name, notice.resident_contact)
    others = notices(by).filter(joined_to__isnull=True).exclude(status=NoticeStatus.CLOSED)
    found = []
    for other in others.exclude(id=notice.id).order_by("received_at", "id"):
        verdict = likeness(own, _identity(other.resident_name, other.resident_contact))
        if verdict:
            received_on = localtime(other.received_at).date()
            found.append(LikelySame(other.id, other.resident_name, received_on, verdict.reasons[0]))
    return found


def joined_to(notice: Notice) -> list[Notice]:
    """The notices that go on under this one, with what their senders wrote, the oldest first."""
    return list(Notice.objects.filter(joined_to=notice).order_by("received_at", "id"))


def climbed_by_team(municipality_id: UUID) -> list[tuple[str, int]]:
    """For policy: by team how many notices climbed all the way. Counts of notices, without names."""
    rows = Notice.objects.filter(municipality_id=municipality_id, climbed_to=ClimbedTo.POLICY_LEAD)
    rows = rows.filter(joined_to__isnull=True).exclude(status=NoticeStatus.CLOSED).order_by()
    return list(rows.values_list("team__name").annotate(number=Count("id")).order_by("team__name"))


def _identity(name: str, contact: str) -> Identity:
    first, _, last = name.strip().partition(" ")
    digits = sum(sign.isdigit() for sign in contact)
    return Identity(first, last, None, contact if digits >= DIGITS_OF_A_PHONE else "")


def team_for(area_code: str) -> Team | None:
    """The neighbourhood team that works in a district (CBS code); the first by name where two do."""
    teams = Team.objects.filter(agency__kind=AgencyKind.NEIGHBOURHOOD_TEAM).order_by("name", "id")
    return next((team for team in teams if area_code in team.area_codes), None)


def served_districts() -> list[tuple[str, list[tuple[str, str]]]]:
    """The districts in which a team takes notices: by municipality (name), pairs of code and name."""
    served: dict[tuple[str, str], set[str]] = {}
    teams = Team.objects.filter(agency__kind=AgencyKind.NEIGHBOURHOOD_TEAM).select_related("municipality")
    for team in teams:
        key = (team.municipality.name, team.municipality.code)
        served.setdefault(key, set()).update(team.area_codes)
    return [
        (name, [(area.code, area.name) for area in districts(code) if area.code in codes])
        for (name, code), codes in sorted(served.items())
    ]


def district_name(notice: Notice) -> str:
    """The district of a notice by name, or its code where the districts were not loaded."""
    name = Area.objects.filter(code=notice.area_code).values_list("name", flat=True).first()
    return name or notice.area_code


def working_days() -> dict[str, int]:
    """Within how many working days each next step of a notice is due, as this installation set it."""
    return {**NOTICE_WORKING_DAYS, **getattr(settings, "NOTICE_WORKING_DAYS", {})}


def receipt_of(notice: Notice) -> str:
    """The signed text of the receipt's address: who has it can read the state, and nobody can make one."""
    return _signer().sign(notice.id.hex)


def state_by_receipt(receipt: str) -> NoticeStatus | None:
    """The state of the notice of a receipt, or None where the receipt is not one of ours."""
    status = _of_receipt(receipt).values_list(Coalesce("joined_to__status", "status"), flat=True).first()
    return NoticeStatus(status) if status else None


def urgency_by_receipt(receipt: str) -> str:
    """How soon the sender said that somebody has to look; empty where the receipt is not one of ours."""
    return _of_receipt(receipt).values_list("urgency", flat=True).first() or ""


def _of_receipt(receipt: str) -> QuerySet[Notice]:
    """The notice of a receipt as rows: one, or none where the receipt is not one of ours."""
    try:
        return Notice.objects.filter(id=UUID(hex=_signer().unsign(receipt)))
    except (BadSignature, ValueError):
        return Notice.objects.none()


def _signer() -> Signer:
    return Signer(salt=RECEIPT_SALT, sep=".")
