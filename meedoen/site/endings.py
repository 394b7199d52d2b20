"""What follows when somebody is not known here any more: in every app at once, and never half.

A page says it first (`what_ends`); the same is then carried out in one transaction.
"""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from meedoen.accounts.actions import close_account
from meedoen.accounts.actor import Actor
from meedoen.activities.actions import end_places, end_places_of
from meedoen.activities.vocabulary import EndReason as PlaceEnd
from meedoen.activities.vocabulary import EnrolmentStatus
from meedoen.casework.actions.endings import end_cases, withdraw_open_referrals
from meedoen.casework.doors import Visit
from meedoen.casework.queries import case_person, goals_of
from meedoen.casework.queries.endings import case_ids_of, referral_waits, wmo_route_runs
from meedoen.casework.vocabulary import GoalStatus, WmoEnd
from meedoen.matching.queries import placements_of
from meedoen.outreach.actions.endings import stop_inviting
from meedoen.outreach.queries.endings import is_invited
from meedoen.people.actions import end_involvement, note_death, note_move
from meedoen.people.actions.tidying import knew_of_ending
from meedoen.people.queries import Involvement
from meedoen.people.queries.endings import account_of, runs_in_domain
from meedoen.people.vocabulary import EndReason
from meedoen.privacy.actions import withdraw_consent
from meedoen.privacy.queries import consents_seen_from, consents_that_hold

COME_BACK = (
    "Terugkomen kan altijd. Daar is geen nieuwe intake voor nodig: jullie gaan verder met dit dossier.",
)


@transaction.atomic
def end_here(*, involvement: Involvement, reason: str, by: Actor, at: datetime) -> None:
    """Let this agency stop knowing a person in this legal domain, with all that hung on it."""
    end_involvement(involvement_id=involvement.id, reason=reason, by=by, at=at)
    _after([involvement], WmoEnd.WITHDRAWN, by=by, at=at)


@transaction.atomic
def moved_away(*, person_id: UUID, agency_id: UUID, by: Actor, at: datetime) -> None:
    """Somebody left the municipality: this agency stops, and so do the places that were chosen with it.

    Other agencies find out themselves: what a person does elsewhere is not this agency's to end.
    """
    ended = note_move(person_id=person_id, agency_id=agency_id, by=by, at=at)
    places = [
        place.enrolment_id
        for case_id in case_ids_of(one.id for one in ended)
        for place in placements_of(case_id)
        if place.status != EnrolmentStatus.ENDED
    ]
    end_places(enrolment_ids=places, reason=PlaceEnd.MOVED_AWAY, by=by, at=at)
    _after(ended, WmoEnd.MOVED, by=by, at=at)


@transaction.atomic
def died(*, person_id: UUID, on: date, by: Actor, at: datetime) -> None:
    """Somebody died: every agency stops, nobody writes to the family, and nobody signs in as them."""
    end_places_of(person_id=person_id, reason=PlaceEnd.DIED, by=by, at=at)
    ended = note_death(person_id=person_id, on=on, by=by, at=at)
    _after(ended, WmoEnd.MOVED, by=by, at=at)
    withdraw_open_referrals(person_id=person_id, by=by, at=at)
    for consent in consents_that_hold(person_id, at.date()):
        withdraw_consent(consent=consent, by=by, at=at)
    user_id = account_of(person_id)
    if user_id is not None:
        close_account(user_id=user_id, by=by, at=at)


def what_ends(visit: Visit, reason: EndReason | None = None) -> list[str]:
    """In sentences what follows from an ending, for the worker to read before it is done.

    Only what this worker may know of; of the rest it says that there may be more.
    """
    if reason == EndReason.DIED:
        return [*_for_death(visit), *_waits(visit)]
    goals = [
        one for one in goals_of(visit.case, by=visit.by, on=visit.today) if one.status == GoalStatus.OPEN
    ]
    found = ["Dit dossier sluit vandaag. Er staat geen volgende stap meer op een lijst."]
    if goals:
        found.append("De doelen die nog open zijn, blijven van de inwoner. Ze blijven in het plan staan.")
    if reason == EndReason.MOVED:
        found.append(
            f"{visit.by.agency_name} stopt bij deze inwoner. Andere instanties horen het van de inwoner zelf."
        )
        found += [f"De plek bij {name} stopt. Wie wacht, krijgt hem." for name in _places(visit)]
    elif _places(visit):
        found.append("De plekken bij activiteiten blijven. Daar is de aanbieder van op de hoogte.")
    found += [*_consents(visit), *_waits(visit), *COME_BACK]
    return found


def _for_death(visit: Visit) -> list[str]:
    return [
        "Alle dossiers van deze inwoner sluiten vandaag, ook bij andere instanties.",
        "Wie daar de vaste contactpersoon is, leest het een keer op de eigen lijst.",
        "Plekken bij activiteiten stoppen. Er gaat geen brief of bericht meer uit.",
        "Alle toestemming vervalt, en niemand kan nog inloggen met het account van deze inwoner.",
    ]


def _consents(visit: Visit) -> list[str]:
    domain = visit.case.involvement.legal_domain
    if not consents_seen_from(case_person(visit.case), visit.by.legal_domain, visit.today).exists():
        return []
    return [
        f"Toestemming om van en naar {domain.name} iets te delen stopt vandaag, als niemand anders binnen "
        f"{domain.name} deze inwoner nog helpt."
    ]


def _waits(visit: Visit) -> list[str]:
    found = []
    if referral_waits(visit.case.id):
        found.append("De overdracht die op antwoord wacht, wordt ingetrokken.")
    if wmo_route_runs(visit.case.id):
        found.append("De Wmo-melding die nog loopt, wordt gesloten.")
    if is_invited(visit.case.involvement_id):
        found.append("De uitnodiging voor een wijkcontactdag vervalt.")
    return found


def _places(visit: Visit) -> list[str]:
    return [
        place.activity_name for place in placements_of(visit.case.id) if place.status != EnrolmentStatus.ENDED
    ]


def _after(ended: Iterable[Involvement], wmo: WmoEnd, *, by: Actor, at: datetime) -> None:
    """What hung on involvements that ended: referrals, routes, invitations, and consent nobody uses."""
    rows = list(ended)
    ids = [one.id for one in rows]
    end_cases(involvement_ids=ids, end=wmo, by=by, at=at)
    stop_inviting(involvement_ids=ids, by=by, at=at)
    knew_of_ending(involvement_ids=ids, by=by, at=at)
    for one in rows:
        if runs_in_domain(one.person_id, one.legal_domain_id):
            continue
        for consent in consents_seen_from(one.person_id, one.legal_domain_id, at.date()):
            withdraw_consent(consent=consent, by=by, at=at)
