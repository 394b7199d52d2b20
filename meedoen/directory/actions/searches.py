"""Counting what was looked for and not found, without the words."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F

from meedoen.directory.models import NotFoundCount


@transaction.atomic
def count_not_found(*, terms: Iterable[UUID], on: date, area_code: str = "") -> None:
    """Count one search of this day that found nothing, once for each term that was recognised in it.

    Where no term was recognised it is counted without one. `area_code` is the district or municipality that
    was asked for. The words themselves never come here, and no place smaller than a district.
    """
    area_code = area_code if area_code.startswith(("GM", "WK")) else ""
    recognised: list[UUID | None] = [*sorted(set(terms))]
    for term in recognised or [None]:
        if not _add_one(on, term, area_code):
            try:
                with transaction.atomic():
                    NotFoundCount.objects.create(day=on, term_id=term, area_code=area_code, count=1)
            except IntegrityError:
                _add_one(on, term, area_code)


def _add_one(on: date, term: UUID | None, area_code: str) -> bool:
    same = {"term_id": term} if term else {"term__isnull": True}
    rows = NotFoundCount.objects.filter(day=on, area_code=area_code, **same)
    return rows.update(count=F("count") + 1) > 0
