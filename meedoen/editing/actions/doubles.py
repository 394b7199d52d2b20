"""Keeping the list of records that may be one."""

from django.db import transaction

from meedoen.directory.models import Organization, Service
from meedoen.directory.queries.duplicates import pairs_within
from meedoen.editing.models import LikelyDouble

AT_ONCE = 1_000


@transaction.atomic
def find_doubles() -> int:
    """Look through the whole map anew; gives how many pairs may be one."""
    LikelyDouble.objects.all().delete()
    found = 0
    for record_type, model in (("service", Service), ("organization", Organization)):
        ids = list(model._default_manager.filter(merged_into=None).values_list("pk", flat=True))
        rows = [
            LikelyDouble(
                record_type=record_type,
                first=pair.first,
                second=pair.second,
                sureness=pair.sureness.value,
                reasons=list(pair.reasons),
            )
            for pair in pairs_within(ids, record_type=record_type)
        ]
        LikelyDouble.objects.bulk_create(rows, batch_size=AT_ONCE)
        found += len(rows)
    return found
