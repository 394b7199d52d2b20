"""Writes of notices: passed on, picked up, in contact, closed. Each state leaves an owner and a date."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from meedoen.accounts.actor import Actor
from meedoen.casework.actions import begin_case
from meedoen.casework.queries import Case
from meedoen.outreach.models import Notice
from meedoen.outreach.permissions import has_taken
from meedoen.outreach.policy import (
    climbs_to,
    may_become,
    may_join,
    may_take,
    may_work_on,
    next_due,
    pick_up_by,
)
from meedoen.outreach.queries import team_for, working_days
from meedoen.outreach.vocabulary import ClimbedTo, CloseReason, NoticeStatus, ReporterKind, Urgency
from meedoen.people.actions import NewPerson, let_next_follow
from meedoen.people.vocabulary import NextAction
from meedoen.shared.errors import Refused, refuse_unless
from meedoen.trail.actions import record_act


@dataclass(frozen=True)
class NewNotice:
    """What somebody passes on."""

    worry: str
    resident_name: str
    resident_contact: str
    resident_knows: bool
    reporter_kind: ReporterKind
    reporter_name: str
    reporter_contact: str
    area_code: str
    life_domains: tuple[str, ...] = ()
    urgency: Urgency = Urgency.CAN_WAIT


@transaction.atomic
def pass_on(*, new: NewNotice, at: datetime) -> Notice:
    """Put a worry with the team that works in that district, with the day by which it is picked up.

    Nobody is signed in. Raises Refused where no team works in the district.
    """
    team = team_for(new.area_code)
    if team is None:
        raise Refused("In deze wijk neemt nog geen team signalen aan. Bel de gemeente van de inwoner.")
    notice = Notice.objects.create(
        municipality_id=team.municipality_id,
        team=team,
        area_code=new.area_code,
        worry=new.worry,
        life_domains=list(new.life_domains),
        urgency=new.urgency,
        resident_name=new.resident_name,
        resident_contact=new.resident_contact,
        resident_knows=new.resident_knows,
        reporter_kind=new.reporter_kind,
        reporter_name=new.reporter_name,
        reporter_contact=new.reporter_contact,
        received_at=at,
        due_on=pick_up_by(new.urgency, at.date(), working_days()),
    )
    record_act(by=None, act="pass_on_notice", object_type="notice", object_id=notice.id, at=at)
    return notice


@transaction.atomic
def take_notice(*, notice_id: UUID, by: Actor, at: datetime) -> Notice:
    """Pick a notice up, or take it over from a colleague: from now on this worker answers for it.

    Raises Refused where the notice is closed or the worker has it already.
    """
    notice = _root(notice_id)
    refuse_unless(may_take(notice.status, has_taken(by, notice)))
    if notice.status == NoticeStatus.RECEIVED:
        _move(notice, NoticeStatus.PICKED_UP, at)
    notice.taken_by_id = by.user_id
    notice.save()
    record_act(by=by, act="take_notice", object_type="notice", object_id=notice.id, at=at)
    return notice


@transaction.atomic
def make_contact(*, notice_id: UUID, person: NewPerson | UUID, by: Actor, at: datetime) -> Case:
    """Say that there is contact: the record of the person begins, with an involvement and a case.

    In: a new person, or one that the worker has a road to already and recognises. A record that runs stays
    as it is; what is next in it then comes today, since there is a new worry.
    Raises Refused where a colleague has the notice, or it is not at this step.
    """
    notice = _root(notice_id)
    refuse_unless(may_work_on(has_taken(by, notice)))
    _move(notice, NoticeStatus.IN_CONTACT, at)
    case = begin_case(person=person, reason=_reason(notice), next_action_on=at.date(), by=by, at=at)
    notice.involvement_id = case.involvement_id
    notice.save()
    Notice.objects.filter(joined_to=notice).update(involvement_id=case.involvement_id)
    _look_today(case, by=by, at=at)
    record_act(by=by, act="make_contact", object_type="notice", object_id=notice.id, at=at)
    return case


@transaction.atomic
def close_notice(*, notice_id: UUID, reason: CloseReason, by: Actor, at: datetime) -> Notice:
    """Close a notice with the reason. Raises Refused where a colleague has it, or nobody picked it up yet."""
    notice = _root(notice_id)
    refuse_unless(may_become(notice.status, NoticeStatus.CLOSED))
    refuse_unless(may_work_on(has_taken(by, notice)))
    notice.status = NoticeStatus.CLOSED
    notice.closed_on = at.date()
    notice.close_reason = reason
    notice.save()
    record_act(by=by, act="close_notice", object_type="notice", object_id=notice.id, at=at)
    return notice


@transaction.atomic
def join_notice(*, notice_id: UUID, into_id: UUID, by: Actor, at: datetime) -> Notice:
    """Say that two notices are about one resident: the other one goes on for both, and both senders read on
    their receipt how far that one is. It is due on the earlier of both days. Gives the one that goes on.

    Raises Refused where a colleague has the notice, or the other one is not an open one of the same team.
    """
    both = Notice.objects.select_for_update().filter(id__in=(notice_id, into_id)).order_by("id")
    rows = {row.id: row for row in both}
    notice, into = _root(notice_id), rows.get(into_id)
    if into is None:
        raise Refused("Dat signaal is er niet. Kies een ander signaal.")
    refuse_unless(
        may_join(
            same=notice.id == into.id,
            is_open=into.status != NoticeStatus.CLOSED,
            is_root=into.joined_to_id is None,
            same_team=notice.team_id == into.team_id,
        )
    )
    if notice.taken_by_id is not None:
        refuse_unless(may_work_on(has_taken(by, notice)))
    Notice.objects.filter(joined_to=notice).update(joined_to=into, involvement=into.involvement_id)
    notice.joined_to, notice.involvement_id = into, into.involvement_id
    notice.save()
    into.due_on = min(into.due_on, notice.due_on)
    into.save()
    record_act(by=by, act="join_notice", object_type="notice", object_id=notice.id, at=at)
    return into


@transaction.atomic
def climb_notices(*, at: datetime) -> int:
    """Tell the next one up of each notice whose day has passed: team lead, then policy. Gives how many moved.

    The team keeps it. `by` is None on the trail: the system acts by its timetable.
    """
    late = Notice.objects.select_for_update().filter(due_on__lt=at.date(), joined_to__isnull=True)
    moved = 0
    for notice in late.exclude(status=NoticeStatus.CLOSED):
        climbed = climbs_to(notice.due_on, at.date())
        if climbed != notice.climbed_to:
            Notice.objects.filter(id=notice.id).update(climbed_to=climbed)
            record_act(by=None, act="climb_notice", object_type="notice", object_id=notice.id, at=at)
            moved += 1
    return moved


def _root(notice_id: UUID) -> Notice:
    """The notice, locked. Raises Refused where it goes on under another one."""
    notice = _locked(notice_id)
    if notice.joined_to_id is not None:
        raise Refused("Dit signaal hoort bij een ander signaal over dezelfde inwoner. Werk daar verder.")
    return notice


def _move(notice: Notice, status: NoticeStatus, at: datetime) -> None:
    refuse_unless(may_become(notice.status, status))
    notice.status = status
    notice.climbed_to = ClimbedTo.TEAM
    notice.due_on = next_due(status, at.date(), working_days())


def _look_today(case: Case, *, by: Actor, at: datetime) -> None:
    """What is next comes today; a wish to be left alone keeps its day, and is set aside in the case alone."""
    involvement = case.involvement
    if involvement.next_action_on is None or involvement.next_action_on > at.date():
        let_next_follow(
            involvement_id=involvement.id,
            next_action=NextAction(involvement.next_action or NextAction.CONVERSATION),
            on=at.date(),
            by=by,
            at=at,
        )


def _locked(notice_id: UUID) -> Notice:
    # Two workers who press the same button one after the other, never through each other.
    return Notice.objects.select_for_update().get(id=notice_id)


def _reason(notice: Notice) -> str:
    return f"Signaal van {ReporterKind(notice.reporter_kind).label}: {notice.worry}"
