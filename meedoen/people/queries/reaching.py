"""Reads of persons. `reveal` is the only door to a name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from meedoen.accounts.actor import Actor
from meedoen.accounts.vocabulary import RoleCode
from meedoen.people.models import Involvement as Involvement
from meedoen.people.models import Person, PersonDetails
from meedoen.people.policy import Identity, age_on, likeness, plain_name
from meedoen.people.queries.endings import unseen_endings
from meedoen.trail.actions import record_access

SUBJECT = "person"


@dataclass(frozen=True)
class PersonCard:
    """What may be shown of a person to this reader. A shielded person's address: for the lead alone."""

    id: UUID
    first_name: str
    last_name: str
    age: int | None
    languages: tuple[str, ...]
    street: str
    postcode: str
    town: str
    phone: str
    email: str
    shielded: bool

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"


@dataclass(frozen=True)
class Circumstances:
    """What suggestions are computed from: no name, no address."""

    postcode4: str
    area_code: str
    languages: tuple[str, ...]
    age: int | None


def roads(actor: Actor, on: date) -> QuerySet[Involvement]:
    """The involvements by which this actor knows persons on this day: own agency, own domain, not ended.

    Who works in a team knows only whom that team knows, or whose lead they are.
    """
    return Involvement.objects.filter(on_a_road(actor, on))


def on_a_road(actor: Actor, on: date, path: str = "") -> Q:
    """The same as a condition on rows that point at an involvement; `path` is how they do: `involvement__`.

    A condition and not a list of ids, which SQLite would write down twice for one page.
    """
    if actor.agency_id is None or not actor.legal_domain:
        return Q(pk__in=[])
    own_team = Q(**{f"{path}team_id": actor.team_id}) | Q(**{f"{path}lead_id": actor.user_id})
    running = Q(**{f"{path}ends_on__isnull": True}) | Q(**{f"{path}ends_on__gte": on})
    known = {
        f"{path}agency_id": actor.agency_id,
        f"{path}legal_domain_id": actor.legal_domain,
        f"{path}starts_on__lte": on,
    }
    return running & Q(**known) & (own_team if actor.team_id else Q())


def own_person_id(actor: Actor) -> UUID | None:
    """The person a signed-in resident is, or None where no record is kept of them."""
    return Person.objects.filter(user_id=actor.user_id).values_list("id", flat=True).first()


def reveal(
    *, by: Actor, persons: Iterable[UUID], page: str, purpose: str, at: datetime
) -> dict[UUID, PersonCard]:
    """Names and contact details of those persons this actor has a road to, after one access line for each.

    In: ids, the page's fixed name (English, as in `trail`), the purpose in Dutch words.
    Out: a card per person; who can't be reached is not in it. Constant number of queries.
    Raises RuntimeError outside a transaction.
    """
    wanted = set(persons)
    leads = _reachable(by, wanted, at.date())
    record_access(by=by, subjects=sorted(leads), subject_type=SUBJECT, page=page, purpose=purpose, at=at)
    details = PersonDetails.objects.filter(person_id__in=leads).select_related("person")
    return {row.person_id: _card(row, at.date(), whole=leads[row.person_id]) for row in details}


def sees_address(person_id: UUID, *, by: Actor, on: date) -> bool:
    """Whether the address of somebody may be used for this reader: if shielded, for the lead alone."""
    if not Person.objects.filter(id=person_id, shielded=True).exists():
        return True
    return _reachable(by, {person_id}, on).get(person_id, False)


def find_by_name(words: str, *, by: Actor, on: date, limit: int) -> list[UUID]:
    """The persons this actor has a road to whose name holds all of these words, by last name.

    Names are compared without accents, which SQL does differently on each database; so they are read here.
    A team reads some hundreds of names, a department some thousands. Nothing is shown: `reveal` does that.
    """
    wanted = plain_name(words).split()
    if not wanted:
        return []
    found = []
    for person, identity in _identities(by, on):
        name = f"{plain_name(identity.first_name)} {plain_name(identity.last_name)}"
        if all(word in name for word in wanted):
            found.append((plain_name(identity.last_name), name, person))
    return [person for _, _, person in sorted(found)[:limit]]


def likely_doubles(new: Identity, *, by: Actor, on: date) -> dict[UUID, str]:
    """Persons this actor has a road to already who could be this one, with the reason in Dutch words."""
    verdicts = ((person, likeness(new, known)) for person, known in _identities(by, on))
    return {person: verdict.reasons[0] for person, verdict in verdicts if verdict}


def _identities(by: Actor, on: date) -> list[tuple[UUID, Identity]]:
    known = roads(by, on).values("person_id")
    rows = PersonDetails.objects.filter(person_id__in=known).values_list(
        "person_id", "first_name", "last_name", "birth_date", "phone"
    )
    return [(person, Identity(first, last, born, phone)) for person, first, last, born, phone in rows]


def circumstances_of(person_id: UUID, on: date) -> Circumstances:
    """Where somebody lives by postcode area, which languages and which age: input of suggestions."""
    row = PersonDetails.objects.get(person_id=person_id)
    return Circumstances(
        postcode4=row.postcode[:4],
        area_code=row.area_code,
        languages=tuple(row.languages),
        age=age_on(row.birth_date, on),
    )


@dataclass(frozen=True)
class Traits:
    """The traits by which numbers are split: never fewer than ten people in a split that is shown."""

    area_code: str
    age: int | None


def traits_of(persons: Iterable[UUID], on: date) -> dict[UUID, Traits]:
    rows = PersonDetails.objects.filter(person_id__in=set(persons)).values_list(
        "person_id", "area_code", "birth_date"
    )
    return {person: Traits(area, age_on(born, on)) for person, area, born in rows}


def _reachable(by: Actor, wanted: set[UUID], on: date) -> dict[UUID, bool]:
    """Of the wanted persons those with a road, and whether this actor is their lead (or the person)."""
    if by.role == RoleCode.RESIDENT:
        own = own_person_id(by)
        return {own: True} if own in wanted and own is not None else {}
    found: dict[UUID, bool] = {}
    for person, lead in (
        (roads(by, on) | unseen_endings(by)).filter(person_id__in=wanted).values_list("person_id", "lead_id")
    ):
        found[person] = found.get(person, False) or lead == by.user_id
    return found


def _card(row: PersonDetails, on: date, *, whole: bool) -> PersonCard:
    hidden = row.person.shielded and not whole
    return PersonCard(
        id=row.person_id,
        first_name=row.first_name,
        last_name=row.last_name,
        age=age_on(row.birth_date, on),
        languages=tuple(row.languages),
        street="" if hidden else row.street,
        postcode="" if hidden else row.postcode,
        town="" if hidden else row.town,
        phone="" if hidden else row.phone,
        email="" if hidden else row.email,
        shielded=row.person.shielded,
    )
