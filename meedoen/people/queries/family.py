"""Reads of who has authority over somebody under eighteen."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from meedoen.people.models import Guardian
from meedoen.people.vocabulary import GuardianKind


def guardians_of(person_id: UUID, on: date) -> QuerySet[Guardian]:
    """Who has authority over a person, or cares for them, on a day."""
    runs = Q(ends_on__isnull=True) | Q(ends_on__gt=on)
    return Guardian.objects.filter(runs, person_id=person_id, starts_on__lte=on)


def has_authority_known(person_id: UUID, on: date) -> bool:
    """Whether it is known who has authority: a parent, a guardian, or an institution; a carer has none."""
    return guardians_of(person_id, on).exclude(kind=GuardianKind.CARER).exists()
