"""In what order letters are posted, and in which language somebody is written to. No names."""

from collections.abc import Iterable
from uuid import UUID

from meedoen.people.models import PersonDetails


def post_addresses(persons: Iterable[UUID]) -> dict[UUID, tuple[str, str]]:
    """Postcode and street of each of these persons, to sort by; without the shielded. One query."""
    rows = PersonDetails.objects.filter(person_id__in=set(persons), person__shielded=False)
    return {
        person: (postcode, street)
        for person, postcode, street in rows.values_list("person_id", "postcode", "street")
    }


def languages_of(person_id: UUID) -> tuple[str, ...]:
    """The languages somebody speaks, the best first: in which a page is shown to them."""
    row = PersonDetails.objects.filter(person_id=person_id).values_list("languages", flat=True).first()
    return tuple(row or ())
