"""Who answers for a person: chosen where nobody was yet, or passed on by two who both agree."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from meedoen.accounts.actor import Actor
from meedoen.accounts.vocabulary import Verb
from meedoen.people.models import Involvement, LeadChange
from meedoen.people.policy import (
    LEAD_CHANGE_WORKING_DAYS,
    may_answer_lead_change,
    may_ask_lead_change,
    may_name_lead,
    names_at_once,
    who_answers,
)
from meedoen.people.queries.leads import could_lead, open_changes, waits_for_lead
from meedoen.people.vocabulary import Answer, NextAction
from meedoen.shared.errors import Refused, refuse_unless
from meedoen.shared.verdict import Verdict, no, yes
from meedoen.shared.working_days import add_working_days
from meedoen.trail.actions import record_act


@transaction.atomic
def name_lead(*, involvement_id: UUID, lead_id: UUID, by: Actor, at: datetime) -> None:
    """Say which worker answers for this person from now on, where somebody stands in until one is chosen.

    The team lead assigns, or a colleague takes it. Raises Refused where there is a lead already (then the two
    agree: `ask_lead_change`), or the person is shielded and it is not this actor's to say.
    """
    involvement = _locked(involvement_id)
    refuse_unless(_may_name(involvement, lead_id, by))
    if not _at_once(involvement, lead_id, by):
        raise Refused(
            "Hier is al een vaste contactpersoon, of je kiest voor een ander. Vraag het eerst aan de collega."
        )
    _name(involvement, lead_id, by=by, at=at)


@transaction.atomic
def pass_on(*, involvement_id: UUID, to_user_id: UUID, by: Actor, at: datetime) -> LeadChange | None:
    """Name a lead where that needs nobody's yes, else ask. Gives the question, or None where it is done."""
    involvement = _locked(involvement_id)
    if _at_once(involvement, to_user_id, by):
        refuse_unless(_can_lead(involvement, to_user_id, at.date()))
        name_lead(involvement_id=involvement_id, lead_id=to_user_id, by=by, at=at)
        return None
    return ask_lead_change(involvement_id=involvement_id, to_user_id=to_user_id, by=by, at=at)


@transaction.atomic
def ask_lead_change(*, involvement_id: UUID, to_user_id: UUID, by: Actor, at: datetime) -> LeadChange:
    """Ask to pass a person on: the lead or team lead asks a colleague, or a colleague asks the lead.

    Who is asked answers within five working days; until then nothing changes. A question that was open is
    withdrawn. Raises Refused where the colleague cannot be lead there, or it is not this actor's to ask.
    """
    involvement = _locked(involvement_id)
    if involvement.ends_on is not None:
        raise Refused("Dit dossier is gestopt. Er hoeft niemand meer contactpersoon te zijn.")
    if involvement.lead_id is None or involvement.lead_id == to_user_id:
        raise Refused("Deze collega is al de vaste contactpersoon. Kies een ander.")
    refuse_unless(_can_lead(involvement, to_user_id, at.date()))
    refuse_unless(_may_name(involvement, to_user_id, by))
    refuse_unless(
        may_ask_lead_change(
            is_lead=involvement.lead_id == by.user_id,
            leads_team=by.may(Verb.SEE_TEAM_CASELOAD),
            to_self=to_user_id == by.user_id,
        )
    )
    open_changes(involvement.id).update(answered_at=at)
    return _ask(involvement, involvement.lead_id, to_user_id, by=by, at=at)


@transaction.atomic
def answer_lead_change(*, change_id: UUID, answer: Answer, by: Actor, at: datetime) -> LeadChange:
    """Agree or not. With a no nothing changes. With a yes the new lead answers for the person from now on.

    Where a team lead asked, the colleague says yes first, and then the lead is asked too: both agree.
    Raises Refused where the question was answered, has lapsed, or was put to somebody else.
    """
    involvement = _locked(LeadChange.objects.values_list("involvement_id", flat=True).get(id=change_id))
    change = LeadChange.objects.select_for_update().get(id=change_id)
    asked = who_answers(asked_by=change.asked_by_id, from_user=change.from_user_id, to_user=change.to_user_id)
    is_open = not change.answer and change.answered_at is None and change.due_on >= at.date()
    refuse_unless(may_answer_lead_change(is_asked=by.user_id == asked, is_open=is_open))
    if involvement.ends_on is not None or involvement.lead_id != change.from_user_id:
        raise Refused("Er is intussen iets veranderd in dit dossier. Vraag het opnieuw.")
    if answer == Answer.YES:
        refuse_unless(_can_lead(involvement, change.to_user_id, at.date()))
    change.answer, change.answered_at = answer, at
    change.save(update_fields=["answer", "answered_at"])
    act = "agree_lead_change" if answer == Answer.YES else "decline_lead_change"
    record_act(by=by, act=act, object_type="involvement", object_id=involvement.id, at=at)
    if answer == Answer.YES:
        _agreed(involvement, change, by=by, at=at)
    return change


@transaction.atomic
def lapse_lead_changes(*, at: datetime) -> int:
    """Close the questions that nobody answered in time; the lead stays. Gives how many."""
    late = LeadChange.objects.filter(answer="", answered_at__isnull=True, due_on__lt=at.date())
    count = 0
    for change_id, involvement_id in list(late.values_list("id", "involvement_id")):
        if late.filter(id=change_id).update(answered_at=at):
            count += 1
            record_act(
                by=None, act="lapse_lead_change", object_type="involvement", object_id=involvement_id, at=at
            )
    return count


def _agreed(involvement: Involvement, change: LeadChange, *, by: Actor, at: datetime) -> None:
    """Both agree, or nobody has to be asked because somebody only stood in; else the lead is asked too."""
    lead_agrees = change.from_user_id in (change.asked_by_id, by.user_id)
    if lead_agrees or waits_for_lead(involvement):
        _name(involvement, change.to_user_id, by=by, at=at)
    else:
        _ask(involvement, change.from_user_id, change.to_user_id, by=by, at=at)


def _ask(
    involvement: Involvement, from_user_id: UUID, to_user_id: UUID, *, by: Actor, at: datetime
) -> LeadChange:
    asked = LeadChange.objects.create(
        involvement=involvement,
        from_user_id=from_user_id,
        to_user_id=to_user_id,
        asked_by_id=by.user_id,
        asked_at=at,
        due_on=add_working_days(at.date(), LEAD_CHANGE_WORKING_DAYS),
    )
    record_act(by=by, act="ask_lead_change", object_type="involvement", object_id=involvement.id, at=at)
    return asked


def _name(involvement: Involvement, lead_id: UUID, *, by: Actor, at: datetime) -> None:
    """Write the new lead. Choosing one is not what is next any more: making contact is."""
    involvement.lead_id = lead_id
    if waits_for_lead(involvement):
        involvement.next_action = NextAction.CONTACT
        involvement.next_action_on = max(
            add_working_days(at.date(), 1), involvement.left_alone_until or date.min
        )
    involvement.save(update_fields=["lead", "next_action", "next_action_on"])
    open_changes(involvement.id).update(answered_at=at)
    record_act(by=by, act="name_lead", object_type="involvement", object_id=involvement.id, at=at)


def _at_once(involvement: Involvement, lead_id: UUID, by: Actor) -> bool:
    return involvement.ends_on is None and names_at_once(
        waits_for_lead=waits_for_lead(involvement),
        leads_team=by.may(Verb.SEE_TEAM_CASELOAD),
        to_self=lead_id == by.user_id,
    )


def _can_lead(involvement: Involvement, user_id: UUID, on: date) -> Verdict:
    if could_lead(involvement, on).filter(id=user_id).exists():
        return yes()
    return no("Deze collega werkt hier niet met dossiers. Kies een ander.")


def _may_name(involvement: Involvement, lead_id: UUID, by: Actor) -> Verdict:
    return may_name_lead(
        shielded=involvement.person.shielded,
        is_lead=involvement.lead_id == by.user_id,
        leads_team=by.may(Verb.SEE_TEAM_CASELOAD),
        to_self=lead_id == by.user_id,
    )


def _locked(involvement_id: UUID) -> Involvement:
    return Involvement.objects.select_for_update(of=("self",)).select_related("person").get(id=involvement_id)
