"""Writing the trail: looks, changes, attempts."""

import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.db import transaction
from django.db.models import F

from meedoen.trail.models import AccessLine, AccessReader, Attempts, AuditLine, Change
from meedoen.trail.sealing import find_key, seal
from meedoen.trail.vocabulary import SpanStatus


class Reader(Protocol):
    """Who looks or acts, as far as the trail needs to know."""

    @property
    def user_id(self) -> UUID: ...
    @property
    def role(self) -> str: ...
    @property
    def agency_id(self) -> UUID | None: ...
    @property
    def agency_name(self) -> str: ...
    @property
    def municipality_id(self) -> UUID | None: ...
    @property
    def legal_domain(self) -> str: ...


def record_access(
    *, by: Reader, subjects: Iterable[UUID], subject_type: str, page: str, purpose: str, at: datetime
) -> None:
    """One line per subject, before anything of them is shown.

    In: the ids of the persons (or notices) about to be shown, the page's fixed name, the purpose in words.
    Raises RuntimeError outside a transaction: a line that could be lost while the data is shown is no line.
    Source: Logboek Dataverwerkingen 1.0 (one record per data subject, no sampling, no employee in it).
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("an access line is written in the transaction that reads the data")
    trace_id = secrets.token_hex(16)
    lines = [_line(subject, subject_type, trace_id, page, at) for subject in subjects]
    AccessLine.objects.bulk_create(lines, batch_size=500)
    AccessReader.objects.bulk_create([_reader(line.span_id, by, purpose) for line in lines], batch_size=500)


def record_act(
    *,
    by: Reader | None,
    act: str,
    object_type: str,
    object_id: UUID | str,
    at: datetime,
    changes: Mapping[str, tuple[object, object]] | None = None,
) -> None:
    """One audit line for an act, with the old and new value of each field of a record without persons.

    `by` is None where nobody was signed in (a notice) or the system acted by its timetable.
    """
    line = AuditLine.objects.create(
        at=at,
        act=act,
        user_id=by.user_id if by else None,
        role=by.role if by else "system",
        agency_id=by.agency_id if by else None,
        object_type=object_type,
        object_id=str(object_id),
    )
    Change.objects.bulk_create(
        Change(
            audit_id=line.id,
            object_type=object_type,
            object_id=str(object_id),
            field=field,
            old="" if old is None else str(old),
            new="" if new is None else str(new),
        )
        for field, (old, new) in (changes or {}).items()
        if old != new
    )


def record_acts(
    *, by: Reader | None, act: str, object_type: str, object_ids: Iterable[UUID], at: datetime
) -> None:
    """One audit line for each of many records to which the same was done at once."""
    AuditLine.objects.bulk_create(
        [
            AuditLine(
                at=at,
                act=act,
                user_id=by.user_id if by else None,
                role=by.role if by else "system",
                agency_id=by.agency_id if by else None,
                object_type=object_type,
                object_id=str(object_id),
            )
            for object_id in object_ids
        ],
        batch_size=500,
    )


def count_attempt(*, kind: str, who: str, window_start: datetime) -> int:
    """Count one attempt and give how many there were in this window, over all workers.

    In: the kind of attempt, whom it is counted for (only a keyed hash of it is kept), the window's start.
    """
    key = find_key(kind, who)
    Attempts.objects.get_or_create(key=key, window_start=window_start)
    Attempts.objects.filter(key=key, window_start=window_start).update(count=F("count") + 1)
    return Attempts.objects.values_list("count", flat=True).get(key=key, window_start=window_start)


def forget_attempts(*, before: datetime) -> int:
    """Delete the windows that started before `before`; gives how many."""
    deleted, _ = Attempts.objects.filter(window_start__lt=before).delete()
    return deleted


def _line(subject: UUID, subject_type: str, trace_id: str, page: str, at: datetime) -> AccessLine:
    return AccessLine(
        span_id=secrets.token_hex(8),
        trace_id=trace_id,
        status=SpanStatus.OK,
        name=page,
        start_time=at,
        end_time=at,
        processing_activity_id=f"urn:meedoen:verwerking:{page}",
        data_subject_id=seal(str(subject)),
        data_subject_id_type=subject_type,
        subject_hash=find_key(subject_type, str(subject)),
    )


def _reader(span_id: str, by: Reader, purpose: str) -> AccessReader:
    return AccessReader(
        span_id=span_id,
        user_id=by.user_id,
        role=by.role,
        agency_id=by.agency_id,
        agency_name=by.agency_name,
        municipality_id=by.municipality_id,
        legal_domain=by.legal_domain,
        purpose=purpose,
    )
