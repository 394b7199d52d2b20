"""Keeping the list of records that may be one."""

from django.db import transaction

from meedoen.directory.models import Organization, Service
from meedoen.directory.queries.duplicates import pairs_within
from meedoen.editing.models import LikelyDouble

AT_ONCE = 1_000


def find_doubles() -> int:
    """Look through the whole map anew; gives how many pairs may be one.

    The comparing is done before the writing, which takes the one write lock of SQLite.
    """
    rows = [
        LikelyDouble(
            record_type=record_type,
            first=pair.first,
            second=pair.second,
            sureness=pair.sureness.value,
            reasons=list(pair.reasons),
        )
        for record_type, model in (("service", Service), ("organization", Organization))
        for pair in pairs_within(
            model._default_manager.filter(merged_into=None).values_list("pk", flat=True),
            record_type=record_type,
        )
    ]
    with transaction.atomic():
        LikelyDouble.objects.all().delete()
        LikelyDouble.objects.bulk_create(rows, batch_size=AT_ONCE, ignore_conflicts=True)
    return len(rows)
