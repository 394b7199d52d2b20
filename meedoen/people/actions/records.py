"""Beginning a record, and saying what is next."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Q

from meedoen.accounts.actor import Actor
from meedoen.accounts.queries import stand_in, workers_with_cases
from meedoen.areas.queries import area_of
from meedoen.people.models import OPEN_DOMAIN, Involvement, Person, PersonDetails
from meedoen.people.policy import Identity, may_begin, may_plan_beside_wish, may_plan_on
from meedoen.people.vocabulary import NextAction
from meedoen.shared.errors import Refused, refuse_unless
from meedoen.shared.verdict import Verdict
from meedoen.shared.working_days import add_working_days
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
    """Begin the record of a person. It can be reached by nobody until an involvement begins.

    That has to be in the same transaction, with the id that the person points at already
    (`first_involvement_id`): else the database refuses both.
    """
    person = Person.objects.create(
        municipality_id=municipality_id, first_involvement_id=uuid4(), created_at=at
    )
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
    involvement_id: UUID | None = None,
) -> Involvement:
    """Let one agency know one person in one legal domain, from today; what runs already is given back.

    Outside the domain "open" somebody answers for the person: without `lead_id` that is who answered before,
    or who stands in for the team, and then the next action is to name a lead.
    What is given back is locked until the transaction ends: nobody ends it under the caller's hands.
    `involvement_id`: the one a new person points at. Raises Refused where nobody can answer, or who died.
    """
    refuse_unless(_may_begin(person_id))
    if lead_id is None and legal_domain != OPEN_DOMAIN:
        lead_id = _answered_before(person_id, agency_id, legal_domain, at.date())
        if lead_id is None:
            lead_id = _stand_in(agency_id, team_id, legal_domain, at.date())
            next_action, next_action_on = NextAction.NAME_LEAD, add_working_days(at.date(), 1)
    began = Involvement(
        id=involvement_id or uuid4(),
        municipality_id=municipality_id,
        person_id=person_id,
        agency_id=agency_id,
        team_id=team_id,
        legal_domain_id=legal_domain,
        lead_id=lead_id,
        starts_on=at.date(),
        next_action=next_action,
        next_action_on=next_action_on,
    )
    return _found_or_begun(began, by=by, at=at)


@transaction.atomic
def plan_next_action(
    *, involvement_id: UUID, next_action: NextAction, on: date, by: Actor, at: datetime
) -> None:
    """Say what the lead does next and when: an involvement that runs always has one.

    A wish to be left alone keeps its day: what is next does not come before it.
    Raises Refused where the date has passed, is more than a year ahead, or comes before that day.
    """
    refuse_unless(may_plan_on(on, at.date()))
    involvement = Involvement.objects.select_for_update().get(id=involvement_id)
    refuse_unless(may_plan_beside_wish(on, involvement.left_alone_until))
    Involvement.objects.filter(id=involvement_id).update(next_action=next_action, next_action_on=on)
    record_act(by=by, act="plan_next_action", object_type="involvement", object_id=involvement_id, at=at)


def note_contact(*, involvement_id: UUID, on: date) -> None:
    """Remember that somebody was spoken on a day; an earlier day than the one known changes nothing."""
    earlier = Q(last_contact_on__isnull=True) | Q(last_contact_on__lt=on)
    Involvement.objects.filter(earlier, id=involvement_id).update(last_contact_on=on)


def _found_or_begun(began: Involvement, *, by: Actor, at: datetime) -> Involvement:
    """What runs there already, or this one. The person is locked, so nobody begins a second beside it."""
    running = Involvement.objects.select_for_update().filter(
        person_id=began.person_id,
        agency_id=began.agency_id,
        legal_domain_id=began.legal_domain_id,
        ends_on__isnull=True,
    )
    found = running.first()
    if found is not None:
        return found
    began.save(force_insert=True)
    record_act(by=by, act="begin_involvement", object_type="involvement", object_id=began.id, at=at)
    return began


def _may_begin(person_id: UUID) -> Verdict:
    """Locked until the transaction ends: nobody joins or dies meanwhile."""
    person = Person.objects.select_for_update(no_key=True).get(id=person_id)
    return may_begin(merged=person.merged_into_id is not None, died=person.died_on is not None)


def _answered_before(person_id: UUID, agency_id: UUID, legal_domain: str, on: date) -> UUID | None:
    """Who was lead when the same agency knew the person before, if they still write cases there.

    Coming back takes no new intake, and a shielded person's address goes to nobody else.
    """
    still_there = workers_with_cases(agency_id=agency_id, team_id=None, legal_domain=legal_domain, on=on)
    before = Involvement.objects.filter(
        person_id=person_id,
        agency_id=agency_id,
        legal_domain_id=legal_domain,
        lead__in=still_there.order_by().values("id"),
        ends_on__isnull=False,
    ).order_by("-ends_on", "id")
    lead: UUID | None = before.values_list("lead_id", flat=True).first()
    return lead


def _stand_in(agency_id: UUID, team_id: UUID | None, legal_domain: str, on: date) -> UUID:
    found = stand_in(agency_id=agency_id, team_id=team_id, legal_domain=legal_domain, on=on)
    if found is None:
        raise Refused(
            "Hier werkt nog niemand die voor deze inwoner kan instaan. Vraag de beheerder om een medewerker "
            "met dit wettelijk kader."
        )
    return found
