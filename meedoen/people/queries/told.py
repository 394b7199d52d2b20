"""What a person let be told of themselves to somebody without a road to them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from meedoen.accounts.actor import Actor
from meedoen.people.models import PersonDetails
from meedoen.people.queries.reaching import SUBJECT
from meedoen.trail.actions import record_access


@dataclass(frozen=True)
class Told:
    """As much as the person allowed; the rest is empty. Never an address."""

    name: str = ""
    phone: str = ""
    email: str = ""


def reveal_told(
    *, by: Actor, person_id: UUID, name: bool, contact: bool, page: str, purpose: str, at: datetime
) -> Told:
    """The name and contact that a person allowed this reader, after one access line; the line also without.

    The caller has seen that the consent holds and is meant for this reader: there is no road here.
    The contact of a shielded person is told to nobody. Raises RuntimeError outside a transaction.
    """
    record_access(by=by, subjects=[person_id], subject_type=SUBJECT, page=page, purpose=purpose, at=at)
    if not (name or contact):
        return Told()
    row = PersonDetails.objects.select_related("person").get(person_id=person_id)
    reachable = contact and not row.person.shielded
    return Told(
        name=f"{row.first_name} {row.last_name}" if name else "",
        phone=row.phone if reachable else "",
        email=row.email if reachable else "",
    )
