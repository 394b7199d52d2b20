"""Which published addresses there are, and what visits to them gave."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from meedoen.assurance.models import AddressCheck
from meedoen.assurance.policy import Known, Visit, after_visit, next_visit_on
from meedoen.assurance.queries import FIELDS, AddressField, Found, address_key, found_addresses
from meedoen.assurance.vocabulary import AddressState

AT_ONCE = 1000


def find_addresses(*, at: datetime) -> int:
    """Make the list of addresses anew: add what is new, start again where one changed, drop what is gone.

    Gives how many there are. One field at a time, each in a transaction of its own.
    """
    return sum(_find(field, at) for field in FIELDS)


@transaction.atomic
def _find(field: AddressField, at: datetime) -> int:
    mine = AddressCheck.objects.filter(
        table=field.table, field=field.field, service__isnull=field.service is None
    )
    rows = mine.values_list("row_id", "address_key", "organization_id")
    standing = {row_id: (key, organization_id) for row_id, key, organization_id in rows}
    new: list[AddressCheck] = []
    seen: set[UUID] = set()
    changed: list[UUID] = []
    for found in found_addresses(field):
        seen.add(found.row_id)
        key = address_key(found.address)
        if standing.get(found.row_id) == (key, found.organization_id):
            continue
        if found.row_id in standing:
            changed.append(found.row_id)
        new.append(_check(found, key, at))
    gone = [*(standing.keys() - seen), *changed]
    for start in range(0, len(gone), AT_ONCE):
        mine.filter(row_id__in=gone[start : start + AT_ONCE]).delete()
    AddressCheck.objects.bulk_create(new, batch_size=AT_ONCE)
    return len(seen)


def _check(found: Found, key: str, at: datetime) -> AddressCheck:
    return AddressCheck(
        table=found.table,
        row_id=found.row_id,
        field=found.field,
        kind=found.kind,
        organization_id=found.organization_id,
        service_id=found.service_id,
        address_key=key,
        check_on=at.date(),
    )


@transaction.atomic
def keep_visits(*, visits: Sequence[tuple[AddressCheck, Visit]], at: datetime) -> None:
    """Keep what visits gave. An address that changed since it was read is left alone."""
    for check, visit in visits:
        _keep(check, visit, at)


@transaction.atomic
def note_visit(table: str, row_id: UUID, field: str, *, visit: Visit, at: datetime) -> None:
    """Keep one visit to the address that stands in this field of an organization or service."""
    rows = AddressCheck.objects.filter(table=table, row_id=row_id, field=field)
    check = rows.first() or _made(table, row_id, field, at)
    if check is not None:
        _keep(check, visit, at)


def _made(table: str, row_id: UUID, field: str, at: datetime) -> AddressCheck | None:
    """The row of an address that no job found yet; None where it is gone."""
    for known in FIELDS:
        if (known.table, known.field) == (table, field):
            found = next((one for one in found_addresses(known) if one.row_id == row_id), None)
            if found is not None:
                check = _check(found, address_key(found.address), at)
                check.save(force_insert=True)
                return check
    return None


def _keep(check: AddressCheck, visit: Visit, at: datetime) -> None:
    today = at.date()
    known = Known(AddressState(check.state), check.fails, check.failed_on)
    now_known = after_visit(known, visit.outcome, today)
    AddressCheck.objects.filter(pk=check.pk, address_key=check.address_key).update(
        state=now_known.state,
        fails=now_known.fails,
        failed_on=now_known.failed_on,
        detail=visit.detail[:200],
        redirects=visit.redirects,
        checked_at=at,
        check_on=next_visit_on(now_known, today),
    )
