"""Who answers for a person: chosen, passed on by two who agree, or handed on when somebody leaves."""

import logging
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from meedoen.accounts.actor import Actor
from meedoen.accounts.queries import stand_in
from meedoen.accounts.vocabulary import Verb
from meedoen.people.models import Involvement, LeadChange
from meedoen.people.policy import LEAD_CHANGE_WORKING_DAYS, may_answer_lead_change, may_name_lead
from meedoen.people.queries.coverage import loose_ends
from meedoen.people.queries.leads import could_lead, in_hand, open_changes
from meedoen.people.vocabulary import Answer, NextAction
from meedoen.shared.errors import Refused
from meedoen.shared.verdict import Verdict
from meedoen.shared.working_days import add_working_days
from meedoen.trail.actions import record_act

logger = logging.getLogger(__name__)


@transaction.atomic
def name_lead(*, involvement_id: UUID, lead_id: UUID, by: Actor, at: datetime) -> None:
    """Say which worker answers for this person in this legal domain from now on.

    Raises Refused where the person is shielded and it is not this actor's to say.
    """
    involvement = _locked(involvement_id)
    _refuse_unless(_may_name(involvement, lead_id, by))
    _name(involvement, lead_id, by=by, at=at)
    _first_thing_to_do(involvement, at.date())


@transaction.atomic
def ask_lead_change(*, involvement_id: UUID, to_user_id: UUID, by: Actor, at: datetime) -> LeadChange:
    """Ask to pass a person on: the lead or team lead asks a colleague, or a colleague asks the lead.

    The other one answers within five working days; until then nothing changes. A question that was open is
    withdrawn. Raises Refused where the colleague cannot be lead there, or it is not this actor's to ask.
    """
    involvement = _locked(involvement_id)
    if involvement.lead_id is None or involvement.lead_id == to_user_id:
        raise Refused("Deze collega is al de vaste contactpersoon. Kies een ander.")
    if not could_lead(involvement, at.date()).filter(id=to_user_id).exists():
        raise Refused("Deze collega werkt hier niet met dossiers. Kies een ander.")
    _refuse_unless(_may_name(involvement, to_user_id, by))
    open_changes(involvement.id).update(answered_at=at)
    asked = LeadChange.objects.create(
        involvement=involvement,
        from_user_id=involvement.lead_id,
        to_user_id=to_user_id,
        asked_by_id=by.user_id,
        asked_at=at,
        due_on=add_working_days(at.date(), LEAD_CHANGE_WORKING_DAYS),
    )
    record_act(by=by, act="ask_lead_change", object_type="involvement", object_id=involvement.id, at=at)
    return asked


@transaction.atomic
def answer_lead_change(*, change_id: UUID, answer: Answer, by: Actor, at: datetime) -> LeadChange:
    """Agree or not. With a yes the new lead answers for the person from now on; with a no nothing changes.

    Raises Refused where the question was answered, has lapsed, or was put to somebody else.
    """
    change = LeadChange.objects.select_for_update().get(id=change_id)
    asked = change.to_user_id if change.asked_by_id != change.to_user_id else change.from_user_id
    is_open = not change.answer and change.answered_at is None
    _refuse_unless(may_answer_lead_change(is_asked=by.user_id == asked, is_open=is_open))
    involvement = _locked(change.involvement_id)
    if involvement.ends_on is not None or involvement.lead_id != change.from_user_id:
        raise Refused("Er is intussen iets veranderd in dit dossier. Vraag het opnieuw.")
    change.answer, change.answered_at = answer, at
    change.save(update_fields=["answer", "answered_at"])
    if answer == Answer.YES:
        _name(involvement, change.to_user_id, by=by, at=at)
        _first_thing_to_do(involvement, at.date())
    else:
        record_act(
            by=by, act="decline_lead_change", object_type="involvement", object_id=involvement.id, at=at
        )
    return change


def lapse_lead_changes(*, at: datetime) -> int:
    """Close the questions that nobody answered in time; the lead stays. Gives how many."""
    late = LeadChange.objects.filter(answer="", answered_at__isnull=True, due_on__lt=at.date())
    return late.update(answered_at=at)


@transaction.atomic
def hand_on_caseload(*, from_user_id: UUID, to_user_id: UUID | None, by: Actor | None, at: datetime) -> int:
    """Give everybody this worker answers for to a colleague, or to who stands in there. Gives how many.

    Whom the colleague cannot lead (another agency, team or domain) goes to who stands in there, with choosing
    a lead as the next action; a shielded person too. `by` is None where the daily work does it.
    Raises Refused where nobody is left who can answer for somebody.
    """
    rows = in_hand(from_user_id).select_for_update(of=("self",)).select_related("person")
    able: dict[tuple[UUID, UUID | None, str], set[UUID]] = {}
    count = 0
    for involvement in rows.order_by("id"):
        where = (involvement.agency_id, involvement.team_id, involvement.legal_domain_id)
        if where not in able:
            able[where] = set(could_lead(involvement, at.date()).values_list("id", flat=True))
        fits = to_user_id in able[where] and not involvement.person.shielded
        if to_user_id is not None and fits:
            _name(involvement, to_user_id, by=by, at=at)
            _first_thing_to_do(involvement, at.date())
        else:
            _to_stand_in(involvement, instead_of=from_user_id, by=by, at=at)
        count += 1
    return count


def adopt_loose_ends(*, at: datetime) -> int:
    """Give who has a lead that does not work there any more to who stands in there. Gives how many.

    One transaction each. Where nobody is left who can, the row stays as it is, and the page of the guarantee
    counts it: somebody has to get a role there first.
    """
    count = 0
    for involvement_id in list(loose_ends(at.date()).values_list("id", flat=True)):
        try:
            with transaction.atomic():
                involvement = _locked(involvement_id)
                _to_stand_in(involvement, instead_of=involvement.lead_id, by=None, at=at)
        except Refused:
            logger.warning("nobody can answer for involvement %s", involvement_id)
        else:
            count += 1
    return count


def _to_stand_in(
    involvement: Involvement, *, instead_of: UUID | None, by: Actor | None, at: datetime
) -> None:
    found = stand_in(
        agency_id=involvement.agency_id,
        team_id=involvement.team_id,
        legal_domain=involvement.legal_domain_id,
        on=at.date(),
        instead_of=instead_of,
    )
    if found is None and involvement.legal_domain_id != "open":
        raise Refused(
            "Er is niemand over die voor deze inwoners kan instaan. Geef eerst een collega een rol in dit "
            "team of bij deze instantie."
        )
    alone = involvement.left_alone_until
    involvement.next_action = NextAction.ASK_AGAIN if alone else NextAction.NAME_LEAD
    involvement.next_action_on = max(add_working_days(at.date(), 1), alone or date.min)
    involvement.save(update_fields=["next_action", "next_action_on"])
    _name(involvement, found, by=by, at=at)


def _name(involvement: Involvement, lead_id: UUID | None, *, by: Actor | None, at: datetime) -> None:
    Involvement.objects.filter(id=involvement.id).update(lead_id=lead_id)
    open_changes(involvement.id).update(answered_at=at)
    record_act(by=by, act="name_lead", object_type="involvement", object_id=involvement.id, at=at)


def _first_thing_to_do(involvement: Involvement, today: date) -> None:
    """A lead was chosen, so choosing one is not what is next any more: making contact is."""
    if involvement.next_action == NextAction.NAME_LEAD:
        on = max(add_working_days(today, 1), involvement.left_alone_until or date.min)
        Involvement.objects.filter(id=involvement.id).update(
            next_action=NextAction.CONTACT, next_action_on=on
        )


def _may_name(involvement: Involvement, lead_id: UUID, by: Actor) -> Verdict:
    return may_name_lead(
        shielded=involvement.person.shielded,
        is_lead=involvement.lead_id == by.user_id,
        leads_team=by.may(Verb.SEE_TEAM_CASELOAD),
        to_self=lead_id == by.user_id,
    )


def _locked(involvement_id: UUID) -> Involvement:
    return Involvement.objects.select_for_update(of=("self",)).select_related("person").get(id=involvement_id)


def _refuse_unless(verdict: Verdict) -> None:
    if not verdict:
        raise Refused(verdict.reasons[0])
