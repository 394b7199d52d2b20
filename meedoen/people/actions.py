"""Writes of persons and involvements."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from meedoen.accounts.actor import Actor
from meedoen.accounts.vocabulary import Verb
from meedoen.areas.queries import area_of
from meedoen.people.models import Involvement, Person, PersonDetails
from meedoen.people.policy import Identity, may_name_lead, may_plan_on
from meedoen.people.vocabulary import NextAction
from meedoen.shared.errors import Refused
from meedoen.shared.verdict import Verdict
from meedoen.trail.actions import record_act


@dataclass(frozen=True)
class NewPerson:
    """What is known of somebody when a record begins; only the name is needed. The district follows from the
    postcode where it is not given."""

    first_name: str
    last_name: str
    birth_date: date | None = None
    street: str = ""
    postcode: str = ""
    town: str = ""
    area_code: str = ""
    phone: str = ""
    email: str = ""
    languages: tuple[str, ...] = ()

    @property
    def identity(self) -> Identity:
        return Identity(self.first_name, self.last_name, self.birth_date, self.phone)


@transaction.atomic
def register_person(*, new: NewPerson, municipality_id: UUID, by: Actor, at: datetime) -> Person:
    """Begin the record of a person. It can be reached by nobody until an involvement begins."""
    person = Person.objects.create(municipality_id=municipality_id, created_at=at)
    PersonDetails.objects.create(
        person=person,
        first_name=new.first_name,
        last_name=new.last_name,
        birth_date=new.birth_date,
        street=new.street,
        postcode=new.postcode,
        town=new.town,
        area_code=new.area_code or (area_of(new.postcode[:4]) if new.postcode else None) or "",
        phone=new.phone,
        email=new.email,
        languages=list(new.languages),
    )
    record_act(by=by, act="register_person", object_type="person", object_id=person.id, at=at)
    return person


@transaction.atomic
def begin_involvement(
    *,
    person_id: UUID,
    municipality_id: UUID,
    agency_id: UUID,
    team_id: UUID | None,
    legal_domain: str,
    lead_id: UUID | None,
    next_action: NextAction,
    next_action_on: date,
    by: Actor,
    at: datetime,
) -> Involvement:
    """Let one agency know one person in one legal domain, from today; what runs already is given back.

    What is given back is locked until the transaction ends: nobody ends it under the caller's hands.
    """
    which = {"person_id": person_id, "agency_id": agency_id, "legal_domain_id": legal_domain, "ends_on": None}
    is_new = False
    while not is_new:
        # The database looks again after the wait for the lock: what ended meanwhile is not found.
        running = Involvement.objects.select_for_update().filter(**which).first()
        if running is not None:
            return running
        involvement, is_new = Involvement.objects.get_or_create(
            **which,
            defaults={
                "municipality_id": municipality_id,
                "team_id": team_id,
                "lead_id": lead_id,
                "starts_on": at.date(),
                "next_action": next_action,
                "next_action_on": next_action_on,
            },
        )
    record_act(by=by, act="begin_involvement", object_type="involvement", object_id=involvement.id, at=at)
    return involvement


@transaction.atomic
def end_involvement(*, involvement_id: UUID, reason: str, by: Actor | None, at: datetime) -> None:
    """Let the agency stop knowing the person, from today; lead, next action and its date stay on the row.

    `by` is None where the system acts by its timetable. Ending twice changes nothing.
    """
    running = Involvement.objects.filter(id=involvement_id, ends_on__isnull=True)
    if running.update(ends_on=at.date(), end_reason=reason):
        record_act(by=by, act="end_involvement", object_type="involvement", object_id=involvement_id, at=at)


@transaction.atomic
def plan_next_action(
    *, involvement_id: UUID, next_action: NextAction, on: date, by: Actor, at: datetime
) -> None:
    """Say what the lead does next and when: an involvement that runs always has one.

    Raises Refused where the date has passed or is more than a year ahead.
    """
    _refuse_unless(may_plan_on(on, at.date()))
    Involvement.objects.filter(id=involvement_id).update(next_action=next_action, next_action_on=on)
    record_act(by=by, act="plan_next_action", object_type="involvement", object_id=involvement_id, at=at)


@transaction.atomic
def name_lead(*, involvement_id: UUID, lead_id: UUID, by: Actor, at: datetime) -> None:
    """Say which worker answers for this person in this legal domain from now on.

    Raises Refused where the person is shielded and it is not this actor's to say.
    """
    involvement = Involvement.objects.select_related("person").get(id=involvement_id)
    _refuse_unless(
        may_name_lead(
            shielded=involvement.person.shielded,
            is_lead=involvement.lead_id == by.user_id,
            leads_team=by.may(Verb.SEE_TEAM_CASELOAD),
            to_self=lead_id == by.user_id,
        )
    )
    Involvement.objects.filter(id=involvement_id).update(lead_id=lead_id)
    record_act(by=by, act="name_lead", object_type="involvement", object_id=involvement_id, at=at)


def _refuse_unless(verdict: Verdict) -> None:
    if not verdict:
        raise Refused(verdict.reasons[0])
