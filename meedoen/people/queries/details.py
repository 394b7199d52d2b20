"""The details of a person for who changes or compares them, behind the same door as the name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from meedoen.accounts.actor import Actor
from meedoen.people.models import PersonDetails
from meedoen.people.policy import Identity
from meedoen.people.queries.reaching import reveal, sees_address


@dataclass(frozen=True)
class Details:
    """All that is kept of who somebody is. `whole`: of a shielded person the address is not this reader's."""

    person_id: UUID
    first_name: str
    last_name: str
    birth_date: date | None
    gender: str
    street: str
    postcode: str
    town: str
    phone: str
    email: str
    languages: tuple[str, ...]
    shielded: bool
    whole: bool

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"

    @property
    def address(self) -> str:
        return ", ".join(part for part in (self.street, f"{self.postcode} {self.town}".strip()) if part)

    @property
    def identity(self) -> Identity:
        return Identity(self.first_name, self.last_name, self.birth_date, self.phone)


def reveal_details(
    *, by: Actor, persons: Iterable[UUID], page: str, purpose: str, at: datetime
) -> dict[UUID, Details]:
    """The details of those persons this actor has a road to, after one access line for each."""
    cards = reveal(by=by, persons=persons, page=page, purpose=purpose, at=at)
    rows = PersonDetails.objects.filter(person_id__in=cards)
    return {row.person_id: _details(row, by, at.date(), cards[row.person_id].shielded) for row in rows}


def _details(row: PersonDetails, by: Actor, on: date, shielded: bool) -> Details:
    whole = not shielded or sees_address(row.person_id, by=by, on=on)
    return Details(
        person_id=row.person_id,
        first_name=row.first_name,
        last_name=row.last_name,
        birth_date=row.birth_date,
        gender=row.gender,
        street=row.street if whole else "",
        postcode=row.postcode if whole else "",
        town=row.town if whole else "",
        phone=row.phone if whole else "",
        email=row.email if whole else "",
        languages=tuple(row.languages),
        shielded=shielded,
        whole=whole,
    )
