"""Writes of casework."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from meedoen.accounts.actor import Actor
from meedoen.casework.actions.plans import plan_of
from meedoen.casework.models import Case, Measurement, Opening, Plan, Scale, ScaleStep
from meedoen.casework.policy import happened, may_have_case, may_use_scale
from meedoen.casework.queries import Wishes
from meedoen.casework.reference import ONLY_IN, SCALES
from meedoen.casework.vocabulary import Aspect, Purpose, View
from meedoen.people import queries as people
from meedoen.people.actions import NewPerson, begin_involvement, name_lead, register_person
from meedoen.people.vocabulary import NextAction
from meedoen.shared.errors import Refused, refuse_unless
from meedoen.shared.stable_id import stable_id
from meedoen.trail.actions import record_act


@transaction.atomic
def load_scales() -> None:
    """Put the scales of `reference.py` in place; what stands already or was changed stays."""
    for scale in SCALES:
        row, _ = Scale.objects.get_or_create(
            code=scale.code,
            defaults={"name": scale.name, "direction": scale.direction, "source": scale.source},
        )
        for position, (name, explanation) in enumerate(scale.steps, start=1):
            ScaleStep.objects.get_or_create(
                scale=row,
                position=position,
                defaults={
                    "id": stable_id("scale_step", scale.code, str(position)),
                    "name": name,
                    "explanation": explanation,
                },
            )


@transaction.atomic
def open_case(*, involvement_id: UUID, municipality_id: UUID, reason: str, by: Actor, at: datetime) -> Case:
    """Begin the record of an involvement; the one that stands already is given back.

    Raises Refused in the legal domain "open", where nobody is followed.
    """
    refuse_unless(may_have_case(by.legal_domain))
    case, made = Case.objects.get_or_create(
        involvement_id=involvement_id,
        defaults={"municipality_id": municipality_id, "opened_at": at, "reason": reason},
    )
    if made:
        record_act(by=by, act="open_case", object_type="case", object_id=case.id, at=at)
    return case


@transaction.atomic
def begin_case(
    *, person: NewPerson | UUID, reason: str, next_action_on: date, by: Actor, at: datetime
) -> Case:
    """Let the actor's agency know a person in the actor's domain, with the actor as lead, and open the case.

    Nobody becomes the lead of a known shielded person this way: it would show them the address.
    In: a person not known yet, or the id of one the actor has a road to (then what runs is given back).
    Raises Refused where the person is out of reach, or the actor's legal domain keeps no cases.
    """
    refuse_unless(may_have_case(by.legal_domain))
    if by.municipality_id is None or by.agency_id is None or not by.legal_domain:
        raise Refused(
            "Je account hoort niet bij een instantie met een wettelijk kader. Vraag de beheerder om hulp."
        )
    may_lead = isinstance(person, NewPerson) or people.sees_address(person, by=by, on=at.date())
    person_id, first = _person_for_case(person, municipality_id=by.municipality_id, by=by, at=at)
    involvement = begin_involvement(
        person_id=person_id,
        involvement_id=first,
        municipality_id=by.municipality_id,
        agency_id=by.agency_id,
        team_id=by.team_id,
        legal_domain=by.legal_domain,
        lead_id=by.user_id if may_lead else None,
        next_action=NextAction.CONVERSATION,
        next_action_on=next_action_on,
        by=by,
        at=at,
    )
    if involvement.next_action == NextAction.NAME_LEAD and may_lead:
        name_lead(involvement_id=involvement.id, lead_id=by.user_id, by=by, at=at)
    return open_case(
        involvement_id=involvement.id, municipality_id=by.municipality_id, reason=reason, by=by, at=at
    )


@transaction.atomic
def state_purpose(*, case: Case, purpose: Purpose, by: Actor, at: datetime) -> Opening:
    """Say why a case is opened; it covers the looks of this user for an hour."""
    opening = Opening.objects.create(case=case, user_id=by.user_id, purpose=purpose, at=at)
    record_act(by=by, act="state_purpose", object_type="case", object_id=case.id, at=at)
    return opening


@transaction.atomic
def save_wishes(*, case: Case, wishes: Wishes, by: Actor, at: datetime) -> Plan:
    """Put what the person wants in their plan: what suggestions are made from.

    The plan is one for all who help, so the audit line names the wishes that became different. Their values
    are personal and stay out of it.
    """
    plan = plan_of(case, at)
    changes = {}
    for name, new in _columns(wishes).items():
        old = getattr(plan, name)
        if old != new:
            changes[name] = ("filled" if old else "empty", "changed" if new else "emptied")
        setattr(plan, name, new)
    plan.save()
    record_act(by=by, act="save_wishes", object_type="plan", object_id=plan.id, at=at, changes=changes)
    return plan


@transaction.atomic
def measure(
    *,
    case: Case,
    step: ScaleStep,
    view: View,
    aspect: Aspect,
    measured_on: date,
    note: str,
    by: Actor,
    at: datetime,
) -> Measurement:
    """Add where somebody stands on a scale, in one view; earlier measurements stay (append only).

    Raises Refused where the day is still to come, or the scale belongs to another legal domain.
    """
    refuse_unless(happened(measured_on, at.date()))
    refuse_unless(may_use_scale(ONLY_IN.get(step.scale_id, ()), by.legal_domain))
    measurement = Measurement.objects.create(
        case=case,
        step=step,
        view=view,
        aspect=aspect,
        measured_on=measured_on,
        note=note,
        by_id=by.user_id,
        recorded_at=at,
    )
    record_act(by=by, act="measure", object_type="measurement", object_id=measurement.id, at=at)
    return measurement


def _person_for_case(
    person: NewPerson | UUID, *, municipality_id: UUID, by: Actor, at: datetime
) -> tuple[UUID, UUID | None]:
    """The id of the person, and for a new one the id that their first involvement has to have."""
    if isinstance(person, NewPerson):
        made = register_person(new=person, municipality_id=municipality_id, by=by, at=at)
        return made.id, made.first_involvement_id
    if not people.roads(by, at.date()).filter(person_id=person).exists():
        raise Refused("Deze persoon staat niet in je dossiers. Maak een nieuw dossier.")
    return person, None


def _columns(wishes: Wishes) -> dict[str, object]:
    return {
        "interests": list(wishes.interests),
        "parts_of_week": list(wishes.parts_of_week),
        "languages": list(wishes.languages),
        "activation_level": wishes.activation_level,
        "max_distance": wishes.max_distance,
    }
