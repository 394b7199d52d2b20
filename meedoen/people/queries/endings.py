"""Reads of what ended: who reads of it once, what still runs, and who was known here before."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from meedoen.accounts.actor import Actor
from meedoen.people.models import Involvement, Person, PersonDetails
from meedoen.people.policy import Identity, likeness
from meedoen.people.vocabulary import EndReason

TOLD_ONCE = (EndReason.DIED, EndReason.DOUBLE)


def unseen_endings(by: Actor) -> QuerySet[Involvement]:
    """What ended by a death or a double while this worker was lead, and they did not say they read it."""
    if by.agency_id is None:
        return Involvement.objects.none()
    rows = Involvement.objects.filter(
        lead_id=by.user_id, agency_id=by.agency_id, end_reason__in=TOLD_ONCE, end_seen_at__isnull=True
    )
    return rows.filter(ends_on__isnull=False)


def has_died(person_id: UUID) -> bool:
    """Whether somebody is known to have died."""
    return Person.objects.filter(id=person_id, died_on__isnull=False).exists()


def account_of(person_id: UUID) -> UUID | None:
    """The account with which a person signs in, or None."""
    return Person.objects.filter(id=person_id).values_list("user_id", flat=True).first()


def runs_in_domain(person_id: UUID, legal_domain: str) -> bool:
    """Whether any agency still knows a person in a legal domain."""
    return Involvement.objects.filter(
        person_id=person_id, legal_domain_id=legal_domain, ends_on__isnull=True
    ).exists()


def joined_into(person_id: UUID) -> list[UUID]:
    """The ids that records of this person had before they were joined: their access lines are hers too."""
    return list(Person.objects.filter(merged_into_id=person_id).values_list("id", flat=True))


def person_of(involvement_id: UUID) -> UUID:
    """Whose involvement it is."""
    person: UUID = Involvement.objects.values_list("person_id", flat=True).get(id=involvement_id)
    return person


def goes_on_as(involvement_id: UUID) -> UUID | None:
    """What runs in the place of an involvement that ended as a double, or None."""
    ended = Involvement.objects.filter(id=involvement_id, end_reason=EndReason.DOUBLE).first()
    return running_beside(ended) if ended else None


def running_beside(ended: Involvement) -> UUID | None:
    """What runs of the same person in the same agency and legal domain, or None."""
    return (
        Involvement.objects.filter(
            person_id=ended.person_id,
            agency_id=ended.agency_id,
            legal_domain_id=ended.legal_domain_id,
            ends_on__isnull=True,
        )
        .values_list("id", flat=True)
        .first()
    )


def known_before(wanted: Identity, *, by: Actor, on: date) -> UUID | None:
    """What this agency and domain had before of somebody with this name and birth date; the last that ended.

    Only for who tells both: then nothing is shown that was not told. None where it runs, or nobody fits, or
    the person died.
    """
    if wanted.birth_date is None or by.agency_id is None:
        return None
    rows = Involvement.objects.filter(
        Q(team_id=by.team_id) | Q(lead_id=by.user_id) if by.team_id else Q(),
        agency_id=by.agency_id,
        legal_domain_id=by.legal_domain,
        ends_on__isnull=False,
        person__died_on__isnull=True,
    ).exclude(end_reason=EndReason.DOUBLE)
    born = PersonDetails.objects.filter(
        birth_date=wanted.birth_date, person_id__in=rows.values("person_id")
    ).values_list("person_id", "first_name", "last_name")
    same = [
        person
        for person, first, last in born
        if "dezelfde naam en geboortedatum"
        in likeness(wanted, Identity(first, last, wanted.birth_date)).reasons
    ]
    found = rows.filter(person_id__in=same).order_by("-ends_on", "-starts_on", "id").first()
    if found is None or running_beside(found) is not None:
        return None
    before: UUID = found.id
    return before
