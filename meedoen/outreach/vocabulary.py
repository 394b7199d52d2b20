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


NOTICE_STEPS: dict[str, frozenset[str]] = {
    NoticeStatus.RECEIVED: frozenset({NoticeStatus.PICKED_UP}),
    NoticeStatus.PICKED_UP: frozenset({NoticeStatus.IN_CONTACT, NoticeStatus.CLOSED}),
    NoticeStatus.IN_CONTACT: frozenset({NoticeStatus.CLOSED}),
    NoticeStatus.CLOSED: frozenset(),
}
