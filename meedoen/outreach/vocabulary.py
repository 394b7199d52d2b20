from django.db import models


class NoticeStatus(models.TextChoices):
    RECEIVED = "received", "ontvangen"
    PICKED_UP = "picked_up", "opgepakt"
    IN_CONTACT = "in_contact", "in contact"
    CLOSED = "closed", "afgesloten"


class ReporterKind(models.TextChoices):
    GP = "gp", "huisarts of praktijkondersteuner"
    NURSE = "nurse", "wijkverpleging of thuiszorg"
    POLICE = "police", "wijkagent"
    HOUSING = "housing", "woningcorporatie"
    SCHOOL = "school", "school"
    WELFARE = "welfare", "welzijn of vrijwilliger"
    OTHER = "other", "anders"


class CloseReason(models.TextChoices):
    """Why a notice is closed. Declining is fine: support is voluntary (F4.001)."""

    SUPPORTED = "supported", "de inwoner krijgt hulp of doet ergens mee"
    DECLINED = "declined", "de inwoner wil geen contact"
    NOT_FOUND = "not_found", "er is geen contact gelukt"
    ELSEWHERE = "elsewhere", "iemand anders helpt al"
    MISTAKE = "mistake", "het signaal klopte niet"


NOTICE_STEPS: dict[str, frozenset[str]] = {
    NoticeStatus.RECEIVED: frozenset({NoticeStatus.PICKED_UP}),
    NoticeStatus.PICKED_UP: frozenset({NoticeStatus.IN_CONTACT, NoticeStatus.CLOSED}),
    NoticeStatus.IN_CONTACT: frozenset({NoticeStatus.CLOSED}),
    NoticeStatus.CLOSED: frozenset(),
}

NOTICE_WORKING_DAYS: dict[str, int] = {
    NoticeStatus.RECEIVED: 3,
    NoticeStatus.PICKED_UP: 5,
    NoticeStatus.IN_CONTACT: 20,
}
"""Within how many working days the next step is due: pick up, make contact, close. The source documents
name no term; these are the start values of a setting (`NOTICE_WORKING_DAYS` in the settings)."""

RECEIPT_SENTENCES: dict[str, str] = {
    NoticeStatus.RECEIVED: "Het team heeft het signaal. Iemand van het team pakt het snel op.",
    NoticeStatus.PICKED_UP: "Iemand van het team heeft het signaal opgepakt en probeert contact te krijgen.",
    NoticeStatus.IN_CONTACT: "Het team heeft contact.",
    NoticeStatus.CLOSED: "Het team sloot het af. Maak je je nog steeds zorgen? Geef het opnieuw door.",
}
"""What the receipt says, and all it says."""
