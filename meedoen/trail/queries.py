"""Reading the trail."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count

from meedoen.trail.models import AccessLine, AccessReader, Attempts
from meedoen.trail.sealing import find_key


@dataclass(frozen=True)
class Look:
    """One look as the person may see it: when, which organization, which page, why.

    Not the official's name.
    """

    at: datetime
    agency_name: str
    role: str
    page: str
    purpose: str


def looks_at(subjects: Iterable[tuple[str, UUID]], *, limit: int = 200, offset: int = 0) -> list[Look]:
    """The looks at these subjects (type, id), newest first. Two queries."""
    hashes = [find_key(kind, str(subject)) for kind, subject in subjects]
    lines = list(
        AccessLine.objects.filter(subject_hash__in=hashes).order_by("-start_time")[offset : offset + limit]
    )
    readers = AccessReader.objects.in_bulk([line.span_id for line in lines])
    return [
        Look(
            at=line.start_time,
            agency_name=readers[line.span_id].agency_name,
            role=readers[line.span_id].role,
            page=line.name,
            purpose=readers[line.span_id].purpose,
        )
        for line in lines
    ]


def count_looks(subjects: Iterable[tuple[str, UUID]]) -> int:
    hashes = [find_key(kind, str(subject)) for kind, subject in subjects]
    return AccessLine.objects.filter(subject_hash__in=hashes).count()


def attempts(*, kind: str, who: str, window_start: datetime) -> int:
    """How often this was tried in this window, without counting a try."""
    row = Attempts.objects.filter(key=find_key(kind, who), window_start=window_start).first()
    return row.count if row else 0


@dataclass(frozen=True)
class LookTotal:
    """How many looks an agency had for one purpose; for the privacy officer, without persons."""

    agency_name: str
    role: str
    purpose: str
    looks: int


def totals_by_purpose(municipality_id: UUID, since: datetime) -> list[LookTotal]:
    """Looks in one municipality since a moment, by agency, role and purpose, most first."""
    recent = AccessLine.objects.filter(start_time__gte=since).values("span_id")
    rows = (
        AccessReader.objects.filter(municipality_id=municipality_id, span_id__in=recent)
        .values("agency_name", "role", "purpose")
        .annotate(looks=Count("span_id"))
        .order_by("-looks", "agency_name", "role", "purpose")
    )
    return [LookTotal(**row) for row in rows]
