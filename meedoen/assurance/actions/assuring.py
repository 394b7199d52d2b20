"""Saying that a record is true: apart from changing it, and with its own history."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from meedoen.assurance.actions.counting import recount
from meedoen.assurance.models import Assurance, Reminder, ReminderMail
from meedoen.assurance.queries import kept, still_of, working_address
from meedoen.assurance.vocabulary import AssuranceWay
from meedoen.directory.actions.history import RowChange
from meedoen.directory.models import Metadata, Revision, Service
from meedoen.directory.vocabulary import Freshness, Origin, RevisionKind
from meedoen.shared.errors import Refused
from meedoen.trail.actions import Reader, record_act

BY_LINK = "organisatie, met de link uit de mail"
MOVED = "Dit aanbod staat nu bij een andere organisatie. Die organisatie bevestigt het."
GONE = "Dit aanbod staat niet meer in de sociale kaart. Er is niets om te bevestigen."


@transaction.atomic
def assure(*, service: Service, how: AssuranceWay, by: Reader | None, at: datetime, said_by: str) -> bool:
    """Confirm that a record is true on the day of `at`; tells whether that was news.

    `said_by` is a function and an organization. Sets `assured_date`, `assurer_email` (the address that the
    organization publishes) and the freshness; never `last_modified`, for nothing was rewritten. Whoever was
    asked by mail is taken to have answered.
    Raises Refused where the record is no longer on the map.
    """
    is_news = _assure(service.pk, how=how, by=by, at=at, said_by=said_by)
    recount(service_ids=[service.pk], at=at)
    return is_news


@transaction.atomic
def answer(*, mail: ReminderMail, service_ids: Collection[UUID], at: datetime) -> int:
    """Confirm the records of a mail that are still open; gives how many. A second time changes nothing.

    A record that went to another organization is left alone: the link was not sent to that one.
    Raises Refused where none of them is on the map and of that organization any more.
    """
    open_ones = Reminder.objects.select_for_update(of=("self",)).filter(
        mail=mail, service_id__in=service_ids, answered_at__isnull=True
    )
    ids = [row.service_id for row in open_ones]
    here = list(still_of(mail).filter(pk__in=ids).order_by("pk").values_list("pk", flat=True))
    if ids and not here:
        raise Refused(MOVED if kept().filter(pk__in=ids).exists() else GONE)
    for service_id in here:
        _assure(service_id, how=AssuranceWay.LINK, by=None, at=at, said_by=BY_LINK)
    recount(service_ids=here, at=at)
    return len(here)


def _assure(service_id: UUID, *, how: AssuranceWay, by: Reader | None, at: datetime, said_by: str) -> bool:
    row = kept().select_for_update(of=("self",)).select_related("organization").filter(pk=service_id).first()
    if row is None:
        raise Refused(GONE)
    Reminder.objects.filter(service=row, answered_at__isnull=True).update(answered_at=at)
    wanted = {
        "assured_date": at.date(),
        "assurer_email": working_address(row),
        "freshness": Freshness.CURRENT,
    }
    changed = {column: value for column, value in wanted.items() if getattr(row, column) != value}
    if not changed:
        return False
    _write(row, changed, by=by, at=at, said_by=said_by)
    Assurance.objects.create(service=row, at=at, how=how, by=said_by)
    return True


def _write(
    row: Service, changed: dict[str, object], *, by: Reader | None, at: datetime, said_by: str
) -> None:
    """Keep the change with its history, so that it can be undone; a source read later wins nothing."""
    before = {column: _plain(getattr(row, column)) for column in changed}
    after = {column: _plain(value) for column, value in changed.items()}
    origins = row.origins
    if row.source_id is not None:
        origins = origins | dict.fromkeys(("assured_date", "assurer_email"), Origin.OWN.value)
    Service.objects.filter(pk=row.pk).update(**changed, origins=origins)
    Revision.objects.create(
        at=at,
        kind=RevisionKind.ASSURE,
        record_type="service",
        record_id=row.pk,
        rows=[RowChange("service", row.pk, before, after).kept],
        by=said_by,
    )
    if "assured_date" in changed:
        Metadata.objects.create(
            id=uuid4(),
            resource_type="service",
            resource_id=row.pk,
            last_action_date=at.date(),
            last_action_type="update",
            field_name="assured_date",
            previous_value=str(before["assured_date"] or ""),
            replacement_value=str(after["assured_date"]),
            updated_by=said_by,
        )
    record_act(
        by=by,
        act="assure_service",
        object_type="service",
        object_id=row.pk,
        at=at,
        changes={column: (before[column], after[column]) for column in changed},
    )


def _plain(value: object) -> str | None:
    return None if value is None else str(getattr(value, "isoformat", lambda: value)())
