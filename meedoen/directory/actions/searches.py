"""Counting what was looked for and not found, without the words."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F

from meedoen.directory.models import NotFoundCount


@transaction.atomic
def count_not_found(*, terms: Iterable[UUID], on: date) -> None:
    """Count one search of this day that found nothing, once for each term that was recognised in it.

    Where no term was recognised it is counted without one. The words themselves never come here.
    """
    recognised: list[UUID | None] = [*sorted(set(terms))]
    for term in recognised or [None]:
        if not _add_one(on, term):
            try:
                with transaction.atomic():
                    NotFoundCount.objects.create(day=on, term_id=term, count=1)
            except IntegrityError:
                _add_one(on, term)


def _add_one(on: date, term: UUID | None) -> bool:
    same = {"term_id": term} if term else {"term__isnull": True}
    return NotFoundCount.objects.filter(day=on, **same).update(count=F("count") + 1) > 0
