"""What inviting needs to know of many at once: where they live, and by what they can be reached. No names."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from meedoen.accounts.actor import Actor
from meedoen.people.models import Involvement, PersonDetails
from meedoen.people.queries.reaching import roads


@dataclass(frozen=True)
class Reach:
    """By what somebody can be reached; of a shielded person nothing, that is for the lead alone."""

    by_letter: bool
    by_email: bool
    by_phone: bool


@dataclass(frozen=True)
class Known:
    """One of the involvements that run, within reach of the actor, without a name."""

    involvement_id: UUID
    person_id: UUID
    area_code: str
    last_contact_on: date | None
    shielded: bool
    wants_rest: bool


def known_to(actor: Actor, on: date) -> list[Known]:
    """Everybody this actor has a road to whose involvement runs and who lives, by id. Two queries."""
    rows = roads(actor, on).filter(
        ends_on__isnull=True, person__died_on__isnull=True, person__merged_into__isnull=True
    )
    areas = dict(
        PersonDetails.objects.filter(person_id__in=rows.values("person_id")).values_list(
            "person_id", "area_code"
        )
    )
    found = rows.order_by("id").values_list(
        "id", "person_id", "last_contact_on", "person__shielded", "left_alone_until"
    )
    return [
        Known(involvement, person, areas.get(person, ""), last, shielded, until is not None)
        for involvement, person, last, shielded, until in found
    ]


def reach_of(persons: Iterable[UUID]) -> dict[UUID, Reach]:
    """For each of these persons whether an address, an e-mail address and a phone number are known."""
    rows = PersonDetails.objects.filter(person_id__in=set(persons)).values_list(
        "person_id", "street", "postcode", "email", "phone", "person__shielded"
    )
    return {
        person: Reach(
            by_letter=bool(street and postcode) and not shielded,
            by_email=bool(email) and not shielded,
            by_phone=bool(phone) and not shielded,
        )
        for person, street, postcode, email, phone, shielded in rows
    }


def may_be_invited(involvements: Iterable[UUID]) -> set[UUID]:
    """Of these involvements those that run, of somebody who lives, is not shielded and asked for no rest."""
    rows = Involvement.objects.filter(
        id__in=set(involvements),
        ends_on__isnull=True,
        left_alone_until__isnull=True,
        person__died_on__isnull=True,
        person__shielded=False,
    )
    return set(rows.values_list("id", flat=True))


def areas_of(persons: Iterable[UUID]) -> dict[UUID, str]:
    """The code of the area where each of these persons lives, or empty."""
    rows = PersonDetails.objects.filter(person_id__in=set(persons))
    return dict(rows.values_list("person_id", "area_code"))
